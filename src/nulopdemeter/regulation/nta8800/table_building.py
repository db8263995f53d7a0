"""From rows of the dwelling table to what dwellings share with their building, and to solar collectors."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from nulopdemeter.engine.elements import Bools, Floats
from nulopdemeter.parameters import figures
from nulopdemeter.regulation.columns import numbers, truths, words
from nulopdemeter.regulation.nta8800.hot_water import tank_w
from nulopdemeter.regulation.nta8800.inputs import Collective, Collector
from nulopdemeter.regulation.nta8800.tables import nearest_orientation, norm

# Tanks of this year and later have label C where nothing is known, older ones G (table 13.9).
_TANK_NEW, _TANK_OLD = "C", "G"


def is_collective(table: pd.DataFrame) -> tuple[Bools, Bools]:
    """Say which dwellings share a boiler with their building.

    Parameters
    ----------
    table : DataFrame
        Dwelling table, n rows.

    Returns
    -------
    tuple of ndarray of bool
        For heating and for hot water, shape (n,). A heat network is none: it ends at the delivery set of the dwelling.
    """
    return words(table, "heating") == "collective_gas", words(table, "hot_water") == "collective"


def tank_label(table: pd.DataFrame, edition: str) -> NDArray[np.object_]:
    """Return the label of tanks nobody looked at.

    Parameters
    ----------
    table : DataFrame
        Dwelling table, n rows.
    edition : str
        Edition of the norm.

    Returns
    -------
    ndarray of str
        Shape (n,), by the year of the dwelling or of the package (table 13.9).
    """
    is_new = numbers(table, "build_year") >= norm(edition)["tank_label_year"]
    return np.where(truths(table, "measure_hot_water") | is_new, _TANK_NEW, _TANK_OLD).astype(object)


def collective_of(table: pd.DataFrame, edition: str) -> Collective:
    """Return what dwellings share with their building.

    Parameters
    ----------
    table : DataFrame
        Dwelling table, n rows.
    edition : str
        Edition of the norm.

    Returns
    -------
    Collective
        A building of usual size with one tank, without delivery sets.
    """
    f, n = norm(edition), len(table)
    heating, water = is_collective(table)
    own = numbers(table, "floor_area_m2")
    area = np.maximum(own, f["collective_area_m2"])
    litres = np.where(water, f["collective_tank_l"], 0.0)
    return Collective(
        heating,
        water,
        area,
        np.full(n, f["collective_storeys"]),
        own / area,
        np.zeros(n),
        tank_w(tank_label(table, edition), litres, edition),
    )


def collector_of(table: pd.DataFrame, edition: str) -> Collector:
    """Return solar collectors.

    Parameters
    ----------
    table : DataFrame
        Dwelling table, n rows.
    edition : str
        Edition of the norm.

    Returns
    -------
    Collector
        They lie as the panels do; a tank before a combi boiler holds heat of the sun alone.
    """
    f = figures("installations")
    litres = np.nan_to_num(numbers(table, "tank_l"))
    area = np.where(litres > 0.0, np.nan_to_num(numbers(table, "collector_m2")), 0.0)
    azimuth = numbers(table, "pv_azimuth_deg")
    label = np.where(truths(table, "measure_solar_boiler"), _TANK_NEW, tank_label(table, edition))
    return Collector(
        area,
        np.clip(np.nan_to_num(numbers(table, "pv_tilt_deg")), 0.0, 90.0),
        nearest_orientation(np.where(np.isfinite(azimuth), azimuth, f["collector_azimuth_deg"])),
        litres,
        tank_w(label.astype(object), np.where(area > 0.0, litres, 0.0), edition),
        words(table, "hot_water") == "solar_combi",
    )


def pipe_w_per_mk(table: pd.DataFrame, shared: Collective, edition: str) -> Floats:
    """Return Ψ of heating pipes.

    Parameters
    ----------
    table : DataFrame
        Dwelling table, n rows.
    shared : Collective
        Of those dwellings.
    edition : str
        Edition of the norm.

    Returns
    -------
    ndarray
        Shape (n,). Table 9.16: insulated from 1995 on, else bare, by the floor area they serve [W/(m K)].
    """
    f = norm(edition)
    served = np.where(shared.is_heating, shared.area_m2, 0.0)
    middle = np.where(served > f["pipe_small_m2"], f["pipe_middle_w_per_mk"], f["pipe_bare_w_per_mk"])
    bare = np.where(served > f["pipe_middle_m2"], f["pipe_large_w_per_mk"], middle)
    return np.where(numbers(table, "build_year") >= f["pipe_new_year"], f["pipe_new_w_per_mk"], bare)
