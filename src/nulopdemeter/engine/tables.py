"""Read the small tables of the parameters folder that are no lists of figures."""

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray


@cache
def read_table(name: str) -> tuple[Mapping[str, str], ...]:
    """Read a table as it stands.

    Parameters
    ----------
    name : str
        Name of a CSV file in ``nulopdemeter/parameters``, without its ending.

    Returns
    -------
    tuple of Mapping[str, str]
        One mapping a row, values as text.
    """
    with (files("nulopdemeter.parameters") / f"{name}.csv").open(encoding="utf-8") as lines:
        return tuple(csv.DictReader(lines))


@cache
def read_row(name: str, key: str) -> Mapping[str, str]:
    """Read one row of a table.

    Parameters
    ----------
    name : str
        Name of a CSV file in ``nulopdemeter/parameters``, without its ending.
    key : str
        What stands in its first column.

    Returns
    -------
    Mapping[str, str]
        Values as text.

    Raises
    ------
    ValueError
        When no row has that key.
    """
    rows = {next(iter(row.values())): row for row in read_table(name)}
    if key not in rows:
        raise ValueError(f"{name} must be one of {', '.join(rows)}, not {key!r}")
    return rows[key]


def number_column(name: str, column: str) -> NDArray[np.float64]:
    """Read one column of a table as numbers.

    Parameters
    ----------
    name : str
        Name of a CSV file in ``nulopdemeter/parameters``, without its ending.
    column : str
        Its heading.

    Returns
    -------
    ndarray, shape (rows,)
        In the order of the table.
    """
    return np.array([float(row[column]) for row in read_table(name)])
