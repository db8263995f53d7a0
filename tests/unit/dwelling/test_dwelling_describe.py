import numpy as np
import pandas as pd
import pytest
from dwelling_rows import MID_TERRACE, POSITIONS, TYPES, stock
from hypothesis import given, settings
from hypothesis import strategies as st

from nulopdemeter.dwelling import (
    ORIGIN_COLUMNS,
    PACKAGE_NAMES,
    TABLE_COLUMNS,
    describe,
    read_packages,
    transmission_w_per_k,
)
from nulopdemeter.dwelling.describe import FILLABLE
from nulopdemeter.errors import InputError

CURRENT = read_packages(["current"])
ALL = read_packages(PACKAGE_NAMES)
OUTSIDE = ["wall_left_m2", "roof_area_m2", "ground_floor_area_m2"]


def present(**row):
    return describe(stock({**MID_TERRACE, **row}), CURRENT).table.iloc[0]


def flat(position, **row):
    base = {"dwelling_type": "portiekflat", "build_year": 1970, "floor_area_m2": 74.67, "position": position}
    return describe(stock({**base, **row}), CURRENT).table.iloc[0]


def test_rows_come_out_package_by_package_in_the_order_of_the_stock():
    rows = stock(MID_TERRACE, {**MID_TERRACE, "build_year": 1990})
    rows.index = [4, 9]
    table = describe(rows, ALL).table
    assert list(table.columns) == list(TABLE_COLUMNS)
    assert list(table["package"]) == [name for name in PACKAGE_NAMES for _ in range(2)]
    assert list(table["stock_row"]) == [4, 9] * 6
    assert list(table.index) == list(range(12))


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "dwelling_type": st.sampled_from(TYPES),
                "build_year": st.integers(1800, 2027),
                "floor_area_m2": st.floats(15, 400),
                "position": st.sampled_from(("", *POSITIONS)),
                "storeys": st.sampled_from((np.nan, 1.0, 2.0, 3.0, 8.0)),
                "rc_wall_m2k_per_w": st.sampled_from((np.nan, 0.2, 1.3, 5.0, 9.0)),
                "u_window_w_per_m2k": st.sampled_from((np.nan, 5.1, 1.4, 0.7)),
                "ventilation": st.sampled_from(("", "A", "C", "C4", "D", "D5")),
                "heating": st.sampled_from(
                    ("", "hr107", "vr", "collective_gas", "district_heat", "heat_pump")
                ),
                "pv_kwp": st.sampled_from((np.nan, 0.0, 3.0, 30.0)),
            }
        ),
        min_size=1,
        max_size=6,
    )
)
def test_no_row_is_lost_and_no_package_makes_a_dwelling_worse(rows):
    frame = stock(*rows)
    table = describe(frame, ALL).table
    n = len(frame)
    assert len(table) == n * len(ALL)
    before = table.iloc[:n].reset_index(drop=True)
    for k in range(1, len(ALL)):
        after = table.iloc[k * n : (k + 1) * n].reset_index(drop=True)
        for better in (
            "rc_wall_m2k_per_w",
            "rc_roof_m2k_per_w",
            "rc_floor_m2k_per_w",
            "pv_kwp",
            "recovery_frac",
        ):
            assert (after[better] >= before[better]).all(), better
        for less in ("u_window_w_per_m2k", "u_door_w_per_m2k", "qv10_dm3_per_s_m2", "design_supply_c"):
            assert (after[less] <= before[less]).all(), less
        assert (transmission_w_per_k(after) <= transmission_w_per_k(before) + 1e-9).all()


def test_the_mid_terrace_of_the_sixties_loses_about_200_watts_per_kelvin_and_with_nom_less_than_60():
    table = describe(stock(MID_TERRACE), ALL).table
    loss = dict(zip(table["package"], transmission_w_per_k(table), strict=True))
    # By hand: wall 37.67/0.60, roof 55.6/1.00, windows 24.98*2.9, doors 4.6*3.4, no surcharge at this mean U.
    assert loss["current"] == pytest.approx(37.67 / 0.60 + 55.6 / 1.00 + 24.98 * 2.9 + 4.6 * 3.4, rel=1e-3)
    assert 190 < loss["current"] < 215
    # Wall 37.67/6.17, roof 55.6/8.14, windows 24.98*0.9, doors 4.6*1.0, joints 0.05 over all.
    parts = 37.67 / 6.17 + 55.6 / 8.14 + 24.98 * 0.9 + 4.6 * 1.0
    assert loss["nom"] == pytest.approx(parts + 0.05 * (37.67 + 55.6 + 24.98 + 4.6), rel=1e-3)
    assert loss["nom"] < 60


