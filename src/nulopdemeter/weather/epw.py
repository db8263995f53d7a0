"""Read EPW files: header, missing codes, the order of the hours."""

import gzip
from pathlib import Path

import numpy as np

from nulopdemeter.errors import Finding
from nulopdemeter.parameters import value
from nulopdemeter.weather.climate import Floats, Site, Weather, hour_stamps
from nulopdemeter.weather.complete import to_dutch_clock, whole_year
from nulopdemeter.weather.messages import error, refuse
from nulopdemeter.weather.series import RawSeries, to_number
from nulopdemeter.weather.sky import dewpoint_c
from nulopdemeter.weather.stamps import Stamp, drop_leap_day, order_findings

_N_HEADER = 8
_N_FIELDS = 22
_PER_TENTH = 0.1

# canonical name: field number, heading in the description of the format, value from which it means "missing"
_FIELDS = {
    "temperature_c": (6, "Dry Bulb Temperature", 99.9),
    "dewpoint_c": (7, "Dew Point Temperature", 99.9),
    "relative_humidity": (8, "Relative Humidity", 999.0),
    "pressure_pa": (9, "Atmospheric Station Pressure", 999999.0),
    "infrared_w_per_m2": (12, "Horizontal Infrared Radiation Intensity", 9999.0),
    "ghi_w_per_m2": (13, "Global Horizontal Radiation", 9999.0),
    "dni_w_per_m2": (14, "Direct Normal Radiation", 9999.0),
    "dhi_w_per_m2": (15, "Diffuse Horizontal Radiation", 9999.0),
    "wind_m_per_s": (21, "Wind Speed", 999.0),
    "total_sky_cover": (22, "Total Sky Cover", 99.0),
    "opaque_sky_cover": (23, "Opaque Sky Cover", 99.0),
}


def read_epw(path: Path) -> Weather:
    """Read an EPW file, plain or gzipped, and check every row of it.

    Parameters
    ----------
    path : Path
        File ending in ``.epw`` or ``.epw.gz``.

    Returns
    -------
    Weather
        In local standard time; a UTC file from the Netherlands is moved to UTC+1.

    Raises
    ------
    InputError
        With everything that is wrong with the file.
    """
    file = path.name
    raw_bytes = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    lines = raw_bytes.decode("utf-8", errors="replace").splitlines()
    site = _site(lines, path)
    found = _period_findings(lines, file)
    rows = [(n, line.split(",")) for n, line in enumerate(lines[_N_HEADER:], _N_HEADER + 1) if line.strip()]
    stamps, broken = _stamps(rows, file)
    found += broken
    columns, unreadable = _columns(rows, file)
    found += unreadable
    if found:
        refuse(found)
    places = [f"line {n}" for n, _ in rows]
    raw = RawSeries(columns, places, {name: _FIELDS[name][1] for name in _FIELDS})
    found = order_findings(stamps, places, file)
    if found:
        refuse(found)
    raw, notes = drop_leap_day(raw, stamps, file)
    raw = _derived(raw)
    raw, here, moved = to_dutch_clock(raw, site, file)
    years = {s.year for s in stamps}
    year = years.pop() if len(years) == 1 else int(value("weather", "typical_year"))
    return whole_year(raw, hour_stamps(year), here, file, [*notes, *moved])


def _site(lines: list[str], path: Path) -> Site:
    fields = lines[0].split(",") if lines else []
    numbers = [to_number(f) for f in fields[6:10]] if len(fields) >= 10 else []
    if not fields or fields[0].strip().upper() != "LOCATION" or len(numbers) < 4 or None in numbers:
        refuse([error("NOM-E313", path.name, place="line 1", value=lines[0][:60] if lines else "")])
    latitude, longitude, offset, altitude = (float(n) for n in numbers if n is not None)
    if not (-90.0 <= latitude <= 90.0 and -180.0 <= longitude <= 180.0 and -12.0 <= offset <= 14.0):
        refuse([error("NOM-E313", path.name, place="line 1", value=",".join(fields[6:10]))])
    name = path.name.removesuffix(".gz").removesuffix(".epw")
    return Site(name, f"{fields[1].strip()} ({fields[4].strip()})", latitude, longitude, altitude, offset)


def _period_findings(lines: list[str], file: str) -> list[Finding]:
    """More than one record an hour is not a file of hours."""
    for number, line in enumerate(lines[:_N_HEADER], 1):
        fields = [f.strip() for f in line.split(",")]
        if fields[0].upper() == "DATA PERIODS" and len(fields) > 2 and fields[2] != "1":
            return [error("NOM-E315", file, place=f"line {number}", value=fields[2])]
    return []


def _stamps(rows: list[tuple[int, list[str]]], file: str) -> tuple[list[Stamp], list[Finding]]:
    stamps, found = [], []
    for number, fields in rows:
        if len(fields) < _N_FIELDS:
            values = {"n_fields": len(fields), "n_expected": _N_FIELDS}
            found.append(
                error("NOM-E304", file, place=f"line {number}", value=",".join(fields)[:40], values=values)
            )
            continue
        parts = [to_number(f) for f in fields[:4]]
        if any(p is None or np.isnan(p) for p in parts):
            text = ",".join(fields[:4])
            found.append(
                error("NOM-E304", file, place=f"line {number}", column="Year,Month,Day,Hour", value=text)
            )
            continue
        stamps.append(Stamp(*(int(p) for p in parts if p is not None)))
    return stamps, found


def _columns(rows: list[tuple[int, list[str]]], file: str) -> tuple[dict[str, Floats], list[Finding]]:
    columns, found = {}, []
    for name, (place, heading, missing_from) in _FIELDS.items():
        column = np.full(len(rows), np.nan)
        for i, (number, fields) in enumerate(rows):
            if len(fields) <= place:
                continue
            number_read = to_number(fields[place])
            if number_read is None:
                found.append(
                    error("NOM-E304", file, place=f"line {number}", column=heading, value=fields[place])
                )
            elif number_read < missing_from:
                column[i] = number_read
        columns[name] = column
    return columns, found


def _derived(raw: RawSeries) -> RawSeries:
    """Dew point from humidity where it is missing; cloud as a fraction; infrared of 0 W/m² means missing."""
    columns = dict(raw.columns)
    humidity = np.clip(columns.pop("relative_humidity"), 1.0, 100.0)
    temperature = columns["temperature_c"]
    with np.errstate(invalid="ignore"):
        from_humidity = dewpoint_c(temperature, humidity / 100.0)
    columns["dewpoint_c"] = np.where(np.isnan(columns["dewpoint_c"]), from_humidity, columns["dewpoint_c"])
    opaque, total = columns.pop("opaque_sky_cover"), columns.pop("total_sky_cover")
    columns["cloud_frac"] = _PER_TENTH * np.where(np.isnan(opaque), total, opaque)
    infrared = columns["infrared_w_per_m2"]
    columns["infrared_w_per_m2"] = np.where(infrared <= 0.0, np.nan, infrared)
    headings = {**raw.headings, "cloud_frac": "Opaque Sky Cover"}
    return RawSeries(columns, raw.places, headings)
