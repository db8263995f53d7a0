"""Set points of living and bedrooms, absence and hours of airing, hour by hour."""

import tomllib

import numpy as np
import pytest
from tests.cases import default_weather
from tests.unit.dwelling_file.made import tables

from nulopdemeter.dwelling.file import parse_dwelling
from nulopdemeter.dwelling.file_defaults import fill
from nulopdemeter.dwelling.file_periods import Absence, day_number, is_away
from nulopdemeter.dwelling.write_file import file_toml
from nulopdemeter.engine.one_air import airing_frac
from nulopdemeter.engine.one_clock import hourly_temperature_c
from nulopdemeter.engine.one_services import GAIN_W, SET_C, USE_W, WATER_W, profiles
from nulopdemeter.errors import InputError

LIVING = [16.0] * 7 + [20.0] * 16 + [16.0]
SLEEPING = [14.0] * 20 + [18.0] * 4


def filled(**tables_of):
    data = tables()
    for key, value in tables_of.items():
        data[key] = {**data[key], **value} if isinstance(data.get(key), dict) else value
    return fill(parse_dwelling(data)).file


def hours(**tables_of):
    return profiles(filled(**tables_of), default_weather())


def rooms(share, living=None, sleeping=None):
    return {
        "generator": "ideal", "living_set_point_c": living or LIVING, "living_area_frac": share,
        "sleeping_set_point_c": sleeping or SLEEPING,
    }  # fmt: skip


def heated(heating, **more):
    data = tables()
    data["heating"] = heating
    data |= more
    return profiles(fill(parse_dwelling(data)).file, default_weather())[:, SET_C]


def test_set_points_of_living_and_bedrooms_are_their_mean_by_area_in_every_hour():
    by_hand = 0.4 * np.array(LIVING) + 0.6 * np.array(SLEEPING)
    assert heated(rooms(0.4)).reshape(365, 24) == pytest.approx(np.tile(by_hand, (365, 1)))


def test_only_living_rooms_or_only_bedrooms_are_one_schedule():
    assert (heated(rooms(1.0)) == heated({"set_point_c": LIVING})).all()
    assert (heated(rooms(0.0)) == heated({"set_point_c": SLEEPING})).all()


def test_a_week_of_the_living_room_knows_the_weekend():
    week = [18.0] * 120 + [21.0] * 48
    seen = heated(rooms(0.5, living=week, sleeping=[16.0])).reshape(365, 24)[:, 12]
    # 1 January is a Thursday.
    assert seen[:5].tolist() == [17.0, 17.0, 18.5, 18.5, 17.0]


@pytest.mark.parametrize(
    ("first", "last", "days"), [("07-10", "07-24", 15), ("12-24", "01-02", 10), ("03-01", "03-01", 1)]
)
def test_an_absence_lasts_from_its_first_to_its_last_day(first, last, days):
    assert is_away(Absence(from_day=first, to_day=last)).sum() == 24 * days


def test_an_absence_over_new_year_is_at_both_ends():
    away = is_away(Absence(from_day="12-31", to_day="01-01"))
    assert np.flatnonzero(away).tolist() == [*range(24), *range(8736, 8760)]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("01-01", 0), ("03-01", 59), ("12-31", 364), ("02-29", None), ("7-1", None), ("13-01", None),
        ("07-10x", None),
    ],
)  # fmt: skip
def test_days_are_counted_in_a_year_without_a_leap_day(text, number):
    assert day_number(text) == number


def test_an_absence_takes_people_and_water_and_leaves_what_stands_by():
    household = {"size": 2.0, "electricity_kwh": 2600.0}
    water = {"system": "combi", "draw_l_per_day": 80.0}
    usual = hours(household=household, hot_water=water)
    away = hours(household=household, hot_water=water, absence=[{"from": "07-10", "to": "07-24"}])
    is_gone = np.zeros(8760, bool)
    is_gone[24 * 190 : 24 * 205] = True
    assert (away[~is_gone] == usual[~is_gone]).all()
    assert (away[is_gone, WATER_W] == 0.0).all()
    assert away[is_gone, USE_W] == pytest.approx(np.full(360, 0.3 * 2600e3 / 8760))
    assert away[is_gone, GAIN_W] == pytest.approx(np.full(360, gains_by_hand()))
    assert (away[is_gone, SET_C] == 15.0).all()


def gains_by_hand():
    """Nobody at home: 85 % of what stands by, and the constant gain of the light box."""
    return 0.85 * 0.3 * 2600e3 / 8760 + tables().get("gains", {}).get("constant_w", 0.0)


def test_the_set_point_of_an_absence_is_that_of_the_file_and_the_last_one_counts():
    absence = [
        {"from": "01-05", "to": "01-06", "set_point_c": 10},
        {"from": "01-06", "to": "01-06", "set_point_c": 12},
    ]
    seen = heated({"set_point_c": 20}, absence=absence).reshape(365, 24)[:, 0]
    assert seen[3:7].tolist() == [20.0, 10.0, 12.0, 20.0]


