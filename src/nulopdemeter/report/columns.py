"""Headings, units and number formats of columns."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from nulopdemeter.report.words import say_or, unit_words

_STATISTICS = ("mean", "p10", "p50", "p90")
# The longest ending that fits decides; the number in the cell keeps all its digits.
_FORMATS = {
    "_eur": "#,##0",
    "_eur_per_month": "#,##0",
    "_eur_per_year": "#,##0",
    "_frac": "0%",
    "_kwh": "#,##0",
    "_kwh_per_m2": "0.0",
    "_m2": "0.0",
    "_m3": "#,##0",
    "_kw": "0.0",
    "_kwp": "0.0",
    "_h": "#,##0",
    "_c": "0.0",
    "_year": "0",
}
_WHOLE = "#,##0"
_ANY = "0.00"


@dataclass(frozen=True)
class Column:
    """How a column is shown to people.

    Attributes
    ----------
    name : str
        Canonical name.
    heading : str
        Heading in the language asked for.
    unit : str
        Unit as people write it; empty when there is none.
    description : str
        One sentence; empty for a column the user brought along.
    """

    name: str
    heading: str
    unit: str
    description: str


@cache
def output_columns() -> dict[str, dict[str, str]]:
    """Return the documented columns of the results.

    Returns
    -------
    dict
        Row of ``parameters/output_columns.csv`` by column name.
    """
    path = files("nulopdemeter.parameters") / "output_columns.csv"
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8") as lines:
        return {row["column"]: row for row in csv.DictReader(lines)}


def describe_column(name: str, lang: str) -> Column:
    """Return how a column is shown.

    Parameters
    ----------
    name : str
        Canonical name, or a statistic of one such as ``p90_net_kwh``.
    lang : str
        ``"nl"`` or ``"en"``.

    Returns
    -------
    Column
        A column nobody documented keeps its own name as heading.
    """
    statistic, _, rest = name.partition("_")
    if statistic in _STATISTICS and rest:
        inner = describe_column(rest, lang)
        heading = f"{inner.heading}, {say_or(f'report.statistic.{statistic}', lang, statistic)}"
        return Column(name, heading, inner.unit, inner.description)
    own = say_or(f"report.column.{name}", lang, "")
    row = output_columns().get(name)
    if own or row is None:
        return Column(name, own or name, "", "")
    return Column(name, row[f"heading_{lang}"], unit_words(row["unit"], lang), row[f"description_{lang}"])


def number_format(name: str) -> str:
    """Return the Excel number format of a column.

    Parameters
    ----------
    name : str
        Canonical name.

    Returns
    -------
    str
        Format code with the signs of the file format; Excel shows it with those of the reader's language.
    """
    if name.startswith("n_") or name in ("stock_row", "household_size"):
        return _WHOLE
    fitting = [ending for ending in _FORMATS if name.endswith(ending)]
    return _FORMATS[max(fitting, key=len)] if fitting else _ANY
