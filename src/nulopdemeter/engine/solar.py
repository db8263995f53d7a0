"""Where the sun that comes in through the glass is absorbed."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from nulopdemeter.engine.elements import Floats


class SunShares(NamedTuple):
    """What a square metre of each face absorbs of a watt that comes in; what is missing leaves through the glass.

    Attributes
    ----------
    beam_per_m2, spread_per_m2 : ndarray, shape (n, faces)
        Of the beam that is followed, and of the sun that is spread.
    beam_air_frac, spread_air_frac : float
        What the air takes.
    """

    beam_per_m2: Floats
    spread_per_m2: Floats
    beam_air_frac: float
    spread_air_frac: float


class Glass(NamedTuple):
    """What of each face is glass; arrays of shape (n, faces).

    Attributes
    ----------
    pane_frac : ndarray
        Share of the face that is pane: 1 − frame of a window, 0 of all others.
    g_frac : ndarray
        Solar factor of the pane at normal incidence.
    """

    pane_frac: Floats
    g_frac: Floats


def sun_shares(area_m2: Floats, glass: Glass, floor_frac: Floats, p: Mapping[str, float]) -> SunShares:
    """Share the sun over the inside faces.

    Parameters
    ----------
    area_m2 : ndarray, shape (n, faces)
        Inside faces.
    glass : Glass
        Which faces let the sun out again.
    floor_frac : ndarray, shape (n, faces)
        Share of each face that is floor.
    p : Mapping[str, float]
        Coefficients of the profile.

    Returns
    -------
    SunShares
        With ``beam_to_floor_frac`` 0 all sun is spread by area (ISO 52016-1:2017, 6.5.6.3). With 1 the beam falls on
        the floors, which absorb ``floor_absorptance_frac``; what they reflect joins the diffuse sun, shared by
        area times absorptance; a pane lets ``glass_out_factor`` times its g of what meets it out again.
    """
    to_air = p["solar_convective_frac"]
    kept = (1.0 - to_air) * (1.0 - p["solar_lost_frac"])
    even = kept / area_m2.sum(1, keepdims=True) * np.ones_like(area_m2)
    if p["beam_to_floor_frac"] <= 0.0:
        return SunShares(
            even, even, to_air * (1.0 - p["solar_lost_frac"]), to_air * (1.0 - p["solar_lost_frac"])
        )
    absorbs = p["inside_absorptance_frac"] + glass.pane_frac * (
        p["glass_absorbed_frac"] - p["inside_absorptance_frac"]
    )
    meets = absorbs + glass.pane_frac * glass.g_frac * p["glass_out_factor"]
    spread = kept * absorbs / (area_m2 * meets).sum(1, keepdims=True)
    floor_m2 = (area_m2 * floor_frac).sum(1, keepdims=True)
    on_floor = floor_frac / np.maximum(floor_m2, 1e-9)
    direct = np.where(floor_m2 > 0.0, p["floor_absorptance_frac"], 0.0)
    beam = kept * direct * on_floor + (1.0 - direct) * spread
    return SunShares(beam, spread, to_air, to_air)
