"""A year of one dwelling from its file: steady states by hand, schedules, merging, machines."""

import numpy as np
import pandas as pd
import pytest
from tests.cases import all_dwellings, default_weather
from tests.unit.dwelling_file.made import constant_weather, tables

from nulopdemeter.balance import balance
from nulopdemeter.dwelling.file import parse_dwelling
from nulopdemeter.dwelling.file_defaults import fill
from nulopdemeter.engine.hours import monthly_mean
from nulopdemeter.engine.one import simulate_file, simulate_row
from nulopdemeter.engine.one_building import make_one_building
from nulopdemeter.engine.one_elements import site_of

HEAT = "heat_demand_kwh"


def year(data, weather=None):
    return simulate_file(parse_dwelling(data), weather or default_weather())


def building(data):
    weather = default_weather()
    filled = fill(parse_dwelling(data))
    return make_one_building(filled, site_of(filled.file, weather))


def test_with_equal_films_steady_heat_is_u_times_area_times_difference():
    data = tables()
    del data["window"]
    data["thermal_bridges"] = {"loss_w_per_k": 4.0}
    films = {f"h_ci_{way}_w_per_m2k": 2.5 for way in ("up", "horizontal", "down")}
    films |= {"h_ce_wall_w_per_m2k": 12.0, "h_ce_roof_w_per_m2k": 12.0, "h_re_w_per_m2k": 4.5}
    data["profile"] = {"name": "effective", "override": films}
    layers = [{"resistance_m2k_per_w": 1.7}, {"thickness_m": 0.0125, "material": "gypsum_board"}]
    for element in data["element"]:
        element["layers"] = layers
    # All faces are alike and exchange no radiation: R = 1/16.5 + 1.7 + 0.0125/0.25 + 1/2.5.
    u = 1 / (1 / 16.5 + 1.7 + 0.05 + 0.4)
    area_m2 = 21.6 + 13.6 + 48 + 48
    air_kg_per_m3 = 101325 / (287.05 * 273.15 * (1 + 1.608 * 0.007))
    air_w_per_k = 0.5 * 129.6 * air_kg_per_m3 * (1005 + 1859 * 0.007) / 3600
    by_hand_w = (u * area_m2 + 4.0 + air_w_per_k) * 20.0
    assert year(data, constant_weather()).totals[HEAT] == pytest.approx(8.76 * by_hand_w, rel=1e-6)


# The light box by hand: area, resistance without films, outside and convective inside film of
# profile_effective, and what lies outside [°C].
BOX = [
    (21.6 + 13.6, 0.010 / 0.13 + 0.080 / 0.037 + 0.0125 / 0.25, 10.5 + 4.5, 2.3, 0.0),
    (48.0, 0.005 / 0.23 + 0.140 / 0.037 + 0.0125 / 0.25, 10.6 + 4.5, 1.6, 0.0),
    (8.0, 1 / 1.6 - 0.171, 7.0 + 4.5, 2.5, 0.0),
]
FLOOR_R = 5.0 + 0.018 / 0.14


def steady_by_hand(floor_out_w_per_m2k, floor_c):
    """Heat [W] and mean radiant temperature of the light box at 20 °C air, 0 °C outdoors."""
    faces = [*BOX, (48.0, FLOOR_R, floor_out_w_per_m2k, 2.6, floor_c)]
    area, r, out, inside, beyond_c = (np.array(column) for column in zip(*faces, strict=True))
    through = 1 / (r + 1 / out)
    radiant_c = 20.0
    for _ in range(200):
        face_c = (through * beyond_c + inside * 20.0 + 5.13 * radiant_c) / (through + inside + 5.13)
        radiant_c = (area * face_c).sum() / area.sum()
    air_w_per_k = (
        0.5 * 129.6 * 101325 / (287.05 * 273.15 * (1 + 1.608 * 0.007)) * (1005 + 1859 * 0.007) / 3600
    )
    return (area * inside * (20.0 - face_c)).sum() + 20.0 * air_w_per_k, radiant_c


