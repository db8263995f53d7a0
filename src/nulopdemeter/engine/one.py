"""One dwelling, all its hours: from a dwelling file, or from a row of the dwelling table."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.constants import Stefan_Boltzmann

from nulopdemeter.dwelling.file import DwellingFile
from nulopdemeter.dwelling.file_defaults import Filled, fill
from nulopdemeter.dwelling.strict_toml import input_error
from nulopdemeter.engine import one_air
from nulopdemeter.engine import one_machines as machines
from nulopdemeter.engine import one_services as services
from nulopdemeter.engine.assembly import make_shape, thermal_rows, weight_rows
from nulopdemeter.engine.batch import run_each
from nulopdemeter.engine.elements import Floats
from nulopdemeter.engine.hours import hour_mean, make_hours
from nulopdemeter.engine.one_building import OneBuilding, make_one_building
from nulopdemeter.engine.one_elements import site_of
from nulopdemeter.engine.one_horizon import horizon_of
from nulopdemeter.engine.one_hourly import hourly_frame, year_totals
from nulopdemeter.engine.one_pv import panel_hours_w_per_kwp
from nulopdemeter.engine.one_sun import sun_columns
from nulopdemeter.engine.planes import Planes, SunPlane
from nulopdemeter.engine.simulate import (
    DEFAULT_PROFILE,
    Simulated,
    make_rules,
    simulate,
    simulate_hours,
)
from nulopdemeter.errors import Finding, Severity
from nulopdemeter.kernels import layout as at
from nulopdemeter.kernels.shapes import Hours, Rules
from nulopdemeter.parameters import figures
from nulopdemeter.units import KELVIN_OFFSET
from nulopdemeter.weather import Weather

# The hours of a fleet without its planes: a dwelling of its own has its own.
_HORIZONTAL = Planes([SunPlane(0.0, 180.0, "")], [(0.0, (180.0,))])


@dataclass(frozen=True)
class OneYear:
    """A year of one dwelling.

    Attributes
    ----------
    name : str
        Of the dwelling.
    hourly : DataFrame
        8,760 hour-ending rows; the unit of every column stands in its name.
    totals : Mapping[str, float]
        Sums, peaks and extremes of those hours, under the names of the output columns.
    table : DataFrame
        One row, as ``balance.balance`` reads it.
    simulated : Simulated
        Months and sizes, as ``balance.balance`` reads them.
    origins : Mapping[str, str]
        For each value that the input left out, where it came from.
    """

    name: str
    hourly: pd.DataFrame
    totals: Mapping[str, float]
    table: pd.DataFrame
    simulated: Simulated
    origins: Mapping[str, str]


def simulate_file(file: DwellingFile, weather: Weather) -> OneYear:
    """Simulate a dwelling as its file describes it.

    Parameters
    ----------
    file : DwellingFile
        From ``dwelling.file.read_dwelling_file``.
    weather : Weather
        The year.

    Returns
    -------
    OneYear
        Hours, totals, and what the file left out.

    Raises
    ------
    InputError
        When the year is not a number.
    """
    filled = fill(file)
    full = filled.file
    site = site_of(full, weather)
    building = make_one_building(filled, site)
    table = services.services_table(full)
    load_w = services.design_load_w(full, table, building.steady_w_per_k, site.wind_m_per_s)
    table = machines.sized(full, table, load_w)
    air = one_air.air_hours(full, weather, table)
    hours, rules = _hours(filled, building, weather, air), _rules(full, air)
    machines.machine_climate(hours.climate, full, table)
    weights = services.one_weights(full, hours.sun.shape[1])
    shape = make_shape(building.chains, building.lights, building.zone, weights, hours)
    rows = np.zeros((1, shape.n_rows))
    thermal_rows(rows, shape, building.zone, building.chains, building.lights, rules.operative_frac)
    weight_rows(rows, shape, weights)
    one_air.air_rows(rows, full, table, air)
    pump_kw = services.service_rows(rows, full, table, load_w)
    year, record = run_each(rows, shape, hours, rules, is_recording=True)
    if bool(year.failed.any()):
        raise input_error([Finding("NOM-E920", Severity.ERROR, value=full.dwelling.name)])
    kwp = table["pv_kwp"].to_numpy(float)
    simulated = Simulated(year, kwp, pump_kw, load_w, 1)
    out_c, cooling_input = hours.climate[:, at.OUT_C], float(rows[0, at.COOLING_INPUT])
    hourly = hourly_frame(record[0], table, weather.index, out_c, cooling_input)
    assert full.heating is not None
    feels_air = full.heating.control == "air"
    totals = year_totals(hourly, full.dwelling.floor_area_m2, feels_air=feels_air)
    totals |= machines.machine_totals(full.heating, table, load_w, pump_kw)
    return OneYear(full.dwelling.name, hourly, totals, table, simulated, filled.origins)


def simulate_row(
    row: pd.DataFrame, weather: Weather, profile: str = DEFAULT_PROFILE, residents: str = "household"
) -> OneYear:
    """Simulate one row of the dwelling table with its hours: the same columns as ``simulate_file``.

    Parameters
    ----------
    row : DataFrame
        One row of ``Dwellings.table``.
    weather : Weather
        The year.
    profile, residents : str
        As in ``simulate``.

    Returns
    -------
    OneYear
        Hours and totals; ``origins`` is empty, because ``Dwellings.origin`` holds them.
    """
    simulated = simulate(row, weather, profile, residents)
    record = simulate_hours(row, weather, simulated.pv_kwp, profile, residents)
    hourly = hourly_frame(record, row, weather.index, hour_mean(weather.temperature_c))
    totals = year_totals(hourly, float(row["floor_area_m2"].iloc[0]))
    name = str(row["dwelling_id"].iloc[0]) if "dwelling_id" in row else ""
    return OneYear(name, hourly, totals, row, simulated, {})


def _hours(filled: Filled, building: OneBuilding, weather: Weather, air: one_air.AirHours) -> Hours:
    """Return hours of this dwelling alone: its planes, its schedules, its air."""
    file, p = filled.file, filled.coefficients
    base = make_hours(weather, _HORIZONTAL, f"profile_{file.profile.name}")
    angle, factor = p["angle_frac"], p["glass_factor_frac"]
    horizon = horizon_of(file)
    follows_beam = p["beam_to_floor_frac"] > 0.0
    suns = [
        sun_columns(weather, building.glass, angle, factor, horizon, "diffuse" if follows_beam else "all"),
        sun_columns(weather, building.opaque, angle, factor, horizon),
    ]
    if follows_beam:
        suns.append(sun_columns(weather, building.glass, angle, factor, horizon, "beam"))
    collector = machines.collector_plane(file.hot_water)
    if collector is not None:
        suns.append(sun_columns(weather, [collector], angle, factor, horizon))
    climate = base.climate.copy()
    climate[:, at.WIND_POW] = air.flow_m3_per_h
    if air.wh_per_m3k.size:
        climate[:, at.AIR_WH_PER_M3K] = air.wh_per_m3k
    climate[:, at.FLOW_FRAC], climate[:, at.FAN_FRAC] = air.flow_frac, air.fan_frac
    climate[:, at.AIRING_FRAC] = one_air.airing_frac(file)
    climate[:, at.SKY_W_PER_M2] = _sky_deficit(weather, p)
    climate[:, at.COOLING_RAISE_K] = services.cooling_set_c(file)
    pv = panel_hours_w_per_kwp(file, weather)
    return base._replace(
        climate=climate,
        sun=np.column_stack(suns),
        pv=np.column_stack(pv or [np.zeros(len(weather.index))]),
        profiles=services.profiles(file, weather),
    )


def _sky_deficit(weather: Weather, p: Mapping[str, float]) -> Floats:
    """Return what a level surface at air temperature loses to the sky (6.5.13.3)."""
    emitted = Stefan_Boltzmann * (weather.temperature_c + KELVIN_OFFSET) ** 4
    measured = hour_mean(emitted - weather.infrared_w_per_m2)
    share = p["measured_sky_frac"]
    return np.asarray(share * measured + (1.0 - share) * p["sky_deficit_w_per_m2"])


def _rules(file: DwellingFile, air: one_air.AirHours) -> Rules:
    """Return the controls of this dwelling."""
    is_operative = file.heating is None or file.heating.control != "air"
    return make_rules()._replace(
        operative_frac=figures("controls")["operative_frac"] if is_operative else 0.0,
        balanced_wh_per_m3k=air.balanced_wh_per_m3k,
        airing_above_c=float(file.air.airing_above_c or 0.0),
        bypass_above_c=float(file.air.bypass_above_c or 0.0),
    )
