"""Rent after works, huurtoeslag and EPV: what the landlord asks and the state gives back."""

from collections.abc import Mapping
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from nulopdemeter.housing_cost.bill import column
from nulopdemeter.parameters import figures

INSULATION_PARTS = ("wall", "roof", "floor", "window", "door", "airtightness")
MONTHS = 12.0
PARTS = (*INSULATION_PARTS, "ventilation", "heating", "hot_water", "pv", "cooking")


def _any_measure(table: pd.DataFrame, parts: tuple[str, ...]) -> NDArray[np.bool_]:
    """Say which rows change one of these parts."""
    flags = table[[f"measure_{part}" for part in parts]].astype(bool)
    return flags.any(axis=1).to_numpy(dtype=bool)


def rent_after(table: pd.DataFrame, on: date) -> pd.DataFrame:
    """Return the basic rent after the works, and where it comes from.

    Parameters
    ----------
    table : DataFrame
        Dwelling table, n rows.
    on : date
        Day whose average rent and rules hold.

    Returns
    -------
    DataFrame
        ``rent_eur_per_month`` and ``rent_origin`` (``row`` or ``default``), index of ``table``.

    Notes
    -----
    Corporations agreed not to raise the rent for insulation: ``insulation_rent_rise_frac`` is zero. What
    installations may cost the tenant runs through the EPV, not through the rent.
    """
    f = figures("rent", on)
    own = column(table, "net_rent_eur_per_month")
    is_own = np.isfinite(own)
    rise_frac = np.where(_any_measure(table, INSULATION_PARTS), f["insulation_rent_rise_frac"], 0.0)
    rent = np.where(is_own, own, f["average_rent_eur_per_month"]) * (1.0 + rise_frac)
    origin = np.where(is_own, "row", "default")
    return pd.DataFrame({"rent_eur_per_month": rent, "rent_origin": origin}, index=table.index)


def epv_fee(table: pd.DataFrame, regulation: pd.DataFrame, on: date) -> NDArray[np.float64]:
    """Return the EPV that is asked.

    Parameters
    ----------
    table : DataFrame
        Dwelling table, n rows.
    regulation : DataFrame
        Outcome of stage `regulation`, the same n rows.
    on : date
        Day whose share of the maximum holds.

    Returns
    -------
    ndarray of float
        Shape (n,) [EUR/month]; zero where the class allows none or where nothing is renovated, because a
        fee needs a new agreement.
    """
    is_asked = (regulation["epv_class"].to_numpy() != "none") & _any_measure(table, PARTS)
    share = figures("epv", on)["epv_share_of_maximum_frac"]
    return np.where(is_asked, share * column(regulation, "epv_max_eur_per_month"), 0.0)


def income_eur_per_year(household_size: NDArray[np.float64], on: date) -> NDArray[np.float64]:
    """Return the assumed test income of a household in a corporation dwelling.

    Parameters
    ----------
    household_size : ndarray of float
        Shape (n,), persons; a mean such as 2.3 counts as the nearest whole household.
    on : date
        Day whose figures hold.

    Returns
    -------
    ndarray of float
        Shape (n,) [EUR/year].
    """
    f = figures("huurtoeslag", on)
    return np.select(
        [household_size >= f["large_from_persons"], household_size >= f["multi_from_persons"]],
        [f["income_3_persons_eur_per_year"], f["income_2_persons_eur_per_year"]],
        default=f["income_1_person_eur_per_year"],
    )


def _by_size(f: Mapping[str, float], key: str, is_multi: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return a figure by household; ``{}`` in the key stands for single or multi."""
    return np.where(is_multi, f[key.format("multi")], f[key.format("single")])


def huurtoeslag(
    rent_eur_per_month: NDArray[np.float64],
    household_size: NDArray[np.float64],
    income_eur_per_year: NDArray[np.float64],
    on: date,
    oldest_age: NDArray[np.float64] | None = None,
) -> NDArray[np.float64]:
    """Return the monthly huurtoeslag of a household that asks for it.

    Parameters
    ----------
    rent_eur_per_month : ndarray of float
        Shape (n,), basic rent without service cost and without EPV [EUR/month].
    household_size : ndarray of float
        Shape (n,), persons.
    income_eur_per_year : ndarray of float
        Shape (n,), test income [EUR/year].
    on : date
        Day whose figures hold.
    oldest_age : ndarray of float, optional
        Shape (n,), age of the oldest of the household [years]; NaN or none: of full age.

    Returns
    -------
    ndarray of float
        Shape (n,) [EUR/month].

    Notes
    -----
    Wet op de huurtoeslag as it holds from 2026: the rent between the basic rent and the quality limit is
    given back in full, up to the capping limit in part, up to the highest rent in a smaller part; income
    above the income point lowers the sum. Of a household of which nobody is 21 a lower rent counts; a stock holds no
    ages. Wealth and handicap are not known and left out.
    """
    f = figures("huurtoeslag", on)
    is_multi = household_size >= f["multi_from_persons"]
    is_large = household_size >= f["large_from_persons"]
    is_young = np.asarray(np.inf if oldest_age is None else oldest_age) < f["full_from_age"]
    most = np.where(is_young, f["rent_max_young_eur_per_month"], f["rent_max_eur_per_month"])
    rent = np.minimum(rent_eur_per_month, most)
    full_until = f["full_until_eur_per_month"]
    capping = np.where(is_large, f["capping_large_eur_per_month"], f["capping_small_eur_per_month"])
    full = np.maximum(
        0.0, np.minimum(rent, full_until) - _by_size(f, "basic_rent_{}_eur_per_month", is_multi)
    )
    middle = np.maximum(0.0, np.minimum(rent, capping) - full_until)
    top = np.maximum(0.0, rent - capping)
    given = f["share_full_frac"] * full + f["share_middle_frac"] * middle + f["share_top_frac"] * top
    above = np.maximum(0.0, income_eur_per_year - _by_size(f, "income_point_{}_eur_per_year", is_multi))
    allowance: NDArray[np.float64] = given - _by_size(f, "phase_out_{}_frac", is_multi) * above / MONTHS
    return np.maximum(0.0, allowance)
