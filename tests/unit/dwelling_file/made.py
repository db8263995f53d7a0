"""Dwelling files and weather that the tests of this folder make."""

import copy
import tomllib
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
from tests.cases import default_weather

from nulopdemeter.weather import Weather

FOLDER = Path(__file__).parents[2] / "data" / "dwellings"
STEFAN_BOLTZMANN = 5.670374419e-8


@cache
def _read(name):
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def tables(name="light_box"):
    """A fresh copy of a shipped example with constant films, to be damaged at will and calculated by hand."""
    return {"profile": {"name": "effective"}, **copy.deepcopy(_read(name))}


@cache
def constant_weather(outdoor_c=0.0) -> Weather:
    """Neither sun nor wind nor a sky colder than the air."""
    still = np.zeros(8760)
    return replace(
        default_weather(),
        name="constant",
        temperature_c=np.full(8760, outdoor_c),
        wind_m_per_s=still,
        ghi_w_per_m2=still,
        dni_w_per_m2=still,
        dhi_w_per_m2=still,
        infrared_w_per_m2=np.full(8760, STEFAN_BOLTZMANN * (outdoor_c + 273.15) ** 4),
        pressure_pa=np.full(8760, 101325.0),
    )
