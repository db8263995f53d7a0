"""What no dwelling has, and what would change nothing, is refused: with place, value, limit and remedy."""

import re
from functools import cache
from pathlib import Path
from typing import get_args

import annotated_types
import numpy as np
import pytest
from pydantic import BaseModel
from tests.cases import default_weather
from tests.unit.dwelling_file.systems import AIR, COMBI, EXHAUST, SPLIT, SUN, TANK, data_of

from nulopdemeter.dwelling.file import parse_dwelling
from nulopdemeter.dwelling.file_defaults import fill
from nulopdemeter.dwelling.file_ranges import RANGED, RANGES, range_wrongs
from nulopdemeter.dwelling.tables import table
from nulopdemeter.dwelling.ventilation import balanced_frac
from nulopdemeter.engine.one import simulate_file
from nulopdemeter.errors import InputError
from nulopdemeter.language import LANGUAGES, finding_text
from nulopdemeter.parameters import figures

PAGE = Path(__file__).parents[3] / "docs" / "dwelling_file.md"
BOILER = {"generator": "hr107"}
PUMP = {"generator": "heat_pump"}
ELECTRIC = {"system": "electric_boiler", "draw_l_per_day": 70, "tank_l": 80}
NO_SUN = {"pv": []}
BRINE = {"source_kind": "ground", "cop35": [4.5, 5.1, 5.5, 5.5], "cop55": [3.1, 3.8, 4.3, 4.5]}
H, W, P = "[heating]", "[hot_water]", "[heating]: points"


def points(base=AIR, **keys):
    return {**PUMP, "points": {**base, **keys}}


def air(**keys):
    return {"air": {"qv10_dm3_per_s_m2": 1.0, **keys}}


def findings(heating, water, more):
    with pytest.raises(InputError) as caught:
        parse_dwelling(data_of(heating, water, more), "mine.toml")
    return caught.value.findings


