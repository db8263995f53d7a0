"""Cases with an answer on paper: a slab after a step, a steady state, and films that are constant after all."""

import numpy as np
import pytest
from scipy.optimize import brentq

from nulopdemeter.engine.assembly import Weights
from nulopdemeter.engine.batch import run_each
from nulopdemeter.engine.elements import Chains, Films, Lights, Zone
from nulopdemeter.engine.nodes import Layer, nodes_from_layers
from nulopdemeter.kernels import layout as at
from nulopdemeter.kernels.shapes import Hours
from tests.kernels.random_dwellings import building_rows, random_building, random_hours, random_rows, rules
from tests.kernels.test_zone import both_films

START_C = 18.0


def constant_films(elements):
    """Films that could vary, with coefficients that make them what the constant ones are."""
    h, none = elements.inside_w_per_m2k, np.zeros_like(elements.area_m2)
    return elements._replace(films=Films(none, none, none, none, none, h, h))


def plain_rules(operative_frac=0.0):
    """No airing, and h_ci = C."""
    return rules(0, operative_frac)._replace(
        airing_above_c=1e3, root_share_0=1.0, root_share_1=0.0, least_film_w_per_m2k=0.0
    )


def constant_hours(n_hours, out_c, sky_w_per_m2=0.0, sun=0.0):
    climate, n_planes = np.zeros((n_hours, at.N_CLIMATE)), 5
    climate[:, at.OUT_C], climate[:, at.SKY_W_PER_M2], climate[:, at.ONE] = out_c, sky_w_per_m2, 1
    climate[:, at.AIR_WH_PER_M3K], climate[:, at.FLOW_FRAC] = 0.34, 1
    none = np.zeros(n_hours, np.int64)
    sun_table = np.full((n_hours, n_planes), sun)
    return Hours(
        climate, sun_table, np.zeros((n_hours, 2)), np.ones((n_hours, 1)), none, none, np.zeros(n_hours)
    )


def held_at(set_c, gain_w=0.0):
    """Residents that want one temperature and give one gain."""
    one = np.ones((1, 1))
    return Weights(set_c * one, 0, gain_w * one, 0, 0 * one, 0, 0 * one, 0, np.zeros((1, 2)))


def run(building, weights, hours, control, changes=()):
    """Hours of the only dwelling, with as much heating and cooling as it needs."""
    rows, shape = building_rows(building, weights, hours, control.operative_frac)
    rows[:, at.HEATING_MAX_W] = rows[:, at.BACKUP_W] = 1e7
    for row, value in changes:
        rows[:, row] = value
    return run_each(rows, shape, hours, control, is_recording=True)[1][0]


def plain_box(kappa, h, area_m2, outside, inside, radiative, varies):
    """Chains alone, all outdoors or adiabatic; all heating into the air."""
    n, none = len(area_m2), np.zeros((1, len(area_m2)))
    chains = Chains(
        *(np.array(x, float)[None] for x in (area_m2, kappa, h, outside, inside, radiative)),
        np.ones((1, n)), none, none, none, none,
        tuple(np.zeros((1, 1)) for _ in range(n)), (0,) * n, none, none,
    )  # fmt: skip
    empty = np.zeros((1, 0))
    lights = Lights(*[empty] * 9, np.zeros((1, 0, 1)), 0, empty, empty)
    if varies:
        chains, lights = constant_films(chains), constant_films(lights)
    one, glass = np.ones(1), np.zeros((1, 1))
    return (
        Zone(5e4 * one, 0 * one, 1.0, 0.0, 0.0, one, glass, 0, glass, 0, np.full((1, 12), 10.0)),
        chains,
        lights,
    )


def still_to_come(biot, fourier, place, hours=None):
    """Share of a step not yet there: slab with one adiabatic face, at a place (1: the other face, behind a film).

    With ``hours`` the exponentials of the series are those of implicit steps: exact in space, hourly in time.
    """
    total = 0.0
    for n in range(60):
        zeta = brentq(lambda z: z * np.sin(z) - biot * np.cos(z), n * np.pi, n * np.pi + np.pi / 2)
        decay = np.exp(-(zeta**2) * fourier)
        if hours is not None:
            decay = (1 + zeta**2 * fourier / hours) ** -hours
        weight = 4 * np.sin(zeta) / (2 * zeta + np.sin(2 * zeta))
        total = total + weight * decay * np.cos(zeta * place)
    return total


