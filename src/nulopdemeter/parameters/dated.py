"""Which rules a date picks, and what to say when it lies outside all that are known."""

import csv
from datetime import date
from functools import cache
from importlib.resources import files
from typing import NamedTuple

# The first column says which rule a row is of; in these tables all rows are of one rule, and follow on one another.
_ONE_RULE = ("epv_regimes",)
BEFORE, AFTER = "rules.note.before", "rules.note.after"


class Span(NamedTuple):
    """The days of one row of a rule table.

    Attributes
    ----------
    rule : str
        Which rule it is: a parameter, a number of points, an edition.
    valid_from : date
        First day.
    valid_until : date or None
        Last day; None where no end is known.
    """

    rule: str
    valid_from: date
    valid_until: date | None


class Outside(NamedTuple):
    """A day that a table does not cover, and what stands in.

    Attributes
    ----------
    table : str
        Name of the CSV file, without its ending.
    asked : date
        The day that was asked for.
    note : str
        Key of the text: ``rules.note.before`` (said with ``day``, the first day known) or ``rules.note.after`` (the
        last day known).
    day : date
        Where the rules that stand in begin, or where they ended.
    rules : tuple of str
        The rules of the table that are concerned.
    """

    table: str
    asked: date
    note: str
    day: date
    rules: tuple[str, ...]


@cache
def spans(table: str) -> tuple[Span, ...]:
    """Read the days of a rule table.

    Parameters
    ----------
    table : str
        Name of a CSV file in ``nulopdemeter/parameters`` with the columns ``valid_from`` and ``valid_until``.

    Returns
    -------
    tuple of Span
        Its rows, oldest first.
    """
    with (files("nulopdemeter.parameters") / f"{table}.csv").open(encoding="utf-8") as lines:
        reader = csv.DictReader(lines)
        name = (reader.fieldnames or [""])[0]
        found = [
            Span(
                "" if table in _ONE_RULE else row[name],
                date.fromisoformat(row["valid_from"]),
                date.fromisoformat(row["valid_until"]) if row["valid_until"] else None,
            )
            for row in reader
        ]
    return tuple(sorted(found, key=lambda span: span.valid_from))


@cache
def outside(table: str, on: date, rule: str = "") -> tuple[Outside, ...]:
    """Say whether a table knows the rules of a day, and what stands in where it does not.

    Parameters
    ----------
    table : str
        Name of the table.
    on : date
        The day.
    rule : str
        One rule of the table; all of them without it.

    Returns
    -------
    tuple of Outside
        Empty where every rule is known; else one for what had not begun and one for what had ended.
    """
    nearest: dict[str, Span] = {}
    for span in spans(table):
        if rule in ("", span.rule) and (span.rule not in nearest or span.valid_from <= on):
            nearest[span.rule] = span
    early = [span for span in nearest.values() if span.valid_from > on]
    ended = [(span.valid_until, span) for span in nearest.values() if span.valid_until is not None]
    late = [(day, span) for day, span in ended if day < on]
    found = []
    if early:
        rules = tuple(span.rule for span in early)
        found.append(Outside(table, on, BEFORE, max(span.valid_from for span in early), rules))
    if late:
        rules = tuple(span.rule for _, span in late)
        found.append(Outside(table, on, AFTER, min(day for day, _ in late), rules))
    return tuple(found)
