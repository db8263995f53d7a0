"""Means and percentiles of rows that stand for more than one dwelling."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def dwelling_weights(results: pd.DataFrame) -> Floats:
    """Return how many dwellings each row stands for.

    Parameters
    ----------
    results : pandas.DataFrame
        Results; the column ``n_identical`` may be absent.

    Returns
    -------
    numpy.ndarray
        Shape (n,); 1 where nothing is known.
    """
    if "n_identical" not in results:
        return np.ones(len(results))
    counts = pd.to_numeric(results["n_identical"], errors="coerce").to_numpy(np.float64)
    return np.where(counts > 0, counts, 1.0)


def weighted_mean(values: Floats, weights: Floats) -> float:
    """Return the mean over the rows that have a value.

    Parameters
    ----------
    values : numpy.ndarray
        Shape (n,); NaN is left out.
    weights : numpy.ndarray
        Shape (n,).

    Returns
    -------
    float
        The mean; NaN when no row has a value.
    """
    known = np.isfinite(values)
    total = weights[known].sum()
    return float((values[known] * weights[known]).sum() / total) if total > 0 else float("nan")


def weighted_quantiles(values: Floats, weights: Floats, fractions: tuple[float, ...]) -> tuple[float, ...]:
    """Return percentiles over the rows that have a value.

    Each row stands in the middle of its own share of the dwellings and between rows the line is straight
    (Hazen's rule): a row of weight 2 counts as two equal rows.

    Parameters
    ----------
    values : numpy.ndarray
        Shape (n,); NaN is left out.
    weights : numpy.ndarray
        Shape (n,).
    fractions : tuple of float
        Which percentiles, from 0 to 1.

    Returns
    -------
    tuple of float
        One value a fraction; NaN when no row has a value.
    """
    known = np.isfinite(values)
    if not known.any():
        return tuple(float("nan") for _ in fractions)
    levels, place = np.unique(values[known], return_inverse=True)
    weight = np.bincount(place, weights=weights[known])
    ends = np.cumsum(weight)
    shares = np.column_stack([ends - weight + 0.5, ends - 0.5]).ravel() / ends[-1]
    found = np.interp(fractions, shares, np.repeat(levels, 2))
    return tuple(float(x) for x in found)
