"""The columns of the dwelling table, and the small tools to fill them."""

from typing import Final

import numpy as np
import pandas as pd

from nulopdemeter.dwelling.words import FACES, PARTS

Columns = dict[str, np.ndarray]
Origins = dict[str, np.ndarray]

ORIGINS: Final = ("row", "housing type", "default")
ROW, TYPE, DEFAULT = 0, 1, 2

IDENTITY: Final = (
    "stock_row",
    "dwelling_id",
    "complex_id",
    "package",
    "is_applicable",
    "reason",
    "housing_type",
    "dwelling_type",
    "build_year",
    "is_apartment",
)
GEOMETRY: Final = (
    "floor_area_m2",
    "volume_m3",
    "height_m",
    "storeys",
    *(f"wall_{face}_m2" for face in FACES),
    *(f"window_{face}_m2" for face in FACES),
    "door_front_m2",
    "door_back_m2",
    "front_azimuth_deg",
    "roof_area_m2",
    "roof_tilt_deg",
    "ground_floor_area_m2",
    "exposed_perimeter_m",
    "floor_boundary",
    "party_wall_area_m2",
    "internal_floor_area_m2",
    "internal_wall_area_m2",
)
SHELL: Final = (
    "rc_wall_m2k_per_w",
    "rc_roof_m2k_per_w",
    "rc_floor_m2k_per_w",
    "u_window_w_per_m2k",
    "g_window_frac",
    "frame_frac",
    "u_door_w_per_m2k",
    "bridge_w_per_m2k",
    "mass_class",
    "qv10_dm3_per_s_m2",
)
SYSTEMS: Final = (
    "ventilation",
    "ventilation_m3_per_h",
    "recovery_frac",
    "has_bypass",
    "fan_w",
    "heating",
    "boiler_efficiency_frac",
    "heat_pump",
    "heat_pump_kw",
    "heat_pump_quiet_frac",
    "heat_pump_declared_cop",
    "hybrid_rule",
    "backup_kw",
    "backup_carrier",
    "design_supply_c",
    "radiator_kw",
    "emitter_convective_frac",
    "hot_water",
    "hot_water_efficiency_frac",
    "hot_water_declared_cop",
    "hot_water_profile",
    "hot_water_test_c",
    "tank_l",
    "tank_loss_w_per_k",
    "collector_m2",
    "shower_recovery_frac",
    "smart_control",
    "is_cooking_gas",
    "pv_kwp",
    "pv_target",
    "pv_max_kwp",
    "pv_tilt_deg",
    "pv_azimuth_deg",
    "battery_kwh",
    "battery_control",
    "ev_kwh",
    "ev_control",
    "export_limit_kw",
)
RESIDENTS: Final = (
    "household_size",
    "household_type",
    "household_electricity_kwh",
    "hot_water_l_per_day",
    "set_day_c",
    "night_setback_k",
    "away_setback_k",
    "heated_frac",
    "bedroom_day_c",
    "bedroom_night_c",
    "vents_factor",
    "airing_factor",
)
PRESENT: Final = ("heating_present", "pv_present_kwp", "battery_present_kwh")
MEASURES: Final = tuple(f"measure_{part}" for part in PARTS)
CARRIED: Final = (
    "net_rent_eur_per_month",
    "target_rent_eur_per_month",
    "rent_subsidy_frac",
    "label",
    "wws_points",
)
TABLE_COLUMNS: Final = IDENTITY + GEOMETRY + SHELL + SYSTEMS + RESIDENTS + PRESENT + MEASURES + CARRIED
ORIGIN_COLUMNS: Final = GEOMETRY + SHELL + SYSTEMS + RESIDENTS

# Words that say that a dwelling is no listed building.
_NO = ("", "n", "nee", "no", "false", "0", "geen", "none")


def number(rows: pd.DataFrame, column: str) -> np.ndarray:
    """Return a column of the stock as numbers.

    Parameters
    ----------
    rows : pandas.DataFrame
        Accepted rows of the stock.
    column : str
        Canonical name; a column that is not there is all missing.

    Returns
    -------
    numpy.ndarray of float, shape (n,)
        NaN where missing.
    """
    if column not in rows.columns:
        return np.full(len(rows), np.nan)
    return pd.to_numeric(rows[column], errors="coerce").to_numpy(dtype=float, na_value=np.nan)


def text(rows: pd.DataFrame, column: str) -> np.ndarray:
    """Return a column of the stock as texts.

    Parameters
    ----------
    rows : pandas.DataFrame
        Accepted rows of the stock.
    column : str
        Canonical name; a column that is not there is all missing.

    Returns
    -------
    numpy.ndarray of str, shape (n,)
        Empty where missing.
    """
    if column not in rows.columns:
        return np.full(len(rows), "", dtype=object)
    series = rows[column].astype(object)
    return series.where(series.notna(), "").to_numpy(dtype=object)


def is_listed(rows: pd.DataFrame) -> np.ndarray:
    """Say which rows of the stock are listed buildings.

    Parameters
    ----------
    rows : pandas.DataFrame
        Accepted rows of the stock; without ``monument`` none is.

    Returns
    -------
    numpy.ndarray of bool, shape (n,)
        Every word counts but those that say no.
    """
    return ~np.isin([str(word).strip().lower() for word in text(rows, "monument")], _NO)


def own_or(own: np.ndarray, other: np.ndarray, other_origin: int) -> tuple[np.ndarray, np.ndarray]:
    """Take the row's own value where it has one.

    Parameters
    ----------
    own : numpy.ndarray, shape (n,)
        Of the row; NaN or empty where missing.
    other : numpy.ndarray, shape (n,)
        What stands in.
    other_origin : int
        Where that comes from.

    Returns
    -------
    tuple of numpy.ndarray
        Values and origins.
    """
    has = own != "" if own.dtype == object else np.isfinite(own)
    return np.where(has, own, other), np.where(has, ROW, other_origin)


def same(n: int, origin: int) -> np.ndarray:
    """Return one origin for all rows.

    Parameters
    ----------
    n : int
        Number of rows.
    origin : int
        ``ROW``, ``TYPE`` or ``DEFAULT``.

    Returns
    -------
    numpy.ndarray of int, shape (n,)
        That origin.
    """
    return np.full(n, origin)
