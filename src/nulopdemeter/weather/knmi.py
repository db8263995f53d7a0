"""Read KNMI hourly files (``uurgeg``): UTC, tenths of units, J/cm², several years in one file."""

import csv
import zipfile
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np
import pandas as pd
import pvlib

from nulopdemeter.errors import Finding
from nulopdemeter.units import J_PER_CM2_H_IN_W_PER_M2
from nulopdemeter.weather.climate import Floats, Site, Weather, hour_stamps
from nulopdemeter.weather.complete import to_dutch_clock, whole_year
from nulopdemeter.weather.messages import error, refuse
from nulopdemeter.weather.series import RawSeries
from nulopdemeter.weather.stamps import Stamp, drop_leap_day, order_findings

_TENTH = 0.1
_PA_PER_TENTH_HPA = 10.0
_OCTAS = 8.0
_COLUMNS = ("FH", "T", "TD", "Q", "P", "N")
_NEEDED = ("YYYYMMDD", "HH", "FH", "T", "TD", "Q")
_HEADINGS = {
    "temperature_c": "T",
    "dewpoint_c": "TD",
    "wind_m_per_s": "FH",
    "ghi_w_per_m2": "Q",
    "pressure_pa": "P",
    "cloud_frac": "N",
}


@dataclass(frozen=True)
class KnmiFile:
    """The rows of a KNMI file, not yet checked.

    Attributes
    ----------
    rows : pandas.DataFrame
        Text columns ``YYYYMMDD HH FH T TD Q P N``; index is the line number in the file.
    station : str
        Number of the station.
    file : str
        Name of the file.
    """

    rows: pd.DataFrame
    station: str
    file: str

    @property
    def years(self) -> list[int]:
        """Return the years the file has rows of.

        Returns
        -------
        list of int
            In order.
        """
        return sorted({int(y) for y in self.rows["YYYYMMDD"].str[:4].unique() if y.isdigit()})


@cache
def stations() -> dict[str, Site]:
    """Return the places of the KNMI stations.

    Returns
    -------
    dict of str to Site
        By station number; on UTC.
    """
    path = files("nulopdemeter.weather") / "stations.csv"
    with path.open(encoding="utf-8") as lines:
        return {
            row["station"]: Site(
                row["name"],
                f"KNMI {row['station']} {row['name']}",
                float(row["latitude_deg"]),
                float(row["longitude_deg"]),
                float(row["altitude_m"]),
                0.0,
            )
            for row in csv.DictReader(lines)
        }


def open_knmi(path: Path) -> KnmiFile:
    """Open a KNMI hourly file, text or zip.

    Parameters
    ----------
    path : Path
        ``.txt`` as downloaded, or the ``.zip`` around it.

    Returns
    -------
    KnmiFile
        Its rows.

    Raises
    ------
    InputError
        When it is no KNMI hourly file, or lacks a column or the place of its station.
    """
    text = _text(path)
    lines = text.splitlines()
    at = next((i for i, line in enumerate(lines) if line.lstrip("# ").startswith("STN,")), None)
    if at is None:
        refuse([error("NOM-E302", path.name)])
    names = [name.strip() for name in lines[at].lstrip("# ").split(",")]
    names = ["HH" if name == "H" else name for name in names]
    missing = [error("NOM-E317", path.name, column=name) for name in _NEEDED if name not in names]
    if missing:
        refuse(missing)
    rows = _table(lines, at + 1, names)
    if rows.empty:
        refuse([error("NOM-E303", path.name, value="0")])
    station = str(rows["STN"].iloc[0])
    if station not in stations():
        refuse([error("NOM-E314", path.name, value=station, values={"stations": ", ".join(stations())})])
    return KnmiFile(rows, station, path.name)


def read_knmi(path: Path, year: int | None = None) -> Weather:
    """Read one year of a KNMI hourly file and check every row of it.

    Parameters
    ----------
    path : Path
        ``.txt`` or ``.zip``.
    year : int, optional
        Which year; may be left out when the file holds one.

    Returns
    -------
    Weather
        In UTC+1.

    Raises
    ------
    InputError
        With everything that is wrong with that year.
    """
    opened = open_knmi(path)
    if year is None and len(opened.years) == 1:
        year = opened.years[0]
    if year is None or year not in opened.years:
        values = {"years": ", ".join(str(y) for y in opened.years)}
        refuse([error("NOM-E312", opened.file, value=str(year or ""), values=values)])
    raw, notes = year_series(opened, year)
    site = stations()[opened.station]
    named = Site(
        f"knmi-{opened.station}-{year}",
        f"{site.source}, {year}",
        site.latitude_deg,
        site.longitude_deg,
        site.altitude_m,
        site.utc_offset_h,
    )
    raw, here, moved = to_dutch_clock(raw, named, opened.file)
    return whole_year(raw, hour_stamps(year), here, opened.file, [*notes, *moved])


