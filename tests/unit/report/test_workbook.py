import zipfile

import pytest
from python_calamine import CalamineWorkbook

from nulopdemeter.report import write_stock_xlsx
from nulopdemeter.report.columns import describe_column
from nulopdemeter.report.workbook import DWELLING_COLUMNS
from nulopdemeter.summary import summarise, with_changes
from tests.unit.report.synthetic import PACKAGES, synthetic_results

COUNTS = {"rows_in": 200, "computed": 196, "rejected": 3, "failed": 1}


@pytest.fixture(scope="module")
def results():
    return synthetic_results()


@pytest.fixture(scope="module")
def books(results, tmp_path_factory):
    folder = tmp_path_factory.mktemp("workbook")
    summary = summarise(results)
    for lang in ("nl", "en"):
        write_stock_xlsx(results, summary, folder / f"{lang}.xlsx", lang, COUNTS)
    return {lang: CalamineWorkbook.from_path(str(folder / f"{lang}.xlsx")) for lang in ("nl", "en")}


def sheet(book, name):
    """Headings, canonical names and rows by canonical name."""
    rows = book.get_sheet_by_name(name).to_python()
    return rows[0], rows[1], [dict(zip(rows[1], row, strict=True)) for row in rows[2:]]


def test_the_sheets_are_called_in_the_language(books):
    assert books["nl"].sheet_names[:3] == ["Samenvatting", "Woningen", "Pakketten"]
    assert books["en"].sheet_names[:3] == ["Summary", "Dwellings", "Packages"]


def test_every_dwelling_and_package_has_its_row(books, results):
    _, names, rows = sheet(books["nl"], "Woningen")
    assert len(rows) == len(results) == 200 * len(PACKAGES)
    shown = [c for c in DWELLING_COLUMNS if c in with_changes(results)]
    assert names[: len(shown)] == shown


def test_cells_are_numbers_truths_and_words(books, results):
    _, _, rows = sheet(books["nl"], "Woningen")
    expected = with_changes(results)
    for place in (0, 1, 700):
        for column in ("floor_area_m2", "net_kwh", "investment_mid_eur", "change_no_netting_eur_per_month"):
            assert isinstance(rows[place][column], float)
            assert rows[place][column] == pytest.approx(expected[column].iloc[place], abs=1e-4)
        assert isinstance(rows[place]["is_nom"], bool)
        assert isinstance(rows[place]["dwelling_id"], str)


def test_what_was_not_computed_is_an_empty_cell(books):
    _, _, rows = sheet(books["nl"], "Woningen")
    rejected = [row for row in rows if row["status"] == "afgekeurd"]
    assert len(rejected) == 3 * len(PACKAGES)
    assert all(row["net_kwh"] == "" and row["is_nom"] == "" for row in rejected)


def test_no_number_is_stored_as_text(books):
    for name in books["nl"].sheet_names[1:-1]:
        _, names, rows = sheet(books["nl"], name)
        for column in (n for n in names if n.endswith(("_eur", "_kwh", "_frac", "_kw", "_per_month"))):
            assert {type(row[column]) for row in rows if row[column] != ""} <= {float}


def test_the_sum_line_stands_on_the_first_sheet(books):
    cells = {row[0]: row[1] for row in books["nl"].get_sheet_by_name("Samenvatting").to_python() if row[0]}
    assert cells["Rijen in het bestand"] == 200
    assert cells["waarvan gerekend"] + cells["waarvan afgekeurd"] + cells["waarvan mislukt"] == 200


def test_the_first_sheet_shows_the_numbers_of_the_summary(books, results):
    rows = books["nl"].get_sheet_by_name("Samenvatting").to_python()
    header = next(row for row in rows if row[0] == "Pakket")
    share = next(row for row in rows if row[0] == "Deel op nul")
    expected = summarise(results).package("nom")["nom_frac"]
    assert share[header.index("Nul op de meter")] == pytest.approx(expected)


def test_headings_and_words_are_in_the_language(books):
    dutch, _, rows = sheet(books["nl"], "Pakketten")
    english, _, _ = sheet(books["en"], "Packages")
    assert "Rijen gerekend" in dutch
    assert "Rows computed" in english
    assert rows[-1]["package"] == "Nul op de meter"


def test_the_headings_stay_in_sight_and_can_be_filtered(results, tmp_path):
    path = tmp_path / "stock.xlsx"
    write_stock_xlsx(results, summarise(results), path, "nl", COUNTS)
    with zipfile.ZipFile(path) as parts:
        text = parts.read("xl/worksheets/sheet2.xml").decode()
    assert 'state="frozen"' in text
    assert '<autoFilter ref="A2:' in text


def test_a_text_that_looks_like_a_formula_stays_a_text(results, tmp_path):
    path = tmp_path / "stock.xlsx"
    tricky = results.assign(complex_id='=HYPERLINK("http://example.org")')
    write_stock_xlsx(tricky, summarise(tricky), path, "en", COUNTS)
    _, _, rows = sheet(CalamineWorkbook.from_path(str(path)), "Dwellings")
    assert rows[0]["complex_id"] == '=HYPERLINK("http://example.org")'


def test_units_in_dutch_headings_are_dutch():
    assert describe_column("epv_eur_per_month", "nl").unit == "€/mnd"
    assert describe_column("mean_maintenance_eur_per_year", "nl").unit == "€/jr"
    assert describe_column("epv_eur_per_month", "en").unit == "€/month"
    assert "(minder dan 500 kWh van nul)" in describe_column("near_zero_frac", "nl").heading


def test_a_package_of_the_user_has_its_name_in_the_workbook(results, tmp_path):
    path = tmp_path / "stock.xlsx"
    mine = results.assign(package=results["package"].replace({"hybrid": "mijn-pakket"}))
    names = {"mijn-pakket": {"nl": "Dak eerst", "en": "Roof first"}}
    write_stock_xlsx(mine, summarise(mine), path, "nl", COUNTS, names)
    _, _, rows = sheet(CalamineWorkbook.from_path(str(path)), "Pakketten")
    assert "Dak eerst" in [row["package"] for row in rows]
