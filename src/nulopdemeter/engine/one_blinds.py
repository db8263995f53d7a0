"""Blinds of one dwelling: a control that knows all it needs before the hour."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from nulopdemeter.dwelling.file_schedules import hourly
from nulopdemeter.dwelling.file_shell import Window
from nulopdemeter.engine.elements import Floats
from nulopdemeter.engine.one_clock import clock_named
from nulopdemeter.parameters import figures
from nulopdemeter.units import H_PER_DAY
from nulopdemeter.weather import Weather


class Blind(NamedTuple):
    """A blind and its control.

    Attributes
    ----------
    passes_frac : float
        What window and closed blind let in, relative to g of the window at normal incidence.
    close_above_w_per_m2, open_below_w_per_m2 : float
        Sun on the window.
    season_above_c : float
        Running mean outdoor temperature.
    closed_frac : float
        How far it closes.
    schedule_frac : tuple of float
        Share of that, hour by hour.
    clock : str
        Clock of the schedule.
    """

    passes_frac: float
    close_above_w_per_m2: float
    open_below_w_per_m2: float
    season_above_c: float
    closed_frac: float = 1.0
    schedule_frac: tuple[float, ...] = (1.0,)
    clock: str = "standard"


def blind_of(w: Window, clock: str) -> Blind | None:
    """Return the blind of a window.

    Parameters
    ----------
    w : Window
        Filled in.
    clock : str
        Clock of the schedules of its file.

    Returns
    -------
    Blind or None
        None without one. With a device of the table on glass that lets in less than the closed blind would, the
        blind changes nothing.
    """
    if w.blind is None:
        return None
    b = w.blind
    least = min(float(b.g_tot_frac or 0.0), w.g_frac)
    return Blind(
        least / w.g_frac if w.g_frac > 0.0 else 0.0,
        float(b.close_above_w_per_m2 or 0.0),
        float(b.open_below_w_per_m2 or 0.0),
        float(b.season_above_c or 0.0),
        float(b.closed_frac or 0.0),
        b.schedule_frac,
        clock,
    )


@lru_cache(maxsize=16)
def running_mean_c(weather: Weather) -> Floats:
    """Return the running mean outdoor temperature of each hour's day (EN 16798-1:2019, 6.2.2).

    Parameters
    ----------
    weather : Weather
        The year; it closes on itself.

    Returns
    -------
    ndarray, shape (8760,)
        (1 − α) θ_yesterday + α times the running mean of yesterday [°C].
    """
    alpha = figures("dwelling_file")["running_mean_frac"]
    daily = weather.temperature_c.reshape(-1, H_PER_DAY).mean(1)
    running = np.empty_like(daily)
    now = float(daily.mean())
    for _ in range(2):
        for day in range(len(daily)):
            now = (1.0 - alpha) * float(daily[day - 1]) + alpha * now
            running[day] = now
    return np.repeat(running, H_PER_DAY)


def is_closed(sun_w_per_m2: Floats, close_above_w_per_m2: float, open_below_w_per_m2: float) -> Floats:
    """Return whether a blind is closed: a switch with hysteresis, open at the beginning.

    Parameters
    ----------
    sun_w_per_m2 : ndarray, shape (n,)
        Sun on the window.
    close_above_w_per_m2, open_below_w_per_m2 : float
        Between both it stays as it was.

    Returns
    -------
    ndarray, shape (n,)
        0 or 1.
    """
    # At the lower limit it opens too: a limit of 0 opens it in the dark.
    decides = (sun_w_per_m2 > close_above_w_per_m2) | (sun_w_per_m2 <= open_below_w_per_m2)
    # The last hour that decided, or none.
    last = np.maximum.accumulate(np.where(decides, np.arange(len(sun_w_per_m2)), -1))
    return np.where(last >= 0, sun_w_per_m2[last] > close_above_w_per_m2, False).astype(np.float64)


def closed_share(blind: Blind, sun_w_per_m2: Floats, weather: Weather) -> Floats:
    """Return how far a blind is closed, hour by hour.

    Parameters
    ----------
    blind : Blind
        With its control.
    sun_w_per_m2 : ndarray, shape (8760,)
        Sun on the window, behind all that stands still before it.
    weather : Weather
        The year.

    Returns
    -------
    ndarray, shape (8760,)
        0 is open, 1 closed.
    """
    closed = is_closed(sun_w_per_m2, blind.close_above_w_per_m2, blind.open_below_w_per_m2)
    in_season = running_mean_c(weather) > blind.season_above_c
    schedule = hourly(blind.schedule_frac, None, *clock_named(blind.clock))
    return np.asarray(blind.closed_frac * schedule * closed * in_season)
