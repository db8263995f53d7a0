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
# Every so many rounds the bracket is halved, whatever the secant says.
_HALVE_EVERY = 5
# Balances solved at a time: their arrays stay in the cache.
_BLOCK = 1024


class Incoming(NamedTuple):
    """Outdoor air that comes in by itself, per month; every array has shape (n, 12).

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


def _solve(problem: _Problem, exponent: float) -> Floats:
    """Return the reference pressure at which all balances close.

    False position with the weights of Anderson and Björck inside a bracket: the balance falls monotonically.
    """
    holes = np.maximum(problem.hole.sum(axis=0), 1e-9)
    # Vents and airing alone would pass the mechanical surplus at this pressure.
    reach = (np.abs(problem.surplus) / (problem.inside * holes)) ** 2 + 1e-6
    low, high = problem.push.min(axis=0) - reach, problem.push.max(axis=0) + reach
    at_low, at_high = _surplus(problem, low, exponent), _surplus(problem, high, exponent)
    found = np.empty(len(low))
    place = np.arange(len(low))
    for turn in range(_MOST_ROUNDS):
        middle = high - at_high * (high - low) / (at_high - at_low)
        if turn % _HALVE_EVERY == _HALVE_EVERY - 1:
            middle = 0.5 * (low + high)
        here = _surplus(problem, middle, exponent)
        found[place] = middle
        is_open = np.abs(here) > _LEFT
        if not is_open.any():
            break
        is_above = here > 0.0
        weight = 1.0 - here / np.where(is_above, at_low, at_high)
        weight = np.where(weight > 0.0, weight, 0.5)
        at_high = np.where(is_above, at_high * weight, here)
        at_low = np.where(is_above, here, at_low * weight)
        low, high = np.where(is_above, middle, low), np.where(is_above, high, middle)
        if is_open.sum() < 0.7 * len(is_open):
            problem, place = _take(problem, is_open), place[is_open]
            low, high, at_low, at_high = low[is_open], high[is_open], at_low[is_open], at_high[is_open]
    return found


def _alike(openings: Openings) -> tuple[Ints, Ints]:
    """Return the first of every group of dwellings with the same openings per m², and the group of each."""
    columns = [openings.leak, openings.height_m, openings.is_leaky_floor.astype(float)]
    for one in (openings.vent, openings.supply, openings.exhaust):
        changes = np.ptp(one, axis=1).any() if len(one) else False
        columns += list(one.T) if changes else [one[:, 0]]
    frame = pd.DataFrame({str(i): one for i, one in enumerate(columns)})
    group = frame.groupby(list(frame.columns), sort=False).ngroup().to_numpy()
    _, first = np.unique(group, return_index=True)
    return first.astype(np.int64), group.astype(np.int64)


def _flat(openings: Openings, indoor_c: float, supply_c: Floats, edition: str) -> _Problem:
    """Lay the balances of some dwellings out flat: month by month for one dwelling after the other."""
    f = norm(edition)
    outdoor = monthly("climate", "outdoor_c", edition)
    wind = monthly("climate", "wind_m_per_s", edition)
    mass = f["air_kg_per_m3"] * f["air_density_k"]
    outside, inside = mass / (outdoor + f["zero_c_k"]), mass / (indoor_c + f["zero_c_k"])
    n = len(openings.leak)
    places = make_places(openings.height_m, openings.is_leaky_floor, edition)
    used = np.flatnonzero((places.leak_share > 0.0).any(axis=0) | (places.vent_share > 0.0).any(axis=0))
    shape = (len(used), n, len(outdoor))
    by_wind = places.wind.T[used][:, :, None] * (0.5 * outside * wind**2)
    by_stack = places.height_m.T[used][:, :, None] * (f["gravity"] * (inside - outside))
    # A place that a building lacks must not widen the bracket: it takes the pressure of the first.
    is_there = (places.leak_share + places.vent_share).T[used] > 0.0
    push = by_wind + by_stack
    push = np.where(is_there[:, :, None], push, push[0])
    leak = np.broadcast_to((places.leak_share.T[used] * openings.leak)[:, :, None], shape)
    hole = places.vent_share.T[used][:, :, None] * (openings.vent + openings.purge)
    blown = mass / (supply_c + f["zero_c_k"])
    surplus = blown * openings.supply - inside * openings.exhaust
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
    return Openings(*(one[chosen] for one in openings))


def _inflow(openings: Openings, indoor_c: float, supply_c: Floats, edition: str) -> Floats:
    """Return what comes in per m² through leaks, vents and airing: shape (n, 3, 12)."""
    problem = _flat(openings, indoor_c, supply_c, edition)
    exponent = norm(edition)["leak_exponent"]
    over, leak, hole = _parts(problem, _solve(problem, exponent), exponent)
    is_in = over > 0.0
    shape = openings.vent.shape
    leaks = (problem.leak * leak * is_in).sum(axis=0).reshape(shape)
    holes = (problem.hole * hole * is_in).sum(axis=0).reshape(shape)
    both = openings.vent + openings.purge
    return np.stack([leaks, holes * openings.vent / both, holes * openings.purge / both], axis=1)


def incoming(
    openings: Openings, floor_area_m2: Floats, indoor_c: float, supply_c: Floats, edition: str
) -> Incoming:
    """Return the outdoor air that comes in through the openings of dwellings.

    Parameters
    ----------
    openings : Openings
        Per m² of floor area, n dwellings.
    floor_area_m2 : ndarray
        Shape (n,).
    indoor_c : float
        20 in the heating balance, 24 in the cooling balance.
    supply_c : ndarray
        Shape (n, 12), temperature of mechanically supplied air [°C].
    edition : str
        Edition of the norm.

    Returns
    -------
    Incoming
        By month [m³/h], at outdoor density.

    Notes
    -----
    Δp = p_e − p_i with p_e = ρ(θ_e)(½ C_p u² − g h), p_i = p_ref − ρ(θ_i) g h (11.1 to 11.19); p_ref is where
    Σ ρ C Δp^n + mechanical flows = 0. The balance is the same per m²; dwellings with the same openings per m² share one.
    """
    first, group = _alike(openings)
    parts = []
    for start in range(0, len(first), _BLOCK):
        chosen = first[start : start + _BLOCK]
        parts.append(_inflow(_some(openings, chosen), indoor_c, supply_c[chosen], edition))
    unique = np.concatenate(parts) if parts else np.empty((0, 3, 12))
    found = unique[group] * floor_area_m2[:, None, None]
    return Incoming(found[:, 0], found[:, 1], found[:, 2])
