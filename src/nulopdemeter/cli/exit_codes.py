"""What the number means that a command ends with."""

from collections.abc import Sequence
from enum import IntEnum

from nulopdemeter.errors import Finding

# Findings about what was typed or written in a project or package file, not about the data.
_OF_THE_COMMAND = (
    "NOM-E001",
    "NOM-E006",
    "NOM-E007",
    "NOM-E008",
    "NOM-E011",
    "NOM-E2",
    "NOM-E301",
    "NOM-E601",
    "NOM-E8",
    "NOM-E9",
)


class Exit(IntEnum):
    """Exit codes; part of the interface, scripts rely on them."""

    DONE = 0
    SOME_LEFT_OUT = 1
    WRONG_COMMAND = 2
    WRONG_INPUT = 3
    NOT_TRUSTED = 4
    CRASHED = 70
    INTERRUPTED = 130


def code_of(findings: Sequence[Finding]) -> Exit:
    """Tell a wrong command or project file from invalid data.

    Parameters
    ----------
    findings : sequence of Finding
        What an ``InputError`` carried.

    Returns
    -------
    Exit
        ``WRONG_COMMAND`` when every finding is about the command or a file of settings.
    """
    if findings and all(found.code.startswith(_OF_THE_COMMAND) for found in findings):
        return Exit.WRONG_COMMAND
    return Exit.WRONG_INPUT
