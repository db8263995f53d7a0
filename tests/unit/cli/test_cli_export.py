"""``export``: what it writes, and what it refuses."""

import tomllib

import pytest

from nulopdemeter.cli.exit_codes import Exit
from nulopdemeter.weather import read_weather

HOUSE = ("--type", "tussenwoning", "--year", "1972", "--area", "95")


def test_a_type_year_and_area_become_an_input_with_its_hours_and_weather(command, tmp_path):
    out = tmp_path / "house.idf"
    done = command("export", *HOUSE, "--package", "nom", "--to", "idf", "--out", out)
    assert done.code == Exit.DONE
    assert done.out.splitlines() == [str(tmp_path / n) for n in ("house.idf", "house-hours.csv", "house.epw")]
    text = out.read_text()
    assert "house-hours.csv" in text
    assert "ZoneHVAC:IdealLoadsAirSystem" in text
    assert len(read_weather(tmp_path / "house.epw").temperature_c) == 8760


def test_a_dwelling_file_that_was_written_can_be_simulated_and_exported_again(command, tmp_path):
    house = tmp_path / "house.toml"
    assert command("export", *HOUSE, "--to", "toml", "--out", house).code == Exit.DONE
    assert tomllib.loads(house.read_text())["heating"]["generator"]
    assert command("simulate", house).code == Exit.DONE
    done = command("export", house, "--to", "idf", "--out", tmp_path / "h.idf", "--json")
    assert [path.rsplit(".")[-1] for path in done.document["files"]] == ["idf", "csv", "epw"]
    assert "NOM-N801" in done.err


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((*HOUSE, "--to", "gbxml", "--out", "h.idf"), "NOM-E917"),
        ((*HOUSE, "--to", "idf", "--out", "h.toml"), "NOM-E918"),
        ((*HOUSE, "--to", "idf", "--out", "nowhere/h.idf"), "NOM-E805"),
        (("--type", "tussenwoning", "--to", "idf", "--out", "h.idf"), "NOM-E912"),
        (("h.toml", "--package", "nom", "--to", "idf", "--out", "h.idf"), "NOM-E913"),
        (("h.toml", "--to", "idf", "--out", "h.idf"), "NOM-E001"),
    ],
)
def test_what_does_not_go_together_is_refused_before_anything_is_calculated(
    command, tmp_path, monkeypatch, words, code
):
    monkeypatch.chdir(tmp_path)
    done = command("export", *words)
    assert done.code == Exit.WRONG_COMMAND
    assert code in done.err
    assert not list(tmp_path.iterdir())


def test_a_dwelling_file_is_never_written_over(command, tmp_path):
    house = tmp_path / "house.toml"
    house.write_text("[dwelling]\n")
    done = command("export", house, "--to", "toml", "--out", house)
    assert "NOM-E919" in done.err
    assert house.read_text() == "[dwelling]\n"
