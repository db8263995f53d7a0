"""What the page says, in one language: texts and numbers, ready to be set."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

import pandas as pd

from nulopdemeter.language import date_text, eur, number, say
from nulopdemeter.report import charts_cost, charts_energy, charts_law
from nulopdemeter.report.audit import own_files, run_facts, status_table, uncertain_figures
from nulopdemeter.report.cards import Card, headline_cards
from nulopdemeter.report.drawing import Chart, Table
from nulopdemeter.report.law_tables import (
    bundle_words,
    law_notes,
    law_of_complexes,
    measures_to_epv,
    nearest_to_epv,
    other_years,
    refused_words,
)
from nulopdemeter.report.own_names import own_names, rename, rename_summary
from nulopdemeter.report.sentences import assumptions, gas_words, get, lead, tenant_intro
from nulopdemeter.report.words import (
    CURRENT,
    eur_rounded,
    focus_package,
    package_name,
    percent,
    say_or,
    short_run_id,
    signed_eur,
)
from nulopdemeter.summary import Summary

GLOSSARY = ("nom", "epv", "netting", "housing_cost", "huurtoeslag", "standaard", "spread")
_N_COMPLEXES = 10
_Maker = Callable[[Summary, str, str], Chart | None]
_TENANT = (charts_cost.housing_cost, charts_cost.gains_and_losses)
_CORPORATION = (charts_cost.investment, charts_cost.complexes)
_ENERGY = (charts_energy.meter, charts_law.epv, charts_law.labels, charts_energy.grid_and_summer)
_CERTAINTY = (charts_energy.how_sure,)


@dataclass(frozen=True)
class View:
    """The page in one language.

    Attributes
    ----------
    lang : str
        ``"nl"`` or ``"en"``.
    heading, date, run_id, stock, sum_line, lead, epv_heading, tenant_intro : str
        Head of the page; heading of the reasons why there is no fee; introduction of the first chapter.
    gas : str
        How metered and calculated gas compare; empty when the file does not tell.
    other_years : str
        Which days are meant where texts name the usual years; empty where these are the days.
    is_gas_off : bool
        Whether that is a warning.
    chosen : str
        Package that is shown first; empty when nothing was computed.
    packages : tuple of tuple of str
        Canonical name and name of the packages to choose from.
    cards : dict
        Three cards by package.
    comparison : Table
        The packages side by side.
    tenant, corporation, energy, certainty : tuple of Chart
        Figures by chapter.
    example : tuple of str and Table, or None
        One dwelling in words, and its month.
    top_complexes : Table
        Where an invested euro saves the tenant most.
    origin : tuple of tuple of str and float
        Origin in words, share in words, share [%].
    reasons, epv_reasons, statuses, figures : Table
        Why packages do not fit, why there is no fee, figures by status, the figures that are no law and not
        published.
    law_complexes, measures, nearest : Table
        EPV, guarantee and points by estate; single measures that bring an EPV; dwellings that miss it.
    bundle, refused : str
        What is guaranteed; rows without columns of the law; empty when there is nothing to say.
    assumptions, own_files : tuple of str
        Main choices; files of the user that hold prices too.
    facts : tuple of tuple of str
        What the run says about itself.
    glossary : tuple of tuple of str
        Terms and what they mean.
    """

    lang: str
    heading: str
    date: str
    run_id: str
    stock: str
    sum_line: str
    lead: str
    tenant_intro: str
    gas: str
    other_years: str
    is_gas_off: bool
    chosen: str
    packages: tuple[tuple[str, str], ...]
    cards: dict[str, tuple[Card, ...]]
    comparison: Table
    tenant: tuple[Chart, ...]
    corporation: tuple[Chart, ...]
    energy: tuple[Chart, ...]
    certainty: tuple[Chart, ...]
    example: tuple[str, Table] | None
    top_complexes: Table
    origin: tuple[tuple[str, str, float], ...]
    reasons: Table
    epv_heading: str
    epv_reasons: Table
    law_complexes: Table
    measures: Table
    nearest: Table
    bundle: str
    refused: str
    statuses: Table
    figures: Table
    assumptions: tuple[str, ...]
    own_files: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    glossary: tuple[tuple[str, str], ...]


def make_view(results: pd.DataFrame, summary: Summary, manifest: Mapping[str, object], lang: str) -> View:
    """Put everything the page says in one language.

    Parameters
    ----------
    results : pandas.DataFrame
        Rows of dwelling x package.
    summary : Summary
        Tables of the stock.
    manifest : Mapping[str, object]
        What the run wrote about itself.
    lang : str
        ``"nl"`` or ``"en"``.

    Returns
    -------
    View
        Texts, numbers and figures.
    """
    own = own_names(manifest.get("package_names"), lang)
    results, summary = rename(results, own), rename_summary(summary, own)
    table = summary.packages[summary.packages["n_computed"] > 0]
    names = [str(p) for p in table["package"]]
    chosen = focus_package(names) if names else ""
    offered = [p for p in names if p != CURRENT] or names

    return View(
        lang=lang,
        heading=say("report.heading", lang),
        date=_date(manifest, lang),
        run_id=short_run_id(dict(manifest)),
        stock=_name(manifest),
        sum_line=sum_line(summary, manifest, lang),
        lead=lead(summary, chosen, lang) if chosen else say("report.nothing", lang),
        tenant_intro=tenant_intro(summary, chosen, lang),
        gas=gas_words(summary.gas, lang) if summary.gas else "",
        other_years=other_years(manifest, lang),
        is_gas_off=summary.gas is not None and summary.gas.differs_much,
        chosen=chosen,
        packages=tuple((p, package_name(p, lang)) for p in offered),
        cards={p: headline_cards(summary, p, lang) for p in offered},
        comparison=_comparison(summary, names, lang),
        tenant=_charts(_TENANT, summary, chosen, lang),
        corporation=_charts(_CORPORATION, summary, chosen, lang),
        energy=_charts(_ENERGY, summary, chosen, lang),
        certainty=_charts(_CERTAINTY, summary, chosen, lang),
        example=_example(results, chosen, lang),
        top_complexes=_top_complexes(summary, chosen, lang),
        origin=_origin(summary, lang),
        reasons=_reasons(summary, lang),
        epv_heading=say("report.epv_reasons", lang, {"package": package_name(chosen, lang)}),
        epv_reasons=_epv_reasons(summary, chosen, lang),
        law_complexes=law_of_complexes(summary, chosen, lang),
        measures=measures_to_epv(summary, chosen, lang),
        nearest=nearest_to_epv(results, chosen, lang),
        bundle=bundle_words(summary, chosen, lang) if chosen else "",
        refused=refused_words(summary, lang),
        statuses=status_table(manifest, lang),
        figures=uncertain_figures(manifest, lang),
        assumptions=(*assumptions(manifest, lang), *law_notes(manifest, lang)),
        own_files=own_files(manifest),
        facts=run_facts(manifest, lang),
        glossary=tuple((say(f"report.term.{t}", lang), say(f"report.meaning.{t}", lang)) for t in GLOSSARY),
    )


def _charts(makers: tuple[_Maker, ...], summary: Summary, chosen: str, lang: str) -> tuple[Chart, ...]:
    """Draw what can be drawn; with nothing computed the sum line and the reasons still stand."""
    made = (maker(summary, chosen, lang) for maker in makers if chosen)
    return tuple(chart for chart in made if chart is not None)


def sum_line(summary: Summary, manifest: Mapping[str, object], lang: str) -> str:
    """Say what became of every row of the file.

    Parameters
    ----------
    summary : Summary
        Tables of the stock.
    manifest : Mapping[str, object]
        Its ``counts`` (or the four counts themselves) go before those of the summary.
    lang : str
        ``"nl"`` or ``"en"``.

    Returns
    -------
    str
        Such as ``200 rijen in het bestand = 196 gerekend + 3 afgekeurd + 1 mislukt``.
    """
    counts: dict[str, object] = dict(summary.counts.as_dict())
    given = manifest.get("counts", manifest)
    if isinstance(given, Mapping):
        counts |= {name: given[name] for name in counts if name in given}
    return say("report.sum_line", lang, {k: number(float(str(v)), lang) for k, v in counts.items()})


def _name(manifest: Mapping[str, object]) -> str:
    """Return the name of the run and of the stock file."""
    inputs = manifest.get("inputs")
    stock = inputs.get("stock") if isinstance(inputs, Mapping) else None
    file = stock.get("file") if isinstance(stock, Mapping) else None
    return " · ".join(str(part) for part in (manifest.get("name"), file) if part)


def _date(manifest: Mapping[str, object], lang: str) -> str:
    """Return the day of the run; the day of today when the run does not tell."""
    told = manifest.get("made_at")
    try:
        day = datetime.fromisoformat(str(told)).date()
    except ValueError:
        day = date.today()  # noqa: DTZ011
    return date_text(day, lang)


def _comparison(summary: Summary, names: list[str], lang: str) -> Table:
    keys = (
        "investment",
        "change_netting",
        "change_no_netting",
        "worse_no_netting",
        "nom",
        "gas_m3",
        "peak_import_kw",
    )
    rows = []
    for package in names:
        row = summary.package(package)
        rows.append(
            (
                package_name(package, lang),
                eur_rounded(get(row, "mean_investment_mid_eur"), lang),
                signed_eur(get(row, "mean_change_netting_eur_per_month"), lang),
                signed_eur(get(row, "mean_change_no_netting_eur_per_month"), lang),
                percent(get(row, "worse_no_netting_frac"), lang),
                percent(get(row, "nom_frac"), lang),
                number(get(row, "mean_gas_m3"), lang),
                number(get(row, "mean_peak_import_kw"), lang, 1),
                number(get(row, "n_dwellings"), lang),
            )
        )
    headings = (say("report.package", lang), *(say(f"report.part.{k}", lang) for k in keys))
    return Table((*headings, say("report.fits", lang)), tuple(rows))


def _top_complexes(summary: Summary, package: str, lang: str) -> Table:
    """Complexes by what the tenant saves per invested euro, best first."""
    keys = ["report.complex", "report.dwellings", "report.part.investment", "report.part.change_no_netting"]
    keys += ["report.part.worse_no_netting", "report.part.nom"]
    headings = tuple(say(k, lang) for k in keys)
    cost, change = "mean_investment_mid_eur", "mean_change_no_netting_eur_per_month"
    if not {cost, change} <= set(summary.complexes.columns):
        return Table(headings, ())
    mine = summary.complexes[summary.complexes["package"] == package].dropna(subset=[cost, change])
    order = (mine[change] / mine[cost].where(mine[cost] > 0)).sort_values(kind="stable").index[:_N_COMPLEXES]
    rows = [
        (
            str(row["complex_id"]) or say("report.no_complex", lang),
            number(get(row, "n_dwellings"), lang),
            eur_rounded(get(row, cost), lang),
            signed_eur(get(row, change), lang),
            percent(get(row, "worse_no_netting_frac"), lang),
            percent(get(row, "nom_frac"), lang),
        )
        for _, row in mine.loc[order].iterrows()
    ]
    return Table(headings, tuple(rows))


def _example(results: pd.DataFrame, package: str, lang: str) -> tuple[str, Table] | None:
    """Return the month of the dwelling whose change stands in the middle, before and after."""
    lines = ("rent", "epv", "huurtoeslag", "energy_no_netting", "housing_cost_no_netting")
    columns = [f"{name}_eur_per_month" for name in lines]
    if "huurtoeslag_no_netting_eur_per_month" in results:
        columns[2] = "huurtoeslag_no_netting_eur_per_month"
    if not set(columns) <= set(results.columns):
        return None
    computed = results[results["status"] == "computed"].drop_duplicates(["dwelling_id", "package"])
    before, after = (computed[computed["package"] == p].set_index("dwelling_id") for p in (CURRENT, package))
    both = before.index.intersection(after.index)
    if package == CURRENT or both.empty:
        return None
    change = (after.loc[both, columns[-1]] - before.loc[both, columns[-1]]).astype(float)
    middle = (change - change.median()).abs().sort_values(kind="stable").index[0]
    was, is_now = before.loc[middle], after.loc[middle]
    words = {
        "type": say_or(
            f"report.type.{was.get('dwelling_type', '')}", lang, str(was.get("dwelling_type", ""))
        ),
        "year": f"{float(was['build_year']):.0f}" if "build_year" in was else "–",
        "area": number(float(was.get("floor_area_m2", float("nan"))), lang),
        "id": str(middle),
        "package": package_name(package, lang),
    }
    rows = []
    for name, column in zip(lines, columns, strict=True):
        sign = -1.0 if name == "huurtoeslag" else 1.0
        pair = [sign * float(row[column]) for row in (was, is_now)]
        key = f"report.month.{name}"
        rows.append((say(key, lang), *(eur(x, lang) for x in pair), signed_eur(pair[1] - pair[0], lang)))
    keys = ("report.month.line", "report.month.before", "report.month.after", "report.month.change")
    return say("report.example.text", lang, words), Table(tuple(say(k, lang) for k in keys), tuple(rows))


def _origin(summary: Summary, lang: str) -> tuple[tuple[str, str, float], ...]:
    found = zip(summary.origin["origin"], summary.origin["share_frac"], strict=True)
    return tuple(
        (say(f"report.origin.{o}", lang), percent(float(s), lang), 100.0 * float(s)) for o, s in found
    )


def _reasons(summary: Summary, lang: str) -> Table:
    headings = tuple(say(f"report.{k}", lang) for k in ("package", "outcome", "reason", "dwellings"))
    rows = tuple(
        (
            package_name(str(row["package"]), lang),
            say(f"report.outcome.{row['status']}", lang),
            say_or(str(row["reason"]), lang, str(row["reason"])),
            number(float(row["n_dwellings"]), lang),
        )
        for _, row in summary.reasons.iterrows()
    )
    return Table(headings, rows)


def _epv_reasons(summary: Summary, package: str, lang: str) -> Table:
    headings = (say("report.reason", lang), say("report.dwellings", lang))
    mine = summary.epv_reasons[summary.epv_reasons["package"] == package]
    rows = tuple(
        (
            say_or(str(row["epv_reason"]), lang, str(row["epv_reason"])),
            number(float(row["n_dwellings"]), lang),
        )
        for _, row in mine.iterrows()
    )
    return Table(headings, rows)
