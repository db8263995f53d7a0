"""The hours as a workbook: its formulas, evaluated here from the cells alone, give the engine's numbers."""

import re
import zipfile
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest

from nulopdemeter.report.hours_checks import BALANCES, YEAR
from nulopdemeter.report.hours_workbook import write_hours_workbook
from tests.unit.report.installations import INSTALLATIONS, told, year_of

NEAR = 1e-6
RANGE = re.compile(r"(\w+)!\$([A-Z]+)\$(\d+):\$([A-Z]+)\$(\d+)")
CELL = re.compile(r"\$?\b([A-Z]{1,2})\$?(\d+)\b")


def column_number(letters):
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number - 1


class Sheets:
    """A workbook as a spreadsheet sees it: numbers of the hours, and the cells of the checks with their formulas."""

    def __init__(self, path):
        table = pd.read_excel(path, sheet_name=0, header=None, engine="calamine")
        self.headings, self.names = table.iloc[0].tolist(), table.iloc[1].tolist()
        numbers = table.iloc[2:].apply(pd.to_numeric, errors="coerce")
        # An empty cell counts as nothing.
        self.hours = numbers.fillna(0.0).to_numpy(float)
        self.formulas, self.stored = {}, {}
        with zipfile.ZipFile(path) as parts:
            root = ElementTree.fromstring(parts.read("xl/worksheets/sheet2.xml"))
        for cell in root.findall(".//{*}c"):
            place, formula, number = cell.get("r"), cell.find("{*}f"), cell.find("{*}v")
            if formula is not None:
                self.formulas[place] = formula.text
            if number is not None and cell.get("t") is None:
                self.stored[place] = float(number.text)
            if cell.get("t") == "inlineStr":
                self.stored[place] = "".join(cell.itertext())

    def number(self, place):
        return self.value(self.formulas[place]) if place in self.formulas else self.stored[place]

    def value(self, formula):
        def span(found):
            _, first, top, last, bottom = found.groups()
            assert first == last
            return f"_column({column_number(first)}, {top}, {bottom})"

        text = RANGE.sub(span, formula)
        text = CELL.sub(lambda found: f"_number('{found[1]}{found[2]}')", text)
        known = {
            "_column": lambda k, top, bottom: self.hours[top - 3 : bottom - 2, k],
            "_number": self.number,
            "SUMPRODUCT": np.sum,
            "MAX": np.max,
            "MIN": np.min,
            "ABS": np.abs,
        }
        return float(eval(text, {"__builtins__": {}}, known))


@pytest.fixture(scope="module")
def sheets_of(tmp_path_factory):
    made = {}

    def call(name, lang="en"):
        if (name, lang) not in made:
            path = tmp_path_factory.mktemp("hours") / f"{name}.xlsx"
            totals, facts = told(name)
            write_hours_workbook(year_of(name).hourly, totals, facts, path, lang)
            made[name, lang] = Sheets(path)
        return made[name, lang]

    return call


@pytest.mark.parametrize("name", INSTALLATIONS)
def test_every_formula_agrees_with_the_engine_and_with_what_is_stored_beside_it(sheets_of, name):
    sheets = sheets_of(name)
    differences = [place for place in sheets.formulas if place[0] in "DE"]
    assert len(differences) > 25
    assert {place: sheets.number(place) for place in differences if abs(sheets.number(place)) > NEAR} == {}
    for place in sheets.formulas:
        assert sheets.stored[place] == pytest.approx(sheets.number(place), abs=NEAR), place


def test_a_wrong_hour_shows_in_the_checks(sheets_of):
    sheets = sheets_of("battery-car")
    right = sheets.hours.copy()
    for name in ("heat_pump_heat_kw", "ev_kw", "tank_c", "battery_kwh", "cop"):
        sheets.hours = right.copy()
        # On a day with heat, so that the hour holds something.
        sheets.hours[24 * 40 + 7, sheets.names.index(name)] += 0.01
        wrong = [place for place in sheets.formulas if place[0] in "DE" and abs(sheets.number(place)) > NEAR]
        assert wrong, name
    sheets.hours = right


def test_the_hours_hold_all_rows_and_digits_with_a_heading_that_has_a_unit(sheets_of):
    for lang in ("nl", "en"):
        sheets, hourly = sheets_of("air-water", lang), year_of("air-water").hourly
        assert sheets.names == ["hour_ending", *hourly.columns]
        assert len(sheets.hours) == 8760
        assert not set(sheets.headings) & set(hourly.columns)
        for heading, name in zip(sheets.headings, sheets.names, strict=True):
            for ending, unit in (("_kw", "[kW]"), ("_c", "[°C]"), ("_kwh", "[kWh]")):
                assert not name.endswith(ending) or heading.endswith(unit), heading
        column = sheets.hours[:, sheets.names.index("import_kw")]
        assert np.abs(column - hourly["import_kw"].to_numpy()).max() < 1e-12


def test_headings_are_in_the_language(sheets_of):
    dutch = [v for v in sheets_of("boiler", "nl").stored.values() if isinstance(v, str)]
    english = [v for v in sheets_of("boiler", "en").stored.values() if isinstance(v, str)]
    assert "De uren nagerekend" in dutch
    assert "The hours recomputed" in english
    assert len(set(dutch) & set(english)) <= 3


def test_tank_and_battery_are_checked_only_where_they_are(sheets_of):
    def texts(name):
        return " ".join(v for v in sheets_of(name).stored.values() if isinstance(v, str))

    assert "Battery: held" in texts("battery-car")
    assert "Tank: made" in texts("solar-boiler")
    assert "without a tank" in texts("boiler")
    assert "Battery: held" not in texts("boiler")
    assert "Tank: made" not in texts("boiler")


def test_every_line_is_used_by_some_installation():
    totals = {name for installation in INSTALLATIONS for name in told(installation)[0]}
    assert {line.name for line in YEAR} <= totals
    facts = [told(installation)[1] for installation in INSTALLATIONS]
    for balance in BALANCES:
        assert not balance.needs or any(f[balance.needs] > 0 for f in facts)
        assert not balance.lacks or any(f[balance.lacks] == 0 for f in facts)
