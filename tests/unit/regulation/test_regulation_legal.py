"""Standaard, label and EPV by the monthly method instead of the hourly meter."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from tests.cases import ROWS

from nulopdemeter.dwelling import describe, read_packages
from nulopdemeter.errors import InputError
from nulopdemeter.regulation import regulation
from nulopdemeter.regulation.nta8800 import PRESENT_EDITION, indicators, indicators_where
from nulopdemeter.regulation.nta8800.checks import check_table, refused

ON = date(2026, 11, 1)


def hourly(n, **changes):
    """A meter of an all-electric dwelling, to be overruled."""
    row = {
        "heat_demand_kwh_per_m2": 10.0,
        "gas_m3": 0.0,
        "district_heat_kwh": 0.0,
        "heating_electricity_kwh": 1000.0,
        "hot_water_electricity_kwh": 500.0,
        "fan_kwh": 200.0,
        "auxiliary_kwh": 100.0,
        "pv_kwh": 9000.0,
    }
    return pd.DataFrame([{**row, **changes}] * n)


@pytest.fixture(scope="module")
def table():
    return describe(ROWS, read_packages(["all-electric"])).table


def test_without_the_monthly_method_the_meter_counts(table):
    meter = hourly(len(table)).set_index(table.index)
    found = regulation(table, meter, ON)
    limit = found["standaard_limit_kwh_per_m2"]
    assert (found["standaard_margin_kwh_per_m2"] == limit - 10.0).all()


def test_with_it_every_margin_follows_the_monthly_numbers(table):
    meter = hourly(len(table)).set_index(table.index)
    legal = indicators(table, ON, pv_kwp=np.full(len(table), 5.0))
    found = regulation(table, meter, ON, legal)
    demand = legal["heat_demand_nta_kwh_per_m2"]
    assert (found["ep2_kwh_per_m2"] == legal["ep2_kwh_per_m2"]).all()
    assert (found["label_indicative"] == legal["label_nta"]).all()
    assert found["standaard_margin_kwh_per_m2"].to_numpy() == pytest.approx(
        (found["standaard_limit_kwh_per_m2"] - demand).to_numpy()
    )
    household = legal["nta_pv_kwh"] - legal["nta_electricity_kwh"]
    assert found["epv_household_kwh"].to_numpy() == pytest.approx(household.to_numpy())


def test_the_meter_itself_is_not_changed(table):
    meter = hourly(len(table)).set_index(table.index)
    before = meter.copy()
    regulation(table, meter, ON, indicators(table, ON))
    pd.testing.assert_frame_equal(meter, before)


def test_gas_on_the_meter_still_forbids_the_epv(table):
    meter = hourly(len(table), gas_m3=30.0).set_index(table.index)
    found = regulation(table, meter, ON, indicators(table, ON, pv_kwp=np.full(len(table), 30.0)))
    assert (found["epv_class"] == "none").all()
    assert (found["epv_reason"] == "epv.reason.gas").all()


def test_rows_not_asked_for_stay_empty_and_leave_the_others_alone(table):
    is_asked = np.arange(len(table)) % 2 == 0
    # What is not asked for may be nonsense.
    broken = table.assign(floor_area_m2=np.where(is_asked, table["floor_area_m2"], np.nan))
    found = indicators_where(broken, is_asked, ON)
    whole = indicators(table, ON)
    pd.testing.assert_frame_equal(found.loc[is_asked, whole.columns], whole[is_asked])
    left_out = found[~is_asked]
    assert left_out.select_dtypes("number").isna().all(axis=None)
    assert (left_out[["label_nta", "nta_assumed", "nta_refused"]] == "").all(axis=None)


def test_a_row_the_method_refuses_names_its_column_and_does_not_stop_the_others(table):
    odd = table.assign(build_year=table["build_year"].where(np.arange(len(table)) != 1, 900.0))
    found = indicators_where(odd, np.ones(len(table), dtype=bool), ON)
    assert found["nta_refused"].tolist() == ["", "build_year", *[""] * (len(table) - 2)]
    assert found["ep2_kwh_per_m2"].isna().tolist() == [False, True, *[False] * (len(table) - 2)]


@pytest.mark.parametrize(("column", "value"), [("design_supply_c", np.nan), ("backup_carrier", "")])
def test_a_supply_or_a_carrier_that_is_missing_is_refused_by_name(table, column, value):
    found = indicators_where(table.assign(**{column: value}), np.ones(len(table), dtype=bool), ON)
    assert (found["nta_refused"] == column).all()


def test_nothing_asked_for_gives_an_empty_row_for_each(table):
    found = indicators_where(table, np.zeros(len(table), dtype=bool), ON)
    assert len(found) == len(table)
    assert found["ep2_kwh_per_m2"].isna().all()


def test_refused_and_check_table_agree(table):
    odd = table.assign(g_window_frac=1.5)
    assert (refused(odd, PRESENT_EDITION) == "g_window_frac").all()
    with pytest.raises(InputError):
        check_table(odd, PRESENT_EDITION)
    assert (refused(table, PRESENT_EDITION) == "").all()
    check_table(table, PRESENT_EDITION)
