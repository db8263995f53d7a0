"""Read a CSV or workbook into a table of texts, without judging what stands in it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np
from numpy.typing import NDArray

from nulopdemeter.errors import Finding, Severity
from nulopdemeter.stock.csv_text import read_csv_records
from nulopdemeter.stock.headings import n_recognised
from nulopdemeter.stock.problems import stop

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

_WORKBOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
_TEXTS = (".csv", ".txt", ".tsv", ".tab", "")
_SEARCH_ROWS = 30
_FEWEST_CELLS = 2
_STRAY_FRAC = 0.5
_EXACT_INTEGER = 2.0**53


@dataclass(frozen=True)
class RawTable:
    """A file as a table of texts.

    Attributes
    ----------
    name : str
        Name of the file.
    headings : tuple of str
        As they stand in the file.
    texts : tuple of ndarray of object, each shape (n,)
        Cells by column, stripped of white space around them.
    numbers : tuple of ndarray of float or None, each shape (n,)
        Cells that a workbook holds as numbers, NaN for the others; None for a column without them.
    places : ndarray of int, shape (n,)
        Number of the row as a spreadsheet counts it, from 1.
    surplus : ndarray of int, shape (n,)
        Filled cells behind the last heading.
    findings : tuple of Finding
        What was noticed about the file as a whole.
    """

    name: str
    headings: tuple[str, ...]
    texts: tuple[NDArray[np.object_], ...]
    numbers: tuple[NDArray[np.float64] | None, ...]
    places: NDArray[np.int64]
    surplus: NDArray[np.int64]
    findings: tuple[Finding, ...]


def read_table(path: Path, columns: Mapping[str, str], sheet: str | None) -> RawTable:
    """Read a file into a table of texts.

    Parameters
    ----------
    path : Path
        CSV, XLSX or ODS file.
    columns : Mapping[str, str]
        The user's own names: canonical name by heading.
    sheet : str, optional
        Sheet of a workbook; without it the sheet with the most known headings.

    Returns
    -------
    RawTable
        Its cells.

    Raises
    ------
    InputError
        When the file is missing, empty, unreadable or not a table.
    """
    name = path.name
    if not path.is_file():
        stop(Finding("NOM-E001", Severity.ERROR, name, value=str(path)))
    with path.open("rb") as stream:
        head = stream.read(8)
    if not head:
        stop(Finding("NOM-E002", Severity.ERROR, name))
    ending = path.suffix.casefold()
    is_workbook = ending in _WORKBOOKS or head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0"))
    if not is_workbook and ending not in _TEXTS:
        stop(Finding("NOM-E010", Severity.ERROR, name, value=ending))
    if is_workbook:
        records, findings = _workbook_records(path, columns, sheet)
    else:
        if sheet is not None:
            stop(Finding("NOM-E006", Severity.ERROR, name, value=sheet, values={"sheets": "–"}))
        records, findings = read_csv_records(path, lambda cells: n_recognised(cells, columns))
    return _table(name, records, columns, findings)


def _workbook_records(
    path: Path, columns: Mapping[str, str], sheet: str | None
) -> tuple[list[list[object]], list[Finding]]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_path(str(path))
        scores = _sheet_scores(book, path.name, columns, sheet)
        chosen = max(scores, key=lambda name: scores[name])
        rows = book.get_sheet_by_name(chosen).to_python(skip_empty_area=False)
    except (CalamineError, OSError, ValueError, UnicodeError) as error:
        values = {"detail": str(error) or type(error).__name__}
        stop(Finding("NOM-E003", Severity.ERROR, path.name, values=values))
    findings = []
    if others := ", ".join(name for name in scores if name != chosen):
        values = {"others": others}
        findings.append(Finding("NOM-N008", Severity.NOTE, path.name, value=chosen, values=values))
    return [list(row) for row in rows], findings


def _sheet_scores(
    book: "CalamineWorkbook", file: str, columns: Mapping[str, str], sheet: str | None
) -> dict[str, int]:
    """Count the known headings on every sheet that is not empty, or on the one that is asked for."""
    names = list(book.sheet_names)
    if sheet is not None and sheet not in names:
        values = {"sheets": ", ".join(names)}
        stop(Finding("NOM-E006", Severity.ERROR, file, value=sheet, values=values))
    scores = {}
    for name in names if sheet is None else [sheet]:
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False, nrows=_SEARCH_ROWS)
        if rows:
            scores[name] = max(n_recognised([cell_text(cell) for cell in row], columns) for row in rows)
    if not scores:
        stop(Finding("NOM-E002", Severity.ERROR, file))
    return scores


def cell_text(cell: object) -> str:
    """Write a cell of a workbook as the text a CSV would hold.

    Parameters
    ----------
    cell : object
        Text, number, truth value, date or nothing.

    Returns
    -------
    str
        The text, stripped.
    """
    if isinstance(cell, str):
        return cell.strip()
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "ja" if cell else "nee"
    if isinstance(cell, float):
        is_whole = cell.is_integer() and abs(cell) < _EXACT_INTEGER
        return str(int(cell)) if is_whole else repr(cell)
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    return str(cell)


def _table(
    name: str, records: Sequence[Sequence[object]], columns: Mapping[str, str], findings: list[Finding]
) -> RawTable:
    at = _heading_row(records, columns)
    if at < 0:
        stop(Finding("NOM-E004", Severity.ERROR, name))
    headings = [cell_text(cell) for cell in records[at]]
    while headings and not headings[-1]:
        headings.pop()
    filled = [(at + 1 + i, row) for i, row in enumerate(records[at + 1 :]) if _is_filled(row)]
    if not filled:
        stop(Finding("NOM-E009", Severity.ERROR, name))
    if skipped := sum(map(_is_filled, records[:at])):
        findings.append(Finding("NOM-N002", Severity.NOTE, name, value=str(skipped)))
    if empty := (filled[-1][0] - at) - len(filled):
        findings.append(Finding("NOM-N003", Severity.NOTE, name, value=str(empty)))
    rows = [row for _, row in filled]
    surplus = np.array([_n_behind(row, len(headings)) for row in rows], np.int64)
    if np.count_nonzero(surplus) > len(rows) * _STRAY_FRAC:
        # a column without a heading, not rows whose cells have shifted
        headings += [""] * (max(map(len, rows)) - len(headings))
        surplus[:] = 0
    texts, numbers = _columns(rows, len(headings))
    places = np.array([place + 1 for place, _ in filled], np.int64)
    return _named(RawTable(name, tuple(headings), texts, numbers, places, surplus, tuple(findings)))


def _is_filled(row: Sequence[object]) -> bool:
    first = row[0] if row else ""
    return bool(isinstance(first, str) and first.strip()) or any(cell_text(cell) for cell in row)


def _n_behind(row: Sequence[object], width: int) -> int:
    return 0 if len(row) <= width else sum(cell_text(cell) != "" for cell in row[width:])


def _columns(
    rows: Sequence[Sequence[object]], width: int
) -> tuple[tuple[NDArray[np.object_], ...], tuple[NDArray[np.float64] | None, ...]]:
    blank = ("",) * width
    even = (row if len(row) == width else (*row[:width], *blank[len(row) :]) for row in rows)
    cells = list(zip(*even, strict=True))
    return tuple(map(_texts, cells)), tuple(map(_numbers, cells))


def _heading_row(records: Sequence[Sequence[object]], columns: Mapping[str, str]) -> int:
    rows = [[cell_text(cell) for cell in row] for row in records[:_SEARCH_ROWS]]
    scores = [n_recognised(row, columns) for row in rows]
    if scores and max(scores) > 0:
        return scores.index(max(scores))
    wide = [i for i, row in enumerate(rows) if sum(map(bool, row)) >= _FEWEST_CELLS]
    return wide[0] if wide else -1


def _texts(column: Sequence[object]) -> NDArray[np.object_]:
    texts = np.empty(len(column), dtype=object)
    if set(map(type, column)) <= {str}:
        texts[:] = list(map(str.strip, cast("Sequence[str]", column)))
    else:
        texts[:] = [cell_text(cell) for cell in column]
    return texts


def _numbers(column: Sequence[object]) -> NDArray[np.float64] | None:
    if set(map(type, column)) <= {str}:
        return None
    values = [float(c) if isinstance(c, int | float) and not isinstance(c, bool) else np.nan for c in column]
    numbers = np.array(values, np.float64)
    return None if np.isnan(numbers).all() else numbers


def _named(table: RawTable) -> RawTable:
    """Leave out columns without heading or cells, and give every other column a name of its own."""
    names: list[str] = []
    kept, findings = [], list(table.findings)
    for place, heading in enumerate(table.headings):
        if not heading and not any(table.texts[place]):
            continue
        name, n = heading or f"column {place + 1}", 1
        while name in names:
            n += 1
            name = f"{heading or 'column'} ({n})"
        if name != heading:
            values = {"name": name, "number": str(place + 1)}
            findings.append(Finding("NOM-N004", Severity.NOTE, table.name, column=heading, values=values))
        names.append(name)
        kept.append(place)
    return replace(
        table,
        headings=tuple(names),
        texts=tuple(table.texts[p] for p in kept),
        numbers=tuple(table.numbers[p] for p in kept),
        findings=tuple(findings),
    )
