"""The EnergyPlus input: every square metre is there once, faces look where they should, hours fit."""

import re

import numpy as np
import pytest

from nulopdemeter.dwelling.file import parse_dwelling
from nulopdemeter.engine.idf import make_idf
from nulopdemeter.engine.idf_faces import rectangle
from nulopdemeter.engine.idf_glass import passing_frac
from tests.cases import default_weather
from tests.unit.dwelling_file.test_page import example


def objects(text, kind):
    """Fields of every object of a class."""
    text = re.sub(r"(?m)!.*$", "", text)
    found = [[part.strip() for part in block.split(",")] for block in text.split(";")]
    return [fields[1:] for fields in found if fields[0].lower() == kind.lower()]


def corners(fields, first):
    return np.array([float(x) for x in fields[first:]]).reshape(-1, 3)


def area_and_normal(points):
    cross = np.cross(points[1] - points[0], points[2] - points[1])
    return float(np.linalg.norm(cross)), cross / np.linalg.norm(cross)


@pytest.fixture(scope="module")
def idf():
    return make_idf(parse_dwelling(example()), default_weather(), "hours.csv")


def gross_m2(idf):
    found = {f[0]: area_and_normal(corners(f, 11))[0] for f in objects(idf.text, "BuildingSurface:Detailed")}
    glass = {
        f[0]: (f[3], area_and_normal(corners(f, 9))[0])
        for f in objects(idf.text, "FenestrationSurface:Detailed")
    }
    return found, glass


def test_every_face_has_the_net_area_of_the_file(idf):
    faces, glass = gross_m2(idf)
    for host, area in glass.values():
        faces[host] -= area
    wanted = {e["name"]: e["area_m2"] for e in example()["element"] if e["kind"] != "internal"}
    for name, area in wanted.items():
        own = next(key for key in faces if key == re.sub(r"[^A-Za-z0-9_.\- ]+", " ", name))
        assert faces[own] == pytest.approx(area, rel=1e-4), name


def test_every_window_stands_in_a_face_of_its_own_plane(idf):
    hosts = {f[0]: corners(f, 11) for f in objects(idf.text, "BuildingSurface:Detailed")}
    windows = objects(idf.text, "FenestrationSurface:Detailed")
    assert len(windows) == 2
    for fields in windows:
        pane, host = corners(fields, 9), hosts[fields[3]]
        assert area_and_normal(pane)[1] == pytest.approx(area_and_normal(host)[1], abs=1e-6)
        assert pane.min() >= host.min() - 1e-6


def test_a_partition_has_both_faces_and_its_layers_twice(idf):
    floors = [f for f in objects(idf.text, "BuildingSurface:Detailed") if f[0].startswith("first floor")]
    assert sorted(f[1] for f in floors) == ["Ceiling", "Floor"]
    layers = {f[0]: f[1:] for f in objects(idf.text, "Construction")}
    for fields in floors:
        built = layers[fields[2]]
        assert built == built[::-1]


@pytest.mark.parametrize(("tilt", "azimuth"), [(90, 0), (90, 90), (90, 225), (45, 180), (0, 0), (180, 0)])
def test_a_rectangle_faces_where_it_is_told(tilt, azimuth):
    area, normal = area_and_normal(rectangle(np.zeros(3), 2.0, 3.0, tilt, azimuth))
    t, a = np.radians(tilt), np.radians(azimuth)
    assert area == pytest.approx(6.0)
    assert normal == pytest.approx([np.sin(t) * np.sin(a), np.sin(t) * np.cos(a), np.cos(t)], abs=1e-9)


def test_every_schedule_that_is_named_is_there(idf):
    files = {f[0]: int(f[3]) for f in objects(idf.text, "Schedule:File")}
    assert list(files.values()) == list(range(2, 2 + len(idf.hours.columns)))
    assert list(files) == list(idf.hours.columns)
    assert len(idf.hours) == 8760
    named = {f[2] for f in objects(idf.text, "ZoneInfiltration:DesignFlowRate")}
    constant = {f[0] for f in objects(idf.text, "Schedule:Constant")}
    assert named <= set(files) | constant


def test_thermal_bridges_are_air_of_the_same_conductance(idf):
    heat_wh_per_m3k = 0.3364
    assert idf.hours["Thermal bridges"].mean() * 3600 * heat_wh_per_m3k == pytest.approx(6.0, rel=0.05)


def test_a_window_passes_g_times_its_glass_and_nothing_from_the_side():
    window = parse_dwelling(example()).window[0]
    passing = passing_frac(window)
    assert passing[0] == pytest.approx(0.6 * 0.75)
    assert passing[-1] == 0.0
    assert (np.diff(passing) <= 0.0).all()


def test_air_control_and_no_heating_leave_their_objects_out():
    data = example()
    data["heating"] = {"generator": "none"}
    del data["cooling"]
    text = make_idf(parse_dwelling(data), default_weather()).text
    assert not objects(text, "ZoneControl:Thermostat")
    data["heating"] = {"generator": "ideal", "control": "air"}
    text = make_idf(parse_dwelling(data), default_weather()).text
    assert objects(text, "ZoneControl:Thermostat")
    assert not objects(text, "ZoneControl:Thermostat:OperativeTemperature")


def test_the_detailed_profile_leaves_the_films_to_energyplus(idf):
    assert objects(idf.text, "SurfaceProperty:ConvectionCoefficients")
    assert "TARP" in idf.text
    assert "DOE-2" in idf.text


def test_a_space_of_given_temperature_keeps_it_in_the_input():
    data = example()
    garage = next(e for e in data["element"] if e["name"] == "wall to the garage")
    garage.pop("b_frac", garage.pop("space", None))
    garage["temperature_c"] = [4.0, 5.0, 7.0, 9.0, 13.0, 16.0, 18.0, 18.0, 15.0, 11.0, 7.0, 5.0]
    hours = make_idf(parse_dwelling(data), default_weather()).hours
    beyond = hours["wall to the garage temperature"]
    assert (beyond.iloc[0], beyond.iloc[4500], beyond.iloc[-1]) == (4.0, 18.0, 5.0)
