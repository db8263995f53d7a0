"""A week as a picture: the right hours, nothing that is not there, readable, in both languages."""

import csv
import re
from importlib.resources import files
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest

from nulopdemeter.engine.calendar_hours import local_clock
from nulopdemeter.errors import InputError
from nulopdemeter.language import say
from nulopdemeter.report.charts_week import day_text, week_chart, write_week
from nulopdemeter.report.week import must_be_week, week_hours, week_start
from nulopdemeter.report.week_panels import Week, backup_band, moments_of, supply_of, uses_of
from tests.unit.report.installations import INSTALLATIONS, year_of

PHONE_PX, POINTS_WIDE, LEAST_PX = 400.0, 288.0, 10.0
MIDNIGHT = pd.Timestamp("2026-01-01")
FULL_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
VOLLE_DAGEN = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")


def texts_of(svg):
    return ["".join(node.itertext()).strip() for node in ElementTree.fromstring(svg).findall(".//{*}text")]


def panel_names(name, which="coldest", lang="en"):
    shown = texts_of(week_chart(year_of(name).hourly, which, lang))
    return {key for key in PANELS if say(f"hours.panel.{key}", lang) in shown}


PANELS = ("rooms", "water", "outdoors", "heat", "electricity", "cop", "battery")


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("name", INSTALLATIONS)
def test_every_installation_is_drawn_in_both_languages_without_a_warning(name, lang):
    svg = week_chart(year_of(name).hourly, "coldest", lang, "Huis").decode()
    shown = texts_of(svg)
    assert "Huis" in shown
    assert say("hours.panel.rooms", lang) in shown
    assert say("hours.key.outdoor", lang) in shown
    assert not any("nan" in text for text in shown)


def test_the_picture_names_the_weekday_on_which_the_year_begins():
    first = int(local_clock()[1][0])
    assert say("hours.week.clock", "en").endswith(f"1 January is a {FULL_DAYS[first]}")
    assert say("hours.week.clock", "nl").endswith(f"1 januari is een {VOLLE_DAGEN[first]}")


def test_the_same_week_is_the_same_file_and_a_picture_of_dots_too(tmp_path):
    hourly = year_of("hybrid").hourly
    assert week_chart(hourly) == week_chart(hourly)
    path = tmp_path / "week.png"
    write_week(hourly, path, "sunniest", "nl")
    assert path.read_bytes().startswith(b"\x89PNG")
    assert b"Week van" in path.read_bytes()


def test_only_panels_in_which_something_stands_are_drawn():
    assert panel_names("boiler") == {"rooms", "water", "heat", "electricity"}
    assert panel_names("boiler", "sunniest") == {"rooms", "outdoors", "heat", "electricity"}
    assert panel_names("air-water") == {"rooms", "water", "heat", "electricity", "cop"}
    assert panel_names("battery-car") == {"rooms", "water", "heat", "electricity", "cop", "battery"}


def test_a_dwelling_without_electricity_has_no_such_panel_and_one_that_cools_shows_it():
    hourly = year_of("boiler").hourly
    uses = [name for name in hourly if name in ("household_kw", "fans_kw", "auxiliary_kw")]
    bare = texts_of(week_chart(hourly.assign(**dict.fromkeys(uses, 0.0))))
    assert "Electricity [kW]" not in bare
    cooled = texts_of(week_chart(hourly.assign(cooling_kw=1.0, heat_demand_kw=0.0, backup_heat_kw=0.0)))
    assert "cooling" in cooled


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("boiler", "gas_heat"),
        ("stove", "gas_heat"),
        ("hybrid", "gas_heat"),
        ("network", "network_heat"),
        ("booster", "network_heat"),
        ("electric", "element_heat"),
        ("air-water", "element_heat"),
    ],
)
def test_what_heats_beside_the_heat_pump_is_called_by_what_it_takes_in(name, key):
    year = year_of(name).hourly
    assert backup_band(Week(week_hours(year, week_start(year)), year, "en")).key == key


@pytest.mark.parametrize("which", ["coldest", "sunniest"])
@pytest.mark.parametrize("name", INSTALLATIONS)
def test_the_stack_of_uses_less_what_is_given_is_the_line_of_the_grid(name, which):
    year = year_of(name).hourly
    hours = week_hours(year, week_start(year, which))
    used = np.sum([band.kw for band in uses_of(Week(hours, year, "en"))], axis=0)
    given = hours["pv_kw"] + hours["battery_discharged_kw"]
    net = hours["import_kw"] - hours["export_kw"]
    # A use below a watt is left out.
    assert np.abs(used - given - net).max() < 2e-3


