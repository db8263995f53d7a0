"""What machines get that a dwelling file leaves out: each value with its origin."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from nulopdemeter.dwelling.file_machines import Battery, Car, Control, Heating, HotWater
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
# The machine that stands for each source.
_MEDIAN = {
    "air": "air-water-median", "air_to_air": "air-air-split", "ground": "brine-water-median",
    "exhaust_air": "exhaust-air-inverter",
}  # fmt: skip


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
    emitter = h.emitter or ("panel" if h.generator == "infrared" else "radiators")
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


def _supply_values(h: Heating, has_pump: bool) -> Values:
    """Design supply: computed from the emitters where it can be, else a figure."""
    if h.radiator_kw is not None and has_pump:
        return {"design_supply_c": ("auto", "the emitters and the heat loss at −10 °C")}
    figure = "supply_new_c" if h.generator == "heat_pump" else "supply_old_c"
    return {"design_supply_c": (figures("dwelling")[figure], f"dwelling: {figure}")}


def _left_out(part: Heating | HotWater | Battery | Car | Control, found: Values) -> Values:
    return {key: value for key, value in found.items() if getattr(part, key) is None}


def water_values(water: HotWater, persons: float) -> Values:
    """Return what the file leaves out about hot water.

    Parameters
    ----------
    water : HotWater
        As the file has it.
    persons : float
        Who live there.

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
    return _left_out(water, found | _collector_values(water))


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


def control_values(control: Control) -> Values:
    """Return what the file leaves out about smart controls.

    Parameters
    ----------
    control : Control
        As the file has it.

    Returns
    -------
    dict
        Value and origin by key.
    """
    i = figures("installations")
    keys = ("tank_raise_k", "room_raise_k") if control.smart != "none" else ()
    return _left_out(control, {key: (i[key], f"installations: {key}") for key in keys})


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
    row = {str(key): str(value) for key, value in table("heat_pumps").loc[_MEDIAN[kind]].to_dict().items()}
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
