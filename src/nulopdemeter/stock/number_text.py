"""Numbers as people type them: which sign is the decimal one, and what a text is worth."""

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from nulopdemeter.stock.columns import Column, joined, plain, read_words

_PLAIN = re.compile(r"-?\d+(?:[.,]\d+)?")
_NUMBER = re.compile(r"(?P<sign>[+\-]?)(?P<digits>\d[\d.,]*|[.,]\d+)(?P<power>[eE][+\-]?\d+)?(?P<unit>.*)")
_MONEY_DASH = re.compile(r"[,.](?:-{1,2}|–|=)$")
_CURRENCY = re.compile(r"^(?:€|eur(?:o)?\b)\s*", re.IGNORECASE)
_GROUP_SPACE = re.compile(r"(?<=\d)[\s'’](?=\d{3}(?:\D|$))")
_MINUS = str.maketrans({"−": "-", "–": "-", "\u00a0": " ", "\u202f": " ", "\u2009": " "})


@dataclass(frozen=True)
class NumberText:
    """What a text says as a number.

    Attributes
    ----------
    value : float
        The number; NaN when there is none.
    other : float
        What it is worth when the only separator in it has the other meaning; NaN when there is no doubt.
    unit : str
        Unit written behind it, as ``columns.csv`` writes units; ``"?"`` when that is no unit known here.
    against : str
        The decimal sign it must have, when that is not the sign of its column; else empty.
    """

    value: float = math.nan
    other: float = math.nan
    unit: str = ""
    against: str = ""


@cache
def _units() -> Mapping[str, str]:
    words = read_words("unit").exact
    return {plain(word).replace(" ", ""): unit for word, unit in words.items()}


def _tidy(text: str) -> str:
    tidy = _GROUP_SPACE.sub("", _CURRENCY.sub("", text.translate(_MINUS).strip()))
    return _MONEY_DASH.sub("", tidy).strip()


def _grouped(digits: str, sign: str) -> bool:
    parts = digits.split(sign)
    return 1 <= len(parts[0]) <= 3 and all(len(part) == 3 for part in parts[1:])


def _decimal_sign(digits: str) -> str:
    """Return the sign that must be decimal; ``"?"`` in doubt, ``"x"`` for no number, empty without any."""
    commas, dots = digits.count(","), digits.count(".")
    if not commas and not dots:
        return ""
    if commas and dots:
        last = "," if digits.rindex(",") > digits.rindex(".") else "."
        return last if digits.count(last) == 1 else "x"
    sign = "," if commas else "."
    if commas + dots > 1:
        return ("." if commas else ",") if _grouped(digits, sign) else "x"
    before, after = digits.split(sign)
    is_open = len(after) == 3 and 1 <= len(before) <= 3 and before.strip("0") != "" and before[0] != "0"
    return "?" if is_open else sign


def decimal_sign(texts: Iterable[str]) -> tuple[int, int]:
    """Count what a column says about its decimal sign.

    Parameters
    ----------
    texts : iterable of str
        Different texts of the column.

    Returns
    -------
    tuple[int, int]
        How many can only have a decimal comma, and how many only a decimal point.
    """
    commas = dots = 0
    for text in texts:
        if "," not in text and "." not in text:
            continue
        match = _NUMBER.fullmatch(_tidy(text))
        sign = _decimal_sign(match["digits"]) if match else ""
        commas += sign == ","
        dots += sign == "."
    return commas, dots


def _value(digits: str, decimal: str) -> float:
    thousands = "." if decimal == "," else ","
    whole, _, _ = digits.partition(decimal)
    if thousands in whole and not _grouped(whole, thousands):
        return math.nan
    return float(digits.replace(thousands, "").replace(decimal, "."))


def read_number(text: str, decimal: str) -> NumberText:
    """Read a number.

    Parameters
    ----------
    text : str
        The text; spaces, a euro sign and a unit behind it are allowed.
    decimal : str
        Decimal sign of the column, ``","`` or ``"."``; empty when not known.

    Returns
    -------
    NumberText
        What it says.
    """
    if _PLAIN.fullmatch(text) and "," not in text and "." not in text:
        return NumberText(float(text))
    match = _NUMBER.fullmatch(_tidy(text))
    if not match:
        return NumberText()
    digits, factor = match["digits"], -1.0 if match["sign"] == "-" else 1.0
    if match["power"]:
        factor *= float(f"1{match['power']}")
    unit = _unit(match["unit"])
    sign = _decimal_sign(digits)
    if sign == "x":
        return NumberText()
    if sign == "":
        return NumberText(factor * float(digits), unit=unit)
    if sign == "?":
        comma, point = factor * _value(digits, ","), factor * _value(digits, ".")
        first, second = (point, comma) if decimal == "." else (comma, point)
        return NumberText(first, second, unit)
    against = sign if decimal and sign != decimal else ""
    return NumberText(factor * _value(digits, sign), unit=unit, against=against)


def _unit(text: str) -> str:
    bare = plain(text.strip().rstrip(".")).replace(" ", "")
    if not joined(text) and "%" not in text and "°" not in text and "€" not in text:
        return "" if not text.strip() else "?"
    return _units().get(bare, "?")


def column_unit_factor(column: Column, unit: str) -> float:
    """Say by what a number must be multiplied to stand in the unit of its column.

    Parameters
    ----------
    column : Column
        The column.
    unit : str
        Unit written behind the number.

    Returns
    -------
    float
        1 for the column's own unit or none; 0.01 for a percentage in a fraction; NaN for another unit.
    """
    if unit == "fraction" and column.unit == "fraction":
        return 0.01
    # The power of solar panels is often written in kW.
    is_same = unit in ("", column.unit) or (unit, column.unit) == ("kW", "kWp")
    return 1.0 if is_same else math.nan
