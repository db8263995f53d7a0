"""The first rules of the EPV, on both sides of every limit, and the rules a date picks."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from nulopdemeter.errors import InputError
from nulopdemeter.language import say
from nulopdemeter.regulation.epv_before_2024 import epv_before_2024, epv_rules, household_min_kwh

OLD = date(2018, 6, 1)
INDEXED = date(2023, 7, 1)
BUILDING_KWH = 3000.0


def verdict(
    demand=30.0,
    on=INDEXED,
    *,
    area=80.0,
    heat_kwh=None,
    household_kwh=2080.0,
    supply="own_heat",
    is_nta8800=False,
):
    row = {
        "heat_demand_kwh_per_m2": demand,
        "floor_area_m2": area,
        "renewable_heat_kwh": (demand + 15.0) * area if heat_kwh is None else heat_kwh,
        "pv_kwh": BUILDING_KWH + household_kwh,
        "building_electricity_kwh": BUILDING_KWH,
        "epv_supply": supply,
        "is_nta8800": is_nta8800,
    }
    return epv_before_2024(pd.DataFrame([row]), on).iloc[0]


@pytest.mark.parametrize(
    ("demand", "band", "old", "indexed"),
    [
        (0.001, 1, 1.40, 1.71),
        (29.999, 1, 1.40, 1.71),
        (30.0, 1, 1.40, 1.71),
        (30.001, 2, 1.20, 1.44),
        (40.0, 2, 1.20, 1.44),
        (40.001, 3, 1.00, 1.22),
        (50.0, 3, 1.00, 1.22),
        (50.001, 0, 0.0, 0.0),
    ],
)
def test_the_band_of_the_heat_demand_sets_the_fee(demand, band, old, indexed):
    assert verdict(demand)["epv_band"] == band
    assert verdict(demand, OLD)["epv_max_eur_per_month"] == pytest.approx(old * 80.0)
    assert verdict(demand)["epv_max_eur_per_month"] == pytest.approx(indexed * 80.0)
    assert verdict(demand)["epv_heat_demand_margin_kwh_per_m2"] == pytest.approx(50.0 - demand)


@pytest.mark.parametrize(
    ("demand", "band", "fee"),
    [
        (26.999, 1, 1.83),
        (27.0, 1, 1.83),
        (27.001, 2, 1.54),
        (33.0, 2, 1.54),
        (33.001, 3, 1.31),
        (41.0, 3, 1.31),
        (41.001, 0, 0.0),
    ],
)
def test_a_heat_demand_by_nta_8800_has_narrower_bands(demand, band, fee):
    row = verdict(demand, date(2025, 7, 1), is_nta8800=True)
    assert row["epv_band"] == band
    assert row["epv_max_eur_per_month"] == pytest.approx(fee * 80.0)
    assert row["epv_heat_demand_margin_kwh_per_m2"] == pytest.approx(41.0 - demand)


def test_the_fees_of_july_2025_are_those_of_rvo():
    assert verdict(on=date(2025, 6, 30))["epv_max_eur_per_month"] == pytest.approx(1.71 * 80.0)
    fees = [
        verdict(demand, date(2025, 7, 1))["epv_max_eur_per_month"] / 80.0 for demand in (30.0, 40.0, 50.0)
    ]
    assert fees == pytest.approx([1.83, 1.54, 1.31])


def test_an_unknown_heat_demand_has_no_fee():
    row = verdict(np.nan)
    assert (row["epv_band"], row["epv_max_eur_per_month"]) == (0, 0.0)


def test_the_amounts_were_raised_on_the_first_of_july_2023():
    assert verdict(on=date(2023, 6, 30))["epv_max_eur_per_month"] == pytest.approx(1.40 * 80.0)
    assert verdict(on=date(2023, 7, 1))["epv_max_eur_per_month"] == pytest.approx(1.71 * 80.0)


@pytest.mark.parametrize(
    ("area", "asked"),
    [
        (60.0, 1800.0),
        (69.230, 1800.0),  # 26 · 69.230 = 1799.98
        (69.232, 1800.032),
        (80.0, 2080.0),
        (100.0, 2600.0),
        (100.001, 2600.0),
        (150.0, 2600.0),
    ],
)
def test_the_household_asks_26_kwh_per_m2_between_1800_and_2600(area, asked):
    assert household_min_kwh(np.array([area]), INDEXED)[0] == pytest.approx(asked)
    assert verdict(area=area, household_kwh=asked)["epv_max_eur_per_month"] == pytest.approx(1.71 * area)
    missed = verdict(area=area, household_kwh=asked - 0.001)
    assert missed["epv_max_eur_per_month"] == 0.0
    assert missed["epv_household_margin_kwh"] == pytest.approx(-0.001)


def test_the_heat_made_on_the_dwelling_is_the_demand_and_15_kwh_per_m2():
    # (30 + 15) · 80 = 3600
    assert verdict(heat_kwh=3600.0)["epv_max_eur_per_month"] > 0.0
    missed = verdict(heat_kwh=3599.999)
    assert missed["epv_max_eur_per_month"] == 0.0
    assert missed["epv_renewable_heat_margin_kwh"] == pytest.approx(-0.001)


@pytest.mark.parametrize(
    ("supply", "fee"), [("gas", 1.15), ("network_renewable", 0.70), ("network_partly", 0.70)]
)
def test_a_variant_has_a_lower_fee(supply, fee):
    row = verdict(on=OLD, supply=supply)
    assert row["epv_max_eur_per_month"] == pytest.approx(fee * 80.0)
    assert not row["is_estimate"]
    assert verdict(on=INDEXED, supply=supply)["is_estimate"]


def test_gas_and_a_network_need_not_make_the_heat_on_the_dwelling():
    for supply in ("gas", "network_partly"):
        row = verdict(heat_kwh=0.0, supply=supply)
        assert row["epv_max_eur_per_month"] > 0.0
        assert np.isnan(row["epv_renewable_heat_margin_kwh"])
    assert verdict(heat_kwh=0.0, supply="network_renewable")["epv_max_eur_per_month"] == 0.0


def test_a_variant_never_pays_more_than_its_band():
    assert verdict(45.0, OLD, supply="gas")["epv_max_eur_per_month"] == pytest.approx(1.00 * 80.0)
    assert verdict(45.0, OLD, supply="gas")["is_estimate"]


def test_only_the_best_band_of_2016_was_read_and_all_of_2023():
    assert [bool(verdict(d, OLD)["is_estimate"]) for d in (30.0, 40.0, 50.0)] == [False, True, True]
    assert [bool(verdict(d)["is_estimate"]) for d in (30.0, 40.0, 50.0)] == [False, False, False]


@pytest.mark.parametrize(
    ("change", "code"),
    [({"demand": -0.001}, "NOM-E501"), ({"area": 0.0}, "NOM-E501"), ({"supply": "coal"}, "NOM-E504")],
)
def test_what_cannot_be_is_refused(change, code):
    with pytest.raises(InputError, match=code):
        verdict(**change)


@pytest.mark.parametrize(
    ("on", "regime", "note"),
    [
        (date(2016, 8, 31), "before_2024", "epv.note.before"),
        (date(2016, 9, 1), "before_2024", ""),
        (date(2023, 9, 30), "before_2024", ""),
        (date(2023, 10, 1), "modern", "epv.note.choice"),
        (date(2023, 12, 31), "modern", "epv.note.choice"),
        (date(2024, 1, 1), "modern", ""),
        (date(2040, 1, 1), "modern", ""),
    ],
)
def test_the_day_of_registration_picks_the_rules(on, regime, note):
    rules = epv_rules(on)
    assert (rules.regime, rules.note) == (regime, note)
    if note:
        said = {"valid_from": rules.note_day, "until": rules.note_day}
        assert rules.note_day in say(note, "nl", said)
        assert rules.note_day in say(note, "en", said)


@pytest.mark.parametrize(
    ("on", "is_estimate"),
    [
        (date(2018, 6, 30), False),
        (date(2018, 7, 1), True),
        (date(2023, 6, 30), True),
        (date(2023, 7, 1), False),
        (date(2024, 6, 30), False),
        (date(2024, 7, 1), True),
        (date(2025, 7, 1), False),
        (date(2026, 7, 1), True),
    ],
)
def test_a_day_whose_indexation_was_not_found_is_an_estimate(on, is_estimate):
    assert bool(verdict(30.0, on)["is_estimate"]) is is_estimate
