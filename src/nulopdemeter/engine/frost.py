"""Frost protection of heat recovery: what electric preheating takes where the engine throttles the recovery."""

import numpy as np

from nulopdemeter.engine.elements import Floats
from nulopdemeter.parameters import figures


def throttled_frac(out_c: Floats, air_c: Floats, recovery_frac: float) -> Floats:
    """Return the recovery that keeps the exhaust air above its frost limit, as the kernel does.

    Parameters
    ----------
    out_c, air_c : ndarray, shape (T,)
        Outdoor and indoor air.
    recovery_frac : float
        As installed.

    Returns
    -------
    ndarray, shape (T,)
        At most ``recovery_frac``; the exhaust leaves at ``frost_exhaust_c`` or warmer.
    """
    limit = (air_c - figures("controls")["frost_exhaust_c"]) / np.maximum(air_c - out_c, 1.0)
    return np.asarray(np.clip(limit, 0.0, recovery_frac))


def frost_preheat_w(flow_m3_per_h: float, out_c: Floats, air_c: Floats, recovery_frac: float) -> Floats:
    """Return the electricity that keeps the exchanger free of ice by warming the supply before it.

    Parameters
    ----------
    flow_m3_per_h : float
        Balanced flow.
    out_c, air_c : ndarray, shape (T,)
        Outdoor and indoor air.
    recovery_frac : float
        As installed.

    Returns
    -------
    ndarray, shape (T,)
        Mean power of each hour [W].

    Notes
    -----
    The supply is warmed to θ_a − (θ_a − θ_frost)/η, so that the exhaust leaves at θ_frost. What the rooms then
    lose is smaller than with a throttled recovery by exactly this power: the two differ in who makes the heat,
    not in how much.
    """
    if recovery_frac <= 0.0:
        return np.zeros_like(out_c)
    needed_c = air_c - (air_c - figures("controls")["frost_exhaust_c"]) / recovery_frac
    moved_w_per_k = figures("leakage")["balanced_wh_per_m3k"] * flow_m3_per_h
    return np.asarray(moved_w_per_k * np.maximum(needed_c - out_c, 0.0))
