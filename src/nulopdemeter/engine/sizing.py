"""What a dwelling loses, and how large its machines and its PV become."""

import numpy as np
import pandas as pd

from nulopdemeter.dwelling import transmission_w_per_k as envelope_w_per_k
from nulopdemeter.engine.columns import column
from nulopdemeter.engine.elements import Floats
from nulopdemeter.engine.ground import GroundFloor
from nulopdemeter.engine.machines import leak_coefficients, mechanical_flows
from nulopdemeter.engine.residents import pv_weights
from nulopdemeter.engine.stores import usable_battery_kwh
from nulopdemeter.parameters import figures
from nulopdemeter.units import W_PER_KW


def transmission_w_per_k(table: pd.DataFrame, ground: GroundFloor) -> Floats:
    """Return the transmission heat loss coefficient with usual films.

    Parameters
    ----------
    table : DataFrame
        Dwellings.
    ground : GroundFloor
        Their floors.

    Returns
    -------
    ndarray, shape (n,)
        H_D + H_g + bridges [W/K].
    """
    below = table["ground_floor_area_m2"].to_numpy(float) * ground.u_w_per_m2k
    return np.asarray(envelope_w_per_k(table) + below)


def air_exchange_w_per_k(
    table: pd.DataFrame, difference_k: float, wind_m_per_s: float, open_frac: float, purge_frac: float
) -> Floats:
    """Return the ventilation heat loss coefficient at one difference and wind.

    Parameters
    ----------
    table : DataFrame
        Dwellings.
    difference_k : float
        Indoor minus outdoor temperature.
    wind_m_per_s : float
        At the station.
    open_frac : float
        How far residents leave the vents open.
    purge_frac : float
        Share of the time that windows stand open to air rooms.

    Returns
    -------
    ndarray, shape (n,)
        H_ve [W/K], the same mix of flows as in the hour.
    """
    k = figures("leakage")
    stack, wind = leak_coefficients(table, open_frac, purge_frac)
    unbalanced, balanced = mechanical_flows(table)
    leaks = (stack * difference_k ** (2.0 / 3.0)) ** 2 + (wind * wind_m_per_s ** (4.0 / 3.0)) ** 2
    passing = 1.0 - table["recovery_frac"].to_numpy(float)
    moved = np.sqrt(unbalanced**2 + leaks) + balanced * passing
    return np.asarray(k["balanced_wh_per_m3k"] * moved)


def design_load_w(table: pd.DataFrame, ground: GroundFloor, wind_m_per_s: float, open_frac: float) -> Floats:
    """Return the steady heat loss at design conditions (EN 12831-1 without reheat and without gains).

    Parameters
    ----------
    table : DataFrame
        Dwellings.
    ground : GroundFloor
        Their floors.
    wind_m_per_s : float
        Mean wind at the station.
    open_frac : float
        How far residents leave the vents open.

    Returns
    -------
    ndarray, shape (n,)
        [W].
    """
    c = figures("controls")
    difference_k = c["room_c"] - c["design_outdoor_c"]
    purge_frac = figures("leakage")["purge_time_frac"]
    air = air_exchange_w_per_k(table, difference_k, wind_m_per_s, open_frac, purge_frac)
    return np.asarray((transmission_w_per_k(table, ground) + air) * difference_k)


def pump_kw(table: pd.DataFrame, load_w: Floats) -> Floats:
    """Return the heat pump of every dwelling, sized where no size is given.

    Parameters
    ----------
    table : DataFrame
        Dwellings; ``heat_pump_kw`` NaN asks for a size.
    load_w : ndarray, shape (n,)
        Design load.

    Returns
    -------
    ndarray, shape (n,)
        Heat at −7/35 [kW]; 0 without a heat pump.
    """
    c = figures("controls")
    sized = np.maximum(c["pump_design_frac"] * load_w / W_PER_KW, c["pump_least_kw"])
    given = table["heat_pump_kw"].to_numpy(float)
    has = table["heat_pump"].to_numpy(str) != ""
    return np.where(has, np.where(np.isnan(given), sized, given), 0.0)


def pv_kwp(table: pd.DataFrame, need_kwh: Floats, yield_kwh_per_kwp: Floats) -> Floats:
    """Return the PV of every dwelling: what it has, what brings it to zero, or what the roof holds.

    Parameters
    ----------
    table : DataFrame
        Dwellings with ``pv_kwp``, ``pv_target``, ``pv_max_kwp``.
    need_kwh : ndarray, shape (n,)
        Energy that a year on zero must make up for; only read where the target is zero.
    yield_kwh_per_kwp : ndarray, shape (n,)
        Yearly yield on the roof of each dwelling.

    Returns
    -------
    ndarray, shape (n,)
        In whole modules where PV is added, never less than there is, never more than the roof holds [kWp].
    """
    module = figures("controls")["pv_module_kwp"]
    present = table["pv_kwp"].to_numpy(float)
    most = np.maximum(table["pv_max_kwp"].to_numpy(float), present)
    target = table["pv_target"].to_numpy(str)
    need_kwh = need_kwh + _battery_loss_kwh(table)
    wanted = np.ceil(np.nan_to_num(need_kwh) / np.maximum(yield_kwh_per_kwp, 1.0) / module) * module
    fits = np.floor(most / module) * module
    zero = np.maximum(np.minimum(wanted, fits), present)
    return np.where(target == "zero", zero, np.where(target == "roof", np.maximum(fits, present), present))


def _battery_loss_kwh(table: pd.DataFrame) -> Floats:
    """Return the expected yearly loss of batteries: without panels they stand still, so no year tells it before."""
    i = figures("installations")
    cycled = i["battery_cycles"] * usable_battery_kwh(table)
    return np.asarray(cycled * (1.0 - column(table, "battery_round_trip_frac", i["battery_round_trip_frac"])))


def yearly_yield_kwh_per_kwp(table: pd.DataFrame, pv_w_per_kwp: Floats) -> Floats:
    """Return what a kilowatt-peak gives a year on the roof of each dwelling.

    Parameters
    ----------
    table : DataFrame
        Dwellings.
    pv_w_per_kwp : ndarray, shape (T, planes)
        Hourly yield of the planes.

    Returns
    -------
    ndarray, shape (n,)
        [kWh/kWp].
    """
    per_plane = pv_w_per_kwp.sum(0) / W_PER_KW
    return np.asarray(pv_weights(table, np.ones(len(table))) @ per_plane)
