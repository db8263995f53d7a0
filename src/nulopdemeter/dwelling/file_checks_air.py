"""What cannot go together in the air of a dwelling file."""

from collections.abc import Sequence

from nulopdemeter.dwelling.file_air import Air, is_decentral, kind_of, system_figure
from nulopdemeter.dwelling.file_wrongs import Wrong, either, idle, missing, needs, schedule_wrongs, unknown
from nulopdemeter.dwelling.tables import table
from nulopdemeter.dwelling.ventilation import has_recovery
from nulopdemeter.parameters import figures

_OF_SYSTEM = ("flow_m3_per_h", "flow_schedule_frac", "fan_w", "fan_wh_per_m3", "filter_pa")
_OF_EXCHANGER = ("supply_duct_m", "is_duct_insulated", "is_flow_held")


def air_wrongs(air: Air, place: str) -> list[Wrong]:
    """Check the air of a dwelling by itself.

    Parameters
    ----------
    air : Air
        As read.
    place : str
        What people call it.

    Returns
    -------
    list of Wrong
        Everything wrong with it.
    """
    wrongs = schedule_wrongs(air.infiltration_ach, f"{place}: infiltration_ach")
    wrongs += schedule_wrongs(air.flow_schedule_frac, f"{place}: flow_schedule_frac")
    wrongs += schedule_wrongs(air.airing_schedule_frac, f"{place}: airing_schedule_frac")
    if air.bypass_above_c is not None and not air.has_bypass:
        wrongs.append(idle(place, "bypass_above_c", "has_bypass = true"))
    for k, extra in enumerate(air.extra):
        wrongs += schedule_wrongs(extra.schedule_frac, f"{place}: extra {k + 1}: schedule_frac")
    if air.qv10_dm3_per_s_m2 is None and air.infiltration_ach is None:
        wrongs.append(missing(place, "qv10_dm3_per_s_m2", "infiltration_ach"))
    if air.qv10_dm3_per_s_m2 is not None and air.infiltration_ach is not None:
        wrongs.append(either(place, "qv10_dm3_per_s_m2", "infiltration_ach"))
    return wrongs + _system(air, place) + _recovery(air, place) + _demand(air, place)


def _system(air: Air, place: str) -> list[Wrong]:
    wrongs, kind, says = [], kind_of(air), f"system = '{air.system}'"
    if kind and air.flow_m3_per_h is None:
        wrongs.append(needs(place, says, "flow_m3_per_h"))
    wrongs += [
        needs(place, key, "system = 'A' / 'B' / 'C' / 'D' / 'E'")
        for key in _given(air, _OF_SYSTEM)
        if not kind
    ]
    if kind == "A" and (air.fan_w or air.fan_wh_per_m3 or air.filter_pa):
        wrongs.append(needs(place, "fan_w, fan_wh_per_m3, filter_pa", "system = 'B' / 'C' / 'D' / 'E'"))
    most = figures("dwelling_file")["most_fan_wh_per_m3"]
    if air.fan_w and air.flow_m3_per_h and air.fan_w > most * air.flow_m3_per_h:
        limits = {"flow": f"{air.flow_m3_per_h:g}", "limit": f"{most:g}"}
        wrongs.append(Wrong("NOM-E253", f"{place}: fan_w", f"{air.fan_w:g}", limits))
    if air.fan_w is not None and air.fan_wh_per_m3 is not None:
        wrongs.append(either(place, "fan_w", "fan_wh_per_m3"))
    if air.balanced_frac is not None and kind != "E":
        wrongs.append(needs(place, "balanced_frac", "system = 'E'"))
    if _is_steady(air) and air.flow_schedule_frac is not None:
        wrongs.append(either(place, says, "flow_schedule_frac"))
    has_vents = kind in ("A", "B", "C", "E") and air.qv10_dm3_per_s_m2 is not None
    if air.vents_open_frac is not None and not has_vents:
        others = "qv10_dm3_per_s_m2, system = 'A' / 'B' / 'C' / 'E'"
        wrongs.append(needs(place, "vents_open_frac", others))
    return wrongs


def _is_steady(air: Air) -> bool:
    """Natural vents follow wind and stack, not a schedule."""
    return kind_of(air) == "A" and air.qv10_dm3_per_s_m2 is not None


def _recovery(air: Air, place: str) -> list[Wrong]:
    wrongs = []
    if not has_recovery(str(air.system)):
        if air.recovery_frac is not None or air.has_bypass:
            wrongs.append(needs(place, "recovery_frac, has_bypass", "system = 'D' / 'E'"))
        elif air.exchanger is not None:
            wrongs.append(needs(place, "exchanger", "system = 'D' / 'E'"))
        if air.frost_protection is not None:
            wrongs.append(needs(place, "frost_protection", "system = 'D' / 'E'"))
    if air.exchanger is not None:
        wrongs += unknown(f"{place}: exchanger", air.exchanger, list(table("heat_recovery").index))
        if air.recovery_frac is not None:
            wrongs.append(either(place, "exchanger", "recovery_frac"))
    given = _given(air, _OF_EXCHANGER)
    if given and air.exchanger is None:
        wrongs.append(needs(place, ", ".join(given), "exchanger"))
    elif is_decentral(air) and air.supply_duct_m:
        wrongs.append(either(place, f"system = '{air.system}'", "supply_duct_m"))
    return wrongs


def _demand(air: Air, place: str) -> list[Wrong]:
    if air.demand_control in (None, "none"):
        return []
    says = f"demand_control = '{air.demand_control}'"
    if air.flow_schedule_frac is not None:
        return [either(place, says, "flow_schedule_frac")]
    is_mix = kind_of(air) == "E"
    if is_mix or system_figure(air, "control_frac", 1.0) >= 1.0:
        return [needs(place, says, "system = 'A2a' … 'D5c'")]
    if air.demand_control == "mean":
        return []
    if _is_steady(air):
        return [either(place, says, f"system = '{air.system}'")]
    if not system_figure(air, "is_fan_controlled", 0.0):
        return [needs(place, says, "system = 'B2' / 'B3' / 'C3a' … 'C5b' / 'D3' … 'D5c'")]
    return []


def _given(air: Air, keys: Sequence[str]) -> list[str]:
    return [key for key in keys if getattr(air, key) is not None]
