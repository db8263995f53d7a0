"""What solar panels give: irradiance, reflection, cell temperature, losses, inverter; all of it pvlib."""

from functools import lru_cache

import numpy as np
import pvlib

from nulopdemeter.parameters import figures
from nulopdemeter.units import W_PER_KW
from nulopdemeter.weather import Weather, plane_parts
from nulopdemeter.weather.climate import Floats

_STANDARD_CELL_C = 25.0


@lru_cache(maxsize=256)
def pv_w_per_kwp(weather: Weather, tilt_deg: float, azimuth_deg: float) -> Floats:
    """Return the AC output of one kilowatt-peak.

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

    Returns
    -------
    numpy.ndarray
        Mean over each hour, shape (8760,), read-only. [W/kWp]
    """
    p = figures("pv")
    effective, total = panel_irradiance_w_per_m2(weather, tilt_deg, azimuth_deg)
    cell_c = pvlib.temperature.faiman(
        total,
        weather.temperature_c,
        weather.wind_m_per_s,
        u0=p["cell_u0_w_per_m2k"],
        u1=p["cell_u1_w_per_m3k"],
    )
    dc_w = pvlib.pvsystem.pvwatts_dc(
        effective, cell_c, W_PER_KW, p["temperature_coefficient_per_k"], temp_ref=_STANDARD_CELL_C
    )
    dc_w = dc_w * (1.0 - p["losses_frac"])
    limit_w = W_PER_KW / p["inverter_dc_ac"] / p["inverter_efficiency"]
    ac_w = np.maximum(pvlib.inverter.pvwatts(dc_w, limit_w, eta_inv_nom=p["inverter_efficiency"]), 0.0)
    ac_w.flags.writeable = False
    return np.asarray(ac_w)


def panel_irradiance_w_per_m2(weather: Weather, tilt_deg: float, azimuth_deg: float) -> tuple[Floats, Floats]:
    """Return the irradiance that a panel absorbs and the one that falls on it.

    Parameters
    ----------
    weather : Weather
        The year.
    tilt_deg : float
        Tilt from the horizontal. [°]
    azimuth_deg : float
        Direction the panel looks, clockwise from north. [°]

    Returns
    -------
    effective_w_per_m2 : numpy.ndarray
        Behind the glass, shape (8760,). [W/m²]
    total_w_per_m2 : numpy.ndarray
        In front of it, shape (8760,). [W/m²]
    """
    parts = plane_parts(weather, float(tilt_deg), float(azimuth_deg))
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
