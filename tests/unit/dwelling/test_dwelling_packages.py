from pathlib import Path

import numpy as np
import pytest
from dwelling_rows import MID_TERRACE, stock

from nulopdemeter.dwelling import (
    PACKAGE_NAMES,
    describe,
    heat_pumps,
    measure_costs,
    measure_quantities,
    read_package,
    read_packages,
)
from nulopdemeter.dwelling.pages import housing_types_page, packages_page, ventilation_page
from nulopdemeter.errors import InputError
from nulopdemeter.language import LANGUAGES, finding_text, say
from nulopdemeter.parameters import read_figures

DOCS = Path(__file__).parents[3] / "docs"
OWN = """
key = "mine"
inherits = "nom"
source = "Quotation of builder X"
price_year = 2026
[name]
nl = "Mijn pakket"
en = "My package"
"""


def sizes(got):
    """What a calculation might have decided: the roof full of modules, a heat pump of 6 kW."""
    return got.table["pv_max_kwp"].to_numpy(), np.full(len(got.table), 6.0)


def own(tmp_path, more="", name="mine.toml"):
    path = tmp_path / name
    path.write_text(OWN + more, encoding="utf-8")
    return path


def findings(path):
    with pytest.raises(InputError) as caught:
        read_package(path)
    for finding in caught.value.findings:
        for lang in ("nl", "en"):
            assert "{" not in "".join(finding_text(finding, lang))
    return caught.value.findings


def laid(name, **row):
    got = describe(stock({**MID_TERRACE, **row}), read_packages(["current", name]))
    return got.table.iloc[0], got.table.iloc[1]


def test_every_shipped_package_reads_and_carries_its_own_name():
    assert [package.key for package in read_packages(PACKAGE_NAMES)] == list(PACKAGE_NAMES)


def test_every_cost_and_target_names_a_source_that_is_explained():
    page = (DOCS / "sources" / "dwelling.md").read_text(encoding="utf-8")
    used = {m.source for p in read_packages(PACKAGE_NAMES) for m in p.measure}
    used |= {p.source for p in read_packages(PACKAGE_NAMES)} | set(heat_pumps()["source"])
    for table in ("dwelling", "ventilation", "residents", "measures"):
        used |= {figure.source for figure in read_figures(table)}
    assert {key for key in used if f"## {key}\n" not in page} == set()


def test_current_changes_nothing():
    package = read_package("current")
    assert package.measure == ()
    table = describe(stock(MID_TERRACE), [package]).table
    assert not table.filter(like="measure_").to_numpy().any()


def test_a_package_holds_what_it_inherits():
    nom = {m.part: m for m in read_package("nom").measure}
    assert nom["cooking"].system == "induction"
    assert nom["wall"].rc_m2k_per_w == 6.0
    assert [m.part for m in read_package("nom").measure].count("wall") == 1
    assert read_package("nom").not_for_heating == ("district_heat",)


def test_a_measure_without_target_changes_only_the_price(tmp_path):
    more = '[[measure]]\npart = "roof"\nsource = "Q"\n[measure.cost]\nstatus = "quote"\n'
    more += "eur_per_m2 = { low = 230, mid = 245, high = 260 }\n"
    roof = next(m for m in read_package(own(tmp_path, more)).measure if m.part == "roof")
    assert (roof.rc_m2k_per_w, roof.lifetime_years, roof.cost.eur_per_m2.mid) == (8.0, 50, 245)
    assert (roof.cost.status, roof.cost.vat_frac) == ("quote", 0.15)


def test_a_measure_with_a_target_stands_alone(tmp_path):
    more = '[[measure]]\npart = "floor"\nrc_m2k_per_w = 4.0\nsource = "Q"\nlifetime_years = 30\n'
    more += '[measure.cost]\nstatus = "quote"\nfixed_eur = { low = 1, mid = 2, high = 3 }\n'
    floor = next(m for m in read_package(own(tmp_path, more)).measure if m.part == "floor")
    assert floor.rc_below_m2k_per_w is None
    assert floor.cost.eur_per_m2 is None


