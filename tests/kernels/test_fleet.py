"""Lanes, single precision and damaged input, against the dwelling by itself."""

import numpy as np
import pytest

from nulopdemeter.engine.assembly import put_group
from nulopdemeter.engine.batch import run_each, run_fleet, run_fleet_with_pv
from nulopdemeter.kernels import layout as at
from tests.kernels.random_dwellings import random_building, random_hours, random_rows, rules
from tests.kernels.test_zone import both_films

ENERGIES = (
    at.M_HEAT,
    at.M_PUMP_HEAT,
    at.M_PUMP_EL,
    at.M_WATER_HEAT,
    at.M_IMPORT,
    at.M_COOLING,
    at.M_VENTILATION,
    at.M_HOUSEHOLD,
    at.M_PV,
    at.M_SOLAR,
    at.M_INTERNAL,
)


@both_films
def test_eight_lanes_give_what_one_dwelling_gives(varies):
    rng = np.random.default_rng(7)
    hours, building = random_hours(rng, 480), random_building(rng, n=21, varies=varies)
    rows, shape, _ = random_rows(rng, building, hours)
    fleet = run_fleet(rows, shape, hours, rules(warm_up_h=48))
    single, _ = run_each(rows, shape, hours, rules(warm_up_h=48))
    np.testing.assert_allclose(fleet.monthly, single.monthly, rtol=1e-9, atol=1e-6)
    np.testing.assert_allclose(fleet.extremes, single.extremes, rtol=1e-9, atol=1e-6)
    assert not fleet.failed.any()


@both_films
def test_sixteen_short_lanes_give_the_year_within_a_ten_thousandth(varies):
    rng = np.random.default_rng(8)
    hours, building = random_hours(rng, 8760), random_building(rng, n=37, varies=varies)
    rows, shape, _ = random_rows(rng, building, hours)
    short = run_fleet(rows, shape, hours, rules(warm_up_h=48), is_single=True)
    single, _ = run_each(rows, shape, hours, rules(warm_up_h=48))
    expected, seen = single.monthly.sum(1), short.monthly.sum(1)
    # Of the sum, or of 1 W all the time where hardly anything happens.
    np.testing.assert_allclose(seen[:, ENERGIES], expected[:, ENERGIES], rtol=1e-4, atol=1e-4 * 8760)
    # What is exported is left over from import and use: a ten-thousandth of what passes the meter.
    through = expected[:, at.M_IMPORT] + expected[:, at.M_EXPORT]
    assert (np.abs(seen - expected)[:, at.M_EXPORT] < 1e-4 * through).all()
    assert not short.failed.any()


@both_films
@pytest.mark.parametrize("is_single", [False, True], ids=["double", "single"])
def test_a_dwelling_with_any_input_that_is_not_a_number_fails_alone(varies, is_single):
    rng = np.random.default_rng(5)
    hours, building = random_hours(rng, 24), random_building(rng, n=9, varies=varies)
    rows, shape, _ = random_rows(rng, building, hours)
    whole = run_fleet(rows, shape, hours, rules(), is_single)
    assert not whole.failed.any()
    others = np.arange(9) != 3
    for column in range(rows.shape[1]):
        damaged_rows = rows.copy()
        damaged_rows[3, column] = np.nan
        damaged = run_fleet(damaged_rows, shape, hours, rules(), is_single)
        assert list(np.flatnonzero(damaged.failed)) == [3], column
        assert np.isnan(damaged.monthly[3]).all()
        assert np.isnan(damaged.extremes[3]).all()
        np.testing.assert_array_equal(damaged.monthly[others], whole.monthly[others])
        np.testing.assert_array_equal(damaged.extremes[others], whole.extremes[others])


@both_films
def test_the_order_of_the_dwellings_changes_none_of_them(varies):
    rng = np.random.default_rng(6)
    hours, building = random_hours(rng, 96), random_building(rng, n=21, varies=varies)
    rows, shape, _ = random_rows(rng, building, hours)
    order = rng.permutation(21)
    mixed, straight = (run_fleet(x, shape, hours, rules()) for x in (rows[order], rows))
    np.testing.assert_allclose(mixed.monthly, straight.monthly[order], rtol=1e-9, atol=1e-6)


@both_films
def test_a_year_whose_pv_follows_from_it_is_the_year_with_that_pv_from_the_start(varies):
    rng = np.random.default_rng(9)
    hours, building = random_hours(rng, 480), random_building(rng, n=21, varies=varies)
    rows, shape, _ = random_rows(rng, building, hours)
    # What hangs on the sun of the hour cannot be known before the panels are.
    rows[:, [at.ROOM_RAISE_SUN_K, at.TANK_RAISE_SUN_K]] = 0.0
    first, width = (int(v) for v in shape.groups[at.G_PV])
    unsized = rows.copy()
    unsized[:, first : first + width] = 0.0
    seen = []

    def put_pv(year):
        seen.append(year)
        put_group(unsized, shape, at.G_PV, rows[:, first : first + width])

    found = run_fleet_with_pv(unsized, shape, hours, rules(warm_up_h=48), put_pv)
    expected = run_fleet(rows, shape, hours, rules(warm_up_h=48))
    np.testing.assert_allclose(found.monthly, expected.monthly, rtol=1e-12, atol=1e-6)
    np.testing.assert_allclose(found.extremes, expected.extremes, rtol=1e-12, atol=1e-6)
    assert (seen[0].monthly[..., at.M_PV] == 0.0).all()
    assert (seen[0].monthly[..., at.M_IMPORT].sum(1) > found.monthly[..., at.M_IMPORT].sum(1)).any()


def test_a_dwelling_that_fails_in_a_year_whose_pv_follows_fails_alone():
    rng = np.random.default_rng(10)
    hours, building = random_hours(rng, 48), random_building(rng, n=11, varies=False)
    rows, shape, _ = random_rows(rng, building, hours)
    rows[4, at.AIR_STORE_W_PER_K] = np.nan
    found = run_fleet_with_pv(rows, shape, hours, rules(), lambda year: None)
    assert list(np.flatnonzero(found.failed)) == [4]
