"""The hourly heat demand beside the legal one for every housing type, present and after a good shell."""

import numpy as np
import pandas as pd
import pytest

from nulopdemeter.dwelling import describe, read_packages
from nulopdemeter.dwelling.housing_types import housing_type_table
from nulopdemeter.dwelling.words import FLATS
from nulopdemeter.engine import simulate
from nulopdemeter.kernels import layout as at
from nulopdemeter.regulation.nta8800 import indicators
from tests.cases import default_weather
from tests.validation.test_nta8800 import ON

# How far the hourly method may lie from the monthly one, for any type: set around what was measured (0.70 to 0.93), to
# tell when it moves. Nobody published such a bound.
LEAST, MOST = 0.68, 0.95


def every_type():
    """The reference dwelling of each housing type, flats in the middle of their block."""
    types = housing_type_table().reset_index(drop=True)
    return pd.DataFrame(
        {
            "dwelling_id": types["key"],
            "dwelling_type": types["dwelling_type"],
            "build_year": np.minimum(types["first_year"].clip(lower=1920) + 5, types["last_year"]),
            "floor_area_m2": types["floor_area_m2"],
            "position": np.where(types["dwelling_type"].isin(FLATS), "middle_middle", None),
        }
    )


@pytest.mark.validation
@pytest.mark.parametrize("package", ["current", "shell-standard"])
def test_every_housing_type_is_calculated_by_the_hour_and_by_the_law(package, record_validation):
    table = describe(every_type(), read_packages([package])).table
    year = simulate(table, default_weather(), residents="norm").year
    hourly = year.monthly[:, :, at.M_HEAT].sum(1) / 1000 / table["floor_area_m2"].to_numpy()
    legal = indicators(table, ON)["heat_demand_nta_kwh_per_m2"].to_numpy()
    ratio = hourly / legal
    title = f"Heat demand by the law (published) and by the hour (ours), {package}"
    for name, theirs, ours, r in zip(table["housing_type"], legal, hourly, ratio, strict=True):
        record_validation(title, name, theirs, ours, "kWh/m²", f"{100 * (r - 1):+.0f} %")
    assert ((ratio > LEAST) & (ratio < MOST)).all(), dict(
        zip(table["housing_type"], ratio.round(2), strict=True)
    )
