"""A dwelling file is read strictly, and everything wrong is said at once, by the name of the element."""

import numpy as np
import pytest
from tests.unit.dwelling_file.made import FOLDER, tables

from nulopdemeter.dwelling.file import parse_dwelling, read_dwelling_file
from nulopdemeter.dwelling.file_defaults import fill
from nulopdemeter.errors import InputError
from nulopdemeter.language import LANGUAGES, finding_text


def layer(data):
    return data["element"][0]["layers"][0]


def wrong(data):
    with pytest.raises(InputError) as caught:
        parse_dwelling(data, "mine.toml")
    return {(f.code, f.place) for f in caught.value.findings}, caught.value


@pytest.mark.parametrize("name", ["light_box", "terraced_1970"])
def test_shipped_examples_are_read(name):
    assert read_dwelling_file(FOLDER / f"{name}.toml").dwelling.floor_area_m2 > 0


def test_a_layer_that_conducts_nothing_is_refused_by_element_and_layer():
    data = tables()
    data["element"][2]["layers"][1] = {
        "thickness_m": 0.1, "conductivity_w_per_mk": 0, "density_kg_per_m3": 12, "specific_heat_j_per_kgk": 840,
    }  # fmt: skip
    found, error = wrong(data)
    assert found == {("NOM-E206", "element 'roof': layer 2: conductivity_w_per_mk")}
    assert "element 'roof': layer 2: conductivity_w_per_mk: the value is 0 and must be > 0" in str(error)


def test_everything_wrong_is_said_at_once():
    data = tables()
    data["dwelling"]["volume_m3"] = 0
    data["element"][0]["area_m2"] = -21.6
    data["element"][1]["absorbtance_frac"] = 0.6
    data["window"][0]["u_w_per_m2k"] = 6.2
    data["air"]["infiltration_ach"] = [0.5] * 23
    data["cooling"]["set_point_c"] = [27.0] * 25
    found, error = wrong(data)
    assert found == {
        ("NOM-E206", "dwelling.volume_m3"),
        ("NOM-E206", "element 'north': area_m2"),
        ("NOM-E203", "element 'south': absorbtance_frac"),
        ("NOM-E236", "window 'south window': u_w_per_m2k"),
        ("NOM-E231", "[air]: infiltration_ach"),
        ("NOM-E231", "[cooling]: set_point_c"),
    }
    assert "absorptance_frac?" in str(error)


def test_a_heat_transfer_above_what_the_films_allow_is_refused():
    data = tables()
    roof = {"name": "roof", "kind": "roof", "area_m2": 48, "mass_class": "light", "u_w_per_m2k": 7.2}
    data["element"][2] = roof
    # ISO 6946: films of a roof 0.10 + 0.04 m²K/W, so U stays below 1/0.14 = 7.14.
    assert wrong(data)[0] == {("NOM-E236", "element 'roof': u_w_per_m2k")}
    roof["u_w_per_m2k"] = 7.0
    assert parse_dwelling(data)


def test_cooling_below_heating_is_refused_with_the_hour():
    data = tables()
    data["heating"]["set_point_c"] = [16.0] * 18 + [21.0] * 6
    data["cooling"]["set_point_c"] = [27.0] * 20 + [20.0] + [27.0] * 3
    found, error = wrong(data)
    assert found == {("NOM-E237", "[cooling]: set_point_c")}
    assert "at 20 h cooling begins 1 K below" in str(error)


def test_a_weekend_that_is_warmer_than_cooling_allows_is_refused_too():
    data = tables()
    data["heating"]["set_point_c"] = [20.0] * 24
    data["heating"]["weekend_set_point_c"] = [28.0] * 24
    assert wrong(data)[0] == {("NOM-E237", "[cooling]: set_point_c")}


