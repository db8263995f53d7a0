"""Dwellings and weather → a year of results, every different dwelling computed once."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
import pandas as pd

from nulopdemeter.engine import sizing
from nulopdemeter.engine.assembly import make_shape, put_group, thermal_rows, weight_rows
from nulopdemeter.engine.batch import YearResult, run_each, run_fleet, run_fleet_with_pv
from nulopdemeter.engine.building import make_building
from nulopdemeter.engine.elements import Bools, Floats, Ints
from nulopdemeter.engine.hot_water import collector_weights, drawn_frac, water_rows
from nulopdemeter.engine.hours import make_hours, monthly_mean
from nulopdemeter.engine.machines import air_rows, generator_rows
from nulopdemeter.engine.planes import ROOF_FROM, fleet_planes
from nulopdemeter.engine.residents import as_residents, make_weights, pv_weights
from nulopdemeter.engine.stores import grid_rows, hangs_on_sun, store_rows
from nulopdemeter.kernels import layout as at
from nulopdemeter.kernels.shapes import Hours, Rules, Shape
from nulopdemeter.parameters import figures
from nulopdemeter.units import W_PER_KW
from nulopdemeter.weather import Weather

DEFAULT_PROFILE = "profile_effective"
# Dwellings that go through the kernels at a time.
_CHUNK = 2048
# Dwellings sized to zero at a time: the use of all their hours is kept until their PV is known.
_N_TO_ZERO = 256
# What the engine reads of a dwelling: two rows alike in these give the same year.
READS = (
    "is_apartment", "floor_area_m2", "volume_m3", "height_m", "storeys",
    "wall_front_m2", "wall_back_m2", "wall_left_m2", "wall_right_m2",
    "window_front_m2", "window_back_m2", "window_left_m2", "window_right_m2", "door_front_m2", "door_back_m2",
    "front_azimuth_deg", "roof_area_m2", "roof_tilt_deg", "ground_floor_area_m2", "exposed_perimeter_m",
    "floor_boundary", "party_wall_area_m2", "internal_floor_area_m2", "internal_wall_area_m2",
    "rc_wall_m2k_per_w", "rc_roof_m2k_per_w", "rc_floor_m2k_per_w", "u_window_w_per_m2k", "g_window_frac",
    "frame_frac", "u_door_w_per_m2k", "bridge_w_per_m2k", "mass_class", "qv10_dm3_per_s_m2",
    "ventilation", "ventilation_m3_per_h", "recovery_frac", "has_bypass", "fan_w",
    "heating", "boiler_efficiency_frac", "heat_pump", "heat_pump_kw", "backup_kw", "backup_carrier",
    "design_supply_c", "emitter_convective_frac", "hot_water", "hot_water_efficiency_frac", "tank_l",
    "tank_loss_w_per_k", "is_cooking_gas", "pv_kwp", "pv_target", "pv_max_kwp", "pv_tilt_deg", "pv_azimuth_deg",
    "household_size", "household_type", "household_electricity_kwh", "hot_water_l_per_day",
    "set_day_c", "night_setback_k", "away_setback_k", "heated_frac", "bedroom_day_c", "bedroom_night_c",
    "vents_factor", "airing_factor",
)  # fmt: skip
# What a table may lack.
READS_IF_THERE = (
    "hybrid_rule", "heat_pump_quiet_frac", "collector_m2", "shower_recovery_frac", "smart_control",
    "battery_kwh", "battery_age_years", "battery_round_trip_frac", "battery_control", "ev_kwh", "ev_control",
    "pv_voltage_frac", "export_limit_kw", "stops_export_frac", "radiator_kw",
)  # fmt: skip


class Simulated(NamedTuple):
    """A year of every row of the dwelling table, in its order.

    Attributes
    ----------
    year : YearResult
        Monthly sums and extremes.
    pv_kwp, heat_pump_kw, design_load_w : ndarray, shape (n,)
        What was installed, and the load it was sized for.
    n_unique : int
        How many different dwellings were computed.
    """

    year: YearResult
    pv_kwp: Floats
    heat_pump_kw: Floats
    design_load_w: Floats
    n_unique: int


class Prepared(NamedTuple):
    """Rows for the kernels with what was decided on the way."""

    rows: Floats
    shape: Shape
    heat_pump_kw: Floats
    design_load_w: Floats


def make_rules() -> Rules:
    """Return the controls that all dwellings share.

    Returns
    -------
    Rules
        From ``controls``, ``leakage``, ``films`` and ``installations`` of the parameters.
    """
    c, leak, film, i = (figures(name) for name in ("controls", "leakage", "films", "installations"))
    return Rules(
        c["operative_frac"],
        leak["balanced_wh_per_m3k"],
        c["bypass_above_c"],
        c["bypass_out_above_c"],
        c["frost_exhaust_c"],
        c["airing_above_c"],
        c["airing_wind"],
        c["unmet_margin_k"],
        int(c["warm_up_h"]),
        film["least_w_per_m2k"],
        film["root_share_0"],
        film["root_share_1"],
        i["pump_least_lift_k"],
        i["pump_beyond_frac"],
        i["pump_rated_source_c"],
        i["pump_rated_flow_c"],
    )


@lru_cache(maxsize=8)
def fleet_hours(weather: Weather, profile: str) -> Hours:
    """Return the hours that every dwelling of a fleet shares; computed once a climate.

    Parameters
    ----------
    weather : Weather
        The year.
    profile : str
        Table of coefficients.

    Returns
    -------
    Hours
        Climate, sun, PV and profiles.
    """
    return make_hours(weather, fleet_planes(profile), profile)


def prepare(table: pd.DataFrame, weather: Weather, pv_kwp: Floats, profile: str, residents: str) -> Prepared:
    """Turn dwellings into rows for the kernels.

    Parameters
    ----------
    table : DataFrame
        Dwellings.
    weather : Weather
        The year.
    pv_kwp : ndarray, shape (n,)
        Installed PV.
    profile : str
        Table of coefficients.
    residents : str
        One of ``engine.residents.RESIDENTS``.

    Returns
    -------
    Prepared
        Rows, and the sizes chosen.
    """
    table = as_residents(table, residents)
    wind = float(weather.wind_m_per_s.mean())
    outdoor_c = monthly_mean(weather.temperature_c)
    zone, chains, lights, ground = make_building(table, outdoor_c, wind, profile)
    c = figures("controls")
    open_frac = c["vents_open_norm_frac" if residents == "norm" else "vents_open_frac"]
    load_w = sizing.design_load_w(table, ground, wind, open_frac)
    pump_kw = sizing.pump_kw(table, load_w)
    cold_c = float(np.sort(outdoor_c)[: int(c["heating_months"])].mean())
    purge_frac = figures("leakage")["purge_time_frac"]
    air = sizing.air_exchange_w_per_k(table, c["room_c"] - cold_c, wind, open_frac, purge_frac)
    loss = sizing.transmission_w_per_k(table, ground) + air
    weights = make_weights(table, loss, cold_c, pv_kwp, residents)
    water = weights.water * drawn_frac(table)[:, None]
    collector = collector_weights(table)
    weights = weights._replace(water=water, collector_m2=collector, collector_from=ROOF_FROM)
    shape = make_shape(chains, lights, zone, weights, fleet_hours(weather, profile))
    rows = np.zeros((len(table), shape.n_rows))
    thermal_rows(rows, shape, zone, chains, lights, c["operative_frac"])
    weight_rows(rows, shape, weights)
    air_rows(rows, table, open_frac)
    generator_rows(rows, table, load_w, pump_kw)
    water_rows(rows, table)
    store_rows(rows, table, pv_kwp)
    return Prepared(rows, shape, pump_kw, load_w)


def _wants_zero(table: pd.DataFrame) -> Bools:
    return np.asarray(table["pv_target"].to_numpy(str) == "zero")


def _need_kwh(table: pd.DataFrame, year: YearResult) -> Floats:
    """Energy that PV must make up for to end a year at zero, from a year without PV (n,)."""
    months = year.monthly.sum(1)
    burnt = months[:, at.M_BACKUP_INPUT] * (table["backup_carrier"].to_numpy(str) != "electricity")
    burnt = burnt + months[:, at.M_WATER_INPUT] * (table["hot_water"].to_numpy(str) != "electric_boiler")
    c = figures("controls")
    cooking = table["is_cooking_gas"].to_numpy(bool) * c["cooking_gas_m3"] * c["gas_kwh_per_m3"]
    # A car is no part of the house.
    return np.asarray((months[:, at.M_IMPORT] - months[:, at.M_EV] + burnt) / W_PER_KW + cooking)


def _simulate_chunk(
    table: pd.DataFrame, weather: Weather, profile: str, residents: str, pv_kwp: Floats | None
) -> Simulated:
    """Simulate different dwellings whose PV is known, or follows from what they have or what their roof holds."""
    hours, rules = fleet_hours(weather, profile), make_rules()
    given = _sized(table, np.full(len(table), np.nan), hours) if pv_kwp is None else pv_kwp
    prepared = prepare(table, weather, given, profile, residents)
    year = run_fleet(prepared.rows, prepared.shape, hours, rules)
    return Simulated(year, given, prepared.heat_pump_kw, prepared.design_load_w, len(table))


def _simulate_to_zero(table: pd.DataFrame, weather: Weather, profile: str, residents: str) -> Simulated:
    """Simulate different dwellings whose PV makes up for their year."""
    hours, rules = fleet_hours(weather, profile), make_rules()
    pv_kwp = np.zeros(len(table))
    prepared = prepare(table, weather, pv_kwp, profile, residents)
    years = []
    for start in range(0, len(table), _N_TO_ZERO):
        few = slice(start, start + _N_TO_ZERO)

        def put_pv(year: YearResult, few: slice = few) -> None:
            pv_kwp[few] = _sized(table[few], _need_kwh(table[few], year), hours)
            weights = pv_weights(table[few], pv_kwp[few])
            put_group(prepared.rows[few], prepared.shape, at.G_PV, weights)
            grid_rows(prepared.rows[few], table[few], pv_kwp[few])

        rows = prepared.rows[few]
        # What the house does with its own sun can only be known when its panels are.
        is_blind = not hangs_on_sun(rows).any()
        if not is_blind:
            put_pv(run_fleet(rows, prepared.shape, hours, rules))
        years.append(
            run_fleet_with_pv(rows, prepared.shape, hours, rules, put_pv)
            if is_blind
            else run_fleet(rows, prepared.shape, hours, rules)
        )
    year = YearResult(*(np.concatenate(parts) for parts in zip(*years, strict=True)))
    return Simulated(year, pv_kwp, prepared.heat_pump_kw, prepared.design_load_w, len(table))


def _sized(table: pd.DataFrame, need_kwh: Floats, hours: Hours) -> Floats:
    return sizing.pv_kwp(table, need_kwh, sizing.yearly_yield_kwh_per_kwp(table, hours.pv))


def _chunks(places: Ints, n: int) -> list[Ints]:
    return [places[start : start + n] for start in range(0, len(places), n)]


def simulate(
    table: pd.DataFrame,
    weather: Weather,
    profile: str = DEFAULT_PROFILE,
    residents: str = "household",
    pv_kwp: Floats | None = None,
) -> Simulated:
    """Simulate a year of every dwelling.

    Parameters
    ----------
    table : DataFrame
        ``Dwellings.table``: one row per dwelling and package.
    weather : Weather
        The year.
    profile : str
        Table of coefficients of the zone model.
    residents : str
        ``"household"``; ``"household_fixed"`` without prebound and rebound; ``"norm"`` for the standard resident
        of NTA 8800.
    pv_kwp : ndarray, shape (n,), optional
        Installed PV; sized by the targets of the table without it.

    Returns
    -------
    Simulated
        In the order of the table.

    Notes
    -----
    Different dwellings go through the kernels some thousands at a time, so that what is needed on the way does not
    grow with the stock. For those that are sized to zero the house is solved once and the meter read twice.
    """
    keys = [table[c] for c in (*READS, *(c for c in READS_IF_THERE if c in table))]
    keys += [] if pv_kwp is None else [pd.Series(pv_kwp, table.index)]
    group = table.groupby(keys, sort=False, dropna=False).ngroup().to_numpy()
    _, first = np.unique(group, return_index=True)
    wants = _wants_zero(table)[first] & (pv_kwp is None)
    result = _empty(len(table), len(first))
    place = np.empty(len(first), np.int64)
    for is_sized in (False, True):
        for own in _chunks(np.flatnonzero(wants == is_sized), _CHUNK):
            few, given = table.iloc[first[own]], None if pv_kwp is None else pv_kwp[first[own]]
            part = (
                _simulate_to_zero(few, weather, profile, residents)
                if is_sized
                else _simulate_chunk(few, weather, profile, residents, given)
            )
            place[own] = np.arange(len(own))
            _put(result, part, np.flatnonzero(np.isin(group, own)), place[group])
    return result


def _empty(n: int, n_unique: int) -> Simulated:
    year = YearResult(np.empty((n, 12, at.N_MONTHLY)), np.empty((n, at.N_EXTREMES)), np.empty(n, np.bool_))
    return Simulated(year, np.empty(n), np.empty(n), np.empty(n), n_unique)


def _put(result: Simulated, part: Simulated, rows: Ints, place: Ints) -> None:
    """Put the results of a chunk where the rows of the table want them: no second copy of all of them."""
    whole, own = ((*x.year, x.pv_kwp, x.heat_pump_kw, x.design_load_w) for x in (result, part))
    for to, values in zip(whole, own, strict=True):
        to[rows] = values[place[rows]]


def simulate_hours(
    row: pd.DataFrame,
    weather: Weather,
    pv_kwp: Floats,
    profile: str = DEFAULT_PROFILE,
    residents: str = "household",
) -> Floats:
    """Simulate one dwelling again and keep its hours.

    Parameters
    ----------
    row : DataFrame
        One row of the dwelling table.
    weather : Weather
        The year.
    pv_kwp : ndarray, shape (1,)
        Installed PV, as ``simulate`` found it.
    profile, residents : str
        As in ``simulate``.

    Returns
    -------
    ndarray, shape (8760, N_HOURLY)
        Columns of ``kernels.layout``.
    """
    prepared = prepare(row, weather, pv_kwp, profile, residents)
    _, record = run_each(
        prepared.rows, prepared.shape, fleet_hours(weather, profile), make_rules(), is_recording=True
    )
    return np.asarray(record[0])
