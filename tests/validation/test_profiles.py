"""What the constant films of a fleet cost against films that follow temperature and wind, dwelling by dwelling."""

import numpy as np
import pandas as pd
import pytest

from nulopdemeter.dwelling import describe, read_packages
from nulopdemeter.dwelling.housing_types import housing_type_table
from nulopdemeter.engine import simulate
from nulopdemeter.kernels import layout as at
from tests.cases import default_weather

pytestmark = pytest.mark.validation
TITLE = "Heating of 53 housing types with three packages, profile {} beside detailed"
PACKAGES = ("current", "shell-standard", "nom")
# Below this a dwelling hardly needs heat, and a ratio says nothing.
LEAST_KWH_PER_M2 = 5.0


def fleet():
    types = housing_type_table()
    stock = pd.DataFrame(
        {
            "dwelling_id": types["key"].to_numpy(),
            "dwelling_type": types["dwelling_type"].to_numpy(),
            "build_year": types["last_year"].to_numpy(dtype=float),
            "floor_area_m2": types["floor_area_m2"].to_numpy(),
            "front_azimuth_deg": np.arange(len(types)) * 45.0 % 360.0,
        }
    )
    return describe(stock, read_packages(PACKAGES)).table


def heat_kwh(table, profile):
    year = simulate(table, default_weather(), f"profile_{profile}").year
    assert not year.failed.any()
    return year.monthly[:, :, at.M_HEAT].sum(1) / 1000.0


# Mean and spread of what each of them asks more than films that follow temperature and wind [%].
@pytest.mark.parametrize(
    ("profile", "low", "high", "spread"),
    [("effective", 0.0, 4.0, 1.5), ("fixed_films", 3, 9, 5), ("standard", 4, 12, 6)],
)
def test_constant_films_ask_somewhat_more_heat_and_alike_for_all_dwellings(
    profile, low, high, spread, record_validation
):
    table = fleet()
    detailed = heat_kwh(table, "detailed")
    counts = detailed / table["floor_area_m2"].to_numpy(float) > LEAST_KWH_PER_M2
    more = 100.0 * (heat_kwh(table, profile) / detailed - 1.0)[counts]
    title = TITLE.format(profile)
    remark = f"{counts.sum()} dwellings; spread (one sd) {more.std():.2f}"
    record_validation(title, "mean", 0.0, more.mean(), "%", remark)
    record_validation(title, "least", 0.0, more.min(), "%", "")
    record_validation(title, "most", 0.0, more.max(), "%", "")
    assert low < more.mean() < high
    assert more.std() < spread
