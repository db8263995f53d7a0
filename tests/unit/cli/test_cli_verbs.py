"""Every verb from outside: what it writes, where, and how it ends."""

import json
from pathlib import Path

import pandas as pd
import pytest

from nulopdemeter.cli.exit_codes import Exit
from nulopdemeter.dwelling import read_package
from nulopdemeter.housing_cost import read_contract
from nulopdemeter.run import output_columns
from nulopdemeter.stock import write_demo_stock
from tests.unit.cli.conftest import ROWS

RUN_FILES = {
    "dwellings.parquet",
    "months.parquet",
    "stock.xlsx",
    "report.html",
    "findings.xlsx",
    "columns.csv",
    "manifest.json",
}

EXAMPLES = Path(__file__).parents[2] / "data" / "dwellings"
PROJECT = '[stock]\nfile = "s.csv"\n[[package]]\nname = "current"\n[compute]\nchunk_rows = 1\n'


def test_demo_writes_a_stock_a_damaged_copy_and_a_whole_run_folder(command, tmp_path):
    done = command("demo", tmp_path / "demo")
    assert done.code == Exit.DONE
    assert {p.name for p in (tmp_path / "demo" / "run").iterdir() if not p.name.startswith(".")} == RUN_FILES
    assert (tmp_path / "demo" / "demo-stock-damaged.csv").is_file()
    lines = done.out.splitlines()
    assert lines[0] == "200 = 200 computed + 0 rejected + 0 failed"
    assert [line.startswith("  nom: ") for line in lines[1:4]] == [True] * 3
    assert Path(lines[-1]) == tmp_path / "demo" / "run" / "report.html"


def test_demo_of_another_size_mixes_in_damaged_rows_and_accounts_for_them(command, tmp_path):
    done = command("demo", tmp_path, "--rows", 120, "--json")
    assert done.code == Exit.DONE
    told = done.document
    assert told["rows_in"] == 120 == told["computed"] + told["rejected"] + told["failed"]
    assert told["rejected"] > 0
    assert done.document["sum_line"].startswith("120 = ")


def test_demo_without_a_run_only_writes_the_stock(command, tmp_path):
    done = command("demo", tmp_path, "--no-run")
    assert done.code == Exit.DONE
    assert {p.name for p in tmp_path.iterdir()} == {"demo-stock.csv", "demo-stock-damaged.csv"}
    assert done.out.strip() == str(tmp_path / "demo-stock.csv")


def test_a_run_on_a_day_without_known_rules_says_so_on_screen_in_json_and_in_the_report(command, tmp_path):
    write_demo_stock(tmp_path / "s.csv", 1)
    project = tmp_path / "project.toml"
    project.write_text(PROJECT + "[prices]\non_no_netting = 2028-01-01\n")
    done = command("run", project, "--out", tmp_path / "out", "--json")
    text = (
        "huurtoeslag: the rules of 1 January 2028 are not known (12 of 21 rules); the last known ones were"
        " taken, which all held up to and including 31 December 2027."
    )
    assert text in done.err
    assert {note["table"] for note in done.document["rule_notes"]} == {"huurtoeslag", "energy_tax", "grid"}
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert text in page
    assert "energiebelasting: de regels van 1 januari 2028 zijn niet bekend" in page


def test_run_puts_one_json_document_on_stdout_and_words_on_stderr(command, small_stock, tmp_path):
    done = command("run", small_stock, "--out", tmp_path, "--packages", "current,nom", "--json")
    assert done.code == Exit.DONE
    told = done.document
    assert (told["rows_in"], told["computed"]) == (ROWS, ROWS)
    assert told["exit_code"] == 0
    assert told["is_trusted"] is True
    assert f"{ROWS} = {ROWS} computed + 0 rejected + 0 failed" in done.err
    results = pd.read_parquet(tmp_path / "dwellings.parquet")
    assert len(results) == 2 * ROWS
    assert set(output_columns()) <= set(results.columns)
    assert {line["quantity"] for line in told["headlines"]} == {
        "investment_mid_eur",
        "change_no_netting_eur_per_month",
        "nom_frac",
    }


