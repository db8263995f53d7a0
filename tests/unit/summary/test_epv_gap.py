"""The sentence about what an EPV lacks."""

import numpy as np
import pandas as pd
import pytest

from nulopdemeter.summary.epv_gap import gap_sentences

ROW = {
    "status": "computed",
    "epv_class": "none",
    "epv_rules": "modern",
    "build_year": 1970.0,
    "epv_reason": "epv.reason.heat_demand",
    "heat_demand_nta_kwh_per_m2": 47.1,
    "ep2_kwh_per_m2": -5.0,
    "epv_household_kwh": 800.0,
    "epv_basis_heat_demand_margin_kwh_per_m2": -4.1,
    "epv_basis_ep2_margin_kwh_per_m2": 5.0,
    "epv_basis_household_margin_kwh": 800.0,
    "epv_hoogwaardig_heat_demand_margin_kwh_per_m2": -17.1,
    "epv_hoogwaardig_ep2_margin_kwh_per_m2": -25.0,
    "epv_hoogwaardig_household_margin_kwh": -1300.0,
}


def said(lang="en", **changes):
    return gap_sentences(pd.DataFrame([{**ROW, **changes}]), lang)[0]


def test_value_limit_and_gap_stand_in_one_sentence():
    assert said() == "Heat demand 47.1, limit 43.0: 4.1 kWh/m² too much."
    assert said("nl") == "Warmtebehoefte 47,1, grens 43,0: 4,1 kWh/m² te veel."


def test_a_dwelling_of_2019_is_held_against_the_only_class_it_has():
    text = said(build_year=2019.0)
    assert "limit 30.0" in text
    assert "EP2 -5.0, limit -30.0".replace("-", "−") in text
    assert "800 kWh is left for the household, 2,100 is asked: 1,300 kWh too little" in text


def test_a_hair_too_much_is_not_written_as_nothing():
    text = said(heat_demand_nta_kwh_per_m2=43.01, epv_basis_heat_demand_margin_kwh_per_m2=-0.01)
    assert "43.01, limit 43.00: 0.01" in text


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"epv_basis_heat_demand_margin_kwh_per_m2": -0.004}, "43.01, limit 43.00: 0.01"),
        ({"epv_basis_ep2_margin_kwh_per_m2": -0.004}, "EP2 0.01, limit 0.00: 0.01"),
    ],
)
def test_what_is_missed_by_less_than_is_shown_is_said_all_the_same(changes, words):
    near = {"heat_demand_nta_kwh_per_m2": 43.01, "ep2_kwh_per_m2": 0.01}
    assert words in said(**{**near, "epv_basis_heat_demand_margin_kwh_per_m2": 1.0, **changes})


def test_a_household_that_keeps_a_hair_meets_basis_and_one_that_misses_a_hair_does_not_meet_the_bundle():
    assert "household" not in said(epv_household_kwh=0.004, epv_basis_household_margin_kwh=0.004)
    text = said(
        "nl",
        build_year=2019.0,
        epv_household_kwh=2099.7,
        epv_hoogwaardig_household_margin_kwh=-0.3,
    )
    assert "blijft 2.099,70 kWh over, gevraagd is 2.100,00: 0,30 kWh te weinig" in text


def test_gas_is_named_where_the_law_refuses_because_of_it():
    assert said(epv_reason="epv.reason.gas").startswith("The dwelling still uses gas; ")
    assert "gas" not in said()


def test_the_measure_that_closes_it_is_named_with_its_cost():
    measure = {"epv_measure": "nom:window", "epv_measure_eur": 12345.0, "epv_measure_kwp": np.nan}
    assert said(**measure).endswith(
        "Cheapest single measure that closes this: windows as in ‘Zero on the meter’, €12,300."
    )
    panels = {"epv_measure": "own:pv", "epv_measure_eur": 2000.0, "epv_measure_kwp": 1.72}
    assert "1,7 kWp extra zonnepanelen (prijs als in ‘own’), €\u00a02.000" in said("nl", **panels)


def test_where_only_the_heat_demand_can_be_closed_that_is_said():
    text = said(
        epv_reason="epv.reason.gas",
        epv_measure="",
        epv_heat_demand_measure="nom:airtightness",
        epv_heat_demand_measure_eur=1200.0,
    )
    assert text.startswith("The dwelling still uses gas; heat demand")
    assert "heat demand alone is closed by: airtightness" in text
    assert said(epv_measure="", epv_heat_demand_measure="").endswith(
        "No single measure of the packages closes this."
    )


@pytest.mark.parametrize(
    "changes",
    [{"epv_class": "basis"}, {"epv_class": pd.NA}, {"epv_basis_heat_demand_margin_kwh_per_m2": np.nan}],
)
def test_an_epv_or_nothing_known_has_no_sentence(changes):
    assert said(**changes) == ""
