"""Which rows are kept, which are rejected, and what comes along."""

import pytest

from nulopdemeter.errors import InputError, Severity
from nulopdemeter.stock import read_columns, read_stock


def test_only_key_type_year_and_area_reject_a_dwelling(write):
    optional = {
        "postcode": "x1",
        "bag_vbo_id": "1",
        "ligging": "zolder",
        "bouwlagen": "veel",
        "energielabel": "Z",
        "labeldatum": "gisteren",
        "rc_gevel": "-1",
        "ventilatie": "kier",
        "verwarming": "turf",
        "warm_water": "ketel op vuur",
        "gas": "1e9",
        "orientatie": "boven",
        "kale_huur": "gratis",
        "asbest": "misschien",
        "aansluiting": "dik",
        "aantal": "half",
    }
    stock = read_stock(write({"woningtype": "portiekflat", **optional}))
    assert len(stock.rows) == 1
    found = [f for f in stock.findings if f.row >= 0]
    assert {f.column for f in found} == set(optional)
    assert {f.severity for f in found} == {Severity.NOTE}


@pytest.mark.parametrize("heading", ["vhe_nummer", "woningtype", "bouwjaar", "gebruiksoppervlakte_m2"])
def test_a_missing_required_value_rejects_the_row(write, heading):
    stock = read_stock(write({}, {heading: ""}, {}))
    assert stock.rows.index.tolist() == [0, 2]
    assert stock.rejected["row"].tolist() == [1]
    assert stock.rejected["reason"].tolist() == ["NOM-E101"]


def test_says_everything_about_a_row_at_once(write):
    row = {"vhe_nummer": "", "woningtype": "", "bouwjaar": "59", "gebruiksoppervlakte_m2": "-1", "gas": "-5"}
    found = [f.code for f in read_stock(write(row, {})).findings if f.row == 0]
    assert found == ["NOM-E101", "NOM-E101", "NOM-E133", "NOM-E134", "NOM-N134"]


def test_keeps_the_first_of_two_equal_keys_and_names_its_row(write):
    stock = read_stock(write({}, {"vhe_nummer": "100201"}, {"vhe_nummer": "100201"}))
    assert stock.rows.index.tolist() == [0]
    assert [(f.code, f.place, f.values["first"]) for f in stock.findings if f.row >= 0] == [
        ("NOM-E104", "3", "2"),
        ("NOM-E104", "4", "2"),
    ]


def test_a_total_a_note_and_a_repeated_heading_are_rejected_and_counted(write_text):
    head, row = "vhe_nummer;woningtype;bouwjaar;gbo", "1;tussenwoning;1968;84,5"
    text = f"{head}\n{row}\n{head}\n2{row[1:]}\nTotaal;;;169,0\n;;Gemiddeld;84,5\nBron: administratie;;;\n"
    stock = read_stock(write_text(text))
    assert stock.n_rows_in == 6
    assert stock.rejected["reason"].tolist() == ["NOM-E107", "NOM-E105", "NOM-E105", "NOM-E106"]
    assert stock.rows["dwelling_id"].tolist() == ["1", "2"]


@pytest.mark.parametrize(
    "row", [";Totaal;;84,5", "Totaal;2;1968;84,5", "Gemiddelde:;;1968;84,5", ";;;Som 169"]
)
def test_a_total_is_known_in_any_of_the_columns(write_text, row):
    stock = read_stock(write_text(f"vhe_nummer;woningtype;bouwjaar;gbo\n1;tussenwoning;1968;84,5\n{row}\n"))
    assert stock.rejected["reason"].tolist() == ["NOM-E105"]


def test_a_unit_whose_name_begins_like_a_total_is_no_total(write):
    stock = read_stock(write({"complex": "Somerset", "vhe_nummer": "somer-1"}))
    assert len(stock.rows) == 1


def test_counts_rows_as_a_spreadsheet_does(write_text):
    head, row = "vhe_nummer;woningtype;bouwjaar;gbo", "tussenwoning;1968;84,5"
    text = f"Overzicht\n\n{head}\n1;{row}\n;;;\n2;paviljoen;1968;84,5\n"
    stock = read_stock(write_text(text))
    (finding,) = (f for f in stock.findings if f.code == "NOM-E122")
    assert (finding.place, finding.row) == ("6", 1)


def test_carries_unknown_columns_through_untouched(write):
    stock = read_stock(write({"wijkteam": "0012", "opmerking": " 1,50 "}, {"bouwjaar": ""}))
    assert list(stock.carried) == ["wijkteam", "opmerking"]
    assert stock.carried.loc[0].tolist() == ["0012", "1,50"]
    assert len(stock.carried) == 2


def test_every_canonical_column_is_there_with_its_type(write):
    rows = read_stock(write({})).rows
    kinds = {"str": "str", "int": "int64", "float": "float64"}
    assert {name: str(rows[name].dtype) for name in rows} == {
        name: kinds[column.dtype] for name, column in read_columns().items()
    }


def test_uses_only_the_required_values_of_a_row_whose_cells_have_shifted(write):
    stock = read_stock(write({"complex": "C014; Bloemenbuurt", "woningtype": "tussenwoning"}, {}, {}))
    assert stock.rejected["row"].tolist() == [0]
    late = read_stock(write({"energielabel": "E;oud"}, {}, {}))
    assert late.rows["net_rent_eur_per_month"].isna().tolist() == [True, False, False]


def test_a_note_with_a_line_break_stays_one_cell(write_text):
    text = 'vhe_nummer;opmerking;woningtype;bouwjaar;gbo\n1;"eerste;\ntweede";tussenwoning;1968;84,5\n'
    stock = read_stock(write_text(text))
    assert stock.carried["opmerking"].tolist() == ["eerste;\ntweede"]


def test_an_unclosed_quotation_mark_swallows_no_rows(write_text):
    rows = "".join(
        f"{i};tussenwoning;1968;84,5;{street}\n" for i, street in enumerate(['"t Zand', "Dam", "Brink"])
    )
    stock = read_stock(write_text(f"vhe_nummer;woningtype;bouwjaar;gbo;straat\n{rows}"))
    assert len(stock.rows) == 3


def test_gives_an_unnamed_last_column_a_name_rather_than_doubt_every_row(write_text):
    text = "vhe_nummer;woningtype;bouwjaar;gbo\n1;tussenwoning;1968;84,5;ja\n2;tussenwoning;1968;84,5;nee\n"
    stock = read_stock(write_text(text))
    assert stock.carried["column 5"].tolist() == ["ja", "nee"]


@pytest.mark.parametrize("text", ["", "\n\n", "\ufeff"])
def test_an_empty_file_is_an_input_error(write_text, text):
    with pytest.raises(InputError) as caught:
        read_stock(write_text(text))
    assert [f.code for f in caught.value.findings] == ["NOM-E002"]


def test_a_binary_file_under_a_csv_name_is_an_input_error(write_text):
    with pytest.raises(InputError) as caught:
        read_stock(write_text(bytes(range(256)) * 4))
    assert [f.code for f in caught.value.findings] == ["NOM-E003"]


def test_a_broken_workbook_is_an_input_error(write_text):
    with pytest.raises(InputError) as caught:
        read_stock(write_text(b"PK\x03\x04 and then nothing", "stock.xlsx"))
    assert [f.code for f in caught.value.findings] == ["NOM-E003"]


def test_a_folder_is_an_input_error(tmp_path):
    with pytest.raises(InputError, match="does not exist"):
        read_stock(tmp_path)
