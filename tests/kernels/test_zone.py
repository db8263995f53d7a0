"""The structured solver against the full matrix, and the lanes against the single dwelling."""

import numpy as np
import pytest

from nulopdemeter.engine.batch import run_each, run_fleet
from nulopdemeter.kernels import layout as at
from tests.kernels.dense import Twin
from tests.kernels.random_dwellings import random_building, random_hours, random_rows, rules


@pytest.mark.parametrize("seed", range(4))
def test_every_hour_equals_a_dense_solve_of_the_full_matrix(seed):
    rng = np.random.default_rng(seed)
    hours = random_hours(rng, 120)
    zone, chains, lights = random_building(rng)
    rows, shape, _ = random_rows(rng, zone, chains, lights)
    control = rules(operative_frac=0.5 * (seed % 2))
    _, recorded = run_each(rows, shape, hours, control, is_recording=True)
    for i in range(len(rows)):
        twin = Twin(i, zone, chains, lights)
        for t in range(120):
            seen = recorded[i, t]
            # The machines' limit shows only when the set point is not reached.
            is_limited = seen[at.H_HEAT_W] > 0 and seen[at.H_OPERATIVE_C] < seen[at.H_SET_C]
            heat_w, air_c, operative_c, h_ve = twin.hour(
                t,
                hours,
                rows[i],
                control,
                seen[at.H_INTERNAL_W],
                seen[at.H_SOLAR_W],
                seen[at.H_SET_C],
                seen[at.H_HEAT_W] if is_limited else np.inf,
            )
            assert seen[at.H_AIR_FLOW_W_PER_K] == pytest.approx(h_ve, abs=1e-7)
            assert seen[at.H_AIR_C] == pytest.approx(air_c, abs=1e-9)
            assert seen[at.H_OPERATIVE_C] == pytest.approx(operative_c, abs=1e-9)
            assert seen[at.H_HEAT_W] == pytest.approx(heat_w, abs=1e-6)


def test_eight_lanes_give_what_one_dwelling_gives():
    rng = np.random.default_rng(7)
    hours = random_hours(rng, 480)
    zone, chains, lights = random_building(rng, n=21)
    rows, shape, _ = random_rows(rng, zone, chains, lights)
    fleet = run_fleet(rows, shape, hours, rules(warm_up_h=48))
    single, _ = run_each(rows, shape, hours, rules(warm_up_h=48))
    np.testing.assert_allclose(fleet.monthly, single.monthly, rtol=1e-9, atol=1e-6)
    np.testing.assert_allclose(fleet.extremes, single.extremes, rtol=1e-9, atol=1e-6)
    assert not fleet.failed.any()


