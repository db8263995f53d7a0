"""Machines of a dwelling file that do not go together."""

from collections.abc import Mapping

from nulopdemeter.dwelling.file_air import Air, kind_of, taken_out_share_frac
from nulopdemeter.dwelling.file_checks_points import points_wrongs
from nulopdemeter.dwelling.file_checks_water import grid_wrongs, smart_wrongs, tank_wrongs
from nulopdemeter.dwelling.file_machines import Control, Grid, Heating, HotWater
from nulopdemeter.dwelling.file_pump import PUMPS, most_supply_c, source_kind
from nulopdemeter.dwelling.file_wrongs import Wrong, either, needs, out_of_range, unknown
from nulopdemeter.dwelling.tables import table
from nulopdemeter.dwelling.words import WITH_WATER
from nulopdemeter.parameters import figures

_BY_PUMP = "generator = 'heat_pump' / 'hybrid'"
_BY_MACHINE = "generator = 'hr107' / 'heat_pump' / …"
_BY_WATER = "generator = 'hr107' / 'vr' / 'collective_gas' / 'district_heat' / 'heat_pump' / 'hybrid'"
_WATER_SOURCE = "source_kind = 'air' / 'ground' / 'exhaust_air'"


def heating_wrongs(h: Heating, place: str) -> list[Wrong]:
    """Check the machine and the emitters of room heating.

    Parameters
    ----------
    h : Heating
        As the file has it.
    place : str
        What people call it.

    Returns
    -------
    list of Wrong
        Everything wrong with it, set points left out.
    """
    wrongs: list[Wrong] = []
    if h.heat_pump is not None:
        wrongs += unknown(f"{place}: heat_pump", h.heat_pump, list(table("heat_pumps").index))
    if h.heat_pump is not None and h.points is not None:
        wrongs.append(either(place, "heat_pump", "points"))
    if h.points is not None:
        wrongs += points_wrongs(h.points, f"{place}: points")
    for key, (may, other) in _belongs(h).items():
        if getattr(h, key) is not None and not may:
            wrongs.append(needs(place, key, other))
    return wrongs + _sizes(h, place) + _supply(h, place) + _least_supply(h, place)


def _belongs(h: Heating) -> Mapping[str, tuple[bool, str]]:
    """Return for each key whether it does something, and what it needs to do so."""
    is_simple = h.generator in ("ideal", "none")
    pump, hybrid = h.generator in PUMPS, h.generator == "hybrid"
    kind = source_kind(h)
    heats = (h.generator != "none", f"generator = 'ideal' / {_BY_MACHINE.removeprefix('generator = ')}")
    by_pump, by_machine = (pump, _BY_PUMP), (not is_simple, _BY_MACHINE)
    in_ground = (kind == "ground" or (pump and not kind), "source_kind = 'ground'")
    is_dry = kind == "air_to_air"
    waters = (h.generator in WITH_WATER and not is_dry, _WATER_SOURCE if is_dry else _BY_WATER)
    return {
        "heat_pump": by_pump, "heat_pump_kw": by_pump, "points": by_pump, "sizing": by_pump,
        "quiet_mode": by_pump, "bivalent_c": (pump and h.sizing == "bivalent", "sizing = 'bivalent'"),
        "quiet_frac": (pump and bool(h.quiet_mode), "quiet_mode = true"),
        "exhaust_air_m3_per_h": (kind == "exhaust_air" or (pump and not kind), "source_kind = 'exhaust_air'"),
        "brine_mean_c": in_ground,
        "brine_swing_k": (in_ground[0] and h.brine_mean_c is not None, "brine_mean_c"),
        "brine_coldest_day": (in_ground[0] and h.brine_swing_k is not None, "brine_swing_k"),
        "hybrid_rule": (hybrid, "generator = 'hybrid'"),
        "hybrid_switch_c": (hybrid and h.hybrid_rule == "temperature", "hybrid_rule = 'temperature'"),
        "hybrid_least_cop": (hybrid and h.hybrid_rule in (None, "cost"), "hybrid_rule = 'cost'"),
        "efficiency_frac": by_machine, "backup_kw": by_machine, "emitter": by_machine,
        "design_supply_c": waters, "least_supply_c": waters, "radiator_kw": waters,
        "set_point_c": heats, "living_set_point_c": heats, "capacity_kw": heats,
    }  # fmt: skip


