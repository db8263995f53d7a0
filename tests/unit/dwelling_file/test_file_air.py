"""Ventilation of a dwelling file: what goes together, what is filled in, and control by demand."""

import numpy as np
import pytest
from tests.cases import default_weather
from tests.unit.dwelling_file.made import constant_weather, tables

from nulopdemeter.dwelling.file import parse_dwelling
from nulopdemeter.dwelling.file_defaults import fill
from nulopdemeter.dwelling.tables import table
from nulopdemeter.dwelling.ventilation import norm_words, supply_fan_frac
from nulopdemeter.engine.hours import HOUSEHOLD_TYPES, P_PRESENCE, climate_columns, profile_columns
from nulopdemeter.engine.idf import make_idf
from nulopdemeter.engine.one import simulate_file
from nulopdemeter.engine.one_air import flow_share
from nulopdemeter.errors import InputError
from nulopdemeter.kernels import layout as at
from nulopdemeter.language import finding_text

PEOPLE = {"household": {"size": 2.0, "electricity_kwh": 2500}, "gains": {"is_from_household": False}}


def with_air(*, people=False, household=None, **air):
    data = tables("light_box")
    data["air"] = {"infiltration_ach": [0.2], **air}
    own = {} if household is None else {**PEOPLE, "household": household}
    return parse_dwelling(data | (PEOPLE if people else {}) | own)


def wrongs_of(**air):
    with pytest.raises(InputError) as caught:
        with_air(**air)
    return [(f.code, f.place, " ".join(finding_text(f, "en"))) for f in caught.value.findings]


@pytest.mark.parametrize(
    ("air", "code", "place", "needs"),
    [
        ({"system": "C", "recovery_frac": 0.8}, "NOM-E233", "[air]: recovery_frac, has_bypass", "'D' / 'E'"),
        ({"system": "B", "has_bypass": True}, "NOM-E233", "[air]: recovery_frac, has_bypass", "'D' / 'E'"),
        ({"system": "C", "frost_protection": "preheat"}, "NOM-E233", "[air]: frost_protection", "'D' / 'E'"),
        ({"system": "D1", "recovery_frac": 0.8}, "NOM-E233", "[air]: recovery_frac, has_bypass", "'D' / 'E'"),
        ({"system": "C4", "exchanger": "plate"}, "NOM-E233", "[air]: exchanger", "'D' / 'E'"),
        ({"system": "D", "exchanger": "plat"}, "NOM-E235", "[air]: exchanger", "plate"),
        ({"system": "D", "exchanger": "plate", "recovery_frac": 0.7}, "NOM-E232", "[air]", "Leave out"),
        ({"system": "D", "supply_duct_m": 2}, "NOM-E233", "[air]: supply_duct_m", "exchanger"),
        ({"system": "D5b", "exchanger": "plate", "supply_duct_m": 2}, "NOM-E232", "[air]", "Leave out"),
        ({"system": "C", "fan_w": 20, "fan_wh_per_m3": 0.2}, "NOM-E232", "[air]", "Leave out"),
        ({"system": "A", "fan_w": 20}, "NOM-E233", "[air]: fan_w, fan_wh_per_m3, filter_pa", "'B' / 'C'"),
        ({"system": "D", "balanced_frac": 0.5}, "NOM-E233", "[air]: balanced_frac", "'E'"),
        (
            {"system": "C", "demand_control": "mean"},
            "NOM-E233",
            "[air]: demand_control = 'mean'",
            "'A2a' … 'D5c'",
        ),
        (
            {"system": "E", "demand_control": "mean"},
            "NOM-E233",
            "[air]: demand_control = 'mean'",
            "'A2a' … 'D5c'",
        ),
        (
            {"system": "D5", "demand_control": "presence"},
            "NOM-E233",
            "[air]: demand_control = 'presence'",
            "[household]",
        ),
        (
            {"system": "C4", "demand_control": "presence"},
            "NOM-E233",
            "[air]: demand_control = 'presence'",
            "[household]",
        ),
        (
            {"system": "C2a", "demand_control": "presence"},
            "NOM-E233",
            "[air]: demand_control = 'presence'",
            "'B2' / 'B3'",
        ),
        (
            {"system": "C4", "demand_control": "mean", "flow_schedule_frac": [0.5]},
            "NOM-E232",
            "[air]",
            "Leave out",
        ),
        (
            {"system": "D", "vents_open_frac": 0.5},
            "NOM-E233",
            "[air]: vents_open_frac",
            "'A' / 'B' / 'C' / 'E'",
        ),
    ],
)
def test_what_does_not_go_together_gets_one_message(air, code, place, needs):
    found = wrongs_of(flow_m3_per_h=100, **air)
    # A presence without people is said by the whole file, beside what the table itself lacks.
    matching = [one for one in found if one[:2] == (code, place) and needs in one[2]]
    assert len(matching) == 1, found
    assert len(found) == (2 if air.get("system") == "C2a" and "presence" in air.values() else 1)


