"""Elements of a dwelling file → their five nodes, from layers or by mass class."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from nulopdemeter.dwelling.file_checks import usual_films_m2k_per_w
from nulopdemeter.dwelling.file_shell import Element
from nulopdemeter.dwelling.file_shell import Layer as FileLayer
from nulopdemeter.engine.elements import N_NODES, Floats
from nulopdemeter.engine.nodes import Layer, Nodes, nodes_from_layers
from nulopdemeter.engine.tables import read_table
from nulopdemeter.parameters import figures

_BY_CLASS = np.array([6.0, 3.0, 3.0, 6.0])


class Sheet(NamedTuple):
    """A layer with its thickness, which says where the middle of a partition is.

    Attributes
    ----------
    thickness_m : float
        0 for a pure resistance.
    layer : Layer
        Resistance and capacity.
    """

    thickness_m: float
    layer: Layer


def sheets_of(e: Element) -> list[Sheet]:
    """Return the layers of an element.

    Parameters
    ----------
    e : Element
        Filled in.

    Returns
    -------
    list of Sheet
        From outside to inside; empty when it gives none.
    """
    return [sheet_of(layer) for layer in e.layers or ()]


def sheet_of(layer: FileLayer) -> Sheet:
    """Return a layer with its resistance and capacity.

    Parameters
    ----------
    layer : Layer
        Of a dwelling file, its material looked up.

    Returns
    -------
    Sheet
        Thickness and layer.
    """
    if layer.resistance_m2k_per_w is not None:
        return Sheet(0.0, Layer(layer.resistance_m2k_per_w, 0.0))
    thickness = float(layer.thickness_m or 0.0)
    kappa = thickness * float(layer.density_kg_per_m3 or 0.0) * float(layer.specific_heat_j_per_kgk or 0.0)
    return Sheet(thickness, Layer(thickness / float(layer.conductivity_w_per_mk or 1.0), kappa))


def resistance_of(e: Element) -> float:
    """Return the resistance without films of an element that gives no layers.

    Parameters
    ----------
    e : Element
        Filled in.

    Returns
    -------
    float
        [m²K/W].
    """
    if e.rc_m2k_per_w is not None:
        return e.rc_m2k_per_w
    return 1.0 / float(e.u_w_per_m2k or 1.0) - usual_films_m2k_per_w(e.kind, str(e.boundary))


def _class_of(e: Element) -> tuple[float, str]:
    """Areal capacity and node class (ISO 52016-1:2017, tables B.13 and B.14)."""
    if e.kappa_j_per_m2k is not None:
        return e.kappa_j_per_m2k, str(e.nodes)
    if e.mass_class in (None, "none"):
        return 0.0, "D"
    part = {"door": "wall", "party": "internal"}.get(e.kind, e.kind)
    for row in read_table("mass"):
        if row["mass_class"] == e.mass_class and row["part"] == part:
            return float(row["kappa_j_per_m2k"]), row["nodes"]
    raise AssertionError(f"mass.csv has no {e.mass_class} {part}")


def _shares(nodes: str, prefix: str, columns: range) -> Floats:
    row = next(r for r in read_table("node_classes") if r["nodes"] == nodes)
    return np.array([float(row[f"{prefix}_{i}"]) for i in columns])


def nodes_by_class(e: Element, r: float, share: float) -> Nodes:
    """Return the five nodes of an element by its mass class (ISO 52016-1:2017, 6.5.7.2).

    Parameters
    ----------
    e : Element
        Filled in.
    r : float
        Resistance without films [m²K/W].
    share : float
        Part of the capacity that counts.

    Returns
    -------
    Nodes
        Capacities and conductances.
    """
    kappa, name = _class_of(e)
    return Nodes(share * kappa * _shares(name, "node", range(1, N_NODES + 1)), _BY_CLASS / r)


def halves(e: Element) -> tuple[Nodes, Nodes]:
    """Return the outer and inner half of a partition, each from the cut to its face.

    Parameters
    ----------
    e : Element
        Filled in.

    Returns
    -------
    tuple of Nodes
        Outer, inner.
    """
    sheets = sheets_of(e)
    if not sheets:
        # A class gives the capacity of each face: the half that works for it.
        half = nodes_by_class(e, 0.5 * resistance_of(e), 1.0)
        return half, half
    outer, inner = cut(sheets)
    return nodes_from_layers(outer), nodes_from_layers(inner)


def cut(sheets: Sequence[Sheet]) -> tuple[list[Layer], list[Layer]]:
    """Cut a partition in the middle of its thickness (of its resistance, when nothing has a thickness).

    Parameters
    ----------
    sheets : Sequence of Sheet
        From the outer to the inner face.

    Returns
    -------
    tuple of list of Layer
        Outer and inner half, each from the cut to its face.
    """
    sizes = [s.thickness_m for s in sheets]
    if sum(sizes) <= 0.0:
        sizes = [s.layer.resistance_m2k_per_w for s in sheets]
    middle, at = 0.5 * sum(sizes), 0.0
    outer: list[Layer] = []
    inner: list[Layer] = []
    for size, sheet in zip(sizes, sheets, strict=True):
        if size <= 0.0:
            (outer if at < middle else inner).append(sheet.layer)
            continue
        share = min(max((middle - at) / size, 0.0), 1.0)
        for part, taken in ((outer, share), (inner, 1.0 - share)):
            if taken > 1e-9:
                part.append(Layer(*(taken * value for value in sheet.layer)))
        at += size
    return outer[::-1], inner


def soil_layer() -> Layer:
    """Return the soil that belongs to a slab on ground (ISO 52016-1:2017, 6.5.8.2).

    Returns
    -------
    Layer
        Half a metre.
    """
    g = figures("ground")
    return Layer(g["soil_layer_m"] / g["soil_w_per_mk"], g["soil_layer_m"] * g["soil_j_per_m3k"])


def soil_nodes_by_class(e: Element, r: float) -> Nodes:
    """Put half a metre of soil into the outer nodes (ISO 52016-1:2017, 6.5.7.3).

    Parameters
    ----------
    e : Element
        Floor on ground.
    r : float
        Of the floor alone [m²K/W].

    Returns
    -------
    Nodes
        Soil and floor.
    """
    soil = soil_layer()
    kappa_m, name = _class_of(e)
    kappa = np.zeros(N_NODES)
    kappa[1] = soil.kappa_j_per_m2k
    kappa[2:] = kappa_m * _shares(name, "soil", range(3, N_NODES + 1))
    r_soil = soil.resistance_m2k_per_w
    h = np.array([2.0 / r_soil, 1.0 / (r / 4.0 + r_soil / 2.0), 2.0 / r, 4.0 / r])
    return Nodes(kappa, h)
