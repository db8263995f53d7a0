"""Columns of words, dates, addresses and identifiers."""

import datetime as dt
import difflib
import re
from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd

from nulopdemeter.stock.cells import (
    Cells,
    Problem,
    Reading,
    by_text,
    code_for,
    is_formula_error,
    is_missing,
    spread,
)
from nulopdemeter.stock.columns import Column, joined, plain, read_words

_Answer = tuple[object, str, Mapping[str, str]]
_SCIENTIFIC = re.compile(r"\d[.,]\d+[eE]\+?\d+")
_POSTCODE = re.compile(r"([1-9]\d{3})\s*([A-Za-z]{2})")
_CONNECTION = re.compile(r"([13])\s*[xX×*]\s*(\d{1,3})\s*(?:[aA](?:mp(?:[eè]re)?)?)?")
_DATE_OF_NUMBER = re.compile(
    r"\d{1,2}-(?:jan|feb|mrt|mar|apr|mei|may|jun|jul|aug|sep|okt|oct|nov|dec)|\d{4}-\d\d-\d\d"
)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})(?: .*)?")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)")
_EXCEL_DAY = re.compile(r"\d{5}")
_EXCEL_DAY_0 = dt.date(1899, 12, 30)
_NEAR = 0.8
_SHORTEST_GUESS = 4
_BAG_DIGITS = 16
_BAG_OBJECTS = ("01", "02", "03")


def read_word_column(cells: Cells) -> Reading:
    """Read a column that holds no numbers.

    Parameters
    ----------
    cells : Cells
        The column.

    Returns
    -------
    Reading
        Texts, None where there is none or where it is not believed.
    """
    rules: Mapping[str, Callable[[str, Column], _Answer]] = {
        "key": _key,
        "text": _text,
        "words": read_word,
        "type": read_word,
        "date": _date,
        "postcode": _postcode,
        "connection": _connection,
        "bag": _bag,
    }
    rule = rules[cells.column.reading]
    values, problems = by_text(cells, lambda text: _guarded(text, cells.column, rule))
    reading = Reading(spread(cells, values), tuple(problems))
    return _rounded_bag(cells, reading) if cells.column.reading == "bag" else reading


def _guarded(text: str, column: Column, rule: Callable[[str, Column], _Answer]) -> _Answer:
    if not text or (column.reading != "text" and is_missing(text)):
        return None, code_for(column, "101") if column.is_required else "", {"canonical": column.column}
    if is_formula_error(text):
        return None, code_for(column, "137"), {}
    return rule(text, column)


def _key(text: str, column: Column) -> _Answer:
    if _SCIENTIFIC.fullmatch(text):
        return None, "NOM-E112", {}
    return text.lstrip("'"), "", {}


def _text(text: str, column: Column) -> _Answer:
    if column.column == "house_number" and _DATE_OF_NUMBER.fullmatch(text.casefold()):
        return None, "NOM-N116", {}
    return text.lstrip("'"), "", {}


def read_word(text: str, column: Column) -> _Answer:
    """Read a word from the vocabulary of a column.

    Parameters
    ----------
    text : str
        The word.
    column : Column
        The column.

    Returns
    -------
    tuple[str or None, str, Mapping[str, str]]
        Canonical word, code of the finding (empty without) and what its texts need.
    """
    words = read_words(column.column)
    if (known := words.exact.get(plain(text))) is not None:
        return known or None, "", {}
    if (known := words.loose.get(joined(text))) is not None:
        return known or None, "NOM-R102" if known else "", {"reading": known}
    guess = _guess(joined(text), words.loose)
    if guess:
        return guess, "NOM-R102", {"reading": guess}
    return None, code_for(column, "122"), {"allowed": ", ".join(column.allowed), "canonical": column.column}


def _guess(key: str, words: Mapping[str, str]) -> str:
    """Return what is meant when every near word means the same."""
    if len(key) < _SHORTEST_GUESS:
        return ""
    close = difflib.get_close_matches(key, [w for w in words if len(w) >= _SHORTEST_GUESS], n=3, cutoff=_NEAR)
    meanings = {words[word] for word in close}
    return meanings.pop() if len(meanings) == 1 else ""


def _date(text: str, column: Column) -> _Answer:
    day, is_repaired = _day(text)
    if day is None:
        return None, "NOM-N125", {}
    if not column.min <= day.year <= column.max:
        limits = {"min": f"{column.min:g}", "max": f"{column.max:g}"}
        needs = {**limits, "min_nl": limits["min"], "max_nl": limits["max"], "unit": ""}
        return None, "NOM-N131", needs
    return day.isoformat(), "NOM-R105" if is_repaired else "", {"reading": day.isoformat()}


def _day(text: str) -> tuple[dt.date | None, bool]:
    """Return the day and whether it took a guess to see it."""
    if match := _ISO.fullmatch(text) or _COMPACT.fullmatch(text):
        return _valid_day(*map(int, match.groups())), False
    if match := _DAY_FIRST.fullmatch(text):
        first, second, year = map(int, match.groups())
        is_short = len(match[3]) == len("22")
        year += 2000 if is_short else 0
        if day := _valid_day(year, second, first):
            return day, is_short
        return _valid_day(year, first, second), True
    if _EXCEL_DAY.fullmatch(text):
        return _EXCEL_DAY_0 + dt.timedelta(days=int(text)), True
    return None, False


def _valid_day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _postcode(text: str, column: Column) -> _Answer:
    match = _POSTCODE.fullmatch(text)
    return (match[1] + match[2].upper(), "", {}) if match else (None, "NOM-N114", {})


def _connection(text: str, column: Column) -> _Answer:
    match = _CONNECTION.fullmatch(text)
    return (f"{match[1]}x{match[2]}A", "", {}) if match else (None, "NOM-N115", {})


def _bag(text: str, column: Column) -> _Answer:
    digits = text.lstrip("'").replace(" ", "")
    if _SCIENTIFIC.fullmatch(text):
        return None, "NOM-N112", {}
    if not (digits.isascii() and digits.isdigit()) or not _BAG_DIGITS - 3 <= len(digits) <= _BAG_DIGITS:
        return None, "NOM-N113", {}
    whole = digits.zfill(_BAG_DIGITS)
    if whole[4:6] not in _BAG_OBJECTS:
        return None, "NOM-N113", {}
    return whole, "" if whole == digits else "NOM-R101", {"reading": whole}


def _rounded_bag(cells: Cells, reading: Reading) -> Reading:
    """Drop 16-digit numbers of a workbook that end in 0: Excel keeps 15 digits, the last is not known."""
    is_typed = ~np.isnan(cells.numbers)
    if not is_typed.any():
        return reading
    texts = pd.Series(cells.texts)
    rounded = is_typed & (texts.str.len() == _BAG_DIGITS).to_numpy() & texts.str.endswith("0").to_numpy()
    if not rounded.any():
        return reading
    values = reading.data.copy()
    values[rounded] = None
    kept = [Problem(p.code, p.rows[~rounded[p.rows]], p.values) for p in reading.problems]
    lost = Problem("NOM-N112", np.flatnonzero(rounded))
    return Reading(values, (*(p for p in kept if p.rows.size), lost))
