"""Every shipped figure, table and object says where it comes from, in words that are explained."""

import csv
import math
import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

from nulopdemeter.parameters import read_figures
from nulopdemeter.parameters.figures import STATUSES
from tests.unit.unit_suffixes import CLOSED, COUNTED, RARE, ending, plain

ROOT = Path(__file__).parents[3]
PACKAGE = ROOT / "src" / "nulopdemeter"
PARAMETERS = PACKAGE / "parameters"
FIGURE_COLUMNS = ["parameter", "value", "unit", "source", "place", "valid_from", "status", "note"]
RULE_COLUMNS = [
    "parameter",
    "value",
    "unit",
    "source",
    "place",
    "valid_from",
    "valid_until",
    "status",
    "note",
]
# Tables that describe and hold no figures.
NO_FIGURES = {"output_columns.csv"}
# Names whose last letters are no unit, or whose unit has a sense of its own.
OWN_UNIT = {
    "airing_stack_m_per_s": "m/s per mK",  # C_st of EN 16798-7 is given per metre and kelvin
    "crawl_opening_m": "m2/m",  # opening per metre of perimeter
    "rent_slope_eur_per_m2_month": "EUR/m2 a month",
    "typical_year": "-",
    "vent_at_4_pa": "-",  # how many times the flow at 1 Pa passes at 4 Pa
    "generator_index_min": "-",  # least, not minutes
}
# Label classes, not degrees and grams.
LABEL_CLASS = re.compile(r"wws_(house|flat)_[a-g]$")


def heads(path):
    with path.open(encoding="utf-8-sig") as lines:
        return next(csv.reader(lines))


def data_rows(path):
    with path.open(encoding="utf-8-sig") as lines:
        return list(csv.DictReader(lines))


TABLES = sorted(PARAMETERS.glob("*.csv"))
FIGURES = [path.stem for path in TABLES if heads(path)[:2] == FIGURE_COLUMNS[:2]]
OTHERS = [path for path in TABLES if path.stem not in FIGURES and path.name not in NO_FIGURES]
OUTSIDE = [
    path
    for folder in ("stock", "weather")
    for path in sorted((PACKAGE / folder).rglob("*.csv"))
    if not path.name.startswith("demo_stock")  # a stock file, as a corporation would write it
]
OBJECTS = sorted([*PACKAGE.rglob("*.toml"), *(ROOT / "housing_types").glob("*.toml")])


@pytest.fixture(scope="module")
def keys():
    pages = [path.read_text(encoding="utf-8") for path in (ROOT / "docs" / "sources").glob("*.md")]
    return {key for page in pages for key in re.findall(r"(?m)^## (\S+)$", page)}


def fits(parameter, unit):
    """Say whether a unit is the one the name ends in."""
    if parameter in OWN_UNIT:
        return plain(unit) == OWN_UNIT[parameter]
    if LABEL_CLASS.match(parameter):
        return unit == "points"
    found = ending(parameter)
    if not found:
        return plain(unit) in COUNTED
    return plain(unit) in (CLOSED.get(found) or RARE.get(found, set()))


def sources(value, name=""):
    """Return every ``source`` in an object, however deep."""
    if isinstance(value, dict):
        return [found for key, inner in value.items() for found in sources(inner, key)]
    if isinstance(value, list):
        return [found for inner in value for found in sources(inner, name)]
    return [value] if name == "source" else []


def test_there_is_something_to_check():
    assert len(FIGURES) > 15
    assert len(OTHERS) > 5
    assert len(OBJECTS) > 40


@pytest.mark.parametrize("table", FIGURES)
def test_a_table_of_figures_has_the_known_columns(table):
    assert heads(PARAMETERS / f"{table}.csv") in (FIGURE_COLUMNS, RULE_COLUMNS)
    assert all(None not in row and None not in row.values() for row in data_rows(PARAMETERS / f"{table}.csv"))


@pytest.mark.parametrize("table", FIGURES)
def test_every_figure_is_a_number_with_source_status_and_date(table, keys):
    for figure in read_figures(table):
        assert math.isfinite(figure.value), figure
        assert figure.source in keys, f"{figure.parameter}: {figure.source} is no heading in docs/sources"
        assert figure.status in STATUSES, figure
        assert date(1900, 1, 1) < figure.valid_from < date(2100, 1, 1), figure


@pytest.mark.parametrize("table", FIGURES)
def test_the_unit_of_every_figure_is_the_one_its_name_ends_in(table):
    wrong = [f"{f.parameter} in {f.unit}" for f in read_figures(table) if not fits(f.parameter, f.unit)]
    assert wrong == []


@pytest.mark.parametrize("table", FIGURES)
def test_a_figure_stands_once_for_a_day(table):
    days = [(figure.parameter, figure.valid_from) for figure in read_figures(table)]
    assert len(set(days)) == len(days)


@pytest.mark.parametrize("path", [*OTHERS, *OUTSIDE], ids=lambda path: path.name)
def test_other_tables_name_a_source_in_every_row(path, keys):
    for row in data_rows(path):
        assert row["source"].split()[0] in keys, row
        assert row.get("status", "published") in STATUSES, row


@pytest.mark.parametrize("path", OBJECTS, ids=lambda path: path.name)
def test_every_object_names_its_sources(path, keys):
    found = sources(tomllib.loads(path.read_text(encoding="utf-8")))
    assert found
    assert set(found) <= keys


def test_the_checker_sees_a_unit_that_does_not_fit():
    assert fits("heat_demand_kwh_per_m2", "kWh/m²")
    assert not fits("heat_demand_kwh_per_m2", "MJ/m²")
    assert not fits("room_c", "K")
    assert not fits("recovery_frac", "%")
    assert not fits("cop", "kW")


def test_the_checker_finds_sources_however_deep():
    assert sources({"source": "a", "price": [{"gas": {"source": "b"}}]}) == ["a", "b"]


def test_every_exception_is_needed():
    names = {figure.parameter for table in FIGURES for figure in read_figures(table)}
    assert set(OWN_UNIT) <= names


# Columns of numbers that are plain ratios, counts, or whose unit stands beside them.
# fmt: off
PLAIN = {
    "rank", "efficiency", "factor", "exponent", "hemispherical", "cycling_loss", "cop", "capacity",
    "appliances_weekday", "appliances_weekend", "light", "cooking", "hot_water_weekday", "hot_water_weekend",
    "persons", "electricity_factor", "vents_factor", "airing_factor", "nodes", "dc_ac", "correlation",
    "household_size", "p10", "p50", "p90", "leak_factor", "n_vent_sets", "balanced_rooms", "other_rooms",
    "points", "month", "hour", "life_years", "load_ratio", "to_dwellings",
}
# fmt: on
# Coefficients of performance at 35 and 55 °C, and the nodes of a construction.
PLAIN_PATTERN = re.compile(r"cop\d|node_\d|soil_\d|is_|has_")


def is_number(text):
    try:
        float(text)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize("path", OTHERS, ids=lambda path: path.name)
def test_a_column_of_numbers_names_its_unit_or_is_a_plain_ratio(path):
    rows = data_rows(path)
    words = {"source", "place", "status", "note", "edition", "valid_from", "valid_until"}
    for column in set(heads(path)) - words:
        cells = [row[column] for row in rows if row[column]]
        if not cells or not all(is_number(cell) for cell in cells):
            continue
        # Where a column says the unit of each row, the number needs none of its own.
        is_plain = column in PLAIN or PLAIN_PATTERN.match(column) or "unit" in rows[0]
        assert is_plain or ending(column) in CLOSED or ending(column) in RARE, column
