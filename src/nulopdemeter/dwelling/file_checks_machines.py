"""Machines of a dwelling file that do not go together."""

from collections.abc import Mapping
from typing import Any

from nulopdemeter.dwelling.file_air import Air
from nulopdemeter.dwelling.file_machines import Control, Heating, HotWater, Points
from nulopdemeter.dwelling.file_wrongs import (
    Wrong,
    either,
    missing,
    needs,
    out_of_range,
    schedule_wrongs,
    unknown,
)
from nulopdemeter.dwelling.tables import table
from nulopdemeter.dwelling.words import WITH_WATER
from nulopdemeter.parameters import figures
from nulopdemeter.units import H_PER_DAY

_N_POINTS = 4
_LEAST_COP = 1.0
_PUMPS = ("heat_pump", "hybrid")
# Hot water from a tank that the system itself heats.
_FROM_TANK = ("heat_pump_tank", "booster", "electric_boiler")


def source_kind(h: Heating) -> str:
    """Return what a heat pump takes its heat from.

    Parameters
    ----------
    h : Heating
        With or without a heat pump.

    Returns
    -------
    str
        A source of ``heat_pumps.csv``; empty without a heat pump, or with an unknown one.
    """
    if h.generator not in _PUMPS:
        return ""
    return h.points.source_kind if h.points is not None else str(_model(h).get("source_kind", ""))


def most_supply_c(h: Heating) -> float | None:
    """Return the hottest water of a heat pump, as far as file and tables say.

    Parameters
    ----------
    h : Heating
        With or without a heat pump.

    Returns
    -------
    float or None
        [°C]; None without a heat pump, or where nothing is said.
    """
    if not source_kind(h):
        return None
    return h.points.max_supply_c if h.points is not None else float(_model(h)["max_supply_c"])


def _model(h: Heating) -> Mapping[str, Any]:
    """Row of the model of a heat pump, or of the usual one; empty with an unknown one."""
    models = table("heat_pumps")
    name = h.heat_pump or str(table("dwelling_heating").loc[h.generator].to_dict()["heat_pump"])
    return {str(key): cell for key, cell in models.loc[name].items()} if name in models.index else {}


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
        wrongs += _points(h.points, f"{place}: points")
    for key, (may, other) in _belongs(h).items():
        if getattr(h, key) is not None and not may:
            wrongs.append(needs(place, key, other))
    return wrongs + _sizes(h, place) + _supply(h, place)


def _belongs(h: Heating) -> Mapping[str, tuple[bool, str]]:
    """Return for each key whether it does something, and what it needs to do so."""
    is_simple = h.generator in ("ideal", "none")
    pump, hybrid = h.generator in _PUMPS, h.generator == "hybrid"
    kind = source_kind(h)
    heats = (h.generator != "none", "generator")
    by_pump, by_machine = (pump, "generator"), (not is_simple, "generator")
    in_ground = (kind == "ground" or (pump and not kind), "source_kind = 'ground'")
    waters = (h.generator in WITH_WATER and kind != "air_to_air", "a generator that heats water")
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
        "design_supply_c": by_machine, "least_supply_c": waters, "radiator_kw": waters,
        "set_point_c": heats, "living_set_point_c": heats, "capacity_kw": heats,
    }  # fmt: skip


def _points(points: Points, place: str) -> list[Wrong]:
    wrongs: list[Wrong] = []
    for key in ("cop35", "cop55"):
        wrongs += schedule_wrongs(getattr(points, key), f"{place}.{key}", _LEAST_COP, lengths=(_N_POINTS,))
    if points.cop55 is None and points.source_kind != "air_to_air":
        wrongs.append(missing(place, "cop55"))
    return wrongs


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
    return wrongs


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


