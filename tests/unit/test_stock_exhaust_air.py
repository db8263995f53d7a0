"""Heat pumps of a stock and what they draw on: exhaust air that has kept its heat, and water that they can make."""

import numpy as np
import pytest

from nulopdemeter.dwelling import describe, heat_pumps, read_packages
from nulopdemeter.engine.hot_water import water_rows
from nulopdemeter.kernels import layout as at
from nulopdemeter.language import finding_text
from tests.unit.test_stock_installations import package, read, year

EXHAUST_AIR = "ventilatiewarmtepomp"


def test_an_exhaust_air_machine_only_gets_air_that_leaves_warm_by_a_fan(tmp_path):
    systems = ("C", "D1", "E", "A", "B", "D", "D5b")
    stock = read(tmp_path, "ventilatie", *(f"{EXHAUST_AIR};;0;{system}" for system in systems))
    got, meter = year(stock)
    assert list(got.table["ventilation"]) == list(systems)
    heat_kwh = dict(zip(systems, meter["heat_pump_heat_kwh"], strict=True))
    assert heat_kwh["C"] > heat_kwh["E"] > 1000.0
    assert heat_kwh["D1"] > 1000.0
    assert [heat_kwh[system] for system in ("A", "B", "D", "D5b")] == [0.0] * 4
    told = {f.value for f in got.findings if f.code == "NOM-N205"}
    assert told == {"A", "B", "D", "D5b"}


def test_a_package_that_leaves_an_exhaust_air_machine_without_air_is_told(tmp_path):
    stock = read(tmp_path, "ventilatie", f"{EXHAUST_AIR};;0;C", f"{EXHAUST_AIR};;0;C", "hr107;;0;C")
    cost = '[measure.cost]\nfixed_eur = { low = 1, mid = 1, high = 1 }\nstatus = "quote"'
    own = package(tmp_path, f'part = "ventilation"\nsystem = "D"\n{cost}')
    got = describe(stock.rows, read_packages(("current", own)))
    found = [f for f in got.findings if f.code == "NOM-N210"]
    assert [f.value for f in found] == ["2"]
    assert "own" in finding_text(found[0], "en")[0]
    for lang in ("nl", "en"):
        assert all("{" not in text for text in finding_text(found[0], lang))


def test_a_package_with_another_heat_pump_replaces_one_whose_air_it_takes_away(tmp_path):
    stock = read(tmp_path, "ventilatie", f"{EXHAUST_AIR};;0;C", "warmtepomp;;0;C")
    got = describe(stock.rows, read_packages(("all-electric", "nom")))
    table = got.table.set_index(["package", "dwelling_id"])
    assert table.loc[("nom", "1"), "ventilation"][0] == "D"
    assert table.loc[("nom", "1"), "heat_pump"] == table.loc[("nom", "2"), "heat_pump"] == "air-water-median"
    assert table.loc[("nom", "1"), "measure_heating"]
    assert not table.loc[("nom", "2"), "measure_heating"]
    assert [f.code for f in got.findings if f.code == "NOM-N210"] == []


def test_a_stock_keeps_the_tank_below_the_water_of_its_machine(tmp_path):
    stock = read(tmp_path, "complex", "warmtepomp;;0;a")
    table = describe(stock.rows, read_packages(("current",))).table
    modest = table.assign(heat_pump="air-water-modest")
    assert simulate_tank_c(table) == pytest.approx((55.0, 60.0))
    assert simulate_tank_c(modest) == pytest.approx((50.0, 55.0))


def simulate_tank_c(table):
    """Set point of the tank and water that charges it, as the kernels read them."""
    rows = np.zeros((1, at.N_FIXED))
    rows[:, at.PUMP_CAPACITY_W], rows[:, at.PUMPING_W] = 5000.0, 35.0
    most_c = float(heat_pumps().loc[table["heat_pump"].iloc[0], "max_supply_c"])
    rows[:, at.PUMP_MAX_FLOW_C] = most_c
    water_rows(rows, table)
    return rows[0, at.TANK_SET_C], rows[0, at.WATER_FLOW_C]