@pytest.mark.parametrize(
    ("change", "code", "place"),
    [
        (lambda d: d["element"][3].update(boundary="ground"), "NOM-E233", "element 'floor': boundary = 'ground'"),
        (lambda d: d["element"][0].update(boundary="unheated"), "NOM-E233", "element 'north': boundary = 'unheated'"),
        (lambda d: d["element"][0].update(b_frac=0.5), "NOM-E233", "element 'north': b_frac"),
        (lambda d: d["element"][0].update(rc_m2k_per_w=3), "NOM-E232", "element 'north'"),
        (lambda d: d["element"][0].update(name="roof"), "NOM-E239", "'roof'"),
        (lambda d: layer(d).update(material="timbr"), "NOM-E235", "element 'north': layer 1: material"),
        (lambda d: d["window"][0].update(glass="doubel"), "NOM-E235", "window 'south window': glass"),
        (
            lambda d: d["window"][0].update(glass_angle_frac=[1.0] * 9),
            "NOM-E231",
            "window 'south window': glass_angle_frac",
        ),
        (lambda d: d["window"][0].update(overhang={"depth_m": 1}), "NOM-E233", "window 'south window': overhang"),
        (lambda d: d["air"].update(qv10_dm3_per_s_m2=1), "NOM-E232", "[air]"),
        (lambda d: d["air"].pop("infiltration_ach"), "NOM-E234", "[air]"),
        (lambda d: d["air"].update(system="D"), "NOM-E233", "[air]: system = 'D'"),
        (lambda d: d["air"].update(recovery_frac=0.8), "NOM-E233", "[air]: recovery_frac, has_bypass"),
        (lambda d: d["heating"].update(heat_pump_kw=5), "NOM-E233", "[heating]: heat_pump_kw"),
        (lambda d: d["heating"].update(set_point_c="warm"), "NOM-E230", "heating.set_point_c"),
        (lambda d: d["dwelling"].update(volume_m3=20000), "NOM-E238", "[dwelling]: volume_m3"),
        (lambda d: d.update(profile={"override": {"h_ci_windo": 2}}), "NOM-E235", "[profile]: override"),
        # A switch is on or off, a share a share; a file places its own nodes.
        (
            lambda d: d.update(profile={"override": {"film_follows_frac": 0.5}}),
            "NOM-E206",
            "[profile]: override: film_follows_frac",
        ),
        (
            lambda d: d.update(profile={"override": {"solar_convective_frac": 2}}),
            "NOM-E206",
            "[profile]: override: solar_convective_frac",
        ),
        (
            lambda d: d.update(profile={"name": "effective", "override": {"h_ri_w_per_m2k": 0}}),
            "NOM-E206",
            "[profile]: override: h_ri_w_per_m2k",
        ),
        (
            lambda d: d.update(profile={"override": {"layered_nodes_frac": 0}}),
            "NOM-E252",
            "[profile]: override: layered_nodes_frac",
        ),
        (
            lambda d: d["element"][0].update(kind="internal", boundary="outdoor"),
            "NOM-E232",
            "element 'north'",
        ),
        (
            lambda d: d["element"][0].update(boundary="ground", exposed_perimeter_m=6.0),
            "NOM-E233",
            "element 'north': boundary = 'ground'",
        ),
        # Films that follow take no constants; sun that is spread by area knows no floor.
        (
            lambda d: d.update(profile={"override": {"h_ce_wall_w_per_m2k": 2}}),
            "NOM-E233",
            "[profile]: override: h_ce_wall_w_per_m2k",
        ),
        (
            lambda d: d.update(profile={"name": "effective", "override": {"floor_absorptance_frac": 0.8}}),
            "NOM-E233",
            "[profile]: override: floor_absorptance_frac",
        ),
        (lambda d: d.pop("air"), "NOM-E204", "air"),
        (lambda d: d["element"][0].update(area_m2="21,6"), "NOM-E207", "element 'north': area_m2"),
        (lambda d: d["element"][0].update(area_m2=True), "NOM-E207", "element 'north': area_m2"),
        (lambda d: d["element"][0].update(area_m2=float("nan")), "NOM-E230", "element 'north': area_m2"),
        (lambda d: layer(d).update(thickness_m=float("inf")), "NOM-E230", "element 'north': layer 1: thickness_m"),
        (lambda d: d.update(window={"name": "one"}), "NOM-E230", "window"),
    ],
)  # fmt: skip
def test_what_does_not_go_together_is_refused_in_both_languages(change, code, place):
    data = tables()
    change(data)
    found, error = wrong(data)
    assert found == {(code, place)}
    for finding in error.findings:
        assert finding.file == "mine.toml"
        for lang in LANGUAGES:
            assert all(text and "{" not in text for text in finding_text(finding, lang))


