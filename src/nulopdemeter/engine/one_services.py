"""Machines and people of a dwelling file → the rows and hours that the kernels read."""

import numpy as np
import pandas as pd

from nulopdemeter.dwelling.file import DwellingFile
from nulopdemeter.dwelling.file_air import balanced_share_frac, kind_of, word_of
from nulopdemeter.dwelling.file_defaults_machines import as_stock
from nulopdemeter.dwelling.file_machines import HotWater
from nulopdemeter.dwelling.file_periods import is_nobody_home, wanted_c
from nulopdemeter.dwelling.file_schedules import hourly
from nulopdemeter.dwelling.file_services import Household
from nulopdemeter.engine import sizing
from nulopdemeter.engine.assembly import Weights
from nulopdemeter.engine.calendar_hours import cold_water_c
from nulopdemeter.engine.elements import Floats
from nulopdemeter.engine.hot_water import drawn_frac, water_rows
from nulopdemeter.engine.hours import (
    P_COOKING,
    P_PRESENCE,
    P_USE,
    P_WATER,
    profile_columns,
)
from nulopdemeter.engine.machines import generator_rows
from nulopdemeter.engine.one_air import clock_of, household_kind, mean_flow_m3_per_h
from nulopdemeter.engine.one_machines import (
    collector_aperture_m2,
    collector_plane,
    machine_columns,
    machine_rows,
    pump_model,
)
from nulopdemeter.engine.stores import store_rows
from nulopdemeter.engine.tables import read_table
from nulopdemeter.kernels import layout as at
from nulopdemeter.parameters import figures
from nulopdemeter.units import DAYS_PER_YEAR, H_PER_YEAR, W_PER_KW
from nulopdemeter.weather import Weather

# Columns of the profiles of one dwelling, each of weight one.
SET_C, GAIN_W, USE_W, WATER_W, N_PROFILES = range(5)
_IDEAL = ("ideal", "none")


def services_table(file: DwellingFile) -> pd.DataFrame:
    """Return the dwelling as one row of the dwelling table, as far as machines and meter read it.

    Parameters
    ----------
    file : DwellingFile
        Filled in.

    Returns
    -------
    DataFrame
        One row.
    """
    g, air, heating, water = file.dwelling, file.air, file.heating, file.hot_water
    assert heating is not None
    assert water is not None
    carriers = {r["heating"]: r["backup_carrier"] for r in read_table("dwelling_heating")}
    kwp = sum(plane.peak_kwp for plane in file.pv)
    row = {
        "floor_area_m2": g.floor_area_m2,
        "volume_m3": g.volume_m3,
        "is_apartment": False,
        "storeys": g.storeys,
        "terrain": g.terrain,
        "height_m": g.building_height_m,
        "qv10_dm3_per_s_m2": air.qv10_dm3_per_s_m2 or 0.0,
        "ventilation": str(word_of(air)[0]),
        "ventilation_m3_per_h": mean_flow_m3_per_h(air),
        "balanced_frac": balanced_share_frac(air),
        "recovery_frac": air.recovery_frac,
        "has_bypass": air.has_bypass,
        "fan_w": air.fan_w,
        "heating": heating.generator,
        "heat_pump_kw": np.nan if heating.heat_pump_kw is None else heating.heat_pump_kw,
        "boiler_efficiency_frac": heating.efficiency_frac or 1.0,
        "backup_kw": heating.backup_kw or 0.0,
        "backup_carrier": carriers.get(as_stock(heating.generator), "none"),
        "design_supply_c": figures("controls")["room_c"],
        "hot_water": water.system,
        "hot_water_efficiency_frac": water.efficiency_frac,
        "tank_l": water.tank_l,
        "tank_loss_w_per_k": water.tank_loss_w_per_k,
        "is_cooking_gas": file.household is not None and file.household.cooking == "gas",
        "pv_kwp": kwp,
        **machine_columns(file),
    }
    if isinstance(heating.design_supply_c, float | int):
        row["design_supply_c"] = float(heating.design_supply_c)
    return pd.DataFrame([row])


def profiles(file: DwellingFile, weather: Weather) -> Floats:
    """Return what the people of one dwelling want and give, hour by hour.

    Parameters
    ----------
    file : DwellingFile
        Filled in.
    weather : Weather
        The year.

    Returns
    -------
    ndarray, shape (8760, N_PROFILES)
        Set point [°C]; internal gains, household electricity and heat in hot water [W].
    """
    clock = clock_of(file)
    gains, water = file.gains, file.hot_water
    is_home = np.asarray(~is_nobody_home(file.absence), np.float64)
    columns = np.zeros((H_PER_YEAR, N_PROFILES))
    set_c = wanted_c(file.heating, file.absence, *clock) if file.heating else None
    columns[:, SET_C] = -figures("dwelling_file")["cooling_off_c"] if set_c is None else set_c
    shared = profile_columns(weather)
    if gains is not None:
        columns[:, GAIN_W] = gains.constant_w
        for source in gains.source:
            columns[:, GAIN_W] += source.power_w * hourly(source.schedule_frac, None, *clock)
    if file.household is not None:
        people_w, columns[:, USE_W] = _household(file.household, shared, is_home)
        if gains is not None and gains.is_from_household:
            to_room = figures("controls")["electricity_to_room_frac"]
            columns[:, GAIN_W] += people_w + to_room * columns[:, USE_W]
    if water is not None:
        kind = P_WATER + household_kind(file.household)
        drawn = _water_w(water, shared[:, kind], clock)
        columns[:, WATER_W] = drawn * is_home * drawn_frac(services_table(file))
    return columns


