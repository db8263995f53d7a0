"""The test cases of ANSI/ASHRAE Standard 140 as dwelling files, made from the reference data when tests run."""

import json
from functools import cache

import numpy as np
import pandas as pd

from nulopdemeter.dwelling.file import parse_dwelling
from nulopdemeter.engine.one import OneYear, simulate_file
from nulopdemeter.weather import Weather, read_weather
from tests.cases import reference

# What belongs to the site and to the box, not to a Dutch dwelling: air without furniture (0.98 kg/m³ at 1650 m);
# with constant films their yearly means outside in open country near Denver.
AIR_ONLY = {"air_capacity_j_per_m2k": 0.98 * 1006 * 129.6 / 48}
SITE = {
    "effective": {
        **AIR_ONLY, "h_ce_wall_w_per_m2k": 12.0, "h_ce_roof_w_per_m2k": 14.5, "h_ce_glass_w_per_m2k": 8.0,
        "solar_lost_frac": 0.0,
    },
    "detailed": AIR_ONLY,
    "fixed_films": AIR_ONLY,
    "standard": {},
}  # fmt: skip
# Glass to glass of clear double glazing with 12 mm of air near 10 °C.
R_GLASS_M2K_PER_W = 0.18
QUANTITIES = {
    "annual_heating": ("heat_demand_kwh", 1e-3),
    "annual_sensible_cooling": ("cooling_kwh", 1e-3),
    "peak_heating": ("peak_heat_kw", 1.0),
    "peak_sensible_cooling": ("peak_cooling_kw", 1.0),
    "T_max_hourly": ("max_air_c", 1.0),
    "T_min_hourly": ("min_air_c", 1.0),
    "T_mean": ("mean_air_c", 1.0),
}


@cache
def _data():
    return json.loads(reference("reference", "bestest", "cases.json").read_text(encoding="utf-8"))


@cache
def denver() -> Weather:
    return read_weather(reference("weather", "bestest", "725650TYCST.epw.gz"))


@cache
def ranges() -> pd.DataFrame:
    """Least and greatest of six programs, by case and quantity."""
    table = pd.read_csv(reference("reference", "bestest", "std140_2020_results.csv"))
    return table[table["quantity"].isin(QUANTITIES)].set_index(["case", "quantity"])[["min", "max"]]


def _layer(layer):
    if "R" in layer:
        return {"resistance_m2k_per_w": layer["R"]}
    names = {"d": "thickness_m", "k": "conductivity_w_per_mk", "rho": "density_kg_per_m3"}
    return {**{names[k]: layer[k] for k in names}, "specific_heat_j_per_kgk": layer["c"]}


def _element(part):
    return {
        "name": part["name"],
        "kind": {"roof": "roof", "floor": "floor"}.get(part["name"], "wall"),
        "area_m2": part["area"],
        "tilt_deg": part["tilt"],
        "azimuth_deg": part["azimuth"],
        "boundary": part["boundary"],
        "layers": [_layer(layer) for layer in part["layers"]],
        "absorptance_frac": 0.6,
        "emissivity_frac": 0.9,
    }


def _window(part):
    curve = _data()["edition_2020_2023"]["window7_angular_clear_double"]["SHGC"]
    sill, head = part["rect"][1], part["rect"][3]
    window = {
        "name": part["name"],
        "area_m2": part["area"],
        "tilt_deg": part["tilt"],
        "azimuth_deg": part["azimuth"],
        "r_glass_m2k_per_w": R_GLASS_M2K_PER_W,
        "g_frac": curve[0],
        "glass_angle_frac": [g / curve[0] for g in curve[:10]],
        "glass_hemispherical_frac": curve[10] / curve[0],
        "frame_frac": 0.0,
        "emissivity_frac": 0.84,
        "height_m": head - sill,
    }
    if "overhang" in part:
        o = part["overhang"]
        window["overhang"] = {"depth_m": o["depth"], "gap_m": o["gap"], "extend_m": o["extend"]}
    if "fins" in part:
        f = part["fins"]
        window["fins"] = {
            "depth_m": f["depth"],
            "gap_m": f["gap"],
            "above_m": f["above"],
            "below_m": f["below"],
        }
    return window


def _set_point(given):
    """Ten-minute set points become means over the hour."""
    value = given["setpoint_C"]
    if isinstance(value, list):
        return [float(v) for v in np.reshape(value, (24, -1)).mean(1)]
    return value


def case_file(case: str, profile: str = "effective", **override: float) -> dict:
    """A case as the tables of a dwelling file, profile ``effective`` with the films of the site."""
    data = _data()["cases"][case]
    fans = [v for v in data["ventilation"] if "m3h" in v]
    tables = {
        "dwelling": {
            "name": data["name"],
            "source": "ANSI/ASHRAE Standard 140",
            "floor_area_m2": data["floor_area"],
            "volume_m3": data["volume"],
            "terrain": "open",
        },
        "element": [_element(part) for part in data["opaque"]],
        "window": [_window(part) for part in data["windows"]],
        "air": {
            "infiltration_ach": data["ventilation"][0]["ach"],
            "extra": [
                {"name": v["name"], "flow_m3_per_h": v["m3h"], "schedule_frac": v["schedule"]} for v in fans
            ],
        },
        "gains": {"constant_w": data["internal_gains"]["W"], "convective_frac": 0.4},
        "heating": {"generator": "none", "control": "air", "convective_frac": 1.0},
        "profile": {"name": profile, "override": {**SITE[profile], **override}},
    }
    if data.get("heating"):
        tables["heating"].update(generator="ideal", set_point_c=_set_point(data["heating"]))
    if data.get("cooling"):
        tables["cooling"] = {"set_point_c": _set_point(data["cooling"])}
    return tables


@cache
def case_year(case: str, profile: str = "effective") -> OneYear:
    return simulate_file(parse_dwelling(case_file(case, profile), case), denver())
