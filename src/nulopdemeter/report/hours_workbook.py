"""The hours of a dwelling as a workbook that recomputes itself."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from nulopdemeter.language import say
from nulopdemeter.report.hours_checks import (
    Balance,
    YearLine,
    balances,
    formula,
    looks_back,
    reduced,
    value,
    year_lines,
)
from nulopdemeter.report.sheets import HEADER_ROWS, Formats, make_formats
from nulopdemeter.report.words import say_or

_CLOCK, _HOUR, _TEMPERATURE, _EXACT = "yyyy-mm-dd hh:mm", "0.000", "0.0", "0.000000"
_FIRST_FACT = 5


class _Check(NamedTuple):
    """The sheet of checks, and what its formulas refer to."""

    sheet: Worksheet
    formats: Formats
    numbers: dict[str, Format]
    places: dict[str, tuple[str, str, str]]
    cells: dict[str, str]
    hourly: pd.DataFrame
    facts: Mapping[str, float]
    lang: str


def write_hours_workbook(
    hourly: pd.DataFrame,
    totals: Mapping[str, object],
    facts: Mapping[str, float],
    path: Path,
    lang: str = "en",
) -> None:
    """Write all hours, and beside them formulas that recompute the year and its balances.

    Parameters
    ----------
    hourly : DataFrame
        Hour-ending rows of a year, from ``simulate_file``, ``simulate_row`` or ``Dwelling.simulate``.
    totals : Mapping
        What the engine says of the year, by output column.
    facts : Mapping of str to float
        From ``year_facts``: what the formulas need besides the hours.
    path : Path
        File to write.
    lang : str
        ``"nl"`` or ``"en"``.
    """
    table = hourly.reset_index()
    if "utc" in table:
        # A workbook knows no time zones.
        table["utc"] = table["utc"].dt.tz_localize(None)
    with Workbook(str(path), {"constant_memory": True, "default_date_format": _CLOCK}) as book:
        formats = make_formats(book, ())
        numbers = {code: book.add_format({"num_format": code}) for code in (_HOUR, _TEMPERATURE, _EXACT)}
        names = {name: say(f"hours.sheet.{name}", lang) for name in ("hours", "check")}
        _write_hours(book.add_worksheet(names["hours"]), table, formats, numbers, lang)
        places = _places(table, names["hours"])
        cells = {
            name: xl_rowcol_to_cell(_FIRST_FACT + k, 1, row_abs=True, col_abs=True)
            for k, name in enumerate(facts)
        }
        sheet = book.add_worksheet(names["check"])
        _write_check(_Check(sheet, formats, numbers, places, cells, hourly, facts, lang), totals)


def _places(table: pd.DataFrame, sheet: str) -> dict[str, tuple[str, str, str]]:
    """Return the ranges of each column: all hours, all but the first, all but the last."""
    first, last = HEADER_ROWS + 1, HEADER_ROWS + len(table)
    rows = ((first, last), (first + 1, last), (first, last - 1))
    return {
        str(name): tuple(  # type: ignore[misc]
            f"{sheet}!${xl_col_to_name(place)}${top}:${xl_col_to_name(place)}${bottom}"
            for top, bottom in rows
        )
        for place, name in enumerate(table.columns)
    }


def _write_hours(
    sheet: Worksheet, table: pd.DataFrame, formats: Formats, numbers: dict[str, Format], lang: str
) -> None:
    """Write one row an hour, all digits; a value that does not exist is an empty cell."""
    names = [str(name) for name in table.columns]
    sheet.freeze_panes(HEADER_ROWS, 1)
    sheet.set_row(0, 62)
    sheet.set_column(0, len(names) - 1, 15)
    for place, name in enumerate(names):
        sheet.write_string(0, place, say_or(f"hours.column.{name}", lang, name), formats.heading)
    for place, name in enumerate(names):
        sheet.write_string(1, place, name, formats.name)
    looks = [numbers[_TEMPERATURE if name.endswith("_c") else _HOUR] for name in names]
    is_time = [pd.api.types.is_datetime64_any_dtype(table[name]) for name in names]
    columns = [table[name].dt.to_pydatetime() if time else table[name].tolist()
               for name, time in zip(names, is_time, strict=True)]  # fmt: skip
    for row, cells in enumerate(zip(*columns, strict=True), HEADER_ROWS):
        for place, cell in enumerate(cells):
            if is_time[place]:
                sheet.write_datetime(row, place, cell)
            elif np.isfinite(cell):
                sheet.write_number(row, place, cell, looks[place])


def _write_check(check: _Check, totals: Mapping[str, object]) -> None:
    """Write facts, the year and the balances below each other."""
    sheet, lang = check.sheet, check.lang
    sheet.set_column(0, 0, 62)
    sheet.set_column(1, 4, 20)
    sheet.write_string(0, 0, say("hours.check.title", lang), check.formats.title)
    note = say("hours.check.note", lang, {"sheet": say("hours.sheet.hours", lang)})
    sheet.write_string(2, 0, note, check.formats.text)
    _headings(check, _FIRST_FACT - 1, ("facts",))
    for row, (name, fact) in enumerate(check.facts.items(), _FIRST_FACT):
        sheet.write_string(row, 0, say(f"hours.fact.{name}", lang))
        sheet.write_number(row, 1, fact)
    row = _FIRST_FACT + len(check.facts) + 1
    _headings(check, row, ("year", "formula", "engine", "difference"))
    for line in year_lines(totals):
        row += 1
        _write_year(check, row, line, float(totals[line.name]))  # type: ignore[arg-type]
    row += 2
    _headings(check, row, ("balances", "left", "right", "difference", "worst"))
    for balance in balances(check.facts):
        row += 1
        _write_balance(check, row, balance)


def _headings(check: _Check, row: int, keys: tuple[str, ...]) -> None:
    for place, key in enumerate(keys):
        check.sheet.write_string(row, place, say(f"hours.check.{key}", check.lang), check.formats.heading)


def _write_year(check: _Check, row: int, line: YearLine, engine: float) -> None:
    """Write a number of the year by formula, beside that of the engine."""
    text = f"={line.how}({formula(line.over, check.places, check.cells)})"
    if line.under:
        text += f"/SUMPRODUCT({formula(line.under, check.places, check.cells)})"
    found = reduced(line, check.hourly, check.facts)
    check.sheet.write_string(row, 0, say(f"hours.check.{line.name}", check.lang))
    check.sheet.write_formula(row, 1, text, check.numbers[_HOUR], found)
    check.sheet.write_number(row, 2, engine, check.numbers[_HOUR])
    _write_difference(check, row, found - engine)


def _write_balance(check: _Check, row: int, balance: Balance) -> None:
    """Write both sides over the year, and the hour in which they differ most."""
    is_later = looks_back(balance.left, balance.right)
    sides = [
        formula(side, check.places, check.cells, is_later=is_later) for side in (balance.left, balance.right)
    ]
    left, right = (value(side, check.hourly, check.facts) for side in (balance.left, balance.right))
    n_hours = min(len(left), len(right))
    left, right = left[-n_hours:], right[-n_hours:]
    check.sheet.write_string(row, 0, say(f"hours.check.balance.{balance.name}", check.lang))
    for place, (side, values) in enumerate(zip(sides, (left, right), strict=True), 1):
        check.sheet.write_formula(
            row, place, f"=SUMPRODUCT({side})", check.numbers[_HOUR], float(values.sum())
        )
    _write_difference(check, row, float(left.sum() - right.sum()))
    worst = f"=SUMPRODUCT(MAX(ABS(({sides[0]})-({sides[1]}))))"
    check.sheet.write_formula(row, 4, worst, check.numbers[_EXACT], float(np.abs(left - right).max()))


def _write_difference(check: _Check, row: int, difference: float) -> None:
    cells = [xl_rowcol_to_cell(row, place) for place in (1, 2)]
    check.sheet.write_formula(row, 3, f"={cells[0]}-{cells[1]}", check.numbers[_EXACT], difference)