def test_the_rows_own_values_take_the_place_of_the_type_and_say_so():
    row = {
        **MID_TERRACE,
        "rc_wall_m2k_per_w": 2.2,
        "ventilation": "C",
        "front_azimuth_deg": 200.0,
        "pv_kwp": 1.5,
    }
    got = describe(stock(row), CURRENT)
    one, origin = got.table.iloc[0], got.origin.iloc[0]
    assert (one["rc_wall_m2k_per_w"], one["ventilation"], one["pv_kwp"]) == (2.2, "C", 1.5)
    assert one["front_azimuth_deg"] == 200.0
    for name in ("rc_wall_m2k_per_w", "ventilation", "front_azimuth_deg", "pv_kwp", "floor_area_m2"):
        assert origin[name] == "row", name
    for name in ("rc_roof_m2k_per_w", "wall_front_m2", "heating", "u_window_w_per_m2k"):
        assert origin[name] == "housing type", name
    for name in ("household_size", "qv10_dm3_per_s_m2", "ventilation_m3_per_h", "household_electricity_kwh"):
        assert origin[name] == "default", name
    assert origin["filled_frac"] == pytest.approx(1 - 4 / len(FILLABLE))


def test_every_physical_value_has_an_origin():
    got = describe(stock(MID_TERRACE, {**MID_TERRACE, "build_year": 2020}), CURRENT)
    assert set(ORIGIN_COLUMNS) <= set(got.origin.columns)
    values = got.origin[list(ORIGIN_COLUMNS)].astype(str)
    assert values.isin(["row", "housing type", "default"]).all().all()


def test_an_unknown_orientation_stays_unknown():
    assert np.isnan(present()["front_azimuth_deg"])
    assert np.isnan(present()["pv_azimuth_deg"])


@pytest.mark.parametrize(
    ("front", "slope"), [(0.0, 180.0), (225.0, 225.0), (350.0, 170.0), (60.0, 240.0), (90.0, 90.0)]
)
def test_modules_lie_on_the_sunnier_slope_of_a_known_front(front, slope):
    assert present(front_azimuth_deg=front)["pv_azimuth_deg"] == slope
    assert present(front_azimuth_deg=front, roof_azimuth_deg=10.0)["pv_azimuth_deg"] == 10.0
    assert np.isnan(present(front_azimuth_deg=front, roof_tilt_deg=0.0)["pv_azimuth_deg"])


def test_the_reference_dwelling_comes_out_as_it_went_in():
    one = present()
    assert one["roof_area_m2"] == pytest.approx(55.6)
    assert one["ground_floor_area_m2"] == pytest.approx(48.3)
    assert one["wall_front_m2"] + one["wall_back_m2"] == pytest.approx(37.67)
    assert one["volume_m3"] == pytest.approx(114.9 * 2.6)


def test_plans_go_with_the_floor_area_and_facades_with_its_root():
    one, big = present(), present(floor_area_m2=4 * 114.9)
    assert big["roof_area_m2"] == pytest.approx(4 * one["roof_area_m2"])
    assert big["ground_floor_area_m2"] == pytest.approx(4 * one["ground_floor_area_m2"])
    assert big["window_front_m2"] == pytest.approx(2 * one["window_front_m2"])
    assert big["exposed_perimeter_m"] == pytest.approx(2 * one["exposed_perimeter_m"])
    assert big["door_front_m2"] == one["door_front_m2"]


def test_the_storeys_of_a_house_decide_its_ground_floor():
    assert present(floor_area_m2=84.0, storeys=2.0)["ground_floor_area_m2"] == pytest.approx(42.0)
    assert present(floor_area_m2=84.0, storeys=3.0)["ground_floor_area_m2"] == pytest.approx(28.0)


