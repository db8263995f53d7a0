"""Electricity of panels: 16.2 to 16.4."""

import numpy as np

from nulopdemeter.engine.elements import Floats, Ints
from nulopdemeter.regulation.nta8800.gains import irradiance_w_per_m2
from nulopdemeter.regulation.nta8800.tables import monthly, norm, orientation_shares
from nulopdemeter.units import MONTHS_PER_YEAR


def panel_kwh(pv_kwp: Floats, tilt_deg: Floats, orientation: Ints, mounting: str, edition: str) -> Floats:
    """Return the electricity of unshaded panels.

    Parameters
    ----------
    pv_kwp : ndarray
        Shape (n,).
    tilt_deg : ndarray
        Shape (n,), 0 to 90.
    orientation : ndarray of int
        Shape (n,), column of table 17.2 or ``UNKNOWN``: a quarter each to north, east, south and west.
    mounting : str
        ``"not_ventilated"``, ``"moderate"`` or ``"ventilated"``.
    edition : str
        Edition of the norm.

    Returns
    -------
    ndarray
        Shape (n, 12). P_pk I t/1000 f_perf·0.95 (16.2 to 16.4) [kWh].
    """
    f = norm(edition)
    if not pv_kwp.any():
        return np.zeros((len(pv_kwp), MONTHS_PER_YEAR))
    tilts, place = np.unique(np.round(tilt_deg, 2), return_inverse=True)
    sun = irradiance_w_per_m2(tilts, edition)[place]
    mean = np.einsum("no,nom->nm", orientation_shares()[orientation], sun)
    hours = monthly("climate", "hours_h", edition) / 1000.0
    return np.asarray(pv_kwp[:, None] * mean * hours * f[f"pv_{mounting}"] * f["pv_factor"])