def year_series(opened: KnmiFile, year: int) -> tuple[RawSeries, list[Finding]]:
    """Return the 8760 hours of one year in UTC, in SI units.

    Parameters
    ----------
    opened : KnmiFile
        The file.
    year : int
        One of its years.

    Returns
    -------
    RawSeries
        Hours in order, 29 February dropped.
    list of Finding
        Notes.

    Raises
    ------
    InputError
        For fields that are no numbers, gaps and double hours.
    """
    rows = opened.rows[opened.rows["YYYYMMDD"].str[:4] == str(year)]
    places = [f"line {n}" for n in rows.index]
    numbers, found = _numbers(rows, opened.file)
    if found:
        refuse(found)
    dates, hours = numbers["YYYYMMDD"].astype(int), numbers["HH"].astype(int)
    stamps = [
        Stamp(d // 10000, d // 100 % 100, d % 100, h)
        for d, h in zip(dates.tolist(), hours.tolist(), strict=True)
    ]
    found = order_findings(stamps, places, opened.file)
    if found:
        refuse(found)
    return drop_leap_day(RawSeries(_si(numbers, opened.station), places, _HEADINGS), stamps, opened.file)


def _text(path: Path) -> str:
    if path.suffix.lower() != ".zip":
        return path.read_text(encoding="latin-1")
    try:
        with zipfile.ZipFile(path) as archive:
            inside = [n for n in archive.namelist() if n.lower().endswith(".txt")]
            if len(inside) != 1:
                refuse([error("NOM-E302", path.name)])
            return archive.read(inside[0]).decode("latin-1")
    except zipfile.BadZipFile:
        refuse([error("NOM-E302", path.name)])


def _table(lines: list[str], start: int, names: list[str]) -> pd.DataFrame:
    """Rows as text, by line number; a line with too many fields is cut, one with too few is filled."""
    wanted = [(name, names.index(name)) for name in ("STN", *_NEEDED, "P", "N") if name in names]
    chosen = [(n, line.split(",")) for n, line in enumerate(lines[start:], start + 1) if line.strip(" ,#")]
    data = {name: [f[k].strip() if k < len(f) else "" for _, f in chosen] for name, k in wanted}
    return pd.DataFrame(data, index=[n for n, _ in chosen], dtype=object)


def _numbers(rows: pd.DataFrame, file: str) -> tuple[dict[str, Floats], list[Finding]]:
    numbers, found = {}, []
    for name in ("YYYYMMDD", "HH", *_COLUMNS):
        if name not in rows:
            numbers[name] = np.full(len(rows), np.nan)
            continue
        column = pd.to_numeric(rows[name].replace("", np.nan), errors="coerce").to_numpy(dtype=np.float64)
        is_key = name in ("YYYYMMDD", "HH")
        bad = np.isnan(column) & ((rows[name] != "").to_numpy() | is_key)
        for row in np.flatnonzero(bad).tolist():
            place, text = f"line {rows.index[row]}", str(rows[name].iloc[row])
            found.append(error("NOM-E304", file, place=place, column=name, value=text))
        numbers[name] = column
    return numbers, found


def _si(numbers: dict[str, Floats], station: str) -> dict[str, Floats]:
    altitude_m = stations()[station].altitude_m
    reduction = pvlib.atmosphere.alt2pres(altitude_m) / pvlib.atmosphere.alt2pres(0.0)
    octas = numbers["N"]
    return {
        "temperature_c": numbers["T"] * _TENTH,
        "dewpoint_c": numbers["TD"] * _TENTH,
        "wind_m_per_s": numbers["FH"] * _TENTH,
        "ghi_w_per_m2": numbers["Q"] * J_PER_CM2_H_IN_W_PER_M2,
        "pressure_pa": numbers["P"] * _PA_PER_TENTH_HPA * reduction,
        # 9 octas: the sky cannot be seen for fog
        "cloud_frac": np.minimum(octas, _OCTAS) / _OCTAS,
    }
