"""Both sides of every limit of huurtoeslag, segments and rent rises: one cent, one unit, one day."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from nulopdemeter.housing_cost import (
    housing_cost,
    huurtoeslag,
    income_eur_per_year,
    rent_rise_max_eur_per_month,
    rent_segment,
)
from nulopdemeter.parameters import figures, rows_on

CENT = 0.01
YEARS = {2026: date(2026, 12, 1), 2027: date(2027, 1, 1)}
LOW = 15_000.0
# Year, persons: basic rent, quality limit, capping limit, highest rent, income point; worked out beside the code.
LIMITS = {
    (2026, 1): (202.52, 498.20, 713.02, 932.93, 23_425),
    (2026, 2): (200.71, 498.20, 713.02, 932.93, 31_500),
    (2026, 3): (200.71, 498.20, 764.14, 932.93, 31_500),
    (2027, 1): (209.61, 515.64, 737.98, 965.58, 24_245),
    (2027, 2): (207.73, 515.64, 737.98, 965.58, 32_602),
    (2027, 3): (207.73, 515.64, 790.88, 965.58, 32_602),
}


def allowance(rent, size, income=LOW, year=2026, age=None):
    ages = None if age is None else np.array([age])
    return huurtoeslag(np.array([rent]), np.array([size]), np.array([income]), YEARS[year], ages)[0]


def slopes(rent, size, year):
    """What a cent less and a cent more rent does, per cent."""
    at = allowance(rent, size, year=year)
    below, above = allowance(rent - CENT, size, year=year), allowance(rent + CENT, size, year=year)
    return (at - below) / CENT, (above - at) / CENT


@pytest.mark.parametrize(("year", "size"), LIMITS)
def test_each_limit_of_the_rent_turns_the_share_given_back(year, size):
    basic, full, capping, most, _ = LIMITS[year, size]
    assert slopes(basic, size, year) == pytest.approx((0.0, 1.0), abs=1e-6)
    assert slopes(full, size, year) == pytest.approx((1.0, 0.65), abs=1e-6)
    assert slopes(capping, size, year) == pytest.approx((0.65, 0.40), abs=1e-6)
    assert slopes(most, size, year) == pytest.approx((0.40, 0.0), abs=1e-6)


@pytest.mark.parametrize(("year", "size"), LIMITS)
def test_the_allowance_falls_from_the_first_euro_above_the_income_point(year, size):
    point, share = LIMITS[year, size][-1], 0.27 if size == 1 else 0.22
    at = allowance(600.0, size, point, year)
    assert allowance(600.0, size, point - 1.0, year) == pytest.approx(at)
    assert allowance(600.0, size, point + 12.0, year) == pytest.approx(at - share)


def test_a_second_person_begins_at_one_and_a_half_and_a_third_at_two_and_a_half():
    assert allowance(600.0, 1.49) == allowance(600.0, 1.0) != allowance(600.0, 1.5)
    assert allowance(750.0, 2.49) == allowance(750.0, 2.0) != allowance(750.0, 2.5)


@pytest.mark.parametrize(("age", "counted"), [(20, 498.20), (21, 800.0), (22, 800.0), (np.nan, 800.0)])
def test_from_the_age_of_21_the_whole_rent_counts(age, counted):
    assert allowance(800.0, 1, age=age) == pytest.approx(allowance(counted, 1))


def test_the_amounts_change_with_the_year_and_not_a_day_before():
    one = np.array([1.0])
    values = [
        huurtoeslag(np.array([500.0]), one, np.array([LOW]), on)[0]
        for on in (date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1))
    ]
    assert values[0] == values[1] == pytest.approx(295.68 + 0.65 * 1.80)
    assert values[2] == pytest.approx(500.0 - 209.61)
    assert income_eur_per_year(one, date(2026, 12, 31))[0] == 23_000


@pytest.mark.parametrize(
    ("on", "social", "middle"),
    [
        (date(2024, 7, 1), 879.66, 1157.95),
        (date(2024, 12, 31), 879.66, 1157.95),
        (date(2025, 1, 1), 900.07, 1184.82),
        (date(2025, 12, 31), 900.07, 1184.82),
        (date(2026, 1, 1), 932.93, 1228.07),
        (date(2026, 12, 31), 932.93, 1228.07),
    ],
)
def test_a_cent_parts_social_middle_and_free(on, social, middle):
    rents = np.array([social - CENT, social, social + CENT, middle, middle + CENT, np.nan])
    assert rent_segment(rents, on).tolist() == ["social", "social", "middle", "middle", "free", ""]


@pytest.mark.parametrize(
    ("on", "rent", "share"),
    [
        (date(2025, 6, 30), 600.0, 0.058),
        (date(2025, 7, 1), 600.0, 0.050),
        (date(2026, 6, 30), 600.0, 0.050),
        (date(2026, 7, 1), 600.0, 0.041),
        (date(2027, 6, 30), 600.0, 0.041),
        (date(2025, 12, 31), 1000.0, 0.077),
        (date(2026, 1, 1), 1000.0, 0.061),
        (date(2025, 12, 31), 1500.0, 0.041),
        (date(2026, 1, 1), 1500.0, 0.044),
        (date(2026, 12, 1), 932.93, 0.041),
        (date(2026, 12, 1), 932.94, 0.061),
        (date(2026, 12, 1), 1228.07, 0.061),
        (date(2026, 12, 1), 1228.08, 0.044),
    ],
)
def test_the_highest_rise_follows_day_and_segment(on, rent, share):
    assert rent_rise_max_eur_per_month(np.array([rent]), on)[0] == pytest.approx(share * rent)


def test_a_low_social_rent_may_rise_by_an_amount():
    rents = np.array([349.99, 350.0, 350.01, np.nan])
    rises = rent_rise_max_eur_per_month(rents, date(2026, 12, 1))
    assert rises == pytest.approx([25.0, 0.041 * 350.0, 0.041 * 350.01, np.nan], nan_ok=True)


def test_the_mean_rent_that_stands_in_rises_less_than_the_law_allows():
    days = (date(2024, 7, 1), date(2025, 7, 1), date(2026, 7, 1))
    before = figures("rent", date(2024, 6, 30))["average_rent_eur_per_month"]
    for on in days:
        rent = rows_on("rent", on)["average_rent_eur_per_month"].value
        # Rounded to whole euros.
        assert rent - before <= rent_rise_max_eur_per_month(np.array([before]), on)[0] + 0.5
        before = rent


def test_both_columns_stand_in_the_outcome(table, meter):
    rows = table({}, {"stock_row": 1, "net_rent_eur_per_month": 1000.0})
    law = pd.DataFrame({"epv_class": ["none"] * 2, "epv_max_eur_per_month": [0.0] * 2})
    meters = meter({}, {})
    outcome = housing_cost(rows, meters, law, *YEARS.values(), current=(rows, meters))
    assert outcome["rent_segment"].tolist() == ["social", "middle"]
    assert outcome["rent_rise_max_eur_per_month"].tolist() == pytest.approx([26.24, 61.0])
