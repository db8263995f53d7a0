"""Everything a user can get wrong: a sentence with place and remedy, the right exit code, nothing lost."""

from pathlib import Path

import pytest

from nulopdemeter.cli.exit_codes import Exit
from nulopdemeter.parameters import shipped
from nulopdemeter.weather import DEFAULT_WEATHER

HOUSE = ("--type", "tussenwoning", "--year", "1970", "--area", "90")
LANGUAGES = ("nl", "en")


def _weather_copy(folder: Path, change) -> Path:
    source = shipped("weather")
    rows = (source / f"{DEFAULT_WEATHER}.csv").read_text().splitlines()
    path = folder / "own.csv"
    path.write_text("\n".join([rows[0], *change(rows[1:])]) + "\n")
    index = (source / "index.toml").read_text().replace(f"[{DEFAULT_WEATHER}]", "[own]")
    (folder / "index.toml").write_text(index)
    return path


def _shifted(rows):
    """Let the sun rise two hours late."""
    cells = [row.split(",") for row in rows]
    sun = slice(6, 9)
    return [",".join([*c[:6], *cells[k - 2][sun], *c[9:]]) for k, c in enumerate(cells)]


def _told(done, code, *parts):
    """One line a finding, nothing on stdout, place and remedy in it."""
    assert done.code == code
    assert done.out == ""
    for part in parts:
        assert str(part) in done.err


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_weather_file_with_a_gap_is_refused_with_the_place_of_the_gap(command, small_stock, tmp_path, lang):
    path = _weather_copy(tmp_path, lambda rows: rows[:3000] + rows[3030:])
    done = command("run", small_stock, "--out", tmp_path / "o", "--weather", path, "--lang", lang)
    _told(done, Exit.WRONG_INPUT, "own.csv", "(NOM-E3", {"nl": "fout:", "en": "error:"}[lang])
    assert not (tmp_path / "o" / "dwellings.parquet").exists()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_weather_file_with_a_shifted_sun_is_refused(command, tmp_path, lang):
    path = _weather_copy(tmp_path, _shifted)
    done = command("simulate", *HOUSE, "--weather", path, "--lang", lang)
    _told(done, Exit.WRONG_INPUT, "own.csv", {"nl": "zon", "en": "sun"}[lang], "NOM-E31")


def test_a_weather_file_with_text_for_a_number_is_refused_with_the_line(command, tmp_path):
    def change(rows):
        cells = rows[99].split(",")
        return [*rows[:99], ",".join([*cells[:3], "warm", *cells[4:]]), *rows[100:]]

    path = _weather_copy(tmp_path, change)
    _told(command("simulate", *HOUSE, "--weather", path), Exit.WRONG_INPUT, "own.csv", "101", "warm")


@pytest.mark.parametrize(
    ("lang", "meant"), [("nl", "Bedoelde u: weather?"), ("en", "Did you mean: weather?")]
)
def test_an_unknown_key_in_a_project_is_named_with_the_one_that_was_meant(
    command, small_stock, tmp_path, lang, meant
):
    (tmp_path / "s.csv").write_bytes(small_stock.read_bytes())
    (tmp_path / "p.toml").write_text(
        '[stock]\nfile = "s.csv"\n[wether]\nfile = "x"\n[compute]\nchunk_rows = "ten"\n'
    )
    done = command("run", tmp_path / "p.toml", "--lang", lang)
    _told(done, Exit.WRONG_COMMAND, "p.toml", "wether", meant, "compute.chunk_rows", "NOM-E207")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_folder_that_cannot_be_written_is_named(command, small_stock, tmp_path, lang):
    (tmp_path / "file").write_text("")
    folder = tmp_path / "file" / "out"
    for words in (("run", small_stock, "--out", folder), ("demo", folder)):
        reason = {"nl": "een deel van het pad is geen map", "en": "a part of the path is not a folder"}[lang]
        _told(command(*words, "--lang", lang), Exit.WRONG_COMMAND, folder, reason, "NOM-E801")


