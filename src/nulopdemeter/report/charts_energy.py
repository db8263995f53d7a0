"""Figures about energy: the meter, grid and summer, and how sure it is."""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from nulopdemeter.language import number, say
from nulopdemeter.report.drawing import (
    COLOURS,
    INK,
    PAPER,
    Chart,
    Table,
    colour_key,
    in_two_lines,
    make_chart,
    name_rows,
    tidy,
)
from nulopdemeter.report.sentences import sizing_words
from nulopdemeter.report.words import change_amount, eur_rounded, package_name, percent, signed_eur
from nulopdemeter.summary import Summary

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_BAR = 0.62


def _computed(summary: Summary) -> pd.DataFrame:
    return summary.packages[summary.packages["n_computed"] > 0].reset_index(drop=True)


def meter_terms(table: pd.DataFrame) -> dict[str, np.ndarray]:
    """Return the parts of the yearly balance, use positive and generation negative.

    Gas is what is left of the balance when electricity, heat and generation are taken out of it, so that the
    parts add up to the net that decides.

    Parameters
    ----------
    table : pandas.DataFrame
        Table per package with means of the meter.

    Returns
    -------
    dict[str, numpy.ndarray]
        Mean [kWh] by part, one number a package.
    """

    def mean(name: str) -> np.ndarray:
        column = f"mean_{name}_kwh"
        return table[column].fillna(0.0).to_numpy(float) if column in table else np.zeros(len(table))

    net, pv, use, heat = mean("net"), mean("pv"), mean("electricity_use"), mean("district_heat")
    heating, hot_water, household = (
        mean("heating_electricity"),
        mean("hot_water_electricity"),
        mean("household"),
    )
    parts = {
        "gas": net + pv - use - heat,
        "district_heat": heat,
        "heating": heating,
        "hot_water": hot_water,
        "fans": use - heating - hot_water - household,
        "household": household,
        "pv": -pv,
    }
    return {name: values for name, values in parts.items() if np.abs(values).max(initial=0.0) > 0.5}


def meter(summary: Summary, focus: str, lang: str) -> Chart | None:
    """Draw the year's use to the right, the generation to the left and what is left between them.

    Parameters
    ----------
    summary : Summary
        Tables of the stock.
    focus : str
        Package the title is about.
    lang : str
        ``"nl"`` or ``"en"``.

    Returns
    -------
    Chart or None
        None when the results hold no meter.
    """
    if not {"mean_net_kwh", "nom_frac"} <= set(summary.packages.columns):
        return None
    table = _computed(summary)
    parts = meter_terms(table)

    def paint(figure: "Figure") -> None:
        axes = figure.add_subplot()
        start = np.zeros(len(table))
        for name, values in parts.items():
            left = None if name == "pv" else start
            axes.barh(range(len(table)), values, _BAR, left=left, color=COLOURS[name])
            start = start if name == "pv" else start + values
        axes.scatter(
            table["mean_net_kwh"],
            range(len(table)),
            s=44,
            color=PAPER,
            edgecolors=INK,
            linewidths=1.6,
            zorder=5,
        )
        shares = [
            say("report.figure.meter.share", lang, {"share": percent(s, lang)}) for s in table["nom_frac"]
        ]
        name_rows(
            axes, [f"{package_name(p, lang)}\n{s}" for p, s in zip(table["package"], shares, strict=True)]
        )
        axes.axvline(0, color=INK, linewidth=0.9)
        tidy(axes, lang, say("report.figure.meter.axis", lang))

    values = {
        "package": package_name(focus, lang),
        "share": percent(float(summary.package(focus)["nom_frac"]), lang),
        "sizing": sizing_words(focus, summary.package(focus), lang),
    }
    key = colour_key(parts, lang)
    return make_chart(
        "meter", lang, values, 0.5 * len(table) + 0.7, paint, _meter_table(table, parts, lang), key
    )


def _meter_table(table: pd.DataFrame, parts: dict[str, np.ndarray], lang: str) -> Table:
    rows = tuple(
        (
            package_name(row["package"], lang),
            *(number(float(v[i]), lang) for v in parts.values()),
            number(float(row["mean_net_kwh"]), lang),
            percent(float(row["nom_frac"]), lang),
        )
        for i, (_, row) in enumerate(table.iterrows())
    )
    headings = [say("report.package", lang), *(say(f"report.key.{n}", lang) for n in parts)]
    headings += [say("report.part.net", lang), say("report.part.nom", lang)]
    return Table(tuple(headings), rows)


