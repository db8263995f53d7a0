"""Tables and sentences about fee, guarantee and points: by estate, by measure, and the dwellings that are nearest."""

from collections.abc import Mapping
from datetime import date

import pandas as pd

from nulopdemeter.language import date_text, eur, number, say
from nulopdemeter.regulation.epv_before_2024 import epv_rules
from nulopdemeter.regulation.wws import rent_table
from nulopdemeter.report.drawing import Table
from nulopdemeter.report.sentences import chosen_prices, get
from nulopdemeter.report.words import eur_rounded, package_name, percent, signed_eur
from nulopdemeter.summary import Summary
from nulopdemeter.summary.epv_gap import measure_words

_N_COMPLEXES, _N_DWELLINGS = 10, 8


def _or_dash(value: float, text: str) -> str:
    return text if value == value else "–"


def law_of_complexes(summary: Summary, package: str, lang: str) -> Table:
    """Say for the estates with most fees how many dwellings have one, what is guaranteed and what the points do.

    Parameters
    ----------
    summary : Summary
        Tables of the stock.
    package : str
        Which package.
    lang : str
        ``"nl"`` or ``"en"``.

    Returns
    -------
    Table
        One row an estate; empty when the results hold no fee classes.
    """
    keys = ("dwellings", "law.n_epv", "law.fee", "law.bundle", "law.kept", "law.points", "law.rent")
    headings = (say("report.complex", lang), *(say(f"report.{key}", lang) for key in keys))
    if "n_epv" not in summary.complexes:
        return Table(headings, ())
    mine = summary.complexes[summary.complexes["package"] == package]
    order = mine.sort_values(["n_epv", "n_dwellings"], ascending=False, kind="stable").head(_N_COMPLEXES)
    return Table(headings, tuple(_complex_row(row, lang) for _, row in order.iterrows()))


def _complex_row(row: pd.Series, lang: str) -> tuple[str, ...]:
    fee, bundle = get(row, "mean_bundle_fee_eur_per_month"), get(row, "mean_bundle_kwh")
    risk = get(row, "mean_bundle_fee_at_risk_eur_per_year")
    before, after = (get(row, f"mean_wws_energy_points_{when}") for when in ("before", "after"))
    rent = get(row, "mean_max_rent_change_eur_per_month")
    moves = {"before": number(before, lang), "after": number(after, lang)}
    return (
        str(row["complex_id"]) or say("report.no_complex", lang),
        number(get(row, "n_dwellings"), lang),
        number(get(row, "n_epv"), lang),
        _or_dash(fee, eur(fee, lang)),
        _or_dash(bundle, f"{number(bundle, lang)}\u00a0kWh"),
        _or_dash(risk, eur(risk, lang)),
        _or_dash(after, say("report.law.moves", lang, moves)),
        _or_dash(rent, signed_eur(rent, lang)),
    )


def measures_to_epv(summary: Summary, package: str, lang: str) -> Table:
    """Say which single measures bring an EPV where the package brings none.

    Parameters
    ----------
    summary : Summary
        Tables of the stock.
    package : str
        Which package.
    lang : str
        ``"nl"`` or ``"en"``.

    Returns
    -------
    Table
        Measure, dwellings, mean cost; empty when none does or none was tried.
    """
    keys = ("report.law.measure", "report.dwellings", "report.law.cost")
    mine = summary.measures[summary.measures["package"] == package]
    rows = tuple(
        (
            measure_words(str(row["epv_measure"]), lang),
            number(float(row["n_dwellings"]), lang),
            eur_rounded(float(row["mean_epv_measure_eur"]), lang),
        )
        for _, row in mine.iterrows()
    )
    return Table(tuple(say(key, lang) for key in keys), rows)


def nearest_to_epv(results: pd.DataFrame, package: str, lang: str) -> Table:
    """List dwellings that miss the EPV, those that a measure brings there first, cheapest first.

    Parameters
    ----------
    results : pandas.DataFrame
        Rows of dwelling x package.
    package : str
        Which package.
    lang : str
        ``"nl"`` or ``"en"``.

    Returns
    -------
    Table
        Dwelling, estate and the sentence about it; of equal sentences the first.
    """
    headings = tuple(say(key, lang) for key in ("report.law.dwelling", "report.complex", "report.law.gap"))
    gap = f"epv_gap_{lang}"
    if not {gap, "ep2_kwh_per_m2"} <= set(results.columns):
        return Table(headings, ())
    mine = results[(results["package"] == package) & (results["status"] == "computed")]
    mine = mine[mine[gap].fillna("") != ""].drop_duplicates(gap)
    keys = [c for c in ("epv_measure_eur", "epv_shortfall_kwh_per_m2", "ep2_kwh_per_m2") if c in mine]
    order = mine.sort_values(keys, kind="stable").head(_N_DWELLINGS)
    rows = tuple(
        (str(row["dwelling_id"]), str(row.get("complex_id") or "–"), str(row[gap]))
        for _, row in order.iterrows()
    )
    return Table(headings, rows)