def test_the_storeys_of_a_flat_above_one_are_those_of_its_building():
    low, high = flat("top_middle"), flat("top_middle", storeys=8.0)
    assert high["storeys"] == 1.0
    assert high["roof_area_m2"] == low["roof_area_m2"]
    assert high["height_m"] == pytest.approx(2 * low["height_m"])
    assert high["pv_max_kwp"] == pytest.approx(low["pv_max_kwp"] / 2)


def test_a_flat_shows_the_faces_of_its_position():
    assert list(flat("middle_middle")[OUTSIDE]) == [0.0, 0.0, 0.0]
    assert list(flat("ground_middle")[OUTSIDE]) == pytest.approx([0.0, 0.0, 74.67])
    assert list(flat("top_corner")[OUTSIDE]) == pytest.approx([23.4, 74.67, 0.0])
    assert list(flat("single_corner")[OUTSIDE]) == pytest.approx([23.4, 74.67, 74.67])
    assert flat("middle_middle")["floor_boundary"] == "none"
    assert flat("ground_middle")["floor_boundary"] == "crawlspace"
    assert flat("ground_corner")["exposed_perimeter_m"] == pytest.approx(2 * 74.67 / 9 + 9, rel=1e-4)


def test_a_corner_flat_shares_one_wall_less():
    assert flat("middle_corner")["party_wall_area_m2"] == flat("middle_middle")["party_wall_area_m2"] - 23.4


def test_flats_without_position_are_counted_in_one_note():
    rows = stock(MID_TERRACE, {"dwelling_type": "galerijflat", "build_year": 1980, "floor_area_m2": 70.0})
    codes = [(finding.code, finding.value) for finding in describe(rows, CURRENT).findings]
    assert codes == [("NOM-N201", "1")]


def test_a_dwelling_far_from_its_reference_and_too_many_modules_are_noted():
    got = describe(stock({**MID_TERRACE, "floor_area_m2": 40.0, "pv_kwp": 12.0}), CURRENT)
    assert [finding.code for finding in got.findings] == ["NOM-N202", "NOM-N203"]
    assert got.table["pv_max_kwp"].iloc[0] == 12.0


def test_every_dwelling_above_one_another_has_an_equal_share_of_the_roof():
    # 74.67 m2 roof over 4 layers, 60 % usable, 220 W/m2.
    for position in ("ground_middle", "middle_corner", "top_middle"):
        assert flat(position)["pv_max_kwp"] == pytest.approx(74.67 / 4 * 0.6 * 0.220)


@pytest.mark.parametrize(
    ("row", "qv10"),
    [
        ({"build_year": 1970}, 1.0 * 2.5 * 1.0),
        ({"build_year": 1969}, 1.0 * 3.0 * 1.0),
        ({"dwelling_type": "hoekwoning", "build_year": 1985}, 1.2 * 2.0 * 1.0),
        ({"dwelling_type": "vrijstaand", "build_year": 1995}, 1.4 * 1.5 * 1.0),
        ({"dwelling_type": "twee_onder_een_kap", "build_year": 2020}, 1.2 * 0.7 * 1.0),
        ({"dwelling_type": "flat", "position": "middle_middle"}, 1.0 * 2.5 * 0.5),
        ({"dwelling_type": "flat", "position": "ground_corner"}, 1.3 * 2.5 * 0.5),
        ({"dwelling_type": "flat", "position": "top_middle"}, 1.2 * 2.5 * 0.5),
        ({"dwelling_type": "flat", "position": "top_corner"}, 1.4 * 2.5 * 0.5),
        ({"roof_tilt_deg": 0.0}, 1.0 * 2.5 * 0.7),
        ({"qv10_dm3_per_s_m2": 0.9}, 0.9),
    ],
)
def test_airtightness_follows_the_table_of_nta_8800(row, qv10):
    assert present(**row)["qv10_dm3_per_s_m2"] == pytest.approx(qv10)


