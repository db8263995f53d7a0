"""Hot water of every dwelling → the rows that the kernels read."""

import numpy as np
import pandas as pd

from nulopdemeter.engine.columns import column
from nulopdemeter.engine.elements import Bools, Floats
from nulopdemeter.engine.planes import ROOF_TILT_DEG, azimuth_weights
from nulopdemeter.kernels import layout as at
from nulopdemeter.parameters import figures

_NEVER_C, _ALWAYS_C, _STRAIGHT_W = 1.0e6, 1.0e9, 1.0e9


def water_rows(out: Floats, table: pd.DataFrame) -> None:
    """Fill the rows of the hot water system.

    Parameters
    ----------
    out : ndarray, shape (n, rows)
        Receives them; the rows of the generator stand in it already.
    table : DataFrame
        Dwellings.
    """
    c, i = figures("controls"), figures("installations")
    litres = table["tank_l"].to_numpy(float)
    has_tank = litres > 0.0
    store = litres * c["water_wh_per_lk"]
    loss = np.where(has_tank, table["tank_loss_w_per_k"].to_numpy(float), 0.0)
    total = store + loss
    out[:, at.TANK_STORE_W_PER_K], out[:, at.TANK_LOSS_W_PER_K] = store, loss
    out[:, at.TANK_INVERSE_K_PER_W] = np.divide(1.0, total, out=np.zeros_like(total), where=has_tank)
    out[:, at.TANK_AMBIENT_C] = c["tank_ambient_c"]
    out[:, at.TANK_LOSS_TO_ROOM_FRAC] = c["tank_loss_to_room_frac"]
    out[:, at.WATER_FLOW_C] = np.minimum(c["tank_set_c"] + c["tank_lift_k"], out[:, at.PUMP_MAX_FLOW_C])
    system = table["hot_water"].to_numpy(str)
    preheats = has_tank & (system == "solar_combi")
    # A heat pump boiler beside a boiler, a heat network or a machine without water has one yearly COP of its own.
    has_water = (out[:, at.PUMP_CAPACITY_W] > 0.0) & (out[:, at.PUMPING_W] > 0.0)
    is_own_pump = system == "heat_pump_tank"
    # The water of a heat pump heats a tank no further than its exchanger lets it.
    by_water_c = np.where(is_own_pump & has_water, out[:, at.PUMP_MAX_FLOW_C] - c["tank_lift_k"], np.inf)
    _set_points(out, has_tank, preheats, np.minimum(c["tank_set_c"], by_water_c))
    out[:, at.WATER_BY_PUMP] = is_own_pump & has_water
    out[:, at.WATER_MAX_W] = np.where(has_tank & ~preheats, c["water_element_w"], _STRAIGHT_W)
    is_alone = is_own_pump & ~has_water
    is_element = has_tank & (system == "electric_boiler")
    element_w = np.where(is_element, c["water_element_w"], i["tank_element_w"])
    out[:, at.TANK_ELEMENT_W] = np.where(has_tank & ~preheats, element_w, 0.0)
    out[:, at.ELEMENT_HEATS] = is_element
    # A yearly COP holds what the machine does against legionella.
    out[is_alone, at.TANK_LEGIONELLA_C] = 0.0
    _inputs(out, table, system, is_alone)
    area_m2 = collector_m2(table)
    out[:, at.TANK_MOST_C] = i["tank_most_c"]
    out[:, at.COLLECTOR_LOSS_W_PER_K] = i["collector_loss_w_per_m2k"] * area_m2
    out[:, at.COLLECTOR_PUMP_W] = np.where(area_m2 > 0.0, i["collector_pump_w"], 0.0)


def starts_below_c(set_c: Floats | float, least_c: Floats | float) -> Floats:
    """Return the temperature below which a tank is charged.

    Parameters
    ----------
    set_c : ndarray or float
        To which it is charged [°C].
    least_c : ndarray or float
        What its element keeps [°C].

    Returns
    -------
    ndarray
        Some kelvin below the set point, but never below the middle of both: an element that keeps the tank at the
        start would leave the heat pump waiting for ever.
    """
    return np.maximum(set_c - figures("controls")["tank_band_k"], 0.5 * (np.asarray(set_c) + least_c))


