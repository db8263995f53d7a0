"""What machines of a dwelling file do in a year: sizes, curves, rules, sources, tanks, stores and the grid."""

import numpy as np
import pytest
from tests.cases import default_weather
from tests.unit.dwelling_file.made import constant_weather
from tests.unit.dwelling_file.systems import (
    AIR,
    BATTERY,
    COMBI,
    EXHAUST,
    SPLIT,
    SUN,
    TANK,
    data_of,
    system_year,
)

from nulopdemeter.balance import balance
from nulopdemeter.dwelling.file import parse_dwelling
from nulopdemeter.engine.one import simulate_file

NOTHING = {"system": "none"}


def year(heating, water=NOTHING, more=None, weather=None):
    file = parse_dwelling(data_of(heating, water, more or {}))
    return simulate_file(file, weather or default_weather())


def pump(**keys):
    return {"generator": "heat_pump", **keys}


def hybrid(**keys):
    return {"generator": "hybrid", "radiator_kw": 12, **keys}


def boiler_alone(seen):
    """Hours in which the boiler of a hybrid heats and its heat pump does not."""
    hours = seen.hourly
    return hours[(hours["backup_heat_kw"] > 0.0) & (hours["heat_pump_heat_kw"] == 0.0)]


# Sizes.


def test_a_heat_pump_that_is_far_too_small_runs_with_its_backup_and_leaves_hours_unmet():
    small, right = year(pump(heat_pump_kw=1.0, backup_kw=1.0)), year(pump(heat_pump_kw=9.0, backup_kw=1.0))
    assert small.totals["backup_heat_kwh"] > 1000.0
    assert small.totals["backup_heat_kwh"] > 5.0 * right.totals["backup_heat_kwh"]
    assert small.totals["unmet_h"] > 1000.0 > right.totals["unmet_h"]
    assert small.totals["underheating_kh"] > 1000.0
    cold = small.hourly[small.hourly["operative_c"] < small.hourly["set_point_c"] - 1e-6]
    assert cold["heat_demand_kw"].to_numpy() == pytest.approx(cold["heat_most_kw"].to_numpy())


def test_at_the_bivalent_temperature_the_full_load_is_the_heat_loss():
    for out_c in (-5.0, 0.0, 4.0):
        seen = year(pump(sizing="bivalent", bivalent_c=out_c), weather=constant_weather(out_c))
        load_kw = seen.totals["design_load_kw"] * (20.0 - out_c) / 30.0
        # The backup of 3 kW comes on top.
        assert seen.hourly["heat_most_kw"].iloc[-1] == pytest.approx(load_kw + 3.0, rel=1e-9)


def test_a_machine_sized_for_a_colder_bivalent_temperature_is_larger_and_its_backup_gives_less():
    warm, cold = (year(pump(sizing="bivalent", bivalent_c=c)).totals for c in (3.0, -6.0))
    assert cold["heat_pump_kw"] > 1.5 * warm["heat_pump_kw"]
    assert cold["backup_heat_kwh"] < 0.2 * warm["backup_heat_kwh"]
    auto = year(pump(sizing="auto")).totals
    assert auto["heat_pump_kw"] == pytest.approx(0.9 * auto["design_load_kw"])


# Emitters.


@pytest.mark.parametrize(("emitter", "power", "spread_k"), [("radiators", 1.3, 7.0), ("floor", 1.1, 5.0)])
def test_the_supply_temperature_that_a_shell_allows_is_computed(emitter, power, spread_k):
    seen = year(pump(radiator_kw=16, emitter=emitter)).totals
    lift_k = 50.0 * (seen["design_load_kw"] / 16.0) ** (1.0 / power)
    assert seen["design_supply_c"] == pytest.approx(20.0 + lift_k + spread_k / 2)


def test_less_heat_loss_or_larger_radiators_allow_colder_water_and_a_better_cop():
    supply_c, used_kwh = [], []
    for radiator_kw, qv10 in ((11, 2.0), (16, 2.0), (16, 0.4)):
        data = data_of(pump(radiator_kw=radiator_kw), NOTHING, {})
        data["air"]["qv10_dm3_per_s_m2"] = qv10
        seen = simulate_file(parse_dwelling(data), default_weather())
        supply_c.append(seen.totals["design_supply_c"])
        used_kwh.append(seen.hourly["heat_pump_electricity_kw"].sum() / seen.totals["heat_pump_heat_kwh"])
    assert supply_c == sorted(supply_c, reverse=True)
    assert used_kwh == sorted(used_kwh, reverse=True)


