"""What the workbook of hours recomputes: each line once, as an expression of columns and facts.

An expression holds names of hourly columns, names of facts, ``<column>_before`` for the hour before, numbers and
+ − × ÷. It is turned into a formula of a spreadsheet, and evaluated here for readers that do not calculate.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_NAME = re.compile(r"[a-z]\w*")
_BEFORE = "_before"
_WHOLE, _EXTREMES = "SUMPRODUCT", ("MAX", "MIN")
USES = (
    "heat_pump_electricity_kw + backup_electricity_kw + hot_water_electricity_kw + cooling_electricity_kw"
    " + fans_kw + auxiliary_kw + household_kw + ev_kw + battery_charged_kw - battery_discharged_kw"
)
_GAS = "backup_is_gas * backup_input_kw + water_is_gas * hot_water_input_kw + cooking_gas_kw"
_NETWORK = "backup_is_district * backup_input_kw + water_is_district * hot_water_input_kw"


class YearLine(NamedTuple):
    """A number of the year: the engine's name, and how the hours give it.

    Attributes
    ----------
    name : str
        Output column.
    over : str
        Expression of an hour.
    how : str
        ``SUMPRODUCT``, ``MAX`` or ``MIN`` over the hours.
    under : str
        Expression that the sum is divided by; empty for none.
    """

    name: str
    over: str
    how: str = _WHOLE
    under: str = ""


class Balance(NamedTuple):
    """Two sides that are equal in every hour.

    Attributes
    ----------
    name : str
        Key of its text.
    left, right : str
        Expressions of an hour.
    needs : str
        Fact that must be more than zero for it to mean anything; empty for none.
    lacks : str
        Fact that must be zero.
    """

    name: str
    left: str
    right: str
    needs: str = ""
    lacks: str = ""


YEAR = (
    YearLine("heat_demand_kwh", "heat_demand_kw"),
    YearLine("heat_pump_heat_kwh", "heat_pump_heat_kw"),
    YearLine("backup_heat_kwh", "backup_heat_kw"),
    YearLine("peak_heat_kw", "heat_demand_kw", "MAX"),
    YearLine("hot_water_kwh", "hot_water_kw"),
    YearLine("hot_water_unmet_kwh", "hot_water_unmet_kw"),
    YearLine("collector_kwh", "collector_kw"),
    YearLine("gas_m3", f"({_GAS}) / gas_kwh_per_m3"),
    YearLine("district_heat_kwh", _NETWORK),
    YearLine("hot_water_electricity_kwh", "hot_water_electricity_kw"),
    YearLine("fan_kwh", "fans_kw"),
    YearLine("household_kwh", "household_kw"),
    YearLine("ev_kwh", "ev_kw"),
    YearLine("ev_unmet_kwh", "ev_unmet_kw"),
    YearLine("battery_charged_kwh", "battery_charged_kw"),
    YearLine("battery_loss_kwh", "battery_charged_kw - battery_discharged_kw"),
    YearLine("electricity_use_kwh", USES),
    YearLine("pv_kwh", "pv_kw"),
    YearLine("curtailed_kwh", "curtailed_kw"),
    YearLine("import_kwh", "import_kw"),
    YearLine("export_kwh", "export_kw"),
    YearLine("self_use_kwh", "pv_kw - export_kw"),
    YearLine("peak_import_kw", "import_kw", "MAX"),
    YearLine("peak_export_kw", "export_kw", "MAX"),
    YearLine("heat_pump_h", "(heat_pump_heat_kw > 0) * 1"),
    YearLine(
        "spf",
        "heat_pump_heat_kw + heated_by_pump * backup_heat_kw + water_by_pump * hot_water_heat_kw",
        under="heat_pump_electricity_kw + heated_by_pump * backup_input_kw"
        " + water_by_pump * hot_water_electricity_kw",
    ),
    YearLine("max_indoor_c", "operative_c", "MAX"),
    YearLine("min_indoor_c", "operative_c", "MIN"),
)
BALANCES = (
    Balance("heat", "heat_demand_kw", "heat_pump_heat_kw + backup_heat_kw"),
    Balance("meter", "import_kw - export_kw", f"{USES} - pv_kw"),
    Balance(
        "tank",
        "hot_water_heat_kw + collector_kw",
        "hot_water_kw - hot_water_unmet_kw + tank_loss_w_per_k * (tank_c - tank_ambient_c) / 1000"
        " + tank_wh_per_k * (tank_c - tank_c_before) / 1000",
        needs="tank_l",
    ),
    Balance("no_tank", "hot_water_heat_kw", "hot_water_kw", lacks="tank_l"),
    Balance(
        "battery",
        "battery_kwh",
        "battery_keeps_frac * battery_kwh_before + battery_charged_kw * battery_one_way_frac"
        " - battery_discharged_kw / battery_one_way_frac",
        needs="battery_capacity_kwh",
    ),
    Balance("gas", "gas_kw", _GAS),
    Balance("district", "district_heat_kw", _NETWORK),
    Balance("cop", "heat_pump_heat_kw", "cop * heat_pump_electricity_kw"),
    # What would be given beyond the possible, and nothing.
    Balance(
        "most",
        "(heat_demand_kw > heat_most_kw + 0.000001) * (heat_demand_kw - heat_most_kw)",
        "0 * heat_demand_kw",
    ),
)


def year_lines(totals: Mapping[str, object]) -> list[YearLine]:
    """Return the numbers of the year that the engine gave.

    Parameters
    ----------
    totals : Mapping
        By output column; what was not calculated is None or NaN.

    Returns
    -------
    list of YearLine
        Those with a number.
    """
    return [line for line in YEAR if _is_number(totals.get(line.name))]


def balances(facts: Mapping[str, float]) -> list[Balance]:
    """Return the balances that mean something for a dwelling.

    Parameters
    ----------
    facts : Mapping of str to float
        From ``year_facts``.

    Returns
    -------
    list of Balance
        Without tank or battery where there is none.
    """
    return [
        b
        for b in BALANCES
        if (not b.needs or facts[b.needs] > 0.0) and (not b.lacks or facts[b.lacks] == 0.0)
    ]


def looks_back(*expressions: str) -> bool:
    """Tell whether expressions need the hour before, so that the first hour is left out.

    Parameters
    ----------
    *expressions : str
        Of an hour.

    Returns
    -------
    bool
        Whether any of them does.
    """
    return any(_BEFORE in expression for expression in expressions)


def formula(
    expression: str,
    places: Mapping[str, tuple[str, str, str]],
    cells: Mapping[str, str],
    *,
    is_later: bool = False,
) -> str:
    """Write an expression as an array of a spreadsheet.

    Parameters
    ----------
    expression : str
        Of an hour.
    places : Mapping of str to tuple of str
        For each hourly column the range of all its hours, without the first, and without the last.
    cells : Mapping of str to str
        Cell of each fact.
    is_later : bool
        Whether the first hour is left out.

    Returns
    -------
    str
        Without the sign that begins a formula.
    """

    def write(found: re.Match[str]) -> str:
        name = found[0]
        if name in cells:
            return cells[name]
        whole, later, earlier = places[name.removesuffix(_BEFORE)]
        return earlier if name.endswith(_BEFORE) else later if is_later else whole

    return _NAME.sub(write, expression)


def value(expression: str, hourly: pd.DataFrame, facts: Mapping[str, float]) -> Floats:
    """Evaluate an expression, an empty cell counting as nothing, as in a spreadsheet.

    Parameters
    ----------
    expression : str
        Of an hour.
    hourly : DataFrame
        The hours.
    facts : Mapping of str to float
        From ``year_facts``.

    Returns
    -------
    ndarray
        One number an hour; without the first hour where the expression looks back.
    """
    names = set(_NAME.findall(expression))
    before = {name: hourly[name.removesuffix(_BEFORE)].shift(1) for name in names if name.endswith(_BEFORE)}
    known = {name: hourly[name] for name in names if name in hourly}
    table = pd.DataFrame(
        {**known, **before, **{n: facts[n] for n in names if n in facts}}, index=hourly.index
    )
    table = table.iloc[1:] if before else table
    return np.asarray(table.fillna(0.0).eval(expression, engine="python"), np.float64)


def reduced(line: YearLine, hourly: pd.DataFrame, facts: Mapping[str, float]) -> float:
    """Return a number of the year from its hours.

    Parameters
    ----------
    line : YearLine
        Which.
    hourly : DataFrame
        The hours.
    facts : Mapping of str to float
        From ``year_facts``.

    Returns
    -------
    float
        What the spreadsheet will show.
    """
    over = value(line.over, hourly, facts)
    if line.how in _EXTREMES:
        return float(over.max() if line.how == "MAX" else over.min())
    under = float(value(line.under, hourly, facts).sum()) if line.under else 1.0
    return float(over.sum()) / under


def _is_number(found: object) -> bool:
    return isinstance(found, int | float | np.number) and bool(np.isfinite(found))
