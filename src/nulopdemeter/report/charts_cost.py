"""Figures about money: the tenant's month, who gains and who loses, the investment, where to begin."""

from textwrap import shorten
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from nulopdemeter.language import eur, number, say
from nulopdemeter.report.drawing import (
    COLOURS,
    FAINT,
    INK,
    PAPER,
    Chart,
    Table,
    colour_key,
    make_chart,
    name_rows,
    tidy,
)
from nulopdemeter.report.sentences import fee_words, has_fee, netting_causes, netting_title
from nulopdemeter.report.words import (
    CURRENT,
    change_words,
    eur_rounded,
    package_name,
    percent,
    say_or,
    signed_eur,
)
from nulopdemeter.summary import Summary

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_RULES = (("netting", "2026"), ("no_netting", "2027"))
_BAR = 0.38
_MAX_DOTS = 300
_MAX_ROWS = 40
_MAX_NAMES = 5
_NAME_APART = (0.42, 0.1)
_LEVELS = ("low", "mid", "high")
_SHELL = ("shell", "wall", "roof", "floor", "window", "door", "airtightness")


def housing_cost(summary: Summary, focus: str, lang: str) -> Chart | None:
    """Draw what the tenant pays per month, in parts, for the rules of 2026 and of 2027.

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
        None when the results hold no housing cost.
    """
    table = summary.packages
    parts = ("rent", "epv", "huurtoeslag", "energy_netting", "energy_no_netting")
    if not {f"mean_{p}_eur_per_month" for p in parts} <= set(table.columns):
        return None
    table = table[table["n_computed"] > 0].reset_index(drop=True)

    def paint(figure: "Figure") -> None:
        axes = figure.add_subplot()
        for row in range(len(table)):
            for place, (rule, year) in enumerate(_RULES):
                _cost_bar(axes, table.iloc[row], row + (place - 0.5) * (_BAR + 0.03), rule, year, lang)
        name_rows(axes, [package_name(p, lang) for p in table["package"]])
        tidy(axes, lang, say("report.figure.housing_cost.axis", lang), is_euro=True)
        axes.axvline(0, color=FAINT, linewidth=0.8)
        axes.margins(x=0.12)

    row = summary.package(focus)
    values = {
        "package": package_name(focus, lang),
        "change": change_words(float(row["mean_change_no_netting_eur_per_month"]), lang),
        "netting": netting_title(row, lang),
        "causes": netting_causes(row, focus, lang),
    }
    key = colour_key(("huurtoeslag", "rent", "epv", "energy"), lang)
    return make_chart(
        "housing_cost", lang, values, 0.55 * len(table) + 0.6, paint, _cost_table(table, lang), key
    )


def _cost_bar(axes: "Axes", row: pd.Series, y: float, rule: str, year: str, lang: str) -> None:
    """Draw one bar that ends at what the tenant pays; left of zero stands what the huurtoeslag pays."""
    paid_by_state = float(row[_huurtoeslag(row.index, rule)])
    rent, epv = float(row["mean_rent_eur_per_month"]), float(row["mean_epv_eur_per_month"])
    energy = float(row[f"mean_energy_{rule}_eur_per_month"])
    alpha = 1.0 if rule == "no_netting" else 0.72
    axes.barh(
        y, -paid_by_state, _BAR, color=COLOURS["huurtoeslag"], hatch="////", edgecolor=FAINT, linewidth=0
    )
    start = 0.0
    for name, width in (("rent", rent - paid_by_state), ("epv", epv), ("energy", energy)):
        axes.barh(y, width, _BAR, left=start, color=COLOURS[name], alpha=alpha)
        start += width
    axes.plot([start, start], [y - _BAR / 2, y + _BAR / 2], color=INK, linewidth=1.2)
    axes.text(8, y, year, va="center", ha="left", fontsize=8, color=PAPER if alpha == 1.0 else INK)
    axes.text(start + 8, y, eur(start, lang), va="center", ha="left", fontsize=8.5)


