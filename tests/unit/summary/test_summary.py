import numpy as np
import pandas as pd
import pytest

from nulopdemeter.summary import count_rows, summarise, weighted_mean, weighted_quantiles, with_changes


def rows(**columns):
    """Four dwellings with one package; columns replace the defaults."""
    table = {
        "stock_row": [0, 1, 2, 3],
        "dwelling_id": ["a", "b", "c", "d"],
        "complex_id": ["x", "x", "y", None],
        "package": ["nom"] * 4,
        "status": ["computed"] * 4,
        "investment_mid_eur": [10.0, 20.0, 30.0, 40.0],
        "net_kwh": [-600.0, -100.0, 0.0, 900.0],
        "is_nom": [True, True, True, False],
        "housing_cost_before_eur_per_month": [700.0] * 4,
        "housing_cost_netting_eur_per_month": [690.0, 690.0, 700.0, 720.0],
        "housing_cost_before_no_netting_eur_per_month": [710.0] * 4,
        "housing_cost_no_netting_eur_per_month": [700.0, 710.0, 715.0, 730.0],
    }
    return pd.DataFrame({**table, **columns})


def test_a_mean_counts_a_row_as_often_as_it_stands_for_dwellings():
    summary = summarise(rows(n_identical=[3, 1, 1, 1]))
    assert summary.package("nom")["mean_investment_mid_eur"] == pytest.approx((3 * 10 + 20 + 30 + 40) / 6)
    assert summary.package("nom")["n_dwellings"] == 6


def test_percentiles_of_weighted_rows_equal_those_of_the_rows_written_out():
    values, weights = np.array([5.0, 1.0, 9.0, 1.0]), np.array([2.0, 1.0, 3.0, 1.0])
    written_out = np.repeat(values, weights.astype(int))
    expected = np.quantile(written_out, [0.1, 0.5, 0.9], method="hazen")
    assert weighted_quantiles(values, weights, (0.1, 0.5, 0.9)) == pytest.approx(tuple(expected))


def test_a_missing_value_is_left_out_of_mean_and_percentiles():
    values, weights = np.array([1.0, np.nan, 3.0]), np.ones(3)
    assert weighted_mean(values, weights) == 2.0
    assert weighted_quantiles(values, weights, (0.5,)) == (2.0,)


def test_without_any_value_mean_and_percentile_are_unknown():
    nothing = np.array([np.nan])
    assert np.isnan(weighted_mean(nothing, np.ones(1)))
    assert np.isnan(weighted_quantiles(nothing, np.ones(1), (0.5,))[0])


def test_the_change_compares_the_package_with_doing_nothing_in_the_same_year():
    changed = with_changes(rows())
    assert changed["change_netting_eur_per_month"].tolist() == [-10.0, -10.0, 0.0, 20.0]
    assert changed["change_no_netting_eur_per_month"].tolist() == [-10.0, 0.0, 5.0, 20.0]


def test_who_pays_exactly_as_much_is_not_worse_off():
    package = summarise(rows()).package("nom")
    assert package["worse_netting_frac"] == 0.25
    assert package["worse_no_netting_frac"] == 0.5


def test_a_rounding_error_makes_nobody_worse_off():
    noisy = rows(housing_cost_no_netting_eur_per_month=[710.0 + 1e-9] * 4)
    assert summarise(noisy).package("nom")["worse_no_netting_frac"] == 0


def test_the_share_at_zero_and_the_share_on_the_edge_of_it_are_counted():
    package = summarise(rows()).package("nom")
    assert package["nom_frac"] == 0.75
    assert package["near_zero_frac"] == 0.5


def test_every_row_is_computed_rejected_or_failed():
    one = rows(status=["computed", "failed", "rejected", "not_applicable"])
    other = rows(package=["current"] * 4, status=["computed", "computed", "rejected", "computed"])
    counts = count_rows(pd.concat([one, other], ignore_index=True))
    assert counts.as_dict() == {"rows_in": 4, "computed": 2, "rejected": 1, "failed": 1}
    assert counts.adds_up


