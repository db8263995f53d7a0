"""The pressure balance of a dwelling in every month, and what flows in: 11.1 to 11.19."""

from typing import NamedTuple

import numpy as np
import pandas as pd

from nulopdemeter.engine.elements import Bools, Floats, Ints
from nulopdemeter.regulation.nta8800.openings import Openings, make_places
from nulopdemeter.regulation.nta8800.tables import monthly, norm

# What may be left of the balance [kg/(h m²)]; the norm allows 0.9 kg/h.
_LEFT = 1e-6
_MOST_ROUNDS = 80
# Steps of Newton before the slower and surer way.
_NEWTON_ROUNDS = 6
# Every so many rounds the bracket is halved, whatever the secant says.
_HALVE_EVERY = 5
# Balances solved at a time: their arrays stay in the cache.
_BLOCK = 1024


class Season(NamedTuple):
    """Which balance.

    Attributes
    ----------
    months : ndarray of int, shape (k,)
        Months from 0, for which it is made.
    indoor_c : float
        20 in the heating balance, 24 in the cooling balance.
    purge : ndarray, shape (k,)
        C of windows ajar, in those months [m³/(h m²) at 1 Pa].
    """

    months: Ints
    indoor_c: float
    purge: Floats


class Incoming(NamedTuple):
    """Outdoor air that comes in by itself, per month; every array has shape (n, k).

    Attributes
    ----------
    leak_m3_per_h, vent_m3_per_h, purge_m3_per_h : ndarray
        Through leaks, through vents, through windows ajar.
    """

    leak_m3_per_h: Floats
    vent_m3_per_h: Floats
    purge_m3_per_h: Floats


class _Problem(NamedTuple):
    """Balances laid out flat, N of them, with p places each.

    Attributes
    ----------
    push : ndarray, shape (p, N)
        Pressure outside less inside at a reference pressure of 0 [Pa].
    leak, hole : ndarray, shape (p, N)
        C at 1 Pa of leaks, and of vents with airing.
    surplus : ndarray, shape (N,)
        Mechanical supply less exhaust [kg/h].
    outside, inside : ndarray, shape (N,)
        Densities [kg/m³].
    """

    push: Floats
    leak: Floats
    hole: Floats
    surplus: Floats
    outside: Floats
    inside: float


def _parts(problem: _Problem, reference: Floats, exponent: float) -> tuple[Floats, Floats, Floats]:
    """Return the pressure over each opening with its powers for leaks and for vents."""
    over = problem.push - reference
    size = np.abs(over)
    return over, size**exponent, np.sqrt(size)


def _surplus(problem: _Problem, reference: Floats, exponent: float) -> Floats:
    """Return what comes in less what goes out at a reference pressure [kg/h]; falls as the pressure rises."""
    over, leak, hole = _parts(problem, reference, exponent)
    flow = problem.leak * leak + problem.hole * hole
    signed = np.where(over > 0.0, flow * problem.outside, flow * -problem.inside)
    return np.asarray(signed.sum(axis=0) + problem.surplus)


def _take(problem: _Problem, kept: Bools) -> _Problem:
    """Return the balances that are still open."""
    return _Problem(
        problem.push[:, kept],
        problem.leak[:, kept],
        problem.hole[:, kept],
        problem.surplus[kept],
        problem.outside[kept],
        problem.inside,
    )


def _bracket(problem: _Problem) -> tuple[Floats, Floats]:
    """Return pressures between which the balance closes."""
    holes = np.maximum(problem.hole.sum(axis=0), 1e-9)
    # Vents and airing alone would pass the mechanical surplus at this pressure.
    reach = (np.abs(problem.surplus) / (problem.inside * holes)) ** 2 + 1e-6
    return problem.push.min(axis=0) - reach, problem.push.max(axis=0) + reach


def _slope(problem: _Problem, reference: Floats, exponent: float) -> tuple[Floats, Floats]:
    """Return the surplus and how fast it falls with the reference pressure."""
    over = problem.push - reference
    size = np.maximum(np.abs(over), 1e-12)
    leak, hole = problem.leak * size**exponent, problem.hole * np.sqrt(size)
    density = np.where(over > 0.0, problem.outside, problem.inside)
    flow = (leak + hole) * density
    fall = ((exponent * leak + 0.5 * hole) * density / size).sum(axis=0)
    return np.copysign(flow, over).sum(axis=0) + problem.surplus, fall


