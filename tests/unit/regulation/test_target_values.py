"""Target values per part: both sides of every value, parts that are not there, and the law's own order."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from nulopdemeter.regulation.target_values import MARGINS, target_values

ON = date(2026, 12, 1)
AREAS = {
    "roof_area_m2": 50.0, "ground_floor_area_m2": 50.0, "floor_boundary": "crawlspace",
    **{f"wall_{face}_m2": 20.0 for face in ("front", "back", "left", "right")},
    **{f"window_{face}_m2": 5.0 for face in ("front", "back", "left", "right")},
    "door_front_m2": 2.0, "door_back_m2": 0.0,
}  # fmt: skip
AT_TARGET = {
    "rc_roof_m2k_per_w": 8.0, "rc_wall_m2k_per_w": 6.0, "rc_floor_m2k_per_w": 3.5, "u_window_w_per_m2k": 1.0,
    "u_door_w_per_m2k": 1.4, "qv10_dm3_per_s_m2": 0.4, "ventilation": "D", "recovery_frac": 0.81,
}  # fmt: skip
WORSE = {
    "roof": {"rc_roof_m2k_per_w": 7.999},
    "wall": {"rc_wall_m2k_per_w": 5.999},
    "floor": {"rc_floor_m2k_per_w": 3.499},
    "window": {"u_window_w_per_m2k": 1.001},
    "door": {"u_door_w_per_m2k": 1.401},
    "airtightness": {"qv10_dm3_per_s_m2": 0.401},
}


def found(**changes):
    return target_values(pd.DataFrame([{**AREAS, **AT_TARGET, **changes}]), ON).iloc[0]


def test_a_dwelling_at_every_target_value_misses_none():
    one = found()
    assert one["target_missed"] == ""
    assert [one[name] for name in MARGINS.values()] == pytest.approx([0.0] * 6)


@pytest.mark.parametrize("part", WORSE)
def test_a_thousandth_beyond_a_target_value_misses_that_part_alone(part):
    one = found(**WORSE[part])
    assert one["target_missed"] == part
    assert one[MARGINS[part]] == pytest.approx(-0.001)


@pytest.mark.parametrize(
    ("ventilation", "recovery", "missed"),
    [("D", 0.81, ""), ("D1", 0.0, "ventilation"), ("C4", 0.0, "ventilation"), ("E", 0.8, "ventilation")],
)
def test_ventilation_is_at_its_target_when_all_of_it_is_balanced_and_recovers_heat(
    ventilation, recovery, missed
):
    assert found(ventilation=ventilation, recovery_frac=recovery)["target_missed"] == missed


def test_a_flat_between_others_has_no_roof_and_no_floor_to_reach_a_target():
    flat = found(roof_area_m2=0.0, floor_boundary="none", rc_roof_m2k_per_w=0.2, rc_floor_m2k_per_w=0.2)
    assert flat["target_missed"] == ""
    assert np.isnan(flat[MARGINS["roof"]])
    assert np.isnan(flat[MARGINS["floor"]])


def test_parts_that_are_missed_stand_in_the_order_of_a_renovation():
    assert (
        found(rc_wall_m2k_per_w=1.7, u_window_w_per_m2k=1.4, ventilation="C4", recovery_frac=0.0)[
            "target_missed"
        ]
        == "wall;window;ventilation"
    )