def refused_words(summary: Summary, lang: str) -> str:
    """Say how many rows have energy but no columns of the law, and why.

    Parameters
    ----------
    summary : Summary
        Tables of the stock.
    lang : str
        ``"nl"`` or ``"en"``.

    Returns
    -------
    str
        A sentence; empty when there are none.
    """
    refused = summary.law_refused
    if not refused:
        return ""
    why = ", ".join(f"{column} ({number(n, lang)})" for column, n in refused.items())
    return say("report.law_refused", lang, {"n": number(sum(refused.values()), lang), "why": why})


def law_notes(manifest: Mapping[str, object], lang: str) -> tuple[str, ...]:
    """Say by which rules of the EPV and which table of rents the run was judged.

    Parameters
    ----------
    manifest : Mapping[str, object]
        What the run wrote about itself.
    lang : str
        ``"nl"`` or ``"en"``.

    Returns
    -------
    tuple of str
        Sentences.
    """
    on = date.fromisoformat(chosen_prices(manifest)["on_netting"])
    project = manifest.get("project")
    prices = project.get("prices") if isinstance(project, Mapping) else None
    told = prices.get("on_epv") if isinstance(prices, Mapping) else None
    registered = date.fromisoformat(str(told)) if told else on
    rules, rents = epv_rules(registered), rent_table(on)
    notes = [
        say(f"report.law.rules.{rules.regime}", lang, {"day": date_text(registered, lang)}),
        say(
            "report.law.rents",
            lang,
            {"from": date_text(rents.valid_from, lang), "until": date_text(rents.valid_until, lang)},
        ),
    ]
    if rules.note:
        day = date_text(date.fromisoformat(rules.note_day), lang)
        notes.append(_sentence(say(rules.note, lang, {"valid_from": day, "until": day})))
    if rents.note:
        days = {n: date_text(getattr(rents, n), lang) for n in ("valid_from", "valid_until")}
        notes.append(_sentence(say(rents.note, lang, days)))
    return tuple(notes)


def other_years(manifest: Mapping[str, object], lang: str) -> str:
    """Say which days a run was about, where they lie in other years than the texts of the page name.

    Parameters
    ----------
    manifest : Mapping[str, object]
        What the run wrote about itself.
    lang : str
        ``"nl"`` or ``"en"``.

    Returns
    -------
    str
        A sentence; empty where the years are the usual ones.
    """
    days, usual = (
        [date.fromisoformat(prices[name]) for name in ("on_netting", "on_no_netting")]
        for prices in (chosen_prices(manifest), chosen_prices({}))
    )
    if [day.year for day in days] == [day.year for day in usual]:
        return ""
    return say(
        "report.other_years", lang, {"day_1": date_text(days[0], lang), "day_2": date_text(days[1], lang)}
    )


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."


def bundle_words(summary: Summary, package: str, lang: str) -> str:
    """Say what the tenants with a fee are guaranteed, and how the calculated year stands to it.

    Parameters
    ----------
    summary : Summary
        Tables of the stock.
    package : str
        Which package.
    lang : str
        ``"nl"`` or ``"en"``.

    Returns
    -------
    str
        A few sentences; empty when nobody can have a fee.
    """
    row = summary.package(package)
    n = get(row, "n_epv")
    if not n > 0.0 or get(row, "mean_bundle_kwh") != get(row, "mean_bundle_kwh"):
        return ""
    kept = get(row, "bundle_kept_frac")
    values = {
        "package": package_name(package, lang),
        "n": number(n, lang),
        "kept": percent(kept, lang),
        "fee": eur(get(row, "mean_bundle_fee_eur_per_month"), lang),
        "kwh": number(get(row, "mean_bundle_kwh"), lang),
        "left": number(get(row, "mean_bundle_left_kwh"), lang),
        "short": number(get(row, "mean_bundle_shortfall_kwh"), lang),
        "cost": eur(get(row, "mean_bundle_shortfall_eur_per_year"), lang),
        "risk": eur(get(row, "mean_bundle_fee_at_risk_eur_per_year"), lang),
    }
    ending = say("report.law.bundle_kept" if kept == 1.0 else "report.law.bundle_missed", lang, values)
    return f"{say('report.law.bundle_words', lang, values)} {ending}"