def test_an_unknown_system_gets_one_message_that_names_the_nearest_or_all_known_ones():
    ((code, place, near),) = wrongs_of(system="C9", flow_m3_per_h=100)
    assert (code, place) == ("NOM-E205", "air.system")
    assert near.endswith("Did you mean: C?")
    ((_, _, every),) = wrongs_of(system="windy", flow_m3_per_h=100)
    known = every.split("Did you mean: ")[1].removesuffix("?").split(", ")
    assert set(known) == {"none", *table("ventilation_systems").index, *norm_words()}


@pytest.mark.parametrize(
    "word", [*table("ventilation_systems").index, "A1", "B1", "C1", "C4c", "D2", "D5a", "E1"]
)
def test_every_word_and_code_is_taken(word):
    file = fill(with_air(system=word, flow_m3_per_h=100)).file
    assert file.air.fan_w >= 0.0


def test_a_code_means_its_word():
    for code, word in (("C4c", "C4"), ("D5a", "D5"), ("E1", "E"), ("B1", "B")):
        years = [
            simulate_file(with_air(system=s, flow_m3_per_h=100), constant_weather()) for s in (code, word)
        ]
        assert years[0].totals == years[1].totals
        assert years[0].table["ventilation"].iloc[0] == word


def test_fans_and_recovery_of_the_system_are_filled_in_and_said():
    filled = fill(with_air(system="D", flow_m3_per_h=100))
    assert filled.file.air.recovery_frac == 0.72
    assert filled.file.air.fan_w == pytest.approx(28.2)
    assert filled.origins["air: recovery_frac"] == "ventilation_systems: recovery_frac of D"
    assert filled.origins["air: fan_w"] == "ventilation_systems: fan_dc_wh_per_m3 of D"
    assert fill(filled.file).file.air == filled.file.air
    none = fill(with_air())
    assert (none.file.air.recovery_frac, none.file.air.fan_w) == (0.0, 0.0)
    assert none.origins["air: fan_w"] == "not in the file: there is none"


def test_an_exchanger_gives_its_recovery_as_installed():
    air = {"system": "D", "flow_m3_per_h": 100, "exchanger": "counterflow_plastic"}
    assert fill(with_air(**air)).file.air.recovery_frac == pytest.approx(0.8 * (1 - 4 * 0.04 - 0.05))
    short = {"supply_duct_m": 1, "is_duct_insulated": True, "is_flow_held": True}
    filled = fill(with_air(**air, **short))
    assert filled.file.air.recovery_frac == pytest.approx(0.72)
    assert filled.origins["air: recovery_frac"] == "heat_recovery: counterflow_plastic, as installed"
    assert fill(filled.file).file.air == filled.file.air


