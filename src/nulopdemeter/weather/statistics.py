"""Statistics of a station, from which a reference year is made."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path

import numpy as np

from nulopdemeter.weather.climate import Floats, Site, hour_stamps
from nulopdemeter.weather.knmi import open_knmi, stations, year_series
from nulopdemeter.weather.position import extraterrestrial_horizontal_w_per_m2, position
from nulopdemeter.weather.series import RawSeries

TEMPERATURE_QUANTILES = (0.01, 0.05, 0.50, 0.95, 0.99)
CLEARNESS_QUANTILES = (0.05, 0.25, 0.50, 0.75, 0.95)
# Below this the clearness of an hour is a quotient of two small numbers.
_MIN_SUN_W_PER_M2 = 50.0
_DAYS = 365
_DECIMALS = 4


@dataclass(frozen=True)
class ClimateStatistics:
    """What is known of the climate of a station.

    Lists by month have 12 entries; hours are UTC and hour-ending.

    Attributes
    ----------
    station, period, source : str
        What it describes and where that comes from.
    latitude_deg, longitude_deg, altitude_m : float
        Place.
    temperature_mean_c : list of float
        Mean of the month. [°C]
    temperature_sd_k : list of float
        Spread of the daily means about the seasonal wave, over all years. [K]
    temperature_lag1 : list of float
        Correlation of that deviation from day to day.
    temperature_quantiles_c : list of list of float
        Daily means at ``TEMPERATURE_QUANTILES``. [°C]
    diurnal_clear_k, diurnal_overcast_k : list of list of float
        Deviation from the daily mean in 24 hours, in the clearest and the dullest quarter of the days. [K]
    ghi_kwh_per_m2 : list of float
        Global irradiance of the month. [kWh/m²]
    clearness_mean, clearness_sd, clearness_lag1, clearness_max : list of float
        Daily global irradiance over that outside the atmosphere.
    clearness_quantiles : list of list of float
        At ``CLEARNESS_QUANTILES``.
    wind_mean_m_per_s, wind_daily_sd_m_per_s, wind_hourly_sd_m_per_s, wind_lag1 : list of float
        Wind at 10 m; the correlation is that of the daily means.
    temperature_clearness, temperature_wind, clearness_wind : list of float
        Correlations of the daily values.
    depression_mean_k, depression_clear_k, depression_overcast_k : list of float
        Temperature minus dew point, of all days and of the clearest and dullest quarter. [K]
    wind_by_hour : list of float
        Wind in 24 hours over its daily mean.
    hourly_clearness_sd, hourly_clearness_lag1, hourly_wind_lag1 : float
        Spread of the hourly clearness about that of the day; correlations from hour to hour.
    coldest_day_c : float
        Mean over the years of the coldest daily mean. [°C]
    """

    station: str
    period: str
    source: str
    latitude_deg: float
    longitude_deg: float
    altitude_m: float
    temperature_mean_c: list[float]
    temperature_sd_k: list[float]
    temperature_lag1: list[float]
    temperature_quantiles_c: list[list[float]]
    diurnal_clear_k: list[list[float]]
    diurnal_overcast_k: list[list[float]]
    ghi_kwh_per_m2: list[float]
    clearness_mean: list[float]
    clearness_sd: list[float]
    clearness_lag1: list[float]
    clearness_max: list[float]
    clearness_quantiles: list[list[float]]
    wind_mean_m_per_s: list[float]
    wind_daily_sd_m_per_s: list[float]
    wind_hourly_sd_m_per_s: list[float]
    wind_lag1: list[float]
    temperature_clearness: list[float]
    temperature_wind: list[float]
    clearness_wind: list[float]
    depression_mean_k: list[float]
    depression_clear_k: list[float]
    depression_overcast_k: list[float]
    wind_by_hour: list[float]
    hourly_clearness_sd: float
    hourly_clearness_lag1: float
    hourly_wind_lag1: float
    coldest_day_c: float


@dataclass(frozen=True)
class DailySeries:
    """Hours of several years, as days; arrays of shape (years, 365, 24)."""

    temperature_c: Floats
    dewpoint_c: Floats
    wind_m_per_s: Floats
    ghi_w_per_m2: Floats
    outside_w_per_m2: Floats


def station_statistics(paths: Sequence[Path], years: Sequence[int]) -> ClimateStatistics:
    """Compute the statistics of a station from KNMI hourly files.

    Parameters
    ----------
    paths : Sequence of Path
        Files of one station that together hold the years.
    years : Sequence of int
        Which years; 29 February is dropped.

    Returns
    -------
    ClimateStatistics
        Over all these years.
    """
    opened = [open_knmi(path) for path in paths]
    site = stations()[opened[0].station]
    found = {}
    for file in opened:
        for year in set(years) & set(file.years):
            found[year] = year_series(file, year)[0]
    missing = [y for y in years if y not in found]
    if missing:
        raise ValueError(f"no rows for {missing}")
    return compute_statistics([found[y] for y in years], years, site)


def compute_statistics(series: Sequence[RawSeries], years: Sequence[int], site: Site) -> ClimateStatistics:
    """Compute the statistics of whole years.

    Parameters
    ----------
    series : Sequence of RawSeries
        One a year, 8760 hours in UTC.
    years : Sequence of int
        Their years.
    site : Site
        Place; its clock is UTC.

    Returns
    -------
    ClimateStatistics
        Over all these years.
    """
    days = _days(series, years, site)
    daily_t = days.temperature_c.mean(axis=2)
    outside = days.outside_w_per_m2.sum(axis=2)
    clearness = days.ghi_w_per_m2.sum(axis=2) / outside
    wind = days.wind_m_per_s.mean(axis=2)
    anomaly = daily_t - seasonal_wave_c(daily_t.mean(axis=0))
    month = month_of_day()
    groups = [np.flatnonzero(month == m) for m in range(1, 13)]
    diurnal = days.temperature_c - daily_t[:, :, None]
    depression = (days.temperature_c - days.dewpoint_c).mean(axis=2)
    clear, dull = _quarters(clearness, groups)
    hourly_sd, hourly_lag1 = _hourly_clearness(days)
    return ClimateStatistics(
        station=site.name,
        period=f"{years[0]}-{years[-1]}",
        source="knmi-hourly",
        latitude_deg=site.latitude_deg,
        longitude_deg=site.longitude_deg,
        altitude_m=site.altitude_m,
        temperature_mean_c=[_r(daily_t[:, g].mean()) for g in groups],
        temperature_sd_k=[_r(anomaly[:, g].std()) for g in groups],
        temperature_lag1=_lag1(anomaly, groups),
        temperature_quantiles_c=[_rs(np.quantile(daily_t[:, g], TEMPERATURE_QUANTILES)) for g in groups],
        diurnal_clear_k=[_rs(diurnal[:, g][clear[:, g]].mean(axis=0)) for g in groups],
        diurnal_overcast_k=[_rs(diurnal[:, g][dull[:, g]].mean(axis=0)) for g in groups],
        ghi_kwh_per_m2=[_r(days.ghi_w_per_m2[:, g].sum() / 1000.0 / len(years)) for g in groups],
        clearness_mean=[_r(clearness[:, g].mean()) for g in groups],
        clearness_sd=[_r(clearness[:, g].std()) for g in groups],
        clearness_lag1=_lag1(clearness, groups),
        clearness_max=[_r(clearness[:, g].max()) for g in groups],
        clearness_quantiles=[_rs(np.quantile(clearness[:, g], CLEARNESS_QUANTILES)) for g in groups],
        wind_mean_m_per_s=[_r(wind[:, g].mean()) for g in groups],
        wind_daily_sd_m_per_s=[_r(wind[:, g].std()) for g in groups],
        wind_hourly_sd_m_per_s=[_r(days.wind_m_per_s[:, g].std()) for g in groups],
        wind_lag1=_lag1(wind, groups),
        temperature_clearness=[_r(_corr(anomaly[:, g], clearness[:, g])) for g in groups],
        temperature_wind=[_r(_corr(anomaly[:, g], wind[:, g])) for g in groups],
        clearness_wind=[_r(_corr(clearness[:, g], wind[:, g])) for g in groups],
        depression_mean_k=[_r(depression[:, g].mean()) for g in groups],
        depression_clear_k=[_r(depression[:, g][clear[:, g]].mean()) for g in groups],
        depression_overcast_k=[_r(depression[:, g][dull[:, g]].mean()) for g in groups],
        wind_by_hour=_rs(days.wind_m_per_s.mean(axis=(0, 1)) / days.wind_m_per_s.mean()),
        hourly_clearness_sd=hourly_sd,
        hourly_clearness_lag1=hourly_lag1,
        hourly_wind_lag1=_r(_corr(*_neighbours(days.wind_m_per_s.reshape(len(years), -1)))),
        coldest_day_c=_r(daily_t.min(axis=1).mean()),
    )


def month_of_day() -> np.ndarray:
    """Return the month, 1 to 12, of each of the 365 days.

    Returns
    -------
    numpy.ndarray of int
        Shape (365,).
    """
    return np.repeat(np.arange(1, 13), (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31))


def seasonal_wave_c(mean_by_day_c: Floats) -> Floats:
    """Return the yearly wave of the temperature: two harmonics fitted to the mean of each day.

    Parameters
    ----------
    mean_by_day_c : numpy.ndarray
        Shape (365,). [°C]

    Returns
    -------
    numpy.ndarray
        Shape (365,). [°C]
    """
    angle = 2.0 * np.pi * (np.arange(_DAYS) + 0.5) / _DAYS
    waves = np.column_stack([np.ones(_DAYS), *(f(k * angle) for k in (1, 2) for f in (np.cos, np.sin))])
    return np.asarray(waves @ np.linalg.lstsq(waves, mean_by_day_c, rcond=None)[0])


def write_statistics(statistics: ClimateStatistics, path: Path) -> None:
    """Write statistics as JSON.

    Parameters
    ----------
    statistics : ClimateStatistics
        What to write.
    path : Path
        The file.
    """
    lines = [f"  {json.dumps(key)}: {json.dumps(item)}" for key, item in asdict(statistics).items()]
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def read_statistics(path: Path) -> ClimateStatistics:
    """Read statistics from JSON.

    Parameters
    ----------
    path : Path
        The file.

    Returns
    -------
    ClimateStatistics
        What it holds.
    """
    held = json.loads(path.read_text(encoding="utf-8"))
    wanted = {f.name for f in fields(ClimateStatistics)}
    if set(held) != wanted:
        raise ValueError(f"{path.name}: keys differ: {sorted(set(held) ^ wanted)}")
    return ClimateStatistics(**held)


def _days(series: Sequence[RawSeries], years: Sequence[int], site: Site) -> DailySeries:
    shape = (len(years), _DAYS, 24)
    temperature, dewpoint, wind, ghi = (
        np.array([raw.columns[name] for raw in series]).reshape(shape)
        for name in ("temperature_c", "dewpoint_c", "wind_m_per_s", "ghi_w_per_m2")
    )
    suns = [extraterrestrial_horizontal_w_per_m2(position(hour_stamps(y), site)) for y in years]
    return DailySeries(temperature, dewpoint, wind, ghi, np.array(suns).reshape(shape))


def _quarters(clearness: Floats, groups: list[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    clear, dull = np.zeros(clearness.shape, dtype=bool), np.zeros(clearness.shape, dtype=bool)
    for g in groups:
        low, high = np.quantile(clearness[:, g], (0.25, 0.75))
        clear[:, g], dull[:, g] = clearness[:, g] >= high, clearness[:, g] <= low
    return clear, dull


def _hourly_clearness(days: DailySeries) -> tuple[float, float]:
    has_sun = days.outside_w_per_m2 > _MIN_SUN_W_PER_M2
    hourly = np.where(has_sun, days.ghi_w_per_m2 / np.where(has_sun, days.outside_w_per_m2, 1.0), np.nan)
    daily = days.ghi_w_per_m2.sum(axis=2) / days.outside_w_per_m2.sum(axis=2)
    now, next_one = _neighbours(hourly.reshape(hourly.shape[0], -1))
    both = ~np.isnan(now) & ~np.isnan(next_one)
    return _r(np.nanstd(hourly - daily[:, :, None])), _r(_corr(now[both], next_one[both]))


def _neighbours(values: Floats) -> tuple[Floats, Floats]:
    return values[:, :-1].ravel(), values[:, 1:].ravel()


def _lag1(values: Floats, groups: list[np.ndarray]) -> list[float]:
    return [_r(_corr(values[:, g[:-1]], values[:, g[1:]])) for g in groups]


def _corr(a: Floats, b: Floats) -> float:
    return float(np.corrcoef(a.ravel(), b.ravel())[0, 1])


def _r(number: float) -> float:
    return round(float(number), _DECIMALS)


def _rs(numbers: Floats) -> list[float]:
    return [_r(n) for n in numbers]
