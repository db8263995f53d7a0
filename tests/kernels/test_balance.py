"""What goes in comes out or stays: every hour, and every month as the sum of its hours."""

import numpy as np
import pytest

from nulopdemeter.engine.batch import run_each
from nulopdemeter.kernels import layout as at
from tests.kernels.dense import DT_S, Twin
from tests.kernels.random_dwellings import random_building, random_hours, random_rows, rules
from tests.kernels.states import first_hours, run_keeping
from tests.kernels.test_zone import both_films


def faces_of_light(twin, j, now, hour, h_ci, power_w):
    """Outer and inner temperature of an element without mass between the boundary and what the kernel found inside."""
    air_c, radiant_c = hour[at.H_AIR_C], 2 * hour[at.H_OPERATIVE_C] - hour[at.H_AIR_C]
    lights, i = twin.lights, twin.i
    h, h_ri = lights.h_w_per_m2k[i, j], lights.radiative_w_per_m2k[i, j]
    h_e, flow = twin.outside(lights, j, now)
    flow += outer_gain(twin, lights, j, now)
    emitted = (1 - twin.zone.emitter_convective_frac[i]) * power_w / twin.total_m2
    gain = h_ci * air_c + h_ri * radiant_c + twin.absorbed(lights, j, now) + emitted
    return np.linalg.solve([[h_e + h, -h], [-h, h + h_ci + h_ri]], [flow, gain])


def outer_gain(twin, elements, e, now):
    """Sun less sky at an outer face [W/m²]."""
    if elements is twin.chains:
        weights, first = elements.sun[e][twin.i], elements.sun_from[e]
    else:
        weights, first = elements.sun[twin.i, e], elements.sun_from
    sun = weights @ now.sun[first : first + len(weights)]
    return sun - elements.sky_frac[twin.i, e] * now.climate[at.SKY_W_PER_M2]


def through_outer_faces(twin, now, outer_c):
    """Heat that leaves at the outer faces, sun and sky included [W]."""
    total_w = 0.0
    for (elements, e, _), face_c in zip(twin.faces, outer_c, strict=True):
        h, flow = twin.outside(elements, e, now)
        lost = h * face_c - flow - outer_gain(twin, elements, e, now)
        total_w += elements.area_m2[twin.i, e] * lost
    return total_w


def enters(twin, now):
    """Internal gains, and what air and faces keep of the sun [W]."""
    total_w = now.internal_w + twin.zone.beam_air_frac * now.beam_w + twin.zone.spread_air_frac * now.spread_w
    for elements, e, _ in twin.faces:
        per_m2 = (
            elements.beam_per_m2[twin.i, e] * now.beam_w + elements.spread_per_m2[twin.i, e] * now.spread_w
        )
        total_w += elements.area_m2[twin.i, e] * per_m2
    return total_w


@both_films
@pytest.mark.parametrize("seed", range(3))
def test_the_energy_of_every_hour_is_accounted_for(varies, seed):
    rng = np.random.default_rng(seed)
    hours, building = random_hours(rng, 60), random_building(rng, n=1, varies=varies)
    rows, shape, weights = random_rows(rng, building, hours)
    twin = Twin(0, building, weights, rows[0], rules())  # for what acts; the temperatures are the kernel's
    nodes, mass = (
        np.full((5, 5), 18.0),
        building[1].area_m2[0][:, None] * building[1].kappa_j_per_m2k[0] / DT_S,
    )
    for t in range(60):
        now, before, air_before = twin.acting(t, hours), nodes, twin.theta[twin.air]
        kept = run_keeping(rows[0], shape, first_hours(hours, t + 1), rules())
        hour, nodes = kept.hours[t], kept.nodes.copy()
        power_w, air_c = hour[at.H_HEAT_W] - hour[at.H_COOLING_W], hour[at.H_AIR_C]
        films = kept.faces[:, at.KEPT_H] if varies else twin.inside
        lit = [faces_of_light(twin, j, now, hour, films[5 + j], power_w) for j in range(3)]
        outer_c, inner_c = (np.append(nodes[:, k], [x[m] for x in lit]) for k, m in ((0, 0), (4, 1)))
        lost_w = through_outer_faces(twin, now, outer_c)
        lost_w += (hour[at.H_AIR_FLOW_W_PER_K] + building[0].bridges_w_per_k[0]) * (
            air_c - now.climate[at.OUT_C]
        )
        stored_w = (mass * (nodes - before)).sum() + building[0].air_j_per_k[0] / DT_S * (air_c - air_before)
        assert enters(twin, now) + power_w - lost_w == pytest.approx(stored_w, rel=0, abs=1e-6)
        # What radiates from face to face is taken from none of them.
        radiative = np.array([x.area_m2[0, e] * x.radiative_w_per_m2k[0, e] for x, e, _ in twin.faces])
        radiant_c = 2 * hour[at.H_OPERATIVE_C] - air_c
        assert radiative @ (inner_c - radiant_c) == pytest.approx(0, abs=1e-6)
        twin.theta[twin.air] = air_c