@pytest.mark.parametrize("verb", ["run", "check", "simulate"])
@pytest.mark.parametrize(("lang", "text"), [("nl", "bestaat niet"), ("en", "does not exist")])
def test_a_file_that_is_not_there_is_named(command, tmp_path, verb, lang, text):
    path = tmp_path / "nothing.toml"
    _told(command(verb, path, "--lang", lang), Exit.WRONG_COMMAND, path, text, "NOM-E001")


def test_a_folder_in_place_of_a_file_is_named(command, tmp_path):
    _told(command("run", tmp_path), Exit.WRONG_COMMAND, tmp_path, "NOM-E915")


@pytest.mark.parametrize(("lang", "meant"), [("nl", "Bedoelde u: nom?"), ("en", "Did you mean: nom?")])
def test_an_unknown_package_is_answered_with_the_nearest(command, small_stock, tmp_path, lang, meant):
    done = command("run", small_stock, "--out", tmp_path / "o", "--packages", "current,nomm", "--lang", lang)
    _told(done, Exit.WRONG_COMMAND, "nomm", meant, "NOM-E209")
    assert not (tmp_path / "o").exists()


def test_an_own_package_that_is_not_there_is_named(command, small_stock):
    done = command("run", small_stock, "--packages", "nom,mine.toml")
    _told(done, Exit.WRONG_COMMAND, "mine.toml", "NOM-E001")


def test_an_unknown_weather_year_is_answered_with_the_nearest(command, small_stock, tmp_path):
    done = command("run", small_stock, "--out", tmp_path / "o", "--weather", "nl-debild-2011-2024")
    _told(done, Exit.WRONG_COMMAND, "nl-debilt-2011-2024", "NOM-E301")


@pytest.mark.parametrize(
    ("lang", "head"), [("nl", "is geen bekend woningtype"), ("en", "is not a known dwelling type")]
)
def test_an_unknown_dwelling_type_is_answered_with_the_list(command, lang, head):
    done = command("simulate", "--type", "paviljoen", "--year", "1970", "--area", "90", "--lang", lang)
    _told(done, Exit.WRONG_INPUT, "paviljoen", head, "tussenwoning", "NOM-E122")


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        (("--type", "tussenwoning", "--year", "old", "--area", "90"), ("old", "build_year", "NOM-E121")),
        (
            (*HOUSE, "--set", "rc_wall_m2k_per_w=36"),
            ("error: ", "36", "rc_wall_m2k_per_w", "0.1 to 12", "NOM-N13"),
        ),
        ((*HOUSE, "--set", "heating=steam"), ("steam", "hr107", "NOM-N122")),
    ],
)
def test_a_wrong_value_of_one_dwelling_is_refused_not_filled(command, words, parts):
    _told(command("simulate", *words), Exit.WRONG_INPUT, *parts)


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        (("rn", "x"), ("rn", "run", "NOM-E902")),
        (("run",), ("FILE", "NOM-E903")),
        (("run", "a", "--freh"), ("--freh", "--fresh", "NOM-E901")),
        (("run", "a", "b"), ("b", "NOM-E905")),
        (("demo", "--rows", "ten"), ("ten", "--rows", "NOM-E904")),
        (("demo", "--rows", "0"), ("--rows", "NOM-E910")),
        (("--lang", "fr", "list", "packages"), ("fr", "--lang", "NOM-E904")),
        (("list", "package_s"), ("package_s", "packages", "NOM-E907")),
        (("show", "package", "num"), ("num", "nom", "NOM-E908")),
        (("show", "weather", DEFAULT_WEATHER, "--toml"), ("weather", "NOM-E909")),
        (("simulate", "--type", "tussenwoning"), ("--year, --area", "NOM-E912")),
        (("simulate", *HOUSE, "--set", "rc_wall"), ("rc_wall", "NOM-E911")),
        (("simulate", *HOUSE, "--set", "rc_wal_m2k_per_w=1"), ("rc_wall_m2k_per_w", "NOM-E203")),
        (("simulate", *HOUSE, "--out", "hours.doc"), ("hours.doc", ".csv", "NOM-E804")),
        (("simulate", *HOUSE, "--out", "/no/such/place/hours.csv"), ("/no/such/place", "NOM-E805")),
        (
            ("simulate", *HOUSE, "--set", "heating=district_heat", "--package", "hybrid"),
            ("hybrid", "district", "NOM-E802"),
        ),
    ],
)
def test_a_wrong_command_is_answered_with_what_was_meant(command, words, parts):
    _told(command(*words), Exit.WRONG_COMMAND, *parts)
    dutch = command(*words, "--lang", "nl")
    assert dutch.code == Exit.WRONG_COMMAND
    assert dutch.err.startswith("fout: ")


