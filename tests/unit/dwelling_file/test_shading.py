"""Overhangs and fins against the formulas of long plates, and glass by angle."""

import numpy as np
import pytest
from tests.cases import default_weather

from nulopdemeter.engine.one_horizon import Horizon
from nulopdemeter.engine.one_sun import (
    Shade,
    SunPlane,
    diffuse_frac,
    hemispherical_frac,
    sun_columns,
    sunlit_frac,
)

CLEAR = (1.0, 1.0, 0.997, 0.990, 0.972, 0.933, 0.844, 0.657, 0.340, 0.0)


def towards(height_deg, aside_deg):
    """Direction in the frame of a vertical window."""
    height, aside = np.radians(height_deg), np.radians(aside_deg)
    return np.cos(height) * np.sin(aside), np.sin(height), np.cos(height) * np.cos(aside)


@pytest.mark.parametrize("height_deg", [10.0, 30.0, 45.0, 60.0])
@pytest.mark.parametrize("aside_deg", [0.0, 25.0, -50.0])
def test_a_long_overhang_shades_down_to_depth_times_the_tangent_of_the_profile_angle(height_deg, aside_deg):
    shade = Shade(3.0, 2.0, overhang_depth_m=1.0, overhang_gap_m=0.5)
    direction = [np.array([v]) for v in towards(height_deg, aside_deg)]
    tangent = np.tan(np.radians(height_deg)) / np.cos(np.radians(aside_deg))
    by_formula = 1 - np.clip(1.0 * tangent - 0.5, 0.0, 2.0) / 2.0
    assert sunlit_frac(shade, *direction)[0] == pytest.approx(by_formula, abs=0.5 / 12)


@pytest.mark.parametrize("aside_deg", [-60.0, -20.0, 0.0, 40.0])
def test_a_long_fin_shades_the_side_from_which_the_sun_comes(aside_deg):
    shade = Shade(3.0, 2.0, fin_depth_m=1.0, fin_gap_m=0.25)
    direction = [np.array([v]) for v in towards(20.0, aside_deg)]
    by_formula = 1 - np.clip(abs(np.tan(np.radians(aside_deg))) - 0.25, 0.0, 3.0) / 3.0
    assert sunlit_frac(shade, *direction)[0] == pytest.approx(by_formula, abs=0.5 / 12)


def test_a_short_overhang_lets_the_sun_in_past_its_end():
    direction = [np.array([v]) for v in towards(45.0, 60.0)]
    long, short = Shade(3.0, 2.0, 1.0, 0.0), Shade(3.0, 2.0, 1.0, 0.0, overhang_extend_m=0.0)
    assert sunlit_frac(long, *direction)[0] == 0.0
    assert 0.0 < sunlit_frac(short, *direction)[0] < 1.0


def test_diffuse_light_of_the_sky_is_shaded_by_an_overhang_and_that_of_the_ground_is_not():
    sky, ground = diffuse_frac(Shade(3.0, 2.0, 1.0, 0.5), 90.0)
    assert 0.5 < sky < 1.0
    assert ground == 1.0
    # A plate without end right above an infinitely low window would leave the ground only.
    assert diffuse_frac(Shade(3.0, 0.01, 1e6, 0.0), 90.0)[0] == 0.0


def test_a_window_in_shade_gets_less_sun_and_an_unshaded_one_all():
    weather = default_weather()
    planes = [
        SunPlane(90.0, 180.0),
        SunPlane(90.0, 180.0, shade=Shade(3.0, 2.0)),
        SunPlane(90.0, 180.0, shade=Shade(3.0, 2.0, 0.5, 0.3)),
        SunPlane(90.0, 180.0, shade=Shade(3.0, 2.0, 1.0, 0.3)),
    ]
    free, bare, short, long = sun_columns(weather, planes, 1.0, 1.0, Horizon()).sum(0)
    assert bare == pytest.approx(free, rel=1e-12)
    assert free > short > long > 0.5 * free


def test_hemispherical_factor_of_clear_double_glass_is_that_of_the_published_table():
    assert hemispherical_frac(CLEAR) == pytest.approx(0.872, abs=0.004)
    assert hemispherical_frac((1.0,) * 10) == pytest.approx(1.0, abs=1e-4)


def test_houses_opposite_hide_the_low_sun_only():
    weather, planes = default_weather(), [SunPlane(90.0, 180.0)]
    free = sun_columns(weather, planes, 1.0, 1.0, Horizon())[:, 0]
    hidden = sun_columns(weather, planes, 1.0, 1.0, Horizon(20.0))[:, 0]
    summer = slice(24 * 170, 24 * 171)
    noon = np.arange(11, 15)
    assert hidden[summer][noon] == pytest.approx(free[summer][noon])
    assert hidden[: 24 * 31].sum() < 0.8 * free[: 24 * 31].sum()
