"""People, sun and sky: 7.21 to 7.43 and chapter 17."""

from typing import NamedTuple

import numpy as np

from nulopdemeter.dwelling import norm_household_size
from nulopdemeter.engine.elements import Floats, Ints
from nulopdemeter.regulation.nta8800.inputs import WINDOW, Shell
from nulopdemeter.regulation.nta8800.tables import (
    UNKNOWN,
    by_orientation,
    by_plane,
    monthly,
    norm,
    orientation_shares,
)

# Rows of a product that no library spreads over threads.
_ROWS = 256


def internal_kwh(floor_area_m2: Floats, edition: str) -> Floats:
    """Return the heat of people, appliances and light.

    Parameters
    ----------
    floor_area_m2 : ndarray
        Shape (n,).
    edition : str
        Edition of the norm.

    Returns
    -------
    ndarray
        Shape (n, 12). 180 W a person, all hours (7.21) [kWh].
    """
    hours = monthly("climate", "hours_h", edition)
    return np.asarray(norm(edition)["gain_w"] * norm_household_size(floor_area_m2)[:, None] * hours / 1000.0)


class Planes(NamedTuple):
    """Sun on k planes, those that occur.

    Attributes
    ----------
    plane : ndarray of int, shape (n, e)
        Plane of each element.
    orientation : ndarray of int, shape (k,)
        Column of table 17.2 or ``UNKNOWN``.
    tilt_deg : ndarray, shape (k,)
        Of the plane.
    sun_w_per_m2 : ndarray, shape (k, 8, 12)
        Irradiance split over the eight orientations: all of it in one, or a quarter in each of four.
    obstruction_frac, shade_use_frac : ndarray, shape (8, 12) per plane: (k, 8, 12) and (8, 12)
        Share that minimal obstruction leaves, and share of the time that shading worked by hand is closed.
    """

    plane: Ints
    orientation: Ints
    tilt_deg: Floats
    sun_w_per_m2: Floats
    obstruction_frac: Floats
    shade_use_frac: Floats


def irradiance_w_per_m2(tilt_deg: Floats, edition: str) -> Floats:
    """Return the sun on tilted planes.

    Parameters
    ----------
    tilt_deg : ndarray
        Shape (k,), 0 to 90.
    edition : str
        Edition of the norm.

    Returns
    -------
    ndarray
        Shape (k, 8, 12). Table 17.2, linear between its tilts (chapter 17, p. 693) [W/m²].
    """
    tilts, sun = by_plane("irradiance", "w_per_m2", edition)
    upper = np.clip(np.searchsorted(tilts, tilt_deg), 1, len(tilts) - 1)
    share = np.clip((tilt_deg - tilts[upper - 1]) / (tilts[upper] - tilts[upper - 1]), 0.0, 1.0)
    return np.asarray(sun[upper - 1] + share[:, None, None] * (sun[upper] - sun[upper - 1]))


def obstruction_frac(tilt_deg: Floats, edition: str) -> Floats:
    """Return what minimal obstruction leaves of the sun on a window.

    Parameters
    ----------
    tilt_deg : ndarray
        Shape (k,).
    edition : str
        Edition of the norm.

    Returns
    -------
    ndarray
        Shape (k, 8, 12). Table 17.4: the nearest of the tilts that were entered (0, 45, 90°), of two the steeper.
    """
    tilts, left = by_plane("obstruction", "frac", edition)
    nearest = np.abs(tilt_deg[:, None] - tilts[::-1]).argmin(axis=1)
    return np.asarray(left[::-1][nearest])


def make_planes(shell: Shell, edition: str) -> Planes:
    """Return the planes that occur in a shell.

    Parameters
    ----------
    shell : Shell
        n dwellings, e elements.
    edition : str
        Edition of the norm.

    Returns
    -------
    Planes
        Each different pair of orientation and tilt once.
    """
    # One number a plane: hundredths of a degree, then the orientation.
    code = np.round(shell.tilt_deg * 100.0).astype(np.int64) * (UNKNOWN + 1) + shell.orientation
    unique, index = np.unique(code, return_inverse=True)
    orientation, tilt = unique % (UNKNOWN + 1), unique // (UNKNOWN + 1) / 100.0
    return Planes(
        index.reshape(code.shape),
        orientation,
        tilt,
        orientation_shares()[orientation][:, :, None] * irradiance_w_per_m2(tilt, edition),
        obstruction_frac(tilt, edition),
        by_orientation("shading_use", "frac", edition),
    )