@both_films
@pytest.mark.parametrize(
    ("thick_m", "conductivity_w_per_mk", "kappa_j_per_m3k", "by_nodes_k", "by_all_k"),
    [(0.10, 1.7, 2.3e6, 0.004, 0.017), (0.20, 1.7, 2.3e6, 0.010, 0.019), (0.21, 0.7, 1.4e6, 0.019, 0.028)],
    ids=["10 cm of concrete", "20 cm of concrete", "21 cm of brick"],
)
def test_a_slab_follows_a_step_of_the_air_as_the_exact_series_does(
    varies, thick_m, conductivity_w_per_mk, kappa_j_per_m3k, by_nodes_k, by_all_k
):
    film, area_m2, n = 8.0, 50.0, np.arange(1, 401)
    nodes = nodes_from_layers([Layer(thick_m / conductivity_w_per_mk, kappa_j_per_m3k * thick_m)])
    box = plain_box([nodes.kappa_j_per_m2k], [nodes.h_w_per_m2k], [area_m2], [0], [film], [5.0], varies)
    hours = run(box, held_at(START_C + 1), constant_hours(len(n), 5.0), plain_rules())
    # One face sees itself: mean radiant temperature is its temperature, and radiation moves nothing.
    face_c = 2 * hours[:, at.H_OPERATIVE_C] - hours[:, at.H_AIR_C]
    np.testing.assert_allclose(hours[:, at.H_AIR_C], START_C + 1, rtol=0, atol=1e-9)
    biot = film * thick_m / conductivity_w_per_mk
    fourier = conductivity_w_per_mk * 3600.0 * n / (kappa_j_per_m3k * thick_m**2)
    apart_k = face_c - (START_C + 1)
    by_nodes = apart_k + still_to_come(biot, fourier, 1.0, n)
    by_all = apart_k + still_to_come(biot, fourier, 1.0)
    # Of a step of 1 K: what five nodes cost in any hour, and what hourly steps cost besides from the third hour on.
    assert np.abs(by_nodes).max() < by_nodes_k
    assert np.abs(by_all[2:]).max() < by_all_k
    # In the end the slab is full: what was heated is its capacity, and that of the air, for one kelvin.
    stored_j = kappa_j_per_m3k * thick_m * area_m2 + box[0].air_j_per_k[0]
    assert hours[:, at.H_HEAT_W].sum() * 3600 == pytest.approx(stored_j, rel=1e-7)


@both_films
def test_a_box_of_equal_faces_loses_u_times_area_times_difference(varies):
    area_m2, films, through = np.array([40.0, 30.0, 12.0]), (20.0, 4.0, 5.5), 0.8
    kappa = [[9e3, 0, 4e4, 0, 2e4], [0, 0, 0, 0, 0], [1e4, 2e4, 3e4, 4e4, 5e4]]
    h = [[4 * through] * 4, [2 * through, 4 * through, 8 * through, 8 * through], [4 * through] * 4]
    ones = np.ones(3)
    box = plain_box(kappa, h, area_m2, films[0] * ones, films[1] * ones, films[2] * ones, varies)
    hours = run(box, held_at(20.0, gain_w=300.0), constant_hours(3000, -4.0), plain_rules())
    # All faces are equally warm: radiation moves nothing, and the film is h_ci alone.
    u = 1 / (1 / films[0] + 1 / through + 1 / films[1])
    assert hours[-1, at.H_HEAT_W] == pytest.approx(u * area_m2.sum() * 24.0 - 300.0, rel=1e-10)


