"""The columns of a stock file and the words in them, read from the data files beside this module."""

import csv
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_BRACKETS = re.compile(r"[(\[].*?[)\]]")
_SEPARATORS = re.compile(r"[\s_\-–/]+")


@dataclass(frozen=True)
class Column:
    """One canonical column of a stock.

    Attributes
    ----------
    column : str
        Canonical name, ending in its unit.
    dtype : str
        ``str``, ``int`` or ``float``.
    reading : str
        Which rule reads it: ``key``, ``text``, ``type``, ``position``, ``words``, ``number``, ``year``,
        ``date``, ``compass``, ``postcode``, ``bag`` or ``connection``.
    unit : str
        As people write it; empty without.
    min : float
        Smallest value that is believed; minus infinity without a limit.
    max : float
        Largest value that is believed; infinity without a limit.
    is_required : bool
        Whether a row without it is rejected.
    is_filled : bool
        Whether an empty cell is filled from the housing type later on.
    allowed : tuple of str
        The canonical words, when there is a closed list.
    description_en : str
        What it is, in English.
    description_nl : str
        What it is, in Dutch.
    aliases : tuple of str
        Headings that mean this column, the best first.
    source : str
        Key in ``docs/sources/stock.md``.
    """

    column: str
    dtype: str
    reading: str
    unit: str
    min: float
    max: float
    is_required: bool
    is_filled: bool
    allowed: tuple[str, ...]
    description_en: str
    description_nl: str
    aliases: tuple[str, ...]
    source: str


@cache
def read_columns() -> Mapping[str, Column]:
    """Read the canonical columns, in their order.

    Returns
    -------
    Mapping[str, Column]
        Column by canonical name.
    """
    with (files("nulopdemeter.stock") / "columns.csv").open(encoding="utf-8") as lines:
        return {row["column"]: _column(row) for row in csv.DictReader(lines)}


def _column(row: Mapping[str, str]) -> Column:
    return Column(
        column=row["column"],
        dtype=row["dtype"],
        reading=row["reading"],
        unit=row["unit"],
        min=float(row["min"] or "-inf"),
        max=float(row["max"] or "inf"),
        is_required=row["required"] == "yes",
        is_filled=row["filled"] == "yes",
        allowed=tuple(filter(None, row["allowed"].split("|"))),
        description_en=row["description_en"],
        description_nl=row["description_nl"],
        aliases=tuple(filter(None, row["aliases"].split("|"))),
        source=row["source"],
    )


def plain(text: str) -> str:
    """Strip a word of what people write differently: case, accents, and the kind of separator.

    Parameters
    ----------
    text : str
        The word.

    Returns
    -------
    str
        Lower case without accents, its parts with one space between them.
    """
    bare = unicodedata.normalize("NFKD", text).casefold()
    bare = "".join(c for c in bare if not unicodedata.combining(c))
    return _SEPARATORS.sub(" ", bare).strip()


def joined(text: str) -> str:
    """Strip a word of its separators as well; a plus stays, it tells labels apart.

    Parameters
    ----------
    text : str
        The word.

    Returns
    -------
    str
        Letters, digits and pluses alone.
    """
    return "".join(c for c in plain(text) if c.isalnum() or c == "+")


@dataclass(frozen=True)
class Words:
    """What may stand in one column, and what it means.

    Attributes
    ----------
    exact : Mapping[str, str]
        Meaning by word in its ``plain`` form: vocabulary that needs no remark.
    loose : Mapping[str, str]
        Meaning by word in its ``joined`` form: understood, and mentioned as repaired.
    """

    exact: Mapping[str, str]
    loose: Mapping[str, str]


@cache
def read_words(column: str) -> Words:
    """Read the vocabulary of a column.

    Parameters
    ----------
    column : str
        Canonical name, or one of the lists ``missing``, ``formula_error``, ``total``, ``level``, ``side``,
        ``compass`` and ``unit``.

    Returns
    -------
    Words
        Its words.
    """
    exact: dict[str, str] = {}
    loose: dict[str, str] = {}
    with (files("nulopdemeter.stock") / "words.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            if row["column"] != column:
                continue
            for word in filter(None, row["exact"].split("|")):
                exact[plain(word)] = row["value"]
                loose.setdefault(joined(word), row["value"])
            for word in filter(None, row["loose"].split("|")):
                loose[joined(word)] = row["value"]
            if row["value"]:
                exact.setdefault(plain(row["value"]), row["value"])
                loose.setdefault(joined(row["value"]), row["value"])
    loose.pop("", None)
    return Words(exact, loose)


@cache
def heading_keys() -> Mapping[str, tuple[str, int]]:
    """Return what every known heading means.

    Returns
    -------
    Mapping[str, tuple[str, int]]
        Canonical name and rank among its headings (0 is the canonical name itself), by ``joined`` heading.
    """
    keys: dict[str, tuple[str, int]] = {}
    for name, column in read_columns().items():
        for rank, heading in enumerate((name, *column.aliases)):
            keys.setdefault(joined(heading), (name, rank))
    return keys


def meaning(heading: str) -> tuple[str, int] | None:
    """Recognise a heading, whatever its case, accents, separators or unit in brackets.

    Parameters
    ----------
    heading : str
        Heading as it stands in the file.

    Returns
    -------
    tuple[str, int] or None
        Canonical name and rank among its headings; None when it is not known.
    """
    keys = heading_keys()
    return keys.get(joined(heading)) or keys.get(joined(_BRACKETS.sub(" ", heading)))