WRONG = [
    # 1: watt for kilowatt.
    (BOILER, COMBI, {"pv": [{**SUN["pv"][0], "inverter_kw": 4500}]}, "NOM-E262", "pv 1: inverter_kw"),
    # 2: a tank hotter than the water that heats it.
    (points(max_supply_c=50), {**TANK, "tank_set_c": 55}, {}, "NOM-E206", f"{W}: tank_set_c"),
    (points(), {**TANK, "tank_set_c": 80}, {}, "NOM-E206", f"{W}: tank_set_c"),
    (points(max_supply_c=45), TANK, {}, "NOM-E206", f"{H}: points.max_supply_c"),
    (BOILER, {**TANK, "tank_set_c": 75}, {}, "NOM-E206", f"{W}: tank_set_c"),
    (PUMP, TANK, {"control": {"smart": "sun", "tank_raise_k": 20}}, "NOM-E246", "[control]: tank_raise_k"),
    (BOILER, {**ELECTRIC, "tank_set_c": 80}, {"control": {"smart": "sun", "tank_raise_k": 20}}, "NOM-E246",
     "[control]: tank_raise_k"),
    # 3: the same heat twice.
    (points(EXHAUST), TANK, air(system="D", flow_m3_per_h=150), "NOM-E251", f"{H}: source_kind = 'exhaust_air'"),
    (points(EXHAUST), TANK, air(system="B", flow_m3_per_h=150), "NOM-E233", f"{H}: source_kind = 'exhaust_air'"),
    (points(EXHAUST) | {"exhaust_air_m3_per_h": 140}, TANK, air(system="E", flow_m3_per_h=150), "NOM-E206",
     f"{H}: exhaust_air_m3_per_h"),
    # 4: points that no machine has.
    (points(cop35=[290, 450, 620, 800]), TANK, {}, "NOM-E245", f"{P}.cop35"),
    (points(cop35=AIR["cop55"], cop55=AIR["cop35"]), TANK, {}, "NOM-E250", f"{P}.cop55"),
    (points(cop35=AIR["cop35"][::-1]), TANK, {}, "NOM-E249", f"{P}.cop35"),
    (points(BRINE, cop55=[4.5, 4.3, 3.8, 3.1]), TANK, {}, "NOM-E249", f"{P}.cop55"),
    (points(cop55=[7.95, 3.14, 4.63, 8.17]), TANK, {}, "NOM-E248", f"{P}.cop55"),
    (points(cycling_frac=0.9), TANK, {}, "NOM-E245", f"{P}.cycling_frac"),
    (points(SPLIT, max_supply_c=45), TANK, {}, "NOM-E243", f"{P}: max_supply_c"),
    (points(SPLIT, cop55=AIR["cop55"]), TANK, {}, "NOM-E243", f"{P}: cop55"),
    # 5: hot water that nothing makes, or that makes itself.
    (BOILER, {"system": "none", "tank_l": 150}, {}, "NOM-E244", f"{W}: tank_l"),
    (BOILER, {**COMBI, "tank_l": 120}, {}, "NOM-E244", f"{W}: tank_l"),
    (BOILER, {**COMBI, "system": "geyser", "tank_l": 120}, {}, "NOM-E244", f"{W}: tank_l"),
    ({"generator": "district_heat"}, {**COMBI, "system": "district_heat", "tank_l": 120}, {}, "NOM-E244",
     f"{W}: tank_l"),
    (PUMP, {**TANK, "efficiency_frac": 0.9}, {}, "NOM-E243", f"{W}: efficiency_frac"),
    (BOILER, {"system": "none", "shower_recovery_frac": 0.4}, {}, "NOM-E243", f"{W}: shower_recovery_frac"),
    (BOILER, {**COMBI, "efficiency_frac": 2.0}, {}, "NOM-E245", f"{W}: efficiency_frac"),
    (BOILER, {**ELECTRIC, "efficiency_frac": 1.2}, {}, "NOM-E245", f"{W}: efficiency_frac"),
    (BOILER, {**COMBI, "tank_loss_w_per_k": 2}, {}, "NOM-E242", f"{W}: tank_loss_w_per_k"),
    ({"generator": "electric", "efficiency_frac": 1.2}, COMBI, {}, "NOM-E245", f"{H}: efficiency_frac"),
    # 6: sizes of no dwelling; some more in the test of every range.
    (BOILER, COMBI, {"battery": {"capacity_kwh": 8000}}, "NOM-E245", "[battery]: capacity_kwh"),
    (PUMP, {**TANK, "tank_l": 0.18}, {}, "NOM-E245", f"{W}: tank_l"),
    (BOILER, COMBI, air(system="C", flow_m3_per_h=100, fan_w=900), "NOM-E253", "[air]: fan_w"),
    (BOILER, COMBI, air(extra=[{"name": "hood", "flow_m3_per_h": 40_000}]), "NOM-E245",
     "[air]: extra 1: flow_m3_per_h"),
    (BOILER, COMBI, {"pv": [{**SUN["pv"][0], "losses_frac": 1}]}, "NOM-E245", "pv 1: losses_frac"),
    # 7: what never happens, or acts on nothing.
    (points(SPLIT) | {"emitter": "radiators"}, TANK, {}, "NOM-E233", f"{H}: emitter = 'radiators'"),
    ({"generator": "electric", "design_supply_c": 45}, COMBI, {}, "NOM-E233", f"{H}: design_supply_c"),
    ({**points(SPLIT), "generator": "hybrid"}, COMBI, {}, "NOM-E233", f"{H}: generator = 'hybrid'"),
    (PUMP, {**TANK, "legionella_c": 55}, {}, "NOM-E247", f"{W}: legionella_c"),
    (PUMP, {**TANK, "legionella_c": 65, "tank_element_kw": 0}, {}, "NOM-E243", f"{W}: legionella_c"),
    (BOILER, {**ELECTRIC, "tank_l": 80, "tank_element_kw": 0}, {}, "NOM-E206", f"{W}: tank_element_kw"),
    (PUMP, {**TANK, "tank_set_c": 48, "legionella_c": 47}, {}, "NOM-E247", f"{W}: legionella_c"),
    (BOILER, COMBI, {"control": {"smart": "price"}}, "NOM-E243", "[control]: smart = 'price'"),
    (PUMP, TANK, {"control": {"smart": "sun"}, **NO_SUN}, "NOM-E243", "[control]: smart = 'sun'"),
    (BOILER, {**COMBI, "system": "solar_combi", "tank_l": 120}, {"control": {"smart": "sun", "tank_raise_k": 5}},
     "NOM-E243", "[control]: tank_raise_k"),
    (BOILER, COMBI, {"grid": {"export_limit_kw": 3}, **NO_SUN}, "NOM-E243", "[grid]: export_limit_kw"),
    (BOILER, COMBI, {"grid": {"voltage_frac": 0.7}, **NO_SUN}, "NOM-E243", "[grid]: voltage_frac"),
    (BOILER, COMBI, {"grid": {"stops_export_at_negative_price": True}, **NO_SUN}, "NOM-E243",
     "[grid]: stops_export_at_negative_price"),
    (BOILER, COMBI, air(system="D", flow_m3_per_h=100, bypass_above_c=22), "NOM-E243", "[air]: bypass_above_c"),
    (BOILER, COMBI, air(airing_above_c=23, airing_open_m2=0), "NOM-E243", "[air]: airing_above_c"),
    (points(max_supply_c=52) | {"least_supply_c": 55}, TANK, {}, "NOM-E206", f"{H}: least_supply_c"),
    (PUMP | {"least_supply_c": 50, "design_supply_c": 35}, TANK, {}, "NOM-E206", f"{H}: least_supply_c"),
    (points(min_outdoor_c=25), TANK, {}, "NOM-E245", f"{P}.min_outdoor_c"),
    # 8: a key of a generator that is there, and does nothing with it.
    ({"generator": "none", "set_point_c": 20}, COMBI, {}, "NOM-E233", f"{H}: set_point_c"),
]  # fmt: skip


