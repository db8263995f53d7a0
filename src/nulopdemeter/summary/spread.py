"""How a stock is spread: labels, fee classes, changes for the tenant, origin of the values."""

import numpy as np
import pandas as pd

from nulopdemeter.parameters import figures
from nulopdemeter.summary.weighted import dwelling_weights

LABELS = ("A++++", "A+++", "A++", "A+", "A", "B", "C", "D", "E", "F", "G")
EPV_CLASSES = ("hoogwaardig", "basis", "near", "none")
# Classes of the rules of before 2024.
OLDER_EPV_CLASSES = ("band_1", "band_2", "band_3", "near", "none")
_HEAT_DEMAND = "epv.reason.heat_demand"
N_BINS = 24
ORIGINS = ("row", "housing type", "default")


def class_table(computed: pd.DataFrame, column: str, classes: tuple[str, ...]) -> pd.DataFrame:
    """Count dwellings by package and class.

    Parameters
    ----------
    computed : pandas.DataFrame
        Computed rows.
    column : str
        Column of classes.
    classes : tuple of str
        The classes, in order; any other value is left out.

    Returns
    -------
    pandas.DataFrame
        Columns package, the column, n_dwellings, share_frac (of the dwellings of the package with a class).
    """
    counted = (
        pd.DataFrame(
            {
                "package": computed["package"].astype(str),
                column: computed[column].astype(str),
                "n_dwellings": dwelling_weights(computed),
            }
        )
        .groupby(["package", column], sort=False)["n_dwellings"]
        .sum()
    )
    packages = list(dict.fromkeys(computed["package"].astype(str)))
    full = counted.reindex(pd.MultiIndex.from_product([packages, classes], names=["package", column]))
    table = full.fillna(0.0).reset_index()
    total = table.groupby("package")["n_dwellings"].transform("sum")
    table["share_frac"] = (table["n_dwellings"] / total.where(total > 0)).fillna(0.0)
    return table


def epv_classes(computed: pd.DataFrame) -> pd.Series:
    """Return the fee class of each dwelling, those that just miss it apart.

    Parameters
    ----------
    computed : pandas.DataFrame
        Computed rows with ``epv_class`` and, when known, ``epv_shortfall_kwh_per_m2``.

    Returns
    -------
    pandas.Series
        ``hoogwaardig``, ``basis``, ``near`` (nothing but a heat demand less than ``near_epv_kwh_per_m2`` too
        high stands in the way, as far as ``epv_reason`` tells) or ``none``.
    """
    classes = computed["epv_class"].astype(str)
    if "epv_shortfall_kwh_per_m2" not in computed:
        return classes
    shortfall = pd.to_numeric(computed["epv_shortfall_kwh_per_m2"], errors="coerce")
    is_near = (classes == "none") & (shortfall > 0) & (shortfall < figures("report")["near_epv_kwh_per_m2"])
    if "epv_reason" in computed:
        is_near &= computed["epv_reason"] == _HEAT_DEMAND
    return classes.mask(is_near, "near")


def change_histogram(computed: pd.DataFrame, column: str = "change_no_netting_eur_per_month") -> pd.DataFrame:
    """Count dwellings by what the tenant pays more or less.

    The steps are equal for all packages and zero is a border, so that no bar holds both winners and losers.
    The outer bars take in what lies beyond them.

    Parameters
    ----------
    computed : pandas.DataFrame
        Computed rows with the column.
    column : str
        Change [EUR/month].

    Returns
    -------
    pandas.DataFrame
        Columns package, from_eur_per_month, to_eur_per_month, n_dwellings.
    """
    values = pd.to_numeric(computed[column], errors="coerce").to_numpy(np.float64)
    known = np.isfinite(values)
    if not known.any():
        return pd.DataFrame(columns=["package", "from_eur_per_month", "to_eur_per_month", "n_dwellings"])
    low, high = np.quantile(values[known], (0.005, 0.995))
    step = max(5.0, 5.0 * np.ceil((high - low) / N_BINS / 5.0))
    edges = step * np.arange(np.floor(min(low, -step) / step), np.ceil(max(high, step) / step) + 1)
    weights = dwelling_weights(computed)
    # A change of exactly zero belongs with those who do not pay more: bins are open at the left.
    place = np.clip(np.ceil(np.clip(values, edges[0], edges[-1]) / step - edges[0] / step), 1, len(edges) - 1)
    rows = []
    for package in dict.fromkeys(computed["package"].astype(str)):
        mine = known & (computed["package"] == package).to_numpy()
        counted = np.bincount(place[mine].astype(int) - 1, weights=weights[mine], minlength=len(edges) - 1)
        rows += [
            {"package": package, "from_eur_per_month": a, "to_eur_per_month": b, "n_dwellings": n}
            for a, b, n in zip(edges[:-1], edges[1:], counted, strict=True)
        ]
    return pd.DataFrame(rows)


def origin_table(results: pd.DataFrame) -> pd.DataFrame:
    """Return which share of the values came from where.

    Parameters
    ----------
    results : pandas.DataFrame
        Results with ``from_row_frac``, ``from_housing_type_frac`` and ``from_default_frac``, or with
        ``filled_frac`` alone.

    Returns
    -------
    pandas.DataFrame
        Columns origin (``row``, ``housing type``, ``default`` or ``filled``) and share_frac; empty when the
        results do not tell.
    """
    weights = dwelling_weights(results)
    names = {origin: f"from_{origin.replace(' ', '_')}_frac" for origin in ORIGINS}
    found: dict[str, pd.Series] = {o: results[c] for o, c in names.items() if c in results}
    if len(found) < len(names):
        if "filled_frac" not in results:
            return pd.DataFrame(columns=["origin", "share_frac"])
        filled = pd.to_numeric(results["filled_frac"], errors="coerce")
        found = {"row": 1.0 - filled, "filled": filled}
    known = pd.concat(found, axis=1).apply(pd.to_numeric, errors="coerce").dropna()
    weight = weights[results.index.get_indexer(known.index)]
    total = max(float(weight.sum()), 1.0)
    return pd.DataFrame(
        [
            {"origin": origin, "share_frac": float((known[origin].to_numpy() * weight).sum() / total)}
            for origin in found
        ]
    )
