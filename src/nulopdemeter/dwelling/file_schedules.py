"""Schedules of a dwelling file, hour by hour."""

from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from nulopdemeter.parameters import figures
from nulopdemeter.units import H_PER_DAY, H_PER_YEAR

Floats = NDArray[np.float64]
_SATURDAY = 5
# The calendar that all schedules live by is that of the stamps of a typical year of weather.
FIRST_WEEKDAY = date(int(figures("weather")["typical_year"]), 1, 1).weekday()


def hourly(
    schedule: Sequence[float], weekend: Sequence[float] | None, hour: Floats, weekday: Floats
) -> Floats:
    """Return a schedule for every hour of the year.

    Parameters
    ----------
    schedule : Sequence of float
        1, 24, 168 (from Monday) or 8760 numbers.
    weekend : Sequence of float or None
        24 numbers for Saturday and Sunday.
    hour, weekday : ndarray, shape (8760,)
        Clock hour at the beginning of each hour, and day (0 is Monday).

    Returns
    -------
    ndarray, shape (8760,)
        One number an hour.
    """
    numbers = np.asarray(schedule, np.float64)
    clock, day = hour.astype(np.int64), weekday.astype(np.int64)
    if len(numbers) == 1:
        numbers = np.full(H_PER_DAY, numbers[0])
    if len(numbers) == H_PER_YEAR:
        return numbers
    if len(numbers) == H_PER_DAY:
        free = numbers if weekend is None else np.asarray(weekend, np.float64)
        return np.where(day >= _SATURDAY, free[clock], numbers[clock])
    return np.asarray(numbers[H_PER_DAY * day + clock])


def plain_clock(first_weekday: int = FIRST_WEEKDAY) -> tuple[Floats, Floats]:
    """Return the clock of standard time.

    Parameters
    ----------
    first_weekday : int
        Day of 1 January, 0 is Monday.

    Returns
    -------
    tuple of ndarray, shape (8760,)
        Clock hour at the beginning of each hour, and day of the week.
    """
    hours = np.arange(H_PER_YEAR)
    day = (hours // H_PER_DAY + first_weekday) % 7
    return (hours % H_PER_DAY).astype(np.float64), day.astype(np.float64)
