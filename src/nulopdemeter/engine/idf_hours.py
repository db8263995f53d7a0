"""Hours that an EnergyPlus input reads: set points, gains, air and the ground."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from nulopdemeter.dwelling.file_defaults import Filled
from nulopdemeter.engine.elements import Floats
from nulopdemeter.engine.hours import climate_columns, make_hours
from nulopdemeter.engine.idf_faces import Face
from nulopdemeter.engine.idf_objects import Field, idf_name, idf_object
from nulopdemeter.engine.one import simulate_file
from nulopdemeter.engine.one_elements import Site
from nulopdemeter.engine.one_services import cooling_set_c
from nulopdemeter.engine.planes import Planes, SunPlane
from nulopdemeter.kernels import layout as at
from nulopdemeter.units import H_PER_YEAR, S_PER_H, W_PER_KW
from nulopdemeter.weather import Weather

SET, GAINS, AIR, BRIDGES, COOL = "Set point", "Gains", "Outdoor air", "Thermal bridges", "Cooling set point"
_DIGITS = 6


class IdfHours(NamedTuple):
    """Schedules of one dwelling.

    Attributes
    ----------
    table : DataFrame, 8760 rows
        A column for each schedule that varies.
    constant : dict of str to float
        Schedules that do not.
    sides : list of tuple
        Objects that describe the other side of faces: name and text.
    """

    table: pd.DataFrame
    constant: dict[str, float]
    sides: list[str]


def make_idf_hours(
    filled: Filled, weather: Weather, site: Site, others: Sequence[Face], sunlit: Mapping[str, Floats]
) -> IdfHours:
    """Return everything that varies over the year.

    Parameters
    ----------
    filled : Filled
        The dwelling.
    weather : Weather
        The year.
    site : Site
        Climate, for the ground.
    others : Sequence of Face
        Faces on another side than outdoors.
    sunlit : Mapping of str to ndarray, shape (8760,)
        Shares of façades that the direct sun reaches.

    Returns
    -------
    IdfHours
        Air flows are those that the engine finds with its own indoor temperatures, less recovery.
    """
    year = simulate_file(filled.file, weather).hourly
    # Outdoor air as heavy as it is that hour; the profile has no part in it.
    heavy = climate_columns(weather, "profile_standard")[:, at.AIR_WH_PER_M3K]
    bridges = filled.file.thermal_bridges
    columns: dict[str, Floats] = {
        GAINS: year["internal_kw"].to_numpy() * W_PER_KW,
        AIR: year["outdoor_air_w_per_k"].to_numpy() / heavy / S_PER_H,
        BRIDGES: (bridges.loss_w_per_k if bridges else 0.0) / heavy / S_PER_H,
        **sunlit,
    }
    heating = filled.file.heating
    if heating is None or heating.generator != "none":
        columns[SET] = year["set_point_c"].to_numpy()
    if filled.file.cooling is not None:
        columns[COOL] = cooling_set_c(filled.file)
    sides = []
    ground = _ground_c(weather, site)
    for face in others:
        other = face.other
        assert other is not None
        own = f"{idf_name(face.name)} temperature"
        columns[own] = other.fixed_c + other.from_ground * ground
        sides.append(
            idf_object(
                "SurfaceProperty:OtherSideCoefficients", f"{idf_name(face.name)} side", other.film_w_per_m2k,
                0, 1, other.from_out, 0, 0, other.from_zone, own, "No",
            )
        )  # fmt: skip
    constant = {k: float(v[0]) for k, v in columns.items() if np.ptp(v) == 0.0}
    varying = {k: np.round(v, _DIGITS) for k, v in columns.items() if k not in constant}
    return IdfHours(pd.DataFrame(varying, index=weather.index), constant, sides)


def _ground_c(weather: Weather, site: Site) -> Floats:
    """Monthly outdoor temperatures, straight between the middles of the months."""
    hours = make_hours(weather, Planes([SunPlane(0.0, 180.0, "")], [(0.0, (180.0,))]), "profile_standard")
    before, after = site.outdoor_c[hours.ground_month], site.outdoor_c[(hours.ground_month + 1) % 12]
    return np.asarray(before + hours.ground_next_frac * (after - before))


def schedule_objects(hours: IdfHours, file_name: str) -> list[str]:
    """Return the schedules.

    Parameters
    ----------
    hours : IdfHours
        What they hold.
    file_name : str
        Where the hours stand.

    Returns
    -------
    list of str
        Objects; the first column of the file is the stamp.
    """
    found = [idf_object("Schedule:Constant", name, "Any", value) for name, value in hours.constant.items()]
    for k, name in enumerate(hours.table.columns):
        fields: tuple[Field, ...] = (file_name, k + 2, 1, H_PER_YEAR, "Comma", "No", 60)
        found.append(idf_object("Schedule:File", name, "Any", *fields))
    return [*found, *hours.sides]
