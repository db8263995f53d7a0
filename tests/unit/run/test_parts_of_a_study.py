"""What a study asks besides the chain is lost neither by a dwelling that breaks it nor by an interruption."""

import pandas as pd
import pytest

from nulopdemeter.dwelling import read_packages
from nulopdemeter.evaluate import Settings
from nulopdemeter.regulation.nta8800 import for_a_run
from nulopdemeter.run import parts as parts_module
from nulopdemeter.run import run
from nulopdemeter.run.manifest import run_key
from nulopdemeter.run.project import read_project
from nulopdemeter.stock import demo_stock, read_stock
from tests.cases import ROWS, default_weather

PROJECT = """
[stock]
file = "stock.csv"
[[package]]
name = "nom"
[prices]
on_epv = 2022-05-01
[compute]
chunk_rows = 4
resident_draws = 2
calibration = "meter"
max_failed_frac = 1.0
"""
RULES_NOT_KNOWN = "epv_before_2024"


def project_of(folder):
    demo_stock(6).to_csv(folder / "stock.csv", sep=";", index=False)
    (folder / "project.toml").write_text(PROJECT)
    return folder / "project.toml"


@pytest.mark.parametrize("study", ["calibrate", "resident_spread", "cheapest_measures"])
def test_a_dwelling_that_breaks_a_study_fails_alone_and_is_named(monkeypatch, study):
    rows = ROWS.iloc[:2]
    broken_id = rows["dwelling_id"].iloc[1]
    own = getattr(parts_module, study)

    def broken(first, *arguments, **keys):
        if (first["dwelling_id"] == broken_id).any():
            raise FloatingPointError("no root")
        return own(first, *arguments, **keys)

    monkeypatch.setattr(parts_module, study, broken)
    packages = read_packages(("current", "nom"))
    found = parts_module.compute(rows, packages, default_weather(), Settings(), "meter", 2).results
    assert len(found) == len(rows) * len(packages)
    failed = found[found["status"] == "failed"]
    assert set(failed["dwelling_id"]) == {broken_id}
    assert set(failed["reason"]) == {"FloatingPointError: no root"}
    others = found[found["status"] == "computed"]
    assert set(others["dwelling_id"]) == set(rows["dwelling_id"]) - {broken_id}
    assert others["net_p50_kwh"].notna().all()


def test_an_interrupted_study_ends_with_the_same_rows_notes_and_counts(tmp_path, monkeypatch):
    own = for_a_run.refused

    def refuses_the_first(table, edition):
        why = own(table, edition)
        why[(table["stock_row"] == 0).to_numpy()] = "build_year"
        return why

    monkeypatch.setattr(for_a_run, "refused", refuses_the_first)
    path = project_of(tmp_path)
    expected = run(path, tmp_path / "expected")
    compute = parts_module.compute
    calls = []

    def stop_at_the_second(*arguments):
        calls.append(arguments[4:])
        if len(calls) == 2:
            raise KeyboardInterrupt
        return compute(*arguments)

    monkeypatch.setattr(parts_module, "compute", stop_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        run(path)
    monkeypatch.setattr(parts_module, "compute", compute)
    resumed = run(path)
    assert {call[:2] for call in calls} == {("meter", 2)}
    pd.testing.assert_frame_equal(resumed.results, expected.results)
    for fact in ("law_refused", "rule_notes", "key", "rows_in", "computed", "failed"):
        assert resumed.manifest[fact] == expected.manifest[fact], fact
    assert resumed.manifest["law_refused"] == {"build_year": 1}
    assert [note["table"] for note in resumed.manifest["rule_notes"]] == [RULES_NOT_KNOWN]


def test_residents_of_a_study_are_in_its_key(tmp_path):
    path = project_of(tmp_path)
    stock = read_stock(tmp_path / "stock.csv")
    changes = [{}, {"behaviour": "fixed"}, {"calibration": "none"}, {"resident_draws": 0}, {"nom_keur": True}]
    keys = {
        run_key(read_project(path, compute=change)[0], stock, default_weather(), "") for change in changes
    }
    assert len(keys) == len(changes)
