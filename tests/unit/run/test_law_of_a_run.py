"""The law's columns of a run come from the monthly method, and no row spoils those of another."""

import pandas as pd

from nulopdemeter.dwelling import read_packages
from nulopdemeter.engine import simulate
from nulopdemeter.evaluate import Settings, evaluate
from nulopdemeter.run.columns import conform
from nulopdemeter.summary import summarise
from tests.cases import ROWS, default_weather


def test_the_edition_reaches_the_law_and_nothing_else():
    rows, packages = ROWS.iloc[[0]], read_packages(("current",))
    present, earlier = (
        evaluate(rows, packages, default_weather(), Settings(nta_edition=word)).results.iloc[0]
        for word in ("2025+C1:2026", "2022")
    )
    # Only the present edition counts vertical pipes.
    assert earlier["heat_demand_nta_kwh_per_m2"] < present["heat_demand_nta_kwh_per_m2"]
    assert earlier["norm_heat_demand_kwh_per_m2"] == present["norm_heat_demand_kwh_per_m2"]
    assert earlier["energy_netting_eur_per_month"] == present["energy_netting_eur_per_month"]


def test_a_row_the_monthly_method_refuses_keeps_its_energy_and_loses_its_law():
    odd = ROWS.iloc[:2].assign(qv10_dm3_per_s_m2=[2.0, 25.0])
    results = evaluate(odd, read_packages(("current",)), default_weather()).results
    usual, refused = results.iloc[0], results.iloc[1]
    assert usual["status"] == refused["status"] == "computed"
    assert (usual["nta_refused"], refused["nta_refused"]) == ("", "qv10_dm3_per_s_m2")
    assert refused["gas_m3"] > 0
    assert pd.isna(refused["ep2_kwh_per_m2"])
    assert pd.isna(refused["meets_standaard"])
    assert not pd.isna(usual["meets_standaard"])
    assert refused["label_indicative"] == ""
    assert (refused["epv_class"], refused["epv_reason"]) == ("none", "epv.reason.unknown")
    # Who is not known counts neither as meeting the Standaard nor as missing it.
    assert summarise(conform(results)).package("current")["standaard_fails_frac"] == 1.0


def test_a_package_that_does_not_fit_leaves_the_law_of_the_others_alone():
    rows = ROWS.iloc[:2].assign(heating=["district_heat", None])
    results = evaluate(rows, read_packages(("current", "hybrid")), default_weather()).results
    hybrid = results[results["package"] == "hybrid"]
    assert hybrid["status"].tolist() == ["not_applicable", "computed"]
    assert hybrid["ep2_kwh_per_m2"].notna().tolist() == [False, True]
    assert results.loc[results["package"] == "current", "ep2_kwh_per_m2"].notna().all()


def test_a_row_whose_hours_broke_has_no_law_either(monkeypatch):
    def breaks_the_first(*told, **how):
        found = simulate(*told, **how)
        failed = found.year.failed.copy()
        failed[0] = True
        return found._replace(year=found.year._replace(failed=failed))

    monkeypatch.setattr("nulopdemeter.evaluate.simulate", breaks_the_first)
    results = evaluate(ROWS.iloc[:2], read_packages(("current",)), default_weather()).results
    assert results["status"].tolist() == ["failed", "computed"]
    assert results["heat_demand_nta_kwh_per_m2"].isna().tolist() == [True, False]
