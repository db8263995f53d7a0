"""The sun on the planes of one dwelling: own orientations, own glass, overhangs and fins."""

from typing import NamedTuple

import numpy as np
from scipy.interpolate import PchipInterpolator

from nulopdemeter.engine.elements import Floats
from nulopdemeter.engine.planes import ROOF_BELOW_DEG
from nulopdemeter.parameters import figures
from nulopdemeter.weather import Weather, plane_parts, solar_position

_ANGLES_DEG = np.arange(0.0, 100.0, 10.0)
_EDGE = 1e-9


class Shade(NamedTuple):
    """A window with plates square to it; lengths that have no end are infinite.

    Attributes
    ----------
    width_m, height_m : float
        Of the window.
    overhang_depth_m, overhang_gap_m, overhang_extend_m : float
        Plate above; depth 0 is none.
    fin_depth_m, fin_gap_m, fin_above_m, fin_below_m : float
        Plates left and right; depth 0 is none.
    """

    width_m: float
    height_m: float
    overhang_depth_m: float = 0.0
    overhang_gap_m: float = 0.0
    overhang_extend_m: float = np.inf
    fin_depth_m: float = 0.0
    fin_gap_m: float = 0.0
    fin_above_m: float = np.inf
    fin_below_m: float = np.inf


class SunPlane(NamedTuple):
    """A column of the table of suns.

    Attributes
    ----------
    tilt_deg, azimuth_deg : float
        Where it faces.
    angle_frac : tuple of float
        Factor of the glass at 0, 10, … 90°; empty for an opaque face.
    hemispherical_frac : float
        Its factor for diffuse light.
    shade : Shade or None
        What stands out beside it.
    """

    tilt_deg: float
    azimuth_deg: float
    angle_frac: tuple[float, ...] = ()
    hemispherical_frac: float = 1.0
    shade: Shade | None = None


def hemispherical_frac(angle_frac: tuple[float, ...]) -> float:
    """Return the factor of a glass for even diffuse light.

    Parameters
    ----------
    angle_frac : tuple of float
        Factors at 0, 10, … 90°.

    Returns
    -------
    float
        2 ∫ f cos θ sin θ dθ.
    """
    theta = np.linspace(0.0, 90.0, 361)
    weight = np.sin(2.0 * np.radians(theta))
    curve = PchipInterpolator(_ANGLES_DEG, angle_frac)(theta)
    return float(np.trapezoid(curve * weight, np.radians(theta)))


def sun_columns(
    weather: Weather,
    planes: list[SunPlane],
    angle_share: float,
    glass_factor: float,
    horizon_deg: float,
    part: str = "all",
) -> Floats:
    """Return the sun on every plane.

    Parameters
    ----------
    weather : Weather
        The year.
    planes : list of SunPlane
        Columns.
    angle_share, glass_factor : float
        Of the profile: 1 is glass by angle, 0 is one factor.
    horizon_deg : float
        Height below which the direct sun is hidden.
    part : str
        ``"all"``, ``"beam"`` (with the circumsolar part) or ``"diffuse"``.

    Returns
    -------
    ndarray, shape (8760, planes)
        Irradiance; on glass what passes relative to g at normal incidence [W/m²].
    """
    columns = [_on_plane(weather, p, angle_share, glass_factor, horizon_deg, part) for p in planes]
    return np.column_stack(columns) if columns else np.zeros((len(weather.index), 1))


def _on_plane(
    weather: Weather, plane: SunPlane, angle_share: float, glass_factor: float, horizon_deg: float, part: str
) -> Floats:
    parts = plane_parts(weather, float(plane.tilt_deg), float(plane.azimuth_deg))
    sun = solar_position(weather)
    # Roofs stand above what hides the low sun from façades, as in ``engine.planes``.
    hidden_below_deg = horizon_deg if plane.tilt_deg > ROOF_BELOW_DEG else 0.0
    is_up = 90.0 - sun.zenith_deg > hidden_below_deg
    beam = (parts.beam_w_per_m2 + parts.circumsolar_w_per_m2) * is_up
    sky, ground = parts.isotropic_w_per_m2 + parts.horizon_w_per_m2, parts.ground_w_per_m2
    if plane.shade is not None:
        local = _local(sun.zenith_deg, sun.azimuth_deg, plane.tilt_deg, plane.azimuth_deg)
        beam = beam * sunlit_frac(plane.shade, *local)
        seen = diffuse_frac(plane.shade, plane.tilt_deg)
        sky, ground = sky * seen[0], ground * seen[1]
    diffuse = np.maximum(sky + ground, 0.0)
    beam, diffuse = beam * (part != "diffuse"), diffuse * (part != "beam")
    if not plane.angle_frac:
        return np.asarray(beam + diffuse)
    curve = PchipInterpolator(_ANGLES_DEG, plane.angle_frac)(np.clip(parts.aoi_deg, 0.0, 90.0))
    by_angle = curve * beam + plane.hemispherical_frac * diffuse
    return np.asarray(angle_share * by_angle + (1.0 - angle_share) * glass_factor * (beam + diffuse))


