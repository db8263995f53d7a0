"""The tenant's month: rent, EPV, energy and huurtoeslag, before and after, with and without netting."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from nulopdemeter.housing_cost.bill import LINES, column, energy_bill
from nulopdemeter.housing_cost.contract import read_contract
from nulopdemeter.housing_cost.rent import MONTHS, epv_fee, huurtoeslag, income_eur_per_year, rent_after
from nulopdemeter.housing_cost.rent_rules import rent_rise_max_eur_per_month, rent_segment
from nulopdemeter.parameters import figures

CURRENT = "current"
GEYSER = "geyser"
# The four bills of a row: the dwelling as it is and the package, under the rules of either date.
BILLS = ("before", "before_no_netting", "netting", "no_netting")


@dataclass(frozen=True)
class _Rules:
    """What a bill is made by: contract, day of taxes and tariffs, whether export is netted, operator."""

    contract: str | Path
    on: date
    is_netting: bool
    operator: str


def _rules(contract: str | Path, on: date, operator: str) -> _Rules:
    """Return the rules of a day; netting follows from the law of that day."""
    return _Rules(contract, on, figures("netting", on)["netting_frac"] > 0.0, operator)


def _bill(table: pd.DataFrame, meter: pd.DataFrame, rules: _Rules, level: str = "mid") -> pd.DataFrame:
    """Return the bills of a table."""
    has_geyser = (table["hot_water"] == GEYSER).to_numpy(dtype=bool)
    return energy_bill(
        meter,
        read_contract(rules.contract),
        rules.on,
        rules.is_netting,
        level=level,
        grid_operator=rules.operator,
        is_collective_gas=(table["heating"] == "collective_gas").to_numpy(dtype=bool),
        has_own_gas=table["is_cooking_gas"].to_numpy(dtype=bool) | has_geyser,
    )


def _current(
    table: pd.DataFrame, meter: pd.DataFrame, current: tuple[pd.DataFrame, pd.DataFrame] | None
) -> tuple[pd.DataFrame, pd.DataFrame, NDArray[np.intp]]:
    """Return table and meter of the dwellings as they are, and where each row of ``table`` finds its own."""
    if current is None:
        is_current = (table["package"] == CURRENT).to_numpy(dtype=bool)
        current = table.loc[is_current], meter.loc[is_current]
    place = pd.Index(current[0]["stock_row"]).get_indexer(table["stock_row"])
    if (place < 0).any():
        raise ValueError("housing_cost: give `current`, the package `current` is not among the packages")
    return *current, place


def _allowance(table: pd.DataFrame, rent: NDArray[np.float64], on: date) -> NDArray[np.float64]:
    """Return the expected huurtoeslag: the part that receives it times what such a household gets."""
    size = column(table, "household_size")
    share = column(table, "rent_subsidy_frac")
    receives_frac = np.where(np.isfinite(share), share, figures("huurtoeslag", on)["receives_frac"])
    return receives_frac * huurtoeslag(rent, size, income_eur_per_year(size, on), on)


def _lines(bills: dict[str, pd.DataFrame]) -> dict[str, NDArray[np.float64]]:
    """Return all lines of the four bills under names of their own."""
    return {
        f"{line}_{bill}_eur_per_year": bills[bill][f"{line}_eur_per_year"].to_numpy()
        for bill in BILLS
        for line in LINES
    }


def housing_cost(
    table: pd.DataFrame,
    meter: pd.DataFrame,
    regulation: pd.DataFrame,
    on_netting: date = date(2026, 12, 1),
    on_no_netting: date = date(2027, 1, 1),
    *,
    contract_netting: str | Path = "fixed-2026",
    contract_no_netting: str | Path = "fixed-2027",
    grid_operator: str = "liander",
    current: tuple[pd.DataFrame, pd.DataFrame] | None = None,
) -> pd.DataFrame:
    """Return what the tenant pays a month, before and after, under the rules of two days.

    Parameters
    ----------
    table : DataFrame
        Dwelling table, n rows (stock row x package).
    meter : DataFrame
        Yearly meter, the same n rows in the same order.
    regulation : DataFrame
        Outcome of stage `regulation`, the same n rows.
    on_netting, on_no_netting : date
        Days whose law and tariffs hold; netting follows from the day.
    contract_netting, contract_no_netting : str or Path
        Name or file of the energy contract on either day.
    grid_operator : str
        Whose grid tariff is paid.
    current : tuple of two DataFrames, optional
        Dwelling table and meter of package ``current``, one row a stock row. Taken from ``table`` when
        left out; needed when ``current`` is not among its packages.

    Returns
    -------
    DataFrame
        n rows, index of ``table``, EUR/month: ``rent``, ``epv``, ``huurtoeslag`` (and
        ``huurtoeslag_no_netting``, by the figures of the second day), ``energy_before``,
        ``energy_before_no_netting``, ``energy_netting``, ``energy_no_netting``, ``energy_netting_kept``
        (prices and law of the second day, netting as on the first), ``netting_end`` (what ending netting
        alone costs: ``energy_no_netting`` minus that), ``housing_cost_before``,
        ``housing_cost_before_no_netting``, ``housing_cost_netting``, ``housing_cost_no_netting``, the last
        and ``housing_cost_before_no_netting`` also with ``_low`` and ``_high``, each ending in
        ``_eur_per_month``; ``rent_origin``, ``rent_segment`` and ``rent_rise_max_eur_per_month`` (`rent_rules`);
        and every line of the four bills as
        ``<line>_<bill>_eur_per_year`` with `LINES` and `BILLS`.

    Raises
    ------
    ValueError
        When a stock row has no ``current``.

    Notes
    -----
    Housing cost = rent + EPV + energy − huurtoeslag. Rent and EPV are those of ``on_netting`` under both
    rules: what differs between the two is energy (law and prices) and the yearly figures of the huurtoeslag.
    A change has its own band: ``_low`` after minus ``_low`` before, at the same prices.
    """
    now_table, now_meter, place = _current(table, meter, current)
    first = _rules(contract_netting, on_netting, grid_operator)
    second = _rules(contract_no_netting, on_no_netting, grid_operator)
    bills = {
        "before": _bill(now_table, now_meter, first).take(place),
        "before_no_netting": _bill(now_table, now_meter, second).take(place),
        "netting": _bill(table, meter, first),
        "no_netting": _bill(table, meter, second),
        "netting_kept": _bill(table, meter, replace(second, is_netting=first.is_netting)),
    }
    for level in ("low", "high"):
        bills[f"before_no_netting_{level}"] = _bill(now_table, now_meter, second, level).take(place)
        bills[f"no_netting_{level}"] = _bill(table, meter, second, level)
    energy = {name: bill["bill_eur_per_year"].to_numpy() / MONTHS for name, bill in bills.items()}
    return _month(table, regulation, now_table, place, energy, (on_netting, on_no_netting)).assign(
        **_lines(bills)
    )


def _month(
    table: pd.DataFrame,
    regulation: pd.DataFrame,
    now_table: pd.DataFrame,
    place: NDArray[np.intp],
    energy: dict[str, NDArray[np.float64]],
    days: tuple[date, date],
) -> pd.DataFrame:
    """Add up the month of every rule set."""
    rents = rent_after(table, days[0])
    rent = column(rents, "rent_eur_per_month")
    rent_before = column(rent_after(now_table, days[0]), "rent_eur_per_month")
    epv = epv_fee(table, regulation, days[0])
    allowance = [_allowance(table, rent, day) for day in days]
    before = [(rent_before - _allowance(now_table, rent_before, day))[place] for day in days]
    after = [rent + epv - given for given in allowance]
    months = {
        "rent": rent,
        "epv": epv,
        "huurtoeslag": allowance[0],
        "huurtoeslag_no_netting": allowance[1],
        "energy_before": energy["before"],
        "energy_before_no_netting": energy["before_no_netting"],
        "energy_netting": energy["netting"],
        "energy_no_netting": energy["no_netting"],
        "energy_netting_kept": energy["netting_kept"],
        "netting_end": energy["no_netting"] - energy["netting_kept"],
        "housing_cost_before": before[0] + energy["before"],
        "housing_cost_before_no_netting": before[1] + energy["before_no_netting"],
        "housing_cost_before_no_netting_low": before[1] + energy["before_no_netting_low"],
        "housing_cost_before_no_netting_high": before[1] + energy["before_no_netting_high"],
        "housing_cost_netting": after[0] + energy["netting"],
        "housing_cost_no_netting": after[1] + energy["no_netting"],
        "housing_cost_no_netting_low": after[1] + energy["no_netting_low"],
        "housing_cost_no_netting_high": after[1] + energy["no_netting_high"],
    }
    result = pd.DataFrame({f"{name}_eur_per_month": eur for name, eur in months.items()}, index=table.index)
    return result.assign(
        rent_origin=rents["rent_origin"],
        rent_segment=rent_segment(rent, days[0]),
        rent_rise_max_eur_per_month=rent_rise_max_eur_per_month(rent, days[0]),
    )
