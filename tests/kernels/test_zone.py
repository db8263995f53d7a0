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
