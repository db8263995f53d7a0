"""From project file to columns: EPV by date, guarantee, points, the cheapest measure, NOM Keur, rows without a law."""

import pandas as pd
import pytest

from nulopdemeter.regulation.nta8800 import for_a_run
from nulopdemeter.report import write_report_html, write_stock_xlsx
from nulopdemeter.report.law_tables import law_notes
from nulopdemeter.run import run
from nulopdemeter.stock import demo_stock
from nulopdemeter.summary import summarise

PROJECT = """
[stock]
file = "stock.csv"
[[package]]
name = "all-electric"
[[package]]
name = "nom"
"""


def run_of(folder, more="", n=24):
    demo_stock(n).assign(wws_punten=["", *["150"] * (n - 1)]).to_csv(
        folder / "stock.csv", sep=";", index=False
    )
    (folder / "project.toml").write_text(PROJECT + more)
    return run(folder / "project.toml", folder / "out")


def computed(done):
    return done.results[done.results["status"] == "computed"]


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    return run_of(tmp_path_factory.mktemp("plain"))


def test_every_fee_has_its_bundle_and_no_other_row_has_one(plain):
    rows = computed(plain)
    has = rows["epv_class"].isin(["basis", "hoogwaardig"])
    assert 0 < has.sum() < len(rows)
    assert (rows["bundle_kwh"].notna() == has).all()
    assert (rows.loc[has, "bundle_fee_eur_per_month"] == rows.loc[has, "epv_max_eur_per_month"]).all()
    left = rows["pv_kwh"] - rows[
        ["heating_electricity_kwh", "hot_water_electricity_kwh", "fan_kwh", "auxiliary_kwh"]
    ].sum(axis=1)
    assert (rows["bundle_left_kwh"] - left)[has].abs().max() < 1e-6
    assert (rows["epv_rules"] == "modern").all()


def test_points_follow_label_and_fee_and_say_what_they_lack(plain):
    rows = computed(plain)
    fee = rows["epv_eur_per_month"] > 0
    assert (rows.loc[fee, "wws_energy_basis"] == "epv").all()
    assert (rows.loc[rows["package"] == "current", "wws_energy_points_change"] == 0).all()
    lacks = rows["stock_row"] == 0
    assert (rows.loc[lacks, "wws_reason"] == "wws.reason.no_points").all()
    assert rows.loc[lacks, "max_rent_eur_per_month"].isna().all()
    assert rows.loc[~lacks, "max_rent_eur_per_month"].notna().all()


def test_a_row_without_a_fee_is_told_why_in_both_languages(plain):
    rows = computed(plain)
    out = rows["epv_class"] == "none"
    assert (rows.loc[out, "epv_gap_nl"].str.len() > 20).all()
    assert (rows.loc[out, "epv_gap_en"].str.len() > 20).all()
    assert (rows.loc[~out, "epv_gap_nl"] == "").all()
    assert rows.loc[rows["epv_measure"] != "", "epv_measure_eur"].gt(0).all()
    closed = rows["epv_heat_demand_measure"] != ""
    assert closed.any()
    assert rows.loc[closed, "epv_heat_demand_measure_eur"].gt(0).all()


def test_nobody_asks_for_nom_keur_unless_the_project_does(plain):
    assert plain.results["meets_nom_keur"].isna().all()
    assert (plain.results["nom_keur_missed"] == "").all()


def test_report_and_workbook_show_fee_guarantee_points_and_gap(plain, tmp_path):
    summary = summarise(plain.results)
    write_report_html(plain.results, summary, tmp_path / "r.html", "nl", plain.manifest)
    text = (tmp_path / "r.html").read_text(encoding="utf-8")
    for words in (
        "EPV, garantie en punten per complex",
        "Wat er ontbreekt voor EPV",
        "Highest rents by the WWS table",
    ):
        assert words in text
    write_stock_xlsx(plain.results, summary, tmp_path / "s.xlsx", "en", plain.counts)
    names = pd.read_excel(tmp_path / "s.xlsx", sheet_name="Dwellings", engine="calamine", header=1).columns
    assert {"epv_gap_en", "bundle_kwh", "wws_energy_points_after", "max_rent_headroom_eur_per_month"} <= set(
        names
    )
    assert not {"epv_gap_nl", "meets_nom_keur"} & set(names)
    estates = pd.read_excel(tmp_path / "s.xlsx", sheet_name="Estates", engine="calamine", header=1)
    n_epv = plain.results[plain.results["epv_class"].isin(["basis", "hoogwaardig"])]
    assert estates["n_epv"].sum() == len(n_epv)


def test_a_registration_in_2022_brings_the_older_rules_and_nom_keur_its_verdict(tmp_path):
    more = "[prices]\non_epv = 2022-05-01\n[compute]\nnom_keur = true\ncheapest_measure = false\n"
    done = run_of(tmp_path, more, n=12)
    rows = computed(done)
    assert (rows["epv_rules"] == "before_2024").all()
    assert rows["epv_before_2024_household_margin_kwh"].notna().all()
    assert rows["epv_basis_ep2_margin_kwh_per_m2"].isna().all()
    assert rows["meets_nom_keur"].notna().any()
    assert rows["nom_keur_unknown"].str.contains("guarantee").all()
    # A switch that is off leaves the distances and takes away the measures.
    assert (rows["epv_measure"] == "").all()
    assert not rows["epv_gap_en"].str.contains("measure").any()
    notes = law_notes(done.manifest, "en")
    assert notes[0].startswith(
        "EPV by the rules of before 2024, for what was agreed on and registered on 1 May 2022"
    )
    assert law_notes({}, "nl")[0].startswith("EPV volgens de regeling die sinds 1 oktober 2023 geldt")


def test_rows_with_energy_but_without_a_law_are_counted_with_the_reason(tmp_path, monkeypatch):
    own = for_a_run.refused

    def refuses_old_ones(table, edition):
        why = own(table, edition)
        why[table["dwelling_id"].isin(table["dwelling_id"].unique()[:2]).to_numpy()] = "build_year"
        return why

    monkeypatch.setattr(for_a_run, "refused", refuses_old_ones)
    done = run_of(tmp_path, "[compute]\ncheapest_measure = false\n", n=8)
    assert done.manifest["law_refused"] == {"build_year": 2}
    summary = summarise(done.results)
    assert summary.law_refused == {"build_year": 2}
    write_report_html(done.results, summary, tmp_path / "r.html", "en", done.manifest)
    text = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "2 rows have energy but no label, Standaard, EPV or points" in text
    assert "build_year (2)" in text
