"""Declarations of heat pumps: of a stock, of a package, and of none."""

import numpy as np
import pytest
from dwelling_rows import MID_TERRACE, stock
from test_dwelling_packages import findings, own

from nulopdemeter.dwelling import describe, read_package, read_packages
from nulopdemeter.dwelling.tables import table
from nulopdemeter.language import finding_text

HEATING = """
[[measure]]
part = "heating"
system = "heat_pump"
heat_pump = "{model}"
declared_cop = {cop}
lifetime_years = 15
source = "Quotation of builder X"
[measure.cost]
fixed_eur = {{ low = 1, mid = 1, high = 1 }}
status = "quote"
"""
WATER = """
[[measure]]
part = "hot_water"
system = "{system}"
{more}
lifetime_years = 15
source = "Quotation of builder X"
[measure.cost]
fixed_eur = {{ low = 1, mid = 1, high = 1 }}
status = "quote"
"""


def row(package, **more):
    """The dwelling with a package, a path or a name."""
    return describe(stock({**MID_TERRACE, **more}), (read_package(package),)).table.iloc[0]


def test_a_stock_that_only_says_heat_pump_declares_nothing():
    found = row("current", heating="heat_pump")
    assert np.isnan(found["heat_pump_declared_cop"])
    assert np.isnan(found["hot_water_declared_cop"])
    assert found["hot_water_profile"] == ""


def test_a_stock_may_tell_the_declaration_of_its_own_machine():
    told = {"heat_pump_declared_cop": 4.2, "hot_water_declared_cop": 2.8, "hot_water_profile": "XL"}
    found = row("current", heating="heat_pump", **told, hot_water_test_c=52.0)
    assert {name: found[name] for name in told} == told
    assert found["hot_water_test_c"] == 52.0
    # The package puts in no machine where there is one already, so the declaration stays.
    assert row("all-electric", heating="heat_pump", **told)["heat_pump_declared_cop"] == 4.2


def test_a_declaration_without_a_heat_pump_is_said_and_has_no_effect():
    told = {"heat_pump_declared_cop": 4.2, "hot_water_declared_cop": 2.8, "hot_water_profile": "L"}
    found = describe(stock({**MID_TERRACE, "heating": "hr107", **told}), (read_package("current"),))
    notes = [one for one in found.findings if one.code == "NOM-N209"]
    assert [one.column for one in notes] == ["heat_pump_declared_cop", "hot_water_declared_cop"]
    for lang in ("nl", "en"):
        assert "heat_pump_declared_cop = 4.2" in "".join(finding_text(notes[0], lang))


def test_what_a_package_puts_in_counts_as_declared_at_the_supply_of_the_dwelling():
    cops = table("declared_heat_pumps").loc["air-water-median"].set_index("supply_c")["cop"].astype(float)
    assert row("all-electric")["heat_pump_declared_cop"] == cops[50]
    assert row("nom")["heat_pump_declared_cop"] == cops[40]
    water = table("hot_water_heat_pumps").loc["air-water-median"]
    found = row("nom")
    assert found["hot_water_declared_cop"] == float(water["cop"])
    assert found["hot_water_profile"] == water["load_profile"]
    assert found["hot_water_test_c"] == float(water["water_c"])
    assert (
        row("ground-source")["hot_water_profile"]
        == table("hot_water_heat_pumps").loc["brine-water-median"]["load_profile"]
    )


def test_a_new_machine_takes_the_declaration_of_the_old_one_away(tmp_path):
    plain = HEATING.replace("declared_cop = {cop}\n", "").format(model="air-water-median")
    more = plain + WATER.format(system="heat_pump_tank", more="")
    found = row(own(tmp_path, more), heating="hybrid", heat_pump_declared_cop=4.2)
    assert found["heating"] == "heat_pump"
    assert np.isnan(found["heat_pump_declared_cop"])
    assert np.isnan(found["hot_water_declared_cop"])


def test_a_package_may_name_the_values_of_a_declaration(tmp_path):
    water = WATER.format(system="heat_pump_tank", more='declared_cop = 3.1\nload_profile = "L"\ntest_c = 53')
    found = row(own(tmp_path, HEATING.format(model="air-water-good", cop=4.4) + water))
    assert found["heat_pump_declared_cop"] == 4.4
    assert (found["hot_water_declared_cop"], found["hot_water_profile"], found["hot_water_test_c"]) == (
        3.1,
        "L",
        53.0,
    )


def test_a_tank_on_a_heat_pump_that_was_there_has_no_declaration():
    found = row("all-electric", heating="heat_pump", hot_water="electric_boiler")
    assert found["hot_water"] == "heat_pump_tank"
    assert np.isnan(found["hot_water_declared_cop"])


@pytest.mark.parametrize(
    ("more", "code", "value"),
    [
        (HEATING.format(model="air-air-split", cop='"model"'), "NOM-E205", "air-air-split"),
        (WATER.format(system="heat_pump_tank", more="declared_cop = 3.0"), "NOM-E212", "load_profile"),
        (WATER.format(system="heat_pump_tank", more='load_profile = "L"'), "NOM-E212", "declared_cop"),
        (WATER.format(system="combi", more='declared_cop = "model"'), "NOM-E211", "declared_cop"),
    ],
)
def test_a_declaration_that_cannot_be_used_is_said(tmp_path, more, code, value):
    (found,) = findings(own(tmp_path, more))
    assert (found.code, found.value) == (code, value)


def test_a_declared_value_that_no_machine_reaches_is_refused(tmp_path):
    assert findings(own(tmp_path, HEATING.format(model="air-water-good", cop=11)))


def test_every_shipped_package_with_a_heat_pump_asks_for_a_declared_one():
    for package in read_packages(("all-electric", "nom", "ground-source", "hybrid", "nom-battery")):
        for measure in package.measure:
            if measure.heat_pump is not None or measure.system == "heat_pump_tank":
                assert measure.declared_cop == "model", package.key
