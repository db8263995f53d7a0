"""Random buildings, climates and controls for the kernel tests; seeded."""

import numpy as np

from nulopdemeter.engine.assembly import Weights, make_shape, thermal_rows, weight_rows
from nulopdemeter.engine.elements import Chains, Films, Lights, Zone
from nulopdemeter.kernels import layout as at
from nulopdemeter.kernels.shapes import Hours, Rules

N_PLANES = 5
BOUNDARIES = ("outdoors", "ground", "unheated", "mixed", "adiabatic")
MASSES = ("everywhere", "faces", "middle", "nowhere", "somewhere")


def random_hours(rng, n_hours=240, n_planes=N_PLANES):
    t = np.arange(n_hours)
    climate = np.zeros((n_hours, at.N_CLIMATE))
    out_c = rng.uniform(0, 20) + 10 * np.sin(t / 40 + rng.uniform(0, 6)) + rng.normal(0, 2, n_hours)
    wind = 8 * rng.random(n_hours)
    points = np.array([-7.0, 2.0, 7.0, 12.0])
    for column, values in (
        (at.OUT_C, out_c),
        (at.AIR_WH_PER_M3K, 0.34 + 0.01 * rng.random(n_hours)),
        (at.WIND_POW, wind ** (4 / 3)),
        (at.WIND_SQ, wind**2),
        (at.WIND_WINDWARD, wind**0.89),
        (at.WIND_LEEWARD, wind**0.617),
        (at.RADIATIVE_OUT_W_PER_M2K, 4 + 1.5 * rng.random(n_hours)),
        (at.SKY_W_PER_M2, 90 * rng.random(n_hours)),
        (at.CURVE, np.clip((20 - out_c) / 30, 0, 1) ** (1 / 1.3)),
        (at.PUMP_LOW_C, 30),
        (at.PUMP_SPAN_PER_K, 1 / 15),
        (at.PUMP_BOW, 0.05 * rng.random(n_hours)),
        (at.BRINE_C, 3 + 2 * rng.random(n_hours)),
        (at.COOLING_RAISE_K, 3 * (t % 24 < 7)),
        (at.ONE, 1),
        (at.AIRING_FRAC, np.clip(rng.normal(0.5, 0.5, n_hours), 0, 1)),
        (at.IS_QUIET, (t % 24 < 7) | (t % 24 >= 19)),
        (at.IS_LEGIONELLA, t % 72 == 2),
        (at.WATER_COLD_C, 10.0),
        (at.WATER_PER_LIFT, 1 / 50),
        (at.IS_CHEAP, (t % 24 >= 11) & (t % 24 < 15)),
        (at.IS_DEAR, (t % 24 >= 17) & (t % 24 < 21)),
        (at.IS_NEGATIVE, rng.random(n_hours) < 0.1),
        (at.EV_ARRIVES, t % 24 == 18),
        (at.FLOW_FRAC, 0.5 + rng.random(n_hours)),
        (at.FAN_FRAC, 0.3 + rng.random(n_hours)),
        (at.EV_IS_HOME, (t % 24 < 8) | (t % 24 >= 18)),
        # Hours until 8 h, the last three of them as if none followed.
        (at.EV_LATER_H, np.where((7 - t) % 24 < 3, 0, (7 - t) % 24)),
        *((at.HAT_M7 + k, np.interp(out_c, points, np.eye(4)[k])) for k in range(4)),
    ):
        climate[:, column] = values
    sun = np.clip(rng.normal(100, 250, (n_hours, n_planes)), 0, 900)
    is_drawn = (rng.random(n_hours) > 0.8).astype(float)
    profiles = np.column_stack(
        [t % 24 < 7, np.full(n_hours, 8.0), np.ones(n_hours), rng.random((n_hours, 2)), is_drawn]
    )
    pv = np.clip(rng.normal(50, 200, (n_hours, 2)), 0, 800)
    month = np.minimum(t * 12 // n_hours, 11)
    return Hours(climate, sun, pv, profiles, month, month.copy(), rng.random(n_hours))


def some(rng, values, frac=0.7):
    """The values, some of them 0."""
    return values * (rng.random(values.shape) < frac)


def _random_films(rng, shape, is_windy):
    """No wind comes to some slots at all, and to some dwellings in others."""
    blown = is_windy[None, :] & (rng.random(shape) < 0.8)
    return Films(
        blown * rng.uniform(1.5, 2.5, shape),
        blown * rng.uniform(1, 2.2, shape),
        blown * rng.uniform(0.5, 3.3, shape),
        blown * rng.uniform(0, 1.6, shape),
        blown * rng.uniform(0.6, 1.1, shape),
        rng.uniform(0.7, 2.2, shape),
        rng.uniform(0.7, 2.2, shape),
    )


def _boundary(rng, kinds, n):
    """Shares of outdoor, zone and ground temperature by kind, each (n, e)."""
    shares = rng.dirichlet(np.ones(3), (n, len(kinds)))
    for e, kind in enumerate(kinds):
        if kind in ("outdoors", "ground"):
            shares[:, e] = np.eye(3)[0 if kind == "outdoors" else 2]
        if kind == "unheated":
            shares[:, e, 0] += shares[:, e, 2]
            shares[:, e, 2] = 0
    return np.moveaxis(shares, 2, 0)


def _random_kappa(rng, masses, n):
    kappa = rng.uniform(1000, 60000, (n, len(masses), 5))
    for e, mass in enumerate(masses):
        if mass == "faces":
            kappa[:, e, 1:4] = 0
        if mass == "middle":
            kappa[:, e, [0, 1, 3, 4]] = 0
        if mass == "nowhere":
            kappa[:, e] = 0
        if mass == "somewhere":
            kappa[:, e] = some(rng, kappa[:, e], 0.5)
    return kappa


def _cycle(rng, names, n):
    """So many names, every one before any comes twice."""
    return [names[k % len(names)] for k in rng.permutation(max(n, len(names)))[:n]]


def _shares(rng, area_m2):
    """What the faces absorb per m² of each watt: of all that comes in, four fifths."""
    parts = rng.uniform(0, 1, area_m2.shape) * (area_m2 > 0)
    return 0.8 * parts / (parts * area_m2).sum(1, keepdims=True)


def random_building(rng, n=4, n_chains=5, n_lights=3, n_planes=N_PLANES, varies=False):
    """Zone, chains and elements without mass; some dwellings lack some of the elements."""

    def uniform(low, high, *shape):
        return rng.uniform(low, high, shape)

    kinds, light_kinds = _cycle(rng, BOUNDARIES, n_chains), _cycle(rng, ("outdoors", "unheated"), n_lights)
    outside = uniform(1, 25, n, n_chains) * np.array([kind != "adiabatic" for kind in kinds])
    areas = uniform(2, 60, n, n_chains + n_lights)
    areas[:, 1:] = some(rng, areas[:, 1:], 0.85)
    beam, spread = _shares(rng, areas), _shares(rng, areas)
    radiative = uniform(3, 8, n, n_chains + n_lights)
    sun_from = [int(rng.integers(0, n_planes)) for _ in range(n_chains + 3)]
    widths = [int(rng.integers(1, n_planes - first + 1)) for first in sun_from]
    chains = Chains(
        areas[:, :n_chains],
        _random_kappa(rng, _cycle(rng, MASSES, n_chains), n),
        uniform(0.5, 60, n, n_chains, 4),
        outside,
        uniform(0.7, 5, n, n_chains),
        radiative[:, :n_chains],
        *_boundary(rng, kinds, n),
        some(rng, uniform(-2, 2, n, n_chains)),
        some(rng, uniform(0, 0.9, n, n_chains)),
        tuple(some(rng, uniform(0, 0.6, n, width)) for width in widths[:n_chains]),
        tuple(sun_from[:n_chains]),
        beam[:, :n_chains],
        spread[:, :n_chains],
        _random_films(rng, (n, n_chains), np.array(kinds) == "outdoors") if varies else None,
    )
    lights = Lights(
        areas[:, n_chains:],
        uniform(0.8, 30, n, n_lights),
        uniform(4, 25, n, n_lights),
        uniform(1, 4, n, n_lights),
        radiative[:, n_chains:],
        *_boundary(rng, light_kinds, n)[:2],
        some(rng, uniform(-2, 2, n, n_lights)),
        some(rng, uniform(0, 0.9, n, n_lights)),
        some(rng, uniform(0, 0.5, n, n_lights, widths[-1])),
        sun_from[-1],
        beam[:, n_chains:],
        spread[:, n_chains:],
        _random_films(rng, (n, n_lights), np.array(light_kinds) == "outdoors") if varies else None,
    )
    zone = Zone(
        uniform(3e5, 2e6, n),
        uniform(0, 30, n),
        float(rng.uniform(0.2, 0.8)),
        float(rng.uniform(0, 0.15)),
        float(rng.uniform(0, 0.15)),
        uniform(0.3, 1, n),
        some(rng, uniform(0, 5, n, widths[-2])),
        sun_from[-2],
        some(rng, uniform(0, 5, n, widths[-3])),
        sun_from[-3],
        uniform(6, 14, n, 12),
    )
    return zone, chains, lights


def random_weights(rng, n):
    return Weights(
        np.column_stack([some(rng, rng.uniform(-4, 0, n)), np.zeros(n), rng.uniform(18, 21, n)]),
        0,
        some(rng, rng.uniform(0, 300, (n, 2))),
        2,
        rng.uniform(0, 800, (n, 1)),
        4,
        rng.uniform(0, 3000, (n, 1)),
        5,
        some(rng, rng.uniform(0, 3, (n, 2))),
        some(rng, rng.uniform(0, 4, (n, 1))),
        0,
    )


def building_rows(building, weights, hours, operative_frac=0.5):
    """Rows of a building and its residents; no machines, no air flows."""
    zone, chains, lights = building
    shape = make_shape(chains, lights, zone, weights, hours)
    rows = np.zeros((len(zone.air_j_per_k), shape.n_rows))
    thermal_rows(rows, shape, zone, chains, lights, operative_frac)
    weight_rows(rows, shape, weights)
    rows[:, at.COOLING_SET_C] = 1e3
    rows[:, at.PUMP_SOURCE_MOST_W] = rows[:, at.PV_MOST_W] = rows[:, at.EXPORT_MOST_W] = 1e9
    rows[:, at.ROOM_ABOVE_C] = -1e6
    rows[:, at.TANK_SET_C], rows[:, at.TANK_ON_BELOW_C], rows[:, at.TANK_MIN_C] = 1e6, 1e9, -1e6
    return rows, shape


_MACHINES = (
    (at.LEAK_STACK_M3_PER_H, 1, 20),
    (at.LEAK_WIND_M3_PER_H, 1, 20),
    (at.VENT_NATURAL_M3_PER_H, 0, 60),
    (at.VENT_UNBALANCED_M3_PER_H, 0, 120),
    (at.VENT_BALANCED_M3_PER_H, 0, 120),
    (at.RECOVERY_FRAC, 0, 0.95),
    (at.AIRING_M3_PER_H, 0, 4000),
    (at.AIRING_STACK, 0.003, 0.006),
    (at.HEATING_MAX_W, 3000, 12000),
    (at.COOLING_SET_C, 23.5, 26),
    (at.COOLING_INPUT, 0.2, 0.5),
    (at.FAN_HEAT_W, 0, 30),
    (at.PUMP_CAPACITY_W, 2000, 6000),
    (at.PUMP_CAPACITY_SOURCE_PER_K, 0.01, 0.03),
    (at.PUMP_CAPACITY_FLOW_PER_K, 0.002, 0.006),
    (at.PUMP_MOST_INPUT, 0.25, 1),
    (at.PUMP_LEAST_PER_W, 5e-5, 2e-4),
    (at.PUMP_CYCLING_FRAC, 0, 0.2),
    (at.PUMP_MOST_CYCLING, 2, 8),
    (at.PUMP_QUIET_FRAC, 0, 0.5),
    (at.PUMP_IDLE_W, 0, 40),
    (at.BACKUP_PER_LEAST_W, 1e-4, 1e-3),
    (at.BACKUP_CYCLING_FRAC, 0, 0.1),
    (at.EMITTER_SPREAD_K, 1, 5),
    (at.FLOW_ROOM_C, 19, 21),
    (at.FLOW_SPAN_K, 15, 45),
    (at.FLOW_MIN_C, 25, 30),
    (at.BACKUP_W, 0, 9000),
    (at.BACKUP_INPUT_0, 0.9, 1.1),
    (at.BACKUP_INPUT_1, 0, 0.003),
    (at.TANK_AMBIENT_C, 15, 20),
    (at.FAN_W, 0, 60),
    (at.STANDBY_W, 0, 20),
    (at.PUMPING_W, 0, 60),
    *((row, 0.3, 0.5) for row in range(at.PUMP_35_M7, at.PUMP_55_P12 + 1)),
)


def random_rows(rng, building, hours, operative_frac=0.5):
    """Rows of dwellings with every kind of machine."""
    n = len(building[0].air_j_per_k)
    weights = random_weights(rng, n)
    rows, shape = building_rows(building, weights, hours, operative_frac)
    for row, low, high in _MACHINES:
        rows[:, row] = rng.uniform(low, high, n)
    rows[:, at.AIRING_M3_PER_H] *= np.arange(n) % 3 > 0
    rows[:, at.COOLING_MAX_W] = some(rng, rng.uniform(500, 3000, n), 0.7)
    for row in (at.HAS_BYPASS, at.PUMP_FROM_AIR, at.BACKUP_IS_ELECTRIC, at.TANK_PREHEATS):
        rows[:, row] = rng.integers(0, 2, n)
    rows[:, at.PUMP_FROM_BRINE] = 1 - rows[:, at.PUMP_FROM_AIR]
    rows[:, at.PUMP_SOURCE_MOST_W] = np.where(rng.random(n) < 0.3, rng.uniform(1000, 3000, n), 1e9)
    rows[:, at.ROOM_ABOVE_C] = np.where(rng.random(n) < 0.3, 4.0, -1e6)
    by_flow = rng.random(n) < 0.5
    rows[by_flow, at.HEATING_MAX_W] = 0.0
    for row, most in ((at.EMITTER_W_PER_K, 80), (at.EMITTER_ROOT, 25), (at.EMITTER_SQ, 1.5)):
        rows[by_flow, row] = rng.uniform(0, most, by_flow.sum())
    for row in (at.ROOM_RAISE_SUN_K, at.ROOM_RAISE_CHEAP_K, at.TANK_RAISE_SUN_K, at.TANK_RAISE_CHEAP_K):
        rows[:, row] = some(rng, rng.uniform(0.5, 4, n))
    rows[:, at.SURPLUS_FROM_W] = rng.uniform(0, 300, n)
    _random_stores(rng, rows)
    rows[:, at.PUMP_OFF_BELOW_C], rows[:, at.PUMP_MAX_FLOW_C], rows[:, at.ROOM_MAX_FLOW_C] = -5, 65, 50
    has_tank = np.arange(n) % 2 == 0
    store, loss = 230.0 * has_tank, 1.5 * has_tank
    rows[:, at.TANK_STORE_W_PER_K], rows[:, at.TANK_LOSS_W_PER_K] = store, loss
    rows[:, at.TANK_INVERSE_K_PER_W] = np.divide(1, store + loss, out=np.zeros(n), where=has_tank)
    rows[:, at.TANK_SET_C] = np.where(has_tank, 55, 1e6)
    rows[:, at.TANK_ON_BELOW_C] = np.where(has_tank, 49.5, 1e9)
    rows[:, at.TANK_MIN_C] = np.where(has_tank, 40, -1e6)
    rows[:, at.TANK_LOSS_TO_ROOM_FRAC], rows[:, at.WATER_MAX_W] = 0.75, 2e4
    has_collector = has_tank & (weights.collector_m2 > 0).any(1)
    rows[:, at.TANK_MOST_C], rows[:, at.COLLECTOR_LOSS_W_PER_K] = 85 * has_tank, 8 * has_collector
    rows[:, at.TANK_LEGIONELLA_C] = 62 * has_tank * rng.integers(0, 2, n)
    rows[:, at.TANK_PREHEATS] *= has_tank
    # Some elements are small, some are the heater itself.
    rows[:, at.TANK_ELEMENT_W] = has_tank * rng.choice([300.0, 2000.0], n)
    rows[:, at.ELEMENT_HEATS] = has_tank * rng.integers(0, 2, n)
    rows[:, at.COLLECTOR_PUMP_W] = has_tank * rng.uniform(10, 40, n)
    preheats = (rows[:, at.RECOVERY_FRAC] > 0.1) & (rng.random(n) < 0.5)
    rows[preheats, at.FROST_INVERSE] = 1 / rows[preheats, at.RECOVERY_FRAC]
    rows[:, at.WATER_BY_PUMP] = has_tank & (rng.random(n) < 0.7)
    rows[:, at.WATER_FLOW_C], rows[:, at.WATER_INPUT] = 55, 1.4
    # Some tanks are heated by less than is drawn.
    rows[4::6, at.WATER_BY_PUMP], rows[4::6, at.WATER_MAX_W], rows[4::6, at.TANK_ELEMENT_W] = 0, 100, 300
    rows[:, at.WATER_ELECTRICITY] = some(rng, rng.uniform(0.3, 1, n))
    return rows, shape, weights


def _random_stores(rng, rows):
    """Batteries, cars and limits of the grid; some dwellings have none."""
    n = len(rows)
    has_battery, has_car = rng.random(n) < 0.6, rng.random(n) < 0.6
    rows[:, at.BATTERY_WH], rows[:, at.BATTERY_W] = 6000 * has_battery, 2500 * has_battery
    rows[:, at.BATTERY_FRAC] = rng.uniform(0.9, 1, n)
    rows[:, at.BATTERY_INVERSE] = 1 / rows[:, at.BATTERY_FRAC]
    rows[:, at.BATTERY_KEEPS_FRAC] = 0.9995
    rows[:, at.EV_DAY_WH], rows[:, at.EV_W] = 7000 * has_car, 3700 * has_car
    rows[::3, at.EV_W] *= 0.11  # too little for what the car needs
    for row in (at.BATTERY_BY_PRICE, at.EV_AT_ONCE, at.EV_BY_SUN, at.EV_BY_PRICE, at.EXPORT_STOPS):
        rows[:, row] = rng.integers(0, 2, n)
    rows[:, at.PV_MOST_W] = np.where(rng.random(n) < 0.5, rng.uniform(500, 2000, n), 1e9)
    rows[:, at.EXPORT_MOST_W] = np.where(rng.random(n) < 0.5, rng.uniform(0, 1500, n), 1e9)


def rules(warm_up_h=0, operative_frac=0.5):
    pump = (6.0, 0.25, -7.0, 35.0)
    return Rules(
        operative_frac, 0.336, 23.0, 12.0, 1.0, 24.0, 0.001, 0.5, warm_up_h, 0.1, 0.462, 0.538, *pump
    )
