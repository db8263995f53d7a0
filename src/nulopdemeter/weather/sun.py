"""Sun on planes and through glass; once per climate and orientation, then remembered."""

import csv
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import numpy as np
import pvlib
from scipy.interpolate import PchipInterpolator

from nulopdemeter.parameters import value
from nulopdemeter.weather.climate import Floats, Site, Weather
from nulopdemeter.weather.position import SolarPosition, position


@dataclass(frozen=True)
class PlaneParts:
    """Irradiance on a plane, by where it comes from; means over the hour, each of shape (8760,). [W/m²].

    Attributes
    ----------
    beam_w_per_m2 : numpy.ndarray
        Direct sun.
    circumsolar_w_per_m2 : numpy.ndarray
        Bright part of the sky around the sun.
    isotropic_w_per_m2 : numpy.ndarray
        The even sky.
    horizon_w_per_m2 : numpy.ndarray
        Brighter (or, negative, darker) band at the horizon.
    ground_w_per_m2 : numpy.ndarray
        Reflected by the ground.
    aoi_deg : numpy.ndarray
        Angle of incidence of the beam. [°]
    """

    beam_w_per_m2: Floats
    circumsolar_w_per_m2: Floats
    isotropic_w_per_m2: Floats
    horizon_w_per_m2: Floats
    ground_w_per_m2: Floats
    aoi_deg: Floats


@dataclass(frozen=True)
class Plane:
    """Irradiance on a plane, as windows and walls need it; each of shape (8760,).

    Attributes
    ----------
    beam_w_per_m2 : numpy.ndarray
        Beam and circumsolar. [W/m²]
    aoi_deg : numpy.ndarray
        Angle of incidence of the beam. [°]
    diffuse_w_per_m2 : numpy.ndarray
        Sky, horizon and ground. [W/m²]
    """

    beam_w_per_m2: Floats
    aoi_deg: Floats
    diffuse_w_per_m2: Floats


@lru_cache(maxsize=16)
def solar_position(weather: Weather) -> SolarPosition:
    """Return the direction of the sun in each hour of a year.

    Parameters
    ----------
    weather : Weather
        The year.

    Returns
    -------
    SolarPosition
        Shape (8760,).
    """
    site = Site(
        weather.name,
        weather.source,
        weather.latitude_deg,
        weather.longitude_deg,
        weather.altitude_m,
        weather.utc_offset_h,
    )
    return position(weather.index, site)


@lru_cache(maxsize=64)
def plane_parts(weather: Weather, tilt_deg: float, azimuth_deg: float) -> PlaneParts:
    """Return the irradiance on a plane by origin: Perez (1990), all sites.

    In the hours of sunrise and sunset the model sees the irradiance of the part of the hour in which the sun
    is up. Where Perez gives nothing although the sky shines (low sun), the sky is taken as even.

    Parameters
    ----------
    weather : Weather
        The year.
    tilt_deg : float
        Tilt from the horizontal: 0 flat roof, 90 wall. [°]
    azimuth_deg : float
        Direction the plane looks, clockwise from north. [°]

    Returns
    -------
    PlaneParts
        Shape (8760,).
    """
    sun = solar_position(weather)
    up = sun.up_frac > 0.0
    share = np.where(up, sun.up_frac, 1.0)
    dni = np.where(up, weather.dni_w_per_m2, 0.0)
    dhi = weather.dhi_w_per_m2
    airmass = pvlib.atmosphere.get_relative_airmass(np.minimum(sun.apparent_zenith_deg, 89.9))
    sky = pvlib.irradiance.perez(
        tilt_deg,
        azimuth_deg,
        dhi / share,
        dni / share,
        sun.extraterrestrial_w_per_m2,
        sun.zenith_deg,
        sun.azimuth_deg,
        airmass,
        return_components=True,
    )
    even = dhi * (1.0 + np.cos(np.radians(tilt_deg))) / 2.0
    is_perez = up & (np.nan_to_num(sky["poa_sky_diffuse"]) > 0.0)
    aoi = np.asarray(pvlib.irradiance.aoi(tilt_deg, azimuth_deg, sun.zenith_deg, sun.azimuth_deg))
    ground = (
        value("weather", "ground_albedo_frac")
        * weather.ghi_w_per_m2
        * (1.0 - np.cos(np.radians(tilt_deg)))
        / 2.0
    )
    return PlaneParts(
        dni * np.maximum(np.cos(np.radians(aoi)), 0.0),
        np.where(is_perez, np.nan_to_num(sky["poa_circumsolar"]) * share, 0.0),
        np.where(is_perez, np.nan_to_num(sky["poa_isotropic"]) * share, even),
        np.where(is_perez, np.nan_to_num(sky["poa_horizon"]) * share, 0.0),
        ground,
        aoi,
    )


def plane_irradiance(weather: Weather, tilt_deg: float, azimuth_deg: float) -> Plane:
    """Return the irradiance on a plane, beam apart from diffuse.

    Parameters
    ----------
    weather : Weather
        The year.
    tilt_deg : float
        Tilt from the horizontal: 0 flat roof, 90 wall. [°]
    azimuth_deg : float
        Direction the plane looks, clockwise from north. [°]

    Returns
    -------
    Plane
        Shape (8760,).
    """
    parts = plane_parts(weather, float(tilt_deg), float(azimuth_deg))
    return Plane(
        parts.beam_w_per_m2 + parts.circumsolar_w_per_m2,
        parts.aoi_deg,
        np.maximum(parts.isotropic_w_per_m2 + parts.horizon_w_per_m2 + parts.ground_w_per_m2, 0.0),
    )


def transmitted_w_per_m2(plane: Plane, glass: str) -> Floats:
    """Return what a pane lets through, for a solar factor of 1 at normal incidence.

    Parameters
    ----------
    plane : Plane
        Irradiance on the pane, shape (8760,).
    glass : str
        A name in ``parameters/glass_angles.csv``.

    Returns
    -------
    numpy.ndarray
        ``f(aoi) beam + f_hemi diffuse``, shape (8760,); times the g-value it is what enters. [W/m²]
    """
    angles, factors, hemispherical = _glass(glass)
    curve = PchipInterpolator(angles, factors)(np.clip(plane.aoi_deg, 0.0, 90.0))
    return np.asarray(curve * plane.beam_w_per_m2 + hemispherical * plane.diffuse_w_per_m2)


def glass_names() -> tuple[str, ...]:
    """Return the kinds of glass there are angle curves for.

    Returns
    -------
    tuple of str
        Names for ``transmitted_w_per_m2``.
    """
    return tuple(_glass_table())


def _glass(glass: str) -> tuple[Floats, Floats, float]:
    table = _glass_table()
    if glass not in table:
        raise ValueError(f"glass must be one of {', '.join(table)}, not {glass!r}")
    row = table[glass]
    angles = np.arange(0.0, 100.0, 10.0)
    return angles, np.array([float(row[f"aoi_{a:.0f}_deg"]) for a in angles]), float(row["hemispherical"])


@cache
def _glass_table() -> dict[str, dict[str, str]]:
    path = files("nulopdemeter.parameters") / "glass_angles.csv"
    with path.open(encoding="utf-8") as lines:
        return {row["glass"]: row for row in csv.DictReader(lines)}
