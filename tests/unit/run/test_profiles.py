"""A study and a single dwelling may ask for other coefficients of the zone model."""

import pytest

import nulopdemeter as nom
from nulopdemeter.dwelling import read_packages
from nulopdemeter.errors import InputError
from nulopdemeter.evaluate import Settings, evaluate
from nulopdemeter.run.project import read_project
from tests.cases import ROWS, default_weather


def project(tmp_path, text):
    path = tmp_path / "study.toml"
    path.write_text(f'[stock]\nfile = "stock.csv"\n{text}')
    return read_project(path)[0]


def test_a_project_names_the_profile_of_its_dwellings(tmp_path):
    assert project(tmp_path, "").settings(tmp_path).profile == "effective"
    chosen = project(tmp_path, '[compute]\nprofile = "detailed"').settings(tmp_path)
    assert chosen.profile == "detailed"


def test_an_unknown_profile_is_refused_with_those_there_are(tmp_path):
    with pytest.raises(InputError) as refused:
        project(tmp_path, '[compute]\nprofile = "exact"')
    assert "detailed" in str(refused.value)


def test_the_chain_uses_the_profile_for_residents_and_for_the_law():
    rows, packages = ROWS.iloc[[0]], read_packages(("current",))
    usual, followed = (
        evaluate(rows, packages, default_weather(), Settings(profile=name)).results.iloc[0]
        for name in ("effective", "detailed")
    )
    for column in ("heat_demand_kwh", "norm_heat_demand_kwh_per_m2"):
        assert 0.93 * usual[column] < followed[column] < 0.999 * usual[column], column


def test_hours_of_a_single_dwelling_add_up_to_its_year_in_any_profile():
    house = nom.dwelling("tussenwoning", year=1972, floor_area_m2=95.0)
    year = house.simulate(profile="detailed", weather=default_weather())
    assert year.hourly["heat_demand_kw"].sum() == pytest.approx(year.summary["heat_demand_kwh"], rel=1e-9)
