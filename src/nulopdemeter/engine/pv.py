"""What solar panels give: irradiance, reflection, cell temperature, losses, ageing, inverter; all of it pvlib."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
import pvlib

from nulopdemeter.engine.pv_ageing import inverter_factor, module_factor
from nulopdemeter.engine.tables import read_row
from nulopdemeter.parameters import figures
from nulopdemeter.units import W_PER_KW
from nulopdemeter.weather import PlaneParts, Weather, plane_parts
from nulopdemeter.weather.climate import Floats


class Panels(NamedTuple):
    """What panels and their inverter are like.

    Attributes
    ----------
    temperature_coefficient_per_k : float
        Change of power with cell temperature.
    cell_u0_w_per_m2k, cell_u1_w_per_m3k : float
        Heat loss of the cells: constant, and per m/s of wind.
    dc_frac : float
        Share of the name plate's power that reaches the inverter: losses and age of the modules.
    inverter_efficiency : float
        At nominal power, with its age.
    dc_ac : float
        Power of the panels over the most that the inverter gives.
    """

    temperature_coefficient_per_k: float
    cell_u0_w_per_m2k: float
    cell_u1_w_per_m3k: float
    dc_frac: float
    inverter_efficiency: float
    dc_ac: float


@lru_cache(maxsize=256)
def make_panels(
    technology: str = "mono",
    mounting: str = "roof",
    inverter: str = "string",
    age_years: float | None = None,
    losses_frac: float | None = None,
    dc_ac: float | None = None,
) -> Panels:
    """Look up what panels are like.

    Parameters
    ----------
    technology, mounting, inverter : str
        Names in ``parameters/pv_technologies.csv``, ``pv_mounting.csv`` and ``pv_inverters.csv``.
    age_years : float or None
        Age in the middle of the year; None: of panels whose age is not known.
    losses_frac : float or None
        All losses but ageing, shade and inverter; None: the usual ones with the mismatch of that inverter.
    dc_ac : float or None
        Power of the panels over that of the inverter; None: as usual.

    Returns
    -------
    Panels
        As ``pv_w_per_kwp`` needs them.
    """
    p, kind = figures("pv"), read_row("pv_technologies", technology)
    mounted, machine = read_row("pv_mounting", mounting), read_row("pv_inverters", inverter)
    age = p["usual_age_years"] if age_years is None else age_years
    usual = 1.0 - (1.0 - p["losses_frac"]) * (1.0 - float(machine["mismatch_frac"]))
    lost = usual if losses_frac is None else losses_frac
    return Panels(
        float(kind["temperature_coefficient_per_k"]),
        float(mounted["cell_u0_w_per_m2k"]),
        float(mounted["cell_u1_w_per_m3k"]),
        (1.0 - lost) * float(module_factor(age, technology)),
        float(machine["efficiency"]) * float(inverter_factor(age, inverter)),
        float(machine["dc_ac"]) if dc_ac is None else dc_ac,
    )


@lru_cache(maxsize=256)
def pv_w_per_kwp(
    weather: Weather, tilt_deg: float, azimuth_deg: float, panels: Panels | None = None
) -> Floats:
    """Return the AC output of one kilowatt-peak that nothing shades.

    Direct sun and circumsolar light lose the reflection of their angle (Fresnel), sky, horizon and ground the
    mean over their part of the hemisphere (Marion 2017); cell temperature after Faiman (2008); panel and
    inverter after PVWatts (Dobos 2014).

    Parameters
    ----------
    weather : Weather
        The year.
    tilt_deg : float
        Tilt from the horizontal. [°]
    azimuth_deg : float
        Direction the panel looks, clockwise from north. [°]
    panels : Panels or None
        What they are like; None: usual ones close above tiles, five years old.

    Returns
    -------
    numpy.ndarray
        Mean over each hour, shape (8760,), read-only. [W/kWp]
    """
    parts = plane_parts(weather, float(tilt_deg), float(azimuth_deg))
    ac_w = ac_w_per_kwp(weather, parts, tilt_deg, panels or make_panels())
    ac_w.flags.writeable = False
    return ac_w


def ac_w_per_kwp(weather: Weather, parts: PlaneParts, tilt_deg: float, panels: Panels) -> Floats:
    """Return the AC output of one kilowatt-peak from the light on it.

    Parameters
    ----------
    weather : Weather
        Temperature and wind.
    parts : PlaneParts
        Light that reaches the panels, by where it comes from.
    tilt_deg : float
        Tilt from the horizontal. [°]
    panels : Panels
        What they are like.

    Returns
    -------
    numpy.ndarray
        Mean over each hour, shape (8760,), never below zero. [W/kWp]
    """
    effective, total = panel_irradiance_w_per_m2(parts, tilt_deg)
    cell_c = pvlib.temperature.faiman(
        total,
        weather.temperature_c,
        weather.wind_m_per_s,
        u0=panels.cell_u0_w_per_m2k,
        u1=panels.cell_u1_w_per_m3k,
    )
    dc_w = panels.dc_frac * pvlib.pvsystem.pvwatts_dc(
        effective,
        cell_c,
        W_PER_KW,
        panels.temperature_coefficient_per_k,
        temp_ref=figures("pv")["standard_cell_c"],
    )
    efficiency = panels.inverter_efficiency
    limit_w = W_PER_KW / panels.dc_ac / efficiency
    return np.asarray(np.maximum(pvlib.inverter.pvwatts(dc_w, limit_w, eta_inv_nom=efficiency), 0.0))


def panel_irradiance_w_per_m2(parts: PlaneParts, tilt_deg: float) -> tuple[Floats, Floats]:
    """Return the irradiance that a panel absorbs and the one that falls on it.

    Parameters
    ----------
    parts : PlaneParts
        Light that reaches the panels, by where it comes from.
    tilt_deg : float
        Tilt from the horizontal. [°]

    Returns
    -------
    effective_w_per_m2 : numpy.ndarray
        Behind the glass, shape (8760,). [W/m²]
    total_w_per_m2 : numpy.ndarray
        In front of it, shape (8760,). [W/m²]
    """
    direct = parts.beam_w_per_m2 + parts.circumsolar_w_per_m2
    by_part = pvlib.iam.marion_diffuse("physical", float(tilt_deg))
    through = {name: float(np.nan_to_num(factor)) for name, factor in by_part.items()}
    effective = (
        direct * pvlib.iam.physical(parts.aoi_deg)
        + parts.isotropic_w_per_m2 * through["sky"]
        + parts.horizon_w_per_m2 * through["horizon"]
        + parts.ground_w_per_m2 * through["ground"]
    )
    total = direct + parts.isotropic_w_per_m2 + parts.horizon_w_per_m2 + parts.ground_w_per_m2
    return np.maximum(effective, 0.0), np.maximum(total, 0.0)