def test_rejected_rows_without_package_and_with_the_same_id_are_all_counted():
    table = rows(status=["computed", "computed", "rejected", "rejected"], dwelling_id=["a", "b", "b", None])
    table = table.assign(package=["nom", "nom", None, None]).drop(columns="stock_row")
    summary = summarise(table)
    assert summary.counts.as_dict() == {"rows_in": 4, "computed": 2, "rejected": 2, "failed": 0}
    assert summary.package("nom")["n_rejected"] == 2


def test_a_package_that_does_not_fit_is_counted_and_stays_out_of_the_means():
    package = summarise(rows(status=["computed", "computed", "computed", "not_applicable"])).package("nom")
    assert package["n_not_applicable"] == 1
    assert package["mean_investment_mid_eur"] == 20.0


def test_dwellings_without_a_complex_stand_together():
    complexes = summarise(rows()).complexes
    assert complexes["complex_id"].tolist() == ["x", "y", ""]
    assert complexes["n_dwellings"].tolist() == [2, 1, 1]


def test_the_complexes_add_up_to_the_stock():
    summary = summarise(rows(n_identical=[3, 1, 1, 1]))
    assert summary.complexes["n_dwellings"].sum() == summary.package("nom")["n_dwellings"]


def test_the_histogram_holds_every_dwelling_and_zero_is_a_border():
    changes = summarise(rows()).changes
    assert changes["n_dwellings"].sum() == 4
    losers = changes["from_eur_per_month"] >= 0
    assert changes.loc[losers, "n_dwellings"].sum() == 2
    assert 0.0 in changes["from_eur_per_month"].tolist()


def test_who_just_misses_the_fee_is_shown_apart():
    table = rows(
        epv_class=["hoogwaardig", "basis", "none", "none"],
        epv_shortfall_kwh_per_m2=[0.0, 0.0, 4.9, 5.1],
    )
    epv = summarise(table).epv.set_index("epv_class")["n_dwellings"]
    assert epv.to_dict() == {"hoogwaardig": 1, "basis": 1, "near": 1, "none": 1}


def test_who_misses_the_fee_for_another_reason_is_not_near_it():
    table = rows(
        epv_class=["none"] * 4,
        epv_shortfall_kwh_per_m2=[2.0] * 4,
        epv_reason=["epv.reason.gas", "epv.reason.heat_demand", "epv.reason.ep2", "epv.reason.gas"],
    )
    summary = summarise(table)
    assert summary.epv.set_index("epv_class")["n_dwellings"]["near"] == 1
    assert summary.epv_reasons["n_dwellings"].tolist() == [2, 1, 1]


def test_the_origin_of_values_is_weighted_by_dwellings():
    origin = summarise(rows(filled_frac=[0.0, 1.0, 1.0, 1.0], n_identical=[3, 1, 1, 1])).origin
    assert origin.set_index("origin")["share_frac"].to_dict() == {"row": 0.5, "filled": 0.5}


def test_parts_of_the_investment_get_their_mean():
    package = summarise(rows(investment_pv_eur=[4.0, 8.0, 0.0, 0.0])).package("nom")
    assert package["mean_investment_pv_eur"] == 3.0


def test_results_without_money_still_give_a_summary():
    few = rows()[["dwelling_id", "package", "status", "net_kwh"]]
    summary = summarise(few)
    assert summary.package("nom")["mean_net_kwh"] == pytest.approx(50.0)
    assert summary.changes.empty


def test_the_band_of_the_change_is_after_less_before_at_the_same_prices():
    changed = with_changes(
        rows(
            housing_cost_before_no_netting_low_eur_per_month=[680.0] * 4,
            housing_cost_before_no_netting_high_eur_per_month=[760.0] * 4,
            housing_cost_no_netting_low_eur_per_month=[675.0, 680.0, 690.0, 700.0],
            housing_cost_no_netting_high_eur_per_month=[720.0, 730.0, 765.0, 790.0],
        )
    )
    assert changed["change_no_netting_low_eur_per_month"].tolist() == [-5.0, 0.0, 10.0, 20.0]
    assert changed["change_no_netting_high_eur_per_month"].tolist() == [-40.0, -30.0, 5.0, 30.0]


