"""One dwelling through the whole chain, with its hours: what an engineer asks for."""

import math
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd
from xlsxwriter import Workbook

from nulopdemeter.dwelling import ORIGIN_COLUMNS, PACKAGE_NAMES, Dwellings, Package, describe, read_packages
from nulopdemeter.dwelling.strict_toml import did_you_mean, input_error
from nulopdemeter.engine import simulate_hours
from nulopdemeter.errors import Finding, Severity
from nulopdemeter.evaluate import CURRENT, Evaluation, evaluate
from nulopdemeter.kernels import layout as at
from nulopdemeter.run.columns import conform
from nulopdemeter.stock import read_columns, read_stock
from nulopdemeter.weather import DEFAULT_WEATHER, Weather, read_weather

_ONLY = 0
_HOURS = {
    "air_c": at.H_AIR_C,
    "operative_c": at.H_OPERATIVE_C,
    "set_point_c": at.H_SET_C,
    "heat_demand_w": at.H_HEAT_W,
    "cooling_w": at.H_COOLING_W,
    "heat_pump_heat_w": at.H_PUMP_HEAT_W,
    "heat_pump_electricity_w": at.H_PUMP_EL_W,
    "backup_heat_w": at.H_BACKUP_HEAT_W,
    "backup_input_w": at.H_BACKUP_INPUT_W,
    "flow_c": at.H_FLOW_C,
    "cop": at.H_COP,
    "hot_water_w": at.H_WATER_W,
    "hot_water_input_w": at.H_WATER_INPUT_W,
    "hot_water_electricity_w": at.H_WATER_EL_W,
    "tank_c": at.H_TANK_C,
    "fan_w": at.H_FANS_W,
    "auxiliary_w": at.H_AUXILIARY_W,
    "household_w": at.H_HOUSEHOLD_W,
    "pv_w": at.H_PV_W,
    "solar_gain_w": at.H_SOLAR_W,
    "internal_gain_w": at.H_INTERNAL_W,
    "ventilation_w_per_k": at.H_AIR_FLOW_W_PER_K,
}


@dataclass(frozen=True)
class DwellingYear:
    """A year of one dwelling with one package.

    Attributes
    ----------
    summary : dict of str to object
        The columns of ``dwellings.parquet`` for this dwelling: energy, law, euros.
    hourly : DataFrame, 8760 rows
        Index: end of the hour in local standard time (UTC+1 in the Netherlands, no summer time). ``utc`` is the
        same moment with its zone. Powers are means over the hour [W], temperatures are at its end [°C];
        ``import_w`` and ``export_w`` are what passes the meter.
    sources : dict of str to str
        For each value of the present dwelling whether it came from the ``row``, the ``housing type`` or a
        ``default``.
    """

    summary: dict[str, object]
    hourly: pd.DataFrame
    sources: dict[str, str]


@dataclass(frozen=True)
class Dwelling:
    """One dwelling as it is now.

    Attributes
    ----------
    rows : DataFrame, 1 row
        A row of a stock.
    """

    rows: pd.DataFrame

    @property
    def sources(self) -> dict[str, str]:
        """Where each value comes from.

        Returns
        -------
        dict of str to str
            ``row``, ``housing type`` or ``default`` by quantity.
        """
        return _sources(describe(self.rows, read_packages((CURRENT,))))

    def simulate(
        self, package: str | Path | Package = CURRENT, weather: str | Path | Weather = DEFAULT_WEATHER
    ) -> DwellingYear:
        """Calculate a year with a package.

        Parameters
        ----------
        package : str, Path or Package
            Name of a shipped package, or an own one.
        weather : str, Path or Weather
            Name of a shipped year, a file, or a year that was read before.

        Returns
        -------
        DwellingYear
            Totals and hours.

        Raises
        ------
        InputError
            When the package or weather cannot be read, or the package does not fit this dwelling.
        """
        chosen = package if isinstance(package, Package) else read_packages((package,))[_ONLY]
        year = weather if isinstance(weather, Weather) else read_weather(weather)
        return simulate_dwelling(self, chosen, year)