@pytest.mark.parametrize(("radiator_kw", "limit_c"), [(200, 30.0), (2, 60.0)])
def test_a_computed_supply_temperature_is_one_that_the_machine_makes(radiator_kw, limit_c):
    seen = year(pump(radiator_kw=radiator_kw))
    assert seen.totals["design_supply_c"] == limit_c
    # Also on days that are colder than the design.
    cold = year(pump(radiator_kw=radiator_kw), weather=constant_weather(-15.0))
    assert cold.hourly["supply_c"].max() <= limit_c + 5.0 * (limit_c < 60.0)
    assert cold.totals["heat_pump_heat_kwh"] > 0.0


@pytest.mark.parametrize(
    ("name", "has_water"), [("hr107", True), ("own points", True), ("split", False), ("infrared", False)]
)
def test_the_sizes_are_among_the_totals_and_the_supply_only_where_water_heats(name, has_water):
    _, seen = system_year(name)
    assert seen.totals["design_load_kw"] == pytest.approx(seen.simulated.design_load_w[0] / 1000.0)
    assert seen.totals["heat_pump_kw"] == seen.simulated.heat_pump_kw[0]
    assert ("design_supply_c" in seen.totals) == has_water


def test_a_hybrid_may_ask_for_hotter_water_than_its_heat_pump_makes():
    assert year(hybrid(radiator_kw=4)).totals["design_supply_c"] == 70.0


def test_a_given_supply_that_the_machine_does_not_make_stops_it_in_those_hours():
    hours = year(pump(design_supply_c=75)).hourly
    too_hot = hours["supply_c"] > 60.0
    assert too_hot.sum() > 100
    assert (hours["heat_pump_heat_kw"][too_hot] == 0.0).all()
    assert hours["backup_heat_kw"][too_hot].sum() > 500.0


def test_radiators_on_a_heat_pump_give_what_the_water_of_the_hour_allows():
    hours = year(pump(radiator_kw=9, heat_pump_kw=30, design_supply_c=45)).hourly
    lift_k = (hours["supply_c"] - 3.5).to_numpy()[1:] - hours["air_c"].to_numpy()[:-1]
    by_hand_kw = 9.0 * (np.maximum(lift_k, 0.0) / 50.0) ** 1.3
    middle = (lift_k > 5.0) & (lift_k < 40.0)
    assert middle.sum() > 3000
    assert hours["heat_most_kw"].to_numpy()[1:][middle] == pytest.approx(by_hand_kw[middle], rel=0.015)


def test_radiators_on_a_boiler_give_their_rating_and_without_any_there_is_no_limit():
    small = year({"generator": "hr107", "radiator_kw": 3}).hourly
    assert small["heat_most_kw"].to_numpy() == pytest.approx(np.full(8760, 3.0))
    assert year({"generator": "hr107"}).hourly["heat_most_kw"].min() == pytest.approx(20.0)


def test_a_floor_heats_more_by_radiation_than_warm_air_and_so_at_a_lower_air_temperature():
    cold = {
        kind: year({"generator": "electric", "emitter": kind}).hourly for kind in ("floor", "panel", "air")
    }
    heats = cold["air"]["heat_demand_kw"] > 3.0
    above_k = {k: (h["air_c"] - h["operative_c"])[heats].mean() for k, h in cold.items()}
    assert above_k["panel"] < above_k["floor"] < above_k["air"]


def test_the_least_supply_temperature_is_kept():
    seen = year(pump(design_supply_c=35, least_supply_c=33)).hourly
    assert seen["supply_c"].min() == pytest.approx(33.0)
    assert year(pump(design_supply_c=35)).hourly["supply_c"].min() == pytest.approx(27.0)


# Own points and sources.


