"""The verb ``export``: one dwelling for other programs."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from nulopdemeter.cli.exit_codes import Exit
from nulopdemeter.cli.files import refuse
from nulopdemeter.cli.refusal import refused
from nulopdemeter.cli.screen import Screen
from nulopdemeter.errors import InputError

if TYPE_CHECKING:
    from nulopdemeter.dwelling.file import DwellingFile
    from nulopdemeter.weather import Weather

FORMATS = ("idf", "toml")


def export(
    screen: Screen,
    values: Mapping[str, object],
    package: str,
    weather: str,
    to: str,
    out: Path,
    profile: str,
) -> Exit:
    """Write a dwelling of a type, year and area out.

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
    to : str
        ``idf`` or ``toml``.
    out : Path
        Where it goes.
    profile : str
        Coefficients of the zone model.

    Returns
    -------
    Exit
        ``DONE``; anything wrong raises.
    """
    from nulopdemeter.dwelling import read_package
    from nulopdemeter.run.export import dwelling_file_of
    from nulopdemeter.run.single import dwelling_of
    from nulopdemeter.weather import DEFAULT_WEATHER, read_weather

    check_out(to, out)
    year = read_weather(weather or DEFAULT_WEATHER)
    one = dwelling_of(values)
    screen.findings(one.findings)
    file = dwelling_file_of(one, read_package(package), year, is_ideal=to == "idf", profile=profile)
    return _write(screen, file, year, to, out)


def export_file(screen: Screen, path: Path, weather: str, to: str, out: Path) -> Exit:
    """Write a dwelling file out.

    Parameters
    ----------
    screen : Screen
        Where to say it.
    path : Path
        Dwelling file.
    weather : str
        Name or file; empty for the default.
    to : str
        ``idf`` or ``toml``.
    out : Path
        Where it goes.

    Returns
    -------
    Exit
        ``DONE``, or ``WRONG_INPUT`` when the file is damaged.
    """
    from nulopdemeter.dwelling.file import read_dwelling_file
    from nulopdemeter.weather import DEFAULT_WEATHER, read_weather

    check_out(to, out)
    if out.resolve() == path.resolve():
        raise refuse("NOM-E919", str(out))
    year = read_weather(weather or DEFAULT_WEATHER)
    try:
        file = read_dwelling_file(path)
    except InputError as error:
        return refused(screen, error.findings, str(error), Exit.WRONG_INPUT)
    return _write(screen, file, year, to, out)


def check_out(to: str, out: Path) -> None:
    """Refuse a format that is not there, and a name that does not fit it, before anything is calculated.

    Parameters
    ----------
    to : str
        Format.
    out : Path
        Where it goes.
    """
    if to not in FORMATS:
        raise refuse("NOM-E917", to, formats=", ".join(FORMATS))
    if out.suffix.lower() != f".{to}":
        raise refuse("NOM-E918", str(out), suffix=f".{to}")
    if not out.parent.is_dir():
        raise refuse("NOM-E805", str(out), folder=str(out.parent))


def _write(screen: Screen, file: "DwellingFile", weather: "Weather", to: str, out: Path) -> Exit:
    from nulopdemeter.run.export import left_behind, write_idf, write_toml

    screen.findings(left_behind(file, to))
    try:
        written = write_idf(file, weather, out) if to == "idf" else write_toml(file, out)
    except OSError as error:
        raise refuse("NOM-E803", str(out), reason=error.strerror or str(error)) from None
    for path in written:
        screen.result(str(path))
    screen.document({"files": [str(path) for path in written]})
    return Exit.DONE
