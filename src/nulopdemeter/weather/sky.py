"""Long-wave irradiance of the sky when a file does not hold it, and the cloud amount behind it."""

import numpy as np

from nulopdemeter.parameters import figures
from nulopdemeter.units import KELVIN_OFFSET
from nulopdemeter.weather.climate import Floats
from nulopdemeter.weather.position import SolarPosition, clear_sky_w_per_m2


def clark_allen_w_per_m2(temperature_c: Floats, dewpoint_c: Floats, cloud_frac: Floats) -> Floats:
    """Return the infrared of the sky: Clark and Allen (1978), cloud after Walton (1983).

    Parameters
    ----------
    temperature_c, dewpoint_c : numpy.ndarray
        Air temperature and dew point, shape (n,). [°C]
    cloud_frac : numpy.ndarray
        Sky covered by cloud, shape (n,).

    Returns
    -------
    numpy.ndarray
        On the horizontal, shape (n,). [W/m²]
    """
    p = figures("weather")
    tenths = 10.0 * np.clip(cloud_frac, 0.0, 1.0)
    clear = p["clark_allen_constant"] + p["clark_allen_slope"] * np.log((dewpoint_c + KELVIN_OFFSET) / 273.0)
    cloud = 1.0 + p["clark_allen_cloud_1"] * tenths + p["clark_allen_cloud_2"] * tenths**2
    cloud = cloud + p["clark_allen_cloud_3"] * tenths**3
    return np.asarray(
        clear * cloud * p["stefan_boltzmann_w_per_m2_k4"] * (temperature_c + KELVIN_OFFSET) ** 4
    )


def cloud_from_sun_frac(ghi_w_per_m2: Floats, sun: SolarPosition) -> Floats:
    """Return the cloud amount of each day from its sun: Kasten and Czeplak (1980).

    The exponent is that of daily sums, fitted to observed cloud: the published one holds for a moment.

    Parameters
    ----------
    ghi_w_per_m2 : numpy.ndarray
        Global irradiance, whole days, shape (n,). [W/m²]
    sun : SolarPosition
        Where the sun is, shape (n,).

    Returns
    -------
    numpy.ndarray
        Shape (n,); a straight line between the middles of the days. Polar nights take the mean.
    """
    p = figures("weather")
    clear = clear_sky_w_per_m2(sun).reshape(-1, 24).sum(axis=1)
    measured = ghi_w_per_m2.reshape(-1, 24).sum(axis=1)
    has_sun = clear > 0.05 * clear.max()
    taken = np.clip(1.0 - measured[has_sun] / clear[has_sun], 0.0, p["kasten_czeplak_depth_frac"])
    daily = np.full(clear.size, np.nan)
    daily[has_sun] = (taken / p["kasten_czeplak_depth_frac"]) ** (1.0 / p["kasten_czeplak_exponent"])
    daily = np.where(has_sun, daily, np.nanmean(daily))
    days = np.arange(-1, daily.size + 1)
    around = np.concatenate((daily[-1:], daily, daily[:1]))
    return np.asarray(np.interp((np.arange(ghi_w_per_m2.size) - 11.5) / 24.0, days, around))


def dewpoint_c(temperature_c: Floats, humidity_frac: Floats) -> Floats:
    """Return the dew point from temperature and relative humidity: Magnus, constants of Sonntag (1990).

    Parameters
    ----------
    temperature_c : numpy.ndarray
        Air temperature, shape (n,). [°C]
    humidity_frac : numpy.ndarray
        Relative humidity, above 0, shape (n,).

    Returns
    -------
    numpy.ndarray
        Shape (n,). [°C]
    """
    p = figures("weather")
    slope, base = p["magnus_slope"], p["magnus_temperature_c"]
    gamma = np.log(humidity_frac) + slope * temperature_c / (base + temperature_c)
    return np.asarray(base * gamma / (slope - gamma))
