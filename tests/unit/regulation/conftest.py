"""A terraced house and its meter, to be changed column by column."""

import pandas as pd
import pytest


def _dwellings(**changes):
    row = {
        "build_year": 1970,
        "is_apartment": False,
        "floor_area_m2": 100.0,
        "wall_front_m2": 12.0,
        "wall_back_m2": 14.0,
        "wall_left_m2": 0.0,
        "wall_right_m2": 40.0,
        "window_front_m2": 10.0,
        "window_back_m2": 11.0,
        "window_left_m2": 0.0,
        "window_right_m2": 1.0,
        "door_front_m2": 2.0,
        "door_back_m2": 2.0,
        "roof_area_m2": 60.0,
        "ground_floor_area_m2": 50.0,
        "floor_boundary": "crawlspace",
        "party_wall_area_m2": 40.0,
        "is_cooking_gas": False,
    }
    return pd.DataFrame([{**row, **changes}])


def _meters(**changes):
    row = {
        "heat_demand_kwh_per_m2": 40.0,
        "gas_m3": 0.0,
        "district_heat_kwh": 0.0,
        "heating_electricity_kwh": 1500.0,
        "hot_water_electricity_kwh": 900.0,
        "fan_kwh": 200.0,
        "auxiliary_kwh": 100.0,
        "pv_kwh": 6000.0,
    }
    return pd.DataFrame([{**row, **changes}])


@pytest.fixture
def dwellings():
    return _dwellings


@pytest.fixture
def meters():
    return _meters
