"""The cheapest single measure that closes a gap is held against trying every measure by itself."""

import numpy as np
import pandas as pd
import pytest
from tests.cases import ROWS, default_weather

from nulopdemeter.dwelling import Dwellings, describe, read_packages
from nulopdemeter.evaluate import Settings, evaluate
from nulopdemeter.investment import investment
from nulopdemeter.parameters import figures
from nulopdemeter.regulation.nta8800 import indicators
from nulopdemeter.studies.cheapest_measure import cheapest_measures
from nulopdemeter.studies.single_measures import candidates

SETTINGS = Settings()
PACKAGES = read_packages(("current", "shell-basic", "shell-standard", "all-electric", "nom"))


@pytest.fixture(scope="module")
def whole():
    evaluation = evaluate(ROWS, PACKAGES, default_weather(), SETTINGS)
    found = cheapest_measures(ROWS, evaluation, PACKAGES, SETTINGS)
    return evaluation, pd.concat([evaluation.results, found], axis=1)


def package_with(key, one):
    """Return a package of the project with one measure in the place of its own for that part."""
    package = next(p for p in PACKAGES if p.key == key)
    kept = tuple(m for m in package.measure if m.part != one.part)
    return package.model_copy(update={"measure": (*kept, *one.package.measure)})


def test_a_measure_stands_once_under_the_package_that_has_it_first():
    names = [one.name for one in candidates(PACKAGES)]
    assert len(names) == len(set(names))
    assert "shell-basic:wall" in names
    assert "all-electric:wall" not in names  # that of shell-standard
    assert not any(name.endswith((":battery", ":car_charger", ":control", ":solar_boiler")) for name in names)


def test_panels_close_the_gap_and_one_module_less_does_not(whole):
    evaluation, rows = whole
    closed = rows[rows["epv_measure"] == "nom:pv"]
    assert len(closed) > 0
    module = figures("controls")["pv_module_kwp"]
    for at in closed.index:
        table = evaluation.dwellings.table.loc[[at]].assign(pv_target="fixed")
        now = rows.loc[at, "pv_kwp"]
        ep2 = [
            indicators(
                table, SETTINGS.on_netting, pv_kwp=np.array([now + rows.loc[at, "epv_measure_kwp"] - less])
            )
            for less in (0.0, module)
        ]
        left = [(one["nta_pv_kwh"] - one["nta_electricity_kwh"]).item() for one in ep2]
        assert ep2[0]["ep2_kwh_per_m2"].item() <= 0.0 < left[0]
        assert ep2[1]["ep2_kwh_per_m2"].item() > 0.0 or left[1] <= 0.0
        # 1,000 EUR/kWp without VAT, and the project's own cost.
        cost = 1000.0 * rows.loc[at, "epv_measure_kwp"] * (1.0 + figures("investment")["project_mid_frac"])
        assert rows.loc[at, "epv_measure_eur"] == pytest.approx(cost)


def test_the_measure_for_the_heat_demand_is_the_cheapest_of_all_that_are_enough(whole):
    evaluation, rows = whole
    short = rows[
        (rows["epv_shortfall_kwh_per_m2"] > 0) & (rows["package"].isin(["shell-basic", "all-electric"]))
    ]
    assert (short["epv_heat_demand_measure"] != "").any()
    assert (short["epv_heat_demand_measure"] == "").any()
    shell = [one for one in candidates(PACKAGES) if one.part not in ("heating", "hot_water", "cooking", "pv")]
    limit = (short["heat_demand_nta_kwh_per_m2"] - short["epv_shortfall_kwh_per_m2"]).to_numpy(float)
    cost = {one.name: np.full(len(short), np.inf) for one in shell}
    for package in ("shell-basic", "all-electric"):
        mine = (short["package"] == package).to_numpy()
        own = evaluation.dwellings.table.loc[short.index[mine]].reset_index(drop=True)
        for one in shell:
            table = describe(ROWS.loc[short["stock_row"][mine]], [package_with(package, one)]).table
            demand = indicators(table, SETTINGS.on_netting)["heat_demand_nta_kwh_per_m2"]
            changes = (table[_SHELL] != own[_SHELL]).any(axis=1)
            is_enough = ((demand <= limit[mine]) & changes).to_numpy()
            cost[one.name][mine] = np.where(is_enough, prices(evaluation, table, one), np.inf)
    every = pd.DataFrame(cost)
    best = every.idxmin(axis=1).where(np.isfinite(every.min(axis=1)), "")
    assert short["epv_heat_demand_measure"].tolist() == best.tolist()
    found = short["epv_heat_demand_measure_eur"].to_numpy(float)
    assert np.nan_to_num(found, nan=np.inf) == pytest.approx(every.min(axis=1).to_numpy())


