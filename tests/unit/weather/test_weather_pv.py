"""Solar panels: Dutch yields, and the same as the model chain of pvlib."""

import pytest
from tests.pv_chain import chain_w_per_kwp

from nulopdemeter.engine.pv import make_panels, pv_w_per_kwp
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


@pytest.mark.parametrize(("tilt", "azimuth"), [(35.0, 180.0), (0.0, 180.0), (90.0, 90.0), (30.0, 0.0)])
def test_there_is_no_output_at_night_and_never_more_than_the_inverter(year, tilt, azimuth):
    for dc_ac in (1.1, 2.0):
        output = pv_w_per_kwp(year, tilt, azimuth, make_panels(dc_ac=dc_ac))
        assert (output >= 0.0).all()
        assert (output[year.ghi_w_per_m2 == 0.0] == 0.0).all()
        assert output.max() <= 1000.0 / dc_ac + 1e-9
    assert output.max() == pytest.approx(500.0) or azimuth != 180.0


def test_the_result_is_remembered_and_cannot_be_changed_by_a_caller(year):
    output = pv_w_per_kwp(year, 35.0, 180.0)
    assert output is pv_w_per_kwp(year, 35.0, 180.0)
    with pytest.raises(ValueError, match="read-only"):
        output[0] = 1.0


@pytest.mark.filterwarnings("ignore:DatetimeIndex.dayofyear")  # within pvlib
@pytest.mark.parametrize(("tilt", "azimuth"), [(35.0, 180.0), (15.0, 90.0), (0.0, 180.0)])
def test_the_yearly_yield_equals_that_of_the_model_chain_of_pvlib(year, tilt, azimuth):
    expected = chain_w_per_kwp(year, tilt, azimuth).sum() / 1000.0
    assert kwh_per_kwp(year, tilt, azimuth) == pytest.approx(expected, rel=0.005)
