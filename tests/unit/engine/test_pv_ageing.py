"""Panels, inverters and batteries grow old: every number by hand."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from tests.cases import default_weather

from nulopdemeter.engine.battery_ageing import battery_remaining_frac
from nulopdemeter.engine.pv import make_panels, pv_w_per_kwp
from nulopdemeter.engine.pv_ageing import inverter_factor, module_factor
from nulopdemeter.engine.stores import usable_battery_kwh

PAGE = (Path(__file__).parents[3] / "docs" / "pv.md").read_text(encoding="utf-8")


def test_a_new_module_has_lost_its_light_degradation_and_nothing_else():
    assert module_factor(0.0) == pytest.approx(0.985)


def test_modules_lose_half_a_per_cent_of_their_first_power_a_year():
    assert module_factor([10.0, 30.0]) == pytest.approx([0.985 * 0.95, 0.985 * 0.85])
    assert module_factor(10.0, "thin_film") == pytest.approx(0.985 * 0.90)
    assert module_factor(1000.0) == 0.0


def test_an_inverter_is_as_good_as_new_when_it_is_replaced_after_fifteen_years():
    assert inverter_factor([0.0, 14.0, 15.0, 16.0]) == pytest.approx([1.0, 0.986, 1.0, 0.999])
    assert inverter_factor(24.0, "micro") < inverter_factor(23.0, "micro") < 1.0


def test_ageing_is_counted_once_and_the_yield_follows_the_factor():
    """Losses by hand: soiling 2, wiring 2, connections 0.5, availability 1, mismatch 2 per cent; then five years."""
    kept = 0.98 * 0.98 * 0.995 * 0.99 * 0.98
    assert make_panels().dc_frac == pytest.approx(kept * 0.985 * 0.975, rel=2e-4)
    weather = default_weather()
    young, old = (pv_w_per_kwp(weather, 35.0, 180.0, make_panels(age_years=a)).sum() for a in (0.0, 20.0))
    # Low power makes an inverter a little worse, its limit a little less felt.
    new, aged = (float(module_factor(age) * inverter_factor(age)) for age in (0.0, 20.0))
    assert old / young == pytest.approx(aged / new, rel=0.003)


def test_a_wrong_word_is_named():
    with pytest.raises(ValueError, match="pv_technologies must be one of mono, mono_old"):
        make_panels("bifacial")


def test_a_battery_that_only_stands_loses_with_the_root_of_time():
    assert battery_remaining_frac([1.0, 4.0, 16.0], 0.0) == pytest.approx([0.97, 0.94, 0.88])


def test_ten_years_and_six_thousand_cycles_leave_four_fifths():
    assert battery_remaining_frac(10.0, 600.0) == pytest.approx(0.80, abs=0.001)


def test_a_new_battery_is_whole_and_a_worn_out_one_empty():
    assert battery_remaining_frac(0.0) == 1.0
    assert battery_remaining_frac(500.0, 1e6) == 0.0


def test_the_capacity_falls_from_year_to_year_and_less_and_less_fast():
    steps = -np.diff(battery_remaining_frac(np.arange(21.0)))
    assert (steps > 0.0).all()
    assert (np.diff(steps) < 0.0).all()


def test_batteries_of_a_stock_are_five_years_old_and_the_page_says_what_is_left():
    # By hand: 0.03 × √5 standing and 0.105 × √(5 × 230/6000) cycling.
    left = 1.0 - 0.03 * 5**0.5 - 0.105 * (5 * 230 / 6000) ** 0.5
    stock = pd.DataFrame({"battery_kwh": [10.0, 0.0]})
    assert usable_battery_kwh(stock) == pytest.approx([9.0 * left, 0.0])
    assert usable_battery_kwh(stock.assign(battery_age_years=0.0)) == pytest.approx([9.0, 0.0])
    cells = [f"{100 * float(x):.0f} %" for x in battery_remaining_frac([0.0, 1.0, 5.0, 10.0, 15.0, 20.0])]
    assert f"| left of the capacity | {' | '.join(cells)} |" in PAGE


def test_the_page_says_what_panels_and_inverter_have_left():
    ages = [0.0, 5.0, 10.0, 15.0, 20.0, 30.0]
    cells = [f"{x:.3f}" for x in module_factor(ages) * inverter_factor(ages)]
    assert f"| `module_factor` × `inverter_factor` | {' | '.join(cells)} |" in PAGE
