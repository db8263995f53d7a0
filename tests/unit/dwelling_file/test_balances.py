"""Every installation, seen from outside: in each hour energy in is use and losses, recomputed by plain arithmetic."""

import numpy as np
import pytest
from tests.unit.dwelling_file.systems import (
    SYSTEMS,
    burnt_kw,
    near,
    system_year,
    tank_gain_kw,
    tank_loss_kw,
)

from nulopdemeter.engine.battery_ageing import battery_remaining_frac
from nulopdemeter.parameters import figures

GAS_WATER = ("combi", "geyser", "collective", "solar_combi")
NAMES = pytest.mark.parametrize("name", SYSTEMS)


@NAMES
def test_heat_for_the_rooms_is_that_of_the_heat_pump_and_that_of_the_other_generator(name):
    _, year = system_year(name)
    hours = year.hourly
    assert near(hours["heat_demand_kw"], hours["heat_pump_heat_kw"] + hours["backup_heat_kw"])
    assert (hours["heat_demand_kw"] <= hours["heat_most_kw"] + 1e-9).all()
    assert year.totals["heat_demand_kwh"] > 2000.0
    # No heat without electricity, and never less than the electricity itself.
    runs = hours["heat_pump_heat_kw"] > 0.0
    assert (hours["heat_pump_electricity_kw"][runs] > 0.0).all()
    assert (hours["heat_pump_electricity_kw"][~runs] == 0.0).all()
    assert hours["cop"].dropna().min() >= 1.0 if runs.any() else hours["cop"].isna().all()


@NAMES
def test_what_the_other_generator_takes_follows_from_its_efficiency(name):
    file, year = system_year(name)
    assert near(year.hourly["backup_input_kw"], burnt_kw(file, year.hourly))


@NAMES
def test_the_meter_closes_every_hour(name):
    file, year = system_year(name)
    hours = year.hourly
    is_electric = file.heating.generator in ("heat_pump", "electric", "infrared")
    used = (
        hours["heat_pump_electricity_kw"]
        + hours["backup_input_kw"] * is_electric
        + hours["hot_water_electricity_kw"]
        + hours[["fans_kw", "auxiliary_kw", "household_kw", "ev_kw", "battery_charged_kw"]].sum(axis=1)
        - hours["battery_discharged_kw"]
    )
    assert near(hours["net_kw"] + hours["pv_kw"], used)
    assert near(hours["import_kw"] - hours["export_kw"], hours["net_kw"])
    assert (hours["curtailed_kw"] >= -1e-12).all()
    assert (hours["pv_kw"] >= -1e-12).all()


@NAMES
def test_gas_and_heat_of_a_network_are_what_boiler_and_water_heater_take(name):
    file, year = system_year(name)
    hours, heating, water = year.hourly, file.heating.generator, file.hot_water.system
    gas = hours["backup_input_kw"] * (heating in ("hr107", "vr", "gas_stove", "collective_gas", "hybrid"))
    assert near(hours["gas_kw"], gas + hours["hot_water_input_kw"] * (water in GAS_WATER))
    network = hours["backup_input_kw"] * (heating == "district_heat")
    network = network + hours["hot_water_input_kw"] * (water in ("district_heat", "booster"))
    assert near(hours["district_heat_kw"], network)
    kwh = hours["gas_kw"].sum()
    assert year.totals["gas_m3"] == pytest.approx(kwh / figures("controls")["gas_kwh_per_m3"])


@NAMES
def test_hot_water_is_heat_over_efficiency_and_no_more_heat_than_goes_in(name):
    file, year = system_year(name)
    hours, water = year.hourly, file.hot_water
    heat, electricity = hours["hot_water_heat_kw"], hours["hot_water_electricity_kw"]
    if water.system in (*GAS_WATER, "district_heat"):
        assert near(hours["hot_water_input_kw"], heat / water.efficiency_frac)
        assert (electricity == 0.0).all()
    if water.system == "electric_boiler":
        assert near(electricity, heat)
    if water.system == "booster":
        assert near(electricity + hours["hot_water_input_kw"], heat)
        share = electricity.sum() / heat.sum()
        # A third is electricity, and the element's heat all of it.
        assert 1.0 / figures("installations")["booster_cop"] <= share < 0.5
    if water.system == "heat_pump_tank":
        assert (electricity <= heat + 1e-9).all()
        assert 1.5 < heat.sum() / electricity.sum() < 5.0


