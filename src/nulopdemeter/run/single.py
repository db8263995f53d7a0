"""One dwelling through the whole chain, with its hours: what an engineer asks for."""

import math
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path

import numpy as np
import pandas as pd
from xlsxwriter import Workbook

from nulopdemeter.balance import balance
from nulopdemeter.dwelling import ORIGIN_COLUMNS, PACKAGE_NAMES, Dwellings, Package, describe, read_packages
from nulopdemeter.dwelling.file import read_dwelling_file
from nulopdemeter.dwelling.strict_toml import input_error
from nulopdemeter.engine import simulate_hours
from nulopdemeter.engine.hours import hour_mean
from nulopdemeter.engine.one import simulate_file
from nulopdemeter.engine.one_hourly import hourly_frame, year_facts
from nulopdemeter.errors import Finding, Severity
from nulopdemeter.evaluate import CURRENT, Evaluation, Settings, evaluate
from nulopdemeter.language import LANGUAGES, say
from nulopdemeter.run.columns import conform
from nulopdemeter.run.parts import with_gaps
from nulopdemeter.run.project import residents_of
from nulopdemeter.stock import read_columns, read_stock
from nulopdemeter.weather import DEFAULT_WEATHER, Weather, read_weather

_ONLY = 0
# Heat that costs nothing can be zero on no meter.
_IDEAL = "ideal"
_VERDICT = ("is_nom", "is_building_nom", "nom_margin_kwh", "nom_terms", "building_net_kwh")


@dataclass(frozen=True)
class DwellingYear:
    """A year of one dwelling with one package.

    Attributes
    ----------
    summary : dict of str to object
        The columns of ``dwellings.parquet`` for this dwelling: energy, law, euros.
    hourly : DataFrame, 8760 rows
        Index: end of the hour in local standard time (UTC+1 in the Netherlands, no summer time). ``utc`` is the
        same moment with its zone. Powers are means over the hour [kW], indoor temperatures stand at its end
        [°C]; ``import_kw`` and ``export_kw`` are what passes the meter.
    sources : dict of str to str
        For each value of the present dwelling whether it came from the ``row``, the ``housing type`` or a
        ``default``.
    facts : dict of str to float
        What is needed to recompute the balances of the hours: heat in a m³ of gas, tank, battery, carriers.
    """

    summary: dict[str, object]
    hourly: pd.DataFrame
    sources: dict[str, str]
    facts: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Dwelling:
    """One dwelling as it is now.

    Attributes
    ----------
    rows : DataFrame, 1 row
        A row of a stock.
    findings : tuple of Finding
        What was repaired of what was given, such as a type read as the nearest known one.
    """

    rows: pd.DataFrame
    findings: tuple[Finding, ...] = ()

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
        self,
        package: str | Path | Package = CURRENT,
        weather: str | Path | Weather = DEFAULT_WEATHER,
        profile: str = "effective",
        behaviour: str = "responsive",
    ) -> DwellingYear:
        """Calculate a year with a package.

        Parameters
        ----------
        package : str, Path or Package
            Name of a shipped package, or an own one.
        weather : str, Path or Weather
            Name of a shipped year, a file, or a year that was read before.
        profile : str
            Coefficients of the zone model: ``effective``, ``standard``, ``detailed`` or ``fixed_films``.
        behaviour : str
            ``responsive``: residents heat by what their dwelling loses; ``fixed``: alike in any dwelling.

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
        return simulate_dwelling(self, chosen, year, profile, behaviour)


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
            values={
                "key": name,
                "allowed": ", ".join(get_close_matches(name, known, n=3, cutoff=0.3) or known),
            },
        )
        for name in values
        if name not in known
    ]
    if findings:
        raise input_error(findings)
    rows, repaired = _checked({"dwelling_id": "1", **values})
    return Dwelling(rows, repaired)


def _checked(values: Mapping[str, object]) -> tuple[pd.DataFrame, tuple[Finding, ...]]:
    """Let the stock reader judge the values: one set of rules for a row and for a keyword."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "dwelling.xlsx"
        with Workbook(str(path)) as book:
            sheet = book.add_worksheet()
            sheet.write_row(0, 0, list(values))
            sheet.write_row(1, 0, [_cell(value) for value in values.values()])
        stock = read_stock(path)
    # In a stock a wrong value costs the value; what is said of one dwelling is meant.
    wrong = [
        replace(found, severity=Severity.ERROR, file="", place="")
        for found in stock.findings
        if found.severity in (Severity.ERROR, Severity.NOTE) and found.column
    ]
    if wrong or stock.rows.empty:
        raise input_error(wrong or [f for f in stock.findings if f.severity is Severity.ERROR])
    repaired = (f for f in stock.findings if f.severity is Severity.REPAIRED and f.column)
    return stock.rows, tuple(replace(found, file="", place="") for found in repaired)


