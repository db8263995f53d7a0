"""Floors on the ground and over crawl spaces: 8.3 and annex D."""

from typing import NamedTuple

import numpy as np

from nulopdemeter.engine.elements import Floats
from nulopdemeter.regulation.nta8800.inputs import Ground
from nulopdemeter.regulation.nta8800.tables import monthly, norm
from nulopdemeter.units import MONTHS_PER_YEAR

# Months of D.2 and D.3, from 0.
_WINTER = (9, 10, 11, 0, 1, 2)
_SUMMER = (3, 4, 5, 6, 7, 8)


class GroundLoss(NamedTuple):
    """What the ground takes.

    Attributes
    ----------
    steady_w_per_k : ndarray, shape (n,)
        H_g (8.37).
    monthly_w_per_k : ndarray, shape (n, 12)
        H_g;an;m (D.1), over the difference to the mean outdoor temperature of the year.
    heating_w_per_k, cooling_w_per_k : ndarray, shape (n,)
        H_H;g;adj and H_C;g;adj (D.2, D.3), for time constants.
    """

    steady_w_per_k: Floats
    monthly_w_per_k: Floats
    heating_w_per_k: Floats
    cooling_w_per_k: Floats


def _floor_u_w_per_m2k(width_m: Floats, thickness_m: Floats, edition: str) -> Floats:
    """Return U of a floor of an equivalent thickness, 8.40 and 8.41; ``width_m`` is B′."""
    f = norm(edition)
    soil = f["ground_w_per_mk"]
    # Only the branch that holds counts; the other must not trip over its logarithm.
    bare = 2.0 * soil / (np.pi * width_m + thickness_m) * np.log(np.pi * width_m / thickness_m + 1.0)
    insulated = soil / (f["well_insulated"] * width_m + thickness_m)
    return np.where(thickness_m < width_m, bare, insulated)


def _slab(g: Ground, width_m: Floats, edition: str) -> tuple[Floats, Floats, Floats]:
    """Return A·U, H_pi and H_pe of floors directly on the ground: 8.32, 8.40, D.5, D.6."""
    f = norm(edition)
    soil, deep = f["ground_w_per_mk"], f["periodic_depth_m"]
    thick = f["ground_wall_m"] + soil * (
        g.rc_m2k_per_w + f["floor_film_m2k_per_w"] + f["outside_film_m2k_per_w"]
    )
    inner = g.area_m2 * soil / thick * np.sqrt(2.0 / ((1.0 + deep / thick) ** 2 + 1.0))
    outer = f["edge_wave"] * g.perimeter_m * soil * np.log(deep / thick + 1.0)
    return g.area_m2 * _floor_u_w_per_m2k(width_m, thick, edition), inner, outer


def _crawlspace_u(g: Ground, width_m: Floats, edition: str) -> tuple[Floats, Floats, float]:
    """Return U_g and U_x of a crawl space, and the equivalent thickness of its bottom: 8.33, 8.34, 8.44 to 8.48."""
    f = norm(edition)
    soil = f["ground_w_per_mk"]
    films = f["floor_film_m2k_per_w"] + f["outside_film_m2k_per_w"]
    bottom = f["ground_wall_m"] + soil * films
    wall = soil * (f["wall_film_m2k_per_w"] + g.wall_rc_m2k_per_w + f["outside_film_m2k_per_w"])
    deep = np.maximum(g.depth_m, 1e-9)
    least = np.minimum(wall, bottom)
    beside = 2.0 * soil / (np.pi * deep) * (1.0 + 0.5 * least / (least + deep)) * np.log(deep / wall + 1.0)
    below = _floor_u_w_per_m2k(width_m, bottom + 0.5 * g.depth_m, edition)
    through_ground = below + g.depth_m * g.perimeter_m * beside / np.maximum(g.area_m2, 1e-9)
    wind = f["crawl_air"] * f["crawl_opening_m2_per_m"] * f["crawl_wind_m_per_s"] * f["crawl_shielding"]
    to_outside = (2.0 * f["crawl_wall_m"] * g.wall_u_w_per_m2k + wind) / width_m
    return through_ground, to_outside, bottom


