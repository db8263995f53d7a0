"""The whole chain for one batch in memory: ten readable lines, and what they need to be told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from nulopdemeter.balance import Balance, balance
from nulopdemeter.dwelling import Dwellings, Package, describe, origin_shares
from nulopdemeter.engine import Simulated, simulate
from nulopdemeter.engine.emitters import design_supply_c
from nulopdemeter.housing_cost import electricity_eur_per_kwh, housing_cost, read_contract
from nulopdemeter.investment import investment
from nulopdemeter.regulation import regulation
from nulopdemeter.regulation.guarantee import guarantee
from nulopdemeter.regulation.nom_keur_of_a_run import nom_keur_of_a_run
from nulopdemeter.regulation.nta8800 import PRESENT_EDITION, indicators_where
from nulopdemeter.regulation.wws_of_a_run import wws_of_a_run
from nulopdemeter.weather import Weather

CURRENT = "current"
# Texts that say who and what a row is, not how it fares.
_KEPT = (
    "dwelling_id",
    "complex_id",
    "dwelling_type",
    "housing_type",
    "build_year",
    "floor_area_m2",
    "household_size",
    "household_type",
    "package",
)


def _changes(cost: pd.DataFrame) -> dict[str, pd.Series]:
    """Return what the tenant notices: the month with the package less that of doing nothing, by one set of rules."""
    return {
        f"change_{rule}_eur_per_month": cost[f"housing_cost_{rule}_eur_per_month"]
        - cost[f"{before}_eur_per_month"]
        for rule, before in (
            ("netting", "housing_cost_before"),
            ("no_netting", "housing_cost_before_no_netting"),
        )
    }


# What the corporation's file says of the same dwelling, to stand beside what was calculated.
_MEASURED = (
    ("gas_measured_m3", "gas_m3"),
    ("import_measured_kwh", "import_kwh"),
    ("gas_fit", "gas_fit"),
    ("import_fit", "import_fit"),
    ("label", "label"),
)


@dataclass(frozen=True)
class Settings:
    """What a study decides before it begins.

    Attributes
    ----------
    on_netting, on_no_netting : date
        Days whose tariffs and law hold before and after the end of netting.
    contract_netting, contract_no_netting : str
        Energy contracts, by name or file.
    grid_operator : str
        Whose grid tariff the tenants pay.
    profile : str
        Coefficients of the zone model: ``effective``, ``standard``, ``detailed`` or ``fixed_films``.
    residents : str
        Who the bills are for: ``household``, or ``household_fixed`` without prebound and rebound.
    nta_edition : str
        Edition of NTA 8800 by which Standaard, label and EPV are judged: ``2025+C1:2026`` or ``2022``.
    on_epv : date or None
        Day on which the agreement on an EPV was made and the label registered, which picks the rules of the EPV;
        ``on_netting`` without it.
    nom_keur : bool
        Whether the dwellings are held against NOM Keur too.
    cheapest_measure : bool
        Whether a run looks for the cheapest single measure that closes what keeps a dwelling from an EPV.
    """

    on_netting: date = date(2026, 12, 1)
    on_no_netting: date = date(2027, 1, 1)
    contract_netting: str = "fixed-2026"
    contract_no_netting: str = "fixed-2027"
    grid_operator: str = "liander"
    profile: str = "effective"
    residents: str = "household"
    nta_edition: str = PRESENT_EDITION
    on_epv: date | None = None
    nom_keur: bool = False
    cheapest_measure: bool = True


@dataclass(frozen=True)
class Evaluation:
    """Everything about one batch.

    Attributes
    ----------
    results : DataFrame
        One row per dwelling and package: the columns of ``output_columns.csv``.
    dwellings : Dwellings
        What was calculated, with the origin of every value.
    balance : Balance
        Yearly meter and months.
    simulated : Simulated
        What the kernels returned.
    """

    results: pd.DataFrame
    dwellings: Dwellings
    balance: Balance
    simulated: Simulated


def evaluate(
    rows: pd.DataFrame, packages: Sequence[Package], weather: Weather, settings: Settings | None = None
) -> Evaluation:
    """Take rows of a stock through the whole chain.

    Parameters
    ----------
    rows : DataFrame
        Accepted rows of a stock.
    packages : sequence of Package
        What to compare; ``current`` must be among them, everything is compared with it.
    weather : Weather
        The year.
    settings : Settings, optional
        Dates, contracts and coefficients.

    Returns
    -------
    Evaluation
        Results and all that led to them.
    """
    s = settings or Settings()
    dwellings = describe(rows, packages)
    simulated = simulate(dwellings.table, weather, f"profile_{s.profile}", s.residents)
    energy = balance(dwellings.table, simulated)
    law = _law(dwellings, weather, simulated, s)
    cost = housing_cost(
        dwellings.table,
        energy.meter,
        law,
        s.on_netting,
        s.on_no_netting,
        contract_netting=s.contract_netting,
        contract_no_netting=s.contract_no_netting,
        grid_operator=s.grid_operator,
    )
    money = investment(dwellings, packages, energy.meter, s.on_netting)
    cost = cost.assign(**_changes(cost))
    rights = _rights(rows, dwellings.table, energy.meter, law, cost, s)
    results = _collect(rows, dwellings, simulated, [energy.meter, law, *rights, cost, money])
    return Evaluation(results, dwellings, energy, simulated)


def _law(dwellings: Dwellings, weather: Weather, simulated: Simulated, s: Settings) -> pd.DataFrame:
    """Say what the law asks by its own monthly method, with the hourly heat demand of its resident beside it."""
    table = dwellings.table
    # A standard resident, with the machines and the roof built for the real one.
    built = table.assign(heat_pump_kw=simulated.heat_pump_kw)
    norm = simulate(built, weather, f"profile_{s.profile}", residents="norm", pv_kwp=simulated.pv_kwp)
    meter = balance(table, norm).meter
    is_asked = table["is_applicable"].to_numpy(bool) & ~simulated.year.failed
    # A supply that follows from the radiators is known only with the design load.
    warmed = table.assign(design_supply_c=design_supply_c(table, simulated.design_load_w))
    legal = indicators_where(
        warmed, is_asked, s.on_netting, s.nta_edition, simulated.pv_kwp, dwellings.origin
    )
    law = regulation(table, meter, s.on_netting, legal, s.on_epv)
    # A row the method refuses neither meets the Standaard nor misses it.
    is_known = law["standaard_margin_kwh_per_m2"].notna()
    law["meets_standaard"] = law["meets_standaard"].astype("boolean").where(is_known)
    law.insert(0, "norm_heat_demand_kwh_per_m2", meter["heat_demand_kwh_per_m2"])
    # EP2 and its label are in both.
    return law.join(legal.drop(columns=["ep2_kwh_per_m2", "label_nta"]))


# Columns of the corporation's file that the points rest on.
_POINTS = ("label", "label_date", "monument", "wws_points")


def _rights(
    rows: pd.DataFrame,
    table: pd.DataFrame,
    meter: pd.DataFrame,
    law: pd.DataFrame,
    cost: pd.DataFrame,
    s: Settings,
) -> list[pd.DataFrame]:
    """Say what the tenant is guaranteed, which points the dwelling has, and what NOM Keur asks where that is wanted."""
    price = electricity_eur_per_kwh(read_contract(s.contract_no_netting), s.on_no_netting)
    promise = guarantee(table, law, meter, law["norm_heat_demand_kwh_per_m2"], price, s.on_netting)
    told = rows[[c for c in _POINTS if c in rows]].reindex(table["stock_row"]).set_axis(table.index)
    fee, rent = (cost[f"{name}_eur_per_month"].to_numpy(np.float64) for name in ("epv", "rent"))
    points = wws_of_a_run(table, told, law, fee, rent, s.on_netting)
    mark = [nom_keur_of_a_run(table, meter, law, s.on_netting)] if s.nom_keur else []
    return [promise, points, *mark]


def _collect(
    rows: pd.DataFrame, dwellings: Dwellings, simulated: Simulated, parts: Sequence[pd.DataFrame]
) -> pd.DataFrame:
    """One table; a row that does not apply or that failed keeps who it is and loses its numbers."""
    table = dwellings.table
    is_applicable = table["is_applicable"].to_numpy(bool)
    status = np.where(simulated.year.failed, "failed", np.where(is_applicable, "computed", "not_applicable"))
    reason = np.where(simulated.year.failed, "run.reason.not_a_number", table["reason"].to_numpy(object))
    numbers = pd.concat(parts, axis=1)
    is_void = status != "computed"
    numbers = numbers.astype({c: "boolean" for c in numbers.columns if numbers[c].dtype == bool})
    numbers.loc[is_void] = pd.NA
    stock_row = table["stock_row"].to_numpy()
    origin = dwellings.origin
    head = table[list(_KEPT)].assign(
        status=status,
        reason=reason,
        filled_frac=origin["filled_frac"].reindex(stock_row).to_numpy(),
        stock_row=stock_row,
        **{name: rows[column].reindex(stock_row).to_numpy() for name, column in _MEASURED if column in rows},
        **{str(name): share.reindex(stock_row).to_numpy() for name, share in origin_shares(origin).items()},
    )
    # A copy lies in one piece: columns are put beside it later.
    return pd.concat([head, numbers], axis=1).copy()