def test_a_mean_control_takes_its_factor_off_the_flow_and_its_square_off_the_fans():
    full = {"system": "C4", "flow_m3_per_h": 100.0, "fan_w": 20.0}
    flows = {}
    for control in ("none", "mean"):
        data = with_air(**full, demand_control=control).model_copy()
        data = data.model_copy(update={"air": data.air.model_copy(update={"infiltration_ach": (0.0,)})})
        year = simulate_file(data, constant_weather())
        heat = climate_columns(constant_weather(), "profile_effective")[0, at.AIR_WH_PER_M3K]
        flows[control] = year.hourly["outdoor_air_w_per_k"].iloc[100] / heat, year.totals["fan_kwh"]
    assert flows["none"] == pytest.approx((100.0, 20.0 * 8.76))
    assert flows["mean"] == pytest.approx((59.0, 20.0 * 0.59**2 * 8.76))


def test_inlets_that_close_leave_the_fan_running():
    fans = [
        simulate_file(
            with_air(system="C2a", flow_m3_per_h=100.0, fan_w=20.0, demand_control=control),
            constant_weather(),
        ).totals["fan_kwh"]
        for control in ("none", "mean")
    ]
    assert fans == pytest.approx([20.0 * 8.76] * 2)


def test_a_flow_by_presence_has_the_mean_of_the_system_and_follows_the_people():
    file = fill(with_air(people=True, system="C4", flow_m3_per_h=100.0, demand_control="presence")).file
    share = flow_share(file, default_weather()).reshape(365, 24)
    assert share.mean() == pytest.approx(0.59)
    assert share[10, 2] > share[10, 11]
    assert share.min() >= 0.4 * share.max()
    away = file.model_copy(update={"absence": tuple(away_file().absence)})
    weeks = flow_share(away, default_weather()).reshape(365, 24)
    assert np.ptp(weeks[5]) == 0.0
    assert weeks[5, 0] < share.min()
    np.testing.assert_array_equal(weeks[100], share[100])


def away_file():
    data = tables("light_box") | {"absence": [{"from": "01-03", "to": "01-10"}]}
    return parse_dwelling(data)


def test_a_flow_by_presence_is_for_every_system_whose_fans_a_control_slows_down_but_the_mix():
    taken = []
    for word in table("ventilation_systems").index:
        try:
            with_air(people=True, system=word, flow_m3_per_h=100.0, demand_control="presence")
        except InputError:
            continue
        taken.append(word)
    assert set(taken) == {
        "B2", "B3", "C3a", "C3b", "C3c", "C4a", "C4b", "C4", "C5a", "C5b", "D3", "D4a", "D4b", "D5", "D5b", "D5c",
    }  # fmt: skip


def test_the_same_mean_by_presence_changes_heat_by_less_than_three_per_cent():
    years = [
        simulate_file(
            with_air(people=True, system="C4", flow_m3_per_h=150.0, demand_control=control), default_weather()
        ).totals
        for control in ("mean", "presence")
    ]
    assert 0.0 < abs(years[1]["heat_demand_kwh"] / years[0]["heat_demand_kwh"] - 1.0) < 0.03
    assert 1.0 < years[1]["fan_kwh"] / years[0]["fan_kwh"] < 1.06


def test_dirty_filters_add_to_the_fans():
    clean, dirty = (
        simulate_file(with_air(system="D", flow_m3_per_h=180.0, fan_w=40.0, **more), constant_weather())
        for more in ({}, {"filter_pa": 60.0})
    )
    assert dirty.totals["fan_kwh"] - clean.totals["fan_kwh"] == pytest.approx(180 / 3600 * 60 / 0.3 * 8.76)


