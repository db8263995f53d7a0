"""The same panels through pvlib's own ModelChain, set as near to ours as it allows."""

import numpy as np
import pandas as pd
import pvlib

from nulopdemeter.engine.pv import Panels, make_panels


def chain_w_per_kwp(weather, tilt_deg, azimuth_deg, panels: Panels | None = None):
    """AC power of one kilowatt-peak, hour by hour.

    The chain has one factor for all diffuse light (``FD``), which is here that of the sky; ours has one each for sky,
    horizon and ground, and gives circumsolar light the factor of the beam. The chain takes the sun at the middle of
    the hour, ours the mean direction of the part of the hour with sun.
    """
    p = panels or make_panels()
    array = pvlib.pvsystem.Array(
        pvlib.pvsystem.FixedMount(tilt_deg, azimuth_deg),
        albedo=0.2,
        module_parameters={
            "pdc0": 1000.0 * p.dc_frac,
            "gamma_pdc": p.temperature_coefficient_per_k,
            "FD": pvlib.iam.marion_diffuse("physical", tilt_deg)["sky"],
        },
        temperature_model_parameters={"u0": p.cell_u0_w_per_m2k, "u1": p.cell_u1_w_per_m3k},
    )
    limit_w = 1000.0 / p.dc_ac / p.inverter_efficiency
    system = pvlib.pvsystem.PVSystem(
        [array], inverter_parameters={"pdc0": limit_w, "eta_inv_nom": p.inverter_efficiency}
    )
    chain = pvlib.modelchain.ModelChain(
        system,
        pvlib.location.Location(weather.latitude_deg, weather.longitude_deg, "Etc/GMT-1", weather.altitude_m),
        transposition_model="perez",
        aoi_model="physical",
        spectral_model="no_loss",
        temperature_model="faiman",
        dc_model="pvwatts",
        ac_model="pvwatts",
    )
    middle = (weather.index - pd.Timedelta(minutes=30)).tz_localize("Etc/GMT-1")
    hours = pd.DataFrame(
        {
            "ghi": weather.ghi_w_per_m2,
            "dni": weather.dni_w_per_m2,
            "dhi": weather.dhi_w_per_m2,
            "temp_air": weather.temperature_c,
            "wind_speed": weather.wind_m_per_s,
        },
        index=middle,
    )
    return np.nan_to_num(chain.run_model(hours).results.ac.to_numpy())
