"""Where the sun stands in each hour."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pvlib
from numpy.typing import NDArray

from nulopdemeter.parameters import value
from nulopdemeter.weather.climate import Floats, Site

# Half an hour turns the sun by 7.5 degrees: an hour whose middle is farther from the horizon is wholly day or
# night.
_HORIZON_BAND_DEG = 8.0
_POINTS_PER_HOUR = 6


@dataclass(frozen=True)
class SolarPosition:
    """Direction of the sun in each hour, in the middle of the part in which it is up.

    Attributes
    ----------
    zenith_deg : numpy.ndarray
        True zenith angle, shape (n,). [°]
    apparent_zenith_deg : numpy.ndarray
        The same with refraction, for the air mass, shape (n,). [°]
    azimuth_deg : numpy.ndarray
        Clockwise from north, shape (n,). [°]
    up_frac : numpy.ndarray
        Part of the hour in which the sun is above the horizon, shape (n,).
    highest_deg : numpy.ndarray
        Highest elevation within the hour, shape (n,). [°]
    extraterrestrial_w_per_m2 : numpy.ndarray
        Direct normal irradiance outside the atmosphere, shape (n,). [W/m²]
    """

    zenith_deg: Floats
    apparent_zenith_deg: Floats
    azimuth_deg: Floats
    up_frac: Floats
    highest_deg: Floats
    extraterrestrial_w_per_m2: Floats


def position(index: pd.DatetimeIndex, site: Site) -> SolarPosition:
    """Return the direction of the sun for hour-ending stamps.

    The position is that in the middle of the hour; in the hours of sunrise and sunset it is the mean
    direction of those of six points that lie above the horizon.

    Parameters
    ----------
    index : pandas.DatetimeIndex
        Hour-ending stamps on the clock of ``site``, shape (n,).
    site : Site
        Place and clock.

    Returns
    -------
    SolarPosition
        One value an hour.
    """
    middle = _almanac(index - pd.Timedelta(minutes=30), site)
    zenith, apparent, azimuth = (
        middle[c].to_numpy(copy=True) for c in ("zenith", "apparent_zenith", "azimuth")
    )
    up = (zenith < 90.0).astype(np.float64)
    highest = 90.0 - zenith
    near = np.flatnonzero(np.abs(zenith - 90.0) < _HORIZON_BAND_DEG)
    if near.size:
        zenith[near], apparent[near], azimuth[near], up[near], highest[near] = _horizon_hours(
            index[near], site
        )
    extra = pvlib.irradiance.get_extra_radiation(
        (index - pd.Timedelta(minutes=30)).day_of_year.to_numpy(),
        solar_constant=value("weather", "solar_constant_w_per_m2"),
    )
    return SolarPosition(zenith, apparent, azimuth, up, highest, np.asarray(extra, dtype=np.float64))


def clear_sky_w_per_m2(sun: SolarPosition) -> Floats:
    """Return the global irradiance on the horizontal under a clear sky, mean over each hour.

    Parameters
    ----------
    sun : SolarPosition
        Directions of n hours.

    Returns
    -------
    numpy.ndarray
        Haurwitz (1945) clear sky, shape (n,). [W/m²]
    """
    cos_zenith = np.maximum(np.cos(np.radians(sun.zenith_deg)), 1e-6)
    scale = value("weather", "haurwitz_scale_w_per_m2")
    decay = value("weather", "haurwitz_exponent")
    return np.asarray(
        np.where(sun.up_frac > 0.0, scale * cos_zenith * np.exp(-decay / cos_zenith), 0.0) * sun.up_frac
    )


def extraterrestrial_horizontal_w_per_m2(sun: SolarPosition) -> Floats:
    """Return the irradiance on the horizontal outside the atmosphere, mean over each hour.

    Parameters
    ----------
    sun : SolarPosition
        Directions of n hours.

    Returns
    -------
    numpy.ndarray
        Shape (n,). [W/m²]
    """
    cos_zenith = np.maximum(np.cos(np.radians(sun.zenith_deg)), 0.0)
    return np.asarray(sun.extraterrestrial_w_per_m2 * cos_zenith * sun.up_frac)


def _almanac(moments: pd.DatetimeIndex, site: Site) -> pd.DataFrame:
    utc = (moments - pd.Timedelta(hours=site.utc_offset_h)).tz_localize("UTC")
    found: pd.DataFrame = pvlib.solarposition.get_solarposition(
        utc, site.latitude_deg, site.longitude_deg, site.altitude_m
    )
    return found


def _horizon_hours(index: pd.DatetimeIndex, site: Site) -> tuple[Floats, Floats, Floats, Floats, Floats]:
    """Mean direction over the points above the horizon; the middle of the hour where none or all are."""
    step = 60.0 / _POINTS_PER_HOUR
    minutes = step * (np.arange(_POINTS_PER_HOUR) + 0.5) - 60.0
    moments = index.to_numpy()[:, None] + (minutes * 60.0).astype("timedelta64[s]")[None, :]
    found = _almanac(pd.DatetimeIndex(moments.ravel()), site)
    shape = (len(index), _POINTS_PER_HOUR)
    zenith = found["zenith"].to_numpy().reshape(shape)
    apparent = found["apparent_zenith"].to_numpy().reshape(shape)
    azimuth = np.radians(found["azimuth"].to_numpy().reshape(shape))
    is_up: NDArray[np.bool_] = np.asarray(zenith < 90.0)
    rises = np.asarray(is_up.any(axis=1))
    weight = np.where(rises[:, None], is_up, True).astype(np.float64)
    weight /= weight.sum(axis=1, keepdims=True)
    theta = np.radians(zenith)
    east = (weight * np.sin(theta) * np.sin(azimuth)).sum(axis=1)
    north = (weight * np.sin(theta) * np.cos(azimuth)).sum(axis=1)
    height = (weight * np.cos(theta)).sum(axis=1)
    mean_zenith = np.degrees(np.arctan2(np.hypot(east, north), height))
    refraction = (weight * (zenith - apparent)).sum(axis=1)
    mean_azimuth = np.degrees(np.arctan2(east, north)) % 360.0
    return mean_zenith, mean_zenith - refraction, mean_azimuth, is_up.mean(axis=1), 90.0 - zenith.min(axis=1)
