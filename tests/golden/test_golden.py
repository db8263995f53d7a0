"""The whole chain on the named dwellings, pinned: a moved number is a bug, or it gets a line in the changelog.

``pytest tests/golden --update-golden`` writes the new numbers; say in CHANGELOG.md, under Numbers, why they moved.
"""

from pathlib import Path

import pandas as pd
import pytest

from nulopdemeter.dwelling import PACKAGE_NAMES, read_packages
from nulopdemeter.evaluate import evaluate
from tests.cases import ROWS, default_weather

GOLDEN = Path(__file__).with_name("named_dwellings.csv")
COLUMNS = [
    "heat_demand_kwh",
    "gas_m3",
    "electricity_use_kwh",
    "pv_kwh",
    "import_kwh",
    "net_kwh",
    "peak_import_kw",
    "overheating_h",
    "norm_heat_demand_kwh_per_m2",
    "heat_demand_nta_kwh_per_m2",
    "ep2_kwh_per_m2",
    "energy_netting_eur_per_month",
    "housing_cost_no_netting_eur_per_month",
    "investment_mid_eur",
]


def test_the_chain_gives_the_pinned_numbers(request: pytest.FixtureRequest):
    results = evaluate(ROWS, read_packages(PACKAGE_NAMES), default_weather()).results
    ours = results.set_index(["dwelling_id", "package"])[COLUMNS].astype(float)
    if request.config.getoption("--update-golden"):
        ours.round(9).to_csv(GOLDEN)
    pinned = pd.read_csv(GOLDEN, index_col=[0, 1])
    # Other processors may fuse multiplications differently; an hour on a threshold can tip over.
    pd.testing.assert_frame_equal(
        ours.drop(columns="overheating_h"), pinned.drop(columns="overheating_h"), rtol=1e-6
    )
    assert (ours["overheating_h"] - pinned["overheating_h"]).abs().max() <= 2