@pytest.mark.parametrize(("out_c", "outlet_c", "place"), [(-7, 34, 0), (2, 30, 1), (7, 27, 2), (12, 24, 3)])
def test_at_a_declared_point_the_cop_is_the_declared_one(out_c, outlet_c, place):
    points = {**AIR, "field_factor_frac": 1.0, "cycling_frac": 0.0}
    flat = {"design_supply_c": max(outlet_c, 25), "least_supply_c": outlet_c}
    hours = year(pump(points=points, **flat), weather=constant_weather(float(out_c))).hourly
    assert hours["supply_c"].iloc[-1] == pytest.approx(outlet_c)
    cop = hours["cop"].dropna().to_numpy()
    assert len(cop) > 1000
    assert cop == pytest.approx(np.full(len(cop), AIR["cop35"][place]), rel=1e-9)
    worse = year(
        pump(points={**points, "field_factor_frac": 0.5}, **flat), weather=constant_weather(float(out_c))
    )
    assert worse.hourly["cop"].max() == pytest.approx(max(1.0, AIR["cop35"][place] / 2), rel=1e-9)


def test_air_to_air_has_the_cop_of_its_one_test_and_pumps_no_water():
    points = {**SPLIT, "field_factor_frac": 1.0, "cycling_frac": 0.0}
    seen = year(pump(points=points, emitter="air"), weather=constant_weather(2.0)).hourly
    assert seen["cop"].min() == pytest.approx(3.6, rel=1e-9)
    assert seen["cop"].max() == pytest.approx(3.6, rel=1e-9)
    assert (seen["auxiliary_kw"][seen["cop"].notna()] == 0.0).all()


def test_a_machine_that_is_far_too_large_starts_more_often_and_uses_more_where_starting_costs():
    def used_kwh(size_kw, cycling_frac):
        points = {**AIR, "cycling_frac": cycling_frac, "modulation_least_frac": 0.3}
        hours = year(pump(points=points, heat_pump_kw=size_kw, backup_kw=0)).hourly
        return hours["heat_pump_electricity_kw"].sum() / hours["heat_pump_heat_kw"].sum()

    assert used_kwh(24.0, 0.2) > 1.05 * used_kwh(10.0, 0.2)
    assert used_kwh(24.0, 0.0) == pytest.approx(used_kwh(10.0, 0.0), rel=0.01)


def test_exhaust_air_gives_no_more_than_its_cooling():
    _, seen = system_year("exhaust air")
    hours = seen.hourly
    from_air_kw = hours["heat_pump_heat_kw"] - hours["heat_pump_electricity_kw"]
    # 100 m³/h cooled from 20 to 2 °C; what the tests had of starting and stopping is taken off the electricity.
    most_kw = 0.3364e-3 * 100.0 * 18.0
    assert 0.9 * most_kw < from_air_kw.max() <= 1.005 * most_kw
    half = year(pump(points=EXHAUST, heat_pump_kw=1.5, exhaust_air_m3_per_h=50), TANK).hourly
    from_half_kw = half["heat_pump_heat_kw"] - half["heat_pump_electricity_kw"]
    assert 0.45 * most_kw < from_half_kw.max() <= 0.505 * most_kw


def test_a_warmer_ground_loop_gives_a_better_cop_and_the_wave_is_coldest_on_its_day():
    brine = {"heat_pump": "brine-water-median", "design_supply_c": 35, "least_supply_c": 35}
    cold, warm = (year(pump(**brine, brine_mean_c=c)).hourly for c in (2.0, 10.0))
    assert warm["cop"].mean() > 1.1 * cold["cop"].mean()
    calm = constant_weather(2.0)
    wave = year(pump(**brine, brine_mean_c=8, brine_swing_k=5, brine_coldest_day=75), weather=calm)
    daily = np.nanmax(wave.hourly["cop"].to_numpy().reshape(365, 24), axis=1)
    assert abs(int(daily.argmin()) - 75) <= 3
    assert abs(int(daily.argmax()) - 75 - 182) <= 4


def test_quiet_hours_take_a_share_of_the_full_load_at_night_and_nothing_by_day():
    calm, heating = constant_weather(2.0), pump(backup_kw=0, heat_pump_kw=8)
    loud = year(heating, weather=calm).hourly["heat_most_kw"].to_numpy()[:24]
    quiet = year({**heating, "quiet_mode": True, "quiet_frac": 0.4}, weather=calm).hourly
    ratio = quiet["heat_most_kw"].to_numpy()[:24] / loud
    assert ratio[8:18] == pytest.approx(np.ones(10))
    assert ratio[20:24] == pytest.approx(np.full(4, 0.6))
    assert ratio[:6] == pytest.approx(np.full(6, 0.6))


