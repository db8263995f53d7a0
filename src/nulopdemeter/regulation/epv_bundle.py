"""What an EPV guarantees a tenant, what a missed guarantee costs, and the cheapest measure that closes a gap."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from nulopdemeter.parameters import figures
from nulopdemeter.regulation.epv import CLASSES
from nulopdemeter.regulation.refuse import refuse, wrong
from nulopdemeter.regulation.shell import TOLERANCE, column, limit_kwh_per_m2, rounded_up
from nulopdemeter.units import MONTHS_PER_YEAR

_KNOWN = ("none", *CLASSES)


def _of_class(
    f: Mapping[str, float], key: str, epv_class: NDArray[np.object_], is_apartment: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Return a figure of epv.csv by class and kind of dwelling; NaN without a class."""
    found = np.full(len(epv_class), np.nan)
    for name in CLASSES:
        own = np.where(is_apartment, f[f"epv_{name}_apartment_{key}"], f[f"epv_{name}_house_{key}"])
        found = np.where(epv_class == name, own, found)
    return found


def guaranteed_bundle(table: pd.DataFrame, on: date) -> pd.DataFrame:
    """Say what the landlord guarantees the tenant of a dwelling with an EPV.

    Parameters
    ----------
    table : DataFrame
        n rows: ``epv_class`` (``none``, ``basis``, ``hoogwaardig``), ``is_apartment``, ``compactness``,
        ``build_year``, ``floor_area_m2``. With ``promised_kwh`` the contract promises at least that much electricity.
    on : date
        Day whose amounts hold.

    Returns
    -------
    DataFrame
        n rows, NaN without an EPV: ``bundle_kwh`` (electricity for the household that the roof must leave, the
        least of the law or what was promised), ``bundle_heat_demand_kwh_per_m2`` (highest heat demand) and
        ``bundle_fee_eur_per_month`` (highest fee).

    Notes
    -----
    Besluit energieprestatievergoeding huur, article 2 as changed by Stb. 2023, 287. Basis asks only more than nothing
    for the household: its bundle is 0 kWh unless the contract promises more.
    """
    f = figures("epv", on)
    epv_class = table["epv_class"].to_numpy(dtype=object)
    refuse(wrong("epv_class", epv_class, ~np.isin(epv_class, _KNOWN), ", ".join(_KNOWN)))
    is_apartment = table["is_apartment"].to_numpy(dtype=bool)
    least = _of_class(f, "household_min_kwh", epv_class, is_apartment)
    if "promised_kwh" in table:
        least = np.maximum(least, np.nan_to_num(column(table, "promised_kwh"), nan=0.0))
    base, slope = (_of_class(f, f"{key}_kwh_per_m2", epv_class, is_apartment) for key in ("base", "slope"))
    limit = limit_kwh_per_m2(base, slope, column(table, "compactness"), f["epv_compactness_bend"])
    is_new = column(table, "build_year") >= f["epv_new_from_year"]
    old, new = (
        _of_class(f, f"{age}_max_eur_per_m2_month", epv_class, is_apartment) for age in ("old", "new")
    )
    fee = np.where(is_new, new, old) * column(table, "floor_area_m2")
    return pd.DataFrame(
        {
            "bundle_kwh": least,
            "bundle_heat_demand_kwh_per_m2": limit,
            "bundle_fee_eur_per_month": fee,
        },
        index=table.index,
    )


