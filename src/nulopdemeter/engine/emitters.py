"""Radiators and floor heating: what they give at a temperature of the water, and the water that a load asks for."""

from functools import cache

import numpy as np
import pandas as pd

from nulopdemeter.dwelling.radiators import rated_w as rated_at
from nulopdemeter.engine.columns import column
from nulopdemeter.engine.elements import Bools, Floats
from nulopdemeter.kernels import layout as at
from nulopdemeter.parameters import figures
from nulopdemeter.units import W_PER_KW


@cache
def power_fit(exponent: float) -> tuple[float, float, float]:
    """Return a, b, c in ΔT^n ≈ ΔT (a + b √ΔT + c ΔT).

    Parameters
    ----------
    exponent : float
        n of the emitter (EN 442: 1.3 for radiators).

    Returns
    -------
    tuple of float
        Least squares of the relative error over the range that emitters work in.
    """
    i = figures("installations")
    lift_k = np.geomspace(i["emitter_fit_least_k"], i["emitter_fit_most_k"], 200)
    target = lift_k ** (exponent - 1.0)
    terms = np.column_stack([np.ones_like(lift_k), np.sqrt(lift_k), lift_k]) / target[:, None]
    a, b, c = np.linalg.lstsq(terms, np.ones_like(lift_k), rcond=None)[0]
    return float(a), float(b), float(c)


def supply_c(
    load_w: Floats, rated_w: Floats, exponent: float | None = None, spread_k: float | None = None
) -> Floats:
    """Return the supply temperature at which radiators carry a load: θ_a + ΔT_N (Φ/Φ_N)^(1/n) + Δ_w/2.

    Parameters
    ----------
    load_w : ndarray
        Heat asked for at design conditions [W].
    rated_w : ndarray
        Heat of the radiators at 75/65/20 [W].
    exponent : float, optional
        Exponent of the emitters; left out: that of radiators.
    spread_k : float, optional
        What the water cools in them; left out: as in radiators.

    Returns
    -------
    ndarray
        [°C] (EN 442-2; specification of the hourly engine, 6.1).
    """
    c, i = figures("controls"), figures("installations")
    n = c["emitter_power"] if exponent is None else exponent
    cools_k = i["emitter_spread_k"] if spread_k is None else spread_k
    lift_k = i["radiator_rated_k"] * (load_w / rated_w) ** (1.0 / n)
    return np.asarray(c["room_c"] + lift_k + 0.5 * cools_k)


def rated_w(load_w: Floats, supply_c: Floats) -> Floats:
    """Return the radiators that carry a load at a supply temperature; the reverse of ``supply_c``.

    Parameters
    ----------
    load_w : ndarray
        Heat asked for at design conditions [W].
    supply_c : ndarray
        Supply temperature [°C].

    Returns
    -------
    ndarray
        Heat at 75/65/20 [W].
    """
    return rated_at(load_w, supply_c, figures("installations")["emitter_spread_k"])


def design_supply_c(table: pd.DataFrame, load_w: Floats) -> Floats:
    """Return the supply temperature of every dwelling, found from its radiators where none is given.

    Parameters
    ----------
    table : DataFrame
        Dwellings; ``design_supply_c`` NaN asks for what the radiators of ``radiator_kw`` need.
    load_w : ndarray, shape (n,)
        Design load.

    Returns
    -------
    ndarray, shape (n,)
        [°C]; what is found lies between ``supply_least_c`` and ``supply_most_c``.
    """
    given = table["design_supply_c"].to_numpy(float)
    follows = follows_radiators(table)
    if not follows.any():
        return given
    i = figures("installations")
    radiators_w = np.where(follows, column(table, "radiator_kw", np.nan), 1.0) * W_PER_KW
    found = np.clip(supply_c(load_w, radiators_w), i["supply_least_c"], i["supply_most_c"])
    return np.where(follows, found, given)


def follows_radiators(table: pd.DataFrame) -> Bools:
    """Tell where the supply temperature follows from the radiators that are there.

    Parameters
    ----------
    table : DataFrame
        Dwellings.

    Returns
    -------
    ndarray of bool, shape (n,)
        Whether none is given.
    """
    return np.asarray(np.isnan(table["design_supply_c"].to_numpy(float)))


def emitter_rows(out: Floats, follows_curve: Bools, rated_w: Floats, most_w: Floats, is_floor: Bools) -> None:
    """Fill the rows that bound the heat of the emitters.

    Parameters
    ----------
    out : ndarray, shape (n, rows)
        Receives them.
    follows_curve : ndarray of bool, shape (n,)
        Where the water is no warmer than the heating curve says: a heat pump alone. A boiler makes hotter water
        when more heat is asked for, so that only the size of its emitters counts.
    rated_w : ndarray, shape (n,)
        Heat of the emitters at 50 K over the room [W].
    most_w : ndarray, shape (n,)
        The bound of the others [W].
    is_floor : ndarray of bool, shape (n,)
        Floor heating in place of radiators.
    """
    c, i = figures("controls"), figures("installations")
    out[:, at.HEATING_MAX_W] = np.where(follows_curve, 0.0, most_w)
    for is_kind, power, spread_k in (
        (follows_curve & ~is_floor, c["emitter_power"], i["emitter_spread_k"]),
        (follows_curve & is_floor, i["floor_emitter_power"], i["floor_spread_k"]),
    ):
        per_k = rated_w[is_kind] / i["radiator_rated_k"] ** power
        for row, factor in zip(
            (at.EMITTER_W_PER_K, at.EMITTER_ROOT, at.EMITTER_SQ), power_fit(power), strict=True
        ):
            out[is_kind, row] = per_k * factor
        out[is_kind, at.EMITTER_SPREAD_K] = 0.5 * spread_k
