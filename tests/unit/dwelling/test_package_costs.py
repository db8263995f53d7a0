"""What packages cost where there are no radiators yet, which upkeep ends, and what is said of tax and status."""

import numpy as np
import pytest
from dwelling_rows import MID_TERRACE, stock

from nulopdemeter.dwelling import PACKAGE_NAMES, describe, measure_costs, measure_quantities, read_packages
from nulopdemeter.dwelling.pages import packages_page
from nulopdemeter.dwelling.tables import table

HEATINGS = ("hr107", "vr", "hybrid", "collective_gas", "gas_stove", "electric")


def costs(name, *heatings, kw=6.0):
    """Cost of one package at the same house with different heating, its heat pump of 6 kW."""
    packages = read_packages([name])
    got = describe(stock(*({**MID_TERRACE, "heating": heating} for heating in heatings)), packages)
    n = len(heatings)
    return measure_costs(got, packages, np.zeros(n), np.full(n, kw)), got


@pytest.mark.parametrize(
    ("name", "low", "mid", "high"),
    # fixed price + 6 kW x (500, 600, 750)
    [
        ("all-electric", 9500 + 3000, 12000 + 3600, 16000 + 4500),
        ("nom", 8500 + 3000, 10500 + 3600, 13500 + 4500),
    ],
)
def test_a_first_central_heating_is_paid_where_there_are_no_radiators(name, low, mid, high):
    cost, _ = costs(name, "hr107", "collective_gas", "gas_stove", "electric")
    assert cost["heating_low_eur"].tolist() == [low, low, low + 5000, low + 5000]
    assert cost["heating_mid_eur"].tolist() == [mid, mid, mid + 6500, mid + 6500]
    assert cost["heating_high_eur"].tolist() == [high, high, high + 8000, high + 8000]


def test_who_has_a_heat_pump_already_gets_no_radiators():
    cost, got = costs("all-electric", "heat_pump")
    assert cost["heating_mid_eur"].tolist() == [0.0]
    assert measure_quantities(got, np.zeros(1), np.full(1, 6.0))["n_without_radiators"].tolist() == [0.0]


def test_insulation_alone_places_no_radiators():
    cost, got = costs("shell-standard", "gas_stove")
    assert cost["heating_mid_eur"].tolist() == [0.0]
    assert measure_quantities(got, np.zeros(1), np.zeros(1))["n_without_radiators"].tolist() == [0.0]


def test_only_gas_stoves_and_electric_heating_have_no_radiators():
    heating = table("dwelling_heating")["has_radiators"].astype(int)
    assert set(heating.index[heating == 0]) == {"gas_stove", "electric", "infrared"}


def test_upkeep_of_the_present_heating_ends_where_a_heat_pump_comes_alone():
    cost, _ = costs("all-electric", *HEATINGS)
    # heat pump 200 and ventilation 30, less boiler, boiler, boiler and heat pump, collective share, stoves, none
    assert cost["maintenance_eur_per_year"].tolist() == [
        230 - 95,
        230 - 95,
        230 - 255,
        230 - 60,
        230 - 110,
        230 - 0,
    ]


def test_upkeep_of_the_boiler_stays_beside_a_hybrid_heat_pump():
    cost, _ = costs("hybrid", "hr107", "vr")
    assert cost["maintenance_eur_per_year"].tolist() == [160.0, 160.0]


def test_upkeep_stays_where_the_package_does_not_fit():
    cost, _ = costs("all-electric", "district_heat")
    assert cost["maintenance_eur_per_year"].tolist() == [0.0]


def test_every_heating_has_an_upkeep():
    for heating in table("dwelling_heating").index:
        costs("current", heating)


def test_every_shipped_price_says_whether_it_holds_the_tax():
    for package in read_packages(PACKAGE_NAMES):
        for measure in package.measure:
            cost = measure.cost
            assert ("Without VAT" in cost.note) == (cost.vat_frac > 0.0), (package.key, measure.part)
            assert "VAT" in cost.note, (package.key, measure.part)
            assert cost.status in ("estimate", "assumption"), (package.key, measure.part)


def test_doors_bear_the_general_rate():
    doors = [m for p in read_packages(PACKAGE_NAMES) for m in p.measure if m.part == "door"]
    assert {door.cost.vat_frac for door in doors} == {0.21}


def test_the_page_shows_the_price_of_a_first_central_heating():
    assert packages_page().count("5,000 – 6,500 – 8,000 per dwelling without radiators") == 4
