"""Columns of numbers, years and compass directions."""

import math
import re
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from nulopdemeter.stock.cells import (
    Cells,
    Problem,
    Reading,
    code_for,
    is_formula_error,
    is_missing,
    problems_of,
    rows_by_text,
)
from nulopdemeter.stock.columns import Column, joined, plain, read_words
from nulopdemeter.stock.number_text import NumberText, column_unit_factor, decimal_sign, read_number

_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)")
_TWO_DIGITS = re.compile(r"'?\d\d")
_CENTURY = 100
_FORGOTTEN = (10.0, 100.0)
_LIKELY_FACTOR = 3.0
_FAR_FACTOR = 100.0


def file_decimal(columns: Sequence[Cells]) -> str:
    """Find the decimal sign of a file: that of most of its numbers that leave no doubt.

    Parameters
    ----------
    columns : Sequence[Cells]
        The columns of numbers.

    Returns
    -------
    str
        ``","`` or ``"."``; empty when nothing in the file decides.
    """
    counts = [decimal_sign(_typed_texts(cells)) for cells in columns]
    return _majority(sum(c for c, _ in counts), sum(d for _, d in counts))


def _majority(commas: int, dots: int) -> str:
    return "," if commas > dots else "." if dots > commas else ""


def _typed_texts(cells: Cells) -> list[str]:
    if np.isnan(cells.numbers).all():
        return list(cells.uniques)
    return [cells.uniques[c] for c in np.unique(cells.codes[np.isnan(cells.numbers)])]


def read_number_column(cells: Cells, decimal_of_file: str) -> Reading:
    """Read a column of numbers.

    Parameters
    ----------
    cells : Cells
        The column; its reading is ``number``, ``year`` or ``compass``.
    decimal_of_file : str
        Decimal sign of the file, for a column that does not decide itself.

    Returns
    -------
    Reading
        Numbers, NaN where there is none or where it is not believed.
    """
    column = cells.column
    texts = _typed_texts(cells)
    own = _majority(*decimal_sign(texts))
    decimal = own or decimal_of_file
    numbers = {text: read_number(text, decimal) for text in texts}
    usual = _usual([n.value for n in numbers.values() if math.isnan(n.other)], column)
    read = {text: _read(text, number, column, decimal, usual) for text, number in numbers.items()}
    table = np.array([read[t][0] if t in read else np.nan for t in cells.uniques], np.float64)
    values = np.where(np.isnan(cells.numbers), table[cells.codes], cells.numbers)
    is_text = np.isnan(cells.numbers)
    number_of = {text: i for i, text in enumerate(cells.uniques)}
    found = [(number_of[text], code, needs) for text, (_, code, needs) in read.items() if code]
    problems = [Problem(p.code, p.rows[is_text[p.rows]], p.values) for p in problems_of(cells, found)]
    return _believed(cells, values, problems)


def _usual(values: Sequence[float], column: Column) -> float:
    """Return the median of what is believed; NaN when nothing is."""
    believed = [value for value in values if column.min <= value <= column.max]
    return float(np.median(believed)) if believed else math.nan


def _read(
    text: str, number: NumberText, column: Column, decimal: str, usual: float
) -> tuple[float, str, Mapping[str, str]]:
    """Return value, code and needs of one text."""
    if column.reading == "compass" and (direction := read_words("compass").exact.get(plain(text))):
        return float(direction), "", {}
    if math.isnan(number.value):
        if is_missing(text):
            return math.nan, code_for(column, "101") if column.is_required else "", _needs(column)
        if is_formula_error(text):
            return math.nan, code_for(column, "137"), {}
        return _unread(text, column)
    factor = column_unit_factor(column, number.unit)
    if math.isnan(factor):
        if number.unit == "?" or not _needs(column)["unit"]:
            return _unread(text, column)
        return math.nan, code_for(column, "136"), {**_needs(column), "written": number.unit}
    if not math.isnan(number.other):
        return _ambiguous(number, factor, column, decimal, usual)
    value = number.value * factor
    return value, "NOM-R103" if number.against else "", shown("reading", value) if number.against else {}