def _crawlspace(g: Ground, width_m: Floats, edition: str) -> tuple[Floats, Floats, Floats]:
    """Return A·U, H_pi and H_pe of floors over crawl spaces: 8.43, D.13, D.14."""
    f = norm(edition)
    soil, deep = f["ground_w_per_mk"], f["periodic_depth_m"]
    floor = 1.0 / (g.rc_m2k_per_w + f["floor_film_m2k_per_w"] + f["outside_film_m2k_per_w"])
    through_ground, to_outside, bottom = _crawlspace_u(g, width_m, edition)
    u = 1.0 / (1.0 / floor + 1.0 / (through_ground + to_outside))
    layer = soil / deep + to_outside
    inner = g.area_m2 / (1.0 / floor + 1.0 / layer)
    edge = f["edge_wave"] * g.perimeter_m * soil * np.log(deep / bottom + 1.0)
    outer = floor * (edge + to_outside * g.area_m2) / (layer + floor)
    return g.area_m2 * u, inner, outer


def _adjusted(by_month: Floats, months: tuple[int, ...], set_c: float, edition: str) -> Floats:
    """Return the seasonal mean for a time constant: D.2 and D.3."""
    outdoor = monthly("climate", "outdoor_c", edition)
    mean = outdoor.mean()
    share = np.mean(set_c - outdoor[list(months)]) / (set_c - mean)
    return np.asarray(by_month[:, list(months)].mean(axis=1) * share)


def ground_loss(g: Ground, edition: str) -> GroundLoss:
    """Return what the ground takes from dwellings by month.

    Parameters
    ----------
    g : Ground
        n dwellings; an area of 0 loses nothing.
    edition : str
        Edition of the norm.

    Returns
    -------
    GroundLoss
        Steady, by month and by season.

    Notes
    -----
    H_g = A U_fl + 0.5 P (8.37); Φ_m = H_g (θ_set − 10.67) − H_pi 2 cos(2π(m−1)/12) + H_pe 7.9 cos(2π(m−1−β)/12) (D.4);
    H_g;m = Φ_m/(θ_set − θ_e;an) (D.1), with the set point of heating also in the cooling balance.
    """
    f = norm(edition)
    is_there = (g.area_m2 > 0.0) & (g.perimeter_m > 0.0)
    # A floor without edges has no B′; it keeps a number, and what it gives is set to zero below.
    width = np.where(is_there, g.area_m2 / (0.5 * np.where(is_there, g.perimeter_m, 1.0)), 1.0)
    crawl, slab = _crawlspace(g, width, edition), _slab(g, width, edition)
    au, inner, outer = (
        np.where(is_there, np.where(g.is_crawlspace, one, other), 0.0)
        for one, other in zip(crawl, slab, strict=True)
    )
    steady = au + np.where(is_there, f["edge_w_per_mk"] * g.perimeter_m, 0.0)
    lag = np.where(g.is_crawlspace, f["crawl_lag_months"], f["slab_lag_months"])
    month = np.arange(MONTHS_PER_YEAR, dtype=float)
    turn = 2.0 * np.pi / MONTHS_PER_YEAR
    set_c, mean_c = f["heating_set_c"], monthly("climate", "outdoor_c", edition).mean()
    flow = (
        (steady * (set_c - f["ground_mean_c"]))[:, None]
        - (inner * f["indoor_wave_k"])[:, None] * np.cos(turn * month)
        + (outer * f["outdoor_wave_k"])[:, None] * np.cos(turn * (month - lag[:, None]))
    )
    by_month = flow / (set_c - mean_c)
    return GroundLoss(
        steady,
        by_month,
        _adjusted(by_month, _WINTER, set_c, edition),
        _adjusted(by_month, _SUMMER, f["cooling_set_c"], edition),
    )