def grid_and_summer(summary: Summary, focus: str, lang: str) -> Chart | None:
    """Draw the highest hour of import and the hours that are too warm.

    Parameters
    ----------
    summary : Summary
        Tables of the stock.
    focus : str
        Package the title is about.
    lang : str
        ``"nl"`` or ``"en"``.

    Returns
    -------
    Chart or None
        None when the results hold neither.
    """
    names = ("peak_import_kw", "overheating_h")
    if not {f"mean_{n}" for n in names} <= set(summary.packages.columns):
        return None
    table = _computed(summary)

    def paint(figure: "Figure") -> None:
        for place, name in enumerate(names):
            axes = figure.add_subplot(1, 2, place + 1)
            _spread(axes, table, name)
            name_rows(
                axes, [package_name(p, lang) for p in table["package"]] if place == 0 else [""] * len(table)
            )
            tidy(axes, lang)
            axes.set_xlim(left=0)
            axes.set_title(in_two_lines(say(f"report.figure.grid.{name}", lang)), fontsize=8.5, loc="left")

    now = summary.packages.iloc[0]
    row = summary.package(focus)
    values = {
        "package": package_name(focus, lang),
        "kw": number(float(row["mean_peak_import_kw"]), lang, 1),
        "now_kw": number(float(now["mean_peak_import_kw"]), lang, 1),
        "h": number(float(row["mean_overheating_h"]), lang),
        "now_h": number(float(now["mean_overheating_h"]), lang),
    }
    rows = tuple(
        (
            package_name(r["package"], lang),
            *(number(float(r[f"{s}_peak_import_kw"]), lang, 1) for s in ("mean", "p10", "p90")),
            *(number(float(r[f"{s}_overheating_h"]), lang) for s in ("mean", "p10", "p90")),
        )
        for _, r in table.iterrows()
    )
    short = [say(f"report.statistic.{s}", lang) for s in ("mean", "p10", "p90")]
    headings = [say("report.package", lang)]
    headings += [f"{say(f'report.part.{n}', lang)}, {s}" for n in names for s in short]
    height, key = 0.36 * len(table) + 0.7, colour_key(("household", "dot"), lang, "report.key.sure")
    return make_chart("grid", lang, values, height, paint, Table(tuple(headings), rows), key)


def _spread(axes: "Axes", table: pd.DataFrame, name: str) -> None:
    """Draw a thin line from p10 to p90 and a dot at the mean."""
    y = np.arange(len(table))
    axes.hlines(y, table[f"p10_{name}"], table[f"p90_{name}"], color=COLOURS["household"], linewidth=2)
    axes.scatter(table[f"mean_{name}"], y, s=34, color=COLOURS["dot"], zorder=4)


def how_sure(summary: Summary, focus: str, lang: str) -> Chart | None:
    """Draw how far the estimate reaches beside how much dwellings differ.

    Parameters
    ----------
    summary : Summary
        Tables of the stock.
    focus : str
        Package the title is about.
    lang : str
        ``"nl"`` or ``"en"``.

    Returns
    -------
    Chart or None
        None when the results hold no bands.
    """
    cost, month = "investment_{}_eur", "change_no_netting{}_eur_per_month"
    bands = (
        (cost.format("low"), cost.format("mid"), cost.format("high")),
        (month.format("_low"), month.format(""), month.format("_high")),
    )
    if not {f"mean_{name}" for band in bands for name in band} <= set(summary.packages.columns):
        return None
    table = _computed(summary)

    def paint(figure: "Figure") -> None:
        for place, (low, mid, high) in enumerate(bands):
            axes = figure.add_subplot(1, 2, place + 1)
            lows, highs = table[f"mean_{low}"].to_numpy(), table[f"mean_{high}"].to_numpy()
            axes.barh(range(len(table)), highs - lows, 0.5, left=lows, color=COLOURS["band"])
            _spread(axes, table, mid)
            name_rows(
                axes, [package_name(p, lang) for p in table["package"]] if place == 0 else [""] * len(table)
            )
            tidy(axes, lang, is_euro=True)
            axes.xaxis.get_major_locator().set_params(nbins=3)  # type: ignore[call-arg]
            if place == 1:
                axes.xaxis.set_major_formatter(lambda x, _: signed_eur(x, lang))
            text = say(f"report.figure.how_sure.panel_{place + 1}", lang)
            axes.set_title(in_two_lines(text), fontsize=8.5, loc="left")

    row = summary.package(focus)
    values = {
        "package": package_name(focus, lang),
        "low": eur_rounded(float(row["mean_investment_low_eur"]), lang),
        "high": eur_rounded(float(row["mean_investment_high_eur"]), lang),
        "month_low": change_amount(float(row[f"mean_{bands[1][0]}"]), lang),
        "month_high": change_amount(float(row[f"mean_{bands[1][2]}"]), lang),
    }
    height, key = 0.36 * len(table) + 0.7, colour_key(("band", "household", "dot"), lang, "report.key.sure")
    return make_chart("how_sure", lang, values, height, paint, _bands_table(table, bands, lang), key)


def _bands_table(table: pd.DataFrame, bands: tuple[tuple[str, str, str], ...], lang: str) -> Table:
    rows = tuple(
        (
            package_name(r["package"], lang),
            *(eur_rounded(float(r[f"mean_{n}"]), lang) for n in bands[0]),
            *(signed_eur(float(r[f"mean_{n}"]), lang) for n in bands[1]),
        )
        for _, r in table.iterrows()
    )
    keys = [f"report.part.{k}" for k in ("low", "mid", "high", "month_low", "month_mid", "month_high")]
    headings = (say("report.package", lang), *(say(k, lang) for k in keys))
    return Table(headings, rows)
