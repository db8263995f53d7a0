"""Write weather files the way their makers do, from a generated year, so that tests can damage them."""

import numpy as np

from nulopdemeter.weather import Weather
from nulopdemeter.weather.stamps import calendar

HEADER = (
    "LOCATION,{place},-,NLD,test,260,{lat},{lon},{tz},{alt}",
    "DESIGN CONDITIONS,0",
    "TYPICAL/EXTREME PERIODS,0",
    "GROUND TEMPERATURES,0",
    "HOLIDAYS/DAYLIGHT SAVINGS,No,0,0,0",
    "COMMENTS 1,test",
    "COMMENTS 2,test",
    "DATA PERIODS,1,1,Data,Sunday, 1/ 1,12/31",
)


def epw_lines(
    weather: Weather, *, tz=1.0, roll=0, infrared=True, cloud=None, split=True, leap=False
) -> list[str]:
    """EPW of a year; ``roll`` moves the rows by so many hours without saying so in the header."""
    header = [
        line.format(
            place=weather.name,
            lat=weather.latitude_deg,
            lon=weather.longitude_deg,
            tz=tz,
            alt=weather.altitude_m,
        )
        for line in HEADER
    ]
    columns = [
        np.roll(column, roll)
        for column in (
            weather.temperature_c,
            weather.dewpoint_c,
            weather.infrared_w_per_m2,
            weather.ghi_w_per_m2,
            weather.dni_w_per_m2,
            weather.dhi_w_per_m2,
            weather.wind_m_per_s,
        )
    ]
    if leap:
        at = 59 * 24
        columns = [np.concatenate((column[:at], column[at - 24 : at], column[at:])) for column in columns]
    rows = []
    for i, (month, day, hour) in enumerate(calendar(is_leap=leap)):
        t, dew, ir, ghi, dni, dhi, wind = (column[i] for column in columns)
        fields = ["2001", str(month), str(day), str(hour), "60", "flags"]
        fields += [f"{t:.1f}", f"{dew:.1f}", "80", "101300", "0", "0"]
        fields += [f"{ir:.0f}" if infrared else "9999", f"{ghi:.0f}"]
        fields += [f"{dni:.0f}", f"{dhi:.0f}"] if split else ["9999", "9999"]
        fields += ["0", "0", "0", "0", "180", f"{wind:.1f}"]
        fields += ["99", "99"] if cloud is None else [str(cloud), str(cloud)]
        rows.append(",".join(fields))
    return header + rows


def knmi_lines(weather: Weather, year: int, *, roll=0) -> list[str]:
    """KNMI hourly file in UTC of a year in UTC+1, with blank columns where KNMI has none."""
    ghi, t, dew, wind = (
        np.roll(column, roll - 1)
        for column in (weather.ghi_w_per_m2, weather.temperature_c, weather.dewpoint_c, weather.wind_m_per_s)
    )
    lines = [
        "BRON: KONINKLIJK NEDERLANDS METEOROLOGISCH INSTITUUT (KNMI)",
        "",
        "# STN,YYYYMMDD,   HH,   FH,    T,   TD,    Q,    P,    N",
        "",
    ]
    for i, (month, day, hour) in enumerate(calendar(is_leap=False)):
        tenths = (wind[i] * 10, t[i] * 10, dew[i] * 10)
        numbers = ",".join(f"{n:5.0f}" for n in (*tenths, ghi[i] * 0.36))
        lines.append(f"  260,{year}{month:02d}{day:02d},{hour:5d},{numbers},10130,    6")
    return lines


def write(path, lines):
    path.write_text("\n".join(lines) + "\n", encoding="latin-1")
    return path
