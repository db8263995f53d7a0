"""Panels of a dwelling file: what is refused, what shades them, what their machine lets through."""

import numpy as np
import pvlib
import pytest
from tests.cases import default_weather
from tests.unit.dwelling_file.made import tables

from nulopdemeter.dwelling.file import parse_dwelling
from nulopdemeter.dwelling.file_defaults import fill
from nulopdemeter.dwelling.file_pv import PvPlane
from nulopdemeter.engine.one import simulate_file
from nulopdemeter.engine.one_horizon import Block, Horizon
from nulopdemeter.engine.one_pv import array_w_per_kwp, lit_frac, row_shade
from nulopdemeter.engine.pv import make_panels, pv_w_per_kwp
from nulopdemeter.errors import InputError
from nulopdemeter.language import LANGUAGES, finding_text
from nulopdemeter.weather import plane_parts, solar_position

SOUTH = {"peak_kwp": 4.0, "tilt_deg": 35.0, "azimuth_deg": 180.0}
WALL = {"peak_kwp": 4.0, "tilt_deg": 90.0, "azimuth_deg": 180.0}
ROWS = {"tilt_deg": 15.0, "row_pitch_m": 1.6, "module_height_m": 1.1}


def refused(**keys):
    data = tables()
    data["pv"] = [{**SOUTH, **keys}]
    with pytest.raises(InputError) as error:
        parse_dwelling(data)
    return error.value.findings


def filled(**keys):
    data = tables()
    data["pv"] = [{**SOUTH, **keys}]
    return fill(parse_dwelling(data))


def given(around=Horizon(), **keys):  # noqa: B008 - frozen
    """Yield in a year [kWh/kWp]."""
    return array_w_per_kwp(PvPlane(**{**SOUTH, **keys}), around, default_weather()).sum() / 1000.0


def test_an_inverter_smaller_than_a_tenth_of_the_array_is_refused_by_name_with_a_remedy():
    (found,) = refused(inverter_kw=0.39)
    assert (found.code, found.place, found.value) == ("NOM-E260", "pv 1: inverter_kw", "0.39")
    for language in LANGUAGES:
        assert "0.4" in " ".join(finding_text(found, language))
    assert filled(inverter_kw=0.4).file.pv[0].inverter_kw == 0.4


@pytest.mark.parametrize(
    ("keys", "code", "key"),
    [
        ({"tilt_deg": 91.0}, "NOM-E206", "tilt_deg"),
        ({"losses_frac": 1.2}, "NOM-E206", "losses_frac"),
        ({"age_years": -1.0}, "NOM-E206", "age_years"),
        ({"inverter_kw": 0.0}, "NOM-E206", "inverter_kw"),
        ({"horizon_deg": [1.0, 2.0, 3.0]}, "NOM-E231", "horizon_deg"),
        ({"row_pitch_m": 1.5}, "NOM-E233", "row_pitch_m"),
        ({"n_rows": 3}, "NOM-E233", "n_rows"),
        ({"module_height_m": 1.1}, "NOM-E233", "module_height_m"),
        ({"row_pitch_m": 1.0, "module_height_m": 1.7}, "NOM-E261", "row_pitch_m"),
        ({**ROWS, "tilt_deg": 0.0}, "NOM-E206", "tilt_deg"),
    ],
)
def test_what_cannot_be_is_said_with_its_place(keys, code, key):
    (found,) = refused(**keys)
    assert found.code == code
    assert found.place.startswith("pv 1")
    assert key in found.place
    assert all(finding_text(found, language) for language in LANGUAGES)


@pytest.mark.parametrize(
    "keys", [{"technology": "bifacial"}, {"mounting": "pole"}, {"inverter": "strings"}, {"tilt": 3}]
)
def test_unknown_words_and_keys_are_refused(keys):
    assert len(refused(**keys)) == 1


def test_everything_filled_in_says_where_it_came_from():
    got = filled()
    (plane,) = got.file.pv
    assert (plane.technology, plane.mounting, plane.inverter, plane.age_years) == (
        "mono",
        "roof",
        "string",
        5.0,
    )
    assert plane.inverter_kw == pytest.approx(4.0 / 1.1)
    assert got.origins["pv 1: age_years"] == "pv: usual_age_years"
    for key in (
        "technology",
        "mounting",
        "inverter",
        "inverter_kw",
        "losses_frac",
        "horizon_deg",
        "row_pitch_m",
    ):
        assert f"pv 1: {key}" in got.origins
    assert filled(tilt_deg=90.0).file.pv[0].mounting == "facade"


def test_an_age_beyond_the_lifetime_is_noted_and_calculated():
    got = filled(age_years=35.0)
    assert "beyond the 30 years" in got.origins["pv 1: age_years"]
    assert "pv 1: age_years" not in filled(age_years=12.0).origins


def test_a_free_array_is_that_of_the_stock():
    weather = default_weather()
    (plane,) = filled().file.pv
    assert array_w_per_kwp(plane, Horizon(), weather) == pytest.approx(
        pv_w_per_kwp(weather, 35.0, 180.0), abs=1e-9
    )


def test_the_year_of_a_dwelling_counts_every_array():
    data = tables()
    data["pv"] = [SOUTH, {**WALL, "technology": "thin_film", "inverter": "micro"}]
    totals = simulate_file(parse_dwelling(data), default_weather()).totals
    wall = given(tilt_deg=90.0, technology="thin_film", inverter="micro", mounting="facade")
    assert totals["pv_kwh"] == pytest.approx(4.0 * given() + 4.0 * wall, rel=1e-6)


