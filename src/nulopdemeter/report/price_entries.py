"""Prices of packages and of energy contracts, written as figures with their status."""

from dataclasses import dataclass

from nulopdemeter.dwelling import PACKAGE_NAMES, SHIPPED_NAMES, Package, read_packages
from nulopdemeter.housing_cost import LEVELS, Contract
from nulopdemeter.language import date_text, number, say
from nulopdemeter.report.words import package_name, say_or, unit_words

_MAX_DECIMALS = 4
_COSTS = ("eur_per_m2", "piece_eur", "fixed_eur", "eur_per_kwp", "eur_per_kw")
_UNITS = {
    "eur_per_kwh": "€/kWh",
    "eur_per_m3": "€/m³",
    "eur_per_m2": "€/m²",
    "eur_per_kwp": "€/kWp",
    "eur_per_kw": "€/kW",
    "eur_per_year": "€/year",
}


@dataclass(frozen=True)
class Entry:
    """One figure as the page shows it.

    Attributes
    ----------
    name, value, since : str
        What it is of, the number with its unit, since when it holds.
    status : str
        ``law``, ``proposal``, ``published``, ``estimate``, ``assumption`` or ``quote``.
    source, note : str
        Key of the source; what a user should know about it.
    """

    name: str
    value: str
    since: str
    status: str
    source: str
    note: str


def package_entries(used: object, lang: str) -> tuple[Entry, ...]:
    """Return the prices of the shipped packages.

    Parameters
    ----------
    used : object
        Keys of the packages of the run; all shipped packages when it is no list.
    lang : str
        ``"nl"`` or ``"en"``.

    Returns
    -------
    tuple of Entry
        One a price; a price that several packages share stands once.
    """
    names = [n for n in SHIPPED_NAMES if n in (used if isinstance(used, list | tuple) else PACKAGE_NAMES)]
    shared: dict[tuple[str, ...], list[str]] = {}
    for package in read_packages(names):
        for facts in _package_facts(package, lang):
            shared.setdefault(facts, []).append(package_name(package.key, lang))
    return tuple(Entry(f"{', '.join(packages)}: {part}", *rest) for (part, *rest), packages in shared.items())


def _package_facts(package: Package, lang: str) -> list[tuple[str, ...]]:
    """Return part, value, year, status, source and note of every price of a package."""
    facts: list[tuple[str, ...]] = []
    for measure in package.measure:
        part = say_or(f"report.part.{measure.part}", lang, measure.part).lower()
        year, cost = str(package.price_year), measure.cost
        for name in _COSTS:
            band = getattr(cost, name)
            if band is not None:
                value = _band((band.low, band.mid, band.high), name, lang)
                facts.append((part, value, year, cost.status, measure.source, cost.note))
    return facts


def contract_entries(contract: Contract, lang: str) -> tuple[Entry, ...]:
    """Return the prices of an energy contract.

    Parameters
    ----------
    contract : Contract
        The contract.
    lang : str
        ``"nl"`` or ``"en"``.

    Returns
    -------
    tuple of Entry
        One a price.
    """
    since = date_text(contract.valid_from, lang)
    entries = []
    for name in type(contract.price).model_fields:
        price = getattr(contract.price, name)
        value = _band(tuple(price.at(level) for level in LEVELS), name, lang)
        heading = f"{contract.name}: {say(f'report.price.{name}', lang)}"
        entries.append(Entry(heading, value, since, price.status, price.source, price.note))
    return tuple(entries)


def _band(amounts: tuple[float, ...], name: str, lang: str) -> str:
    """Write low, middle and high, or the one amount they all are."""
    unit = next((unit for ending, unit in _UNITS.items() if name.endswith(ending)), "€")
    unit = unit_words(unit, lang)
    texts = [plain(amount, lang) for amount in amounts]
    return f"{' – '.join(texts if len(set(texts)) > 1 else texts[:1])} {unit}"


def plain(value: float, lang: str) -> str:
    """Write a figure with as many digits as it has, four behind the separator at most.

    Parameters
    ----------
    value : float
        The figure.
    lang : str
        ``"nl"`` or ``"en"``.

    Returns
    -------
    str
        The text.
    """
    digits = next((d for d in range(_MAX_DECIMALS) if round(value, d) == value), _MAX_DECIMALS)
    return number(value, lang, digits)
