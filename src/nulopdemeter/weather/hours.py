"""From days to hours: daily waves by clearness, passing clouds, gusts; the daily values stay."""

import numpy as np
from scipy.signal import lfilter

from nulopdemeter.parameters import figures
from nulopdemeter.weather.climate import Floats
from nulopdemeter.weather.days import Days
from nulopdemeter.weather.position import (
    SolarPosition,
    clear_sky_w_per_m2,
    extraterrestrial_horizontal_w_per_m2,
)
from nulopdemeter.weather.statistics import ClimateStatistics, month_of_day

_DAYS = 365
_MIN_SUN_W_PER_M2 = 50.0
_FIT_ROUNDS = 8
_DAY_HOURS = (5.0, 20.0)
_BISECTIONS = 50
# the memory of the hours follows that of the passing clouds by less than one to one
_LAG_GAIN = 2.0


def hourly_temperature_c(statistics: ClimateStatistics, days: Days) -> Floats:
    """Return the temperature of each hour: the daily mean, and the wave of clear or overcast days upon it.

    Parameters
    ----------
    statistics : ClimateStatistics
        The climate.
    days : Days
        Daily values.

    Returns
    -------
    numpy.ndarray
        At the stamps, in UTC, with the daily means of ``days``, shape (8760,). [°C]
    """
    month = month_of_day() - 1
    share = _through_nights(days.clear_share)
    clear = np.array(statistics.diurnal_clear_k)[month]
    dull = np.array(statistics.diurnal_overcast_k)[month]
    wave = dull + share * (clear - dull)
    return np.asarray(between_days(_keeping_means(days.temperature_c - wave.mean(axis=1))) + wave).ravel()


def hourly_ghi_w_per_m2(statistics: ClimateStatistics, days: Days, sun: SolarPosition, seed: int) -> Floats:
    """Return the global irradiance of each hour: clear sky times a part that wanders about that of the day.

    Parameters
    ----------
    statistics : ClimateStatistics
        The climate.
    days : Days
        Daily values.
    sun : SolarPosition
        Where the sun is in the hours of the year, in UTC.
    seed : int
        Of the random numbers.

    Returns
    -------
    numpy.ndarray
        In UTC, with the daily sums of ``days``, shape (8760,). [W/m²]
    """
    clear = clear_sky_w_per_m2(sun).reshape(_DAYS, 24)
    outside = extraterrestrial_horizontal_w_per_m2(sun).reshape(_DAYS, 24)
    wanted = days.clearness * outside.sum(axis=1)
    spread = float(np.mean(statistics.clearness_sd))
    lag1 = _inner_lag1(statistics, spread)
    # passing clouds matter most when the day is half clear
    level = wanted / clear.sum(axis=1)
    strength = np.sin(np.pi * np.clip(level, 0.0, 1.0))[:, None]
    amount = statistics.hourly_clearness_sd
    for _ in range(_FIT_ROUNDS):
        noise = _wandering(lag1, seed).reshape(_DAYS, 24)
        ghi = _with_day_sum(clear, level[:, None] + amount * strength * noise, wanted)
        found_sd, found_lag1 = _hourly_spread(ghi, outside)
        amount *= statistics.hourly_clearness_sd / found_sd
        lag1 = float(np.clip(lag1 + (statistics.hourly_clearness_lag1 - found_lag1) * _LAG_GAIN, 0.0, 0.98))
    return ghi.ravel()


def hourly_wind_m_per_s(statistics: ClimateStatistics, days: Days, seed: int) -> Floats:
    """Return the wind of each hour: the daily mean, a daily wave that is strongest on clear days, and gusts.

    Parameters
    ----------
    statistics : ClimateStatistics
        The climate.
    days : Days
        Daily values.
    seed : int
        Of the random numbers.

    Returns
    -------
    numpy.ndarray
        In UTC, with the daily means of ``days``, shape (8760,). [m/s]
    """
    month = month_of_day() - 1
    by_hour = np.array(statistics.wind_by_hour)[None, :]
    wave = 1.0 + (by_hour - 1.0) * 2.0 * np.clip(days.clear_share, 0.0, 1.0)[:, None]
    daily_sd, hourly_sd = (
        np.array(s)[month] for s in (statistics.wind_daily_sd_m_per_s, statistics.wind_hourly_sd_m_per_s)
    )
    inner = np.maximum(hourly_sd**2 - daily_sd**2, 0.0)
    square = np.array(statistics.wind_mean_m_per_s)[month] ** 2 + daily_sd**2
    gusts = np.sqrt(np.maximum(np.log1p(inner / square) - np.var(by_hour), 0.0))[:, None]
    share_inner = float(np.mean(inner / hourly_sd**2))
    lag1 = np.clip(1.0 - (1.0 - statistics.hourly_wind_lag1) / share_inner, 0.0, 0.98)
    noise = _wandering(float(lag1), seed).reshape(_DAYS, 24)
    drawn = wave * np.exp(gusts * noise) * np.exp(between_days(np.log(days.wind_m_per_s)))
    return np.asarray(drawn * (days.wind_m_per_s / drawn.mean(axis=1))[:, None]).ravel()


