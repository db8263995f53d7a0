"""Columns that a table of dwellings may lack."""

import numpy as np
import pandas as pd


def column(table: pd.DataFrame, name: str, otherwise: float | str) -> np.ndarray:
    """Return a column that a table may lack.

    Parameters
    ----------
    table : DataFrame
        Dwellings.
    name : str
        Column.
    otherwise : float or str
        What holds for all of them without it.

    Returns
    -------
    ndarray, shape (n,)
        Of the type of ``otherwise``.
    """
    kind = type(otherwise)
    return table[name].to_numpy(kind) if name in table else np.full(len(table), otherwise)
