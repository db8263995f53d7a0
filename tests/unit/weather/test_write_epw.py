"""A year that was written as EPW and read again is the same year."""

import numpy as np
import pytest
from tests.cases import default_weather

from nulopdemeter.weather import read_weather
from nulopdemeter.weather.write_epw import write_epw


@pytest.mark.parametrize(
    ("name", "tolerance"),
    [("temperature_c", 0.006), ("dewpoint_c", 0.006), ("wind_m_per_s", 0.006), ("ghi_w_per_m2", 0.06),
     ("dni_w_per_m2", 0.06), ("dhi_w_per_m2", 0.06), ("infrared_w_per_m2", 0.06), ("pressure_pa", 0.6)],
)  # fmt: skip
def test_a_year_written_as_epw_reads_back(tmp_path, name, tolerance):
    path = tmp_path / "year.epw"
    write_epw(path, default_weather())
    again = read_weather(path)
    assert again.utc_offset_h == default_weather().utc_offset_h
    assert np.abs(getattr(again, name) - getattr(default_weather(), name)).max() < tolerance
