"""Parts of the monthly method by hand: transmission, ground, flows, sun."""

import math

import numpy as np
import pytest

from nulopdemeter.dwelling import norm_household_size
from nulopdemeter.regulation.nta8800.flows import leakage_dm3_per_s_m2
from nulopdemeter.regulation.nta8800.gains import internal_kwh, irradiance_w_per_m2, sky_frac
from nulopdemeter.regulation.nta8800.ground import ground_loss
from nulopdemeter.regulation.nta8800.inputs import Ground
from nulopdemeter.regulation.nta8800.tables import EDITIONS, UNKNOWN, nearest_orientation, norm, rows
from nulopdemeter.regulation.nta8800.transmission import (
    pipes_w_per_k,
    u_w_per_m2k,
    unheated_w_per_k,
    unknown_pipes_w_per_k,
)

NOW = "2025+C1:2026"


def array(*values):
    return np.array(values, dtype=float)


def test_a_wall_of_rc_two_has_a_u_of_0_46():
    assert u_w_per_m2k(array(2.0), "wall", NOW)[0] == 0.46
    assert u_w_per_m2k(array(2.0), "roof", NOW)[0] == 0.47


def floor(area, perimeter, rc, is_crawl):
    return Ground(
        array(area), array(rc), array(perimeter), np.array([is_crawl]), array(0.35), array(1.9), array(0.5)
    )


def test_a_floor_over_a_crawl_space_loses_what_the_clauses_give_by_hand():
    width = 60.0 / (0.5 * 16.0)
    u_floor = 1 / (0.15 + 0.17 + 0.04)
    bottom, wall = 0.5 + 2 * 0.21, 2 * (0.13 + 0.35 + 0.04)
    thick = bottom + 0.25
    below = 2 * 2 / (math.pi * width + thick) * math.log(math.pi * width / thick + 1)
    least = min(wall, bottom)
    beside = 2 * 2 / (math.pi * 0.5) * (1 + 0.5 * least / (least + 0.5)) * math.log(0.5 / wall + 1)
    to_ground = below + 0.5 * 16 * beside / 60
    to_air = 2 * 0.125 * 1.9 / width + 1450 * 0.0012 * 5 * 0.05 / width
    by_hand = 60 / (1 / u_floor + 1 / (to_ground + to_air)) + 0.5 * 16
    found = ground_loss(floor(60.0, 16.0, 0.15, True), NOW)
    assert found.steady_w_per_k[0] == pytest.approx(by_hand, rel=1e-12)
    soil = 2 / 3 + to_air
    inner = 60 / (1 / u_floor + 1 / soil)
    outer = u_floor * (0.37 * 16 * 2 * math.log(3 / bottom + 1) + to_air * 60) / (soil + u_floor)
    january = by_hand * (20 - 10.67) - inner * 2 + outer * 7.9
    assert found.monthly_w_per_k[0, 0] == pytest.approx(january / (20 - 10.6716666667), rel=1e-3)


def test_a_slab_lags_behind_the_year_and_a_crawl_space_does_not():
    slab = ground_loss(floor(60.0, 30.0, 1.0, False), NOW).monthly_w_per_k[0]
    crawl = ground_loss(floor(60.0, 30.0, 1.0, True), NOW).monthly_w_per_k[0]
    assert crawl.argmax() == 0
    assert slab.argmax() > 0


def test_a_dwelling_without_a_floor_on_the_ground_loses_nothing_downwards():
    found = ground_loss(floor(0.0, 0.0, 0.15, True), NOW)
    assert not found.steady_w_per_k.any()
    assert not found.monthly_w_per_k.any()


def test_pipes_nobody_counted_are_as_many_as_storeys_and_none_in_the_edition_of_2022():
    assert unknown_pipes_w_per_k(array(2.0, 3.0), NOW).tolist() == pytest.approx([7.2, 16.2])
    assert unknown_pipes_w_per_k(array(2.0, 3.0), "2022").tolist() == [0.0, 0.0]
    assert pipes_w_per_k(array(1.0), array(2.0), array(1.0), NOW)[0] == pytest.approx(1.0)


def test_an_unheated_space_passes_less_the_worse_the_separation():
    found = unheated_w_per_k(array(10.0, 10.0, 0.0), array(0.5, 5.0, 1.0), NOW)
    assert found.tolist() == pytest.approx([10 * 0.5 * 50 / 55, 10 * 5.0 * 0.5, 0.0])


@pytest.mark.parametrize(
    ("is_flat", "is_flat_roof", "place", "year", "by_hand"),
    [
        (False, False, 0, 1969, 3.0),
        (False, False, 0, 1970, 2.5),
        (False, True, 1, 1995, 0.7 * 1.2 * 1.5),
        (False, False, 2, 2010, 1.4 * 0.7),
        (True, False, 3, 1985, 0.5 * 1.4 * 2.0),
        (True, False, 1, 2005, 0.5 * 1.3 * 1.0),
    ],
)
def test_leakage_follows_kind_place_and_year(is_flat, is_flat_roof, place, year, by_hand):
    found = leakage_dm3_per_s_m2(
        np.array([is_flat]), np.array([is_flat_roof]), np.array([place]), array(year), NOW
    )
    assert found[0] == pytest.approx(by_hand)


def test_residents_grow_with_the_dwelling():
    assert norm_household_size(array(20.0, 30.0, 65.0, 100.0, 150.0)).tolist() == pytest.approx(
        [1.0, 1.0, 1.64, 2.28, 2.78]
    )
    assert internal_kwh(array(100.0), NOW).sum() == pytest.approx(180 * 2.28 * 8.76)


def test_sun_is_linear_between_the_tilts_of_the_table():
    south_january = irradiance_w_per_m2(array(0.0, 15.0, 30.0, 75.0, 90.0), NOW)[:, 4, 0]
    assert south_january.tolist() == pytest.approx([28.0, (28 + 50.5) / 2, 50.5, (62.2 + 60.1) / 2, 60.1])


def test_the_sky_counts_by_tilt():
    assert sky_frac(array(0.0, 5.0, 45.0, 90.0, 135.0), NOW).tolist() == [1.0, 1.0, 0.75, 0.5, 0.0]


def test_an_azimuth_takes_the_nearest_column_and_a_tie_the_one_nearer_to_south():
    azimuth = array(0.0, 22.4, 22.5, 67.5, 157.5, 202.5, 292.5, 337.5, 338.0, 360.0, np.nan)
    assert nearest_orientation(azimuth).tolist() == [0, 0, 1, 2, 4, 4, 6, 7, 0, 0, UNKNOWN]


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_edition_has_every_figure_once(edition):
    table = rows("figures", edition)
    assert table["parameter"].is_unique
    assert set(table["parameter"]) == set(norm("2022")) == set(norm(NOW))


def test_an_edition_that_was_not_entered_is_refused_by_name():
    with pytest.raises(ValueError, match=r"2019.*2022, 2025"):
        norm("2019")
