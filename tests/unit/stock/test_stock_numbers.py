"""Numbers as people type them."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nulopdemeter.stock import read_stock
from nulopdemeter.stock.number_text import decimal_sign, read_number


@pytest.mark.parametrize(
    ("text", "decimal", "value"),
    [
        ("84,5", ",", 84.5),
        ("84.5", ".", 84.5),
        ("1.092,8", ",", 1092.8),
        ("1,092.8", ".", 1092.8),
        ("1.480.000", ",", 1480000),
        ("1.092", ",", 1092),
        ("1.092", ".", 1.092),
        ("1 480", ",", 1480),
        ("1\u00a0480", ",", 1480),
        ("1'480", ",", 1480),
        ("€ 612,40", ",", 612.4),
        ("612,-", ",", 612),
        ("−5", ",", -5),
        ("0,430", ",", 0.43),
        ("1,2E+03", ",", 1200),
        ("84,5 m²", ",", 84.5),
        (".5", ".", 0.5),
    ],
)
def test_reads_a_number(text, decimal, value):
    assert read_number(text, decimal).value == pytest.approx(value, rel=1e-12)


@given(
    cents=st.integers(-(10**10), 10**10),
    decimals=st.sampled_from([1, 2, 4]),
    decimal=st.sampled_from([",", "."]),
    is_grouped=st.booleans(),
    around=st.sampled_from(["{}", " {} ", "€ {}", "{} m²"]),
)
def test_reads_back_every_number_that_is_written_with_its_sign(cents, decimals, decimal, is_grouped, around):
    number = cents / 100
    text = f"{number:,.{decimals}f}" if is_grouped else f"{number:.{decimals}f}"
    text = text.translate(str.maketrans(",.", ".,")) if decimal == "," else text
    assert read_number(around.format(text), decimal).value == float(f"{number:.{decimals}f}")


@pytest.mark.parametrize(("text", "code"), [("1e999", "NOM-N131"), ("9" * 400, "NOM-N131"), ("1e-999", "")])
def test_a_number_beyond_all_bounds_is_outside_the_limits(write, text, code):
    found = [f.code for f in read_stock(write({"gas": text})).findings if f.row >= 0]
    assert found == ([code] if code else [])


@pytest.mark.parametrize("text", ["abc", "1,2,3", "12.34.56", "1.23,4,5", "", "-", "12,5x7", "1.2345.678,9"])
def test_takes_nothing_else_for_a_number(text):
    number = read_number(text, ",")
    assert math.isnan(number.value) or number.unit == "?"


def test_counts_what_a_column_says_about_its_decimal_sign():
    assert decimal_sign(["84,5", "63.0", "1.092", "71", "1.480,5"]) == (2, 1)


def test_decides_a_lone_point_by_the_column(write):
    stock = read_stock(write({"gas": "1.480"}, {"gas": "980,5"}))
    assert stock.rows["gas_m3"].tolist() == [1480, 980.5]


def test_decides_a_lone_point_by_the_other_columns_when_its_own_does_not(write):
    stock = read_stock(write({"gas": "1.480"}, {"gas": "1.910"}))
    assert stock.rows["gas_m3"].tolist() == [1480, 1910]


def test_decides_a_lone_point_by_what_can_be_believed(write):
    stock = read_stock(write({"rc_gevel": "1.300"}))
    assert stock.rows["rc_wall_m2k_per_w"].tolist() == [1.3]
    assert [f.code for f in stock.findings if f.row >= 0] == ["NOM-R103"]


def test_decides_a_lone_comma_by_what_the_column_usually_holds(write):
    stock = read_stock(write({"gas": "1,480"}, {"gas": "980"}, {"gas": "1120"}))
    assert stock.rows["gas_m3"].tolist() == [1480, 980, 1120]
    assert [(f.code, f.value) for f in stock.findings if f.row >= 0] == [("NOM-R103", "1,480")]


def test_reads_a_point_in_a_column_of_commas_and_says_so(write):
    stock = read_stock(write({}, {"gebruiksoppervlakte_m2": "63.0"}, {}))
    assert stock.rows["floor_area_m2"].tolist() == [84.5, 63.0, 84.5]
    assert [(f.code, f.row, f.value) for f in stock.findings if f.row >= 0] == [("NOM-R103", 1, "63.0")]


def test_offers_the_forgotten_comma_that_fits_the_column(write):
    stock = read_stock(write({"rc_gevel": "0,43"}, {"rc_gevel": "0,36"}, {"rc_gevel": "36"}))
    (finding,) = (f for f in stock.findings if f.row >= 0)
    assert (finding.code, finding.values["hint"]) == ("NOM-N132", "0.36")


def test_offers_no_forgotten_comma_when_a_comma_is_there(write):
    stock = read_stock(write({"gebruiksoppervlakte_m2": "1.092,8"}))
    assert [f.code for f in stock.findings if f.row >= 0] == ["NOM-E131"]


def test_offers_no_forgotten_comma_that_is_far_from_the_column(write):
    rows = [{"kale_huur": "612,40"}, {"kale_huur": "640,00"}, {"kale_huur": "20000"}]
    assert [f.code for f in read_stock(write(*rows)).findings if f.row >= 0] == ["NOM-N131"]


@pytest.mark.parametrize(("text", "share"), [("70%", 0.7), ("0,7", 0.7), ("70 %", 0.7)])
def test_reads_a_share_as_fraction_or_percentage(write, text, share):
    stock = read_stock(write({"huurtoeslag": text}))
    assert stock.rows["rent_subsidy_frac"].tolist() == [pytest.approx(share)]


@pytest.mark.parametrize(
    ("text", "degrees"), [("N", 0), ("ZW", 225), ("SW", 225), ("oost", 90), ("E", 90), ("135", 135)]
)
def test_reads_a_direction(write, text, degrees):
    assert read_stock(write({"orientatie": text})).rows["front_azimuth_deg"].tolist() == [degrees]


def test_reads_a_year_with_zeros_behind_the_comma(write):
    stock = read_stock(write({"bouwjaar": "1968,0"}, {"bouwjaar": "1959"}))
    assert stock.rows["build_year"].tolist() == [1968, 1959]
    assert stock.rows["build_year"].dtype == "int64"


def test_does_not_read_two_years_as_one(write):
    assert read_stock(write({"bouwjaar": "1959-1965"})).rejected["reason"].tolist() == ["NOM-E121"]


def test_takes_a_row_without_count_for_one_dwelling(write):
    stock = read_stock(write({"aantal": "96"}, {"aantal": ""}, {"aantal": "-3"}))
    assert stock.rows["n_identical"].tolist() == [96, 1, 1]
