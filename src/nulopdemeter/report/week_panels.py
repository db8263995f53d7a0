"""The panels of a week, one function each."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from nulopdemeter.language import number, say
from nulopdemeter.report.drawing import COLOURS, FAINT, INK, PAPER
from nulopdemeter.report.week import DAYS_PER_WEEK, H_PER_WEEK
from nulopdemeter.units import H_PER_DAY

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_LEAST_KW = 1e-3  # a use below a watt is not to be seen
_ROOM_FACTOR = 1.8  # how far above the heat the most possible may lie and still be drawn
_NO_LIMIT_KW = 1e4
_LEAST_SPAN_K = 4.0
_TICKS_PER_IN = 4
Floats = NDArray[np.float64]


class Week(NamedTuple):
    """What the panels are drawn from.

    Attributes
    ----------
    hours : DataFrame
        The hours of the week.
    year : DataFrame
        All hours: what the machines of a dwelling run on shows in its year.
    lang : str
        ``"nl"`` or ``"en"``.
    """

    hours: pd.DataFrame
    year: pd.DataFrame
    lang: str


class Band(NamedTuple):
    """One colour of a stack or one line: key of its text, colour, and the hours."""

    key: str
    colour: str
    kw: Floats


class Panel(NamedTuple):
    """One panel: key of its heading, share of the height, and what paints it."""

    key: str
    height_in: float
    paint: Callable[["Axes", Week], None]


def panels_of(week: Week) -> list[Panel]:
    """Return the panels that something stands in.

    Parameters
    ----------
    week : Week
        The hours.

    Returns
    -------
    list of Panel
        From top to bottom.
    """
    hours = week.hours
    has_water = bool(hours["tank_c"].notna().any() or supply_of(week).notna().any())
    panels = [Panel("rooms", 1.15, _rooms), Panel("water" if has_water else "outdoors", 1.25, _water)]
    if any(_is_there(week, name) for name in ("heat_demand_kw", "hot_water_heat_kw", "cooling_kw")):
        panels.append(Panel("heat", 1.5, _heat))
    if uses_of(week) or _is_there(week, "pv_kw"):
        panels.append(Panel("electricity", 1.85, _electricity))
    if bool(hours["cop"].notna().any()):
        panels.append(Panel("cop", 0.8, _cop))
    if _is_there(week, "battery_kwh"):
        panels.append(Panel("battery", 0.8, _battery))
    return panels


def _is_there(week: Week, column: str) -> bool:
    """Tell whether there is any of it in the week."""
    return bool((week.hours[column].fillna(0.0).abs() > _LEAST_KW).any())


def supply_of(week: Week) -> pd.Series:
    """Return the supply temperature while heat goes to the rooms: at other times there is no supply.

    Parameters
    ----------
    week : Week
        The hours.

    Returns
    -------
    Series
        [°C]; NaN without heat.
    """
    return week.hours["supply_c"].where(week.hours["heat_demand_kw"] > 0.0)


def moments_of(week: Week, column: str) -> tuple[NDArray[np.int64], Floats]:
    """Return what stands at the ends of hours, that of the hour before the week included.

    Parameters
    ----------
    week : Week
        The hours.
    column : str
        Such as ``tank_c``.

    Returns
    -------
    tuple of ndarray
        Hours since the week began, and what stands there.
    """
    first = int(week.year.index.get_indexer(week.hours.index[:1])[0])
    values = week.year[column].to_numpy(float)
    since = np.arange(0 if first else 1, len(week.hours) + 1)
    return since, values[first - 1 + since]


def _line(axes: "Axes", week: Week, column: str, key: str, colour: str, **look: object) -> None:
    """Draw a temperature at the ends of the hours."""
    since, values = moments_of(week, column)
    if np.isfinite(values).any():
        text = say(f"hours.key.{key}", week.lang)
        axes.plot(since, values, color=colour, label=text, **{"linewidth": 1.1, **look})  # type: ignore[arg-type]


def _steps(axes: "Axes", week: Week, band: Band, **look: object) -> None:
    """Draw a mean over the hour as a step."""
    text = say(f"hours.key.{band.key}", week.lang)
    edges = np.arange(len(band.kw) + 1)
    axes.stairs(band.kw, edges, color=band.colour, label=text, baseline=None, **{"linewidth": 1.1, **look})  # type: ignore[arg-type]


def _stack(axes: "Axes", week: Week, bands: list[Band], sign: float = 1.0) -> Floats:
    """Stack means over the hour upwards or downwards and return where the stack ends."""
    edges, level = np.arange(len(week.hours) + 1), np.zeros(len(week.hours))
    for band in bands:
        above = level + sign * band.kw
        text = say(f"hours.key.{band.key}", week.lang)
        axes.stairs(above, edges, baseline=level, fill=True, color=band.colour, label=text, linewidth=0.0)
        level = above
    return level


def _rooms(axes: "Axes", week: Week) -> None:
    set_point = week.hours["set_point_c"].to_numpy(float)
    # A set point below freezing is none: nobody asks for heat.
    wanted = np.where(set_point > 0.0, set_point, np.nan)
    if np.isfinite(wanted).any():
        _steps(axes, week, Band("set_point", INK, wanted), linestyle=(0, (3, 2)), linewidth=0.9, zorder=4)
    _line(axes, week, "air_c", "air", COLOURS["hot_water"], linewidth=0.9)
    _line(axes, week, "operative_c", "operative", COLOURS["heating"], linewidth=1.4)
    # A tenth of a kelvin must not look like a swing.
    low, high = axes.get_ylim()
    short_k = max(_LEAST_SPAN_K - (high - low), 0.0)
    axes.set_ylim(low - 0.5 * short_k, high + 0.5 * short_k)


def _water(axes: "Axes", week: Week) -> None:
    hours = week.hours
    _steps(axes, week, Band("outdoor", COLOURS["outdoor"], hours["outdoor_c"].to_numpy(float)))
    if (flow := supply_of(week)).notna().any():
        _steps(axes, week, Band("supply", COLOURS["supply"], flow.to_numpy(float)))
    _line(axes, week, "tank_c", "tank", COLOURS["installation"])
    axes.axhline(0.0, color=FAINT, linewidth=0.6)


def backup_band(week: Week) -> Band:
    """Name what heats beside or without a heat pump by what it takes in.

    Parameters
    ----------
    week : Week
        The hours.

    Returns
    -------
    Band
        Its heat.
    """
    year, heat = week.year, week.hours["backup_heat_kw"].to_numpy(float)
    heats = year["backup_heat_kw"] > _LEAST_KW
    for key, colour, column in (
        ("element_heat", "element", "backup_electricity_kw"),
        ("network_heat", "district_heat", "district_heat_kw"),
    ):
        if (year.loc[heats, column] > 0.0).any():
            return Band(key, COLOURS[colour], heat)
    is_ideal = not bool((year.loc[heats, "gas_kw"] > year.loc[heats, "cooking_gas_kw"]).any())
    return Band("ideal_heat" if is_ideal else "gas_heat", COLOURS["rest" if is_ideal else "gas"], heat)


def _heat(axes: "Axes", week: Week) -> None:
    hours = week.hours
    bands = [Band("pump_heat", COLOURS["heating"], hours["heat_pump_heat_kw"].to_numpy(float))]
    bands = bands if _is_there(week, "heat_pump_heat_kw") else []
    bands += [backup_band(week)] if _is_there(week, "backup_heat_kw") else []
    top = float(_stack(axes, week, bands).max())
    for column, key, colour in (
        ("hot_water_heat_kw", "water_heat", "dot"),
        ("collector_kw", "collector", "collector"),
    ):
        if _is_there(week, column):
            values = hours[column].to_numpy(float)
            top = max(top, float(values.max()))
            _steps(axes, week, Band(key, COLOURS[colour], values), linewidth=0.9)
    most = hours["heat_most_kw"].to_numpy(float)
    if most.min() < _ROOM_FACTOR * top and bands:
        _steps(axes, week, Band("most", INK, most), linewidth=0.8, linestyle=(0, (1, 1)))
        top = max(top, min(float(most.max()), _ROOM_FACTOR * top))
    elif bands and most.min() < _NO_LIMIT_KW:
        text = say("hours.key.most_above", week.lang, {"kw": number(float(most.min()), week.lang, 1)})
        axes.plot([], [], color=INK, linewidth=0.8, linestyle=(0, (1, 1)), label=text)
    low = 0.0
    if _is_there(week, "cooling_kw"):
        # What is taken out of the rooms goes downwards.
        cooling = Band("cooling", COLOURS["cooling"], hours["cooling_kw"].to_numpy(float))
        low = float(_stack(axes, week, [cooling], -1.0).min())
        axes.axhline(0.0, color=INK, linewidth=0.6)
    axes.set_ylim(1.08 * low, max(1.08 * top, 0.1))


def uses_of(week: Week) -> list[Band]:
    """Return the uses of electricity that the week knows, in the order of the stack.

    Parameters
    ----------
    week : Week
        The hours.

    Returns
    -------
    list of Band
        From the bottom upwards.
    """
    hours = week.hours
    columns = {
        "household": ("household_kw",),
        "fans": ("fans_kw", "auxiliary_kw"),
        "hot_water": ("hot_water_electricity_kw",),
        "heat_pump": ("heat_pump_electricity_kw",),
        "element": ("backup_electricity_kw",),
        "cooling": ("cooling_electricity_kw",),
        "ev": ("ev_kw",),
        "charged": ("battery_charged_kw",),
    }
    colours = {"heat_pump": "heating", "charged": "battery"}
    return [
        Band(key, COLOURS[colours.get(key, key)], hours[list(names)].to_numpy(float).sum(1))
        for key, names in columns.items()
        if any(_is_there(week, name) for name in names)
    ]


def _electricity(axes: "Axes", week: Week) -> None:
    _stack(axes, week, uses_of(week))
    given = [
        Band(key, COLOURS[colour], week.hours[column].to_numpy(float))
        for key, colour, column in (
            ("pv", "pv", "pv_kw"),
            ("discharged", "band", "battery_discharged_kw"),
        )
        if _is_there(week, column)
    ]
    _stack(axes, week, given, -1.0)
    net = week.hours["import_kw"].to_numpy(float) - week.hours["export_kw"].to_numpy(float)
    if given:
        # Without panels and battery the grid gives what is used: the top of the stack says it.
        _steps(axes, week, Band("net", INK, net), linewidth=0.9)
    axes.axhline(0.0, color=INK, linewidth=0.6)


def _cop(axes: "Axes", week: Week) -> None:
    values = week.hours["cop"].to_numpy(float)
    axes.stairs(values, np.arange(len(values) + 1), color=COLOURS["heating"], baseline=None, linewidth=1.1)
    axes.set_ylim(0.0, 1.1 * float(np.nanmax(values)))


def _battery(axes: "Axes", week: Week) -> None:
    since, values = moments_of(week, "battery_kwh")
    axes.fill_between(since, values, color=COLOURS["battery"], linewidth=0.0)
    axes.set_ylim(0.0, float(week.year["battery_kwh"].max()) * 1.05)


def finish(axes: "Axes", panel: Panel, week: Week) -> None:
    """Put heading and key above a panel and light lines in it.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        The panel, painted.
    panel : Panel
        Its heading.
    week : Week
        The hours.
    """
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.tick_params(length=0)
    axes.yaxis.set_major_locator(
        MaxNLocator(nbins=round(_TICKS_PER_IN * panel.height_in), steps=[1, 2, 5, 10])
    )
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: _tick(value, week.lang)))
    axes.grid(axis="y", color="#e3e7ec", linewidth=0.5)
    axes.set_axisbelow(True)
    for day in range(DAYS_PER_WEEK + 1):
        axes.axvline(day * H_PER_DAY, color="#cfd6de", linewidth=0.5, zorder=0.5)
    axes.set_xlim(0, H_PER_WEEK)
    axes.legend(
        *axes.get_legend_handles_labels(),
        title=say(f"hours.panel.{panel.key}", week.lang),
        loc="lower left",
        bbox_to_anchor=(0.0, 1.0),
        ncols=3,
        fontsize=7.5,
        title_fontproperties={"size": 8.5, "weight": "bold"},
        alignment="left",
        borderaxespad=0.1,
        borderpad=0.1,
        handlelength=1.3,
        handletextpad=0.5,
        columnspacing=1.0,
        labelspacing=0.25,
        facecolor=PAPER,
    )


def _tick(value: float, lang: str) -> str:
    return number(value, lang, 0 if abs(value - round(value)) < 1e-9 else 1)
