"""Layers for a mass class and an R_c: what a row of the stock does not say."""

from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from nulopdemeter.dwelling.file_shell import Layer
from nulopdemeter.dwelling.tables import table
from nulopdemeter.parameters import figures

Floats = NDArray[np.float64]
Part = Literal["wall", "roof", "floor", "internal_wall", "internal_floor", "party"]
_DIGITS = 6


def layers_of(mass_class: str, part: Part, rc_m2k_per_w: float | None = None) -> tuple[Layer, ...]:
    """Return the layers of a usual construction.

    Parameters
    ----------
    mass_class : str
        ``light``, ``medium`` or ``heavy``.
    part : str
        ``wall``, ``roof``, ``floor``, ``internal_wall``, ``internal_floor`` or ``party``.
    rc_m2k_per_w : float, optional
        Resistance without films; needed for wall, roof and floor.

    Returns
    -------
    tuple of Layer
        From outside to inside (an internal floor: top first), of ``parameters/constructions.csv``.

    Raises
    ------
    KeyError
        When the table has no such construction.

    Notes
    -----
    The layer of insulation takes up what remains of R_c. Up to the resistance of a cavity it is an air layer
    without mass. When the other layers alone exceed R_c, all thicknesses and masses stay and their
    conductivity is raised, so that R_c is met exactly: such a wall is wet, or its R_c low by measurement.
    """
    rows = table("constructions").reset_index()
    rows = rows[(rows["mass_class"] == mass_class) & (rows["part"] == part)]
    if rows.empty:
        raise KeyError(f"constructions.csv has no {mass_class} {part}")
    is_insulation = rows["is_insulation"].astype(int) == 1
    if not is_insulation.any():
        return tuple(_layer(row) for _, row in rows.iterrows())
    if rc_m2k_per_w is None:
        raise KeyError(f"a {part} needs its R_c")
    others = sum(_resistance(row) for _, row in rows[~is_insulation].iterrows())
    left, raised = (float(v) for v in insulation_of(np.array(rc_m2k_per_w), others))
    return tuple(
        _filling(row, left) if row["is_insulation"] == 1 else _layer(row, raised)
        for _, row in rows.iterrows()
    )


def insulation_of(rc_m2k_per_w: Floats, others_m2k_per_w: float) -> tuple[Floats, Floats]:
    """Return what is left for the insulation, and how much better the other layers must conduct.

    Parameters
    ----------
    rc_m2k_per_w : ndarray
        Resistance of the whole without films.
    others_m2k_per_w : float
        Resistance of the other layers as they usually are.

    Returns
    -------
    tuple of ndarray
        Resistance of the insulation [m²K/W], and factor on the conductivity of the others (1 or more).
    """
    least = figures("export")["least_layer_m2k_per_w"]
    left = np.maximum(rc_m2k_per_w - others_m2k_per_w, np.minimum(least, 0.5 * rc_m2k_per_w))
    return np.asarray(left), np.maximum(others_m2k_per_w / (rc_m2k_per_w - left), 1.0)


def insulation_place(mass_class: str, part: Part) -> int:
    """Return which layer is the insulation.

    Parameters
    ----------
    mass_class, part : str
        As in ``layers_of``.

    Returns
    -------
    int
        Counted from outside, from 0.
    """
    rows = table("constructions").reset_index()
    rows = rows[(rows["mass_class"] == mass_class) & (rows["part"] == part)]
    return int((rows["is_insulation"].astype(int) == 1).to_numpy().argmax())


def _material(row: pd.Series) -> pd.Series:
    return table("materials").T[str(row["material"])]


def _resistance(row: pd.Series) -> float:
    return float(row["thickness_m"]) / float(_material(row)["conductivity_w_per_mk"])


def _layer(row: pd.Series, raised: float = 1.0) -> Layer:
    name, thickness = str(row["material"]), float(row["thickness_m"])
    if raised <= 1.0:
        return Layer(material=name, thickness_m=thickness)
    conductivity = raised * float(_material(row)["conductivity_w_per_mk"])
    return Layer(material=name, thickness_m=thickness, conductivity_w_per_mk=conductivity)


def _filling(row: pd.Series, left_m2k_per_w: float) -> Layer:
    if left_m2k_per_w <= figures("export")["cavity_m2k_per_w"]:
        return Layer(name="cavity", resistance_m2k_per_w=left_m2k_per_w)
    thickness = left_m2k_per_w * float(_material(row)["conductivity_w_per_mk"])
    return Layer(material=str(row["material"]), thickness_m=round(thickness, _DIGITS))
