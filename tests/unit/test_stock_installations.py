"""Installations through the stock door: a CSV of a corporation, described, taken through a year."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from nulopdemeter.balance import balance
from nulopdemeter.dwelling import (
    describe,
    heat_pumps,
    measure_costs,
    read_housing_types,
    read_package,
    read_packages,
)
from nulopdemeter.dwelling.radiators import load_estimate_w
from nulopdemeter.engine import simulate
from nulopdemeter.errors import InputError
from nulopdemeter.language import finding_text
from nulopdemeter.parameters import figures
from nulopdemeter.stock import read_stock
from tests.cases import default_weather

HEAD = "VHE-nummer;woningtype;bouwjaar;gbo;verwarming;warm water;zonnepanelen kWp"
HOUSE = "tussenwoning;1970;115"


def read(tmp_path, columns, *rows):
    """Read a stock of mid-terraces; a row is heating;hot water;kWp and the further columns."""
    file = tmp_path / "stock.csv"
    lines = [f"{HEAD};{columns}", *(f"{i};{HOUSE};{row}" for i, row in enumerate(rows, 1))]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return read_stock(file)


def year(stock, *packages):
    """Describe and simulate; the meter has a row per dwelling, package by package."""
    got = describe(stock.rows, read_packages(packages or ("current",)))
    return got, balance(got.table, simulate(got.table, default_weather())).meter


def two(tmp_path, columns, *rows):
    stock = read(tmp_path, columns, *rows)
    assert all(f.code.startswith("NOM-F") for f in stock.findings)
    return year(stock)[1]


def package(tmp_path, measure, name="own", inherits="current"):
    path = Path(tmp_path) / f"{name}.toml"
    path.write_text(
        f"""key = "{name}"
