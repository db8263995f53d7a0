"""Sentences that hold numbers: the lead, what two years differ by, the checks and the assumptions."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pandas as pd

from nulopdemeter.dwelling import SHIPPED_NAMES, read_package
from nulopdemeter.errors import InputError
from nulopdemeter.housing_cost import Contract, read_contract
from nulopdemeter.language import date_text, eur, number, say
from nulopdemeter.parameters import figures
from nulopdemeter.regulation.rule_dates import note_text
from nulopdemeter.report.words import (
    CURRENT,
    change_words,
    eur_rounded,
    package_name,
    percent,
    signed_eur,
    thresholds,
)
from nulopdemeter.summary import GasCheck, Summary

_ASSUMPTIONS = (1, 2, 3, 4, 5, 6, 7)
_PRICES = {
    "on_netting": "2026-12-01",
    "on_no_netting": "2027-01-01",
    "contract_netting": "fixed-2026",
    "contract_no_netting": "fixed-2027",
    "grid_operator": "liander",
}
_FIRM = ("law", "published")


def get(row: pd.Series, name: str) -> float:
    """Return a statistic.

    Parameters
    ----------
    row : pandas.Series
        Row of a table of the summary.
    name : str
        Column.

    Returns
    -------
    float
        NaN where the results lacked its column.
    """
    return float(row.get(name, float("nan")))


def has_fee(row: pd.Series) -> bool:
    """Tell whether the fee weighs in what the tenant pays.

    Parameters
    ----------
    row : pandas.Series
        Statistics of a package.

    Returns
    -------
    bool
        False when the mean fee rounds to nothing or is not known.
    """
    return get(row, "mean_epv_eur_per_month") >= 0.5


def lead(summary: Summary, package: str, lang: str) -> str:
    """Say the outcome of a package in a few sentences.

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
        Cost, tenant with and without the fee, zero.
    """
    row = summary.package(package)
    near = near_words(row, lang)
    values = {
        "package": package_name(package, lang),
        "amount": eur_rounded(get(row, "mean_investment_mid_eur"), lang),
        "change": change_words(get(row, "mean_change_no_netting_eur_per_month"), lang),
        "share": percent(get(row, "nom_frac"), lang),
        "near": near and f"; {near}",
        "worse": percent(get(row, "worse_no_netting_frac"), lang),
        "epv": f" {fee_words(row, lang)}" if has_fee(row) else "",
    }
    return say("report.lead", lang, values)


def fee_words(row: pd.Series, lang: str) -> str:
    """Say what the fee does to the tenant's month.

    Parameters
    ----------
    row : pandas.Series
        Statistics of a package with a fee.
    lang : str
        ``"nl"`` or ``"en"``.

    Returns
    -------
    str
        The mean fee, and the change and the share that pays more without it.
    """
    worse = get(row, "worse_no_netting_without_epv_frac")
    values = {
        "epv": eur(get(row, "mean_epv_eur_per_month"), lang),
        "change": change_words(get(row, "mean_change_no_netting_without_epv_eur_per_month"), lang),
        "worse": percent(worse, lang),
    }
    return say("report.fee.some" if worse else "report.fee.nobody", lang, values)


def near_words(row: pd.Series, lang: str) -> str:
    """Say how many of the dwellings that reach zero do so by a little.

    Parameters
    ----------
    row : pandas.Series
        Statistics of a package.
    lang : str
        ``"nl"`` or ``"en"``.

    Returns
    -------
    str
        Half a sentence; empty when none reaches zero.
    """
    near = get(row, "nom_near_frac")
    if near != near:
        return ""
    is_nearly_all = near >= figures("report")["nearly_all_frac"]
    key = "all" if near == 1 else ("nearly_all" if is_nearly_all else "some")
    return say(f"report.near.{key}", lang, {"share": percent(near, lang), **thresholds(lang)})


def sizing_words(package: str, row: pd.Series, lang: str) -> str:
    """Say that the solar panels are chosen to end at zero, where a shipped package does so.

    Parameters
    ----------
    package : str
        Which package.
    row : pandas.Series
        Its statistics.
    lang : str
        ``"nl"`` or ``"en"``.

    Returns
    -------
    str
        With the share that ends near zero; empty for other packages.
    """
    if package not in SHIPPED_NAMES or all(m.pv_target != "zero" for m in read_package(package).measure):
        return ""
    near = near_words(row, lang)
    values = {"package": package_name(package, lang), "near": near and f": {near}"}
    return say("report.sizing", lang, values) + " "


def netting_title(row: pd.Series, lang: str) -> str:
    """Say what the end of netting costs, as the end of a title.

    Parameters
    ----------
    row : pandas.Series
        Statistics of a package.
    lang : str
        ``"nl"`` or ``"en"``.

    Returns
    -------
    str
        Empty when the results do not tell.
    """
    end = get(row, "mean_netting_end_eur_per_month")
    return say("report.netting.title", lang, {"end": eur(end, lang)}) if end == end else ""


def netting_causes(row: pd.Series, package: str, lang: str) -> str:
    """Say why the bills of both years differ: netting ends, and prices change.

    Parameters
    ----------
    row : pandas.Series
        Statistics of a package.
    package : str
        Which package.
    lang : str
        ``"nl"`` or ``"en"``.

    Returns
    -------
    str
        With both amounts when the results tell them.
    """
    end = get(row, "mean_netting_end_eur_per_month")
    if end != end:
        return say("report.netting.causes", lang)
    years = (get(row, f"mean_energy_{rule}_eur_per_month") for rule in ("no_netting", "netting"))
    after, before = years
    values = {
        "package": package_name(package, lang),
        "end": signed_eur(end, lang),
        "prices": signed_eur(after - before - end, lang),
    }
    return say("report.netting.amounts", lang, values)


def tenant_intro(summary: Summary, package: str, lang: str) -> str:
    """Introduce the chapter about the tenant.

    Parameters
    ----------
    summary : Summary
        Tables of the stock.
    package : str
        Package that is shown first; empty when nothing was computed.
    lang : str
        ``"nl"`` or ``"en"``.

    Returns
    -------
    str
        What housing cost is, and what the end of netting alone costs with the package and without it.
    """
    text = say("report.intro.tenant", lang)
    ends = {
        name: get(summary.package(name), "mean_netting_end_eur_per_month")
        for name in (package, CURRENT)
        if name in set(summary.packages["package"])
    }
    if len(ends) < 2 or any(end != end for end in ends.values()):
        return text
    values = {
        "package": package_name(package, lang),
        "end": eur(ends[package], lang),
        "now": eur(ends[CURRENT], lang),
    }
    return f"{text} {say('report.netting.intro', lang, values)}"


def gas_words(check: GasCheck, lang: str) -> str:
    """Say how metered and calculated gas compare, with a warning when they differ much.

    Parameters
    ----------
    check : GasCheck
        Both means.
    lang : str
        ``"nl"`` or ``"en"``.

    Returns
    -------
    str
        One sentence, or three.
    """
    off = check.difference_frac
    values = {
        "n": number(check.n_dwellings, lang),
        "measured": number(check.measured_m3, lang),
        "calculated": number(check.calculated_m3, lang),
        "off": percent(abs(off), lang),
    }
    text = say("report.gas", lang, values)
    if not check.differs_much:
        return text
    warning = say("report.gas.high" if off > 0 else "report.gas.low", lang, values)
    return f"{text} {warning}"


def assumptions(manifest: Mapping[str, object], lang: str) -> tuple[str, ...]:
    """Return the main choices behind the numbers.

    Parameters
    ----------
    manifest : Mapping[str, object]
        Days, contracts and grid operator are taken from ``project.prices`` when it has them, what residents do from
        ``project.compute``.
    lang : str
        ``"nl"`` or ``"en"``.

    Returns
    -------
    tuple of str
        One sentence or a few each.
    """
    prices = chosen_prices(manifest)
    days = [date.fromisoformat(prices[name]) for name in ("on_netting", "on_no_netting")]
    values = {
        "year_1": str(days[0].year),
        "year_2": str(days[1].year),
        "day_1": date_text(days[0], lang),
        "day_2": date_text(days[1], lang),
        "contract_1": _contract_words(prices["contract_netting"], lang),
        "contract_2": _contract_words(prices["contract_no_netting"], lang),
        "operator": prices["grid_operator"].title(),
        **_residents(manifest, lang),
        **thresholds(lang),
    }
    usual = tuple(say(f"report.assumption.{n}", lang, values) for n in _ASSUMPTIONS)
    return (*usual, *rule_note_texts(manifest, lang))


def rule_note_texts(manifest: Mapping[str, object], lang: str) -> tuple[str, ...]:
    """Say where the days of the run lie outside the rules that are known.

    Parameters
    ----------
    manifest : Mapping[str, object]
        With ``rule_notes``; none where the run does not tell.
    lang : str
        ``"nl"`` or ``"en"``.

    Returns
    -------
    tuple of str
        A sentence each.
    """
    told = manifest.get("rule_notes")
    notes = told if isinstance(told, Sequence) and not isinstance(told, str) else ()
    return tuple(note_text(note, lang) for note in notes if isinstance(note, Mapping))


def _residents(manifest: Mapping[str, object], lang: str) -> dict[str, str]:
    """Say whether residents respond, whether they were fitted to meters, and how many were drawn."""
    project = manifest.get("project")
    compute = project.get("compute", {}) if isinstance(project, Mapping) else {}
    is_fixed = compute.get("behaviour") == "fixed"
    told = []
    if compute.get("calibration") == "meter":
        told.append(say("report.residents.meter", lang))
    n_draws = int(compute.get("resident_draws", 0))
    if n_draws:
        told.append(say("report.residents.draws", lang, {"n": number(n_draws, lang)}))
    response = say("report.residents.fixed" if is_fixed else "report.residents.responsive", lang)
    return {"response": response, "fitted": "".join(f"{text} " for text in told)}


def chosen_prices(manifest: Mapping[str, object]) -> dict[str, str]:
    """Return days, contracts and grid operator of the run.

    Parameters
    ----------
    manifest : Mapping[str, object]
        What the run wrote about itself.

    Returns
    -------
    dict of str to str
        By name in ``[prices]``; what is usual where the run does not tell.
    """
    project = manifest.get("project")
    told = project.get("prices") if isinstance(project, Mapping) else None
    given = told if isinstance(told, Mapping) else {}
    return {name: str(given.get(name) or usual) for name, usual in _PRICES.items()}


def contract_or_none(name: str) -> Contract | None:
    """Read a contract, if it is still there.

    Parameters
    ----------
    name : str
        Name or file.

    Returns
    -------
    Contract or None
        None for a file of the user that is not found from here.
    """
    try:
        return read_contract(name)
    except (InputError, OSError):
        return None


def _contract_words(name: str, lang: str) -> str:
    contract = contract_or_none(name)
    if contract is None:
        return say("report.contract.own", lang, {"name": Path(name).name})
    main = (contract.price.electricity_eur_per_kwh, contract.price.gas_eur_per_m3)
    is_firm = all(price.status in _FIRM for price in main)
    text = contract.description_nl if lang == "nl" else contract.description_en
    key = "report.contract.published" if is_firm else "report.contract.estimate"
    return say(key, lang, {"name": contract.name, "text": text[0].lower() + text[1:]})
