"""The page about residents says what the tables say."""

from pathlib import Path

from nulopdemeter.engine.tables import read_table

PAGE = (Path(__file__).parents[2] / "docs" / "residents.md").read_text(encoding="utf-8")
TYPE_COLUMNS = (
    "persons", "set_day_c", "night_setback_k", "away_setback_k", "heated_frac", "hot_water_l_per_day",
    "electricity_factor", "standby_frac", "light_frac", "vents_factor", "airing_factor",
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
