"""One table of everything the law says of a dwelling, with its distance to every limit."""

from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from nulopdemeter.regulation.epv import epv
from nulopdemeter.regulation.epv_before_2024 import OLDER, epv_rules
from nulopdemeter.regulation.epv_older import older_epv
from nulopdemeter.regulation.label import building_electricity_kwh, label, primary_energy_kwh_per_m2
from nulopdemeter.regulation.shell import column, compactness, loss_area_m2, standaard
from nulopdemeter.regulation.target_values import target_values


def _by_the_law(meter: pd.DataFrame, legal: pd.DataFrame) -> pd.DataFrame:
    """Return the meter with what the monthly method gives in the place of the hourly numbers."""
    own = {
        name: legal[name].to_numpy()
        for name in ("heat_demand_nta_kwh_per_m2", "nta_electricity_kwh", "nta_pv_kwh")
    }
    nothing = np.zeros(len(meter))
    return meter.assign(
        heat_demand_kwh_per_m2=own["heat_demand_nta_kwh_per_m2"],
        # The method gives the electricity of the building as one sum; the law asks no more of it.
        heating_electricity_kwh=own["nta_electricity_kwh"],
        hot_water_electricity_kwh=nothing,
        fan_kwh=nothing,
        auxiliary_kwh=nothing,
        pv_kwh=own["nta_pv_kwh"],
    )


def regulation(
    table: pd.DataFrame,
    meter: pd.DataFrame,
    on: date,
    legal: pd.DataFrame | None = None,
    on_epv: date | None = None,
) -> pd.DataFrame:
    """Hold dwellings against the Standaard, the label classes and the EPV.

    Parameters
    ----------
    table : DataFrame
        Dwelling table of stage `dwelling`, n rows.
    meter : DataFrame
        Yearly meter of stage `balance`, the same n rows in the same order.
    on : date
        Day whose law and amounts hold; rules change by the ``valid_from`` of the figures.
    legal : DataFrame, optional
        `nta8800.indicators` of the same rows: heat demand, EP2 and the electricity of the building by the method
        that the law names, in the place of those of the meter.
    on_epv : date, optional
        Day on which the agreement on an EPV was made and the label registered: it picks the rules of the EPV. ``on``
        without it; the amounts are always those of ``on``.

    Returns
    -------
    DataFrame
        n rows, index of ``table``: ``compactness``, ``loss_area_m2``, the columns of `standaard`, of
        `target_values`, ``ep2_kwh_per_m2``, the columns of `label` and of `epv`.

    Notes
    -----
    The law asks for the monthly method of NTA 8800: a run gives ``legal``. Without it heat demand and carriers are
    those of the meter. Either way every outcome here is indicative; see ``docs/regulation.md``.
    """
    ratio = compactness(table, on)
    if legal is None:
        ep2 = primary_energy_kwh_per_m2(table, meter, on)
    else:
        meter, ep2 = _by_the_law(meter, legal), column(legal, "ep2_kwh_per_m2")
    first = pd.DataFrame({"compactness": ratio, "loss_area_m2": loss_area_m2(table, on)}, index=table.index)
    second = standaard(table, column(meter, "heat_demand_kwh_per_m2"), on)
    parts = target_values(table, on)
    third = label(ep2, on).set_axis(table.index)
    third.insert(0, "ep2_kwh_per_m2", ep2)
    rules = epv_rules(on_epv or on).regime
    if rules == OLDER:
        fourth = older_epv(table, meter, _renewable_heat_kwh(meter, legal), on)
    else:
        fourth = epv(table, meter, ratio, ep2, on)
    fourth.insert(0, "epv_rules", rules)
    return pd.concat([first, second, parts, third, fourth], axis=1)


def _renewable_heat_kwh(meter: pd.DataFrame, legal: pd.DataFrame | None) -> NDArray[np.float64]:
    """Return the renewable heat made on the dwelling: from outdoors, and with electricity of its own panels."""
    if legal is None:
        return np.full(len(meter), np.nan)
    own_kwh = np.minimum(column(meter, "pv_kwh"), building_electricity_kwh(meter))
    return column(legal, "nta_ambient_kwh") + own_kwh