def test_a_small_inverter_cuts_the_hours_above_it_and_no_others():
    full = array_w_per_kwp(PvPlane(**SOUTH), Horizon(), default_weather())
    cut = array_w_per_kwp(PvPlane(**SOUTH, inverter_kw=2.0), Horizon(), default_weather())
    assert cut.max() == pytest.approx(500.0)
    assert (cut <= 500.0 + 1e-9).all()
    # Below the limit a smaller inverter works at a higher share of its power: better at low sun.
    free = (full > 50.0) & (full < 480.0)
    gain = cut[free] / full[free]
    assert gain.min() > 0.99
    assert gain.max() < 1.06
    assert np.corrcoef(full[free], gain)[0, 1] < -0.5


def test_better_cooled_panels_give_more():
    order = [given(mounting=m) for m in ("open_rack", "flat_roof", "roof", "integrated")]
    assert order == sorted(order, reverse=True)
    assert order[0] / order[-1] > 1.05


def test_own_losses_take_the_place_of_the_usual_ones_and_age_stays_apart():
    assert make_panels(losses_frac=0.0).dc_frac == pytest.approx(0.985 * 0.975)
    assert given(losses_frac=0.2) < given(losses_frac=0.1)


def test_an_own_horizon_hides_the_beam_from_a_roof_too_and_a_list_hides_the_sky_as_well():
    beam_only, all_of_it = given(horizon_deg=[20.0]), given(horizon_deg=[20.0] * 8)
    assert all_of_it < beam_only < given()
    assert given(horizon_deg=[0.0]) == pytest.approx(given())
    assert given(horizon_deg=[0.0] * 8) == pytest.approx(given(), rel=1e-6)


def test_beam_is_gone_exactly_while_the_sun_is_below_the_horizon():
    weather = default_weather()
    height_deg = 90.0 - solar_position(weather).zenith_deg
    free = array_w_per_kwp(PvPlane(**SOUTH), Horizon(), weather)
    behind = array_w_per_kwp(PvPlane(**SOUTH, horizon_deg=[15.0]), Horizon(), weather)
    assert (behind[height_deg > 15.0] == free[height_deg > 15.0]).all()
    before = plane_parts(weather, 35.0, 180.0).beam_w_per_m2 > 50.0
    low = (height_deg < 15.0) & before & (free > 30.0)
    assert low.sum() > 50
    assert (behind[low] < free[low]).all()


def test_panels_on_a_roof_stand_above_the_horizon_of_the_dwelling_and_those_on_a_wall_do_not():
    street = Horizon(direct_deg=20.0)
    assert given(street) == given()
    assert given(street, **WALL) < 0.95 * given(**WALL)
    tower = Horizon(blocks=(Block(180.0, 15.0, 40.0, 25.0),), eye_m=4.0, roof_m=8.0)
    assert given(tower) < 0.8 * given()
    assert given(tower, horizon_deg=[0.0]) == pytest.approx(given())


def test_the_shade_of_a_row_is_that_of_a_triangle():
    """Two rows due south at noon: what of the slope lies below the ray over the upper edge of the row in front."""
    weather, tilt, width, pitch = default_weather(), 30.0, 2.0, 2.6
    plane = PvPlane(peak_kwp=1.0, tilt_deg=tilt, azimuth_deg=180.0, row_pitch_m=pitch, module_height_m=width)
    sun = solar_position(weather)
    noon = np.flatnonzero((np.abs(sun.azimuth_deg - 180.0) < 8.0) & (sun.zenith_deg < 89.0))
    # In the plane of the section the sun stands at the profile angle.
    profile = np.arctan2(
        np.cos(np.radians(sun.zenith_deg)),
        np.sin(np.radians(sun.zenith_deg)) * -np.cos(np.radians(sun.azimuth_deg)),
    )[noon]
    beta = np.radians(tilt)
    # Ray from the upper edge (0, w sin β) downwards to the north meets the next slope s at height s sin β.
    edge_x, edge_y = width * np.cos(beta), width * np.sin(beta)
    slope = np.tan(profile)
    s = (edge_y - slope * (pitch - edge_x)) / (np.sin(beta) + slope * np.cos(beta))
    expected = np.clip(s / width, 0.0, 1.0)
    assert (expected > 0.05).sum() > 20
    assert row_shade(plane, weather).beam_frac[noon] == pytest.approx(lit_frac(expected, 3.0), abs=1e-6)


def test_the_electrical_effect_of_shade_is_that_of_pvlib():
    shaded = np.array([0.0, 0.1, 0.34, 0.7, 1.0])
    for share, ours in zip(shaded, lit_frac(shaded, 3.0), strict=True):
        lost = pvlib.shading.direct_martinez(1000.0, 1000.0, share, np.ceil(3.0 * share), 3)
        assert ours == pytest.approx(1.0 - float(lost))


def test_rows_far_apart_shade_nothing_and_closer_rows_ever_more():
    yields = [given(**{**ROWS, "row_pitch_m": pitch}) for pitch in (1000.0, 3.0, 2.0, 1.6, 1.2)]
    assert yields[0] == pytest.approx(given(tilt_deg=15.0), rel=1e-4)
    assert yields == sorted(yields, reverse=True)
    # Loosely placed rows lose little, rows almost against one another a fifth.
    assert yields[2] / yields[0] > 0.97
    assert 0.78 < yields[-1] / yields[0] < 0.88


def test_of_two_rows_only_the_second_is_shaded():
    none, two, endless = given(tilt_deg=15.0), given(**ROWS, n_rows=2), given(**ROWS)
    assert two == pytest.approx(0.5 * (none + endless), rel=0.003)


def test_shaded_panels_never_give_less_than_nothing():
    plane = PvPlane(**{**SOUTH, **ROWS, "horizon_deg": [60.0] * 12})
    assert (array_w_per_kwp(plane, Horizon(), default_weather()) >= 0.0).all()
