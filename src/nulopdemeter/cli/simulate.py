"""The verb ``simulate``: one dwelling, hour by hour."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from nulopdemeter.cli.exit_codes import Exit
from nulopdemeter.cli.files import refuse, write
from nulopdemeter.cli.refusal import refused
from nulopdemeter.cli.screen import Screen, plain
from nulopdemeter.errors import InputError
from nulopdemeter.language import LANGUAGES
from nulopdemeter.report.words import say_or

if TYPE_CHECKING:
    import pandas as pd

    from nulopdemeter.run.single import DwellingYear

SUFFIXES = (".csv", ".parquet", ".xlsx")
_WORKBOOK_SUFFIX, _COLDEST = ".xlsx", "coldest"
_NOTHING = 1e-9
# Columns that hold a key of the language files.
_REASONS = ("reason", "epv_reason", "wws_reason")


class Wanted(NamedTuple):
    """The files that are asked for.

    Attributes
    ----------
    out : Path or None
        Where the hours go.
    picture : Path or None
        Where the drawing of a week goes.
    week : str
        Which week; empty for the coldest.
    workbook : Path or None
        Where the hours with their checks go.
    """

    out: Path | None = None
    picture: Path | None = None
    week: str = ""
    workbook: Path | None = None


def simulate(
    screen: Screen,
    values: Mapping[str, object],
    package: str,
    weather: str,
    wanted: Wanted,
    profile: str,
    behaviour: str = "responsive",
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
    wanted : Wanted
        Files to write.
    profile : str
        Coefficients of the zone model.
    behaviour : str
        ``responsive`` or ``fixed``: without prebound and rebound.

    Returns
    -------
    Exit
        ``DONE``; anything wrong raises.
    """
    from nulopdemeter.dwelling import read_package
    from nulopdemeter.run.single import dwelling_of
    from nulopdemeter.weather import DEFAULT_WEATHER, read_weather

    _check(wanted)
    year = read_weather(weather or DEFAULT_WEATHER)
    one = dwelling_of(values)
    screen.findings(one.findings)
    simulated = one.simulate(read_package(package), year, profile, behaviour)
    tell_year(screen, simulated, wanted)
    return Exit.DONE


def simulate_file(screen: Screen, path: Path, weather: str, wanted: Wanted) -> Exit:
    """Simulate a dwelling that a file describes completely.

    Parameters
    ----------
    screen : Screen
        Where to say it.
    path : Path
        Dwelling file.
    weather : str
        Name or file; empty for the default.
    wanted : Wanted
        Files to write.

    Returns
    -------
    Exit
        ``DONE``, or ``WRONG_INPUT`` when the file is damaged.
    """
    from nulopdemeter.run.single import simulate_dwelling_file
    from nulopdemeter.weather import DEFAULT_WEATHER, read_weather

    _check(wanted)
    year = read_weather(weather or DEFAULT_WEATHER)
    try:
        simulated = simulate_dwelling_file(path, year)
    except InputError as error:
        # The same findings in a project file would be a wrong command; here the file is the data.
        return refused(screen, error.findings, str(error), Exit.WRONG_INPUT)
    tell_year(screen, simulated, wanted)
    return Exit.DONE


def tell_year(screen: Screen, year: "DwellingYear", wanted: Wanted) -> None:
    """Write the files and say the totals.

    Parameters
    ----------
    screen : Screen
        Where to say it.
    year : DwellingYear
        Totals, hours, and where each value of the dwelling came from; the latter in the JSON document.
    wanted : Wanted
        Files to write.
    """
    totals = {
        name: value
        for name, value in _plain(year.summary).items()
        if value not in (None, "") and name not in _other_gaps(screen.lang)
    }
    written = _write_all(screen.lang, year, wanted)
    if not screen.is_json:
        width = max(len(name) for name in totals)
        for name, value in totals.items():
            screen.result(f"{name:<{width}}  {_short(name, value, screen.lang)}")
    for key, path in written.items():
        screen.note(screen.say(f"cli.simulate.{key}", {"path": path}))
    paths = {key: str(path) for key, path in written.items()}
    screen.document({**_plain(year.summary), "sources": dict(year.sources), **paths})


def _write_all(lang: str, year: "DwellingYear", wanted: Wanted) -> dict[str, Path]:
    """Write each file that is asked for, whole or not at all."""
    written = {}
    if wanted.out is not None:
        written["hours"] = write(wanted.out, lambda path: write_hours(year.hourly, path))
    if wanted.picture is not None:
        from nulopdemeter.report.charts_week import write_week

        # A row of a stock is called 1 for want of a name.
        name = str(year.summary["dwelling_id"]) if "package" not in year.summary else ""
        week = wanted.week or _COLDEST
        written["picture"] = write(
            wanted.picture, lambda path: write_week(year.hourly, path, week, lang, name)
        )
    if wanted.workbook is not None:
        from nulopdemeter.report.hours_workbook import write_hours_workbook

        written["workbook"] = write(
            wanted.workbook,
            lambda path: write_hours_workbook(year.hourly, year.summary, year.facts, path, lang),
        )
    return written


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


def _check(wanted: Wanted) -> None:
    """Refuse files that cannot be written and a week that does not exist, before anything is calculated."""
    from nulopdemeter.report.charts_week import PICTURE_SUFFIXES
    from nulopdemeter.report.week import must_be_week

    for code, path, suffixes in (
        ("NOM-E804", wanted.out, SUFFIXES),
        ("NOM-E930", wanted.picture, PICTURE_SUFFIXES),
        ("NOM-E932", wanted.workbook, (_WORKBOOK_SUFFIX,)),
    ):
        if path is not None and path.suffix.lower() not in suffixes:
            raise refuse(code, str(path), suffixes=", ".join(suffixes))
    if wanted.week and wanted.picture is None:
        raise refuse("NOM-E933", wanted.week)
    must_be_week(wanted.week or _COLDEST)


def _other_gaps(lang: str) -> tuple[str, ...]:
    """Return the columns that say the same in another language."""
    return tuple(f"epv_gap_{other}" for other in LANGUAGES if other != lang)


def _plain(summary: Mapping[str, object]) -> dict[str, object]:
    made = plain(summary)
    return made if isinstance(made, dict) else {}


def _short(name: str, value: object, lang: str) -> str:
    """Write a value for people: no rounding errors of a sum that is zero, and reasons as sentences."""
    if isinstance(value, float):
        return f"{value if abs(value) > _NOTHING else 0.0:.6g}"
    return say_or(str(value), lang, str(value)) if name in _REASONS else str(value)
