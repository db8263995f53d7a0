"""Battery, car, grid and meter; heat pump and tank hour by hour against plain numbers."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nulopdemeter.engine.batch import run_each
from nulopdemeter.kernels import layout as at
from nulopdemeter.kernels.meter import read_meter
from nulopdemeter.kernels.plant import burner_input, emitters_most, pump_electricity, pump_input
from nulopdemeter.kernels.water import hot_water
from tests.kernels.machines import Machines, Stores, auxiliary_w, pump_input_w
from tests.kernels.random_dwellings import random_building, random_hours, random_rows, rules
from tests.kernels.test_plant_and_air import climate_at, pump, tank_rows


def a_recorded_year(seed, n=12, n_hours=480, warm_up_h=72):
    rng = np.random.default_rng(seed)
    hours, building = random_hours(rng, n_hours), random_building(rng, n=n)
    rows, shape, weights = random_rows(rng, building, hours)
    _, hour = run_each(rows, shape, hours, rules(warm_up_h=warm_up_h), is_recording=True)
    return rows, hours, weights, hour


@pytest.mark.parametrize("seed", range(3))
def test_battery_car_and_meter_do_what_their_rules_say_in_every_hour(seed):
    rows, hours, weights, hour = a_recorded_year(seed)
    sun_w = weights.pv_kwp @ hours.pv.T
    for i, p in enumerate(rows):
        stores = Stores(p)
        for t in range(len(hours.month)):
            now = hour[i, t]
            given_w = now[at.H_PV_W] + now[at.H_DISCHARGED_W] - now[at.H_CHARGED_W] - now[at.H_EV_W]
            expected = stores.hour(hours.climate[t], now[at.H_NET_W] + given_w, sun_w[i, t])
            columns = [
                at.H_NET_W, at.H_EV_W, at.H_CHARGED_W, at.H_DISCHARGED_W, at.H_CURTAILED_W, at.H_EV_UNMET_W,
            ]  # fmt: skip
            np.testing.assert_allclose(now[columns], expected, rtol=0, atol=1e-6)
            assert now[at.H_BATTERY_WH] == pytest.approx(stores.battery_wh, abs=1e-6)
    # All of it happens.
    for column in (at.H_EV_W, at.H_CHARGED_W, at.H_DISCHARGED_W, at.H_CURTAILED_W):
        assert (hour[..., column] > 0).mean() > 0.01, column
    assert (hour[..., at.H_EV_UNMET_W] > 0).any()


@pytest.mark.parametrize("seed", range(4))
def test_tank_element_and_what_waits_beside_them_follow_plain_numbers_in_every_hour(seed):
    rows, hours, weights, hour = a_recorded_year(seed, warm_up_h=0)
    sun_w = weights.pv_kwp @ hours.pv.T
    first = weights.collector_from
    aperture = weights.collector_m2 @ hours.sun[:, first : first + weights.collector_m2.shape[1]].T
    seen = []
    for i, p in enumerate(rows):
        machines, air_c = Machines(p), 18.0
        for t in range(len(hours.month)):
            now, climate = hour[i, t], hours.climate[t]
            machines.hour(
                climate, now[at.H_WATER_W], aperture[i, t], sun_w[i, t] - now[at.H_HOUSEHOLD_W], air_c
            )
            air_c = now[at.H_AIR_C]
            expected_w = auxiliary_w(p, machines, now[at.H_HEAT_W], now[at.H_PUMP_HEAT_W])
            assert now[at.H_AUXILIARY_W] == pytest.approx(expected_w, abs=1e-9)
            if p[at.TANK_STORE_W_PER_K]:
                assert now[at.H_TANK_C] == pytest.approx(machines.tank_c, abs=1e-6)
                assert now[at.H_WATER_UNMET_W] == pytest.approx(machines.unmet_w, abs=1e-5)
                assert now[at.H_WATER_EL_W] == pytest.approx(machines.electricity_w, abs=1e-5)
                assert machines.element_w <= p[at.TANK_ELEMENT_W]
            else:
                assert now[at.H_WATER_UNMET_W] == 0
            seen.append((machines.element_w, machines.unmet_w, machines.taken_frac, machines.collector_w))
    # All of it happens.
    assert (np.array(seen) > 0).any(0).all()


@pytest.mark.parametrize("seed", range(3))
def test_a_battery_gives_what_it_took_less_its_losses(seed):
    rows, _hours, _, hour = a_recorded_year(seed)
    one_way, keeps = rows[:, None, at.BATTERY_FRAC], rows[:, None, at.BATTERY_KEEPS_FRAC]
    held = np.concatenate([np.zeros((len(rows), 1)), hour[..., at.H_BATTERY_WH]], axis=1)
    change = held[:, 1:] - keeps * held[:, :-1]
    through = hour[..., at.H_CHARGED_W] * one_way - hour[..., at.H_DISCHARGED_W] / one_way
    np.testing.assert_allclose(change, through, rtol=0, atol=1e-8)
    assert (held >= -1e-9).all()
    assert (held <= rows[:, [at.BATTERY_WH]] + 1e-9).all()


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 2**32 - 1))
def test_what_goes_into_the_hot_water_is_drawn_lost_or_stored_in_every_hour(seed):
    rows, _, _, hour = a_recorded_year(seed, n=6, n_hours=96)
    own = rows[:, None, :]
    tank_c = hour[..., at.H_TANK_C]
    stored_w = own[:, :, at.TANK_STORE_W_PER_K] * np.diff(tank_c, axis=1, prepend=np.nan)
    lost_w = own[:, :, at.TANK_LOSS_W_PER_K] * (tank_c - own[:, :, at.TANK_AMBIENT_C])
    given_w = hour[..., at.H_WATER_HEAT_W] + hour[..., at.H_COLLECTOR_W]
    drawn_w = hour[..., at.H_WATER_W] - hour[..., at.H_WATER_UNMET_W]
    left_w = (given_w - drawn_w - lost_w - stored_w)[:, 1:]
    has_tank = rows[:, at.TANK_STORE_W_PER_K] > 0
    np.testing.assert_allclose(left_w[has_tank], 0, atol=1e-8)


def test_a_car_is_charged_with_what_it_drives_and_never_while_it_is_away():
    rows, hours, _, hour = a_recorded_year(3, n_hours=960)
    away = hours.climate[:, at.EV_IS_HOME] == 0
    assert (hour[:, away, at.H_EV_W] == 0).all()
    driven_wh = rows[:, at.EV_DAY_WH] * hours.climate[:, at.EV_ARRIVES].sum()
    charged_wh = hour[..., at.H_EV_W].sum(1)
    assert (charged_wh <= driven_wh + 1e-6).all()
    # What is not charged was lacking as the car left, or still is.
    unmet_wh = hour[..., at.H_EV_UNMET_W].sum(1)
    left_wh = driven_wh - charged_wh - unmet_wh
    assert (left_wh >= -1e-6).all()
    assert (left_wh <= rows[:, at.EV_DAY_WH] + 1e-6).all()
    is_small = 14 * rows[:, at.EV_W] < rows[:, at.EV_DAY_WH]
    assert (unmet_wh[is_small] > 0).all()
    assert (unmet_wh[~is_small] == 0).all()
    assert is_small.any()


@pytest.mark.parametrize("seed", range(3))
def test_the_heat_pump_takes_the_electricity_of_its_points_and_of_starting_and_stopping(seed):
    rows, hours, _, hour = a_recorded_year(seed)
    for i, p in enumerate(rows):
        for t in range(len(hours.month)):
            flow_c, heat_w = hour[i, t, at.H_FLOW_C], hour[i, t, at.H_PUMP_HEAT_W]
            expected = pump_input_w(p, hours.climate[t], flow_c, heat_w)
            assert hour[i, t, at.H_PUMP_EL_W] == pytest.approx(expected, rel=1e-9, abs=1e-9)


def test_a_machine_below_its_least_load_loses_a_tenth_of_it_and_no_more_than_the_bound():
    p = pump()
    p[at.PUMP_LEAST_PER_W], p[at.PUMP_CYCLING_FRAC], p[at.PUMP_MOST_CYCLING] = 0.3 / 5000, 0.1, 5.0
    # Full load 6 kW: least 1.8 kW. 0.9 kW is half of it, 1/(0.9 + 0.1/0.5) of the COP.
    assert pump_electricity(p, 900.0, 6000.0, 0.25, 0.0) == pytest.approx(0.25 * 900 * 1.1)
    assert pump_electricity(p, 1800.0, 6000.0, 0.25, 0.0) == pytest.approx(0.25 * 1800)
    assert pump_electricity(p, 5000.0, 6000.0, 0.25, 0.0) == pytest.approx(0.25 * 5000)
    # A twentieth of the least load counts as a fifth.
    assert pump_electricity(p, 90.0, 6000.0, 0.25, 0.0) == pytest.approx(0.25 * 90 * 1.4)
    assert pump_electricity(p, 0.0, 6000.0, 0.25, 0.0) == 0


def test_a_boiler_below_its_least_power_starts_and_stops():
    p = np.zeros(at.N_FIXED)
    p[at.BACKUP_INPUT_0], p[at.BACKUP_PER_LEAST_W], p[at.BACKUP_CYCLING_FRAC] = 1.1, 1 / 4000, 0.05
    assert burner_input(p, 50.0, 4000.0, 0.0) == pytest.approx(4400)
    assert burner_input(p, 50.0, 1000.0, 0.0) == pytest.approx(1100 * (1 + 0.05 * 0.75))
    assert burner_input(p, 50.0, 0.0, 0.0) == 0


def test_emitters_give_less_with_cooler_water():
    p = np.zeros(at.N_FIXED)
    p[at.EMITTER_W_PER_K], p[at.EMITTER_ROOT], p[at.EMITTER_SPREAD_K] = 50.0, 20.0, 2.5
    lift = 45 - 2.5 - 20
    assert emitters_most(p, 45.0, 20.0, 0.0) == pytest.approx(lift * (50 + 20 * np.sqrt(lift)))
    assert emitters_most(p, 21.0, 20.0, 0.0) == 0
    p[at.HEATING_MAX_W] = 3000
    assert emitters_most(p, 21.0, 20.0, 0.0) == 3000


def test_a_tank_in_the_sun_is_heated_no_further_than_it_may():
    p, tank, hour = tank_rows(), np.array([40.0, 0.0, 0.0]), climate_at(20.0)
    p[at.TANK_MOST_C], p[at.COLLECTOR_LOSS_W_PER_K], p[at.WATER_BY_PUMP] = 85, 10, 0
    p[at.TANK_ON_BELOW_C] = p[at.TANK_MIN_C] = -1e6
    warmest = []
    for _ in range(30):
        before = tank[0]
        heat_w, _, _, _, loss_w, collector_w, _ = hot_water(
            p, hour, rules(), 0.0, 3000.0, 0.0, tank, 1, 1, 0.0
        )
        assert heat_w == 0
        assert collector_w == pytest.approx(loss_w + p[at.TANK_STORE_W_PER_K] * (tank[0] - before), abs=1e-9)
        assert collector_w <= 3000 - 10 * (before - 20) + 1e-9
        warmest.append(tank[0])
    assert max(warmest) <= 85
    assert warmest[-1] > 82


def test_behind_a_tank_that_preheats_the_boiler_makes_what_is_lacking():
    p, tank, hour = tank_rows(), np.array([35.0, 0.0, 0.0]), climate_at(8.0)
    p[at.TANK_PREHEATS], p[at.WATER_BY_PUMP], p[at.WATER_INPUT], p[at.WATER_MAX_W] = 1, 0, 1 / 0.7, 1e9
    p[at.TANK_ON_BELOW_C], p[at.TANK_MIN_C], p[at.TANK_MOST_C] = -1e6, -1e6, 85
    # Half of the way from 10 to 60 °C comes from the tank.
    heat_w, input_w, electricity_w, _, loss_w, _, _ = hot_water(
        p, hour, rules(), 2000.0, 0.0, 0.0, tank, 1, 1, 0.0
    )
    assert (heat_w, electricity_w) == (1000, 0)
    assert input_w == pytest.approx(1000 / 0.7)
    assert p[at.TANK_STORE_W_PER_K] * (35 - tank[0]) == pytest.approx(1000 + loss_w)


def test_once_a_week_the_element_heats_the_tank_through():
    p, tank, hour = tank_rows(), np.array([50.0, 0.0, 0.0]), climate_at(8.0)
    p[at.TANK_LEGIONELLA_C], p[at.TANK_ON_BELOW_C] = 65, 40
    hot_water(p, hour, rules(), 0.0, 0.0, 0.0, tank, 1, 1, 0.0)
    assert tank[0] < 60
    hour[at.IS_LEGIONELLA] = 1
    before = tank[0]
    heat_w, _, electricity_w, _, loss_w, _, _ = hot_water(p, hour, rules(), 0.0, 0.0, 0.0, tank, 1, 1, 0.0)
    assert tank[0] == pytest.approx(65)
    assert heat_w == pytest.approx(loss_w + p[at.TANK_STORE_W_PER_K] * (65 - before))
    # The heat pump as far as the set point, the element from there on.
    element_w = (p[at.TANK_STORE_W_PER_K] + p[at.TANK_LOSS_W_PER_K]) * (65 - 55)
    input_frac = pump_input(p, hour, rules(), 60.0, 0.0)
    assert electricity_w == pytest.approx(element_w + (heat_w - element_w) * input_frac)


def test_a_small_element_heats_a_tank_through_in_as_many_hours_as_it_needs_and_no_more():
    p, tank, hour = tank_rows(), np.array([50.0, 0.0, 0.0]), climate_at(8.0)
    p[at.TANK_LEGIONELLA_C], p[at.TANK_ELEMENT_W], p[at.PUMP_CAPACITY_W] = 65, 1000, 0
    hour[at.IS_LEGIONELLA] = 1
    water = hot_water(p, hour, rules(), 0.0, 0.0, 0.0, tank, 1, 1, 0.0)
    assert (water.heat_w, water.electricity, water.unmet) == (1000, 1000, 0)
    assert p[at.TANK_STORE_W_PER_K] * (tank[0] - 50) == pytest.approx(1000 - water.loss)
    hour[at.IS_LEGIONELLA], temperatures_c, electricity_w = 0, [], []
    for _ in range(6):
        water = hot_water(p, hour, rules(), 0.0, 0.0, 0.0, tank, 1, 1, 0.0)
        temperatures_c.append(tank[0])
        electricity_w.append(water.electricity)
    # 15 K of 209 Wh/K and the loss of 1 kW: full power for three hours, then what is left, then nothing.
    assert electricity_w[:2] == [1000, 1000]
    assert 0 < electricity_w[2] < 1000
    assert temperatures_c[2] == pytest.approx(65)
    assert electricity_w[3:] == [0, 0, 0]
    assert (np.diff(temperatures_c[2:]) < 0).all()


def test_a_tank_that_is_raised_is_charged_with_water_that_is_as_much_hotter():
    p, hour, r = tank_rows(), climate_at(3.0), rules()
    p[at.WATER_FLOW_C], p[at.PUMP_MAX_FLOW_C], p[at.PUMP_CAPACITY_W] = 60, 64, 1e5
    for raise_k, flow_c in ((0.0, 60.0), (3.0, 63.0), (6.0, 64.0)):
        tank = np.array([40.0, 0.0, 0.0])
        water = hot_water(p, hour, r, 0.0, 0.0, raise_k, tank, 1, 1, 0.0)
        assert tank[0] == pytest.approx(55 + raise_k)
        # The heat pump alone, and no hotter water than it makes.
        assert water.electricity == pytest.approx(water.heat_w * pump_input(p, hour, r, flow_c, 0.0))


def test_what_heat_pump_and_element_cannot_make_is_hot_water_not_met():
    p, tank, hour = tank_rows(), np.array([42.0, 0.0, 0.0]), climate_at(8.0)
    p[at.PUMP_CAPACITY_W], p[at.TANK_ELEMENT_W] = 0, 1500
    water = hot_water(p, hour, rules(), 4000.0, 0.0, 0.0, tank, 1, 1, 0.0)
    assert (water.heat_w, water.electricity) == (1500, 1500)
    assert water.unmet == pytest.approx(4000 - 1500 + water.loss)
    assert tank[0] == pytest.approx(42)
    # Without an element and without a draw it simply cools, and nothing is lacking.
    p[at.TANK_ELEMENT_W] = 0
    water = hot_water(p, hour, rules(), 0.0, 0.0, 0.0, tank, 1, 1, 0.0)
    assert (water.heat_w, water.unmet) == (0, 0)
    assert tank[0] < 42


def test_an_element_that_is_the_heater_gives_its_power_once():
    p, tank, hour = tank_rows(), np.array([42.0, 1.0, 0.0]), climate_at(8.0)
    p[at.WATER_BY_PUMP], p[at.WATER_ELECTRICITY] = 0, 1
    p[at.WATER_MAX_W] = p[at.TANK_ELEMENT_W] = 2500
    p[at.ELEMENT_HEATS] = 1
    water = hot_water(p, hour, rules(), 6000.0, 0.0, 0.0, tank, 1, 1, 0.0)
    assert (water.heat_w, water.electricity) == (2500, 2500)
    assert water.unmet == pytest.approx(6000 - 2500 + water.loss)


def meter_at(load_w, sun_w, **rows):
    p, hour, stores = np.zeros(at.N_FIXED), climate_at(15.0), np.zeros(at.N_STORES)
    p[at.PV_MOST_W] = p[at.EXPORT_MOST_W] = 1e9
    for name, value in rows.items():
        if name == "is_negative":
            hour[at.IS_NEGATIVE] = value
        else:
            p[getattr(at, name)] = value
    return read_meter(p, hour, load_w, sun_w, stores, 1, 0.0)


def test_the_inverter_lets_no_more_through_than_the_voltage_of_the_street():
    meter = meter_at(200.0, 3000.0, PV_MOST_W=2400.0)
    assert (meter.net, meter.curtailed) == (-2200, 600)


def test_a_limit_of_export_curtails_only_what_would_leave_the_house():
    meter = meter_at(200.0, 3000.0, EXPORT_MOST_W=1500.0)
    assert (meter.net, meter.curtailed) == (-1500, 1300)
    assert meter_at(2000.0, 3000.0, EXPORT_MOST_W=1500.0).curtailed == 0


def test_a_contract_that_stops_export_at_negative_prices_stops_it_only_then():
    assert meter_at(200.0, 3000.0, EXPORT_STOPS=1.0, is_negative=1.0).net == 0
    assert meter_at(200.0, 3000.0, EXPORT_STOPS=1.0, is_negative=0.0).net == -2800
    assert meter_at(200.0, 3000.0, EXPORT_STOPS=0.0, is_negative=1.0).net == -2800
