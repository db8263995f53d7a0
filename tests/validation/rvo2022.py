"""RVO's reference dwellings of 2022 as input of the monthly method, by rules that hold for all of them (specification 13.1)."""

from pathlib import Path

import numpy as np
import pandas as pd

from nulopdemeter.parameters import figures
from nulopdemeter.regulation.nta8800.flows import leakage_dm3_per_s_m2
from nulopdemeter.regulation.nta8800.inputs import A, C, DOOR, ROOF, WALL, WINDOW, Air, Ground, Shell
from nulopdemeter.regulation.nta8800.tables import UNKNOWN
from tests.cases import reference

EDITION = "2022"
DATA = Path(__file__).parents[1] / "data"
YEARS = {1945: 1930, 1964: 1955, 1974: 1970, 1991: 1983, 2005: 1998, 2014: 2009, 2018: 2016}
PLACES = {"RIJT": 0, "PORT": 0, "GAL": 0, "RIJH": 1, "2KAP": 1, "VRIJ": 2}
SIDES = {"RIJT": 0, "RIJH": 1, "2KAP": 1, "VRIJ": 2, "PORT": 0, "GAL": 0}


def glass_g(u):
    """Solar factor by U of the window (13.1): single, double, coated."""
    return np.where(u >= 5.0, 0.85, np.where(u > 2.0, 0.75, 0.60))


def dwellings(state):
    """Areas, U-values and published demand of all dwellings that have the state."""
    published = pd.read_csv(reference("research", "rvo2022-heat-demand.csv"))
    areas = pd.read_csv(reference("research", "archetypes.csv")).set_index("code")
    published = published[published[f"qhnd_{state}"].notna()].reset_index(drop=True)
    known = areas.loc[published["code"]].reset_index(drop=True)
    parts = published["code"].str.split("_")
    rows = pd.DataFrame(
        {
            "code": published["code"],
            "block": parts.str[2],
            "end_year": parts.str[-1].astype(int),
            "floor_area": known["floor_area_m2"],
            "roof": known["roof_area"].astype(float),
            "ground": known["ground_floor_area"].astype(float),
            "wall": known["facade_area_opaque"],
            "window": known["window_area"],
            "door": known["door_area"],
            "published": published[f"qhnd_{state}"],
        }
    )
    for part in ("roof", "floor", "wall", "window"):
        rows[f"u_{part}"] = known[f"u_{part}"] if state == "huidig" else published[f"u_pakket1_{part}"]
    rows["u_door"] = 3.4 if state == "huidig" else published["u_pakket1_door"]
    return rows


def others(state):
    """Detached houses and ends of rows, which the shared table lacks."""
    known = pd.read_csv(DATA / "rvo2022_detached_and_end.csv")
    columns = {"floor_area_m2": "floor_area", "qhnd_" + state: "published"}
    columns |= {f"{part}_m2": part for part in ("roof", "ground", "wall", "window", "door")}
    columns |= {f"u_{part}_{state}": f"u_{part}" for part in ("roof", "floor", "wall", "window")}
    rows = known.rename(columns=columns)
    rows["u_door"] = 3.4 if state == "huidig" else 1.4
    return rows


def build_years(rows):
    """Year of the class; a class that reaches from before the war to 1964 counts as of 1930."""
    year = rows["end_year"].map(YEARS).to_numpy(dtype=float)
    is_wide = rows["block"].isin(["2KAP", "VRIJ"]) & (rows["end_year"] == 1964)
    return np.where(is_wide, 1930.0, year)


def make_shell(rows, state):
    """Input of the monthly method by the global protocol."""
    p = figures("nta8800_rvo2022_package1")
    n = len(rows)
    year = build_years(rows)
    is_flat = rows["block"].isin(["PORT", "GAL"]).to_numpy()
    place = rows["block"].map(PLACES).to_numpy()
    ground = rows["ground"].to_numpy()
    perimeter = 2.0 * ground / 9.0 + 9.0 * rows["block"].map(SIDES).to_numpy()
    leak = leakage_dm3_per_s_m2(is_flat, np.zeros(n, bool), place, year, EDITION)
    if state != "huidig":
        leak = np.full(n, p["qv10_dm3_per_s_m2"])
    u_wall = rows["u_wall"].to_numpy(dtype=float)
    window_u = rows["u_window"].to_numpy(dtype=float)
    g = glass_g(window_u)
    shell = Shell(
        floor_area_m2=rows["floor_area"].to_numpy(),
        is_apartment=is_flat,
        build_year=year,
        height_m=np.where(is_flat, 12.0, 9.0),
        heat_capacity_j_per_m2k=np.full(n, p["heat_capacity_j_per_m2k"]),
        qv10_dm3_per_s_m2=leak,
        kind=np.array([WALL, ROOF, WINDOW, DOOR]),
        area_m2=rows[["wall", "roof", "window", "door"]].to_numpy(dtype=float),
        u_w_per_m2k=rows[["u_wall", "u_roof", "u_window", "u_door"]].to_numpy(dtype=float),
        g_frac=np.stack([g * 0, g * 0, g, g * 0], axis=1),
        shade_frac=np.ones((n, 4)),
        tilt_deg=np.broadcast_to(np.array([90.0, 45.0, 90.0, 90.0]), (n, 4)),
        orientation=np.full((n, 4), UNKNOWN),
        bridge_w_per_m2k=np.full(n, np.nan),
        bridge_w_per_k=np.zeros(n),
        pipes_w_per_k=np.full(n, p["pipes_w_per_k"]),
        unheated_w_per_k=np.zeros(n),
        ground=Ground(
            area_m2=ground,
            rc_m2k_per_w=1.0 / rows["u_floor"].to_numpy(dtype=float) - p["floor_films_m2k_per_w"],
            perimeter_m=perimeter,
            is_crawlspace=np.ones(n, bool),
            wall_rc_m2k_per_w=1.0 / u_wall - p["wall_films_m2k_per_w"],
            wall_u_w_per_m2k=u_wall,
            depth_m=np.full(n, 0.5),
        ),
    )
    is_natural = (year < p["c_before_year"]) & ~is_flat & (state == "huidig")
    air = Air(
        system=np.where(is_natural, A, C),
        control_frac=np.full(n, 1.0 if state == "huidig" else p["control_frac"]),
        duct_frac=np.where(is_natural, 1.0, 1.1),
        unit_frac=np.ones(n),
        installed_m3_per_h=np.full(n, np.nan),
        least_dm3_per_s=np.full(n, 35.0),
        recovery_frac=np.zeros(n),
        bypass_frac=np.zeros(n),
    )
    return shell, air
