"""The findings as a table and as a workbook."""

import zipfile
from importlib.resources import files

import pytest
from python_calamine import CalamineWorkbook

from nulopdemeter.stock import (
    findings_table,
    grouped_findings,
    read_stock,
    sum_line,
    write_findings_xlsx,
)

DAMAGED = files("nulopdemeter.stock") / "data" / "demo_stock_damaged.csv"


@pytest.fixture(scope="module")
def stock():
    return read_stock(str(DAMAGED))


def test_the_table_has_a_row_for_every_finding(stock):
    table = findings_table(stock, "nl")
    assert list(table) == ["row", "dwelling_id", "column", "value", "severity", "code", "message", "remedy"]
    assert len(table) == len(stock.findings)
    label = table[table["value"] == "H"].iloc[0]
    assert stock.raw.loc[int(label["row"]) - 2, "energielabel"] == "H"
    assert label["dwelling_id"] == stock.raw.loc[int(label["row"]) - 2, "vhe_nummer"]
    assert label[["column", "severity", "code"]].tolist() == ["energielabel", "let op", "NOM-N122"]
    assert label["message"] == "energielabel H wordt niet herkend en is niet gebruikt."


def test_repeats_are_counted_together_errors_first(write):
    rows = [{"woningtype": "rijtjeshuis"}] * 3 + [{"bouwjaar": ""}] * 2
    groups = grouped_findings(read_stock(write(*rows)).findings, "en")
    assert groups.loc[0, ["severity", "code", "n", "first_row"]].tolist() == ["error", "NOM-E101", 2, "5"]
    repaired = groups[groups["code"] == "NOM-R102"].iloc[0]
    assert repaired[["column", "n", "example"]].tolist() == ["woningtype", 3, "rijtjeshuis"]


def test_the_sum_line_adds_up(stock):
    assert sum_line(stock, "nl") == "200 rijen in het bestand = 184 geaccepteerd + 16 afgekeurd"
    assert sum_line(stock, "en") == "200 rows in the file = 184 accepted + 16 rejected"


@pytest.mark.parametrize(
    ("lang", "names"),
    [("nl", ["Samenvatting", "Meldingen", "Uw rijen"]), ("en", ["Summary", "Findings", "Your rows"])],
)
def test_the_workbook_has_summary_list_and_the_users_rows(stock, tmp_path, lang, names):
    path = write_findings_xlsx(stock, tmp_path / "findings.xlsx", lang)
    book = CalamineWorkbook.from_path(str(path))
    assert book.sheet_names == names
    summary = book.get_sheet_by_name(names[0]).to_python()
    assert summary[1][0] == sum_line(stock, lang)
    assert len(book.get_sheet_by_name(names[1]).to_python()) == 1 + len(stock.findings)
    own = book.get_sheet_by_name(names[2]).to_python()
    damaged = sorted({f.row for f in stock.findings if f.row >= 0})
    assert own[1][1:] == list(stock.raw)
    assert [row[0] for row in own[2:]] == [row + 2 for row in damaged]
    assert [row[1:] for row in own[2:]] == stock.raw.loc[damaged].to_numpy().tolist()


def test_the_wrong_cell_is_coloured_and_says_why(write, tmp_path):
    stock = read_stock(write({}, {"energielabel": "H"}))
    path = write_findings_xlsx(stock, tmp_path / "findings.xlsx", "en")
    with zipfile.ZipFile(path) as book:
        comments = book.read("xl/comments1.xml").decode()
        rows = book.read("xl/worksheets/sheet3.xml").decode()
        styles = book.read("xl/styles.xml").decode()
    assert "energielabel H is not recognised" in comments
    assert 'ref="H3"' in comments
    assert '<c r="H3" s="' in rows
    assert "FFFBD9A5" in styles


def test_a_cell_that_looks_like_a_formula_stays_text(write, tmp_path):
    stock = read_stock(write({"complex": "=1+1", "bouwjaar": ""}))
    path = write_findings_xlsx(stock, tmp_path / "findings.xlsx", "nl")
    with zipfile.ZipFile(path) as book:
        assert "<f>" not in book.read("xl/worksheets/sheet3.xml").decode()


def test_findings_without_a_stock_are_written_too(stock, tmp_path):
    path = write_findings_xlsx(stock.findings, tmp_path / "findings.xlsx", "nl")
    assert CalamineWorkbook.from_path(str(path)).sheet_names == ["Samenvatting", "Meldingen"]
