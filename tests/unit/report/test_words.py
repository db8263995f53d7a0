import csv
import re
from importlib.resources import files
from pathlib import Path

import pytest

from nulopdemeter.report.words import change_words, eur_large, percent, signed_eur

REPORT = Path(str(files("nulopdemeter.report")))


def texts():
    with (files("nulopdemeter.language") / "report.csv").open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def test_every_text_stands_in_both_languages():
    missing = [row["key"] for row in texts() if not row["nl"].strip() or not row["en"].strip()]
    assert missing == []


def test_both_languages_fill_in_the_same_values():
    names = re.compile(r"{(\w+)}")
    differ = [r["key"] for r in texts() if set(names.findall(r["nl"])) != set(names.findall(r["en"]))]
    assert differ == []


def test_every_key_in_code_and_templates_has_a_text():
    sources = [*REPORT.glob("*.py"), *(REPORT / "templates").glob("*.j2")]
    found = set()
    for source in sources:
        text = source.read_text(encoding="utf-8")
        found |= set(re.findall(r"say\(\s*[\"'](report\.[\w.+-]+)[\"']\s*,", text))
    assert len(found) > 40
    assert found - {row["key"] for row in texts()} == set()


@pytest.mark.parametrize(
    ("amount", "nl", "en"),
    [
        (-11.2, "€\u00a011 per maand minder", "€11 a month less"),
        (4.0, "€\u00a04 per maand meer", "€4 a month more"),
        (0.3, "evenveel", "the same"),
    ],
)
def test_a_change_is_said_in_words(amount, nl, en):
    assert change_words(amount, "nl") == nl
    assert change_words(amount, "en") == en


def test_a_few_are_never_written_as_nobody_and_nearly_all_never_as_all():
    assert percent(0.001, "en") == "<\u00a01%"
    assert percent(0.999, "nl") == ">\u00a099\u00a0%"
    assert percent(0.0, "nl") == "0\u00a0%"


def test_amounts_of_a_stock_are_written_in_millions():
    assert eur_large(13_640_000, "nl") == "€\u00a013,6\u00a0miljoen"
    assert eur_large(2_400_000_000, "en") == "€2.4\u00a0billion"


def test_a_change_carries_its_sign():
    assert signed_eur(4.2, "nl") == "+€\u00a04"
    assert signed_eur(-4.2, "nl") == "\u2212€\u00a04"
    assert signed_eur(0.2, "nl") == "€\u00a00"