def test_parts_can_be_left_out(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(OWN.replace("price_year", 'without = ["pv", "cooking"]\nprice_year'), encoding="utf-8")
    assert {m.part for m in read_package(path).measure}.isdisjoint({"pv", "cooking"})


def test_a_package_may_inherit_from_a_file_beside_it(tmp_path):
    own(tmp_path, name="base.toml")
    path = tmp_path / "child.toml"
    path.write_text('key = "child"\ninherits = "base.toml"\n', encoding="utf-8")
    child = read_package(str(path))
    assert (child.key, child.name.nl, len(child.measure)) == (
        "child",
        "Mijn pakket",
        len(read_package("nom").measure),
    )


def test_packages_that_inherit_in_a_circle_are_refused(tmp_path):
    (tmp_path / "a.toml").write_text('key = "a"\ninherits = "b.toml"\n', encoding="utf-8")
    (tmp_path / "b.toml").write_text('key = "b"\ninherits = "a.toml"\n', encoding="utf-8")
    (found,) = findings(tmp_path / "a.toml")
    assert (found.code, found.value) == ("NOM-E210", "a → b → a")


def test_an_unknown_package_is_said_with_the_one_that_was_meant():
    (found,) = findings("all-electrc")
    assert (found.code, found.values["allowed"]) == ("NOM-E209", "all-electric")


def test_a_file_that_is_not_there_is_said(tmp_path):
    (found,) = findings(tmp_path / "none.toml")
    assert found.code == "NOM-E201"


def test_a_misspelt_key_is_said_with_its_place(tmp_path):
    more = '[[measure]]\npart = "roof"\n[measure.cost]\neur_m2 = { low = 1, mid = 2, high = 3 }\n'
    (found,) = findings(own(tmp_path, more))
    assert (found.code, found.place, found.values["allowed"]) == (
        "NOM-E203",
        "measure[roof].cost.eur_m2",
        "eur_per_m2",
    )


def test_targets_that_do_not_belong_to_a_part_are_all_said(tmp_path):
    more = '[[measure]]\npart = "window"\nrc_m2k_per_w = 2.0\nsource = "Q"\nlifetime_years = 30\n'
    more += '[measure.cost]\nstatus = "quote"\n'
    said = {(f.code, f.value) for f in findings(own(tmp_path, more))}
    assert said == {("NOM-E211", "rc_m2k_per_w"), ("NOM-E212", "u_w_per_m2k"), ("NOM-E212", "g_window_frac")}


def test_an_unknown_system_or_heat_pump_is_said(tmp_path):
    more = '[[measure]]\npart = "heating"\nsystem = "heatpump"\nheat_pump = "air-water-goed"\nsource = "Q"\n'
    more += 'lifetime_years = 15\n[measure.cost]\nstatus = "quote"\n'
    said = [f.values["allowed"] for f in findings(own(tmp_path, more))]
    assert said == ["heat_pump", "air-water-good"]


def ventilation_measure(system, more=""):
    text = f'[[measure]]\npart = "ventilation"\nsystem = "{system}"\nsource = "Q"\n{more}'
    return text + 'lifetime_years = 15\n[measure.cost]\nstatus = "quote"\n'


def test_a_recovery_beside_a_system_without_one_is_refused(tmp_path):
    for system in ("A", "B", "C4", "D1"):
        (found,) = findings(own(tmp_path, ventilation_measure(system, "recovery_frac = 0.8\n")))
        assert (found.code, found.place) == ("NOM-E211", "measure[ventilation].recovery_frac")
        assert found.values["part"] == f"ventilation {system}"
        assert all(finding_text(found, lang) for lang in LANGUAGES)


@pytest.mark.parametrize(
    ("system", "word"), [("B3", "B3"), ("C4c", "C4"), ("D2", "D"), ("E1", "E"), ("D5b", "D5b")]
)
def test_a_package_takes_every_ventilation_system_by_word_and_by_code(tmp_path, system, word):
    path = own(tmp_path, ventilation_measure(system))
    (package,) = read_packages([path])
    table = describe(stock({**MID_TERRACE, "ventilation": "A"}), [package]).table
    assert table["ventilation"].iloc[0] == word
    assert table["ventilation_m3_per_h"].iloc[0] > 0.0
    assert table["fan_w"].iloc[0] > 0.0
    assert (table["recovery_frac"].iloc[0] > 0.0) == (word in ("D", "E", "D5b"))


def test_a_price_band_that_falls_is_refused(tmp_path):
    more = '[[measure]]\npart = "roof"\n[measure.cost]\neur_per_m2 = { low = 5, mid = 2, high = 3 }\n'
    (found,) = findings(own(tmp_path, more))
    assert found.code == "NOM-E208"


def test_two_packages_of_one_key_are_refused(tmp_path):
    with pytest.raises(InputError, match="twice"):
        read_packages(["nom", own(tmp_path), own(tmp_path, name="again.toml")])


def test_a_wall_that_is_good_enough_is_left_alone():
    before, after = laid("shell-standard", rc_wall_m2k_per_w=1.6)
    assert not after["measure_wall"]
    assert after["rc_wall_m2k_per_w"] == before["rc_wall_m2k_per_w"] == 1.6
    _, nom = laid("nom", rc_wall_m2k_per_w=7.0, u_window_w_per_m2k=0.8, qv10_dm3_per_s_m2=0.2)
    assert nom["rc_wall_m2k_per_w"] == 7.0
    assert not nom[["measure_wall", "measure_window", "measure_airtightness"]].any()


def test_good_glass_is_not_exchanged_for_worse_and_keeps_its_sun():
    _, after = laid("shell-basic", u_window_w_per_m2k=2.0)
    assert not after["measure_window"]
    _, after = laid("shell-basic", u_window_w_per_m2k=5.1)
    assert (after["u_window_w_per_m2k"], after["g_window_frac"]) == (1.8, 0.60)


def test_better_ventilation_is_never_taken_out():
    _, after = laid("shell-standard", ventilation="D")
    assert (after["ventilation"], after["measure_ventilation"]) == ("D", False)
    _, after = laid("nom", ventilation="D")
    assert (after["recovery_frac"], after["measure_ventilation"]) == (0.81, True)
    _, after = laid("nom", ventilation="D5")
    assert (after["ventilation"], after["measure_ventilation"]) == ("D5", False)


def test_a_better_control_is_never_taken_out():
    _, after = laid("shell-standard", ventilation="C4b")
    assert (after["ventilation"], after["measure_ventilation"]) == ("C4b", False)
    for poorer in ("A2a", "B3", "C", "C2a", "C4a", "D1"):
        _, after = laid("shell-standard", ventilation=poorer)
        assert (after["ventilation"], after["measure_ventilation"]) == ("C4", True), poorer


def test_a_solid_wall_gets_no_cavity_fill():
    _, basic = laid("shell-basic", build_year=1920, rc_wall_m2k_per_w=0.19)
    assert not basic["measure_wall"]
    rows = stock({**MID_TERRACE, "build_year": 1920}, {**MID_TERRACE, "build_year": 1930})
    packages = read_packages(["shell-standard"])
    got = describe(rows, packages)
    cost = measure_costs(got, packages, *sizes(got))["wall_mid_eur"].to_numpy()
    area = measure_quantities(got, *sizes(got))["wall_m2"].to_numpy()
    assert cost == pytest.approx(area * np.array([140, 20]) * 1.15)


def test_all_electric_takes_the_gas_away():
    before, after = laid("all-electric", household_size=2.0)
    assert (after["heating"], after["hot_water"], after["backup_carrier"]) == (
        "heat_pump",
        "heat_pump_tank",
        "electricity",
    )
    assert before["is_cooking_gas"]
    assert not after["is_cooking_gas"]
    assert after["household_electricity_kwh"] - before["household_electricity_kwh"] == 175
    assert (after["tank_l"], after["design_supply_c"]) == (180, 50)
    assert np.isnan(after["heat_pump_kw"])
    assert after["tank_loss_w_per_k"] == pytest.approx((10.25 + 5.09 * 180**0.4) / 45)


def test_hybrid_keeps_the_boiler():
    _, after = laid("hybrid")
    assert (after["heating"], after["backup_carrier"], after["hot_water"]) == ("hybrid", "gas", "combi")
    assert (after["heat_pump_kw"], after["boiler_efficiency_frac"]) == (5.0, 0.95)
    assert after["is_cooking_gas"]


def test_nom_asks_for_zero_within_the_roof():
    before, after = laid("nom", pv_kwp=2.0)
    assert (after["pv_target"], after["pv_kwp"], after["measure_pv"]) == ("zero", 2.0, True)
    assert after["pv_max_kwp"] == before["pv_max_kwp"] == pytest.approx(55.6 * 0.6 * 0.220)
    _, full = laid("nom", pv_kwp=9.0)
    assert (full["pv_target"], full["measure_pv"]) == ("fixed", False)


@pytest.mark.parametrize(
    ("package", "row", "reason"),
    [
        ("all-electric", {"heating": "district_heat"}, "package.reason.district_heat"),
        ("nom", {"heating": "district_heat"}, "package.reason.district_heat"),
        ("hybrid", {"heating": "collective_gas"}, "package.reason.collective_gas"),
        ("hybrid", {"heating": "heat_pump"}, "package.reason.heat_pump"),
        ("hybrid", {"heating": "gas_stove"}, "package.reason.gas_stove"),
        ("nom", {"monument": "J"}, "package.reason.monument"),
    ],
)
def test_a_package_that_does_not_fit_says_why_and_changes_nothing(package, row, reason):
    before, after = laid(package, **row)
    assert not after["is_applicable"]
    assert after["reason"] == reason
    assert say(reason, "nl") != say(reason, "en")
    assert not after.filter(like="measure_").any()
    same = [name for name in after.index if name not in ("package", "is_applicable", "reason")]
    assert after[same].astype(str).equals(before[same].astype(str))


def test_a_package_for_other_types_says_so(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(OWN.replace("price_year", 'valid_for = ["portiekflat"]\nprice_year'), encoding="utf-8")
    _, after = laid(path)
    assert after["reason"] == "package.reason.type"


def test_every_heating_has_its_reason_in_both_languages():
    for heating in (
        "hr107",
        "vr",
        "gas_stove",
        "collective_gas",
        "district_heat",
        "heat_pump",
        "hybrid",
        "electric",
    ):
        for lang in ("nl", "en"):
            assert say(f"package.reason.{heating}", lang).endswith(".")


def test_shell_packages_fit_district_heat():
    _, after = laid("shell-standard", heating="district_heat")
    assert after["is_applicable"]
    assert after["measure_roof"]


def test_quantities_are_those_of_the_parts_that_change():
    packages = read_packages(["current", "shell-basic", "nom"])
    got = describe(stock(MID_TERRACE), packages)
    q = measure_quantities(got, *sizes(got))
    assert (q.iloc[0] == 0.0).all()
    assert q["wall_m2"].iloc[1] == pytest.approx(37.67)
    assert q["roof_m2"].iloc[1] == 0.0
    assert q["roof_m2"].iloc[2] == pytest.approx(55.6)
    assert (q["n_doors"].iloc[2], q["n_dwellings"].iloc[2]) == (2.0, 1.0)
    assert q["pv_kwp"].iloc[2] == pytest.approx(55.6 * 0.6 * 0.220)
    assert measure_quantities(got, np.array([0.0, 0.0, 5.0]), np.zeros(3))["pv_kwp"].iloc[2] == 5.0


def test_only_added_modules_are_paid(tmp_path):
    more = '[[measure]]\npart = "pv"\npv_target = "fixed"\npv_kwp = 4.0\nsource = "Q"\nlifetime_years = 25\n'
    more += '[measure.cost]\nstatus = "quote"\neur_per_kwp = { low = 900, mid = 1000, high = 1100 }\n'
    packages = read_packages([own(tmp_path, more)])
    got = describe(stock({**MID_TERRACE, "pv_kwp": 1.5}, {**MID_TERRACE, "pv_kwp": 6.0}), packages)
    assert list(got.table["pv_kwp"]) == [4.0, 6.0]
    assert list(measure_costs(got, packages, *sizes(got))["pv_mid_eur"]) == [2500.0, 0.0]


def test_costs_add_up_as_by_hand():
    packages = read_packages(["current", "shell-basic", "hybrid"])
    got = describe(stock(MID_TERRACE), packages)
    cost = measure_costs(got, packages, *sizes(got))
    mid = cost[[name for name in cost.columns if name.endswith("_mid_eur")]].sum(axis=1)
    by_hand = 1.15 * (37.67 * 20 + 48.3 * 26 + 24.98 * 115) + 500
    assert mid.iloc[0] == 0.0
    assert mid.iloc[1] == pytest.approx(by_hand)
    assert mid.iloc[2] == pytest.approx(by_hand + 7000)
    assert cost["maintenance_eur_per_year"].iloc[2] == 160.0


def test_the_boiler_that_goes_is_kept_up_no_longer():
    packages = read_packages(["all-electric"])
    got = describe(stock(MID_TERRACE, {**MID_TERRACE, "heating": "electric"}), packages)
    assert list(measure_costs(got, packages, *sizes(got))["maintenance_eur_per_year"]) == [
        200 + 30 - 95,
        200 + 30,
    ]


def test_nom_for_a_mid_terrace_costs_what_such_renovations_cost():
    packages = read_packages(["nom"])
    cost = measure_costs(describe(stock(MID_TERRACE), packages), packages, np.array([5.5]), np.array([4.0]))
    totals = [
        cost[[n for n in cost.columns if n.endswith(f"_{band}_eur")]].sum(axis=1).iloc[0]
        for band in ("low", "mid", "high")
    ]
    assert 50_000 < totals[0] < 60_000 < totals[1] < 75_000 < totals[2] < 95_000


def test_heat_pumps_are_in_order_of_quality():
    points = [name for name in heat_pumps().columns if name.startswith("cop")]
    pumps = heat_pumps()[points].astype(float)
    assert (pumps.loc["air-water-good"] > pumps.loc["air-water-median"]).all()
    assert (pumps.loc["air-water-median"] > pumps.loc["air-water-modest"]).all()
    assert (pumps["cop35_m7"] > pumps["cop55_m7"]).all()


def test_the_pages_are_those_of_the_data():
    assert (DOCS / "packages.md").read_text(encoding="utf-8") == packages_page()
    assert (DOCS / "housing_types.md").read_text(encoding="utf-8") == housing_types_page()
    assert (DOCS / "ventilation.md").read_text(encoding="utf-8") == ventilation_page()


def test_a_heat_pump_is_paid_by_the_size_that_the_calculation_chose():
    packages = read_packages(["all-electric"])
    got = describe(stock(MID_TERRACE), packages)
    cost = measure_costs(got, packages, np.array([0.0]), np.array([4.5]))
    assert cost["heating_mid_eur"].iloc[0] == 12000 + 600 * 4.5