@pytest.mark.parametrize(("heating", "water", "more", "code", "place"), WRONG)
def test_nonsense_is_refused_once_with_place_and_remedy(heating, water, more, code, place):
    found = findings(heating, water, more)
    assert [(f.code, f.place) for f in found] == [(code, place)]
    for lang in LANGUAGES:
        for text in finding_text(found[0], lang):
            assert text
            assert "{" not in text
            # No quotes within quotes, and no English in the Dutch.
            assert not re.search(r"''|'[a-z_]+ = '", text), text
            assert not (lang == "nl" and re.search(r"\b(the|without|needs)\b", text)), text


def numeric(annotation):
    """Whether a field holds a number, or a list of numbers."""
    inner = get_args(annotation)
    return annotation is float or any(numeric(one) for one in inner if one is not Ellipsis)


def bounds(field):
    """Kinds of limits that a field has by itself, however deep."""
    found, todo = set(), [field.annotation, *field.metadata]
    while todo:
        one = todo.pop()
        todo += [*get_args(one), *getattr(one, "metadata", ())] if not isinstance(one, str) else []
        if isinstance(one, annotated_types.Ge | annotated_types.Gt):
            found.add("least")
        if isinstance(one, annotated_types.Le | annotated_types.Lt):
            found.add("most")
    return found


# Held to the panels by a ratio (NOM-E260, NOM-E262); and to a range that knows the word auto.
OTHERWISE = {"pv.inverter_kw", "heating.design_supply_c"}


@pytest.mark.parametrize("model", RANGED, ids=lambda model: model.__name__)
def test_every_number_has_a_least_and_a_most(model):
    ranges, begins = table(RANGES), RANGED[model]
    open_ended = [
        f"{begins}.{key}"
        for key, field in model.model_fields.items()
        if numeric(field.annotation) and bounds(field) != {"least", "most"}
    ]
    assert set(open_ended) - set(ranges.index) <= OTHERWISE


