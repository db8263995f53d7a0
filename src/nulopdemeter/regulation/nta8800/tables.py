"""The tables of the norm: data files with an edition in every row."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from nulopdemeter.engine.elements import Floats, Ints

EDITIONS = ("2022", "2025+C1:2026")
PRESENT_EDITION = "2025+C1:2026"
# Eight columns of table 17.2, clockwise from north; the ninth stands for an unknown orientation.
ORIENTATIONS = ("N", "NE", "E", "SE", "S", "SW", "W", "NW")
UNKNOWN = 8
# A quarter of an unknown orientation looks each of these ways.
QUARTERS = (0, 2, 4, 6)
_BOTH = "both"
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@cache
def rows(name: str, edition: str) -> pd.DataFrame:
    """Read the rows of a table that hold in an edition.

    Parameters
    ----------
    name : str
        Data file of ``parameters``, without ``nta8800_`` and its ending.
    edition : str
        One of ``EDITIONS``.

    Returns
    -------
    DataFrame
        Its rows, in order. Do not change it.

    Raises
    ------
    ValueError
        When the edition is none of those that were entered.
    """
    if edition not in EDITIONS:
        raise ValueError(f"NTA 8800 edition {edition!r}: must be one of {', '.join(EDITIONS)}")
    with (files("nulopdemeter.parameters") / f"nta8800_{name}.csv").open(encoding="utf-8") as lines:
        found = pd.read_csv(lines, keep_default_na=False)
    return found[found["edition"].isin([_BOTH, edition])].reset_index(drop=True)


@cache
def norm(edition: str) -> Mapping[str, float]:
    """Return the single figures of an edition.

    Parameters
    ----------
    edition : str
        One of ``EDITIONS``.

    Returns
    -------
    Mapping[str, float]
        Value by name; see ``parameters/nta8800_figures.csv``.
    """
    found = rows("figures", edition)
    return dict(zip(found["parameter"], found["value"].astype(float), strict=True))


@cache
def monthly(name: str, column: str, edition: str) -> Floats:
    """Return one column of a table with a row a month.

    Parameters
    ----------
    name : str
        ``"climate"`` or ``"months"``.
    column : str
        Its heading.
    edition : str
        One of ``EDITIONS``.

    Returns
    -------
    ndarray
        Shape (12,).
    """
    return np.asarray(rows(name, edition).sort_values("month")[column].astype(float), dtype=np.float64)


@cache
def by_plane(name: str, ending: str, edition: str) -> tuple[Floats, Floats]:
    """Return a table by tilt, orientation and month.

    Parameters
    ----------
    name : str
        ``"irradiance"`` or ``"obstruction"``.
    ending : str
        Unit at the end of the columns of months: ``w_per_m2`` or ``frac``.
    edition : str
        One of ``EDITIONS``.

    Returns
    -------
    tuple of ndarray
        Tilts [°], ascending, shape (k,), and values, shape (k, 8, 12).
    """
    found = rows(name, edition)
    tilts = np.unique(found["tilt_deg"].astype(float))
    columns = [f"{month}_{ending}" for month in MONTHS]
    values = np.empty((len(tilts), len(ORIENTATIONS), len(columns)))
    for place, tilt in enumerate(tilts):
        one = found[found["tilt_deg"].astype(float) == tilt].set_index("orientation")
        values[place] = one.loc[list(ORIENTATIONS), columns].to_numpy(dtype=float)
    return tilts, values


@cache
def by_orientation(name: str, ending: str, edition: str) -> Floats:
    """Return a table by orientation and month.

    Parameters
    ----------
    name : str
        ``"shading_use"``.
    ending : str
        Unit at the end of the columns of months.
    edition : str
        One of ``EDITIONS``.

    Returns
    -------
    ndarray
        Shape (8, 12).
    """
    one = rows(name, edition).set_index("orientation")
    return one.loc[list(ORIENTATIONS), [f"{month}_{ending}" for month in MONTHS]].to_numpy(dtype=float)


@cache
def orientation_shares() -> Floats:
    """Return which way a plane looks, by its index in ``ORIENTATIONS``.

    Returns
    -------
    ndarray
        Shape (9, 8): each known orientation is itself; ``UNKNOWN`` a quarter each to north, east, south and west.
    """
    shares = np.zeros((UNKNOWN + 1, len(ORIENTATIONS)))
    shares[:UNKNOWN] = np.eye(UNKNOWN)
    shares[UNKNOWN, list(QUARTERS)] = 1.0 / len(QUARTERS)
    return shares


def column_by_word(name: str, key: str, column: str, words: NDArray[np.object_], edition: str) -> Floats:
    """Look a number up for every word.

    Parameters
    ----------
    name : str
        Table with one row a word.
    key, column : str
        Headings of the word and of the number.
    words : ndarray of str
        Shape (n,).
    edition : str
        One of ``EDITIONS``.

    Returns
    -------
    ndarray
        Shape (n,), NaN for a word that the table lacks.
    """
    known = _column(name, key, column, edition)
    # Few words stand for many dwellings: each is looked up once.
    place, unique = pd.factorize(words)
    return np.array([known.get(str(word), np.nan) for word in unique] or [np.nan])[place]


@cache
def _column(name: str, key: str, column: str, edition: str) -> Mapping[str, float]:
    """Return a column of a table by its words."""
    found = rows(name, edition)
    return dict(zip(found[key].astype(str), found[column].astype(float), strict=True))


@cache
def curves(name: str, key: str, x: str, y: str, edition: str) -> Mapping[str, tuple[Floats, Floats]]:
    """Return the curves of a table, one for every word.

    Parameters
    ----------
    name : str
        Table with several rows a word.
    key, x, y : str
        Headings of the word, of where and of how much.
    edition : str
        One of ``EDITIONS``.

    Returns
    -------
    Mapping[str, tuple of ndarray]
        By word, in the order of the table.
    """
    found = rows(name, edition)
    parts = {str(word): found[found[key] == word] for word in found[key].unique()}
    return {
        word: (part[x].astype(float).to_numpy(), part[y].astype(float).to_numpy())
        for word, part in parts.items()
    }


@cache
def texts(name: str, key: str, column: str, edition: str) -> Mapping[str, str]:
    """Return a column of texts by its words.

    Parameters
    ----------
    name : str
        Table with one row a word.
    key, column : str
        Headings of the word and of the text.
    edition : str
        One of ``EDITIONS``.

    Returns
    -------
    Mapping[str, str]
        Text by word.
    """
    found = rows(name, edition)
    return dict(zip(found[key].astype(str), found[column].astype(str), strict=True))


def text_by_word(
    name: str, key: str, column: str, words: NDArray[np.object_], edition: str
) -> NDArray[np.object_]:
    """Look a text up for every word.

    Parameters
    ----------
    name : str
        Table with one row a word.
    key, column : str
        Headings of the word and of the text.
    words : ndarray of str
        Shape (n,).
    edition : str
        One of ``EDITIONS``.

    Returns
    -------
    ndarray of str
        Shape (n,), empty for a word that the table lacks.
    """
    known = texts(name, key, column, edition)
    place, unique = pd.factorize(words)
    return np.array([*(known.get(str(word), "") for word in unique), ""], dtype=object)[place]


@cache
def steps(name: str, first: str, column: str, edition: str) -> tuple[Floats, Floats]:
    """Return two columns of a table as numbers.

    Parameters
    ----------
    name : str
        Table.
    first, column : str
        Headings of where a step begins and of its height.
    edition : str
        One of ``EDITIONS``.

    Returns
    -------
    tuple of ndarray
        In the order of the table.
    """
    found = rows(name, edition)
    begins, values = (found[name].to_numpy(dtype=np.float64) for name in (first, column))
    return begins, values


def from_year(name: str, first: str, column: str, year: Floats, edition: str) -> Floats:
    """Look a number up that holds from a first year on.

    Parameters
    ----------
    name : str
        Table whose rows begin at a year.
    first, column : str
        Headings of the first year and of the number.
    year : ndarray
        Shape (n,).
    edition : str
        One of ``EDITIONS``.

    Returns
    -------
    ndarray
        Shape (n,).
    """
    begins, values = steps(name, first, column, edition)
    return values[np.clip(np.searchsorted(begins, year, side="right") - 1, 0, None)]


def nearest_orientation(azimuth_deg: Floats) -> Ints:
    """Return the column of table 17.2 that an azimuth belongs to.

    Parameters
    ----------
    azimuth_deg : ndarray
        Clockwise from north; NaN unknown. Any shape.

    Returns
    -------
    ndarray of int
        Index in ``ORIENTATIONS``; ``UNKNOWN`` where not known.

    Notes
    -----
    Chapter 17, p. 693: the nearest column. The norm takes the higher value of both on an exact tie; here a tie
    goes to the column nearer to south, which has the higher value in every month that counts.
    """
    is_known = np.isfinite(azimuth_deg)
    turned = np.where(is_known, azimuth_deg, 0.0) % 360.0
    # Away from north on either side a half rounds towards south.
    east = np.floor(turned / 45.0 + 0.5)
    west = 8.0 - np.floor((360.0 - turned) / 45.0 + 0.5)
    place = np.where(turned <= 180.0, east, west).astype(np.int64) % 8
    return np.where(is_known, place, UNKNOWN)
