"""What stands around: sectors, blocks, and the sky they hide, against geometry by hand."""

import numpy as np
import pytest
from tests.cases import default_weather
from tests.unit.dwelling_file.made import tables

from nulopdemeter.dwelling.file import parse_dwelling
from nulopdemeter.dwelling.file_defaults import fill
from nulopdemeter.engine.one_horizon import Block, Horizon, direct_below_deg, elevation_deg, horizon_of
from nulopdemeter.engine.one_sun import Shade, SunPlane, diffuse_frac, sky_shares, sun_columns
from nulopdemeter.weather import plane_parts, solar_position

SOUTH, ROOF = SunPlane(90.0, 180.0), SunPlane(45.0, 180.0)
AROUND = np.arange(0.0, 360.0, 1.0)


def sun(plane, horizon, part="all"):
    return sun_columns(default_weather(), [plane], 1.0, 1.0, horizon, part)[:, 0]


def read(**dwelling):
    data = tables()
    data["dwelling"].update(dwelling)
    return horizon_of(fill(parse_dwelling(data)).file)


def test_one_number_hides_the_direct_sun_only_and_nothing_from_roofs():
    low = Horizon(20.0)
    assert sun(SOUTH, low, "diffuse") == pytest.approx(sun(SOUTH, Horizon(), "diffuse"), abs=0)
    assert sun(SOUTH, low, "beam").sum() < 0.9 * sun(SOUTH, Horizon(), "beam").sum()
    assert (sun(ROOF, low) == sun(ROOF, Horizon())).all()


def test_equal_sectors_take_the_same_beam_as_one_number_however_many_there_are():
    four, sixteen = Horizon(sectors_deg=(20.0,) * 4), Horizon(sectors_deg=(20.0,) * 16)
    assert (sun(SOUTH, four) == sun(SOUTH, sixteen)).all()
    assert (sun(SOUTH, four, "beam") == sun(SOUTH, Horizon(20.0), "beam")).all()
    assert sun(SOUTH, four, "diffuse").sum() < sun(SOUTH, Horizon(20.0), "diffuse").sum()


def test_sectors_begin_at_north_and_go_clockwise():
    horizon = Horizon(sectors_deg=(1.0, 2.0, 3.0, 4.0))
    seen = elevation_deg(horizon, np.array([0.0, 89.9, 90.0, 200.0, 359.9, -10.0, 360.0]), is_roof=False)
    assert seen.tolist() == [1, 1, 2, 3, 4, 4, 1]


def test_a_horizon_at_zero_changes_nothing():
    flat = Horizon(sectors_deg=(0.0,) * 8)
    assert sun(SOUTH, flat) == pytest.approx(sun(SOUTH, Horizon()), abs=1e-9)


@pytest.mark.parametrize("height_deg", [10.0, 25.0, 45.0, 70.0])
def test_an_even_horizon_hides_from_a_wall_what_the_integral_of_cosines_says(height_deg):
    seen = sky_shares(SOUTH, Horizon(sectors_deg=(height_deg,) * 4))
    # Of the sky of a wall lies below h: ∫ cos² β dβ from 0 to h, over π/4.
    h = np.radians(height_deg)
    hidden = (h + np.sin(h) * np.cos(h)) / (np.pi / 2)
    assert seen.open_frac == pytest.approx(1.0 - hidden, abs=0.01)
    assert seen.hidden_view_frac == pytest.approx(0.5 * hidden, abs=0.005)


@pytest.mark.parametrize("height_deg", [15.0, 45.0, 75.0])
def test_a_long_row_beside_a_flat_roof_hides_half_of_one_less_the_cosine(height_deg):
    row = Horizon(blocks=(Block(90.0, 1.0, 1e7, np.tan(np.radians(height_deg))),))
    by_hand = 0.5 * (1.0 - np.cos(np.radians(height_deg)))
    assert 1.0 - sky_shares(SunPlane(0.0, 180.0), row).open_frac == pytest.approx(by_hand, abs=0.005)


