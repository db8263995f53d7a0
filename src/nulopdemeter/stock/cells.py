"""The cells of one column, what is read from them, and what is wrong with them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from nulopdemeter.errors import Severity
from nulopdemeter.stock.columns import Column, plain, read_words

SEVERITIES = {"E": Severity.ERROR, "N": Severity.NOTE, "R": Severity.REPAIRED, "F": Severity.FILLED}


@dataclass(frozen=True)
class Cells:
    """One column of a file, with each different text once.

    Attributes
    ----------
    column : Column
        What it is.
    place : int
        Number of the column in the file, from 0.
    texts : ndarray of object, shape (n,)
        The cells.
    numbers : ndarray of float, shape (n,)
        Cells that a workbook holds as numbers; NaN for the others.
    codes : ndarray of int, shape (n,)
        Number of each cell's text in ``uniques``.
    uniques : tuple of str
        The different texts.
    """

    column: Column
    place: int
    texts: NDArray[np.object_]
    numbers: NDArray[np.float64]
    codes: NDArray[np.int64]
    uniques: tuple[str, ...]


@dataclass(frozen=True)
class Problem:
    """One thing that is noticed about some cells of a column.

    Attributes
    ----------
    code : str
        Code of the finding.
    rows : ndarray of int
        Numbers of the rows, from 0.
    values : Mapping[str, str]
        What its texts need.
    """

    code: str
    rows: NDArray[np.int64]
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Reading:
    """What was read from a column.

    Attributes
    ----------
    data : ndarray of float or object, shape (n,)
        Canonical values; NaN or None where there is none.
    problems : tuple of Problem
        What was noticed.
    """

    data: NDArray[Any]
    problems: tuple[Problem, ...] = ()


def make_cells(
    column: Column, place: int, texts: NDArray[np.object_], numbers: NDArray[np.float64] | None
) -> Cells:
    """Gather the cells of a column.

    Parameters
    ----------
    column : Column
        What it is.
    place : int
        Number of the column in the file, from 0.
    texts : ndarray of object, shape (n,)
        The cells.
    numbers : ndarray of float, shape (n,), or None
        Cells that a workbook holds as numbers.

    Returns
    -------
    Cells
        The cells, each different text once.
    """
    codes, uniques = pd.factorize(texts)
    typed = np.full(len(texts), np.nan) if numbers is None else numbers
    return Cells(column, place, texts, typed, codes.astype(np.int64), tuple(uniques))


def code_for(column: Column, number: str) -> str:
    """Return the code of a finding: an error in a required column, a note in another.

    Parameters
    ----------
    column : Column
        Where it is.
    number : str
        Its number, such as ``"131"``.

    Returns
    -------
    str
        Such as ``NOM-E131`` or ``NOM-N131``.
    """
    return f"NOM-{'E' if column.is_required else 'N'}{number}"


def is_missing(text: str) -> bool:
    """Tell whether a cell says nothing: empty, or a word such as ``onbekend``.

    Parameters
    ----------
    text : str
        The cell.

    Returns
    -------
    bool
        True when there is no value in it.
    """
    if not text:
        return True
    if text[0].isdigit() or len(text) > _longest_missing():
        return False
    return plain(text) in read_words("missing").exact


@cache
def _longest_missing() -> int:
    return max(map(len, read_words("missing").exact)) + 1


def is_formula_error(text: str) -> bool:
    """Tell whether a cell is an error value of a spreadsheet.

    Parameters
    ----------
    text : str
        The cell.

    Returns
    -------
    bool
        True for ``#N/B`` and the like.
    """
    return text.startswith("#") and (plain(text) in read_words("formula_error").exact or set(text) == {"#"})


def by_text(
    cells: Cells, read: Callable[[str], tuple[object, str, Mapping[str, str]]]
) -> tuple[list[object], list[Problem]]:
    """Read every different text once.

    Parameters
    ----------
    cells : Cells
        The column.
    read : Callable
        Gives value, code of the finding (empty without) and what its texts need.

    Returns
    -------
    tuple[list[object], list[Problem]]
        Value by unique text, and the problems.
    """
    values: list[object] = []
    found = []
    for number, text in enumerate(cells.uniques):
        value, code, needs = read(text)
        values.append(value)
        if code:
            found.append((number, code, needs))
    return values, problems_of(cells, found)


def problems_of(cells: Cells, found: Sequence[tuple[int, str, Mapping[str, str]]]) -> list[Problem]:
    """Give each problem with a text the rows in which the text stands.

    Parameters
    ----------
    cells : Cells
        The column.
    found : Sequence[tuple[int, str, Mapping[str, str]]]
        Number of the text, code, and what the texts of the finding need.

    Returns
    -------
    list of Problem
        The problems.
    """
    if not found:
        return []
    order = np.argsort(cells.codes, kind="stable")
    starts = np.searchsorted(cells.codes[order], np.arange(len(cells.uniques) + 1))
    return [Problem(code, order[starts[i] : starts[i + 1]], needs) for i, code, needs in found]


def spread(cells: Cells, values: list[object]) -> NDArray[np.object_]:
    """Give every row the value of its text.

    Parameters
    ----------
    cells : Cells
        The column.
    values : list of object
        Value by unique text.

    Returns
    -------
    ndarray of object, shape (n,)
        Value by row.
    """
    table = np.empty(len(values), dtype=object)
    table[:] = values
    return table[cells.codes]


def rows_by_text(cells: Cells, rows: NDArray[np.int64]) -> Iterator[tuple[str, NDArray[np.int64]]]:
    """Group rows that hold the same text.

    Parameters
    ----------
    cells : Cells
        The column.
    rows : ndarray of int
        Numbers of the rows.

    Yields
    ------
    tuple[str, ndarray of int]
        The text and its rows.
    """
    order = rows[np.argsort(cells.codes[rows], kind="stable")]
    cuts = np.flatnonzero(np.diff(cells.codes[order])) + 1
    for group in np.split(order, cuts):
        if group.size:
            yield cells.uniques[cells.codes[group[0]]], group
