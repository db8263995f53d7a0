"""Heat pump, tank and air flows, each equation by itself."""

import numpy as np
import pytest

from nulopdemeter.kernels import layout as at
from nulopdemeter.kernels.air import airing_max, outdoor_air, two_thirds
from nulopdemeter.kernels.plant import pump_capacity, pump_input
from nulopdemeter.kernels.water import hot_water
from tests.kernels.random_dwellings import rules

OUTLETS = {-7.0: (34.0, 52.0), 2.0: (30.0, 42.0), 7.0: (27.0, 36.0), 12.0: (24.0, 30.0)}


def climate_at(out_c, wind=3.0):
    row = np.zeros(at.N_CLIMATE)
    points = np.array(list(OUTLETS))
    row[at.OUT_C] = out_c
    row[at.AIR_WH_PER_M3K], row[at.ONE], row[at.AIRING_FRAC] = 0.35, 1, 1
    row[at.FLOW_FRAC] = row[at.FAN_FRAC] = 1
    row[at.WIND_POW], row[at.WIND_SQ] = wind ** (4 / 3), wind**2
    for k in range(4):
        row[at.HAT_M7 + k] = np.interp(out_c, points, np.eye(4)[k])
    low = np.interp(out_c, points, [v[0] for v in OUTLETS.values()])
    medium = np.interp(out_c, points, [v[1] for v in OUTLETS.values()])
    row[at.BRINE_C] = 4.0
    row[at.WATER_COLD_C], row[at.WATER_PER_LIFT] = 10.0, 1 / 50
    row[at.PUMP_LOW_C], row[at.PUMP_SPAN_PER_K] = low, 1 / (medium - low)
    return row


def pump(cop_low=(2.95, 4.51, 6.20, 7.96), cop_medium=(2.13, 3.34, 4.58, 6.13)):
    p = np.zeros(at.N_FIXED)
    for k, (out_c, (low, medium)) in enumerate(OUTLETS.items()):
        p[at.PUMP_35_M7 + k] = cop_low[k] * max(low - out_c, 6) / (low + 273.15)
        p[at.PUMP_55_M7 + k] = cop_medium[k] * max(medium - out_c, 6) / (medium + 273.15)
    p[at.PUMP_CAPACITY_W], p[at.PUMP_OFF_BELOW_C], p[at.PUMP_MAX_FLOW_C] = 5000, -15, 60
    p[at.PUMP_FROM_AIR], p[at.PUMP_SOURCE_MOST_W] = 1, 1e9
    p[at.PUMP_CAPACITY_SOURCE_PER_K], p[at.PUMP_CAPACITY_FLOW_PER_K] = 0.0225, 0.004
    return p


def test_two_thirds_power_is_within_a_third_of_a_per_cent_from_1_to_40():
    x = np.linspace(1, 40, 500)
    assert max(abs(two_thirds(v) / v ** (2 / 3) - 1) for v in x) < 0.0034


@pytest.mark.parametrize("k", range(4))
def test_heat_pump_gives_its_declared_cop_at_every_declared_point(k):
    out_c, (low, medium) = list(OUTLETS.items())[k]
    declared_low, declared_medium = (2.95, 4.51, 6.20, 7.96)[k], (2.13, 3.34, 4.58, 6.13)[k]
    assert pump_input(pump(), climate_at(out_c), rules(), low, 0.0) == pytest.approx(
        1 / declared_low, rel=1e-9
    )
    assert pump_input(pump(), climate_at(out_c), rules(), medium, 0.0) == pytest.approx(
        1 / declared_medium, rel=1e-9
    )


def test_warmer_water_takes_more_electricity_but_never_more_than_the_heat():
    inputs = [pump_input(pump(), climate_at(0.0), rules(), flow, 0.0) for flow in (30.0, 40.0, 50.0, 60.0)]
    assert all(np.diff(inputs) > 0)
    assert pump_input(np.zeros(at.N_FIXED), climate_at(0.0), rules(), 50.0, 0.0) == 1.0


def test_capacity_is_rated_at_minus_7_and_35_and_ends_at_the_limits_of_the_machine():
    p = pump()

    def capacity_w(out_c, flow_c):
        return pump_capacity(p, climate_at(out_c), rules(), flow_c, 0.4, 1, 0.0)

    assert capacity_w(-7.0, 35.0) == 5000
    assert capacity_w(2.0, 45.0) == pytest.approx(5000 * (1 + 9 * 0.0225) * (1 - 10 * 0.004))
    assert capacity_w(-15.1, 35.0) == 0
    assert capacity_w(5.0, 60.1) == 0


def tank_rows(litres=180.0):
    p = pump()
    store, loss = litres * 1.163, 1.6
    p[at.TANK_STORE_W_PER_K], p[at.TANK_LOSS_W_PER_K], p[at.TANK_INVERSE_K_PER_W] = (
        store,
        loss,
        1 / (store + loss),
    )
    p[at.TANK_SET_C], p[at.TANK_ON_BELOW_C], p[at.TANK_MIN_C], p[at.TANK_AMBIENT_C] = 55, 50, 42, 18
    p[at.WATER_BY_PUMP], p[at.WATER_FLOW_C], p[at.TANK_ELEMENT_W] = 1, 60, 1e9
    return p