def test_the_headlines_of_a_run_are_the_numbers_of_its_table(command, small_stock, tmp_path):
    done = command("run", small_stock, "--out", tmp_path, "--packages", "nom", "--json")
    results = pd.read_parquet(tmp_path / "dwellings.parquet")
    chosen = results[(results["package"] == "nom") & (results["status"] == "computed")]
    told = {line["quantity"]: line["mean"] for line in done.document["headlines"]}
    assert told["investment_mid_eur"] == pytest.approx(chosen["investment_mid_eur"].mean())
    assert told["nom_frac"] == pytest.approx(chosen["is_nom"].astype(float).mean())
    change = chosen["housing_cost_no_netting_eur_per_month"]
    change = change - chosen["housing_cost_before_no_netting_eur_per_month"]
    assert told["change_no_netting_eur_per_month"] == pytest.approx(
        change.mean(), abs=0.01
    )  # amounts are in whole cents


def test_run_fits_draws_and_switches_residents_and_says_so(command, small_stock, tmp_path):
    words = ("--calibration", "meter", "--resident-draws", 2, "--behaviour", "fixed", "--json")
    done = command("run", small_stock, "--out", tmp_path, "--packages", "current", *words)
    assert done.code == Exit.DONE
    results = pd.read_parquet(tmp_path / "dwellings.parquet")
    fit, drawn = done.document["headlines"][-2:]
    assert (fit["quantity"], drawn["quantity"]) == ("meter_fit", "zero_frac")
    assert fit["gas_told"] == results["gas_fit"].isin(["met", "beyond"]).sum() > 0
    assert fit["gas_met"] == (results["gas_fit"] == "met").sum()
    assert drawn["mean"] == pytest.approx(results["zero_frac"].mean())
    assert json.loads((tmp_path / "manifest.json").read_text())["project"]["compute"]["behaviour"] == "fixed"
    report = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "They heat alike in any dwelling" in report
    assert "they are fitted to it" in report
    assert "2 households lived in every dwelling in turn" in report


def test_a_wrong_number_of_draws_is_refused_before_anything_is_calculated(command, tmp_path):
    (tmp_path / "s.csv").write_text("id\n1\n")
    (tmp_path / "p.toml").write_text(PROJECT + "resident_draws = 50\n")
    for verb in ("check", "run"):
        done = command(verb, tmp_path / "p.toml")
        assert done.code == Exit.WRONG_COMMAND
        told = done.out + done.err
        assert "50 draws cannot be" in told
        assert "NOM-E840" in told


def test_simulate_switches_prebound_off(command):
    house = ("simulate", "--type", "tussenwoning", "--year", 1970, "--area", 115, "--json")
    usual, fixed = (
        command(*house, *more).document["heat_demand_kwh"] for more in ((), ("--behaviour", "fixed"))
    )
    assert fixed > 1.15 * usual


def test_run_with_rejected_rows_ends_with_one_and_strictly_with_four(command, damaged_stock, tmp_path):
    words = ("run", damaged_stock, "--out", tmp_path, "--packages", "current", "--quiet")
    done = command(*words)
    assert done.code == Exit.SOME_LEFT_OUT
    assert done.out.splitlines()[0] == "200 = 184 computed + 16 rejected + 0 failed"
    results = pd.read_parquet(tmp_path / "dwellings.parquet")
    assert (results["status"] == "rejected").sum() == 16
    assert results["stock_row"].nunique() == 200
    strict = command(*words, "--strict")
    assert strict.code == Exit.NOT_TRUSTED
    assert "--strict" in strict.err


def test_too_many_failed_dwellings_leave_no_totals_and_name_the_reason(
    command, small_stock, tmp_path, monkeypatch
):
    from nulopdemeter.run import parts

    def broken(*_args: object) -> None:
        raise ZeroDivisionError("the boiler is on strike")

    (tmp_path / "manifest.json").write_text("{}")
    (tmp_path / "report.html").write_text("of an earlier run")
    monkeypatch.setattr(parts, "evaluate", broken)
    done = command("run", small_stock, "--out", tmp_path, "--packages", "current")
    assert done.code == Exit.NOT_TRUSTED
    assert "the boiler is on strike" in done.err
    assert f"{ROWS} = 0 computed + 0 rejected + {ROWS} failed" in done.out
    assert not (tmp_path / "report.html").exists()
    assert not (tmp_path / "stock.xlsx").exists()
    assert json.loads((tmp_path / "manifest.json").read_text())["failed"] == ROWS


