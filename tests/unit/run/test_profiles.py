"""A study and a single dwelling may ask for other coefficients of the zone model."""

import pytest

import nulopdemeter as nom
from nulopdemeter.dwelling import read_packages
from nulopdemeter.errors import InputError
from nulopdemeter.evaluate import Settings, evaluate
from nulopdemeter.run.parts import compute
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


def test_a_project_may_switch_prebound_and_rebound_off(tmp_path):
    assert project(tmp_path, "").settings(tmp_path).residents == "household"
    fixed = project(tmp_path, '[compute]\nbehaviour = "fixed"').settings(tmp_path)
    assert fixed.residents == "household_fixed"
    with pytest.raises(InputError) as refused:
        project(tmp_path, '[compute]\nbehaviour = "reactive"')
    assert "responsive" in str(refused.value)


def test_the_switch_reaches_the_bill_and_leaves_the_law_alone():
    rows, packages = ROWS.iloc[[0]], read_packages(("current",))
    responsive, fixed = (
        evaluate(rows, packages, default_weather(), Settings(residents=word)).results.iloc[0]
        for word in ("household", "household_fixed")
    )
    assert responsive["gas_m3"] < 0.85 * fixed["gas_m3"]
    assert responsive["energy_netting_eur_per_month"] < fixed["energy_netting_eur_per_month"] - 20
    assert responsive["ep2_kwh_per_m2"] == fixed["ep2_kwh_per_m2"]


def test_a_project_may_fit_residents_to_their_meters(tmp_path):
    rows = ROWS.iloc[[0]].assign(gas_m3=1000.0)
    packages = read_packages(("current", "shell-standard"))
    fitted = compute(rows, packages, default_weather(), Settings(), "meter").results
    assert fitted["gas_m3"].iloc[0] == pytest.approx(1000.0, rel=0.02)
    assert (fitted["gas_fit"] == "met").all()
    usual = compute(rows, packages, default_weather(), Settings()).results
    assert fitted["gas_m3"].iloc[1] < usual["gas_m3"].iloc[1]
    assert (usual["gas_fit"].fillna("") == "").all()


def test_a_run_tells_with_how_many_households_a_dwelling_ends_at_zero():
    rows, packages = ROWS.iloc[[0]], read_packages(("current", "nom"))
    told = compute(rows, packages, default_weather(), Settings(), resident_draws=16).results
    now, zero = told.iloc[0], told.iloc[1]
    assert now["zero_frac"] == 0.0
    assert 0.2 < zero["zero_frac"] < 0.9
    for row in (now, zero):
        assert row["net_p10_kwh"] < row["net_p50_kwh"] < row["net_p90_kwh"]
    assert (zero["net_p50_kwh"] <= 0.0) == (zero["zero_frac"] >= 0.5)
    untold = compute(rows, packages, default_weather(), Settings()).results
    assert untold["zero_frac"].isna().all()


def test_a_project_names_the_edition_of_the_norm(tmp_path):
    assert project(tmp_path, "").settings(tmp_path).nta_edition == "2025+C1:2026"
    chosen = project(tmp_path, '[compute]\nnta_edition = "2022"').settings(tmp_path)
    assert chosen.nta_edition == "2022"
    with pytest.raises(InputError) as refused:
        project(tmp_path, '[compute]\nnta_edition = "2019"')
    assert "2025+C1:2026" in str(refused.value)


def test_keys_of_the_command_line_go_before_those_of_the_project(tmp_path):
    path = tmp_path / "study.toml"
    path.write_text('[stock]\nfile = "s.csv"\n[compute]\nresident_draws = 50\nchunk_rows = 7\n')
    chosen = read_project(path, compute={"resident_draws": 8, "behaviour": "fixed"})[0].compute
    assert (chosen.resident_draws, chosen.behaviour, chosen.chunk_rows) == (8, "fixed", 7)
    with pytest.raises(InputError) as refused:
        read_project(path, compute={"resident_draws": 8, "behaviour": "reactive"})
    assert "responsive" in str(refused.value)


def test_one_dwelling_refuses_an_unknown_behaviour():
    with pytest.raises(InputError) as refused:
        nom.dwelling("tussenwoning", year=1972, floor_area_m2=95.0).simulate(behaviour="reactive")
    assert refused.value.findings[0].code == "NOM-E205"
