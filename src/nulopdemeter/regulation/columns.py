"""Columns of a dwelling table that need not be there."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from nulopdemeter.engine.elements import Bools, Floats


def numbers(table: pd.DataFrame, name: str) -> Floats:
    """Return a column as numbers.

    Parameters
    ----------
    table : DataFrame
        Dwelling table, n rows.
    name : str
        Its heading; a column that is not there is all missing.

    Returns
    -------
    ndarray
        Shape (n,), NaN where missing.
    """
    if name not in table.columns:
        return np.full(len(table), np.nan)
    return table[name].to_numpy(dtype=np.float64, na_value=np.nan)


def words(table: pd.DataFrame, name: str) -> NDArray[np.object_]:
    """Return a column as texts.

    Parameters
    ----------
    table : DataFrame
        Dwelling table, n rows.
    name : str
        Its heading; a column that is not there is all empty.

    Returns
    -------
    ndarray of str
        Shape (n,), empty where missing.
    """
    if name not in table.columns:
        return np.full(len(table), "", dtype=object)
    place, unique = pd.factorize(table[name])
    # What is missing has the place -1, which is the last of these.
    return np.array([*unique, ""], dtype=object)[place]


def truths(table: pd.DataFrame, name: str) -> Bools:
    """Return a column as truths.

    Parameters
    ----------
    table : DataFrame
        Dwelling table, n rows.
    name : str
        Its heading; a column that is not there is false.

    Returns
    -------
    ndarray of bool
        Shape (n,), false where missing.
    """
    if name not in table.columns:
        return np.zeros(len(table), dtype=bool)
    column = table[name]
    if column.dtype == np.bool_:
        return column.to_numpy()
    known = column.notna().to_numpy()
    return np.asarray(known & column.where(known, 0).to_numpy().astype(bool))
