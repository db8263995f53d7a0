"""From a row of the stock, a housing type and packages to fully described dwellings."""

from nulopdemeter.dwelling.columns import ORIGIN_COLUMNS, TABLE_COLUMNS
from nulopdemeter.dwelling.describe import Dwellings, describe, origin_shares
from nulopdemeter.dwelling.household import habits, household_type_of_size, norm_household_size
from nulopdemeter.dwelling.housing_type import HousingType
from nulopdemeter.dwelling.housing_types import housing_type_table, read_housing_type, read_housing_types
from nulopdemeter.dwelling.package import Band, Cost, Measure, Package
from nulopdemeter.dwelling.packages import PACKAGE_NAMES, SHIPPED_NAMES, read_package, read_packages
from nulopdemeter.dwelling.quantities import (
    measure_costs,
    measure_quantities,
    transmission_w_per_k,
)
from nulopdemeter.dwelling.tables import heat_pumps

__all__ = [
    "ORIGIN_COLUMNS",
    "PACKAGE_NAMES",
    "SHIPPED_NAMES",
    "TABLE_COLUMNS",
    "Band",
    "Cost",
    "Dwellings",
    "HousingType",
    "Measure",
    "Package",
    "describe",
    "habits",
    "heat_pumps",
    "household_type_of_size",
    "housing_type_table",
    "measure_costs",
    "measure_quantities",
    "norm_household_size",
    "origin_shares",
    "read_housing_type",
    "read_housing_types",
    "read_package",
    "read_packages",
    "transmission_w_per_k",
]