def guarantee_shortfall(
    bundle: pd.DataFrame,
    household_kwh: NDArray[np.float64],
    heat_demand_kwh_per_m2: NDArray[np.float64],
    price_eur_per_kwh: float,
) -> pd.DataFrame:
    """Hold a year against the guarantee, and say what a miss means for the tenant.

    Parameters
    ----------
    bundle : DataFrame
        `guaranteed_bundle`, n rows.
    household_kwh : ndarray of float
        Shape (n,), electricity made on the dwelling in the year minus what the building used [kWh].
    heat_demand_kwh_per_m2 : ndarray of float
        Shape (n,), heat demand [kWh/m² year].
    price_eur_per_kwh : float
        What the tenant pays a supplier for electricity, taxes included [EUR/kWh].

    Returns
    -------
    DataFrame
        n rows: ``shortfall_kwh``, ``shortfall_kwh_per_m2`` (heat demand above the limit), ``shortfall_eur_per_year``
        (electricity that the tenant has to buy), ``fee_at_risk_eur_per_year`` (twelve months of the fee where the
        guarantee is missed, else 0) and ``is_kept``. Without an EPV all are NaN and nothing is kept.

    Notes
    -----
    The law lets the fee lapse while its conditions are not met; how much a court or the Huurcommissie takes off
    is not a rule of numbers, so the whole fee is shown as what is at risk. A year that is colder or sunnier than
    the average must be brought back to it first.
    """
    promised = column(bundle, "bundle_kwh")
    short_kwh = np.maximum(0.0, promised - household_kwh)
    limit = column(bundle, "bundle_heat_demand_kwh_per_m2")
    over = np.maximum(0.0, rounded_up(heat_demand_kwh_per_m2) - limit)
    # A promise of nothing is that of Basis: the law then asks more than nothing.
    has_enough = np.where(promised > 0.0, short_kwh <= TOLERANCE, household_kwh > TOLERANCE)
    is_kept = has_enough & (over <= TOLERANCE) & np.isfinite(promised)
    lost = np.where(is_kept, 0.0, MONTHS_PER_YEAR * column(bundle, "bundle_fee_eur_per_month"))
    return pd.DataFrame(
        {
            "shortfall_kwh": short_kwh,
            "shortfall_kwh_per_m2": over,
            "shortfall_eur_per_year": short_kwh * price_eur_per_kwh,
            "fee_at_risk_eur_per_year": lost,
            "is_kept": is_kept,
        },
        index=bundle.index,
    )


class CheapestMeasure(NamedTuple):
    """The cheapest single measure for every dwelling.

    Attributes
    ----------
    measure : ndarray of int
        Shape (n,), place of the measure in the candidates; −1 where none is needed or none is enough.
    cost_eur : ndarray of float
        Shape (n,): 0 where all limits are met, NaN where no candidate closes the gap or a margin is unknown.
    is_met : ndarray of bool
        Shape (n,), all limits are met as it is.
    """

    measure: NDArray[np.int64]
    cost_eur: NDArray[np.float64]
    is_met: NDArray[np.bool_]


def _holds(margin: NDArray[np.float64], is_strict: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Say whether every limit along the last axis is met."""
    is_in = np.where(is_strict, margin > TOLERANCE, margin >= -TOLERANCE)
    every: NDArray[np.bool_] = np.all(is_in, axis=-1)
    return every


def cheapest_measure(
    margin: NDArray[np.float64],
    effect: NDArray[np.float64],
    cost_eur: NDArray[np.float64],
    is_above_nothing: NDArray[np.bool_] | None = None,
) -> CheapestMeasure:
    """Find the cheapest single measure after which a dwelling meets every limit.

    Parameters
    ----------
    margin : ndarray of float
        Shape (n, k), distance to each of k limits, below zero not met (``epv_<class>_…_margin_…``).
    effect : ndarray of float
        Shape (n, m, k) or (m, k), what each of m measures adds to each margin; below zero it costs margin.
    cost_eur : ndarray of float
        Shape (n, m) or (m,), [EUR] a dwelling; NaN: the measure is not open to it.
    is_above_nothing : ndarray of bool, optional
        Shape (k,), limits whose margin must be above zero, not at least zero (household electricity of Basis).

    Returns
    -------
    CheapestMeasure
        Of equal costs the first. A measure that closes one gap and opens another does not count.
    """
    n, k = margin.shape
    effects = np.broadcast_to(effect, (n, *effect.shape[-2:]))
    costs = np.broadcast_to(cost_eur, effects.shape[:2])
    strict = np.zeros(k, dtype=bool) if is_above_nothing is None else is_above_nothing
    is_met = _holds(margin, strict)
    is_enough = _holds(margin[:, None, :] + effects, strict) & np.isfinite(costs)
    tried = np.where(is_enough, costs, np.inf)
    is_found = ~is_met & is_enough.any(axis=1)
    measure = np.where(is_found, np.argmin(tried, axis=1) if tried.shape[1] else -1, -1)
    cost = np.where(is_found, np.min(tried, axis=1, initial=np.inf), np.nan)
    return CheapestMeasure(measure, np.where(is_met, 0.0, cost), is_met)
