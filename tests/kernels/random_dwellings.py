"""Random buildings, climates and controls for the kernel tests; seeded."""

import numpy as np

from nulopdemeter.engine.assembly import Weights, make_shape, thermal_rows, weight_rows
from nulopdemeter.engine.elements import Chains, Lights, Zone
from nulopdemeter.kernels import layout as at

N_PLANES = 5


def random_hours(rng, n_hours=240):
    climate = np.zeros((n_hours, at.N_CLIMATE))
    climate[:, at.OUT_C] = 8 + 10 * np.sin(np.arange(n_hours) / 40) + rng.normal(0, 2, n_hours)
    climate[:, at.AIR_WH_PER_M3K] = 0.34 + 0.01 * rng.random(n_hours)
    wind = 8 * rng.random(n_hours)
    climate[:, at.WIND_POW], climate[:, at.WIND_SQ] = wind**1.333, wind**2
    climate[:, at.SKY_W_PER_M2] = 90 * rng.random(n_hours)
    climate[:, at.PUMP_LOW_C], climate[:, at.PUMP_SPAN_PER_K] = 30, 1 / 15
    climate[:, at.BRINE_C] = 3 + 2 * rng.random(n_hours)
    climate[:, at.CURVE] = np.clip((20 - climate[:, at.OUT_C]) / 30, 0, 1) ** (1 / 1.3)
    points = np.array([-7.0, 2.0, 7.0, 12.0])
    for k in range(4):
        climate[:, at.HAT_M7 + k] = np.interp(climate[:, at.OUT_C], points, np.eye(4)[k])
    sun = np.clip(rng.normal(100, 250, (n_hours, N_PLANES)), 0, 900)
    profiles = np.column_stack(
        [
            (np.arange(n_hours) % 24 < 7).astype(float),
            np.full(n_hours, 8.0),
            np.ones(n_hours),
            rng.random(n_hours),
            rng.random(n_hours),
            (rng.random(n_hours) > 0.8).astype(float),
        ]
    )
    pv = np.clip(rng.normal(50, 200, (n_hours, 2)), 0, 800)
    month = np.minimum(np.arange(n_hours) * 12 // n_hours, 11)
    return at.Hours(climate, sun, pv, profiles, month, month.copy(), rng.random(n_hours))


def random_building(rng, n=4, n_chains=4, n_lights=3):
    def uniform(low, high, *shape):
        return rng.uniform(low, high, shape)

    kappa = uniform(0, 60000, n, n_chains, 5) * (rng.random((n, n_chains, 5)) > 0.4)
    outside = uniform(5, 25, n, n_chains)
    outside[:, -1] = 0.0  # an internal wall is adiabatic at its cut
    boundary = rng.dirichlet(np.ones(3), (n, n_chains))
    chains = Chains(
        uniform(5, 80, n, n_chains),
        kappa,
        uniform(0.5, 60, n, n_chains, 4),
        outside,
        uniform(0.7, 5, n, n_chains),
        boundary[..., 0],
        boundary[..., 1],
        boundary[..., 2],
        uniform(-2, 2, n, n_chains),
        uniform(0, 0.9, n, n_chains),
        tuple(uniform(0, 0.6, n, 2 + s % 2) for s in range(n_chains)),
        tuple(s % 3 for s in range(n_chains)),
    )
    lights = Lights(
        uniform(1, 15, n, n_lights),
        uniform(0.8, 30, n, n_lights),
        uniform(10, 25, n, n_lights),
        uniform(2, 4, n, n_lights),
        np.ones((n, n_lights)),
        np.zeros((n, n_lights)),
        np.zeros((n, n_lights)),
        uniform(0, 0.9, n, n_lights),
        uniform(0, 0.5, n, n_lights, 3),
        1,
    )
    zone = Zone(
        uniform(3e5, 2e6, n),
        uniform(0, 30, n),
        5.13,
        0.4,
        0.1,
        0.04,
        uniform(0.4, 1, n),
        uniform(0, 6, n, N_PLANES),
        0,
        uniform(6, 14, n, 12),
    )
    return zone, chains, lights


def random_weights(rng, n):
    return Weights(
        np.column_stack([rng.uniform(-4, 0, n), np.zeros(n), rng.uniform(18, 21, n)]),
        0,
        rng.uniform(0, 300, (n, 2)),
        2,
        rng.uniform(0, 800, (n, 1)),
        4,
        rng.uniform(0, 3000, (n, 1)),
        5,
        rng.uniform(0, 3, (n, 2)),
    )


def random_rows(rng, zone, chains, lights):
    """Rows of dwellings with every kind of machine."""
    n = len(zone.air_j_per_k)
    weights = random_weights(rng, n)
    shape = make_shape(chains, lights, zone, weights)
    rows = np.zeros((n, shape.n_rows))
    thermal_rows(rows, shape, zone, chains, lights)
    weight_rows(rows, shape, weights)
    for row, low, high in (
        (at.LEAK_STACK_M3_PER_H, 1, 20),
        (at.LEAK_WIND_M3_PER_H, 1, 20),
        (at.VENT_NATURAL_M3_PER_H, 0, 60),
        (at.VENT_UNBALANCED_M3_PER_H, 0, 120),
        (at.VENT_BALANCED_M3_PER_H, 0, 120),
        (at.RECOVERY_FRAC, 0, 0.95),
        (at.AIRING_M3_PER_H, 0, 4000),
        (at.AIRING_STACK, 0.003, 0.006),
        (at.HEATING_MAX_W, 3000, 12000),
        (at.FAN_HEAT_W, 0, 30),
        (at.PUMP_CAPACITY_W, 2000, 6000),
        (at.PUMP_CAPACITY_SOURCE_PER_K, 0.01, 0.03),
        (at.PUMP_CAPACITY_FLOW_PER_K, 0.002, 0.006),
        (at.FLOW_ROOM_C, 19, 21),
        (at.FLOW_SPAN_K, 15, 45),
        (at.FLOW_MIN_C, 25, 30),
        (at.BACKUP_W, 0, 9000),
        (at.TANK_AMBIENT_C, 15, 20),
        (at.FAN_W, 0, 60),
        (at.STANDBY_W, 0, 20),
        (at.PUMPING_W, 0, 60),
    ):
        rows[:, row] = rng.uniform(low, high, n)
    rows[:, at.HAS_BYPASS] = rng.integers(0, 2, n)
    for k in range(4):
        rows[:, at.PUMP_35_M7 + k] = rng.uniform(0.3, 0.5, n)
        rows[:, at.PUMP_55_M7 + k] = rng.uniform(0.3, 0.5, n)
    rows[:, at.PUMP_OFF_BELOW_C], rows[:, at.PUMP_MAX_FLOW_C] = -20, 65
    rows[:, at.PUMP_FROM_AIR], rows[:, at.ROOM_MAX_FLOW_C] = rng.integers(0, 2, n), 58
    rows[:, at.BACKUP_INPUT_0], rows[:, at.BACKUP_IS_ELECTRIC] = 1.05, rng.integers(0, 2, n)
    has_tank = rng.integers(0, 2, n)
    store, loss = 230.0 * has_tank, 1.5 * has_tank
    rows[:, at.TANK_STORE_W_PER_K], rows[:, at.TANK_LOSS_W_PER_K] = store, loss
    rows[:, at.TANK_INVERSE_K_PER_W] = np.divide(1, store + loss, out=np.zeros(n), where=has_tank > 0)
    rows[:, at.TANK_SET_C] = np.where(has_tank, 55, 1e6)
    rows[:, at.TANK_ON_BELOW_C] = np.where(has_tank, 50, 1e9)
    rows[:, at.TANK_MIN_C] = np.where(has_tank, 40, -1e6)
    rows[:, at.TANK_LOSS_TO_ROOM_FRAC], rows[:, at.WATER_MAX_W] = 0.75, 2e4
    rows[:, at.WATER_BY_PUMP], rows[:, at.WATER_FLOW_C] = has_tank, 55
    rows[:, at.WATER_INPUT], rows[:, at.COOLING_COP], rows[:, at.COOLING_SET_C] = 1.4, 3, 1e3
    return rows, shape, weights


def rules(warm_up_h=0, operative_frac=0.5):
    return at.Rules(operative_frac, 0.336, 23.0, 12.0, 1.0, 24.0, 0.001, 0.5, warm_up_h)
