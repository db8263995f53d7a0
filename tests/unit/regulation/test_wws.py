"""WWS points for energy and the highest rent, on both sides of every boundary."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from nulopdemeter.errors import InputError
from nulopdemeter.language import say
from nulopdemeter.regulation.wws import (
    energy_points,
    label_of_energy_index,
    max_rent_eur_per_month,
    rent_table,
)

NOW = date(2026, 7, 1)
# Policy book of the Huurcommissie, 4.1: label, house, flat.
BY_LABEL = [
    ("A++++", 62, 58),
    ("A+++", 57, 53),
    ("A++", 52, 48),
    ("A+", 47, 43),
    ("A", 41, 37),
    ("B", 34, 30),
    ("C", 22, 15),
    ("D", 14, 11),
    ("E", -4, -4),
    ("F", -9, -9),
    ("G", -15, -15),
]
# 4.3: build year, house, flat; the first and last year of every band.
BY_YEAR = [
    (2026, 41, 37),
    (2002, 41, 37),
    (2001, 34, 30),
    (2000, 34, 30),
    (1999, 22, 15),
    (1992, 22, 15),
    (1991, 14, 11),
    (1984, 14, 11),
    (1983, -4, -4),
    (1979, -4, -4),
    (1978, -9, -9),
    (1977, -9, -9),
    (1976, -15, -15),
    (1850, -15, -15),
]


def points(on=NOW, **given):
    row = {"label": "", "build_year": 1970, "is_apartment": False, **given}
    return energy_points(pd.DataFrame([row]), on).iloc[0]


@pytest.mark.parametrize(("label", "house", "flat"), BY_LABEL)
def test_a_label_gives_its_points(label, house, flat):
    assert points(label=label)["wws_energy_points"] == house
    assert points(label=label, is_apartment=True)["wws_energy_points"] == flat
    assert points(label=f" {label} ")["wws_energy_basis"] == "label"


@pytest.mark.parametrize(("build_year", "house", "flat"), BY_YEAR)
def test_without_a_label_the_build_year_decides(build_year, house, flat):
    assert points(build_year=build_year)["wws_energy_points"] == house
    assert points(build_year=build_year, is_apartment=True)["wws_energy_points"] == flat
    assert points(build_year=build_year)["wws_energy_basis"] == "build_year"


def test_a_fee_takes_the_place_of_the_label():
    assert points(label="A++++", has_epv=True)["wws_energy_points"] == 32
    assert points(label="G", has_epv=True, is_apartment=True)["wws_energy_points"] == 28
    assert points(label="G", has_epv=True)["wws_energy_basis"] == "epv"
    # Not told is no.
    assert points(label="G", has_epv=np.nan)["wws_energy_points"] == points(label="G")["wws_energy_points"]


def test_a_listed_building_has_no_minus_points():
    assert points(label="G", is_monument=True)["wws_energy_points"] == 0
    assert points(label="D", is_monument=True)["wws_energy_points"] == 14


def test_neither_label_nor_year_gives_nothing():
    row = points(build_year=np.nan, label=None)
    assert np.isnan(row["wws_energy_points"])
    assert row["wws_energy_basis"] == "unknown"


@pytest.mark.parametrize(
    ("floor_area_m2", "label", "house", "flat"),
    [
        (24.999, "A", 49, 45),
        (24.999, "C", 36, 32),
        (24.999, "D", 32, 28),
        (24.999, "E", -4, -4),
        (25.0, "A", 41, 37),
        (25.0, "A++++", 62, 62),
        (40.0, "A++++", 62, 62),
        (40.001, "A++++", 62, 58),
    ],
)
def test_small_dwellings_had_points_of_their_own(floor_area_m2, label, house, flat):
    given = {"label": label, "floor_area_m2": floor_area_m2, "label_date": "2022-05-01"}
    on = date(2024, 9, 1)
    assert points(on, **given)["wws_energy_points"] == house
    assert points(on, is_apartment=True, **given)["wws_energy_points"] == flat


@pytest.mark.parametrize(
    ("on", "label_date", "expected"),
    [
        (date(2024, 7, 1), "2021-01-01", 49),
        (date(2024, 12, 31), "2024-06-30", 49),
        (date(2025, 1, 1), "2024-06-30", 41),
        (date(2024, 12, 31), "2024-07-01", 41),
        (date(2024, 12, 31), "2014-12-31", 41),
        (date(2024, 12, 31), None, 41),
    ],
)
def test_the_exception_for_small_dwellings_has_its_days(on, label_date, expected):
    row = points(on, label="A", floor_area_m2=20.0, label_date=label_date)
    assert row["wws_energy_points"] == expected
    assert row["wws_energy_basis"] == ("label_small" if expected == 49 else "label")


@pytest.mark.parametrize(
    ("label_date", "basis"),
    [
        ("2014-12-31", "label"),
        ("2015-01-01", "build_year"),
        ("2020-12-31", "build_year"),
        ("2021-01-01", "label"),
    ],
)
def test_a_simplified_label_gives_no_points(label_date, basis):
    row = points(label="A", build_year=1970, label_date=label_date)
    assert row["wws_energy_basis"] == basis
    assert row["wws_energy_points"] == (41 if basis == "label" else -15)


def test_an_energy_index_gets_the_points_of_a_label_up_to_and_including_its_bound():
    bounds = [0.6, 0.8, 1.2, 1.4, 1.8, 2.1, 2.4, 2.7]
    at = label_of_energy_index(np.array(bounds), NOW)
    above = label_of_energy_index(np.array(bounds) + 0.001, NOW)
    assert [*at] == ["A++", "A+", "A", "B", "C", "D", "E", "F"]
    assert [*above] == ["A+", "A", "B", "C", "D", "E", "F", "G"]
    assert [*label_of_energy_index(np.array([np.nan]), NOW)] == [""]


def test_a_word_that_is_no_label_is_refused_with_all_that_are():
    with pytest.raises(InputError, match=r"A\+\+\+\+.*NOM-E503") as caught:
        energy_points(pd.DataFrame({"label": ["A", "Z"], "build_year": 1970, "is_apartment": False}), NOW)
    assert [(f.row, f.value) for f in caught.value.findings] == [(1, "Z")]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (100, 637.67),
        (120, 774.94),
        (130, 843.62),
        (136, 884.79),
        (142.499, 925.98),
        (142.5, 932.93),
        (143, 932.93),
        (143.499, 932.93),
        (150, 980.91),
        (160, 1049.57),
        (186, 1228.07),
        (40, 250.26),
        (12, 250.26),
        (250, 1667.40),
        (251, 1667.40 + 6.86),  # 1667.40 − 1660.54 for each point above the table
        (255, 1667.40 + 5 * 6.86),
    ],
)
def test_the_highest_rent_of_2026(given, expected):
    assert max_rent_eur_per_month(np.array([given], dtype=float), NOW)[0] == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(
    ("given", "on", "expected"),
    [
        (115, date(2024, 7, 1), 698.36),
        (142, date(2024, 8, 1), 873.11),
        (255, date(2024, 7, 1), 1604.55),
        (143, date(2025, 1, 1), 900.07),
        (186, date(2025, 1, 1), 1184.82),
    ],
)
def test_the_worked_examples_of_the_policy_book(given, on, expected):
    assert max_rent_eur_per_month(np.array([given], dtype=float), on)[0] == pytest.approx(expected, abs=1e-9)


def test_unknown_points_give_no_rent():
    assert np.isnan(max_rent_eur_per_month(np.array([np.nan]), NOW)[0])


@pytest.mark.parametrize(
    ("on", "rent", "note"),
    [
        (date(2024, 6, 30), 879.58, "wws.note.before"),
        (date(2024, 7, 1), 879.58, ""),
        (date(2024, 12, 31), 879.58, ""),
        (date(2025, 1, 1), 900.07, ""),
        (date(2025, 12, 31), 900.07, ""),
        (date(2026, 1, 1), 932.93, ""),
        (date(2026, 12, 31), 932.93, ""),
        (date(2027, 1, 1), 932.93, "wws.note.after"),
    ],
)
def test_a_date_picks_the_table_and_says_when_there_is_none(on, rent, note):
    table = rent_table(on)
    assert max_rent_eur_per_month(np.array([143.0]), on)[0] == rent
    assert table.note == note
    if note:
        days = {"valid_from": str(table.valid_from), "valid_until": str(table.valid_until)}
        edge = days["valid_from" if note == "wws.note.before" else "valid_until"]
        assert edge in say(note, "nl", days)
        assert edge in say(note, "en", days)


def test_every_table_rises_with_each_point():
    for on in (date(2024, 7, 1), date(2025, 1, 1), NOW):
        table = rent_table(on)
        assert [*table.points] == [*range(40, 251)]
        assert (np.diff(table.max_rent_eur_per_month) > 0).all()
