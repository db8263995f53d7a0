"""Every figure of law and money names a source that is explained, and is read by somebody."""

import re
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import ClassVar

import pandas as pd
import pytest

from nulopdemeter.dwelling import describe, read_packages
from nulopdemeter.housing_cost import CONTRACT_NAMES, read_contract
from nulopdemeter.parameters import figures, read_figures
from nulopdemeter.parameters.figures import STATUSES
from nulopdemeter.regulation import regulation, target_values

epv, label, shell = (import_module(f"nulopdemeter.regulation.{name}") for name in ("epv", "label", "shell"))
bill, rent, rent_rules, housing_cost = (
    import_module(f"nulopdemeter.housing_cost.{name}")
    for name in ("bill", "rent", "rent_rules", "housing_cost")
)
subsidy, investment = (import_module(f"nulopdemeter.investment.{name}") for name in ("subsidy", "investment"))

TABLES = ("regulation", "label", "epv", "energy_tax", "grid", "netting", "huurtoeslag", "rent", "investment")
PAGE = Path(__file__).parents[3] / "docs" / "sources" / "money.md"
ON = date(2026, 12, 1)


@pytest.fixture(scope="module")
def keys():
    return set(re.findall(r"(?m)^## (\S+)$", PAGE.read_text(encoding="utf-8")))


@pytest.mark.parametrize("table", TABLES)
def test_every_figure_has_a_known_source_and_status(table, keys):
    for figure in read_figures(table):
        assert figure.source in keys, figure
        assert figure.status in STATUSES, figure
        if figure.source == "money-assumption":
            assert figure.status in ("estimate", "assumption"), figure
            assert figure.note, figure


@pytest.mark.parametrize("table", TABLES)
def test_what_was_not_checked_is_an_estimate(table):
    for figure in read_figures(table):
        if "not checked" in figure.note:
            assert figure.status == "estimate", figure


@pytest.mark.parametrize("name", CONTRACT_NAMES)
def test_a_price_of_which_a_level_is_worked_out_is_an_estimate(name):
    contract = read_contract(name)
    for price_name in type(contract.price).model_fields:
        price = getattr(contract.price, price_name)
        if "worked out" in price.note:
            assert price.status == "estimate", price_name


@pytest.mark.parametrize("name", CONTRACT_NAMES)
def test_every_price_has_a_known_source(name, keys):
    contract = read_contract(name)
    assert contract.source in keys
    for price_name in type(contract.price).model_fields:
        assert getattr(contract.price, price_name).source in keys


def test_no_source_is_explained_that_nobody_uses(keys):
    used = {figure.source for table in TABLES for figure in read_figures(table)}
    for name in CONTRACT_NAMES:
        contract = read_contract(name)
        used.add(contract.source)
        used |= {getattr(contract.price, one).source for one in type(contract.price).model_fields}
    assert keys == used


class Reader(dict):
    """Figures that remember who was asked for."""

    seen: ClassVar[set[str]] = set()

    def __getitem__(self, name):
        self.seen.add(name)
        return super().__getitem__(name)


def test_no_figure_lies_unread(monkeypatch, meter, table):
    modules = (epv, label, shell, target_values, bill, rent, rent_rules, housing_cost, subsidy, investment)
    for module in modules:
        monkeypatch.setattr(module, "figures", lambda name, on=None: Reader(figures(name, on)))
    Reader.seen.clear()
    rows = table({}).assign(
        build_year=1970, is_apartment=False, floor_area_m2=100.0, floor_boundary="ground", is_cooking_gas=True
    )
    areas = (*shell.OUTDOOR_COLUMNS, "ground_floor_area_m2", "party_wall_area_m2")
    rows = rows.assign(**dict.fromkeys(areas, 10.0))
    names = ("heating_electricity_kwh", "hot_water_electricity_kwh", "fan_kwh", "auxiliary_kwh", "pv_kwh")
    meters = meter({"import_kwh": 1.0}).assign(heat_demand_kwh_per_m2=50.0, **dict.fromkeys(names, 1.0))
    law = regulation(rows, meters, ON)
    for operator in ("liander", "enexis", "stedin", "coteq", "westland", "rendo"):
        housing_cost.housing_cost(rows, meters, law, ON, grid_operator=operator)
    packages = read_packages(["current"])
    stock = {"dwelling_id": "a", "dwelling_type": "tussenwoning", "build_year": 1970, "floor_area_m2": 90.0}
    investment.investment(
        describe(pd.DataFrame([stock]), packages),
        packages,
        pd.DataFrame({"pv_kwp": [0.0], "heat_pump_kw": [0.0]}),
    )
    known = {figure.parameter for name in TABLES for figure in read_figures(name)}
    assert known - Reader.seen == set()
