"""A raw hourly series, its row checks, and the filling of short gaps."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from nulopdemeter.errors import Finding, Severity
from nulopdemeter.parameters import value
from nulopdemeter.weather.climate import Floats
from nulopdemeter.weather.messages import error, note


@dataclass(frozen=True)
class Range:
    """Physical limits of a quantity.

    Attributes
    ----------
    low, high : float
        Limits, in the unit of the quantity.
    is_fillable : bool
        Whether a short gap may be bridged by a straight line.
    """

    low: float
    high: float
    is_fillable: bool


@dataclass(frozen=True)
class RawSeries:
    """Hourly columns as a file gives them, before anything is computed.

    Attributes
    ----------
    columns : dict of str to numpy.ndarray
        By canonical name, each of shape (n,); NaN where the file says that the value is missing.
    places : list of str
        How the file counts each row, for messages.
    headings : dict of str to str
        Name of each column in the file.
    """

    columns: dict[str, Floats]
    places: list[str]
    headings: dict[str, str]


@cache
def ranges() -> dict[str, Range]:
    """Return the physical limits by quantity.

    Returns
    -------
    dict of str to Range
        From ``weather/ranges.csv``.
    """
    path = files("nulopdemeter.weather") / "ranges.csv"
    with path.open(encoding="utf-8") as lines:
        return {
            row["quantity"]: Range(float(row["low"]), float(row["high"]), row["is_fillable"] == "1")
            for row in csv.DictReader(lines)
        }


def to_number(text: str) -> float | None:
    """Return the number in a field.

    Parameters
    ----------
    text : str
        The field.

    Returns
    -------
    float or None
        NaN for an empty field; None for a field that holds something else than a number.
    """
    stripped = text.strip()
    if not stripped:
        return float("nan")
    try:
        number = float(stripped)
    except ValueError:
        return None
    return number if np.isfinite(number) else None


def range_findings(raw: RawSeries, file: str) -> list[Finding]:
    """Return a finding for each value outside the physical limits.

    Parameters
    ----------
    raw : RawSeries
        The series.
    file : str
        Name of the file.

    Returns
    -------
    list of Finding
        ``NOM-E305``, with row, column and value.
    """
    found = []
    for name, column in raw.columns.items():
        limit = ranges()[name]
        for row in np.flatnonzero((column < limit.low) | (column > limit.high)):
            limits = {"low": f"{limit.low:g}", "high": f"{limit.high:g}"}
            place, text = raw.places[row], f"{column[row]:g}"
            found.append(
                error("NOM-E305", file, place=place, column=raw.headings[name], value=text, values=limits)
            )
    return found


def fill_gaps(raw: RawSeries, required: tuple[str, ...], file: str) -> tuple[RawSeries, list[Finding]]:
    """Bridge short gaps by a straight line; refuse long ones and gaps in the sun.

    Parameters
    ----------
    raw : RawSeries
        The series.
    required : tuple of str
        Columns that must be whole.
    file : str
        Name of the file.

    Returns
    -------
    RawSeries
        With the gaps filled.
    list of Finding
        ``NOM-R301`` for a column that was filled, ``NOM-E309`` for gaps that are too long.
    """
    longest_h = int(value("weather", "filled_hours_max_h"))
    columns, found = dict(raw.columns), []
    for name in required:
        column = columns[name]
        missing = np.isnan(column)
        if not missing.any():
            continue
        gaps = _gaps(missing)
        too_long = [g for g in gaps if g[1] - g[0] > longest_h or not ranges()[name].is_fillable]
        for start, stop in too_long:
            gap = {"n_hours": stop - start, "longest": longest_h if ranges()[name].is_fillable else 0}
            place = raw.places[start]
            found.append(error("NOM-E309", file, place=place, column=raw.headings[name], values=gap))
        if not too_long:
            hours = np.arange(column.size)
            columns[name] = np.interp(hours, hours[~missing], column[~missing])
            values = {"quantity": raw.headings[name], "n_hours": int(missing.sum())}
            found.append(note("NOM-R301", file, values, Severity.REPAIRED))
    return RawSeries(columns, raw.places, raw.headings), found


def _gaps(missing: np.ndarray) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([0], missing.astype(np.int8), [0]))))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]
