"""The texts of the command line: both languages say the same, and each is used."""

import csv
import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[3] / "src" / "nulopdemeter"
with (PACKAGE / "language" / "cli.csv").open(encoding="utf-8") as lines:
    TEXTS = {row["key"]: (row["nl"], row["en"]) for row in csv.DictReader(lines)}
CODE = "\n".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))
# Keys that are put together from a word: finding severities, headlines, errors of the system, files of a year.
MADE = ("cli.severity.", "cli.headline.", "cli.system.", "cli.simulate.")


@pytest.mark.parametrize("key", TEXTS)
def test_both_languages_are_there_and_fill_in_the_same_values(key):
    nl, en = TEXTS[key]
    assert nl.strip()
    assert en.strip()
    names = [{re.sub("_(nl|en)$", "", name) for name in re.findall(r"{(\w+)}", text)} for text in (nl, en)]
    assert names[0] == names[1]


@pytest.mark.parametrize("key", [key for key in TEXTS if not key.startswith(MADE)])
def test_every_text_is_used(key):
    name = key.rpartition(".")[0] if key.startswith("NOM-") else key
    assert re.search(rf"""["']{re.escape(name)}["']""", CODE)