def _unread(text: str, column: Column) -> tuple[float, str, Mapping[str, str]]:
    if column.reading == "year" and len(years := set(_YEAR.findall(text))) == 1:
        year = years.pop()
        return float(year), "NOM-R104", {"reading": year}
    if column.reading == "compass":
        if direction := read_words("compass").loose.get(joined(text)):
            return float(direction), "", {}
        return math.nan, code_for(column, "126"), {}
    return math.nan, code_for(column, "121"), _needs(column)


def _ambiguous(
    number: NumberText, factor: float, column: Column, decimal: str, usual: float
) -> tuple[float, str, Mapping[str, str]]:
    """Decide what ``1.092`` is: by column or file, unless only the other reading can be believed."""
    first, second = number.value * factor, number.other * factor
    is_first, is_second = column.min <= first <= column.max, column.min <= second <= column.max
    if is_second and (not is_first or (_is_usual(second, usual) and not _is_near(first, usual))):
        return second, "NOM-R103", shown("reading", second)
    if decimal or (is_first and not is_second):
        return first, "", {}
    return math.nan, code_for(column, "135"), {**shown("first", first), **shown("second", second)}


def _is_usual(value: float, usual: float) -> bool:
    return usual / _LIKELY_FACTOR <= value <= usual * _LIKELY_FACTOR


def _is_near(value: float, usual: float) -> bool:
    return usual / _FAR_FACTOR <= value <= usual * _FAR_FACTOR


def _believed(cells: Cells, values: NDArray[np.float64], problems: list[Problem]) -> Reading:
    """Drop what lies outside the limits or is no whole number where it must be one."""
    column = cells.column
    with np.errstate(invalid="ignore"):
        outside = (values < column.min) | (values > column.max)
        is_whole = column.dtype == "int" or column.reading == "year"
        broken = ~outside & (values != np.floor(values)) & ~np.isnan(values) & is_whole
    if not (outside.any() or broken.any()):
        return Reading(values, tuple(problems))
    inside = values[~outside & ~np.isnan(values)]
    usual = float(np.median(inside)) if inside.size else math.nan
    dropped = outside | broken
    kept = [Problem(p.code, p.rows[~dropped[p.rows]], p.values) for p in problems]
    found = [
        Problem(code_for(column, "138"), rows, {}) for _, rows in rows_by_text(cells, np.flatnonzero(broken))
    ]
    for text, rows in rows_by_text(cells, np.flatnonzero(outside)):
        number, needs = _outside(text, float(values[rows[0]]), column, usual)
        found.append(Problem(code_for(column, number), rows, needs))
    return Reading(np.where(dropped, np.nan, values), (*(p for p in kept if p.rows.size), *found))


def _outside(text: str, value: float, column: Column, usual: float) -> tuple[str, Mapping[str, str]]:
    needs = _needs(column)
    if column.reading == "year":
        if _TWO_DIGITS.fullmatch(text):
            two = int(text.strip("'"))
            century = 2000 if two <= column.max % _CENTURY else 1900
            return "133", {**needs, "hint": str(century + two)}
        return "131", needs
    if value < 0 <= column.min:
        return "134", needs
    hint = math.nan if "," in text or "." in text else _forgotten_comma(value, column, usual)
    return ("131", needs) if math.isnan(hint) else ("132", {**needs, **shown("hint", hint)})


def _forgotten_comma(value: float, column: Column, usual: float) -> float:
    """Return the number that may have been meant: believed, and near what the column usually holds."""
    choices = [value / f for f in _FORGOTTEN if column.min <= value / f <= column.max]
    if math.isnan(usual) or usual <= 0:
        return choices[0] if len(choices) == 1 else math.nan
    likely = [c for c in choices if c > 0 and _is_usual(c, usual)]
    return min(likely, key=lambda c: abs(math.log(c / usual)), default=math.nan)


def shown(name: str, value: float) -> dict[str, str]:
    """Write a number for both languages.

    Parameters
    ----------
    name : str
        Name in the texts.
    value : float
        The number.

    Returns
    -------
    dict[str, str]
        The number with a point under ``name`` and with a comma under ``name_nl``.
    """
    text = f"{value:.10g}"
    return {name: text, f"{name}_nl": text.replace(".", ",")}


def _needs(column: Column) -> dict[str, str]:
    unit = {"year": "", "date": "", "fraction": ""}.get(column.unit, column.unit)
    return {
        **shown("min", column.min),
        **shown("max", column.max),
        "unit": f" {unit}" if unit else "",
        "canonical": column.column,
    }
