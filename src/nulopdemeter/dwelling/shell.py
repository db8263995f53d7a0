"""Insulation, glass, thermal bridges and airtightness of each dwelling."""

import numpy as np
import pandas as pd

from nulopdemeter.dwelling.columns import DEFAULT, TYPE, Columns, Origins, number, own_or, same
from nulopdemeter.dwelling.geometry import exposed_shares
from nulopdemeter.dwelling.tables import by_year
from nulopdemeter.dwelling.words import FACES
from nulopdemeter.parameters import figures

_OWN = ("rc_wall_m2k_per_w", "rc_roof_m2k_per_w", "rc_floor_m2k_per_w", "u_window_w_per_m2k")


def shell(rows: pd.DataFrame, types: pd.DataFrame, out: Columns) -> tuple[Columns, Origins]:
    """Give each row its insulation and airtightness.

    Parameters
    ----------
    rows : pandas.DataFrame
        Accepted rows of the stock.
    types : pandas.DataFrame
        The housing type of each row, same order.
    out : dict
        Columns of ``geometry``.

    Returns
    -------
    tuple of dict
        Columns and their origins.
    """
    n = len(rows)
    got: Columns = {}
    origin: Origins = {}
    for name in _OWN:
        got[name], origin[name] = own_or(number(rows, name), types[name].to_numpy(), TYPE)
    own_window = np.isfinite(number(rows, "u_window_w_per_m2k"))
    glass = glass_g(got["u_window_w_per_m2k"])
    got["g_window_frac"] = np.where(own_window, glass, types["g_window_frac"].to_numpy())
    origin["g_window_frac"] = np.where(own_window, DEFAULT, TYPE)
    for name in ("frame_frac", "u_door_w_per_m2k", "mass_class"):
        got[name], origin[name] = types[name].to_numpy(), same(n, TYPE)
    own_qv10 = number(rows, "qv10_dm3_per_s_m2")
    got["qv10_dm3_per_s_m2"], origin["qv10_dm3_per_s_m2"] = own_or(
        own_qv10, airtightness(rows, types, out), DEFAULT
    )
    got["bridge_w_per_m2k"] = bridges({**out, **got})
    origin["bridge_w_per_m2k"] = same(n, DEFAULT)
    return got, origin


def glass_g(u_window_w_per_m2k: np.ndarray) -> np.ndarray:
    """Return the solar factor that goes with the U of a window, NTA 8800 table 7.4.

    Parameters
    ----------
    u_window_w_per_m2k : numpy.ndarray, shape (n,)
        With frame.

    Returns
    -------
    numpy.ndarray, shape (n,)
        g at right angles [-].
    """
    f = figures("dwelling")
    u = u_window_w_per_m2k
    g = np.where(u > f["u_double_w_per_m2k"], f["g_double_frac"], f["g_low_e_frac"])
    g = np.where(u >= f["u_single_w_per_m2k"], f["g_single_frac"], g)
    return np.where(u <= f["u_triple_w_per_m2k"], f["g_triple_frac"], g)


def airtightness(rows: pd.DataFrame, types: pd.DataFrame, out: Columns) -> np.ndarray:
    """Return the leakage by construction year and place, NTA 8800 formula 11.86.

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
    numpy.ndarray, shape (n,)
        q_v10 [dm3/(s m2)] at 10 Pa per m2 floor area.
    """
    f = figures("dwelling")
    flat, kind = out["is_apartment"], types["dwelling_type"].to_numpy()
    roof, _, corner = exposed_shares(rows, types)
    is_flat_roof = out["roof_tilt_deg"] <= f["flat_roof_tilt_deg"]
    house = np.where(
        is_flat_roof, f["qv10_flat_roof_house_dm3_per_s_m2"], f["qv10_pitched_house_dm3_per_s_m2"]
    )
    house = house * np.select(
        [kind == "tussenwoning", kind == "vrijstaand"],
        [f["qv10_house_middle"], f["qv10_house_detached"]],
        f["qv10_house_end"],
    )
    top = corner * f["qv10_apartment_top_corner"] + (1.0 - corner) * f["qv10_apartment_top_middle"]
    low = corner * f["qv10_apartment_corner"] + (1.0 - corner) * f["qv10_apartment_middle"]
    apartment = f["qv10_apartment_dm3_per_s_m2"] * (roof * top + (1.0 - roof) * low)
    by_age = by_year("ventilation_airtightness", "factor", number(rows, "build_year"))
    return np.asarray(np.where(flat, apartment, house) * by_age)


def envelope_w_per_k(columns: Columns) -> np.ndarray:
    """Return the heat loss by transmission to the outside air, NTA 8800 formula 8.1, without the ground.

    Parameters
    ----------
    columns : dict
        Columns of the dwelling table.

    Returns
    -------
    numpy.ndarray, shape (n,)
        Loss [W/K], thermal bridges included.
    """
    walls = sum(columns[f"wall_{face}_m2"] for face in FACES)
    windows = sum(columns[f"window_{face}_m2"] for face in FACES)
    doors = columns["door_front_m2"] + columns["door_back_m2"]
    parts = walls * u_wall(columns) + columns["roof_area_m2"] * u_roof(columns)
    parts = parts + windows * columns["u_window_w_per_m2k"] + doors * columns["u_door_w_per_m2k"]
    envelope = walls + windows + doors + columns["roof_area_m2"]
    return np.asarray(parts + envelope * columns["bridge_w_per_m2k"])


def u_wall(columns: Columns) -> np.ndarray:
    """Return U of the opaque walls.

    Parameters
    ----------
    columns : dict
        Columns of the dwelling table.

    Returns
    -------
    numpy.ndarray, shape (n,)
        U [W/(m2 K)], NTA 8800 table C.2 films.
    """
    return np.asarray(1.0 / (columns["rc_wall_m2k_per_w"] + figures("dwelling")["wall_films_m2k_per_w"]))


def u_roof(columns: Columns) -> np.ndarray:
    """Return U of the roof.

    Parameters
    ----------
    columns : dict
        Columns of the dwelling table.

    Returns
    -------
    numpy.ndarray, shape (n,)
        U [W/(m2 K)], NTA 8800 table C.2 films.
    """
    return np.asarray(1.0 / (columns["rc_roof_m2k_per_w"] + figures("dwelling")["roof_films_m2k_per_w"]))


def bridges(columns: Columns) -> np.ndarray:
    """Return the surcharge for thermal bridges, NTA 8800 formula 8.3.

    Parameters
    ----------
    columns : dict
        Columns of the dwelling table.

    Returns
    -------
    numpy.ndarray, shape (n,)
        Surcharge [W/(m2 K)] on every part of the envelope to the outside air.
    """
    f = figures("dwelling")
    wall = sum((columns[f"wall_{face}_m2"] for face in FACES), np.zeros(len(columns["roof_area_m2"])))
    roof = columns["roof_area_m2"]
    area = np.maximum(wall + roof, 1e-9)
    mean_u = (wall * u_wall(columns) + roof * u_roof(columns)) / area
    slope = f["bridge_slope"] * (mean_u - f["bridge_reference_w_per_m2k"])
    return np.asarray(np.maximum(0.0, f["bridge_base_w_per_m2k"] - slope))
