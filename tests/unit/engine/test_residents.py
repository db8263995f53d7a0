"""Household types, prebound and rebound, and the hours that people keep."""

import numpy as np
import pandas as pd
import pytest
from tests.cases import ROWS, all_dwellings, default_weather

from nulopdemeter.balance import balance
from nulopdemeter.dwelling import describe, read_packages
from nulopdemeter.engine import hours, simulate
from nulopdemeter.engine import residents as who
from nulopdemeter.engine.tables import read_table
from nulopdemeter.errors import InputError
from nulopdemeter.kernels import layout as at

TABLE = all_dwellings().table
NOM_ROW = ROWS[ROWS["dwelling_id"] == "terraced-1970"]


def profiles():
    return hours.profile_columns(default_weather())


def by_hour(column):
    """Mean of a profile by hour of standard time in winter, when the clock shows it."""
    january = profiles()[: 28 * 24, column]
    return january.reshape(28, 24).mean(0)


def household(kind, size, packages=("nom",), residents="household"):
    """The terraced house with one household, and its meter by package; PV as sized for the file's own couple."""
    chosen = read_packages(("current", *packages))
    usual = describe(NOM_ROW, chosen).table
    built = simulate(usual, default_weather())
    table = describe(NOM_ROW.assign(household_type=kind, household_size=size), chosen).table
    table = table.assign(heat_pump_kw=np.where(table["heat_pump"] != "", built.heat_pump_kw, 0.0))
    meter = balance(table, simulate(table, default_weather(), residents=residents, pv_kwp=built.pv_kwp)).meter
    return meter.set_index(table["package"])


def test_every_household_type_has_every_hour_and_shares_that_are_shares():
    rows = pd.DataFrame(read_table("household_hours"))
    assert (rows.groupby("household_type")["hour"].count() == 24).all()
    assert tuple(rows["household_type"].unique()) == hours.HOUSEHOLD_TYPES
    shares = rows.filter(regex="_frac$").astype(float)
    assert ((shares >= 0) & (shares <= 1)).all().all()
    assert len(set(rows.groupby("household_type")["cooking"].apply(tuple))) == 1


def test_there_are_fewer_than_forty_profiles():
    assert profiles().shape == (8760, hours.N_PROFILES)
    assert hours.N_PROFILES < 40


@pytest.mark.parametrize("kind", hours.HOUSEHOLD_TYPES)
def test_the_evening_is_the_peak_and_the_night_the_valley(kind):
    use = by_hour(hours.P_USE + hours.HOUSEHOLD_TYPES.index(kind))
    assert 18 <= use.argmax() <= 20
    assert 1 <= use.argmin() <= 5
    evening, night = use[18:21].mean(), use[1:5].mean()
    assert 2.5 < evening / night < 7


@pytest.mark.parametrize("kind", hours.HOUSEHOLD_TYPES)
def test_hot_water_peaks_in_the_morning_and_rises_again_in_the_evening(kind):
    draw = by_hour(hours.P_WATER + hours.HOUSEHOLD_TYPES.index(kind))
    assert 7 <= draw.argmax() <= 10
    assert draw[17:21].mean() > draw[13:16].mean()
    assert draw[1:5].sum() < 0.05 * draw.sum()


def test_nobody_is_out_at_night_and_the_elderly_are_home_by_day():
    columns = profiles()
    night = columns[:, hours.P_NIGHT] > 0
    empty = columns[:, hours.P_EMPTY : hours.P_EMPTY + hours.N_HOUSEHOLDS]
    assert (empty[night] == 0).all()
    mean = dict(zip(hours.HOUSEHOLD_TYPES, empty[~night].mean(0), strict=True))
    assert mean["elderly"] < mean["family"] < mean["single"]


def test_weekends_differ_from_weekdays():
    use = profiles()[:, hours.P_USE + hours.HOUSEHOLD_TYPES.index("family")]
    # 1 January of the calendar is a Thursday.
    friday, saturday = use[24:48], use[48:72]
    assert saturday[10:14].sum() > 1.3 * friday[10:14].sum()


