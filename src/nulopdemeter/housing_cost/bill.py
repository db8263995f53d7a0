"""The yearly energy bill, line by line, as the tenant pays it."""

from collections.abc import Mapping
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from nulopdemeter.housing_cost.contract import Contract
from nulopdemeter.parameters import figures

# The lines of a bill in the order a reader expects them; together they are the bill.
LINES = (
    "electricity_supply",
    "electricity_tax",
    "gas_supply",
    "gas_tax",
    "district_heat",
    "fixed_supply",
    "district_heat_fixed",
    "grid_electricity",
    "grid_gas",
    "tax_reduction",
    "feed_in_compensation",
    "feed_in_cost",
)
# While there is netting the law says nothing of compensation and cost in figures.
_NO_FEED_IN_RULES = {"feed_in_minimum_frac": 0.0, "feed_in_cost_capped_frac": 0.0}


def column(table: pd.DataFrame, name: str) -> NDArray[np.float64]:
    """Return one column of a table as numbers.

    Parameters
    ----------
    table : DataFrame
        Any table of this program.
    name : str
        Name of the column.

    Returns
    -------
    ndarray of float
        Shape (n,), NaN where missing.
    """
    return table[name].to_numpy(dtype=np.float64, na_value=np.nan)


def _electricity_tax(net_kwh: NDArray[np.float64], tax: Mapping[str, float]) -> NDArray[np.float64]:
    """Return the energy tax without VAT; above the first bands another rate holds."""
    band_kwh = tax["electricity_tax_band_kwh"]
    above_kwh = np.maximum(0.0, net_kwh - band_kwh)
    return tax["electricity_tax_eur_per_kwh"] * np.minimum(net_kwh, band_kwh) + (
        tax["electricity_tax_above_eur_per_kwh"] * above_kwh
    )


