"""A year of weather as an EPW file, for programs that read no other."""

from pathlib import Path

import numpy as np
import pandas as pd

from nulopdemeter.parameters import figures
from nulopdemeter.weather.climate import Floats, Weather

# Fields that the year does not hold, with the code of the format for "missing"; no snow.
_LIGHT = "999999,999999,999999,9999"
_CLOUD_AND_SIGHT = "99,99,9999,99999,9,999999999,999,.999,0,99,999,999,99"
_FLAGS = "?9?9?9?9E0?9?9?9?9?9?9?9?9?9?9?9?9?9?9?9"


def humidity_frac(temperature_c: Floats, dewpoint_c: Floats) -> Floats:
    """Return the relative humidity from temperature and dew point: Magnus, constants of Sonntag (1990).

    Parameters
    ----------
    temperature_c, dewpoint_c : numpy.ndarray
        Shape (n,). [°C]

    Returns
    -------
    numpy.ndarray
        From 0 to 1, shape (n,).
    """
    p = figures("weather")
    slope, base = p["magnus_slope"], p["magnus_temperature_c"]
    power = slope * dewpoint_c / (base + dewpoint_c) - slope * temperature_c / (base + temperature_c)
    return np.minimum(np.exp(power), 1.0)


def epw_text(weather: Weather, wind_deg: Floats | None = None) -> str:
    """Return a year as the text of an EPW file.

    Parameters
    ----------
    weather : Weather
        The year.
    wind_deg : numpy.ndarray, optional
        Direction the wind comes from, shape (8760,). [°] Left out: missing.

    Returns
    -------
    str
        Eight lines of heading and 8760 rows, hour-ending, in the clock of the weather.
    """
    began = weather.index - pd.Timedelta(hours=1)
    direction = np.full(len(began), 999.0) if wind_deg is None else wind_deg
    humidity = 100.0 * humidity_frac(weather.temperature_c, weather.dewpoint_c)
    lines = _heading(weather, str(began[0].day_name()))
    for i, start in enumerate(began):
        lines.append(
            f"{start.year},{start.month},{start.day},{start.hour + 1},60,{_FLAGS},"
            f"{weather.temperature_c[i]:.2f},{weather.dewpoint_c[i]:.2f},{humidity[i]:.1f},"
            f"{weather.pressure_pa[i]:.0f},9999,9999,{weather.infrared_w_per_m2[i]:.1f},"
            f"{weather.ghi_w_per_m2[i]:.1f},{weather.dni_w_per_m2[i]:.1f},{weather.dhi_w_per_m2[i]:.1f},"
            f"{_LIGHT},{direction[i]:.0f},{weather.wind_m_per_s[i]:.2f},{_CLOUD_AND_SIGHT}"
        )
    return "\n".join(lines) + "\n"


def write_epw(path: Path, weather: Weather, wind_deg: Floats | None = None) -> None:
    """Write a year as an EPW file.

    Parameters
    ----------
    path : Path
        The file.
    weather : Weather
        The year.
    wind_deg : numpy.ndarray, optional
        Direction the wind comes from, shape (8760,). [°] Left out: missing.
    """
    path.write_text(epw_text(weather, wind_deg), encoding="utf-8")


def _heading(weather: Weather, weekday: str) -> list[str]:
    name = weather.name.replace(",", " ")
    return [
        f"LOCATION,{name},-,-,{weather.source.replace(',', ' ')},999999,{weather.latitude_deg:.3f},"
        f"{weather.longitude_deg:.3f},{weather.utc_offset_h:.1f},{weather.altitude_m:.1f}",
        "DESIGN CONDITIONS,0",
        "TYPICAL/EXTREME PERIODS,0",
        "GROUND TEMPERATURES,0",
        "HOLIDAYS/DAYLIGHT SAVINGS,No,0,0,0",
        "COMMENTS 1,written by nulopdemeter",
        "COMMENTS 2,hour-ending",
        f"DATA PERIODS,1,1,Data,{weekday},1/1,12/31",
    ]