def test_every_range_is_one_of_a_key_and_stands_on_the_page():
    keys = {f"{begins}.{key}" for model, begins in RANGED.items() for key in model.model_fields}
    ranges, page = table(RANGES), PAGE.read_text(encoding="utf-8")
    assert set(ranges.index) <= keys
    assert ranges.index.is_unique
    for key, row in ranges.iterrows():
        least, most = float(row["least"]), float(row["most"])
        assert least < most
        none = "0 or " if int(row["zero_is_none"]) else ""
        unit = "" if row["unit"] == "-" else f" {row['unit']}"
        assert f"| `{key}` | {none}{least:g} to {most:g}{unit} |" in page


def outer(key):
    """A part of the file with a number at a key of the ranges, as a model of that part takes it."""
    model = next(m for m, begins in RANGED.items() if begins == key.rpartition(".")[0])
    return model, key.rpartition(".")[2]


@pytest.mark.parametrize("key", list(table(RANGES).index))
def test_a_thousand_times_too_much_is_refused(key):
    model, name = outer(key)
    most = float(table(RANGES).loc[key, "most"])
    is_list = "tuple" in str(model.model_fields[name].annotation)
    part = model.model_construct(**dict.fromkeys(model.model_fields))
    within = part.model_copy(update={name: (most,) if is_list else most})
    beyond = part.model_copy(update={name: (1000.0 * most,) if is_list else 1000.0 * most})
    assert range_wrongs(within, "here") == []
    assert [w.place for w in range_wrongs(beyond, "here")] == [f"here: {name}"]


@cache
def ranked_certificates():
    """COPs of machines that must pass: the models of the program, and the odd ones among certificates."""
    rows = [r for _, r in table("heat_pumps").iterrows()]
    found = [
        (r["source_kind"], [float(r[f"cop35_{t}"]) for t in ("m7", "p2", "p7", "p12")],
         [float(r[f"cop55_{t}"]) for t in ("m7", "p2", "p7", "p12")])
        for r in rows
    ]  # fmt: skip
    # A cascade whose COPs with hot water are the higher ones, and brine machines whose COPs fall.
    return [
        *found,
        ("air", [2.17, 2.83, 3.84, 4.29], [2.25, 3.06, 3.90, 4.67]),
        ("ground", [4.6, 5.2, 5.0, 4.4], [3.1, 3.6, 3.5, 3.0]),
    ]


@pytest.mark.parametrize("certificate", ranked_certificates(), ids=str)
def test_points_of_real_machines_are_taken(certificate):
    kind, cop35, cop55 = certificate
    own = {"source_kind": kind, "cop35": cop35}
    if kind != "air_to_air":
        own["cop55"] = cop55
    assert parse_dwelling(data_of({**PUMP, "points": own}, TANK, {}))


def filled(heating, water, more=None):
    return fill(parse_dwelling(data_of(heating, water, more or {})))


@cache
def cold_tank_year():
    file = parse_dwelling(
        data_of(points(max_supply_c=52), {**TANK, "tank_element_kw": 6, "legionella_c": 65}, {})
    )
    return simulate_file(file, default_weather())


def test_a_tank_is_kept_no_hotter_than_the_water_that_heats_it():
    c = figures("controls")
    cool = filled(points(max_supply_c=52), TANK)
    assert cool.file.hot_water.tank_set_c == pytest.approx(52.0 - c["tank_lift_k"])
    assert "max_supply_c = 52" in cool.origins["hot_water: tank_set_c"]
    hot = filled(points(max_supply_c=70), TANK)
    assert hot.file.hot_water.tank_set_c == c["tank_set_c"]
    assert hot.origins["hot_water: tank_set_c"] == "controls: tank_set_c"
    # What the points leave out is the machine that stands for their source, of 60 °C.
    assert filled(points(), TANK).file.hot_water.tank_set_c == 55.0
    modest = filled({**PUMP, "heat_pump": "air-water-modest"}, TANK)
    assert modest.file.hot_water.tank_set_c == 50.0


