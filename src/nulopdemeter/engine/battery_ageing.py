"""What is left of a home battery (LFP) after years of standing and of cycles: yearly arithmetic."""

import numpy as np
from numpy.typing import ArrayLike

from nulopdemeter.engine.elements import Floats
from nulopdemeter.parameters import figures


def battery_remaining_frac(
    age_years: ArrayLike, throughput_kwh: ArrayLike, capacity_kwh: ArrayLike
) -> Floats:
    """Return the capacity that a battery has left.

    Parameters
    ----------
    age_years : array_like
        Years since it was new.
    throughput_kwh : array_like
        What it gives back a year [kWh/year], the same every year.
    capacity_kwh : array_like
        Usable capacity when new; 0 is no battery.

    Returns
    -------
    ndarray
        From 0 to 1, common shape of the three.

    Notes
    -----
    Calendar and cycle ageing add up, each by a power of time or of full equivalent cycles (Naumann 2018,
    doi:10.1016/j.est.2018.01.019; 2020, doi:10.1016/j.jpowsour.2019.227666). Temperature and state of charge are
    those of a battery indoors; both change the calendar part by a factor of two.
    """
    p = figures("battery_ageing")
    age = np.asarray(age_years, dtype=np.float64)
    capacity = np.asarray(capacity_kwh, dtype=np.float64)
    cycles = age * np.asarray(throughput_kwh, dtype=np.float64) / np.where(capacity > 0.0, capacity, 1.0)
    standing = p["calendar_loss_frac"] * age ** p["calendar_exponent"]
    cycling = p["cycle_loss_frac"] * (cycles / p["cycle_reference"]) ** p["cycle_exponent"]
    return np.asarray(np.clip(1.0 - standing - cycling, 0.0, 1.0))


def battery_capacity_kwh(capacity_kwh: float, throughput_kwh: float, n_years: int) -> Floats:
    """Return the mean capacity in each year of use.

    Parameters
    ----------
    capacity_kwh : float
        Usable capacity when new.
    throughput_kwh : float
        What it gives back in its first year [kWh/year].
    n_years : int
        How many years.

    Returns
    -------
    ndarray, shape (n_years,)
        At the middle of each year [kWh]. A weaker battery gives back less in proportion, so that it makes as many
        cycles of its own capacity; counted in cycles of the new one they become fewer from year to year.
    """
    left = np.ones(n_years)
    given_kwh = 0.0
    for year in range(n_years):
        before = left[year - 1] if year else 1.0
        middle_years = year + 0.5
        mean_kwh = (given_kwh + 0.5 * throughput_kwh * before) / middle_years
        left[year] = battery_remaining_frac(middle_years, mean_kwh, capacity_kwh)
        given_kwh += throughput_kwh * left[year]
    return np.asarray(capacity_kwh * left)


def battery_life_years(throughput_kwh: ArrayLike, capacity_kwh: ArrayLike) -> Floats:
    """Return the age at which a battery is worth replacing.

    Parameters
    ----------
    throughput_kwh : array_like
        What it gives back a year [kWh/year], the same every year.
    capacity_kwh : array_like
        Usable capacity when new.

    Returns
    -------
    ndarray
        Years until ``end_of_life_frac`` is left, to the whole year before; common shape of the two, infinite without
        a battery.
    """
    most = figures("battery_ageing")["most_years"]
    capacity = np.asarray(capacity_kwh, dtype=np.float64)
    ages = np.arange(1.0, most + 1.0)
    each = np.broadcast_arrays(np.asarray(throughput_kwh, dtype=np.float64), capacity)
    left = battery_remaining_frac(ages, each[0][..., None], each[1][..., None])
    years = (left >= figures("battery_ageing")["end_of_life_frac"]).sum(-1).astype(np.float64)
    return np.where(each[1] > 0.0, years, np.inf)
