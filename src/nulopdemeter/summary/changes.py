"""What changes for the tenant, as columns beside the results."""

import pandas as pd

CHANGES = {
    "change_netting_eur_per_month": (
        "housing_cost_netting_eur_per_month",
        "housing_cost_before_eur_per_month",
    ),
    "change_no_netting_eur_per_month": (
        "housing_cost_no_netting_eur_per_month",
        "housing_cost_before_no_netting_eur_per_month",
    ),
}
_CENTS = 2


def with_changes(results: pd.DataFrame) -> pd.DataFrame:
    """Add what the tenant pays more or less, at the rules of the same year.

    Parameters
    ----------
    results : pandas.DataFrame
        Rows of dwelling x package.

    Returns
    -------
    pandas.DataFrame
        The same rows with ``change_netting_eur_per_month`` (after minus before, rules of 2026) and
        ``change_no_netting_eur_per_month`` (rules of 2027) [EUR/month], rounded to cents so that no change is
        exactly zero.
    """
    added = {
        name: (results[after] - results[before]).astype(float).round(_CENTS)
        for name, (after, before) in CHANGES.items()
        if after in results and before in results
    }
    return pd.concat([results, pd.DataFrame(added, index=results.index)], axis=1)
