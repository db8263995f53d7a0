"""The three headline numbers: what it costs, what the tenant pays, whether the meter reaches zero."""

from dataclasses import dataclass

import pandas as pd

from nulopdemeter.language import eur, number, say
from nulopdemeter.report.sentences import get, has_fee
from nulopdemeter.report.words import (
    change_amount,
    eur_large,
    eur_rounded,
    percent,
    signed_eur,
    thresholds,
)
from nulopdemeter.summary import Summary


@dataclass(frozen=True)
class Card:
    """One of the three headline numbers.

    Attributes
    ----------
    name : str
        ``cost``, ``tenant`` or ``zero``.
    question : str
        What it answers.
    answer : str
        The number.
    unit : str
        What the number is of.
    lines : tuple of tuple of str
        Label and value of what stands below it: the band, the spread, the total.
    """

    name: str
    question: str
    answer: str
    unit: str
    lines: tuple[tuple[str, str], ...]


def _range(row: pd.Series, low: str, high: str, lang: str, *, signed: bool = False) -> str:
    """Write a band of two amounts."""
    write = signed_eur if signed else eur_rounded
    return say("report.range", lang, {"low": write(get(row, low), lang), "high": write(get(row, high), lang)})


def headline_cards(summary: Summary, package: str, lang: str) -> tuple[Card, ...]:
    """Return the headline numbers of a package, each with how sure it is.

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
    tuple of Card
        Cost, tenant, zero.
    """
    row = summary.package(package)
    return (_cost_card(row, lang), _tenant_card(summary, row, lang), _zero_card(summary, row, package, lang))


def _cost_card(row: pd.Series, lang: str) -> Card:
    mid, n = get(row, "mean_investment_mid_eur"), get(row, "n_dwellings")
    name = "investment_mid_eur"
    band = _range(row, "mean_investment_low_eur", "mean_investment_high_eur", lang)
    lines = [
        (say("report.card.estimate", lang), band),
        (say("report.card.spread", lang), _range(row, f"p10_{name}", f"p90_{name}", lang)),
        (say("report.card.total", lang, {"n": number(n, lang)}), eur_large(mid * n, lang)),
    ]
    if "mean_subsidy_eur" in row.index:
        lines.append((say("report.card.subsidy", lang), eur_rounded(get(row, "mean_subsidy_eur"), lang)))
    return Card(
        "cost",
        say("report.card.cost", lang),
        eur_rounded(mid, lang),
        say("report.card.per_dwelling", lang),
        tuple(lines),
    )


def _tenant_card(summary: Summary, row: pd.Series, lang: str) -> Card:
    change = get(row, "mean_change_no_netting_eur_per_month")
    month = "housing_cost_no_netting"
    moves = {
        "before": eur(get(row, "mean_housing_cost_before_no_netting_eur_per_month"), lang),
        "after": eur(get(row, f"mean_{month}_eur_per_month"), lang),
    }
    name = "change_no_netting_eur_per_month"
    lines = [
        (say("report.card.month", lang), say("report.card.from_to", lang, moves)),
        (say("report.card.spread", lang), _range(row, f"p10_{name}", f"p90_{name}", lang, signed=True)),
        (say("report.card.worse", lang), percent(get(row, "worse_no_netting_frac"), lang)),
    ]
    low, high = (f"mean_change_no_netting_{level}_eur_per_month" for level in ("low", "high"))
    if low in row.index and high in row.index:
        lines.insert(1, (say("report.card.prices", lang), _range(row, low, high, lang, signed=True)))
    gas = summary.gas
    if gas is not None and gas.differs_much:
        # The number above stands or falls with it, so it stands beside the number.
        off = percent(abs(gas.difference_frac), lang)
        side = "over" if gas.difference_frac > 0 else "under"
        lines.insert(
            0, (say(f"report.card.gas_{side}", lang), say("report.card.gas_off", lang, {"off": off}))
        )
    return Card(
        "tenant",
        say("report.card.tenant", lang),
        change_amount(change, lang),
        say("report.card.per_month_with_fee" if has_fee(row) else "report.card.per_month", lang),
        (*lines, *_fee_lines(row, lang), *_year_lines(row, lang)),
    )


def _fee_lines(row: pd.Series, lang: str) -> tuple[tuple[str, str], ...]:
    """Say what the fee is and what the tenant would pay without it."""
    if not has_fee(row):
        return ()
    without = get(row, "mean_change_no_netting_without_epv_eur_per_month")
    return (
        (say("report.card.fee", lang), eur(get(row, "mean_epv_eur_per_month"), lang)),
        (say("report.card.without_fee", lang), change_amount(without, lang)),
    )


def _year_lines(row: pd.Series, lang: str) -> tuple[tuple[str, str], ...]:
    """Say what the end of netting alone costs, and what the change is in the year before."""
    end = get(row, "mean_netting_end_eur_per_month")
    first = ((say("report.card.netting_end", lang), signed_eur(end, lang)),) if end == end else ()
    change = get(row, "mean_change_netting_eur_per_month")
    return (*first, (say("report.card.netting", lang), signed_eur(change, lang)))


def _zero_card(summary: Summary, row: pd.Series, package: str, lang: str) -> Card:
    shares = summary.epv[summary.epv["package"] == package].set_index("epv_class")["share_frac"]
    mean, net = (
        get(row, "mean_net_kwh"),
        {s: number(get(row, f"{s}_net_kwh"), lang) for s in ("p10", "p90")},
    )
    left = "report.card.surplus" if mean <= 0 else "report.card.shortage"
    lines = [
        (say("report.card.near_zero", lang, thresholds(lang)), percent(get(row, "near_zero_frac"), lang)),
        (say(left, lang), f"{number(abs(mean), lang)}\u00a0kWh"),
        (
            say("report.card.net_spread", lang),
            say("report.range", lang, {"low": net["p10"], "high": net["p90"]}),
        ),
        *_standaard_lines(row, lang),
    ]
    if len(shares):
        shown = [c for c in shares.index if c not in ("near", "none")]
        lines += [(say(f"report.key.{c}", lang), percent(float(shares[c]), lang)) for c in shown]
    answer, unit = percent(get(row, "nom_frac"), lang), say("report.card.of_dwellings", lang)
    return Card("zero", say("report.card.zero", lang), answer, unit, tuple(lines))


def _standaard_lines(row: pd.Series, lang: str) -> list[tuple[str, str]]:
    """Say how many meet the Standaard, are close to its limit, or fail; two classes when no more is known."""
    classes = ("meets", "near", "fails")
    if not {f"standaard_{name}_frac" for name in classes} <= set(row.index):
        return [(say("report.card.standaard", lang), percent(get(row, "standaard_frac"), lang))]
    return [
        (
            say(f"report.card.standaard.{n}", lang, thresholds(lang)),
            percent(get(row, f"standaard_{n}_frac"), lang),
        )
        for n in classes
    ]