def _huurtoeslag(columns: pd.Index, rule: str) -> str:
    """Return the column of the huurtoeslag by the figures of the year of a rule."""
    own = f"mean_huurtoeslag_{rule}_eur_per_month"
    return own if own in columns else "mean_huurtoeslag_eur_per_month"


def _cost_table(table: pd.DataFrame, lang: str) -> Table:
    names = ["rent", "huurtoeslag", "epv", "energy_netting", "energy_no_netting"]
    names += ["housing_cost_netting", "housing_cost_no_netting"]
    changes = ("change_netting", "change_no_netting")
    rows = []
    for _, row in table.iterrows():
        cells = [package_name(row["package"], lang)]
        cells += [eur(float(row[f"mean_{name}_eur_per_month"]), lang) for name in names]
        cells += [signed_eur(float(row[f"mean_{name}_eur_per_month"]), lang) for name in changes]
        rows.append(tuple(cells))
    headings = [
        say("report.package", lang),
        *(say(f"report.part.{name}", lang) for name in (*names, *changes)),
    ]
    return Table(tuple(headings), tuple(rows))


def gains_and_losses(summary: Summary, focus: str, lang: str) -> Chart | None:
    """Draw how the tenant's change is spread, package by package.

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
        None when the results hold no housing cost, or only the current state.
    """
    changes = summary.changes[summary.changes["package"] != CURRENT]
    packages = list(dict.fromkeys(changes["package"]))
    if not packages:
        return None

    def paint(figure: "Figure") -> None:
        for axes, package in zip(
            figure.subplots(len(packages), 1, sharex=True, squeeze=False)[:, 0], packages, strict=True
        ):
            mine = changes[changes["package"] == package]
            step = float((mine["to_eur_per_month"] - mine["from_eur_per_month"]).iloc[0])
            is_worse = mine["from_eur_per_month"].to_numpy() >= 0
            colours = np.where(is_worse, COLOURS["worse"], COLOURS["better"]).tolist()
            axes.bar(
                mine["from_eur_per_month"], mine["n_dwellings"], 0.94 * step, align="edge", color=colours
            )
            tidy(axes, lang, is_grid=False)
            axes.set_yticks([])
            axes.axvline(0, color=INK, linewidth=0.8)
            worse = percent(float(summary.package(package)["worse_no_netting_frac"]), lang)
            axes.set_title(shorten(package_name(package, lang), 28, placeholder="…"), loc="left", fontsize=9)
            said = say("report.figure.gains.worse", lang, {"share": worse})
            axes.set_title(said, loc="right", fontsize=9, color=COLOURS["worse"])
        axes.xaxis.set_major_formatter(lambda x, _: signed_eur(x, lang))
        axes.set_xlabel(say("report.figure.gains.axis", lang), fontsize=8)

    share = percent(float(summary.package(focus)["worse_no_netting_frac"]), lang)
    row = summary.package(focus)
    fee = f" {fee_words(row, lang)}" if has_fee(row) else ""
    values = {"package": package_name(focus, lang), "share": share, "fee": fee}
    key = colour_key(("better", "worse"), lang)
    rows = _gains_table(summary, packages, lang)
    return make_chart("gains", lang, values, 0.72 * len(packages) + 0.6, paint, rows, key)


def _gains_table(summary: Summary, packages: list[str], lang: str) -> Table:
    names = [f"{s}_change_no_netting_eur_per_month" for s in ("p10", "p50", "p90")]
    rows = []
    for package in packages:
        row = summary.package(package)
        shares = [percent(float(row[f"worse_{rule}_frac"]), lang) for rule, _ in _RULES]
        rows.append((package_name(package, lang), *(signed_eur(float(row[n]), lang) for n in names), *shares))
    keys = ["report.package", "report.statistic.p10", "report.statistic.p50", "report.statistic.p90"]
    keys += ["report.part.worse_netting", "report.part.worse_no_netting"]
    return Table(tuple(say(k, lang) for k in keys), tuple(rows))


