"""The generated year against ten real ones: De Bilt 2011-2020, four dwellings, the engine itself.

The generator is fed with the statistics of 2011-2020, computed here from the hourly observations. Its one
year must give the mean of the ten: space heating and yield of panels within 3 per cent, the day with the
largest heating inside their range.
"""

import os
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from nulopdemeter.dwelling import describe, read_packages
from nulopdemeter.engine import simulate, simulate_hours
from nulopdemeter.kernels import layout as at
from nulopdemeter.weather import read_weather
from nulopdemeter.weather.generate import generate_year
from nulopdemeter.weather.statistics import station_statistics

REFERENCE = Path(os.environ.get("NULOPDEMETER_REFERENCE", Path(__file__).parents[3] / "shared"))
HOURLY = REFERENCE / "weather" / "uurgeg_260_2011-2020.zip"
YEARS = range(2011, 2021)
PV_KWP = 3.0
CASES = (
    ("tussenwoning", 1970, 106.0, "", "current"),
    ("hoekwoning", 1938, 95.0, "", "current"),
    ("galerijflat", 1972, 76.0, "middle_middle", "shell-standard"),
    ("tussenwoning", 1970, 106.0, "", "nom"),
)

pytestmark = [
    pytest.mark.validation,
    pytest.mark.slow,
    pytest.mark.skipif(not HOURLY.exists(), reason=f"no reference data: {HOURLY}"),
]


def dwellings():
    rows = []
    for i, (kind, year, area, position, package) in enumerate(CASES):
        stock = pd.DataFrame(
            [
                {
                    "dwelling_id": str(i),
                    "complex_id": "C",
                    "dwelling_type": kind,
                    "build_year": year,
                    "floor_area_m2": area,
                    "position": position or None,
                }
            ]
        )
        rows.append(describe(stock, read_packages([package])).table)
    return pd.concat(rows, ignore_index=True)


def year_of(table, weather):
    """Heating [kWh], yield [kWh/kWp] and the largest daily mean of heating [kW], each of four dwellings."""
    installed = np.full(len(table), PV_KWP)
    months = simulate(table, weather, pv_kwp=installed).year.monthly[:, :12]
    hours = [simulate_hours(table.iloc[[i]], weather, installed[[i]]) for i in range(len(table))]
    coldest = [h[:, at.H_HEAT_W].reshape(365, 24).mean(axis=1).max() / 1000.0 for h in hours]
    return (
        months[:, :, at.M_HEAT].sum(axis=1) / 1e3,
        months[:, :, at.M_PV].sum(axis=1) / 1e3 / PV_KWP,
        coldest,
    )


@pytest.fixture(scope="module")
def compared():
    table = dwellings()
    generated = generate_year(station_statistics([HOURLY], YEARS), "debilt-2011-2020")
    real = [year_of(table, read_weather(HOURLY, year=year)) for year in YEARS]
    return np.array(year_of(table, generated)), np.array(real)


ALL_CASES = pytest.mark.parametrize("case", range(len(CASES)), ids=[f"{c[0]}-{c[1]}-{c[4]}" for c in CASES])


def compare(compared, quantity, case, record_validation, heading, unit):
    """Generated value and those of the ten years, written to the validation page."""
    generated, real = compared[0][quantity, case], compared[1][:, quantity, case]
    kind, year, _, _, package = CASES[case]
    span = f"{100 * (generated / real.mean() - 1):+.1f} %, years {real.min():.4g} to {real.max():.4g}"
    title = f"{heading}: the generated year beside ten real ones (De Bilt 2011-2020)"
    record_validation(title, f"{kind} {year} {package}", real.mean(), generated, unit, span)
    return generated, real


@ALL_CASES
def test_space_heating_is_within_three_per_cent_of_the_mean_of_ten_real_years(
    compared, case, record_validation
):
    generated, real = compare(compared, 0, case, record_validation, "Space heating", "kWh")
    assert generated == pytest.approx(real.mean(), rel=0.03)


@ALL_CASES
def test_the_yield_of_panels_is_within_three_per_cent_of_the_mean_of_ten_real_years(
    compared, case, record_validation
):
    generated, real = compare(compared, 1, case, record_validation, "Yield of panels", "kWh/kWp")
    assert generated == pytest.approx(real.mean(), rel=0.03)


@ALL_CASES
def test_the_heaviest_day_of_heating_lies_inside_the_range_of_ten_real_years(
    compared, case, record_validation
):
    generated, real = compare(compared, 2, case, record_validation, "Heaviest day of heating", "kW")
    assert real.min() < generated < real.max()


def test_the_ten_years_differ_enough_for_the_comparison_to_mean_something(compared):
    real = compared[1][:, 0]
    assert (np.ptp(real, axis=0) > 0.25 * real.mean(axis=0)).all()
