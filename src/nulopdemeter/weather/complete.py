"""From a raw series to a whole year: the order of the hours, what is missing, the last checks."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pvlib

from nulopdemeter.errors import Finding, Severity
from nulopdemeter.parameters import value
from nulopdemeter.units import H_PER_YEAR
from nulopdemeter.weather.climate import Floats, Site, Weather
from nulopdemeter.weather.clock import clock_findings
from nulopdemeter.weather.messages import note, refuse
from nulopdemeter.weather.position import SolarPosition, position
from nulopdemeter.weather.series import RawSeries, fill_gaps, range_findings
from nulopdemeter.weather.sky import clark_allen_w_per_m2, cloud_from_sun_frac

_REQUIRED = ("temperature_c", "dewpoint_c", "wind_m_per_s")


def whole_year(
    raw: RawSeries, index: pd.DatetimeIndex, site: Site, file: str, found: Sequence[Finding] = ()
) -> Weather:
    """Check a series row by row, fill what may be filled, and compute what the file lacks.

    Parameters
    ----------
    raw : RawSeries
        8760 hours on the clock of the index.
    index : pandas.DatetimeIndex
        Hour-ending stamps, shape (8760,).
    site : Site
        Place and clock of the index.
    file : str
        Name of the file, for messages.
    found : Sequence of Finding
        What the reader noticed before.

    Returns
    -------
    Weather
        The year.

    Raises
    ------
    InputError
        With everything that is wrong: values, gaps, the clock.
    """
    findings = [*found, *range_findings(raw, file)]
    raw, gaps = fill_gaps(raw, _REQUIRED, file)
    findings += gaps
    sun = position(index, site)
    ghi = _global(raw, sun)
    if np.isnan(ghi).any():
        whole = RawSeries({"ghi_w_per_m2": ghi}, raw.places, raw.headings)
        findings += fill_gaps(whole, ("ghi_w_per_m2",), file)[1]
    else:
        findings += clock_findings(ghi, sun, index, file)
    if any(f.severity is Severity.ERROR for f in findings):
        refuse([f for f in findings if f.severity is Severity.ERROR])
    dni, dhi, notes = _split(raw, ghi, sun, file)
    pressure, more = _pressure(raw, site, file)
    temperature, dewpoint, wind = (raw.columns[name] for name in _REQUIRED)
    dewpoint = np.minimum(dewpoint, temperature)
    infrared, origin, said = _infrared(raw, temperature, dewpoint, ghi, sun, file)
    return Weather(
        site.name,
        site.source,
        site.latitude_deg,
        site.longitude_deg,
        site.altitude_m,
        site.utc_offset_h,
        index,
        temperature,
        dewpoint,
        wind,
        ghi,
        dni,
        dhi,
        infrared,
        pressure,
        origin,
        (*findings, *notes, *more, *said),
    )


def to_dutch_clock(raw: RawSeries, site: Site, file: str) -> tuple[RawSeries, Site, list[Finding]]:
    """Move a UTC series from the Netherlands to UTC+1; leave every other as it is.

    The last hour of the year in UTC becomes the first one in UTC+1: a year is taken as a circle.

    Parameters
    ----------
    raw : RawSeries
        8760 hours.
    site : Site
        Place and clock.
    file : str
        Name of the file.

    Returns
    -------
    RawSeries, Site, list of Finding
        The series, its clock, and ``NOM-N304`` when it was moved.
    """
    lat_low, lat_high = value("weather", "dutch_latitude_min_deg"), value("weather", "dutch_latitude_max_deg")
    lon_low, lon_high = (
        value("weather", "dutch_longitude_min_deg"),
        value("weather", "dutch_longitude_max_deg"),
    )
    is_dutch = lat_low <= site.latitude_deg <= lat_high and lon_low <= site.longitude_deg <= lon_high
    if not is_dutch or site.utc_offset_h != 0.0:
        return raw, site, []
    offset_h = value("weather", "dutch_utc_offset_h")
    step = round(offset_h)
    columns = {name: np.roll(column, step) for name, column in raw.columns.items()}
    moved = RawSeries(columns, [*raw.places[-step:], *raw.places[:-step]], raw.headings)
    here = Site(site.name, site.source, site.latitude_deg, site.longitude_deg, site.altitude_m, offset_h)
    return moved, here, [note("NOM-N304", file)]


def split_irradiance(ghi_w_per_m2: Floats, sun: SolarPosition) -> tuple[Floats, Floats]:
    """Split global irradiance in direct normal and diffuse: Erbs et al. (1982), made continuous by Driesse.

    Parameters
    ----------
    ghi_w_per_m2 : numpy.ndarray
        Global irradiance, mean over the hour, shape (n,). [W/m²]
    sun : SolarPosition
        Where the sun is, shape (n,).

    Returns
    -------
    dni_w_per_m2, dhi_w_per_m2 : numpy.ndarray
        Means over the hour, shape (n,). [W/m²]
    """
    share = np.where(sun.up_frac > 0.0, sun.up_frac, 1.0)
    parts = pvlib.irradiance.erbs_driesse(
        ghi_w_per_m2 / share, sun.zenith_deg, dni_extra=sun.extraterrestrial_w_per_m2
    )
    is_up = sun.up_frac > 0.0
    dni = np.where(is_up, np.nan_to_num(parts["dni"]) * share, 0.0)
    dhi = np.where(is_up, np.nan_to_num(parts["dhi"]) * share, ghi_w_per_m2)
    return np.asarray(dni), np.asarray(dhi)


def _global(raw: RawSeries, sun: SolarPosition) -> Floats:
    """Global irradiance of the file; where it is missing, from direct and diffuse."""
    nothing = np.full(sun.zenith_deg.size, np.nan)
    ghi = raw.columns.get("ghi_w_per_m2", nothing)
    dni, dhi = raw.columns.get("dni_w_per_m2", nothing), raw.columns.get("dhi_w_per_m2", nothing)
    closed = dhi + dni * np.maximum(np.cos(np.radians(sun.zenith_deg)), 0.0)
    return np.asarray(np.where(np.isnan(ghi), closed, ghi))


def _split(
    raw: RawSeries, ghi: Floats, sun: SolarPosition, file: str
) -> tuple[Floats, Floats, list[Finding]]:
    nothing = np.full(H_PER_YEAR, np.nan)
    dni, dhi = raw.columns.get("dni_w_per_m2", nothing), raw.columns.get("dhi_w_per_m2", nothing)
    missing = np.isnan(dni) | np.isnan(dhi)
    if not missing.any():
        return dni, dhi, []
    direct, diffuse = split_irradiance(ghi, sun)
    said = [note("NOM-F303", file, {"n_hours": int(missing.sum())}, Severity.FILLED)]
    return np.where(missing, direct, dni), np.where(missing, diffuse, dhi), said


def _pressure(raw: RawSeries, site: Site, file: str) -> tuple[Floats, list[Finding]]:
    standard = float(pvlib.atmosphere.alt2pres(site.altitude_m))
    column = raw.columns.get("pressure_pa", np.full(H_PER_YEAR, np.nan))
    missing = np.isnan(column)
    if not missing.any():
        return column, []
    said = [
        note(
            "NOM-F305", file, {"n_hours": int(missing.sum()), "pressure": f"{standard:.0f}"}, Severity.FILLED
        )
    ]
    return np.where(missing, standard, column), said


def _infrared(
    raw: RawSeries, temperature: Floats, dewpoint: Floats, ghi: Floats, sun: SolarPosition, file: str
) -> tuple[Floats, str, list[Finding]]:
    """Measured; else Clark-Allen with the observed cloud; else with the cloud the sun of the day tells of."""
    nothing = np.full(H_PER_YEAR, np.nan)
    measured = raw.columns.get("infrared_w_per_m2", nothing)
    if not np.isnan(measured).any():
        return measured, "file", []
    cloud = raw.columns.get("cloud_frac", nothing)
    n_hours = int(np.isnan(measured).sum())
    if np.isnan(cloud).mean() < 0.5:
        cloud = np.where(np.isnan(cloud), cloud_from_sun_frac(ghi, sun), cloud)
        origin, code = "clark_allen", "NOM-F301"
    else:
        cloud = cloud_from_sun_frac(ghi, sun)
        origin, code = "clearness", "NOM-F302"
    computed = clark_allen_w_per_m2(temperature, dewpoint, cloud)
    said = [note(code, file, {"n_hours": n_hours}, Severity.FILLED)]
    return np.where(np.isnan(measured), computed, measured), origin, said