def test_an_error_of_the_program_itself_is_one_sentence_and_a_log_file(command, small_stock, monkeypatch):
    def broken(*_args: object) -> None:
        raise RuntimeError("a mistake of ours")

    monkeypatch.setattr("nulopdemeter.cli.check.check", broken)
    done = command("check", small_stock, "--lang", "nl")
    assert done.code == Exit.CRASHED
    assert len(done.err.splitlines()) == 1
    log = Path(done.err.split(" staan in ")[1].split("; ")[0])
    assert "a mistake of ours" in log.read_text()
    log.unlink()
    told = command("check", small_stock, "--json").document
    assert told["exit_code"] == Exit.CRASHED
    Path(told["log"]).unlink()


def test_an_interrupted_run_says_how_to_go_on(command, small_stock, tmp_path, monkeypatch):
    from nulopdemeter.run import parts

    def stop(*_args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(parts, "evaluate", stop)
    done = command("run", small_stock, "--out", tmp_path, "--lang", "nl")
    assert done.code == Exit.INTERRUPTED
    assert "dezelfde opdracht" in done.err


def test_check_of_a_good_stock_ends_with_zero_and_writes_the_workbook(command, small_stock, tmp_path):
    done = command("check", small_stock, "--out", tmp_path / "c.xlsx")
    assert done.code == Exit.DONE
    assert f"{ROWS} rows in the file = {ROWS} accepted + 0 rejected" in done.out
    assert (tmp_path / "c.xlsx").is_file()


def test_check_of_a_damaged_stock_names_row_column_value_and_remedy(command, damaged_stock):
    done = command("check", damaged_stock, "--json")
    assert done.code == Exit.SOME_LEFT_OUT
    told = done.document
    assert (told["rows_in"], told["accepted"], told["rejected"]) == (200, 184, 16)
    assert Path(told["workbook"]) == damaged_stock.with_name("stock.check.xlsx")
    errors = [found for found in told["findings"] if found["severity"] == "error"]
    assert len(errors) == 16
    assert all(found["place"] and found["message"] and found["remedy"] for found in errors)


def test_check_of_a_project_tells_the_mistakes_of_all_its_parts_at_once(command, small_stock, tmp_path):
    (tmp_path / "stock.csv").write_bytes(small_stock.read_bytes())
    (tmp_path / "p.toml").write_text(
        '[stock]\nfile = "stock.csv"\n[weather]\nfile = "nl-debild-1991-2020"\n'
        '[[package]]\nname = "nomm"\n[prices]\ncontract_netting = "fixed-2062"\n'
    )
    done = command("check", tmp_path / "p.toml", "--json")
    assert done.code == Exit.WRONG_COMMAND
    assert {"NOM-E301", "NOM-E209", "NOM-E601"} <= {found["code"] for found in done.document["findings"]}
    assert done.document["accepted"] == ROWS


def test_simulate_gives_totals_under_the_output_columns_and_8760_hours_that_add_up(command, tmp_path):
    words = ("simulate", "--type", "tussenwoning", "--year", 1970, "--area", 110, "--package", "nom")
    done = command(*words, "--out", tmp_path / "hours.csv", "--json")
    assert done.code == Exit.DONE
    told = done.document
    assert set(output_columns()) <= set(told)
    hours = pd.read_csv(tmp_path / "hours.csv")
    assert len(hours) == 8760
    assert hours["import_kw"].sum() == pytest.approx(told["import_kwh"])
    assert hours["export_kw"].sum() == pytest.approx(told["export_kwh"])
    assert hours["pv_kw"].sum() == pytest.approx(told["pv_kwh"])
    assert hours["heat_demand_kw"].sum() == pytest.approx(told["heat_demand_kwh"])


@pytest.mark.parametrize("name", ["terraced_1970", "light_box"])
def test_simulate_takes_a_dwelling_file_and_its_hours_add_up(command, tmp_path, name):
    done = command("simulate", EXAMPLES / f"{name}.toml", "--out", tmp_path / "hours.parquet", "--json")
    assert done.code == Exit.DONE
    told, hours = done.document, pd.read_parquet(tmp_path / "hours.parquet")
    assert len(hours) == 8760
    for column, total in (
        ("heat_demand_kw", "heat_demand_kwh"),
        ("import_kw", "import_kwh"),
        ("pv_kw", "pv_kwh"),
    ):
        assert hours[column].sum() == pytest.approx(told[total])
    assert hours["heat_demand_kw"].sum() > 1000
    # Ideal heat is on no meter, so there is no verdict about it.
    assert told["is_nom"] is (None if name == "light_box" else False)


@pytest.mark.parametrize("suffix", ["parquet", "xlsx"])
def test_simulate_writes_the_hours_in_the_format_of_the_suffix(command, tmp_path, suffix):
    path = tmp_path / f"hours.{suffix}"
    done = command("simulate", "--type", "hoekwoning", "--year", "1985", "--area", "98,5", "--out", path)
    assert done.code == Exit.DONE
    assert "heat_demand_kwh" in done.out
    hours = pd.read_parquet(path) if suffix == "parquet" else pd.read_excel(path, engine="calamine")
    assert len(hours) == 8760


def test_simulate_takes_any_other_column_of_a_stock(command):
    words = ("simulate", "--type", "tussenwoning", "--year", 1970, "--area", 110, "--json")
    bare, insulated = command(*words).document, command(*words, "--set", "rc_wall_m2k_per_w=6,0").document
    assert insulated["heat_demand_kwh"] < bare["heat_demand_kwh"]


@pytest.mark.parametrize(
    "kind", ["housing-types", "packages", "weather", "columns", "output-columns", "contracts", "heat-pumps"]
)
def test_list_shows_every_kind_in_both_languages_and_show_shows_its_first(command, kind):
    listed = command("list", kind, "--json").document
    assert len(listed) >= 2
    assert command("list", kind, "--lang", "nl").out.count("\n") == len(listed) + 1
    name = next(iter(listed[0].values()))
    assert command("show", kind, name, "--json").document.items() >= listed[0].items()
    assert name in command("show", kind.removesuffix("s"), name).out


def test_a_shown_package_is_a_file_that_a_user_can_run_beside_the_original(command, small_stock, tmp_path):
    mine = tmp_path / "mine.toml"
    mine.write_text(command("show", "package", "nom", "--toml").out)
    assert read_package(mine).key == "own-nom"
    assert read_package(mine).measure == read_package("nom").measure
    packages = f"nom,{mine}"
    done = command("run", small_stock, "--out", tmp_path / "o", "--packages", packages, "--json")
    assert done.code == Exit.DONE
    results = pd.read_parquet(tmp_path / "o" / "dwellings.parquet").set_index("package")["net_kwh"]
    assert results["own-nom"].tolist() == pytest.approx(results["nom"].tolist(), nan_ok=True)


def test_a_shown_contract_and_housing_type_are_valid_files(command, tmp_path):
    (tmp_path / "c.toml").write_text(command("show", "contract", "fixed-2027", "--toml").out)
    assert read_contract(tmp_path / "c.toml").name == "own-fixed-2027"
    shown = command("show", "housing-type", "tussenwoning-1965-1974", "--toml", "--lang", "nl").out
    assert 'key = "eigen-tussenwoning-1965-1974"' in shown


def test_the_system_language_decides_and_the_option_overrules(command, monkeypatch, small_stock):
    monkeypatch.setenv("LANG", "nl_NL.UTF-8")
    assert "geaccepteerd" in command("check", small_stock).out
    assert "accepted" in command("check", small_stock, "--lang", "en").out
    assert "accepted" in command("--lang=en", "check", small_stock).out


def test_quiet_leaves_only_the_result(command, small_stock, tmp_path):
    done = command("-q", "run", small_stock, "--out", tmp_path, "--packages", "current")
    assert done.err == ""
    assert done.out.splitlines()[-1] == str(tmp_path / "report.html")


def test_progress_without_a_terminal_is_at_most_a_line_for_every_tenth(command, small_stock, tmp_path):
    (tmp_path / "s.csv").write_bytes(small_stock.read_bytes())
    (tmp_path / "p.toml").write_text(PROJECT)
    lines = [line for line in command("run", tmp_path / "p.toml").err.splitlines() if " % · " in line]
    assert len(lines) == 10
    assert lines[-1] == f"100 % · {ROWS} of {ROWS} dwellings"


def test_simulate_takes_another_profile_for_a_row_and_leaves_that_of_a_file_to_the_file(command):
    words = ("simulate", "--type", "tussenwoning", "--year", 1970, "--area", 110, "--json")
    usual, followed = (
        json.loads(command(*words, *more).out)["heat_demand_kwh"] for more in ((), ("--profile", "detailed"))
    )
    assert 0.93 * usual < followed < 0.999 * usual
    refused = command("simulate", EXAMPLES / "light_box.toml", "--profile", "standard")
    assert refused.code == Exit.WRONG_COMMAND
    assert "--profile" in refused.err
