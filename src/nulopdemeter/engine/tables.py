"""Read the small tables of the parameters folder that are no lists of figures."""

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


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
