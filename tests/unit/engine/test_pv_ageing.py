"""Panels, inverters and batteries grow old: every number by hand."""

import numpy as np
import pytest
from tests.cases import default_weather

from nulopdemeter.engine.battery_ageing import (
    battery_capacity_kwh,
    battery_life_years,
    battery_remaining_frac,
)
from nulopdemeter.engine.pv import make_panels, pv_w_per_kwp
from nulopdemeter.engine.pv_ageing import (
    inverter_factor,
    module_factor,
    pv_yield_factor,
)


def test_a_new_module_has_lost_its_light_degradation_and_nothing_else():
    assert module_factor(0.0) == pytest.approx(0.985)


def test_modules_lose_half_a_per_cent_of_their_first_power_a_year():
    assert module_factor([10.0, 30.0]) == pytest.approx([0.985 * 0.95, 0.985 * 0.85])
    assert module_factor(10.0, "thin_film") == pytest.approx(0.985 * 0.90)
    assert module_factor(1000.0) == 0.0


def test_an_inverter_is_as_good_as_new_when_it_is_replaced_after_fifteen_years():
    assert inverter_factor([0.0, 14.0, 15.0, 16.0]) == pytest.approx([1.0, 0.986, 1.0, 0.999])
    assert inverter_factor(24.0, "micro") < inverter_factor(23.0, "micro") < 1.0


def test_the_yield_factor_is_that_of_modules_times_inverter_for_any_shape():
    ages = np.array([[0.0, 5.0], [10.0, 20.0]])
    assert pv_yield_factor(ages).shape == (2, 2)
    assert pv_yield_factor(20.0) == pytest.approx(0.985 * 0.90 * 0.995)


def test_ageing_is_counted_once_and_the_yield_follows_the_factor():
    """Losses by hand: soiling 2, wiring 2, connections 0.5, availability 1, mismatch 2 per cent; then five years."""
    kept = 0.98 * 0.98 * 0.995 * 0.99 * 0.98
    assert make_panels().dc_frac == pytest.approx(kept * 0.985 * 0.975, rel=2e-4)
    weather = default_weather()
    young, old = (pv_w_per_kwp(weather, 35.0, 180.0, make_panels(age_years=a)).sum() for a in (0.0, 20.0))
    # Low power makes an inverter a little worse, its limit a little less felt.
    assert old / young == pytest.approx(float(pv_yield_factor(20.0) / pv_yield_factor(0.0)), rel=0.003)


def test_a_wrong_word_is_named():
    with pytest.raises(ValueError, match="pv_technologies must be one of mono, mono_old"):
        make_panels("bifacial")


def test_a_battery_that_only_stands_loses_with_the_root_of_time():
    assert battery_remaining_frac([1.0, 4.0, 16.0], 0.0, 8.0) == pytest.approx([0.97, 0.94, 0.88])


def test_ten_years_and_six_thousand_cycles_leave_four_fifths():
    assert battery_remaining_frac(10.0, 600.0 * 8.0, 8.0) == pytest.approx(0.80, abs=0.001)


def test_cycles_count_by_the_capacity():
    # 250 cycles a year for nine years: 0.03 × 3 standing, 0.105 × √(2250/6000) cycling.
    expected = 1.0 - 0.09 - 0.105 * np.sqrt(2250.0 / 6000.0)
    assert battery_remaining_frac(9.0, 250.0 * 5.0, 5.0) == pytest.approx(expected)
    assert battery_remaining_frac(9.0, 250.0 * 10.0, 10.0) == pytest.approx(expected)


def test_no_battery_and_a_worn_out_one_break_nothing():
    assert battery_remaining_frac(10.0, 0.0, 0.0) <= 1.0
    assert battery_remaining_frac(500.0, 1e6, 5.0) == 0.0
    assert battery_life_years(0.0, 0.0) == np.inf


def test_the_capacity_falls_from_year_to_year_and_less_and_less_fast():
    capacity = battery_capacity_kwh(8.0, 2000.0, 20)
    steps = -np.diff(capacity)
    assert capacity[0] == pytest.approx(8.0 * (1.0 - 0.03 * 0.5**0.5 - 0.105 * (125.0 / 6000.0) ** 0.5))
    assert (steps > 0.0).all()
    assert (np.diff(steps) < 0.0).all()
    # A weaker battery gives back less, so it keeps more than one that would go on at full throughput.
    assert capacity[-1] > 8.0 * battery_remaining_frac(19.5, 2000.0, 8.0)


def test_a_battery_that_works_harder_is_replaced_earlier():
    years = battery_life_years([1000.0, 2000.0, 4800.0], 8.0)
    assert (np.diff(years) < 0.0).all()
    assert (
        battery_remaining_frac(years[2], 4800.0, 8.0)
        >= 0.7
        > battery_remaining_frac(years[2] + 1, 4800.0, 8.0)
    )