def _sizes(h: Heating, place: str) -> list[Wrong]:
    wrongs: list[Wrong] = []
    if h.sizing is not None and h.heat_pump_kw is not None:
        wrongs.append(either(place, "sizing", "heat_pump_kw"))
    if h.sizing == "bivalent" and h.bivalent_c is None:
        wrongs.append(needs(place, "sizing = 'bivalent'", "bivalent_c"))
    if h.radiator_kw is not None and h.capacity_kw is not None:
        wrongs.append(either(place, "radiator_kw", "capacity_kw"))
    if h.emitter == "panel" and h.generator in WITH_WATER:
        wrongs.append(needs(place, "emitter = 'panel'", "generator = 'infrared' / 'electric'"))
    if h.generator == "hybrid" and source_kind(h) == "air_to_air":
        wrongs.append(needs(place, "generator = 'hybrid'", _WATER_SOURCE))
    if h.emitter in ("radiators", "floor") and source_kind(h) == "air_to_air":
        wrongs.append(needs(place, f"emitter = '{h.emitter}'", _WATER_SOURCE))
    return wrongs


def _least_supply(h: Heating, place: str) -> list[Wrong]:
    """Hold the lower end of the heating curve to its upper end, and to the water of a heat pump alone."""
    least_c, most_c, design_c = h.least_supply_c, most_supply_c(h), h.design_supply_c
    if least_c is None:
        return []
    if h.generator == "heat_pump" and most_c is not None and least_c > most_c:
        return [out_of_range(f"{place}: least_supply_c", least_c, f"≤ max_supply_c = {most_c:g}")]
    if isinstance(design_c, float | int) and least_c > design_c:
        return [out_of_range(f"{place}: least_supply_c", least_c, f"≤ design_supply_c = {design_c:g}")]
    return []


def _supply(h: Heating, place: str) -> list[Wrong]:
    given = h.design_supply_c
    if isinstance(given, str):
        if given == "auto" and h.radiator_kw is None:
            return [needs(place, "design_supply_c = 'auto'", "radiator_kw")]
        return unknown(f"{place}: design_supply_c", given, ["auto"])
    i = figures("installations")
    low_c, high_c = i["supply_given_least_c"], i["supply_given_most_c"]
    if given is None or low_c <= given <= high_c:
        return []
    return [out_of_range(f"{place}: design_supply_c", given, f"{low_c:g} – {high_c:g}")]


def together_wrongs(
    heating: Heating,
    air: Air,
    water: HotWater | None,
    control: Control | None,
    grid: Grid | None,
    *,
    has_household: bool,
    has_panels: bool,
) -> list[Wrong]:
    """Check machines against the rest of the file.

    Parameters
    ----------
    heating : Heating
        As the file has it.
    air : Air
        As the file has it.
    water : HotWater or None
        As the file has it.
    control : Control or None
        As the file has it.
    grid : Grid or None
        As the file has it.
    has_household : bool
        Whether somebody lives there.
    has_panels : bool
        Whether there are solar panels.

    Returns
    -------
    list of Wrong
        Everything wrong.
    """
    wrongs = _exhaust(heating, air)
    if water is not None and water.draw_l_per_person_day is not None and not has_household:
        wrongs.append(needs("[hot_water]", "draw_l_per_person_day", "[household]"))
    wrongs += tank_wrongs(heating, water)
    wrongs += smart_wrongs(heating, water, control, has_panels=has_panels)
    return wrongs + grid_wrongs(grid, has_panels=has_panels)


def _exhaust(h: Heating, air: Air) -> list[Wrong]:
    """Hold an exhaust-air machine to the air that a fan takes out before any heat recovery."""
    if source_kind(h) != "exhaust_air":
        return []
    says = "source_kind = 'exhaust_air'"
    if not air.flow_m3_per_h or kind_of(air) not in ("C", "D", "E"):
        return [needs("[heating]", says, "[air] system = 'C', flow_m3_per_h")]
    flow = taken_out_share_frac(air) * air.flow_m3_per_h
    if flow <= 0.0:
        return [Wrong("NOM-E251", f"[heating]: {says}", str(air.system), {})]
    given = h.exhaust_air_m3_per_h
    if given is None or given <= flow:
        return []
    return [out_of_range("[heating]: exhaust_air_m3_per_h", given, f"≤ {flow:g} ([air] flow_m3_per_h)")]
