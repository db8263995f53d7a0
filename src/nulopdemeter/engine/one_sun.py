"""The sun on the planes of one dwelling: own orientations, own glass, overhangs, fins, blinds and horizon."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from scipy.interpolate import PchipInterpolator

from nulopdemeter.engine.elements import Floats
from nulopdemeter.engine.one_blinds import Blind, closed_share
from nulopdemeter.engine.one_clock import hourly_temperature_c
from nulopdemeter.engine.one_horizon import Horizon, direct_below_deg, elevation_deg
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
    blind : Blind or None
        What moves before or behind its glass.
    """

    tilt_deg: float
    azimuth_deg: float
    angle_frac: tuple[float, ...] = ()
    hemispherical_frac: float = 1.0
    shade: Shade | None = None
    blind: Blind | None = None


class TemperatureColumn(NamedTuple):
    """A temperature beyond an element, as a column beside the suns: its weight is a conductance.

    Attributes
    ----------
    numbers_c : tuple of float
        12 monthly means or a schedule of 24, 168 or 8760.
    clock : str
        Clock of the schedule.
    """

    numbers_c: tuple[float, ...]
    clock: str = "standard"


class _Light(NamedTuple):
    """What reaches a plane [W/m²], and the angle of incidence of the beam."""

    beam_w_per_m2: Floats
    diffuse_w_per_m2: Floats
    aoi_deg: Floats


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
    planes: Sequence[SunPlane | TemperatureColumn],
    angle_share: float,
    glass_factor: float,
    horizon: Horizon,
    part: str = "all",
) -> Floats:
    """Return the sun on every plane, and the temperatures beyond elements.

    Parameters
    ----------
    weather : Weather
        The year.
    planes : sequence of SunPlane or TemperatureColumn
        Columns.
    angle_share, glass_factor : float
        Of the profile: 1 is glass by angle, 0 is one factor.
    horizon : Horizon
        What stands around.
    part : str
        ``"all"``, ``"beam"`` (with the circumsolar part) or ``"diffuse"``.

    Returns
    -------
    ndarray, shape (8760, planes)
        Irradiance; on glass what passes it and its blind relative to g at normal incidence [W/m²]. Temperatures
        in °C.
    """
    columns = [
        hourly_temperature_c(*plane)
        if isinstance(plane, TemperatureColumn)
        else _passing(weather, plane, angle_share, glass_factor, _light(weather, plane, horizon), part)
        for plane in planes
    ]
    return np.column_stack(columns) if columns else np.zeros((len(weather.index), 1))


def _passing(
    weather: Weather, plane: SunPlane, angle_share: float, glass_factor: float, light: _Light, part: str
) -> Floats:
    """Sun on an opaque plane, or what passes glass and blind; both parts, or one of them.

    A closed blind scatters what it passes, so that all of it counts as diffuse; never is it more than the glass
    alone would pass in that hour.
    """
    beam, diffuse = light.beam_w_per_m2, light.diffuse_w_per_m2
    if plane.angle_frac:
        curve = PchipInterpolator(_ANGLES_DEG, plane.angle_frac)(np.clip(light.aoi_deg, 0.0, 90.0))
        constant = (1.0 - angle_share) * glass_factor
        beam = (angle_share * curve + constant) * beam
        diffuse = (angle_share * plane.hemispherical_frac + constant) * diffuse
    if plane.blind is not None:
        # The control sees all the sun on the window, whichever part is asked for.
        on_window = light.beam_w_per_m2 + light.diffuse_w_per_m2
        closed = closed_share(plane.blind, on_window, weather)
        scattered = np.minimum(plane.blind.passes_frac * on_window, beam + diffuse)
        beam, diffuse = (1.0 - closed) * beam, (1.0 - closed) * diffuse + closed * scattered
    return np.asarray(beam * (part != "diffuse") + diffuse * (part != "beam"))


