"""The planes that a fleet looks at the sun with, and how any orientation is made of them.

Eight façades and eight roof pitches serve every dwelling: an orientation between two of them is the linear mix
of both, an unknown one the mean of all eight. The sun is computed once per plane, not per dwelling.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from nulopdemeter.engine.elements import Floats
from nulopdemeter.engine.pv import pv_w_per_kwp
from nulopdemeter.parameters import figures
from nulopdemeter.weather import Weather
from nulopdemeter.weather.sun import Plane, plane_irradiance, solar_position, transmitted_w_per_m2

N_AZIMUTHS = 8
ROOF_TILT_DEG = 45.0
PV_TILT_DEG = 40.0
PV_FLAT_TILT_DEG = 12.0
# Roofs stand above what hides the low sun from façades.
ROOF_BELOW_DEG = 60.0
AZIMUTHS_DEG = np.arange(N_AZIMUTHS) * (360.0 / N_AZIMUTHS)


class SunPlane(NamedTuple):
    """A plane the sun falls on; ``glass`` names the angle curve of a window, or is empty for a wall."""

    tilt_deg: float
    azimuth_deg: float
    glass: str


class Planes:
    """The planes of a batch of dwellings.

    Parameters
    ----------
    sun_planes : sequence of SunPlane
        Columns of ``Hours.sun``.
    pv_planes : sequence of tuple of float
        Tilt and azimuth of the columns of ``Hours.pv``; an azimuth of NaN is the mean of east and west.
    """

    def __init__(self, sun_planes: Sequence[SunPlane], pv_planes: Sequence[tuple[float, float]]) -> None:
        self.sun_planes = tuple(sun_planes)
        self.pv_planes = tuple(pv_planes)

    def sun(self, weather: Weather, profile: str) -> Floats:
        """Return the sun on every plane.

        Parameters
        ----------
        weather : Weather
            The year.
        profile : str
            Table of coefficients: glass by angle, or one factor.

        Returns
        -------
        ndarray, shape (8760, planes)
            Irradiance; on glass what passes, relative to the g-value at normal incidence [W/m²].
        """
        return np.column_stack([_sun_on(weather, plane, profile) for plane in self.sun_planes])

    def pv(self, weather: Weather) -> Floats:
        """Return the AC yield of every PV plane.

        Parameters
        ----------
        weather : Weather
            The year.

        Returns
        -------
        ndarray, shape (8760, PV planes)
            [W/kWp].
        """
        columns = []
        for tilt_deg, azimuth_deg in self.pv_planes:
            azimuths = (90.0, 270.0) if np.isnan(azimuth_deg) else (azimuth_deg,)
            columns.append(np.mean([pv_w_per_kwp(weather, tilt_deg, a) for a in azimuths], axis=0))
        return np.column_stack(columns)


def _sun_on(weather: Weather, plane: SunPlane, profile: str) -> Floats:
    on_plane = plane_irradiance(weather, plane.tilt_deg, plane.azimuth_deg)
    if plane.tilt_deg > ROOF_BELOW_DEG:
        on_plane = _behind_neighbours(on_plane, weather)
    total = on_plane.beam_w_per_m2 + on_plane.diffuse_w_per_m2
    if not plane.glass:
        return total
    p = figures(profile)
    by_angle = transmitted_w_per_m2(on_plane, plane.glass)
    return p["angle_frac"] * by_angle + (1.0 - p["angle_frac"]) * p["glass_factor_frac"] * total


def _behind_neighbours(plane: Plane, weather: Weather) -> Plane:
    """Take the direct sun away while it stands lower than the houses opposite (NTA 8800, 17.3)."""
    horizon_deg = figures("shell_model")["horizon_deg"]
    is_up = 90.0 - solar_position(weather).zenith_deg > horizon_deg
    return Plane(plane.beam_w_per_m2 * is_up, plane.aoi_deg, plane.diffuse_w_per_m2)


# Columns of the fleet: windows, walls and doors, roofs (eight pitches and flat); PV: eight pitches and flat.
GLASS_FROM, WALL_FROM, ROOF_FROM = 0, N_AZIMUTHS, 2 * N_AZIMUTHS
N_ROOF = N_AZIMUTHS + 1


def fleet_planes() -> Planes:
    """Return the planes that serve every dwelling described by a housing type.

    Returns
    -------
    Planes
        25 planes of sun, 9 of PV.
    """
    glass = [SunPlane(90.0, float(a), "double_low_e") for a in AZIMUTHS_DEG]
    walls = [SunPlane(90.0, float(a), "") for a in AZIMUTHS_DEG]
    roofs = [SunPlane(ROOF_TILT_DEG, float(a), "") for a in AZIMUTHS_DEG]
    pv = [(PV_TILT_DEG, float(a)) for a in AZIMUTHS_DEG]
    return Planes([*glass, *walls, *roofs, SunPlane(0.0, 180.0, "")], [*pv, (PV_FLAT_TILT_DEG, float("nan"))])


def azimuth_weights(azimuth_deg: Floats) -> Floats:
    """Mix an orientation from the eight azimuths.

    Parameters
    ----------
    azimuth_deg : ndarray, shape (n,)
        Clockwise from north; NaN is unknown.

    Returns
    -------
    ndarray, shape (n, 8)
        Weights that sum to one; an unknown orientation is the mean of all.
    """
    step = 360.0 / N_AZIMUTHS
    known = np.where(np.isnan(azimuth_deg), 0.0, azimuth_deg)
    apart = np.abs((known[:, None] - AZIMUTHS_DEG + 180.0) % 360.0 - 180.0)
    weights = np.maximum(1.0 - apart / step, 0.0)
    return np.where(np.isnan(azimuth_deg)[:, None], 1.0 / N_AZIMUTHS, weights)