inherits = "{inherits}"
source = "quotation"
price_year = 2026
[name]
nl = "eigen"
en = "own"
[[measure]]
source = "quotation"
lifetime_years = 15
{measure}
""",
        encoding="utf-8",
    )
    return str(path)


def test_a_battery_keeps_sun_for_the_evening_and_never_changes_the_heat(tmp_path):
    meter = two(tmp_path, "thuisbatterij kWh", "hr107;combi;4,0;", "hr107;combi;4,0;10 kWh")
    without, has = meter.iloc[0], meter.iloc[1]
    assert has["self_use_kwh"] > without["self_use_kwh"] + 500
    assert has["import_kwh"] < without["import_kwh"] - 400
    assert has["export_kwh"] < without["export_kwh"] - 500
    for name in ("heat_demand_kwh", "gas_m3", "hot_water_kwh", "pv_kwh"):
        assert has[name] == without[name], name
    assert has["battery_loss_kwh"] > 0.0 == without["battery_loss_kwh"]


def test_a_car_takes_its_electricity_from_grid_and_roof(tmp_path):
    meter = two(tmp_path, "elektrische auto kWh", "hr107;combi;4,0;", "hr107;combi;4,0;2500")
    taken = meter["import_kwh"] + meter["self_use_kwh"]
    assert meter["ev_kwh"].iloc[1] == pytest.approx(2500, rel=0.01)
    assert taken.iloc[1] - taken.iloc[0] == pytest.approx(meter["ev_kwh"].iloc[1], abs=0.1)
    assert meter["heat_demand_kwh"].iloc[0] == meter["heat_demand_kwh"].iloc[1]


def test_shower_recovery_lowers_the_heat_of_hot_water_by_its_share_of_the_showers(tmp_path):
    meter = two(
        tmp_path,
        "douche-wtw;rendement douche-wtw",
        "hr107;combi;0;nee;",
        "hr107;combi;0;ja;",
        "hr107;combi;0;ja;0,55",
    )
    i = figures("installations")
    drawn = meter["hot_water_kwh"].to_numpy()
    assert drawn[1] / drawn[0] == pytest.approx(1 - i["shower_share_frac"] * i["shower_recovery_frac"])
    assert drawn[2] / drawn[0] == pytest.approx(1 - i["shower_share_frac"] * 0.55)
    assert meter["gas_m3"].is_monotonic_decreasing


def test_a_solar_boiler_burns_less_gas_and_more_so_with_a_larger_collector(tmp_path):
    meter = two(
        tmp_path,
        "zonnecollector m2",
        "hr107;combi;0;",
        "hr107;zonneboiler;0;",
        "hr107;zonneboiler;0;5,0",
    )
    assert meter["gas_m3"].iloc[1] < meter["gas_m3"].iloc[0] - 60
    assert meter["gas_m3"].iloc[2] < meter["gas_m3"].iloc[1] - 20
    assert meter["collector_kwh"].is_monotonic_increasing


def test_a_collector_on_a_combi_boiler_is_a_solar_boiler(tmp_path):
    table = year(read(tmp_path, "zonnecollector m2", "hr107;combi;0;2,6"))[0].table
    assert table["hot_water"].iloc[0] == "solar_combi"
    assert table["tank_l"].iloc[0] > 0.0


def test_infrared_panels_save_nothing_beside_other_electric_heaters_at_the_same_operative_temperature(
    tmp_path,
):
    """What radiates allows cooler air and warms the walls: less goes out with the air, more through the shell."""
    meter = two(tmp_path, "complex", "elektrisch;;0;a", "infraroodpanelen;;0;b")
    electric, infrared = meter["heating_electricity_kwh"]
    assert infrared == pytest.approx(electric, rel=0.03)
    assert infrared != electric
    assert np.isnan(meter["design_supply_c"]).all()


def test_a_booster_takes_heat_and_electricity(tmp_path):
    meter = two(tmp_path, "complex", "stadsverwarming;;0;a", "stadsverwarming;boosterwarmtepomp;0;b")
    plain, booster = meter.iloc[0], meter.iloc[1]
    assert booster["hot_water_electricity_kwh"] > 400 > plain["hot_water_electricity_kwh"]
    assert 0.0 < booster["district_heat_kwh"] < plain["district_heat_kwh"]
    assert booster["gas_m3"] == plain["gas_m3"] == 0.0


def test_a_limit_of_the_grid_holds_in_every_hour(tmp_path):
    meter = two(tmp_path, "terugleverlimiet kW", "hr107;combi;5,0;", "hr107;combi;5,0;2,0 kW")
    assert meter["peak_export_kw"].iloc[0] > 2.5
    assert meter["peak_export_kw"].iloc[1] == pytest.approx(2.0)
    assert meter["curtailed_kwh"].iloc[1] > 100


def test_a_ground_source_heat_pump_is_known_by_its_word_and_beats_the_air(tmp_path):
    stock = read(tmp_path, "complex", "warmtepomp;;0;a", "bodemwarmtepomp;;0;b")
    got, meter = year(stock)
    assert list(got.table["heating"]) == ["heat_pump", "heat_pump"]
    assert list(got.table["heat_pump"]) == ["air-water-median", "brine-water-median"]
    assert meter["spf"].iloc[1] > meter["spf"].iloc[0] + 0.3


@pytest.mark.parametrize(
    ("word", "kind", "heating", "hot_water"),
    [
        ("ventilatiewarmtepomp", "exhaust_air", "heat_pump", "heat_pump_tank"),
        ("hybride ventilatiewarmtepomp", "exhaust_air", "hybrid", "combi"),
        ("lucht/lucht-warmtepomp", "air_to_air", "heat_pump", "electric_boiler"),
    ],
)
def test_other_kinds_of_heat_pump_are_known_by_their_word(tmp_path, word, kind, heating, hot_water):
    got, meter = year(read(tmp_path, "complex", f"{word};;0;a"))
    row = got.table.iloc[0]
    assert (row["heating"], row["hot_water"]) == (heating, hot_water)
    assert heat_pumps().loc[row["heat_pump"], "source_kind"] == kind
    assert row["ventilation"] == "C" or kind != "exhaust_air"
    assert np.isfinite(meter["import_kwh"].iloc[0])


@pytest.mark.parametrize(
    ("columns", "row", "code"),
    [
        ("zonnecollector m2", "stadsverwarming;;0;2,6", "NOM-N204"),
        ("radiatorvermogen kW", "gaskachel;;0;12", "NOM-N206"),
        ("complex", "hr107;boosterwarmtepomp;0;a", "NOM-N207"),
    ],
)
def test_an_installation_that_cannot_work_is_told(tmp_path, columns, row, code):
    found = describe(read(tmp_path, columns, row).rows, read_packages(("current",))).findings
    assert code in [finding.code for finding in found]


@pytest.mark.parametrize(
    ("columns", "cell", "code"),
    [
        ("thuisbatterij kWh", "500", "NOM-N131"),
        ("thuisbatterij kWh", "veel", "NOM-N121"),
        ("elektrische auto kWh", "-5", "NOM-N134"),
        ("zonnecollector m2", "2 panelen", "NOM-N121"),
        ("douche-wtw", "misschien", "NOM-N122"),
        ("rendement douche-wtw", "95%", "NOM-N131"),
        ("terugleverlimiet kW", "5 kWh", "NOM-N136"),
        ("radiatorvermogen kW", "0,01", "NOM-N131"),
    ],
)
def test_a_wrong_cell_is_dropped_with_place_and_remedy(tmp_path, columns, cell, code):
    stock = read(tmp_path, columns, f"hr107;combi;0;{cell}")
    found = [finding for finding in stock.findings if finding.value == cell]
    assert [finding.code for finding in found] == [code]
    assert found[0].row == 0


# --- packages -------------------------------------------------------------------------------------------------


def test_a_package_adds_a_battery_and_pays_by_the_kilowatt_hour(tmp_path):
    stock = read(tmp_path, "thuisbatterij kWh", "hr107;combi;4,0;", "hr107;combi;4,0;4", "hr107;combi;4,0;12")
    own = package(
        tmp_path,
        'part = "battery"\nbattery_kwh = 10\n[measure.cost]\n'
        'eur_per_kwh = { low = 450, mid = 600, high = 700 }\nstatus = "quote"',
    )
    packages = read_packages(("current", own))
    got = describe(stock.rows, packages)
    assert list(got.table["battery_kwh"]) == [0, 4, 12, 10, 10, 12]
    assert list(got.table["measure_battery"][3:]) == [True, True, False]
    zero = np.zeros(6)
    assert list(measure_costs(got, packages, zero, zero)["battery_mid_eur"][3:]) == [6000, 3600, 0]


def test_panels_that_are_sized_to_zero_make_up_for_the_loss_of_a_battery(tmp_path):
    got, meter = year(read(tmp_path, "dakvlak m2", "hr107;combi;0;120"), "nom", "nom-battery")
    assert list(got.table["package"]) == ["nom", "nom-battery"]
    assert list(meter["is_nom"]) == [True, True]
    assert meter["nom_margin_kwh"].iloc[1] < 500
    assert meter["pv_kwp"].iloc[1] > meter["pv_kwp"].iloc[0]
    assert meter["import_kwh"].iloc[1] < 0.7 * meter["import_kwh"].iloc[0]


def test_a_solar_boiler_of_a_package_needs_a_tank_or_a_combi(tmp_path):
    own = package(
        tmp_path,
        'part = "solar_boiler"\ncollector_m2 = 2.6\n[measure.cost]\n'
        'eur_per_m2 = { low = 1000, mid = 1300, high = 1700 }\nstatus = "quote"',
    )
    stock = read(
        tmp_path, "complex", "hr107;combi;0;a", "gaskachel;geiser;0;b", "elektrisch;elektrische boiler;0;c"
    )
    got, meter = year(stock, "current", own)
    after = got.table.iloc[3:]
    assert list(after["measure_solar_boiler"]) == [True, False, True]
    assert list(after["hot_water"]) == ["solar_combi", "geyser", "electric_boiler"]
    assert list(after["collector_m2"]) == [2.6, 0.0, 2.6]
    assert meter["gas_m3"].iloc[3] < meter["gas_m3"].iloc[0] - 60
    assert meter["gas_m3"].iloc[4] == meter["gas_m3"].iloc[1]
    assert meter["import_kwh"].iloc[5] < meter["import_kwh"].iloc[2] - 300


def test_shower_recovery_charger_and_control_change_only_where_there_is_something_to_change(tmp_path):
    money = '[measure.cost]\nfixed_eur = { low = 1, mid = 1, high = 1 }\nstatus = "quote"'
    more = f"""part = "shower_recovery"
