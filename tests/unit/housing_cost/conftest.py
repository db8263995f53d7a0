"""Meters and dwelling rows, to be changed column by column."""

import pandas as pd
import pytest

PARTS = (
    "wall",
    "roof",
    "floor",
    "window",
    "door",
    "airtightness",
    "ventilation",
    "heating",
    "hot_water",
    "pv",
    "cooking",
)


def _meter(*rows):
    base = {"import_kwh": 0.0, "export_kwh": 0.0, "gas_m3": 0.0, "district_heat_kwh": 0.0}
    return pd.DataFrame([{**base, **row} for row in rows])


def _table(*rows):
    base = {
        "stock_row": 0,
        "package": "current",
        "heating": "hr107",
        "hot_water": "combi",
        "is_cooking_gas": True,
        "household_size": 2.0,
        "net_rent_eur_per_month": 640.0,
        "rent_subsidy_frac": float("nan"),
        **{f"measure_{part}": False for part in PARTS},
    }
    return pd.DataFrame([{**base, **row} for row in rows])


@pytest.fixture
def meter():
    return _meter


@pytest.fixture
def table():
    return _table
