"""Rows that are no dwelling, keys that stand twice, and values that contradict one another."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from nulopdemeter.parameters import figures
from nulopdemeter.stock.cells import Problem, Reading
from nulopdemeter.stock.columns import plain, read_columns, read_words
from nulopdemeter.stock.files import RawTable
from nulopdemeter.stock.headings import Match

_GAS_HEATED = ("hr107", "vr", "gas_stove")
_NOTE_CELLS = 1


def no_dwelling_rows(table: RawTable, match: Match) -> list[Problem]:
    """Find totals, loose notes and repeated headings between the rows.

    Parameters
    ----------
    table : RawTable
        The file.
    match : Match
        Which heading is which column.

    Returns
    -------
    list of Problem
        ``NOM-E105`` (total), ``NOM-E106`` (note) and ``NOM-E107`` (headings again).
    """
    texts = {name: table.texts[match.places[name]] for name, c in read_columns().items() if c.is_required}
    heading = table.headings[match.places["dwelling_id"]]
    again = (texts["dwelling_id"] == heading) & (
        texts["dwelling_type"] == table.headings[match.places["dwelling_type"]]
    )
    has_type = texts["dwelling_type"] != ""
    named = np.array([_is_total_word(key) for key in texts["dwelling_id"]], bool)
    few = np.flatnonzero(~again & (named | ~(has_type & (texts["build_year"] != ""))))
    total, note = [], []
    for row in few.tolist():
        cells = [column[row] for column in table.texts if column[row]]
        keys = (texts["dwelling_id"][row], texts["dwelling_type"][row])
        if any(map(_is_total, keys)) or (not has_type[row] and any(map(_is_total, cells))):
            total.append(row)
        elif (
            len(cells) == _NOTE_CELLS
            and len(table.headings) > _NOTE_CELLS + 1
            and not _looks_like_key(cells[0])
        ):
            note.append(row)
    found = {"NOM-E105": np.array(total), "NOM-E106": np.array(note), "NOM-E107": np.flatnonzero(again)}
    return [Problem(code, rows.astype(np.int64)) for code, rows in found.items() if rows.size]


def _is_total_word(text: str) -> bool:
    return text[:1].isalpha() and text.casefold().rstrip(": ") in read_words("total").exact


def _is_total(text: str) -> bool:
    if not text or text[0].isdigit():
        return False
    words = read_words("total").exact
    first = plain(text).rstrip(":").strip()
    return first in words or first.split(" ")[0].rstrip(":") in words


def _looks_like_key(text: str) -> bool:
    """Tell a key, one word with a digit in it, from a note, a sentence."""
    return " " not in text.strip() and any(c.isdigit() for c in text)


def same_id(reading: Reading, places: NDArray[np.int64], strays: list[Problem]) -> Reading:
    """Reject rows whose key stands on an earlier row.

    Parameters
    ----------
    reading : Reading
        The keys.
    places : ndarray of int, shape (n,)
        Number of the row as a spreadsheet counts it.
    strays : list of Problem
        Rows that are no dwelling; their keys do not count.

    Returns
    -------
    Reading
        The keys with ``NOM-E104`` added.
    """
    keys = pd.Series(reading.data, dtype=object)
    for stray in strays:
        keys.iloc[stray.rows] = None
    repeated = np.flatnonzero((keys.duplicated(keep="first") & keys.notna()).to_numpy())
    if not repeated.size:
        return reading
    first = pd.Series(places).groupby(keys).first()
    problems = [
        Problem("NOM-E104", np.array([row]), {"first": str(first[keys.iloc[row]])})
        for row in repeated.tolist()
    ]
    return Reading(reading.data, (*reading.problems, *problems))


def cross_checks(readings: dict[str, Reading]) -> dict[str, Reading]:
    """Drop values that another value of the row makes incredible.

    Parameters
    ----------
    readings : dict[str, Reading]
        What was read, by canonical name.

    Returns
    -------
    dict[str, Reading]
        The same with ``NOM-N141`` (gas too low for a gas boiler) and ``NOM-N142`` (renovated before built).
    """
    limits = figures("stock_checks")
    if "gas_m3" in readings and "heating" in readings:
        heated = pd.Series(readings["heating"].data).isin(_GAS_HEATED).to_numpy()
        with np.errstate(invalid="ignore"):
            low = heated & (readings["gas_m3"].data < limits["least_gas_heated_m3"])
        limit = {"limit": f"{limits['least_gas_heated_m3']:.10g}"}
        readings["gas_m3"] = _without(readings["gas_m3"], low, "NOM-N141", limit)
    if "last_renovation_year" in readings:
        with np.errstate(invalid="ignore"):
            early = readings["last_renovation_year"].data < readings["build_year"].data
        readings["last_renovation_year"] = _without(readings["last_renovation_year"], early, "NOM-N142", {})
    return readings


def _without(reading: Reading, rows: NDArray[np.bool_], code: str, needs: dict[str, str]) -> Reading:
    if not rows.any():
        return reading
    kept = [Problem(p.code, p.rows[~rows[p.rows]], p.values) for p in reading.problems]
    values = np.where(rows, np.nan, reading.data)
    return Reading(values, (*(p for p in kept if p.rows.size), Problem(code, np.flatnonzero(rows), needs)))