RECORDED = {
    at.M_HEAT: at.H_HEAT_W,
    at.M_PUMP_HEAT: at.H_PUMP_HEAT_W,
    at.M_PUMP_EL: at.H_PUMP_EL_W,
    at.M_BACKUP_INPUT: at.H_BACKUP_INPUT_W,
    at.M_WATER_HEAT: at.H_WATER_HEAT_W,
    at.M_WATER_INPUT: at.H_WATER_INPUT_W,
    at.M_WATER_EL: at.H_WATER_EL_W,
    at.M_COOLING: at.H_COOLING_W,
    at.M_OPERATIVE: at.H_OPERATIVE_C,
    at.M_BACKUP_HEAT: at.H_BACKUP_HEAT_W,
    at.M_WATER: at.H_WATER_W,
    at.M_FANS: at.H_FANS_W,
    at.M_AUXILIARY: at.H_AUXILIARY_W,
    at.M_HOUSEHOLD: at.H_HOUSEHOLD_W,
    at.M_PV: at.H_PV_W,
    at.M_SOLAR: at.H_SOLAR_W,
    at.M_INTERNAL: at.H_INTERNAL_W,
    at.M_COLLECTOR: at.H_COLLECTOR_W,
    at.M_CHARGED: at.H_CHARGED_W,
    at.M_DISCHARGED: at.H_DISCHARGED_W,
    at.M_EV: at.H_EV_W,
    at.M_CURTAILED: at.H_CURTAILED_W,
    at.M_EV_UNMET: at.H_EV_UNMET_W,
    at.M_WATER_UNMET: at.H_WATER_UNMET_W,
}


