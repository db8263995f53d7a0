"""Figures about the law: fee classes and energy labels, all indicative."""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from nulopdemeter.language import number, say
from nulopdemeter.parameters import figures
from nulopdemeter.report.drawing import (
    COLOURS,
    INK,
    PAPER,
    Chart,
    Table,
    colour_key,
    make_chart,
    name_rows,
    tidy,
)
from nulopdemeter.report.words import CURRENT, package_name, percent, thresholds
from nulopdemeter.summary import LABELS, Summary

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_BAR = 0.62
_REGISTERED = "registered"  # not a package: the row of the labels in the corporation's file
_LABEL_FROM = 0.07
_DARK = ("A++++", "A+++", "A++", "A+", "F", "G", "hoogwaardig", "band_1")


def epv(summary: Summary, focus: str, lang: str) -> Chart | None:
    """Draw the fee classes per package.

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
        None when the results hold no fee classes.
    """
    table = summary.epv[summary.epv["package"] != CURRENT]
    if table.empty:
        return None
    mine = table[table["package"] == focus].set_index("epv_class")["share_frac"]
    values = {
        "package": package_name(focus, lang),
        "share": percent(float(mine.drop(["near", "none"], errors="ignore").sum()), lang),
        "near": percent(float(mine.get("near", 0.0)), lang),
        **thresholds(lang),
    }
    return _shares("epv", table, "epv_class", values, lang)


def labels(summary: Summary, focus: str, lang: str) -> Chart | None:
    """Draw the indicative energy labels per package.

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
        None when the results hold no labels.
    """
    if summary.labels.empty:
        return None
    mine = summary.labels[summary.labels["package"] == focus]
    is_good = mine["label_indicative"].str.startswith("A")
    share = percent(float(mine.loc[is_good, "share_frac"].sum()), lang)
    values = {"package": package_name(focus, lang), "share": share, "registered": _registered(summary, lang)}
    return _shares("labels", _with_registered(summary), "label_indicative", values, lang)


def _with_registered(summary: Summary) -> pd.DataFrame:
    """Put the labels of the corporation's file above those of the packages."""
    if summary.registered is None:
        return summary.labels
    shares = [summary.registered.shares_frac.get(label, 0.0) for label in LABELS]
    known = pd.DataFrame({"package": _REGISTERED, "label_indicative": LABELS, "share_frac": shares})
    return pd.concat([known, summary.labels], ignore_index=True)


def _registered(summary: Summary, lang: str) -> str:
    """Say how registered and calculated labels of the present state compare."""
    check = summary.registered
    if check is None:
        return ""
    values = {
        "n": number(check.n_dwellings, lang),
        "share": percent(check.differing_frac, lang),
        "classes": number(figures("report")["label_differs_classes"], lang),
    }
    key = "report.registered.much" if check.differs_much else "report.registered.little"
    return f" {say(key, lang, values)}"


def _shares(name: str, table: pd.DataFrame, column: str, values: dict[str, str], lang: str) -> Chart:
    """Draw bars that are all one long, cut in classes."""
    wide = table.pivot_table(index="package", columns=column, values="share_frac", sort=False)
    wide = wide.loc[list(dict.fromkeys(table["package"]))]
    wide = wide.loc[:, wide.max() > 0]
    classes = [str(c) for c in wide.columns]

    def paint(figure: "Figure") -> None:
        axes = figure.add_subplot()
        start = np.zeros(len(wide))
        for cls in classes:
            width = 100.0 * wide[cls].to_numpy()
            axes.barh(
                range(len(wide)), width, _BAR, left=start, color=COLOURS[cls], edgecolor=PAPER, linewidth=0.6
            )
            for y in np.flatnonzero(width >= 100 * _LABEL_FROM).tolist():
                ink = PAPER if cls in _DARK else INK
                axes.text(
                    start[y] + width[y] / 2,
                    y,
                    number(width[y], lang),
                    ha="center",
                    va="center",
                    color=ink,
                    fontsize=8,
                )
            start = start + width
        name_rows(axes, [package_name(str(p), lang) for p in wide.index])
        tidy(axes, lang, say(f"report.figure.{name}.axis", lang), is_grid=False)
        axes.set_xlim(0, 100)

    rows = tuple(
        (package_name(str(p), lang), *(percent(float(wide.loc[p, c]), lang) for c in classes))
        for p in wide.index
    )
    headings = (say("report.package", lang), *(text for _, text in colour_key(classes, lang)))
    height, key = 0.34 * len(wide) + 0.6, colour_key(classes, lang)
    return make_chart(name, lang, values, height, paint, Table(headings, rows), key)
