"""Meter to euros: the energy bill line by line, rent, huurtoeslag and EPV, with and without netting."""

from nulopdemeter.housing_cost.bill import LINES, electricity_eur_per_kwh, energy_bill
from nulopdemeter.housing_cost.contract import CONTRACT_NAMES, LEVELS, Contract, Price, read_contract
from nulopdemeter.housing_cost.housing_cost import BILLS, housing_cost
from nulopdemeter.housing_cost.rent import epv_fee, huurtoeslag, income_eur_per_year, rent_after
from nulopdemeter.housing_cost.rent_rules import rent_rise_max_eur_per_month, rent_segment

__all__ = [
    "BILLS",
    "CONTRACT_NAMES",
    "LEVELS",
    "LINES",
    "Contract",
    "Price",
    "electricity_eur_per_kwh",
    "energy_bill",
    "epv_fee",
    "housing_cost",
    "huurtoeslag",
    "income_eur_per_year",
    "read_contract",
    "rent_after",
    "rent_rise_max_eur_per_month",
    "rent_segment",
]
