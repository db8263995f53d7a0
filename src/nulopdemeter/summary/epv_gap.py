"""What keeps a dwelling from an EPV, as a sentence, with the cheapest single measure that closes it."""

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from nulopdemeter.language import eur, number, say
from nulopdemeter.parameters import figures
from nulopdemeter.regulation.epv_before_2024 import OLDER
from nulopdemeter.regulation.shell import TOLERANCE

_GAS = "epv.reason.gas"
# What the smallest number shown is, and gaps below which a sentence shows it.
_SHOWN = 0.01
_FINE, _FINE_KWH = 0.05, 0.5
_HUNDRED = 100.0
_PANELS = "pv"
_MODERN_LIMITS = ("heat_demand_margin_kwh_per_m2", "ep2_margin_kwh_per_m2", "household_margin_kwh")
_OLDER_LIMITS = (
    "epv_before_2024_heat_demand_margin_kwh_per_m2",
    "epv_before_2024_renewable_heat_margin_kwh",
    "epv_before_2024_household_margin_kwh",
)
_MEASURES = (
    "epv_measure",
    "epv_measure_eur",
    "epv_measure_kwp",
    "epv_heat_demand_measure",
    "epv_heat_demand_measure_eur",
)


class _Row(NamedTuple):
    """What one sentence is made of."""

    has_gas: bool
    heat: float
    second: float
    household: float
    demand_kwh_per_m2: float
    ep2_kwh_per_m2: float
    left_kwh: float
    is_strict: bool
    is_older: bool
    measure: str
    measure_eur: float
    measure_kwp: float
    heat_measure: str
    heat_measure_eur: float


def gap_sentences(results: pd.DataFrame, lang: str) -> NDArray[np.object_]:
    """Say of every row without an EPV what is missing.

    Parameters
    ----------
    results : DataFrame
        n rows: the columns of stage ``regulation``; those of ``cheapest_measures`` when they were asked for.
    lang : str
        ``"nl"`` or ``"en"``.

    Returns
    -------
    ndarray of str
        Shape (n,), such as ``heat demand 47.1, limit 43.0: 4.1 kWh/m² too much``, for the lowest class open to the
        dwelling; empty where there is an EPV, no outcome, or nothing known.
    """
    table = _table(results)
    group = table.groupby(list(table.columns), sort=False, dropna=False).ngroup().to_numpy()
    first = np.unique(group, return_index=True)[1]
    rows = table.iloc[first].itertuples(index=False)
    has_tried = "epv_measure" in results
    said = [_sentence(_Row(*row), lang, has_tried=has_tried) for row in rows]
    texts = np.array([*said, ""], dtype=object)[group]
    is_out = (results["epv_class"] == "none").fillna(False).to_numpy(dtype=bool)
    is_known = np.isfinite(table["heat"].to_numpy())
    return np.where(is_out & is_known, texts, "")


def _numbers(results: pd.DataFrame, name: str) -> NDArray[np.float64]:
    if name not in results:
        return np.full(len(results), np.nan)
    return pd.to_numeric(results[name], errors="coerce").to_numpy(np.float64, na_value=np.nan)


def _as_shown(margin: NDArray[np.float64]) -> NDArray[np.float64]:
    """Round to what is shown; a margin that is missed or left by a hair stays on its side of nothing."""
    near = np.round(margin, 2)
    missed = np.where(margin < -TOLERANCE, np.minimum(near, -_SHOWN), near)
    return np.where(margin > TOLERANCE, np.maximum(near, _SHOWN), missed)


def _table(results: pd.DataFrame) -> pd.DataFrame:
    """Return what the sentences are made of, in the order of `_Row`; numbers as far as they are shown."""
    is_older = (results["epv_rules"] == OLDER).fillna(False).to_numpy(dtype=bool)
    is_new = _numbers(results, "build_year") >= figures("epv")["epv_new_from_year"]
    basis, high = (
        [_numbers(results, f"epv_{c}_{x}") for x in _MODERN_LIMITS] for c in ("basis", "hoogwaardig")
    )
    older = [_numbers(results, name) for name in _OLDER_LIMITS]
    margins = [
        np.where(is_older, old, np.where(is_new, h, b)) for old, h, b in zip(older, high, basis, strict=True)
    ]
    words = {
        n: results[n].fillna("").astype(str) if n in results else "" for n in (_MEASURES[0], _MEASURES[3])
    }
    return pd.DataFrame(
        {
            "has_gas": (results["epv_reason"].fillna("") == _GAS).to_numpy(dtype=bool),
            "heat": _as_shown(margins[0]),
            "second": _as_shown(margins[1]),
            "household": _as_shown(margins[2]),
            "demand_kwh_per_m2": _numbers(results, "heat_demand_nta_kwh_per_m2").round(2),
            "ep2_kwh_per_m2": _numbers(results, "ep2_kwh_per_m2").round(2),
            "left_kwh": _numbers(results, "epv_household_kwh").round(2),
            "is_strict": ~is_new & ~is_older,
            "is_older": is_older,
            "measure": words[_MEASURES[0]],
            "measure_eur": _numbers(results, _MEASURES[1]).round(2),
            "measure_kwp": _numbers(results, _MEASURES[2]).round(2),
            "heat_measure": words[_MEASURES[3]],
            "heat_measure_eur": _numbers(results, _MEASURES[4]).round(2),
        },
        index=results.index,
    )


