"""Rent after works, huurtoeslag and EPV, recomputed by hand."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from nulopdemeter.housing_cost import epv_fee, huurtoeslag, income_eur_per_year, rent_after

ON = date(2026, 12, 1)


def allowance(rent, size, income, on=ON):
    return huurtoeslag(np.array([rent]), np.array([size]), np.array([income]), on)[0]


@pytest.mark.parametrize(
    ("rent", "size", "income", "expected"),
    [
        # below the basic rent of 202.52 nothing; one euro above it one euro
        (202.52, 1, 20_000, 0.0),
        (203.52, 1, 20_000, 1.0),
        # at the quality limit: 498.20 - 202.52
        (498.20, 1, 20_000, 295.68),
        # 295.68 + 0.65 x (640 - 498.20)
        (640.0, 1, 20_000, 295.68 + 92.17),
        # the same with 25 000 EUR: - 0.27 x (25 000 - 23 425)/12 = - 35.4375
        (640.0, 1, 25_000, 295.68 + 92.17 - 35.4375),
        # two persons: basic rent 200.71
        (640.0, 2, 31_500, 297.49 + 92.17),
        # 0.22 x (40 000 - 31 500)/12 = 155.8333
        (640.0, 2, 40_000, 297.49 + 92.17 - 155.8333),
        # above the capping limit of 713.02: 0.65 x 214.82 + 0.40 x (800 - 713.02)
        (800.0, 2, 30_000, 297.49 + 139.633 + 34.792),
        # three persons: capping limit 764.14: 0.65 x 265.94 + 0.40 x (800 - 764.14)
        (800.0, 3, 30_000, 297.49 + 172.861 + 14.344),
        # rent above 932.93 counts as 932.93
        (1500.0, 1, 20_000, 295.68 + 139.633 + 0.40 * 219.91),
        # income so high that nothing is left
        (640.0, 1, 45_000, 0.0),
    ],
)
def test_huurtoeslag_of_2026(rent, size, income, expected):
    assert allowance(rent, size, income) == pytest.approx(expected, abs=1e-3)


def test_huurtoeslag_of_2027_uses_its_own_figures():
    # basic rent 202.52 x 1.035 = 209.61, quality limit 498.20 x 1.035 = 515.64
    assert allowance(515.64, 1, 20_000, date(2027, 1, 1)) == pytest.approx(515.64 - 209.61)


@pytest.mark.parametrize(
    ("size", "income"),
    [(1.0, 23_000), (1.49, 23_000), (1.5, 30_000), (2.49, 30_000), (2.5, 34_000), (5.0, 34_000)],
)
def test_assumed_income_by_household(size, income):
    assert income_eur_per_year(np.array([size]), ON)[0] == income
    assert income_eur_per_year(np.array([size]), date(2027, 1, 1))[0] == pytest.approx(1.035 * income)


def test_the_turn_of_the_year_brings_a_large_household_little_huurtoeslag():
    # three persons, rent 640: 2026 389.66 - 0.22 x (34 000 - 31 500)/12 = 343.83
    # 2027 388.74 - 0.22 x (35 190 - 32 602)/12 = 341.30; with an income that stood still it would rise to 363.11
    allowances = []
    for on in (ON, date(2027, 1, 1)):
        size = np.array([3.0])
        allowances.append(huurtoeslag(np.array([640.0]), size, income_eur_per_year(size, on), on)[0])
    assert allowances == pytest.approx([343.827, 341.297], abs=0.01)


def test_insulation_does_not_raise_the_rent(table):
    rows = table({"measure_wall": True, "measure_window": True}, {})
    assert rent_after(rows, ON)["rent_eur_per_month"].tolist() == [640.0, 640.0]


def test_a_missing_rent_is_the_average_of_that_date_and_says_so(table):
    rows = table({"net_rent_eur_per_month": np.nan}, {})
    result = rent_after(rows, ON)
    assert result["rent_eur_per_month"].tolist() == [665.0, 640.0]
    assert result["rent_origin"].tolist() == ["default", "row"]
    assert rent_after(rows, date(2025, 8, 1))["rent_eur_per_month"][0] == 640.0


def test_epv_is_asked_only_where_something_is_renovated_and_the_class_allows_it(table):
    rows = table({"measure_pv": True}, {}, {"measure_pv": True})
    law = pd.DataFrame(
        {"epv_class": ["hoogwaardig", "hoogwaardig", "none"], "epv_max_eur_per_month": [183.0, 183.0, 0.0]}
    )
    assert epv_fee(rows, law, ON).tolist() == [183.0, 0.0, 0.0]
