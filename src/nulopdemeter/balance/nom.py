"""Zero on the meter: whether a year ends at zero, by how much, and what decides it."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_N_REASONS = 3


def reasons(terms: Mapping[str, Floats]) -> NDArray[np.object_]:
    """Name the largest terms of each balance.

    Parameters
    ----------
    terms : Mapping[str, ndarray]
        Use positive, generation negative, each of shape (n,) [kWh].

    Returns
    -------
    ndarray of str, shape (n,)
        The three largest by size, ``name=value`` joined by semicolons; empty where the balance is not a number.
    """
    names = np.array(list(terms))
    values = np.column_stack(list(terms.values()))
    order = np.argsort(-np.abs(values), axis=1, kind="stable")[:, :_N_REASONS]
    largest = np.take_along_axis(values, order, 1)
    texts = [
        ";".join(f"{names[k]}={v:.0f}" for k, v in zip(ks, vs, strict=True)) if np.isfinite(vs).all() else ""
        for ks, vs in zip(order, largest, strict=True)
    ]
    return np.array(texts, dtype=object)


def verdict(
    yearly: Mapping[str, Floats], auxiliary_kwh: Floats, household_kwh: Floats, pv_kwh: Floats
) -> dict[str, Floats | NDArray[np.bool_] | NDArray[np.object_]]:
    """Judge zero on the meter over a year.

    All energy counts by its content: electricity, gas on gross calorific value, heat. Building-bound zero leaves
    the household out; all-in zero counts it, which is what zero on the meter means (RVO's definition).

    Parameters
    ----------
    yearly : Mapping[str, ndarray]
        Yearly energy by carrier and use, shape (n,) [kWh].
    auxiliary_kwh : ndarray, shape (n,)
        Fans, pumps and controls.
    household_kwh : ndarray, shape (n,)
        Electricity of the household.
    pv_kwh : ndarray, shape (n,)
        Generation.

    Returns
    -------
    dict
        ``net_kwh``, ``building_net_kwh``, ``is_nom``, ``is_building_nom``, ``nom_margin_kwh``, ``nom_terms``.
    """
    heating = yearly["heating_electricity_kwh"] + yearly["heating_gas_kwh"] + yearly["heating_heat_kwh"]
    water = yearly["hot_water_electricity_kwh"] + yearly["hot_water_gas_kwh"] + yearly["hot_water_heat_kwh"]
    household = household_kwh + yearly["cooking_gas_kwh"]
    building = heating + water + auxiliary_kwh - pv_kwh
    net = building + household
    terms = {
        "heating": heating,
        "hot_water": water,
        "auxiliary": auxiliary_kwh,
        "household": household,
        "pv": -pv_kwh,
    }
    return {
        "net_kwh": net,
        "building_net_kwh": building,
        "is_nom": net <= 0.0,
        "is_building_nom": building <= 0.0,
        "nom_margin_kwh": -net,
        "nom_terms": reasons(terms),
    }