def test_above_the_water_of_the_machine_the_element_heats_against_legionella():
    hours = cold_tank_year().hourly
    lift_k = figures("controls")["tank_lift_k"]
    through = hours["tank_c"] > 52.0 - lift_k + 0.01
    through &= hours["collector_kw"] == 0.0
    assert 52 <= (hours["tank_c"] > 64.9).sum() <= 53 * 3
    # In the hour that it is heated through, every kWh above the set point is one of electricity.
    first = through & (hours["tank_c"] > hours["tank_c"].shift(1) + 5.0)
    per_k = 180.0 * figures("controls")["water_wh_per_lk"] / 1000.0
    by_element = per_k * (hours["tank_c"][first] - (52.0 - lift_k))
    assert first.sum() >= 52
    assert (hours["hot_water_electricity_kw"][first] >= by_element - 1e-6).all()


def test_the_usual_raise_of_a_tank_ends_at_the_water_of_its_machine():
    smart = {"control": {"smart": "sun"}}
    assert filled(PUMP, TANK, smart).file.control.tank_raise_k == 5.0
    near = filled(PUMP, {**TANK, "tank_set_c": 58}, smart)
    assert near.file.control.tank_raise_k == pytest.approx(2.0)
    assert "no hotter" in near.origins["control: tank_raise_k"]


def test_a_split_machine_warms_air_and_shows_no_water():
    own = filled(points(SPLIT), TANK)
    assert own.file.heating.emitter == "air"
    assert own.file.heating.convective_frac == figures("installations")["air_convective_frac"]
    hours = simulate_file(parse_dwelling(data_of(points(SPLIT), TANK, {})), default_weather()).hourly
    assert hours["supply_c"].isna().all()


def test_water_hotter_than_the_machine_makes_is_noted_where_it_stands_still():
    note = filled({**PUMP, "design_supply_c": 70}, TANK).origins["heating: design_supply_c"]
    assert "70, above max_supply_c = 60" in note
    assert "heating: design_supply_c" not in filled({**PUMP, "design_supply_c": 55}, TANK).origins
    boiler = filled({"generator": "hybrid", "design_supply_c": 70}, COMBI)
    assert "heating: design_supply_c" not in boiler.origins
    cool = filled(points(max_supply_c=50), TANK)
    assert cool.file.heating.design_supply_c == 50.0


def test_a_booster_without_a_heat_network_is_noted():
    booster = {"system": "booster", "draw_l_per_day": 90, "tank_l": 150}
    assert "network" in filled(BOILER, booster).origins["hot_water: system"]
    assert "hot_water: system" not in filled({"generator": "district_heat"}, booster).origins


def test_a_battery_without_sun_is_noted():
    seen = filled(BOILER, COMBI, {"battery": {"capacity_kwh": 5}, **NO_SUN})
    assert "no panels" in seen.origins["battery: control"]
    seen = filled(BOILER, COMBI, {"battery": {"capacity_kwh": 5}, **SUN})
    assert "battery: control" not in seen.origins


@pytest.mark.parametrize(("system", "share"), [("C", 1.0), ("D1", 1.0), ("E", None), ("C4", 1.0)])
def test_an_exhaust_air_machine_gets_the_air_that_no_exchanger_saw(system, share):
    share = 1.0 - float(balanced_frac(np.array([system]))[0]) if share is None else share
    heating = {**points(EXHAUST), "heat_pump_kw": 3.0, "backup_kw": 9}
    flow = air(system=system, flow_m3_per_h=100)
    whole = simulate_file(parse_dwelling(data_of(heating, TANK, flow)), default_weather()).hourly
    i, runs = figures("installations"), whole["heat_pump_heat_kw"] > 0.0
    taken_kw = (whole["heat_pump_heat_kw"] * (1.0 - 1.0 / whole["cop"]))[runs].max()
    per_m3_kw = (
        figures("leakage")["balanced_wh_per_m3k"] * (i["exhaust_source_c"] - i["exhaust_least_c"]) / 1000
    )
    assert taken_kw <= share * 100.0 * per_m3_kw * (1.0 + 1e-3)
    assert taken_kw > 0.8 * share * 100.0 * per_m3_kw
    assert np.isfinite(whole["net_kw"]).all()


def test_every_model_with_ranges_is_a_part_of_the_file():
    assert all(issubclass(model, BaseModel) for model in RANGED)
