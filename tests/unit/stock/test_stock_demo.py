"""The invented stock, whole and damaged."""

from collections import Counter
from importlib.resources import files

import pytest

from nulopdemeter.stock import demo_stock, read_stock, write_demo_stock
from nulopdemeter.stock.demo_damage import read_damage

DATA = files("nulopdemeter.stock") / "data"


@pytest.mark.parametrize(("name", "damaged"), [("demo_stock.csv", False), ("demo_stock_damaged.csv", True)])
def test_the_shipped_file_is_what_the_generator_makes(tmp_path, name, damaged):
    made = write_demo_stock(tmp_path / name, damaged=damaged)
    assert made.read_bytes() == (DATA / name).read_bytes()


def test_the_whole_demo_has_no_fault(tmp_path):
    stock = read_stock(write_demo_stock(tmp_path / "demo.csv"))
    assert (len(stock.rows), stock.n_rows_in) == (200, 200)
    assert not [f for f in stock.findings if f.row >= 0]
    assert list(stock.carried) == ["wijkteam"]


@pytest.mark.parametrize("n_rows", [200, 3000])
def test_the_damaged_demo_shows_every_kind_of_damage_and_loses_no_row(tmp_path, n_rows):
    stock = read_stock(write_demo_stock(tmp_path / "demo.csv", n_rows, damaged=True))
    assert stock.n_rows_in == n_rows == len(stock.rows) + len(stock.rejected)
    found = Counter(f.code for f in stock.findings if f.row >= 0)
    assert set(found) == {kind["code"] for kind in read_damage()}
    n_damaged = len({f.row for f in stock.findings if f.row >= 0})
    assert n_damaged == max(len(read_damage()), n_rows // 100)


@pytest.mark.parametrize("n_rows", [1, 2, 19, 57])
@pytest.mark.parametrize("damaged", [False, True])
def test_makes_as_many_rows_as_asked(n_rows, damaged):
    assert len(demo_stock(n_rows, damaged=damaged)) == n_rows


def test_another_seed_makes_another_stock():
    assert not demo_stock(50, seed=1).equals(demo_stock(50, seed=2))


def test_the_mix_of_types_is_that_of_the_figures(tmp_path):
    rows = read_stock(write_demo_stock(tmp_path / "demo.csv")).rows
    counts = Counter(rows["dwelling_type"])
    assert counts["tussenwoning"] + counts["hoekwoning"] == 90
    assert (counts["portiekflat"], counts["galerijflat"], counts["flat"]) == (30, 30, 30)
    assert (counts["maisonnette"], counts["twee_onder_een_kap"]) == (10, 10)
    assert counts["hoekwoning"] == pytest.approx(90 / 3, abs=4)


def test_a_complex_is_of_one_kind_and_its_rents_differ(tmp_path):
    rows = read_stock(write_demo_stock(tmp_path / "demo.csv")).rows
    by_complex = rows.groupby("complex_id")
    assert 9 <= by_complex.ngroups <= 12
    assert (by_complex[["build_year", "floor_area_m2", "heating"]].nunique() == 1).all(axis=None)
    assert (by_complex["net_rent_eur_per_month"].nunique() > 5).all()
    assert rows["net_rent_eur_per_month"].between(590, 720).all()


def test_flats_lie_in_every_position_and_houses_in_none(tmp_path):
    rows = read_stock(write_demo_stock(tmp_path / "demo.csv")).rows
    portiek = rows[rows["dwelling_type"] == "portiekflat"]
    levels = {"ground", "middle", "top"}
    assert set(portiek["position"]) == {
        f"{level}_{side}" for level in levels for side in ("middle", "corner")
    }
    assert rows.loc[rows["dwelling_type"].isin(["tussenwoning", "hoekwoning"]), "position"].isna().all()


def test_gas_use_is_that_of_social_rent(tmp_path):
    rows = read_stock(write_demo_stock(tmp_path / "demo.csv", 4000)).rows
    assert 700 < rows["gas_m3"].mean() < 1000
    assert rows.loc[rows["heating"].isin(["collective_gas", "district_heat"]), "gas_m3"].isna().all()