def test_energy_of_the_tank_is_accounted_for_in_every_hour_and_it_stays_between_its_limits():
    rng = np.random.default_rng(3)
    p, tank = tank_rows(), np.array([50.0, 0.0, 0.0])
    switched = set()
    for _ in range(500):
        before = tank[0]
        draw_w = 4000 * rng.random() * (rng.random() > 0.7)
        heat_w, input_w, electricity_w, taken, loss_w, _, _ = hot_water(
            p, climate_at(3.0), rules(), draw_w, 0.0, 0.0, tank, 1, 1, 0.0
        )
        stored = p[at.TANK_STORE_W_PER_K] * (tank[0] - before)
        assert heat_w == pytest.approx(draw_w + loss_w + stored, abs=1e-9)
        assert 42 - 1e-9 <= tank[0] <= 55 + 1e-9
        assert 0 <= taken <= 1 + 1e-12
        assert input_w == 0
        assert electricity_w <= heat_w + 1e-9
        switched.add(tank[1])
    assert switched == {0.0, 1.0}


def test_without_a_tank_the_water_is_made_at_the_moment_it_is_drawn():
    p = np.zeros(at.N_FIXED)
    p[at.TANK_SET_C], p[at.TANK_ON_BELOW_C], p[at.TANK_MIN_C] = 1e6, 1e9, -1e6
    p[at.WATER_MAX_W], p[at.WATER_INPUT] = 1e9, 1 / 0.675
    tank = np.array([50.0, 0.0, 0.0])
    for draw_w in (0.0, 1500.0, 8000.0):
        heat_w, input_w, electricity_w, _, loss_w, _, _ = hot_water(
            p, climate_at(8.0), rules(), draw_w, 0.0, 0.0, tank, 1, 1, 0.0
        )
        assert (heat_w, electricity_w, loss_w) == (draw_w, 0.0, 0.0)
        assert input_w == pytest.approx(draw_w / 0.675)


def balanced(recovery=0.85):
    p = np.zeros(at.N_FIXED)
    p[at.VENT_BALANCED_M3_PER_H], p[at.RECOVERY_FRAC], p[at.HAS_BYPASS] = 150, recovery, 1
    return p


def test_recovery_keeps_its_share_of_the_heat_in_a_mild_winter():
    assert outdoor_air(balanced(), climate_at(8.0), rules(), 20.0, 0.0) == pytest.approx(0.336 * 150 * 0.15)


def test_recovery_is_throttled_so_that_the_exhaust_does_not_freeze():
    # Exhaust may fall to 1 °C: of 32 K difference 19 K can be recovered, 59 % instead of 85 %.
    expected = 0.336 * 150 * (1 - 19 / 32)
    assert outdoor_air(balanced(), climate_at(-12.0), rules(), 20.0, 0.0) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("air_c", "out_c", "is_open"), [(25, 18, True), (25, 26, False), (25, 11, False), (22, 18, False)]
)
def test_bypass_opens_only_when_the_room_is_warm_and_outdoors_cooler_but_not_cold(air_c, out_c, is_open):
    h = outdoor_air(balanced(), climate_at(float(out_c)), rules(), float(air_c), 0.0)
    assert h == pytest.approx(0.336 * 150 * (1.0 if is_open else 0.15))


def test_windows_open_no_further_than_they_may_in_that_hour():
    p, hour = np.zeros(at.N_FIXED), climate_at(18.0)
    p[at.AIRING_M3_PER_H], p[at.AIRING_STACK], hour[at.AIRING_FRAC] = 1800, 0.0035, 0.3
    assert airing_max(p, hour, rules(), 26.0, 0.0) == pytest.approx(0.3 * 0.35 * 1800 * np.sqrt(0.028))


def test_leaks_and_an_exhaust_fan_join_in_quadrature():
    p = np.zeros(at.N_FIXED)
    p[at.VENT_UNBALANCED_M3_PER_H], p[at.LEAK_STACK_M3_PER_H], p[at.LEAK_WIND_M3_PER_H] = 120, 10, 15
    stack, wind = 10 * two_thirds(12.0), 15 * 3 ** (4 / 3)
    expected = 0.35 * np.sqrt(120**2 + stack**2 + wind**2)
    assert outdoor_air(p, climate_at(8.0), rules(), 20.0, 0.0) == pytest.approx(expected)


def test_windows_air_nothing_when_it_is_warmer_outside():
    p = np.zeros(at.N_FIXED)
    p[at.AIRING_M3_PER_H], p[at.AIRING_STACK] = 1800, 0.0035
    assert airing_max(p, climate_at(30.0), rules(), 26.0, 0.0) == 0
    # Stack 0.0035 × 8 K beats wind 0.001 × 9: 1800 √0.028 m³/h.
    assert airing_max(p, climate_at(18.0), rules(), 26.0, 0.0) == pytest.approx(0.35 * 1800 * np.sqrt(0.028))


def test_whether_a_tank_is_full_does_not_hang_on_the_last_bit_of_the_draw():
    rng = np.random.default_rng(4)
    draws = 3000 * rng.random(2000) * (rng.random(2000) > 0.6)
    seen = []
    for scale in (1.0, 1.0 + 2e-15, 1.0 - 2e-15):
        p, tank = tank_rows(), np.array([50.0, 0.0, 0.0])
        seen.append(
            [hot_water(p, climate_at(3.0), rules(), scale * d, 0.0, 0.0, tank, 1, 1, 0.0)[0] for d in draws]
        )
    np.testing.assert_allclose(seen[1], seen[0], rtol=1e-9, atol=1e-6)
    np.testing.assert_allclose(seen[2], seen[0], rtol=1e-9, atol=1e-6)


def test_a_ground_loop_lifts_from_the_brine_not_from_the_air():
    p = pump()
    p[at.PUMP_FROM_AIR], p[at.PUMP_FROM_BRINE] = 0, 1
    # The brine is at 4 °C whatever the air: 31 K of lift instead of 42 K.
    by_air = pump_input(pump(), climate_at(-7.0), rules(), 35.0, 0.0)
    assert pump_input(p, climate_at(-7.0), rules(), 35.0, 0.0) == pytest.approx(by_air * 31 / 42)