def test_windows_stay_shut_by_schedule_and_during_an_absence():
    air = {"airing_open_m2": 0.5, "airing_schedule_frac": [1.0] * 7 + [0.0] * 17}
    frac = airing_frac(filled(air=air, absence=[{"from": "01-02", "to": "01-02"}])).reshape(365, 24)
    assert frac[0].tolist() == [1.0] * 7 + [0.0] * 17
    assert frac[1].max() == 0.0
    assert (airing_frac(filled()) == 1.0).all()


def test_twelve_numbers_hold_for_a_month_each():
    seen = hourly_temperature_c(tuple(range(12)), "standard")
    assert seen[[0, 743, 744, 24 * 59, 8759]].tolist() == [0, 0, 1, 2, 11]
    assert np.bincount(seen.astype(int))[1] == 28 * 24


def test_a_written_file_holds_absence_blind_and_obstruction_as_the_file_had_them():
    data = tables()
    data["absence"] = [{"from": "07-10", "to": "07-24"}]
    data["window"][0]["blind"] = {"device": "outside_screen", "closed_frac": 0.8}
    data["obstruction"] = [{"name": "b", "azimuth_deg": 180, "distance_m": 20, "width_m": 10, "height_m": 9}]
    model = parse_dwelling(data)
    assert parse_dwelling(tomllib.loads(file_toml(model))) == model


def test_a_household_keeps_the_hours_of_its_type_and_without_one_those_of_its_size():
    home = {"size": 1.0, "electricity_kwh": 2000, "cooking": "gas"}
    single, elderly, unsaid = (
        hours(household=home | told)[:, USE_W] for told in ({"type": "single"}, {"type": "elderly"}, {})
    )
    np.testing.assert_array_equal(single, unsaid)
    assert elderly.sum() == pytest.approx(single.sum()) == pytest.approx(2e6)
    # Ten in the morning of a working day in winter.
    monday = 24 * 4 + 10
    assert elderly[monday] > 1.2 * single[monday]


def test_electric_cooking_is_part_of_the_electricity_and_comes_at_dinner_time():
    home = {"size": 2.0, "electricity_kwh": 2500, "type": "couple"}
    gas, electric = (hours(household=home | {"cooking": c})[:, USE_W] for c in ("gas", "electric"))
    assert electric.sum() == pytest.approx(gas.sum())
    dinner = 24 * 3 + 18
    assert electric[dinner] > 1.1 * gas[dinner]


def test_an_unknown_household_type_is_refused():
    data = tables()
    data["household"] = {"size": 2.0, "electricity_kwh": 2500, "type": "commune"}
    with pytest.raises(InputError) as refused:
        parse_dwelling(data)
    assert "commune" in str(refused.value)
    assert "couple" in str(refused.value)


def aired(household, **air):
    data = tables("terraced_1970")
    data["air"] = {k: v for k, v in data["air"].items() if k != "airing_open_m2"} | air
    data.pop("household")
    return fill(parse_dwelling(data | ({"household": household} if household else {})))


def test_a_household_opens_windows_as_in_a_stock_unless_the_file_says_otherwise():
    five = {"size": 5, "electricity_kwh": 4000, "cooking": "gas"}
    got = aired(five)
    floor_m2 = got.file.dwelling.floor_area_m2
    # By hand: 0.008 m² per m² of floor; 1 % of the time, and a family airs 1.2 times as long.
    assert got.file.air.airing_open_m2 == pytest.approx(0.008 * floor_m2)
    assert got.file.air.purge_time_frac == pytest.approx(0.012)
    assert got.origins["air: airing_open_m2"].startswith("controls: airing_open_m2_per_m2")
    assert got.origins["air: purge_time_frac"].endswith("airing_factor of family")
    assert aired({**five, "type": "single"}).file.air.purge_time_frac == pytest.approx(0.008)
    shut = aired(five, airing_open_m2=0.0, purge_time_frac=0.0)
    assert (shut.file.air.airing_open_m2, shut.file.air.purge_time_frac) == (0.0, 0.0)
    assert "air: airing_open_m2" not in shut.origins


def test_where_nobody_lives_nobody_opens_a_window():
    got = aired(None)
    assert (got.file.air.airing_open_m2, got.file.air.purge_time_frac) == (0.0, 0.0)
    assert got.origins["air: airing_open_m2"] == "not in the file: there is none"


def test_hours_of_airing_need_a_household_or_an_opening():
    five = {"size": 5, "electricity_kwh": 4000, "cooking": "gas"}
    assert aired(five, airing_schedule_frac=[0.5]).file.air.airing_schedule_frac == (0.5,)
    with pytest.raises(InputError) as refused:
        aired(None, airing_schedule_frac=[0.5])
    assert [f.code for f in refused.value.findings] == ["NOM-E233"]


def test_a_battery_beyond_its_life_is_calculated_and_noted():
    from_file = {"capacity_kwh": 8.0, "age_years": 20.0}
    data = tables("terraced_1970")
    old = fill(parse_dwelling(data | {"battery": from_file}))
    assert old.file.battery.age_years == 20.0
    assert "beyond the 15 years" in old.origins["battery: age_years"]
    usual = fill(parse_dwelling(data | {"battery": {"capacity_kwh": 8.0}}))
    assert usual.file.battery.age_years == 5.0
    assert usual.origins["battery: age_years"] == "battery_ageing: usual_age_years"
