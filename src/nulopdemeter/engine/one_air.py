"""Air of a dwelling file → the rows and hours that the kernels read."""

from typing import NamedTuple

import numpy as np
import pandas as pd

from nulopdemeter.dwelling.file import DwellingFile
from nulopdemeter.dwelling.file_air import Air, balanced_share_frac, kind_of, system_figure, word_of
from nulopdemeter.dwelling.file_air_defaults import type_of
from nulopdemeter.dwelling.file_periods import is_nobody_home
from nulopdemeter.dwelling.file_schedules import hourly
from nulopdemeter.dwelling.file_services import Household
from nulopdemeter.dwelling.ventilation import (
    ONE_WAY,
    fan_control_frac,
    filter_w,
    supply_fan_frac,
)
from nulopdemeter.engine.elements import Floats
from nulopdemeter.engine.hours import HOUSEHOLD_TYPES, P_PRESENCE, hour_mean, profile_columns
from nulopdemeter.engine.machines import leak_coefficients
from nulopdemeter.engine.one_clock import clock_named
from nulopdemeter.kernels import layout as at
from nulopdemeter.parameters import figures
from nulopdemeter.units import H_PER_YEAR, S_PER_H
from nulopdemeter.weather import Weather


class AirHours(NamedTuple):
    """Hourly air of one dwelling.

    Attributes
    ----------
    flow_m3_per_h : ndarray, shape (8760,)
        What joins the stack flow in quadrature; it takes the place of the wind in the climate.
    wh_per_m3k : ndarray, shape (8760,)
        Heat capacity of outdoor air.
    balanced_wh_per_m3k : float
        Of air that fans move at room temperature.
    fan_w : float
        Mean power of the fans, control and filters included.
    flow_frac, fan_frac : ndarray, shape (8760,)
        Share of their mean flow, and of their mean power, hour by hour.
    """

    flow_m3_per_h: Floats
    wh_per_m3k: Floats
    balanced_wh_per_m3k: float
    fan_w: float
    flow_frac: Floats
    fan_frac: Floats


def clock_of(file: DwellingFile) -> tuple[Floats, Floats]:
    """Return the clock that the schedules of a file live by.

    Parameters
    ----------
    file : DwellingFile
        Filled in.

    Returns
    -------
    tuple of ndarray, shape (8760,)
        Hour at the beginning of each hour, and day of the week.
    """
    return clock_named(str(file.dwelling.clock))


def household_kind(household: Household | None) -> int:
    """Return whose hours the people of a file live by.

    Parameters
    ----------
    household : Household or None
        As the file has it.

    Returns
    -------
    int
        Place in ``hours.HOUSEHOLD_TYPES`` of the type that it tells, or else of its size; a couple without one.
    """
    return HOUSEHOLD_TYPES.index("couple" if household is None else type_of(household))


def mean_flow_m3_per_h(air: Air) -> float:
    """Return what the system moves on average.

    Parameters
    ----------
    air : Air
        Filled in.

    Returns
    -------
    float
        Flow of the file, times the mean of its schedule, or the factor of its system where it has a demand
        control [m³/h].
    """
    flow = float(air.flow_m3_per_h or 0.0)
    if air.demand_control in (None, "none"):
        return flow * float(np.mean(air.flow_schedule_frac or (1.0,)))
    return system_figure(air, "control_frac", 1.0) * flow


def flow_share(file: DwellingFile, weather: Weather) -> Floats:
    """Return how much of its flow the system moves, hour by hour.

    Parameters
    ----------
    file : DwellingFile
        Filled in.
    weather : Weather
        The year.

    Returns
    -------
    ndarray, shape (8760,)
        Schedule of the file, or what its demand control leaves of the flow.

    Notes
    -----
    A control by presence runs between ``presence_least_frac`` and 1 of what it runs at with everybody at home,
    in step with the people of the household, and on average at the factor of the system (NTA 8800, table 11.5);
    while nobody is at home for days it stays at the least.
    """
    air = file.air
    if air.demand_control in (None, "none"):
        return hourly(air.flow_schedule_frac or (1.0,), None, *clock_of(file))
    mean = system_figure(air, "control_frac", 1.0)
    if air.demand_control == "mean" or file.household is None:
        return np.full(H_PER_YEAR, mean)
    presence = profile_columns(weather)[:, P_PRESENCE + household_kind(file.household)]
    least = figures("ventilation")["presence_least_frac"]
    usual = least + (1.0 - least) * presence
    now = np.where(is_nobody_home(file.absence), least, usual)
    return np.asarray(mean * now / usual.mean())


def _leaks(file: DwellingFile, table: pd.DataFrame) -> tuple[float, float]:
    """Flow per unit of stack and of wind; none when the file gives air changes."""
    if file.air.qv10_dm3_per_s_m2 is None:
        return 0.0, 0.0
    stack, wind = leak_coefficients(table, file.air.vents_open_frac or 0.0, file.air.purge_time_frac or 0.0)
    return float(stack[0]), float(wind[0])