BLIND = {"device": "outside_screen"}
BLOCK = {"name": "flat", "azimuth_deg": 180, "distance_m": 20, "width_m": 40, "height_m": 12}
ROOMS = {"living_set_point_c": 20, "sleeping_set_point_c": 16, "living_area_frac": 0.4}
SOUTH = "window 'south window'"


def box(**changes):
    """Change an element of the light box so that its floor lies above an unheated space."""
    return lambda d: d["element"][3].update(boundary="unheated", **changes)


def blind(**changes):
    return lambda d: d["window"][0].update(blind={**BLIND, **changes})


def block(**changes):
    return lambda d: d.update(obstruction=[{**BLOCK, **changes}])


def away(**changes):
    return lambda d: d.update(absence=[{"from": "07-10", "to": "07-24", **changes}])


def air(**changes):
    return lambda d: d["air"].update(changes)


def rooms(**changes):
    return lambda d: d.update(heating={**ROOMS, **changes})


@pytest.mark.parametrize(
    ("change", "code", "place"),
    [
        # Negative areas, by element and by window.
        (lambda d: d["element"][2].update(area_m2=-48), "NOM-E206", "element 'roof': area_m2"),
        (lambda d: d["window"][0].update(area_m2=-8), "NOM-E206", f"{SOUTH}: area_m2"),
        (lambda d: d["element"][2].update(area_m2=0), "NOM-E206", "element 'roof': area_m2"),
        # A zone without volume.
        (lambda d: d["dwelling"].update(volume_m3=0), "NOM-E206", "dwelling.volume_m3"),
        # A schedule of the wrong length.
        (lambda d: d["heating"].update(set_point_c=[20.0] * 25), "NOM-E231", "[heating]: set_point_c"),
        (lambda d: d["air"].update(infiltration_ach=[]), "NOM-E231", "[air]: infiltration_ach"),
        (air(airing_open_m2=1, airing_schedule_frac=[1] * 12), "NOM-E231", "[air]: airing_schedule_frac"),
        (air(airing_open_m2=1, airing_schedule_frac=1.5), "NOM-E245", "[air]: airing_schedule_frac"),
        (air(airing_schedule_frac=0.5), "NOM-E233", "[air]: airing_schedule_frac"),
        (box(temperature_c=[10.0] * 13), "NOM-E231", "element 'floor': temperature_c"),
        (blind(schedule_frac=[1.0] * 23), "NOM-E231", f"{SOUTH}: blind.schedule_frac"),
        (lambda d: d["dwelling"].update(horizon_deg=[5.0] * 15), "NOM-E231", "[dwelling]: horizon_deg"),
        # A layer that conducts nothing, and one that is not there.
        (
            lambda d: layer(d).update(conductivity_w_per_mk=0),
            "NOM-E206",
            "element 'north': layer 1: conductivity_w_per_mk",
        ),
        (lambda d: layer(d).update(thickness_m=0), "NOM-E206", "element 'north': layer 1: thickness_m"),
        # No numbers.
        (lambda d: d["heating"].update(set_point_c=[20.0, float("nan")]), "NOM-E230", "heating.set_point_c[2]"),
        (box(temperature_c=float("inf")), "NOM-E230", "element 'floor': temperature_c[1]"),
        (block(distance_m=float("nan")), "NOM-E230", "obstruction 'flat': distance_m"),
        # Spaces.
        (box(), "NOM-E233", "element 'floor': boundary = 'unheated'"),
        (box(space="garage", b_frac=0.5), "NOM-E232", "element 'floor'"),
        (box(space="garrage"), "NOM-E235", "element 'floor': space"),
        (lambda d: d["element"][0].update(space="attic"), "NOM-E233", "element 'north': space"),
        (lambda d: d["element"][0].update(temperature_c=5), "NOM-E233", "element 'north': temperature_c"),
        # Blinds.
        (blind(device="outside_scren"), "NOM-E235", f"{SOUTH}: blind.device"),
        (blind(g_tot_frac=0.1), "NOM-E232", f"{SOUTH}: blind"),
        (blind(device=None), "NOM-E234", f"{SOUTH}: blind"),
        (blind(device=None, g_tot_frac=0.95), "NOM-E241", f"{SOUTH}: blind.g_tot_frac"),
        (blind(open_below_w_per_m2=301), "NOM-E206", f"{SOUTH}: blind.open_below_w_per_m2"),
        (blind(close_above_w_per_m2=-1), "NOM-E206", f"{SOUTH}: blind.close_above_w_per_m2"),
        (blind(closed_frac=1.1), "NOM-E206", f"{SOUTH}: blind.closed_frac"),
        (blind(closes_above_w_per_m2=250), "NOM-E203", f"{SOUTH}: blind.closes_above_w_per_m2"),
        # Surroundings.
        (block(name="roof"), "NOM-E239", "'roof'"),
        (block(height_m=0), "NOM-E206", "obstruction 'flat': height_m"),
        (block(widht_m=4), "NOM-E203", "obstruction 'flat': widht_m"),
        (lambda d: d["dwelling"].update(horizon_deg=[5, 5, 95, 5]), "NOM-E206", "dwelling.horizon_deg[3]"),
        # Heating and absence.
        (rooms(set_point_c=20), "NOM-E232", "[heating]"),
        (rooms(living_area_frac=1.4), "NOM-E206", "heating.living_area_frac"),
        (rooms(sleeping_set_point_c=None), "NOM-E233", "[heating]: living_set_point_c"),
        (rooms(living_set_point_c=[20.0] * 23), "NOM-E231", "[heating]: living_set_point_c"),
        (rooms(living_set_point_c=30, living_area_frac=0.9), "NOM-E237", "[cooling]: set_point_c"),
        (away(set_point_c=28), "NOM-E237", "[cooling]: set_point_c"),
        (away(to="02-30"), "NOM-E240", "absence 1: to"),
        (away(form="07-10"), "NOM-E203", "absence 1: form"),
    ],
)  # fmt: skip
def test_bad_input_is_refused_by_the_name_of_its_element_with_a_remedy(change, code, place):
    data = tables()
    change(data)
    found, error = wrong(data)
    assert found == {(code, place)}
    for finding in error.findings:
        for lang in LANGUAGES:
            assert all(text and "{" not in text for text in finding_text(finding, lang))


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (box(space="garrage"), "garage?"),
        (blind(device="outside_scren"), "outside_screen?"),
        (blind(closes_above_w_per_m2=250), "close_above_w_per_m2?"),
        (away(form="07-10"), "from?"),
        (block(widht_m=4), "width_m?"),
    ],
)
def test_a_slip_of_the_pen_gets_the_word_that_was_meant(change, word):
    data = tables()
    change(data)
    assert word in str(wrong(data)[1])


