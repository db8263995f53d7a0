"""Five nodes of a construction, placed from its layers.

The mass of every layer is shared between its two neighbouring nodes like a load on a beam: total capacity,
total resistance and the centre of gravity of the mass are then exact wherever the nodes lie, and with them
steady states and slow changes. Where they lie decides about the day.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from nulopdemeter.engine.elements import N_NODES, Floats
from nulopdemeter.parameters import figures

_N_INNER = N_NODES - 2


class Layer(NamedTuple):
    """One layer of a construction, for one square metre.

    Attributes
    ----------
    resistance_m2k_per_w : float
        Thermal resistance.
    kappa_j_per_m2k : float
        Heat capacity; 0 for an air layer or a pure resistance.
    """

    resistance_m2k_per_w: float
    kappa_j_per_m2k: float


class Nodes(NamedTuple):
    """Five nodes from outside to inside.

    Attributes
    ----------
    kappa_j_per_m2k : ndarray, shape (5,)
        Heat capacity of the nodes.
    h_w_per_m2k : ndarray, shape (4,)
        Conductance between neighbours.
    """

    kappa_j_per_m2k: Floats
    h_w_per_m2k: Floats


class _Profile(NamedTuple):
    """Where the mass lies: interfaces in resistance from outside, and capacity per resistance between them."""

    edge_m2k_per_w: Floats
    density: Floats


def resistance_m2k_per_w(layers: Sequence[Layer]) -> float:
    """Return the resistance of a construction without films.

    Parameters
    ----------
    layers : Sequence of Layer
        From outside to inside.

    Returns
    -------
    float
        Sum over the layers.
    """
    return float(sum(layer.resistance_m2k_per_w for layer in layers))


def nodes_from_layers(layers: Sequence[Layer]) -> Nodes:
    """Place five nodes in a construction.

    Outer and inner node lie on the faces; the three between are chosen among the interfaces of the layers and
    the points that divide a massive layer in six, such that the time constants of the mass that lies between
    nodes, weighted towards the room, have the least sum of squares.

    Parameters
    ----------
    layers : Sequence of Layer
        From outside to inside, at least one; every resistance above zero.

    Returns
    -------
    Nodes
        Capacities and conductances (for a construction without mass: four equal parts).
    """
    chosen = place_nodes(layers)
    return Nodes(_lumped(chosen, _mass_profile(layers)), 1.0 / np.diff(chosen))


def place_nodes(layers: Sequence[Layer]) -> Floats:
    """Return where the five nodes of a construction lie.

    Parameters
    ----------
    layers : Sequence of Layer
        From outside to inside.

    Returns
    -------
    ndarray, shape (5,)
        Resistance from the outer face [m²K/W].
    """
    profile = _mass_profile(layers)
    total = float(profile.edge_m2k_per_w[-1])
    points = _candidates(layers, profile)
    if len(points) < N_NODES:
        return np.linspace(0.0, total, N_NODES)
    return _least_hidden_mass(points, profile, total)


def _mass_profile(layers: Sequence[Layer]) -> _Profile:
    resistance = np.array([layer.resistance_m2k_per_w for layer in layers])
    kappa = np.array([layer.kappa_j_per_m2k for layer in layers])
    return _Profile(np.concatenate([[0.0], np.cumsum(resistance)]), kappa / resistance)


def _candidates(layers: Sequence[Layer], profile: _Profile) -> Floats:
    """Faces, interfaces and the inner points of massive layers, in order."""
    f = figures("nodes")
    kappa = np.array([layer.kappa_j_per_m2k for layer in layers])
    if kappa.max() <= 0.0:
        return np.zeros(0)
    least = min(f["massive_j_per_m2k"], float(kappa.max()))
    parts = int(f["parts_of_massive_layer"])
    edges = profile.edge_m2k_per_w
    points = list(edges)
    for k in np.flatnonzero(kappa >= least):
        points.extend(np.linspace(edges[k], edges[k + 1], parts + 1)[1:-1])
    return np.unique(np.round(points, 12))


def _least_hidden_mass(points: Floats, profile: _Profile, total: float) -> Floats:
    cost = _interval_costs(points, profile, total)
    last = len(points) - 1
    # best[k][j]: least cost from the outer face to point j over k + 1 intervals.
    best, came_from = cost[0].copy(), []
    for _ in range(_N_INNER):
        through = best[:, None] + cost
        came_from.append(through.argmin(0))
        best = through.min(0)
    path = [last]
    for previous in reversed(came_from):
        path.append(int(previous[path[-1]]))
    return np.asarray(points[[0, *reversed(path)]])


def _interval_costs(points: Floats, profile: _Profile, total: float) -> Floats:
    """Cost of having no node between two points, shape (points, points); infinite unless in order."""
    r_si = figures("nodes")["r_si_m2k_per_w"]
    n = len(points)
    cost = np.full((n, n), np.inf)
    for i in range(n):
        for j in range(i + 1, n):
            start, end = points[i], points[j]
            hidden_s = _integral(profile, start, end, start, end) / (end - start)
            depth = r_si + total - 0.5 * (start + end)
            cost[i, j] = hidden_s**2 * np.sqrt(r_si / depth)
    return cost


def _integral(profile: _Profile, start: float, end: float, zero_1: float, zero_2: float) -> float:
    """Integrate (r − zero_1)(zero_2 − r) over the mass from *start* to *end*, exactly."""
    edge, density = profile
    low, high = np.clip(edge[:-1], start, end), np.clip(edge[1:], start, end)

    def primitive(r: Floats) -> Floats:
        return np.asarray(-(r**3) / 3.0 + (zero_1 + zero_2) * r**2 / 2.0 - zero_1 * zero_2 * r)

    return float((density * (primitive(high) - primitive(low))).sum())


def _lumped(chosen: Floats, profile: _Profile) -> Floats:
    """Capacity of each node: the mass times the piecewise linear function that is one at it."""
    edge, density = profile
    kappa = np.zeros(N_NODES)
    for i, (start, end) in enumerate(pairwise(chosen)):
        low, high = np.clip(edge[:-1], start, end), np.clip(edge[1:], start, end)
        mass = density * (high - low)
        inner = float((mass * (0.5 * (low + high) - start)).sum() / (end - start))
        kappa[i] += float(mass.sum()) - inner
        kappa[i + 1] += inner
    return kappa
