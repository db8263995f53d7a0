"""Where the numbers come from: figures by status, and what the run says about itself."""

from collections import Counter
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path

from nulopdemeter.language import date_text, number, say
from nulopdemeter.parameters import read_figures
from nulopdemeter.parameters.figures import STATUSES
from nulopdemeter.report.drawing import Table
from nulopdemeter.report.price_entries import Entry, contract_entries, package_entries, plain
from nulopdemeter.report.sentences import chosen_prices, contract_or_none
from nulopdemeter.report.words import say_or

_FIRM = ("law", "published", "quote")
_INVENTED = "stock_demo"  # decides how the invented stock looks, no outcome of a real one


@cache
def table_entries(lang: str) -> tuple[Entry, ...]:
    """Return every figure of the program.

    Parameters
    ----------
    lang : str
        ``"nl"`` or ``"en"``.

    Returns
    -------
    tuple of Entry
        Tables that are no lists of figures are left out, and those of the invented stock.
    """
    found: list[Entry] = []
    for file in sorted(files("nulopdemeter.parameters").iterdir(), key=lambda f: f.name):
        table = file.name.removesuffix(".csv")
        if not file.name.endswith(".csv") or table == _INVENTED:
            continue
        with file.open(encoding="utf-8") as lines:
            is_list = next(lines, "").startswith("parameter,value,unit,source")
        found += [
            Entry(
                f"{table}: {f.parameter}",
                f"{plain(f.value, lang)} {f.unit}".strip(),
                date_text(f.valid_from, lang),
                f.status,
                f.source,
                f.note,
            )
            for f in (read_figures(table) if is_list else ())
        ]
    return tuple(found)


def all_entries(manifest: Mapping[str, object], lang: str) -> tuple[Entry, ...]:
    """Return the prices and contracts of a run, and all figures of the program.

    Parameters
    ----------
    manifest : Mapping[str, object]
        Tells which packages and contracts were used; without it all shipped packages and the usual contracts.
    lang : str
        ``"nl"`` or ``"en"``.

    Returns
    -------
    tuple of Entry
        What weighs most in euros first.
    """
    prices = chosen_prices(manifest)
    names = dict.fromkeys(prices[f"contract_{rule}"] for rule in ("netting", "no_netting"))
    contracts = [contract_or_none(name) for name in names]
    in_contracts = [entry for c in contracts if c is not None for entry in contract_entries(c, lang)]
    return (*package_entries(manifest.get("packages"), lang), *in_contracts, *table_entries(lang))


def own_files(manifest: Mapping[str, object]) -> tuple[str, ...]:
    """Return the files of the user whose prices the list of figures does not hold.

    Parameters
    ----------
    manifest : Mapping[str, object]
        What the run wrote about itself.

    Returns
    -------
    tuple of str
        Names of package and contract files.
    """
    project = manifest.get("project")
    parts = project.get("package") if isinstance(project, Mapping) else None
    packages = [
        str(p["file"])
        for p in (parts if isinstance(parts, list) else ())
        if isinstance(p, Mapping) and p.get("file")
    ]
    prices = chosen_prices(manifest)
    contracts = [prices[f"contract_{rule}"] for rule in ("netting", "no_netting")]
    unread = [name for name in contracts if contract_or_none(name) is None]
    return tuple(dict.fromkeys(Path(name).name for name in (*packages, *unread)))


def status_table(manifest: Mapping[str, object], lang: str) -> Table:
    """Count the figures of the program by how firm they are.

    Parameters
    ----------
    manifest : Mapping[str, object]
        What the run wrote about itself.
    lang : str
        ``"nl"`` or ``"en"``.

    Returns
    -------
    Table
        Status, meaning, number of figures; firmest first.
    """
    counted = Counter(entry.status for entry in all_entries(manifest, lang))
    rows = tuple(
        (say(f"report.status.{s}", lang), say(f"report.status.{s}.meaning", lang), number(counted[s], lang))
        for s in STATUSES
        if counted[s]
    )
    keys = ("report.status", "report.status.meaning", "report.status.count")
    return Table(tuple(say(k, lang) for k in keys), rows)


def uncertain_figures(manifest: Mapping[str, object], lang: str) -> Table:
    """List all figures that are neither law nor published: those a reader may want to change.

    Parameters
    ----------
    manifest : Mapping[str, object]
        What the run wrote about itself.
    lang : str
        ``"nl"`` or ``"en"``.

    Returns
    -------
    Table
        Figure, value with unit, since, status, source and note; none is left out.
    """
    rows = tuple(
        (e.name, e.value, e.since, say(f"report.status.{e.status}", lang), e.source, e.note)
        for e in all_entries(manifest, lang)
        if e.status not in _FIRM
    )
    keys = ("figure", "value", "since", "status", "source", "note")
    return Table(tuple(say(f"report.figures.{k}", lang) for k in keys), rows)


def run_facts(manifest: Mapping[str, object], lang: str) -> tuple[tuple[str, str], ...]:
    """Return what the run wrote about itself, as far as it is one line a fact.

    Parameters
    ----------
    manifest : Mapping[str, object]
        The run's manifest; nested parts become ``part.name``.
    lang : str
        ``"nl"`` or ``"en"``.

    Returns
    -------
    tuple of tuple of str
        Name and value.
    """
    return tuple((say_or(f"report.fact.{name}", lang, name), value) for name, value in _flat(manifest, ""))


def _flat(part: Mapping[str, object], before: str) -> list[tuple[str, str]]:
    rows: list[tuple[str, str]] = []
    for name, value in part.items():
        if isinstance(value, Mapping):
            rows += _flat(value, f"{before}{name}.")
        elif isinstance(value, list | tuple):
            if any(isinstance(one, Mapping) for one in value) or not value:
                continue  # said in sentences elsewhere
            rows.append((f"{before}{name}", ", ".join(str(v) for v in value)))
        elif value is not None:
            rows.append((f"{before}{name}", str(value)))
    return rows