def test_people_in_a_leaky_home_heat_less_of_it_and_lower():
    wanted = who.Warmth(*(np.full(5, x) for x in (20.0, 0.4, 4.0, 4.0, 14.0, 12.0)))
    found = who.responsive_warmth(wanted, np.array([0.5, 1.0, 1.5, 3.0, 9.0]))
    assert (np.diff(found.set_day_c) < 0).all()
    assert (np.diff(found.heated_frac) <= 0).all()
    assert found.set_day_c[2] == 20.0
    assert found.heated_frac[2] == 0.4
    assert found.set_day_c.tolist() == pytest.approx([20.6, 20.3, 20.0, 18.95, 17.5])
    assert found.heated_frac.tolist() == pytest.approx([0.9, 0.65, 0.4, 0.205, 0.15])
    assert found.bedroom_day_c.tolist() == pytest.approx([14.6, 14.3, 14.0, 12.95, 11.5])
    assert found.bedroom_night_c.tolist() == pytest.approx([12.6, 12.3, 12.0, 10.95, 9.5])


def test_who_heats_little_already_is_not_made_to_heat_more_by_the_bound():
    thrifty = who.Warmth(*(np.full(1, x) for x in (18.0, 0.1, 4.0, 4.0, 14.0, 12.0)))
    assert who.responsive_warmth(thrifty, np.array([3.0])).heated_frac[0] == 0.1


def rooms(bedroom_day_c=14.0, bedroom_night_c=12.0, setback_k=4.0, heated=0.4):
    wanted = who.Warmth(
        *(np.full(1, x) for x in (20.0, heated, setback_k, setback_k, bedroom_day_c, bedroom_night_c))
    )
    level, night_k, away_k = who.room_means(wanted, np.array([4.0]), 5.0)
    return float(level[0]), float(night_k[0]), float(away_k[0])


def test_bedrooms_that_stay_warm_by_themselves_are_as_the_levelling_of_the_law_has_them():
    # By hand: h = 0.6 × 4, k = 0.8 × 0.6 × 2.4/4.4; bedrooms at 20 − 0.8 × 2.4/4.4 × 15 = 13.45 °C.
    k = 0.48 * 2.4 / 4.4
    assert rooms(bedroom_day_c=13.4)[0] == pytest.approx(k)
    assert rooms(bedroom_day_c=-np.inf)[0] == pytest.approx(k)


def test_bedrooms_that_would_get_colder_are_heated_to_their_own_set_point():
    # 40 % at 20 °C and 60 % at 15 °C are 17 °C in the mean of the heating season: 3 of the 15 K above outdoors.
    assert rooms(bedroom_day_c=15.0)[0] == pytest.approx(3.0 / 15.0)
    assert rooms(bedroom_day_c=20.0)[0] == 0.0
    assert rooms(bedroom_day_c=22.0)[0] == 0.0


def test_at_night_living_rooms_and_bedrooms_fall_to_their_own_set_points():
    assert rooms(bedroom_night_c=16.0)[1:] == (4.0, 4.0)
    # 40 % at 16 °C and 60 % at 18 °C: 2.8 K below 20.
    assert rooms(bedroom_night_c=18.0)[1:] == pytest.approx((2.8, 2.8))
    assert rooms(bedroom_night_c=18.0, setback_k=1.0)[1:] == (1.0, 1.0)


def test_warmer_bedrooms_need_more_heat_where_they_are_cold_and_none_where_they_are_not():
    rows = TABLE[(TABLE["dwelling_id"] == "end-1955") & TABLE["package"].isin(["current", "nom"])]
    heat = [
        simulate(rows.assign(bedroom_day_c=c), default_weather()).year.monthly[:, :, at.M_HEAT].sum(1)
        for c in (10.0, 14.0, 17.0)
    ]
    assert heat[2][0] > 1.05 * heat[0][0]
    assert heat[2][1] == heat[1][1] == heat[0][1]


def test_all_rooms_heated_need_no_levelling():
    assert who.level_frac(np.array([2.0]), np.array([0.0]))[0] == 0.0
    # NTA 8800, 7.76 to 7.79: 0.8 × 0.6 × h/(h + 2) with h = 0.6 × 2.
    assert who.level_frac(np.array([2.0]), np.array([0.6]))[0] == pytest.approx(0.48 * 1.2 / 3.2)