def test_ventilation_follows_nta_8800():
    # Published test vector of the mid-terrace: 174 m3/h. 0.8 * 0.5 * 114.9 * 3.6 / 0.95.
    assert present()["ventilation_m3_per_h"] == pytest.approx(0.8 * 0.5 * 114.9 * 3.6 / 0.95)
    assert round(present()["ventilation_m3_per_h"]) == 174
    # 40 m2: at least 35 dm3/s, presence 0.38 + 0.006 * 40 = 0.62; system C 1.10 for its ducts.
    small = present(floor_area_m2=40.0, ventilation="C")
    assert small["ventilation_m3_per_h"] == pytest.approx(0.62 * 35 * 3.6 * 1.10 / 0.95)
    assert present(ventilation="A")["fan_w"] == 0.0
    assert present(ventilation="C")["fan_w"] == pytest.approx(3.5 * 114.9 * 1000 / 8760, rel=0.005)


@pytest.mark.parametrize(
    ("area", "persons"), [(25, 1.0), (30, 1.0), (65, 1.64), (100, 2.28), (106, 2.34), (120, 2.48)]
)
def test_the_standard_household_follows_nta_8800(area, persons):
    assert present(floor_area_m2=float(area))["household_size"] == pytest.approx(persons)


@pytest.mark.parametrize(("size", "kwh"), [(1, 1550), (2, 2500), (2.5, 2810), (3, 3120), (6, 4050)])
def test_the_use_of_electricity_follows_the_household(size, kwh):
    # CBS metered 1800, 2750, 3060, 3370 and 4300, less 250 that the installations take and that is counted apart.
    one = present(household_size=float(size))
    assert one["household_electricity_kwh"] == pytest.approx(kwh)
    assert one["hot_water_l_per_day"] == pytest.approx(40 * size)


def test_a_dwelling_without_gas_cooks_on_electricity():
    one = present(heating="district_heat", household_size=1.0)
    assert not one["is_cooking_gas"]
    assert one["household_electricity_kwh"] == 1800 - 250 + 175
    assert one["hot_water"] == "district_heat"


@pytest.mark.parametrize(("u", "g"), [(5.1, 0.85), (2.9, 0.75), (1.8, 0.60), (1.4, 0.60), (0.9, 0.50)])
def test_the_glass_goes_with_the_u_that_the_row_gives(u, g):
    assert present(u_window_w_per_m2k=u)["g_window_frac"] == g


def test_thermal_bridges_follow_formula_8_3():
    # Rc wall 4.53 and roof 4.56 both give U 1/4.70 = 0.2128; surcharge 0.1 - 0.25 * (0.2128 - 0.4).
    one = present(rc_wall_m2k_per_w=4.53, rc_roof_m2k_per_w=4.56)
    assert one["bridge_w_per_m2k"] == pytest.approx(0.1 - 0.25 * (1 / 4.70 - 0.4))
    assert present()["bridge_w_per_m2k"] == 0.0


def test_texts_that_are_missing_as_nan_or_na_count_as_missing():
    rows = stock({**MID_TERRACE, "ventilation": None, "position": pd.NA}, {**MID_TERRACE, "ventilation": "D"})
    table = describe(rows, CURRENT).table
    assert list(table["ventilation"]) == ["A", "D"]


def test_an_unknown_dwelling_type_is_refused_with_the_word_that_was_meant():
    with pytest.raises(InputError, match="Did you mean: hoekwoning"):
        describe(stock({**MID_TERRACE, "dwelling_type": "hoekwonning"}), CURRENT)


def test_an_empty_stock_gives_an_empty_table():
    table = describe(stock(MID_TERRACE).iloc[:0], ALL).table
    assert len(table) == 0
    assert list(table.columns) == list(TABLE_COLUMNS)


def test_a_flat_whose_position_is_unknown_is_the_mean_of_its_block():
    """Four layers of six flats: a quarter of the roof, of the ground floor, and a third of an end wall."""
    unknown = flat("")
    whole = [
        flat(f"{level}_{side}") for level in ("ground", "middle", "middle", "top") for side in SIDES_OF_SIX
    ]
    for column in (
        "roof_area_m2",
        "ground_floor_area_m2",
        "wall_left_m2",
        "wall_front_m2",
        "party_wall_area_m2",
        "internal_floor_area_m2",
        "qv10_dm3_per_s_m2",
    ):
        assert unknown[column] == pytest.approx(sum(one[column] for one in whole) / len(whole)), column
    assert unknown["floor_boundary"] == flat("ground_middle")["floor_boundary"]


SIDES_OF_SIX = ("corner", "middle", "middle", "middle", "middle", "corner")
