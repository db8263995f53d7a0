"""The page of the dwelling file: its example runs, and it speaks of every key."""

import re
import tomllib
from pathlib import Path
from typing import get_args

import pytest
from pydantic import BaseModel
from tests.cases import default_weather

from nulopdemeter.dwelling.file import DwellingFile, parse_dwelling
from nulopdemeter.engine.one import simulate_file

PAGE = Path(__file__).parents[3] / "docs" / "dwelling_file.md"


def example():
    text = PAGE.read_text(encoding="utf-8")
    return tomllib.loads(re.search(r"```toml\n(.*?)```", text, re.DOTALL).group(1))


def models(annotation, seen):
    """All models that a type speaks of."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        if annotation not in seen:
            seen.add(annotation)
            for field in annotation.model_fields.values():
                models(field.annotation, seen)
        return seen
    for inner in get_args(annotation):
        models(inner, seen)
    return seen


def test_the_example_of_the_page_runs_a_year():
    year = simulate_file(parse_dwelling(example()), default_weather())
    assert year.name == "Terraced house with a heat pump"
    assert 15.0 < year.totals["heat_demand_kwh_per_m2"] < 90.0
    assert year.totals["peak_cooling_kw"] <= 2.0
    assert year.totals["gas_m3"] == 0.0
    assert not year.hourly["air_c"].isna().any()


def test_the_page_speaks_of_every_key_and_of_no_other_unit():
    text = PAGE.read_text(encoding="utf-8")
    found = models(DwellingFile, set())
    assert len(found) == 26
    keys = [(m.__name__, field.alias or key) for m in found for key, field in m.model_fields.items()]
    missing = [(name, key) for name, key in keys if not re.search(rf"\b{key}\b", text)]
    assert missing == []


def test_the_page_speaks_of_every_hourly_column():
    text = PAGE.read_text(encoding="utf-8")
    hours = simulate_file(parse_dwelling(example()), default_weather()).hourly
    assert [name for name in hours.columns if f"`{name}`" not in text] == []


TABLES = (
    "dwelling",
    "air",
    "heating",
    "cooling",
    "hot_water",
    "household",
    "battery",
    "car",
    "grid",
    "control",
)


@pytest.mark.parametrize("part", TABLES)
def test_the_example_shows_every_table(part):
    assert part in example()
