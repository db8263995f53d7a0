"""Primary energy (EP2) and the label that belongs to it; indicative. EP2 here is that of a meter."""

from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from nulopdemeter.parameters import figures
from nulopdemeter.regulation.shell import column, rounded_up

# Best label first; the second word is how the figures of label.csv call it.
LABELS = (
    ("A++++", "a_plus4"),
    ("A+++", "a_plus3"),
    ("A++", "a_plus2"),
    ("A+", "a_plus1"),
    ("A", "a"),
    ("B", "b"),
    ("C", "c"),
    ("D", "d"),
    ("E", "e"),
    ("F", "f"),
)
WORST_LABEL = "G"


def building_electricity_kwh(meter: pd.DataFrame) -> NDArray[np.float64]:
    """Return the electricity of the building itself, household use left out.

    Parameters
    ----------
    meter : DataFrame
        Yearly meter, n rows.

    Returns
    -------
    ndarray of float
        Shape (n,), heating, hot water, fans and auxiliaries [kWh].
    """
    names = ("heating_electricity_kwh", "hot_water_electricity_kwh", "fan_kwh", "auxiliary_kwh")
    total: NDArray[np.float64] = np.sum([column(meter, name) for name in names], axis=0)
    return total


def primary_energy_kwh_per_m2(table: pd.DataFrame, meter: pd.DataFrame, on: date) -> NDArray[np.float64]:
    """Return the primary fossil energy per floor area.

    Parameters
    ----------
    table : DataFrame
        Dwelling table, n rows.
    meter : DataFrame
        Yearly meter, the same n rows.
    on : date
        Day on which the law must hold.

    Returns
    -------
    ndarray of float
        Shape (n,), rounded up to 0.01 as the norm does [kWh/m² year]; below zero when the roof makes more
        than the building uses.

    Notes
    -----
    EP2 = (f_el (E_building − E_PV) + f_gas E_gas + f_heat E_heat) / A_g, NTA 8800 chapter 5; cooking is no
    building-related use and is taken out of the gas.
    """
    f = figures("regulation", on)
    # The figures with which the balance made the gas, so that what it put in is what is taken out.
    gas = figures("controls", on)
    cooking_m3 = np.where(table["is_cooking_gas"].to_numpy(dtype=bool), gas["cooking_gas_m3"], 0.0)
    gas_m3 = np.maximum(0.0, column(meter, "gas_m3") - cooking_m3)
    primary_kwh = (
        f["primary_electricity_factor"] * (building_electricity_kwh(meter) - column(meter, "pv_kwh"))
        + f["primary_gas_factor"] * gas["gas_kwh_per_m3"] * gas_m3
        + f["primary_heat_factor"] * column(meter, "district_heat_kwh")
    )
    return rounded_up(primary_kwh / column(table, "floor_area_m2"))


def label(ep2_kwh_per_m2: NDArray[np.float64], on: date) -> pd.DataFrame:
    """Return the label of a primary energy, and what still parts it from the next one.

    Parameters
    ----------
    ep2_kwh_per_m2 : ndarray of float
        Shape (n,), EP2 [kWh/m² year].
    on : date
        Day on which the law must hold.

    Returns
    -------
    DataFrame
        ``label_indicative`` (empty where EP2 is missing) and ``label_next_kwh_per_m2``: what EP2 must fall
        to reach the next better label; 0 at the best.
    """
    f = figures("label", on)
    bounds = np.array([f[f"label_{key}_max_kwh_per_m2"] for _, key in LABELS])
    names = np.array([name for name, _ in LABELS] + [WORST_LABEL], dtype=object)
    is_known = np.isfinite(ep2_kwh_per_m2)
    place = np.searchsorted(bounds, np.where(is_known, ep2_kwh_per_m2, 0.0), side="left")
    better = np.where(place == 0, np.nan, bounds[np.maximum(place - 1, 0)])
    fall = np.where(place == 0, 0.0, ep2_kwh_per_m2 - better)
    return pd.DataFrame(
        {
            "label_indicative": np.where(is_known, names[place], ""),
            "label_next_kwh_per_m2": np.where(is_known, fall, np.nan),
        }
    )