def investment(summary: Summary, focus: str, lang: str) -> Chart | None:
    """Draw what a dwelling costs, package by package, in parts when the results have them.

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
        None when the results hold no investment.
    """
    if "mean_investment_mid_eur" not in summary.packages:
        return None
    table = summary.packages[(summary.packages["package"] != CURRENT) & (summary.packages["n_computed"] > 0)]
    table = table.reset_index(drop=True)
    if table.empty:
        return None
    parts = investment_parts(table)

    def paint(figure: "Figure") -> None:
        axes = figure.add_subplot()
        start = np.zeros(len(table))
        for part, columns in (parts or {"rest": ["mean_investment_mid_eur"]}).items():
            width = table[columns].fillna(0.0).sum(axis=1).to_numpy()
            axes.barh(range(len(table)), width, 0.62, left=start, color=COLOURS.get(part, COLOURS["rest"]))
            start = start + width
        for y, mid in enumerate(table["mean_investment_mid_eur"]):
            axes.text(mid, y, "\u00a0" + eur_rounded(mid, lang), va="center", ha="left", fontsize=9)
        name_rows(axes, [package_name(p, lang) for p in table["package"]])
        tidy(axes, lang, say("report.figure.investment.axis", lang), is_euro=True)
        axes.margins(x=0.28)

    row = summary.package(focus)
    values = {
        "package": package_name(focus, lang),
        "amount": eur_rounded(float(row["mean_investment_mid_eur"]), lang),
    }
    height, key = 0.36 * len(table) + 0.6, colour_key(parts, lang, "report.part")
    return make_chart("investment", lang, values, height, paint, _investment_table(table, parts, lang), key)


def investment_parts(table: pd.DataFrame) -> dict[str, list[str]]:
    """Return the columns that split the investment, those that are zero everywhere left out.

    Parameters
    ----------
    table : pandas.DataFrame
        Table per package.

    Returns
    -------
    dict[str, list of str]
        Columns by part, such as ``pv``; what belongs to the envelope stands together as ``shell``.
    """
    found: dict[str, list[str]] = {}
    for column in (str(c) for c in table.columns):
        part = column.removeprefix("mean_investment_").removesuffix("_eur")
        is_part = column == f"mean_investment_{part}_eur" and part not in _LEVELS
        if is_part and float(table[column].fillna(0.0).abs().max()) > 0:
            found.setdefault("shell" if part in _SHELL else part, []).append(column)
    return found


def _investment_table(table: pd.DataFrame, parts: dict[str, list[str]], lang: str) -> Table:
    columns = [
        *(c for names in parts.values() for c in names),
        *(f"mean_investment_{x}_eur" for x in _LEVELS),
    ]
    columns = [c for c in columns if c in table]
    rows = tuple(
        (package_name(row["package"], lang), *(eur_rounded(float(row[c]), lang) for c in columns))
        for _, row in table.iterrows()
    )
    keys = [c.removeprefix("mean_investment_").removesuffix("_eur") for c in columns]
    headings = [say("report.package", lang), *(say_or(f"report.part.{k}", lang, k) for k in keys)]
    return Table(tuple(headings), rows)


