"""Named dwellings that tests and benchmarks share."""

import os
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from nulopdemeter.dwelling import PACKAGE_NAMES, Dwellings, describe, read_packages
from nulopdemeter.weather import DEFAULT_WEATHER, Weather, read_weather

ROWS = pd.DataFrame(
    [
        ("terraced-1970", "tussenwoning", None, 1970, 114.9, 2, 620.0),
        ("end-1955", "hoekwoning", None, 1955, 100.9, 3, 600.0),
        ("semi-1983", "twee_onder_een_kap", None, 1983, 129.8, 4, 690.0),
        ("walk-up-1970", "portiekflat", "middle_middle", 1970, 74.7, 1, 560.0),
        ("gallery-top-1983", "galerijflat", "top_corner", 1983, 67.3, 2, 575.0),
        ("maisonette-1970", "maisonnette", "ground_middle", 1970, 88.0, 3, 610.0),
    ],
    columns=[
        "dwelling_id",
        "dwelling_type",
        "position",
        "build_year",
        "floor_area_m2",
        "household_size",
        "net_rent_eur_per_month",
    ],
)


@cache
def default_weather() -> Weather:
    return read_weather(DEFAULT_WEATHER)


@cache
def all_dwellings() -> Dwellings:
    """Every named dwelling with every shipped package."""
    return describe(ROWS, read_packages(PACKAGE_NAMES))


def reference_folder() -> Path:
    """Where the reference data would be."""
    return Path(os.environ.get("NULOPDEMETER_REFERENCE", Path(__file__).parents[2] / "shared"))


def reference(*parts: str) -> Path:
    """A file of the reference data; the test is skipped, saying so, where there is none."""
    path = reference_folder().joinpath(*parts)
    if not path.exists():
        pytest.skip(f"no reference data: {'/'.join(parts)} (NULOPDEMETER_REFERENCE)")
    return path
