"""What machines get that a dwelling file leaves out: each value with its origin."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from nulopdemeter.dwelling.file_machines import Battery, Car, Control, Heating, HotWater
from nulopdemeter.dwelling.file_pump import (
    MEDIAN,
    has_kept_tank,
    hottest_tank_c,
    most_supply_c,
    source_kind,
    usual_tank_c,
)
from nulopdemeter.dwelling.services import tank_loss_w_per_k
from nulopdemeter.dwelling.tables import table
from nulopdemeter.parameters import figures
from nulopdemeter.units import W_PER_KW

# Value and origin of each key; a value of None means that there is none.
Values = dict[str, tuple[Any, str]]
NOT_THERE = "not in the file: there is none"
# Name of a machine that is given by its points.
OWN = "own points"
_TESTS = ("m7", "p2", "p7", "p12")
_POINT_KEYS = (
    "capacity_source_slope_per_k", "capacity_supply_slope_per_k", "max_supply_c", "min_outdoor_c", "standby_w",
    "field_factor_frac",
)  # fmt: skip
# Words of the file whose figures are those of another way of heating.
_AS = {"infrared": "electric"}


def as_stock(generator: str) -> str:
    """Return the way of heating of ``dwelling_heating.csv`` whose figures a generator has.

    Parameters
    ----------
    generator : str
        Word of the file.

    Returns
    -------
    str
        An infrared panel is direct electric heating.
    """
    return _AS.get(generator, generator)


def heating_values(h: Heating) -> Values:
    """Return what the file leaves out about room heating.

    Parameters
    ----------
    h : Heating
        As the file has it.

    Returns
    -------
    dict
        Value and origin by key.
    """
    is_simple, found = h.generator in ("ideal", "none"), Values()
    has_pump = h.generator in ("heat_pump", "hybrid")
    if h.set_point_c is None and h.living_set_point_c is None and h.generator != "none":
        found["set_point_c"] = ((figures("controls")["set_day_c"],), "controls: set_day_c")
    found |= _emitter_values(h, is_simple)
    if is_simple:
        return _left_out(h, found)
    stock = as_stock(h.generator)
    row = table("dwelling_heating").loc[stock].to_dict()
    origin = f"dwelling_heating: {stock}"
    found["efficiency_frac"] = (float(row["efficiency_frac"]), origin)
    found["backup_kw"] = (float(row["backup_kw"]), origin)
    if has_pump and h.points is None:
        found["heat_pump"] = (str(row["heat_pump"]), origin)
    if has_pump and h.sizing is None:
        found["heat_pump_kw"] = (None, "default: sized by the design load")
    if h.generator == "hybrid":
        found["hybrid_rule"] = ("cost", "default: cost")
    found |= _supply_values(h, has_pump)
    return _left_out(h, found)


def _emitter_values(h: Heating, is_simple: bool) -> Values:
    found: Values = {"control": ("operative", "default: operative")}
    emitter = h.emitter or _usual_emitter(h)
    name, figure = (
        ("dwelling_file", "ideal_convective_frac")
        if is_simple
        else ("dwelling", "emitter_convective_frac")
        if emitter == "radiators"
        else ("installations", f"{emitter}_convective_frac")
    )
    found["convective_frac"] = (figures(name)[figure], f"{name}: {figure}")
    if not is_simple:
        found["emitter"] = (emitter, f"default: {emitter}")
    if h.generator != "none" and h.radiator_kw is None:
        found["capacity_kw"] = (None, "default: without limit")
    return found


def _usual_emitter(h: Heating) -> str:
    """Return warm air for a split machine, a panel for infrared, and radiators for all others."""
    if source_kind(h) == "air_to_air":
        return "air"
    return "panel" if h.generator == "infrared" else "radiators"


def _supply_values(h: Heating, has_pump: bool) -> Values:
    """Design supply: computed from the emitters where it can be, else a figure."""
    if h.radiator_kw is not None and has_pump:
        return {"design_supply_c": ("auto", "the emitters and the heat loss at −10 °C")}
    figure = "supply_new_c" if h.generator == "heat_pump" else "supply_old_c"
    usual_c, most_c = figures("dwelling")[figure], most_supply_c(h)
    if h.generator == "heat_pump" and most_c is not None and most_c < usual_c:
        return {"design_supply_c": (most_c, f"max_supply_c: dwelling: {figure} is hotter")}
    return {"design_supply_c": (usual_c, f"dwelling: {figure}")}


def supply_note(h: Heating) -> str:
    """Say what a supply temperature above the water of a heat pump means.

    Parameters
    ----------
    h : Heating
        As the file has it.

    Returns
    -------
    str
        For the origins; empty where the machine makes that water, or has a boiler beside it.
    """
    most_c, given = most_supply_c(h), h.design_supply_c
    if h.generator != "heat_pump" or most_c is None or isinstance(given, str) or given is None:
        return ""
    if given <= most_c:
        return ""
    return (
        f"the file: {given:g}, above max_supply_c = {most_c:g}: in hours whose water must be hotter "
        "the heat pump stands still and the backup heats alone"
    )


def _left_out(part: Heating | HotWater | Battery | Car | Control, found: Values) -> Values:
    return {key: value for key, value in found.items() if getattr(part, key) is None}


def water_values(water: HotWater, persons: float, heating: Heating) -> Values:
    """Return what the file leaves out about hot water.

    Parameters
    ----------
    water : HotWater
        As the file has it.
    persons : float
        Who live there.
    heating : Heating
        As the file has it: its heat pump may heat the tank.

    Returns
    -------
    dict
        Value and origin by key.
    """
    found = Values()
    per_person = water.draw_l_per_person_day
    found["draw_l_per_day"] = (
        (0.0, NOT_THERE)
        if per_person is None
        else (per_person * persons, "draw_l_per_person_day × household: size")
    )
    efficiency = (
        1.0
        if water.system == "none"
        else float(table("dwelling_hot_water").loc[water.system].to_dict()["efficiency_frac"])
    )
    found["efficiency_frac"] = (efficiency, f"dwelling_hot_water: {water.system}")
    found["tank_l"] = (0.0, NOT_THERE)
    loss = float(tank_loss_w_per_k(np.array([water.tank_l or 0.0]))[0])
    found["tank_loss_w_per_k"] = (loss, "dwelling: tank_standby_slope_w")
    return _left_out(water, found | _tank_values(water, heating) | _collector_values(water))


def _tank_values(water: HotWater, heating: Heating) -> Values:
    """Temperatures of a tank that the system itself heats."""
    if not has_kept_tank(water):
        return {}
    c, i = figures("controls"), figures("installations")
    set_c, by_pump = usual_tank_c(heating, water), most_supply_c(heating) is not None
    origin = "controls: tank_set_c"
    if set_c < c["tank_set_c"]:
        origin = f"max_supply_c = {hottest_tank_c(heating, water):g} less controls: tank_lift_k"
    # A yearly COP holds what the machine does against legionella.
    is_alone = water.system == "heat_pump_tank" and not by_pump
    weekly = i["legionella_c"], "installations: legionella_c"
    if is_alone:
        weekly = 0.0, "in controls: water_heat_pump_cop"
    elif water.tank_element_kw == 0.0:
        weekly = 0.0, "no element in the tank"
    return {"tank_set_c": (set_c, origin), "legionella_c": weekly}


def _collector_values(water: HotWater) -> Values:
    i = figures("installations")
    if water.collector_m2 is None and water.system != "solar_combi":
        return {}
    return {
        key: (i[key], f"installations: {key}")
        for key in ("collector_m2", "collector_tilt_deg", "collector_azimuth_deg")
    }


def battery_values(battery: Battery) -> Values:
    """Return what the file leaves out about a battery.

    Parameters
    ----------
    battery : Battery
        As the file has it.

    Returns
    -------
    dict
        Value and origin by key.
    """
    i, ageing = figures("installations"), figures("battery_ageing")
    found: Values = {
        "power_kw": (i["battery_power_frac"] * battery.capacity_kwh, "installations: battery_power_frac"),
        "round_trip_frac": (i["battery_round_trip_frac"], "installations: battery_round_trip_frac"),
        "standby_w": (i["battery_standby_w"], "installations: battery_standby_w"),
        "age_years": (ageing["usual_age_years"], "battery_ageing: usual_age_years"),
    }
    most = ageing["lifetime_years"]
    note: Values = {}
    if battery.age_years is not None and battery.age_years > most:
        told = f"the file: {battery.age_years:g}, beyond the {most:g} years of battery_ageing: lifetime_years"
        note["age_years"] = battery.age_years, told
    return _left_out(battery, found) | note


def car_values(car: Car) -> Values:
    """Return what the file leaves out about a car.

    Parameters
    ----------
    car : Car
        As the file has it.

    Returns
    -------
    dict
        Value and origin by key.
    """
    kw = figures("installations")["ev_w"] / W_PER_KW
    return _left_out(car, {"charger_kw": (kw, "installations: ev_w")})


def control_values(control: Control, heating: Heating, water: HotWater) -> Values:
    """Return what the file leaves out about smart controls.

    Parameters
    ----------
    control : Control
        As the file has it.
    heating : Heating
        As the file has it.
    water : HotWater
        Filled in: its tank is raised no further than what heats it can.

    Returns
    -------
    dict
        Value and origin by key.
    """
    i = figures("installations")
    keys = ("tank_raise_k", "room_raise_k") if control.smart != "none" else ()
    found: Values = {key: (i[key], f"installations: {key}") for key in keys}
    if keys and has_kept_tank(water):
        room_k = hottest_tank_c(heating, water) - float(water.tank_set_c or 0.0)
        if room_k < i["tank_raise_k"]:
            found["tank_raise_k"] = (max(room_k, 0.0), "what heats the tank gets it no hotter")
    return _left_out(control, found)


def points_row(h: Heating) -> Mapping[str, str]:
    """Return own certified points as a row of ``heat_pumps.csv``.

    Parameters
    ----------
    h : Heating
        With points.

    Returns
    -------
    Mapping of str to str
        What the points leave out is that of the machine that stands for the source.
    """
    points = h.points
    assert points is not None
    kind = points.source_kind
    row = {str(key): str(value) for key, value in table("heat_pumps").loc[MEDIAN[kind]].to_dict().items()}
    row |= {"model": OWN, "source_kind": kind}
    # No water, so nothing hotter to make.
    if kind == "air_to_air":
        row["capacity_supply_slope_per_k"] = "0"
    medium = points.cop35 if points.cop55 is None else points.cop55
    for test, cops in (("35", points.cop35), ("55", medium)):
        row |= {f"cop{test}_{name}": repr(cop) for name, cop in zip(_TESTS, cops, strict=True)}
    for key in _POINT_KEYS:
        if getattr(points, key) is not None:
            row[key] = repr(getattr(points, key))
    return row