def air_hours(file: DwellingFile, weather: Weather, table: pd.DataFrame) -> AirHours:
    """Return the flows of outdoor air that are known beforehand.

    Parameters
    ----------
    file : DwellingFile
        Filled in.
    weather : Weather
        The year.
    table : DataFrame
        From ``services_table``.

    Returns
    -------
    AirHours
        Air changes of the file, fans that move air one way, extra flows and wind, as one series.

    Notes
    -----
    A supply or exhaust fan joins the leaks in quadrature (unbalanced flow). Beside given air changes extra flows
    and natural supply simply add; beside leaks from qv10 extra flows are fans too and join in quadrature.
    """
    air, clock, kind = file.air, clock_of(file), kind_of(file.air)
    share = flow_share(file, weather)
    system_m3_per_h = float(air.flow_m3_per_h or 0.0) * share
    fan = np.zeros(H_PER_YEAR)
    if kind in ONE_WAY:
        fan = (1.0 - balanced_share_frac(air)) * system_m3_per_h
    natural = system_m3_per_h if kind == "A" else np.zeros(H_PER_YEAR)
    extra = np.zeros(H_PER_YEAR)
    for flow in air.extra:
        extra = extra + flow.flow_m3_per_h * hourly(flow.schedule_frac, None, *clock)
    if air.infiltration_ach is not None:
        leak = file.dwelling.volume_m3 * hourly(air.infiltration_ach, None, *clock)
        flow_m3_per_h = extra + natural + np.hypot(fan, leak)
    else:
        wind = _leaks(file, table)[1] * hour_mean(weather.wind_m_per_s) ** (4.0 / 3.0)
        flow_m3_per_h = np.sqrt(fan**2 + extra**2 + wind**2)
    d, leakage, power_w = figures("dwelling_file"), figures("leakage"), _fans_w(air, share)
    steps = _of_mean(share), _of_mean(share ** figures("ventilation")["fan_exponent"])
    balanced = leakage["balanced_wh_per_m3k"]
    if air.density == "standard":
        heat = d["standard_air_kg_per_m3"] * leakage["air_j_per_kgk"] / S_PER_H
        return AirHours(flow_m3_per_h, np.full(H_PER_YEAR, heat), balanced, power_w, *steps)
    thin = float(weather.pressure_pa.mean()) / d["standard_pressure_pa"]
    return AirHours(flow_m3_per_h, np.zeros(0), balanced * thin, power_w, *steps)


def _of_mean(share: Floats) -> Floats:
    mean = float(share.mean())
    return share / mean if mean > 0.0 else np.ones(len(share))


def _fans_w(air: Air, share: Floats) -> float:
    """Mean power of the fans, which goes with a power of the flow they move."""
    full_w = float(air.fan_w or 0.0) + filter_w(float(air.flow_m3_per_h or 0.0), air.filter_pa or 0.0)
    if air.demand_control == "mean":
        return full_w * float(fan_control_frac(word_of(air))[0])
    return full_w * float(np.mean(share ** figures("ventilation")["fan_exponent"]))


def air_rows(out: Floats, file: DwellingFile, table: pd.DataFrame, air_hours: AirHours) -> None:
    """Fill the rows of air.

    Parameters
    ----------
    out : ndarray, shape (1, rows)
        Receives them.
    file : DwellingFile
        Filled in.
    table : DataFrame
        From ``services_table``.
    air_hours : AirHours
        Flows and fans.
    """
    air, c = file.air, figures("controls")
    has_leaks, flow = air.qv10_dm3_per_s_m2 is not None, mean_flow_m3_per_h(air)
    out[:, at.LEAK_STACK_M3_PER_H] = _leaks(file, table)[0]
    out[:, at.LEAK_WIND_M3_PER_H] = 1.0
    if kind_of(air) == "A" and has_leaks and air.vents_open_frac is None:
        out[:, at.VENT_NATURAL_M3_PER_H] = flow
    out[:, at.VENT_BALANCED_M3_PER_H] = balanced_share_frac(air) * flow
    out[:, at.RECOVERY_FRAC] = air.recovery_frac
    out[:, at.HAS_BYPASS] = float(air.has_bypass)
    if air.frost_protection == "preheat" and air.recovery_frac:
        out[:, at.FROST_INVERSE] = 1.0 / air.recovery_frac
    out[:, at.AIRING_M3_PER_H] = S_PER_H * float(air.airing_open_m2 or 0.0) / 2.0
    out[:, at.AIRING_STACK] = c["airing_stack_m_per_s"] * c["airing_height_m"]
    out[:, at.FAN_W] = air_hours.fan_w
    # The supply fan, half of a balanced system and all of B, warms the air it blows in.
    out[:, at.FAN_HEAT_W] = float(supply_fan_frac(word_of(air))[0]) * air_hours.fan_w


def airing_frac(file: DwellingFile) -> Floats:
    """Return how much of the openings for airing may be opened, hour by hour.

    Parameters
    ----------
    file : DwellingFile
        Filled in.

    Returns
    -------
    ndarray, shape (8760,)
        Share of ``airing_open_m2``; 0 while nobody is at home for days.
    """
    schedule = hourly(file.air.airing_schedule_frac or (1.0,), None, *clock_of(file))
    return np.asarray(schedule * (1.0 - is_nobody_home(file.absence)))
