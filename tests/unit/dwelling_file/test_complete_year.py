"""Blinds, horizons, spaces with a temperature, absence and airing hours, seen in a whole year."""

import numpy as np
import pytest
from tests.cases import default_weather
from tests.unit.dwelling_file.made import constant_weather, tables

from nulopdemeter.dwelling.file import parse_dwelling
from nulopdemeter.dwelling.file_defaults import fill
from nulopdemeter.engine.one import simulate_file
from nulopdemeter.engine.one_elements import window_film
from nulopdemeter.engine.one_nodes import resistance_of
from nulopdemeter.parameters import figures

HOUR = np.arange(8760) % 24


def year(data, weather=None):
    return simulate_file(parse_dwelling(data), weather or default_weather())


def floor_towards(keys, profile="effective"):
    """The light box with its floor above a space."""
    data = tables()
    data["element"][3].update(boundary="unheated", **keys)
    data["profile"] = {"name": profile}
    return data


@pytest.mark.parametrize("profile", ["effective", "detailed"])
@pytest.mark.parametrize("has_mass", [True, False])
def test_a_space_of_twelve_equal_months_is_as_one_number(profile, has_mass):
    one, twelve = (floor_towards({"temperature_c": t}, profile) for t in (12.0, [12.0] * 12))
    for data in (one, twelve):
        if not has_mass:
            data["element"][3]["layers"] = [{"resistance_m2k_per_w": 5.129}]
    first, second = year(one), year(twelve)
    assert np.abs(first.hourly["air_c"] - second.hourly["air_c"]).max() < 1e-9
    assert first.totals["heat_demand_kwh"] == pytest.approx(second.totals["heat_demand_kwh"], rel=1e-12)


def test_a_space_as_cold_as_outdoors_by_the_hour_is_as_factor_one():
    outdoor_c = year(tables()).hourly["outdoor_c"].tolist()
    by_factor, by_hour = (
        year(floor_towards({"b_frac": 1.0})),
        year(floor_towards({"temperature_c": outdoor_c})),
    )
    assert np.abs(by_factor.hourly["air_c"] - by_hour.hourly["air_c"]).max() < 1e-9


def test_a_space_by_name_is_as_its_factor():
    named, given = year(floor_towards({"space": "garage"})), year(floor_towards({"b_frac": 0.6}))
    assert named.totals["heat_demand_kwh"] == given.totals["heat_demand_kwh"]
    assert named.origins["element 'floor': b_frac"] == "unheated_spaces: garage"


def test_a_cold_day_beyond_the_floor_is_felt_on_that_day_only():
    still = [10.0] * 8760
    cold = list(still)
    cold[24 * 40 : 24 * 41] = [-20.0] * 24
    calm = constant_weather()
    apart = (
        year(floor_towards({"temperature_c": cold}), calm).hourly["heat_demand_kw"]
        - year(floor_towards({"temperature_c": still}), calm).hourly["heat_demand_kw"]
    ).to_numpy()
    assert np.abs(apart[: 24 * 40]).max() < 1e-9
    assert apart[24 * 40 : 24 * 41].sum() > 1.0
    assert np.abs(apart[24 * 50 :]).max() < 1e-3


@pytest.mark.parametrize("profile", ["effective", "detailed"])
def test_a_blind_that_is_always_closed_leaves_g_tot_of_the_sun(profile):
    data = tables()
    data["profile"] = {"name": profile}
    window = data["window"][0]
    closed = {"g_tot_frac": 0.15, "close_above_w_per_m2": 0, "season_above_c": -50}
    sun = {}
    for name, blind in {"open": None, "closed": closed, "half": {**closed, "closed_frac": 0.5}}.items():
        window["blind"] = blind
        sun[name] = year(data).hourly["solar_kw"].to_numpy()
    assert sun["half"] == pytest.approx(0.5 * (sun["open"] + sun["closed"]), abs=1e-9)
    # Closed, angle no longer matters: twice g_tot is twice the sun, but for grazing sun that glass keeps out itself.
    window["blind"] = {**closed, "g_tot_frac": 0.3}
    twice = year(data).hourly["solar_kw"].to_numpy()
    assert (twice <= np.minimum(2.0 * sun["closed"], sun["open"]) + 1e-9).all()
    assert twice.sum() == pytest.approx(2.0 * sun["closed"].sum(), rel=0.005)
    assert 0.1 * sun["open"].sum() < sun["closed"].sum() < 0.5 * sun["open"].sum()


def test_a_screen_spares_hours_of_overheating_and_costs_hardly_any_heat():
    data = tables("terraced_1970")
    bare = year(data).totals
    for window in data["window"]:
        window["blind"] = {"device": "outside_screen"}
    screened = year(data).totals
    assert screened["overheating_25_h"] < 0.8 * bare["overheating_25_h"]
    assert screened["heat_demand_kwh"] == pytest.approx(bare["heat_demand_kwh"], rel=0.02)


