"""Battery, car, limits of the grid and smart controls of every dwelling → the rows that the kernels read."""

import numpy as np
import pandas as pd

from nulopdemeter.engine.battery_ageing import battery_remaining_frac
from nulopdemeter.engine.calendar_hours import SATURDAY, local_clock
from nulopdemeter.engine.columns import column
from nulopdemeter.engine.elements import Bools, Floats
from nulopdemeter.kernels import layout as at
from nulopdemeter.parameters import figures
from nulopdemeter.units import H_PER_DAY, H_PER_YEAR, W_PER_KW

_NO_LIMIT_W = 1.0e9


def store_rows(out: Floats, table: pd.DataFrame, pv_kwp: Floats) -> None:
    """Fill the rows of battery, car, grid and smart controls.

    Parameters
    ----------
    out : ndarray, shape (n, rows)
        Receives them; the rows of the machines stand in it already.
    table : DataFrame
        Dwellings; without the columns of this stage there is none of it.
    pv_kwp : ndarray, shape (n,)
        Installed PV.
    """
    _battery_rows(out, table)
    _car_rows(out, table)
    grid_rows(out, table, pv_kwp)
    i = figures("installations")
    control = column(table, "smart_control", "none")
    by_price, by_sun = np.isin(control, ("price", "both")), np.isin(control, ("sun", "both"))
    has_tank = out[:, at.TANK_STORE_W_PER_K] > 0.0
    by_pump = out[:, at.PUMP_CAPACITY_W] > 0.0
    for raise_k, who, rows in (
        (i["tank_raise_k"], has_tank, (at.TANK_RAISE_CHEAP_K, at.TANK_RAISE_SUN_K)),
        (i["room_raise_k"], by_pump, (at.ROOM_RAISE_CHEAP_K, at.ROOM_RAISE_SUN_K)),
    ):
        out[:, rows[0]] = raise_k * (who & by_price)
        out[:, rows[1]] = raise_k * (who & by_sun)
    out[:, at.SURPLUS_FROM_W] = i["surplus_from_w"]


def usable_battery_kwh(table: pd.DataFrame) -> Floats:
    """Return what a home battery holds at its age.

    Parameters
    ----------
    table : DataFrame
        Dwellings; an age that is not told is the usual one.

    Returns
    -------
    ndarray, shape (n,)
        Usable share of the nominal capacity, less what ageing took.
    """
    age_years = column(table, "battery_age_years", figures("battery_ageing")["usual_age_years"])
    usable = figures("installations")["battery_usable_frac"] * battery_remaining_frac(age_years)
    return np.asarray(usable * column(table, "battery_kwh", 0.0))


def _battery_rows(out: Floats, table: pd.DataFrame) -> None:
    i = figures("installations")
    kwh = column(table, "battery_kwh", 0.0)
    one_way = np.sqrt(column(table, "battery_round_trip_frac", i["battery_round_trip_frac"]))
    out[:, at.BATTERY_WH] = W_PER_KW * usable_battery_kwh(table)
    out[:, at.BATTERY_W] = kwh * W_PER_KW * i["battery_power_frac"]
    out[:, at.BATTERY_FRAC], out[:, at.BATTERY_INVERSE] = one_way, 1.0 / one_way
    hours = H_PER_YEAR / 12.0
    out[:, at.BATTERY_KEEPS_FRAC] = (1.0 - i["battery_leak_month_frac"]) ** (1.0 / hours)
    out[:, at.BATTERY_BY_PRICE] = column(table, "battery_control", "sun") == "price"
    out[:, at.STANDBY_W] += np.where(kwh > 0.0, i["battery_standby_w"], 0.0)


def _car_rows(out: Floats, table: pd.DataFrame) -> None:
    control = column(table, "ev_control", "at_once")
    # It comes home on five days of the week.
    days = float(np.bincount(local_clock()[1].astype(np.int64))[:SATURDAY].sum()) / H_PER_DAY
    out[:, at.EV_DAY_WH] = column(table, "ev_kwh", 0.0) * W_PER_KW / days
    out[:, at.EV_W] = figures("installations")["ev_w"]
    out[:, at.EV_AT_ONCE] = control == "at_once"
    out[:, at.EV_BY_PRICE] = np.isin(control, ("price", "both"))
    out[:, at.EV_BY_SUN] = np.isin(control, ("sun", "both"))


def grid_rows(out: Floats, table: pd.DataFrame, pv_kwp: Floats) -> None:
    """Fill the rows of what the grid lets through; again when the PV is known.

    Parameters
    ----------
    out : ndarray, shape (n, rows)
        Receives them.
    table : DataFrame
        Dwellings.
    pv_kwp : ndarray, shape (n,)
        Installed PV.
    """
    frac = column(table, "pv_voltage_frac", np.inf)
    limited = np.isfinite(frac)
    out[:, at.PV_MOST_W] = _NO_LIMIT_W
    out[limited, at.PV_MOST_W] = frac[limited] * pv_kwp[limited] * W_PER_KW
    limit_kw = column(table, "export_limit_kw", np.nan)
    out[:, at.EXPORT_MOST_W] = np.where(np.isnan(limit_kw), _NO_LIMIT_W, limit_kw * W_PER_KW)
    out[:, at.EXPORT_STOPS] = column(table, "stops_export_frac", 0.0)


def hangs_on_sun(rows: Floats) -> Bools:
    """Tell which dwellings do something else when their panels give more: their house must know its PV.

    Parameters
    ----------
    rows : ndarray, shape (n, rows)
        Dwellings.

    Returns
    -------
    ndarray of bool, shape (n,)
        Whether tank or rooms are heated by the own sun.
    """
    return np.asarray((rows[:, at.TANK_RAISE_SUN_K] > 0.0) | (rows[:, at.ROOM_RAISE_SUN_K] > 0.0))