def _feed_in(
    export_kwh: NDArray[np.float64],
    netted_kwh: NDArray[np.float64],
    price: dict[str, float],
    law: Mapping[str, float],
    with_vat: float,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return compensation without VAT and cost of feed-in with VAT, both above zero.

    The cost is asked for every exported kWh, the compensation only for what is not netted; the law sets a
    floor under it as a part of the bare supply price. Where ``feed_in_cost_capped_frac`` is 1, exporting a
    kWh never costs money on balance.
    """
    per_kwh = max(
        price["feed_in_eur_per_kwh"], law["feed_in_minimum_frac"] * price["electricity_eur_per_kwh"]
    )
    cost_per_kwh = with_vat * price["feed_in_cost_eur_per_kwh"]
    cost_per_kwh -= law["feed_in_cost_capped_frac"] * max(0.0, cost_per_kwh - per_kwh)
    return per_kwh * (export_kwh - netted_kwh), cost_per_kwh * export_kwh


def _gas_connections(
    gas_m3: NDArray[np.float64],
    is_collective_gas: NDArray[np.bool_] | None,
    has_own_gas: NDArray[np.bool_] | None,
    collective_frac: float,
) -> NDArray[np.float64]:
    """Return how many gas connections a dwelling pays: none without gas, a part of one collectively."""
    uses_gas = (gas_m3 > 0.0).astype(np.float64)
    if is_collective_gas is None:
        return uses_gas
    own = 0.0 if has_own_gas is None else has_own_gas.astype(np.float64)
    return uses_gas * np.where(is_collective_gas, own + collective_frac, 1.0)


def energy_bill(
    meter: pd.DataFrame,
    contract: Contract,
    on: date,
    is_netting: bool,
    *,
    level: str = "mid",
    grid_operator: str = "liander",
    is_collective_gas: NDArray[np.bool_] | None = None,
    has_own_gas: NDArray[np.bool_] | None = None,
) -> pd.DataFrame:
    """Return what a year of energy costs, line by line.

    Parameters
    ----------
    meter : DataFrame
        Yearly meter, n rows: ``import_kwh``, ``export_kwh``, ``gas_m3``, ``district_heat_kwh``.
    contract : Contract
        Its prices.
    on : date
        Day whose taxes and grid tariffs hold.
    is_netting : bool
        Whether export is netted with import over the year, taxes included.
    level : str
        ``"low"``, ``"mid"`` or ``"high"`` of the contract.
    grid_operator : str
        ``liander``, ``enexis``, ``stedin``, ``coteq``, ``westland`` or ``rendo``.
    is_collective_gas : ndarray of bool, optional
        Shape (n,): dwellings on a collective boiler, that bear only a part of one gas connection.
    has_own_gas : ndarray of bool, optional
        Shape (n,): dwellings that cook on gas or have a geyser. On a collective boiler they have a gas
        connection of their own besides; elsewhere it is the connection of their own boiler.

    Returns
    -------
    DataFrame
        n rows, index of ``meter``: one column ``<line>_eur_per_year`` for each of `LINES`, VAT included
        where it is due, receipts below zero, and their sum ``bill_eur_per_year``.

    Notes
    -----
    Netting lowers supply and energy tax to the net use of the year, never below zero. The compensation for
    feed-in bears no VAT, the cost of feed-in does. Floor and cap of feed-in belong to the law without
    netting and hold only there. A dwelling without gas pays no fixed gas cost.
    """
    tax = figures("energy_tax", on)
    grid = figures("grid", on)
    price = contract.at(level)
    with_vat = 1.0 + tax["vat_frac"]
    import_kwh, export_kwh = column(meter, "import_kwh"), column(meter, "export_kwh")
    gas_m3, heat_kwh = column(meter, "gas_m3"), column(meter, "district_heat_kwh")
    netted_kwh = np.minimum(import_kwh, export_kwh) if is_netting else np.zeros_like(import_kwh)
    net_kwh = import_kwh - netted_kwh
    has_gas = _gas_connections(gas_m3, is_collective_gas, has_own_gas, grid["collective_gas_fixed_frac"])
    has_heat = (heat_kwh > 0.0).astype(np.float64)
    law = _NO_FEED_IN_RULES if is_netting else figures("netting", on)
    compensation, feed_in_cost = _feed_in(export_kwh, netted_kwh, price, law, with_vat)
    one = np.ones(len(meter))
    lines = {
        "electricity_supply": with_vat * price["electricity_eur_per_kwh"] * net_kwh,
        "electricity_tax": with_vat * _electricity_tax(net_kwh, tax),
        "gas_supply": with_vat * price["gas_eur_per_m3"] * gas_m3,
        "gas_tax": with_vat * tax["gas_tax_eur_per_m3"] * gas_m3,
        "district_heat": with_vat * price["district_heat_eur_per_kwh"] * heat_kwh,
        "fixed_supply": with_vat
        * (price["electricity_fixed_eur_per_year"] + price["gas_fixed_eur_per_year"] * has_gas),
        "district_heat_fixed": with_vat * price["district_heat_fixed_eur_per_year"] * has_heat,
        "grid_electricity": with_vat * grid[f"{grid_operator}_electricity_eur_per_year"] * one,
        "grid_gas": with_vat * grid[f"{grid_operator}_gas_eur_per_year"] * has_gas,
        "tax_reduction": -with_vat * tax["tax_reduction_eur_per_year"] * one,
        "feed_in_compensation": -compensation,
        "feed_in_cost": feed_in_cost,
    }
    return _added_up(lines, meter.index)


def electricity_eur_per_kwh(contract: Contract, on: date, level: str = "mid") -> float:
    """Return what one more kWh from the grid costs, taxes included.

    Parameters
    ----------
    contract : Contract
        Its prices.
    on : date
        Day whose taxes hold.
    level : str
        ``"low"``, ``"mid"`` or ``"high"`` of the contract.

    Returns
    -------
    float
        [EUR/kWh], in the first band of the energy tax.
    """
    tax = figures("energy_tax", on)
    bare = contract.at(level)["electricity_eur_per_kwh"] + tax["electricity_tax_eur_per_kwh"]
    return (1.0 + tax["vat_frac"]) * bare


def _added_up(lines: dict[str, NDArray[np.float64]], index: pd.Index) -> pd.DataFrame:
    """Return the lines in their order, with their sum."""
    bill = pd.DataFrame({f"{name}_eur_per_year": lines[name] for name in LINES}, index=index)
    bill["bill_eur_per_year"] = np.sum([lines[name] for name in LINES], axis=0)
    return bill
