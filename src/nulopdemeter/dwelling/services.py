"""Ventilation, heating, hot water and modules of each dwelling."""

import numpy as np
import pandas as pd

from nulopdemeter.dwelling.columns import (
    DEFAULT,
    ROW,
    TYPE,
    Columns,
    Origins,
    number,
    own_or,
    same,
    text,
)
from nulopdemeter.dwelling.declared import present_declared
from nulopdemeter.dwelling.geometry import pv_roof_m2
from nulopdemeter.dwelling.heat_pump_words import (
    EXHAUST,
    convective_frac,
    heat_pump_words,
    heat_pump_words_kw,
    takes_exhaust_air,
)
from nulopdemeter.dwelling.tables import lookup, lookup_text
from nulopdemeter.dwelling.ventilation import fan_w, ventilation_m3_per_h
from nulopdemeter.parameters import figures
from nulopdemeter.units import W_PER_KW


def tank_loss_w_per_k(tank_l: np.ndarray) -> np.ndarray:
    """Return the loss of a hot water tank of label B, NTA 8800 table 13.9.

    Parameters
    ----------
    tank_l : numpy.ndarray, shape (n,)
        Volume [l]; 0 is no tank.

    Returns
    -------
    numpy.ndarray, shape (n,)
        Loss [W/K].
    """
    f = figures("dwelling")
    loss_w = f["tank_standby_base_w"] + f["tank_standby_slope_w"] * tank_l ** f["tank_standby_exponent"]
    return np.asarray(np.where(tank_l > 0.0, loss_w / f["tank_standby_k"], 0.0))


def services(rows: pd.DataFrame, types: pd.DataFrame, out: Columns) -> tuple[Columns, Origins]:
    """Give each row its installations.

    Parameters
    ----------
    rows : pandas.DataFrame
        Accepted rows of the stock.
    types : pandas.DataFrame
        The housing type of each row.
    out : dict
        Columns of ``geometry``.

    Returns
    -------
    tuple of dict
        Columns and their origins.
    """
    heat, heat_from = _heat(rows, types)
    # A heat pump on exhaust air comes with the fan that feeds it.
    fed = (text(rows, "ventilation") == "") & takes_exhaust_air(heat["heat_pump"])
    rows = rows.assign(ventilation=np.where(fed, EXHAUST, text(rows, "ventilation")))
    air, air_from = _air(rows, types, out)
    air_from["ventilation"] = np.where(fed, DEFAULT, air_from["ventilation"])
    pv, pv_from = _pv(rows, types, out)
    own, own_from = present_declared(rows)
    return {**air, **heat, **own, **pv}, {**air_from, **heat_from, **own_from, **pv_from}


def _air(rows: pd.DataFrame, types: pd.DataFrame, out: Columns) -> tuple[Columns, Origins]:
    n, f, area = len(rows), figures("ventilation"), out["floor_area_m2"]
    year = number(rows, "build_year")
    got: Columns = {}
    system, system_from = own_or(text(rows, "ventilation"), types["ventilation"].to_numpy(dtype=object), TYPE)
    got["ventilation"] = system
    got["ventilation_m3_per_h"] = ventilation_m3_per_h(system, area)
    got["recovery_frac"] = lookup("ventilation_systems", "recovery_frac", system)
    got["has_bypass"] = (got["recovery_frac"] > 0.0) & (year >= f["bypass_from_year"])
    got["fan_w"] = fan_w(system, area, year >= f["dc_fan_from_year"])
    return got, {**{name: same(n, DEFAULT) for name in got}, "ventilation": system_from}


def _heat(rows: pd.DataFrame, types: pd.DataFrame) -> tuple[Columns, Origins]:
    n = len(rows)
    word, heating_from = own_or(text(rows, "heating"), types["heating"].to_numpy(dtype=object), TYPE)
    heating, heat_pump, own_water = heat_pump_words(word)
    usual = np.where(own_water != "", own_water, lookup_text("dwelling_heating", "hot_water", heating))
    hot_water, hot_water_from = own_or(text(rows, "hot_water"), usual, DEFAULT)
    hot_water_from = np.where((hot_water_from == DEFAULT) & (heating_from == TYPE), TYPE, hot_water_from)
    got = {"heating": heating, "hot_water": hot_water, **heating_columns(heating)}
    got["heat_pump"] = np.where(heat_pump != "", heat_pump, got["heat_pump"])
    own_kw = heat_pump_words_kw(word)
    got["heat_pump_kw"] = np.where(np.isfinite(own_kw), own_kw, got["heat_pump_kw"])
    got |= {"heat_pump_quiet_frac": np.zeros(n), "hybrid_rule": np.full(n, "cost", dtype=object)}
    f = figures("dwelling")
    is_new = (number(rows, "build_year") >= f["supply_new_year"]) | (heating == "heat_pump")
    supply_c = np.where(is_new, f["supply_new_c"], f["supply_old_c"])
    got["design_supply_c"] = np.where(
        heating == "hybrid", np.minimum(supply_c, f["supply_hybrid_c"]), supply_c
    )
    got["emitter_convective_frac"] = convective_frac(heating, got["heat_pump"])
    got |= hot_water_columns(hot_water)
    got["is_cooking_gas"] = lookup("dwelling_heating", "is_cooking_gas", heating) > 0.0
    origin = {name: same(n, DEFAULT) for name in got}
    return got, {**origin, "heating": heating_from, "hot_water": hot_water_from}


