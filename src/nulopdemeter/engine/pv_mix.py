"""Solar panels of a stock: any tilt and orientation as a mix of a few planes that all dwellings share.

Hour by hour the panels are those of the nearest planes; the yearly yield is that of pvlib for the very tilt and
orientation, by a table of relative yields (``parameters/pv_yields.csv``).
"""

from functools import cache

import numpy as np
from scipy.interpolate import RegularGridInterpolator

from nulopdemeter.engine.elements import Floats
from nulopdemeter.engine.planes import (
    AZIMUTHS_DEG,
    N_AZIMUTHS,
    N_PV,
    PV_FLAT,
    PV_FLAT_TILT_DEG,
    PV_STEEP_FROM,
    PV_STEEP_TILT_DEG,
    PV_SUNNIER,
    PV_TILT_DEG,
    azimuth_weights,
    sunnier_slopes,
)
from nulopdemeter.engine.pv import pv_w_per_kwp
from nulopdemeter.engine.tables import read_table
from nulopdemeter.weather import Weather


def pv_mix(tilt_deg: Floats, azimuth_deg: Floats) -> Floats:
    """Mix panels of any tilt and orientation from the planes of a fleet.

    Parameters
    ----------
    tilt_deg : ndarray, shape (n,)
        From 0 to 90.
    azimuth_deg : ndarray, shape (n,)
        Clockwise from north; NaN is unknown: the sunnier slope of a roof, east and west on a flat roof.

    Returns
    -------
    ndarray, shape (n, 18)
        Weights on the columns of ``planes.fleet_planes``, none negative. They sum to about one: what a mix of planes
        gives less or more in a year than the plane itself is made up for.
    """
    weights = _nearest(tilt_deg, azimuth_deg)
    mixed = weights @ _column_yields()
    return np.asarray(weights * (_own_yields(tilt_deg, azimuth_deg) / mixed)[:, None])


def _nearest(tilt_deg: Floats, azimuth_deg: Floats) -> Floats:
    """Return weights that sum to one: linear in tilt between flat, 40° and 90°, and between two azimuths."""
    around = azimuth_weights(azimuth_deg)
    steep = np.clip((tilt_deg - PV_TILT_DEG) / (PV_STEEP_TILT_DEG - PV_TILT_DEG), 0.0, 1.0)
    # East and west together are as good as level for a slope that looks one way; of a flat roof they are the panels.
    level_deg = np.where(np.isfinite(azimuth_deg), 0.0, PV_FLAT_TILT_DEG)
    sloping = np.clip((tilt_deg - level_deg) / (PV_TILT_DEG - level_deg), 0.0, 1.0)
    weights = np.zeros((len(tilt_deg), N_PV))
    weights[:, : N_AZIMUTHS + 1] = (sloping - steep)[:, None] * around
    weights[:, PV_FLAT] = 1.0 - sloping
    # No column for a façade of unknown orientation: it is spread over the ring.
    known = around[:, :N_AZIMUTHS] + around[:, N_AZIMUTHS:] * _sunnier_shares()
    weights[:, PV_STEEP_FROM:] = steep[:, None] * known
    return weights


def _sunnier_shares() -> Floats:
    """Return how much of the sunnier slopes of all orientations looks to each of the eight azimuths."""
    return np.asarray(np.mean(np.array(sunnier_slopes())[:, None] == AZIMUTHS_DEG, axis=0))


@cache
def _disc() -> RegularGridInterpolator:
    rows = read_table("pv_yields")
    tilts = np.array(sorted({float(row["tilt_deg"]) for row in rows}))
    azimuths = np.array(sorted({float(row["azimuth_deg"]) for row in rows}))
    found = {(float(r["tilt_deg"]), float(r["azimuth_deg"])): float(r["yield_frac"]) for r in rows}
    return RegularGridInterpolator((tilts, azimuths), [[found[t, a] for a in azimuths] for t in tilts])


def _on_disc(tilt_deg: Floats, azimuth_deg: np.ndarray[tuple[int, ...], np.dtype[np.floating]]) -> Floats:
    """Return the yield beside that of south at 35°; east is as good as west."""
    folded_deg = np.abs((azimuth_deg + 180.0) % 360.0 - 180.0)
    return np.asarray(_disc()((np.clip(tilt_deg, 0.0, 90.0), folded_deg)))


@cache
def _column_yields() -> Floats:
    ring, steep = (_on_disc(np.full(N_AZIMUTHS, t), AZIMUTHS_DEG) for t in (PV_TILT_DEG, PV_STEEP_TILT_DEG))
    columns = np.zeros(N_PV)
    columns[:N_AZIMUTHS], columns[PV_STEEP_FROM:] = ring, steep
    columns[PV_SUNNIER] = ring @ _sunnier_shares()
    columns[PV_FLAT] = _on_disc(np.array([PV_FLAT_TILT_DEG]), np.array([90.0]))[0]
    return columns


def _own_yields(tilt_deg: Floats, azimuth_deg: Floats) -> Floats:
    """Look up own yields; of an unknown orientation: east-west up to the flat tilt, steeper the sunnier slope."""
    is_known = np.isfinite(azimuth_deg)
    known = _on_disc(tilt_deg, np.where(is_known, azimuth_deg, 180.0))
    nodes = _disc().grid[0]
    at_nodes = [
        _on_disc(np.full(N_AZIMUTHS, t), AZIMUTHS_DEG) @ _sunnier_shares()
        if t > PV_FLAT_TILT_DEG
        else _on_disc(np.array([t]), np.array([90.0]))[0]
        for t in nodes
    ]
    return np.where(is_known, known, np.interp(tilt_deg, nodes, at_nodes))


def relative_yields(weather: Weather, tilts_deg: Floats, azimuths_deg: Floats) -> Floats:
    """Return yearly yields beside that of south at 35°, east and west alike: what ``pv_yields.csv`` is made of.

    Parameters
    ----------
    weather : Weather
        The year.
    tilts_deg : ndarray, shape (m,)
        From 0 to 90.
    azimuths_deg : ndarray, shape (k,)
        From 0 (north) to 180 (south).

    Returns
    -------
    ndarray, shape (m, k)
        Mean of the azimuth and its mirror image.
    """
    best = pv_w_per_kwp(weather, 35.0, 180.0).sum()
    each = [
        [
            0.5 * sum(pv_w_per_kwp(weather, float(t), float(b)).sum() for b in (a, (360.0 - a) % 360.0))
            for a in azimuths_deg
        ]
        for t in tilts_deg
    ]
    return np.asarray(np.array(each, dtype=np.float64) / best)