def hourly_dewpoint_c(statistics: ClimateStatistics, days: Days, temperature_c: Floats) -> Floats:
    """Return the dew point of each hour: steady over the day, far below the air on clear days.

    Parameters
    ----------
    statistics : ClimateStatistics
        The climate.
    days : Days
        Daily values.
    temperature_c : numpy.ndarray
        Hourly temperature, shape (8760,). [°C]

    Returns
    -------
    numpy.ndarray
        Not above the temperature; the monthly means of the difference are those of the statistics, shape
        (8760,). [°C]
    """
    month = month_of_day() - 1
    clear, dull = (
        np.array(statistics.depression_clear_k)[month],
        np.array(statistics.depression_overcast_k)[month],
    )
    depression = dull + days.clear_share * (clear - dull)
    wanted = np.array(statistics.depression_mean_k)
    scale = np.ones(12)
    for _ in range(_FIT_ROUNDS * 2):
        level = between_days(_keeping_means(days.temperature_c - depression * scale[month])).ravel()
        dew = np.minimum(level, temperature_c)
        gap = (temperature_c - dew).reshape(_DAYS, 24).mean(axis=1)
        scale *= wanted / np.array([gap[month == m].mean() for m in range(12)])
    return np.asarray(dew)


def between_days(daily: Floats) -> Floats:
    """Return a straight line between the middles of the days.

    Parameters
    ----------
    daily : numpy.ndarray
        Shape (365,).

    Returns
    -------
    numpy.ndarray
        At the 24 stamps of each day, the year taken as a circle, shape (365, 24).
    """
    hours = np.arange(1, 25)[None, :] + 24.0 * np.arange(_DAYS)[:, None]
    middles = 24.0 * np.arange(-1, _DAYS + 1) + 12.5
    return np.interp(hours.ravel(), middles, np.concatenate((daily[-1:], daily, daily[:1]))).reshape(
        _DAYS, 24
    )


def _through_nights(daily: Floats) -> Floats:
    """Hold the value of the day from early morning to evening; straight through the night."""
    hours = np.arange(_DAYS * 24) + 1.0
    knots = (24.0 * np.arange(-1, _DAYS + 1)[:, None] + np.array(_DAY_HOURS)).ravel()
    around = np.concatenate((daily[-1:], daily, daily[:1]))
    return np.asarray(np.interp(hours, knots, np.repeat(around, 2))).reshape(_DAYS, 24)


def _keeping_means(daily: Floats) -> Floats:
    """Heights of the middles of the days for which ``between_days`` has the given daily means."""
    means = np.array([between_days(unit).mean(axis=1) for unit in np.eye(_DAYS)]).T
    return np.asarray(np.linalg.solve(means, daily))


def _wandering(lag1: float, seed: int) -> Floats:
    """Draw standard normal numbers of 8760 hours with a memory of one hour."""
    noise = np.random.Generator(np.random.PCG64(seed)).standard_normal(_DAYS * 24)
    noise[1:] *= np.sqrt(1.0 - lag1**2)
    return np.asarray(lfilter([1.0], [1.0, -lag1], noise))


def _inner_lag1(statistics: ClimateStatistics, daily_sd: float) -> float:
    """Memory within the day that, with the spread between days, gives the stated memory of the hours."""
    inner, between = statistics.hourly_clearness_sd**2, daily_sd**2
    return float(np.clip((statistics.hourly_clearness_lag1 * (inner + between) - between) / inner, 0.0, 0.98))


def _with_day_sum(clear: Floats, index: Floats, wanted: Floats) -> Floats:
    """Irradiance ``clear * clip(index + c)`` with c, per day, such that the day has its sum."""
    p = figures("weather")
    lowest, highest = p["generator_index_min"], p["generator_index_max"]
    low, high = np.full(_DAYS, -3.0), np.full(_DAYS, 3.0)
    for _ in range(_BISECTIONS):
        middle = 0.5 * (low + high)
        too_much = (clear * np.clip(index + middle[:, None], lowest, highest)).sum(axis=1) > wanted
        low, high = np.where(too_much, low, middle), np.where(too_much, middle, high)
    ghi = clear * np.clip(index + middle[:, None], lowest, highest)
    return np.asarray(ghi * (wanted / ghi.sum(axis=1))[:, None])


def _hourly_spread(ghi: Floats, outside: Floats) -> tuple[float, float]:
    """Spread of the hourly clearness about that of the day, and its correlation from hour to hour."""
    has_sun = outside > _MIN_SUN_W_PER_M2
    hourly = ghi / np.where(has_sun, outside, 1.0)
    daily = (ghi.sum(axis=1) / outside.sum(axis=1))[:, None]
    both = (has_sun[:, :-1] & has_sun[:, 1:]).ravel()
    pairs = np.corrcoef(hourly[:, :-1].ravel()[both], hourly[:, 1:].ravel()[both])
    return float(np.std((hourly - daily)[has_sun])), float(pairs[0, 1])
