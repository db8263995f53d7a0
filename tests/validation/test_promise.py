"""What the program exists for, on the dwelling everybody knows: a terraced house of the 1970s brought to zero."""

import numpy as np
import pandas as pd
import pytest

from nulopdemeter.dwelling import PACKAGE_NAMES, read_packages
from nulopdemeter.evaluate import Settings, evaluate
from nulopdemeter.regulation import regulation
from nulopdemeter.regulation.nta8800 import indicators
from tests.cases import default_weather

HOUSE = pd.DataFrame(
    [("1", "tussenwoning", 1972, 105.0, 620.0)],
    columns=["dwelling_id", "dwelling_type", "build_year", "floor_area_m2", "net_rent_eur_per_month"],
)


@pytest.fixture(scope="module")
def packages():
    results = evaluate(HOUSE, read_packages(PACKAGE_NAMES), default_weather()).results
    return results.set_index("package")


@pytest.mark.validation
def test_nom_needs_little_heat_and_reaches_zero_on_a_roof_full_of_modules(packages, record_validation):
    nom = packages.loc["nom"]
    title = "Terraced house of 1972 with package nom"
    record_validation(title, "heat demand, below", 45.0, nom["heat_demand_kwh_per_m2"], "kWh/m²", "")
    record_validation(title, "PV area, 20 to 30", 30.0, nom["pv_area_m2"], "m²", "")
    assert nom["heat_demand_kwh_per_m2"] < 45
    assert nom["is_nom"]
    assert nom["net_kwh"] <= 0
    assert 20 <= nom["pv_area_m2"] <= 30


def test_zero_on_the_meter_is_not_zero_euros_from_2027(packages):
    nom = packages.loc["nom"]
    assert nom["energy_no_netting_eur_per_month"] > nom["energy_netting_eur_per_month"] + 20
    assert nom["energy_no_netting_eur_per_month"] > 40


def test_every_package_saves_gas_and_deeper_ones_save_more(packages):
    gas = packages["gas_m3"]
    assert gas["current"] > gas["shell-basic"] > gas["shell-standard"]
    assert gas["hybrid"] < gas["shell-basic"]
    assert gas["all-electric"] == gas["nom"] == 0


def test_zero_on_the_meter_brings_a_fee_and_no_other_package_does(packages):
    others = packages.drop("nom")
    assert (others["epv_eur_per_month"] == 0).all()
    assert (others.drop("all-electric")["epv_reason"] == "epv.reason.gas").all()
    assert packages.loc["all-electric", "epv_reason"] == "epv.reason.ep2"
    nom = packages.loc["nom"]
    assert nom["epv_class"] == "basis"
    # 105 m² at the amount of Basis of that day.
    assert nom["epv_eur_per_month"] > 100
    assert nom["epv_basis_heat_demand_margin_kwh_per_m2"] > 0
    assert nom["label_indicative"] == "A++++"


def test_without_a_declaration_of_its_machine_zero_on_the_meter_brings_none():
    # Hot water from a heat pump then counts at about 1.0: EP2 stays just above the limit of 0.
    evaluation = evaluate(HOUSE, read_packages(["current", "nom"]), default_weather())
    table, panels = evaluation.dwellings.table, evaluation.simulated.pv_kwp
    bare = table.assign(heat_pump_declared_cop=np.nan, hot_water_declared_cop=np.nan)
    on = Settings().on_netting
    legal = indicators(bare, on, pv_kwp=panels)
    law = regulation(table, evaluation.balance.meter, on, legal).set_index(table["package"])
    assert (law["epv_class"] == "none").all()
    assert law.loc["nom", "epv_reason"] == "epv.reason.ep2"
    # Just above: set around the outcome.
    assert 0 < law.loc["nom", "ep2_kwh_per_m2"] < 5


def test_investment_rises_with_depth_and_has_a_band(packages):
    mid = packages["investment_mid_eur"]
    assert mid["current"] == 0 < mid["shell-basic"] < mid["shell-standard"] < mid["all-electric"] < mid["nom"]
    bands = packages.drop("current")
    assert (bands["investment_low_eur"] < bands["investment_mid_eur"]).all()
    assert (bands["investment_mid_eur"] < bands["investment_high_eur"]).all()
