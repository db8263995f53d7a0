"""The sum line: every row of the file is computed, rejected or failed."""

from dataclasses import asdict, dataclass

import numpy as np
import pandas as pd

STATUSES = ("computed", "not_applicable", "failed", "rejected")


@dataclass(frozen=True)
class Counts:
    """Rows of the stock file by what became of them.

    Attributes
    ----------
    rows_in : int
        Rows in the file.
    computed : int
        Rows with an outcome; a package that does not apply is an outcome.
    rejected : int
        Rows without the four values the calculation cannot do without.
    failed : int
        Rows of which at least one package could not be computed.
    """

    rows_in: int
    computed: int
    rejected: int
    failed: int

    @property
    def adds_up(self) -> bool:
        """Tell whether no row is lost.

        Returns
        -------
        bool
            Rows in = computed + rejected + failed.
        """
        return self.rows_in == self.computed + self.rejected + self.failed

    def as_dict(self) -> dict[str, int]:
        """Return the four numbers by name.

        Returns
        -------
        dict of str to int
            ``rows_in``, ``computed``, ``rejected`` and ``failed``.
        """
        return asdict(self)


def law_refused(results: pd.DataFrame) -> dict[str, int]:
    """Count the rows of the file that have energy but no columns of the law, by what stands in the way.

    Parameters
    ----------
    results : pandas.DataFrame
        Rows of dwelling x package; without ``nta_refused`` nothing is known.

    Returns
    -------
    dict of str to int
        Rows of the stock by the column that the monthly method refuses, most first; empty when there are none.
    """
    if "nta_refused" not in results:
        return {}
    why = results["nta_refused"].fillna("").astype(str)
    is_refused = (results["status"] == "computed") & (why != "")
    if not is_refused.any():
        return {}
    rows = pd.DataFrame({"row": row_keys(results)[is_refused], "why": why[is_refused]})
    counted = rows.drop_duplicates("row")["why"].value_counts()
    return {str(column): int(n) for column, n in counted.items()}


def row_keys(results: pd.DataFrame) -> pd.Series:
    """Return which row of the stock file each row of results belongs to.

    Parameters
    ----------
    results : pandas.DataFrame
        Rows of dwelling x package; with ``stock_row`` when known.

    Returns
    -------
    pandas.Series
        A key a row. Without ``stock_row`` it is the dwelling's id and its turn among equal ids in a package;
        a row that names no package stands alone.
    """
    if "stock_row" in results and results["stock_row"].notna().all():
        return results["stock_row"]
    ids = results["dwelling_id"].astype("object").where(results["dwelling_id"].notna(), "").astype(str)
    packages = results["package"].astype("object").where(results["package"].notna(), "").astype(str)
    turn = ids.groupby([packages, ids], sort=False).cumcount()
    return ids + np.where(packages == "", "#alone", "#") + turn.astype(str)


def count_rows(results: pd.DataFrame) -> Counts:
    """Count the rows of the file by what became of them.

    Parameters
    ----------
    results : pandas.DataFrame
        Rows of dwelling x package with ``status``.

    Returns
    -------
    Counts
        A row counts as failed when one of its packages failed, and as rejected when it was rejected.
    """
    keys = row_keys(results)
    rejected = set(keys[results["status"] == "rejected"])
    failed = set(keys[results["status"] == "failed"]) - rejected
    n_rows = int(keys.nunique())
    return Counts(n_rows, n_rows - len(rejected) - len(failed), len(rejected), len(failed))


def status_table(results: pd.DataFrame, packages: tuple[str, ...]) -> pd.DataFrame:
    """Count rows by package and status.

    Parameters
    ----------
    results : pandas.DataFrame
        Rows of dwelling x package with ``status``.
    packages : tuple of str
        Packages, in order.

    Returns
    -------
    pandas.DataFrame
        Columns package, n_computed, n_not_applicable, n_failed, n_rejected. A rejected row that names no
        package was rejected for all of them.
    """
    no_package = results["package"].isna() | (results["package"] == "")
    n_everywhere = int((no_package & (results["status"] == "rejected")).sum())
    rows = []
    for package in packages:
        status = results.loc[results["package"] == package, "status"]
        found = {f"n_{name}": int(np.sum(status == name)) for name in STATUSES}
        found["n_rejected"] += n_everywhere
        rows.append({"package": package, **found})
    return pd.DataFrame(rows, columns=["package", *(f"n_{name}" for name in STATUSES)])