def _local(zenith_deg: Floats, azimuth_deg: Floats, tilt_deg: float, facing_deg: float) -> tuple[Floats, ...]:
    """Direction in the window's own frame: along the sill, up the pane, out of the pane."""
    zenith, azimuth = np.radians(zenith_deg), np.radians(azimuth_deg)
    east, north, up = np.sin(zenith) * np.sin(azimuth), np.sin(zenith) * np.cos(azimuth), np.cos(zenith)
    tilt, facing = np.radians(tilt_deg), np.radians(facing_deg)
    ahead = east * np.sin(facing) + north * np.cos(facing)
    along = east * np.cos(facing) - north * np.sin(facing)
    return along, up * np.sin(tilt) - ahead * np.cos(tilt), ahead * np.sin(tilt) + up * np.cos(tilt)


def sunlit_frac(shade: Shade, along: Floats, upward: Floats, outward: Floats) -> Floats:
    """Return the share of a window that sees a direction past its overhang and fins.

    A grid of points on the window is traced towards the sun; a point is in shade when the ray meets a plate.

    Parameters
    ----------
    shade : Shade
        The window and its plates.
    along, upward, outward : ndarray, shape (n,)
        Direction in the frame of the window.

    Returns
    -------
    ndarray, shape (n,)
        From 0 to 1; 1 behind the window, where no beam comes from.
    """
    n = int(figures("dwelling_file")["shade_points"])
    middle = (np.arange(n) + 0.5) / n
    x, y = (a.ravel() for a in np.meshgrid(middle * shade.width_m, middle * shade.height_m))
    ahead = np.flatnonzero(outward > _EDGE)
    lit = np.ones(len(outward))
    if not len(ahead):
        return lit
    sx, sy, sz = (a[ahead, None] for a in (along, upward, outward))
    hidden = _behind_overhang(shade, x, y, sx, sy, sz)
    for side in (-1.0, 1.0):
        to_edge = x if side < 0.0 else shade.width_m - x
        hidden |= _behind_fin(shade, to_edge, y, side * sx, sy, sz)
    lit[ahead] = 1.0 - hidden.mean(1)
    return lit


def _behind_overhang(
    shade: Shade, x: Floats, y: Floats, sx: Floats, sy: Floats, sz: Floats
) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    way = (shade.height_m + shade.overhang_gap_m - y) / np.maximum(sy, _EDGE)
    at_x = x + way * sx
    beside = np.maximum(-at_x, at_x - shade.width_m)
    return np.asarray(
        (sy > _EDGE) & (way * sz < shade.overhang_depth_m) & (beside <= shade.overhang_extend_m)
    )


def _behind_fin(
    shade: Shade, to_edge: Floats, y: Floats, sx: Floats, sy: Floats, sz: Floats
) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """Fin on the side towards which *sx* is positive."""
    way = (to_edge + shade.fin_gap_m) / np.maximum(sx, _EDGE)
    at_y = y + way * sy
    is_high = (at_y <= shade.height_m + shade.fin_above_m) & (at_y >= -shade.fin_below_m)
    return np.asarray((sx > _EDGE) & (way * sz < shade.fin_depth_m) & is_high)


def diffuse_frac(shade: Shade, tilt_deg: float) -> tuple[float, float]:
    """Return the shares of even sky and ground light that pass overhang and fins.

    Parameters
    ----------
    shade : Shade
        The window and its plates.
    tilt_deg : float
        Of the window.

    Returns
    -------
    tuple of float
        Sky and ground; the plates themselves are black.
    """
    n_around = int(figures("dwelling_file")["sky_directions"])
    n_high = n_around // 4
    around = 2.0 * np.pi * (np.arange(n_around) + 0.5) / n_around
    sine = np.sqrt((np.arange(n_high) + 0.5) / n_high)
    x, y = np.outer(sine, np.cos(around)).ravel(), np.outer(sine, np.sin(around)).ravel()
    z = np.sqrt(1.0 - x**2 - y**2)
    seen = sunlit_frac(shade, x, y, z)
    is_sky = y * np.sin(np.radians(tilt_deg)) + z * np.cos(np.radians(tilt_deg)) > 0.0
    return tuple(float(seen[part].mean()) if part.any() else 1.0 for part in (is_sky, ~is_sky))  # type: ignore[return-value]
