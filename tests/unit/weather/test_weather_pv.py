"""Solar panels: Dutch yields, and the same as the model chain of pvlib."""

import numpy as np
import pandas as pd
import pvlib
import pytest

from nulopdemeter.engine.pv import pv_w_per_kwp
from nulopdemeter.parameters import figures
from nulopdemeter.weather import read_weather


@pytest.fixture(scope="module")
def year():
    return read_weather()


def kwh_per_kwp(weather, tilt_deg, azimuth_deg):
    return pv_w_per_kwp(weather, tilt_deg, azimuth_deg).sum() / 1000.0


def test_the_default_year_gives_a_dutch_yield_on_a_south_roof(year):
    assert 875.0 < kwh_per_kwp(year, 35.0, 180.0) < 950.0


def test_east_west_and_flat_yield_the_known_part_of_south(year):
    south = kwh_per_kwp(year, 35.0, 180.0)
    for azimuth in (90.0, 270.0):
        assert 0.78 < kwh_per_kwp(year, 15.0, azimuth) / south < 0.86
    assert 0.83 < kwh_per_kwp(year, 0.0, 180.0) / south < 0.89


def test_the_coast_yields_more_than_the_inland_north():
    vlissingen, eelde = (
        kwh_per_kwp(read_weather(name), 35.0, 180.0)
        for name in ("nl-vlissingen-2011-2024", "nl-eelde-2011-2024")
    )
    assert vlissingen > 1.05 * eelde


def test_there_is_no_output_at_night_and_never_more_than_the_inverter(year):
    output = pv_w_per_kwp(year, 35.0, 180.0)
    assert (output[year.ghi_w_per_m2 == 0.0] == 0.0).all()
    assert output.max() <= 1000.0 / figures("pv")["inverter_dc_ac"] + 1e-9


def test_the_result_is_remembered_and_cannot_be_changed_by_a_caller(year):
    output = pv_w_per_kwp(year, 35.0, 180.0)
    assert output is pv_w_per_kwp(year, 35.0, 180.0)
    with pytest.raises(ValueError, match="read-only"):
        output[0] = 1.0


@pytest.mark.filterwarnings("ignore:DatetimeIndex.dayofyear")  # within pvlib
@pytest.mark.parametrize(("tilt", "azimuth"), [(35.0, 180.0), (15.0, 90.0), (0.0, 180.0)])
def test_the_yearly_yield_equals_that_of_the_model_chain_of_pvlib(year, tilt, azimuth):
    p = figures("pv")
    sky_factor = pvlib.iam.marion_diffuse("physical", tilt)["sky"]
    array = pvlib.pvsystem.Array(
        pvlib.pvsystem.FixedMount(tilt, azimuth),
        albedo=0.2,
        module_parameters={
            "pdc0": 1000.0 * (1.0 - p["losses_frac"]),
            "gamma_pdc": p["temperature_coefficient_per_k"],
            "FD": sky_factor,
        },
        temperature_model_parameters={"u0": p["cell_u0_w_per_m2k"], "u1": p["cell_u1_w_per_m3k"]},
    )
    limit = 1000.0 / p["inverter_dc_ac"] / p["inverter_efficiency"]
    inverter = {"pdc0": limit, "eta_inv_nom": p["inverter_efficiency"]}
    system = pvlib.pvsystem.PVSystem([array], inverter_parameters=inverter)
    chain = pvlib.modelchain.ModelChain(
        system,
        pvlib.location.Location(year.latitude_deg, year.longitude_deg, "Etc/GMT-1", year.altitude_m),
        transposition_model="perez",
        aoi_model="physical",
        spectral_model="no_loss",
        temperature_model="faiman",
        dc_model="pvwatts",
        ac_model="pvwatts",
    )
    middle = (year.index - pd.Timedelta(minutes=30)).tz_localize("Etc/GMT-1")
    hours = pd.DataFrame(
        {
            "ghi": year.ghi_w_per_m2,
            "dni": year.dni_w_per_m2,
            "dhi": year.dhi_w_per_m2,
            "temp_air": year.temperature_c,
            "wind_speed": year.wind_m_per_s,
        },
        index=middle,
    )
    expected = np.nansum(chain.run_model(hours).results.ac.to_numpy()) / 1000.0
    assert kwh_per_kwp(year, tilt, azimuth) == pytest.approx(expected, rel=0.005)
