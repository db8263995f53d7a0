"""Loss area, compactness and the Standaard, recomputed by hand."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from nulopdemeter.regulation import compactness, loss_area_m2, regulation, standaard

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
        # x = 187/110 = 1.7, so 0.7 above the bend
        (1945, False, 60 + 105 * 0.7),
        (1946, False, 43 + 40 * 0.7),
        (1945, True, 95 + 70 * 0.7),
        (1946, True, 45 + 45 * 0.7),
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


@pytest.mark.parametrize(("demand", "is_met"), [(71.0, True), (71.01, False), (70.99, True)])
def test_standaard_is_met_on_the_limit_and_not_above(dwellings, demand, is_met):
    # 43 + 40 x 0.7 = 71
    result = standaard(dwellings(floor_area_m2=110.0), np.array([demand]), ON)
    assert result["meets_standaard"][0] == is_met


@pytest.mark.parametrize(
    ("ratio", "is_apartment", "published"),
    # RVO 2022: terraced 1974, end of terrace 1964 (its own compactness), semi-detached 2005, middle flat 1974
    [(1.363, False, 57.5), (1.465, False, 61.6), (1.875, False, 78.0), (0.519, True, 45.0)],
)
def test_published_limits_of_reference_dwellings(dwellings, ratio, is_apartment, published):
    table = dwellings(floor_area_m2=187.0 / ratio, is_apartment=is_apartment)
    result = standaard(table, np.array([0.0]), ON)
    assert result["standaard_limit_kwh_per_m2"][0] == pytest.approx(published, abs=0.05)


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
