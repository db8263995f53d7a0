"""Solar boiler, shower recovery, battery, car and controls: what a dwelling has, what a measure makes of it."""

import numpy as np
import pandas as pd

from nulopdemeter.dwelling.columns import DEFAULT, Columns, Origins, number, own_or, text
from nulopdemeter.dwelling.file_pump import FROM_TANK
from nulopdemeter.dwelling.package import Measure
from nulopdemeter.dwelling.services import hot_water_columns, tank_loss_w_per_k
from nulopdemeter.parameters import figures

# What controls do where nothing is told.
USUAL_CONTROL = {"smart_control": "none", "battery_control": "sun", "ev_control": "at_once"}
# A combi boiler gets the tank of a solar boiler with the collector.
_GETS_TANK = "combi"
_SOLAR = "solar_combi"


def with_collector(columns: Columns, collector_m2: np.ndarray, tank_l: float | None = None) -> Columns:
    """Put a solar collector on the hot water, where there is a tank or can be one.

    Parameters
    ----------
    columns : dict
        Columns of the dwelling table.
    collector_m2 : numpy.ndarray, shape (n,)
        Aperture [m2]; 0 is none.
    tank_l : float, optional
        Tank that a combi boiler gets; left out: the usual one.

    Returns
    -------
    dict
        Hot water, its tank and ``collector_m2``; 0 where hot water has no tank.
    """
    gets = (columns["hot_water"] == _GETS_TANK) & (collector_m2 > 0.0)
    solar = hot_water_columns(np.full(len(gets), _SOLAR, dtype=object))
    if tank_l is not None:
        solar["tank_l"] = np.full(len(gets), tank_l)
        solar["tank_loss_w_per_k"] = tank_loss_w_per_k(solar["tank_l"])
    new = {name: np.where(gets, values, columns[name]) for name, values in solar.items()}
    new["hot_water"] = np.where(gets, _SOLAR, columns["hot_water"])
    new["collector_m2"] = np.where(new["tank_l"] > 0.0, collector_m2, 0.0)
    return new


def stores(rows: pd.DataFrame, out: Columns) -> tuple[Columns, Origins]:
    """Give each row its solar boiler, shower recovery, battery, car, controls and limit of the grid.

    Parameters
    ----------
    rows : pandas.DataFrame
        Accepted rows of the stock.
    out : dict
        Columns so far: hot water and its tank.

    Returns
    -------
    tuple of dict
        Columns and their origins. What the row does not tell is not there, but a solar boiler has a collector; a
        battery follows the sun and a car charges at once unless the row says otherwise.
    """
    n, i = len(rows), figures("installations")
    nothing = np.zeros(n)
    usual_m2 = np.where(out["hot_water"] == _SOLAR, i["collector_m2"], 0.0)
    collector_m2, collector_from = own_or(number(rows, "collector_m2"), usual_m2, DEFAULT)
    told = np.where(text(rows, "shower_recovery") == "yes", i["shower_recovery_frac"], 0.0)
    recovery, recovery_from = own_or(number(rows, "shower_recovery_frac"), told, DEFAULT)
    battery, battery_from = own_or(number(rows, "battery_kwh"), nothing, DEFAULT)
    car, car_from = own_or(number(rows, "ev_kwh"), nothing, DEFAULT)
    limit, limit_from = own_or(number(rows, "export_limit_kw"), np.full(n, np.nan), DEFAULT)
    controls = {
        name: own_or(text(rows, name), np.full(n, usual, dtype=object), DEFAULT)
        for name, usual in USUAL_CONTROL.items()
    }
    got = {
        **with_collector(out, collector_m2),
        "shower_recovery_frac": recovery,
        "battery_kwh": battery,
        "ev_kwh": car,
        "export_limit_kw": limit,
        **{name: values for name, (values, _) in controls.items()},
    }
    own = {
        "collector_m2": collector_from,
        "shower_recovery_frac": recovery_from,
        "battery_kwh": battery_from,
        "ev_kwh": car_from,
        "export_limit_kw": limit_from,
    }
    return got, {**own, **{name: origin for name, (_, origin) in controls.items()}}


def idle_controls(columns: Columns) -> dict[str, np.ndarray]:
    """Say where there is nothing that a control could control.

    Parameters
    ----------
    columns : dict
        Columns of the dwelling table.

    Returns
    -------
    dict of str to numpy.ndarray of bool
        By column of a control, shape (n,).
    """
    return {
        "battery_control": columns["battery_kwh"] <= 0.0,
        "ev_control": columns["ev_kwh"] <= 0.0,
        "smart_control": ~can_be_smart(columns),
    }


def can_be_smart(columns: Columns) -> np.ndarray:
    """Say where a smart control of heating does something.

    Parameters
    ----------
    columns : dict
        Columns of the dwelling table.

    Returns
    -------
    numpy.ndarray of bool, shape (n,)
        Whether there is a heat pump, or a tank that more than the sun heats.
    """
    is_kept = np.isin(columns["hot_water"].astype(str), FROM_TANK) & (columns["tank_l"] > 0.0)
    return np.asarray(is_kept | (columns["heat_pump"] != ""))


def improves(base: Columns, out: Columns, measure: Measure) -> np.ndarray:
    """Say where a measure of this stage does something.

    Parameters
    ----------
    base : dict
        Columns of the dwellings as they are now.
    out : dict
        Columns with the measures so far: hot water and heating of the package.
    measure : Measure
        For one of ``solar_boiler``, ``shower_recovery``, ``battery``, ``car_charger`` and ``control``.

    Returns
    -------
    numpy.ndarray of bool, shape (n,)
        Whether there is less of it now. A collector needs a tank, or a combi boiler that gets one; a charger needs
        a car; a smart control needs a tank or a heat pump.
    """
    part = measure.part
    if part == "solar_boiler":
        has_place = (out["tank_l"] > 0.0) | (out["hot_water"] == _GETS_TANK)
        return np.asarray(has_place & (base["collector_m2"] < measure.collector_m2))
    if part == "shower_recovery":
        return np.asarray(base["shower_recovery_frac"] < measure.recovery_frac)
    if part == "battery":
        return np.asarray(base["battery_kwh"] < measure.battery_kwh)
    if part == "car_charger":
        return np.asarray((base["ev_kwh"] > 0.0) & (base["ev_control"] != measure.control))
    return np.asarray(can_be_smart(out) & (base["smart_control"] != measure.control))


def new_values(out: Columns, measure: Measure) -> Columns:
    """Return what a measure of this stage sets.

    Parameters
    ----------
    out : dict
        Columns with the measures so far.
    measure : Measure
        As in ``improves``.

    Returns
    -------
    dict
        New columns.
    """
    n, part = len(out["hot_water"]), measure.part
    if part == "solar_boiler":
        return with_collector(out, np.full(n, measure.collector_m2), measure.tank_l)
    if part == "shower_recovery":
        return {"shower_recovery_frac": np.asarray(measure.recovery_frac)}
    control = np.asarray(measure.control, dtype=object)
    if part == "battery":
        new = {"battery_kwh": np.asarray(measure.battery_kwh)}
        return new if measure.control is None else {**new, "battery_control": control}
    return {"ev_control" if part == "car_charger" else "smart_control": control}