def _cell(value: object) -> object:
    """Return a value as a cell of a workbook; NaN and None are an empty one."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, np.generic):
        return value.item()
    return value if isinstance(value, str | int | float) else str(value)


def simulate_dwelling(
    one: Dwelling,
    package: Package,
    weather: Weather,
    profile: str = "effective",
    behaviour: str = "responsive",
) -> DwellingYear:
    """Take one dwelling through the chain and keep its hours.

    Parameters
    ----------
    one : Dwelling
        The dwelling.
    package : Package
        What is done to it.
    weather : Weather
        The year.
    profile : str
        Coefficients of the zone model.
    behaviour : str
        ``responsive`` or ``fixed``.

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
    settings = Settings(profile=profile, residents=residents_of(behaviour))
    evaluation = evaluate(one.rows, packages, weather, settings)
    place = len(packages) - 1
    # Measures of every shipped package may close what this one leaves open.
    known = (*packages, *(p for p in read_packages(PACKAGE_NAMES) if p.key not in {q.key for q in packages}))
    results = conform(with_gaps(evaluation.results, one.rows, evaluation, known, settings))
    summary = {str(name): value for name, value in results.iloc[place].items()}
    if summary["status"] != "computed":
        values = {f"reason_{lang}": say(str(summary["reason"]), lang) for lang in LANGUAGES}
        raise input_error([Finding("NOM-E802", Severity.ERROR, value=package.key, values=values)])
    hourly = _hourly(evaluation, place, weather, profile, settings.residents)
    facts = year_facts(evaluation.dwellings.table.iloc[[place]])
    return DwellingYear(summary, hourly, _sources(evaluation.dwellings), facts)


def simulate_dwelling_file(path: str | Path, weather: Weather) -> DwellingYear:
    """Take a dwelling that a file describes completely through a year.

    Parameters
    ----------
    path : str or Path
        Dwelling file.
    weather : Weather
        The year.

    Returns
    -------
    DwellingYear
        Energy only: rent and law belong to the rows of a stock. ``sources`` names what the file left out.

    Raises
    ------
    InputError
        When the file cannot be read, has a wrong key or value, or gives a year that is not a number.
    """
    year = simulate_file(read_dwelling_file(Path(path)), weather)
    meter = balance(year.table, year.simulated).meter.iloc[_ONLY]
    summary: dict[str, object] = {
        "dwelling_id": year.name,
        "status": "computed",
        **{str(k): v for k, v in meter.items()},
    }
    if str(year.table["heating"].iloc[_ONLY]) == _IDEAL:
        summary |= dict.fromkeys(_VERDICT)
    # Where both tell a total, the one the hours add up to.
    hourly, facts = _with_utc(year.hourly, weather), year_facts(year.table)
    return DwellingYear({**summary, **year.totals}, hourly, dict(year.origins), facts)


def _hourly(
    evaluation: Evaluation, place: int, weather: Weather, profile: str, residents: str
) -> pd.DataFrame:
    row = evaluation.dwellings.table.iloc[[place]]
    pv_kwp = evaluation.simulated.pv_kwp[[place]]
    record = simulate_hours(row, weather, pv_kwp, f"profile_{profile}", residents)
    return _with_utc(hourly_frame(record, row, weather.index, hour_mean(weather.temperature_c)), weather)


def _with_utc(hourly: pd.DataFrame, weather: Weather) -> pd.DataFrame:
    """Put the same moment with its zone beside the hours: clocks of people shift, those of the sun do not."""
    utc = weather.index - pd.Timedelta(hours=weather.utc_offset_h)
    hourly.insert(0, "utc", utc.tz_localize("UTC"))
    return hourly


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
