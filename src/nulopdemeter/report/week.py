"""Choose a week of a year of hours."""

from datetime import date

import pandas as pd

from nulopdemeter.errors import Finding, InputError, Severity
from nulopdemeter.language import finding_text
from nulopdemeter.units import H_PER_DAY

COLDEST, SUNNIEST = "coldest", "sunniest"
DAYS_PER_WEEK = 7
H_PER_WEEK = DAYS_PER_WEEK * int(H_PER_DAY)
_NO_LEAP_YEAR = 2023


def week_start(hourly: pd.DataFrame, which: str = COLDEST) -> pd.Timestamp:
    """Return the midnight at which a week begins.

    Parameters
    ----------
    hourly : DataFrame
        Hour-ending rows of a year, from ``simulate_file``, ``simulate_row`` or ``Dwelling.simulate``.
    which : str
        ``coldest``: the seven days with the lowest mean outdoor temperature; ``sunniest``: those in which the
        panels give most, or, without panels, most sun comes in; or a day such as ``2026-01-12``, of which only
        day and month count. A day in the last week of the year gives the last seven days.

    Returns
    -------
    Timestamp
        Beginning of the first hour.

    Raises
    ------
    InputError
        When it is none of these.
    """
    n_starts = (len(hourly) - H_PER_WEEK) // int(H_PER_DAY) + 1
    if which == COLDEST:
        place = int(
            _daily(hourly["outdoor_c"]).rolling(DAYS_PER_WEEK).sum().shift(1 - DAYS_PER_WEEK).argmin()
        )
    elif which == SUNNIEST:
        sun = "pv_kw" if (hourly["pv_kw"] > 0.0).any() else "solar_kw"
        place = int(_daily(hourly[sun]).rolling(DAYS_PER_WEEK).sum().shift(1 - DAYS_PER_WEEK).argmax())
    else:
        place = min(_day_of_year(which), n_starts - 1)
    first = pd.Timestamp(hourly.index[0]) - pd.Timedelta(hours=1)
    return first + pd.Timedelta(days=place)


def must_be_week(which: str) -> str:
    """Refuse a week that does not exist, before anything is calculated.

    Parameters
    ----------
    which : str
        As ``week_start`` takes it.

    Returns
    -------
    str
        The same.

    Raises
    ------
    InputError
        When it is neither a name nor a day.
    """
    if which not in (COLDEST, SUNNIEST):
        _day_of_year(which)
    return which


def week_hours(hourly: pd.DataFrame, start: pd.Timestamp) -> pd.DataFrame:
    """Return the hours of a week.

    Parameters
    ----------
    hourly : DataFrame
        Hour-ending rows.
    start : Timestamp
        Beginning of the first hour.

    Returns
    -------
    DataFrame, 168 rows
        Fewer where the year ends.
    """
    end = start + pd.Timedelta(days=DAYS_PER_WEEK)
    return hourly[(hourly.index > start) & (hourly.index <= end)]


def _daily(column: pd.Series) -> pd.Series:
    """Sum a column over days, from the first hour on."""
    days = column.to_numpy(float).reshape(-1, int(H_PER_DAY)).sum(1)
    return pd.Series(days)


def _day_of_year(text: str) -> int:
    """Return the number of a day in a year without a 29th of February, from 0."""
    try:
        day = date.fromisoformat(text)
        return day.replace(year=_NO_LEAP_YEAR).timetuple().tm_yday - 1
    except ValueError:
        found = Finding("NOM-E931", Severity.ERROR, value=text)
        raise InputError([found], " ".join(finding_text(found, "en"))) from None