def test_prebound_and_rebound_can_be_switched_off():
    row = TABLE[(TABLE["dwelling_id"] == "terraced-1970") & TABLE["package"].isin(["current", "nom"])]
    heat = {
        r: simulate(row, default_weather(), residents=r).year.monthly[:, :, at.M_HEAT].sum(1) / 1000
        for r in who.RESIDENTS
    }
    (before, after), (fixed_before, fixed_after) = heat["household"], heat["household_fixed"]
    assert before < 0.85 * fixed_before
    assert after > 1.05 * fixed_after
    assert before - after < 0.85 * (fixed_before - fixed_after)
    # The law does not move with its people.
    changed = row.assign(set_day_c=25.0, heated_frac=1.0, vents_factor=0.1, airing_factor=9.0)
    again = simulate(changed, default_weather(), residents="norm").year.monthly[:, :, at.M_HEAT].sum(1) / 1000
    np.testing.assert_array_equal(heat["norm"], again)


def test_unknown_residents_are_refused_with_those_there_are():
    with pytest.raises(InputError) as refused:
        simulate(TABLE.iloc[[0]], default_weather(), residents="norms")
    assert "norm" in str(refused.value)
    assert refused.value.findings[0].code == "NOM-E205"


@pytest.mark.parametrize(
    ("told", "size", "kind"),
    [
        ({"household_size": 1.0}, 1.0, "single"),
        ({"household_size": 2.0}, 2.0, "couple"),
        ({"household_size": 5.0}, 5.0, "family"),
        ({"household_size": 1.0, "household_type": "elderly"}, 1.0, "elderly"),
        ({"household_type": "single_parent"}, 3.0, "single_parent"),
    ],
)
def test_type_and_size_of_a_household_follow_from_each_other(told, size, kind):
    rows = NOM_ROW.drop(columns="household_size").assign(**told)
    one = describe(rows, read_packages(("current",))).table.iloc[0]
    assert (one["household_size"], one["household_type"]) == (size, kind)


def test_what_was_found_about_a_household_goes_before_its_type():
    rows = NOM_ROW.assign(set_day_c=18.5, heated_frac=0.3)
    described = describe(rows, read_packages(("current",)))
    assert described.table["set_day_c"].iloc[0] == 18.5
    assert described.origin["heated_frac"].iloc[0] == "row"
    assert described.origin["night_setback_k"].iloc[0] == "default"


def test_a_family_of_five_and_a_pensioner_have_believable_years_in_the_same_nom_home():
    family, pensioner = (household(*of).loc["nom"] for of in (("family", 5.0), ("elderly", 1.0)))
    # Hot water by head: 38 and 34 litres a day at 60 °C over 10 °C.
    per_litre_kwh = 365 * 1.163 * 50 / 1000
    assert family["hot_water_kwh"] == pytest.approx(5 * 38 * per_litre_kwh, rel=0.15)
    assert pensioner["hot_water_kwh"] == pytest.approx(34 * per_litre_kwh, rel=0.35)
    assert 2.3 < family["household_kwh"] / pensioner["household_kwh"] < 3.5
    # Five people and their appliances warm the house; the pensioner wants it warmer and gets it from the heat pump.
    assert pensioner["heat_demand_kwh"] > 1.15 * family["heat_demand_kwh"]
    assert family["overheating_h"] > pensioner["overheating_h"]
    assert pensioner["is_nom"]
    assert not family["is_nom"]
    assert 3000 < family["net_kwh"] - pensioner["net_kwh"] < 7000
    assert 2500 < pensioner["electricity_use_kwh"] < 4500
    assert 6500 < family["electricity_use_kwh"] < 10000


def test_who_airs_more_needs_more_heat():
    row = TABLE[(TABLE["dwelling_id"] == "terraced-1970") & (TABLE["package"] == "current")]
    needs = [
        simulate(row.assign(**{column: x}), default_weather()).year.monthly[:, :, at.M_HEAT].sum()
        for column in ("airing_factor", "vents_factor")
        for x in (0.5, 1.0, 1.5)
    ]
    assert needs[0] < needs[1] < needs[2]
    assert needs[3] < needs[4] < needs[5]