def dwelling(dwelling_type: str, year: int, floor_area_m2: float, **values: object) -> Dwelling:
    """Describe one dwelling; what is not told comes from the housing type.

    Parameters
    ----------
    dwelling_type : str
        Such as ``tussenwoning`` or ``portiekflat``; the words a stock file may hold.
    year : int
        Year of construction.
    floor_area_m2 : float
        Usable floor area [m²].
    **values : object
        Any other column of a stock by its canonical name, such as ``front_azimuth_deg`` or
        ``rc_wall_m2k_per_w``; the same checks as for a stock file.

    Returns
    -------
    Dwelling
        To be simulated.

    Raises
    ------
    InputError
        With every word that is unknown and every value that is wrong.
    """
    return dwelling_of(
        {"dwelling_type": dwelling_type, "build_year": year, "floor_area_m2": floor_area_m2, **values}
    )


def dwelling_of(values: Mapping[str, object]) -> Dwelling:
    """Describe one dwelling by the columns of a stock.

    Parameters
    ----------
    values : Mapping of str to object
        Values by canonical name; ``dwelling_type``, ``build_year`` and ``floor_area_m2`` are needed.

    Returns
    -------
    Dwelling
        To be simulated.

    Raises
    ------
    InputError
        With every word that is unknown and every value that is wrong.
    """
    known = tuple(read_columns())
    findings = [
        Finding(
            "NOM-E203",
            Severity.ERROR,
            place=name,
            value=name,
            values={"key": name, "allowed": did_you_mean(name, known)},
        )
        for name in values
        if name not in known
    ]
    if findings:
        raise input_error(findings)
    return Dwelling(_checked({"dwelling_id": "1", **values}))


def _checked(values: Mapping[str, object]) -> pd.DataFrame:
    """Let the stock reader judge the values: one set of rules for a row and for a keyword."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "dwelling.xlsx"
        with Workbook(str(path)) as book:
            sheet = book.add_worksheet()
            sheet.write_row(0, 0, list(values))
            sheet.write_row(1, 0, [_cell(value) for value in values.values()])
        stock = read_stock(path)
    wrong = [
        replace(found, file="", place=found.column)
        for found in stock.findings
        if found.severity in (Severity.ERROR, Severity.NOTE) and found.column
    ]
    if wrong or stock.rows.empty:
        raise input_error(wrong or [f for f in stock.findings if f.severity is Severity.ERROR])
    return stock.rows


def _cell(value: object) -> object:
    """Return a value as a cell of a workbook; NaN and None are an empty one."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, np.generic):
        return value.item()
    return value if isinstance(value, str | int | float) else str(value)


def simulate_dwelling(one: Dwelling, package: Package, weather: Weather) -> DwellingYear:
    """Take one dwelling through the chain and keep its hours.

    Parameters
    ----------
    one : Dwelling
        The dwelling.
    package : Package
        What is done to it.
    weather : Weather
        The year.

    Returns
    -------
    DwellingYear
        Totals and hours.

    Raises
    ------
    InputError
        When the package does not fit the dwelling.
    """
    current = read_packages((CURRENT,))
    packages = current if package.key == CURRENT else (*current, package)
    evaluation = evaluate(one.rows, packages, weather)
    place = len(packages) - 1
    results = conform(evaluation.results)
    summary = {str(name): value for name, value in results.iloc[place].items()}
    if summary["status"] != "computed":
        values = {"reason": str(summary["reason"])}
        raise input_error([Finding("NOM-E802", Severity.ERROR, value=package.key, values=values)])
    return DwellingYear(summary, _hourly(evaluation, place, weather), _sources(evaluation.dwellings))


def _hourly(evaluation: Evaluation, place: int, weather: Weather) -> pd.DataFrame:
    row = evaluation.dwellings.table.iloc[[place]]
    record = simulate_hours(row, weather, evaluation.simulated.pv_kwp[[place]])
    utc = weather.index - pd.Timedelta(hours=weather.utc_offset_h)
    columns = {"utc": utc.tz_localize("UTC"), "outdoor_c": weather.temperature_c}
    columns |= {"ghi_w_per_m2": weather.ghi_w_per_m2}
    columns |= {name: record[:, k] for name, k in _HOURS.items()}
    net_w = record[:, at.H_NET_W]
    columns |= {"net_w": net_w, "import_w": np.maximum(net_w, 0.0), "export_w": np.maximum(-net_w, 0.0)}
    return pd.DataFrame(columns, index=pd.DatetimeIndex(weather.index, name="hour_ending"))


def _sources(dwellings: Dwellings) -> dict[str, str]:
    return {name: str(dwellings.origin[name].iloc[_ONLY]) for name in ORIGIN_COLUMNS}


def packages() -> tuple[Package, ...]:
    """Return the packages that come with the program.

    Returns
    -------
    tuple of Package
        ``current`` first.
    """
    return read_packages(PACKAGE_NAMES)
