"""Hot water and smart controls of a dwelling file that do not go together with the rest."""

from nulopdemeter.dwelling.file_machines import Control, Grid, Heating, HotWater
from nulopdemeter.dwelling.file_pump import (
    FROM_TANK,
    has_kept_tank,
    hottest_tank_c,
    most_supply_c,
    source_kind,
    usual_tank_c,
)
from nulopdemeter.dwelling.file_wrongs import (
    Wrong,
    either,
    idle,
    missing,
    needs,
    out_of_range,
    schedule_wrongs,
)
from nulopdemeter.parameters import figures
from nulopdemeter.units import H_PER_DAY

_WITH_TANK = (*FROM_TANK, "solar_combi")
_KEPT = "system = 'heat_pump_tank' / 'electric_boiler' / 'booster'"
_BURNING = "system = 'combi' / 'geyser' / 'collective' / 'district_heat' / 'electric_boiler' / 'solar_combi'"
_ANY = "system = 'combi' / 'heat_pump_tank' / 'electric_boiler' / …"
_OF_WATER = ("efficiency_frac", "tapping", "shower_recovery_frac", "draw_l_per_day", "draw_l_per_person_day")
_PANELS = "[[pv]]"


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
    if water.system == "none":
        wrongs += [idle(place, key, _ANY) for key in _OF_WATER if getattr(water, key)]
    elif water.efficiency_frac is not None and water.system in ("heat_pump_tank", "booster"):
        wrongs.append(idle(place, "efficiency_frac", _BURNING))
    return wrongs + _tank(water, place)


def _tank(water: HotWater, place: str) -> list[Wrong]:
    if water.tank_l and water.system not in _WITH_TANK:
        return [Wrong("NOM-E244", f"{place}: tank_l", f"{water.tank_l:g}", {"system": water.system})]
    wrongs: list[Wrong] = []
    wants = {
        f"system = '{water.system}'": (
            water.system in ("heat_pump_tank", "booster", "solar_combi")
            or (water.system in FROM_TANK and water.tank_l is not None)
        ),
        "tank_set_c": water.tank_set_c is not None,
        "legionella_c": bool(water.legionella_c),
        "tank_element_kw": water.tank_element_kw is not None,
        "collector_m2": bool(water.collector_m2),
        "tank_loss_w_per_k": bool(water.tank_loss_w_per_k),
    }
    if not water.tank_l:
        lacking = [key for key, does in wants.items() if does]
        wrongs += [Wrong("NOM-E242", f"{place}: {key}", key, {}) for key in lacking[:1]]
    elif water.system == "electric_boiler" and water.tank_element_kw == 0.0:
        wrongs.append(out_of_range(f"{place}: tank_element_kw", 0.0, "> 0"))
    elif water.tank_element_kw == 0.0 and water.legionella_c:
        wrongs.append(idle(place, "legionella_c", "tank_element_kw"))
    elif water.system not in FROM_TANK:
        own = ("tank_set_c", "legionella_c", "tank_element_kw")
        wrongs += [needs(place, key, _KEPT) for key in own if wants[key]]
    for key in ("collector_tilt_deg", "collector_azimuth_deg"):
        none = water.collector_m2 == 0.0 or (water.collector_m2 is None and water.system != "solar_combi")
        if getattr(water, key) is not None and none:
            wrongs.append(needs(place, key, "collector_m2"))
    return wrongs


