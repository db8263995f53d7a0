"""One year of weather, as every later stage reads it."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from nulopdemeter.errors import Finding

Floats = NDArray[np.float64]

HOURLY_COLUMNS = (
    "temperature_c",
    "dewpoint_c",
    "wind_m_per_s",
    "ghi_w_per_m2",
    "dni_w_per_m2",
    "dhi_w_per_m2",
    "infrared_w_per_m2",
    "pressure_pa",
)


@dataclass(frozen=True, eq=False)
class Weather:
    """A year of 8760 hours in local standard time.

    Compared and hashed by identity, so that what is derived from it can be remembered.

    Attributes
    ----------
    name : str
        Name of a shipped year, or the stem of the file.
    source : str
        Where the data come from.
    latitude_deg, longitude_deg : float
        Place; north and east positive. [°]
    altitude_m : float
        Height above sea level. [m]
    utc_offset_h : float
        Local standard time minus UTC. [h]
    index : pandas.DatetimeIndex
        8760 hour-ending stamps without a zone, 29 February dropped.
    temperature_c, dewpoint_c : numpy.ndarray
        Air temperature and dew point at the stamp, shape (8760,). [°C]
    wind_m_per_s : numpy.ndarray
        Wind at 10 m, shape (8760,). [m/s]
    ghi_w_per_m2, dni_w_per_m2, dhi_w_per_m2 : numpy.ndarray
        Global horizontal, direct normal and diffuse horizontal irradiance, mean over the hour before the
        stamp, shape (8760,). [W/m²]
    infrared_w_per_m2 : numpy.ndarray
        Downward long-wave irradiance on the horizontal, shape (8760,). [W/m²]
    pressure_pa : numpy.ndarray
        Air pressure at the station, shape (8760,). [Pa]
    infrared_origin : str
        ``measured``, ``clark_allen`` (observed cloud), ``clearness`` (cloud from the sun) or ``file``.
    findings : tuple of Finding
        What was filled, moved or computed on reading.
    """

    name: str
    source: str
    latitude_deg: float
    longitude_deg: float
    altitude_m: float
    utc_offset_h: float
    index: pd.DatetimeIndex
    temperature_c: Floats
    dewpoint_c: Floats
    wind_m_per_s: Floats
    ghi_w_per_m2: Floats
    dni_w_per_m2: Floats
    dhi_w_per_m2: Floats
    infrared_w_per_m2: Floats
    pressure_pa: Floats
    infrared_origin: str = "file"
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Site:
    """Where and on which clock a series was measured.

    Attributes
    ----------
    name : str
        Name of the series.
    source : str
        Where it comes from.
    latitude_deg, longitude_deg : float
        Place. [°]
    altitude_m : float
        Height above sea level. [m]
    utc_offset_h : float
        Clock of the stamps minus UTC. [h]
    """

    name: str
    source: str
    latitude_deg: float
    longitude_deg: float
    altitude_m: float
    utc_offset_h: float


def hour_stamps(year: int) -> pd.DatetimeIndex:
    """Return the 8760 hour-ending stamps of a year, without 29 February.

    Parameters
    ----------
    year : int
        Calendar year.

    Returns
    -------
    pandas.DatetimeIndex
        From 1 January 01:00 to 1 January 00:00 of the next year.
    """
    stamps = pd.date_range(f"{year}-01-01 01:00", f"{year + 1}-01-01 00:00", freq="h")
    begun = stamps - pd.Timedelta(hours=1)
    return stamps[~((begun.month == 2) & (begun.day == 29))]
