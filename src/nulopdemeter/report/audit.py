"""Where the numbers come from: figures by status, and what the run says about itself."""

from collections import Counter
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from nulopdemeter.language import date_text, number, say
from nulopdemeter.parameters import Figure, read_figures
from nulopdemeter.parameters.figures import STATUSES
from nulopdemeter.report.drawing import Table
from nulopdemeter.report.words import say_or

_MAX_FIGURES = 250
_MAX_DECIMALS = 4
_FIRM = ("law", "published")


@cache
def all_figures() -> tuple[tuple[str, Figure], ...]:
    """Return every figure of the program with the table it stands in.

    Returns
    -------
    tuple of tuple of str and Figure
        Table and figure; tables that are no lists of figures are left out.
    """
    found = []
    for file in sorted(files("nulopdemeter.parameters").iterdir(), key=lambda f: f.name):
        if not file.name.endswith(".csv"):
            continue
        table = file.name.removesuffix(".csv")
        with file.open(encoding="utf-8") as lines:
            is_list = next(lines, "").startswith("parameter,value,unit,source")
        if is_list:
            found += [(table, figure) for figure in read_figures(table)]
    return tuple(found)


def status_table(lang: str) -> Table:
    """Count the figures of the program by how firm they are.

    Parameters
    ----------
    lang : str
        ``"nl"`` or ``"en"``.

    Returns
    -------
    Table
        Status, meaning, number of figures; firmest first.
    """
    counted = Counter(figure.status for _, figure in all_figures())
    rows = tuple(
        (say(f"report.status.{s}", lang), say(f"report.status.{s}.meaning", lang), number(counted[s], lang))
        for s in STATUSES
        if counted[s]
    )
    keys = ("report.status", "report.status.meaning", "report.status.count")
    return Table(tuple(say(k, lang) for k in keys), rows)


def uncertain_figures(lang: str) -> Table:
    """List the figures that are neither law nor published: those a reader may want to change.

    Parameters
    ----------
    lang : str
        ``"nl"`` or ``"en"``.

    Returns
    -------
    Table
        Figure, value with unit, since, status, source and note.
    """
    chosen = [(t, f) for t, f in all_figures() if f.status not in _FIRM][:_MAX_FIGURES]
    rows = tuple(
        (
            f"{table}: {f.parameter}",
            f"{_plain(f.value, lang)} {f.unit}".strip(),
            date_text(f.valid_from, lang),
            say(f"report.status.{f.status}", lang),
            f.source,
            f.note,
        )
        for table, f in chosen
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
            rows.append((f"{before}{name}", ", ".join(str(v) for v in value)))
        elif value is not None:
            rows.append((f"{before}{name}", str(value)))
    return rows


def _plain(value: float, lang: str) -> str:
    """Write a figure with as many digits as it has, four behind the separator at most."""
    digits = next((d for d in range(_MAX_DECIMALS) if round(value, d) == value), _MAX_DECIMALS)
    return number(value, lang, digits)