# Hybrids.


def test_by_cost_the_boiler_takes_the_hours_of_a_low_cop():
    strict, loose = year(hybrid(hybrid_least_cop=3.5)), year(hybrid(hybrid_least_cop=1.2))
    assert strict.hourly["cop"].min() > 2.5 > loose.hourly["cop"].min()
    assert len(boiler_alone(strict)) > len(boiler_alone(loose)) + 500
    assert strict.totals["gas_m3"] > loose.totals["gas_m3"]


def test_by_temperature_the_boiler_heats_alone_below_it_and_never_above():
    seen = year(hybrid(hybrid_rule="temperature", hybrid_switch_c=5))
    hours = seen.hourly[seen.hourly["heat_demand_kw"] > 0.0]
    below = hours["outdoor_c"] < 5.0
    assert (hours["heat_pump_heat_kw"][below] == 0.0).all()
    assert (hours["heat_pump_heat_kw"][~below] > 0.0).all()


def test_by_capacity_the_heat_pump_always_runs_and_the_boiler_adds_what_it_lacks():
    seen = year(hybrid(hybrid_rule="capacity", heat_pump_kw=3))
    hours = seen.hourly[seen.hourly["heat_demand_kw"] > 0.0]
    assert (hours["heat_pump_heat_kw"][hours["supply_c"] < 60.0] > 0.0).all()
    assert seen.totals["backup_heat_kwh"] > 500.0
    assert len(boiler_alone(seen)) < len(boiler_alone(year(hybrid(hybrid_least_cop=3.5, heat_pump_kw=3))))


# Hot water.


def test_a_solar_boiler_saves_gas_and_a_collector_to_the_north_less():
    solar = {"system": "solar_combi", "draw_l_per_day": 100, "tank_l": 150}
    plain = year({"generator": "hr107"}, {"system": "combi", "draw_l_per_day": 100}).totals
    south, north = (
        year({"generator": "hr107"}, {**solar, "collector_azimuth_deg": a}).totals for a in (180, 0)
    )
    assert plain["collector_kwh"] == 0.0
    assert 600.0 < south["collector_kwh"] < 1700.0
    assert north["collector_kwh"] < 0.75 * south["collector_kwh"]
    assert south["gas_m3"] < north["gas_m3"] < plain["gas_m3"]


def test_the_tank_is_kept_at_its_set_point_and_heated_through_once_a_week():
    _, cool = system_year("air/water")
    assert 52.0 - 1e-6 <= cool.hourly["tank_c"].max() <= 60.0 + 1e-6
    _, never = system_year("brine/water")
    assert never.hourly["tank_c"].max() <= 55.0 + 1e-6
    weekly = {c: year(pump(), {**TANK, "legionella_c": c}) for c in (0, 60, 70)}
    assert (weekly[70].hourly["tank_c"] >= 70.0 - 1e-6).sum() >= 52
    used = [seen.totals["hot_water_electricity_kwh"] for seen in weekly.values()]
    assert used == sorted(used)
    assert year(pump(), {**TANK, "tank_element_kw": 0}).hourly["tank_c"].max() <= 55.0 + 1e-6


def test_a_tank_whose_element_is_too_small_says_what_it_could_not_give():
    seen = {
        kw: year(
            pump(), {**TANK, "draw_l_per_day": 400, "tank_l": 80, "tank_element_kw": kw, "legionella_c": 0}
        )
        for kw in (0, 1, 9)
    }
    unmet = [one.totals["hot_water_unmet_kwh"] for one in seen.values()]
    assert unmet[0] > unmet[1] > unmet[2] == 0.0
    for kw, one in seen.items():
        hours = one.hourly
        given_kw = hours["hot_water_kw"] - hours["hot_water_unmet_kw"]
        assert (given_kw >= -1e-9).all()
        assert balance(one.table, one.simulated).meter["hot_water_unmet_kwh"].iloc[0] == pytest.approx(
            one.totals["hot_water_unmet_kwh"]
        )
        # What heat pump and element make is no more than the element beyond the machine's own heat.
        assert (hours["hot_water_electricity_kw"] <= hours["hot_water_heat_kw"] + 1e-9).all(), kw