def _set_points(out: Floats, has_tank: Bools, preheats: Bools, set_c: Floats) -> None:
    """Fill the temperatures that a tank is kept at.

    Without a tank the heater is always called, has no set point to reach, and nothing to keep warm; a tank that only
    preheats is heated by the sun alone.
    """
    c = figures("controls")
    kept = has_tank & ~preheats
    out[:, at.TANK_SET_C] = np.where(kept, set_c, _NEVER_C)
    starts_c = np.where(kept, starts_below_c(set_c, c["tank_least_c"]), _ALWAYS_C)
    out[:, at.TANK_ON_BELOW_C] = np.where(preheats, -_NEVER_C, starts_c)
    out[:, at.TANK_MIN_C] = np.where(kept, c["tank_least_c"], -_NEVER_C)
    out[:, at.TANK_LEGIONELLA_C] = np.where(kept, figures("installations")["legionella_c"], 0.0)
    out[:, at.TANK_PREHEATS] = preheats


def _inputs(out: Floats, table: pd.DataFrame, system: np.ndarray, is_alone: Bools) -> None:
    """Fill what the heater of the water takes in per heat."""
    c, i = figures("controls"), figures("installations")
    given = table["hot_water_efficiency_frac"].to_numpy(float)
    per_heat = 1.0 / np.where(is_alone, c["water_heat_pump_cop"], given)
    is_electric = (system == "electric_boiler") | is_alone
    is_booster = system == "booster"
    electricity = np.where(is_booster, 1.0 / i["booster_cop"], np.where(is_electric, per_heat, 0.0))
    out[:, at.WATER_ELECTRICITY] = electricity
    # A booster lifts heat of the network: what it does not take from the socket it takes from there.
    out[:, at.WATER_INPUT] = np.where(is_booster, 1.0 - electricity, np.where(is_electric, 0.0, per_heat))


def collector_m2(table: pd.DataFrame) -> Floats:
    """Return the solar collector of every dwelling.

    Parameters
    ----------
    table : DataFrame
        Dwellings; ``collector_m2`` where it is given, else the usual one of a solar boiler.

    Returns
    -------
    ndarray, shape (n,)
        Aperture [m²]; 0 without a tank.
    """
    has_tank = table["tank_l"].to_numpy(float) > 0.0
    usual = np.where(
        table["hot_water"].to_numpy(str) == "solar_combi", figures("installations")["collector_m2"], 0.0
    )
    given = column(table, "collector_m2", np.nan)
    return np.where(has_tank, np.where(np.isnan(given), usual, given), 0.0)


def collector_weights(table: pd.DataFrame) -> Floats:
    """Spread the collector of every dwelling over the planes of the roof.

    Parameters
    ----------
    table : DataFrame
        Dwellings; the collector lies as the panels do.

    Returns
    -------
    ndarray, shape (n, N_ROOF)
        Aperture times optical efficiency on each plane [m²].
    """
    slope = np.clip(table["pv_tilt_deg"].to_numpy(float) / ROOF_TILT_DEG, 0.0, 1.0)
    ring = slope[:, None] * azimuth_weights(table["pv_azimuth_deg"].to_numpy(float))
    on_planes = np.column_stack([ring, 1.0 - slope])
    return on_planes * (figures("installations")["collector_optical_frac"] * collector_m2(table))[:, None]


def drawn_frac(table: pd.DataFrame) -> Floats:
    """Return what heat recovery in the shower leaves of the heat that is drawn.

    Parameters
    ----------
    table : DataFrame
        Dwellings; ``shower_recovery_frac`` where there is one.

    Returns
    -------
    ndarray, shape (n,)
        1 without.
    """
    share = figures("installations")["shower_share_frac"]
    return np.asarray(1.0 - share * column(table, "shower_recovery_frac", 0.0))
