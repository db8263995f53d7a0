"""A week of hours as a picture: what an engineer looks at to see whether an installation does what it should."""

from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING

import pandas as pd

from nulopdemeter.dwelling.file_schedules import FIRST_WEEKDAY
from nulopdemeter.language import number, say
from nulopdemeter.report.drawing import FAINT, WIDTH_IN, draw_alone
from nulopdemeter.report.week import COLDEST, DAYS_PER_WEEK, week_hours, week_start
from nulopdemeter.report.week_panels import Week, finish, panels_of
from nulopdemeter.units import H_PER_DAY

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

PICTURE_SUFFIXES = (".svg", ".png")
_HEADING_LETTERS = 46


def week_chart(
    hourly: pd.DataFrame,
    start: str | pd.Timestamp = COLDEST,
    lang: str = "en",
    name: str = "",
    suffix: str = ".svg",
) -> bytes:
    """Draw a week: rooms, water and weather, heat, electricity, efficiency and battery above each other.

    Parameters
    ----------
    hourly : DataFrame
        Hour-ending rows of a year, from ``simulate_file``, ``simulate_row`` or ``Dwelling.simulate``.
    start : str or Timestamp
        The midnight it begins at, or what ``week.week_start`` takes: ``coldest``, ``sunniest``, a day.
    lang : str
        ``"nl"`` or ``"en"``.
    name : str
        Of the dwelling; stands in the title.
    suffix : str
        ``".svg"`` or ``".png"``.

    Returns
    -------
    bytes
        The file. It is as wide as a telephone and holds its own description for screen readers. Panels in which
        nothing would stand are left out.

    Raises
    ------
    InputError
        When there is no such week.
    """
    begin = week_start(hourly, start) if isinstance(start, str) else start
    week = Week(week_hours(hourly, begin), hourly, lang)
    panels = panels_of(week)
    first = week_title(week, begin)
    parts = [name, first] if name else [f"{first[0].upper()}{first[1:]}"]
    title = ", ".join(parts)

    def paint(figure: "Figure") -> None:
        figure.set_layout_engine("constrained", h_pad=0.03, hspace=0.02)
        figure.suptitle(
            "\n".join(fill(part, _HEADING_LETTERS) for part in parts),
            x=0.01,
            ha="left",
            fontsize=9.5,
            fontweight="bold",
        )
        rows = figure.subplots(
            len(panels), 1, sharex=True, squeeze=False, height_ratios=[p.height_in for p in panels]
        )[:, 0]
        for axes, panel in zip(rows, panels, strict=True):
            panel.paint(axes, week)
            finish(axes, panel, week)
        _days(rows[-1], begin, lang)

    height_in = 0.55 + sum(panel.height_in for panel in panels)
    return draw_alone((WIDTH_IN, height_in), paint, title, week_words(week), suffix)


def write_week(
    hourly: pd.DataFrame, path: Path, start: str | pd.Timestamp = COLDEST, lang: str = "en", name: str = ""
) -> None:
    """Draw a week into a file; see ``week_chart``.

    Parameters
    ----------
    hourly : DataFrame
        Hour-ending rows of a year.
    path : Path
        Ends in ``.svg`` or ``.png``.
    start : str or Timestamp
        Which week.
    lang : str
        ``"nl"`` or ``"en"``.
    name : str
        Of the dwelling.
    """
    path.write_bytes(week_chart(hourly, start, lang, name, path.suffix.lower()))


def week_title(week: Week, begin: pd.Timestamp) -> str:
    """Say which week it is and how cold.

    Parameters
    ----------
    week : Week
        The hours.
    begin : Timestamp
        Its first midnight.

    Returns
    -------
    str
        One line.
    """
    outdoor = number(float(week.hours["outdoor_c"].mean()), week.lang, 1)
    return say("hours.week.title", week.lang, {"day": day_text(begin, week.lang), "outdoor": outdoor})


def week_words(week: Week) -> str:
    """Tell a week in words: what who cannot see the picture hears.

    Parameters
    ----------
    week : Week
        The hours.

    Returns
    -------
    str
        Some sentences with the sums of the week.
    """
    hours, lang = week.hours, week.lang

    columns = ("heat_demand_kw", "heat_pump_heat_kw", "backup_heat_kw", "import_kw", "export_kw")
    kwh = {name: number(float(hours[name].sum()), lang) for name in columns}
    most = {name: number(float(hours[name].max()), lang, 1) for name in columns}
    low, high = float(hours["operative_c"].min()), float(hours["operative_c"].max())
    heat = {
        "heat": kwh["heat_demand_kw"],
        "pump": kwh["heat_pump_heat_kw"],
        "backup": kwh["backup_heat_kw"],
        "peak": most["heat_demand_kw"],
    }
    meter = {"import": kwh["import_kw"], "export": kwh["export_kw"], "peak": most["import_kw"]}
    rooms = {"low": number(low, lang, 1), "high": number(high, lang, 1)}
    return " ".join(
        say(f"hours.week.{key}", lang, values)
        for key, values in (("rooms", rooms), ("heat", heat), ("meter", meter))
    )


def day_text(day: pd.Timestamp, lang: str) -> str:
    """Write a day shortly, with the day of the week that the people and machines of the year live by.

    Parameters
    ----------
    day : Timestamp
        The day.
    lang : str
        ``"nl"`` or ``"en"``.

    Returns
    -------
    str
        Such as ``di 12 jan``.
    """
    weekday = say("hours.days", lang).split()[(day.day_of_year - 1 + FIRST_WEEKDAY) % DAYS_PER_WEEK]
    return f"{weekday} {day.day} {say('hours.months', lang).split()[day.month - 1]}"


def _days(axes: "Axes", begin: pd.Timestamp, lang: str) -> None:
    """Name the days in the middle of each."""
    days = [begin + pd.Timedelta(days=day) for day in range(DAYS_PER_WEEK)]
    middles = [(day + 0.5) * H_PER_DAY for day in range(DAYS_PER_WEEK)]
    axes.set_xticks(middles, [day_text(day, lang).replace(" ", "\n", 1) for day in days])
    axes.set_xlabel(say("hours.week.clock", lang), fontsize=7.5, color=FAINT)
