"""Constructions of an EnergyPlus input: layers as they are, or nodes as layers of mass and resistance."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from nulopdemeter.dwelling.file_shell import Element
from nulopdemeter.dwelling.file_shell import Layer as FileLayer
from nulopdemeter.engine.idf_objects import idf_name, idf_object
from nulopdemeter.engine.nodes import Nodes
from nulopdemeter.parameters import figures

_ROUGHNESS = "Rough"
_SMALL_M2K_PER_W = 1e-6
# Only density times specific heat counts; this splits a heat capacity by volume into the two.
_J_PER_KGK = 1000.0


class Sheet(NamedTuple):
    """One layer as EnergyPlus reads it.

    Attributes
    ----------
    name : str
        For people.
    thickness_m, conductivity_w_per_mk, density_kg_per_m3, specific_heat_j_per_kgk : float
        Of a layer with mass; thickness 0 is without.
    resistance_m2k_per_w : float
        Of the layer.
    """

    name: str
    thickness_m: float
    conductivity_w_per_mk: float
    density_kg_per_m3: float
    specific_heat_j_per_kgk: float
    resistance_m2k_per_w: float


class Finish(NamedTuple):
    """What radiation meets on the two faces.

    Attributes
    ----------
    outside_solar_frac, outside_thermal_frac : float
        Absorptance for the sun and emissivity outside.
    inside_solar_frac, inside_thermal_frac : float
        The same inside.
    """

    outside_solar_frac: float
    outside_thermal_frac: float
    inside_solar_frac: float
    inside_thermal_frac: float


def pure(name: str, resistance_m2k_per_w: float) -> Sheet:
    """Return a layer without mass.

    Parameters
    ----------
    name : str
        For people.
    resistance_m2k_per_w : float
        Its resistance.

    Returns
    -------
    Sheet
        The layer.
    """
    return Sheet(name, 0.0, 0.0, 0.0, 0.0, resistance_m2k_per_w)


def sheets_of(e: Element) -> list[Sheet]:
    """Return the layers of an element that has them.

    Parameters
    ----------
    e : Element
        Filled in.

    Returns
    -------
    list of Sheet
        From outside to inside; empty without layers.
    """
    return [_sheet(layer) for layer in e.layers or ()]


def _sheet(layer: FileLayer) -> Sheet:
    name = layer.name or layer.material or "layer"
    if layer.resistance_m2k_per_w is not None:
        return pure(name, layer.resistance_m2k_per_w)
    thickness, conductivity = float(layer.thickness_m or 0.0), float(layer.conductivity_w_per_mk or 1.0)
    density, heat = float(layer.density_kg_per_m3 or 0.0), float(layer.specific_heat_j_per_kgk or 0.0)
    if density * heat <= 0.0:
        return pure(name, thickness / conductivity)
    return Sheet(name, thickness, conductivity, density, heat, thickness / conductivity)


def soil() -> Sheet:
    """Return the half metre of soil that belongs to a slab on ground (ISO 52016-1:2017, 6.5.7.3).

    Returns
    -------
    Sheet
        The layer.
    """
    g = figures("ground")
    depth, conductivity = g["soil_layer_m"], g["soil_w_per_mk"]
    density = g["soil_j_per_m3k"] / _J_PER_KGK
    return Sheet("soil", depth, conductivity, density, _J_PER_KGK, depth / conductivity)


def sheets_of_nodes(nodes: Nodes) -> list[Sheet]:
    """Return layers of mass and resistance that stand for nodes.

    Parameters
    ----------
    nodes : Nodes
        Of a piece without layers.

    Returns
    -------
    list of Sheet
        A thin layer for each node with mass, the resistances between them.
    """
    f = figures("export")
    kappa, r = nodes.kappa_j_per_m2k, 1.0 / nodes.h_w_per_m2k
    sheets: list[Sheet] = []
    waiting = 0.0
    for k, capacity in enumerate(kappa):
        if capacity > 0.0:
            if waiting > _SMALL_M2K_PER_W:
                sheets.append(pure("resistance", waiting))
            thickness = float(capacity) / f["mass_j_per_m3k"]
            least = f["least_mass_m2k_per_w"]
            density = f["mass_j_per_m3k"] / _J_PER_KGK
            sheets.append(Sheet("mass", thickness, thickness / least, density, _J_PER_KGK, least))
            waiting = 0.0
        waiting += float(r[k]) if k < len(r) else 0.0
    return [*sheets, pure("resistance", waiting)] if waiting > _SMALL_M2K_PER_W else sheets


def halves(sheets: Sequence[Sheet]) -> tuple[list[Sheet], list[Sheet]]:
    """Cut a partition in the middle of its thickness, or of its resistance when nothing has a thickness.

    Parameters
    ----------
    sheets : Sequence of Sheet
        From outside to inside.

    Returns
    -------
    tuple of list
        Outer half, from the cut to its face, and inner half likewise.
    """
    sizes = [s.thickness_m for s in sheets]
    if sum(sizes) <= 0.0:
        sizes = [s.resistance_m2k_per_w for s in sheets]
    middle, at = 0.5 * sum(sizes), 0.0
    outer: list[Sheet] = []
    inner: list[Sheet] = []
    for size, sheet in zip(sizes, sheets, strict=True):
        share = float(np.clip((middle - at) / size, 0.0, 1.0)) if size > 0.0 else float(at < middle)
        for part, taken in ((outer, share), (inner, 1.0 - share)):
            if taken > _SMALL_M2K_PER_W:
                part.append(_part(sheet, taken))
        at += size
    return outer[::-1], inner


def _part(sheet: Sheet, share: float) -> Sheet:
    return sheet._replace(
        thickness_m=share * sheet.thickness_m, resistance_m2k_per_w=share * sheet.resistance_m2k_per_w
    )


def mirrored(half: Sequence[Sheet]) -> list[Sheet]:
    """Return the full wall of which both faces see the room.

    Parameters
    ----------
    half : Sequence of Sheet
        From the cut to the face.

    Returns
    -------
    list of Sheet
        Symmetrical: EnergyPlus gives both faces of an adiabatic surface the same temperature, so that the
        middle carries no heat and half of the layers work for the room.
    """
    return [*half[::-1], *half]


class Constructions:
    """Collects constructions and their materials, each distinct one once."""

    def __init__(self) -> None:
        self._materials: dict[tuple[object, ...], str] = {}
        self._constructions: dict[tuple[str, ...], str] = {}
        self.texts: list[str] = []

    def add(self, name: str, sheets: Sequence[Sheet], finish: Finish) -> str:
        """Add a construction.

        Parameters
        ----------
        name : str
            Of the element.
        sheets : Sequence of Sheet
            From outside to inside.
        finish : Finish
            Of the faces.

        Returns
        -------
        str
            Name of the construction that an equal one may already have.
        """
        parts = list(sheets) if len(sheets) > 1 else [_part(sheets[0], 0.5), _part(sheets[0], 0.5)]
        outside = (finish.outside_thermal_frac, finish.outside_solar_frac)
        inside = (finish.inside_thermal_frac, finish.inside_solar_frac)
        names = tuple(self._material(s, outside if k == 0 else inside) for k, s in enumerate(parts))
        if names not in self._constructions:
            own = f"C{len(self._constructions) + 1} {idf_name(name)}"
            self._constructions[names] = own
            self.texts.append(idf_object("Construction", own, *names))
        return self._constructions[names]

    def _material(self, s: Sheet, radiation: tuple[float, float]) -> str:
        key = (*(f"{v:.9g}" for v in s[1:]), radiation)
        if key not in self._materials:
            own = f"M{len(self._materials) + 1} {idf_name(s.name)}"
            self._materials[key] = own
            faces = (*radiation, radiation[1])
            if s.thickness_m > 0.0:
                self.texts.append(idf_object("Material", own, _ROUGHNESS, *s[1:5], *faces))
            else:
                fields = (s.resistance_m2k_per_w, *faces)
                self.texts.append(idf_object("Material:NoMass", own, _ROUGHNESS, *fields))
        return self._materials[key]
