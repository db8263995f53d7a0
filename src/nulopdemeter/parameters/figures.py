"""Read the tables of figures: one number a row, with where it comes from."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

STATUSES = ("law", "proposal", "published", "estimate", "assumption")
_COLUMNS = ("parameter", "value", "unit", "source", "place", "valid_from", "status", "note")
_RULE_COLUMNS = (*_COLUMNS[:6], "valid_until", *_COLUMNS[6:])


@dataclass(frozen=True)
class Figure:
    """One number with its pedigree.

    Attributes
    ----------
    parameter : str
        Name, ending in its unit.
    value : float
        The number, in ``unit``.
    unit : str
        As people write it.
    source : str
        Key in ``docs/sources.md``.
    place : str
        Clause, table or page.
    valid_from : date
        First day on which it holds.
    status : str
        One of ``law``, ``proposal``, ``published``, ``estimate``, ``assumption``.
    note : str
        What a user should know about it.
    valid_until : date or None
        Last day on which it holds; None where no end is known, and in tables that are no rules.
    """

    parameter: str
    value: float
    unit: str
    source: str
    place: str
    valid_from: date
    status: str
    note: str
    valid_until: date | None = None


@cache
def read_figures(table: str) -> tuple[Figure, ...]:
    """Read one table of figures.

    Parameters
    ----------
    table : str
        Name of a CSV file in ``nulopdemeter/parameters``, without its ending.

    Returns
    -------
    tuple of Figure
        Its rows, in order.
    """
    path = files("nulopdemeter.parameters") / f"{table}.csv"
    with path.open(encoding="utf-8") as lines:
        reader = csv.DictReader(lines)
        if tuple(reader.fieldnames or ()) not in (_COLUMNS, _RULE_COLUMNS):
            raise ValueError(f"{table}.csv: the columns must be {', '.join(_RULE_COLUMNS)}")
        return tuple(
            Figure(
                row["parameter"],
                float(row["value"]),
                row["unit"],
                row["source"],
                row["place"],
                date.fromisoformat(row["valid_from"]),
                row["status"],
                row["note"],
                date.fromisoformat(row["valid_until"]) if row.get("valid_until") else None,
            )
            for row in reader
        )


@cache
def rows_on(table: str, on: date | None = None) -> Mapping[str, Figure]:
    """Return the rows of a table that hold on a day, or the nearest there are.

    A figure that has not yet begun on that day is given by its first row, one that has ended by its last that had
    begun; `dated.outside` says so.

    Parameters
    ----------
    table : str
        Name of the table.
    on : date, optional
        The day; the latest rows without it.

    Returns
    -------
    Mapping[str, Figure]
        Row by parameter.
    """
    chosen: dict[str, Figure] = {}
    for figure in sorted(read_figures(table), key=lambda f: f.valid_from):
        if figure.parameter not in chosen or on is None or figure.valid_from <= on:
            chosen[figure.parameter] = figure
    return chosen


@cache
def figures(table: str, on: date | None = None) -> Mapping[str, float]:
    """Return the figures of a table that hold on a day.

    Outside its days the nearest is given: a figure that has not begun by its first value, one that has ended by its
    last. `dated.outside` says where that is so.

    Parameters
    ----------
    table : str
        Name of the table.
    on : date, optional
        The day; the latest figures without it.

    Returns
    -------
    Mapping[str, float]
        Value by parameter.
    """
    return {name: figure.value for name, figure in rows_on(table, on).items()}


def value(table: str, parameter: str, on: date | None = None) -> float:
    """Return one figure.

    Parameters
    ----------
    table : str
        Name of the table.
    parameter : str
        Name of the figure.
    on : date, optional
        The day on which it must hold; the latest without it.

    Returns
    -------
    float
        Its value, in the unit its name ends in.
    """
    return figures(table, on)[parameter]
