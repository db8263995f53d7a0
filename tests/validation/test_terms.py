"""The page on both heat demands names the size of every term, for all housing types, from this calculation."""

import re
from pathlib import Path

import numpy as np
import pytest

from nulopdemeter.dwelling import describe, read_packages
from tests.cases import default_weather
from tests.validation.terms import TERMS, bridge, put_table, term_table
from tests.validation.test_hourly_beside_monthly import every_type

PAGE = Path(__file__).parents[2] / "docs" / "hourly-and-legal-heat-demand.md"
NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?")


def table_of(page, name):
    return page.partition(f"<!-- terms {name} -->\n")[2].partition("\n<!-- end terms -->")[0]


@pytest.mark.validation
@pytest.mark.parametrize("package", ["current", "shell-standard"])
def test_the_terms_add_up_and_the_page_says_them(package, pytestconfig):
    frame = bridge(describe(every_type(), read_packages([package])).table, default_weather())
    rest = frame["legal"] + frame[list(TERMS)].sum(axis=1) - frame["hourly"]
    assert np.abs(rest).max() < 1e-6
    made = term_table(frame)
    page = PAGE.read_text(encoding="utf-8")
    if pytestconfig.getoption("--write-validation"):
        page = put_table(page, package, made)
        PAGE.write_text(page, encoding="utf-8")
    there = table_of(page, package)
    assert NUMBER.sub("", there) == NUMBER.sub("", made), "run pytest --write-validation on this file"
    ours, theirs = ([float(n) for n in NUMBER.findall(text)] for text in (made, there))
    # Another machine may round another way; a percentage of the last lines by a whole one.
    assert np.abs(np.subtract(ours, theirs)).max() <= 1.0
