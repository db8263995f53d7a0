"""The stages of law and money take the dwelling table as the dwelling stage makes it."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from nulopdemeter.dwelling import PACKAGE_NAMES, describe, read_packages
from nulopdemeter.housing_cost import housing_cost
from nulopdemeter.investment import investment
from nulopdemeter.regulation import regulation

ON = date(2026, 12, 1)


@pytest.fixture(scope="module")
def case():
    stock = pd.DataFrame(
        {
            "dwelling_id": ["a", "b", "c"],
            "dwelling_type": ["tussenwoning", "portiekflat", "hoekwoning"],
            "position": ["", "middle_middle", ""],
            "build_year": [1972, 1958, 2020],
            "floor_area_m2": [104.0, 68.0, 120.0],
            "heating": ["hr107", "collective_gas", "district_heat"],
        },
        index=[3, 5, 8],
    )
    packages = read_packages(PACKAGE_NAMES)
    dwellings = describe(stock, packages)
    table = dwellings.table
    n = len(table)
    is_gas = table["heating"].isin(("hr107", "hybrid", "collective_gas")).to_numpy()
    meter = pd.DataFrame(
        {
            "heat_demand_kwh_per_m2": np.where(table["package"] == "nom", 30.0, 120.0),
            "gas_m3": np.where(is_gas, 1000.0, 0.0),
            "district_heat_kwh": np.where(table["heating"] == "district_heat", 7000.0, 0.0),
            "heating_electricity_kwh": np.where(table["heating"] == "heat_pump", 1500.0, 0.0),
            "hot_water_electricity_kwh": np.where(table["heating"] == "heat_pump", 900.0, 0.0),
            "fan_kwh": 250.0,
            "auxiliary_kwh": 50.0,
            "heat_pump_kw": 5.0,
            "pv_kwp": np.where(table["package"] == "nom", 6.0, 0.0),
            "pv_kwh": np.where(table["package"] == "nom", 7500.0, 0.0),
            "import_kwh": np.full(n, 2700.0),
            "export_kwh": np.where(table["package"] == "nom", 4000.0, 0.0),
        }
    )
    return dwellings, packages, meter


def test_all_three_stages_give_one_row_a_row(case):
    dwellings, packages, meter = case
    law = regulation(dwellings.table, meter, ON)
    cost = housing_cost(dwellings.table, meter, law)
    spent = investment(dwellings, packages, meter)
    assert len(law) == len(cost) == len(spent) == 18
    assert set(law).isdisjoint(cost)
    assert set(cost).isdisjoint(spent)
    assert set(law).isdisjoint(dwellings.table)
    assert set(cost).isdisjoint(dwellings.table)
    assert np.isfinite(cost.drop(columns=["rent_origin", "rent_segment"]).to_numpy(dtype=float)).all()


def test_only_the_zero_on_the_meter_terraced_house_may_ask_a_fee(case):
    dwellings, _, meter = case
    law = regulation(dwellings.table, meter, ON)
    cost = housing_cost(dwellings.table, meter, law)
    is_asked = (cost["epv_eur_per_month"] > 0.0).to_numpy()
    asked = dwellings.table.loc[is_asked, ["dwelling_id", "package"]]
    assert ("a", "nom") in set(asked.itertuples(index=False, name=None))
    assert set(asked["package"]) == {"nom"}
    # 104 m2 of a house of before 2019, Hoogwaardig: 104 x 1.83
    terraced = is_asked & (dwellings.table["dwelling_id"] == "a").to_numpy()
    assert cost.loc[terraced, "epv_eur_per_month"].tolist() == pytest.approx([190.32])


def test_a_row_with_rent_from_nowhere_says_so(case):
    dwellings, _, meter = case
    cost = housing_cost(dwellings.table, meter, regulation(dwellings.table, meter, ON))
    assert set(cost["rent_origin"]) == {"default"}
