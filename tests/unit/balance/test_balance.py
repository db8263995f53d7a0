"""From simulated hours to what the meters show, recomputed by hand."""

import numpy as np
import pandas as pd
import pytest
from tests.cases import all_dwellings, default_weather

from nulopdemeter.balance import balance, verdict
from nulopdemeter.engine import Simulated, simulate
from nulopdemeter.engine.batch import YearResult
from nulopdemeter.kernels import layout as at


def made_up_year(**wh):
    """One dwelling; every given sum falls in March."""
    monthly = np.zeros((1, 12, at.N_MONTHLY))
    for name, value in wh.items():
        monthly[0, 2, getattr(at, name)] = value
    return Simulated(
        YearResult(monthly, np.zeros((1, at.N_EXTREMES)), np.array([False])),
        np.array([4.4]),
        np.array([0.0]),
        np.array([6000.0]),
        1,
    )


def dwelling(**changes):
    row = {
        "floor_area_m2": 100.0,
        "heating": "hr107",
        "heat_pump": "",
        "design_supply_c": 75.0,
        "backup_carrier": "gas",
        "hot_water": "combi",
        "is_cooking_gas": True,
    }
    return pd.DataFrame([{**row, **changes}])


def test_gas_is_what_boiler_combi_and_cooker_burn_over_the_gross_calorific_value():
    year = made_up_year(
        M_BACKUP_INPUT=9.77e6, M_WATER_INPUT=1.954e6, M_HOUSEHOLD=2.5e6, M_IMPORT=2.6e6, M_AUXILIARY=1e5
    )
    result = balance(dwelling(), year)
    row = result.meter.iloc[0]
    assert row["gas_m3"] == pytest.approx(1000 + 200 + 37)
    assert result.monthly["gas_m3"][0, 2] == pytest.approx(1200 + 37 * 31 / 365)
    # 9770 heating + 1954 hot water + 100 auxiliary + 2500 household + 361.49 cooking gas
    assert row["net_kwh"] == pytest.approx(9770 + 1954 + 100 + 2500 + 37 * 9.77)
    assert row["building_net_kwh"] == pytest.approx(9770 + 1954 + 100)
    assert not row["is_nom"]
    assert row["nom_terms"] == "heating=9770;household=2861;hot_water=1954"
    assert row["electricity_use_kwh"] == pytest.approx(2600)


def test_all_electric_year_balances_on_the_electricity_meter_alone():
    year = made_up_year(
        M_PUMP_EL=1.0e6,
        M_PUMP_HEAT=3.5e6,
        M_BACKUP_INPUT=0.1e6,
        M_BACKUP_HEAT=0.1e6,
        M_WATER_EL=1.0e6,
        M_WATER_HEAT=2.2e6,
        M_FANS=0.4e6,
        M_AUXILIARY=0.2e6,
        M_HOUSEHOLD=2.6e6,
        M_PV=5.5e6,
        M_IMPORT=3.3e6,
        M_EXPORT=3.5e6,
    )
    electric = dwelling(
        heating="heat_pump", backup_carrier="electricity", hot_water="heat_pump_tank", is_cooking_gas=False
    )
    row = balance(electric, year).meter.iloc[0]
    assert row["gas_m3"] == 0
    assert row["electricity_use_kwh"] == pytest.approx(5300)
    assert row["net_kwh"] == pytest.approx(-200)
    assert row["nom_margin_kwh"] == pytest.approx(200)
    assert row["is_nom"]
    assert row["is_building_nom"]
    assert row["self_use_kwh"] == pytest.approx(2000)
    assert row["pv_area_m2"] == pytest.approx(20.0)
    assert row["spf"] == pytest.approx((3500 + 100 + 2200) / (1000 + 100 + 1000))


def test_zero_is_zero_on_the_meter_and_one_watt_hour_more_is_not():
    none = {
        name: np.zeros(2)
        for name in (
            "heating_gas_kwh",
            "heating_heat_kwh",
            "hot_water_gas_kwh",
            "hot_water_heat_kwh",
            "cooking_gas_kwh",
            "hot_water_electricity_kwh",
        )
    }
    yearly = {**none, "heating_electricity_kwh": np.array([2000.0, 2000.001])}
    result = verdict(yearly, np.zeros(2), np.array([2000.0, 2000.0]), np.array([4000.0, 4000.0]))
    assert list(result["is_nom"]) == [True, False]
    assert list(result["is_building_nom"]) == [True, True]


def test_district_heat_is_counted_apart_from_gas_and_electricity():
    year = made_up_year(M_BACKUP_INPUT=6e6, M_WATER_INPUT=2e6)
    row = balance(
        dwelling(
            heating="district_heat", backup_carrier="heat", hot_water="district_heat", is_cooking_gas=False
        ),
        year,
    ).meter.iloc[0]
    assert row["district_heat_kwh"] == pytest.approx(8000)
    assert row["gas_m3"] == 0
    assert row["electricity_use_kwh"] == 0


def test_import_less_export_is_use_less_generation_for_every_dwelling_and_package():
    table = all_dwellings().table
    result = balance(table, simulate(table, default_weather()))
    m = result.meter
    np.testing.assert_allclose(
        m["import_kwh"] - m["export_kwh"], m["electricity_use_kwh"] - m["pv_kwh"], atol=1e-6
    )
    np.testing.assert_allclose(m["nom_margin_kwh"], -m["net_kwh"])
    for yearly in ("import_kwh", "export_kwh", "pv_kwh", "electricity_use_kwh", "gas_m3"):
        np.testing.assert_allclose(result.monthly[yearly].sum(1), m[yearly], atol=1e-6)
    assert (m["self_use_kwh"] <= m[["pv_kwh", "electricity_use_kwh"]].min(axis=1) + 1e-9).all()


def test_a_failed_dwelling_has_no_numbers():
    year = made_up_year(M_HOUSEHOLD=1e6)
    year.year.monthly[:] = np.nan
    failed = year._replace(year=year.year._replace(failed=np.array([True])))
    row = balance(dwelling(), failed).meter.iloc[0]
    assert np.isnan(row["net_kwh"])
    assert not row["is_nom"]
    assert row["nom_terms"] == ""
