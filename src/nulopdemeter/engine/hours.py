"""Weather, sun and calendar → what is the same for every dwelling, hour by hour."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from scipy.constants import Stefan_Boltzmann

from nulopdemeter.engine.elements import Floats
from nulopdemeter.engine.planes import Planes
from nulopdemeter.engine.tables import read_table
from nulopdemeter.kernels import layout as at
from nulopdemeter.parameters import figures
from nulopdemeter.units import DAYS_PER_YEAR, H_PER_DAY, H_PER_YEAR, KELVIN_OFFSET, S_PER_H, W_PER_KW
from nulopdemeter.weather import Weather

# The order of the profiles, so that each consumer reads neighbouring columns.
P_NIGHT, P_MONTH_C, P_ONE, P_PRESENCE, P_USE, P_WATER = 0, 1, 2, 3, 6, 9
N_HOUSEHOLDS = 3
_CALENDAR_START = "2027-01-01"


def hour_mean(values: Floats) -> Floats:
    """Return means over the hour of a series of instants at the end of each hour.

    Parameters
    ----------
    values : ndarray, shape (T,)
        Instants at the stamps; the year closes on itself.

    Returns
    -------
    ndarray, shape (T,)
        Mean of the values at start and end of the hour.
    """
    return 0.5 * (values + np.roll(values, 1))


def local_clock() -> tuple[Floats, Floats]:
    """Return the Dutch clock of each hour of standard time.

    Returns
    -------
    tuple of ndarray, shape (8760,)
        Clock hour at the beginning of the hour (0 to 23) and day of the week (0 is Monday).

    Notes
    -----
    People live by the clock, which is an hour ahead in summer. The calendar is that of a fixed year.
    """
    standard = pd.date_range(_CALENDAR_START, periods=H_PER_YEAR, freq="h", tz="Etc/GMT-1")
    clock = standard.tz_convert("Europe/Amsterdam")
    return clock.hour.to_numpy(np.float64), clock.day_of_week.to_numpy(np.float64)


def month_of_hour() -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Return the month of each hour of a year without a leap day.

    Returns
    -------
    ndarray of int, shape (8760,)
        0 for January.
    """
    return np.repeat(
        np.arange(12), [H_PER_DAY * d for d in (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)]
    ).astype(np.int64)


def monthly_mean(series: Floats) -> Floats:
    """Return the means of the twelve months.

    Parameters
    ----------
    series : ndarray, shape (8760,)
        Hourly values.

    Returns
    -------
    ndarray, shape (12,)
        Monthly means.
    """
    months = month_of_hour()
    return np.bincount(months, series, 12) / np.bincount(months, minlength=12)


def climate_columns(weather: Weather, profile: str) -> Floats:
    """Return the hourly climate as the kernels read it.

    Parameters
    ----------
    weather : Weather
        The year.
    profile : str
        Table of coefficients: ``"profile_effective"`` or ``"profile_standard"``.

    Returns
    -------
    ndarray, shape (8760, N_CLIMATE)
        Columns of ``kernels.layout``.
    """
    c, leak, p = figures("controls"), figures("leakage"), figures(profile)
    climate = np.zeros((H_PER_YEAR, at.N_CLIMATE))
    out_c = hour_mean(weather.temperature_c)
    climate[:, at.OUT_C] = out_c
    moist = 1.0 + leak["vapour_lightness"] * leak["humidity_kg_per_kg"]
    density = weather.pressure_pa / (leak["dry_air_j_per_kgk"] * (out_c + KELVIN_OFFSET) * moist)
    moist_j_per_kgk = leak["dry_j_per_kgk"] + leak["vapour_j_per_kgk"] * leak["humidity_kg_per_kg"]
    climate[:, at.AIR_WH_PER_M3K] = density * moist_j_per_kgk / S_PER_H
    brine_c = c["brine_slope"] * out_c + c["brine_intercept_c"]
    climate[:, at.BRINE_C] = np.clip(brine_c, c["brine_least_c"], c["brine_most_c"])
    wind = hour_mean(weather.wind_m_per_s)
    climate[:, at.WIND_POW] = wind ** (4.0 / 3.0)
    climate[:, at.WIND_SQ] = wind**2
    film = figures("films")
    climate[:, at.WIND_WINDWARD] = wind ** film["windward_exponent"]
    climate[:, at.WIND_LEEWARD] = wind ** film["leeward_exponent"]
    black = 4.0 * Stefan_Boltzmann * (out_c + KELVIN_OFFSET) ** 3
    climate[:, at.RADIATIVE_OUT_W_PER_M2K] = film["outside_emissivity_frac"] * black
    climate[:, at.ONE] = climate[:, at.AIRING_FRAC] = 1.0
    emitted = Stefan_Boltzmann * (weather.temperature_c + KELVIN_OFFSET) ** 4
    measured = hour_mean(emitted - weather.infrared_w_per_m2)
    share = p["measured_sky_frac"]
    climate[:, at.SKY_W_PER_M2] = share * measured + (1.0 - share) * p["sky_deficit_w_per_m2"]
    climate[:, at.CURVE] = _heating_curve(out_c, c)
    put_pump_columns(climate, out_c)
    return climate


