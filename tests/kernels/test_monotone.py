"""What must go one way: insulation and heat, aperture and sun."""

import numpy as np
import pytest

from nulopdemeter.engine.batch import run_each
from nulopdemeter.engine.elements import Chains
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


def cold_outside(elements):
    """Nothing that could make the outside of an element warmer than the room: no sun on it, no warm neighbour."""
    sun = elements.sun
    shaded = tuple(0 * x for x in sun) if isinstance(sun, tuple) else 0 * sun
    return elements._replace(sun=shaded, fixed_c=0 * elements.fixed_c)


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


def meets_cold(elements, e):
    """Dwellings in which an element lies between the room and outdoors or frozen ground.

    An unheated space that follows last hour's air can be warmer than a room with colder faces around: insulation
    against it then takes more heat, rightly.
    """
    from_cold = elements.from_out[:, e]
    if isinstance(elements, Chains):
        from_cold = from_cold + elements.from_ground[:, e]
    return (elements.area_m2[:, e] > 0) & (elements.outside_w_per_m2k[:, e] > 0) & (from_cold > 1 - 1e-12)


@both_films
@pytest.mark.parametrize("seed", range(12))
def test_insulating_any_element_against_the_cold_never_takes_more_heat_in_winter(varies, seed):
    rng = np.random.default_rng(seed)
    hours, building = winter(rng, 0.05), random_building(rng, n=6, varies=varies)
    weights = random_weights(rng, 6)
    zone, chains, lights = building[0], cold_outside(building[1]), cold_outside(building[2])
    zone = zone._replace(ground_c=zone.ground_c - 20)
    before, n_seen = heated((zone, chains, lights), weights, hours)[..., at.M_HEAT].sum(1), 0
    for elements in (chains, lights):
        for e in range(elements.area_m2.shape[1]):
            better = elements._replace(h_w_per_m2k=scaled(elements.h_w_per_m2k, e, 0.5))
            changed = (zone, better, lights) if elements is chains else (zone, chains, better)
            after, is_cold = heated(changed, weights, hours)[..., at.M_HEAT].sum(1), meets_cold(elements, e)
            assert (after[is_cold] < before[is_cold]).all(), e
            n_seen += is_cold.sum()
    assert n_seen >= 12


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
