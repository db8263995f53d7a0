"""What must go one way: insulation and heat, aperture and sun."""

import numpy as np
import pytest

from nulopdemeter.engine.batch import run_each
from nulopdemeter.kernels import layout as at
from tests.kernels.random_dwellings import building_rows, random_building, random_hours, random_weights, rules
from tests.kernels.test_zone import both_films

WINTER_H = 720


def winter(rng, sun_factor):
    """A month near freezing, run through once before it counts."""
    hours = random_hours(rng, WINTER_H)
    climate = hours.climate.copy()
    climate[:, at.OUT_C] -= climate[:, at.OUT_C].mean()
    climate[:, at.OUT_C] *= 0.4
    return hours._replace(climate=climate, sun=hours.sun * sun_factor)


def heated(building, weights, hours):
    rows, shape = building_rows(building, weights, hours)
    rows[:, at.HEATING_MAX_W] = rows[:, at.BACKUP_W] = 1e6
    year, _ = run_each(rows, shape, hours, rules(warm_up_h=WINTER_H))
    assert not year.failed.any()
    return year.monthly


def scaled(values, e, factor):
    changed = values.copy()
    changed[:, e] *= factor
    return changed


@both_films
@pytest.mark.parametrize("seed", range(6))
def test_insulating_any_element_never_takes_more_heat_in_winter(varies, seed):
    rng = np.random.default_rng(seed)
    hours, building = winter(rng, 0.05), random_building(rng, n=6, varies=varies)
    weights = random_weights(rng, 6)
    zone, chains, lights = building
    before = heated(building, weights, hours)[..., at.M_HEAT].sum(1)
    assert (before > 1000 * WINTER_H / 720).all()
    for e in range(chains.area_m2.shape[1]):
        better = chains._replace(h_w_per_m2k=scaled(chains.h_w_per_m2k, e, 0.5))
        after = heated((zone, better, lights), weights, hours)[..., at.M_HEAT].sum(1)
        meets_cold = (chains.area_m2[:, e] > 0) & (chains.outside_w_per_m2k[:, e] > 0)
        assert (after[meets_cold] < before[meets_cold]).all(), e
    for j in range(lights.area_m2.shape[1]):
        better = lights._replace(h_w_per_m2k=scaled(lights.h_w_per_m2k, j, 0.5))
        after = heated((zone, chains, better), weights, hours)[..., at.M_HEAT].sum(1)
        is_there = lights.area_m2[:, j] > 0
        assert (after[is_there] < before[is_there]).all(), j


@both_films
@pytest.mark.parametrize("seed", range(4))
def test_more_glass_area_to_the_sun_never_gives_less_sun_nor_takes_more_heat(varies, seed):
    rng = np.random.default_rng(seed)
    hours, building = winter(rng, 0.3), random_building(rng, n=6, varies=varies)
    weights = random_weights(rng, 6)
    before = heated(building, weights, hours)
    for name in ("beam_m2", "spread_m2"):
        wider = building[0]._replace(**{name: getattr(building[0], name) + 0.5})
        after = heated((wider, *building[1:]), weights, hours)
        assert (after[..., at.M_SOLAR] > before[..., at.M_SOLAR]).all()
        assert (after[..., at.M_HEAT].sum(1) < before[..., at.M_HEAT].sum(1)).all()