def test_steady_heat_with_the_films_of_the_profile_and_radiation_between_the_faces():
    by_hand_w, radiant_c = steady_by_hand(10.5 + 4.5, 0.0)
    seen = year(tables(), constant_weather())
    assert seen.totals[HEAT] == pytest.approx(8.76 * by_hand_w, rel=1e-6)
    assert seen.hourly["operative_c"].iloc[-1] == pytest.approx((20.0 + radiant_c) / 2, abs=1e-6)


def test_a_dwelling_without_any_mass_has_the_same_steady_state():
    data = tables()
    for element, r in zip(data["element"], (2.287, 2.287, 3.856, 5.129), strict=True):
        element["layers"] = [{"resistance_m2k_per_w": r}]
    assert building(data).chains.area_m2.shape == (1, 0)
    data["window"][0]["frame_frac"] = 0.1
    light, heavy = year(data, constant_weather()), year(tables(), constant_weather())
    assert light.totals[HEAT] == pytest.approx(heavy.totals[HEAT], rel=2e-4)


def test_equal_constructions_merge_into_one_slot_and_nothing_changes():
    data = tables()
    assert building(data).chains.area_m2.tolist() == [[21.6 + 13.6, 48.0, 48.0]]
    apart = tables()
    # A millionth thicker is another construction to the program, not to the heat.
    apart["element"][1]["layers"][1]["thickness_m"] = 0.080 * (1 + 1e-7)
    assert building(apart).chains.area_m2.shape == (1, 4)
    merged, separate = year(data).hourly, year(apart).hourly
    assert np.abs(merged["air_c"] - separate["air_c"]).max() < 1e-5
    assert merged["heat_demand_kw"].sum() == pytest.approx(separate["heat_demand_kw"].sum(), rel=1e-6)


def test_half_a_party_wall_works_for_this_dwelling_and_both_faces_of_a_partition():
    party, half = tables(), tables()
    wall = {"name": "beside", "area_m2": 20, "kind": "party"}
    party["element"].append({**wall, "layers": [{"thickness_m": 0.2, "material": "sand_lime"}]})
    half["element"].append(
        {
            **wall,
            "kind": "wall",
            "boundary": "adiabatic",
            "layers": [{"thickness_m": 0.1, "material": "sand_lime"}],
        }
    )
    assert year(party).totals[HEAT] == pytest.approx(year(half).totals[HEAT], rel=1e-9)
    party["element"][-1].update(kind="internal")
    half["element"][-1].update(area_m2=40)
    assert year(party).totals[HEAT] == pytest.approx(year(half).totals[HEAT], rel=1e-9)


@pytest.mark.parametrize("b_frac", [0.0, 0.4, 1.0])
def test_an_unheated_space_lies_between_dwelling_and_outdoors(b_frac):
    data = tables()
    data["element"][3].update(boundary="unheated", b_frac=b_frac)
    by_hand_w, _ = steady_by_hand(1 / 0.131, (1 - b_frac) * 20.0)
    assert year(data, constant_weather()).totals[HEAT] == pytest.approx(8.76 * by_hand_w, rel=1e-6)


@pytest.mark.parametrize("face_c", [10.0, 0.0, 25.0])
def test_a_face_of_given_temperature_draws_heat_towards_it(face_c):
    data = tables()
    data["element"][3].update(boundary="fixed", temperature_c=face_c)
    by_hand_w, _ = steady_by_hand(1e6, face_c)
    assert year(data, constant_weather()).totals[HEAT] == pytest.approx(8.76 * by_hand_w, rel=1e-6)


@pytest.mark.parametrize("boundary", ["ground", "crawlspace"])
def test_two_floors_of_different_build_keep_their_own_virtual_temperature(boundary):
    data = tables()
    floor = {"kind": "floor", "boundary": boundary, "exposed_perimeter_m": 14.0}
    data["element"][3] = {
        **floor,
        "name": "whole",
        "area_m2": 48,
        "rc_m2k_per_w": 2.5,
        "mass_class": "medium",
    }
    outdoor_c = monthly_mean(default_weather().temperature_c)
    chains = building(data).chains
    # A virtual temperature swings less than the air and has the same mean (ISO 13370, annex F).
    swing = chains.from_ground.max()
    assert 0.0 < swing < 0.9
    assert swing * outdoor_c.mean() + chains.fixed_c.max() == pytest.approx(outdoor_c.mean())
    one = year(data).totals[HEAT]
    data["element"][3:] = [
        {**data["element"][3], "name": f"part {k}", "area_m2": 24, "exposed_perimeter_m": 7.0} for k in (1, 2)
    ]
    assert year(data).totals[HEAT] == pytest.approx(one, rel=1e-9)


