"""The verb ``simulate``: one dwelling, hour by hour."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from nulopdemeter.cli.exit_codes import Exit
from nulopdemeter.cli.files import refuse, write
from nulopdemeter.cli.refusal import refused
from nulopdemeter.cli.screen import Screen, plain
from nulopdemeter.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

SUFFIXES = (".csv", ".parquet", ".xlsx")


def simulate(
    screen: Screen,
    values: Mapping[str, object],
    package: str,
    weather: str,
    out: Path | None,
    profile: str,
) -> Exit:
    """Simulate a dwelling of a type, year and area.

    Parameters
    ----------
    screen : Screen
        Where to say it.
    values : Mapping
        ``dwelling_type``, ``build_year``, ``floor_area_m2`` and other columns of a stock.
    package : str
        Name or file.
    weather : str
        Name or file; empty for the default.
    out : Path or None
        Where the hours go.
    profile : str
        Coefficients of the zone model.

    Returns
    -------
    Exit
        ``DONE``; anything wrong raises.
    """
    from nulopdemeter.dwelling import read_package
    from nulopdemeter.run.single import dwelling_of
    from nulopdemeter.weather import DEFAULT_WEATHER, read_weather

    _check_suffix(out)
    year = read_weather(weather or DEFAULT_WEATHER)
    one = dwelling_of(values)
    screen.findings(one.findings)
    simulated = one.simulate(read_package(package), year, profile)
    tell_year(screen, simulated.summary, simulated.sources, simulated.hourly, out)
    return Exit.DONE


def simulate_file(screen: Screen, path: Path, weather: str, out: Path | None) -> Exit:
    """Simulate a dwelling that a file describes completely.

    Parameters
    ----------
    screen : Screen
        Where to say it.
    path : Path
        Dwelling file.
    weather : str
        Name or file; empty for the default.
    out : Path or None
        Where the hours go.

    Returns
    -------
    Exit
        ``DONE``, or ``WRONG_INPUT`` when the file is damaged.
    """
    from nulopdemeter.run.single import simulate_dwelling_file
    from nulopdemeter.weather import DEFAULT_WEATHER, read_weather

    _check_suffix(out)
    year = read_weather(weather or DEFAULT_WEATHER)
    try:
        simulated = simulate_dwelling_file(path, year)
    except InputError as error:
        # The same findings in a project file would be a wrong command; here the file is the data.
        return refused(screen, error.findings, str(error), Exit.WRONG_INPUT)
    tell_year(screen, simulated.summary, simulated.sources, simulated.hourly, out)
    return Exit.DONE


def tell_year(
    screen: Screen,
    summary: Mapping[str, object],
    sources: Mapping[str, str],
    hourly: "pd.DataFrame",
    out: Path | None,
) -> None:
    """Write the hours and say the totals.

    Parameters
    ----------
    screen : Screen
        Where to say it.
    summary : Mapping
        Totals by output column.
    sources : Mapping of str to str
        Where each value of the dwelling came from; in the JSON document.
    hourly : DataFrame
        8760 rows.
    out : Path or None
        Where the hours go.
    """
    totals = {name: value for name, value in _plain(summary).items() if value not in (None, "")}
    if out is not None:
        write(out, lambda path: write_hours(hourly, path))
    if not screen.is_json:
        width = max(len(name) for name in totals)
        for name, value in totals.items():
            screen.result(f"{name:<{width}}  {_short(value)}")
    document: dict[str, object] = {**_plain(summary), "sources": dict(sources)}
    if out is not None:
        screen.note(screen.say("cli.simulate.hours", {"path": out}))
        document["hours"] = str(out)
    screen.document(document)


def write_hours(hourly: "pd.DataFrame", path: Path) -> None:
    """Write hours as CSV, Parquet or workbook.

    Parameters
    ----------
    hourly : DataFrame
        One row an hour.
    path : Path
        Its suffix decides.
    """
    suffix = path.suffix.lower()
    if suffix == ".parquet":
        hourly.to_parquet(path)
    elif suffix == ".csv":
        hourly.to_csv(path)
    else:
        # A workbook knows no time zones.
        naive = hourly.assign(utc=hourly["utc"].dt.tz_localize(None)) if "utc" in hourly else hourly
        naive.to_excel(path, engine="xlsxwriter")


def _check_suffix(out: Path | None) -> None:
    if out is not None and out.suffix.lower() not in SUFFIXES:
        raise refuse("NOM-E804", str(out), suffixes=", ".join(SUFFIXES))


def _plain(summary: Mapping[str, object]) -> dict[str, object]:
    made = plain(summary)
    return made if isinstance(made, dict) else {}


def _short(value: object) -> str:
    return f"{value:.6g}" if isinstance(value, float) else str(value)
