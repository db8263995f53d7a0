"""Houses opposite, for EnergyPlus: the hours in which the direct sun reaches a façade."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from nulopdemeter.dwelling.file import DwellingFile
from nulopdemeter.dwelling.file_shell import Window
from nulopdemeter.engine.elements import Floats
from nulopdemeter.engine.idf_faces import OUTDOORS, Hosted, Pane
from nulopdemeter.engine.idf_objects import idf_name, idf_object
from nulopdemeter.engine.one_horizon import direct_below_deg, horizon_of
from nulopdemeter.engine.one_sun import Shade, sunlit_frac
from nulopdemeter.engine.planes import ROOF_BELOW_DEG
from nulopdemeter.weather import Weather, solar_position

_ALL = "Sun above the houses opposite"


class Horizon(NamedTuple):
    """What the direct sun reaches.

    Attributes
    ----------
    columns : dict of str to ndarray, shape (8760,)
        Sunlit share, for the file of hours.
    objects : list of str
        Which face follows which column; empty without a horizon.
    """

    columns: dict[str, Floats]
    objects: list[str]


def horizon(parts: Sequence[Hosted], full: DwellingFile, weather: Weather) -> Horizon:
    """Return the sunlit shares of the façades behind a horizon.

    Parameters
    ----------
    parts : Sequence of Hosted
        Faces and windows.
    full : DwellingFile
        Filled in.
    weather : Weather
        Place and hours.

    Returns
    -------
    Horizon
        Empty when nothing stands opposite: then EnergyPlus shades with the overhangs and fins itself.

    Notes
    -----
    The horizon of a dwelling file hides the direct sun and nothing else; a wall opposite in the geometry
    would hide the sky too. Given shares take the place of the geometry, so those of overhangs and fins are
    in them.
    """
    sun, around = solar_position(weather), horizon_of(full)
    below_deg = direct_below_deg(around, sun.azimuth_deg, is_roof=False)
    if below_deg.max() <= 0.0:
        return Horizon({}, [])
    up = (90.0 - sun.zenith_deg > below_deg).astype(np.float64)
    columns, objects = {_ALL: up}, list[str]()
    for face, pane in parts:
        is_facade = face.tilt_deg > ROOF_BELOW_DEG
        if face.boundary != OUTDOORS:
            continue
        if is_facade:
            objects.append(_follows(face.name, _ALL))
        if pane is None:
            continue
        schedule = _ALL if is_facade else ""
        if pane.window.overhang is not None or pane.window.fins is not None:
            schedule = f"{idf_name(pane.name)} sunlit"
            columns[schedule] = _lit(pane, weather) * (up if is_facade else 1.0)
        if schedule:
            objects.append(_follows(pane.name, schedule))
    return Horizon(columns, objects)


def _follows(name: str, schedule: str) -> str:
    own = idf_name(name)
    return idf_object("SurfaceProperty:LocalEnvironment", f"{own} surroundings", own, schedule)


def _lit(pane: Pane, weather: Weather) -> Floats:
    sun = solar_position(weather)
    zenith, around = np.radians(sun.zenith_deg), np.radians(sun.azimuth_deg - pane.azimuth_deg)
    tilt = np.radians(pane.tilt_deg)
    ahead, along = np.sin(zenith) * np.cos(around), np.sin(zenith) * np.sin(around)
    upward = np.cos(zenith) * np.sin(tilt) - ahead * np.cos(tilt)
    outward = ahead * np.sin(tilt) + np.cos(zenith) * np.cos(tilt)
    return np.asarray(sunlit_frac(_shade(pane.window), along, upward, outward))


def _shade(w: Window) -> Shade:
    height = float(w.height_m or 1.0)
    shade = Shade(w.area_m2 / height, height)
    endless = np.inf
    if w.overhang is not None:
        beside = endless if w.overhang.extend_m is None else w.overhang.extend_m
        shade = shade._replace(
            overhang_depth_m=w.overhang.depth_m, overhang_gap_m=w.overhang.gap_m, overhang_extend_m=beside
        )
    if w.fins is not None:
        above, below = (endless if x is None else x for x in (w.fins.above_m, w.fins.below_m))
        shade = shade._replace(
            fin_depth_m=w.fins.depth_m, fin_gap_m=w.fins.gap_m, fin_above_m=above, fin_below_m=below
        )
    return shade