@pytest.mark.parametrize("word", ["B", "E"])
def test_energyplus_gets_the_air_that_the_engine_found_and_the_heat_of_the_supply_fan(word):
    file = with_air(system=word, flow_m3_per_h=120.0, fan_w=30.0)
    year, hours = simulate_file(file, default_weather()).hourly, make_idf(file, default_weather()).hours
    heavy = climate_columns(default_weather(), "profile_effective")[:, at.AIR_WH_PER_M3K]
    np.testing.assert_allclose(hours["Outdoor air"] * 3600 * heavy, year["outdoor_air_w_per_k"], atol=0.01)
    fan_w = 30.0 * supply_fan_frac(np.array([word], dtype=object))[0]
    assert year["internal_kw"].iloc[0] * 1000 == pytest.approx(fan_w + without_fan_w())


def without_fan_w():
    return simulate_file(with_air(), constant_weather()).hourly["internal_kw"].iloc[0] * 1000


def test_balanced_air_that_follows_a_schedule_loses_what_each_hour_moves():
    half = simulate_file(
        with_air(system="D", flow_m3_per_h=200, recovery_frac=0.0, flow_schedule_frac=[0.0, 1.0] * 12),
        constant_weather(),
    )
    flow = half.hourly["outdoor_air_w_per_k"].to_numpy().reshape(-1, 2)
    still, moving = flow[100:].mean(0)
    steady = simulate_file(with_air(system="D", flow_m3_per_h=200, recovery_frac=0.0), constant_weather())
    assert moving - still == pytest.approx(0.3364 * 200, rel=0.05)
    assert moving == pytest.approx(steady.hourly["outdoor_air_w_per_k"].to_numpy()[200:].mean(), rel=0.02)
    # Fans of half the hours take half of the electricity.
    assert half.totals["fan_kwh"] == pytest.approx(0.5 * steady.totals["fan_kwh"], rel=0.01)


@pytest.mark.parametrize("kind", ["single", "family", "single_parent", "elderly"])
def test_a_flow_by_presence_follows_the_people_of_the_household_that_lives_there(kind):
    weather = constant_weather()
    household = {"size": 4, "electricity_kwh": 2500, "type": kind}
    file = fill(with_air(system="C4", flow_m3_per_h=150, demand_control="presence", household=household)).file
    share = flow_share(file, weather)
    at_home = profile_columns(weather)[:, P_PRESENCE + HOUSEHOLD_TYPES.index(kind)]
    assert np.corrcoef(share, at_home)[0, 1] == pytest.approx(1.0, abs=1e-12)
    assert share.mean() == pytest.approx(0.59)


def test_a_preheated_supply_takes_from_the_socket_in_frost_what_the_rooms_then_need_less():
    air = {"system": "D", "flow_m3_per_h": 150.0, "fan_w": 40.0, "recovery_frac": 0.9}
    throttled, preheated = (
        simulate_file(with_air(**air, frost_protection=word), default_weather())
        for word in ("throttle", "preheat")
    )
    taken_kw = preheated.hourly["fans_kw"] - throttled.hourly["fans_kw"]
    out_c = throttled.hourly["outdoor_c"]
    assert (taken_kw >= -1e-12).all()
    assert (taken_kw[out_c > 3.0].abs() < 1e-12).all()
    assert (taken_kw[out_c < -2.0] > 0.0).all()
    # In the hour, on the meter, and as heat.
    for column in ("net_kw", "import_kw", "internal_kw"):
        assert np.allclose(preheated.hourly[column] - throttled.hourly[column], taken_kw, atol=1e-9)
    taken_kwh = taken_kw.sum()
    less_kwh = throttled.totals["heat_demand_kwh"] - preheated.totals["heat_demand_kwh"]
    assert 20.0 < taken_kwh < 100.0
    # Some of it comes in hours that need no heat, or leaves by the window.
    assert 0.85 * taken_kwh < less_kwh < taken_kwh
    assert preheated.totals["peak_import_kw"] > throttled.totals["peak_import_kw"]
    # The months know it too.
    for one in (throttled, preheated):
        month_kwh = one.simulated.year.monthly[0, :, at.M_FANS].sum() / 1000
        assert month_kwh == pytest.approx(one.totals["fan_kwh"])
