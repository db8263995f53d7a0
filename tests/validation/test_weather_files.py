"""Real weather files: every one is read on its right clock, and planes receive what others publish."""

import gzip
import os
from pathlib import Path

import numpy as np
import pytest

from nulopdemeter.errors import InputError
from nulopdemeter.parameters import shipped
from nulopdemeter.weather import plane_irradiance, read_weather, solar_position
from nulopdemeter.weather.clock import night_hours
from nulopdemeter.weather.statistics import read_statistics, station_statistics

REFERENCE = Path(os.environ.get("NULOPDEMETER_REFERENCE", Path(__file__).parents[3] / "shared")) / "weather"
EPW_FILES = sorted([*REFERENCE.glob("*.epw.gz"), *REFERENCE.glob("bestest/*.epw.gz")])
STATIONS = {"debilt": 260, "eelde": 280, "vlissingen": 310, "maastricht": 380}

pytestmark = [
    pytest.mark.validation,
    pytest.mark.skipif(not REFERENCE.exists(), reason=f"no reference data: {REFERENCE}"),
]


@pytest.mark.parametrize("path", EPW_FILES, ids=lambda p: p.name.removesuffix(".epw.gz"))
def test_an_epw_of_good_standing_passes_every_check(path):
    weather = read_weather(path)
    assert night_hours(weather.ghi_w_per_m2, solar_position(weather)) == 0
    assert weather.utc_offset_h in (1.0, -7.0)
    assert 200.0 < weather.infrared_w_per_m2.mean() < 400.0


@pytest.mark.parametrize("path", EPW_FILES[:3], ids=lambda p: p.name.removesuffix(".epw.gz"))
def test_the_same_epw_with_a_header_an_hour_off_is_refused(path, tmp_path):
    lines = gzip.decompress(path.read_bytes()).decode("latin-1").splitlines()
    fields = lines[0].split(",")
    fields[8] = str(float(fields[8]) - 1.0)
    shifted = tmp_path / "shifted.epw"
    shifted.write_text("\n".join([",".join(fields), *lines[1:]]), encoding="latin-1")
    with pytest.raises(InputError) as raised:
        read_weather(shifted)
    assert [f.code for f in raised.value.findings] == ["NOM-E310"]


@pytest.mark.parametrize(("station", "year"), [(260, 2012), (280, 2021), (310, 2022), (380, 2021)])
def test_knmi_hours_equal_the_epw_made_of_them(station, year):
    part = "2011-2020" if year < 2021 else "2021-2030"
    knmi = read_weather(REFERENCE / f"uurgeg_{station}_{part}.zip", year=year)
    epw = read_weather(next(REFERENCE.glob(f"KNMI_{station}_*_{year}_utc.epw.gz")))
    np.testing.assert_allclose(knmi.temperature_c, epw.temperature_c, atol=0.051)
    np.testing.assert_allclose(knmi.ghi_w_per_m2, epw.ghi_w_per_m2, atol=0.6)
    assert knmi.infrared_w_per_m2.mean() == pytest.approx(epw.infrared_w_per_m2.mean(), abs=0.5)


@pytest.mark.parametrize("year", range(2011, 2021))
def test_ten_years_of_de_bilt_pass_every_check_and_have_the_published_mean(year):
    weather = read_weather(REFERENCE / "uurgeg_260_2011-2020.zip", year=year)
    # CBS 80182ned gives 10.9 10.3 9.8 11.7 for 2011-2014; later years from the yearly table of the same files
    means = dict(
        zip(range(2011, 2021), (10.9, 10.4, 9.8, 11.7, 10.9, 10.7, 11.0, 11.4, 11.2, 11.7), strict=True)
    )
    assert weather.temperature_c.mean() == pytest.approx(means[year], abs=0.1)


@pytest.mark.parametrize(
    ("azimuth", "expected"), [(0.0, 433.8), (90.0, 1059.5), (180.0, 1368.5), (270.0, 967.6)]
)
def test_walls_in_denver_receive_what_the_reference_calculation_gives(azimuth, expected):
    weather = read_weather(REFERENCE / "bestest" / "725650TYCST.epw.gz")
    plane = plane_irradiance(weather, 90.0, azimuth)
    assert (plane.beam_w_per_m2 + plane.diffuse_w_per_m2).sum() / 1000.0 == pytest.approx(expected, rel=0.005)


@pytest.mark.slow
@pytest.mark.parametrize("name", STATIONS)
def test_shipped_statistics_are_those_of_the_knmi_hours(name):
    paths = [REFERENCE / f"uurgeg_{STATIONS[name]}_{part}.zip" for part in ("2011-2020", "2021-2030")]
    found = station_statistics(paths, range(2011, 2025))
    assert found == read_statistics(shipped("weather") / "statistics" / f"{name}-2011-2024.json")
