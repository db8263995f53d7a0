import csv
import os
import tomllib
from pathlib import Path

import numpy as np
import pytest
from dwelling_rows import FLATS, HOUSES, POSITIONS, TYPES, stock

from nulopdemeter.dwelling import describe, read_housing_type, read_housing_types, read_packages
from nulopdemeter.dwelling.housing_types import housing_type_index, housing_type_table
from nulopdemeter.errors import InputError
from nulopdemeter.language import finding_text
from nulopdemeter.parameters import shipped

CURRENT = read_packages(["current"])


def walls(one):
    g = one.geometry
    return g.wall_front_m2 + g.wall_back_m2 + g.wall_left_m2 + g.wall_right_m2


def windows(one):
    g = one.geometry
    return g.window_front_m2 + g.window_back_m2 + g.window_left_m2 + g.window_right_m2


@pytest.fixture(scope="module")
def source_rows():
    path = Path(os.environ.get("NULOPDEMETER_REFERENCE", "../shared")) / "research" / "archetypes.csv"
    if not path.exists():
        pytest.skip("the collection of reference dwellings is not here (NULOPDEMETER_REFERENCE)")
    with path.open(encoding="utf-8") as lines:
        return {row["code"]: row for row in csv.DictReader(lines)}


def test_at_least_forty_types_are_shipped_and_each_file_carries_its_own_key():
    types = read_housing_types()
    assert len(types) >= 40
    assert {one.key for one in types} == {path.stem for path in shipped("housing_types").glob("*.toml")}


def test_every_type_and_year_falls_in_the_class_that_holds_it():
    table = housing_type_table()
    years = np.arange(1800, 2028, dtype=float)
    for word in TYPES:
        found = table.iloc[housing_type_index(np.full(len(years), word, dtype=object), years)]
        assert (found["dwelling_type"] == word).all()
        assert (found["first_year"].to_numpy() <= years).all()
        assert (found["last_year"].to_numpy() >= years).all()


def test_houses_have_all_seven_year_classes():
    for word in HOUSES:
        first = [one.first_year for one in read_housing_types() if one.dwelling_type == word]
        assert first == [1800, 1946, 1965, 1975, 1992, 2006, 2015]


def test_every_type_year_class_and_position_describes_to_finite_numbers():
    rows = [
        {
            "dwelling_type": one.dwelling_type,
            "build_year": one.last_year,
            "position": position,
            "floor_area_m2": 80.0,
        }
        for one in read_housing_types()
        for position in (POSITIONS if one.dwelling_type in FLATS else ("",))
    ]
    table = describe(stock(*rows), CURRENT).table
    unknown = {"front_azimuth_deg", "pv_azimuth_deg", "wws_points", "rent_subsidy_frac"}
    unknown |= {"net_rent_eur_per_month", "target_rent_eur_per_month", "heat_pump_kw"}
    unknown |= {"radiator_kw", "export_limit_kw"}
    unknown |= {"heat_pump_declared_cop", "hot_water_declared_cop", "hot_water_test_c"}
    numbers = table.select_dtypes("float").drop(columns=list(unknown), errors="ignore")
    assert np.isfinite(numbers.to_numpy()).all()


def test_the_areas_of_a_house_are_those_of_its_source(source_rows):
    checked = 0
    for one in read_housing_types():
        row = source_rows[one.source_row]
        if one.dwelling_type not in HOUSES or one.dwelling_type == "vrijstaand":
            continue
        assert walls(one) == pytest.approx(float(row["facade_area_opaque"]), abs=0.01)
        assert windows(one) == pytest.approx(float(row["window_area"]), abs=0.01)
        assert one.geometry.roof_area_m2 == float(row["roof_area"])
        assert one.geometry.ground_floor_area_m2 == float(row["ground_floor_area"])
        checked += 1
    assert checked == 21


def test_a_detached_house_is_the_semi_detached_one_with_its_party_wall_outside(source_rows):
    for one in read_housing_types():
        if one.dwelling_type != "vrijstaand":
            continue
        row = source_rows[one.source_row]
        envelope = (
            float(row["facade_area_opaque"]) + float(row["window_area"]) + float(row["party_wall_area"])
        )
        assert walls(one) + windows(one) == pytest.approx(envelope, abs=0.01)
        assert one.geometry.party_wall_area_m2 == 0.0
        assert one.confidence == "low"


