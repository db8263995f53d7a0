"""Numbers, amounts and dates as a reader of each language writes them."""

import math
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal

# Our own: other packages change the precision of the whole process.
_EXACT = Context(prec=40)
_MONTHS = {
    "nl": [
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}
_NO_BREAK = "\u00a0"
_MINUS = "\u2212"


def number(value: float, lang: str, decimals: int = 0) -> str:
    """Write a number with the separators of a language.

    Parameters
    ----------
    value : float
        The number; NaN gives a dash.
    lang : str
        ``"nl"`` (``1.234,5``) or ``"en"`` (``1,234.5``).
    decimals : int
        Digits behind the separator.

    Returns
    -------
    str
        The text, with a real minus sign.
    """
    if not math.isfinite(value):
        return "–"
    # Half goes up, as people round; the shortest decimal that means the number decides, not its last bit.
    step = Decimal(1).scaleb(-decimals, _EXACT)
    exact = Decimal(repr(float(value))).quantize(step, ROUND_HALF_UP, _EXACT)
    text = f"{exact.copy_abs():,.{decimals}f}"
    if lang == "nl":
        text = text.translate(str.maketrans(",.", ".,"))
    is_negative = exact < 0
    return (_MINUS if is_negative else "") + text


def eur(value: float, lang: str, decimals: int = 0) -> str:
    """Write an amount in euros.

    Parameters
    ----------
    value : float
        Amount [EUR].
    lang : str
        ``"nl"`` or ``"en"``.
    decimals : int
        Digits behind the separator.

    Returns
    -------
    str
        The amount, the sign before the euro sign.
    """
    text = number(value, lang, decimals)
    sign, digits = (_MINUS, text[1:]) if text.startswith(_MINUS) else ("", text)
    return f"{sign}€{_NO_BREAK if lang == 'nl' else ''}{digits}"


def date_text(day: date, lang: str) -> str:
    """Write a date in full.

    Parameters
    ----------
    day : date
        The day.
    lang : str
        ``"nl"`` or ``"en"``.

    Returns
    -------
    str
        Such as ``22 november 2026``.
    """
    return f"{day.day} {_MONTHS[lang][day.month - 1]} {day.year}"
