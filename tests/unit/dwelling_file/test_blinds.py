"""Blinds: what they pass, when they close, and that both parts of the sun add up."""

from dataclasses import replace

import numpy as np
import pytest
from tests.cases import default_weather
from tests.unit.dwelling_file.made import constant_weather, tables

from nulopdemeter.dwelling.file import parse_dwelling
from nulopdemeter.dwelling.file_defaults import fill
from nulopdemeter.engine.one_blinds import Blind, blind_of, closed_share, is_closed, running_mean_c
from nulopdemeter.engine.one_horizon import Horizon
from nulopdemeter.engine.one_sun import SunPlane, sun_columns

ANGLES = (1.0, 1.0, 0.997, 0.99, 0.972, 0.933, 0.844, 0.657, 0.34, 0.0)
ALWAYS = Blind(0.2, 0.0, 0.0, -50.0)
GLASS = SunPlane(90.0, 180.0, ANGLES, 0.86)


def column(plane, part="all", horizon=None):
    return sun_columns(default_weather(), [plane], 1.0, 1.0, horizon or Horizon(), part)[:, 0]


def filled_window(**blind):
    data = tables()
    data["window"][0]["blind"] = blind
    return fill(parse_dwelling(data)).file.window[0]


def test_closed_all_the_time_it_passes_g_tot_of_all_the_sun_or_what_the_glass_passes_if_that_is_less():
    share, closed = 0.2 * column(GLASS._replace(angle_frac=())), column(GLASS._replace(blind=ALWAYS))
    assert closed == pytest.approx(np.minimum(share, column(GLASS)), abs=1e-9)
    # Only in hours of grazing sun does the glass alone pass less.
    assert closed.sum() > 0.999 * share.sum()


def test_a_blind_that_hardly_helps_never_warms():
    for passes_frac in (0.9, 1.0):
        with_blind = column(GLASS._replace(blind=ALWAYS._replace(passes_frac=passes_frac)))
        assert (with_blind <= column(GLASS) + 1e-9).all()


def test_what_a_closed_blind_passes_is_scattered():
    assert (column(GLASS._replace(blind=ALWAYS), "beam") == 0.0).all()


def test_half_closed_it_passes_half_of_both():
    half = column(GLASS._replace(blind=ALWAYS._replace(closed_frac=0.5)))
    assert half == pytest.approx(0.5 * column(GLASS) + 0.5 * column(GLASS._replace(blind=ALWAYS)), abs=1e-9)


def test_open_by_schedule_or_out_of_season_it_changes_nothing():
    for blind in (ALWAYS._replace(schedule_frac=(0.0,)), ALWAYS._replace(season_above_c=50.0)):
        assert (column(GLASS._replace(blind=blind)) == column(GLASS)).all()


def test_beam_and_diffuse_add_up_to_all_and_obey_the_same_control():
    plane = GLASS._replace(blind=Blind(0.2, 300.0, 200.0, 10.0))
    beam, diffuse, both = (column(plane, part) for part in ("beam", "diffuse", "all"))
    assert beam + diffuse == pytest.approx(both, abs=1e-9)
    # The diffuse part alone is seldom above 300 W/m², yet the blind is closed to it when the sun shines.
    is_less = diffuse < 0.9 * column(GLASS, "diffuse")
    assert is_less.sum() > 300


def test_it_closes_above_one_threshold_and_opens_below_the_other():
    sun = np.array([0.0, 250.0, 301.0, 250.0, 201.0, 199.0, 250.0, 300.0, 400.0, 0.0])
    assert is_closed(sun, 300.0, 200.0).tolist() == [0, 0, 1, 1, 1, 0, 0, 0, 1, 0]


def test_with_a_lower_threshold_of_zero_it_opens_in_the_dark():
    assert is_closed(np.array([0.0, 301.0, 5.0, 0.0, 5.0]), 300.0, 0.0).tolist() == [0, 1, 1, 0, 0]


def test_the_running_mean_of_a_steady_year_is_that_temperature_and_a_warm_day_counts_a_fifth_tomorrow():
    calm = constant_weather(7.0)
    assert running_mean_c(calm) == pytest.approx(np.full(8760, 7.0))
    warm = calm.temperature_c.copy()
    warm[24 * 100 : 24 * 101] = 17.0
    daily = running_mean_c(replace(calm, temperature_c=warm))[::24]
    assert daily[100] == pytest.approx(7.0)
    assert daily[101] == pytest.approx(7.0 + 0.2 * 10.0)
    assert daily[102] == pytest.approx(7.0 + 0.8 * 0.2 * 10.0)


def test_in_winter_it_stays_open_however_bright_the_sun():
    bright = np.full(8760, 800.0)
    share = closed_share(Blind(0.2, 300.0, 200.0, 15.0), bright, default_weather())
    assert share[: 24 * 59].max() == 0.0
    assert share[24 * 195 : 24 * 225].min() == 1.0


def test_a_device_gives_g_tot_and_the_control_comes_from_the_table():
    blind = blind_of(filled_window(device="outside_screen"), "standard")
    # g of the light box is 0.6: 0.12 / 0.6.
    assert blind == Blind(pytest.approx(0.12 / tables()["window"][0]["g_frac"]), 300.0, 200.0, 15.0)


def test_a_device_never_lets_in_more_than_the_glass_alone():
    data = tables()
    data["window"][0].update(g_frac=0.3, blind={"device": "inside_dark"})
    assert blind_of(fill(parse_dwelling(data)).file.window[0], "standard").passes_frac == 1.0


def test_who_lowers_the_closing_threshold_gets_an_opening_one_that_is_not_above_it():
    assert filled_window(device="inside_light", close_above_w_per_m2=150).blind.open_below_w_per_m2 == 150
