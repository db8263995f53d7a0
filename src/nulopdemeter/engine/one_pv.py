"""The solar panels of one dwelling: own plane, machine and age, behind horizon, houses and rows in front."""

from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pvlib

from nulopdemeter.dwelling.file import DwellingFile
from nulopdemeter.dwelling.file_pv import PvPlane
from nulopdemeter.engine.elements import Floats
from nulopdemeter.engine.one_horizon import Horizon, direct_below_deg, horizon_of
from nulopdemeter.engine.one_sun import SunPlane, sky_shares
from nulopdemeter.engine.planes import ROOF_BELOW_DEG
from nulopdemeter.engine.pv import ac_w_per_kwp, make_panels
from nulopdemeter.parameters import figures
from nulopdemeter.weather import PlaneParts, Weather, plane_parts, solar_position


class RowShade(NamedTuple):
    """What the row in front leaves of the light on a row, mean over all rows.

    Attributes
    ----------
    beam_frac : ndarray, shape (8760,)
        Of direct sun, as the electricity feels it.
    sky_frac, band_frac : float
        Of the even sky, and of the bright band at the horizon.
    """

    beam_frac: Floats
    sky_frac: float
    band_frac: float


def panel_hours_w_per_kwp(file: DwellingFile, weather: Weather) -> list[Floats]:
    """Return what every array of a dwelling gives.

    Parameters
    ----------
    file : DwellingFile
        Filled in.
    weather : Weather
        The year.

    Returns
    -------
    list of ndarray, shape (8760,)
        One for each ``[[pv]]``, mean over each hour [W/kWp].
    """
    around = horizon_of(file)
    return [array_w_per_kwp(plane, around, weather) for plane in file.pv]


def array_w_per_kwp(plane: PvPlane, around: Horizon, weather: Weather) -> Floats:
    """Return what one array gives.

    Parameters
    ----------
    plane : PvPlane
        Filled in.
    around : Horizon
        What stands around the dwelling; an own horizon of the array takes its place.
    weather : Weather
        The year.

    Returns
    -------
    ndarray, shape (8760,)
        Mean over each hour [W/kWp].
    """
    has_limit = plane.inverter_kw is not None and plane.peak_kwp > 0.0
    dc_ac = plane.peak_kwp / float(plane.inverter_kw or 1.0) if has_limit else None
    panels = make_panels(
        plane.technology or "mono",
        plane.mounting or "roof",
        plane.inverter or "string",
        plane.age_years,
        plane.losses_frac,
        dc_ac,
    )
    parts = plane_parts(weather, float(plane.tilt_deg), float(plane.azimuth_deg))
    parts = _past_horizon(parts, plane, around, weather)
    if plane.row_pitch_m is not None:
        parts = _past_rows(parts, row_shade(plane, weather))
    return ac_w_per_kwp(weather, parts, plane.tilt_deg, panels)


def _past_horizon(parts: PlaneParts, plane: PvPlane, around: Horizon, weather: Weather) -> PlaneParts:
    """Take away what houses and horizon hide, as ``one_sun`` does for windows."""
    is_roof = plane.tilt_deg <= ROOF_BELOW_DEG and plane.horizon_deg is None
    own = plane.horizon_deg
    if own is not None:
        around = Horizon(own[0] if len(own) == 1 else 0.0, () if len(own) == 1 else own)
    sun = solar_position(weather)
    is_up = 90.0 - sun.zenith_deg > direct_below_deg(around, sun.azimuth_deg, is_roof=is_roof)
    beam = parts.beam_w_per_m2 * is_up
    circumsolar = parts.circumsolar_w_per_m2 * is_up
    parts = replace(parts, beam_w_per_m2=beam, circumsolar_w_per_m2=circumsolar)
    if not around.hides_sky(is_roof=is_roof):
        return parts
    seen = sky_shares(SunPlane(plane.tilt_deg, plane.azimuth_deg), around, is_roof=is_roof)
    # What is hidden shines like ground under the same sky.
    shining = figures("dwelling_file")["obstruction_albedo_frac"] * weather.ghi_w_per_m2
    return replace(
        parts,
        isotropic_w_per_m2=seen.open_frac * parts.isotropic_w_per_m2 + seen.hidden_view_frac * shining,
        horizon_w_per_m2=seen.band_frac * parts.horizon_w_per_m2,
        ground_w_per_m2=seen.ground_frac * parts.ground_w_per_m2,
    )


def _past_rows(parts: PlaneParts, shade: RowShade) -> PlaneParts:
    return replace(
        parts,
        beam_w_per_m2=shade.beam_frac * parts.beam_w_per_m2,
        circumsolar_w_per_m2=shade.beam_frac * parts.circumsolar_w_per_m2,
        isotropic_w_per_m2=shade.sky_frac * parts.isotropic_w_per_m2,
        horizon_w_per_m2=shade.band_frac * parts.horizon_w_per_m2,
    )


def row_shade(plane: PvPlane, weather: Weather) -> RowShade:
    """Return what rows leave one another.

    Parameters
    ----------
    plane : PvPlane
        With pitch, length of the slope and number of rows.
    weather : Weather
        The year.

    Returns
    -------
    RowShade
        Means over all rows: the first stands free.

    Notes
    -----
    Shade of the sun in one dimension (Anderson and Jensen 2024, pvlib ``shaded_fraction1d``), its electrical effect
    by bypass diodes (Martínez-Moreno 2010, equation 6), sky by the mean masking angle (Passias 1984). All rows of one
    array face the same way, and the ground between them is as bright as elsewhere.
    """
    p, sun = figures("pv"), solar_position(weather)
    width_m, pitch_m = float(plane.module_height_m or 0.0), float(plane.row_pitch_m or 1.0)
    behind = 1.0 if plane.n_rows is None else 1.0 - 1.0 / plane.n_rows
    shaded = pvlib.shading.shaded_fraction1d(
        sun.zenith_deg,
        sun.azimuth_deg,
        axis_azimuth=plane.azimuth_deg - 90.0,
        shaded_row_rotation=plane.tilt_deg,
        collector_width=width_m,
        pitch=pitch_m,
    )
    shaded = np.where(sun.zenith_deg < 90.0, np.clip(np.nan_to_num(shaded), 0.0, 1.0), 0.0)
    masked_deg = float(pvlib.shading.masking_angle_passias(plane.tilt_deg, width_m / pitch_m))
    hidden_sky = float(pvlib.shading.sky_diffuse_passias(masked_deg))
    hidden_band = min(masked_deg / figures("dwelling_file")["horizon_band_deg"], 1.0)
    return RowShade(
        1.0 - behind * (1.0 - lit_frac(shaded, p["shading_blocks"])),
        1.0 - behind * hidden_sky,
        1.0 - behind * hidden_band,
    )


def lit_frac(shaded_frac: Floats, n_blocks: float) -> Floats:
    """Return the share of direct light that partly shaded modules still turn into power.

    Parameters
    ----------
    shaded_frac : ndarray, shape (n,)
        Of the area, from the lower edge upwards.
    n_blocks : float
        Groups of cells with a bypass diode that the shade covers one after another.

    Returns
    -------
    ndarray, shape (n,)
        (1 − F_GS)(1 − N_SB / (N_TB + 1)); Martínez-Moreno 2010, equation 6.
    """
    hit = np.ceil(n_blocks * shaded_frac)
    return np.asarray((1.0 - shaded_frac) * (1.0 - hit / (n_blocks + 1.0)))
