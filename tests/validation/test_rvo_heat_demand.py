"""The hourly heat demand beside RVO's reference dwellings (NTA 8800, monthly).

Another method, so the issue asks for 25 per cent; ``docs/hourly-and-legal-heat-demand.md`` explains the difference.
"""

import numpy as np
import pandas as pd
import pytest

from nulopdemeter.dwelling import describe, read_packages
from nulopdemeter.engine import simulate
from nulopdemeter.kernels import layout as at
from tests.cases import default_weather, reference

KINDS = {"2KAP": "twee_onder_een_kap", "RIJT": "tussenwoning", "PORT": "portiekflat", "GAL": "galerijflat"}
YEARS = {1945: 1930, 1964: 1955, 1974: 1970, 1991: 1983, 2005: 1998, 2014: 2009, 2018: 2016}
TOLERANCE_FRAC = 0.25


def reference_rows():
    published = pd.read_csv(reference("research", "rvo2022-heat-demand.csv"))
    areas = pd.read_csv(reference("research", "archetypes.csv")).set_index("code")["floor_area_m2"]
    parts = published["code"].str.split("_")
    rows = pd.DataFrame(
        {
            "dwelling_id": published["code"],
            "dwelling_type": parts.str[2].map(KINDS),
            "build_year": parts.str[-1].astype(int).map(YEARS),
            "floor_area_m2": areas.reindex(published["code"]).to_numpy(),
            "position": np.where(parts.str[2].isin(["PORT", "GAL"]), "middle_middle", None),
        }
    )
    return rows, published


def norm_kwh_per_m2(table):
    year = simulate(table, default_weather(), residents="norm").year
    return year.monthly[:, :, at.M_HEAT].sum(1) / 1000 / table["floor_area_m2"].to_numpy()


@pytest.mark.validation
def test_present_state_lies_within_a_quarter_of_rvo(record_validation):
    rows, published = reference_rows()
    ours = norm_kwh_per_m2(describe(rows, read_packages(["current"])).table)
    ratio = ours / published["qhnd_huidig"].to_numpy()
    for code, theirs, our, r in zip(published["code"], published["qhnd_huidig"], ours, ratio, strict=True):
        record_validation(
            "Heat demand, present state (RVO 2022, norm resident)",
            code,
            theirs,
            our,
            "kWh/m²",
            f"{100 * (r - 1):+.0f} %",
        )
    assert (np.abs(ratio - 1) < TOLERANCE_FRAC).all(), dict(
        zip(published["code"], ratio.round(2), strict=True)
    )


@pytest.mark.validation
def test_first_package_lies_within_a_quarter_of_rvo(record_validation):
    rows, published = reference_rows()
    has = published["qhnd_pakket1"].notna().to_numpy()
    rows, published = rows[has], published[has]
    table = describe(rows, read_packages(["current"])).table
    wall = 1 / published["u_pakket1_wall"].to_numpy() - 0.17
    improved = table.assign(
        rc_roof_m2k_per_w=1 / published["u_pakket1_roof"].to_numpy() - 0.17,
        rc_floor_m2k_per_w=1 / published["u_pakket1_floor"].to_numpy() - 0.26,
        rc_wall_m2k_per_w=wall,
        u_window_w_per_m2k=1.4,
        u_door_w_per_m2k=1.4,
        g_window_frac=0.6,
        # Fitted on the group in the specification (13.1): RVO does not publish airtightness and system.
        qv10_dm3_per_s_m2=0.7,
        ventilation="C4",
        ventilation_m3_per_h=0.59 / 0.95 * 1.1 * 0.8 * 0.5 * 3.6 * table["floor_area_m2"],
        bridge_w_per_m2k=np.maximum(0, 0.1 - 0.25 * (1 / (wall + 0.17) - 0.4)),
    )
    ours = norm_kwh_per_m2(improved)
    ratio = ours / published["qhnd_pakket1"].to_numpy()
    for code, theirs, our, r in zip(published["code"], published["qhnd_pakket1"], ours, ratio, strict=True):
        record_validation(
            "Heat demand, package 1 (RVO 2022, norm resident)",
            code,
            theirs,
            our,
            "kWh/m²",
            f"{100 * (r - 1):+.0f} %",
        )
    assert (np.abs(ratio - 1) < TOLERANCE_FRAC).all(), dict(
        zip(published["code"], ratio.round(2), strict=True)
    )
