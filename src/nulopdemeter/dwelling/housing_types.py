"""The shipped housing types, and which one a dwelling belongs to."""

from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from nulopdemeter.dwelling.housing_type import HousingType
from nulopdemeter.dwelling.strict_toml import load_toml, validate
from nulopdemeter.dwelling.words import DWELLING_TYPES
from nulopdemeter.parameters import shipped


def read_housing_type(path: Path) -> HousingType:
    """Read one housing type.

    Parameters
    ----------
    path : Path
        TOML file.

    Returns
    -------
    HousingType
        The reference dwelling.

    Raises
    ------
    InputError
        When the file is damaged; carries everything that is wrong with it.
    """
    return validate(load_toml(path), HousingType, path.name)


@cache
def read_housing_types() -> tuple[HousingType, ...]:
    """Read all shipped housing types.

    Returns
    -------
    tuple of HousingType
        By dwelling type, then by year.
    """
    types = [read_housing_type(path) for path in sorted(shipped("housing_types").glob("*.toml"))]
    return tuple(sorted(types, key=lambda t: (DWELLING_TYPES.index(t.dwelling_type), t.first_year)))


@cache
def housing_type_table() -> pd.DataFrame:
    """Return the housing types as a table.

    Returns
    -------
    pandas.DataFrame
        One row a housing type, one column a value.
    """
    rows = []
    for one in read_housing_types():
        head = {"key": one.key, "dwelling_type": one.dwelling_type, "first_year": one.first_year}
        parts = (one.geometry.model_dump(), one.shell.model_dump(), one.systems.model_dump())
        rows.append({**head, "last_year": one.last_year, **parts[0], **parts[1], **parts[2]})
    return pd.DataFrame(rows)


def housing_type_index(dwelling_type: np.ndarray, build_year: np.ndarray) -> np.ndarray:
    """Find the housing type of each dwelling.

    Parameters
    ----------
    dwelling_type : numpy.ndarray of str, shape (n,)
        Words of the stock table.
    build_year : numpy.ndarray of float, shape (n,)
        Years; a year before the first class or after the last falls in that class.

    Returns
    -------
    numpy.ndarray of int, shape (n,)
        Row in ``housing_type_table()``; -1 for an unknown type.
    """
    table = housing_type_table()
    found = np.full(len(dwelling_type), -1)
    for word in DWELLING_TYPES:
        own = np.flatnonzero(table["dwelling_type"].to_numpy() == word)
        first = table["first_year"].to_numpy()[own]
        mask = dwelling_type == word
        found[mask] = own[np.clip(np.searchsorted(first, build_year[mask], side="right") - 1, 0, None)]
    return found
