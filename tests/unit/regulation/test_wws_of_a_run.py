"""Points and highest rent before and after a package; from the tables of the law, by hand."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from nulopdemeter.regulation.wws import max_rent_eur_per_month
from nulopdemeter.regulation.wws_of_a_run import wws_of_a_run

ON = date(2026, 7, 1)


def points(
    label="D",
    indicative="A",
    *,
    works=True,
    part="wall",
    fee=0.0,
    rent=600.0,
    total=140.0,
    label_date="2022-05-01",
    **told,
):
    table = pd.DataFrame(
        {"is_apartment": [False], "build_year": [1970.0], "floor_area_m2": [90.0], f"measure_{part}": [works]}
    )
    stock = pd.DataFrame({"label": [label], "label_date": [label_date], "wws_points": [total], **told})
    law = pd.DataFrame({"label_indicative": [indicative]})
    return wws_of_a_run(table, stock, law, np.array([fee]), np.array([rent]), ON).iloc[0]


def test_the_indicative_label_takes_the_place_of_the_registered_one():
    row = points()
    assert [row[f"wws_energy_points_{x}"] for x in ("before", "after", "change")] == [14.0, 41.0, 27.0]
    assert row["wws_points_after"] == 167.0
    before, after = max_rent_eur_per_month(np.array([140.0, 167.0]), ON)
    assert row["max_rent_change_eur_per_month"] == pytest.approx(after - before)
    assert row["max_rent_headroom_eur_per_month"] == pytest.approx(after - 600.0)
    assert (row["wws_energy_basis"], row["wws_reason"]) == ("label_indicative", "")


def test_an_epv_that_is_asked_sets_the_points_even_below_the_label():
    row = points(fee=120.0)
    assert (row["wws_energy_points_after"], row["wws_energy_basis"]) == (32.0, "epv")
    assert row["max_rent_change_eur_per_month"] > 0


def test_a_registered_label_that_is_better_stays():
    row = points(label="B", indicative="C")
    assert (row["wws_energy_points_after"], row["wws_energy_basis"]) == (34.0, "label")


@pytest.mark.parametrize("part", ["battery", "car_charger", "control", "cooking"])
def test_works_that_change_no_label_leave_the_registered_one(part):
    row = points(part=part)
    assert (row["wws_energy_points_change"], row["wws_energy_basis"]) == (0.0, "label")
    assert points(part=part, fee=120.0)["wws_energy_basis"] == "epv"


def test_nothing_done_changes_nothing():
    row = points(works=False)
    assert (row["wws_energy_points_change"], row["wws_energy_basis"]) == (0.0, "label")


@pytest.mark.parametrize(("label_date", "before"), [("2016-07-01", 14.0), ("2016-06-30", -15.0), ("", 14.0)])
def test_a_label_holds_ten_years_and_then_the_build_year_counts(label_date, before):
    assert points(label_date=label_date)["wws_energy_points_before"] == before


def test_a_label_of_the_years_of_the_energy_index_counts():
    assert points(label_date="2018-05-01")["wws_energy_points_before"] == 14.0


def test_a_monument_has_no_minus_points():
    assert points(label="G", monument=["ja"])["wws_energy_points_before"] == 0.0


def test_without_a_total_only_the_change_is_known():
    row = points(total=np.nan)
    assert row["wws_energy_points_change"] == 27.0
    assert row[["max_rent_eur_per_month", "max_rent_change_eur_per_month"]].isna().all()
    assert row["wws_reason"] == "wws.reason.no_points"


def test_without_an_outcome_of_the_method_nothing_is_known_after_works():
    row = points(indicative="")
    assert np.isnan(row["wws_energy_points_after"])
    assert (row["wws_energy_basis"], row["wws_reason"]) == ("unknown", "wws.reason.no_label")