def _sentence(row: _Row, lang: str, *, has_tried: bool) -> str:
    """Write one sentence about the gaps and one about the measure."""
    gaps = [say("epv.gap.gas", lang)] if row.has_gas else []
    if row.heat < -TOLERANCE:
        gaps.append(_above("heat_demand", row.demand_kwh_per_m2, row.heat, lang))
    if row.second < -TOLERANCE:
        missing = {"gap": number(-row.second, lang, _decimals_kwh(row.second))}
        gaps.append(
            say("epv.gap.renewable_heat", lang, missing)
            if row.is_older
            else _above("ep2", row.ep2_kwh_per_m2, row.second, lang)
        )
    if row.household < TOLERANCE if row.is_strict else row.household < -TOLERANCE:
        gaps.append(_household(row, lang))
    if not gaps:
        return ""
    text = "; ".join(gaps)
    close = _closing(row, lang) if has_tried else ""
    return f"{text[0].upper()}{text[1:]}.{close and ' '}{close}"


def _household(row: _Row, lang: str) -> str:
    """Say what is left for the household and what is asked; Basis asks more than nothing."""
    names = {"left": row.left_kwh, "limit": row.left_kwh - row.household, "gap": -row.household}
    decimals = 0 if row.is_strict else _decimals_kwh(row.household)
    values = {name: number(x, lang, decimals) for name, x in names.items()}
    return say("epv.gap.household.more" if row.is_strict else "epv.gap.household", lang, values)


def _decimals_kwh(margin: float) -> int:
    return 2 if -margin < _FINE_KWH else 0


def _above(limit: str, value: float, margin: float, lang: str) -> str:
    """Say a value, its limit and what it is above it; finer where the gap would be written as nothing."""
    decimals = 2 if -margin < _FINE else 1
    names = {"value": value, "limit": value + margin, "gap": -margin}
    return say(f"epv.gap.{limit}", lang, {name: number(x, lang, decimals) for name, x in names.items()})


def _closing(row: _Row, lang: str) -> str:
    """Say which measure closes it."""
    if row.measure:
        return say(
            "epv.gap.closed", lang, {"measure": _measure(row.measure, row.measure_eur, row.measure_kwp, lang)}
        )
    if row.heat_measure:
        name = _measure(row.heat_measure, row.heat_measure_eur, np.nan, lang)
        return say("epv.gap.heat_closed", lang, {"measure": name})
    return say("epv.gap.open", lang)


def _measure(name: str, cost_eur: float, kwp: float, lang: str) -> str:
    """Return a measure in words: its part, the package that knows it, and the cost."""
    values = {
        "measure": measure_words(name, lang),
        "cost": eur(_HUNDRED * round(cost_eur / _HUNDRED), lang),
        "kwp": number(kwp, lang, 1) if np.isfinite(kwp) else "",
    }
    return say("epv.gap.panels" if values["kwp"] else "epv.gap.measure", lang, values)


def measure_words(name: str, lang: str) -> str:
    """Return a single measure in words.

    Parameters
    ----------
    name : str
        Package and part, such as ``nom:window``.
    lang : str
        ``"nl"`` or ``"en"``.

    Returns
    -------
    str
        Such as ``ramen als in Nul op de meter``; a package of the user's own keeps its name.
    """
    package, _, part = name.rpartition(":")
    try:
        called = say(f"report.package.{package}", lang)
    except KeyError:
        called = package
    if part == _PANELS:  # laid beside those of the package itself, so no "as in"
        return say("epv.gap.more_panels", lang, {"package": called})
    what = say(f"report.part.{part}", lang)
    return say("epv.gap.as_in", lang, {"part": what[0].lower() + what[1:], "package": called})
