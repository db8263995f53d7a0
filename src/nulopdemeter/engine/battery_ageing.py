"""What is left of a home battery (LFP) after years of standing and of cycles: yearly arithmetic."""

import numpy as np
from numpy.typing import ArrayLike

from nulopdemeter.engine.elements import Floats
from nulopdemeter.parameters import figures


def battery_remaining_frac(age_years: ArrayLike, n_cycles: ArrayLike | None = None) -> Floats:
    """Return the capacity that a battery has left.

    Parameters
    ----------
    age_years : array_like
        Age in the middle of the year asked for.
    n_cycles : array_like, optional
        Full charges a year, the same every year; left out: ``battery_cycles`` of ``parameters/installations.csv``.

    Returns
    -------
    ndarray
        From 0 to 1, common shape of the two.

    Notes
    -----
    Calendar and cycle ageing add up, each by a power of time or of full equivalent cycles (Naumann 2018,
    doi:10.1016/j.est.2018.01.019; 2020, doi:10.1016/j.jpowsour.2019.227666). Temperature and state of charge are
    those of a battery indoors; both change the calendar part by a factor of two.
    """
    p = figures("battery_ageing")
    usual = figures("installations")["battery_cycles"]
    age = np.asarray(age_years, dtype=np.float64)
    yearly = np.asarray(usual if n_cycles is None else n_cycles, dtype=np.float64)
    standing = p["calendar_loss_frac"] * age ** p["calendar_exponent"]
    cycling = p["cycle_loss_frac"] * (age * yearly / p["cycle_reference"]) ** p["cycle_exponent"]
    return np.asarray(np.clip(1.0 - standing - cycling, 0.0, 1.0))
