"""Weather, sun and calendar → what is the same for every dwelling, hour by hour."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from scipy.constants import Stefan_Boltzmann

from nulopdemeter.engine.calendar_hours import (
    SATURDAY,
    cold_water_c,
    fill_calendar,
    hours_of_a_day,
    local_clock,
)
from nulopdemeter.engine.elements import Bools, Floats, Ints
from nulopdemeter.engine.planes import Planes
from nulopdemeter.engine.tables import number_column, read_table
from nulopdemeter.kernels import layout as at
from nulopdemeter.kernels.shapes import Hours
from nulopdemeter.parameters import figures
from nulopdemeter.units import DAYS_PER_YEAR, H_PER_DAY, H_PER_YEAR, KELVIN_OFFSET, S_PER_H, W_PER_KW
from nulopdemeter.weather import Weather

# Household types in the order of their profiles: the rows of ``parameters/household_types.csv``.
HOUSEHOLD_TYPES = tuple(row["household_type"] for row in read_table("household_types"))
N_HOUSEHOLDS = len(HOUSEHOLD_TYPES)
# The order of the profiles, so that each consumer reads neighbouring columns: set point from P_EMPTY to P_ONE, gains
# from P_ONE to P_COOKING, electricity P_USE and P_COOKING.
P_EMPTY = 0
P_NIGHT = P_EMPTY + N_HOUSEHOLDS
P_MONTH_C = P_NIGHT + 1
P_ONE = P_MONTH_C + 1
P_PRESENCE = P_ONE + 1
P_USE = P_PRESENCE + N_HOUSEHOLDS
P_COOKING = P_USE + N_HOUSEHOLDS
P_WATER = P_COOKING + 1
N_PROFILES = P_WATER + N_HOUSEHOLDS


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
    brine_c = c["brine_slope"] * running_mean(out_c, int(c["brine_days_h"])) + c["brine_intercept_c"]
    climate[:, at.BRINE_C] = np.clip(brine_c, c["brine_least_c"], c["brine_most_c"])
    wind = hour_mean(weather.wind_m_per_s)
    climate[:, at.WIND_POW] = wind ** (4.0 / 3.0)
    climate[:, at.WIND_SQ] = wind**2
    film = figures("films")
    climate[:, at.WIND_WINDWARD] = wind ** film["windward_exponent"]
    climate[:, at.WIND_LEEWARD] = wind ** film["leeward_exponent"]
    black = 4.0 * Stefan_Boltzmann * (out_c + KELVIN_OFFSET) ** 3
    climate[:, at.RADIATIVE_OUT_W_PER_M2K] = film["outside_emissivity_frac"] * black
    climate[:, [at.ONE, at.AIRING_FRAC, at.FLOW_FRAC, at.FAN_FRAC]] = 1.0
    emitted = Stefan_Boltzmann * (weather.temperature_c + KELVIN_OFFSET) ** 4
    measured = hour_mean(emitted - weather.infrared_w_per_m2)
    share = p["measured_sky_frac"]
    climate[:, at.SKY_W_PER_M2] = share * measured + (1.0 - share) * p["sky_deficit_w_per_m2"]
    climate[:, at.CURVE] = _heating_curve(out_c, c)
    put_pump_columns(climate, out_c)
    fill_calendar(climate, weather, local_clock())
    return climate


def put_pump_columns(climate: Floats, out_c: Floats) -> None:
    """Fill the columns with which a heat pump finds itself between its declared points.

    Parameters
    ----------
    climate : ndarray, shape (n, N_CLIMATE)
        Receives the weights of the four test temperatures, the outlet of the low-temperature test, the distance to
        that of the medium-temperature test, and the bow of the efficiency between the points.
    out_c : ndarray, shape (n,)
        Outdoor temperature [°C].
    """
    outdoor = number_column("en14825_outlets", "outdoor_c")
    for k in range(len(outdoor)):
        climate[:, at.HAT_M7 + k] = np.interp(out_c, outdoor, np.eye(len(outdoor))[k])
    low, medium = (
        np.interp(out_c, outdoor, number_column("en14825_outlets", name))
        for name in ("low_outlet_c", "medium_outlet_c")
    )
    climate[:, at.PUMP_LOW_C] = low
    climate[:, at.PUMP_SPAN_PER_K] = 1.0 / (medium - low)
    climate[:, at.PUMP_BOW] = 0.5 * (_bow(out_c, "low_outlet_c") + _bow(out_c, "medium_outlet_c"))


def _bow(out_c: Floats, outlet: str) -> Floats:
    """How far an efficiency lies above the line between its points where the COP of a test is a line."""
    outdoor, outlets = number_column("en14825_outlets", "outdoor_c"), number_column("en14825_outlets", outlet)

    def ideal(air_c: Floats) -> Floats:
        water_c = np.interp(air_c, outdoor, outlets)
        lift_k = np.maximum(water_c - air_c, figures("installations")["pump_least_lift_k"])
        return np.asarray((water_c + KELVIN_OFFSET) / lift_k)

    inside_c = np.clip(out_c, outdoor[0], outdoor[-1])
    return np.asarray(np.interp(inside_c, outdoor, ideal(outdoor)) / ideal(inside_c) - 1.0)


def running_mean(series: Floats, window_h: int) -> Floats:
    """Return the mean of the hours before and up to each hour; the year closes on itself.

    Parameters
    ----------
    series : ndarray, shape (T,)
        Hourly values.
    window_h : int
        How many hours.

    Returns
    -------
    ndarray, shape (T,)
        Running means.
    """
    wrapped = np.concatenate([series[len(series) - window_h + 1 :], series])
    total = np.concatenate([[0.0], np.cumsum(wrapped)])
    return np.asarray((total[window_h:] - total[:-window_h]) / window_h)


def _heating_curve(out_c: Floats, c: Mapping[str, float]) -> Floats:
    running = running_mean(out_c, int(c["curve_days_h"]))
    lift = (c["room_c"] - running) / (c["room_c"] - c["design_outdoor_c"])
    return np.clip(lift, 0.0, c["curve_most_frac"]) ** (1.0 / c["emitter_power"])


def profile_columns(weather: Weather) -> Floats:
    """Return what people do, hour by hour, on the Dutch clock.

    Parameters
    ----------
    weather : Weather
        For the monthly mean outdoor temperature that levels the set point.

    Returns
    -------
    ndarray, shape (8760, N_PROFILES)
        By household type the share of the homes with nobody in by day; night (0 or 1); monthly mean outdoor
        temperature [°C]; one; by household type the share of its persons at home and its electricity without cooking
        [W per kWh a year]; cooking on electricity [W per kWh a year]; by household type the heat in hot water [W per
        litre a day at 60 °C].
    """
    c = figures("controls")
    hour, weekday = local_clock()
    calendar = _Calendar(hour.astype(np.int64), weekday >= SATURDAY)
    day = np.arange(H_PER_YEAR) / H_PER_DAY
    yearly = np.cos(2.0 * np.pi * (day - c["use_peak_day"]) / DAYS_PER_YEAR)
    wh_per_l = c["water_wh_per_lk"] * (c["use_c"] - cold_water_c())
    columns = np.zeros((H_PER_YEAR, N_PROFILES))
    columns[:, P_NIGHT] = (hour >= c["night_from_h"]) | (hour < c["night_to_h"])
    columns[:, P_MONTH_C] = monthly_mean(weather.temperature_c)[month_of_hour()]
    columns[:, P_ONE] = 1.0
    for k, kind in enumerate(read_table("household_types")):
        name = kind["household_type"]
        columns[:, P_EMPTY + k] = _daily(name, "empty", calendar) * (1.0 - columns[:, P_NIGHT])
        columns[:, P_PRESENCE + k] = _daily(name, "presence", calendar)
        columns[:, P_USE + k] = _use(kind, calendar, yearly)
        draw = _daily(name, "hot_water", calendar)
        columns[:, P_WATER + k] = draw * DAYS_PER_YEAR / draw.sum() * wh_per_l
    # All household types cook at the same hours.
    columns[:, P_COOKING] = _of_a_year(_always(HOUSEHOLD_TYPES[0], "cooking", calendar)) * W_PER_KW
    return columns


class _Calendar(NamedTuple):
    """Hour on the clock (0 to 23) and whether it is weekend, for every hour of the year."""

    clock: Ints
    is_weekend: Bools


def _always(household_type: str, column: str, calendar: _Calendar) -> Floats:
    """Spread a column of ``household_hours`` that is the same every day of the week over the year."""
    return hours_of_a_day(household_type, column)[calendar.clock]


def _daily(household_type: str, what: str, calendar: _Calendar) -> Floats:
    """Spread a pair of columns, weekday and weekend, over the year."""
    ending = "_frac" if what in ("empty", "presence") else ""
    weekday, weekend = (
        _always(household_type, f"{what}_{part}{ending}", calendar) for part in ("weekday", "weekend")
    )
    return np.where(calendar.is_weekend, weekend, weekday)


def _of_a_year(shape: Floats) -> Floats:
    return np.asarray(shape / shape.sum())


def _use(kind: Mapping[str, str], calendar: _Calendar, yearly: Floats) -> Floats:
    """Electricity of a household type without cooking: what always runs, light, appliances [W per kWh a year]."""
    c, name = figures("controls"), kind["household_type"]
    standby, light = float(kind["standby_frac"]), float(kind["light_frac"])
    lit = _of_a_year(_always(name, "light", calendar) * (1.0 + c["light_season_frac"] * yearly))
    run = _of_a_year(_daily(name, "appliances", calendar) * (1.0 + c["use_season_frac"] * yearly))
    return np.asarray((standby / H_PER_YEAR + light * lit + (1.0 - standby - light) * run) * W_PER_KW)


def make_hours(weather: Weather, planes: Planes, profile: str) -> Hours:
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
    length_h = np.bincount(months).astype(np.float64)
    middle_h = np.cumsum(length_h) - 0.5 * length_h
    hour = np.arange(H_PER_YEAR) + 0.5
    before = (np.searchsorted(middle_h, hour, "right") - 1) % 12
    step_h = (middle_h[(before + 1) % 12] - middle_h[before]) % H_PER_YEAR
    return Hours(
        climate_columns(weather, profile),
        planes.sun(weather, profile),
        planes.pv(weather),
        profile_columns(weather),
        months,
        before.astype(np.int64),
        ((hour - middle_h[before]) % H_PER_YEAR) / step_h,
    )
