"""Read a year as CSV: the form of the shipped years, and of a user's own."""

import csv
import tomllib
from pathlib import Path
from typing import Any

import numpy as np

from nulopdemeter.errors import Finding
from nulopdemeter.parameters import value
from nulopdemeter.weather.climate import HOURLY_COLUMNS, Floats, Site, Weather, hour_stamps
from nulopdemeter.weather.complete import to_dutch_clock, whole_year
from nulopdemeter.weather.messages import error, refuse
from nulopdemeter.weather.series import RawSeries, to_number
from nulopdemeter.weather.stamps import Stamp, drop_leap_day, order_findings

INDEX_FILE = "index.toml"
_CLOCK = ("month", "day", "hour")
_NEEDED = ("temperature_c", "dewpoint_c", "wind_m_per_s", "ghi_w_per_m2")
_SITE_KEYS = ("source", "latitude_deg", "longitude_deg", "altitude_m", "utc_offset_h")


def read_csv(path: Path) -> Weather:
    """Read a year from CSV; its place stands in ``index.toml`` in the same folder.

    Parameters
    ----------
    path : Path
        Columns ``month,day,hour`` (1 to 24, hour-ending) and the names of ``HOURLY_COLUMNS``; those of
        irradiance but ``ghi_w_per_m2``, infrared and pressure may be left out.

    Returns
    -------
    Weather
        On the clock the index file gives; a UTC file from the Netherlands is moved to UTC+1.

    Raises
    ------
    InputError
        With everything that is wrong with the file.
    """
    file = path.name
    place = _place(path)
    site = _site(place, file)
    with path.open(encoding="utf-8-sig", newline="") as lines:
        sample = lines.readline()
        lines.seek(0)
        reader = csv.DictReader(lines, delimiter=";" if sample.count(";") > sample.count(",") else ",")
        names = [name.strip() for name in reader.fieldnames or ()]
        reader.fieldnames = names
        rows = list(reader)
    found = [error("NOM-E317", file, column=name) for name in (*_CLOCK, *_NEEDED) if name not in names]
    known = (*_CLOCK, *HOURLY_COLUMNS)
    found += [
        error("NOM-E318", file, column=n, values={"known": ", ".join(known)}) for n in names if n not in known
    ]
    if found:
        refuse(found)
    places = [f"line {n}" for n in range(2, len(rows) + 2)]
    numbers, found = _numbers(rows, places, names, file)
    if found:
        refuse(found)
    year = int(value("weather", "typical_year"))
    clock = zip(*(numbers[name].astype(int).tolist() for name in _CLOCK), strict=True)
    stamps = [Stamp(year, month, day, hour) for month, day, hour in clock]
    found = order_findings(stamps, places, file)
    if found:
        refuse(found)
    columns = {name: numbers[name] for name in HOURLY_COLUMNS if name in names}
    if "pressure_pa" not in columns and isinstance(place.get("pressure_pa"), int | float):
        columns["pressure_pa"] = np.full(len(rows), float(place["pressure_pa"]))
    raw, notes = drop_leap_day(RawSeries(columns, places, {name: name for name in columns}), stamps, file)
    raw, here, moved = to_dutch_clock(raw, site, file)
    return whole_year(raw, hour_stamps(year), here, file, [*notes, *moved])


def _numbers(
    rows: list[dict[str, str]], places: list[str], names: list[str], file: str
) -> tuple[dict[str, Floats], list[Finding]]:
    numbers, found = {}, []
    for name in names:
        column = np.full(len(rows), np.nan)
        for i, row in enumerate(rows):
            text = row[name] or ""
            number = to_number(text)
            if number is None or (name in _CLOCK and np.isnan(number)):
                found.append(error("NOM-E304", file, place=places[i], column=name, value=text))
            else:
                column[i] = number
        numbers[name] = column
    return numbers, found


def _place(path: Path) -> dict[str, Any]:
    """Find the table of this file in the index beside it."""
    try:
        table = tomllib.loads((path.parent / INDEX_FILE).read_text(encoding="utf-8")).get(path.stem)
    except (OSError, tomllib.TOMLDecodeError):
        table = None
    if not isinstance(table, dict):
        refuse([error("NOM-E320", path.name, place=INDEX_FILE, value=path.stem)])
    found = [
        error("NOM-E321", path.name, place=INDEX_FILE, column=key) for key in _SITE_KEYS if key not in table
    ]
    for key in (*_SITE_KEYS[1:], "pressure_pa"):
        number = table.get(key, 0)
        if isinstance(number, bool) or not isinstance(number, int | float):
            found.append(error("NOM-E304", path.name, place=INDEX_FILE, column=key, value=str(number)))
    if found:
        refuse(found)
    return {"name": path.stem, **table}


def _site(place: dict[str, Any], file: str) -> Site:
    numbers = [float(place[key]) for key in _SITE_KEYS[1:]]
    if not (-90.0 <= numbers[0] <= 90.0 and -180.0 <= numbers[1] <= 180.0 and -12.0 <= numbers[3] <= 14.0):
        refuse([error("NOM-E323", file, place=INDEX_FILE, value=", ".join(f"{n:g}" for n in numbers))])
    return Site(str(place["name"]), str(place["source"]), *numbers)
