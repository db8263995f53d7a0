"""Three dwellings of permit reports, calculated with attested software, as input of the monthly method.

The reports are public (source `beng-reports`); their input was read in the public reconstructions of
``OpenAEC-Foundation/open-energy-studio``, which keep the printed areas, R_c, bridges and installations.
"""

from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from nulopdemeter.regulation.nta8800.inputs import DOOR, ROOF, WALL, WINDOW, Air, C, D, Ground, Shell
from nulopdemeter.regulation.nta8800.transmission import u_w_per_m2k

EDITION = "2022"
DATA = Path(__file__).parents[1] / "data" / "nta8800_reports.csv"
KINDS = {"wall": WALL, "roof": ROOF, "window": WINDOW, "door": DOOR}
POINTS = {"N": 0, "NE": 1, "E": 2, "SE": 3, "S": 4, "SW": 5, "W": 6, "NW": 7}


class Report(NamedTuple):
    """What a report says of a dwelling, and what came out [kWh a year, kWh/m²]."""

    floor_area: float
    year: float
    height: float
    heat_capacity: float
    qv10: float
    # Σℓψ to outdoor air and of the edge of the floor [W/K].
    bridges: float
    edge: float
    ground: float
    perimeter: float
    is_crawlspace: bool
    system: int
    control: float
    unit: float
    installed: float
    recovery: float
    emission_rise: float
    # Coefficient that a year's heat is divided by, and the share of the pump.
    cop: float
    share: float
    kitchen: float
    bath: float
    water_efficiency: float
    tank_w: float
    pv: tuple[float, float, int]
    # What the method has no route for and the report says: auxiliaries, declared fans, cooling [kWh].
    auxiliary: float
    fans: float
    cooling: float
    # Published.
    ep1: float
    ep2: float
    letter: str
    heat: float
    water: float
    fan: float
    panel: float


# f_prac;HR (11.113): 1 − 0.04·4 m of bare duct − 0.05 imbalance − 0.075 condensation (declared η 0.912), and
# 1 − 0.04·4 with constant volume and an exchanger of the table (η 0.75).
REPORTS = {
    # Terraced house, air-to-water pump with declarations (COP 4.05, hot water 1.55), balanced, floor cooling.
    "B": Report(
        135.33, 2024, 10.42, 360e3, 0.4, 15.06, 3.82, 50.04, 10.29, True, D, 1.0, 1.02, 55.1 * 3.6, 0.715 * 0.912,
        2.5, 4.05 * 0.95, 1.0, 7.0, 7.0, 1.55 * 0.95, 0.0, (1.98, 35.0, 3), 171.0, 307.5, 322.0,
        54.61, 27.10, "A+++", 4564, 2136, 360, 1646,
    ),
    # Detached holiday home, pump on groundwater by table 9.28, electric boiler, exhaust with forfait fans.
    "D": Report(
        79.7, 2021, 5.39, 450e3, 0.98, 12.2, 15.42, 82.23, 40.09, False, C, 0.93, 1.0, 117.0 * 3.6, 0.0,
        3.5, 5.0, 1.0, 9.0, 11.0, 1.0, 1.5 * 73.69, (5.95, 30.0, 6), 46.0, np.nan, 0.0,
        86.72, 39.19, "A+++", 12136, 3552, 401, 4273,
    ),
    # Detached house, pump with declarations (COP 4.60 for 0.986, hot water 1.95), balanced, floor cooling.
    "F": Report(
        231.61, 2022, 7.03, 180e3, 0.4, 35.33, 18.49, 155.89, 61.72, False, D, 1.0, 1.02, np.nan, 0.84 * 0.75,
        2.5, 4.6 * 0.95, 0.986, 15.0, 13.0, 1.95 * 0.95, 0.0, (8.64, 35.0, 5), 55.0, np.nan, 113.0,
        74.69, 2.59, "A+++", 13864, 3157, 987, 7226,
    ),
}  # fmt: skip


def make(name):
    """Return shell and air of a report."""
    r = REPORTS[name]
    rows = pd.read_csv(DATA)
    rows = rows[rows["report"] == name].reset_index(drop=True)
    rc = rows["rc_m2k_per_w"].to_numpy()
    films = np.where(
        rows["kind"] == "roof", u_w_per_m2k(rc, "roof", EDITION), u_w_per_m2k(rc, "wall", EDITION)
    )

    def one(value):
        return np.array([float(value)])

    def row(values):
        return np.asarray(values, dtype=float)[None, :]

    count = len(rows)
    shell = Shell(
        floor_area_m2=one(r.floor_area),
        is_apartment=np.array([False]),
        build_year=one(r.year),
        height_m=one(r.height),
        heat_capacity_j_per_m2k=one(r.heat_capacity),
        qv10_dm3_per_s_m2=one(r.qv10),
        kind=rows["kind"].map(KINDS).to_numpy(),
        area_m2=row(rows["area_m2"]),
        u_w_per_m2k=row(np.where(np.isfinite(rc), films, rows["u_w_per_m2k"])),
        g_frac=row(rows["g_frac"]),
        shade_frac=np.ones((1, count)),
        tilt_deg=row(rows["tilt_deg"]),
        orientation=rows["orientation"].map(POINTS).to_numpy()[None, :],
        bridge_w_per_m2k=np.zeros(1),
        # The ground has the forfait of 0.5 W/(m·K) along its edge; what the report says instead goes with the bridges.
        bridge_w_per_k=one(r.bridges + r.edge - 0.5 * r.perimeter),
        pipes_w_per_k=np.zeros(1),
        unheated_w_per_k=np.zeros(1),
        ground=Ground(
            one(r.ground),
            one(3.7),
            one(r.perimeter),
            np.array([r.is_crawlspace]),
            one(4.7),
            one(0.21),
            one(0.5 if r.is_crawlspace else 0.0),
        ),
    )
    air = Air(
        system=np.array([r.system]),
        control_frac=one(r.control),
        duct_frac=one(1.05),
        unit_frac=one(r.unit),
        installed_m3_per_h=one(r.installed),
        least_m3_per_h=one(126.0),
        recovery_frac=one(r.recovery),
        bypass_frac=one(1.0 if r.recovery else 0.0),
    )
    return shell, air
