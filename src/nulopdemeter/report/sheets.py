"""Put a table on a sheet: headings people read, names programs read, numbers as numbers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from nulopdemeter.report.columns import describe_column, number_format

_MIN_WIDTH, _MAX_WIDTH = 9, 28
_LETTERS_PER_LINE = 2
_N_LOOKED_AT = 200
_DECIMALS = 4  # a thousandth of a percent; the digits behind it only make the file heavy
HEADER_ROWS = 2
"""Headings in the reader's language, then canonical names."""


@dataclass(frozen=True)
class Formats:
    """The looks that a workbook's sheets share.

    Attributes
    ----------
    title, heading, name, text : xlsxwriter.format.Format
        Title of a sheet, heading of a column, its canonical name, running text that wraps.
    numbers : dict
        Format by Excel format code.
    """

    title: Format
    heading: Format
    name: Format
    text: Format
    numbers: dict[str, Format]


def make_formats(book: Workbook, columns: Iterable[str]) -> Formats:
    """Make the formats that the columns of a workbook need.

    Parameters
    ----------
    book : xlsxwriter.Workbook
        The workbook.
    columns : iterable of str
        Canonical names of all columns of numbers.

    Returns
    -------
    Formats
        Formats of this workbook.
    """
    codes = {number_format(name) for name in columns}
    return Formats(
        title=book.add_format({"bold": True, "font_size": 14}),
        heading=book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#12616D", "font_color": "#FFFFFF"}
        ),
        name=book.add_format(
            {"italic": True, "font_color": "#566270", "font_size": 8, "bg_color": "#F3F6F8"}
        ),
        text=book.add_format({"text_wrap": True, "valign": "top"}),
        numbers={code: book.add_format({"num_format": code}) for code in codes},
    )


def write_table(sheet: Worksheet, table: pd.DataFrame, formats: Formats, lang: str, n_fixed: int = 1) -> None:
    """Fill a sheet with a table: frozen headings, a filter, widths, typed cells.

    Rows are written from top to bottom, as a workbook in constant memory demands. A missing value is an empty
    cell.

    Parameters
    ----------
    sheet : xlsxwriter.worksheet.Worksheet
        An empty sheet.
    table : pandas.DataFrame
        What goes on it; column names are canonical.
    formats : Formats
        Formats of the workbook.
    lang : str
        ``"nl"`` or ``"en"``.
    n_fixed : int
        Columns that stay in sight when the reader scrolls to the right.
    """
    names = [str(c) for c in table.columns]
    columns = [describe_column(name, lang) for name in names]
    headings = [f"{c.heading} [{c.unit}]" if c.unit else c.heading for c in columns]
    for place, name in enumerate(names):
        shown = None if is_text(table[name]) else formats.numbers.get(number_format(name))
        sheet.set_column(place, place, _width(headings[place], table[name]), shown)
    sheet.freeze_panes(HEADER_ROWS, n_fixed)
    sheet.autofilter(1, 0, max(1, len(table)) + 1, max(0, len(names) - 1))
    sheet.set_row(0, 45)
    for place, heading in enumerate(headings):
        sheet.write_string(0, place, heading, formats.heading)
    for place, name in enumerate(names):
        sheet.write_string(1, place, name, formats.name)
    _write_cells(sheet, table, formats)


def is_text(column: pd.Series) -> bool:
    """Return whether a column holds words; truth is a word too: people filter on it.

    Parameters
    ----------
    column : pandas.Series
        A column.

    Returns
    -------
    bool
        False for numbers.
    """
    return not pd.api.types.is_numeric_dtype(column) or pd.api.types.is_bool_dtype(column)


def write_lines(sheet: Worksheet, start: int, rows: Sequence[Sequence[str | float]], formats: Formats) -> int:
    """Write rows of short texts and numbers below each other.

    Parameters
    ----------
    sheet : xlsxwriter.worksheet.Worksheet
        The sheet.
    start : int
        First row, from 0.
    rows : sequence of sequences
        Cells.
    formats : Formats
        Formats of the workbook.

    Returns
    -------
    int
        The row after the last.
    """
    for row, cells in enumerate(rows, start):
        for place, cell in enumerate(cells):
            if isinstance(cell, str):
                sheet.write_string(row, place, cell, formats.text)
            elif np.isfinite(cell):
                sheet.write_number(row, place, cell)
    return start + len(rows)


def _write_cells(sheet: Worksheet, table: pd.DataFrame, formats: Formats) -> None:
    """Write the body; the number format stands in the cell, for readers that do not look at the column."""
    write_number, write_string, write_boolean = sheet.write_number, sheet.write_string, sheet.write_boolean
    writers, looks, data = [], [], []
    for name in table.columns:
        values, kind = _cells(table[name])
        data.append(values)
        writers.append({"number": write_number, "truth": write_boolean, "text": write_string}[kind])
        looks.append(formats.numbers.get(number_format(str(name))) if kind == "number" else None)
    for row, cells in enumerate(zip(*data, strict=True), HEADER_ROWS):
        for place, cell in enumerate(cells):
            if cell is not None:
                writers[place](row, place, cell, looks[place])


def _cells(column: pd.Series) -> tuple[list[Any], str]:
    """Return the values with None for what cannot stand in a cell, and their kind."""
    if pd.api.types.is_bool_dtype(column):
        return [None if pd.isna(v) else bool(v) for v in column], "truth"
    if not is_text(column):
        numbers = np.round(column.to_numpy(np.float64, na_value=np.nan), _DECIMALS)
        cells: list[Any] = numbers.tolist()
        for place in np.flatnonzero(~np.isfinite(numbers)):
            cells[place] = None
        return cells, "number"
    is_missing = column.isna().to_numpy()
    texts = column.astype("object").to_list()
    return [None if gone or v == "" else str(v) for v, gone in zip(texts, is_missing, strict=True)], "text"


def _width(heading: str, column: pd.Series) -> float:
    longest = column.head(_N_LOOKED_AT).astype(str).str.len().max() if is_text(column) and len(column) else 0
    return float(np.clip(max(len(heading) / _LETTERS_PER_LINE, longest), _MIN_WIDTH, _MAX_WIDTH))