class _Open(NamedTuple):
    """Balances that are not closed yet; every array but ``problem`` has shape (N,).

    Attributes
    ----------
    problem : _Problem
        Those balances.
    place : ndarray of int
        Where they stand in the answer.
    low, high : ndarray
        Pressures between which they close.
    """

    problem: _Problem
    place: Ints
    low: Floats
    high: Floats


def _newton(problem: _Problem, found: Floats, exponent: float) -> _Open:
    """Close most balances by a few steps of Newton inside a bracket; return those that are left."""
    low, high = _bracket(problem)
    place = np.arange(len(low))
    here = 0.5 * (low + high)
    for _ in range(_NEWTON_ROUNDS):
        surplus, fall = _slope(problem, here, exponent)
        found[place] = here
        kept = np.abs(surplus) > _LEFT
        if not kept.all():
            problem, place = _take(problem, kept), place[kept]
            here, surplus, fall, low, high = (one[kept] for one in (here, surplus, fall, low, high))
        is_above = surplus > 0.0
        low, high = np.where(is_above, here, low), np.where(is_above, high, here)
        step = here + surplus / fall
        here = np.where((step > low) & (step < high), step, 0.5 * (low + high))
    return _Open(problem, place, low, high)


def _false_position(left: _Open, found: Floats, exponent: float) -> None:
    """Close the balances at whose answer an opening has no pressure: there the slope has no end.

    False position with the weights of Anderson and Björck, halved now and then.
    """
    problem, place, low, high = left
    at_low, at_high = _surplus(problem, low, exponent), _surplus(problem, high, exponent)
    for turn in range(_MOST_ROUNDS):
        middle = high - at_high * (high - low) / (at_high - at_low)
        if turn % _HALVE_EVERY == _HALVE_EVERY - 1:
            middle = 0.5 * (low + high)
        here = _surplus(problem, middle, exponent)
        found[place] = middle
        kept = np.abs(here) > _LEFT
        if not kept.any():
            return
        problem, place, middle, here = _take(problem, kept), place[kept], middle[kept], here[kept]
        low, high, at_low, at_high = (one[kept] for one in (low, high, at_low, at_high))
        is_above = here > 0.0
        weight = 1.0 - here / np.where(is_above, at_low, at_high)
        weight = np.where(weight > 0.0, weight, 0.5)
        at_high = np.where(is_above, at_high * weight, here)
        at_low = np.where(is_above, here, at_low * weight)
        low, high = np.where(is_above, middle, low), np.where(is_above, high, middle)


def _solve(problem: _Problem, exponent: float) -> Floats:
    """Return the reference pressure at which all balances close; they fall monotonically."""
    found = np.empty(len(problem.surplus))
    left = _newton(problem, found, exponent)
    if len(left.place):
        _false_position(left, found, exponent)
    return found


def _alike(openings: Openings, supply_c: Floats) -> tuple[Ints, Ints]:
    """Return the first of every group of dwellings with the same openings per m², and the group of each."""
    group = np.zeros(len(openings.leak), dtype=np.int64)
    for one in (*openings, supply_c):
        place, unique = pd.factorize(one)
        group, _ = pd.factorize(group * len(unique) + place)
    first = np.empty(group.max() + 1 if len(group) else 0, dtype=np.int64)
    # Written from behind, so that the first of a group stays.
    first[group[::-1]] = np.arange(len(group))[::-1]
    return first, group


