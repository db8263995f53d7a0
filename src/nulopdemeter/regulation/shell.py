"""Loss area, compactness and the Standaard voor woningisolatie."""

from collections.abc import Mapping
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from nulopdemeter.parameters import figures

OUTDOOR_COLUMNS = (
    "wall_front_m2",
    "wall_back_m2",
    "wall_left_m2",
    "wall_right_m2",
    "window_front_m2",
    "window_back_m2",
    "window_left_m2",
    "window_right_m2",
    "door_front_m2",
    "door_back_m2",
    "roof_area_m2",
)
# A limit is met when it is met on paper: the last bits of a float do not count.
TOLERANCE = 1e-9


def column(table: pd.DataFrame, name: str) -> NDArray[np.float64]:
    """Return one column of a table as numbers.

    Parameters
    ----------
    table : DataFrame
        Any table of this program.
    name : str
        Name of the column.

    Returns
    -------
    ndarray of float
        Shape (n,), NaN where missing.
    """
    return table[name].to_numpy(dtype=np.float64, na_value=np.nan)


def loss_area_m2(table: pd.DataFrame, on: date) -> NDArray[np.float64]:
    """Return the weighted area through which a dwelling loses heat.

    Parameters
    ----------
    table : DataFrame
        Dwelling table, n rows.
    on : date
        Day on which the law must hold.

    Returns
    -------
    ndarray of float
        Shape (n,), A_ls [m²].

    Notes
    -----
    A_ls = Σ f_ls A (NTA 8800, 6.7.3): 1 to outdoor air, 0.7 for a floor on the ground or over a crawl space,
    0 for what parts the dwelling from a heated neighbour.
    """
    f = figures("regulation", on)
    outdoor = np.sum([column(table, name) for name in OUTDOOR_COLUMNS], axis=0)
    is_on_ground = table["floor_boundary"].to_numpy() != "none"
    ground = np.where(is_on_ground, column(table, "ground_floor_area_m2"), 0.0)
    party = column(table, "party_wall_area_m2")
    weighted: NDArray[np.float64] = (
        f["loss_weight_outdoor_frac"] * outdoor
        + f["loss_weight_ground_frac"] * ground
        + f["loss_weight_party_frac"] * party
    )
    return weighted


def compactness(table: pd.DataFrame, on: date) -> NDArray[np.float64]:
    """Return loss area per usable floor area, A_ls/A_g.

    Parameters
    ----------
    table : DataFrame
        Dwelling table, n rows.
    on : date
        Day on which the law must hold.

    Returns
    -------
    ndarray of float
        Shape (n,), dimensionless.
    """
    return loss_area_m2(table, on) / column(table, "floor_area_m2")


def rounded_up(indicator_kwh_per_m2: NDArray[np.float64]) -> NDArray[np.float64]:
    """Round an indicator as the norm does: up to 0.01.

    Parameters
    ----------
    indicator_kwh_per_m2 : ndarray of float
        Shape (n,), E_H;nd or EP2 [kWh/m² year].

    Returns
    -------
    ndarray of float
        Shape (n,), [kWh/m² year]. The last bits of a float do not push a value to the next hundredth.
    """
    rounded: NDArray[np.float64] = np.ceil(np.round(indicator_kwh_per_m2 * 100.0, 6)) / 100.0
    return rounded


def limit_kwh_per_m2(
    base_kwh_per_m2: NDArray[np.float64],
    slope_kwh_per_m2: NDArray[np.float64],
    ratio: NDArray[np.float64],
    bend: float,
) -> NDArray[np.float64]:
    """Return the highest heat demand the law allows at a compactness.

    Parameters
    ----------
    base_kwh_per_m2, slope_kwh_per_m2 : ndarray of float
        Shape (n,): limit up to the bend, and what is added per unit above it [kWh/m²].
    ratio : ndarray of float
        Shape (n,), A_ls/A_g.
    bend : float
        Compactness from which the limit rises.

    Returns
    -------
    ndarray of float
        Shape (n,), [kWh/m² year], not rounded.
    """
    return base_kwh_per_m2 + slope_kwh_per_m2 * np.maximum(0.0, ratio - bend)


def _figure_by_dwelling(
    f: Mapping[str, float], what: str, is_old: NDArray[np.bool_], is_apartment: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Return a figure of the Standaard by age and kind of dwelling."""
    house = np.where(is_old, f[f"standaard_house_old_{what}"], f[f"standaard_house_new_{what}"])
    flat = np.where(is_old, f[f"standaard_apartment_old_{what}"], f[f"standaard_apartment_new_{what}"])
    return np.where(is_apartment, flat, house)


def _whole(limit: NDArray[np.float64]) -> NDArray[np.float64]:
    """Round to a whole number, a half up; numpy's own rounding takes a half to the even side."""
    rounded: NDArray[np.float64] = np.floor(np.round(limit, 6) + 0.5)
    return rounded


def standaard(table: pd.DataFrame, heat_demand_kwh_per_m2: NDArray[np.float64], on: date) -> pd.DataFrame:
    """Hold the heat demand against the Standaard voor woningisolatie.

    Parameters
    ----------
    table : DataFrame
        Dwelling table, n rows.
    heat_demand_kwh_per_m2 : ndarray of float
        Shape (n,), yearly heat demand [kWh/m²].
    on : date
        Day on which the law must hold.

    Returns
    -------
    DataFrame
        ``standaard_limit_kwh_per_m2``, ``standaard_margin_kwh_per_m2`` (limit minus demand: positive is met)
        and ``meets_standaard``; index of ``table``.

    Notes
    -----
    NTA 8800, 5.3: the limit is rounded to a whole number, the demand up to 0.01.
    """
    f = figures("regulation", on)
    is_old = column(table, "build_year") <= f["standaard_last_old_year"]
    is_apartment = table["is_apartment"].to_numpy(dtype=bool)
    ratio = compactness(table, on)
    base = _figure_by_dwelling(f, "base_kwh_per_m2", is_old, is_apartment)
    slope = _figure_by_dwelling(f, "slope_kwh_per_m2", is_old, is_apartment)
    limit = _whole(limit_kwh_per_m2(base, slope, ratio, f["compactness_bend"]))
    margin = limit - rounded_up(heat_demand_kwh_per_m2)
    return pd.DataFrame(
        {
            "standaard_limit_kwh_per_m2": limit,
            "standaard_margin_kwh_per_m2": margin,
            "meets_standaard": margin >= -TOLERANCE,
        },
        index=table.index,
    )
