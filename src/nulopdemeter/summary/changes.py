"""What changes for the tenant, as columns beside the results."""

import pandas as pd

_COST = "housing_cost_{}_eur_per_month"
CHANGES = {
    f"change_{rule}_eur_per_month": (_COST.format(rule), _COST.format(before))
    for rule, before in (
        ("netting", "before"),
        ("no_netting", "before_no_netting"),
        ("no_netting_low", "before_no_netting_low"),
        ("no_netting_high", "before_no_netting_high"),
    )
}
WITHOUT_EPV = "change_no_netting_without_epv_eur_per_month"
_CHANGE, _EPV = "change_no_netting_eur_per_month", "epv_eur_per_month"
_CENTS = 2


def with_changes(results: pd.DataFrame) -> pd.DataFrame:
    """Add what the tenant pays more or less, at the rules and prices of the same year.

    Parameters
    ----------
    results : pandas.DataFrame
        Rows of dwelling x package.

    Returns
    -------
    pandas.DataFrame
        The same rows with ``change_netting_eur_per_month`` (after minus before, rules of 2026),
        ``change_no_netting_eur_per_month`` (rules of 2027; with ``_low`` and ``_high`` at low and at high prices
        both before and after) and ``change_no_netting_without_epv_eur_per_month`` (the same less the fee)
        [EUR/month], rounded to cents so that no change is exactly zero.
    """
    added = {
        name: (results[after] - results[before]).astype(float).round(_CENTS)
        for name, (after, before) in CHANGES.items()
        if after in results and before in results
    }
    if _CHANGE in added and _EPV in results:
        added[WITHOUT_EPV] = (added[_CHANGE] - results[_EPV].astype(float)).round(_CENTS)
    others = results.drop(columns=[name for name in added if name in results])
    return pd.concat([others, pd.DataFrame(added, index=results.index)], axis=1)
