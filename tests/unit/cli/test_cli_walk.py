"""What a newcomer stumbled over, walked again."""

import json
from pathlib import Path

import pandas as pd
import pytest

from nulopdemeter.cli.exit_codes import Exit
from nulopdemeter.language import number
from tests.cases import reference

BOX = Path(__file__).parents[2] / "data" / "dwellings" / "light_box.toml"


def test_a_dwelling_file_does_not_take_a_package_silently(command):
    done = command("simulate", BOX, "--package", "nom", "--lang", "en")
    assert done.code == Exit.WRONG_COMMAND
    assert "NOM-E913" in done.err
    assert "--package" in done.err


def test_a_type_that_was_repaired_is_said(command):
    done = command("simulate", "--type", "tusenwoning", "--year", "1970", "--area", "90", "--lang", "en")
    assert done.code == Exit.DONE
    assert "tussenwoning" in done.err


def test_totals_for_people_hold_reasons_as_sentences_and_no_rounding_errors(command):
    words = ("simulate", "--type", "tussenwoning", "--year", "1970", "--area", "90", "--package", "nom")
    lines = dict(line.split(maxsplit=1) for line in command(*words, "--lang", "en").out.splitlines())
    assert lines["wws_reason"].startswith("the file gives no total of WWS points")
    assert lines["feed_in_cost_before_eur_per_year"] == "0"
    assert not [value for value in lines.values() if "e-1" in value]
    assert command(*words, "--json").document["wws_reason"] == "wws.reason.no_points"


def test_the_document_of_one_dwelling_tells_where_its_values_came_from(command):
    done = command("simulate", "--type", "tussenwoning", "--year", "1970", "--area", "90", "--json")
    sources = json.loads(done.out)["sources"]
    assert sources["floor_area_m2"] == "row"
    assert sources["rc_wall_m2k_per_w"] == "housing type"


def test_check_reads_a_dwelling_file_as_one(command, tmp_path):
    assert command("check", BOX, "--lang", "en").code == Exit.DONE
    wrong = tmp_path / "box.toml"
    wrong.write_text(BOX.read_text().replace("floor_area_m2 =", "floor_aera_m2 =", 1))
    done = command("check", wrong, "--lang", "en")
    assert done.code != Exit.DONE
    assert "floor_area_m2" in done.out + done.err


def test_check_reads_a_zipped_weather_file(command):
    done = command("check", reference("weather", "KNMI_260_DeBilt_2018_utc.epw.gz"), "--lang", "en")
    assert done.code == Exit.DONE


def test_a_refused_row_keeps_its_complex(command, damaged_stock, tmp_path):
    command("run", damaged_stock, "--out", tmp_path / "o", "--packages", "current")
    results = pd.read_parquet(tmp_path / "o" / "dwellings.parquet")
    rejected = results[results["status"] == "rejected"]
    assert (rejected["complex_id"] != "").mean() > 0.5


@pytest.mark.parametrize(
    ("value", "text"), [(14.5, "15"), (-14.5, "−15"), (2.675, "3"), (0.4, "0"), (-0.4, "0")]
)
def test_half_rounds_up_as_people_do(value, text):
    assert number(value, "en") == text
    assert number(2.675, "en", 2) == "2.68"