def put_pump_columns(climate: Floats, out_c: Floats) -> None:
    """Fill the columns with which a heat pump finds itself between its declared points.

    Parameters
    ----------
    climate : ndarray, shape (n, N_CLIMATE)
        Receives the weights of the four test temperatures, the outlet of the low-temperature test and the
        distance to that of the medium-temperature test.
    out_c : ndarray, shape (n,)
        Outdoor temperature [°C].
    """
    tests = read_table("en14825_outlets")
    outdoor = np.array([float(row["outdoor_c"]) for row in tests])
    for k in range(len(outdoor)):
        climate[:, at.HAT_M7 + k] = np.interp(out_c, outdoor, np.eye(len(outdoor))[k])
    low, medium = (
        np.interp(out_c, outdoor, [float(row[name]) for row in tests])
        for name in ("low_outlet_c", "medium_outlet_c")
    )
    climate[:, at.PUMP_LOW_C] = low
    climate[:, at.PUMP_SPAN_PER_K] = 1.0 / (medium - low)


def _heating_curve(out_c: Floats, c: Mapping[str, float]) -> Floats:
    window = int(c["curve_days_h"])
    wrapped = np.concatenate([out_c[-window + 1 :], out_c])
    running = np.convolve(wrapped, np.full(window, 1.0 / window), "valid")
    lift = (c["room_c"] - running) / (c["room_c"] - c["design_outdoor_c"])
    return np.clip(lift, 0.0, 1.2) ** (1.0 / c["emitter_power"])


def profile_columns(weather: Weather) -> Floats:
    """Return what people do, hour by hour, on the Dutch clock.

    Parameters
    ----------
    weather : Weather
        For the monthly mean outdoor temperature that levels the set point.

    Returns
    -------
    ndarray, shape (8760, 10)
        Night (0 or 1); monthly mean outdoor temperature [°C]; one; presence of three household sizes (share of
        its persons at home); electricity of three household sizes [W per kWh a year]; heat in hot water
        [W per litre a day at 60 °C].
    """
    c = figures("controls")
    hour, _ = local_clock()
    clock = hour.astype(np.int64)
    shapes = read_table("household_hours")
    columns = np.zeros((H_PER_YEAR, P_WATER + 1))
    columns[:, P_NIGHT] = (hour >= c["night_from_h"]) | (hour < c["night_to_h"])
    columns[:, P_MONTH_C] = monthly_mean(weather.temperature_c)[month_of_hour()]
    columns[:, P_ONE] = 1.0
    day = np.arange(H_PER_YEAR) / H_PER_DAY
    season = 1.0 + c["use_season_frac"] * np.cos(2.0 * np.pi * (day - c["use_peak_day"]) / DAYS_PER_YEAR)
    for k in range(N_HOUSEHOLDS):
        columns[:, P_PRESENCE + k] = _shape(shapes, f"presence_{k + 1}")[clock]
        use = _shape(shapes, f"electricity_{k + 1}")[clock] * season
        columns[:, P_USE + k] = use * W_PER_KW / use.sum()
    cold_c = c["cold_mean_c"] - c["cold_swing_k"] * np.cos(
        2.0 * np.pi * (day - c["cold_coldest_day"]) / DAYS_PER_YEAR
    )
    draw = _shape(shapes, "hot_water")[clock]
    litres_per_h = draw * DAYS_PER_YEAR / draw.sum()
    columns[:, P_WATER] = litres_per_h * c["water_wh_per_lk"] * (c["use_c"] - cold_c)
    return columns


def _shape(rows: tuple[Mapping[str, str], ...], column: str) -> Floats:
    return np.array([float(row[column]) for row in rows])


def make_hours(weather: Weather, planes: Planes, profile: str) -> at.Hours:
    """Compute everything that is the same for all dwellings in a climate, once.

    Parameters
    ----------
    weather : Weather
        The year.
    planes : Planes
        Which planes the sun is wanted on, and the PV.
    profile : str
        Table of coefficients.

    Returns
    -------
    Hours
        What the kernels read.
    """
    months = month_of_hour()
    days = np.array([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31], np.float64)
    middle_h = H_PER_DAY * (np.cumsum(days) - 0.5 * days)
    hour = np.arange(H_PER_YEAR) + 0.5
    before = (np.searchsorted(middle_h, hour, "right") - 1) % 12
    step_h = (middle_h[(before + 1) % 12] - middle_h[before]) % H_PER_YEAR
    return at.Hours(
        climate_columns(weather, profile),
        planes.sun(weather, profile),
        planes.pv(weather),
        profile_columns(weather),
        months,
        before.astype(np.int64),
        ((hour - middle_h[before]) % H_PER_YEAR) / step_h,
    )
