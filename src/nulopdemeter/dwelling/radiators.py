"""The radiators that a dwelling has: what they give at 75/65/20."""

import numpy as np

from nulopdemeter.dwelling.columns import DEFAULT, Columns, own_or
from nulopdemeter.dwelling.shell import envelope_w_per_k
from nulopdemeter.dwelling.tables import lookup
from nulopdemeter.parameters import figures
from nulopdemeter.units import DM3_PER_S_IN_M3_PER_H, W_PER_KW

_LEAST_LIFT_K = 1.0


def load_estimate_w(columns: Columns) -> np.ndarray:
    """Estimate the heat loss at design conditions, without knowing the weather.

    Parameters
    ----------
    columns : dict
        Columns of the dwelling table.

    Returns
    -------
    numpy.ndarray, shape (n,)
        Loss [W] at 20 °C inside and −10 °C outside.

    Notes
    -----
    The envelope is exact. The ground is a resistance below the floor; leaks and ventilation are shares of the leak at
    10 Pa and of the flow. The three are fitted to the design load of the engine over all housing types.
    """
    i, c, leak = figures("installations"), figures("controls"), figures("leakage")
    soil = columns["rc_floor_m2k_per_w"] + i["radiator_soil_m2k_per_w"]
    ground = columns["ground_floor_area_m2"] / soil
    q10 = columns["qv10_dm3_per_s_m2"] * columns["floor_area_m2"] * DM3_PER_S_IN_M3_PER_H
    flow = columns["ventilation_m3_per_h"] * (1.0 - columns["recovery_frac"])
    air = i["radiator_leak_frac"] * q10 + i["radiator_air_frac"] * flow
    loss = envelope_w_per_k(columns) + ground + leak["balanced_wh_per_m3k"] * air
    return np.asarray(loss * (c["room_c"] - c["design_outdoor_c"]))


def rated_w(load_w: np.ndarray, supply_c: np.ndarray, spread_k: np.ndarray | float) -> np.ndarray:
    """Return the radiators that carry a load at a supply temperature.

    Parameters
    ----------
    load_w : numpy.ndarray, shape (n,)
        Heat asked for [W].
    supply_c : numpy.ndarray, shape (n,)
        Supply temperature [°C].
    spread_k : numpy.ndarray or float
        What the water cools in them [K].

    Returns
    -------
    numpy.ndarray, shape (n,)
        Heat at 75/65/20 [W], EN 442-2: Φ_N = Φ (ΔT_N/ΔT)^n.
    """
    c, i = figures("controls"), figures("installations")
    lift_k = np.maximum(supply_c - 0.5 * spread_k - c["room_c"], _LEAST_LIFT_K)
    return np.asarray(load_w * (i["radiator_rated_k"] / lift_k) ** c["emitter_power"])


def present_radiators_kw(columns: Columns, own_kw: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the radiators that a dwelling has now.

    Parameters
    ----------
    columns : dict
        Columns of the dwellings as they are now.
    own_kw : numpy.ndarray, shape (n,)
        Of the stock; NaN unknown.

    Returns
    -------
    tuple of numpy.ndarray, shape (n,)
        Heat at 75/65/20 [kW], NaN without radiators; and its origins. Estimated: sized for the dwelling as it is, at
        its present supply temperature, with ``radiator_oversize``.
    """
    i = figures("installations")
    spread_k = np.where(columns["heating"] == "heat_pump", i["emitter_spread_k"], i["boiler_spread_k"])
    load_w = i["radiator_oversize"] * load_estimate_w(columns)
    usual_kw = rated_w(load_w, columns["design_supply_c"], spread_k) / W_PER_KW
    has = lookup("dwelling_heating", "has_radiators", columns["heating"]) > 0.0
    kw, origin = own_or(own_kw, usual_kw, DEFAULT)
    return np.where(has, kw, np.nan), origin


def where_needed(columns: Columns) -> Columns:
    """Keep the present radiators only where the supply temperature follows from them.

    Parameters
    ----------
    columns : dict
        Columns with a package.

    Returns
    -------
    dict
        ``radiator_kw``. Elsewhere it says nothing, and dwellings that a package makes alike stay alike.
    """
    follows = np.isnan(columns["design_supply_c"])
    return {"radiator_kw": np.where(follows, columns["radiator_kw"], np.nan)}
