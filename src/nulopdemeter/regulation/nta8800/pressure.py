"""The pressure balance of a dwelling in every month, and what flows in: 11.1 to 11.19."""

from typing import NamedTuple

import numpy as np

from nulopdemeter.engine.elements import Floats, Ints
from nulopdemeter.kernels.openings import solve_openings
from nulopdemeter.regulation.nta8800.openings import Openings, make_places
from nulopdemeter.regulation.nta8800.tables import monthly, norm


class Season(NamedTuple):
    """Which balance.

    Attributes
    ----------
    months : ndarray of int, shape (k,)
        Months from 0, for which it is made.
    indoor_c : float
        20 in the heating balance, 24 in the cooling balance.
    purge : ndarray, shape (k,)
        C of windows ajar, in those months [m³/(h m²) at 1 Pa].
    """

    months: Ints
    indoor_c: float
    purge: Floats


class Incoming(NamedTuple):
    """Outdoor air that comes in by itself, per month; every array has shape (n, k).

    Attributes
    ----------
    leak_m3_per_h, vent_m3_per_h, purge_m3_per_h : ndarray
        Through leaks, through vents, through windows ajar.
    """

    leak_m3_per_h: Floats
    vent_m3_per_h: Floats
    purge_m3_per_h: Floats


def _by_month(season: Season, edition: str) -> tuple[Floats, float]:
    """Return density outside, pressure of the wind, pressure of a metre and airing by month, and density inside."""
    f = norm(edition)
    outdoor = monthly("climate", "outdoor_c", edition)[season.months]
    wind = monthly("climate", "wind_m_per_s", edition)[season.months]
    mass = f["air_kg_per_m3"] * f["air_density_k"]
    outside, inside = mass / (outdoor + f["zero_c_k"]), mass / (season.indoor_c + f["zero_c_k"])
    return np.stack(
        [outside, 0.5 * outside * wind**2, f["gravity"] * (inside - outside), season.purge]
    ), inside


def incoming(
    openings: Openings, floor_area_m2: Floats, season: Season, supply_c: Floats, edition: str
) -> Incoming:
    """Return the outdoor air that comes in through the openings of dwellings.

    Parameters
    ----------
    openings : Openings
        Per m² of floor area, n dwellings.
    floor_area_m2 : ndarray
        Shape (n,).
    season : Season
        The balance, k months.
    supply_c : ndarray
        Shape (n, k), temperature of mechanically supplied air [°C].
    edition : str
        Edition of the norm.

    Returns
    -------
    Incoming
        By month [m³/h], at outdoor density.

    Notes
    -----
    Δp = p_e − p_i with p_e = ρ(θ_e)(½ C_p u² − g h), p_i = p_ref − ρ(θ_i) g h (11.1 to 11.19); p_ref is where
    Σ ρ C Δp^n + mechanical flows = 0. The balance is the same per m².
    """
    f = norm(edition)
    places = make_places(openings.height_m, openings.is_leaky_floor, edition)
    by_place = np.stack([np.ascontiguousarray(one.T) for one in places])
    flows = np.stack([openings.leak, openings.vent, openings.supply, openings.exhaust])
    months, inside = _by_month(season, edition)
    # One order in memory: the kernel is compiled anew for another.
    blown_c = np.ascontiguousarray(supply_c)
    blown = f["air_kg_per_m3"] * f["air_density_k"] / (blown_c + f["zero_c_k"])
    leaks, holes = np.empty(blown.shape), np.empty(blown.shape)
    solve_openings(by_place, flows, blown, months, f["leak_exponent"], inside, leaks, holes)
    area, vent = floor_area_m2[:, None], openings.vent[:, None]
    through = holes * area / (vent + season.purge)
    return Incoming(leaks * area, through * vent, through * season.purge)