def heating_columns(heating: np.ndarray) -> Columns:
    """Return what goes with a way of heating.

    Parameters
    ----------
    heating : numpy.ndarray of str, shape (n,)
        Words of the stock table.

    Returns
    -------
    dict
        Efficiency, heat pump and backup. The backup is whatever makes heat beside a heat pump; without a
        heat pump it is the only generator.
    """
    return {
        "boiler_efficiency_frac": lookup("dwelling_heating", "efficiency_frac", heating),
        "heat_pump": lookup_text("dwelling_heating", "heat_pump", heating),
        "heat_pump_kw": np.where(np.isin(heating, ("heat_pump", "hybrid")), np.nan, 0.0),
        "backup_kw": lookup("dwelling_heating", "backup_kw", heating),
        "backup_carrier": lookup_text("dwelling_heating", "backup_carrier", heating),
    }


def hot_water_columns(hot_water: np.ndarray) -> Columns:
    """Return what goes with a way of making hot water.

    Parameters
    ----------
    hot_water : numpy.ndarray of str, shape (n,)
        Words of the stock table.

    Returns
    -------
    dict
        Efficiency and tank.
    """
    tank_l = lookup("dwelling_hot_water", "tank_l", hot_water)
    return {
        "hot_water_efficiency_frac": lookup("dwelling_hot_water", "efficiency_frac", hot_water),
        "tank_l": tank_l,
        "tank_loss_w_per_k": tank_loss_w_per_k(tank_l),
    }


def _pv(rows: pd.DataFrame, types: pd.DataFrame, out: Columns) -> tuple[Columns, Origins]:
    n, f = len(rows), figures("dwelling")
    roof_m2, roof_from = pv_roof_m2(rows, types)
    got: Columns = {}
    origin: Origins = {}
    got["pv_kwp"], origin["pv_kwp"] = own_or(number(rows, "pv_kwp"), np.zeros(n), DEFAULT)
    got["pv_target"], origin["pv_target"] = np.full(n, "fixed", dtype=object), same(n, DEFAULT)
    room_kwp = roof_m2 * f["pv_power_w_per_m2"] / W_PER_KW
    got["pv_max_kwp"], origin["pv_max_kwp"] = np.maximum(room_kwp, got["pv_kwp"]), roof_from
    is_flat_roof = out["roof_tilt_deg"] <= f["flat_roof_tilt_deg"]
    got["pv_tilt_deg"] = np.where(is_flat_roof, f["pv_flat_roof_tilt_deg"], out["roof_tilt_deg"])
    origin["pv_tilt_deg"] = np.where(np.isfinite(number(rows, "roof_tilt_deg")), ROW, TYPE)
    slope_deg = np.where(is_flat_roof, np.nan, sunnier_slope_deg(out["front_azimuth_deg"]))
    own_deg = number(rows, "roof_azimuth_deg")
    got["pv_azimuth_deg"], origin["pv_azimuth_deg"] = own_or(own_deg, slope_deg, DEFAULT)
    return got, origin


def sunnier_slope_deg(front_azimuth_deg: np.ndarray) -> np.ndarray:
    """Return the direction of the slope that modules lie on, for a ridge along the front.

    Parameters
    ----------
    front_azimuth_deg : numpy.ndarray, shape (n,)
        Clockwise from north; NaN unknown.

    Returns
    -------
    numpy.ndarray, shape (n,)
        The front or the back, whichever is nearer to south; NaN unknown.
    """
    front = front_azimuth_deg % 360.0
    return np.asarray(np.where(np.abs(front - 180.0) <= 90.0, front, (front + 180.0) % 360.0))
