"""Films of the slots of a fleet: what wind and temperature make of them, and radiation between the faces."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from nulopdemeter.engine.elements import Chains, Films, Floats, Lights
from nulopdemeter.engine.film_coefficients import inside_coefficients, natural_film, wind_coefficients
from nulopdemeter.engine.layered import INSIDE_TILTS_DEG
from nulopdemeter.engine.machines import SUBURB
from nulopdemeter.parameters import figures

_FLOOR_TILT_DEG = 180.0


def fleet_radiation(chains: Chains, lights: Lights, p: Mapping[str, float]) -> tuple[Chains, Lights]:
    """Set the radiative films inside: one value for all faces of a fleet.

    Parameters
    ----------
    chains, lights : Chains, Lights
        Without them.
    p : Mapping[str, float]
        Coefficients of the profile.

    Returns
    -------
    tuple of Chains and Lights
        With them.

    Notes
    -----
    Slots of a fleet hold faces of several directions; how each sees the others is not known. Against a film of each
    face by its view (a dwelling file with ``star_radiation_frac`` 1) heating differs by less than a per cent.
    """
    h_ri = p["h_ri_w_per_m2k"]
    return (
        chains._replace(radiative_w_per_m2k=np.full_like(chains.area_m2, h_ri)),
        lights._replace(radiative_w_per_m2k=np.full_like(lights.area_m2, h_ri)),
    )


def fleet_films(table: pd.DataFrame, chains: Chains, lights: Lights) -> tuple[Chains, Lights]:
    """Set films that follow temperature and wind.

    Parameters
    ----------
    table : DataFrame
        Dwellings: height in the wind, pitch of the roof.
    chains, lights : Chains, Lights
        Slots of walls, roof, floor and inside; windows and doors.

    Returns
    -------
    tuple of Chains and Lights
        With ``films``.
    """
    f = figures("films")
    n = len(table)
    height = np.maximum(table["height_m"].to_numpy(float), 1.0)
    roof_tilt = table["roof_tilt_deg"].to_numpy(float)
    upright = np.full(n, 90.0)
    tilts = np.column_stack(
        [upright, roof_tilt, np.full(n, _FLOOR_TILT_DEG), *(np.full(n, t) for t in INSIDE_TILTS_DEG)]
    )
    outer = [
        (upright, f["wall_height_frac"] * height, f["rough_wall_factor"]),
        (roof_tilt, height, f["rough_roof_factor"]),
    ]
    light = [(*outer[0][:2], f["rough_glass_factor"]), outer[0]]
    return (
        chains._replace(films=_films(outer, tilts)),
        lights._replace(films=_films(light, np.tile(90.0, (n, 2)))),
    )


def _films(outer: list[tuple[Floats, Floats, float]], tilts_deg: Floats) -> Films:
    none = np.zeros_like(tilts_deg)
    natural, rough, windward, leeward, radiative = (none.copy() for _ in range(5))
    for s, (tilt_deg, height_m, factor) in enumerate(outer):
        natural[:, s] = natural_film(tilt_deg)
        rough[:, s], radiative[:, s] = factor, 1.0
        windward[:, s], leeward[:, s] = wind_coefficients(tilt_deg, height_m, SUBURB)
    return Films(natural, rough, windward, leeward, radiative, *inside_coefficients(tilts_deg))
