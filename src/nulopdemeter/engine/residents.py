"""Who lives there → weights on the hourly profiles: set point, gains, electricity, hot water."""

import numpy as np
import pandas as pd

from nulopdemeter.dwelling import norm_household_size
from nulopdemeter.engine.assembly import Weights
from nulopdemeter.engine.elements import Floats
from nulopdemeter.engine.hours import N_HOUSEHOLDS, P_NIGHT, P_ONE, P_USE, P_WATER
from nulopdemeter.engine.pv_mix import pv_mix
from nulopdemeter.parameters import figures
from nulopdemeter.units import H_PER_YEAR, W_PER_KW

RESIDENTS = ("household", "norm")


def level_frac(table: pd.DataFrame, loss_w_per_k: Floats) -> Floats:
    """Return how far the mean of a dwelling falls towards outdoors because not all rooms are heated.

    Parameters
    ----------
    table : DataFrame
        Dwellings.
    loss_w_per_k : ndarray, shape (n,)
        Heat loss coefficient, ventilation included.

    Returns
    -------
    ndarray, shape (n,)
        k in θ_set = 20 − k (20 − θ_e,month); NTA 8800, 7.76 to 7.79.
    """
    c = figures("controls")
    is_apartment = table["is_apartment"].to_numpy(bool)
    share = np.where(is_apartment, c["level_apartment_frac"], c["level_house_frac"])
    h = share * loss_w_per_k / table["floor_area_m2"].to_numpy(float)
    return np.asarray(c["level_factor"] * share * h / (h + c["level_inner_w_per_m2k"]))


def _household_weights(size: Floats) -> Floats:
    """Mix a household from those of one, two and three or more persons (n, 3)."""
    kinds = np.arange(1, N_HOUSEHOLDS + 1)
    within = np.clip(size, 1, N_HOUSEHOLDS)
    return np.maximum(1.0 - np.abs(within[:, None] - kinds), 0.0)


def pv_weights(table: pd.DataFrame, pv_kwp: Floats) -> Floats:
    """Spread the PV of each dwelling over the planes.

    Parameters
    ----------
    table : DataFrame
        Dwellings with ``pv_tilt_deg`` and ``pv_azimuth_deg`` (NaN: unknown).
    pv_kwp : ndarray, shape (n,)
        Installed power.

    Returns
    -------
    ndarray, shape (n, 18)
        Power on each plane [kWp].
    """
    weights = pv_mix(table["pv_tilt_deg"].to_numpy(float), table["pv_azimuth_deg"].to_numpy(float))
    return weights * pv_kwp[:, None]


def make_weights(
    table: pd.DataFrame,
    loss_w_per_k: Floats,
    cold_c: float,
    pv_kwp: Floats,
    residents: str = "household",
) -> Weights:
    """Return what the residents of every dwelling want.

    Parameters
    ----------
    table : DataFrame
        Dwellings.
    loss_w_per_k : ndarray, shape (n,)
        Heat loss coefficient, ventilation included.
    cold_c : float
        Mean outdoor temperature of the heating season.
    pv_kwp : ndarray, shape (n,)
        Installed power.
    residents : str
        ``"household"``: gains follow people and their electricity; ``"norm"``: the constant gain of NTA 8800.

    Returns
    -------
    Weights
        Weights on the profiles of ``engine.hours``.

    Notes
    -----
    Both have the norm's set point, levelled over heated and unheated rooms. At night the heated rooms may fall
    to the lower set point: a dwelling whose mean is below it in the heating season has no setback left (NTA 8800,
    7.59 to 7.73, where 16 °C bounds the levelled set point too). With a heat pump alone the setback is shallow.
    """
    c = figures("controls")
    n = len(table)
    level = level_frac(table, loss_w_per_k)
    is_pump = table["heating"].to_numpy(str) == "heat_pump"
    deepest = np.where(is_pump & (residents == "household"), c["setback_heat_pump_k"], c["setback_boiler_k"])
    setback = np.maximum(deepest - level * (c["set_day_c"] - cold_c), 0.0)
    set_point = np.column_stack([-setback, level, c["set_day_c"] * (1.0 - level)])
    size = table["household_size"].to_numpy(float)
    kind = _household_weights(size)
    use_kwh = table["household_electricity_kwh"].to_numpy(float)
    gain = np.zeros((n, 1 + 2 * N_HOUSEHOLDS))
    if residents == "norm":
        gain[:, 0] = c["norm_gain_w"] * norm_household_size(table["floor_area_m2"].to_numpy(float))
    else:
        cooking_kwh = table["is_cooking_gas"].to_numpy(float) * c["cooking_gas_m3"] * c["gas_kwh_per_m3"]
        gain[:, 0] = c["cooking_to_room_frac"] * cooking_kwh * W_PER_KW / H_PER_YEAR
        gain[:, 1 : 1 + N_HOUSEHOLDS] = kind * (c["person_w"] * size)[:, None]
        gain[:, 1 + N_HOUSEHOLDS :] = kind * (c["electricity_to_room_frac"] * use_kwh)[:, None]
    water = table["hot_water_l_per_day"].to_numpy(float)[:, None]
    return Weights(
        set_point,
        P_NIGHT,
        gain,
        P_ONE,
        kind * use_kwh[:, None],
        P_USE,
        water,
        P_WATER,
        pv_weights(table, pv_kwp),
    )