def _light(weather: Weather, plane: SunPlane, horizon: Horizon) -> _Light:
    """Return what reaches a plane past the horizon, overhangs and fins."""
    parts = plane_parts(weather, float(plane.tilt_deg), float(plane.azimuth_deg))
    sun = solar_position(weather)
    # Roofs stand above what hides the low sun from façades, as in ``engine.planes``.
    is_roof = plane.tilt_deg <= ROOF_BELOW_DEG
    is_up = 90.0 - sun.zenith_deg > direct_below_deg(horizon, sun.azimuth_deg, is_roof=is_roof)
    beam = (parts.beam_w_per_m2 + parts.circumsolar_w_per_m2) * is_up
    if plane.shade is not None:
        local = _local(sun.zenith_deg, sun.azimuth_deg, plane.tilt_deg, plane.azimuth_deg)
        beam = beam * sunlit_frac(plane.shade, *local)
    if horizon.hides_sky(is_roof=is_roof):
        seen = sky_shares(plane, horizon)
        albedo = figures("dwelling_file")["obstruction_albedo_frac"]
        sky = seen.open_frac * parts.isotropic_w_per_m2 + seen.band_frac * parts.horizon_w_per_m2
        # What is hidden shines like ground under the same sky.
        sky = sky + albedo * weather.ghi_w_per_m2 * seen.hidden_view_frac
        ground = seen.ground_frac * parts.ground_w_per_m2
    else:
        shares = diffuse_frac(plane.shade, plane.tilt_deg) if plane.shade else (1.0, 1.0)
        sky = (parts.isotropic_w_per_m2 + parts.horizon_w_per_m2) * shares[0]
        ground = parts.ground_w_per_m2 * shares[1]
    return _Light(np.asarray(beam), np.asarray(np.maximum(sky + ground, 0.0)), parts.aoi_deg)


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
    x, y, z = _directions("sky_directions")
    seen = sunlit_frac(shade, x, y, z)
    is_sky = y * np.sin(np.radians(tilt_deg)) + z * np.cos(np.radians(tilt_deg)) > 0.0
    return tuple(float(seen[part].mean()) if part.any() else 1.0 for part in (is_sky, ~is_sky))  # type: ignore[return-value]


def _directions(figure: str) -> tuple[Floats, ...]:
    """Directions over the hemisphere of a window that weigh the same: along, upward, outward."""
    n_around = int(figures("dwelling_file")[figure])
    n_high = n_around // 4
    around = 2.0 * np.pi * (np.arange(n_around) + 0.5) / n_around
    sine = np.sqrt((np.arange(n_high) + 0.5) / n_high)
    x, y = np.outer(sine, np.cos(around)).ravel(), np.outer(sine, np.sin(around)).ravel()
    return x, y, np.sqrt(1.0 - x**2 - y**2)


class SkyShares(NamedTuple):
    """What a plane sees of the light around it.

    Attributes
    ----------
    open_frac, ground_frac : float
        Shares of even sky and ground light that reach it.
    band_frac : float
        Share of the bright band at the horizon.
    hidden_view_frac : float
        View of what stands before the sky, in the plane's hemisphere.
    """

    open_frac: float
    ground_frac: float
    band_frac: float
    hidden_view_frac: float


def sky_shares(plane: SunPlane, horizon: Horizon, *, is_roof: bool | None = None) -> SkyShares:
    """Return what a plane sees past its horizon, overhang and fins together.

    Parameters
    ----------
    plane : SunPlane
        Where it faces, and what stands out beside it.
    horizon : Horizon
        What stands around.
    is_roof : bool or None
        Whether it looks as a roof does; None: by its tilt.

    Returns
    -------
    SkyShares
        By directions that weigh as a plane sees them (ISO 52010-1:2017, 6.4.5 has the same by segments).
    """
    along, upward, outward = _directions("horizon_directions")
    tilt = np.radians(plane.tilt_deg)
    up = upward * np.sin(tilt) + outward * np.cos(tilt)
    ahead = outward * np.sin(tilt) - upward * np.cos(tilt)
    azimuth_deg = plane.azimuth_deg + np.degrees(np.arctan2(along, ahead))
    is_roof = plane.tilt_deg <= ROOF_BELOW_DEG if is_roof is None else is_roof
    top_deg = elevation_deg(horizon, azimuth_deg, is_roof=is_roof)
    lit = sunlit_frac(plane.shade, along, upward, outward) if plane.shade else np.ones(len(up))
    is_sky = up > 0.0
    is_open = is_sky & (np.degrees(np.arcsin(np.clip(up, -1.0, 1.0))) > top_deg)
    n_sky, n_ground = max(int(is_sky.sum()), 1), max(int((~is_sky).sum()), 1)
    # The band is seen from the side it lies on; above its whole height nothing is left of it.
    band = figures("dwelling_file")["horizon_band_deg"]
    towards = np.arange(-89.5, 90.0)
    weight = np.cos(np.radians(towards))
    low_deg = elevation_deg(horizon, plane.azimuth_deg + towards, is_roof=is_roof)
    open_band = float(weight @ np.clip(1.0 - low_deg / band, 0.0, 1.0) / weight.sum())
    return SkyShares(
        float(lit[is_open].sum()) / n_sky,
        float(lit[~is_sky].sum()) / n_ground,
        open_band * float(lit[is_sky].sum()) / n_sky,
        float(lit[is_sky & ~is_open].sum()) / len(up),
    )