def sum_by_plane(planes: Planes, weight: Floats) -> Floats:
    """Add the weights of the elements of each dwelling by plane.

    Parameters
    ----------
    planes : Planes
        k planes that occur.
    weight : ndarray
        Shape (n, e), of each element.

    Returns
    -------
    ndarray
        Shape (n, k).
    """
    n, k = len(weight), len(planes.tilt_deg)
    place = planes.plane + k * np.arange(n)[:, None]
    total = np.bincount(place.ravel(), weights=weight.ravel(), minlength=n * k)
    return np.asarray(total.reshape(n, k), dtype=np.float64)


def sky_frac(tilt_deg: Floats, edition: str) -> Floats:
    """Return how much of the sky a plane sees.

    Parameters
    ----------
    tilt_deg : ndarray
        Any shape.
    edition : str
        Edition of the norm.

    Returns
    -------
    ndarray
        F_sky of 7.36: 1 up to 5°, 0.75 up to 75°, 0.5 up to 90°, else 0.
    """
    f = norm(edition)
    return np.select(
        [
            tilt_deg <= f["sky_flat_to_deg"],
            tilt_deg <= f["sky_tilted_to_deg"],
            tilt_deg <= f["sky_upright_to_deg"],
        ],
        [f["sky_flat_frac"], f["sky_tilted_frac"], f["sky_upright_frac"]],
        0.0,
    )


class Apertures(NamedTuple):
    """Elements of each dwelling added up by plane; every array has shape (n, k).

    Attributes
    ----------
    glass_m2, shaded_m2 : ndarray
        F_w g (1 − F_F) A of windows, without and with the factor F_c of their shading.
    opaque_m2 : ndarray
        Absorptance · R_se · U · A of the rest.
    sky_w : ndarray
        What goes to the sky [W].
    """

    glass_m2: Floats
    shaded_m2: Floats
    opaque_m2: Floats
    sky_w: Floats


def make_apertures(shell: Shell, planes: Planes, edition: str) -> Apertures:
    """Add up what lets sun in.

    Parameters
    ----------
    shell : Shell
        n dwellings.
    planes : Planes
        Of that shell.
    edition : str
        Edition of the norm.

    Returns
    -------
    Apertures
        Windows 7.33 with g rounded down to 0.05 (table 7.4), opaque parts 7.34, sky 7.36 for all of them.
    """
    f = norm(edition)
    is_window = shell.kind == WINDOW
    stepped = np.floor(np.round(shell.g_frac / f["g_step_frac"], 6)) * f["g_step_frac"]
    glass = f["window_exposure_frac"] * (1.0 - f["frame_frac"]) * stepped * shell.area_m2 * is_window
    heat = f["outside_film_m2k_per_w"] * shell.u_w_per_m2k * shell.area_m2
    sky = sky_frac(shell.tilt_deg, edition) * heat * f["sky_film_w_per_m2k"] * f["sky_k"]
    return Apertures(
        sum_by_plane(planes, glass),
        sum_by_plane(planes, glass * shell.shade_frac),
        sum_by_plane(planes, f["absorptance_frac"] * heat * ~is_window),
        sum_by_plane(planes, sky),
    )


def product(weight: Floats, table: Floats) -> Floats:
    """Multiply matrices some rows at a time.

    Parameters
    ----------
    weight : ndarray
        Shape (n, k).
    table : ndarray
        Shape (k, m) or (k,).

    Returns
    -------
    ndarray
        Shape (n, m) or (n,).

    Notes
    -----
    Small products stay on the thread that asks for them: the chunks of a table already fill the cores, and threads
    that wait for one another would take twice the processor time.
    """
    found = np.empty((len(weight), *table.shape[1:]))
    for start in range(0, len(weight), _ROWS):
        np.matmul(weight[start : start + _ROWS], table, out=found[start : start + _ROWS])
    return found


def solar_kwh(planes: Planes, apertures: Apertures, is_cooling: bool, edition: str) -> Floats:
    """Return the sun less what goes to the sky.

    Parameters
    ----------
    planes : Planes
        Planes that occur.
    apertures : Apertures
        n dwellings.
    is_cooling : bool
        The cooling balance has no obstruction (table 17.5), but shading (7.42, table 7.7).
    edition : str
        Edition of the norm.

    Returns
    -------
    ndarray
        Shape (n, 12); can be below zero [kWh].
    """
    hours = monthly("climate", "hours_h", edition) / 1000.0
    whole = planes.sun_w_per_m2.sum(axis=1)
    if is_cooling:
        closed = (planes.sun_w_per_m2 * planes.shade_use_frac).sum(axis=1)
        through = product(apertures.glass_m2, whole - closed) + product(apertures.shaded_m2, closed)
    else:
        left = (planes.sun_w_per_m2 * planes.obstruction_frac).sum(axis=1)
        through = product(apertures.glass_m2, left)
    sky = apertures.sky_w.sum(axis=1)[:, None]
    return np.asarray((through + product(apertures.opaque_m2, whole) - sky) * hours)
