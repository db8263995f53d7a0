"""Rows of the dwelling table by the layers of their constructions: nodes, and the inside in three slots.

The layers of a mass class are those of ``dwelling.constructions``; only the resistance of the insulation differs from
dwelling to dwelling. Where the nodes lie is therefore decided once for each class and part, at a usual resistance, as
places between layers; capacities and conductances follow for every dwelling exactly.
"""

from functools import cache
from typing import NamedTuple

import numpy as np
import pandas as pd

from nulopdemeter.dwelling.constructions import construction
from nulopdemeter.engine.elements import N_NODES, Floats
from nulopdemeter.engine.ground import GroundFloor
from nulopdemeter.engine.nodes import Layer, place_nodes
from nulopdemeter.parameters import figures

# Inside: walls and party walls, ceilings under floors between storeys, and these floors.
INSIDE_TILTS_DEG = (90.0, 0.0, 180.0)
_OUTER_PARTS = ("wall", "roof", "floor")


class _Template(NamedTuple):
    """Layers of a construction with the places of its five nodes, counted in layers from outside."""

    resistance_m2k_per_w: Floats
    kappa_j_per_m2k: Floats
    insulation: int
    places: Floats


def layered_inside(table: pd.DataFrame) -> Floats:
    """Return the areas of the inside slots.

    Parameters
    ----------
    table : DataFrame
        Dwellings.

    Returns
    -------
    ndarray, shape (n, 3)
        Walls (party walls once, internal walls by both faces), ceilings, floors [m²].
    """
    floors = table["internal_floor_area_m2"].to_numpy(float)
    walls = table["party_wall_area_m2"].to_numpy(float) + 2.0 * table["internal_wall_area_m2"].to_numpy(float)
    return np.column_stack([walls, floors, floors])


def layered_nodes(table: pd.DataFrame, ground: GroundFloor) -> tuple[Floats, Floats]:
    """Return capacities and conductances of all slots, from layers.

    Parameters
    ----------
    table : DataFrame
        Dwellings.
    ground : GroundFloor
        Their floors: whether soil belongs to them.

    Returns
    -------
    tuple of ndarray, shapes (n, 6, 5) and (n, 6, 4)
        Capacities [J/(m²K)] and conductances [W/(m²K)], outside to inside.
    """
    n = len(table)
    kappa, h = np.zeros((n, 6, N_NODES)), np.ones((n, 6, N_NODES - 1))
    classes = table["mass_class"].to_numpy(str)
    for name in np.unique(classes):
        own = classes == name
        for s, part in enumerate(_OUTER_PARTS):
            rc = table[f"rc_{part}_m2k_per_w"].to_numpy(float)
            for soil in (False, True):
                these = own & (ground.has_soil == soil) if part == "floor" else own & (not soil)
                if these.any():
                    kappa[these, s], h[these, s] = _nodes_of(str(name), part, soil, rc[these])
        for k in range(len(INSIDE_TILTS_DEG)):
            kappa[own, 3 + k], h[own, 3 + k] = _inside_nodes(str(name), k)
    return kappa, h


def _nodes_of(mass_class: str, part: str, soil: bool, rc_m2k_per_w: Floats) -> tuple[Floats, Floats]:
    t = _template(mass_class, part, soil)
    soil_r = t.resistance_m2k_per_w[0] if soil else 0.0
    resistance = np.tile(t.resistance_m2k_per_w, (len(rc_m2k_per_w), 1))
    others = t.resistance_m2k_per_w.sum() - t.resistance_m2k_per_w[t.insulation] - soil_r
    least = figures("shell_model")["least_m2k_per_w"]
    resistance[:, t.insulation] = np.maximum(rc_m2k_per_w - others, least)
    # Where the other layers alone resist more than R_c says, they are scaled so that R_c is kept.
    scale = rc_m2k_per_w / (resistance.sum(1) - soil_r)
    resistance[:, int(soil) :] *= scale[:, None]
    return _lump(resistance, t)


def _lump(resistance: Floats, t: _Template) -> tuple[Floats, Floats]:
    """Share the mass of every layer between its two neighbouring nodes (n, 5), and join them (n, 4)."""
    edges = np.concatenate([np.zeros((len(resistance), 1)), np.cumsum(resistance, axis=1)], axis=1)
    whole = np.minimum(np.floor(t.places).astype(np.int64), len(t.kappa_j_per_m2k) - 1)
    part = t.places - whole
    at_r = edges[:, whole] + part * resistance[:, whole]
    kappa = np.zeros((len(resistance), N_NODES))
    for i in range(N_NODES - 1):
        start, end = at_r[:, i], at_r[:, i + 1]
        for k, layer_kappa in enumerate(t.kappa_j_per_m2k):
            low = np.clip(edges[:, k], start, end)
            high = np.clip(edges[:, k + 1], start, end)
            mass = layer_kappa * (high - low) / resistance[:, k]
            towards_inside = (0.5 * (low + high) - start) / (end - start)
            kappa[:, i] += mass * (1.0 - towards_inside)
            kappa[:, i + 1] += mass * towards_inside
    return kappa, 1.0 / np.diff(at_r, axis=1)


@cache
def _template(mass_class: str, part: str, soil: bool) -> _Template:
    layers = construction(mass_class, part, figures("nodes")["usual_m2k_per_w"])
    sheets = [Layer(x.resistance_m2k_per_w, x.kappa_j_per_m2k) for x in layers]
    insulation = next(k for k, x in enumerate(layers) if x.is_insulation)
    if soil:
        g = figures("ground")
        sheets.insert(0, Layer(g["soil_layer_m"] / g["soil_w_per_mk"], g["soil_layer_m"] * g["soil_j_per_m3k"]))
    resistance = np.array([x.resistance_m2k_per_w for x in sheets])
    edges = np.concatenate([[0.0], np.cumsum(resistance)])
    chosen = place_nodes(sheets)
    k = np.clip(np.searchsorted(edges, chosen, "right") - 1, 0, len(sheets) - 1)
    places = k + (chosen - edges[k]) / resistance[k]
    return _Template(
        resistance, np.array([x.kappa_j_per_m2k for x in sheets]), insulation + int(soil), np.asarray(places)
    )


@cache
def _inside_nodes(mass_class: str, k: int) -> tuple[Floats, Floats]:
    """Half of a partition from its cut to its face: wall, ceiling (lower half), floor (upper half)."""
    from nulopdemeter.engine.one_elements import halves_of_layers

    part = ("internal_wall", "internal_floor", "internal_floor")[k]
    upper, lower = halves_of_layers(construction(mass_class, part, float("nan")))
    nodes = (upper, lower, upper)[k]
    return nodes.kappa_j_per_m2k, nodes.h_w_per_m2k
