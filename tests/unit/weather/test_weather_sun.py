"""Where the sun stands, what falls on planes, what glass lets through."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pvlib
import pytest

from nulopdemeter.weather import (
    glass_names,
    plane_irradiance,
    plane_parts,
    read_weather,
    solar_position,
    transmitted_w_per_m2,
)
from nulopdemeter.weather.climate import Site
from nulopdemeter.weather.position import extraterrestrial_horizontal_w_per_m2, position
from nulopdemeter.weather.sun import Plane


@pytest.fixture(scope="module")
def year():
    return read_weather()


def total(plane):
    return (plane.beam_w_per_m2 + plane.diffuse_w_per_m2).sum() / 1000.0


def test_the_sun_of_a_clear_noon_stands_in_the_south_at_the_height_of_the_equinox(year):
    sun = solar_position(year)
    # 5.18 E on UTC+1: solar noon at 12:39 + 7 min of the equation of time, in the hour that ends at 13:00
    hour = int(np.flatnonzero((year.index.month == 3) & (year.index.day == 20) & (year.index.hour == 13))[0])
    assert sun.zenith_deg[hour] == pytest.approx(52.1, abs=0.6)
    assert sun.azimuth_deg[hour] == pytest.approx(180.0, abs=7.0)


def test_the_middle_of_the_hour_is_used_by_day():
    site = Site("x", "", 52.1, 5.18, 2.0, 1.0)
    stamp = pd.DatetimeIndex(["2026-06-21 15:00"])
    middle = pd.DatetimeIndex(["2026-06-21 13:30"], tz="UTC")
    expected = pvlib.solarposition.get_solarposition(middle, 52.1, 5.18, 2.0)
    found = position(stamp, site)
    assert found.zenith_deg[0] == pytest.approx(expected["zenith"].iloc[0], abs=1e-9)
    assert found.up_frac[0] == 1.0


def test_in_the_hour_of_sunrise_the_sun_is_up_for_part_of_it_and_above_the_horizon():
    site = Site("x", "", 52.1, 5.18, 2.0, 1.0)
    # sunrise 20 March 2026 at De Bilt 6:43 on UTC+1 with refraction, some minutes later without
    found = position(pd.DatetimeIndex(["2026-03-20 07:00"]), site)
    assert 0.1 < found.up_frac[0] < 0.4
    assert found.zenith_deg[0] < 90.0


def spencer():
    """Declination and sunset angle of each day at 52.1 degrees: Spencer (1971)."""
    angle = 2.0 * np.pi * np.arange(365) / 365.0
    declination = 0.006918 - 0.399912 * np.cos(angle) + 0.070257 * np.sin(angle)
    declination += -0.006758 * np.cos(2 * angle) + 0.000907 * np.sin(2 * angle)
    declination += -0.002697 * np.cos(3 * angle) + 0.00148 * np.sin(3 * angle)
    return declination, np.arccos(-np.tan(np.radians(52.1)) * np.tan(declination))


def test_the_hours_of_day_of_a_year_follow_from_the_declination(year):
    _, sunset = spencer()
    assert solar_position(year).up_frac.sum() == pytest.approx((24.0 / np.pi * sunset).sum(), abs=8)


def test_sun_outside_the_atmosphere_equals_its_closed_form(year):
    declination, sunset = spencer()
    latitude = np.radians(52.1)
    distance = 1 + 0.033 * np.cos(2 * np.pi * np.arange(1, 366) / 365)
    height = np.cos(latitude) * np.cos(declination) * np.sin(sunset)
    height += sunset * np.sin(latitude) * np.sin(declination)
    expected = (24 / np.pi * 1.3611 * distance * height).sum()
    found = extraterrestrial_horizontal_w_per_m2(solar_position(year)).sum() / 1000.0
    assert found == pytest.approx(expected, rel=0.002)


def test_the_parts_of_the_horizontal_add_up_to_the_global_irradiance(year):
    flat = plane_irradiance(year, 0.0, 180.0)
    sun = solar_position(year)
    closed = year.dhi_w_per_m2 + year.dni_w_per_m2 * np.maximum(np.cos(np.radians(sun.zenith_deg)), 0.0)
    high = sun.zenith_deg < 80.0
    np.testing.assert_allclose(
        (flat.beam_w_per_m2 + flat.diffuse_w_per_m2)[high], closed[high], rtol=2e-3, atol=0.5
    )
    assert total(flat) == pytest.approx(year.ghi_w_per_m2.sum() / 1000.0, rel=0.005)


def test_twilight_that_the_sky_model_does_not_know_falls_on_planes_as_an_even_sky(year):
    hour = int(np.flatnonzero(solar_position(year).up_frac == 0.0)[0])
    sky = year.dhi_w_per_m2.copy()
    sky[hour] = 8.0
    parts = plane_parts(replace(year, dhi_w_per_m2=sky), 90.0, 180.0)
    assert parts.isotropic_w_per_m2[hour] == pytest.approx(4.0)
    assert parts.circumsolar_w_per_m2[hour] == 0.0


def test_south_receives_most_and_north_least_and_east_is_near_west(year):
    south, east, west, north = (total(plane_irradiance(year, 90.0, a)) for a in (180.0, 90.0, 270.0, 0.0))
    assert south > east > north
    assert east == pytest.approx(west, rel=0.05)


def test_the_morning_sun_is_in_the_east(year):
    east, west = (
        plane_irradiance(year, 90.0, a).beam_w_per_m2.reshape(365, 24).sum(axis=0) for a in (90.0, 270.0)
    )
    assert east[:11].sum() > 10 * west[:11].sum()
    assert west[15:].sum() > 10 * east[15:].sum()


def test_a_plane_is_computed_once_per_climate_and_orientation(year):
    assert plane_parts(year, 35.0, 180.0) is plane_parts(year, 35.0, 180.0)


@pytest.mark.parametrize("glass", glass_names())
def test_glass_lets_all_through_straight_on_nothing_along_and_its_mean_of_a_diffuse_sky(glass):
    angles = np.linspace(0.0, 90.0, 9001)
    beam = Plane(np.ones(9001), angles, np.zeros(9001))
    curve = transmitted_w_per_m2(beam, glass)
    assert curve[0] == pytest.approx(1.0)
    assert curve[-1] == pytest.approx(0.0, abs=1e-12)
    theta = np.radians(angles)
    mean = np.trapezoid(2.0 * curve * np.cos(theta) * np.sin(theta), theta)
    diffuse = transmitted_w_per_m2(Plane(np.zeros(1), np.zeros(1), np.ones(1)), glass)[0]
    assert diffuse == pytest.approx(mean, abs=0.012)


def test_unknown_glass_is_answered_with_the_known_ones(year):
    with pytest.raises(ValueError, match="double_low_e"):
        transmitted_w_per_m2(plane_irradiance(year, 90.0, 180.0), "crystal")
