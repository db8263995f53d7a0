"""Tables beside the figures: systems, heat pumps, household use, airtightness by year."""

from functools import cache
from importlib.resources import files

import numpy as np
import pandas as pd

# Sources of heat that the engine can give a heat pump; models on another one wait in the table.
_SOURCES = ("air", "ground", "exhaust_air", "air_to_air")


@cache
def table(name: str) -> pd.DataFrame:
    """Read a table of ``parameters`` that is no list of figures.

    Parameters
    ----------
    name : str
        Name of the CSV file, without its ending.

    Returns
    -------
    pandas.DataFrame
        Its rows, indexed by the first column. Do not change it.
    """
    with (files("nulopdemeter.parameters") / f"{name}.csv").open(encoding="utf-8") as lines:
        return pd.read_csv(lines, index_col=0, keep_default_na=False)


def heat_pumps() -> pd.DataFrame:
    """Return the heat pumps: declared points of EN 14825 and their limits.

    Returns
    -------
    pandas.DataFrame
        Indexed by model; see ``parameters/heat_pumps.csv``. The coefficients of performance are those at
        the part-load outlet temperatures of EN 14825 (34, 30, 27, 24 degC and 52, 42, 36, 30 degC). Only
        models whose source of heat the engine knows.
    """
    pumps = table("heat_pumps")
    return pumps[pumps["source_kind"].isin(_SOURCES)]


def lookup(name: str, column: str, words: np.ndarray, *, default: float = np.nan) -> np.ndarray:
    """Return the number in a table that belongs to each word.

    Parameters
    ----------
    name : str
        Table of ``parameters``.
    column : str
        Column with numbers.
    words : numpy.ndarray of str, shape (n,)
        Keys of the table.
    default : float
        For a word that the table lacks.

    Returns
    -------
    numpy.ndarray of float, shape (n,)
        One number a word.
    """
    numbers = table(name)[column].astype(float)
    found = np.full(len(words), default)
    for word, number in numbers.items():
        found[words == word] = number
    return found


def lookup_text(name: str, column: str, words: np.ndarray) -> np.ndarray:
    """Return the text in a table that belongs to each word.

    Parameters
    ----------
    name : str
        Table of ``parameters``.
    column : str
        Column with texts.
    words : numpy.ndarray of str, shape (n,)
        Keys of the table.

    Returns
    -------
    numpy.ndarray of str, shape (n,)
        One text a word; empty for a word that the table lacks.
    """
    found = np.full(len(words), "", dtype=object)
    for word, text in table(name)[column].astype(str).items():
        found[words == word] = text
    return found


def by_year(name: str, column: str, build_year: np.ndarray) -> np.ndarray:
    """Return the number that holds from the last first year not after the building year.

    Parameters
    ----------
    name : str
        Table of ``parameters`` whose first column is the first year.
    column : str
        Column with numbers.
    build_year : numpy.ndarray of float, shape (n,)
        Building years.

    Returns
    -------
    numpy.ndarray of float, shape (n,)
        One number a dwelling.
    """
    rows = table(name)
    place = np.searchsorted(rows.index.to_numpy(), build_year, side="right") - 1
    return rows[column].to_numpy(dtype=float)[np.clip(place, 0, None)]
