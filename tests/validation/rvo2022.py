"""RVO's reference dwellings of 2022 as input of the monthly method, by rules for all of them (specification 13.1)."""

from pathlib import Path

import numpy as np
import pandas as pd

from nulopdemeter.parameters import figures
from nulopdemeter.regulation.nta8800.flows import leakage_dm3_per_s_m2
from nulopdemeter.regulation.nta8800.inputs import DOOR, ROOF, WALL, WINDOW, A, Air, C, D, Ground, Shell
from nulopdemeter.regulation.nta8800.tables import UNKNOWN, norm
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


def as_built():
    """Dwellings as they were built, before anybody improved them; areas as they are now."""
    known = pd.read_csv(DATA / "rvo2022_as_built.csv").set_index("code")
    present = dwellings("huidig").assign(code=lambda rows: rows["code"].str.replace("NL_RVO22_", ""))
    rows = pd.concat([present, others("huidig")], ignore_index=True)
    rows = rows[rows["code"].isin(known.index)].reset_index(drop=True)
    own = known.loc[rows["code"]].reset_index(drop=True)
    parts = ("u_roof", "u_floor", "u_wall", "u_window")
    return rows.assign(published=own["qhnd"], **{part: own[part] for part in parts})


def package_3():
    """All dwellings on the ground with their third package: the shell of the first, and balanced ventilation."""
    known = pd.read_csv(DATA / "rvo2022_package3.csv").set_index("code")
    shared = dwellings("pakket1").assign(code=lambda rows: rows["code"].str.replace("NL_RVO22_", ""))
    rows = pd.concat([shared, others("pakket1")], ignore_index=True).drop_duplicates("code")
    rows = rows[rows["code"].isin(known.index)].reset_index(drop=True)
    return rows.assign(published=known.loc[rows["code"], "qhnd_pakket3"].to_numpy())


def make_package_3(rows):
    """Input with balanced ventilation and recovery; leakage and control are fitted on the group (a named profile)."""
    p, f = figures("nta8800_rvo2022_package3"), norm(EDITION)
    shell, air = make_shell(rows, "pakket1")
    n = len(rows)
    practice = 1.0 - f["supply_duct_loss_per_m"] * f["supply_duct_m"] - f["imbalance_frac"]
    air = air._replace(
        system=np.full(n, D),
        control_frac=np.full(n, p["control_frac"]),
        unit_frac=np.full(n, f["unit_frac"]),
        recovery_frac=np.full(n, practice * p["recovery_efficiency_frac"]),
        bypass_frac=np.ones(n),
    )
    return shell._replace(qv10_dm3_per_s_m2=np.full(n, p["qv10_dm3_per_s_m2"])), air


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
        least_m3_per_h=np.full(n, 126.0),
        recovery_frac=np.zeros(n),
        bypass_frac=np.zeros(n),
    )
    return shell, air