def test_a_long_row_close_in_front_hides_the_sine_of_its_height_from_a_window():
    # 10 m away and 10 m above the eye: 45°, sin 45° = 0.707 of the sky; the ground is seen as before.
    row = Horizon(blocks=(Block(180.0, 10.0, 1e5, 12.0),), eye_m=2.0)
    seen = sky_shares(SOUTH, row)
    assert seen.open_frac == pytest.approx(1.0 - np.sin(np.pi / 4), abs=0.01)
    assert seen.ground_frac == 1.0
    assert seen.band_frac == pytest.approx(0.0, abs=0.02)
    # By hand: what is left of the even sky, and ground-like light of albedo 0.2 in place of the rest.
    weather = default_weather()
    parts = plane_parts(weather, 90.0, 180.0)
    hidden = np.sin(np.pi / 4)
    by_hand = (1 - hidden) * parts.isotropic_w_per_m2 + parts.ground_w_per_m2
    by_hand = by_hand + 0.5 * hidden * 0.2 * weather.ghi_w_per_m2
    assert sun(SOUTH, row, "diffuse").sum() == pytest.approx(by_hand.sum(), rel=0.02)


def test_the_sun_comes_over_a_row_only_when_it_stands_higher_than_the_row_in_its_direction():
    row = Horizon(blocks=(Block(180.0, 10.0, 1e5, 12.0),), eye_m=2.0)
    position = solar_position(default_weather())
    beside = np.radians(position.azimuth_deg - 180.0)
    ahead = np.cos(beside) > 0
    # tan(height of the sun) / cos(beside) above 1 clears a row that rises as far as it is away.
    clears = np.tan(np.radians(90.0 - position.zenith_deg)) > np.cos(beside)
    shines = sun(SOUTH, Horizon(), "beam") > 0
    lit = sun(SOUTH, row, "beam") > 0
    assert (lit == (shines & clears))[ahead].all()
    assert 0 < lit.sum() < shines.sum()


def test_a_block_is_as_wide_as_it_looks_and_lower_at_its_ends():
    # 20 m wide at 10 m: 45° to either side of east.
    horizon = Horizon(blocks=(Block(90.0, 10.0, 20.0, 10.0),))
    seen = elevation_deg(horizon, AROUND, is_roof=False)
    assert AROUND[seen > 0].tolist() == list(range(45, 136))
    assert seen[90] == pytest.approx(45.0)
    assert seen[45] == pytest.approx(np.degrees(np.arctan(np.cos(np.pi / 4))))


def test_a_block_at_a_great_distance_or_lower_than_the_eye_does_nothing():
    for block in (Block(180.0, 1e7, 50.0, 30.0), Block(180.0, 10.0, 1e4, 2.0)):
        assert sun(SOUTH, Horizon(blocks=(block,), eye_m=2.5)) == pytest.approx(
            sun(SOUTH, Horizon()), abs=0.5
        )


def test_a_block_behind_a_wall_takes_nothing_from_it():
    behind = Horizon(blocks=(Block(0.0, 5.0, 8.0, 40.0),))
    assert sun(SOUTH, behind) == pytest.approx(sun(SOUTH, Horizon()), abs=1e-9)


def test_a_roof_sees_a_block_from_its_own_height():
    as_high = Horizon(blocks=(Block(180.0, 10.0, 1e4, 8.0),), eye_m=4.0, roof_m=8.0)
    assert sun(ROOF, as_high) == pytest.approx(sun(ROOF, Horizon()), abs=1e-9)
    assert sun(ROOF, as_high._replace(roof_m=2.0)).sum() < 0.95 * sun(ROOF, Horizon()).sum()


def test_the_higher_of_horizon_and_block_counts():
    both = Horizon(20.0, (), (Block(180.0, 10.0, 20.0, 3.0),))
    assert direct_below_deg(both, np.array([180.0, 0.0]), is_roof=False).tolist() == [20.0, 20.0]
    higher = both._replace(blocks=(Block(180.0, 10.0, 20.0, 10.0),))
    assert direct_below_deg(higher, np.array([180.0]), is_roof=False)[0] == pytest.approx(45.0)


def test_with_a_horizon_at_zero_an_overhang_shades_as_without():
    shade = Shade(3.0, 2.0, 1.0, 0.5)
    seen = sky_shares(SOUTH._replace(shade=shade), Horizon(sectors_deg=(0.0,) * 4))
    sky, ground = diffuse_frac(shade, 90.0)
    assert seen.open_frac == pytest.approx(sky, abs=0.01)
    assert seen.ground_frac == pytest.approx(ground, abs=0.01)


def test_the_file_says_which_of_both_and_from_where_it_is_seen():
    assert read(horizon_deg=20)[:3] == (20.0, (), ())
    assert read(horizon_deg=[5.0] * 16)[:2] == (0.0, (5.0,) * 16)
    assert read(building_height_m=9.0)[3:] == (4.5, 9.0)
    assert read(building_height_m=9.0, eye_height_m=1.5)[3:] == (1.5, 9.0)
