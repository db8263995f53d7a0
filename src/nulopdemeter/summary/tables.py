"""The stage itself: results in, tables out."""

from dataclasses import dataclass

import pandas as pd

from nulopdemeter.regulation.epv_before_2024 import OLDER
from nulopdemeter.summary.changes import CHANGES, with_changes
from nulopdemeter.summary.checks import GasCheck, LabelCheck, gas_check, label_check
from nulopdemeter.summary.counts import Counts, count_rows, law_refused, status_table
from nulopdemeter.summary.spread import (
    EPV_CLASSES,
    LABELS,
    OLDER_EPV_CLASSES,
    change_histogram,
    class_table,
    epv_classes,
    origin_table,
)
from nulopdemeter.summary.statistics import BANDED, BUNDLE, SHARES, averaged_columns, describe_group
from nulopdemeter.summary.weighted import dwelling_weights

_COMPLEX_BANDED = ("investment_mid_eur", "change_no_netting_eur_per_month")
_COMPLEX_AVERAGED = (
    "investment_low_eur",
    "investment_high_eur",
    "change_netting_eur_per_month",
    "housing_cost_before_eur_per_month",
    "housing_cost_before_no_netting_eur_per_month",
    "housing_cost_netting_eur_per_month",
    "housing_cost_no_netting_eur_per_month",
    "net_kwh",
    "gas_m3",
    "heat_demand_kwh_per_m2",
    "peak_import_kw",
    "overheating_h",
    "epv_eur_per_month",
    "bundle_fee_eur_per_month",
    "wws_energy_points_before",
    "wws_energy_points_after",
    "wws_energy_points_change",
    "max_rent_change_eur_per_month",
    "max_rent_headroom_eur_per_month",
    *BUNDLE,
)
_OF_THE_LAW = ("epv_class", "epv_reason")


@dataclass(frozen=True)
class Summary:
    """What a reader decides on.

    Attributes
    ----------
    counts : Counts
        The sum line.
    n_dwellings : float
        Dwellings the computed rows stand for.
    packages : pandas.DataFrame
        One row a package: counts by status, then ``n_dwellings``, ``mean_…``, ``p10_…``, ``p50_…``, ``p90_…``
        of the quantities and shares ``…_frac``, over the computed dwellings.
    complexes : pandas.DataFrame
        The same, shorter, one row per complex x package; columns ``complex_id`` and ``package`` first.
    labels : pandas.DataFrame
        package, label_indicative, n_dwellings, share_frac.
    epv : pandas.DataFrame
        package, epv_class, n_dwellings, share_frac.
    changes : pandas.DataFrame
        package, from_eur_per_month, to_eur_per_month, n_dwellings: the tenant's change without netting.
    reasons : pandas.DataFrame
        package, status, reason, n_dwellings: why a package does not apply or a dwelling failed.
    epv_reasons : pandas.DataFrame
        package, epv_reason, n_dwellings: why the fee may not be asked.
    origin : pandas.DataFrame
        origin, share_frac: where the values of the dwellings came from.
    gas : GasCheck or None
        Metered against calculated gas, when the file knows the meter.
    registered : LabelCheck or None
        Registered against calculated labels, when the file knows them.
    law_refused : dict of str to int
        Rows of the file with energy but without the columns of the law, by the column the monthly method refuses.
    measures : pandas.DataFrame
        package, epv_measure, n_dwellings, mean_epv_measure_eur: which single measure is the cheapest after which how
        many dwellings can have an EPV.
    """

    counts: Counts
    n_dwellings: float
    packages: pd.DataFrame
    complexes: pd.DataFrame
    labels: pd.DataFrame
    epv: pd.DataFrame
    changes: pd.DataFrame
    reasons: pd.DataFrame
    epv_reasons: pd.DataFrame
    origin: pd.DataFrame
    gas: GasCheck | None
    registered: LabelCheck | None
    law_refused: dict[str, int]
    measures: pd.DataFrame

    def package(self, name: str) -> pd.Series:
        """Return the row of one package.

        Parameters
        ----------
        name : str
            Name of the package.

        Returns
        -------
        pandas.Series
            Its statistics.
        """
        return self.packages[self.packages["package"] == name].iloc[0]


def summarise(results: pd.DataFrame) -> Summary:
    """Bring the dwellings of a stock together into tables.

    Parameters
    ----------
    results : pandas.DataFrame
        One row per dwelling x package with ``dwelling_id``, ``package``, ``status`` and what the stages made;
        columns that are absent are left out of the tables.

    Returns
    -------
    Summary
        Tables per package, per complex, and of spread. Statistics are over rows with status ``computed``.
    """
    results = with_changes(results.reset_index(drop=True))
    named = results[results["package"].notna() & (results["package"] != "")]
    packages = tuple(dict.fromkeys(named["package"].astype(str)))
    computed = named[named["status"] == "computed"]
    by_package = {p: computed[computed["package"] == p] for p in packages}
    averaged = averaged_columns(results)
    statistics = pd.DataFrame(
        [{"package": p, **describe_group(g, BANDED, averaged)} for p, g in by_package.items()]
    )
    table = status_table(results, packages)
    if packages:
        table = table.merge(statistics, on="package", how="left")
    first = max((float(n) for n in table.get("n_dwellings", pd.Series([0.0]))), default=0.0)
    return Summary(
        counts=count_rows(results),
        n_dwellings=first,
        packages=table,
        complexes=_complexes(computed),
        labels=_classes(computed, "label_indicative", LABELS),
        epv=_classes(_with_epv(computed), "epv_class", _epv_classes(computed)),
        changes=_changes(computed),
        reasons=_reasons(named),
        epv_reasons=_epv_reasons(computed),
        origin=origin_table(computed.drop_duplicates("dwelling_id")),
        gas=gas_check(computed),
        registered=label_check(computed),
        law_refused=law_refused(results),
        measures=_measures(computed),
    )


