"""One table of everything the law says of a dwelling, with its distance to every limit."""

from datetime import date

import pandas as pd

from nulopdemeter.regulation.epv import epv
from nulopdemeter.regulation.label import label, primary_energy_kwh_per_m2
from nulopdemeter.regulation.shell import column, compactness, loss_area_m2, standaard


def regulation(table: pd.DataFrame, meter: pd.DataFrame, on: date) -> pd.DataFrame:
    """Hold dwellings against the Standaard, the label classes and the EPV.

    Parameters
    ----------
    table : DataFrame
        Dwelling table of stage `dwelling`, n rows.
    meter : DataFrame
        Yearly meter of stage `balance`, the same n rows in the same order.
    on : date
        Day whose law and amounts hold; rules change by the ``valid_from`` of the figures.

    Returns
    -------
    DataFrame
        n rows, index of ``table``: ``compactness``, ``loss_area_m2``, the columns of `standaard`,
        ``ep2_kwh_per_m2``, the columns of `label` and of `epv`.

    Notes
    -----
    Heat demand and carriers come from the hourly engine with the standard resident. The law asks for the
    monthly method of NTA 8800, so every outcome here is indicative; see ``docs/regulation.md``.
    """
    ratio = compactness(table, on)
    ep2 = primary_energy_kwh_per_m2(table, meter, on)
    first = pd.DataFrame({"compactness": ratio, "loss_area_m2": loss_area_m2(table, on)}, index=table.index)
    second = standaard(table, column(meter, "heat_demand_kwh_per_m2"), on)
    third = label(ep2, on).set_axis(table.index)
    third.insert(0, "ep2_kwh_per_m2", ep2)
    return pd.concat([first, second, third, epv(table, meter, ratio, ep2, on)], axis=1)
