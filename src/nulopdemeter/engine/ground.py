"""Heat to the ground: EN ISO 13370:2017 as a virtual temperature under the floor."""

from typing import NamedTuple

import numpy as np

from nulopdemeter.engine.elements import Bools, Floats
from nulopdemeter.parameters import figures


class GroundFloor(NamedTuple):
    """A floor over ground or crawlspace; arrays of shape (n,) unless stated.

    Attributes
    ----------
    u_w_per_m2k : ndarray
        Steady transmittance from inside to outdoors through the ground.
    outside_w_per_m2k : ndarray
        Conductance from the element to the virtual temperature.
    has_soil : ndarray of bool
        Whether half a metre of soil belongs to the element (slab on ground).
    temperature_c : ndarray, shape (n, 12)
        Virtual temperature, middle of each month.
    """

    u_w_per_m2k: Floats
    outside_w_per_m2k: Floats
    has_soil: Bools
    temperature_c: Floats


def _soil_u(b_m: Floats, d_m: Floats, soil_w_per_mk: float) -> Floats:
    """U of the ground below equivalent thickness ``d_m`` (ISO 13370:2017, 7.2)."""
    wide = 2.0 * soil_w_per_mk / (np.pi * b_m + d_m) * np.log(np.pi * b_m / d_m + 1.0)
    return np.where(d_m < b_m, wide, soil_w_per_mk / (figures("ground")["well_insulated_slab"] * b_m + d_m))


def ground_floor(
    area_m2: Floats,
    perimeter_m: Floats,
    r_floor_m2k_per_w: Floats,
    is_suspended: Bools,
    outdoor_c: Floats,
    wind_m_per_s: float,
) -> GroundFloor:
    """Return how a floor over ground or crawlspace meets the ground.

    Parameters
    ----------
    area_m2 : ndarray, shape (n,)
        Floor area; 0 gives a harmless floor.
    perimeter_m : ndarray, shape (n,)
        Exposed perimeter, party walls not counted.
    r_floor_m2k_per_w : ndarray, shape (n,)
        Resistance of the floor construction.
    is_suspended : ndarray of bool, shape (n,)
        Crawlspace below; else slab on ground.
    outdoor_c : ndarray, shape (12,)
        Monthly mean outdoor temperature.
    wind_m_per_s : float
        Yearly mean wind at 10 m.

    Returns
    -------
    GroundFloor
        Coefficients and virtual temperatures (ISO 13370:2017, 7.2, 7.3, annexes C, F and H).
    """
    g = figures("ground")
    soil, depth = g["soil_w_per_mk"], g["soil_depth_m"]
    r_si, r_se = g["r_si_m2k_per_w"], g["r_se_m2k_per_w"]
    area_m2 = np.maximum(area_m2, 1.0)
    perimeter_m = np.maximum(perimeter_m, 1.0)
    b_m = area_m2 / (0.5 * perimeter_m)

    d_slab_m = g["wall_m"] + soil * (r_si + r_floor_m2k_per_w + r_se)
    u_slab = _soil_u(b_m, d_slab_m, soil)
    d_bare_m = np.full_like(b_m, g["wall_m"] + soil * (r_si + r_se))
    u_floor = 1.0 / (2.0 * r_si + r_floor_m2k_per_w)
    u_soil = 2.0 * soil / (np.pi * b_m + d_bare_m) * np.log(np.pi * b_m / d_bare_m + 1.0)
    u_vent = (
        2.0 * g["crawl_height_m"] * g["crawl_wall_w_per_m2k"]
        + g["crawl_vent_j_per_m3k"] * g["crawl_opening_m"] * wind_m_per_s * g["crawl_shelter"]
    ) / b_m
    u_crawl = 1.0 / (1.0 / u_floor + 1.0 / (u_soil + u_vent))
    u = np.where(is_suspended, u_crawl, u_slab)

    edge_slab = g["periodic_edge"] * perimeter_m * soil * np.log(depth / d_slab_m + 1.0)
    edge_bare = g["periodic_edge"] * perimeter_m * soil * np.log(depth / d_bare_m + 1.0)
    edge_crawl = u_floor * (edge_bare + u_vent * area_m2) / (soil / depth + u_vent + u_floor)
    h_outside = np.where(is_suspended, edge_crawl, edge_slab)
    # The indoor temperature is taken as constant, so the inside periodic coefficient has nothing to act on.

    mean_c = outdoor_c.mean()
    flow_w = (u * area_m2 * (g["indoor_c"] - mean_c))[:, None] + h_outside[:, None] * (mean_c - outdoor_c)
    virtual_c = g["indoor_c"] - flow_w / (area_m2 * u)[:, None]
    r_soil = g["soil_layer_m"] / soil
    r_virtual = 1.0 / u_slab - r_si - r_floor_m2k_per_w - r_soil
    has_soil = ~is_suspended & (r_virtual > 0.0)
    r_slab = np.where(has_soil, r_virtual, np.maximum(r_virtual + r_soil, r_se))
    r_crawl = 1.0 / u_crawl - 1.0 / u_floor + r_si
    outside = 1.0 / np.where(is_suspended, r_crawl, r_slab)
    return GroundFloor(u, outside, has_soil, virtual_c)