def _complexes(computed: pd.DataFrame) -> pd.DataFrame:
    """One row per complex x package; dwellings without a complex stand together under an empty name."""
    columns = ["complex_id", "package"]
    if "complex_id" not in computed or computed.empty:
        return pd.DataFrame(columns=[*columns, "n_dwellings"])
    names = computed["complex_id"].astype("object").where(computed["complex_id"].notna(), "").astype(str)
    # Only what is asked for: a group of a wide table costs more to cut out than to describe.
    wanted = {*_COMPLEX_BANDED, *_COMPLEX_AVERAGED, *SHARES, *CHANGES, *_OF_THE_LAW, "package", "n_identical"}
    narrow = computed[[c for c in computed if c in wanted]]
    grouped = narrow.assign(complex_id=names).groupby(columns, sort=False)
    return pd.DataFrame(
        [
            {"complex_id": c, "package": p, **describe_group(group, _COMPLEX_BANDED, _COMPLEX_AVERAGED)}
            for (c, p), group in grouped
        ]
    )


def _classes(computed: pd.DataFrame, column: str, classes: tuple[str, ...]) -> pd.DataFrame:
    """Count by class, or an empty table when the stage that makes the class did not run."""
    if column not in computed or computed.empty:
        return pd.DataFrame(columns=["package", column, "n_dwellings", "share_frac"])
    return class_table(computed, column, classes)


def _with_epv(computed: pd.DataFrame) -> pd.DataFrame:
    """Set those apart that just miss the fee."""
    return computed.assign(epv_class=epv_classes(computed)) if "epv_class" in computed else computed


def _epv_classes(computed: pd.DataFrame) -> tuple[str, ...]:
    """Return the classes of the rules that hold."""
    is_older = "epv_rules" in computed and (computed["epv_rules"] == OLDER).any()
    return OLDER_EPV_CLASSES if is_older else EPV_CLASSES


def _changes(computed: pd.DataFrame) -> pd.DataFrame:
    """Spread of the tenant's change, or an empty table when there is no money in the results."""
    if "change_no_netting_eur_per_month" not in computed or computed.empty:
        return pd.DataFrame(columns=["package", "from_eur_per_month", "to_eur_per_month", "n_dwellings"])
    return change_histogram(computed)


def _reasons(named: pd.DataFrame) -> pd.DataFrame:
    """Why there is no outcome, most frequent first."""
    keys = ["package", "status", "reason"]
    if "reason" not in named:
        return pd.DataFrame(columns=[*keys, "n_dwellings"])
    weighted = named[keys].assign(n_dwellings=dwelling_weights(named))
    rows = weighted[weighted["status"].isin(["not_applicable", "failed"])]
    counted = rows.groupby(keys, sort=False)["n_dwellings"].sum().reset_index()
    return counted.sort_values("n_dwellings", ascending=False, kind="stable", ignore_index=True)


def _epv_reasons(computed: pd.DataFrame) -> pd.DataFrame:
    """Why the fee may not be asked, most frequent first."""
    keys = ["package", "epv_reason"]
    if "epv_reason" not in computed:
        return pd.DataFrame(columns=[*keys, "n_dwellings"])
    weighted = computed[keys].assign(n_dwellings=dwelling_weights(computed))
    without = weighted[weighted["epv_reason"].fillna("") != ""]
    counted = without.groupby(keys, sort=False)["n_dwellings"].sum().reset_index()
    return counted.sort_values("n_dwellings", ascending=False, kind="stable", ignore_index=True)


def _measures(computed: pd.DataFrame) -> pd.DataFrame:
    """Count the cheapest single measures that bring an EPV, most frequent first."""
    keys = ["package", "epv_measure"]
    columns = [*keys, "n_dwellings", "mean_epv_measure_eur"]
    if "epv_measure" not in computed:
        return pd.DataFrame(columns=columns)
    found = computed[computed["epv_measure"].fillna("") != ""]
    weights = dwelling_weights(found)
    sums = found[keys].assign(n_dwellings=weights, eur=found["epv_measure_eur"].astype(float) * weights)
    counted = sums.groupby(keys, sort=False)[["n_dwellings", "eur"]].sum().reset_index()
    counted["mean_epv_measure_eur"] = counted["eur"] / counted["n_dwellings"]
    return counted.sort_values("n_dwellings", ascending=False, kind="stable", ignore_index=True)[columns]
