"""Calendar and market, hour by hour: quiet hours, legionella, cheap, dear and negative hours, the car at home."""

import numpy as np
import pandas as pd

from nulopdemeter.engine.elements import Bools, Floats
from nulopdemeter.engine.pv import pv_w_per_kwp
from nulopdemeter.engine.tables import read_table
from nulopdemeter.kernels import layout as at
from nulopdemeter.parameters import figures
from nulopdemeter.units import DAYS_PER_YEAR, H_PER_DAY, H_PER_YEAR
from nulopdemeter.weather import Weather

SATURDAY = 5
# Whose day stands for the demand of the country.
_DEMAND_OF = "couple"


def local_clock() -> tuple[Floats, Floats]:
    """Return the Dutch clock of each hour of standard time.

    Returns
    -------
    tuple of ndarray, shape (8760,)
        Clock hour at the beginning of the hour (0 to 23) and day of the week (0 is Monday).

    Notes
    -----
    People live by the clock, which is an hour ahead in summer. The calendar is that of the stamps of a
    typical year of weather, also with the weather of a measured year.
    """
    start = f"{int(figures('weather')['typical_year'])}-01-01"
    standard = pd.date_range(start, periods=H_PER_YEAR, freq="h", tz="Etc/GMT-1")
    clock = standard.tz_convert("Europe/Amsterdam")
    return clock.hour.to_numpy(np.float64), clock.day_of_week.to_numpy(np.float64)


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
    rank = residual_demand(weather, hour)
    climate[:, at.IS_CHEAP] = _of_the_day(rank, int(i["cheap_h"]))
    climate[:, at.IS_DEAR] = _of_the_day(-rank, int(i["dear_h"]))
    climate[np.argsort(rank, kind="stable")[: int(i["negative_h"])], at.IS_NEGATIVE] = 1.0
    is_weekend = day >= SATURDAY
    is_home = is_weekend | is_between(hour, i["ev_arrives_h"], i["ev_leaves_h"])
    climate[:, at.EV_IS_HOME] = is_home
    later_h = hours_left(is_home)
    climate[:, at.EV_LATER_H] = np.where(later_h < i["ev_must_h"], 0.0, later_h)
    climate[:, at.EV_ARRIVES] = ~is_weekend & (hour == i["ev_arrives_h"])


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


def hours_left(is_home: Bools) -> Floats:
    """Return how many hours a car stays after each hour; the year closes on itself.

    Parameters
    ----------
    is_home : ndarray of bool, shape (T,)
        When it is at home.

    Returns
    -------
    ndarray, shape (T,)
        [h]; 0 in its last hour and while it is away.
    """
    last = np.flatnonzero(is_home & ~np.roll(is_home, -1))
    hour = np.arange(len(is_home))
    following = np.append(last, last[0] + len(is_home))
    return np.where(is_home, following[np.searchsorted(following, hour)] - hour, 0).astype(np.float64)


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


def hours_of_a_day(household_type: str, column: str) -> Floats:
    """Return a column of ``household_hours`` for one household type.

    Parameters
    ----------
    household_type : str
        A name in ``parameters/household_types.csv``.
    column : str
        Heading of the column.

    Returns
    -------
    ndarray, shape (24,)
        From midnight on, on the clock.
    """
    rows = [row for row in read_table("household_hours") if row["household_type"] == household_type]
    by_hour = {int(row["hour"]): float(row[column]) for row in rows}
    return np.array([by_hour[h] for h in range(H_PER_DAY)])


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
    No prices: the appliances of a couple on a weekday stand for demand, the sun of the same weather for the
    supply that moves it. Wind is left out.
    """
    i = figures("installations")
    shape = hours_of_a_day(_DEMAND_OF, "appliances_weekday")
    demand = shape[hour.astype(np.int64)] / shape.mean()
    sun = pv_w_per_kwp(weather, i["national_pv_tilt_deg"], i["national_pv_azimuth_deg"])
    return np.asarray(demand - i["price_solar_factor"] * sun / max(sun.max(), 1.0))


def _of_the_day(rank: Floats, n: int) -> Bools:
    """Tell which hours are among the n lowest of their day."""
    days = rank.reshape(-1, H_PER_DAY)
    place = np.argsort(np.argsort(days, axis=1, kind="stable"), axis=1, kind="stable")
    return np.asarray((place < n).ravel())
