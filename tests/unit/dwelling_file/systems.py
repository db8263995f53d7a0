"""One dwelling with every installation that the file knows, and the balances that hold in each of its hours."""

from functools import cache

import numpy as np
import pytest
from tests.cases import default_weather
from tests.unit.dwelling_file.made import tables

from nulopdemeter.dwelling.file import parse_dwelling
from nulopdemeter.dwelling.file_defaults import fill
from nulopdemeter.engine.one import simulate_file
from nulopdemeter.parameters import figures

AIR = {"source_kind": "air", "cop35": [2.9, 4.5, 6.2, 8.0], "cop55": [2.1, 3.3, 4.6, 6.1]}
EXHAUST = {"source_kind": "exhaust_air", "cop35": [3.9, 4.6, 5.2, 5.8], "cop55": [2.4, 3.1, 3.7, 4.6]}
SPLIT = {"source_kind": "air_to_air", "cop35": [2.6, 3.6, 5.0, 6.5]}
COMBI = {"system": "combi", "draw_l_per_day": 90}
TANK = {"system": "heat_pump_tank", "draw_l_per_day": 90, "tank_l": 180}
SUN = {"pv": [{"peak_kwp": 5.0, "tilt_deg": 40, "azimuth_deg": 180}]}
BATTERY = {"capacity_kwh": 8, "power_kw": 3, "round_trip_frac": 0.85, "standby_w": 12}

# Heating, hot water and further tables of each.
SYSTEMS = {
    "hr107": ({"generator": "hr107", "radiator_kw": 12}, COMBI, {}),
    "vr": ({"generator": "vr"}, {"system": "geyser", "draw_l_per_day": 90}, {}),
    "gas stove": ({"generator": "gas_stove"}, {"system": "geyser", "draw_l_per_day": 60}, {}),
    "collective": ({"generator": "collective_gas"}, {"system": "collective", "draw_l_per_day": 90}, {}),
    "district heat": ({"generator": "district_heat"}, {"system": "district_heat", "draw_l_per_day": 90}, {}),
    "electric": ({"generator": "electric"}, {"system": "electric_boiler", "draw_l_per_day": 70, "tank_l": 80}, {}),
    "infrared": ({"generator": "infrared"}, {"system": "electric_boiler", "draw_l_per_day": 70}, {}),
    "air/water": ({"generator": "heat_pump", "radiator_kw": 14, "quiet_mode": True}, {**TANK, "tank_set_c": 52}, {}),
    "own points": ({"generator": "heat_pump", "points": AIR, "emitter": "floor", "radiator_kw": 20}, TANK, {}),
    "brine/water": (
        {"generator": "heat_pump", "heat_pump": "brine-water-median", "brine_mean_c": 9, "brine_swing_k": 4},
        {**TANK, "legionella_c": 0},
        {},
    ),
    "exhaust air": ({"generator": "heat_pump", "points": EXHAUST, "heat_pump_kw": 1.5, "backup_kw": 9}, TANK, {}),
    "exhaust air hybrid": ({"generator": "hybrid", "points": EXHAUST, "hybrid_rule": "capacity"}, COMBI, {}),
    "split": ({"generator": "heat_pump", "points": SPLIT, "emitter": "air"}, TANK, {}),
    "hybrid by cost": ({"generator": "hybrid", "hybrid_least_cop": 2.5}, COMBI, {}),
    "hybrid by temperature": ({"generator": "hybrid", "hybrid_rule": "temperature", "hybrid_switch_c": 6}, COMBI, {}),
    "hybrid by capacity": (
        {"generator": "hybrid", "hybrid_rule": "capacity", "radiator_kw": 14, "heat_pump_kw": 3}, COMBI, {},
    ),
    "solar boiler": (
        {"generator": "hr107"}, {"system": "solar_combi", "draw_l_per_day": 90, "tank_l": 120, "collector_m2": 3}, {},
    ),
    "sun on a tank": ({"generator": "heat_pump"}, {**TANK, "collector_m2": 5, "shower_recovery_frac": 0.5}, {}),
    "booster": ({"generator": "district_heat"}, {"system": "booster", "draw_l_per_day": 90, "tank_l": 150}, {}),
    "battery": ({"generator": "hr107"}, COMBI, {**SUN, "battery": BATTERY}),
    "battery by price": ({"generator": "heat_pump"}, TANK, {**SUN, "battery": {**BATTERY, "control": "price"}}),
    "car": ({"generator": "hr107"}, COMBI, {**SUN, "car": {"kwh_per_year": 2500, "charger_kw": 3.7}}),
    "everything": (
        {"generator": "heat_pump", "radiator_kw": 16, "quiet_mode": True, "quiet_frac": 0.4},
        {**TANK, "collector_m2": 2, "tapping": [0] * 7 + [3, 1] + [0] * 9 + [2] * 3 + [1] * 3},
        {
            **SUN, "battery": {"capacity_kwh": 10}, "car": {"kwh_per_year": 2500, "control": "both"},
            "grid": {"export_limit_kw": 1.5, "voltage_frac": 0.7, "stops_export_at_negative_price": True},
            "control": {"smart": "both"},
        },
    ),
}  # fmt: skip


def data_of(heating, water, more):
    """The terraced house with other installations; cooking on electricity, so that gas is of machines."""
    data = tables("terraced_1970")
    set_point_c = data["heating"]["set_point_c"]
    data |= {"heating": {"set_point_c": set_point_c, **heating}, "hot_water": dict(water), **more}
    data["household"]["cooking"] = "electric"
    return data


@cache
def system_year(name):
    """The filled file and its year."""
    file = parse_dwelling(data_of(*SYSTEMS[name]))
    return fill(file).file, simulate_file(file, default_weather())


def near(left, right):
    return np.asarray(left) == pytest.approx(np.asarray(right), abs=1e-9)


def burnt_kw(file, hours):
    """What boiler, stove, element or network takes for the rooms, by hand."""
    c, i, word = figures("controls"), figures("installations"), file.heating.generator
    burns = word in ("hr107", "vr", "hybrid")
    slope = c["boiler_slope_per_k"] if word in ("hr107", "hybrid") else 0.0
    cycling = i["boiler_cycling_frac"] if burns else 0.0
    best = file.heating.efficiency_frac * (1.0 + cycling * i["boiler_idle_frac"])
    per_heat = 1.0 / best
    if slope > 0.0:
        per_heat = (1.0 + slope * (hours["supply_c"] - c["boiler_rated_flow_c"])) / best
        per_heat = np.maximum(per_heat, 1.0 / c["boiler_most_frac"])
    least_kw = i["boiler_on_off_w" if word == "vr" else "boiler_least_w"] / 1000.0
    idle = np.maximum(1.0 - hours["backup_heat_kw"] / least_kw, 0.0)
    return hours["backup_heat_kw"] * per_heat * (1.0 + cycling * idle)


def tank_gain_kw(file, hours):
    """What the tank holds more at the end of each hour but the first than at its beginning."""
    per_k = file.hot_water.tank_l * figures("controls")["water_wh_per_lk"] / 1000.0
    return per_k * np.diff(hours["tank_c"])


def tank_loss_kw(file, hours):
    return (
        file.hot_water.tank_loss_w_per_k * (hours["tank_c"] - figures("controls")["tank_ambient_c"]) / 1000.0
    )
