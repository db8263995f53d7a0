"""The words and number formats that the workbook, the page and the figures share."""

import math

from nulopdemeter.language import eur, number, say
from nulopdemeter.parameters import figures

CURRENT = "current"
_DEEPEST = "nom"
_HUNDRED = 100
_UNIT_KEYS = {"€/month": "report.unit.eur_per_month", "€/year": "report.unit.eur_per_year"}


def package_name(package: str, lang: str) -> str:
    """Return what a package is called; a user's own package keeps its name.

    Parameters
    ----------
    package : str
        Canonical name.
    lang : str
        ``"nl"`` or ``"en"``.

    Returns
    -------
    str
        The name.
    """
    return say_or(f"report.package.{package}", lang, package)


def say_or(key: str, lang: str, otherwise: str) -> str:
    """Return a text with the limits filled in, or something else where the catalogue has no such key.

    Parameters
    ----------
    key : str
        Key.
    lang : str
        ``"nl"`` or ``"en"``.
    otherwise : str
        What to say without it.

    Returns
    -------
    str
        The text.
    """
    try:
        return say(key, lang, thresholds(lang))
    except KeyError:
        return otherwise


def unit_words(unit: str, lang: str) -> str:
    """Write a unit as a reader of the language does.

    Parameters
    ----------
    unit : str
        Unit as in the list of columns, in English.
    lang : str
        ``"nl"`` or ``"en"``.

    Returns
    -------
    str
        Such as ``€/mnd``.
    """
    return say(_UNIT_KEYS[unit], lang) if unit in _UNIT_KEYS else unit


def thresholds(lang: str) -> dict[str, str]:
    """Return the limits that decide how outcomes are shown, written for a text.

    Parameters
    ----------
    lang : str
        ``"nl"`` or ``"en"``.

    Returns
    -------
    dict of str to str
        By name: ``near_kwh``, ``near_kwh_per_m2`` and ``near_limit``.
    """
    limits = figures("report")
    return {
        "near_kwh": number(limits["near_zero_kwh"], lang),
        "near_kwh_per_m2": number(limits["near_epv_kwh_per_m2"], lang),
        "near_limit": percent(limits["near_standaard_frac"], lang),
    }


def focus_package(packages: list[str]) -> str:
    """Return the package the page opens with: zero on the meter, or else the last one.

    Parameters
    ----------
    packages : list of str
        Packages of the run, in order; at least one.

    Returns
    -------
    str
        One of them.
    """
    renovations = [package for package in packages if package != CURRENT]
    return _DEEPEST if _DEEPEST in packages else (renovations or packages)[-1]


def percent(share_frac: float, lang: str) -> str:
    """Write a share as a whole percentage.

    Parameters
    ----------
    share_frac : float
        Share, 0 to 1.
    lang : str
        ``"nl"`` or ``"en"``.

    Returns
    -------
    str
        Such as ``18 %``; a share that is neither none nor all is never written as 0 % or 100 %.
    """
    if not math.isfinite(share_frac):
        return "–"
    space = "\u00a0" if lang == "nl" else ""
    if 0 < share_frac < 0.005:
        return f"<\u00a01{space}%"
    if 0.995 <= share_frac < 1:
        return f">\u00a099{space}%"
    return f"{number(_HUNDRED * share_frac, lang)}{space}%"


def eur_rounded(amount_eur: float, lang: str) -> str:
    """Write an investment, rounded to what is known: hundreds of euros.

    Parameters
    ----------
    amount_eur : float
        Amount [EUR].
    lang : str
        ``"nl"`` or ``"en"``.

    Returns
    -------
    str
        Such as ``€ 74.300``.
    """
    return eur(_HUNDRED * round(amount_eur / _HUNDRED), lang) if math.isfinite(amount_eur) else "–"


def eur_large(amount_eur: float, lang: str) -> str:
    """Write an amount of a whole stock in thousands, millions or billions.

    Parameters
    ----------
    amount_eur : float
        Amount [EUR].
    lang : str
        ``"nl"`` or ``"en"``.

    Returns
    -------
    str
        Such as ``€ 14,9 miljoen``.
    """
    for scale, key in ((1e9, "report.unit.billion"), (1e6, "report.unit.million")):
        if abs(amount_eur) >= scale:
            return f"{eur(amount_eur / scale, lang, 1)}\u00a0{say(key, lang)}"
    return eur_rounded(amount_eur, lang)


def signed_eur(amount_eur: float, lang: str) -> str:
    """Write a change in whole euros with its sign.

    Parameters
    ----------
    amount_eur : float
        Change [EUR].
    lang : str
        ``"nl"`` or ``"en"``.

    Returns
    -------
    str
        Such as ``+€ 4`` or ``−€ 11``; no sign where it rounds to zero.
    """
    text = eur(amount_eur, lang)
    return f"+{text}" if math.isfinite(amount_eur) and round(amount_eur) > 0 else text


def change_words(amount_eur: float, lang: str) -> str:
    """Say a monthly change in words.

    Parameters
    ----------
    amount_eur : float
        Change [EUR/month]; negative is less to pay.
    lang : str
        ``"nl"`` or ``"en"``.

    Returns
    -------
    str
        Such as ``€ 11 per maand minder``.
    """
    return _change(amount_eur, lang, "change")


def change_amount(amount_eur: float, lang: str) -> str:
    """Say a change in as few words as there are.

    Parameters
    ----------
    amount_eur : float
        Change [EUR]; negative is less to pay.
    lang : str
        ``"nl"`` or ``"en"``.

    Returns
    -------
    str
        Such as ``€ 11 minder``.
    """
    return _change(amount_eur, lang, "amount")


def _change(amount_eur: float, lang: str, form: str) -> str:
    if not math.isfinite(amount_eur):
        return "–"
    rounded = round(amount_eur)
    key = "same" if rounded == 0 else ("more" if rounded > 0 else "less")
    return say(f"report.{form}.{key}", lang, {"amount": eur(abs(rounded), lang)})


def short_run_id(manifest: dict[str, object]) -> str:
    """Return the first eight characters of the run's id.

    Parameters
    ----------
    manifest : dict
        What the run wrote about itself.

    Returns
    -------
    str
        The id, or a dash when the run has none.
    """
    return str(manifest.get("run_id") or "–")[:8]
