"""``simulate --picture`` and ``--workbook``: what they write, and what they refuse."""

from pathlib import Path

import pandas as pd
import pytest

from nulopdemeter.cli.exit_codes import Exit

HOUSE = Path(__file__).parents[2] / "data" / "dwellings" / "terraced_1970.toml"
ROW = ("--type", "tussenwoning", "--year", "1972", "--area", "95", "--package", "nom")


def test_a_dwelling_file_gives_a_picture_of_a_week_and_a_workbook(command, tmp_path):
    picture, workbook = tmp_path / "week.svg", tmp_path / "hours.xlsx"
    done = command("simulate", HOUSE, "--picture", picture, "--workbook", workbook, "--lang", "nl")
    assert done.code == Exit.DONE
    assert f"De week staat in {picture}" in done.err
    assert f"De nagerekende uren staan in {workbook}" in done.err
    text = picture.read_text(encoding="utf-8")
    assert text.startswith("<?xml")
    assert "Terraced house, 1970" in text
    sheets = pd.read_excel(workbook, sheet_name=None, header=None, engine="calamine")
    assert list(sheets) == ["uren", "controle"]
    assert len(sheets["uren"]) == 2 + 8760
    differences = pd.to_numeric(sheets["controle"][3], errors="coerce").dropna()
    assert len(differences) > 20
    assert differences.abs().max() < 1e-6


def test_a_row_gives_the_week_that_is_asked_for(command, tmp_path):
    told = {}
    for week in ("coldest", "sunniest", "2026-01-12"):
        picture = tmp_path / f"{week}.svg"
        done = command("simulate", *ROW, "--picture", picture, "--week", week, "--json")
        assert done.code == Exit.DONE
        assert done.document["picture"] == str(picture)
        told[week] = picture.read_text(encoding="utf-8")
    assert len(set(told.values())) == 3
    assert "Week of Mon 12 Jan" in told["2026-01-12"]


def test_a_picture_of_dots_and_hours_can_be_written_at_once(command, tmp_path):
    words = ("--picture", tmp_path / "w.png", "--out", tmp_path / "h.csv", "--workbook", tmp_path / "h.xlsx")
    document = command("simulate", HOUSE, *words, "--json").document
    assert {key: Path(document[key]).name for key in ("hours", "picture", "workbook")} == {
        "hours": "h.csv",
        "picture": "w.png",
        "workbook": "h.xlsx",
    }
    assert all((tmp_path / name).stat().st_size > 1000 for name in ("w.png", "h.csv", "h.xlsx"))


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--picture", "week.jpg"), "NOM-E930"),
        (("--picture", "week.svg", "--week", "warmest"), "NOM-E931"),
        (("--workbook", "hours.csv"), "NOM-E932"),
        (("--week", "coldest"), "NOM-E933"),
        (("--picture", "nowhere/week.svg"), "NOM-E805"),
    ],
)
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_file_or_week_that_cannot_be_is_refused_and_nothing_is_written(
    command, tmp_path, monkeypatch, words, code, lang
):
    monkeypatch.chdir(tmp_path)
    done = command("simulate", HOUSE, *words, "--lang", lang)
    assert done.code == Exit.WRONG_COMMAND
    assert code in done.err
    assert list(tmp_path.iterdir()) == []
