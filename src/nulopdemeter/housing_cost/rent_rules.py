"""What the law says of a rent: which segment it is of, and how much it may rise in a year."""

from datetime import date

import numpy as np
from numpy.typing import NDArray

from nulopdemeter.parameters import figures

SOCIAL, MIDDLE, FREE = "social", "middle", "free"


def rent_segment(rent_eur_per_month: NDArray[np.float64], on: date) -> NDArray[np.object_]:
    """Return the segment a rent is of.

    Parameters
    ----------
    rent_eur_per_month : ndarray of float
        Shape (n,), basic rent [EUR/month].
    on : date
        Day whose limits hold.

    Returns
    -------
    ndarray of object
        Shape (n,): ``social`` up to and including the liberalisation limit, ``middle`` up to and including the rent
        of 186 points, ``free`` above; empty where the rent is missing.

    Notes
    -----
    The law looks at the rent when the contract began and at the limit of that day, which a stock does not tell: the
    rent of today is held against the limit of ``on``.
    """
    f = figures("rent", on)
    return np.select(
        [
            np.isnan(rent_eur_per_month),
            rent_eur_per_month <= f["social_rent_max_eur_per_month"],
            rent_eur_per_month <= f["middle_rent_max_eur_per_month"],
        ],
        ["", SOCIAL, MIDDLE],
        default=FREE,
    ).astype(object)


def rent_rise_max_eur_per_month(rent_eur_per_month: NDArray[np.float64], on: date) -> NDArray[np.float64]:
    """Return how much a rent may rise in the year of a day.

    Parameters
    ----------
    rent_eur_per_month : ndarray of float
        Shape (n,), basic rent [EUR/month].
    on : date
        Day whose percentages hold.

    Returns
    -------
    ndarray of float
        Shape (n,) [EUR/month]. The percentage of its segment; of a low social rent an amount in its place.

    Notes
    -----
    The yearly rise of a contract that runs, without income-dependent amounts, and not above the rent of its points.
    What works on the dwelling may add is another rule (`rent.rent_after`).
    """
    f = figures("rent", on)
    segment = rent_segment(rent_eur_per_month, on)
    share = np.select(
        [segment == SOCIAL, segment == MIDDLE, segment == FREE],
        [f["rise_social_max_frac"], f["rise_middle_max_frac"], f["rise_free_max_frac"]],
        default=np.nan,
    )
    rise = share * rent_eur_per_month
    is_low = (segment == SOCIAL) & (rent_eur_per_month < f["rise_low_rent_below_eur_per_month"])
    return np.where(is_low, np.maximum(rise, f["rise_low_rent_max_eur_per_month"]), rise)
