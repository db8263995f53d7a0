"""Systems a dwelling shares with its building, heat of the sun, and losses that warm the rooms: by hand."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from tests.cases import ROWS
from tests.validation.test_nta8800 import calculate, services, terraced

from nulopdemeter.dwelling import describe, read_packages
from nulopdemeter.regulation.nta8800.balance import heat_utilisation, need_with_losses_kwh
from nulopdemeter.regulation.nta8800.distribution import heating_limit_c, shared_kwh
from nulopdemeter.regulation.nta8800.from_table import carriers_of, indicators
from nulopdemeter.regulation.nta8800.heating import heating, recoverable_kwh
from nulopdemeter.regulation.nta8800.hot_water import circulation_w, hot_water
from nulopdemeter.regulation.nta8800.inputs import Collective, Collector
from nulopdemeter.regulation.nta8800.pumps import circulation_pump_kwh, heating_pump_kwh, pump_factor
from nulopdemeter.regulation.nta8800.solar_heat import correlation, solar_heat
from nulopdemeter.regulation.nta8800.tables import monthly

NOW = "2025+C1:2026"
ON = date(2026, 11, 1)
HOURS = monthly("climate", "hours_h", NOW)
OUTDOOR_C = monthly("climate", "outdoor_c", NOW)
# Twenty dwellings of 100 m² on four floors.
BLOCK = Collective(
    is_heating=np.array([True]),
    is_water=np.array([True]),
    area_m2=np.array([2000.0]),
    storeys=np.array([4.0]),
    share_frac=np.array([0.05]),
    shared_pipes_m=np.zeros(1),
    tank_w=np.array([300.0]),
)
SOUTH = Collector(
    area_m2=np.array([4.0]),
    tilt_deg=np.array([45.0]),
    orientation=np.array([4]),
    tank_l=np.array([200.0]),
    tank_w=np.array([1.5 * 45.0]),
    is_preheater=np.array([True]),
)
NEED_KWH = np.array([[1000.0, 800.0, 700.0, 300.0, 0.0, 0.0, 0.0, 0.0, 0.0, 300.0, 600.0, 900.0]])


@pytest.fixture(scope="module")
def present():
    return describe(ROWS, read_packages(["current"])).table


def block(**changes):
    return services("huidig")._replace(
        boiler=np.array(["hr107_collective"], dtype=object),
        hot_water=np.array(["boiler_tank"], dtype=object),
        collective=BLOCK._replace(**changes),
    )


def test_a_small_pump_takes_twice_what_it_gives_and_a_large_one_less():
    reference_kw = 1.7 * 0.05 + 17 * (1 - np.exp(-15)) * 1e-3
    large = (1.25 + (0.2 / 3) ** 0.5) * 2
    found = pump_factor(np.array([0.05, 3.0]), 1.0, NOW)
    assert found == pytest.approx([reference_kw / 0.05 * 0.92, large])


def test_the_pump_of_a_block_is_that_of_the_month_of_most_need():
    found = heating_pump_kwh(NEED_KWH, block(), NOW)[0]
    limit_c = heating_limit_c(NEED_KWH, NOW)[0]
    assert limit_c == 13
    january_h, spread_k = 744 * 14 / 24, 20 * (2.61 - limit_c) / (-10 - limit_c)
    flow = 1000 / 0.05 * 3600 / (4.2 * spread_k * 1000 * january_h)
    pressure = 1.4 * 0.1 * (35 + 6 * 4 + 0.13 * 500) + 2.0 + 10.0 + 4000 / 20**2
    hydraulic_kw = pressure * flow / 3600
    taken_kw = (1.7 * hydraulic_kw + 17e-3 * (1 - np.exp(-300 * hydraulic_kw))) * 0.92 * 1.15
    assert found[0] == pytest.approx(taken_kw * january_h * 0.05)
    assert not heating_pump_kwh(NEED_KWH, services("huidig"), NOW).any()


def test_the_circulation_loses_by_area_and_its_pump_warms_the_water():
    own = block()
    lost_w = (0.378 + 0.15) * (0.3 * 2000 + 10) * (0.85 * 42.5 + 0.15 * 49.5) * 0.05
    assert circulation_w(own, NOW)[0] == pytest.approx(lost_w)
    pump = circulation_pump_kwh(own.collective, np.array([2000.0]), np.array([5000.0]), NOW)[0]
    flow = 7000 * 744 / 8760 / 0.05 * 3600 / (4.2 * 50 * 1000 * 30)
    hydraulic_kw = (1.4 * 0.1 * (12 + 3 * 4 + 0.089 * 500) + 80) * flow / 3600
    ratio = (1.7 * hydraulic_kw + 17e-3) / hydraulic_kw * 1.19 * 0.92
    assert pump == pytest.approx(hydraulic_kw * ratio * 1.15 * 8760 * 0.05, rel=1e-6)
    alone = services("huidig")._replace(hot_water=own.hot_water)
    one, shared = (hot_water(np.array([100.0]), each, NOW) for each in (alone, own))
    more = lost_w * 8.76 + 300 * 0.05 * 8.76
    taken = circulation_pump_kwh(own.collective, one.output_kwh, np.array([lost_w * 8.76]), NOW)[0]
    assert shared.output_kwh[0] - one.output_kwh[0] == pytest.approx(more - 0.8 * taken)


def test_a_collective_boiler_has_standby_and_burner_in_place_of_the_forfait_of_an_individual_one():
    warm = heating(NEED_KWH, block(), NOW)
    pump = heating_pump_kwh(NEED_KWH, block(), NOW).sum()
    expected = 10 * 8.76 * 0.05 + 1.1 * warm.output_kwh[0] / 1000 + pump
    assert warm.auxiliary_kwh[0] == pytest.approx(expected)
    assert warm.boiler_kwh[0] == pytest.approx(warm.output_kwh[0] / 0.9)


def test_heating_of_its_own_recovers_nothing_and_that_of_a_block_a_quarter_of_its_pump():
    assert not recoverable_kwh(NEED_KWH, services("huidig"), NOW).any()
    pump = heating_pump_kwh(NEED_KWH, block(), NOW)
    assert recoverable_kwh(NEED_KWH, block(), NOW) == pytest.approx(0.25 * pump)


def test_pipes_to_delivery_sets_lose_all_hours_and_warm_the_rooms():
    own = block(shared_pipes_m=np.array([50.0]))
    found = shared_kwh(NEED_KWH, own, NOW)[0]
    # In July the water is kept at 65 °C.
    assert found[6] == pytest.approx(2.15 * 50 * (65 - 20) * 744 / 1000)
    pump = heating_pump_kwh(NEED_KWH, own, NOW)
    assert recoverable_kwh(NEED_KWH, own, NOW)[0] == pytest.approx(found + 0.25 * pump[0])


def test_recovered_losses_help_as_much_as_gains_do_and_leave_the_indicators_of_demand_alone():
    shell, air = terraced("pakket1")
    _, _, found = calculate(shell, air)
    need = found.heating
    rest = np.full((1, 12), 50.0)
    less = need_with_losses_kwh(need, rest, NOW)[0]
    month = 3
    loss, gain, a = need.loss_kwh[0, month], need.gain_kwh[0, month], need.exponent[0, month]
    before, after = (
        heat_utilisation(np.array([one / loss]), np.array([a]))[0] for one in (gain, gain + 50.0)
    )
    assert less[month] == pytest.approx(loss - before * gain - (after - before) * gain - before * 50.0)
    assert (less <= need.need_kwh[0] + 1e-9).all()
    assert need.need_kwh[0].sum() - less.sum() < 600.0
    assert need_with_losses_kwh(need, np.zeros((1, 12)), NOW) == pytest.approx(need.need_kwh)
    own = block(shared_pipes_m=np.array([50.0]))
    carriers = carriers_of(shell, air, own, found, NOW)
    plain = heating(need.need_kwh, own, NOW)
    water = hot_water(shell.floor_area_m2, own, NOW, need.set_c)
    assert carriers.gas_kwh[0] < plain.boiler_kwh[0] + water.input_kwh[0] - 100.0
    assert found.heat_demand_kwh_per_m2[0] == pytest.approx(need.need_kwh.sum() / shell.floor_area_m2[0])


def test_the_sun_on_a_collector_by_hand_in_july():
    use = np.full((1, 12), 200.0)
    july = solar_heat(SOUTH, use, 20.0, NOW).heat_kwh[0, 6]
    loop, hours, outdoor = 1 - 0.8 * 3.5 / 100, HOURS[6], OUTDOOR_C[6]
    reference = 11.6 + 1.18 * 40 + 3.86 * 10 - 1.32 * outdoor
    lost = 4 * (3.5 + 7 / 4) * loop * (reference - outdoor) * (75 * 4 / 200) ** 0.25
    x, y = (one * hours / 200_000 for one in (lost, 4 * 0.94 * 0.8 * loop * 185.0))
    share = 1.08 * (1.029 * y - 0.065 * x - 0.245 * y**2 + 0.0018 * x**2 + 0.0215 * y**3)
    filled = min(share, 1.0)
    tank = 1.5 * (10 + 50 * filled - 20) * filled * hours / 1000
    assert july == pytest.approx(min(200.0, 0.95 * (share * 200 - tank)))
    assert correlation(np.array([18.0]), np.array([0.0]), NOW)[0] == 0.0


def test_a_collector_saves_in_summer_first_and_never_more_than_the_use():
    use = np.full((1, 12), 200.0)
    found = solar_heat(SOUTH, use, 20.0, NOW)
    large = solar_heat(SOUTH._replace(area_m2=np.array([8.0])), use, 20.0, NOW)
    assert found.heat_kwh[0, 6] > 3 * found.heat_kwh[0, 11]
    assert (found.heat_kwh <= use).all()
    assert large.heat_kwh.sum() > found.heat_kwh.sum()
    assert found.pump_kwh[0] == pytest.approx((10 + 4) * 1.5)


def test_a_tank_that_another_generator_keeps_hot_leaves_the_sun_of_december_less_room():
    use = np.full((1, 12), 200.0)
    alone, shared = (
        solar_heat(SOUTH._replace(is_preheater=np.array([one])), use, 20.0, NOW) for one in (True, False)
    )
    assert shared.heat_kwh[0, 11] < 0.5 * alone.heat_kwh[0, 11]
    none = SOUTH._replace(is_preheater=np.array([False]), tank_l=np.array([60.0]))
    assert not solar_heat(none, use, 20.0, NOW).heat_kwh.any()


def test_a_block_is_told_and_costs_primary_energy_but_no_heat_demand(present):
    own = indicators(present, ON)
    shared = indicators(present.assign(heating="collective_gas", hot_water="collective"), ON)
    assert shared["nta_assumed"].str.contains("collective_building").all()
    assert not own["nta_assumed"].str.contains("collective_building").any()
    assert (shared["ep2_kwh_per_m2"] > own["ep2_kwh_per_m2"] + 20.0).all()
    demand = ["heat_demand_nta_kwh_per_m2", "ep1_kwh_per_m2", "tojuli_k"]
    pd.testing.assert_frame_equal(shared[demand], own[demand])


def test_newer_pipes_between_boiler_and_dwellings_lose_less(present):
    table = present.assign(heating="collective_gas", hot_water="combi")
    old, new = (indicators(table.assign(build_year=year), ON)["nta_gas_kwh"] for year in (1994.0, 1995.0))
    assert (new < old).all()


def test_a_solar_boiler_saves_gas_and_counts_as_renewable(present):
    table = present.assign(tank_l=120.0, hot_water="solar_combi")
    without, found = (indicators(table.assign(collector_m2=one), ON) for one in (0.0, 2.6))
    assert (found["nta_gas_kwh"] < without["nta_gas_kwh"] - 300.0).all()
    assert (found["nta_electricity_kwh"] > without["nta_electricity_kwh"] + 15.0).all()
    assert (found["ep3_frac"] > without["ep3_frac"]).all()
    assert found["nta_assumed"].str.contains("collector_forfait").all()
    assert not without["nta_assumed"].str.contains("collector_forfait").any()
