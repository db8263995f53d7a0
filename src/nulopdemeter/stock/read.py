"""Stage 1: a corporation's table in, checked rows and findings out."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from nulopdemeter.errors import Finding, Severity
from nulopdemeter.stock.cells import SEVERITIES, Cells, Problem, Reading, make_cells
from nulopdemeter.stock.columns import read_columns
from nulopdemeter.stock.dwelling_types import HOUSES, read_position_column, resolve
from nulopdemeter.stock.files import RawTable, read_table
from nulopdemeter.stock.headings import Match, match_headings
from nulopdemeter.stock.number_columns import file_decimal, read_number_column
from nulopdemeter.stock.problems import stop
from nulopdemeter.stock.row_checks import cross_checks, no_dwelling_rows, same_id
from nulopdemeter.stock.stock import Stock
from nulopdemeter.stock.word_columns import read_word_column

_NUMBER_READINGS = ("number", "year", "compass")


def read_stock(
    path: str | Path, *, columns: Mapping[str, str] | None = None, sheet: str | None = None
) -> Stock:
    """Read a stock file and check every cell of it.

    A row is rejected only when its key, dwelling type, year of construction or floor area is missing or
    wrong, or when it is no dwelling at all (a total, a note). Any other wrong value is dropped as a value.

    Parameters
    ----------
    path : str or Path
        CSV (``;``, ``,``, tab or ``|``; any usual encoding and decimal sign), XLSX or ODS.
    columns : Mapping[str, str], optional
        Canonical name by heading, for headings that are not known here.
    sheet : str, optional
        Sheet of a workbook; without it the sheet with the most known headings.

    Returns
    -------
    Stock
        Accepted rows, findings and carried columns.

    Raises
    ------
    InputError
        When the file as a whole cannot be used; it carries everything that is wrong.
    """
    own = dict(columns or {})
    table = read_table(Path(path), own, sheet)
    match = match_headings(table.headings, own, table.name)
    fatal = [f for f in match.findings if f.severity is Severity.ERROR]
    if fatal:
        stop(*fatal)
    cells = {
        name: make_cells(
            column, match.places[name], table.texts[match.places[name]], table.numbers[match.places[name]]
        )
        for name, column in read_columns().items()
        if name in match.places
    }
    strays = no_dwelling_rows(table, match)
    readings = _surplus(_read_all(cells), table)
    readings["dwelling_id"] = same_id(readings["dwelling_id"], table.places, strays)
    readings = cross_checks(readings)
    is_stray = np.zeros(len(table.places), bool)
    is_stray[np.concatenate([np.zeros(0, np.int64), *(p.rows for p in strays)])] = True
    readings = {name: _outside_strays(reading, is_stray) for name, reading in readings.items()}
    rejected = is_stray | _is_rejected(readings)
    findings = _findings(table, match, readings, strays, rejected)
    return _stock(table, match, readings, rejected, findings)


def _is_rejected(readings: Mapping[str, Reading]) -> NDArray[np.bool_]:
    rejected = np.zeros(len(readings["dwelling_id"].data), bool)
    for name, column in read_columns().items():
        if column.is_required:
            rejected |= pd.isna(readings[name].data)
            for problem in readings[name].problems:
                if problem.code[4] == "E":
                    rejected[problem.rows] = True
    return rejected


def _read_all(cells: Mapping[str, Cells]) -> dict[str, Reading]:
    numbers = {name: c for name, c in cells.items() if c.column.reading in _NUMBER_READINGS}
    decimal = file_decimal([c for c in numbers.values() if c.column.reading == "number"])
    readings = {}
    for name, column in cells.items():
        if name in numbers:
            readings[name] = read_number_column(column, decimal)
        elif column.column.reading == "position":
            readings[name] = read_position_column(column)
        else:
            readings[name] = read_word_column(column)
    if "position" in readings:
        readings["dwelling_type"], readings["position"] = resolve(
            readings["dwelling_type"], readings["position"]
        )
    else:
        nothing = Reading(np.full(len(readings["dwelling_type"].data), None, dtype=object))
        readings["dwelling_type"], _ = resolve(readings["dwelling_type"], nothing)
    return readings


def _surplus(readings: dict[str, Reading], table: RawTable) -> dict[str, Reading]:
    """Trust no optional value of a row with more cells than headings: its cells may have shifted."""
    rows = np.flatnonzero(table.surplus)
    if not rows.size:
        return readings
    required = [name for name, column in read_columns().items() if column.is_required]
    for name, reading in readings.items():
        if name in required:
            continue
        values = reading.data.copy()
        values[rows] = np.nan if values.dtype.kind == "f" else None
        problems = (Problem(p.code, np.setdiff1d(p.rows, rows), p.values) for p in reading.problems)
        readings[name] = Reading(values, tuple(p for p in problems if p.rows.size))
    return readings


def _outside_strays(reading: Reading, is_stray: NDArray[np.bool_]) -> Reading:
    if not is_stray.any():
        return reading
    problems = (Problem(p.code, p.rows[~is_stray[p.rows]], p.values) for p in reading.problems)
    return Reading(reading.data, tuple(p for p in problems if p.rows.size))


def _findings(
    table: RawTable,
    match: Match,
    readings: Mapping[str, Reading],
    strays: Sequence[Problem],
    rejected: NDArray[np.bool_],
) -> tuple[Finding, ...]:
    found: list[tuple[int, int, Finding]] = []
    for name, reading in readings.items():
        place = match.places[name]
        for problem in reading.problems:
            found += _of_problem(table, problem, place, table.headings[place])
    for problem in strays:
        found += _of_problem(table, problem, match.places["dwelling_id"], "")
    is_stray = np.zeros(len(rejected), bool)
    for problem in strays:
        is_stray[problem.rows] = True
    for row in np.flatnonzero((table.surplus > 0) & ~is_stray):
        surplus = Problem("NOM-N005", np.array([row]), {"surplus": str(table.surplus[row])})
        found += _of_problem(table, surplus, -1, "")
    found.sort(key=lambda f: f[:2])
    filled = _filled(table, match, readings, rejected)
    return (*table.findings, *match.findings, *filled, *(f for _, _, f in found))


def _of_problem(
    table: RawTable, problem: Problem, place: int, heading: str
) -> Iterable[tuple[int, int, Finding]]:
    severity = SEVERITIES[problem.code[4]]
    texts = table.texts[place] if place >= 0 else None
    for row in problem.rows.tolist():
        value = "" if texts is None else texts[row]
        at = str(table.places[row])
        yield row, place, Finding(problem.code, severity, table.name, at, heading, value, problem.values, row)


def _filled(
    table: RawTable, match: Match, readings: Mapping[str, Reading], rejected: NDArray[np.bool_]
) -> list[Finding]:
    """Say which columns the housing type will fill, in whole or in part: one finding a column."""
    findings = []
    absent = [name for name, c in read_columns().items() if c.is_filled and name not in readings]
    if absent:
        values = {"columns": ", ".join(absent)}
        findings.append(Finding("NOM-F001", Severity.FILLED, table.name, values=values))
    for name, reading in readings.items():
        if not read_columns()[name].is_filled:
            continue
        empty = pd.isna(reading.data) & ~rejected
        if name == "position":
            empty &= ~np.asarray(pd.Series(readings["dwelling_type"].data).isin(HOUSES))
        if n_empty := int(empty.sum()):
            heading = table.headings[match.places[name]]
            values = {"n": str(n_empty), "canonical": name}
            findings.append(Finding("NOM-F002", Severity.FILLED, table.name, column=heading, values=values))
    return findings


def _stock(
    table: RawTable,
    match: Match,
    readings: Mapping[str, Reading],
    rejected: NDArray[np.bool_],
    findings: tuple[Finding, ...],
) -> Stock:
    keep = np.flatnonzero(~rejected)
    rows = pd.DataFrame(
        {name: _canonical(name, readings.get(name), keep) for name in read_columns()},
        index=pd.Index(keep, name="row"),
    )
    raw = pd.DataFrame(
        {
            heading: pd.Series(texts, dtype=object)
            for heading, texts in zip(table.headings, table.texts, strict=True)
        }
    )
    raw.index.name = "row"
    headings = {name: table.headings[place] for name, place in match.places.items()}
    carried = raw[[table.headings[p] for p in match.carried]]
    return Stock(rows, findings, carried, len(raw), table.name, _hash(rows, rejected), raw, headings)


def _canonical(name: str, reading: Reading | None, keep: NDArray[np.int64]) -> pd.Series:
    column = read_columns()[name]
    index = pd.Index(keep, name="row")
    if column.dtype == "str":
        values = np.full(len(keep), None, dtype=object) if reading is None else reading.data[keep]
        return pd.Series(values, index=index, dtype="str")
    numbers = np.full(len(keep), np.nan) if reading is None else np.asarray(reading.data[keep], np.float64)
    if column.dtype == "int":
        # a row without a count is one dwelling; the other whole number, the year, is never missing here
        return pd.Series(np.where(np.isnan(numbers), 1.0, numbers).astype(np.int64), index=index)
    return pd.Series(numbers, index=index)


def _hash(rows: pd.DataFrame, rejected: NDArray[np.bool_]) -> str:
    digest = hashlib.sha256(rejected.tobytes())
    for name in rows.columns:
        digest.update(name.encode())
        if rows[name].dtype.kind in "if":
            numbers = rows[name].to_numpy(np.float64, copy=True)
            numbers[np.isnan(numbers)] = np.nan
            digest.update(np.ascontiguousarray(numbers + 0.0, "<f8").tobytes())
        else:
            texts = rows[name].fillna("\x00").to_list()
            digest.update("\x1f".join(texts).encode())
    return digest.hexdigest()
