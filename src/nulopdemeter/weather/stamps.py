"""The order of the hours of a file: number, gaps, duplicates, leap day."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from nulopdemeter.errors import Finding
from nulopdemeter.units import H_PER_YEAR
from nulopdemeter.weather.climate import hour_stamps
from nulopdemeter.weather.messages import error, note
from nulopdemeter.weather.series import RawSeries

_COMMON_YEAR = 2026


class Stamp(NamedTuple):
    """Hour-ending stamp as EPW and KNMI write it: hour 1 to 24 of a day."""

    year: int
    month: int
    day: int
    hour: int


def calendar(*, is_leap: bool) -> list[tuple[int, int, int]]:
    """Return month, day and hour (1 to 24) of every hour of a year, in order.

    Parameters
    ----------
    is_leap : bool
        With 29 February.

    Returns
    -------
    list of tuple of int
        8760 or 8784 entries.
    """
    stamps = hour_stamps(_COMMON_YEAR)
    begun = stamps - stamps[0] + stamps[0].normalize()
    hours = list(zip(begun.month.tolist(), begun.day.tolist(), (begun.hour + 1).tolist(), strict=True))
    if is_leap:
        at = (31 + 28) * 24
        hours[at:at] = [(2, 29, hour) for hour in range(1, 25)]
    return hours


def order_findings(stamps: Sequence[Stamp], places: Sequence[str], file: str) -> list[Finding]:
    """Return missing, double and misplaced hours.

    Parameters
    ----------
    stamps : Sequence of Stamp
        Of each row.
    places : Sequence of str
        How the file counts each row.
    file : str
        Name of the file.

    Returns
    -------
    list of Finding
        ``NOM-E303`` number of rows, ``NOM-E306`` a gap, ``NOM-E307`` a double hour, ``NOM-E308`` no such hour
        or out of order. Empty when the file holds each hour of one year once, in order.
    """
    is_leap = any(s.month == 2 and s.day == 29 for s in stamps)
    wanted = calendar(is_leap=is_leap)
    given = [(s.month, s.day, s.hour) for s in stamps]
    if given == wanted:
        return []
    rank = {hour: i for i, hour in enumerate(wanted)}
    found: list[Finding] = []
    seen: dict[tuple[int, int, int], str] = {}
    last = -1
    for hour, place in zip(given, places, strict=True):
        at = rank.get(hour)
        if at is None:
            found.append(error("NOM-E308", file, place=place, value=_text(hour)))
            continue
        if hour in seen:
            found.append(
                error("NOM-E307", file, place=place, value=_text(hour), values={"first": seen[hour]})
            )
            continue
        if at < last:
            found.append(error("NOM-E308", file, place=place, value=_text(hour)))
        seen[hour] = place
        last = at
    found += _gap_findings(wanted, set(seen), file)
    if len(given) not in (H_PER_YEAR, H_PER_YEAR + 24):
        found.insert(0, error("NOM-E303", file, value=str(len(given))))
    return found


def drop_leap_day(raw: RawSeries, stamps: Sequence[Stamp], file: str) -> tuple[RawSeries, list[Finding]]:
    """Drop the hours of 29 February.

    Parameters
    ----------
    raw : RawSeries
        8760 or 8784 hours.
    stamps : Sequence of Stamp
        Of each row.
    file : str
        Name of the file.

    Returns
    -------
    RawSeries
        8760 hours.
    list of Finding
        ``NOM-N305`` when there was such a day.
    """
    kept = np.array([not (s.month == 2 and s.day == 29) for s in stamps])
    if kept.all():
        return raw, []
    columns = {name: column[kept] for name, column in raw.columns.items()}
    places = [place for place, keep in zip(raw.places, kept, strict=True) if keep]
    return RawSeries(columns, places, raw.headings), [note("NOM-N305", file)]


def _gap_findings(
    wanted: list[tuple[int, int, int]], present: set[tuple[int, int, int]], file: str
) -> list[Finding]:
    found, start = [], -1
    for i, hour in enumerate([*wanted, None]):
        is_missing = hour is not None and hour not in present
        if is_missing and start < 0:
            start = i
        if not is_missing and start >= 0:
            values = {"first": _text(wanted[start]), "last": _text(wanted[i - 1]), "n_hours": i - start}
            found.append(error("NOM-E306", file, place=_text(wanted[start]), values=values))
            start = -1
    return found


def _text(hour: tuple[int, int, int]) -> str:
    return f"{hour[0]:02d}-{hour[1]:02d} {hour[2]:02d}h"
