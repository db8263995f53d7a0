"""The same stock, however Excel and its users saved it."""

import csv
import io

import pandas as pd
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nulopdemeter.errors import InputError, Severity
from nulopdemeter.stock import demo_stock, read_columns, read_stock
from nulopdemeter.stock.columns import meaning

DEMO = demo_stock(40)
NUMBERS = [h for h in DEMO if meaning(h) and read_columns()[meaning(h)[0]].reading == "number"]


def as_csv(frame: pd.DataFrame, separator: str = ";", point: bool = False, grouped: bool = False) -> str:
    frame = frame.copy()
    for heading in NUMBERS:
        if grouped:
            frame[heading] = [group(text) for text in frame[heading]]
        if point:
            frame[heading] = [text.translate(str.maketrans(",.", ".,")) for text in frame[heading]]
    return frame.to_csv(sep=separator, index=False, lineterminator="\r\n")


def group(text: str) -> str:
    """Put a point between thousands, as a formatted Dutch cell shows them."""
    whole, comma, rest = text.partition(",")
    return f"{int(whole):,}".replace(",", ".") + comma + rest if whole.isdigit() else text


@pytest.fixture(scope="module")
def demo_hash(tmp_path_factory):
    path = tmp_path_factory.mktemp("demo") / "stock.csv"
    path.write_text(as_csv(DEMO), encoding="utf-8", newline="")
    return read_stock(path).content_hash


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("point", [False, True])
@pytest.mark.parametrize("grouped", [False, True])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_the_way_of_saving_changes_nothing(write_text, demo_hash, separator, point, grouped, encoding):
    stock = read_stock(write_text(as_csv(DEMO, separator, point, grouped).encode(encoding)))
    assert stock.content_hash == demo_hash


def test_letters_outside_ascii_survive_every_encoding(write):
    rows = [{"complex": "C001 Coöperatiehof"}]
    path = write(*rows)
    hashes = set()
    for encoding in ("utf-8", "utf-8-sig", "cp1252", "utf-16"):
        again = path.with_name(f"{encoding}.csv")
        again.write_bytes(path.read_text(encoding="utf-8").encode(encoding))
        stock = read_stock(again)
        assert stock.rows["complex_id"].tolist() == ["C001 Coöperatiehof"]
        hashes.add(stock.content_hash)
    assert len(hashes) == 1


def test_a_separator_line_for_excel_and_lines_above_the_headings_change_nothing(write_text, demo_hash):
    assert read_stock(write_text("sep=;\r\n" + as_csv(DEMO))).content_hash == demo_hash
    above = "PublicatieDatum;20261101\r\nLaatstVerwerkteMutatievolgnummer;9\r\n"
    assert read_stock(write_text(above + as_csv(DEMO))).content_hash == demo_hash


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_the_line_end_changes_nothing(write_text, demo_hash, line_end):
    assert read_stock(write_text(as_csv(DEMO).replace("\r\n", line_end))).content_hash == demo_hash


def test_a_lost_leading_zero_and_another_date_form_change_nothing(write_text, demo_hash):
    frame = DEMO.copy()
    frame["bag_vbo_id"] = frame["bag_vbo_id"].str.lstrip("0")
    frame["labeldatum"] = [
        "-".join(reversed(text.split("-"))) if text else "" for text in frame["labeldatum"]
    ]
    assert read_stock(write_text(as_csv(frame))).content_hash == demo_hash


def test_headings_in_other_words_and_order_change_nothing(write_text, demo_hash):
    frame = DEMO.rename(columns={"vhe_nummer": "VHE nr", "woningtype": "Type woning", "gas_m3_jr": "Gas"})
    assert read_stock(write_text(as_csv(frame[frame.columns[::-1]]))).content_hash == demo_hash


def test_a_workbook_with_numbers_and_dates_changes_nothing(tmp_path, demo_hash):
    path = tmp_path / "stock.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for place, heading in enumerate(DEMO):
            sheet.write_string(0, place, heading)
            for at, text in enumerate(DEMO[heading], start=1):
                if heading in NUMBERS or heading in ("bouwjaar", "vhe_nummer"):
                    if text:
                        sheet.write_number(at, place, float(text.replace(",", ".")))
                else:
                    sheet.write_string(at, place, text)
    assert read_stock(path).content_hash == demo_hash


def test_a_changed_value_or_a_lost_row_changes_the_hash(write_text, demo_hash):
    frame = DEMO.copy()
    frame.loc[3, "kale_huur"] = "601,00"
    assert read_stock(write_text(as_csv(frame))).content_hash != demo_hash
    assert read_stock(write_text(as_csv(DEMO.iloc[:-1]))).content_hash != demo_hash


CELLS = st.one_of(
    st.sampled_from(
        ["", "-", "1.092", "63.0", "1,2,3", "#N/B", "Totaal", "3,63E+14", "–5", "84,5 m²", "garage"]
    ),
    st.text(alphabet=st.characters(codec="cp1252", exclude_categories=["Cs", "Cc"]), max_size=12),
    st.floats(allow_nan=True).map(str),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    changes=st.lists(st.tuples(st.integers(0, 11), st.integers(0, 60), CELLS), max_size=25),
    separator=st.sampled_from([";", ",", "\t"]),
    encoding=st.sampled_from(["utf-8-sig", "cp1252"]),
    cut=st.integers(0, 3),
)
def test_every_row_is_accounted_for_whatever_stands_in_it(tmp_path, changes, separator, encoding, cut):
    rows = [list(DEMO.columns), *DEMO.iloc[:12].to_numpy().tolist()]
    for at, place, text in changes:
        rows[1 + at][place % len(rows[0])] = text
    rows[-1] = rows[-1][: len(rows[-1]) - cut]
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows(rows)
    path = tmp_path / "stock.csv"
    path.write_bytes(out.getvalue().encode(encoding))
    stock = read_stock(path)
    n_empty = sum(not any(cell.strip() for cell in row) for row in rows)
    assert stock.n_rows_in == len(stock.rows) + len(stock.rejected) == 12 - n_empty
    assert all(stock.rejected["reason"] != "")
    rejecting = {f.row for f in stock.findings if f.severity is Severity.ERROR}
    assert rejecting == set(stock.rejected["row"])
    assert stock.rows["dwelling_id"].is_unique
    for name, column in read_columns().items():
        if column.reading in ("number", "year", "compass"):
            given_values = stock.rows[name].dropna()
            assert given_values.between(column.min, column.max).all()
        elif column.allowed:
            assert set(stock.rows[name].dropna()) <= set(column.allowed)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.one_of(st.binary(max_size=200), st.text(max_size=200).map(str.encode)))
def test_any_bytes_at_all_give_a_stock_or_an_input_error(tmp_path, data):
    path = tmp_path / "stock.csv"
    path.write_bytes(data)
    with pytest.raises(InputError):
        read_stock(path)
