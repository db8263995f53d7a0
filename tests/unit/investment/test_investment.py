"""Investment recomputed by hand from a package with round prices."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from nulopdemeter.dwelling import describe, read_packages
from nulopdemeter.investment import INVESTMENT_PARTS, investment, subsidy_eur

ON = date(2026, 12, 1)
PACKAGE = """
key = "round"
source = "test"
price_year = 2026
not_for_heating = ["district_heat"]
[name]
nl = "Rond"
en = "Round"
[description]
nl = "Ronde prijzen."
en = "Round prices."
[[measure]]
part = "roof"
rc_m2k_per_w = 6.0
source = "test"
lifetime_years = 40
[measure.cost]
eur_per_m2 = { low = 100, mid = 150, high = 200 }
vat_frac = 0.1
status = "quote"
[[measure]]
part = "heating"
system = "hybrid"
heat_pump = "air-water-median"
heat_pump_kw = 5
supply_c = 55
source = "test"
lifetime_years = 15
maintenance_eur_per_year = 160
[measure.cost]
fixed_eur = { low = 5000, mid = 6000, high = 7000 }
status = "quote"
[[measure]]
part = "pv"
pv_target = "zero"
source = "test"
lifetime_years = 25
maintenance_eur_per_year = 15
[measure.cost]
eur_per_kwp = { low = 900, mid = 1000, high = 1200 }
status = "quote"
"""


@pytest.fixture
def packages(tmp_path):
    path = tmp_path / "round.toml"
    path.write_text(PACKAGE, encoding="utf-8")
    return read_packages(["current", path])


def described(packages, **changes):
    row = {
        "dwelling_id": "a",
        "dwelling_type": "tussenwoning",
        "build_year": 1970,
        "floor_area_m2": 100.0,
        "heating": "hr107",
        "pv_kwp": 0.0,
    }
    return describe(pd.DataFrame([{**row, **changes}]), packages)


def meter(*pv_kwp):
    return pd.DataFrame({"pv_kwp": list(pv_kwp), "heat_pump_kw": 5.0})


def test_each_part_is_quantity_times_price_with_its_tax(packages):
    dwellings = described(packages)
    row = investment(dwellings, packages, meter(0.0, 6.0)).iloc[1]
    roof_m2 = dwellings.table["roof_area_m2"][1]
    assert row["investment_roof_eur"] == pytest.approx(roof_m2 * 150 * 1.1)
    assert row["investment_heating_eur"] == pytest.approx(6000)
    assert row["investment_pv_eur"] == pytest.approx(6 * 1000)
    assert row["investment_wall_eur"] == 0.0
    # project cost is 12 % of the measures
    measures = roof_m2 * 165 + 6000 + 6000
    assert row["investment_project_eur"] == pytest.approx(0.12 * measures)
    assert row["investment_mid_eur"] == pytest.approx(1.12 * measures)


def test_low_and_high_are_the_sums_of_the_lows_and_highs(packages):
    dwellings = described(packages)
    row = investment(dwellings, packages, meter(0.0, 6.0)).iloc[1]
    roof_m2 = dwellings.table["roof_area_m2"][1]
    assert row["investment_low_eur"] == pytest.approx(1.08 * (roof_m2 * 110 + 5000 + 5400))
    assert row["investment_high_eur"] == pytest.approx(1.18 * (roof_m2 * 220 + 7000 + 7200))


def test_the_parts_add_up_to_the_middle(packages):
    result = investment(described(packages), packages, meter(0.0, 6.0))
    parts = result[[f"investment_{part}_eur" for part in INVESTMENT_PARTS]].sum(axis=1)
    assert parts.to_numpy() == pytest.approx(result["investment_mid_eur"].to_numpy())


def test_panels_that_stand_there_already_are_not_paid_again(packages):
    row = investment(described(packages, pv_kwp=2.0), packages, meter(2.0, 6.0)).iloc[1]
    assert row["investment_pv_eur"] == pytest.approx(4 * 1000)


def test_upkeep_of_what_is_placed(packages):
    row = investment(described(packages), packages, meter(0.0, 6.0)).iloc[1]
    assert row["maintenance_eur_per_year"] == pytest.approx(175.0)


def test_the_dwelling_as_it_is_costs_nothing(packages):
    row = investment(described(packages), packages, meter(0.0, 6.0)).iloc[0]
    assert row["investment_high_eur"] == 0.0
    assert row["subsidy_eur"] == 0.0


def test_a_heat_pump_of_five_kilowatt_brings_subsidy(packages):
    row = investment(described(packages), packages, meter(0.0, 6.0)).iloc[1]
    # 1025 + 5 x 225
    assert row["subsidy_eur"] == pytest.approx(2150.0)


def test_insulation_alone_brings_no_subsidy():
    shipped = read_packages(["current", "shell-standard"])
    row = investment(described(shipped), shipped, meter(0.0, 0.0)).iloc[1]
    assert row["investment_mid_eur"] > 0.0
    assert row["subsidy_eur"] == 0.0


def test_a_heat_pump_that_stands_there_already_brings_no_subsidy(packages):
    row = investment(described(packages, heating="heat_pump"), packages, meter(0.0, 6.0)).iloc[1]
    assert row["investment_heating_eur"] == 0.0
    assert row["subsidy_eur"] == 0.0


def test_a_subsidy_is_never_more_than_the_cost():
    assert subsidy_eur(np.array([5.0, 5.0, 0.0]), np.array([1000.0, 9000.0, 9000.0]), ON).tolist() == [
        1000.0,
        2150.0,
        0.0,
    ]


def test_a_package_that_does_not_fit_has_no_price(packages):
    result = investment(described(packages, heating="district_heat"), packages, meter(0.0, 0.0))
    assert result.iloc[1].isna().all()
    assert result["investment_mid_eur"][0] == 0.0