def test_absence_without_heating_asks_for_no_temperature():
    data = tables()
    data["heating"] = {"generator": "none"}
    away(set_point_c=12)(data)
    assert wrong(data)[0] == {("NOM-E233", "absence 1: set_point_c")}
    away()(data)
    assert parse_dwelling(data)


def test_what_is_left_out_is_named_with_its_origin():
    origins = fill(parse_dwelling(tables())).origins
    assert origins["window 'south window': frame_frac"] == "dwelling_file: frame_frac"
    assert origins["element 'north': absorptance_frac"] == "profile_effective: absorptance_frac"
    assert origins["pv"] == "not in the file: there is none"
    assert "window 'south window': g_frac" not in origins
    assert "heating: set_point_c" not in origins


def test_what_the_file_says_is_never_replaced():
    data = tables()
    data["element"][0].update(absorptance_frac=0.0, emissivity_frac=0.5, tilt_deg=0.0)
    element = fill(parse_dwelling(data)).file.element[0]
    assert (element.absorptance_frac, element.emissivity_frac, element.tilt_deg) == (0.0, 0.5, 0.0)


@pytest.mark.parametrize(("first_weekday", "is_fine"), [(3, True), (0, False)])
def test_set_points_cross_by_the_calendar_of_the_file_in_which_january_begins_on_thursday(
    first_weekday, is_fine
):
    data = tables()
    data["heating"].update(set_point_c=[16.0] * 24, weekend_set_point_c=[22.0] * 24)
    weekday = (np.arange(8760) // 24 + first_weekday) % 7
    data["cooling"]["set_point_c"] = np.where(weekday >= 5, 24.0, 18.0).tolist()
    if is_fine:
        assert parse_dwelling(data)
    else:
        assert wrong(data)[0] == {("NOM-E237", "[cooling]: set_point_c")}