def test_an_electric_boiler_has_one_element():
    water = {"system": "electric_boiler", "draw_l_per_day": 200, "tank_l": 80}
    seen = year({"generator": "electric"}, water)
    assert seen.hourly["hot_water_electricity_kw"].max() == pytest.approx(2.5)
    large = year({"generator": "electric"}, {**water, "tank_element_kw": 6}).hourly
    assert 2.5 < large["hot_water_electricity_kw"].max() <= 6.0 + 1e-9


def test_the_pump_of_a_solar_boiler_runs_while_the_collector_gives():
    _, seen = system_year("solar boiler")
    hours = seen.hourly
    still = hours["auxiliary_kw"] - 0.030 * (hours["collector_kw"] > 0.0)
    _, bare = system_year("hr107")
    assert set(still.round(9)) == set(bare.hourly["auxiliary_kw"].round(9))
    assert 20.0 < 0.030 * (hours["collector_kw"] > 0.0).sum() < 90.0


def test_a_heat_pump_that_fills_the_tank_for_half_an_hour_waits_for_the_other_half():
    _, seen = system_year("brine/water")
    hours = seen.hourly
    rests = (hours["heat_demand_kw"] == 0.0) & (hours["hot_water_electricity_kw"] == 0.0)
    idle_kw = hours["auxiliary_kw"][rests].max()
    fills = (hours["heat_demand_kw"] == 0.0) & (hours["hot_water_electricity_kw"] > 0.0)
    assert idle_kw > 0.0
    assert (hours["auxiliary_kw"][rests] == idle_kw).all()
    assert (hours["auxiliary_kw"][fills] < idle_kw).all()


def test_hot_water_follows_the_hours_of_the_file_and_the_sum_stays():
    usual = year({"generator": "hr107"}, COMBI).hourly["hot_water_kw"]
    night = [3] * 6 + [0] * 18
    own = year({"generator": "hr107"}, {**COMBI, "tapping": night}).hourly["hot_water_kw"]
    daily = own.to_numpy().reshape(365, 24)
    # The clock of the file is an hour ahead in summer.
    assert (daily[:31, 6:] == 0.0).all()
    assert (daily[:31, :6] > 0.0).all()
    assert (daily[200, 5:23] == 0.0).all()
    assert own.sum() == pytest.approx(usual.sum(), rel=0.002)


def test_a_shower_that_recovers_half_saves_two_fifths():
    plain = year({"generator": "hr107"}, COMBI).totals["hot_water_kwh"]
    saved = year({"generator": "hr107"}, {**COMBI, "shower_recovery_frac": 0.5}).totals["hot_water_kwh"]
    assert saved == pytest.approx(0.6 * plain)


# Stores, grid and controls.


def test_a_battery_raises_own_use_and_one_that_buys_cheap_imports_at_night():
    bare = year({"generator": "hr107"}, COMBI, SUN).totals
    _, with_battery = system_year("battery")
    stored = with_battery.totals
    assert stored["export_kwh"] < bare["export_kwh"] - 500.0
    assert stored["import_kwh"] < bare["import_kwh"] - 400.0
    _, priced = system_year("battery by price")
    dark = priced.hourly["pv_kw"] == 0.0
    assert priced.hourly["battery_charged_kw"][dark].sum() > 300.0
    assert with_battery.hourly["battery_charged_kw"][dark].sum() == 0.0


def test_a_car_charges_when_it_comes_home_or_from_the_sun():
    by = {
        control: year(
            {"generator": "hr107"}, COMBI, {**SUN, "car": {"kwh_per_year": 2500, "control": control}}
        )
        for control in ("at_once", "price", "sun")
    }
    own = {control: seen.totals["self_use_kwh"] for control, seen in by.items()}
    assert own["sun"] > own["at_once"] + 100.0
    hour = np.arange(8760) % 24
    evening = by["at_once"].hourly["ev_kw"][(hour >= 17) & (hour < 21)].sum()
    assert evening > 0.95 * by["at_once"].totals["ev_kwh"]
    assert by["price"].hourly["ev_kw"][(hour >= 17) & (hour < 21)].sum() < 0.5 * evening
    # A car is no part of zero on the meter.
    assert by["at_once"].totals["net_kwh"] == pytest.approx(
        year({"generator": "hr107"}, COMBI, SUN).totals["net_kwh"], abs=1e-6
    )