def test_the_energy_of_every_hour_is_accounted_for():
    rng = np.random.default_rng(11)
    hours = random_hours(rng, 60)
    zone, chains, lights = random_building(rng, n=1)
    rows, shape, _ = random_rows(rng, zone, chains, lights)
    _, recorded = run_each(rows, shape, hours, rules(), is_recording=True)
    twin = Twin(0, zone, chains, lights)
    for t in range(60):
        seen, before = recorded[0, t], twin.theta.copy()
        air_before = before[twin.air]
        is_limited = seen[at.H_OPERATIVE_C] < seen[at.H_SET_C]
        limit_w = seen[at.H_HEAT_W] if is_limited else np.inf
        heat_w, air_c, _, h_ve = twin.hour(
            t,
            hours,
            rows[0],
            rules(),
            seen[at.H_INTERNAL_W],
            seen[at.H_SOLAR_W],
            seen[at.H_SET_C],
            limit_w,
        )
        climate = hours.climate[t]
        out_c, sky = climate[at.OUT_C], climate[at.SKY_W_PER_M2]
        g, f = hours.ground_month[t], hours.ground_next_frac[t]
        ground_c = (1 - f) * zone.ground_c[0, g] + f * zone.ground_c[0, (g + 1) % 12]
        stored_w = zone.air_j_per_k[0] / 3600 * (air_c - air_before)
        gained_w = seen[at.H_INTERNAL_W] + seen[at.H_SOLAR_W] * (1 - zone.solar_lost_frac) + heat_w
        lost_w = (h_ve + zone.bridges_w_per_k[0]) * (air_c - out_c)
        for e in range(chains.area_m2.shape[1]):
            nodes = slice(5 * e, 5 * e + 5)
            kappa = chains.kappa_j_per_m2k[0, e]
            stored_w += chains.area_m2[0, e] * (kappa @ (twin.theta[nodes] - before[nodes])) / 3600
            boundary_c = (
                chains.from_out[0, e] * out_c
                + chains.from_zone[0, e] * air_before
                + chains.from_ground[0, e] * ground_c
                + chains.fixed_c[0, e]
            )
            sun = hours.sun[t, chains.sun_from[e] : chains.sun_from[e] + chains.sun[e].shape[1]]
            flux = chains.outside_w_per_m2k[0, e] * (twin.theta[5 * e] - boundary_c)
            lost_w += chains.area_m2[0, e] * (flux - chains.sun[e][0] @ sun + chains.sky_frac[0, e] * sky)
        for e in range(lights.area_m2.shape[1]):
            outer = 5 * chains.area_m2.shape[1] + 2 * e
            sun = hours.sun[t, lights.sun_from : lights.sun_from + lights.sun.shape[2]]
            flux = lights.outside_w_per_m2k[0, e] * (twin.theta[outer] - out_c)
            lost_w += lights.area_m2[0, e] * (flux - lights.sun[0, e] @ sun + lights.sky_frac[0, e] * sky)
        assert gained_w - lost_w == pytest.approx(stored_w, abs=1e-6)


def test_a_dwelling_with_any_input_that_is_not_a_number_fails_alone():
    rng = np.random.default_rng(5)
    hours = random_hours(rng, 48)
    zone, chains, lights = random_building(rng, n=9)
    rows, shape, _ = random_rows(rng, zone, chains, lights)
    whole = run_fleet(rows, shape, hours, rules())
    others = np.arange(9) != 3
    for column in range(rows.shape[1]):
        damaged_rows = rows.copy()
        damaged_rows[3, column] = np.nan
        damaged = run_fleet(damaged_rows, shape, hours, rules())
        assert list(np.flatnonzero(damaged.failed)) == [3], column
        assert np.isnan(damaged.monthly[3]).all()
        np.testing.assert_array_equal(damaged.monthly[others], whole.monthly[others])


def test_hot_and_cold_months_end_in_the_sums_of_the_recorded_hours():
    rng = np.random.default_rng(13)
    hours = random_hours(rng, 240)
    zone, chains, lights = random_building(rng, n=2)
    rows, shape, _ = random_rows(rng, zone, chains, lights)
    year, recorded = run_each(rows, shape, hours, rules(warm_up_h=24), is_recording=True)
    for monthly, column in (
        (at.M_HEAT, at.H_HEAT_W),
        (at.M_PUMP_EL, at.H_PUMP_EL_W),
        (at.M_WATER_EL, at.H_WATER_EL_W),
        (at.M_PV, at.H_PV_W),
        (at.M_SOLAR, at.H_SOLAR_W),
    ):
        np.testing.assert_allclose(year.monthly[:, :, monthly].sum(1), recorded[:, :, column].sum(1))
    net = recorded[:, :, at.H_NET_W]
    np.testing.assert_allclose(year.monthly[:, :, at.M_IMPORT].sum(1), np.maximum(net, 0).sum(1))
    np.testing.assert_allclose(year.monthly[:, :, at.M_EXPORT].sum(1), np.maximum(-net, 0).sum(1))
    np.testing.assert_allclose(year.extremes[:, at.X_IMPORT], np.maximum(net.max(1), 0))