def test_a_stock_without_one_usable_row_runs_nothing(command, tmp_path):
    path = tmp_path / "s.csv"
    path.write_text("vhe_nummer;woningtype;bouwjaar;gbo\n1;paviljoen;1970;90\n2;tussenwoning;oud;90\n")
    for verb in ("run", "check"):
        done = command(verb, path)
        assert done.code == Exit.WRONG_INPUT
        said = done.out + done.err
        assert "row 2" in said
        assert "row 3" in said
        assert "paviljoen" in said
        assert "NOM-E121" in said
    assert not list(tmp_path.glob("*-run/dwellings.parquet"))


def test_a_stock_without_a_required_column_says_which(command, tmp_path):
    path = tmp_path / "s.csv"
    path.write_text("vhe_nummer;woningtype;bouwjaar\n1;tussenwoning;1970\n")
    _told(command("run", path), Exit.WRONG_INPUT, "s.csv", "floor_area_m2", "NOM-E0")


def test_with_json_a_refusal_is_one_document_on_stdout(command, tmp_path):
    done = command("run", tmp_path / "nothing.csv", "--json")
    assert done.code == Exit.WRONG_COMMAND
    assert done.document["exit_code"] == 2
    (found,) = done.document["findings"]
    assert found["code"] == "NOM-E001"
    assert found["remedy"]
    assert "NOM-E001" in done.err


@pytest.mark.parametrize(("lang", "meant"), [("nl", "Bedoelde u: floor_area_m2?"), ("en", "floor_area_m2?")])
def test_a_damaged_dwelling_file_is_refused_with_file_and_key(command, tmp_path, lang, meant):
    good = (Path(__file__).parents[2] / "data" / "dwellings" / "light_box.toml").read_text()
    path = tmp_path / "box.toml"
    path.write_text(good.replace("floor_area_m2", "flor_area_m2", 1))
    done = command("simulate", path, "--lang", lang)
    _told(done, Exit.WRONG_INPUT, "box.toml", "flor_area_m2", meant, "NOM-E203")


def test_a_dwelling_file_with_settings_beside_it_is_refused(command, tmp_path):
    path = tmp_path / "box.toml"
    path.write_text("")
    _told(command("simulate", path, "--year", 1970), Exit.WRONG_COMMAND, "NOM-E913")


def test_a_run_never_writes_over_a_file_that_is_not_from_a_run(command, small_stock, tmp_path):
    own = tmp_path / "stock.xlsx"
    own.write_text("three weeks of work")
    done = command("run", small_stock, "--out", tmp_path, "--packages", "current")
    _told(done, Exit.WRONG_COMMAND, tmp_path, "stock.xlsx", "NOM-E916")
    assert own.read_text() == "three weeks of work"
    assert [p.name for p in tmp_path.iterdir()] == ["stock.xlsx"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_dwelling_whose_year_is_no_number_is_refused_and_nothing_is_written(command, tmp_path, lang):
    whole = (Path(__file__).parents[2] / "data" / "dwellings" / "light_box.toml").read_text()
    path = tmp_path / "huge.toml"
    wall = 'name = "x"\nkind = "wall"\narea_m2 = 50\nu_w_per_m2k = 1.0\nmass_class = "none"'
    path.write_text(
        f'{whole}\n[[element]]\n{wall}\nboundary = "fixed"\ntemperature_c = 1e305\n[profile]\nname = "effective"\n'
    )
    done = command("simulate", path, "--out", tmp_path / "hours.csv", "--lang", lang)
    _told(done, Exit.WRONG_INPUT, "NOM-E920", "Light test box")
    assert not (tmp_path / "hours.csv").exists()
