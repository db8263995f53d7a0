"""Hot water, heating, panels and primary energy by hand."""

import math
from datetime import date

import numpy as np
import pytest
from tests.validation.test_nta8800 import services

from nulopdemeter.regulation.nta8800.distribution import distribution_kwh, heating_limit_c
from nulopdemeter.regulation.nta8800.heating import boiler_efficiency_frac, emission_kwh, heat_pump_cop
from nulopdemeter.regulation.nta8800.hot_water import class_factor, hot_water, tank_w, tap_efficiency_frac
from nulopdemeter.regulation.nta8800.primary import Carriers, primary
from nulopdemeter.regulation.nta8800.solar_power import panel_kwh
from nulopdemeter.regulation.nta8800.tables import UNKNOWN

NOW = "2025+C1:2026"
ON = date(2026, 11, 1)


def array(*values):
    return np.array(values, dtype=float)


def test_tap_pipes_lose_by_bands_of_two_metres():
    found = tap_efficiency_frac(array(3.0, 2.0, 2.1), array(5.0, 2.0, 20.0), NOW)
    assert found.tolist() == pytest.approx([1 / (0.8 / 0.9 + 0.2 / 0.69), 1.0, 1 / (0.8 / 0.72 + 0.2 / 0.69)])


def test_the_class_factor_is_linear_and_held_at_its_ends():
    outputs = array(100.0, 1805.0, 2152.5, 9000.0)
    assert class_factor("gas", np.full(4, 4.0), outputs, NOW).tolist() == pytest.approx(
        [0.68, 0.8, 0.8335, 1.0]
    )
    assert class_factor("heat_pump", array(4.0, 2.0), array(2500.0, 2500.0), NOW).tolist() == [0.75, 1.0]


def test_a_tank_loses_by_its_label_and_none_loses_nothing():
    label = np.array(["B", "G", "C"], dtype=object)
    found = tank_w(label, array(200.0, 200.0, 0.0), NOW)
    assert found.tolist() == pytest.approx([10.25 + 5.09 * 200**0.4, 31 + 16.66 * 200**0.4, 0.0])


def test_a_shower_that_recovers_saves_its_share_of_the_bathroom():
    plain = services("huidig")
    saving = plain._replace(shower_recovery_frac=array(0.4))
    found = [hot_water(array(100.0), one, NOW).output_kwh[0] for one in (plain, saving)]
    assert found[0] - found[1] == pytest.approx(0.8 * 0.4 * 0.95 * 0.83 * 856 * 2.28)


def test_a_tested_hot_water_pump_counts_by_its_profile_and_the_output():
    own = services("pakket1")._replace(
        hot_water_cop=array(3.0), hot_water_profile=np.array(["L"], dtype=object)
    )
    found = hot_water(array(114.9), own, NOW)
    factor = 0.74 + 0.26 * (2450.87 - 2130) / (4250 - 2130)
    by_hand = math.floor(3.0 * factor / 0.05) * 0.05 * 0.95
    assert found.output_kwh[0] / found.input_kwh[0] == pytest.approx(by_hand)
    assert found.ambient_kwh[0] == pytest.approx(found.output_kwh[0] * (1 - 1 / by_hand))


def test_emission_loses_at_most_fifteen_per_cent():
    found = emission_kwh(np.full((1, 12), 100.0), array(2.75), NOW)[0]
    assert found[0] == pytest.approx(100 * 2.75 / (20 + 2.75 - 2.61))
    assert found[6] == 15.0


@pytest.mark.parametrize(
    ("supply", "source", "cop"),
    [
        (35.0, "air_tested", 3.35),
        (36.0, "air_tested", 3.15),
        (50.0, "air", 2.3),
        (55.0, "ground_tested", 3.7),
    ],
)
def test_the_forfait_of_a_heat_pump_takes_the_next_supply_temperature_up(supply, source, cop):
    own = services("pakket1")._replace(supply_c=array(supply), heat_pump=np.array([source], dtype=object))
    assert heat_pump_cop(own, NOW)[0] == cop


def test_a_declared_value_is_rounded_down_to_a_twentieth_and_counts_for_95_per_cent():
    own = services("pakket1")
    for declared, counts in ((4.0, 3.80), (4.05, 3.8475), (4.09, 3.8475)):
        assert heat_pump_cop(own._replace(heat_pump_cop=array(declared)), NOW)[0] == pytest.approx(counts)


def test_a_boiler_is_better_at_low_temperature_and_worse_outside_the_envelope():
    own = services("huidig")
    assert boiler_efficiency_frac(own, NOW)[0] == 0.95
    assert boiler_efficiency_frac(own._replace(supply_c=array(50.0)), NOW)[0] == 0.975
    assert boiler_efficiency_frac(own._replace(is_inside=np.array([False])), NOW)[0] == pytest.approx(0.90)


def test_pipes_below_the_floor_lose_while_water_runs():
    need = np.array([[3332, 2803, 2079, 1090, 315, 144, 0, 0, 267, 1208, 1918, 3016]], dtype=float)
    own = services("huidig")._replace(unheated_pipes_m=array(10.0))
    assert heating_limit_c(need, NOW)[0] == 14
    january = 0.5 * (90 + 70 - 40) * (2.61 - 14) / -24 + 20
    loss = distribution_kwh(need, own, NOW)[0]
    assert loss[0] == pytest.approx(1.15 * 10 * (january - 13) * 744 * 14 / 24 * 0.1 / 1000)
    assert not distribution_kwh(need, services("huidig"), NOW).any()


def test_a_dwelling_that_needs_no_heat_has_no_water_running():
    own = services("huidig")._replace(unheated_pipes_m=array(10.0))
    assert not distribution_kwh(np.zeros((1, 12)), own, NOW).any()


def test_panels_of_unknown_orientation_make_the_mean_of_four():
    ways = np.array([0, 2, 4, 6, UNKNOWN])
    found = panel_kwh(np.full(5, 3.0), np.full(5, 45.0), ways, "moderate", NOW).sum(axis=1)
    assert found[4] == pytest.approx(found[:4].mean())
    south = panel_kwh(array(1.0), array(30.0), np.array([4]), "moderate", NOW).sum()
    assert south == pytest.approx(888, abs=1)


def test_primary_energy_weighs_carriers_and_may_fall_below_zero():
    carriers = Carriers(
        array(1000.0, 0.0), array(200.0, 1000.0), array(100.0, 0.0), array(0.0, 3000.0), array(0.0, 500.0)
    )
    found = primary(carriers, array(100.0, 50.0), ON, NOW)
    assert found.ep2_kwh_per_m2.tolist() == pytest.approx([(1000 + 290 + 90) / 100, -1.45 * 2000 / 50])
    assert found.ep3_frac[0] == 0.0
    assert found.ep3_frac[1] == pytest.approx((4350 + 500) / (4350 + 500 - 2900))
    assert found.co2_kg.tolist() == pytest.approx([218 + 53.6 + 9, -0.268 * 2000])


def test_a_renewable_share_of_less_than_nothing_is_not_given():
    nothing = Carriers(*(array(0.0) for _ in range(5)))
    assert np.isnan(primary(nothing, array(100.0), ON, NOW).ep3_frac[0])
