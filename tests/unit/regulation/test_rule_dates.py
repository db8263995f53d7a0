"""A date picks the rule; outside all that is known the nearest holds, and says so."""

import ast
import csv
from datetime import date, timedelta
from pathlib import Path

import pytest

from nulopdemeter.parameters import figures, outside, rows_on
from nulopdemeter.parameters.dated import AFTER, BEFORE, spans
from nulopdemeter.regulation.rule_dates import (
    EDITIONS,
    EPV_OLDER,
    EPV_REGIMES,
    RULES,
    as_facts,
    note_text,
    rule_notes,
)
from nulopdemeter.regulation.wws import energy_points

PACKAGE = Path(__file__).parents[3] / "src" / "nulopdemeter"
DAY = timedelta(days=1)
TABLES = sorted({*RULES, EDITIONS, EPV_REGIMES, EPV_OLDER, "nom_keur"})
NOW = (date(2026, 12, 1), date(2027, 1, 1), "2025+C1:2026")


@pytest.mark.parametrize("table", TABLES)
def test_every_rule_has_first_and_last_day_source_and_status(table):
    with (PACKAGE / "parameters" / f"{table}.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    for row in rows:
        assert {"valid_from", "valid_until", "source", "status"} <= row.keys()
        assert all(row[name] for name in ("valid_from", "source", "status"))
        assert not row["valid_until"] or row["valid_until"] >= row["valid_from"]


@pytest.mark.parametrize("table", [t for t in TABLES if t not in ("epv_regimes", EDITIONS)])
def test_no_two_rows_of_one_rule_hold_on_the_same_day(table):
    by_rule = {}
    for span in spans(table):
        before = by_rule.get(span.rule)
        assert before is None or (before.valid_until is not None and before.valid_until < span.valid_from)
        by_rule[span.rule] = span


@pytest.mark.parametrize("table", TABLES)
def test_first_and_last_day_of_a_rule_are_known_and_the_days_beside_them_are_not(table):
    by_rule = {}
    for span in spans(table):
        by_rule.setdefault(span.rule, []).append(span)
    for rule, rows in list(by_rule.items())[:20]:
        first = rows[0].valid_from
        if rule:
            assert [o.note for o in outside(table, first, rule)] == []
            early = outside(table, first - DAY, rule)
            assert [(o.note, o.day) for o in early] == [(BEFORE, first)]
        last = max((span.valid_until or date.max) for span in rows)
        if last < date.max:
            assert outside(table, last, rule) == ()
            assert [(o.note, o.day) for o in outside(table, last + DAY, rule)] == [(AFTER, last)]


def test_a_day_before_all_rules_gets_the_first_and_a_day_after_all_gets_the_last():
    assert figures("huurtoeslag", date(2019, 1, 1))["full_until_eur_per_month"] == 498.20
    assert figures("huurtoeslag", date(2040, 1, 1))["full_until_eur_per_month"] == 515.64
    assert rows_on("huurtoeslag", date(2026, 12, 31))["full_until_eur_per_month"].status == "law"


def test_a_gap_between_two_rows_gives_the_one_that_had_begun_and_says_so():
    in_gap = date(2020, 1, 1)
    name = "band_1_max_eur_per_m2_month"
    assert figures("epv_before_2024", in_gap)[name] == 1.40
    assert [o.note for o in outside("epv_before_2024", in_gap, name)] == [AFTER]
    assert outside("epv_before_2024", date(2023, 7, 1), name) == ()


def test_the_usual_days_lie_within_all_rules():
    assert rule_notes(*NOW) == ()


def test_notes_name_table_day_asked_and_day_taken_in_both_languages():
    notes = rule_notes(date(2024, 6, 30), date(2031, 1, 1), "2022")
    tables = [(note.table, note.note) for note in notes]
    assert ("huurtoeslag", BEFORE) in tables
    assert ("huurtoeslag", AFTER) in tables
    assert ("wws", BEFORE) in tables
    dutch = [note_text(as_facts(note), "nl") for note in notes]
    english = [note_text(as_facts(note), "en") for note in notes]
    assert (
        "huurtoeslag: de regels van 30 juni 2024 zijn niet bekend (21 van de 21 regels); gerekend is met de"
        " oudste bekende, die alle gelden vanaf 1 januari 2026." in dutch
    )
    assert any(text.startswith("energy tax: the rules of 1 January 2031 are not known") for text in english)
    assert any("edition 2022 was no longer designated" in text for text in english)
    assert len(notes) == len(set(notes)) == len(set(dutch))


def test_amounts_of_the_older_epv_that_have_ended_are_told_where_the_day_of_registration_picks_them():
    notes = {note.table: note for note in rule_notes(*NOW, date(2022, 5, 1))}
    assert set(notes) == {EPV_OLDER}
    assert notes[EPV_OLDER].asked == NOW[0]
    assert "band_1_max_eur_per_m2_month" in notes[EPV_OLDER].rules
    assert note_text(as_facts(notes[EPV_OLDER]), "en").startswith(
        "amounts and limits of the EPV of before 2024: the rules of 1 December 2026 are not known"
    )


def test_a_registration_before_all_rules_of_the_epv_is_told_by_its_own_day():
    early = [note for note in rule_notes(*NOW, date(2015, 1, 1)) if note.table == EPV_REGIMES]
    assert [(note.note, note.asked) for note in early] == [(BEFORE, date(2015, 1, 1))]


def test_the_rules_of_the_epv_that_judge_the_run_are_the_ones_that_are_asked():
    def tables(on, on_epv=None):
        return {note.table for note in rule_notes(on, NOW[1], "2025+C1:2026", on_epv)}

    assert not tables(NOW[0], date(2026, 1, 1))
    assert tables(date(2023, 6, 1)) & {"epv", "epv_before_2024"} == {"epv_before_2024"}
    assert tables(NOW[0], date(2022, 6, 1)) == {"epv_before_2024"}
    assert "epv_regimes" in tables(NOW[0], date(2015, 1, 1))


def test_an_edition_is_known_on_the_days_the_law_names_it():
    def tables(on):
        return {note.table for note in rule_notes(on, NOW[1], "2025+C1:2026")}

    assert EDITIONS not in tables(date(2026, 5, 29))
    assert EDITIONS in tables(date(2026, 5, 28))


def test_points_of_before_july_2024_say_that_others_stand_in(dwellings):
    table = dwellings().assign(label="A")
    assert energy_points(table, date(2024, 7, 1)).attrs["rule_notes"] == ()
    assert [n.note for n in energy_points(table, date(2024, 6, 30)).attrs["rule_notes"]] == [BEFORE]


def years_in(path):
    """Whole numbers in code that can only be years, outside default values of parameters."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    defaults = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        for default in [*node.args.defaults, *node.args.kw_defaults]
        if default is not None
        for inner in ast.walk(default)
    }
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, int)
        and 1900 <= node.value <= 2100
        and id(node) not in defaults
    ]


@pytest.mark.parametrize("folder", ["regulation", "housing_cost"])
def test_no_year_stands_in_the_code_of_the_rules(folder):
    found = {path.name: years_in(path) for path in sorted((PACKAGE / folder).rglob("*.py"))}
    assert {name: lines for name, lines in found.items() if lines} == {}
