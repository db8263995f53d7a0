"""Proof that the sun of a file is where its header says: no sun at night, noon at noon.

Two of the usual public Dutch EPW series are an hour off their own header. Daily sums look right; east and
west are exchanged, and self-use with them. Such a file is refused.
"""

import numpy as np
import pandas as pd

from nulopdemeter.errors import Finding
from nulopdemeter.parameters import value
from nulopdemeter.units import W_PER_KW
from nulopdemeter.weather.climate import Floats
from nulopdemeter.weather.messages import error
from nulopdemeter.weather.position import SolarPosition, extraterrestrial_horizontal_w_per_m2

_SUMMER_MONTHS = (4, 5, 6, 7, 8, 9)
_SHIFTS_H = np.arange(-12, 13)


def clock_findings(
    ghi_w_per_m2: Floats, sun: SolarPosition, index: pd.DatetimeIndex, file: str
) -> list[Finding]:
    """Return what is wrong with the clock of a year.

    The clock is tested in the summer and the winter half apart, so that a file on clock time with daylight
    saving is found too.

    Parameters
    ----------
    ghi_w_per_m2 : numpy.ndarray
        Global irradiance of the file, shape (8760,). [W/m²]
    sun : SolarPosition
        Where the sun is if the header is right.
    index : pandas.DatetimeIndex
        Hour-ending stamps.
    file : str
        Name of the file.

    Returns
    -------
    list of Finding
        ``NOM-E324`` when the year has far too little or too much sun, ``NOM-E310`` when the sun is too early
        or late; else ``NOM-E311`` for sun at night, ``NOM-E316`` for more sun than there is outside the
        atmosphere. Empty when all is right.
    """
    outside = extraterrestrial_horizontal_w_per_m2(sun)
    share = float(ghi_w_per_m2.sum() / outside.sum())
    if not value("weather", "year_clearness_lowest") <= share <= value("weather", "year_clearness_highest"):
        sums = {"sun": f"{ghi_w_per_m2.sum() / W_PER_KW:.0f}", "outside": f"{outside.sum() / W_PER_KW:.0f}"}
        return [error("NOM-E324", file, values=sums)]
    n_night = night_hours(ghi_w_per_m2, sun)
    is_summer = np.isin((index - pd.Timedelta(minutes=30)).month, _SUMMER_MONTHS)
    shifts = {
        name: shift_h(ghi_w_per_m2, outside, mask)
        for name, mask in (("summer", is_summer), ("winter", ~is_summer))
    }
    if any(abs(s) > value("weather", "sun_shift_max_h") for s in shifts.values()):
        texts = {f"{name}_min": f"{60.0 * s:+.0f}" for name, s in shifts.items()}
        hours = max(shifts.values(), key=abs)
        return [error("NOM-E310", file, values={**texts, "hours": f"{hours:+.1f}", "n_night": n_night})]
    found = []
    if n_night > value("weather", "night_hours_max_h"):
        found.append(error("NOM-E311", file, values={"n_night": n_night}))
    for row in np.flatnonzero(ghi_w_per_m2 > outside + value("weather", "excess_sun_w_per_m2")).tolist():
        limit = {"outside": f"{outside[row]:.0f}"}
        place = f"{index[row]:%m-%d %H:%M}"
        found.append(error("NOM-E316", file, place=place, value=f"{ghi_w_per_m2[row]:.0f}", values=limit))
    return found


def night_hours(ghi_w_per_m2: Floats, sun: SolarPosition) -> int:
    """Count the hours with sun although it is below the horizon throughout.

    Parameters
    ----------
    ghi_w_per_m2 : numpy.ndarray
        Global irradiance, shape (n,). [W/m²]
    sun : SolarPosition
        Where the sun is, shape (n,).

    Returns
    -------
    int
        Number of hours.
    """
    is_night = sun.highest_deg < value("weather", "night_elevation_deg")
    return int((is_night & (ghi_w_per_m2 > value("weather", "night_sun_w_per_m2"))).sum())


def shift_h(ghi_w_per_m2: Floats, outside_w_per_m2: Floats, chosen: np.ndarray) -> float:
    """Return by how many hours the sun of a file comes late.

    The whole hours are those of the best correlation with the sun outside the atmosphere; the rest is the
    median distance, over the clearest quarter of the days, between the centres of the two daily profiles.

    Parameters
    ----------
    ghi_w_per_m2 : numpy.ndarray
        Global irradiance of the file, whole days, shape (8760,). [W/m²]
    outside_w_per_m2 : numpy.ndarray
        Irradiance on the horizontal outside the atmosphere, shape (8760,). [W/m²]
    chosen : numpy.ndarray of bool
        Hours that take part, shape (8760,).

    Returns
    -------
    float
        Positive when the file is late; 0 when the file holds no sun. [h]
    """
    if not (ghi_w_per_m2[chosen] > 0.0).any() or not (outside_w_per_m2[chosen] > 0.0).any():
        return 0.0
    fits = [float((np.roll(ghi_w_per_m2, -s) * outside_w_per_m2)[chosen].sum()) for s in _SHIFTS_H]
    whole = int(_SHIFTS_H[int(np.argmax(fits))])
    moved = np.roll(ghi_w_per_m2, -whole).reshape(-1, 24)
    outside = outside_w_per_m2.reshape(-1, 24)
    is_day = chosen.reshape(-1, 24).all(axis=1) & (moved.sum(axis=1) > 0.0) & (outside.sum(axis=1) > 0.0)
    clearness = moved[is_day].sum(axis=1) / outside[is_day].sum(axis=1)
    clear = clearness >= np.quantile(clearness, 0.75)
    return whole + float(np.median(_centre_h(moved[is_day][clear]) - _centre_h(outside[is_day][clear])))


def _centre_h(profile: Floats) -> Floats:
    hours = np.arange(24.0)
    return np.asarray((profile * hours).sum(axis=1) / profile.sum(axis=1))