# Six of the dwellings as another public implementation describes them, with the demand it publishes [kWh/m²].
CROSS_CHECK = {
    "terraced 1965-74": {
        "published": 146.0, "floor_area": 114.9, "wall": 37.67, "roof": 55.6, "flat_roof": 0.0,
        "window": 24.98, "door": 4.6,
        "u_wall": 1 / 0.6, "u_roof": 1 / 1.03, "u_flat_roof": 1.0, "u_window": 2.9,
        "g": 0.75, "ground": 48.3, "rc_floor": 0.17,
        "rc_wall": 0.43, "u_edge_wall": 1.67, "perimeter": 10.73, "year": 1970, "place": 0, "system": A, "pipes": 16.2,
    },
    "end of row 1946-64": {
        "published": 219.09, "floor_area": 100.9, "wall": 86.02, "roof": 48.15, "flat_roof": 12.72,
        "window": 20.1, "door": 5.31,
        "u_wall": 1 / 0.52, "u_roof": 1 / 1.02, "u_flat_roof": 1 / 0.52, "u_window": 1.8,
        "g": 0.6, "ground": 46.6, "rc_floor": 0.15,
        "rc_wall": 0.35, "u_edge_wall": 1.92, "perimeter": 19.36, "year": 1958, "place": 1, "system": A, "pipes": 16.2,
    },
    "detached 1975-91": {
        "published": 150.15, "floor_area": 161.0, "wall": 126.42, "roof": 100.86, "flat_roof": 19.6,
        "window": 31.4, "door": 8.0,
        "u_wall": 1 / 1.47, "u_roof": 1 / 1.47, "u_flat_roof": 1 / 1.47, "u_window": 2.9,
        "g": 0.75, "ground": 93.0, "rc_floor": 0.52,
        "rc_wall": 1.3, "u_edge_wall": 0.68, "perimeter": 38.67, "year": 1982, "place": 3, "system": A, "pipes": 7.2,
    },
    "semi-detached 1992-2005": {
        "published": 104.86, "floor_area": 143.9, "wall": 103.3, "roof": 84.14, "flat_roof": 0.0,
        "window": 27.22, "door": 6.93,
        "u_wall": 0.375, "u_roof": 0.375, "u_flat_roof": 1.0, "u_window": 2.9,
        "g": 0.75, "ground": 68.95, "rc_floor": 1 / 0.362 - 0.26,
        "rc_wall": 1 / 0.375 - 0.17, "u_edge_wall": 0.375, "perimeter": 24.32,
        "year": 1997, "place": 1, "system": C, "pipes": 16.2,
    },
    "walk-up 1965-74": {
        "published": 93.88, "floor_area": 74.67, "wall": 17.62, "roof": 0.0, "flat_roof": 0.0,
        "window": 15.71, "door": 5.4,
        "u_wall": 1.667, "u_roof": 1.0, "u_flat_roof": 1.0, "u_window": 2.9,
        "g": 0.75, "ground": 0.0, "rc_floor": 1.0,
        "rc_wall": 0.43, "u_edge_wall": 1.67, "perimeter": 0.0, "year": 1969, "place": 0, "system": C, "pipes": 1.8,
    },
    "gallery flat 1975-91": {
        "published": 68.69, "floor_area": 67.25, "wall": 12.87, "roof": 0.0, "flat_roof": 0.0,
        "window": 9.98, "door": 4.4,
        "u_wall": 0.68, "u_roof": 1.0, "u_flat_roof": 1.0, "u_window": 2.9,
        "g": 0.75, "ground": 0.0, "rc_floor": 1.0,
        "rc_wall": 1.3, "u_edge_wall": 0.68, "perimeter": 0.0, "year": 1981, "place": 0, "system": C, "pipes": 1.8,
    },
}  # fmt: skip


def cross_check_shell(name):
    """Heavy building, no surcharge for bridges, opaque parts half east and half west, windows a quarter each way."""
    d = CROSS_CHECK[name]
    is_flat = d["ground"] == 0.0
    one = {key: np.array([float(value)]) for key, value in d.items()}
    halves = [d["wall"], d["wall"], d["roof"], d["roof"], d["door"], d["door"]]
    area = np.array([[0.5 * half for half in halves] + [d["flat_roof"], d["window"]]])
    u = [d["u_wall"]] * 2 + [d["u_roof"]] * 2 + [3.4] * 2 + [d["u_flat_roof"], d["u_window"]]
    shell = Shell(
        floor_area_m2=one["floor_area"],
        is_apartment=np.array([is_flat]),
        build_year=one["year"],
        height_m=np.array([12.0 if is_flat else 9.0]),
        heat_capacity_j_per_m2k=np.array([360000.0]),
        qv10_dm3_per_s_m2=leakage_dm3_per_s_m2(
            np.array([is_flat]), np.array([False]), np.array([d["place"]]), one["year"], EDITION
        ),
        kind=np.array([WALL, WALL, ROOF, ROOF, DOOR, DOOR, ROOF, WINDOW]),
        area_m2=area,
        u_w_per_m2k=np.array([u]),
        g_frac=np.array([[0.0] * 7 + [d["g"]]]),
        shade_frac=np.ones((1, 8)),
        tilt_deg=np.array([[90.0, 90.0, 45.0, 45.0, 90.0, 90.0, 0.0, 90.0]]),
        orientation=np.array([[2, 6, 2, 6, 2, 6, 4, UNKNOWN]]),
        bridge_w_per_m2k=np.zeros(1),
        bridge_w_per_k=np.zeros(1),
        pipes_w_per_k=one["pipes"],
        unheated_w_per_k=np.zeros(1),
        ground=Ground(
            one["ground"],
            one["rc_floor"],
            one["perimeter"],
            np.array([True]),
            one["rc_wall"],
            one["u_edge_wall"],
            np.array([0.5]),
        ),
    )
    is_natural = d["system"] == A
    air = Air(
        system=np.array([d["system"]]),
        control_frac=np.ones(1),
        duct_frac=np.array([1.0 if is_natural else 1.1]),
        unit_frac=np.ones(1),
        installed_m3_per_h=np.array([np.nan]),
        least_m3_per_h=np.array([126.0]),
        recovery_frac=np.zeros(1),
        bypass_frac=np.zeros(1),
    )
    return shell, air
