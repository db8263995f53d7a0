"""A small stock that stands for the Netherlands: housing types in their present state, with the people in them."""

from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from nulopdemeter.balance import balance
from nulopdemeter.dwelling import describe, housing_type_table, read_packages
from nulopdemeter.dwelling.tables import table
from nulopdemeter.engine import simulate
from nulopdemeter.studies.residents import household_shares
from tests.cases import default_weather

SHARES = Path(__file__).with_name("dutch_stock.csv")


def published():
    """Shares of the stock and published gas use, by dwelling type and building year."""
    return pd.read_csv(SHARES, dtype={"name": str})


@cache
def dutch_stock():
    """One row per dwelling type, building year and household, with its share of all dwellings."""
    shares, types = published(), housing_type_table()
    mix = table("residents_mix").reset_index()
    parts = []
    for kind in shares[shares["part"] == "dwelling_type"].itertuples():
        for built in shares[shares["part"] == "build_year"].itertuples():
            year = int(built.name)
            own = (
                (types["dwelling_type"] == kind.name)
                & (types["first_year"] <= year)
                & (types["last_year"] >= year)
            )
            area_m2 = float(types[own]["floor_area_m2"].iloc[0])
            people = household_shares(np.array([area_m2]), "national")[0]
            part = mix[["household_type", "household_size"]].assign(
                dwelling_type=kind.name, build_year=year, floor_area_m2=area_m2
            )
            parts.append(part.assign(share_frac=kind.share_frac * built.share_frac * people))
    stock = pd.concat(parts, ignore_index=True)
    return stock.assign(dwelling_id=stock.index.astype(str))


@cache
def years_of(residents):
    """The stock with its meters: present state, everything on gas."""
    stock = dutch_stock()
    dwellings = describe(stock, read_packages(("current",))).table
    meter = balance(dwellings, simulate(dwellings, default_weather(), residents=residents)).meter
    names = ["gas_m3", "import_kwh", "heat_demand_kwh", "hot_water_kwh", "household_kwh"]
    return dwellings, stock.assign(**{name: meter[name].to_numpy() for name in names})


def mean(stock, column="gas_m3"):
    """Mean over the stock by the shares of its rows."""
    return float(np.average(stock[column], weights=stock["share_frac"]))