@NAMES
def test_a_tank_holds_what_comes_in_less_what_is_drawn_and_lost(name):
    file, year = system_year(name)
    hours = year.hourly
    if not file.hot_water.tank_l:
        assert hours["tank_c"].isna().all()
        assert near(hours["hot_water_heat_kw"], hours["hot_water_kw"])
        return
    into = hours["hot_water_heat_kw"] + hours["collector_kw"] - hours["hot_water_kw"]
    into = into + hours["hot_water_unmet_kw"]
    gain = (into - tank_loss_kw(file, hours)).to_numpy()[1:]
    assert near(tank_gain_kw(file, hours), gain)
    assert hours["tank_c"].max() <= 85.0 + 1e-6


@NAMES
def test_a_battery_holds_what_goes_in_less_what_comes_out_and_leaks(name):
    file, year = system_year(name)
    hours, battery = year.hourly, file.battery
    columns = ["battery_charged_kw", "battery_discharged_kw", "battery_kwh"]
    if battery is None:
        assert (hours[columns] == 0.0).all(axis=None)
        return
    i, one_way = figures("installations"), battery.round_trip_frac**0.5
    keeps = (1.0 - i["battery_leak_month_frac"]) ** (12.0 / 8760.0)
    before = np.concatenate([[0.0], hours["battery_kwh"].to_numpy()[:-1]])
    held = before * keeps + hours["battery_charged_kw"] * one_way - hours["battery_discharged_kw"] / one_way
    assert near(hours["battery_kwh"], held)
    left = float(battery_remaining_frac(figures("battery_ageing")["usual_age_years"]))
    usable_kwh = left * i["battery_usable_frac"] * battery.capacity_kwh
    assert hours["battery_kwh"].between(-1e-9, usable_kwh + 1e-9).all()
    assert hours["battery_kwh"].max() == pytest.approx(usable_kwh)
    assert hours[columns[:2]].max().max() <= battery.power_kw + 1e-9
    assert near(hours[columns[0]] * hours[columns[1]], np.zeros(8760))
    lost = hours["battery_charged_kw"].sum() - hours["battery_discharged_kw"].sum()
    assert year.totals["battery_loss_kwh"] == pytest.approx(lost)
    assert 0.1 * year.totals["battery_charged_kwh"] < lost < 0.25 * year.totals["battery_charged_kwh"]


@NAMES
def test_a_car_gets_what_it_needs_at_home_and_no_more_than_the_charger_gives(name):
    file, year = system_year(name)
    ev_kw = year.hourly["ev_kw"]
    if file.car is None:
        assert (ev_kw == 0.0).all()
        return
    assert ev_kw.max() <= file.car.charger_kw + 1e-9
    # What came home in the last night of the year is still to be charged.
    assert year.totals["ev_kwh"] == pytest.approx(file.car.kwh_per_year, rel=0.01)


@NAMES
def test_circulation_and_standing_by_are_what_the_machines_take(name):
    file, year = system_year(name)
    c, word = figures("controls"), file.heating.generator
    standby = {"hr107": 5.0, "vr": 5.0, "hybrid": 5.0, "district_heat": 10.0}.get(word, 0.0)
    standby += file.battery.standby_w if file.battery else 0.0
    is_split = file.heating.points is not None and file.heating.points.source_kind == "air_to_air"
    is_dry = word in ("gas_stove", "electric", "infrared", "district_heat") or is_split
    pumping = 0.0 if is_dry else c["pumping_w"] * (year.hourly["heat_demand_kw"] > 0.0)
    of_source = {"air": 15.0, "ground": 11.0, "exhaust_air": 20.0, "air_to_air": 5.0}
    points = file.heating.points
    idle = of_source["ground" if name == "brine/water" else "air" if points is None else points.source_kind]
    idle *= word in ("heat_pump", "hybrid")
    hours = year.hourly
    stands = hours["heat_pump_heat_kw"] <= 0.0
    solar = figures("installations")["collector_pump_w"] * (hours["collector_kw"] > 0.0)
    waits = 1000.0 * hours["auxiliary_kw"] - (standby + pumping + solar)
    # While it fills the tank it waits for a part of the hour, or for none of it.
    fills = (hours["hot_water_electricity_kw"] > 0.0) & (file.hot_water.system == "heat_pump_tank")
    assert near(waits[~fills], (idle * stands)[~fills])
    assert waits[fills].between(-1e-9, (idle * stands)[fills] + 1e-9).all()