def test_windows_that_may_open_at_night_only_let_no_air_in_by_day():
    data = tables()
    data["heating"] = {"generator": "none"}
    data["cooling"] = {"set_point_c": 100}
    data["air"]["airing_open_m2"] = 0.5
    free = year(data)
    data["air"]["airing_schedule_frac"] = [1.0] * 7 + [0.0] * 15 + [1.0] * 2
    nights = year(data)
    shut = (HOUR >= 7) & (HOUR < 22)
    least = nights.hourly["outdoor_air_w_per_k"][shut]
    data["air"]["airing_schedule_frac"] = 0
    never = year(data)
    assert least.to_numpy() == pytest.approx(never.hourly["outdoor_air_w_per_k"][shut].to_numpy())
    assert (nights.hourly["outdoor_air_w_per_k"][~shut] > 2.0 * least.max()).any()
    warm = "overheating_27_h"
    assert free.totals[warm] < nights.totals[warm] < never.totals[warm]


def test_nobody_uses_water_or_asks_for_warmth_during_an_absence():
    data = tables("terraced_1970")
    usual = year(data).hourly
    data["absence"] = [{"from": "01-11", "to": "01-20", "set_point_c": 12}]
    away = year(data).hourly
    days = slice(24 * 10, 24 * 20)
    assert (away["hot_water_kw"].iloc[days] == 0.0).all()
    assert (away["set_point_c"].iloc[days] == 12.0).all()
    rest = np.r_[0 : 24 * 10, 24 * 20 : 8760]
    for column in ("hot_water_kw", "household_kw", "set_point_c"):
        assert away[column].iloc[rest].to_numpy() == pytest.approx(usual[column].iloc[rest].to_numpy())
    assert away["heat_demand_kw"].iloc[days].sum() < usual["heat_demand_kw"].iloc[days].sum()


def test_a_high_block_in_front_takes_sun_and_a_far_one_nothing():
    data = tables()
    free = year(data).totals["solar_kwh"]
    block = {"name": "flat opposite", "azimuth_deg": 180, "distance_m": 15, "width_m": 60, "height_m": 20}
    data["obstruction"] = [block]
    assert year(data).totals["solar_kwh"] < 0.7 * free
    data["obstruction"] = [{**block, "distance_m": 1e6}]
    assert year(data).totals["solar_kwh"] == pytest.approx(free, rel=2e-3)


# Films of a floor: 0.17 m²K/W inside; 0.04 outdoors, 0.131 towards an unheated space.
@pytest.mark.parametrize(("boundary", "films"), [("fixed", 0.21), ("unheated", 0.301)])
def test_the_design_load_counts_a_given_temperature_at_its_lowest(boundary, films):
    data = tables()
    floor = {"boundary": boundary, "layers": [{"resistance_m2k_per_w": 2.0}]}
    load_w = []
    for temperature_c in ([0.0] + [10.0] * 11, 20.0):
        data["element"][3].update(floor, temperature_c=temperature_c)
        load_w.append(year(data).simulated.design_load_w[0])
    # 20 K between room and the coldest month beyond.
    assert load_w[0] - load_w[1] == pytest.approx(48 / (2.0 + films) * 20.0)


def test_a_declared_u_towards_an_unheated_space_is_the_u_that_acts():
    """With the films that a U towards a room holds, 0.131 on both sides, and none between the faces."""
    heat = []
    for u in (1.0, 2.0):
        data = tables()
        data["profile"] = {"name": "effective", "override": {"h_ci_horizontal_w_per_m2k": 2.5}}
        wall = next(e for e in data["element"] if e["name"] == "north")
        for key in ("layers", "rc_m2k_per_w", "azimuth_deg", "absorptance_frac", "emissivity_frac"):
            wall.pop(key, None)
        wall.update(boundary="unheated", b_frac=1.0, u_w_per_m2k=u, mass_class="none")
        heat.append(resistance_of(fill(parse_dwelling(data)).file.element[0]))
    assert [1.0 / (r + 0.131 + 0.131) for r in heat] == pytest.approx([1.0, 2.0], rel=1e-3)


def test_terrain_slows_the_wind_at_the_leaks_in_every_profile():
    heat = []
    for terrain in ("open", "suburb", "city"):
        data = tables()
        data["dwelling"]["terrain"] = terrain
        data["air"] = {"qv10_dm3_per_s_m2": 1.0}
        heat.append(year(data).totals["heat_demand_kwh"])
    assert heat[0] > 1.01 * heat[1] > heat[1] > 1.01 * heat[2]


def test_a_lying_window_has_the_film_of_a_ceiling_when_films_are_constant():
    p = figures("profile_standard")
    assert window_film(90.0, p) == p["h_ci_window_w_per_m2k"] == 2.5
    assert window_film(0.0, p) == p["h_ci_up_w_per_m2k"] == 5.0
    assert window_film(180.0, p) == p["h_ci_down_w_per_m2k"] == 0.7
