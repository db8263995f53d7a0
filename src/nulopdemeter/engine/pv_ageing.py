"""What is left of the yield of solar panels as they and their inverter grow old: yearly arithmetic."""

import numpy as np
from numpy.typing import ArrayLike

from nulopdemeter.engine.elements import Floats
from nulopdemeter.engine.tables import read_row


def module_factor(age_years: ArrayLike, technology: str = "mono") -> Floats:
    """Return the power of modules beside that on their name plate.

    Parameters
    ----------
    age_years : array_like
        Age in the middle of the year asked for; any shape.
    technology : str
        A name in ``parameters/pv_technologies.csv``.

    Returns
    -------
    ndarray
        From 0 to 1, shape of *age_years*.

    Notes
    -----
    Light degradation is there at once; after that a straight line (Jordan et al. 2016, doi:10.1002/pip.2744).
    """
    row = read_row("pv_technologies", technology)
    left = 1.0 - float(row["ageing_frac"]) * np.asarray(age_years, dtype=np.float64)
    return np.asarray((1.0 - float(row["light_induced_frac"])) * np.clip(left, 0.0, 1.0))


def inverter_factor(age_years: ArrayLike, inverter: str = "string") -> Floats:
    """Return the efficiency of an inverter beside that of a new one.

    Parameters
    ----------
    age_years : array_like
        Age of the system in the middle of the year asked for; any shape.
    inverter : str
        A name in ``parameters/pv_inverters.csv``.

    Returns
    -------
    ndarray
        From 0 to 1, shape of *age_years*; 1 again in the year of a new inverter.
    """
    row = read_row("pv_inverters", inverter)
    own_age_years = np.mod(np.asarray(age_years, dtype=np.float64), float(row["life_years"]))
    return np.asarray(1.0 - float(row["ageing_frac"]) * own_age_years)
