"""Machines that cannot be, or that do not go together, are refused with place and remedy in both languages."""

import tomllib

import pytest
from tests.unit.dwelling_file.systems import AIR, COMBI, EXHAUST, SPLIT, SYSTEMS, TANK, data_of

from nulopdemeter.dwelling.file import parse_dwelling
from nulopdemeter.dwelling.file_defaults import fill
from nulopdemeter.dwelling.write_file import file_toml
from nulopdemeter.errors import InputError
from nulopdemeter.language import LANGUAGES, finding_text


def wrong(data):
    with pytest.raises(InputError) as caught:
        parse_dwelling(data, "mine.toml")
    return {(f.code, f.place) for f in caught.value.findings}, caught.value


def pump(**keys):
    return {"generator": "heat_pump", **keys}


def hybrid(**keys):
    return {"generator": "hybrid", **keys}


def own(**keys):
    return pump(points={**AIR, **keys})


BOILER = {"generator": "hr107"}
SOLAR = {**COMBI, "system": "solar_combi", "tank_l": 80}
SHORT = {"cop35": [2.9, 4.5, 6.2]}
BELOW_ONE = {"cop55": [0.9, 3.3, 4.6, 6.1]}
H, W, P = "[heating]", "[hot_water]", "[heating]: points"

WRONG = [
    # A heat pump without points.
    (pump(heat_pump="air-water-medain"), TANK, {}, "NOM-E235", f"{H}: heat_pump"),
    (pump(points={"source_kind": "air"}), TANK, {}, "NOM-E204", "heating.points.cop35"),
    (pump(points={"source_kind": "air", "cop35": AIR["cop35"]}), TANK, {}, "NOM-E234", P),
    (own(**SHORT), TANK, {}, "NOM-E231", f"{P}.cop35"),
    (own(cop35=[]), TANK, {}, "NOM-E231", f"{P}.cop35"),
    (own(source_kind="water"), TANK, {}, "NOM-E205", "heating.points.source_kind"),
    (own(cop45=[1, 2, 3, 4]), TANK, {}, "NOM-E203", "heating.points.cop45"),
    (pump(points=AIR, heat_pump="air-water-good"), TANK, {}, "NOM-E232", H),
    ({**BOILER, "points": AIR}, COMBI, {}, "NOM-E233", f"{H}: points"),
    # A COP below 1, and other shares that are none.
    (own(**BELOW_ONE), TANK, {}, "NOM-E245", f"{P}.cop55"),
    (own(modulation_least_frac=0), TANK, {}, "NOM-E206", "heating.points.modulation_least_frac"),
    (own(cycling_frac=1.2), TANK, {}, "NOM-E206", "heating.points.cycling_frac"),
    (hybrid(hybrid_least_cop=0.8), COMBI, {}, "NOM-E206", "heating.hybrid_least_cop"),
    (pump(quiet_mode=True, quiet_frac=1.4), TANK, {}, "NOM-E206", "heating.quiet_frac"),
    # Keys of a machine that is not there.
    (pump(quiet_frac=0.3), TANK, {}, "NOM-E233", f"{H}: quiet_frac"),
    ({**BOILER, "quiet_mode": True}, COMBI, {}, "NOM-E233", f"{H}: quiet_mode"),
    (pump(hybrid_rule="cost"), TANK, {}, "NOM-E233", f"{H}: hybrid_rule"),
    (hybrid(hybrid_switch_c=4), COMBI, {}, "NOM-E233", f"{H}: hybrid_switch_c"),
    (hybrid(hybrid_rule="capacity", hybrid_least_cop=2), COMBI, {}, "NOM-E233", f"{H}: hybrid_least_cop"),
    (hybrid(hybrid_rule="price"), COMBI, {}, "NOM-E205", "heating.hybrid_rule"),
    (pump(brine_mean_c=8), TANK, {}, "NOM-E233", f"{H}: brine_mean_c"),
    (pump(heat_pump="brine-water-median", brine_swing_k=4), TANK, {}, "NOM-E233", f"{H}: brine_swing_k"),
    (pump(exhaust_air_m3_per_h=80), TANK, {}, "NOM-E233", f"{H}: exhaust_air_m3_per_h"),
    (pump(points=EXHAUST, exhaust_air_m3_per_h=180), TANK, {}, "NOM-E206", f"{H}: exhaust_air_m3_per_h"),
    # Sizes.
    (pump(bivalent_c=-4), TANK, {}, "NOM-E233", f"{H}: bivalent_c"),
    (pump(sizing="bivalent"), TANK, {}, "NOM-E233", f"{H}: sizing = 'bivalent'"),
    (pump(sizing="bivalent", bivalent_c=-40), TANK, {}, "NOM-E206", "heating.bivalent_c"),
    (pump(sizing="auto", heat_pump_kw=5), TANK, {}, "NOM-E232", H),
    ({**BOILER, "sizing": "auto"}, COMBI, {}, "NOM-E233", f"{H}: sizing"),
    # Emitters.
    (pump(radiator_kw=0), TANK, {}, "NOM-E206", "heating.radiator_kw"),
    (pump(radiator_kw=-4), TANK, {}, "NOM-E206", "heating.radiator_kw"),
    (pump(radiator_kw=9, capacity_kw=9), TANK, {}, "NOM-E232", H),
    ({"generator": "infrared", "radiator_kw": 4}, COMBI, {}, "NOM-E233", f"{H}: radiator_kw"),
    (pump(points=SPLIT, radiator_kw=4), TANK, {}, "NOM-E233", f"{H}: radiator_kw"),
    (pump(emitter="panel"), TANK, {}, "NOM-E233", f"{H}: emitter = 'panel'"),
    ({"generator": "ideal", "emitter": "floor"}, COMBI, {}, "NOM-E233", f"{H}: emitter"),
    (pump(emitter="radiator"), TANK, {}, "NOM-E205", "heating.emitter"),
    (pump(design_supply_c="auto"), TANK, {}, "NOM-E233", f"{H}: design_supply_c = 'auto'"),
    (pump(radiator_kw=9, design_supply_c="automatic"), TANK, {}, "NOM-E235", f"{H}: design_supply_c"),
    (pump(design_supply_c=20), TANK, {}, "NOM-E206", f"{H}: design_supply_c"),
    (pump(design_supply_c=True), TANK, {}, "NOM-E207", "heating.design_supply_c"),
    (pump(design_supply_c=[45.0]), TANK, {}, "NOM-E207", "heating.design_supply_c"),
    (pump(design_supply_c=float("nan")), TANK, {}, "NOM-E230", "heating.design_supply_c"),
    # A tank that is not there.
    (pump(), {**TANK, "tank_l": 0}, {}, "NOM-E242", f"{W}: system = 'heat_pump_tank'"),
    (pump(), {"system": "heat_pump_tank", "draw_l_per_day": 90}, {}, "NOM-E242", f"{W}: system = 'heat_pump_tank'"),
    (BOILER, {"system": "booster", "draw_l_per_day": 90}, {}, "NOM-E242", f"{W}: system = 'booster'"),
    (BOILER, {**COMBI, "system": "solar_combi", "tank_l": 0}, {}, "NOM-E242", f"{W}: system = 'solar_combi'"),
    (BOILER, {**COMBI, "system": "electric_boiler", "tank_l": 0}, {}, "NOM-E242", f"{W}: system = 'electric_boiler'"),
    (BOILER, {**COMBI, "collector_m2": 2.5}, {}, "NOM-E242", f"{W}: collector_m2"),
    (BOILER, {**COMBI, "system": "electric_boiler", "legionella_c": 60}, {}, "NOM-E242", f"{W}: legionella_c"),
    (BOILER, {**COMBI, "tank_l": 80, "tank_set_c": 60}, {}, "NOM-E244", f"{W}: tank_l"),
    (BOILER, {**SOLAR, "tank_set_c": 60}, {}, "NOM-E233", f"{W}: tank_set_c"),
    (BOILER, {**COMBI, "tank_element_kw": 2}, {}, "NOM-E242", f"{W}: tank_element_kw"),
    (BOILER, {**SOLAR, "tank_element_kw": 2}, {}, "NOM-E233", f"{W}: tank_element_kw"),
    (BOILER, COMBI, {"control": {"smart": "sun", "tank_raise_k": 5}}, "NOM-E242", "[control]: tank_raise_k"),
    (pump(), {**TANK, "collector_tilt_deg": 40}, {}, "NOM-E233", f"{W}: collector_tilt_deg"),
    (pump(), {**TANK, "tank_set_c": 62}, {}, "NOM-E206", f"{W}: tank_set_c"),
    # What is drawn.
    (BOILER, {"system": "combi"}, {}, "NOM-E234", W),
    (BOILER, {**COMBI, "draw_l_per_person_day": 40}, {}, "NOM-E232", W),
    (BOILER, {**COMBI, "tapping": [1.0] * 23}, {}, "NOM-E231", f"{W}: tapping"),
    (BOILER, {**COMBI, "tapping": [0.0] * 24}, {}, "NOM-E206", f"{W}: tapping"),
    (BOILER, {**COMBI, "shower_recovery_frac": 1.5}, {}, "NOM-E206", "hot_water.shower_recovery_frac"),
    # Battery, car, grid, control.
    (BOILER, COMBI, {"battery": {"power_kw": 3}}, "NOM-E204", "battery.capacity_kwh"),
    (BOILER, COMBI, {"battery": {"capacity_kwh": 0, "power_kw": 3}}, "NOM-E206", "battery.capacity_kwh"),
    (BOILER, COMBI, {"battery": {"capacity_kwh": 5, "round_trip_frac": 1.1}}, "NOM-E206", "battery.round_trip_frac"),
    (BOILER, COMBI, {"battery": {"capacity_kwh": 5, "round_trip_frac": 0}}, "NOM-E206", "battery.round_trip_frac"),
    (BOILER, COMBI, {"battery": {"capacity_kwh": 5, "age_years": -1}}, "NOM-E206", "battery.age_years"),
    (BOILER, COMBI, {"battery": {"capacity_kwh": 5, "control": "smart"}}, "NOM-E205", "battery.control"),
    (BOILER, COMBI, {"car": {"kwh_per_year": -1}}, "NOM-E206", "car.kwh_per_year"),
    (BOILER, COMBI, {"car": {"charger_kw": 7}}, "NOM-E204", "car.kwh_per_year"),
    (BOILER, COMBI, {"grid": {"voltage_frac": 1.2}}, "NOM-E206", "grid.voltage_frac"),
    (BOILER, COMBI, {"grid": {"export_limt_kw": 3}}, "NOM-E203", "grid.export_limt_kw"),
    (pump(), TANK, {"control": {"room_raise_k": 1}}, "NOM-E233", "[control]: room_raise_k"),
    (
        BOILER, COMBI, {"control": {"smart": "sun", "room_raise_k": 1}}, "NOM-E233",
        "[control]: room_raise_k",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("heating", "water", "more", "code", "place"), WRONG)
def test_what_cannot_be_is_refused_once_with_a_remedy(heating, water, more, code, place):
    found, error = wrong(data_of(heating, water, more))
    assert found == {(code, place)}
    assert len(error.findings) == 1
    for lang in LANGUAGES:
        assert all(text and "{" not in text for text in finding_text(error.findings[0], lang))


def test_litres_by_person_need_persons():
    data = data_of(BOILER, {"system": "combi", "draw_l_per_person_day": 40}, {})
    assert fill(parse_dwelling(data)).file.hot_water.draw_l_per_day == pytest.approx(80.0)
    del data["household"]
    assert wrong(data)[0] == {("NOM-E233", f"{W}: draw_l_per_person_day")}


def test_an_exhaust_air_machine_needs_a_fan():
    data = data_of(pump(points=EXHAUST), TANK, {})
    data["air"] = {"qv10_dm3_per_s_m2": 1.0}
    assert wrong(data)[0] == {("NOM-E233", f"{H}: source_kind = 'exhaust_air'")}


def test_rooms_that_a_control_heats_into_the_cooling_are_refused():
    data = data_of(pump(), TANK, {"control": {"smart": "sun", "room_raise_k": 2}})
    data["heating"]["set_point_c"] = 20.0
    data["cooling"] = {"set_point_c": 21.5}
    assert wrong(data)[0] == {("NOM-E237", "[cooling]: set_point_c")}
    data["control"]["room_raise_k"] = 1
    assert parse_dwelling(data)


@pytest.mark.parametrize("name", SYSTEMS)
def test_every_system_is_written_and_read_back(name):
    file = parse_dwelling(data_of(*SYSTEMS[name]))
    assert parse_dwelling(tomllib.loads(file_toml(file))) == file


@pytest.mark.parametrize("name", SYSTEMS)
def test_what_a_machine_lacks_has_an_origin_and_what_is_given_has_none(name):
    heating, water, more = SYSTEMS[name]
    filled = fill(parse_dwelling(data_of(heating, water, more)))
    for table, given in {"heating": heating, "hot_water": water, **more}.items():
        for key in given if isinstance(given, dict) else ():
            assert f"{table}: {key}" not in filled.origins
    assert "heating: convective_frac" in filled.origins
    for key, word in (("battery", "power_kw"), ("control", "tank_raise_k")):
        if key in more and word not in more[key]:
            assert f"{key}: {word}" in filled.origins


def test_own_points_are_completed_by_those_of_the_median_machine():
    filled = fill(parse_dwelling(data_of(own(), TANK, {})))
    assert filled.file.heating.heat_pump is None
    assert "heating: heat_pump" not in filled.origins
    assert fill(parse_dwelling(data_of(pump(), TANK, {}))).file.heating.heat_pump == "air-water-median"
