"""Make the shipped reference years: ``python -m nulopdemeter.weather.generate [folder]``.

For every file in ``weather/statistics`` one year is written, always the same one, with its place in
``index.toml``.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pvlib

from nulopdemeter.parameters import shipped, value
from nulopdemeter.weather.climate import Floats, Site, Weather, hour_stamps
from nulopdemeter.weather.complete import split_irradiance
from nulopdemeter.weather.days import draw_days
from nulopdemeter.weather.hours import (
    hourly_dewpoint_c,
    hourly_ghi_w_per_m2,
    hourly_temperature_c,
    hourly_wind_m_per_s,
)
from nulopdemeter.weather.own_csv import INDEX_FILE
from nulopdemeter.weather.position import extraterrestrial_horizontal_w_per_m2, position
from nulopdemeter.weather.sky import clark_allen_w_per_m2, cloud_from_sun_frac
from nulopdemeter.weather.stamps import calendar
from nulopdemeter.weather.statistics import ClimateStatistics, read_statistics

_W_PER_KW = 1000.0
_DECIMALS = {"temperature_c": 1, "dewpoint_c": 1, "wind_m_per_s": 1}
_CSV_COLUMNS = (
    "temperature_c",
    "dewpoint_c",
    "wind_m_per_s",
    "ghi_w_per_m2",
    "dni_w_per_m2",
    "dhi_w_per_m2",
    "infrared_w_per_m2",
)


def generate_year(statistics: ClimateStatistics, name: str) -> Weather:
    """Make a reference year from the statistics of a station.

    Parameters
    ----------
    statistics : ClimateStatistics
        The climate.
    name : str
        Name of the year.

    Returns
    -------
    Weather
        8760 hours in UTC+1, rounded as they are written; the same for the same statistics.
    """
    seed = int(value("weather", "generator_seed"))
    stamps = hour_stamps(int(value("weather", "typical_year")))
    utc = _site(statistics, name, 0.0)
    sun = position(stamps, utc)
    outside = extraterrestrial_horizontal_w_per_m2(sun).reshape(-1, 24).sum(axis=1) / _W_PER_KW
    days = draw_days(statistics, outside, seed)
    temperature = hourly_temperature_c(statistics, days)
    in_utc = {
        "temperature_c": temperature,
        "dewpoint_c": hourly_dewpoint_c(statistics, days, temperature),
        "wind_m_per_s": hourly_wind_m_per_s(statistics, days, seed + 1),
        "ghi_w_per_m2": hourly_ghi_w_per_m2(statistics, days, sun, seed + 2),
    }
    offset_h = value("weather", "dutch_utc_offset_h")
    here = _site(statistics, name, offset_h)
    local = {key: np.roll(column, round(offset_h)) for key, column in in_utc.items()}
    return _finished(local, here, stamps)


def year_table(weather: Weather) -> pd.DataFrame:
    """Return a year as it stands in CSV.

    Parameters
    ----------
    weather : Weather
        A generated year.

    Returns
    -------
    pandas.DataFrame
        ``month,day,hour`` and the hourly columns, rounded.
    """
    table = pd.DataFrame(calendar(is_leap=False), columns=["month", "day", "hour"])
    for name in _CSV_COLUMNS:
        column = getattr(weather, name)
        table[name] = column if name in _DECIMALS else column.astype(np.int64)
    return table


def write_year(weather: Weather, folder: Path) -> Path:
    """Write a year as CSV.

    Parameters
    ----------
    weather : Weather
        The year.
    folder : Path
        Where to.

    Returns
    -------
    Path
        The file.
    """
    path = folder / f"{weather.name}.csv"
    year_table(weather).to_csv(path, index=False, lineterminator="\n")
    return path


def write_all(statistics_folder: Path, folder: Path) -> list[Path]:
    """Write a year for every file of statistics, and the index of their places.

    Parameters
    ----------
    statistics_folder : Path
        Holds ``<station>-<period>.json``.
    folder : Path
        Where to.

    Returns
    -------
    list of Path
        The years.
    """
    written, entries = [], []
    for path in sorted(statistics_folder.glob("*.json")):
        statistics = read_statistics(path)
        name = f"nl-{path.stem}"
        written.append(write_year(generate_year(statistics, name), folder))
        entries.append(_index_entry(statistics, name))
    (folder / INDEX_FILE).write_text("\n".join(entries), encoding="utf-8")
    return written


def main(arguments: Sequence[str]) -> None:
    """Write the shipped years.

    Parameters
    ----------
    arguments : Sequence of str
        At most one: the folder to write to; without it the shipped one.
    """
    home = shipped("weather")
    write_all(home / "statistics", Path(arguments[0]) if arguments else home)


def _site(statistics: ClimateStatistics, name: str, utc_offset_h: float) -> Site:
    source = f"nulopdemeter, from KNMI statistics of {statistics.station} {statistics.period}"
    place = (statistics.latitude_deg, statistics.longitude_deg, statistics.altitude_m)
    return Site(name, source, *place, utc_offset_h)


def _finished(local: dict[str, Floats], site: Site, stamps: pd.DatetimeIndex) -> Weather:
    """Round, then compute what follows from it, so that the file agrees with itself."""
    sun = position(stamps, site)
    kept = {name: np.round(column, _DECIMALS.get(name, 0)) for name, column in local.items()}
    dni, dhi = (np.round(part) for part in split_irradiance(kept["ghi_w_per_m2"], sun))
    cloud = cloud_from_sun_frac(kept["ghi_w_per_m2"], sun)
    infrared = np.round(clark_allen_w_per_m2(kept["temperature_c"], kept["dewpoint_c"], cloud))
    pressure = np.full(stamps.size, np.round(pvlib.atmosphere.alt2pres(site.altitude_m)))
    return Weather(
        site.name,
        site.source,
        site.latitude_deg,
        site.longitude_deg,
        site.altitude_m,
        site.utc_offset_h,
        stamps,
        kept["temperature_c"],
        kept["dewpoint_c"],
        kept["wind_m_per_s"],
        kept["ghi_w_per_m2"],
        dni,
        dhi,
        infrared,
        pressure,
        "clearness",
    )


def _index_entry(statistics: ClimateStatistics, name: str) -> str:
    site = _site(statistics, name, value("weather", "dutch_utc_offset_h"))
    return (
        f"[{name}]\n"
        f'source = "{site.source}"\n'
        f'method = "docs/weather.md"\n'
        f'licence = "CC-BY-4.0, made from KNMI open data"\n'
        f'period = "{statistics.period}"\n'
        f"latitude_deg = {site.latitude_deg}\n"
        f"longitude_deg = {site.longitude_deg}\n"
        f"altitude_m = {site.altitude_m}\n"
        f"utc_offset_h = {site.utc_offset_h}\n"
        f"pressure_pa = {pvlib.atmosphere.alt2pres(site.altitude_m):.0f}\n"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