def _water_w(water: HotWater, usual: Floats, clock: tuple[Floats, Floats]) -> Floats:
    """Heat in the water drawn [W], by the usual hours of a day or by those of the file."""
    litres = float(water.draw_l_per_day or 0.0)
    if water.tapping is None:
        return np.asarray(litres * usual)
    tapped = hourly(water.tapping, None, *clock)
    c = figures("controls")
    per_h = litres * DAYS_PER_YEAR * tapped / tapped.sum()
    return np.asarray(per_h * c["water_wh_per_lk"] * (c["use_c"] - cold_water_c()))


def _household(household: Household, shared: Floats, is_home: Floats) -> tuple[Floats, Floats]:
    """Heat of people and electricity of appliances [W]; what stands by goes on while nobody is at home."""
    kind = household_kind(household)
    is_electric = household.cooking == "electric"
    cooking = min(figures("residents")["induction_kwh"], household.electricity_kwh) * is_electric
    hourly_w = (household.electricity_kwh - cooking) * shared[:, P_USE + kind]
    hourly_w = hourly_w + cooking * shared[:, P_COOKING]
    presence = shared[:, P_PRESENCE + kind]
    mean_w = household.electricity_kwh * W_PER_KW / H_PER_YEAR
    standby_w = figures("dwelling_file")["absence_electricity_frac"] * mean_w
    use_w = np.where(is_home > 0.0, hourly_w, standby_w)
    people_w = figures("controls")["person_w"] * household.size * presence * is_home
    return np.asarray(people_w), np.asarray(use_w)


def one_weights(file: DwellingFile, n_suns: int) -> Weights:
    """Return the weights on the profiles: one each, the panels and the solar collector.

    Parameters
    ----------
    file : DwellingFile
        Filled in.
    n_suns : int
        Columns of the sun; that of a collector is the last.

    Returns
    -------
    Weights
        Of one dwelling.
    """
    one = np.ones((1, 1))
    kwp = np.array([[plane.peak_kwp for plane in file.pv] or [0.0]])
    weights = Weights(one, SET_C, one, GAIN_W, one, USE_W, one, WATER_W, kwp)
    if collector_plane(file.hot_water) is None:
        return weights
    return weights._replace(collector_m2=collector_aperture_m2(file.hot_water), collector_from=n_suns - 1)


def service_rows(out: Floats, file: DwellingFile, table: pd.DataFrame, load_w: Floats) -> Floats:
    """Fill the rows of machines and cooling.

    Parameters
    ----------
    out : ndarray, shape (1, rows)
        Receives them.
    file : DwellingFile
        Filled in.
    table : DataFrame
        From ``services_table``.
    load_w : ndarray, shape (1,)
        Design load.

    Returns
    -------
    ndarray, shape (1,)
        Heat pump [kW], 0 without one.
    """
    pump_kw = sizing.pump_kw(table, load_w)
    heating, cooling, d = file.heating, file.cooling, figures("dwelling_file")
    assert heating is not None
    model = pump_model(heating)
    own = () if heating.points is None or model is None else (model,)
    generator_rows(out, table, load_w, pump_kw, own)
    water_rows(out, table)
    store_rows(out, table, table["pv_kwp"].to_numpy(float))
    machine_rows(out, file)
    if heating.generator in _IDEAL:
        is_on = heating.generator == "ideal"
        out[:, at.BACKUP_W] = d["unlimited_w"] if is_on else 0.0
        out[:, at.PUMPING_W], out[:, at.STANDBY_W] = 0.0, 0.0
    out[:, at.COOLING_SET_C] = d["cooling_off_c"]
    if cooling is not None:
        most = cooling.capacity_kw
        out[:, at.COOLING_SET_C] = 0.0
        out[:, at.COOLING_MAX_W] = d["unlimited_w"] if most is None else most * W_PER_KW
        out[:, at.COOLING_INPUT] = 0.0 if cooling.cop is None else 1.0 / cooling.cop
    return pump_kw


def cooling_set_c(file: DwellingFile) -> Floats:
    """Return the set point of cooling, hour by hour.

    Parameters
    ----------
    file : DwellingFile
        Filled in.

    Returns
    -------
    ndarray, shape (8760,)
        [°C]; zero without cooling, where a row of the dwelling says never.
    """
    if file.cooling is None:
        return np.zeros(H_PER_YEAR)
    return hourly(file.cooling.set_point_c, None, *clock_of(file))


def design_load_w(
    file: DwellingFile, table: pd.DataFrame, steady_w_per_k: float, wind_m_per_s: float
) -> Floats:
    """Return the steady heat loss at design conditions.

    Parameters
    ----------
    file : DwellingFile
        Filled in.
    table : DataFrame
        From ``services_table``.
    steady_w_per_k : float
        Transmission.
    wind_m_per_s : float
        Mean wind at the station.

    Returns
    -------
    ndarray, shape (1,)
        [W].
    """
    c = figures("controls")
    difference_k = c["room_c"] - c["design_outdoor_c"]
    air = sizing.air_exchange_w_per_k(
        table, difference_k, wind_m_per_s, file.air.vents_open_frac or 0.0, file.air.purge_time_frac or 0.0
    )
    if file.air.infiltration_ach is not None:
        given = file.dwelling.volume_m3 * float(np.mean(file.air.infiltration_ach))
        air = air + figures("leakage")["balanced_wh_per_m3k"] * given
    if kind_of(file.air) == "A" and not file.air.vents_open_frac:
        air = air + figures("leakage")["balanced_wh_per_m3k"] * mean_flow_m3_per_h(file.air)
    return np.asarray((steady_w_per_k + air) * difference_k)
