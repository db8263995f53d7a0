"""What the tenant of a row is guaranteed, held against the calculated year; recomputed by hand."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from nulopdemeter.regulation import regulation
from nulopdemeter.regulation.guarantee import guarantee

ON = date(2023, 12, 1)
TABLE = pd.DataFrame({"is_apartment": [False], "build_year": [1970.0], "floor_area_m2": [100.0]})


def meter(pv_kwh, used_kwh):
    """A year whose building takes ``used_kwh``, in four uses."""
    shares = {
        "heating_electricity_kwh": 0.5,
        "hot_water_electricity_kwh": 0.3,
        "fan_kwh": 0.15,
        "auxiliary_kwh": 0.05,
    }
    return pd.DataFrame({"pv_kwh": [pv_kwh], **{name: [share * used_kwh] for name, share in shares.items()}})


def held(epv_class, pv_kwh, used_kwh, demand, rules="modern", on=ON, **more):
    law = pd.DataFrame({"epv_rules": [rules], "epv_class": [epv_class], "compactness": [1.5], **more})
    return guarantee(TABLE, law, meter(pv_kwh, used_kwh), pd.Series([demand]), 0.25, on).iloc[0]


def test_a_missed_guarantee_costs_the_electricity_and_puts_the_fee_at_risk():
    # Hoogwaardig, house: 2,100 kWh and 30 + 20 · 0.5 = 40 kWh/m²; 1.65 EUR/m² on 100 m².
    row = held("hoogwaardig", pv_kwh=5000.0, used_kwh=3400.0, demand=47.1)
    assert row["bundle_kwh"] == 2100.0
    assert row["bundle_heat_demand_kwh_per_m2"] == pytest.approx(40.0)
    assert row["bundle_fee_eur_per_month"] == pytest.approx(165.0)
    assert row["bundle_left_kwh"] == pytest.approx(1600.0)
    assert row["bundle_shortfall_kwh"] == pytest.approx(500.0)
    assert row["bundle_shortfall_kwh_per_m2"] == pytest.approx(7.1)
    assert row["bundle_shortfall_eur_per_year"] == pytest.approx(125.0)
    assert row["bundle_fee_at_risk_eur_per_year"] == pytest.approx(1980.0)
    assert not row["is_bundle_kept"]


def test_a_kept_guarantee_costs_nothing():
    row = held("hoogwaardig", pv_kwh=5500.0, used_kwh=3400.0, demand=40.0)
    assert row["bundle_left_kwh"] == pytest.approx(2100.0)
    assert row[["bundle_shortfall_kwh", "bundle_fee_at_risk_eur_per_year"]].tolist() == [0.0, 0.0]
    assert row["is_bundle_kept"]


def test_without_an_epv_there_is_no_guarantee():
    assert held("none", 5000.0, 3400.0, 30.0).isna().all()


def test_the_older_rules_guarantee_their_own_bundle():
    # 26 kWh on 100 m²; the second band by NTA 8800 ends at 33 kWh/m².
    row = held("band_2", 6000.0, 3500.0, 32.0, rules="before_2024", epv_max_eur_per_month=[144.0])
    assert row["bundle_kwh"] == 2600.0
    assert row["bundle_heat_demand_kwh_per_m2"] == 33.0
    assert row["bundle_fee_eur_per_month"] == 144.0
    assert row["bundle_shortfall_kwh"] == pytest.approx(100.0)
    assert row["bundle_fee_at_risk_eur_per_year"] == pytest.approx(12 * 144.0)


def legal(demand, electricity_kwh, pv_kwh, ambient_kwh):
    return pd.DataFrame(
        {
            "heat_demand_nta_kwh_per_m2": [demand],
            "ep2_kwh_per_m2": [1.45 * (electricity_kwh - pv_kwh) / 100.0],
            "nta_electricity_kwh": [electricity_kwh],
            "nta_pv_kwh": [pv_kwh],
            "nta_ambient_kwh": [ambient_kwh],
        }
    )


@pytest.fixture(scope="module")
def dwelling():
    from tests.cases import ROWS

    from nulopdemeter.dwelling import describe, read_packages

    return describe(ROWS.iloc[[0]].assign(floor_area_m2=100.0), read_packages(["all-electric"])).table


def older(dwelling, gas_m3=0.0, **numbers):
    given = {"demand": 30.0, "electricity_kwh": 3000.0, "pv_kwh": 6000.0, "ambient_kwh": 1500.0, **numbers}
    hours = pd.DataFrame({"gas_m3": [gas_m3], "district_heat_kwh": [0.0]}).set_index(dwelling.index)
    law = legal(**given).set_index(dwelling.index)
    return regulation(dwelling, hours, date(2023, 12, 1), law, date(2022, 5, 1)).iloc[0]


def test_a_day_of_registration_before_the_present_rules_picks_the_older_ones(dwelling):
    row = older(dwelling)
    # 30 kWh/m² is the second band (28 to 33) at 1.44 EUR/m²; asked (30 + 15) · 100 kWh of heat, 2,600 kWh are asked.
    assert (row["epv_rules"], row["epv_class"], row["epv_reason"]) == ("before_2024", "band_2", "")
    assert row["epv_max_eur_per_month"] == pytest.approx(144.0)
    assert row["epv_before_2024_renewable_heat_margin_kwh"] == pytest.approx(1500.0 + 3000.0 - 4500.0)
    assert row["epv_before_2024_household_margin_kwh"] == pytest.approx(3000.0 - 2600.0)
    assert np.isnan(row["epv_basis_ep2_margin_kwh_per_m2"])


@pytest.mark.parametrize(
    ("numbers", "reason"),
    [
        ({"demand": 41.01}, "epv.reason.heat_demand"),
        ({"ambient_kwh": 1499.9}, "epv.reason.renewable_heat"),
        ({"pv_kwh": 5599.9}, "epv.reason.household"),
        ({"demand": np.nan}, "epv.reason.unknown"),
    ],
)
def test_the_older_rules_name_what_is_missed(dwelling, numbers, reason):
    row = older(dwelling, **numbers)
    assert (row["epv_class"], row["epv_reason"], row["epv_max_eur_per_month"]) == ("none", reason, 0.0)


def test_the_older_rules_allow_gas_at_a_lower_fee(dwelling):
    row = older(dwelling, gas_m3=300.0, demand=27.0, ambient_kwh=0.0)
    assert (row["epv_class"], row["epv_max_eur_per_month"]) == ("band_1", pytest.approx(115.0))