def test_supply_is_drawn_only_while_heat_goes_to_the_rooms():
    year = year_of("hybrid").hourly
    week = Week(week_hours(year, week_start(year)), year, "en")
    supply = supply_of(week)
    assert (supply.notna() == (week.hours["heat_demand_kw"] > 0.0)).all()
    assert supply.isna().any()


def test_temperatures_begin_at_the_hour_before_and_powers_cover_their_hour():
    year = year_of("air-water").hourly
    week = Week(week_hours(year, MIDNIGHT + pd.Timedelta(days=30)), year, "en")
    since, values = moments_of(week, "tank_c")
    assert (since[0], since[-1], len(values)) == (0, 168, 169)
    assert values[0] == year["tank_c"].iloc[30 * 24 - 1]
    first = Week(week_hours(year, MIDNIGHT), year, "en")
    since, values = moments_of(first, "tank_c")
    assert (since[0], len(values)) == (1, 168)
    assert values[0] == year["tank_c"].iloc[0]


def test_the_coldest_week_is_that_with_the_lowest_mean_of_all_weeks_from_midnight():
    year = year_of("boiler").hourly
    means = [week_hours(year, MIDNIGHT + pd.Timedelta(days=d))["outdoor_c"].mean() for d in range(359)]
    assert week_start(year) == MIDNIGHT + pd.Timedelta(days=int(np.argmin(means)))


def test_the_sunniest_week_is_that_of_the_panels_or_else_of_the_windows():
    for name, column in (("battery-car", "pv_kw"), ("boiler", "solar_kw")):
        year = year_of(name).hourly
        sums = [week_hours(year, MIDNIGHT + pd.Timedelta(days=d))[column].sum() for d in range(359)]
        assert week_start(year, "sunniest") == MIDNIGHT + pd.Timedelta(days=int(np.argmax(sums)))


def test_a_day_begins_its_week_whatever_the_year_and_the_last_week_ends_with_the_year():
    year = year_of("boiler").hourly
    assert week_start(year, "2026-01-12") == week_start(year, "2031-01-12") == pd.Timestamp("2026-01-12")
    assert week_start(year, "2028-03-01") == pd.Timestamp("2026-03-01")
    last = week_hours(year, week_start(year, "2026-12-31"))
    assert len(last) == 168
    assert last.index[-1] == year.index[-1]


@pytest.mark.parametrize("which", ["hottest", "12-30", "2026-02-30", ""])
def test_a_week_that_does_not_exist_is_refused_by_name(which):
    with pytest.raises(InputError) as refused:
        must_be_week(which)
    assert refused.value.findings[0].code == "NOM-E931"


def test_the_days_of_the_week_are_those_the_engine_lives_by():
    # Machines and people live in the year of the stamps.
    assert day_text(MIDNIGHT, "en") == "Thu 1 Jan"
    assert day_text(pd.Timestamp("2026-02-14"), "nl") == "za 14 feb"
    year = year_of("air-water").hourly
    hot = year.index[year["tank_c"] > 59.9] - pd.Timedelta(hours=1)
    assert {day_text(day, "en")[:3] for day in hot} == {"Sun"}


@pytest.mark.parametrize("name", ["battery-car", "solar-boiler"])
def test_letters_are_readable_on_a_telephone(name):
    svg = week_chart(year_of(name).hourly).decode()
    sizes = [float(size) for size in re.findall(r"font(?:-size)?: [^;\"]*?([\d.]+)px", svg)]
    assert min(sizes) * PHONE_PX / POINTS_WIDE >= LEAST_PX


def test_a_reader_who_cannot_see_it_hears_the_sums_of_the_week():
    year = year_of("air-water").hourly
    week = week_hours(year, week_start(year))
    svg = ElementTree.fromstring(week_chart(year, "coldest", "en", "House"))
    told = svg.find("{*}desc").text
    assert svg.get("role") == "img"
    assert svg.find("{*}title").text.startswith("House, week of")
    for column in ("heat_demand_kw", "heat_pump_heat_kw", "import_kw"):
        assert f"{week[column].sum():.0f} kWh" in told


def test_heat_that_could_be_far_more_is_told_and_does_not_flatten_the_rest():
    hourly = year_of("network").hourly.assign(heat_most_kw=30.0)
    shown = texts_of(week_chart(hourly))
    assert "most possible: 30.0 kW ↑" in shown
    unlimited = texts_of(week_chart(hourly.assign(heat_most_kw=1e9)))
    assert not any("most possible" in text for text in unlimited)


def test_texts_stand_in_both_languages_and_fill_in_the_same_values():
    with (files("nulopdemeter.language") / "hours.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    names = re.compile(r"{(\w+)}")
    assert [r["key"] for r in rows if not r["nl"].strip() or not r["en"].strip()] == []
    assert [r["key"] for r in rows if set(names.findall(r["nl"])) != set(names.findall(r["en"]))] == []
