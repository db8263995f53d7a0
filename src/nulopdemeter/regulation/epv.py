"""The energieprestatievergoeding (EPV) of 2023: class, highest fee, and the distance to every limit."""

from collections.abc import Mapping
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from nulopdemeter.parameters import figures
from nulopdemeter.regulation.label import building_electricity_kwh
from nulopdemeter.regulation.shell import TOLERANCE, column, limit_kwh_per_m2, rounded_up

CLASSES = ("basis", "hoogwaardig")


def _by_dwelling(f: Mapping[str, float], key: str, is_apartment: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return a figure by kind of dwelling; ``{}`` in the key stands for house or apartment."""
    return np.where(is_apartment, f[key.format("apartment")], f[key.format("house")])


def _margins(
    f: Mapping[str, float],
    name: str,
    is_apartment: NDArray[np.bool_],
    ratio: NDArray[np.float64],
    heat_demand_kwh_per_m2: NDArray[np.float64],
    ep2_kwh_per_m2: NDArray[np.float64],
    household_kwh: NDArray[np.float64],
) -> dict[str, NDArray[np.float64]]:
    """Return how far a dwelling stays inside each limit of one class; below zero is not met."""
    base = _by_dwelling(f, f"epv_{name}_{{}}_base_kwh_per_m2", is_apartment)
    slope = _by_dwelling(f, f"epv_{name}_{{}}_slope_kwh_per_m2", is_apartment)
    limit = limit_kwh_per_m2(base, slope, ratio, f["epv_compactness_bend"])
    return {
        "heat_demand": limit - heat_demand_kwh_per_m2,
        "ep2": _by_dwelling(f, f"epv_{name}_{{}}_ep2_max_kwh_per_m2", is_apartment) - ep2_kwh_per_m2,
        "household": household_kwh - _by_dwelling(f, f"epv_{name}_{{}}_household_min_kwh", is_apartment),
    }


def _is_met(margins: dict[str, NDArray[np.float64]], name: str) -> dict[str, NDArray[np.bool_]]:
    """Say of each limit whether it is met; Basis asks more than nothing for the household, not nothing."""
    household = margins["household"]
    return {
        "heat_demand": margins["heat_demand"] >= -TOLERANCE,
        "ep2": margins["ep2"] >= -TOLERANCE,
        "household": household > TOLERANCE if name == "basis" else household >= -TOLERANCE,
    }


def _fee_eur_per_m2_month(
    f: Mapping[str, float],
    chosen: NDArray[np.object_],
    is_apartment: NDArray[np.bool_],
    is_new: NDArray[np.bool_],
) -> NDArray[np.float64]:
    """Return the highest fee of the class each dwelling has reached."""
    fee = np.zeros(len(chosen))
    for name in CLASSES:
        old = _by_dwelling(f, f"epv_{name}_{{}}_old_max_eur_per_m2_month", is_apartment)
        new = _by_dwelling(f, f"epv_{name}_{{}}_new_max_eur_per_m2_month", is_apartment)
        fee = np.where(chosen == name, np.where(is_new, new, old), fee)
    return fee


def _reason(
    is_charged: NDArray[np.bool_],
    is_known: NDArray[np.bool_],
    is_gas: NDArray[np.bool_],
    is_new: NDArray[np.bool_],
    met: dict[str, dict[str, NDArray[np.bool_]]],
) -> NDArray[np.str_]:
    """Return the key of why there is no EPV: the first limit that fails of the lowest class open."""
    lowest = {name: np.where(is_new, met["hoogwaardig"][name], met["basis"][name]) for name in met["basis"]}
    return np.select(
        [is_charged, ~is_known, is_gas, ~lowest["heat_demand"], ~lowest["ep2"]],
        ["", "epv.reason.unknown", "epv.reason.gas", "epv.reason.heat_demand", "epv.reason.ep2"],
        default="epv.reason.household",
    )


def epv(
    table: pd.DataFrame,
    meter: pd.DataFrame,
    ratio: NDArray[np.float64],
    ep2_kwh_per_m2: NDArray[np.float64],
    on: date,
) -> pd.DataFrame:
    """Say which EPV a dwelling may carry, the highest fee, and what is missing for more.

    Parameters
    ----------
    table : DataFrame
        Dwelling table, n rows.
    meter : DataFrame
        Yearly meter, the same n rows.
    ratio : ndarray of float
        Shape (n,), compactness A_ls/A_g.
    ep2_kwh_per_m2 : ndarray of float
        Shape (n,), EP2 [kWh/m² year].
    on : date
        Day whose amounts hold.

    Returns
    -------
    DataFrame
        ``epv_class`` (``none``, ``basis``, ``hoogwaardig``), ``epv_reason`` (key of the text that says why
        there is none, or empty), ``epv_max_eur_per_month``, ``epv_household_kwh``,
        ``epv_shortfall_kwh_per_m2`` (heat demand above the limit of the lowest class open to the dwelling)
        and for both classes the margins ``epv_<class>_heat_demand_margin_kwh_per_m2``,
        ``epv_<class>_ep2_margin_kwh_per_m2`` and ``epv_<class>_household_margin_kwh`` (below zero: not met).

    Notes
    -----
    Besluit energieprestatievergoeding huur, Stb. 2023, 287. Dwellings built from 2019 on have no Basis.
    """
    f = figures("epv", on)
    is_apartment = table["is_apartment"].to_numpy(dtype=bool)
    is_new = column(table, "build_year") >= f["epv_new_from_year"]
    is_gas = column(meter, "gas_m3") > 0.0
    demand = rounded_up(column(meter, "heat_demand_kwh_per_m2"))
    household_kwh = column(meter, "pv_kwh") - building_electricity_kwh(meter)
    margins = {n: _margins(f, n, is_apartment, ratio, demand, ep2_kwh_per_m2, household_kwh) for n in CLASSES}
    met = {n: _is_met(margins[n], n) for n in CLASSES}
    passes = {n: ~is_gas & np.logical_and.reduce(list(met[n].values())) for n in CLASSES}
    chosen = np.full(len(table), "none", dtype=object)
    chosen[passes["basis"] & ~is_new] = "basis"
    chosen[passes["hoogwaardig"]] = "hoogwaardig"
    is_known = np.isfinite(demand + ep2_kwh_per_m2 + household_kwh)
    heat_margin = np.where(is_new, margins["hoogwaardig"]["heat_demand"], margins["basis"]["heat_demand"])
    fee = _fee_eur_per_m2_month(f, chosen, is_apartment, is_new)
    columns: dict[str, object] = {
        "epv_class": chosen,
        "epv_reason": _reason(chosen != "none", is_known, is_gas, is_new, met),
        "epv_max_eur_per_month": fee * column(table, "floor_area_m2"),
        "epv_household_kwh": household_kwh,
        "epv_shortfall_kwh_per_m2": np.maximum(0.0, -heat_margin),
    }
    for name in CLASSES:
        columns[f"epv_{name}_heat_demand_margin_kwh_per_m2"] = margins[name]["heat_demand"]
        columns[f"epv_{name}_ep2_margin_kwh_per_m2"] = margins[name]["ep2"]
        columns[f"epv_{name}_household_margin_kwh"] = margins[name]["household"]
    return pd.DataFrame(columns, index=table.index)
