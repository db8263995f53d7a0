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
PV_STEEP_TILT_DEG = 90.0
# Roofs stand above what hides the low sun from façades.
ROOF_BELOW_DEG = 60.0
AZIMUTHS_DEG = np.arange(N_AZIMUTHS) * (360.0 / N_AZIMUTHS)


class SunPlane(NamedTuple):
    """A plane the sun falls on.

    Attributes
    ----------
    tilt_deg, azimuth_deg : float
        Where it faces; an azimuth of NaN is the mean of all eight.
    glass : str
        Angle curve of a window; empty for a wall.
    part : str
        ``"all"``, ``"beam"`` or ``"diffuse"``: which part of the sun.
    """

    tilt_deg: float
    azimuth_deg: float
    glass: str
    part: str = "all"


class Planes:
    """The planes of a batch of dwellings.

    Parameters
    ----------
    sun_planes : sequence of SunPlane
        Columns of ``Hours.sun``.
    pv_planes : sequence of tuple of float and tuple of float
        Tilt and azimuths of the columns of ``Hours.pv``; a column is the mean of its azimuths.
    """

    def __init__(
        self, sun_planes: Sequence[SunPlane], pv_planes: Sequence[tuple[float, tuple[float, ...]]]
    ) -> None:
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
        for tilt_deg, azimuths in self.pv_planes:
            columns.append(np.mean([pv_w_per_kwp(weather, tilt_deg, a) for a in azimuths], axis=0))
        return np.column_stack(columns)


def _sun_on(weather: Weather, plane: SunPlane, profile: str) -> Floats:
    if np.isnan(plane.azimuth_deg):
        each = [_sun_on(weather, plane._replace(azimuth_deg=float(a)), profile) for a in AZIMUTHS_DEG]
        return np.asarray(np.mean(each, axis=0))
    on_plane = plane_irradiance(weather, plane.tilt_deg, plane.azimuth_deg)
    if plane.tilt_deg > ROOF_BELOW_DEG:
        on_plane = _behind_neighbours(on_plane, weather)
    none = np.zeros_like(on_plane.beam_w_per_m2)
    beam_w_per_m2 = none if plane.part == "diffuse" else on_plane.beam_w_per_m2
    diffuse_w_per_m2 = none if plane.part == "beam" else on_plane.diffuse_w_per_m2
    on_plane = Plane(beam_w_per_m2, on_plane.aoi_deg, diffuse_w_per_m2)
    total = beam_w_per_m2 + diffuse_w_per_m2
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


# An orientation has eight weights and one for "unknown"; a roof has one more, for the flat part.
N_FACADES = N_AZIMUTHS + 1
N_ROOF = N_FACADES + 1
# Columns of the fleet: sun through windows (all, or its diffuse part), walls and doors, roofs, beam through windows.
SPREAD_FROM, WALL_FROM, ROOF_FROM = 0, N_FACADES, 2 * N_FACADES
BEAM_FROM = ROOF_FROM + N_ROOF
_GLASS = "double_low_e"
# Columns of PV: eight slopes, the sunnier one of a roof of unknown orientation, flat (east-west), eight façades.
PV_SUNNIER, PV_FLAT, PV_STEEP_FROM = N_AZIMUTHS, N_AZIMUTHS + 1, N_AZIMUTHS + 2
N_PV = PV_STEEP_FROM + N_AZIMUTHS


def fleet_planes(profile: str) -> Planes:
    """Return the planes that serve every dwelling described by a housing type.

    Parameters
    ----------
    profile : str
        Table of coefficients: whether the beam is followed to the floor.

    Returns
    -------
    Planes
        28 planes of sun, with the beam apart 37; 18 of PV.
    """
    follows_beam = figures(profile)["beam_to_floor_frac"] > 0.0
    facing = [*(float(a) for a in AZIMUTHS_DEG), float("nan")]
    glass = [SunPlane(90.0, a, _GLASS, "diffuse" if follows_beam else "all") for a in facing]
    walls = [SunPlane(90.0, a, "") for a in facing]
    roofs = [SunPlane(ROOF_TILT_DEG, a, "") for a in facing]
    beams = [SunPlane(90.0, a, _GLASS, "beam") for a in facing] if follows_beam else []
    pv, steep = ([(tilt, (float(a),)) for a in AZIMUTHS_DEG] for tilt in (PV_TILT_DEG, PV_STEEP_TILT_DEG))
    return Planes(
        [*glass, *walls, *roofs, SunPlane(0.0, 180.0, ""), *beams],
        [*pv, (PV_TILT_DEG, sunnier_slopes()), (PV_FLAT_TILT_DEG, (90.0, 270.0)), *steep],
    )


def sunnier_slopes() -> tuple[float, ...]:
    """Return where the sunnier slope of a roof looks whose orientation is unknown.

    Returns
    -------
    tuple of float
        South when the house stands north-south, east or west when it stands across; all orientations of houses
        being alike.
    """
    faces_sun = np.cos(np.deg2rad(AZIMUTHS_DEG)) < 1e-9
    return tuple(float(a) for a in np.where(faces_sun, AZIMUTHS_DEG, (AZIMUTHS_DEG + 180.0) % 360.0))


def azimuth_weights(azimuth_deg: Floats) -> Floats:
    """Mix an orientation from the eight azimuths.

    Parameters
    ----------
    azimuth_deg : ndarray, shape (n,)
        Clockwise from north; NaN is unknown.

    Returns
    -------
    ndarray, shape (n, 9)
        Weights that sum to one; the ninth is that of an unknown orientation.
    """
    step = 360.0 / N_AZIMUTHS
    is_unknown = np.isnan(azimuth_deg)
    known = np.where(is_unknown, 0.0, azimuth_deg)
    apart = np.abs((known[:, None] - AZIMUTHS_DEG + 180.0) % 360.0 - 180.0)
    weights = np.maximum(1.0 - apart / step, 0.0)
    return np.column_stack([np.where(is_unknown[:, None], 0.0, weights), is_unknown.astype(np.float64)])
