"""What the state gives a corporation for a package."""

from datetime import date

import numpy as np
from numpy.typing import NDArray

from nulopdemeter.parameters import figures


def subsidy_eur(
    heat_pump_kw: NDArray[np.float64], cost_eur: NDArray[np.float64], on: date
) -> NDArray[np.float64]:
    """Return the subsidy for a heat pump that a corporation may ask as a business user.

    Parameters
    ----------
    heat_pump_kw : ndarray of float
        Shape (n,), thermal power of the heat pump that is placed, 0 without one [kW].
    cost_eur : ndarray of float
        Shape (n,), what it costs [EUR]; a subsidy is never more.
    on : date
        Day whose amounts hold.

    Returns
    -------
    ndarray of float
        Shape (n,) [EUR].

    Notes
    -----
    ISDE: a start amount and an amount per kW. Insulation is subsidised only for owners who live in the
    dwelling, and the bonus for the best energy label is left out because the model heat pump is a median
    machine.
    """
    f = figures("investment", on)
    amount = f["isde_heat_pump_eur"] + f["isde_heat_pump_eur_per_kw"] * heat_pump_kw
    return np.minimum(np.where(heat_pump_kw > 0.0, amount, 0.0), cost_eur)
