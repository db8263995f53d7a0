"""The columns of the outcome: which there are, and of what type."""

import csv
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import pandas as pd

_FILE = "output_columns.csv"


@cache
def output_columns() -> dict[str, str]:
    """Return the documented columns of the outcome.

    Returns
    -------
    dict of str to str
        Type by name, in order: ``float``, ``str``, ``bool`` or ``int``.
    """
    with (files("nulopdemeter.parameters") / _FILE).open(encoding="utf-8") as lines:
        return {row["column"]: row["dtype"] for row in csv.DictReader(lines)}


def columns_text() -> str:
    """Return the documentation of the columns as it is put beside the outcome.

    Returns
    -------
    str
        The table as CSV.
    """
    return (files("nulopdemeter.parameters") / _FILE).read_text(encoding="utf-8")


def conform(results: pd.DataFrame) -> pd.DataFrame:
    """Give a piece of the outcome the documented columns, order and types.

    Parameters
    ----------
    results : DataFrame
        Whatever columns it has.

    Returns
    -------
    DataFrame
        With every documented column; an undocumented one raises.

    Raises
    ------
    KeyError
        When a column is not documented.
    """
    known = output_columns()
    unknown = [c for c in results.columns if c not in known]
    if unknown:
        raise KeyError(f"not in {_FILE}: {', '.join(unknown)}")
    typed: dict[str, Any] = {}
    for column, dtype in known.items():
        values = results[column] if column in results else pd.Series(pd.NA, index=results.index, dtype=object)
        if dtype == "float":
            numbers = pd.to_numeric(values, errors="coerce").astype("Float64")
            typed[column] = numbers.to_numpy(dtype=np.float64, na_value=np.nan)
        elif dtype == "str":
            typed[column] = values.astype(object).where(values.notna(), "").astype(str).to_numpy(object)
        else:
            typed[column] = values.astype(pd.BooleanDtype() if dtype == "bool" else pd.Int64Dtype())
    return pd.DataFrame(typed).reset_index(drop=True)
