"""The EPV on both sides of every limit, in every kind of dwelling and by date."""

from datetime import date

import numpy as np
import pytest

from nulopdemeter.language import say
from nulopdemeter.regulation import epv

LAW = date(2023, 12, 1)
BUILDING_KWH = 2700.0  # of the meter in test_shell


@pytest.fixture
def verdict(dwellings, meters):
    def of(demand, ep2, household_kwh, *, ratio=1.0, on=LAW, gas_m3=0.0, **changes):
        meter = meters(heat_demand_kwh_per_m2=demand, pv_kwh=BUILDING_KWH + household_kwh, gas_m3=gas_m3)
        return epv(dwellings(**changes), meter, np.array([ratio]), np.array([ep2]), on).iloc[0]

    return of


@pytest.mark.parametrize(
    ("is_apartment", "demand", "ep2", "household_kwh", "expected"),
    [
        (False, 43.0, 0.0, 0.1, "basis"),
        (False, 43.001, 0.0, 0.1, "none"),  # rounded up to 43.01
        (False, 43.0, 0.01, 0.1, "none"),
        (False, 43.0, 0.0, 0.0, "none"),
        (False, 30.0, -30.0, 2100.0, "hoogwaardig"),
        (False, 30.01, -30.0, 2100.0, "basis"),
        (False, 30.0, -29.99, 2100.0, "basis"),
        (False, 30.0, -30.0, 2099.9, "basis"),
        (True, 45.0, 0.0, 0.1, "basis"),
        (True, 45.01, 0.0, 0.1, "none"),
        (True, 30.0, -10.0, 530.0, "hoogwaardig"),
        (True, 30.01, -10.0, 530.0, "basis"),
        (True, 30.0, -9.99, 530.0, "basis"),
        (True, 30.0, -10.0, 529.9, "basis"),
    ],
)
def test_class_on_both_sides_of_each_limit(verdict, is_apartment, demand, ep2, household_kwh, expected):
    assert verdict(demand, ep2, household_kwh, is_apartment=is_apartment)["epv_class"] == expected


@pytest.mark.parametrize(
    ("is_apartment", "demand", "expected"),
    [
        # x = 1.5: house Basis 43 + 20 = 63, Hoogwaardig 30 + 10 = 40; flat Basis 45 + 22.5 = 67.5
        (False, 63.0, "basis"),
        (False, 63.01, "none"),
        (False, 40.0, "hoogwaardig"),
        (False, 40.01, "basis"),
        (True, 67.5, "basis"),
        (True, 67.51, "none"),
        (True, 40.0, "hoogwaardig"),
        (True, 40.01, "basis"),
    ],
)
def test_limits_rise_with_compactness(verdict, is_apartment, demand, expected):
    result = verdict(demand, -40.0, 3000.0, ratio=1.5, is_apartment=is_apartment)
    assert result["epv_class"] == expected


def test_limits_do_not_fall_below_compactness_one(verdict):
    assert verdict(43.0, 0.0, 1.0, ratio=0.4)["epv_class"] == "basis"


@pytest.mark.parametrize(
    ("build_year", "is_apartment", "ep2", "household_kwh", "expected"),
    [
        (2018, False, 0.0, 1.0, 125.0),
        (2018, True, 0.0, 1.0, 125.0),
        (2018, False, -30.0, 2100.0, 165.0),
        (2018, True, -10.0, 530.0, 140.0),
        (2019, False, 0.0, 1.0, 0.0),
        (2019, False, -30.0, 2100.0, 115.0),
        (2019, True, -10.0, 530.0, 90.0),
    ],
)
def test_highest_fee_of_a_hundred_square_metres(
    verdict, build_year, is_apartment, ep2, household_kwh, expected
):
    result = verdict(25.0, ep2, household_kwh, build_year=build_year, is_apartment=is_apartment)
    assert result["epv_max_eur_per_month"] == pytest.approx(expected)


@pytest.mark.parametrize(
    ("on", "per_m2"),
    [
        (date(2023, 10, 1), 1.65),
        (date(2024, 6, 30), 1.65),
        (date(2024, 7, 1), 1.71),  # 1.65 x 1.038
        (date(2025, 7, 1), 1.77),  # x 1.033
        (date(2026, 6, 30), 1.77),
        (date(2026, 7, 1), 1.83),  # x 1.033
        (date(2027, 1, 1), 1.83),
    ],
)
def test_the_fee_follows_the_date(verdict, on, per_m2):
    result = verdict(25.0, -40.0, 3000.0, on=on)
    assert result["epv_max_eur_per_month"] == pytest.approx(100 * per_m2)


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ({"demand": 25.0, "ep2": -40.0, "household_kwh": 3000.0, "gas_m3": 40.0}, "epv.reason.gas"),
        ({"demand": 60.0, "ep2": 10.0, "household_kwh": -5.0}, "epv.reason.heat_demand"),
        ({"demand": 25.0, "ep2": 10.0, "household_kwh": -5.0}, "epv.reason.ep2"),
        ({"demand": 25.0, "ep2": 0.0, "household_kwh": 0.0}, "epv.reason.household"),
        (
            {"demand": 40.0, "ep2": -40.0, "household_kwh": 3000.0, "build_year": 2019},
            "epv.reason.heat_demand",
        ),
        ({"demand": 25.0, "ep2": -40.0, "household_kwh": 3000.0}, ""),
    ],
)
def test_no_epv_comes_with_its_reason(verdict, arguments, reason):
    assert verdict(**arguments)["epv_reason"] == reason
    if reason:
        assert say(reason, "nl")
        assert say(reason, "en") != say(reason, "nl")


def test_a_dwelling_on_gas_has_no_fee_however_good_it_is(verdict):
    result = verdict(10.0, -80.0, 5000.0, gas_m3=1.0)
    assert result["epv_class"] == "none"
    assert result["epv_max_eur_per_month"] == 0.0


def test_margins_say_what_is_missing(verdict):
    result = verdict(50.0, -12.0, 1500.0, ratio=1.5)
    # Basis 63 - 50; Hoogwaardig 40 - 50; EP2 0 + 12 and -30 + 12; household 1500 - 0 and 1500 - 2100
    assert result["epv_basis_heat_demand_margin_kwh_per_m2"] == pytest.approx(13.0)
    assert result["epv_hoogwaardig_heat_demand_margin_kwh_per_m2"] == pytest.approx(-10.0)
    assert result["epv_basis_ep2_margin_kwh_per_m2"] == pytest.approx(12.0)
    assert result["epv_hoogwaardig_ep2_margin_kwh_per_m2"] == pytest.approx(-18.0)
    assert result["epv_basis_household_margin_kwh"] == pytest.approx(1500.0)
    assert result["epv_hoogwaardig_household_margin_kwh"] == pytest.approx(-600.0)
    assert result["epv_shortfall_kwh_per_m2"] == 0.0


def test_shortfall_is_the_heat_demand_above_the_lowest_open_class(verdict):
    assert verdict(50.0, 0.0, 1.0)["epv_shortfall_kwh_per_m2"] == pytest.approx(7.0)
    assert verdict(50.0, 0.0, 1.0, build_year=2020)["epv_shortfall_kwh_per_m2"] == pytest.approx(20.0)
