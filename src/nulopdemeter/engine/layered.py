"""Rows of the dwelling table by the layers of their constructions: nodes, and the inside in three slots.

The layers of a mass class are those of ``dwelling.constructions``; only the resistance of the insulation differs from
dwelling to dwelling. Where the nodes lie is therefore decided once for each class and part, at a usual resistance, as
places between layers; capacities and conductances follow for every dwelling exactly.
"""

from functools import cache
from typing import NamedTuple

import numpy as np
import pandas as pd

from nulopdemeter.dwelling.constructions import Part, insulation_of, insulation_place, layers_of
from nulopdemeter.dwelling.file_defaults import complete_layer
from nulopdemeter.engine.elements import N_NODES, Floats
from nulopdemeter.engine.ground import GroundFloor
from nulopdemeter.engine.nodes import nodes_from_layers, place_nodes
from nulopdemeter.engine.one_nodes import cut, sheet_of, soil_layer
from nulopdemeter.parameters import figures

# Inside: party walls, internal walls, ceilings under floors between storeys, and these floors.
INSIDE_TILTS_DEG = (90.0, 90.0, 0.0, 180.0)
_INSIDE_PARTS: tuple[Part, ...] = ("party", "internal_wall", "internal_floor", "internal_floor")
_OUTER_PARTS: tuple[Part, ...] = ("wall", "roof", "floor")
N_LAYERED = len(_OUTER_PARTS) + len(_INSIDE_PARTS)


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
    ndarray, shape (n, 4)
        Party walls, internal walls by both faces, ceilings, floors [m²].
    """
    floors = table["internal_floor_area_m2"].to_numpy(float)
    party = table["party_wall_area_m2"].to_numpy(float)
    return np.column_stack([party, 2.0 * table["internal_wall_area_m2"].to_numpy(float), floors, floors])


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
    tuple of ndarray, shapes (n, 7, 5) and (n, 7, 4)
        Capacities [J/(m²K)] and conductances [W/(m²K)], outside to inside.
    """
    n = len(table)
    kappa, h = np.zeros((n, N_LAYERED, N_NODES)), np.ones((n, N_LAYERED, N_NODES - 1))
    classes = table["mass_class"].to_numpy(str)
    for name in np.unique(classes):
        own = classes == name
        for s, part in enumerate(_OUTER_PARTS):
            rc = table[f"rc_{part}_m2k_per_w"].to_numpy(float)
            soil = ground.has_soil if part == "floor" else np.zeros(n, np.bool_)
            for has_soil in (False, True):
                these = own & (soil == has_soil)
                if these.any():
                    kappa[these, s], h[these, s] = _nodes_of(str(name), part, has_soil, rc[these])
        for k in range(len(_INSIDE_PARTS)):
            kappa[own, len(_OUTER_PARTS) + k], h[own, len(_OUTER_PARTS) + k] = _inside_nodes(str(name), k)
    return kappa, h


def _nodes_of(mass_class: str, part: Part, has_soil: bool, rc_m2k_per_w: Floats) -> tuple[Floats, Floats]:
    """Nodes of a part for every R_c; the same layers as ``dwelling.constructions.layers_of`` gives."""
    t = _template(mass_class, part, has_soil)
    resistance = np.tile(t.resistance_m2k_per_w, (len(rc_m2k_per_w), 1))
    built = np.ones(len(t.resistance_m2k_per_w), np.bool_)
    built[: int(has_soil)] = built[t.insulation] = False
    left, raised = insulation_of(rc_m2k_per_w, float(t.resistance_m2k_per_w[built].sum()))
    resistance[:, t.insulation] = left
    resistance[:, built] /= raised[:, None]
    kappa = np.tile(t.kappa_j_per_m2k, (len(rc_m2k_per_w), 1))
    filled = left > figures("export")["cavity_m2k_per_w"]
    kappa[:, t.insulation] *= np.where(filled, left / t.resistance_m2k_per_w[t.insulation], 0.0)
    return _lump(resistance, kappa, t.places)


def _lump(resistance: Floats, capacity: Floats, places: Floats) -> tuple[Floats, Floats]:
    """Share the mass of every layer between its two neighbouring nodes (n, 5), and join them (n, 4)."""
    edges = np.concatenate([np.zeros((len(resistance), 1)), np.cumsum(resistance, axis=1)], axis=1)
    n_layers = resistance.shape[1]
    whole = np.minimum(np.floor(places).astype(np.int64), n_layers - 1)
    at_r = edges[:, whole] + (places - whole) * resistance[:, whole]
    kappa = np.zeros((len(resistance), N_NODES))
    for i in range(N_NODES - 1):
        start, end = at_r[:, i], at_r[:, i + 1]
        for k in range(n_layers):
            low, high = np.clip(edges[:, k], start, end), np.clip(edges[:, k + 1], start, end)
            mass = capacity[:, k] * (high - low) / resistance[:, k]
            towards_inside = (0.5 * (low + high) - start) / (end - start)
            kappa[:, i] += mass * (1.0 - towards_inside)
            kappa[:, i + 1] += mass * towards_inside
    return kappa, 1.0 / np.diff(at_r, axis=1)


@cache
def _template(mass_class: str, part: Part, has_soil: bool) -> _Template:
    found = layers_of(mass_class, part, figures("nodes")["usual_m2k_per_w"])
    sheets = [sheet_of(complete_layer(layer)).layer for layer in found]
    insulation = insulation_place(mass_class, part) + int(has_soil)
    if has_soil:
        sheets.insert(0, soil_layer())
    resistance = np.array([x.resistance_m2k_per_w for x in sheets])
    kappa = np.array([x.kappa_j_per_m2k for x in sheets])
    edges = np.concatenate([[0.0], np.cumsum(resistance)])
    chosen = place_nodes(sheets)
    k = np.clip(np.searchsorted(edges, chosen + 1e-12, "right") - 1, 0, len(sheets) - 1)
    return _Template(resistance, kappa, insulation, np.asarray(k + (chosen - edges[k]) / resistance[k]))


@cache
def _inside_nodes(mass_class: str, k: int) -> tuple[Floats, Floats]:
    """Half of a partition from its cut to its face; of a floor between storeys the lower or the upper half."""
    sheets = [sheet_of(complete_layer(layer)) for layer in layers_of(mass_class, _INSIDE_PARTS[k])]
    outer, inner = (nodes_from_layers(half) for half in cut(sheets))
    is_floor = INSIDE_TILTS_DEG[k] == 180.0
    nodes = outer if is_floor else inner
    return nodes.kappa_j_per_m2k, nodes.h_w_per_m2k
