"""Workbooks: sheets, dates, truth values and OpenDocument."""

import datetime as dt
import zipfile

import pytest
import xlsxwriter

from nulopdemeter.errors import InputError
from nulopdemeter.stock import read_stock

HEAD = ("VHE nr", "Type woning", "Bouwjaar", "GBO", "Labeldatum", "Asbest", "BAG id")
ROW = (100201.0, "tussenwoning", 1968.0, 84.5, dt.date(2022, 5, 10), True, 363010000123401.0)


@pytest.fixture
def workbook(tmp_path):
    path = tmp_path / "stock.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("Toelichting").write_string(0, 0, "uitleg")
        sheet = book.add_worksheet("Eenheden")
        sheet.write_row(2, 0, HEAD)
        sheet.write_row(3, 0, ROW[:4])
        sheet.write_datetime(3, 4, ROW[4], book.add_format({"num_format": "dd-mm-yyyy"}))
        sheet.write_boolean(3, 5, ROW[5])
        sheet.write_number(3, 6, ROW[6])
        sheet.write_row(4, 0, (100202.0, "tussenwoning", 1968.0, 84.5, "", "", 1234010000123450.0))
    return path


def test_reads_numbers_dates_and_truth_values_as_they_are_meant(workbook):
    row = read_stock(workbook).rows.iloc[0]
    assert row["dwelling_id"] == "100201"
    assert (row["build_year"], row["floor_area_m2"]) == (1968, 84.5)
    assert (row["label_date"], row["asbestos"]) == ("2022-05-10", "yes")
    assert row["bag_vbo_id"] == "0363010000123401"


def test_chooses_the_sheet_with_the_dwellings_and_says_so(workbook):
    (finding,) = (f for f in read_stock(workbook).findings if f.code == "NOM-N008")
    assert (finding.value, finding.values["others"]) == ("Eenheden", "Toelichting")


def test_counts_rows_as_the_sheet_does(workbook):
    repaired = next(f for f in read_stock(workbook).findings if f.code == "NOM-R101")
    assert repaired.place == "4"


def test_refuses_a_bag_number_of_which_excel_lost_the_last_digit(workbook):
    stock = read_stock(workbook)
    assert stock.rows["bag_vbo_id"].isna().tolist() == [False, True]
    assert [f.row for f in stock.findings if f.code == "NOM-N112"] == [1]


def test_a_sheet_that_is_not_there_is_an_input_error_that_names_the_others(workbook):
    with pytest.raises(InputError, match="Toelichting, Eenheden"):
        read_stock(workbook, sheet="Woningen")


def test_the_sheet_that_is_asked_for_is_read(workbook):
    assert len(read_stock(workbook, sheet="Eenheden").rows) == 2
    with pytest.raises(InputError) as caught:
        read_stock(workbook, sheet="Toelichting")
    assert [f.code for f in caught.value.findings] == ["NOM-E004"]


def test_a_workbook_under_a_csv_name_is_read_as_a_workbook(workbook):
    assert len(read_stock(workbook.rename(workbook.with_suffix(".csv"))).rows) == 2


def test_reads_an_opendocument_sheet(tmp_path):
    def cell(value):
        kind = "float" if isinstance(value, float) else "string"
        given = f' office:value="{value}"' if kind == "float" else ""
        return (
            f'<table:table-cell office:value-type="{kind}"{given}><text:p>{value}</text:p></table:table-cell>'
        )

    rows = "".join(
        f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in (HEAD[:4], ROW[:4])
    )
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    sheet = f'<table:table table:name="Blad1">{rows}</table:table>'
    body = f"<office:body><office:spreadsheet>{sheet}</office:spreadsheet></office:body>"
    path = tmp_path / "stock.ods"
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        book.writestr("META-INF/manifest.xml", '<manifest:manifest xmlns:manifest="urn:x"/>')
        book.writestr("content.xml", f"<office:document-content {spaces}>{body}</office:document-content>")
    stock = read_stock(path)
    assert stock.rows[["dwelling_id", "floor_area_m2"]].to_numpy().tolist() == [["100201", 84.5]]
