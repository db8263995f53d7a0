"""Draw the days of a reference year: temperature, clearness and wind, jointly and in order.

Each month receives exactly the marginal distribution of the statistics (its days are the middles of equal
slices of it), so the seed decides only the order of the days and which of the three goes with which. That
order follows a first-order vector process with the stated correlations and autocorrelations; of many
candidates the one nearest to the statistics is kept.
"""

from dataclasses import dataclass
from functools import cache
from statistics import NormalDist

import numpy as np
from scipy import stats
from scipy.interpolate import PchipInterpolator

from nulopdemeter.parameters import figures
from nulopdemeter.weather.climate import Floats
from nulopdemeter.weather.statistics import (
    CLEARNESS_QUANTILES,
    TEMPERATURE_QUANTILES,
    ClimateStatistics,
    month_of_day,
    seasonal_wave_c,
)

_DAYS = 365
_SPIN_UP_DAYS = 60
_MONTH_DAYS = 30
_BISECTIONS = 40
_SEASONS = ((12, 1, 2), (3, 4, 5), (6, 7, 8), (9, 10, 11))
# the straight line through the two quarters is not trusted far beyond them
_SHARE_LIMITS = (-0.3, 1.3)
_PAIRS = ((0, 1), (0, 2), (1, 2))


@dataclass(frozen=True)
class Days:
    """Daily values of a year, each of shape (365,).

    Attributes
    ----------
    temperature_c : numpy.ndarray
        Daily mean. [°C]
    clearness : numpy.ndarray
        Global irradiance over that outside the atmosphere.
    wind_m_per_s : numpy.ndarray
        Daily mean. [m/s]
    clear_share : numpy.ndarray
        Where the day stands between the dullest quarter (0) and the clearest (1) of its month.
    distance : float
        How far its correlations are from the statistics; what the candidates were compared by.
    """

    temperature_c: Floats
    clearness: Floats
    wind_m_per_s: Floats
    clear_share: Floats
    distance: float


def draw_days(statistics: ClimateStatistics, outside_kwh_per_m2: Floats, seed: int) -> Days:
    """Draw the days of a year.

    Parameters
    ----------
    statistics : ClimateStatistics
        The climate.
    outside_kwh_per_m2 : numpy.ndarray
        Daily irradiance outside the atmosphere, shape (365,). [kWh/m²]
    seed : int
        Of the random numbers.

    Returns
    -------
    Days
        With the monthly means of temperature, irradiance and wind of the statistics.
    """
    n_candidates = int(figures("weather")["generator_candidates"])
    scores = _scores(statistics, n_candidates, seed)
    temperature, clearness, wind, share = _to_values(statistics, scores, outside_kwh_per_m2)
    distance = _distance(statistics, temperature, clearness, wind)
    best = int(np.argmin(distance))
    return Days(temperature[best], clearness[best], wind[best], share[best], float(distance[best]))


def process(statistics: ClimateStatistics, month: int) -> tuple[Floats, Floats]:
    """Return the vector process of a month.

    Parameters
    ----------
    statistics : ClimateStatistics
        The climate.
    month : int
        1 to 12.

    Returns
    -------
    memory : numpy.ndarray
        Lag-1 coefficients of temperature, clearness and wind, shape (3,).
    root : numpy.ndarray
        Square root of the covariance of the innovations, shape (3, 3). Where the stated correlations
        contradict the autocorrelations, the nearest covariance that exists.
    """
    m = month - 1
    correlation = np.eye(3)
    stated = (
        statistics.temperature_clearness[m],
        statistics.temperature_wind[m],
        statistics.clearness_wind[m],
    )
    for (i, j), r in zip(_PAIRS, stated, strict=True):
        correlation[i, j] = correlation[j, i] = r
    stated_lag1 = (statistics.temperature_lag1[m], statistics.clearness_lag1[m], statistics.wind_lag1[m])
    memory = np.array([memory_within_month(lag1) for lag1 in stated_lag1])
    innovation = correlation * (1.0 - np.outer(memory, memory))
    values, vectors = np.linalg.eigh(innovation)
    return memory, vectors * np.sqrt(np.maximum(values, 0.0)) @ vectors.T


