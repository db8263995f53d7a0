"""What an EPV guarantees, what a miss costs, and the cheapest measure that closes a gap."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from nulopdemeter.errors import InputError
from nulopdemeter.language import say
from nulopdemeter.regulation.epv_bundle import cheapest_measure, guarantee_shortfall, guaranteed_bundle

ON = date(2023, 12, 1)


def bundle(epv_class="hoogwaardig", **changes):
    row = {
        "epv_class": epv_class,
        "is_apartment": False,
        "compactness": 1.5,
        "build_year": 1970,
        "floor_area_m2": 100.0,
    }
    return guaranteed_bundle(pd.DataFrame([{**row, **changes}]), ON)


@pytest.mark.parametrize(
    ("epv_class", "is_apartment", "build_year", "kwh", "demand", "fee"),
    [
        ("basis", False, 1970, 0.0, 63.0, 125.0),  # 43 + 40 · 0.5
        ("basis", True, 1970, 0.0, 67.5, 125.0),  # 45 + 45 · 0.5
        ("hoogwaardig", False, 1970, 2100.0, 40.0, 165.0),  # 30 + 20 · 0.5
        ("hoogwaardig", True, 1970, 530.0, 40.0, 140.0),
        ("hoogwaardig", False, 2018, 2100.0, 40.0, 165.0),
        ("hoogwaardig", False, 2019, 2100.0, 40.0, 115.0),
        ("hoogwaardig", True, 2019, 530.0, 40.0, 90.0),
    ],
)
def test_the_bundle_is_that_of_the_class(epv_class, is_apartment, build_year, kwh, demand, fee):
    row = bundle(epv_class, is_apartment=is_apartment, build_year=build_year).iloc[0]
    assert [*row] == pytest.approx([kwh, demand, fee])


def test_a_contract_may_promise_more_but_not_less():
    assert bundle(promised_kwh=2500.0)["bundle_kwh"].item() == 2500.0
    assert bundle(promised_kwh=1000.0)["bundle_kwh"].item() == 2100.0
    assert bundle(promised_kwh=np.nan)["bundle_kwh"].item() == 2100.0


def test_without_a_fee_nothing_is_guaranteed():
    assert bundle("none").isna().all(axis=None)
    row = guarantee_shortfall(bundle("none"), np.array([9000.0]), np.array([1.0]), 0.28).iloc[0]
    assert not row["is_kept"]
    assert np.isnan(row["fee_at_risk_eur_per_year"])


def test_an_unknown_class_is_refused():
    with pytest.raises(InputError, match="basis, hoogwaardig"):
        bundle("gold")


@pytest.mark.parametrize(
    ("household_kwh", "demand", "short_kwh", "over", "is_kept"),
    [
        (2100.0, 40.0, 0.0, 0.0, True),
        (2100.001, 39.999, 0.0, 0.0, True),
        (2099.999, 40.0, 0.001, 0.0, False),
        (2100.0, 40.001, 0.0, 0.01, False),  # rounded up to 40.01
        (1600.0, 47.1, 500.0, 7.1, False),
    ],
)
def test_a_year_is_held_against_the_guarantee(household_kwh, demand, short_kwh, over, is_kept):
    row = guarantee_shortfall(bundle(), np.array([household_kwh]), np.array([demand]), 0.25).iloc[0]
    assert row["shortfall_kwh"] == pytest.approx(short_kwh)
    assert row["shortfall_kwh_per_m2"] == pytest.approx(over)
    assert row["shortfall_eur_per_year"] == pytest.approx(0.25 * short_kwh)
    assert row["fee_at_risk_eur_per_year"] == pytest.approx(0.0 if is_kept else 12 * 165.0)
    assert row["is_kept"] == is_kept


def test_basis_is_kept_with_anything_above_nothing():
    kept = [
        bool(guarantee_shortfall(bundle("basis"), np.array([kwh]), np.array([63.0]), 0.25)["is_kept"].item())
        for kwh in (-0.001, 0.0, 0.001)
    ]
    assert kept == [False, False, True]


# Margins: heat demand, EP2, household. Measures: window, panels, both.
EFFECT = np.array([[5.0, 3.0, 0.0], [0.0, 20.0, 800.0], [5.0, 23.0, 800.0]])
COST = np.array([4000.0, 3000.0, 7000.0])


def chosen(*margin, effect=EFFECT, cost=COST, strict=None):
    found = cheapest_measure(np.array([margin], dtype=float), effect, cost, strict)
    return found.measure[0], found.cost_eur[0], found.is_met[0]


def test_the_cheapest_measure_that_closes_the_gap_is_taken():
    assert chosen(-4.1, 10.0, 100.0) == (0, 4000.0, False)
    assert chosen(1.0, -2.0, 100.0) == (1, 3000.0, False)  # the window would do too, at 4,000
    assert chosen(1.0, -2.0, -10.0) == (1, 3000.0, False)


def test_all_missed_limits_must_be_closed_by_the_one_measure():
    assert chosen(-4.1, -10.0, -100.0) == (2, 7000.0, False)


def test_a_gap_is_closed_exactly_or_not():
    assert chosen(-5.0, 0.0, 0.0)[0] == 0
    measure, cost, is_met = chosen(-5.001, 0.0, 0.0)
    assert (measure, is_met) == (-1, False)
    assert np.isnan(cost)


def test_what_is_met_needs_nothing():
    assert chosen(0.0, 0.0, 0.0) == (-1, 0.0, True)


def test_more_than_nothing_is_asked_where_the_law_says_so():
    strict = np.array([False, False, True])
    assert chosen(0.0, 0.0, 0.0, strict=strict) == (1, 3000.0, False)
    assert chosen(0.0, 0.0, 0.001, strict=strict) == (-1, 0.0, True)


def test_a_measure_that_opens_another_gap_does_not_count():
    fan = np.array([[6.0, -4.0, 0.0]])
    assert chosen(-5.0, 3.9, 0.0, effect=fan, cost=np.array([10.0]))[0] == -1
    assert chosen(-5.0, 4.0, 0.0, effect=fan, cost=np.array([10.0]))[0] == 0


def test_effects_and_costs_may_differ_by_dwelling_and_a_measure_may_be_closed_to_one():
    margin = np.array([[-1.0], [-1.0], [np.nan]])
    effect = np.array([[[2.0], [3.0]], [[0.5], [3.0]], [[9.0], [9.0]]])
    cost = np.array([[np.nan, 50.0], [1.0, 60.0], [1.0, 1.0]])
    found = cheapest_measure(margin, effect, cost)
    assert [*found.measure] == [1, 1, -1]
    assert [*found.cost_eur[:2]] == [50.0, 60.0]
    assert np.isnan(found.cost_eur[2])
    assert not found.is_met.any()


def test_without_candidates_nothing_closes():
    assert chosen(-1.0, effect=np.empty((0, 1)), cost=np.empty(0))[0] == -1


def test_gas_is_refused_with_the_article():
    assert "artikelen 1 en 2" in say("epv.reason.gas", "nl")
    assert "articles 1 and 2" in say("epv.reason.gas", "en")
    assert "Stb. 2023, 287" in say("epv.reason.gas", "en")
