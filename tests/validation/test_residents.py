"""What residents use, beside the meters of Statistics Netherlands (CBS) and what is published of them.

The response of residents was fitted so that this stock meets CBS (``residents_response.csv``), so nearness to its gas
is no independent proof. The 10 per cent for the mean of the stock was set beforehand; the limits by household, type,
label and of what the response does are our own and lie around what was measured.
"""

import numpy as np
import pandas as pd
import pytest

from nulopdemeter.balance import balance
from nulopdemeter.dwelling.words import FLATS
from nulopdemeter.engine import simulate
from nulopdemeter.evaluate import Settings
from nulopdemeter.regulation import regulation
from nulopdemeter.weather import read_weather
from tests.validation import dutch_stock as nl

# CBS 85140NED, 2020, corrected for temperature, dwellings heated by gas (individually or by block).
CBS_GAS_M3, CBS_GAS_BY_SIZE_M3 = 1280.0, {1: 1010.0, 3: 1420.0}
CBS_IMPORT_KWH = {1: 1800.0, 3: 3370.0}
# The correction of CBS is to the climate expected for its year, warmer than 1991-2020: both climates must do.
CLIMATES = ("nl-debilt-1991-2020", "nl-debilt-2011-2024")
GAS_TITLE = "Gas of the Dutch stock (CBS 85140NED 2020, dwellings on gas)"


@pytest.fixture(scope="module")
def stock():
    return nl.years_of("household")[1]


@pytest.mark.validation
@pytest.mark.parametrize("climate", CLIMATES)
def test_gas_of_the_stock_is_that_of_cbs_within_ten_per_cent(climate, record_validation):
    dwellings, stock = nl.years_of("household")
    year = simulate(dwellings, read_weather(climate))
    ours = nl.mean(stock.assign(gas_m3=balance(dwellings, year).meter["gas_m3"].to_numpy()))
    record_validation(GAS_TITLE, f"all, climate {climate}", CBS_GAS_M3, ours, "m³", "limit 10 %")
    assert ours == pytest.approx(CBS_GAS_M3, rel=0.10)


@pytest.mark.validation
@pytest.mark.parametrize("size", CBS_GAS_BY_SIZE_M3)
def test_gas_by_household_is_that_of_cbs_within_fifteen_per_cent(stock, size, record_validation):
    ours, theirs = nl.mean(stock[stock["household_size"] == size]), CBS_GAS_BY_SIZE_M3[size]
    record_validation(GAS_TITLE, f"households of {size}", theirs, ours, "m³", "limit 15 %")
    assert ours == pytest.approx(theirs, rel=0.15)


@pytest.mark.validation
def test_gas_of_the_years_1965_to_1974_is_that_of_cbs_within_ten_per_cent(stock, record_validation):
    theirs = float(nl.published().set_index("name").loc["1970", "gas_m3"])
    ours = nl.mean(stock[stock["build_year"] == 1970])
    record_validation(GAS_TITLE, "built 1965 to 1974", theirs, ours, "m³", "limit 10 %")
    assert ours == pytest.approx(theirs, rel=0.10)


@pytest.mark.validation
def test_gas_by_dwelling_type_is_that_of_nibud_within_a_fifth(stock, record_validation):
    groups = stock["dwelling_type"].where(~stock["dwelling_type"].isin(FLATS), "all flats")
    published = nl.published().set_index("name")["gas_m3"]
    for kind, rows in stock.groupby(groups):
        theirs = float(published["flat" if kind == "all flats" else kind])
        ours = nl.mean(rows)
        record_validation("Gas by dwelling type (Nibud, second-hand)", kind, theirs, ours, "m³", "limit 20 %")
        assert ours == pytest.approx(theirs, rel=0.20), kind


@pytest.mark.validation
@pytest.mark.parametrize("size", CBS_IMPORT_KWH)
def test_electricity_by_household_is_that_of_cbs_within_a_tenth(stock, size, record_validation):
    ours, theirs = nl.mean(stock[stock["household_size"] == size], "import_kwh"), CBS_IMPORT_KWH[size]
    title = "Electricity delivered (CBS 85140NED 2020)"
    record_validation(title, f"households of {size}", theirs, ours, "kWh", "limit 10 %")
    assert ours == pytest.approx(theirs, rel=0.10)


@pytest.mark.validation
def test_a_fifth_of_the_gas_makes_hot_water(stock, record_validation):
    """Compendium voor de Leefomgeving 0536, after CBS 2018: 78 % heating, 20 % hot water, 2 % cooking."""
    dwellings = nl.years_of("household")[0]
    hot_water_m3 = stock["hot_water_kwh"] / dwellings["hot_water_efficiency_frac"].to_numpy() / 9.77
    share = nl.mean(stock.assign(water=hot_water_m3), "water") / nl.mean(stock)
    record_validation("Gas of the Dutch stock by purpose (CLO 0536)", "hot water", 20.0, 100 * share, "%", "")
    assert share == pytest.approx(0.20, abs=0.04)


@pytest.mark.validation
def test_without_the_response_poor_dwellings_burn_far_too_much(stock):
    fixed = nl.years_of("household_fixed")[1]
    assert nl.mean(fixed) > 1.20 * CBS_GAS_M3
    old, new = (stock["build_year"] == year for year in (1930, 2018))
    assert nl.mean(stock[old]) / nl.mean(fixed[old]) < 0.75
    assert nl.mean(stock[new]) / nl.mean(fixed[new]) > 0.95


@pytest.mark.validation
def test_actual_over_theoretical_gas_falls_with_the_label_as_majcen_found(stock, record_validation):
    """The shape: theoretical is here NTA 8800 by the hour, which already levels set points; theirs of 2010 did not."""
    dwellings, norm = nl.years_of("norm")
    meter = balance(dwellings, simulate(dwellings, nl.default_weather(), residents="norm")).meter
    label = regulation(dwellings, meter, Settings().on_netting)["label_indicative"].to_numpy()
    ratio = stock.assign(label=label, norm_m3=norm["gas_m3"])
    ratio["label"] = ratio["label"].where(~ratio["label"].str.startswith("A"), "A and better")
    found = pd.Series({k: nl.mean(g) / nl.mean(g, "norm_m3") for k, g in ratio.groupby("label")})
    published = {"A and better": 1.25, "B": 1.05, "C": 0.90, "D": 0.77, "E": 0.66}
    for name, theirs in published.items():
        title = "Actual over theoretical gas by label (Majcen 2016, second-hand)"
        record_validation(title, name, theirs, found[name], "", "shape only")
    steps = found[list(published)].to_numpy()
    assert (np.diff(steps) < 0).all()
    theirs = np.array(list(published.values()))
    assert steps / steps[0] == pytest.approx(theirs / theirs[0], abs=0.12)
