"""The columns of the outcome are documented, in two languages, and the page says what the data say."""

import csv
import io
from pathlib import Path

import pytest

from nulopdemeter.report.columns import describe_column
from nulopdemeter.run.columns import columns_text, output_columns
from nulopdemeter.run.pages import output_columns_page, output_columns_table, refresh_output_page
from tests.unit.unit_suffixes import CLOSED, RARE, ending, plain

PAGE = Path(__file__).parents[3] / "docs" / "output.md"
ROWS = list(csv.DictReader(io.StringIO(columns_text())))
STAGES = {"stock", "dwelling", "balance", "regulation", "housing_cost", "investment", "run"}


def test_the_page_is_in_step_with_the_data():
    page = PAGE.read_text(encoding="utf-8")
    assert output_columns_table() in page, "run nulopdemeter.run.pages.refresh_output_page('docs/output.md')"
    assert output_columns_page(page) == page


def test_an_old_page_is_brought_in_step(tmp_path):
    page = tmp_path / "output.md"
    page.write_text("before\n<!-- columns -->\noutdated\n<!-- end columns -->\nafter\n", encoding="utf-8")
    refresh_output_page(page)
    text = page.read_text(encoding="utf-8")
    assert text.startswith("before\n<!-- columns -->\n| column |")
    assert "outdated" not in text
    assert text.endswith("<!-- end columns -->\nafter\n")


def test_the_table_has_a_line_for_every_column():
    lines = output_columns_table().splitlines()
    assert len(lines) == 2 + len(output_columns())
    assert {line.count("|") for line in lines} == {7}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["column"])
def test_every_column_is_documented_in_both_languages(row):
    assert row["stage"] in STAGES
    for lang in ("nl", "en"):
        assert 0 < len(row[f"heading_{lang}"]) < 60
        assert row[f"description_{lang}"].endswith(".")
        assert row[f"heading_{lang}"] != row["column"]
    assert row["description_nl"] != row["description_en"]


def test_no_two_columns_have_the_same_heading():
    for lang in ("nl", "en"):
        headings = [row[f"heading_{lang}"] for row in ROWS]
        assert len(set(headings)) == len(headings)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["column"])
def test_the_unit_is_the_one_the_name_ends_in(row):
    found = ending(row["column"])
    units = (CLOSED.get(found) or RARE[found]) if found else {""}
    assert plain(row["unit"]) in units


def test_truth_and_words_have_no_unit():
    assert all(row["unit"] == "" for row in ROWS if row["dtype"] in ("bool", "str"))


def test_the_report_shows_the_documented_heading():
    assert describe_column("net_kwh", "nl").heading == "Saldo op de meter"
    assert describe_column("net_kwh", "en").unit == "kWh"