def test_more_insulation_is_never_more_heat_and_more_g_never_less_sun():
    heat, sun = [], []
    for r, g in ((1.0, 0.3), (2.0, 0.5), (6.0, 0.7)):
        data = tables()
        data["element"][3]["layers"][0]["resistance_m2k_per_w"] = r
        heat.append(year(data).totals[HEAT])
        data["window"][0]["g_frac"] = g
        sun.append(year(data).totals["solar_kwh"])
    assert heat == sorted(heat, reverse=True)
    assert sun == sorted(sun)


def test_set_points_follow_the_schedule_of_weekday_and_weekend():
    data = tables()
    data["heating"]["set_point_c"] = [15.0] * 7 + [20.0] * 16 + [15.0]
    data["heating"]["weekend_set_point_c"] = [18.0] * 24
    hours = year(data).hourly
    set_c = hours["set_point_c"].to_numpy().reshape(365, 24)
    assert set(set_c[:, 12]) == {20.0, 18.0}
    assert (set_c[:, 12] == 18.0).sum() in (104, 105)
    weekday = set_c[set_c[:, 12] == 20.0]
    assert (weekday[:, 6] == 15.0).all()
    assert (weekday[:, 7] == 20.0).all()


def test_people_on_the_dutch_clock_get_up_an_hour_earlier_by_the_sun_in_summer():
    data = tables()
    data["heating"]["set_point_c"] = [15.0] * 7 + [20.0] * 17
    data["dwelling"]["clock"] = "dutch"
    set_c = year(data).hourly["set_point_c"].to_numpy().reshape(365, 24)
    assert (set_c[10, 6], set_c[10, 7]) == (15.0, 20.0)
    assert (set_c[190, 5], set_c[190, 6]) == (15.0, 20.0)


def test_cooling_keeps_office_hours_and_a_fan_cools_the_night():
    data = tables()
    data["heating"] = {"generator": "none", "control": "air"}
    data["cooling"]["set_point_c"] = [100.0] * 7 + [25.0] * 11 + [100.0] * 6
    free = year(data)
    hour = np.arange(8760) % 24
    assert (free.hourly["cooling_kw"][(hour < 7) | (hour >= 18)] == 0).all()
    assert free.totals["cooling_kwh"] > 0
    assert free.totals[HEAT] == 0
    assert free.hourly["set_point_c"].isna().all()
    fan = [1.0] * 7 + [0.0] * 11 + [1.0] * 6
    data["air"]["extra"] = [{"name": "night fan", "flow_m3_per_h": 1700.0, "schedule_frac": fan}]
    assert year(data).totals["cooling_kwh"] < 0.8 * free.totals["cooling_kwh"]


def test_heating_never_gives_more_than_its_capacity_and_then_the_room_is_cold():
    data = tables()
    data["heating"]["capacity_kw"] = 1.0
    limited = year(data)
    assert limited.totals["peak_heat_kw"] == pytest.approx(1.0)
    assert limited.totals["min_air_c"] < 19.0
    assert balance(limited.table, limited.simulated).meter["unmet_h"].iloc[0] > 0


@pytest.mark.parametrize("name", ["light_box", "terraced_1970"])
def test_totals_are_the_hours_added_up_and_what_the_balance_finds(name):
    seen = year(tables(name))
    assert len(seen.hourly) == 8760
    assert isinstance(seen.hourly.index, pd.DatetimeIndex)
    assert seen.hourly.index[0].hour == 1
    meter = balance(seen.table, seen.simulated).meter.iloc[0]
    both = sorted(set(seen.totals) & set(meter.index))
    assert len(both) > 20
    for column in both:
        assert seen.totals[column] == pytest.approx(meter[column], rel=1e-9, abs=1e-9), column


