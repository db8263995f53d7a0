"""The Python door: ``import nulopdemeter as nom``."""

import re
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import nulopdemeter as nom

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def house():
    return nom.dwelling("tussenwoning", year=1968, floor_area_m2=84.5, front_azimuth_deg=180)


@pytest.fixture(scope="module")
def renovated(house):
    return house.simulate("nom")


def test_importing_the_package_loads_nothing_heavy():
    code = "import nulopdemeter, sys; print({'pandas', 'numba', 'matplotlib', 'pvlib'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_a_stage_that_is_loaded_can_still_be_called_and_looked_into():
    code = (
        "import nulopdemeter.run.study, nulopdemeter.dwelling.package as d, nulopdemeter as nom\n"
        "house = nom.dwelling('tussenwoning', year=1968, floor_area_m2=84.5)\n"
        "assert callable(nom.run) and nom.run.study.run and d.Package and house.rows.shape[0] == 1\n"
        "from nulopdemeter import dwelling, run\n"
        "assert callable(dwelling) and callable(run)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_every_public_name_can_be_reached():
    assert all(getattr(nom, name) is not None for name in nom.__all__)
    assert set(dir(nom)) == set(nom.__all__)
    with pytest.raises(AttributeError, match="no attribute 'dwellin'"):
        nom.dwellin  # noqa: B018


def test_a_dwelling_says_where_each_value_comes_from(house):
    assert house.sources["floor_area_m2"] == "row"
    assert house.sources["front_azimuth_deg"] == "row"
    assert house.sources["rc_wall_m2k_per_w"] == "housing type"


def test_the_hours_of_a_year_add_up_to_its_summary(renovated):
    hours = renovated.hourly
    assert len(hours) == 8760
    for column, total in (
        ("import_kw", "import_kwh"),
        ("pv_kw", "pv_kwh"),
        ("heat_demand_kw", "heat_demand_kwh"),
    ):
        assert hours[column].sum() == pytest.approx(renovated.summary[total])
    assert hours["import_kw"].max() == pytest.approx(renovated.summary["peak_import_kw"])
    assert renovated.summary["package"] == "nom"


def test_the_hours_carry_the_end_of_the_hour_in_standard_time_and_in_utc(renovated):
    hours = renovated.hourly
    assert hours.index.tz is None
    assert hours.index[0].hour == 1
    assert (hours["utc"].dt.tz_localize(None) + pd.Timedelta(hours=1) == hours.index).all()
    sunny = hours["pv_kw"].groupby(hours.index.hour).mean()
    # At 5° east and UTC+1 the sun stands highest at about 12:40; hours carry their end.
    assert sunny.idxmax() in (13, 14)


def test_now_is_a_package_too_and_the_renovation_uses_less(house, renovated):
    now = house.simulate()
    assert now.summary["package"] == "current"
    assert renovated.summary["heat_demand_kwh"] < 0.3 * now.summary["heat_demand_kwh"]
    assert now.summary["gas_m3"] > 500 > renovated.summary["gas_m3"]


def test_the_packages_and_the_weather_can_be_passed_as_objects(house, renovated):
    package = next(p for p in nom.packages() if p.key == "nom")
    again = house.simulate(package, nom.read_weather())
    assert again.summary["net_kwh"] == renovated.summary["net_kwh"]


@pytest.mark.parametrize(
    ("values", "parts"),
    [
        ({"front_azimut_deg": 90}, ["front_azimut_deg", "front_azimuth_deg"]),
        ({"rc_wall_m2k_per_w": 36, "heating": "steam"}, ["36", "steam", "hr107"]),
        ({"year": "old"}, ["old"]),
        ({"floor_area_m2": -3}, ["-3"]),
        ({"dwelling_type": "kasteel"}, ["kasteel", "tussenwoning"]),
    ],
)
def test_a_wrong_word_or_value_is_an_input_error_that_names_all_and_the_nearest(values, parts):
    told = {"dwelling_type": "tussenwoning", "year": 1968, "floor_area_m2": 84.5, **values}
    with pytest.raises(nom.InputError) as caught:
        nom.dwelling(**told)
    assert all(part in str(caught.value) for part in parts)
    assert caught.value.findings


def test_a_stock_is_run_from_python_as_from_the_command_line(small_stock, tmp_path):
    stock = nom.read_stock(small_stock)
    done = nom.run(small_stock, tmp_path, packages=("current",))
    assert done.counts["rows_in"] == stock.n_rows_in
    assert (tmp_path / "dwellings.parquet").is_file()


@pytest.mark.parametrize("page", ["docs/howto/engineer.md", "README.md"])
def test_the_quickstart_runs_as_it_is_printed(page, capsys):
    text = (ROOT / page).read_text(encoding="utf-8")
    block = re.findall(r"```python\n(.*?)```", text, re.DOTALL)[0]
    assert len(block.strip().splitlines()) <= 10
    exec(compile(block, page, "exec"), {})
    assert capsys.readouterr().out.strip()
