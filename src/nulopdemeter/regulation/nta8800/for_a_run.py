"""The monthly method for the rows of a run, of which some cannot be calculated."""

from datetime import date

import numpy as np
import pandas as pd

from nulopdemeter.engine.elements import Bools, Floats
from nulopdemeter.regulation.nta8800.checks import refused
from nulopdemeter.regulation.nta8800.from_table import indicators
from nulopdemeter.regulation.nta8800.tables import PRESENT_EDITION


def indicators_where(
    table: pd.DataFrame,
    is_asked: Bools,
    on: date,
    edition: str = PRESENT_EDITION,
    pv_kwp: Floats | None = None,
    origin: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return the indicators of the rows that are asked for; the others, and impossible ones, stay empty.

    Parameters
    ----------
    table : DataFrame
        Dwelling table, n rows.
    is_asked : ndarray of bool
        Shape (n,): the package fits and the hourly calculation did not break.
    on : date
        Day whose limits and primary factors hold.
    edition : str
        ``"2022"`` or ``"2025+C1:2026"``.
    pv_kwp : ndarray, optional
        Shape (n,), panels as they were sized by the simulation [kWp].
    origin : DataFrame, optional
        ``Dwellings.origin``, so that it can be said what a stock did not tell.

    Returns
    -------
    DataFrame
        n rows, index of ``table``: the columns of `indicators`, and ``nta_refused``: the column the method cannot
        calculate with, empty where it can. Numbers of rows left out are NaN, texts empty.

    Notes
    -----
    One impossible value may not stop a stock of thousands: where `indicators` refuses the whole table, the row is
    left out here and its column named.
    """
    why = np.full(len(table), "", dtype=object)
    why[is_asked] = refused(table[is_asked], edition)
    is_done = is_asked & (why == "")
    found = indicators(table[is_done], on, edition, None if pv_kwp is None else pv_kwp[is_done], origin)
    spread = found.set_axis(np.flatnonzero(is_done), axis=0).reindex(np.arange(len(table)))
    texts = spread[["label_nta", "nta_assumed"]].fillna("")
    return spread.assign(**texts, nta_refused=why).set_axis(table.index, axis=0)