@pytest.mark.parametrize("control", ["air", "operative"])
def test_hours_too_warm_and_degree_hours_too_cold_are_counted_from_the_temperatures(control):
    data = tables()
    data["heating"].update(capacity_kw=1.0, control=control)
    data["cooling"]["set_point_c"] = 100.0
    seen = year(data)
    felt_c = seen.hourly["air_c" if control == "air" else "operative_c"]
    below_k = (seen.hourly["set_point_c"] - felt_c).clip(lower=0.0)
    assert seen.totals["underheating_kh"] == pytest.approx(below_k.sum())
    assert seen.totals["unmet_h"] == (below_k > 1.0).sum()
    meter = balance(seen.table, seen.simulated).meter.iloc[0]
    for column, limit_c in (("overheating_25_h", 25), ("overheating_h", 26), ("overheating_27_h", 27)):
        assert seen.totals[column] == (seen.hourly["operative_c"] > limit_c).sum()
        assert seen.totals[column] == pytest.approx(meter[column])
    assert seen.totals["overheating_25_h"] > seen.totals["overheating_27_h"] > 100
    assert seen.totals["underheating_kh"] == pytest.approx(meter["underheating_kh"])
    assert seen.totals["underheating_kh"] > 100


def test_a_dwelling_without_heating_is_asked_nothing_and_misses_nothing():
    data = tables()
    data["heating"] = {"generator": "none"}
    assert year(data).totals["underheating_kh"] == 0.0


def test_a_heat_pump_is_sized_and_uses_less_electricity_than_it_gives_heat():
    data = tables("terraced_1970")
    data["heating"] = {"generator": "heat_pump", "set_point_c": 20, "design_supply_c": 45}
    data["hot_water"] = {"system": "heat_pump_tank", "draw_l_per_day": 90, "tank_l": 180}
    data["household"]["cooking"] = "electric"
    seen = year(data)
    assert seen.simulated.heat_pump_kw[0] == pytest.approx(0.9 * seen.simulated.design_load_w[0] / 1000)
    assert 2.0 < seen.totals["heat_pump_heat_kwh"] / seen.hourly["heat_pump_electricity_kw"].sum() < 5.0
    assert seen.totals["gas_m3"] == 0.0
    assert seen.hourly["tank_c"].min() > 40.0
    assert seen.hourly["cop"].min() >= 1.0


def test_both_doors_give_the_same_columns_and_the_same_balance():
    table = all_dwellings().table
    row = table[(table["dwelling_id"] == "terraced-1970") & (table["package"] == "nom")]
    seen = simulate_row(row, default_weather())
    assert list(seen.hourly.columns) == list(year(tables()).hourly.columns)
    meter = balance(seen.table, seen.simulated).meter.iloc[0]
    for column in (HEAT, "import_kwh", "export_kwh", "pv_kwh", "gas_m3", "net_kwh", "peak_import_kw"):
        assert seen.totals[column] == pytest.approx(meter[column], rel=1e-9, abs=1e-9), column


def test_leaks_from_qv10_grow_with_wind_and_cold_and_site_air_is_thinner_on_a_mountain():
    data = tables()
    data["air"] = {"qv10_dm3_per_s_m2": 1.5}
    flow = year(data).hourly
    assert np.corrcoef(flow["outdoor_air_w_per_k"], default_weather().wind_m_per_s)[0, 1] > 0.5
    low, high = year(tables(), constant_weather()), tables()
    high["air"]["density"] = "standard"
    # 1.204 kg/m³ belongs to 20 °C; moist air of 0 °C at sea level is heavier and holds more heat.
    ratio = (
        low.hourly["outdoor_air_w_per_k"].iloc[0]
        / year(high, constant_weather()).hourly["outdoor_air_w_per_k"].iloc[0]
    )
    density = 101325 / (287.05 * 273.15 * (1 + 1.608 * 0.007)) / 1.204
    assert ratio == pytest.approx(density * (1005 + 1859 * 0.007) / 1006, rel=1e-6)
