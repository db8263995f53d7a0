"""The structured solvers against the full matrix, hour by hour."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nulopdemeter.kernels import layout as at
from tests.kernels.dense import Twin, open_most
from tests.kernels.random_dwellings import random_building, random_hours, random_rows, rules
from tests.kernels.states import run_keeping

both_films = pytest.mark.parametrize("varies", [False, True], ids=["constant", "varying"])


def assert_equal_to_the_full_matrix(rng, hours, building, control):
    """Compare every hour of every dwelling, and all nodes after the last; return what happened."""
    rows, shape, weights = random_rows(rng, building, hours, control.operative_frac)
    seen, n_chains = [], building[1].area_m2.shape[1]
    for i in range(len(rows)):
        kept, twin = run_keeping(rows[i], shape, hours, control), Twin(i, building, weights, rows[i], control)
        for t, hour in enumerate(kept.hours):
            now = twin.acting(t, hours)
            before_c = twin.theta[twin.air]
            x = twin.hour(now)
            assert hour[at.H_AIR_C] == pytest.approx(x.air_c, rel=0, abs=1e-9)
            assert hour[at.H_OPERATIVE_C] == pytest.approx(0.5 * (x.air_c + x.radiant_c), rel=0, abs=1e-9)
            assert hour[at.H_HEAT_W] == pytest.approx(x.heat_w, rel=0, abs=1e-6)
            assert hour[at.H_COOLING_W] == pytest.approx(x.cooling_w, rel=0, abs=1e-6)
            assert hour[at.H_AIR_FLOW_W_PER_K] == pytest.approx(x.h_ve_w_per_k, rel=0, abs=1e-6)
            assert hour[at.H_SOLAR_W] == pytest.approx(now.beam_w + now.spread_w, rel=0, abs=1e-8)
            assert hour[at.H_INTERNAL_W] == pytest.approx(now.internal_w, rel=0, abs=1e-8)
            assert hour[at.H_SET_C] == pytest.approx(now.set_c, rel=0, abs=1e-9)
            assert hour[at.H_HEAT_MOST_W] == pytest.approx(now.most_w, rel=1e-9)
            is_between = 0 < x.opening_w_per_k < open_most(rows[i], now.climate, control, before_c)
            seen.append((x.heat_w > 0, 0 < x.heat_w == now.most_w, x.cooling_w > 0, is_between))
        nodes = twin.theta[: 5 * n_chains].reshape(n_chains, 5)
        np.testing.assert_allclose(kept.nodes, nodes, rtol=0, atol=1e-9)
        if twin.varies:
            np.testing.assert_allclose(kept.faces[:, at.KEPT_H], twin.inside, rtol=1e-7)
    return np.array(seen)


@both_films
@pytest.mark.parametrize("operative_frac", [0.0, 0.5], ids=["air", "operative"])
def test_every_hour_equals_a_dense_solve_of_the_full_matrix(varies, operative_frac):
    happened = []
    for seed in range(6):
        rng = np.random.default_rng(seed)
        hours, building = random_hours(rng, 120), random_building(rng, n=3, varies=varies)
        happened.append(assert_equal_to_the_full_matrix(rng, hours, building, rules(0, operative_frac)))
    # Hours without heating, heated, heated as far as the machines go, cooled and aired are all among them.
    heated, limited, cooled, aired = np.concatenate(happened).mean(0)
    assert min(heated, 1 - heated) > 0.05
    assert min(limited, cooled) > 0.01
    assert aired > 0.001


@settings(max_examples=15, deadline=None)
@given(
    seed=st.integers(0, 2**32 - 1),
    n_chains=st.integers(1, 7),
    n_lights=st.integers(0, 4),
    n_planes=st.integers(1, 9),
    operative_frac=st.sampled_from([0.0, 0.3, 0.5]),
)
def test_a_dwelling_of_any_shape_equals_a_dense_solve(seed, n_chains, n_lights, n_planes, operative_frac):
    for varies in (False, True):
        rng = np.random.default_rng(seed)
        hours = random_hours(rng, 48, n_planes)
        building = random_building(rng, 2, n_chains, n_lights, n_planes, varies)
        assert_equal_to_the_full_matrix(rng, hours, building, rules(0, operative_frac))