def test_without_the_band_of_before_the_change_has_no_band():
    changed = with_changes(rows(housing_cost_no_netting_low_eur_per_month=[675.0] * 4))
    assert "change_no_netting_low_eur_per_month" not in changed


def test_without_the_fee_the_tenant_pays_that_much_less():
    package = summarise(rows(epv_eur_per_month=[0.0, 0.0, 10.0, 12.0])).package("nom")
    # Changes -10, 0, +5 and +20; less the fee -10, 0, -5 and +8.
    assert package["mean_change_no_netting_without_epv_eur_per_month"] == pytest.approx(-7 / 4)
    assert package["worse_no_netting_frac"] == 0.5
    assert package["worse_no_netting_without_epv_frac"] == 0.25


def test_every_monthly_amount_gets_its_mean_without_being_listed():
    package = summarise(rows(netting_end_eur_per_month=[1.0, 2.0, 3.0, 6.0])).package("nom")
    assert package["mean_netting_end_eur_per_month"] == 3.0


def test_of_those_at_zero_it_is_counted_who_is_there_by_a_little():
    # Net -600, -100 and 0 are at zero; two of them within 500 kWh.
    assert summarise(rows()).package("nom")["nom_near_frac"] == pytest.approx(2 / 3)


def test_who_is_within_a_fifth_of_the_limit_neither_meets_nor_fails_the_standaard():
    table = rows(
        heat_demand_nta_kwh_per_m2=[47.9, 48.1, 71.9, 72.1],
        standaard_limit_kwh_per_m2=[60.0] * 4,
        meets_standaard=[True, True, False, False],
        n_identical=[1, 2, 3, 4],
    )
    package = summarise(table).package("nom")
    found = [package[f"standaard_{name}_frac"] for name in ("meets", "near", "fails")]
    assert found == pytest.approx([0.1, 0.5, 0.4])


def test_metered_gas_is_compared_with_the_same_dwellings_as_they_are_now():
    table = rows(
        package=["current"] * 4,
        gas_measured_m3=[800.0, np.nan, 1000.0, np.nan],
        gas_m3=[1500.0, 9000.0, 1100.0, 9000.0],
        n_identical=[3, 1, 1, 1],
    )
    gas = summarise(table).gas
    assert gas.n_dwellings == 4
    assert gas.measured_m3 == pytest.approx((3 * 800 + 1000) / 4)
    assert gas.calculated_m3 == pytest.approx((3 * 1500 + 1100) / 4)
    assert gas.difference_frac == pytest.approx(1400 / 850 - 1)
    assert gas.differs_much


def test_a_quarter_between_meter_and_calculation_is_no_reason_to_warn():
    table = rows(package=["current"] * 4, gas_measured_m3=[800.0] * 4, gas_m3=[1000.0] * 4)
    assert not summarise(table).gas.differs_much


def test_without_meters_there_is_nothing_to_compare():
    unknown = rows(package=["current"] * 4, gas_measured_m3=[np.nan] * 4, gas_m3=[1000.0] * 4)
    assert summarise(unknown).gas is None
    assert summarise(rows()).gas is None


def test_registered_labels_are_counted_and_held_against_the_present_state():
    table = rows(
        package=["current"] * 4,
        label=["B", "C", "", None],
        label_indicative=["D", "D", "A", "A"],
        n_identical=[1, 3, 1, 1],
    )
    labels = summarise(table).registered
    assert labels.n_dwellings == 4
    assert labels.shares_frac == {"B": 0.25, "C": 0.75}
    assert labels.differing_frac == 0.25
    assert not labels.differs_much


def test_a_stock_without_registered_labels_gives_no_comparison():
    assert summarise(rows(package=["current"] * 4, label=[""] * 4)).registered is None


def test_reasons_are_counted_in_dwellings():
    table = rows(
        status=["not_applicable", "not_applicable", "failed", "computed"],
        reason=["few", "many", "broken", ""],
        n_identical=[1, 12, 2, 1],
    )
    reasons = summarise(table).reasons
    assert reasons["reason"].tolist() == ["many", "broken", "few"]
    assert reasons["n_dwellings"].tolist() == [12, 2, 1]