@cache
def memory_within_month(lag1: float) -> float:
    """Return the memory that gives this correlation from day to day about the mean of the month itself.

    The statistics are about the mean of many years; a reference year has that mean in every month, which
    takes the slow part of the weather away. A longer memory gives it back.

    Parameters
    ----------
    lag1 : float
        Correlation of the deviations from the mean of many years.

    Returns
    -------
    float
        Lag-1 coefficient of the process, at most ``generator_memory_max``.
    """
    apart = np.abs(np.subtract.outer(np.arange(_MONTH_DAYS), np.arange(_MONTH_DAYS)))
    centre = np.eye(_MONTH_DAYS) - 1.0 / _MONTH_DAYS
    low, high = 0.0, figures("weather")["generator_memory_max"]
    for _ in range(_BISECTIONS):
        middle = 0.5 * (low + high)
        spread = centre @ middle**apart @ centre
        found = np.diag(spread, 1).mean() / np.diag(spread).mean()
        low, high = (middle, high) if found < lag1 else (low, middle)
    return 0.5 * (low + high)


def marginals(statistics: ClimateStatistics, month: int) -> tuple[Floats, Floats, Floats]:
    """Return the values of the days of a month in rising order.

    They are the middles of equal slices of each distribution.

    Parameters
    ----------
    statistics : ClimateStatistics
        The climate.
    month : int
        1 to 12.

    Returns
    -------
    temperature_c, clearness, wind_m_per_s : numpy.ndarray
        Each of shape (days of the month,).
    """
    m = month - 1
    n_days = int((month_of_day() == month).sum())
    at = (np.arange(n_days) + 0.5) / n_days
    temperature = _normal_axis(at, TEMPERATURE_QUANTILES, statistics.temperature_quantiles_c[m])
    temperature += statistics.temperature_mean_c[m] - temperature.mean()
    dullest, brightest = CLEARNESS_QUANTILES[0] / 50.0, 0.999
    chances = (dullest, *CLEARNESS_QUANTILES, brightest)
    low = 0.5 * statistics.clearness_quantiles[m][0]
    clearness = _normal_axis(
        at, chances, [low, *statistics.clearness_quantiles[m], statistics.clearness_max[m]]
    )
    mean, sd = statistics.wind_mean_m_per_s[m], statistics.wind_daily_sd_m_per_s[m]
    wind = stats.gamma.ppf(at, (mean / sd) ** 2, scale=sd**2 / mean)
    return temperature, clearness, np.asarray(wind * mean / wind.mean())


def through_months(values_by_month: Floats) -> Floats:
    """Return a line without jumps whose monthly means are the given ones.

    Parameters
    ----------
    values_by_month : numpy.ndarray
        Shape (n, 12).

    Returns
    -------
    numpy.ndarray
        Shape (n, 365); straight between the middles of the months.
    """
    month = month_of_day()
    middle = np.array([np.flatnonzero(month == m).mean() for m in range(1, 13)])
    days = np.arange(_DAYS)
    knots = np.concatenate((middle[-1:] - _DAYS, middle, middle[:1] + _DAYS))
    basis = np.array([np.interp(days, knots, np.concatenate((e[-1:], e, e[:1]))) for e in np.eye(12)])
    means = np.array([[row[month == m].mean() for m in range(1, 13)] for row in basis])
    return np.asarray(np.linalg.solve(means.T, values_by_month.T).T @ basis)


def _normal_axis(at: Floats, chances: tuple[float, ...], quantiles: list[float]) -> Floats:
    """Quantile function through given points: smooth and rising on the axis of the normal distribution."""
    axis = np.array([NormalDist().inv_cdf(p) for p in chances])
    where = np.array([NormalDist().inv_cdf(float(p)) for p in at])
    curve = PchipInterpolator(axis, np.asarray(quantiles, dtype=np.float64), extrapolate=False)
    inside = curve(np.clip(where, axis[0], axis[-1]))
    first, last = (
        (quantiles[1] - quantiles[0]) / (axis[1] - axis[0]),
        (quantiles[-1] - quantiles[-2]) / (axis[-1] - axis[-2]),
    )
    return np.asarray(
        inside + first * np.minimum(where - axis[0], 0.0) + last * np.maximum(where - axis[-1], 0.0)
    )


def _scores(statistics: ClimateStatistics, n: int, seed: int) -> Floats:
    """Draw n years of standard normal scores, shape (n, 365, 3), after a spin-up of December days."""
    generator = np.random.Generator(np.random.PCG64(seed))
    processes = [process(statistics, month) for month in range(1, 13)]
    months = np.concatenate((np.full(_SPIN_UP_DAYS, 12), month_of_day()))
    noise = generator.standard_normal((months.size, n, 3))
    state = np.zeros((n, 3))
    scores = np.empty((n, _DAYS, 3))
    for day, month in enumerate(months):
        memory, root = processes[month - 1]
        state = state * memory + noise[day] @ root
        if day >= _SPIN_UP_DAYS:
            scores[:, day - _SPIN_UP_DAYS] = state
    return scores


