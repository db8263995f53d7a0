"""Read a year of weather by name or from a file."""

import difflib
from functools import cache
from pathlib import Path

from nulopdemeter.parameters import shipped
from nulopdemeter.weather.climate import Weather
from nulopdemeter.weather.epw import read_epw
from nulopdemeter.weather.knmi import read_knmi
from nulopdemeter.weather.messages import error, refuse
from nulopdemeter.weather.own_csv import read_csv

DEFAULT_WEATHER = "nl-debilt-1991-2020"


def weather_names() -> tuple[str, ...]:
    """Return the names of the shipped years.

    Returns
    -------
    tuple of str
        In alphabetical order.
    """
    return tuple(sorted(path.stem for path in shipped("weather").glob("*.csv")))


def read_weather(name_or_path: str | Path = DEFAULT_WEATHER, *, year: int | None = None) -> Weather:
    """Read a year of weather and check every row of it.

    Parameters
    ----------
    name_or_path : str or Path
        Name of a shipped year (see ``weather_names``), or a file: ``.epw``, ``.epw.gz``, a KNMI hourly file
        (``.txt`` or its ``.zip``), or ``.csv`` with an ``index.toml`` beside it.
    year : int, optional
        Which year of a KNMI file; not for other files.

    Returns
    -------
    Weather
        8760 hours of local standard time (UTC+1 in the Netherlands).

    Raises
    ------
    InputError
        With everything that is wrong, row by row.
    """
    text = str(name_or_path)
    if text in weather_names():
        path = shipped("weather") / f"{text}.csv"
    else:
        path = Path(name_or_path)
        if not path.is_file():
            near = difflib.get_close_matches(text, weather_names(), 1)
            values = {"names": ", ".join(weather_names()), "near": near[0] if near else DEFAULT_WEATHER}
            refuse([error("NOM-E301", text, value=text, values=values)])
    stat = path.stat()
    return _read(path.resolve(), year, stat.st_mtime_ns, stat.st_size)


@cache
def _read(path: Path, year: int | None, changed_ns: int, size: int) -> Weather:
    """One reading of each state of a file: what is derived from a year is remembered with it."""
    name = path.name.lower()
    if name.endswith((".txt", ".zip")):
        return read_knmi(path, year)
    if year is not None:
        refuse([error("NOM-E322", path.name, value=str(year))])
    if name.endswith((".epw", ".epw.gz")):
        return read_epw(path)
    if name.endswith(".csv"):
        return read_csv(path)
    return refuse([error("NOM-E302", path.name)])
