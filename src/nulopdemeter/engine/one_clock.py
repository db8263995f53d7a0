"""The clock that the schedules of one dwelling live by."""

import numpy as np

from nulopdemeter.dwelling.file_schedules import hourly, plain_clock
from nulopdemeter.engine.calendar_hours import local_clock
from nulopdemeter.engine.elements import Floats
from nulopdemeter.engine.hours import month_of_hour

_N_MONTHS = 12


def clock_named(clock: str) -> tuple[Floats, Floats]:
    """Return a clock by its name in the dwelling file.

    Parameters
    ----------
    clock : str
        ``"standard"`` or ``"dutch"``.

    Returns
    -------
    tuple of ndarray, shape (8760,)
        Hour at the beginning of each hour, and day of the week (0 is Monday).
    """
    return local_clock() if clock == "dutch" else plain_clock()


def hourly_temperature_c(numbers: tuple[float, ...], clock: str) -> Floats:
    """Return a temperature hour by hour.

    Parameters
    ----------
    numbers : tuple of float
        One, 12 (held for a month each) or a schedule of 24, 168 or 8760 [°C].
    clock : str
        As ``clock_named``.

    Returns
    -------
    ndarray, shape (8760,)
        [°C].
    """
    if len(numbers) == _N_MONTHS:
        return np.asarray(numbers, np.float64)[month_of_hour()]
    return hourly(numbers, None, *clock_named(clock))
