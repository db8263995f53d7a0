"""The first rules of the energieprestatievergoeding (EPV), and which rules a date picks."""

import csv
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from nulopdemeter.parameters import figures, rows_on
from nulopdemeter.regulation.columns import truths
from nulopdemeter.regulation.refuse import refuse, wrong
from nulopdemeter.regulation.shell import TOLERANCE, column

BANDS = (1, 2, 3)
# Name of these rules in epv_regimes.csv.
OLDER = "before_2024"
# How a dwelling is supplied: heat made on it, or one of the variants with a lower fee.
SUPPLIES = ("own_heat", "gas", "network_renewable", "network_partly")


class EpvRules(NamedTuple):
    """Which rules of the EPV hold for what is registered on a day.

    Attributes
    ----------
    regime : str
        ``before_2024`` (`epv_before_2024`) or ``modern`` (`epv`).
    valid_from : date
        First day on which something could be registered under them.
    valid_until : date or None
        Last day; None while they are open.
    note : str
        Key of a text to be said with ``note_day``: the day lies before all rules, or there is a choice; else empty.
    note_day : str
        The day in that text.
    """

    regime: str
    valid_from: date
    valid_until: date | None
    note: str
    note_day: str


@cache
def _regimes() -> tuple[EpvRules, ...]:
    """Return the regimes, oldest first."""
    with (files("nulopdemeter.parameters") / "epv_regimes.csv").open(encoding="utf-8") as lines:
        rows = sorted(csv.DictReader(lines), key=lambda row: row["valid_from"])
    return tuple(
        EpvRules(
            row["regime"],
            date.fromisoformat(row["valid_from"]),
            date.fromisoformat(row["valid_until"]) if row["valid_until"] else None,
            "",
            "",
        )
        for row in rows
    )


def epv_rules(on: date) -> EpvRules:
    """Pick the rules by the day of registration; a day before all of them gives the first, with a note.

    Parameters
    ----------
    on : date
        Day on which the contract was made and the label registered.

    Returns
    -------
    EpvRules
        The newest rules of that day. From 1 October to 31 December 2023 the older ones could still be chosen: the note
        says so.
    """
    regimes = _regimes()
    begun = [one for one in regimes if one.valid_from <= on]
    if not begun:
        return regimes[0]._replace(note="epv.note.before", note_day=regimes[0].valid_from.isoformat())
    newest = begun[-1]
    older = [one.valid_until for one in begun[:-1] if one.valid_until is not None and one.valid_until >= on]
    if older:
        return newest._replace(note="epv.note.choice", note_day=max(older).isoformat())
    return newest


def _check(
    heat_demand_kwh_per_m2: NDArray[np.float64],
    floor_area_m2: NDArray[np.float64],
    supply: NDArray[np.object_],
) -> None:
    """Refuse what cannot be."""
    refuse(
        wrong("heat_demand_kwh_per_m2", heat_demand_kwh_per_m2, heat_demand_kwh_per_m2 < 0.0, "≥ 0")
        + wrong("floor_area_m2", floor_area_m2, ~(floor_area_m2 > 0.0), "> 0")
        + wrong("epv_supply", supply, ~np.isin(supply, SUPPLIES), ", ".join(SUPPLIES), "NOM-E504")
    )