recovery_frac = 0.5
{money}
[[measure]]
part = "car_charger"
control = "sun"
source = "quotation"
lifetime_years = 10
{money}
[[measure]]
part = "control"
control = "both"
source = "quotation"
lifetime_years = 10
{money}"""
    own = package(tmp_path, more)
    stock = read(tmp_path, "elektrische auto kWh", "hr107;combi;4,0;", "warmtepomp;;4,0;2000")
    got, meter = year(stock, "current", own)
    after = got.table.iloc[2:]
    assert list(after["measure_car_charger"]) == [False, True]
    assert list(after["measure_control"]) == [False, True]
    assert list(after["smart_control"]) == ["none", "both"]
    assert list(after["shower_recovery_frac"]) == [0.5, 0.5]
    assert meter["self_use_kwh"].iloc[3] > meter["self_use_kwh"].iloc[1] + 50


def test_a_hybrid_obeys_its_rule_and_its_quiet_hours(tmp_path):
    def hybrid(name, more):
        measure = f'part = "heating"\nsystem = "hybrid"\nheat_pump_kw = 4\n{more}\n'
        cost = '[measure.cost]\nfixed_eur = { low = 1, mid = 1, high = 1 }\nstatus = "quote"'
        return package(tmp_path, measure + cost, name)

    rules = [hybrid(r, f'hybrid_rule = "{r}"') for r in ("cost", "temperature", "capacity")]
    quiet = hybrid("quiet", "quiet_frac = 0.5")
    meter = year(read(tmp_path, "complex", "hr107;combi;0;a"), *rules, quiet)[1]
    cost, temperature, capacity, hushed = meter["heat_pump_heat_kwh"]
    assert temperature < cost <= capacity
    assert hushed < cost


@pytest.mark.parametrize(
    ("measure", "code", "place"),
    [
        ('part = "battery"', "NOM-E212", "measure[battery]"),
        ('part = "battery"\nbattery_kwh = 500', "NOM-E206", "measure[battery].battery_kwh"),
        ('part = "battery"\nbattery_kwh = 5\ncontrol = "both"', "NOM-E205", "measure[battery].control"),
        ('part = "control"\ncontrol = "prijs"', "NOM-E205", "measure[control].control"),
        ('part = "wall"\nrc_m2k_per_w = 5\ncollector_m2 = 3', "NOM-E211", "measure[wall].collector_m2"),
        ('part = "heating"\nsystem = "hybrid"\nsupply_c = "atuo"', "NOM-E205", "measure[heating].supply_c"),
        ('part = "heating"\nsystem = "hybrid"\nsupply_c = 200', "NOM-E206", "measure[heating].supply_c"),
        (
            'part = "heating"\nsystem = "hybrid"\nhybrid_rule = "costs"',
            "NOM-E205",
            "measure[heating].hybrid_rule",
        ),
        ('part = "shower_recovery"\nrecovery_frac = 2', "NOM-E206", "measure[shower_recovery].recovery_frac"),
    ],
)
def test_a_wrong_installation_in_a_package_is_told_with_its_place(tmp_path, measure, code, place):
    path = package(tmp_path, measure + '\n[measure.cost]\nstatus = "quote"')
    with pytest.raises(InputError) as caught:
        read_package(path)
    assert [(f.code, f.place) for f in caught.value.findings] == [(code, place)]
    for lang in ("nl", "en"):
        assert "{" not in "".join(finding_text(caught.value.findings[0], lang))


# --- the supply temperature that a shell allows ----------------------------------------------------------------


def auto(tmp_path, inherits="shell-standard"):
    measure = 'part = "heating"\nsystem = "heat_pump"\nsupply_c = "auto"\n'
    cost = '[measure.cost]\nfixed_eur = { low = 1, mid = 1, high = 1 }\nstatus = "quote"'
    return package(tmp_path, measure + cost, f"auto-{inherits}", inherits)


def test_a_better_shell_allows_a_lower_supply_temperature(tmp_path):
    packages = [auto(tmp_path, shell) for shell in ("current", "shell-basic", "shell-standard", "nom")]
    meter = year(read(tmp_path, "complex", "hr107;combi;0;a"), *packages)[1]
    supply = list(meter["design_supply_c"])
    assert supply == sorted(supply, reverse=True)
    assert supply[0] > 60.0
    assert 35.0 < supply[-1] < 42.0
    assert meter["unmet_h"].iloc[1:].max() < 20


def test_radiators_that_are_known_decide_and_dwellings_without_get_new_ones(tmp_path):
    stock = read(
        tmp_path, "radiatorvermogen kW", "hr107;combi;0;6", "hr107;combi;0;12", "gaskachel;geiser;0;"
    )
    got, meter = year(stock, auto(tmp_path))
    load_w, i, c = meter["design_load_kw"] * 1000, figures("installations"), figures("controls")
    for k, rated_w in ((0, 6000.0), (1, 12000.0)):
        lift_k = 50.0 * (load_w.iloc[k] / rated_w) ** (1.0 / c["emitter_power"])
        assert meter["design_supply_c"].iloc[k] == pytest.approx(20 + lift_k + i["emitter_spread_k"] / 2)
    assert meter["spf"].iloc[1] > meter["spf"].iloc[0]
    assert meter["design_supply_c"].iloc[2] == 55.0
    assert np.isnan(got.table["radiator_kw"].iloc[2])


def test_radiators_say_nothing_where_the_supply_is_given(tmp_path):
    got = describe(read(tmp_path, "radiatorvermogen kW", "hr107;combi;0;6").rows, read_packages(("nom",)))
    assert got.table["design_supply_c"].iloc[0] == 40.0
    assert np.isnan(got.table["radiator_kw"].iloc[0])


def test_the_supply_stays_between_its_bounds(tmp_path):
    stock = read(tmp_path, "radiatorvermogen kW", "hr107;combi;0;1", "hr107;combi;0;40")
    meter = year(stock, auto(tmp_path, "nom"))[1]
    assert list(meter["design_supply_c"]) == [70.0, 30.0]


def test_the_load_behind_the_radiators_is_near_that_of_the_engine():
    """Over all housing types, with every usual ventilation."""
    rows = pd.DataFrame(
        [
            {
                "dwelling_id": f"{one.key}{system}",
                "dwelling_type": one.dwelling_type,
                "build_year": one.last_year,
                "floor_area_m2": one.geometry.floor_area_m2,
                "ventilation": system,
            }
            for one in read_housing_types()
            for system in ("A", "C", "D")
        ]
    )
    table = describe(rows, read_packages(("current",))).table
    estimate_w = load_estimate_w({name: table[name].to_numpy() for name in table.columns})
    load_w = simulate(table, default_weather()).design_load_w
    error = estimate_w / load_w - 1.0
    assert abs(error.mean()) < 0.03
    assert error.std() < 0.06
    assert np.abs(error).max() < 0.15


CONTROLS = "thuisbatterij kWh;elektrische auto kWh;sturing batterij;laadsturing;slimme sturing"


def test_a_row_says_how_battery_car_and_heating_are_controlled(tmp_path):
    stock = read(
        tmp_path,
        CONTROLS,
        "warmtepomp;warmtepomp;4,0;8;2500;eigen opwek;zon;prijs en zon",
        "warmtepomp;warmtepomp;4,0;8;2500;dynamisch;goedkope uren;nee",
        "warmtepomp;warmtepomp;4,0;8;2500;;;",
    )
    got, meter = year(stock)
    columns = ["battery_control", "ev_control", "smart_control"]
    assert got.table[columns].to_numpy().tolist() == [
        ["sun", "sun", "both"], ["price", "price", "none"], ["sun", "at_once", "none"],
    ]  # fmt: skip
    assert got.origin[columns].to_numpy().tolist() == [["row"] * 3] * 2 + [["default"] * 3]
    # Own sun goes into the car instead of into the grid, and rooms are warmer in cheap and sunny hours.
    by_sun, by_price, usual = (meter.iloc[k] for k in range(3))
    assert by_sun["export_kwh"] < usual["export_kwh"] - 50
    assert by_sun["heat_demand_kwh"] > usual["heat_demand_kwh"] + 50
    # A battery that gives in dear hours feeds the grid, and its losses are more.
    assert by_price["export_kwh"] > usual["export_kwh"] + 200
    assert by_price["battery_loss_kwh"] > usual["battery_loss_kwh"]


def test_an_unknown_control_is_refused_with_those_there_are(tmp_path):
    stock = read(tmp_path, CONTROLS, "warmtepomp;warmtepomp;4,0;8;2500;zon;ja;nee")
    found = [f for f in stock.findings if f.column == "laadsturing"]
    assert len(found) == 1
    assert "at_once" in " ".join(finding_text(found[0], "en"))


def test_a_control_of_nothing_is_noted_and_followed_by_a_package_that_places_something(tmp_path):
    stock = read(tmp_path, CONTROLS, "hr107;combi;4,0;;;prijs;zon;prijs")
    got = describe(stock.rows, read_packages(("current", "nom-battery")))
    assert [(f.code, f.column) for f in got.findings if f.code == "NOM-N208"] == [
        ("NOM-N208", "battery_control"), ("NOM-N208", "ev_control"), ("NOM-N208", "smart_control"),
    ]  # fmt: skip
    # Of a solar boiler the sun heats the tank, and the boiler behind it no more than is drawn.
    sunny = read(tmp_path, CONTROLS, "hr107;zonneboiler;4,0;;;;;prijs")
    found = describe(sunny.rows, read_packages(("current",))).findings
    assert [f.column for f in found if f.code == "NOM-N208"] == ["smart_control"]
    placed = got.table[got.table["package"] == "nom-battery"].iloc[0]
    assert (placed["battery_kwh"], placed["battery_control"], placed["smart_control"]) == (
        10.0,
        "price",
        "price",
    )
