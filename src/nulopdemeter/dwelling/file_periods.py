"""Days on which nobody is at home, and what heating is asked on every hour."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Annotated

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field

from nulopdemeter.dwelling.file_machines import Heating
from nulopdemeter.dwelling.file_schedules import Floats, hourly
from nulopdemeter.dwelling.file_shell import Number
from nulopdemeter.parameters import figures
from nulopdemeter.units import H_PER_DAY, H_PER_YEAR

Truths = NDArray[np.bool_]
_DAY = re.compile(r"(\d\d)-(\d\d)")
# Any year without a leap day.
_YEAR = 2027


class Absence(BaseModel):
    """Days on which nobody is at home.

    Attributes
    ----------
    from_day, to_day : str
        First and last day, both away: month and day, like ``"07-10"``; may go over the end of the year. Their
        keys in the file are ``from`` and ``to``.
    set_point_c : float
        Of the heating meanwhile.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False, populate_by_name=True)
    from_day: Annotated[str, Field(alias="from")]
    to_day: Annotated[str, Field(alias="to")]
    set_point_c: Number | None = None


def day_number(text: str) -> int | None:
    """Return the number of a day in a year without a leap day.

    Parameters
    ----------
    text : str
        Month and day, like ``"07-10"``.

    Returns
    -------
    int or None
        0 is 1 January; None when there is no such day.
    """
    found = _DAY.fullmatch(text)
    if found is None:
        return None
    try:
        day = date(_YEAR, int(found.group(1)), int(found.group(2)))
    except ValueError:
        return None
    return (day - date(_YEAR, 1, 1)).days


def is_away(absence: Absence) -> Truths:
    """Return the hours of an absence: whole days, the first and the last included.

    Parameters
    ----------
    absence : Absence
        With days that exist.

    Returns
    -------
    ndarray of bool, shape (8760,)
        In standard time.
    """
    first, last = day_number(absence.from_day) or 0, day_number(absence.to_day) or 0
    day = np.arange(H_PER_YEAR) // H_PER_DAY
    after, before = day >= first, day <= last
    return after & before if first <= last else after | before


def is_nobody_home(absences: Sequence[Absence]) -> Truths:
    """Return the hours in which nobody is at home because of an absence.

    Parameters
    ----------
    absences : Sequence of Absence
        All of them.

    Returns
    -------
    ndarray of bool, shape (8760,)
        In standard time.
    """
    away = np.zeros(H_PER_YEAR, np.bool_)
    for absence in absences:
        away |= is_away(absence)
    return away


def wanted_c(heating: Heating, absences: Sequence[Absence], hour: Floats, weekday: Floats) -> Floats | None:
    """Return what the heating is asked, hour by hour.

    Parameters
    ----------
    heating : Heating
        Its schedules; without any the set point of the standard resident.
    absences : Sequence of Absence
        Of several on one day the last counts.
    hour, weekday : ndarray, shape (8760,)
        The clock that schedules live by.

    Returns
    -------
    ndarray, shape (8760,), or None
        [°C]; None without heating.

    Notes
    -----
    Living rooms and bedrooms are one zone: its set point is their mean by floor area in every hour.
    """
    if heating.generator == "none":
        return None
    if heating.living_set_point_c is not None and heating.sleeping_set_point_c is not None:
        share = float(heating.living_area_frac or 0.0)
        living_c = hourly(heating.living_set_point_c, None, hour, weekday)
        sleeping_c = hourly(heating.sleeping_set_point_c, None, hour, weekday)
        wanted = share * living_c + (1.0 - share) * sleeping_c
    else:
        usual = heating.set_point_c or (figures("controls")["set_day_c"],)
        wanted = hourly(usual, heating.weekend_set_point_c, hour, weekday)
    for absence in absences:
        given = absence.set_point_c
        low = figures("dwelling_file")["absence_set_point_c"] if given is None else given
        wanted = np.where(is_away(absence), low, wanted)
    return wanted
