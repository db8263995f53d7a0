"""Coefficients of the films that follow temperature and wind, and of radiation between inside faces."""

import numpy as np
from scipy.constants import Stefan_Boltzmann

from nulopdemeter.engine.elements import Floats
from nulopdemeter.engine.tables import read_row
from nulopdemeter.parameters import figures

_N_ROUNDS = 50


def inside_coefficients(tilt_deg: Floats) -> tuple[Floats, Floats]:
    """Return C in h_ci = C |ΔT|^(1/3) of an inside face (TARP, Walton 1983).

    Parameters
    ----------
    tilt_deg : ndarray
        Of the element seen from outside: 0 is a ceiling, 90 a wall, 180 a floor.

    Returns
    -------
    tuple of ndarray
        C when the air is warmer, and when it is colder, than the face [W/(m²K^(4/3))].
    """
    f = figures("films")
    cosine = np.cos(np.deg2rad(tilt_deg))
    up = f["up_factor"] / (f["up_base"] - np.abs(cosine))
    down = f["down_factor"] / (f["down_base"] + np.abs(cosine))
    is_wall = np.abs(cosine) < 1e-6
    # Warm air under a ceiling gives its heat upwards; over a floor, downwards.
    warm = np.where(is_wall, f["vertical_factor"], np.where(cosine > 0.0, up, down))
    cold = np.where(is_wall, f["vertical_factor"], np.where(cosine > 0.0, down, up))
    return np.asarray(warm), np.asarray(cold)


def natural_film(tilt_deg: Floats) -> Floats:
    """Return the natural part h_n of the outside film, at a fixed temperature difference.

    Parameters
    ----------
    tilt_deg : ndarray
        Of the element seen from outside.

    Returns
    -------
    ndarray
        h_n [W/(m²K)].
    """
    # Outside the face is a floor to its air where inside it is a ceiling: upward flow from a warm roof.
    return np.asarray(inside_coefficients(tilt_deg)[0] * np.cbrt(figures("films")["natural_k"]))


def wind_factor(height_m: Floats, terrain: str) -> Floats:
    """Return the wind at a height over that at the station.

    Parameters
    ----------
    height_m : ndarray
        Above ground.
    terrain : str
        A name in ``parameters/terrain.csv``.

    Returns
    -------
    ndarray
        v/v_met = (δ_met/z_met)^α_met (z/δ)^α.
    """
    f = figures("films")
    row = read_row("terrain", terrain)
    station = (f["station_layer_m"] / f["station_height_m"]) ** f["station_exponent"]
    return np.asarray(station * (height_m / float(row["layer_m"])) ** float(row["exponent"]))


def wind_coefficients(tilt_deg: Floats, height_m: Floats, terrain: str) -> tuple[Floats, Floats]:
    """Return the factors of v^0.89 and v^0.617 in h_f, the mean over orientations (DOE-2, MoWiTT).

    Parameters
    ----------
    tilt_deg, height_m : ndarray
        Of the face.
    terrain : str
        A name in ``parameters/terrain.csv``.

    Returns
    -------
    tuple of ndarray
        Windward and leeward.
    """
    f = figures("films")
    at_face = wind_factor(height_m, terrain)
    is_level = np.abs(np.cos(np.deg2rad(tilt_deg))) > f["level_cos"]
    windward = np.where(is_level, 1.0, f["windward_frac"])
    return (
        np.asarray(windward * f["windward_w_per_m2k"] * at_face ** f["windward_exponent"]),
        np.asarray((1.0 - windward) * f["leeward_w_per_m2k"] * at_face ** f["leeward_exponent"]),
    )


def star_films(area_m2: Floats, emissivity_frac: Floats) -> Floats:
    """Return the radiative films between the inside faces and one radiant node.

    Parameters
    ----------
    area_m2, emissivity_frac : ndarray, shape (faces,)
        Of flat faces, each by itself.

    Returns
    -------
    ndarray, shape (faces,)
        h_ri = 4σT³/((1 − ε)/ε + 1/F) with F = 1/(1 − A F/Σ A F) found by iteration (Carroll's mean radiant
        temperature network) [W/(m²K)].
    """
    view = np.ones_like(area_m2)
    for _ in range(_N_ROUNDS):
        seen = area_m2 * view / (area_m2 * view).sum()
        # A face that is more than half of the enclosure sees itself; it is bounded there.
        view = 1.0 / (1.0 - np.minimum(seen, 0.5))
    black = 4.0 * Stefan_Boltzmann * figures("films")["star_k"] ** 3
    return np.asarray(black / ((1.0 - emissivity_frac) / emissivity_frac + 1.0 / view))
