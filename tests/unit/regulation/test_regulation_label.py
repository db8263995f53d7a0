"""EP2 and the label classes on both sides of every bound."""

from datetime import date

import numpy as np
import pytest

from nulopdemeter.regulation import label, primary_energy_kwh_per_m2

ON = date(2026, 11, 1)


def test_ep2_of_an_all_electric_dwelling(dwellings, meters):
    # building 1500 + 900 + 200 + 100 = 2700 kWh, minus 6000 kWh from the roof: -3300 x 1.45 / 100 = -47.85
    assert primary_energy_kwh_per_m2(dwellings(), meters(), ON)[0] == pytest.approx(-47.85)


def test_ep2_of_a_gas_dwelling_leaves_cooking_out(dwellings, meters):
    # (1500 - 37) m3 x 9.77 = 14 293.51 kWh; electricity 300 x 1.45 = 435; together 147.2851 -> 147.29
    meter = meters(gas_m3=1500.0, heating_electricity_kwh=0.0, hot_water_electricity_kwh=0.0, pv_kwh=0.0)
    assert primary_energy_kwh_per_m2(dwellings(is_cooking_gas=True), meter, ON)[0] == pytest.approx(147.29)


def test_ep2_of_district_heat(dwellings, meters):
    # 8000 x 0.9 = 7200; electricity 300 x 1.45 = 435; 7635/100 = 76.35
    meter = meters(
        district_heat_kwh=8000.0, heating_electricity_kwh=0.0, hot_water_electricity_kwh=0.0, pv_kwh=0.0
    )
    assert primary_energy_kwh_per_m2(dwellings(), meter, ON)[0] == pytest.approx(76.35)


@pytest.mark.parametrize(
    ("bound", "at", "above"),
    [
        (0.0, "A++++", "A+++"),
        (50.0, "A+++", "A++"),
        (75.0, "A++", "A+"),
        (105.0, "A+", "A"),
        (160.0, "A", "B"),
        (190.0, "B", "C"),
        (250.0, "C", "D"),
        (290.0, "D", "E"),
        (335.0, "E", "F"),
        (380.0, "F", "G"),
    ],
)
def test_a_label_reaches_up_to_and_including_its_bound(bound, at, above):
    result = label(np.array([bound, bound + 0.01]), ON)["label_indicative"]
    assert list(result) == [at, above]


def test_distance_to_the_next_label():
    result = label(np.array([211.5, -10.0, 400.0]), ON)
    # C to B: 211.5 - 190; the best has none; G to F: 400 - 380
    assert result["label_next_kwh_per_m2"].tolist() == pytest.approx([21.5, 0.0, 20.0])


def test_ep2_is_rounded_up_as_the_norm_does(dwellings, meters):
    # 2700 - 6000 + x with x so small that EP2 lies just above zero: 0.001 becomes 0.01 and misses A++++
    meter = meters(pv_kwh=2700.0 - 0.1 / 1.45)
    ep2 = primary_energy_kwh_per_m2(dwellings(), meter, ON)
    assert ep2[0] == pytest.approx(0.01)
    assert label(ep2, ON)["label_indicative"][0] == "A+++"
