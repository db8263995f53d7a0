"""Residents of a row fitted to its meters."""

import numpy as np
import pandas as pd
import pytest
from tests.cases import ROWS, default_weather

from nulopdemeter.balance import balance
from nulopdemeter.dwelling import describe, read_packages
from nulopdemeter.engine import simulate
from nulopdemeter.errors import InputError
from nulopdemeter.studies import calibrate

METERED = ROWS.assign(
    gas_m3=[1000.0, 1500.0, 2400.0, 600.0, 900.0, np.nan],
    import_kwh=[2000.0, 3500.0, 6000.0, 1500.0, np.nan, np.nan],
)


@pytest.fixture(scope="module")
def fitted():
    return calibrate(METERED, default_weather())


def meter_of(rows, package="current"):
    table = describe(rows, read_packages((package,))).table
    return balance(table, simulate(table, default_weather())).meter


def test_calculated_meters_meet_those_of_the_rows(fitted):
    meter = meter_of(fitted.rows)
    told = METERED["gas_m3"].notna().to_numpy()
    assert meter["gas_m3"][told].tolist() == pytest.approx(METERED["gas_m3"][told].tolist(), rel=0.02)
    told = METERED["import_kwh"].notna().to_numpy()
    assert meter["import_kwh"][told].tolist() == pytest.approx(METERED["import_kwh"][told].tolist(), rel=0.02)


def test_a_row_without_meters_keeps_the_residents_of_its_type(fitted):
    last = fitted.rows.iloc[[-1]]
    assert meter_of(last)["gas_m3"].iloc[0] == meter_of(METERED.iloc[[-1]])["gas_m3"].iloc[0]
    assert fitted.report["gas_fit"].iloc[-1] == fitted.report["import_fit"].iloc[-1] == ""
    assert np.isnan(fitted.report["behaviour"].iloc[-1])


def test_the_report_says_which_way_each_household_went(fitted):
    report = fitted.report
    assert (report["gas_fit"].iloc[:5] == "met").all()
    assert report["behaviour"].iloc[0] < -0.2  # burns less than its type
    assert report["behaviour"].iloc[2] > 0.2  # burns more
    assert report["behaviour"].dropna().between(-1, 1).all()


def test_a_meter_beyond_plausible_behaviour_keeps_the_bound_and_says_so():
    rows = METERED.iloc[:2].assign(gas_m3=[60.0, 9000.0], import_kwh=[100.0, 40000.0])
    found = calibrate(rows, default_weather())
    assert found.report["gas_fit"].tolist() == ["beyond", "beyond"]
    assert found.report["import_fit"].tolist() == ["beyond", "beyond"]
    assert found.report["behaviour"].tolist() == [-1.0, 1.0]
    assert found.report["gas_fitted_m3"].iloc[0] > 60.0
    assert found.rows["gas_fit"].tolist() == ["beyond", "beyond"]
    assert found.rows["set_day_c"].tolist() == pytest.approx([17.0, 22.5])


def test_the_same_people_live_in_every_package(fitted):
    rows = fitted.rows.iloc[[0]]
    table = describe(rows, read_packages(("current", "nom"))).table
    for column in ("set_day_c", "heated_frac", "hot_water_l_per_day"):
        assert len(set(table[column])) == 1, column
    # Electric cooking comes with the package.
    assert np.diff(table["household_electricity_kwh"])[0] == pytest.approx(175)


def test_a_thrifty_household_is_promised_less_than_a_free_spending_one():
    rows = METERED.iloc[[0, 0]].assign(gas_m3=[950.0, 1700.0], dwelling_id=["thrift", "spend"])
    found = calibrate(rows.reset_index(drop=True), default_weather())
    saved = meter_of(found.rows)["gas_m3"] - meter_of(found.rows, "shell-standard")["gas_m3"]
    assert saved[0] < 0.8 * saved[1]


def test_import_behind_panels_is_met_too():
    rows = METERED.iloc[[0]].assign(pv_kwp=3.0, import_kwh=1900.0)
    found = calibrate(rows, default_weather())
    assert meter_of(found.rows)["import_kwh"].iloc[0] == pytest.approx(1900.0, rel=0.02)


def test_without_any_meter_nothing_is_fitted():
    for rows in (ROWS, ROWS.assign(gas_m3=np.nan)):
        found = calibrate(rows, default_weather())
        assert found.rows["set_day_c"].isna().all()
        assert (found.report["gas_fit"] == "").all()
        pd.testing.assert_series_equal(meter_of(found.rows)["gas_m3"], meter_of(ROWS)["gas_m3"])


def test_a_dwelling_without_gas_has_no_gas_to_fit():
    rows = METERED.iloc[[0]].assign(heating="district_heat", gas_m3=800.0)
    found = calibrate(rows, default_weather())
    assert found.report["gas_fit"].iloc[0] == ""
    assert found.report["import_fit"].iloc[0] == "met"


def test_the_standard_resident_has_no_behaviour_to_fit():
    with pytest.raises(InputError):
        calibrate(METERED, default_weather(), residents="norm")
