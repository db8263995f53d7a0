"""Where air passes the envelope: leaks, vents and windows ajar, by height and side (11.1 to 11.3)."""

from typing import NamedTuple

import numpy as np

from nulopdemeter.engine.elements import Bools, Floats
from nulopdemeter.regulation.nta8800.inputs import A, Air, B, C, D, Shell
from nulopdemeter.regulation.nta8800.tables import monthly, norm
from nulopdemeter.units import DM3_PER_S_IN_M3_PER_H

# Places of an opening: windward and leeward of up to three layers; a low building has roof and floor in their stead.
N_PLACES = 6


class Openings(NamedTuple):
    """Openings of n dwellings per m² of floor area.

    Attributes
    ----------
    leak : ndarray, shape (n,)
        C_lea at 1 Pa [m³/(h m²)].
    vent : ndarray, shape (n,)
        C of both sides of natural vents [m³/(h m²)].
    supply, exhaust : ndarray, shape (n,)
        Mechanical flows [m³/(h m²)].
    height_m : ndarray, shape (n,)
        Of the building.
    is_leaky_floor : ndarray of bool, shape (n,)
        A ground floor over a crawl space of before 1992.
    """

    leak: Floats
    vent: Floats
    supply: Floats
    exhaust: Floats
    height_m: Floats
    is_leaky_floor: Bools


def purge_coefficient(is_cooling: bool, edition: str) -> Floats:
    """Return the coefficient of windows that stand ajar, in and out together.

    Parameters
    ----------
    is_cooling : bool
        Whether for the cooling balance, in which they stand open longer.
    edition : str
        Edition of the norm.

    Returns
    -------
    ndarray
        Shape (12,). C = 2 τ 4.2·3.6 at 1 Pa (tables 11.7 and 11.10) [m³/(h m²)].
    """
    f = norm(edition)
    ajar = (
        monthly("months", "purge_cooling_frac", edition)
        if is_cooling
        else np.full(12, f["purge_heating_frac"])
    )
    return np.asarray(2.0 * ajar * f["purge_dm3_per_s_m2"] * DM3_PER_S_IN_M3_PER_H)


def make_openings(shell: Shell, air: Air, required_m3_per_h: Floats, edition: str) -> Openings:
    """Return the openings of dwellings.

    Parameters
    ----------
    shell : Shell
        n dwellings.
    air : Air
        Their ventilation.
    required_m3_per_h : ndarray
        q_req, shape (n,).
    edition : str
        Edition of the norm.

    Returns
    -------
    Openings
        C_lea = q_v10/10^0.67·3.6 (11.84); vents C = q_req a side that has them (11.2); mechanical flows (11.3),
        supply less what leaks from ducts and unit.
    """
    f = norm(edition)
    flow = required_m3_per_h / shell.floor_area_m2
    system = air.system
    sides = np.select([system == A, system == B, system == C], [2.0, 1.0, 1.0], 0.0)
    return Openings(
        leak=shell.qv10_dm3_per_s_m2 / f["leak_test_pa"] ** f["leak_exponent"] * DM3_PER_S_IN_M3_PER_H,
        vent=sides * flow,
        supply=np.select([system == B, system == D], [flow, flow / (air.duct_frac * air.unit_frac)], 0.0),
        exhaust=np.select([system == C, system == D], [flow, flow / air.unit_frac], 0.0),
        height_m=shell.height_m,
        is_leaky_floor=shell.ground.is_crawlspace
        & (shell.ground.area_m2 > 0.0)
        & (shell.build_year < f["crawl_leaks_before_year"]),
    )


class Places(NamedTuple):
    """Shares, wind and height of the places of openings; every array has shape (n, 6).

    Attributes
    ----------
    leak_share, vent_share : ndarray
        Of the leaks, and of vents and airing.
    wind : ndarray
        C_p of table 11.2.
    height_m : ndarray
        Above ground.
    """

    leak_share: Floats
    vent_share: Floats
    wind: Floats
    height_m: Floats


def _low(height_m: Floats, is_leaky_floor: Bools, edition: str) -> Places:
    """Return the places of a building below 15 m: half way up, roof and floor (table 11.1)."""
    f, none = norm(edition), np.zeros(len(height_m))
    wall = np.where(is_leaky_floor, f["leak_wall_share_crawl"], f["leak_wall_share"])
    roof = np.where(is_leaky_floor, f["leak_roof_share_crawl"], f["leak_roof_share"])
    floor = np.where(is_leaky_floor, f["leak_floor_share_crawl"], 0.0)
    half = none + f["vent_wall_share"]
    wind = [f["wind_low"], f["lee_low"], f["wind_roof"], f["wind_floor"], 0.0, 0.0]
    return Places(
        np.stack([wall, wall, roof, floor, none, none], axis=1),
        np.stack([half, half, none, none, none, none], axis=1),
        np.broadcast_to(np.array(wind), (len(none), N_PLACES)),
        np.stack([height_m / 2, height_m / 2, height_m, none, none, none], axis=1),
    )


def _high(height_m: Floats, edition: str) -> Places:
    """Return the places of a building from 15 m: two layers, three above 50 m, without a roof (table 11.1)."""
    f = norm(edition)
    first, second = f["low_m"], f["middle_m"]
    tops = np.minimum(height_m, second)
    parts = [first / height_m, (tops - first) / height_m, np.maximum(0.0, height_m - second) / height_m]
    heights = [
        np.full(len(height_m), first / 2),
        first + (tops - first) / 2,
        second + np.maximum(0.0, height_m - second) / 2,
    ]
    share = np.stack([part / 2 for part in parts for _ in range(2)], axis=1)
    wind = [f["wind_low"], f["lee_low"], f["wind_middle"], f["lee_middle"], f["wind_high"], f["lee_high"]]
    return Places(
        share,
        share,
        np.broadcast_to(np.array(wind), share.shape),
        np.stack([height for height in heights for _ in range(2)], axis=1),
    )


def make_places(height_m: Floats, is_leaky_floor: Bools, edition: str) -> Places:
    """Return where the openings of buildings lie.

    Parameters
    ----------
    height_m : ndarray
        Shape (n,), of the building.
    is_leaky_floor : ndarray of bool
        Shape (n,).
    edition : str
        Edition of the norm.

    Returns
    -------
    Places
        Tables 11.1 and 11.2.
    """
    is_high = (height_m >= norm(edition)["low_m"])[:, None]
    low = _low(height_m, is_leaky_floor, edition)
    high = _high(np.maximum(height_m, norm(edition)["low_m"]), edition)
    return Places(*(np.where(is_high, one, other) for one, other in zip(high, low, strict=True)))