@both_films
@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("operative_frac", [0.0, 0.5])
def test_in_a_steady_state_the_heat_is_that_of_resistances_alone(varies, seed, operative_frac):
    rng = np.random.default_rng(seed)
    building = random_building(rng, n=1)
    if varies:
        building = building[0], constant_films(building[1]), constant_films(building[2])
    hours = constant_hours(4000, out_c=3.0, sky_w_per_m2=60.0, sun=80.0)
    flow_m3_per_h = (at.VENT_UNBALANCED_M3_PER_H, 70.0)
    seen = run(building, held_at(20.0, 250.0), hours, plain_rules(operative_frac), [flow_m3_per_h])[-1]
    heat_w, air_c = resistances_alone(building, operative_frac, 20.0, 250.0, 0.34 * 70, 3.0, 60.0, 80.0)
    assert seen[at.H_HEAT_W] > 0
    assert seen[at.H_HEAT_W] == pytest.approx(heat_w, rel=1e-9)
    assert seen[at.H_AIR_C] == pytest.approx(air_c, abs=1e-9)


def resistances_alone(building, operative_frac, set_c, gain_w, h_ve, out_c, sky, sun):
    """Heat and air temperature of a star: U from every inside face to its sol-air temperature, no mass anywhere."""
    zone, chains, lights = building
    beam_w, spread_w = zone.beam_m2[0].sum() * sun, zone.spread_m2[0].sum() * sun
    total_m2 = chains.area_m2.sum() + lights.area_m2.sum()
    f_h, f_int = zone.emitter_convective_frac[0], zone.internal_convective_frac
    n = chains.area_m2.shape[1] + lights.area_m2.shape[1]
    a, b, air, radiant, power = np.zeros((n + 3, n + 3)), np.zeros(n + 3), n, n + 1, n + 2
    for f in range(n):
        x, e = (chains, f) if f < chains.area_m2.shape[1] else (lights, f - chains.area_m2.shape[1])
        area, h_ci, h_ri = x.area_m2[0, e], x.inside_w_per_m2k[0, e], x.radiative_w_per_m2k[0, e]
        through = 1 / np.sum(1 / np.atleast_1d(x.h_w_per_m2k[0, e]))
        absorbed = (x.sun[e][0] if x is chains else x.sun[0, e]).sum() * sun - x.sky_frac[0, e] * sky
        h_e = x.outside_w_per_m2k[0, e]
        ground = x.from_ground[0, e] * zone.ground_c[0, 0] if x is chains else 0.0
        known_c = x.from_out[0, e] * out_c + x.fixed_c[0, e] + ground
        u = through * h_e / (through + h_e)
        to_inside = through / (through + h_e)  # share of what the outer face absorbs that goes inwards
        a[f, f] = u + h_ci + h_ri
        a[f, air], a[f, radiant] = -h_ci - u * x.from_zone[0, e], -h_ri
        a[f, power] = -(1 - f_h) / total_m2
        b[f] = u * known_c + to_inside * absorbed + (1 - f_int) * gain_w / total_m2
        b[f] += x.beam_per_m2[0, e] * beam_w + x.spread_per_m2[0, e] * spread_w
        a[air, air], a[air, f] = a[air, air] + area * h_ci, -area * h_ci
        a[radiant, radiant], a[radiant, f] = a[radiant, radiant] + area * h_ri, -area * h_ri
    loss = h_ve + zone.bridges_w_per_k[0]
    a[air, air], a[air, power] = a[air, air] + loss, -f_h
    b[air] = loss * out_c + f_int * gain_w + zone.beam_air_frac * beam_w + zone.spread_air_frac * spread_w
    a[power, air], a[power, radiant], b[power] = 1 - operative_frac, operative_frac, set_c
    solved = np.linalg.solve(a, b)
    return solved[power], solved[air]


@pytest.mark.parametrize("operative_frac", [0.0, 0.5])
def test_films_that_do_not_vary_give_what_constant_films_give(operative_frac):
    results = []
    for varies in (False, True):
        rng = np.random.default_rng(21)
        hours, building = random_hours(rng, 480), random_building(rng, n=6)
        if varies:
            building = building[0], constant_films(building[1]), constant_films(building[2])
        rows, shape, _ = random_rows(rng, building, hours, operative_frac)
        control = plain_rules(operative_frac)._replace(airing_above_c=24.0)
        results.append(run_each(rows, shape, hours, control, is_recording=True)[1])
    np.testing.assert_allclose(results[1], results[0], rtol=1e-9, atol=1e-7)
