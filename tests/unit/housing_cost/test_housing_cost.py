"""The tenant's month added up from its parts."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from nulopdemeter.housing_cost import BILLS, LINES, housing_cost

NOM = {"package": "nom", "heating": "heat_pump", "measure_wall": True, "measure_pv": True}


@pytest.fixture
def case(table, meter):
    rows = table({"stock_row": 4}, {"stock_row": 9}, {"stock_row": 4, **NOM}, {"stock_row": 9, **NOM})
    meters = meter(
        {"import_kwh": 2500.0, "gas_m3": 1200.0},
        {"import_kwh": 2000.0, "gas_m3": 900.0},
        {"import_kwh": 3500.0, "export_kwh": 4500.0},
        {"import_kwh": 3000.0, "export_kwh": 3200.0},
    )
    law = pd.DataFrame(
        {
            "epv_class": ["none", "none", "hoogwaardig", "none"],
            "epv_max_eur_per_month": [0.0, 0.0, 183.0, 0.0],
        }
    )
    return rows, meters, law


def test_the_month_of_a_zero_on_the_meter_package(case):
    row = housing_cost(*case).iloc[2]
    # bills recomputed in test_energy_bill: 2541.60 and 2842.86 before, 434.58 and 937.80 after
    assert row["energy_before_eur_per_month"] == pytest.approx(2541.60 / 12, abs=0.01)
    assert row["energy_before_no_netting_eur_per_month"] == pytest.approx(2842.86 / 12, abs=0.01)
    assert row["energy_netting_eur_per_month"] == pytest.approx(434.58 / 12, abs=0.01)
    assert row["energy_no_netting_eur_per_month"] == pytest.approx(937.80 / 12, abs=0.01)
    # two persons, 640 rent, 30 000 income: 297.49 + 92.17 = 389.66, for six in ten
    assert row["huurtoeslag_eur_per_month"] == pytest.approx(233.796)
    assert row["epv_eur_per_month"] == 183.0
    assert row["housing_cost_before_eur_per_month"] == pytest.approx(640 + 211.80 - 233.796, abs=0.01)
    assert row["housing_cost_netting_eur_per_month"] == pytest.approx(640 + 183 + 36.21 - 233.796, abs=0.01)
    # 2027: basic rent 207.73, quality limit 515.64: 307.91 + 0.65 x (640 - 515.64) = 388.74, for six in ten
    assert row["huurtoeslag_no_netting_eur_per_month"] == pytest.approx(233.246, abs=0.01)
    assert row["housing_cost_no_netting_eur_per_month"] == pytest.approx(
        640 + 183 + 78.15 - 233.246, abs=0.01
    )
    assert row["housing_cost_before_no_netting_eur_per_month"] == pytest.approx(
        640 + 236.905 - 233.246, abs=0.01
    )


def test_what_ending_netting_alone_costs_stands_apart_from_the_prices(case):
    row = housing_cost(*case).iloc[2]
    # prices and taxes of 2027, with netting: 3500 kWh netted, 1000 kWh x 0.095 paid, the cost of feed-in for
    # 4500 kWh x 0.0644 x 1.21 = 350.66; fixed 109 x 1.21 = 131.89, grid 410.88 x 1.21 = 497.16,
    # reduction 519.58 x 1.21 = 628.69
    kept = 350.658 - 95.0 + 131.89 + 497.1648 - 628.6918
    assert row["energy_netting_kept_eur_per_month"] == pytest.approx(kept / 12)
    # 3500 kWh x ((0.1515 + 0.088) x 1.21 - 0.095) = 681.78 a year
    assert row["netting_end_eur_per_month"] == pytest.approx(681.7825 / 12)


def test_without_panels_the_end_of_netting_costs_nothing(case):
    rows = housing_cost(*case).iloc[:2]
    assert rows["netting_end_eur_per_month"].tolist() == pytest.approx([0.0, 0.0])
    assert (rows["energy_no_netting_eur_per_month"] > rows["energy_netting_eur_per_month"]).all()


def test_where_both_days_have_netting_its_end_costs_nothing(case):
    row = housing_cost(*case, date(2026, 6, 1), date(2026, 12, 1)).iloc[2]
    assert row["netting_end_eur_per_month"] == 0.0


def test_each_row_is_compared_with_its_own_dwelling_as_it_is(case):
    result = housing_cost(*case)
    before = result["housing_cost_before_eur_per_month"].tolist()
    assert before[2:] == before[:2]
    assert before[0] != before[1]


def test_the_current_package_changes_nothing(case):
    result = housing_cost(*case).iloc[0]
    assert result["housing_cost_before_eur_per_month"] == result["housing_cost_netting_eur_per_month"]
    assert (
        result["housing_cost_before_no_netting_eur_per_month"]
        == result["housing_cost_no_netting_eur_per_month"]
    )


def test_current_can_be_given_apart_in_any_order(case):
    rows, meters, law = case
    whole = housing_cost(*case).iloc[2:]
    now = (rows.iloc[[1, 0]], meters.iloc[[1, 0]])
    apart = housing_cost(rows.iloc[2:], meters.iloc[2:], law.iloc[2:], current=now)
    pd.testing.assert_frame_equal(apart, whole)


def test_without_current_the_call_is_refused(case):
    rows, meters, law = case
    with pytest.raises(ValueError, match="current"):
        housing_cost(rows.iloc[2:], meters.iloc[2:], law.iloc[2:])


def test_all_lines_of_the_four_bills_add_up(case):
    result = housing_cost(*case)
    energy = {
        "before": "energy_before",
        "before_no_netting": "energy_before_no_netting",
        "netting": "energy_netting",
        "no_netting": "energy_no_netting",
    }
    for bill in BILLS:
        lines = result[[f"{line}_{bill}_eur_per_year" for line in LINES]].sum(axis=1)
        assert lines.to_numpy() / 12 == pytest.approx(result[f"{energy[bill]}_eur_per_month"].to_numpy())


def test_the_band_holds_the_middle(case):
    result = housing_cost(*case)
    middle = result["housing_cost_no_netting_eur_per_month"]
    assert (result["housing_cost_no_netting_low_eur_per_month"] < middle).all()
    assert (middle < result["housing_cost_no_netting_high_eur_per_month"]).all()


def test_the_dwelling_as_it_is_has_the_band_of_its_own_bill(case):
    result = housing_cost(*case)
    for level in ("low", "high"):
        before = result[f"housing_cost_before_no_netting_{level}_eur_per_month"].tolist()
        # what package `current` has afterwards, for the row itself and for its package
        now = result[f"housing_cost_no_netting_{level}_eur_per_month"].tolist()[:2]
        assert before == now * 2
    # gas dwelling at low: 2500 x (0.1214 + 0.088) + 1200 x (0.485 + 0.6163) + 89.16 + 76.82 + 410.88 + 233.57
    # - 519.58 = 2135.91 without VAT; rent and huurtoeslag as above
    low = result["housing_cost_before_no_netting_low_eur_per_month"][2]
    assert low == pytest.approx(640 - 233.246 + 2135.91 * 1.21 / 12, abs=0.01)


def test_the_share_of_tenants_with_huurtoeslag_counts(case):
    rows, meters, law = case
    shared = rows.assign(rent_subsidy_frac=[0.5, 0.0, 0.5, 0.0])
    result = housing_cost(shared, meters, law)
    assert result["huurtoeslag_eur_per_month"].tolist() == pytest.approx([194.83, 0.0, 194.83, 0.0])


def test_who_cooks_on_gas_beside_a_collective_boiler_pays_a_connection_more(case):
    rows, meters, law = case
    shared = {"heating": "collective_gas", "hot_water": "collective", "is_cooking_gas": False}
    bare = rows.assign(**shared)
    grid = [
        housing_cost(table, meters, law)["grid_gas_before_eur_per_year"][0]
        for table in (bare, bare.assign(is_cooking_gas=True), bare.assign(hot_water="geyser"))
    ]
    assert grid == pytest.approx([0.2 * 220.35 * 1.21, 1.2 * 220.35 * 1.21, 1.2 * 220.35 * 1.21])


def test_netting_follows_from_the_date_and_the_contract_can_stay_the_same(case):
    rows, meters, law = case
    result = housing_cost(
        rows, meters, law, date(2026, 12, 31), date(2027, 1, 1), contract_netting="fixed-2027"
    )
    # same contract on both days: the supply line shows netting alone, 0 against 3500 x 0.1515 x 1.21
    assert result["electricity_supply_netting_eur_per_year"][2] == 0.0
    assert result["electricity_supply_no_netting_eur_per_year"][2] == pytest.approx(641.6025)


def test_a_dwelling_that_failed_has_no_cost_but_keeps_its_rent(case):
    rows, meters, law = case
    meters.loc[3, ["import_kwh", "export_kwh", "gas_m3"]] = np.nan
    row = housing_cost(rows, meters, law).iloc[3]
    assert np.isnan(row["housing_cost_netting_eur_per_month"])
    assert row["rent_eur_per_month"] == 640.0
    assert np.isfinite(row["housing_cost_before_eur_per_month"])
