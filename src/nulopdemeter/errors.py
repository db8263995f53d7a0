"""What went wrong, as data: a list of findings, and the one exception that carries them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding matters; ``ERROR`` alone can cost a row."""

    ERROR = "error"
    NOTE = "note"
    REPAIRED = "repaired"
    FILLED = "filled"


@dataclass(frozen=True)
class Finding:
    """One thing that was noticed about the input.

    Attributes
    ----------
    code : str
        ``NOM-Exxx``, ``NOM-Nxxx``, ``NOM-Rxxx`` or ``NOM-Fxxx``; the key of its texts in ``language``.
    severity : Severity
        What it does to the row.
    file : str
        Name of the file it was found in.
    place : str
        Row, key or line, as the reader of the file counts it; empty when the whole file is meant.
    column : str
        Heading as it stands in the file; empty when no single column is meant.
    value : str
        What stood there.
    values : Mapping[str, str]
        What the texts need to be filled in (limits, suggestions).
    row : int
        Number of the row in the table, from 0; -1 when no row is meant.
    """

    code: str
    severity: Severity
    file: str = ""
    place: str = ""
    column: str = ""
    value: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    row: int = -1


class InputError(Exception):
    """Input that cannot be used; carries everything that is wrong with it at once.

    Parameters
    ----------
    findings : Sequence[Finding]
        All of them, not the first.
    text : str
        The findings as sentences, one a line.
    """

    def __init__(self, findings: Sequence[Finding], text: str) -> None:
        super().__init__(text)
        self.findings = tuple(findings)