def _flat(openings: Openings, season: Season, supply_c: Floats, edition: str) -> _Problem:
    """Lay the balances of some dwellings out flat: month by month for one dwelling after the other."""
    f = norm(edition)
    outdoor = monthly("climate", "outdoor_c", edition)[season.months]
    wind = monthly("climate", "wind_m_per_s", edition)[season.months]
    mass = f["air_kg_per_m3"] * f["air_density_k"]
    outside, inside = mass / (outdoor + f["zero_c_k"]), mass / (season.indoor_c + f["zero_c_k"])
    places = make_places(openings.height_m, openings.is_leaky_floor, edition)
    used = np.flatnonzero((places.leak_share > 0.0).any(axis=0) | (places.vent_share > 0.0).any(axis=0))
    shape = (len(used), len(openings.leak), len(outdoor))
    by_wind = places.wind.T[used][:, :, None] * (0.5 * outside * wind**2)
    by_stack = places.height_m.T[used][:, :, None] * (f["gravity"] * (inside - outside))
    # A place that a building lacks must not widen the bracket: it takes the pressure of the first.
    is_there = (places.leak_share + places.vent_share).T[used] > 0.0
    push = by_wind + by_stack
    push = np.where(is_there[:, :, None], push, push[0])
    leak = np.broadcast_to((places.leak_share.T[used] * openings.leak)[:, :, None], shape)
    hole = places.vent_share.T[used][:, :, None] * (openings.vent[:, None] + season.purge)
    blown = mass / (supply_c + f["zero_c_k"])
    surplus = blown * openings.supply[:, None] - (inside * openings.exhaust)[:, None]
    flat = (len(used), -1)
    return _Problem(
        push.reshape(flat),
        leak.reshape(flat),
        hole.reshape(flat),
        surplus.ravel(),
        np.broadcast_to(outside, shape[1:]).ravel(),
        inside,
    )


def _some(openings: Openings, chosen: Ints | slice) -> Openings:
    """Return the openings of some dwellings."""
    return Openings(
        openings.leak[chosen],
        openings.vent[chosen],
        openings.supply[chosen],
        openings.exhaust[chosen],
        openings.height_m[chosen],
        openings.is_leaky_floor[chosen],
    )


def _inflow(openings: Openings, season: Season, supply_c: Floats, edition: str) -> Floats:
    """Return what comes in per m² through leaks, vents and airing: shape (n, 3, months)."""
    problem = _flat(openings, season, supply_c, edition)
    exponent = norm(edition)["leak_exponent"]
    over, leak, hole = _parts(problem, _solve(problem, exponent), exponent)
    is_in = over > 0.0
    shape = supply_c.shape
    leaks = (problem.leak * leak * is_in).sum(axis=0).reshape(shape)
    holes = (problem.hole * hole * is_in).sum(axis=0).reshape(shape)
    vent, purge = openings.vent[:, None], season.purge
    return np.stack([leaks, holes * vent / (vent + purge), holes * purge / (vent + purge)], axis=1)


def incoming(
    openings: Openings, floor_area_m2: Floats, season: Season, supply_c: Floats, edition: str
) -> Incoming:
    """Return the outdoor air that comes in through the openings of dwellings.

    Parameters
    ----------
    openings : Openings
        Per m² of floor area, n dwellings.
    floor_area_m2 : ndarray
        Shape (n,).
    season : Season
        The balance, k months.
    supply_c : ndarray
        Shape (n, k), temperature of mechanically supplied air [°C].
    edition : str
        Edition of the norm.

    Returns
    -------
    Incoming
        By month [m³/h], at outdoor density.

    Notes
    -----
    Δp = p_e − p_i with p_e = ρ(θ_e)(½ C_p u² − g h), p_i = p_ref − ρ(θ_i) g h (11.1 to 11.19); p_ref is where
    Σ ρ C Δp^n + mechanical flows = 0. The balance is the same per m²; dwellings with the same openings per m² share
    one.
    """
    # Recovery changes the density of what is blown in, so it counts for what is alike.
    first, group = _alike(openings, supply_c[:, 0])
    parts = []
    for start in range(0, len(first), _BLOCK):
        chosen = first[start : start + _BLOCK]
        parts.append(_inflow(_some(openings, chosen), season, supply_c[chosen], edition))
    unique = np.concatenate(parts) if parts else np.empty((0, 3, supply_c.shape[1]))
    found = unique[group] * floor_area_m2[:, None, None]
    return Incoming(found[:, 0], found[:, 1], found[:, 2])
