"""The page about residents says what the tables say."""

import pytest

from nulopdemeter.engine.tables import read_table
from tests.resident_years import FIVE, PENSIONER, TABLES, file_year, year_of
from tests.resident_years import PAGE as PATH

PAGE = PATH.read_text(encoding="utf-8")
TYPE_COLUMNS = (
    "persons", "set_day_c", "night_setback_k", "away_setback_k", "heated_frac", "bedroom_day_c", "bedroom_night_c",
    "hot_water_l_per_day", "electricity_factor", "standby_frac", "light_frac", "vents_factor", "airing_factor",
)  # fmt: skip


def line(*cells):
    return "| " + " | ".join(cells) + " |"


def test_household_types_are_those_of_the_table():
    for row in read_table("household_types"):
        assert line(f"`{row['household_type']}`", *(row[c] for c in TYPE_COLUMNS)) in PAGE


def test_the_spread_is_that_of_the_table():
    for row in read_table("residents_spread"):
        cells = (row[c] for c in ("p10", "p50", "p90", "distribution", "status"))
        assert line(f"`{row['parameter']}`", *cells) in PAGE


def test_correlations_are_those_of_the_table():
    for row in read_table("residents_correlation"):
        assert f"- `{row['parameter']}` and `{row['other']}` {row['correlation']}" in PAGE


@pytest.mark.parametrize("name", TABLES)
def test_the_years_on_the_page_are_those_of_the_engine(name):
    """``python -m tests.resident_years`` brings the page in step."""
    assert TABLES[name]() in PAGE


@pytest.mark.parametrize("who", [FIVE, PENSIONER])
def test_a_nom_home_as_a_file_is_as_warm_in_summer_as_in_a_stock(who):
    stock_h = year_of(*who)[1].loc["nom", "overheating_h"]
    file_h, shut_h = (file_year(*who, opens=opens)["overheating_h"] for opens in (True, False))
    assert file_h == pytest.approx(stock_h, rel=0.25)
    assert shut_h > 4.0 * file_h