def _bounds(f: Mapping[str, float], is_nta8800: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return the highest heat demand of every band by the method it was computed with, shape (n, bands)."""
    older = np.array([f[f"band_{band}_max_kwh_per_m2"] for band in BANDS])
    newer = np.array([f[f"band_{band}_nta8800_max_kwh_per_m2"] for band in BANDS])
    return np.where(is_nta8800[:, None], newer, older)


def _band(heat_demand_kwh_per_m2: NDArray[np.float64], bounds: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the band of the heat demand, 0 above the last."""
    place = np.sum(heat_demand_kwh_per_m2[:, None] > bounds + TOLERANCE, axis=1) + 1
    return np.where(place > len(BANDS), 0, place)


def _fee(f: Mapping[str, float], band: NDArray[np.int64], supply: NDArray[np.object_]) -> NDArray[np.float64]:
    """Return the highest fee per floor area of a band; a variant never more than its own best amount."""
    by_band = np.array([0.0, *(f[f"band_{one}_max_eur_per_m2_month"] for one in BANDS)])
    most = np.full(len(supply), np.inf)
    for word in SUPPLIES[1:]:
        most = np.where(supply == word, f[f"{word}_max_eur_per_m2_month"], most)
    fee: NDArray[np.float64] = np.minimum(by_band[band], most)
    return fee


def household_min_kwh(floor_area_m2: NDArray[np.float64], on: date) -> NDArray[np.float64]:
    """Return the electricity for the household that the first rules ask.

    Parameters
    ----------
    floor_area_m2 : ndarray of float
        Shape (n,), usable floor area [m²].
    on : date
        Day whose amounts hold.

    Returns
    -------
    ndarray of float
        Shape (n,), 26 kWh/m², not less than 1,800 and not more than 2,600 [kWh/year].
    """
    f = figures("epv_before_2024", on)
    asked: NDArray[np.float64] = np.clip(
        f["household_kwh_per_m2"] * floor_area_m2, f["household_least_kwh"], f["household_most_kwh"]
    )
    return asked


class Limits(NamedTuple):
    """What the first rules ask.

    Attributes
    ----------
    heat_demand_kwh_per_m2 : ndarray of float
        Shape (bands,), highest heat demand of every band by NTA 8800.
    household_kwh : ndarray of float
        Shape (n,), electricity for the household.
    """

    heat_demand_kwh_per_m2: NDArray[np.float64]
    household_kwh: NDArray[np.float64]


def limits_before_2024(floor_area_m2: NDArray[np.float64], on: date) -> Limits:
    """Return the limits of dwellings under the first rules.

    Parameters
    ----------
    floor_area_m2 : ndarray of float
        Shape (n,).
    on : date
        Day whose figures hold.

    Returns
    -------
    Limits
        By band and by dwelling.
    """
    f = figures("epv_before_2024", on)
    return Limits(_bounds(f, np.ones(1, dtype=bool))[0], household_min_kwh(floor_area_m2, on))


def epv_before_2024(table: pd.DataFrame, on: date) -> pd.DataFrame:
    """Hold dwellings against the first rules of the EPV.

    Parameters
    ----------
    table : DataFrame
        n rows: ``heat_demand_kwh_per_m2`` (net, of the label), ``floor_area_m2``, ``renewable_heat_kwh`` (made on the
        dwelling), ``pv_kwh``, ``building_electricity_kwh`` (what the building itself uses; left for the household is
        the rest) and ``epv_supply`` (one of `SUPPLIES`). With ``is_nta8800`` the heat demand of that row is by NTA 8800
        and has the bounds 27, 33 and 41; without it all are by NEN 7120, with 30, 40 and 50.
    on : date
        Day whose amounts hold.

    Returns
    -------
    DataFrame
        n rows: ``epv_band`` (1 to 3, 0: none), ``epv_max_eur_per_month`` (0 when a condition is missed),
        ``epv_heat_demand_margin_kwh_per_m2`` (to the last band), ``epv_renewable_heat_margin_kwh``,
        ``epv_household_margin_kwh`` (below zero: not met) and ``is_estimate`` (the amount itself was not read: the
        lower bands of 2016, and days whose indexation was not found, for which the last known amount stands in).

    Notes
    -----
    Besluit energieprestatievergoeding huur, Stb. 2016, 303, article 2 with its annex; Regeling
    energieprestatievergoeding huur, articles 4bis and 4ter. Under these rules gas was allowed, at a lower fee. The heat
    asked of the dwelling is not asked of one that takes it from a network or from gas: how the annexes put that was not
    read.
    """
    f = figures("epv_before_2024", on)
    demand, area = column(table, "heat_demand_kwh_per_m2"), column(table, "floor_area_m2")
    supply = table["epv_supply"].to_numpy(dtype=object)
    _check(demand, area, supply)
    bounds = _bounds(f, truths(table, "is_nta8800"))
    band = np.where(np.isfinite(demand), _band(demand, bounds), 0)
    heat_kwh = (demand + f["heat_added_kwh_per_m2"]) * area
    heat_margin = column(table, "renewable_heat_kwh") - heat_kwh
    left_kwh = column(table, "pv_kwh") - column(table, "building_electricity_kwh")
    household_margin = left_kwh - household_min_kwh(area, on)
    is_own = np.isin(supply, ("own_heat", "network_renewable"))
    is_met = (band > 0) & (household_margin >= -TOLERANCE) & (~is_own | (heat_margin >= -TOLERANCE))
    return pd.DataFrame(
        {
            "epv_band": band,
            "epv_max_eur_per_month": np.where(is_met, _fee(f, band, supply) * area, 0.0),
            "epv_heat_demand_margin_kwh_per_m2": bounds[:, -1] - demand,
            "epv_renewable_heat_margin_kwh": np.where(is_own, heat_margin, np.nan),
            "epv_household_margin_kwh": household_margin,
            "is_estimate": _is_estimate(on, band, supply),
        },
        index=table.index,
    )


def _is_estimate(on: date, band: NDArray[np.int64], supply: NDArray[np.object_]) -> NDArray[np.bool_]:
    """Say where the amount was not read: an estimate, or the last known one on a day after its own."""
    rows = rows_on("epv_before_2024", on)

    def is_unread(name: str) -> bool:
        row = rows[f"{name}_max_eur_per_m2_month"]
        is_over = row.valid_until is not None and row.valid_until < on
        return row.status == "estimate" or is_over or row.valid_from > on

    by_band = np.array([False, *(is_unread(f"band_{one}") for one in BANDS)])
    unread = by_band[band]
    for word in SUPPLIES[1:]:
        unread = np.where(supply == word, unread | is_unread(word), unread)
    return np.asarray(unread)