_SHELL = [
    "rc_wall_m2k_per_w",
    "rc_roof_m2k_per_w",
    "rc_floor_m2k_per_w",
    "u_window_w_per_m2k",
    "u_door_w_per_m2k",
    "qv10_dm3_per_s_m2",
    "ventilation",
]


def prices(evaluation, table, one):
    flags = {c: c == f"measure_{one.part}" for c in table.columns if c.startswith("measure_")}
    alone = table.assign(**flags)
    meter = alone.assign(heat_pump_kw=0.0)
    money = investment(
        Dwellings(alone, evaluation.dwellings.origin, ()), (one.package,), meter, SETTINGS.on_netting
    )
    return money["investment_mid_eur"].to_numpy(float)


def test_what_has_an_epv_or_no_outcome_needs_no_measure(whole):
    _, rows = whole
    has = rows["epv_class"] != "none"
    assert has.any()
    assert (rows.loc[has, ["epv_measure", "epv_heat_demand_measure"]] == "").all(axis=None)
    assert rows.loc[has, "epv_measure_eur"].isna().all()


def test_gas_is_no_gap_that_a_shell_closes(whole):
    _, rows = whole
    gas = rows[rows["gas_m3"] > 0]
    assert not gas["epv_measure"].str.contains("wall|roof|floor|window|pv").any()


def test_rows_that_differ_only_in_who_lives_there_get_the_same_answer():
    rows = pd.concat([ROWS.iloc[[0]]] * 2, ignore_index=True).assign(household_size=[1, 5])
    packages = read_packages(("current", "all-electric", "nom"))
    evaluation = evaluate(rows, packages, default_weather(), SETTINGS)
    found = cheapest_measures(rows, evaluation, packages, SETTINGS)
    electric = found[(evaluation.results["package"] == "all-electric").to_numpy()]
    first, second = (electric.iloc[k].fillna(0.0).tolist() for k in (0, 1))
    assert first == second


def test_a_listed_building_is_not_told_to_take_what_it_may_not_have():
    rows = ROWS.iloc[[0]].assign(monument="ja")
    evaluation = evaluate(rows, PACKAGES, default_weather(), SETTINGS)
    found = cheapest_measures(rows, evaluation, PACKAGES, SETTINGS)
    told = pd.concat([found["epv_measure"], found["epv_heat_demand_measure"]])
    assert not told.str.startswith("nom:").any()


def test_a_supply_that_follows_the_radiators_has_a_law_of_its_own():
    (package,) = read_packages(("all-electric",))
    measures = tuple(
        m.model_copy(update={"supply_c": "auto"}) if m.part == "heating" else m for m in package.measure
    )
    follows = package.model_copy(update={"measure": measures})
    rows = ROWS.iloc[:2]
    packages = (PACKAGES[0], follows, PACKAGES[-1])
    evaluation = evaluate(rows, packages, default_weather(), SETTINGS)
    own = evaluation.results[evaluation.results["package"] == "all-electric"]
    assert evaluation.dwellings.table.loc[own.index, "design_supply_c"].isna().all()
    at_its_supply = evaluation.dwellings.table.loc[own.index].assign(
        design_supply_c=own["design_supply_c"].astype(float)
    )
    assert (
        own["ep2_kwh_per_m2"].tolist()
        == indicators(at_its_supply, SETTINGS.on_netting)["ep2_kwh_per_m2"].tolist()
    )
    found = cheapest_measures(rows, evaluation, packages, SETTINGS).loc[own.index]
    assert (found["epv_measure"] != "").any()