def water_wrongs(water: HotWater, place: str) -> list[Wrong]:
    """Check hot water.

    Parameters
    ----------
    water : HotWater
        As the file has it.
    place : str
        What people call it.

    Returns
    -------
    list of Wrong
        Everything wrong with it.
    """
    wrongs = schedule_wrongs(water.tapping, f"{place}: tapping", lengths=(H_PER_DAY,))
    if water.tapping and not wrongs and sum(water.tapping) <= 0.0:
        wrongs.append(out_of_range(f"{place}: tapping", 0.0, "> 0"))
    given = [water.draw_l_per_day, water.draw_l_per_person_day]
    if water.system != "none" and given == [None, None]:
        wrongs.append(missing(place, "draw_l_per_day", "draw_l_per_person_day"))
    if None not in given:
        wrongs.append(either(place, "draw_l_per_day", "draw_l_per_person_day"))
    for key in ("draw_l_per_day", "draw_l_per_person_day"):
        if water.system == "none" and (getattr(water, key) or 0.0) > 0.0:
            wrongs.append(needs(place, key, "system"))
    return wrongs + _tank(water, place)


def _tank(water: HotWater, place: str) -> list[Wrong]:
    wrongs: list[Wrong] = []
    wants = {
        f"system = '{water.system}'": (
            water.system in ("heat_pump_tank", "booster", "solar_combi")
            or (water.system in _FROM_TANK and water.tank_l is not None)
        ),
        "tank_set_c": water.tank_set_c is not None,
        "legionella_c": bool(water.legionella_c),
        "tank_element_kw": water.tank_element_kw is not None,
        "collector_m2": bool(water.collector_m2),
    }
    if not water.tank_l:
        lacking = [key for key, does in wants.items() if does]
        wrongs += [Wrong("NOM-E242", f"{place}: {key}", key, {}) for key in lacking[:1]]
    elif water.system not in _FROM_TANK:
        own = ("tank_set_c", "legionella_c", "tank_element_kw")
        wrongs += [needs(place, key, "system") for key in own if wants[key]]
    for key in ("collector_tilt_deg", "collector_azimuth_deg"):
        none = water.collector_m2 == 0.0 or (water.collector_m2 is None and water.system != "solar_combi")
        if getattr(water, key) is not None and none:
            wrongs.append(needs(place, key, "collector_m2"))
    return wrongs


def control_wrongs(control: Control, place: str) -> list[Wrong]:
    """Check the smart controls.

    Parameters
    ----------
    control : Control
        As the file has it.
    place : str
        What people call it.

    Returns
    -------
    list of Wrong
        Everything wrong with it.
    """
    keys = ("tank_raise_k", "room_raise_k")
    is_off = control.smart == "none"
    return [needs(place, key, "smart") for key in keys if is_off and getattr(control, key) is not None]


def together_wrongs(
    heating: Heating, air: Air, water: HotWater | None, control: Control | None, *, has_household: bool
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
    has_household : bool
        Whether somebody lives there.

    Returns
    -------
    list of Wrong
        Everything wrong.
    """
    wrongs = _exhaust(heating, air)
    if water is not None and water.draw_l_per_person_day is not None and not has_household:
        wrongs.append(needs("[hot_water]", "draw_l_per_person_day", "[household]"))
    most_c = most_supply_c(heating)
    if water is not None and water.system == "heat_pump_tank" and most_c and water.tank_set_c is not None:
        is_hotter = water.tank_set_c > most_c and source_kind(heating) != "air_to_air"
        if is_hotter:
            limit = f"≤ max_supply_c = {most_c:g}"
            wrongs.append(out_of_range("[hot_water]: tank_set_c", water.tank_set_c, limit))
    if control is not None and control.tank_raise_k and (water is None or not water.tank_l):
        wrongs.append(Wrong("NOM-E242", "[control]: tank_raise_k", "tank_raise_k", {}))
    if control is not None and control.room_raise_k and not source_kind(heating):
        wrongs.append(needs("[control]", "room_raise_k", "generator = 'heat_pump' / 'hybrid'"))
    return wrongs


def _exhaust(h: Heating, air: Air) -> list[Wrong]:
    """Hold an exhaust-air machine to the air that a fan takes out."""
    if source_kind(h) != "exhaust_air":
        return []
    has_fan = str(air.system)[0] in "CDE" and bool(air.flow_m3_per_h)
    if not has_fan:
        return [needs("[heating]", "source_kind = 'exhaust_air'", "[air] system = 'C', flow_m3_per_h")]
    given, flow = h.exhaust_air_m3_per_h, float(air.flow_m3_per_h or 0.0)
    if given is None or given <= flow:
        return []
    limit = f"≤ [air] flow_m3_per_h = {flow:g}"
    return [out_of_range("[heating]: exhaust_air_m3_per_h", given, limit)]
