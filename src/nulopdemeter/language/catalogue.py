"""Look up a text by its key."""

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Protocol

LANGUAGES = ("nl", "en")


class Noticed(Protocol):
    """What of a finding is needed to say it; `errors.Finding` has it."""

    @property
    def code(self) -> str:
        """Key of its texts."""

    @property
    def column(self) -> str:
        """Heading it was found under."""

    @property
    def value(self) -> str:
        """What stood there."""

    @property
    def values(self) -> Mapping[str, str]:
        """What the texts need to be filled in."""


@cache
def _texts() -> dict[str, dict[str, str]]:
    texts: dict[str, dict[str, str]] = {}
    for file in sorted(files("nulopdemeter.language").iterdir(), key=lambda f: f.name):
        if not file.name.endswith(".csv"):
            continue
        with file.open(encoding="utf-8") as lines:
            for row in csv.DictReader(lines):
                if row["key"] in texts:
                    raise ValueError(f"{file.name}: the key {row['key']!r} is defined twice")
                texts[row["key"]] = {"nl": row["nl"], "en": row["en"]}
    return texts


def say(key: str, lang: str, values: Mapping[str, object] | None = None) -> str:
    """Return the text of a key in a language.

    Parameters
    ----------
    key : str
        Key in one of the CSV files of this package.
    lang : str
        ``"nl"`` or ``"en"``.
    values : Mapping[str, object], optional
        What to fill in for the ``{names}`` in the text.

    Returns
    -------
    str
        The text.
    """
    return _texts()[key][lang].format_map(dict(values or {}))


def finding_text(finding: Noticed, lang: str) -> tuple[str, str]:
    """Say what a finding is and how to mend it.

    Parameters
    ----------
    finding : Noticed
        What was noticed.
    lang : str
        ``"nl"`` or ``"en"``.

    Returns
    -------
    tuple[str, str]
        Message and remedy.
    """
    values = {"value": finding.value, "column": finding.column, **finding.values}
    return say(f"{finding.code}.message", lang, values), say(f"{finding.code}.remedy", lang, values)


def headings(columns: list[str], lang: str) -> list[str]:
    """Return the headings of canonical columns; an unknown column keeps its name.

    Parameters
    ----------
    columns : list of str
        Canonical names.
    lang : str
        ``"nl"`` or ``"en"``.

    Returns
    -------
    list of str
        One heading a column.
    """
    texts = _texts()
    return [texts[f"column.{c}"][lang] if f"column.{c}" in texts else c for c in columns]
