"""Standaard, label and EPV by the monthly method instead of the hourly meter."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from tests.cases import ROWS

from nulopdemeter.dwelling import describe, read_packages
from nulopdemeter.regulation import regulation
from nulopdemeter.regulation.nta8800 import indicators

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