def test_the_positions_of_a_block_add_up_to_the_building_average_of_the_source(source_rows):
    checked = 0
    for one in read_housing_types():
        if one.source != "tabula-nl":
            continue
        g, row = one.geometry, source_rows[one.source_row]
        mean_wall = walls(one) + 2.0 * g.side_wall_m2 / g.dwellings_per_layer
        assert mean_wall == pytest.approx(float(row["facade_area_opaque"]), abs=0.01)
        assert g.roof_area_m2 / g.building_layers == pytest.approx(float(row["roof_area"]), abs=0.01)
        assert g.ground_floor_area_m2 / g.building_layers == pytest.approx(
            float(row["ground_floor_area"]), abs=0.01
        )
        assert windows(one) == pytest.approx(float(row["window_area"]), abs=0.01)
        checked += 1
    assert checked == 23


def test_rc_gives_back_the_u_of_the_source(source_rows):
    checked = 0
    for one in read_housing_types():
        row = source_rows[one.source_row]
        if one.confidence == "low" or one.dwelling_type == "vrijstaand":
            continue
        assert 1 / (one.shell.rc_wall_m2k_per_w + 0.17) == pytest.approx(float(row["u_wall"]), rel=0.02)
        assert 1 / (one.shell.rc_roof_m2k_per_w + 0.17) == pytest.approx(float(row["u_roof"]), rel=0.02)
        assert 1 / (one.shell.rc_floor_m2k_per_w + 0.26) == pytest.approx(float(row["u_floor"]), rel=0.02)
        checked += 1
    assert checked > 35


def test_sizes_are_those_of_a_dwelling():
    for one in read_housing_types():
        g = one.geometry
        assert 50 <= g.floor_area_m2 <= 165
        assert 0.10 <= windows(one) / g.floor_area_m2 <= 0.36, one.key
        assert g.ground_floor_area_m2 >= 0.35 * g.floor_area_m2, one.key
        assert min(g.wall_front_m2, g.wall_back_m2) > 5.0, one.key
        width_m = g.ground_floor_area_m2 / 9.0
        assert g.exposed_perimeter_m >= 2 * width_m - 0.01, one.key


def test_an_unknown_key_is_said_with_the_key_that_was_meant(tmp_path):
    path = shipped("housing_types") / "tussenwoning-1965-1974.toml"
    bad = tmp_path / "mine.toml"
    bad.write_text(
        path.read_text(encoding="utf-8").replace("rc_wall_m2k_per_w", "rc_wal_m2k_per_w"), encoding="utf-8"
    )
    with pytest.raises(InputError) as caught:
        read_housing_type(bad)
    codes = {finding.code for finding in caught.value.findings}
    assert codes == {"NOM-E203", "NOM-E204"}
    unknown = next(f for f in caught.value.findings if f.code == "NOM-E203")
    assert unknown.place == "shell.rc_wal_m2k_per_w"
    assert "rc_wall_m2k_per_w" in finding_text(unknown, "nl")[1]
    assert "mine.toml, shell.rc_wal_m2k_per_w" in str(caught.value)


def test_everything_wrong_with_a_file_is_said_at_once(tmp_path):
    text = (shipped("housing_types") / "tussenwoning-1965-1974.toml").read_text(encoding="utf-8")
    text = text.replace("rc_roof_m2k_per_w = 0.86", 'rc_roof_m2k_per_w = "goed"')
    text = text.replace("g_window_frac = 0.75", "g_window_frac = 75")
    text = text.replace('ventilation = "A"', 'ventilation = "natuurlijk"').replace(
        'source = "rvo', '# source = "rvo'
    )
    bad = tmp_path / "mine.toml"
    bad.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_housing_type(bad)
    said = {(finding.code, finding.place) for finding in caught.value.findings}
    assert said == {
        ("NOM-E204", "source"),
        ("NOM-E207", "shell.rc_roof_m2k_per_w"),
        ("NOM-E206", "shell.g_window_frac"),
        ("NOM-E205", "systems.ventilation"),
    }
    for finding in caught.value.findings:
        for lang in ("nl", "en"):
            message, remedy = finding_text(finding, lang)
            assert "{" not in message + remedy


def test_a_file_that_is_no_toml_is_a_finding(tmp_path):
    bad = tmp_path / "mine.toml"
    bad.write_text("floor area = 80", encoding="utf-8")
    with pytest.raises(InputError, match=r"not a valid TOML file"):
        read_housing_type(bad)


def test_every_source_of_a_type_is_explained_in_the_documentation():
    page = (Path(__file__).parents[3] / "docs" / "sources" / "dwelling.md").read_text(encoding="utf-8")
    for path in shipped("housing_types").glob("*.toml"):
        assert f"## {tomllib.loads(path.read_text(encoding='utf-8'))['source']}\n" in page