def control_wrongs(control: Control, place: str) -> list[Wrong]:
    """Check the smart controls by themselves.

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
    text = "smart = 'price' / 'sun' / 'both'"
    return [needs(place, key, text) for key in keys if is_off and getattr(control, key) is not None]


def tank_wrongs(heating: Heating, water: HotWater | None) -> list[Wrong]:
    """Hold the tank to what heats it.

    Parameters
    ----------
    heating : Heating
        As the file has it.
    water : HotWater or None
        As the file has it.

    Returns
    -------
    list of Wrong
        Set points hotter than the water, and a weekly heating that never happens.
    """
    if water is None or not has_kept_tank(water):
        return []
    most_c, least_c = hottest_tank_c(heating, water), figures("dwelling_file")["least_tank_c"]
    if usual_tank_c(heating, water) < least_c:
        limit = f"≥ {least_c + figures('controls')['tank_lift_k']:g} ([hot_water] system = 'heat_pump_tank')"
        return [out_of_range("[heating]: points.max_supply_c", most_c, limit)]
    set_c = usual_tank_c(heating, water) if water.tank_set_c is None else water.tank_set_c
    wrongs = []
    if set_c > most_c:
        limit = f"≤ max_supply_c = {most_c:g}" if _is_by_pump(heating, water) else f"≤ {most_c:g}"
        wrongs.append(out_of_range("[hot_water]: tank_set_c", set_c, limit))
    if water.legionella_c and water.legionella_c <= set_c:
        limits = {"limit": f"{set_c:g}"}
        wrongs.append(Wrong("NOM-E247", "[hot_water]: legionella_c", f"{water.legionella_c:g}", limits))
    return wrongs


def _is_by_pump(heating: Heating, water: HotWater) -> bool:
    return water.system == "heat_pump_tank" and most_supply_c(heating) is not None


def smart_wrongs(
    heating: Heating, water: HotWater | None, control: Control | None, *, has_panels: bool
) -> list[Wrong]:
    """Hold the smart controls to what they can raise.

    Parameters
    ----------
    heating : Heating
        As the file has it.
    water : HotWater or None
        As the file has it.
    control : Control or None
        As the file has it.
    has_panels : bool
        Whether there is sun of the own roof.

    Returns
    -------
    list of Wrong
        Everything that does nothing, and a tank raised above the water.
    """
    if control is None or control.smart == "none":
        return []
    place, wrongs = "[control]", []
    has_tank, has_pump = has_kept_tank(water), bool(source_kind(heating))
    if control.tank_raise_k and (water is None or not water.tank_l):
        wrongs.append(Wrong("NOM-E242", f"{place}: tank_raise_k", "tank_raise_k", {}))
    elif control.tank_raise_k and not has_tank:
        wrongs.append(idle(place, "tank_raise_k", f"[hot_water] {_KEPT}"))
    if control.room_raise_k and not has_pump:
        wrongs.append(needs(place, "room_raise_k", "generator = 'heat_pump' / 'hybrid'"))
    says = f"smart = '{control.smart}'"
    if not wrongs and not (has_tank or has_pump):
        wrongs.append(idle(place, says, f"generator = 'heat_pump' / 'hybrid' / [hot_water] {_KEPT}"))
    elif not wrongs and control.smart in ("sun", "both") and not has_panels:
        wrongs.append(idle(place, says, _PANELS))
    if wrongs or water is None or not has_tank or control.tank_raise_k is None:
        return wrongs
    set_c = usual_tank_c(heating, water) if water.tank_set_c is None else water.tank_set_c
    top_c, most_c = set_c + control.tank_raise_k, hottest_tank_c(heating, water)
    if set_c <= most_c < top_c:
        wrongs.append(Wrong("NOM-E246", f"{place}: tank_raise_k", f"{top_c:g}", {"limit": f"{most_c:g}"}))
    return wrongs


def grid_wrongs(grid: Grid | None, *, has_panels: bool) -> list[Wrong]:
    """Refuse limits to what there is not.

    Parameters
    ----------
    grid : Grid or None
        As the file has it.
    has_panels : bool
        Whether anything can be fed in.

    Returns
    -------
    list of Wrong
        One for each key.
    """
    if grid is None or has_panels:
        return []
    given = {
        "export_limit_kw": grid.export_limit_kw is not None,
        "voltage_frac": grid.voltage_frac is not None,
        "stops_export_at_negative_price": grid.stops_export_at_negative_price,
    }
    return [idle("[grid]", key, _PANELS) for key, is_given in given.items() if is_given]