def complexes(summary: Summary, focus: str, lang: str) -> Chart | None:
    """Draw investment against monthly saving, one dot a complex, with the line of best buys.

    Parameters
    ----------
    summary : Summary
        Tables of the stock.
    focus : str
        Package that is drawn.
    lang : str
        ``"nl"`` or ``"en"``.

    Returns
    -------
    Chart or None
        None when there are no complexes or no money.
    """
    needed = {"mean_investment_mid_eur", "mean_change_no_netting_eur_per_month"}
    if not needed <= set(summary.complexes.columns):
        return None
    table = summary.complexes[summary.complexes["package"] == focus]
    table = table.nlargest(_MAX_DOTS, "n_dwellings").dropna(subset=list(needed)).reset_index(drop=True)
    if len(table) < 2:
        return None
    cost = table["mean_investment_mid_eur"].to_numpy()
    saving = -table["mean_change_no_netting_eur_per_month"].to_numpy()
    best = best_buys(cost, saving)
    names = [_complex_name(c, lang) for c in table["complex_id"]]

    def paint(figure: "Figure") -> None:
        axes = figure.add_subplot()
        size = 14 + 110 * table["n_dwellings"].to_numpy() / table["n_dwellings"].max()
        colours = np.where(saving >= 0, COLOURS["better"], COLOURS["worse"]).tolist()
        axes.plot(cost[best], saving[best], color=COLOURS["dot"], linewidth=1.4, linestyle="--", zorder=1)
        axes.scatter(cost, saving, s=size, color=colours, alpha=0.75, linewidths=0.5, edgecolors=PAPER)
        for place in _places_of_names(cost, saving, best):
            right = cost[place] > cost.mean()
            axes.annotate(
                names[place],
                (cost[place], saving[place]),
                xytext=(-6 if right else 6, 5),
                textcoords="offset points",
                ha="right" if right else "left",
                fontsize=8,
            )
        tidy(axes, lang, say("report.figure.complexes.axis_x", lang), is_euro=True)
        axes.yaxis.set_major_formatter(lambda y, _: eur(y, lang))
        axes.set_ylabel(say("report.figure.complexes.axis_y", lang), fontsize=8)
        axes.axhline(0, color=INK, linewidth=0.7)
        axes.margins(0.1, 0.14)

    values = {
        "package": package_name(focus, lang),
        "n_better": number(float((saving > 0).sum()), lang),
        "n": number(float(len(table)), lang),
    }
    rows = _complexes_table(table, names, lang)
    return make_chart("complexes", lang, values, 3.4, paint, rows)


def _complexes_table(table: pd.DataFrame, names: list[str], lang: str) -> Table:
    """List the complexes, largest saving first."""
    cost, change = table["mean_investment_mid_eur"], table["mean_change_no_netting_eur_per_month"]
    rows = tuple(
        (
            names[i],
            number(float(table["n_dwellings"].iloc[i]), lang),
            eur_rounded(float(cost.iloc[i]), lang),
            signed_eur(float(change.iloc[i]), lang),
        )
        for i in np.argsort(change.to_numpy())[:_MAX_ROWS].tolist()
    )
    keys = ("report.complex", "report.dwellings", "report.part.mid", "report.part.change_no_netting")
    return Table(tuple(say(k, lang) for k in keys), rows)


def _places_of_names(cost: np.ndarray, saving: np.ndarray, best: np.ndarray) -> list[int]:
    """Choose which dots get a name, so that no two names lie over each other."""
    span = np.array([np.ptp(cost), np.ptp(saving)]).clip(1e-9)
    points = np.column_stack([cost, saving]) / span
    chosen: list[int] = []
    for place in best[::-1]:
        apart = np.abs(points[chosen] - points[place])
        if len(chosen) < _MAX_NAMES and bool((apart > _NAME_APART).any(axis=1).all()):
            chosen.append(int(place))
    return chosen


def best_buys(cost: np.ndarray, saving: np.ndarray) -> np.ndarray:
    """Return which points no other point beats: none is both cheaper and saves more.

    Parameters
    ----------
    cost : numpy.ndarray
        Shape (n,), [EUR].
    saving : numpy.ndarray
        Shape (n,), [EUR/month].

    Returns
    -------
    numpy.ndarray
        Their places, from cheap to dear.
    """
    order = np.lexsort((-saving, cost))
    highest = np.maximum.accumulate(saving[order])
    is_best = np.concatenate([[True], saving[order][1:] > highest[:-1]])
    best: np.ndarray = order[is_best]
    return best


def _complex_name(complex_id: str, lang: str) -> str:
    return complex_id or say("report.no_complex", lang)
