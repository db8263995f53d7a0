"""Calendar and market, hour by hour: quiet hours, legionella, cheap, dear and negative hours, the car at home."""

import numpy as np

from nulopdemeter.engine.elements import Bools, Floats
from nulopdemeter.engine.pv import pv_w_per_kwp
from nulopdemeter.engine.tables import read_table
from nulopdemeter.kernels import layout as at
from nulopdemeter.parameters import figures
from nulopdemeter.units import DAYS_PER_YEAR, H_PER_DAY, H_PER_YEAR
from nulopdemeter.weather import Weather

_SATURDAY = 5
# Of a year of weeks, the days on which a car is away.
DAYS_AWAY = DAYS_PER_YEAR * 5.0 / 7.0


def fill_calendar(climate: Floats, weather: Weather, clock: tuple[Floats, Floats]) -> None:
    """Fill the columns of the hourly climate that a calendar or the market decides.

    Parameters
    ----------
    climate : ndarray, shape (8760, N_CLIMATE)
        Receives them.
    weather : Weather
        The year: its sun ranks the hours of the market.
    clock : tuple of ndarray, shape (8760,)
        Clock hour at the beginning of the hour and day of the week (0 is Monday).
    """
    i = figures("installations")
    hour, day = clock
    climate[:, at.IS_QUIET] = is_between(hour, i["quiet_from_h"], i["quiet_to_h"])
    climate[:, at.IS_LEGIONELLA] = (hour == i["legionella_h"]) & (day == i["legionella_weekday"])
    climate[:, at.WATER_COLD_C] = cold = cold_water_c()
    climate[:, at.WATER_PER_LIFT] = 1.0 / (figures("controls")["use_c"] - cold)
    climate[:, at.TEST_LOAD_INVERSE] = test_load_inverse(climate[:, at.OUT_C])
    rank = residual_demand(weather, hour)
    climate[:, at.IS_CHEAP] = _of_the_day(rank, int(i["cheap_h"]))
    climate[:, at.IS_DEAR] = _of_the_day(-rank, int(i["dear_h"]))
    climate[np.argsort(rank, kind="stable")[: int(i["negative_h"])], at.IS_NEGATIVE] = 1.0
    is_weekend = day >= _SATURDAY
    leaves_h = i["ev_leaves_h"]
    climate[:, at.EV_IS_HOME] = is_weekend | is_between(hour, i["ev_arrives_h"], leaves_h)
    must = is_between(hour, (leaves_h - i["ev_must_h"]) % H_PER_DAY, leaves_h)
    climate[:, at.EV_MUST] = must & ~is_weekend
    # It brings home the need of as many days as it is away, on weekdays.
    arrives = (hour == i["ev_arrives_h"]) & ~is_weekend
    climate[:, at.EV_ARRIVES] = arrives * (DAYS_AWAY / arrives.sum())


def is_between(hour: Floats, from_h: float, to_h: float) -> Bools:
    """Tell which clock hours lie in a part of the day.

    Parameters
    ----------
    hour : ndarray
        Clock hours.
    from_h, to_h : float
        Beginning and end; the part may go over midnight.

    Returns
    -------
    ndarray of bool
        Whether they do.
    """
    if from_h <= to_h:
        return np.asarray((hour >= from_h) & (hour < to_h))
    return np.asarray((hour >= from_h) | (hour < to_h))


def cold_water_c() -> Floats:
    """Return the temperature of cold water, a wave over the year.

    Returns
    -------
    ndarray, shape (8760,)
        [°C].
    """
    c = figures("controls")
    day = np.arange(H_PER_YEAR) / H_PER_DAY
    swing = np.cos(2.0 * np.pi * (day - c["cold_coldest_day"]) / DAYS_PER_YEAR)
    return np.asarray(c["cold_mean_c"] - c["cold_swing_k"] * swing)


def test_load_inverse(out_c: Floats) -> Floats:
    """Return rated capacity over the load of the tests of EN 14825 at an outdoor temperature.

    Parameters
    ----------
    out_c : ndarray
        Outdoor temperature [°C].

    Returns
    -------
    ndarray
        The load of condition A over that of the outdoor temperature, held above the warmest declared point.
    """
    i = figures("installations")
    warmest = i["test_end_c"] - np.clip(out_c, i["test_design_c"], i["test_least_c"])
    return np.asarray((i["test_end_c"] - i["test_rated_c"]) / warmest)


def residual_demand(weather: Weather, hour: Floats) -> Floats:
    """Return what ranks the hours of the electricity market: demand less national sun.

    Parameters
    ----------
    weather : Weather
        The year.
    hour : ndarray, shape (8760,)
        Clock hour.

    Returns
    -------
    ndarray, shape (8760,)
        Over mean demand.

    Notes
    -----
    No prices: the shape of the day of a two-person household stands for demand, the sun of the same weather for the
    supply that moves it. Wind is left out.
    """
    i = figures("installations")
    shape = np.array([float(row["electricity_2"]) for row in read_table("household_hours")])
    demand = shape[hour.astype(np.int64)] / shape.mean()
    sun = pv_w_per_kwp(weather, i["national_pv_tilt_deg"], i["national_pv_azimuth_deg"])
    return np.asarray(demand - i["price_solar_factor"] * sun / max(sun.max(), 1.0))


def _of_the_day(rank: Floats, n: int) -> Bools:
    """Tell which hours are among the n lowest of their day."""
    days = rank.reshape(-1, H_PER_DAY)
    place = np.argsort(np.argsort(days, axis=1, kind="stable"), axis=1, kind="stable")
    return np.asarray((place < n).ravel())