def test_a_small_charger_by_sun_begins_in_time_and_a_car_that_needs_more_says_what_it_lacks():
    data = data_of({"generator": "hr107"}, COMBI, {"car": {"kwh_per_year": 2200, "charger_kw": 2.3}})
    del data["pv"]
    data["car"]["control"] = "sun"
    seen = simulate_file(parse_dwelling(data), default_weather())
    # 8.4 kWh a day take four hours; what came home on the last evening of the year is charged after it.
    assert seen.totals["ev_kwh"] == pytest.approx(2200 * 260 / 261)
    assert seen.totals["ev_unmet_kwh"] == 0.0
    data["car"] |= {"kwh_per_year": 10000, "control": "at_once"}
    large = simulate_file(parse_dwelling(data), default_weather())
    # Fourteen hours a night, and weekends; 38 kWh a day.
    day_kwh = 10000 / 261
    assert large.hourly["ev_unmet_kw"].max() == pytest.approx(day_kwh - 14 * 2.3)
    assert large.totals["ev_unmet_kwh"] == pytest.approx((day_kwh - 14 * 2.3) * (261 - 52 - 1), rel=0.02)
    left_kwh = 10000 - large.totals["ev_kwh"] - large.totals["ev_unmet_kwh"]
    assert 0.0 < left_kwh < day_kwh
    told = balance(large.table, large.simulated).meter["ev_unmet_kwh"].iloc[0]
    assert told == pytest.approx(large.totals["ev_unmet_kwh"])


def test_the_grid_curtails_at_the_limit_by_voltage_and_at_negative_prices():
    bare = year({"generator": "hr107"}, COMBI, SUN)
    assert bare.totals["curtailed_kwh"] == 0.0
    limited = year({"generator": "hr107"}, COMBI, {**SUN, "grid": {"export_limit_kw": 1.2}})
    assert limited.totals["peak_export_kw"] == pytest.approx(1.2)
    weak = year({"generator": "hr107"}, COMBI, {**SUN, "grid": {"voltage_frac": 0.5}})
    assert weak.hourly["pv_kw"].max() == pytest.approx(2.5)
    stops = year({"generator": "hr107"}, COMBI, {**SUN, "grid": {"stops_export_at_negative_price": True}})
    less = bare.hourly["export_kw"] - stops.hourly["export_kw"]
    assert 0 < (less > 1e-9).sum() <= 500
    assert (stops.hourly["export_kw"][less > 1e-9] == 0.0).all()
    for seen in (limited, weak, stops):
        could_kw = (seen.hourly["pv_kw"] + seen.hourly["curtailed_kw"]).to_numpy()
        assert could_kw == pytest.approx(bare.hourly["pv_kw"].to_numpy())
        assert seen.totals["curtailed_kwh"] > 20.0


def test_a_smart_control_uses_more_of_the_own_sun_and_leaves_the_room_no_colder():
    plain = year(pump(), TANK, SUN)
    smart = year(pump(), TANK, {**SUN, "control": {"smart": "sun", "tank_raise_k": 5, "room_raise_k": 2}})
    assert smart.totals["self_use_kwh"] > plain.totals["self_use_kwh"] + 50.0
    assert smart.hourly["tank_c"].max() > plain.hourly["tank_c"].max()
    assert smart.hourly["air_c"].mean() > plain.hourly["air_c"].mean()
    none = year(pump(), TANK, {**SUN, "control": {"smart": "none"}})
    assert none.totals["import_kwh"] == pytest.approx(plain.totals["import_kwh"], rel=1e-12)


def test_the_standby_of_a_battery_is_that_of_the_file():
    with_battery = year({"generator": "hr107"}, COMBI, {**SUN, "battery": {**BATTERY, "standby_w": 50}})
    without = year({"generator": "hr107"}, COMBI, SUN)
    more_kw = with_battery.hourly["auxiliary_kw"] - without.hourly["auxiliary_kw"]
    assert more_kw.to_numpy() == pytest.approx(np.full(8760, 0.05))
