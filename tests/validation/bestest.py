"""The test cases of ANSI/ASHRAE Standard 140 as dwelling files, made from the reference data when tests run.

Every case goes through the ordinary door: tables of a dwelling file, read strictly, simulated hour by hour. Edition
2020 stands on a raised floor outdoors near Denver; the older edition (DRYCOLD) on ground of 10 °C, with other glass.
"""

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
# Glass to glass of clear double glazing near 10 °C: 12 mm of air and ε 0.84, in the older edition 13 mm and 0.9.
R_GLASS_M2K_PER_W = {2020: 0.18, 2017: 0.168}
G_NORMAL = {2020: 0.762, 2017: 0.789}
NOMINAL_GLASS_W_PER_M2K = 2.1
CASES = ("600", "610", "620", "630", "640", "650", "900", "910", "920", "930", "940", "950")
FREE = ("600FF", "650FF", "900FF", "950FF")
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
def drycold() -> Weather:
    return read_weather(reference("weather", "bestest", "DRYCOLDTMY.epw.gz"))


@cache
def programs() -> pd.DataFrame:
    """What six programs found, by case and quantity."""
    table = pd.read_csv(reference("reference", "bestest", "std140_2020_results.csv"))
    return table[table["quantity"].isin(QUANTITIES)].set_index(["case", "quantity"])


@cache
def ranges(edition: int = 2020) -> pd.DataFrame:
    """Least and greatest of the programs, by case and quantity."""
    if edition == 2020:
        return programs()[["min", "max"]]
    table = pd.read_csv(reference("reference", "bestest", "std140_2017_drycold_ranges.csv"))
    return table.dropna(subset=["min"]).set_index(["case", "quantity"])[["min", "max"]]


def differences(a: str, b: str, quantity: str) -> tuple[float, float]:
    """Least and greatest difference between two cases, each program by itself."""
    names = ["BSIMAC", "CSE", "DeST", "EnergyPlus", "ESP-r", "TRNSYS"]
    each = programs().loc[(a, quantity), names] - programs().loc[(b, quantity), names]
    return float(each.min()), float(each.max())


def _layer(layer):
    if "R" in layer:
        return {"resistance_m2k_per_w": layer["R"]}
    names = {"d": "thickness_m", "k": "conductivity_w_per_mk", "rho": "density_kg_per_m3"}
    return {**{names[k]: layer[k] for k in names}, "specific_heat_j_per_kgk": layer["c"]}


def _element(part, profile, edition):
    element = {
        "name": part["name"],
        "kind": {"roof": "roof", "floor": "floor"}.get(part["name"], "wall"),
        "area_m2": part["area"],
        "tilt_deg": part["tilt"],
        "azimuth_deg": part["azimuth"],
    }
    if part["boundary"] == "outdoor_shaded" and edition == 2017:
        element |= {"boundary": "fixed", "temperature_c": 10.0}
    else:
        element |= {"boundary": part["boundary"], "absorptance_frac": 0.6, "emissivity_frac": 0.9}
    if profile == "standard":
        return element | _by_class(part["layers"])
    return element | {"layers": [_layer(layer) for layer in part["layers"]]}


def _by_class(layers):
    """Resistance, capacity and node class by the centre of the mass, as profile S wants it."""
    r = np.array([layer["R"] if "R" in layer else layer["d"] / layer["k"] for layer in layers])
    kappa = np.array([0.0 if "R" in layer else layer["d"] * layer["rho"] * layer["c"] for layer in layers])
    middle = (np.cumsum(r) - 0.5 * r) / r.sum()
    centre = float(kappa @ middle / kappa.sum())
    # Class I has its mass at the inner face, E at the outer, D spread: the nearest centre.
    nodes = min((("E", 0.0), ("D", 0.5), ("I", 1.0)), key=lambda c: abs(c[1] - centre))[0]
    return {"rc_m2k_per_w": float(r.sum()), "kappa_j_per_m2k": float(kappa.sum()), "nodes": nodes}


def _window(part, profile, edition):
    curve = _data()["edition_2020_2023"]["window7_angular_clear_double"]["SHGC"]
    sill, head = part["rect"][1], part["rect"][3]
    window = {
        "name": part["name"],
        "area_m2": part["area"],
        "tilt_deg": part["tilt"],
        "azimuth_deg": part["azimuth"],
        "g_frac": G_NORMAL[edition],
        "glass_angle_frac": [g / curve[0] for g in curve[:10]],
        "glass_hemispherical_frac": curve[10] / curve[0],
        "frame_frac": 0.0,
        "emissivity_frac": 0.84,
        "height_m": head - sill,
    }
    if profile == "standard":
        window["u_w_per_m2k"] = NOMINAL_GLASS_W_PER_M2K
    else:
        window["r_glass_m2k_per_w"] = R_GLASS_M2K_PER_W[edition]
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


def _set_point(given, edition):
    """Ten-minute set points become means over the hour; the older edition has no ramp."""
    value = given["setpoint_C"]
    if isinstance(value, list):
        hours = [float(v) for v in np.reshape(value, (24, -1)).mean(1)]
        return hours if edition == 2020 else [20.0 if 10.0 < v < 20.0 else v for v in hours]
    return value


def case_file(case: str, profile: str = "detailed", edition: int = 2020, **override: float) -> dict:
    """A case as the tables of a dwelling file."""
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
        "element": [_element(part, profile, edition) for part in data["opaque"]],
        "window": [_window(part, profile, edition) for part in data["windows"]],
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
        tables["heating"].update(generator="ideal", set_point_c=_set_point(data["heating"], edition))
    if data.get("cooling"):
        tables["cooling"] = {"set_point_c": _set_point(data["cooling"], edition)}
    return tables


@cache
def case_year(case: str, profile: str = "detailed", edition: int = 2020) -> OneYear:
    weather = denver() if edition == 2020 else drycold()
    return simulate_file(parse_dwelling(case_file(case, profile, edition), case), weather)


def figure(case: str, quantity: str, profile: str = "detailed", edition: int = 2020) -> float:
    """Our figure, in the unit of the programs."""
    column, factor = QUANTITIES[quantity]
    return factor * float(case_year(case, profile, edition).totals[column])


def figures_of(case: str, profile: str = "detailed", edition: int = 2020) -> dict:
    """Quantity → least, greatest of the programs and ours; a load that is always zero is no figure."""
    found = {}
    for quantity in QUANTITIES:
        if (case, quantity) not in ranges(edition).index:
            continue
        low, high = ranges(edition).loc[(case, quantity)]
        if high != 0.0:
            found[quantity] = (low, high, figure(case, quantity, profile, edition))
    return found