def _to_values(
    statistics: ClimateStatistics, scores: Floats, outside: Floats
) -> tuple[Floats, Floats, Floats, Floats]:
    """Give each day the value whose rank in the month is the rank of its score."""
    month = month_of_day()
    n = scores.shape[0]
    values = np.empty_like(scores)
    share = np.empty((n, _DAYS))
    trend = through_months(np.array([statistics.temperature_mean_c]))[0]
    for k in range(3):
        by_month = np.array([scores[:, month == m, k].mean(axis=1) for m in range(1, 13)]).T
        # without this, a warm January in the draw would end in a cold first of February
        level = scores[:, :, k] - through_months(by_month)
        for m in range(1, 13):
            chosen = np.flatnonzero(month == m)
            rank_by = level[:, chosen]
            if k == 0:
                wave = (trend[chosen] - statistics.temperature_mean_c[m - 1]) / statistics.temperature_sd_k[
                    m - 1
                ]
                rank_by = rank_by + wave
            rank = rank_by.argsort(axis=1).argsort(axis=1)
            sorted_values = marginals(statistics, m)[k]
            values[:, chosen, k] = sorted_values[rank]
            if k == 1:
                values[:, chosen, 1] = _to_month_sum(values[:, chosen, 1], statistics, m, outside[chosen])
                share[:, chosen] = _share(sorted_values)[rank]
    return values[:, :, 0], values[:, :, 1], values[:, :, 2], share


def _to_month_sum(clearness: Floats, statistics: ClimateStatistics, month: int, outside: Floats) -> Floats:
    wanted = statistics.ghi_kwh_per_m2[month - 1]
    return np.asarray(clearness * (wanted / (clearness * outside).sum(axis=1, keepdims=True)))


def _share(sorted_clearness: Floats) -> Floats:
    """0 at the mean of the dullest quarter of the days, 1 at that of the clearest, beyond at the ends."""
    quarter = max(1, round(sorted_clearness.size / 4))
    dull, clear = sorted_clearness[:quarter].mean(), sorted_clearness[-quarter:].mean()
    return np.asarray(np.clip((sorted_clearness - dull) / (clear - dull), *_SHARE_LIMITS))


def _distance(statistics: ClimateStatistics, temperature: Floats, clearness: Floats, wind: Floats) -> Floats:
    """Mean square of what correlations and the coldest day differ from the statistics, by season."""
    p = figures("weather")
    month = month_of_day()
    wave = seasonal_wave_c(through_months(np.array([statistics.temperature_mean_c]))[0])
    values = (temperature - wave, clearness, wind)
    lag1 = (statistics.temperature_lag1, statistics.clearness_lag1, statistics.wind_lag1)
    cross = (statistics.temperature_clearness, statistics.temperature_wind, statistics.clearness_wind)
    total = np.zeros(temperature.shape[0])
    for season in _SEASONS:
        within = np.isin(month, season)
        weight = p["generator_winter_weight"] if 1 in season else 1.0
        standard = [_standard(v, month, season) for v in values]
        for k in range(3):
            found = (standard[k] * np.roll(standard[k], -1, axis=1))[:, within].mean(axis=1)
            total += weight * (found - np.mean([lag1[k][m - 1] for m in season])) ** 2
        for (i, j), stated in zip(_PAIRS, cross, strict=True):
            found = (standard[i] * standard[j])[:, within].mean(axis=1)
            total += weight * (found - np.mean([stated[m - 1] for m in season])) ** 2
    coldest = (temperature.min(axis=1) - statistics.coldest_day_c) / p["generator_coldest_scale_k"]
    return np.asarray(total / (6 * len(_SEASONS)) + p["generator_coldest_weight"] * coldest**2)


def _standard(values: Floats, month: np.ndarray, season: tuple[int, ...]) -> Floats:
    """Deviation from the mean of the month over its spread; the months of one season, 0 elsewhere."""
    standard = np.zeros_like(values)
    for m in season:
        chosen = month == m
        part = values[:, chosen]
        standard[:, chosen] = (part - part.mean(axis=1, keepdims=True)) / part.std(axis=1, keepdims=True)
    return standard
