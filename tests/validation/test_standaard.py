"""Package shell-standard is there to meet the Standaard voor woningisolatie: on every reference dwelling."""

from itertools import product

import pandas as pd
import pytest

from nulopdemeter.dwelling import read_housing_types, read_packages
from nulopdemeter.evaluate import evaluate
from tests.cases import default_weather

FLATS = ("portiekflat", "galerijflat", "maisonnette", "flat")
POSITIONS = [f"{level}_{side}" for level, side in product(("ground", "middle", "top"), ("middle", "corner"))]


def every_type():
    rows = []
    for kind in read_housing_types():
        year = min(max(kind.first_year, 1925), kind.last_year)
        size = kind.geometry.floor_area_m2
        positions = POSITIONS if kind.dwelling_type in FLATS else [""]
        rows.extend((f"{kind.key} {p}", kind.dwelling_type, p, year, size) for p in positions)
    names = ["dwelling_id", "dwelling_type", "position", "build_year", "floor_area_m2"]
    return pd.DataFrame(rows, columns=names)


@pytest.mark.validation
def test_shell_standard_meets_the_standaard_on_every_reference_dwelling(record_validation):
    results = evaluate(every_type(), read_packages(["current", "shell-standard"]), default_weather()).results
    after = results[results["package"] == "shell-standard"].set_index("dwelling_id")
    limit, demand = after["standaard_limit_kwh_per_m2"], after["norm_heat_demand_kwh_per_m2"]
    nearest = (demand / limit).astype(float).nlargest(5)
    for name in nearest.index:
        record_validation(
            "Package shell-standard against the Standaard (hourly, norm resident; the five nearest)",
            name,
            float(limit[name]),
            float(demand[name]),
            "kWh/m²",
            "limit of the law in place of a published value",
        )
    assert after["meets_standaard"].all(), nearest
