"""Loss area, compactness and the Standaard, recomputed by hand."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from nulopdemeter.parameters import figures
from nulopdemeter.regulation import compactness, loss_area_m2, regulation, standaard
from nulopdemeter.regulation.shell import limit_kwh_per_m2

ON = date(2026, 11, 1)


def test_loss_area_weighs_outdoor_one_ground_seven_tenths_and_party_nothing(dwellings):
    # 12 + 14 + 40 + 10 + 11 + 1 + 2 + 2 + 60 = 152 to outdoor air; 0.7 x 50 = 35
    assert loss_area_m2(dwellings(), ON)[0] == pytest.approx(187.0)


def test_party_wall_does_not_count(dwellings):
    larger = dwellings(party_wall_area_m2=90.0)
    assert loss_area_m2(larger, ON)[0] == loss_area_m2(dwellings(), ON)[0]


def test_a_floor_over_a_neighbour_does_not_count(dwellings):
    assert loss_area_m2(dwellings(floor_boundary="none"), ON)[0] == pytest.approx(152.0)


def test_compactness_is_loss_area_per_floor_area(dwellings):
    assert compactness(dwellings(floor_area_m2=110.0), ON)[0] == pytest.approx(1.7)


@pytest.mark.parametrize(
    ("build_year", "is_apartment", "expected"),
    [
        # x = 187/110 = 1.7, so 0.7 above the bend; rounded to a whole number, a half up
        (1945, False, 134.0),  # 60 + 105 x 0.7 = 133.5
        (1946, False, 71.0),  # 43 + 40 x 0.7
        (1945, True, 144.0),  # 95 + 70 x 0.7
        (1946, True, 77.0),  # 45 + 45 x 0.7 = 76.5
    ],
)
def test_limit_of_the_standaard_by_age_and_kind(dwellings, build_year, is_apartment, expected):
    table = dwellings(floor_area_m2=110.0, build_year=build_year, is_apartment=is_apartment)
    result = standaard(table, np.array([50.0]), ON)
    assert result["standaard_limit_kwh_per_m2"][0] == pytest.approx(expected)


def test_limit_does_not_fall_below_its_value_at_compactness_one(dwellings):
    # 187/374 = 0.5
    result = standaard(dwellings(floor_area_m2=374.0), np.array([43.0]), ON)
    assert result["standaard_limit_kwh_per_m2"][0] == pytest.approx(43.0)


@pytest.mark.parametrize(
    ("demand", "is_met", "margin"),
    # the demand is rounded up to 0.01, so a thousandth above the limit misses it
    [(71.0, True, 0.0), (71.001, False, -0.01), (70.991, True, 0.0), (70.99, True, 0.01)],
)
def test_standaard_is_met_on_the_limit_and_not_above(dwellings, demand, is_met, margin):
    # 43 + 40 x 0.7 = 71
    result = standaard(dwellings(floor_area_m2=110.0), np.array([demand]), ON)
    assert result["meets_standaard"][0] == is_met
    assert result["standaard_margin_kwh_per_m2"][0] == pytest.approx(margin)


@pytest.mark.parametrize(
    ("floor_area_m2", "limit"),
    # 43 + 40 x (187/A - 1): 3 + 7480/A; 71.49 and 71.51 before rounding
    [(7480 / 68.49, 71.0), (7480 / 68.51, 72.0), (7480 / 68.5, 72.0)],
)
def test_the_limit_of_the_standaard_is_a_whole_number(dwellings, floor_area_m2, limit):
    table = dwellings(floor_area_m2=floor_area_m2)
    verdicts = standaard(pd.concat([table, table]), np.array([limit, limit + 0.001]), ON)
    assert verdicts["standaard_limit_kwh_per_m2"].tolist() == [limit, limit]
    assert verdicts["meets_standaard"].tolist() == [True, False]


@pytest.mark.parametrize(
    ("ratio", "is_apartment", "published"),
    # RVO 2022: terraced 1974, end of terrace 1964 (its own compactness), semi-detached 2005, middle flat 1974
    [(1.363, False, 57.5), (1.465, False, 61.6), (1.875, False, 78.0), (0.519, True, 45.0)],
)
def test_published_limits_of_reference_dwellings(dwellings, ratio, is_apartment, published):
    # RVO publishes them before rounding to whole numbers
    f = figures("regulation", ON)
    kind = "apartment" if is_apartment else "house"
    base, slope = (np.array([f[f"standaard_{kind}_new_{what}_kwh_per_m2"]]) for what in ("base", "slope"))
    limit = limit_kwh_per_m2(base, slope, np.array([ratio]), f["compactness_bend"])
    assert limit[0] == pytest.approx(published, abs=0.05)
    table = dwellings(floor_area_m2=187.0 / ratio, is_apartment=is_apartment)
    result = standaard(table, np.array([0.0]), ON)
    assert abs(result["standaard_limit_kwh_per_m2"][0] - limit[0]) <= 0.5


def test_one_table_holds_all_and_keeps_the_index(dwellings, meters):
    table = pd.concat([dwellings(), dwellings(is_apartment=True)]).set_axis([7, 9])
    meter = pd.concat([meters(), meters()]).set_axis([7, 9])
    result = regulation(table, meter, ON)
    assert list(result.index) == [7, 9]
    for name in (
        "compactness",
        "loss_area_m2",
        "standaard_limit_kwh_per_m2",
        "meets_standaard",
        "ep2_kwh_per_m2",
        "label_indicative",
        "epv_class",
        "epv_max_eur_per_month",
        "epv_shortfall_kwh_per_m2",
    ):
        assert name in result.columns


def test_a_dwelling_without_results_gets_no_label_and_no_fee(dwellings, meters):
    meter = meters(heat_demand_kwh_per_m2=np.nan, heating_electricity_kwh=np.nan)
    result = regulation(dwellings(), meter, ON).iloc[0]
    assert result["label_indicative"] == ""
    assert result["epv_class"] == "none"
    assert result["epv_reason"] == "epv.reason.unknown"
    assert not result["meets_standaard"]
