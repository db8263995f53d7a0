"""The documentation says what the data files say."""

import csv
from importlib.resources import files
from pathlib import Path

import pytest

from nulopdemeter.parameters import read_figures
from nulopdemeter.stock import read_columns, read_stock, write_template
from nulopdemeter.stock.page import codes_table, columns_table, refreshed

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "docs" / "stock.md"


def test_the_page_is_in_step_with_the_data_files():
    page = PAGE.read_text(encoding="utf-8")
    for table in (columns_table, codes_table):
        for lang in ("en", "nl"):
            assert table(lang) in page, "run nulopdemeter.stock.refresh_page('docs/stock.md')"
    assert refreshed(page) == page


def test_the_columns_table_has_a_line_for_every_column():
    for lang in ("en", "nl"):
        lines = columns_table(lang).splitlines()
        assert len(lines) == 2 + len(read_columns())
        assert {line.count("|") for line in lines} == {6}


def test_required_columns_are_marked():
    marked = [line.split("`")[1] for line in columns_table("en").splitlines() if "**" in line]
    assert marked == ["dwelling_id", "dwelling_type", "build_year", "floor_area_m2"]


def test_every_source_is_described():
    headings = (ROOT / "docs" / "sources" / "stock.md").read_text(encoding="utf-8").splitlines()
    known = {line.removeprefix("## ") for line in headings if line.startswith("## ")}
    used = {column.source for column in read_columns().values()}
    used |= {figure.source for table in ("stock_checks", "stock_demo") for figure in read_figures(table)}
    stage = files("nulopdemeter.stock")
    tables = [
        stage / "words.csv",
        *(stage / "data" / f"demo_{name}.csv" for name in ("complexes", "names", "damage")),
    ]
    for table in tables:
        with table.open(encoding="utf-8") as lines:
            used |= {row["source"] for row in csv.DictReader(lines)}
    assert used == known


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_template_has_a_heading_for_every_column(tmp_path, lang):
    path = write_template(tmp_path / "template.csv", lang)
    with path.open("a", encoding="utf-8") as lines:
        lines.write("1;tussenwoning;1968;84,5\n")
    stock = read_stock(path)
    assert set(stock.headings) == set(read_columns())
    assert len(stock.rows) == 1
