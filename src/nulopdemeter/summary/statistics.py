"""One row of statistics for a group of dwellings."""

import numpy as np
import pandas as pd

from nulopdemeter.parameters import figures
from nulopdemeter.summary.weighted import Floats, dwelling_weights, weighted_mean, weighted_quantiles

BANDED = (
    "investment_mid_eur",
    "change_netting_eur_per_month",
    "change_no_netting_eur_per_month",
    "housing_cost_netting_eur_per_month",
    "housing_cost_no_netting_eur_per_month",
    "net_kwh",
    "heat_demand_kwh_per_m2",
    "gas_m3",
    "peak_import_kw",
    "overheating_h",
)
# Means over the dwellings with an EPV: the others have no bundle.
BUNDLE = (
    "bundle_kwh",
    "bundle_left_kwh",
    "bundle_shortfall_kwh",
    "bundle_shortfall_eur_per_year",
    "bundle_fee_at_risk_eur_per_year",
)
AVERAGED = (
    "investment_low_eur",
    "investment_high_eur",
    "maintenance_eur_per_year",
    "subsidy_eur",
    "heat_demand_kwh",
    "hot_water_kwh",
    "district_heat_kwh",
    "electricity_use_kwh",
    "heating_electricity_kwh",
    "hot_water_electricity_kwh",
    "fan_kwh",
    "auxiliary_kwh",
    "household_kwh",
    "pv_kwh",
    "pv_kwp",
    "self_use_kwh",
    "import_kwh",
    "export_kwh",
    "peak_export_kw",
    "unmet_h",
    "wws_energy_points_before",
    "wws_energy_points_after",
    "wws_energy_points_change",
    "wws_points_before",
    "wws_points_after",
    *BUNDLE,
)
SHARES = {
    "is_nom": "nom_frac",
    "is_building_nom": "building_nom_frac",
    "meets_standaard": "standaard_frac",
    "is_bundle_kept": "bundle_kept_frac",
}
_TOTALS = {f"investment_{level}_eur" for level in ("low", "mid", "high")}
FRACTIONS = {"p10": 0.1, "p50": 0.5, "p90": 0.9}


def averaged_columns(results: pd.DataFrame) -> tuple[str, ...]:
    """Return the columns of which the mean is wanted: the known ones, every monthly amount, every building part.

    Parameters
    ----------
    results : pandas.DataFrame
        Results.

    Returns
    -------
    tuple of str
        Columns; those of which percentiles are wanted too are left out.
    """
    names = (str(c) for c in results.columns if pd.api.types.is_numeric_dtype(results[c]))
    monthly = (c for c in names if c.endswith("_eur_per_month") and c not in BANDED)
    return (*AVERAGED, *monthly, *investment_parts(results))


def investment_parts(results: pd.DataFrame) -> tuple[str, ...]:
    """Return the columns that split the investment by building part, when the results have them.

    Parameters
    ----------
    results : pandas.DataFrame
        Results.

    Returns
    -------
    tuple of str
        Columns ``investment_<part>_eur`` other than low, mid and high.
    """
    names = (str(c) for c in results.columns)
    return tuple(c for c in names if c.startswith("investment_") and c.endswith("_eur") and c not in _TOTALS)


def _numbers(group: pd.DataFrame, column: str) -> Floats:
    """Return a column as numbers, truth as 0 and 1, what is missing as NaN."""
    return pd.to_numeric(group[column], errors="coerce").to_numpy(np.float64, na_value=np.nan)


def describe_group(
    group: pd.DataFrame, banded: tuple[str, ...] = BANDED, averaged: tuple[str, ...] = AVERAGED
) -> dict[str, float]:
    """Return the statistics of one group of computed dwellings.

    Parameters
    ----------
    group : pandas.DataFrame
        Computed rows of one package; columns that are absent are left out of the outcome.
    banded : tuple of str
        Columns of which mean, p10, p50 and p90 are wanted.
    averaged : tuple of str
        Columns of which only the mean is wanted.

    Returns
    -------
    dict[str, float]
        By name: the statistic, then the column with its unit, such as ``p90_net_kwh``.
    """
    weights = dwelling_weights(group)
    row: dict[str, float] = {"n_dwellings": float(weights.sum())}
    for column in (c for c in (*banded, *averaged) if c in group):
        values = _numbers(group, column)
        row[f"mean_{column}"] = weighted_mean(values, weights)
        if column in banded:
            found = weighted_quantiles(values, weights, tuple(FRACTIONS.values()))
            row |= {f"{name}_{column}": x for name, x in zip(FRACTIONS, found, strict=True)}
    for column, name in SHARES.items():
        if column in group:
            row[name] = weighted_mean(_numbers(group, column), weights)
    if "net_kwh" in group:
        net = _numbers(group, "net_kwh")
        near = np.where(np.isfinite(net), np.abs(net) <= figures("report")["near_zero_kwh"], np.nan)
        row["near_zero_frac"] = weighted_mean(near, weights)
        if "is_nom" in group:
            row["nom_near_frac"] = weighted_mean(
                np.where(_numbers(group, "is_nom") == 1, near, np.nan), weights
            )
    row |= _standaard(group, weights)
    row |= _epv(group, weights)
    for rule in ("netting", "no_netting", "no_netting_without_epv"):
        column = f"change_{rule}_eur_per_month"
        if column in group:
            change = _numbers(group, column)
            worse = np.where(np.isfinite(change), change > 0, np.nan)
            row[f"worse_{rule}_frac"] = weighted_mean(worse, weights)
    return row


def _epv(group: pd.DataFrame, weights: Floats) -> dict[str, float]:
    """Return how many dwellings can have an EPV, and which share that is of those with an outcome of the law."""
    if "epv_class" not in group:
        return {}
    has = (group["epv_class"].fillna("none").astype(str) != "none").to_numpy()
    why = group["epv_reason"] if "epv_reason" in group else pd.Series("", index=group.index)
    is_known = (why != "epv.reason.unknown").to_numpy()
    return {
        "n_epv": float(weights[has].sum()),
        "epv_frac": weighted_mean(np.where(is_known, has.astype(np.float64), np.nan), weights),
    }


def _standaard(group: pd.DataFrame, weights: Floats) -> dict[str, float]:
    """Return which share is close to the limit of the Standaard, and which is clearly on either side of it."""
    names = ("heat_demand_nta_kwh_per_m2", "standaard_limit_kwh_per_m2", "meets_standaard")
    if not set(names) <= set(group.columns):
        return {}
    demand, limit, meets = (_numbers(group, name) for name in names)
    known = np.isfinite(demand) & np.isfinite(limit) & np.isfinite(meets)
    is_near = np.abs(demand - limit) <= figures("report")["near_standaard_frac"] * limit
    classes = {"meets": (meets > 0) & ~is_near, "near": is_near, "fails": (meets == 0) & ~is_near}
    return {
        f"standaard_{name}_frac": weighted_mean(np.where(known, is_in, np.nan), weights)
        for name, is_in in classes.items()
    }