@both_films
def test_every_monthly_result_is_the_sum_of_its_recorded_hours(varies):
    rng = np.random.default_rng(13)
    hours, building = random_hours(rng, 600), random_building(rng, n=8, varies=varies)
    rows, shape, _ = random_rows(rng, building, hours)
    rows[0, at.HEATING_MAX_W] = 200.0  # hours that stay too cold
    rows[4, [at.WATER_MAX_W, at.TANK_ELEMENT_W, at.TANK_PREHEATS]] = 0.0  # a tank that nothing heats
    rows[2, [at.RECOVERY_FRAC, at.FROST_INVERSE, at.VENT_BALANCED_M3_PER_H]] = 0.8, 1.25, 100.0
    icy = rules(24, operative_frac=0.3)._replace(frost_exhaust_c=10.0)  # and hours with frost in the recovery
    year, hour = run_each(rows, shape, hours, icy, is_recording=True)
    air_c, operative_c, net_w = hour[..., at.H_AIR_C], hour[..., at.H_OPERATIVE_C], hour[..., at.H_NET_W]
    felt_c = air_c + 0.3 * 2 * (operative_c - air_c)
    below_k = np.maximum(hour[..., at.H_SET_C] - felt_c, 0)
    own = rows[:, :, None]
    expected = {row: hour[..., column] for row, column in RECORDED.items()} | {
        at.M_IMPORT: np.maximum(net_w, 0),
        at.M_EXPORT: np.maximum(-net_w, 0),
        at.M_FROST: hour[..., at.H_FANS_W] - own[:, at.FAN_W] * hours.climate[:, at.FAN_FRAC],
        at.M_COOLING_EL: own[:, at.COOLING_INPUT] * hour[..., at.H_COOLING_W],
        at.M_TANK_LOSS: own[:, at.TANK_LOSS_W_PER_K] * (hour[..., at.H_TANK_C] - own[:, at.TANK_AMBIENT_C]),
        at.M_VENTILATION: hour[..., at.H_AIR_FLOW_W_PER_K] * (air_c - hours.climate[:, at.OUT_C]),
        at.M_PUMP_H: hour[..., at.H_PUMP_HEAT_W] > 0,
        at.M_UNMET_H: below_k > 0.5,
        at.M_UNDER_KH: below_k,
        at.M_OVER_25_H: operative_c > 25,
        at.M_OVER_26_H: operative_c > 26,
        at.M_OVER_27_H: operative_c > 27,
    }
    assert sorted(expected) == list(range(at.N_MONTHLY))
    for row, values in expected.items():
        sums = np.stack([values[:, hours.month == m].sum(1) for m in range(12)], axis=1)
        assert sums.any(), row
        np.testing.assert_allclose(year.monthly[:, :, row], sums, rtol=1e-9, atol=1e-6, err_msg=str(row))
    for row, column, extreme in (
        (at.X_HEAT, at.H_HEAT_W, np.max),
        (at.X_COOLING, at.H_COOLING_W, np.max),
        (at.X_AIR_MIN, at.H_AIR_C, np.min),
        (at.X_AIR_MAX, at.H_AIR_C, np.max),
        (at.X_OP_MIN, at.H_OPERATIVE_C, np.min),
        (at.X_OP_MAX, at.H_OPERATIVE_C, np.max),
    ):
        np.testing.assert_array_equal(year.extremes[:, row], extreme(hour[..., column], axis=1))
    np.testing.assert_array_equal(year.extremes[:, at.X_IMPORT], np.maximum(net_w.max(1), 0))
    np.testing.assert_array_equal(year.extremes[:, at.X_EXPORT], np.maximum(-net_w.min(1), 0))


@both_films
def test_what_the_meter_sees_is_all_electricity_of_the_hour(varies):
    rng = np.random.default_rng(14)
    hours, building = random_hours(rng, 300), random_building(rng, n=8, varies=varies)
    rows, shape, _ = random_rows(rng, building, hours)
    _, hour = run_each(rows, shape, hours, rules(), is_recording=True)
    used = hour[..., at.H_PUMP_EL_W] + rows[:, None, at.BACKUP_IS_ELECTRIC] * hour[..., at.H_BACKUP_INPUT_W]
    used = used + rows[:, None, at.COOLING_INPUT] * hour[..., at.H_COOLING_W]
    for column in (
        at.H_WATER_EL_W,
        at.H_FANS_W,
        at.H_AUXILIARY_W,
        at.H_HOUSEHOLD_W,
        at.H_EV_W,
        at.H_CHARGED_W,
    ):
        used = used + hour[..., column]
    used = used - hour[..., at.H_DISCHARGED_W]
    np.testing.assert_allclose(hour[..., at.H_NET_W], used - hour[..., at.H_PV_W], rtol=0, atol=1e-8)
    given = hour[..., at.H_PUMP_HEAT_W] + hour[..., at.H_BACKUP_HEAT_W]
    np.testing.assert_allclose(given, hour[..., at.H_HEAT_W], rtol=0, atol=1e-8)
    np.testing.assert_allclose(
        hour[..., at.H_PUMP_EL_W] * hour[..., at.H_COP], hour[..., at.H_PUMP_HEAT_W], rtol=1e-12
    )
