"""Findings of the weather readers, and the exception that carries them."""

from collections.abc import Mapping, Sequence
from typing import NoReturn

from nulopdemeter.errors import Finding, InputError, Severity
from nulopdemeter.language import finding_text

# Nobody reads a thousand lines about one broken column; the number of the rest is always said.
SHOWN_PER_CODE = 20


def error(
    code: str,
    file: str,
    *,
    place: str = "",
    column: str = "",
    value: str = "",
    values: Mapping[str, object] | None = None,
) -> Finding:
    """Make a finding that makes the file unusable.

    Parameters
    ----------
    code : str
        Key of its texts.
    file, place, column, value : str
        Where it is and what stands there.
    values : Mapping[str, object], optional
        What the texts fill in.

    Returns
    -------
    Finding
        With severity ``ERROR``.
    """
    return Finding(
        code, Severity.ERROR, file, place, column, value, {k: str(v) for k, v in (values or {}).items()}
    )


def note(
    code: str, file: str, values: Mapping[str, object] | None = None, severity: Severity = Severity.NOTE
) -> Finding:
    """Make a finding that a user should know of.

    Parameters
    ----------
    code : str
        Key of its texts.
    file : str
        Name of the file.
    values : Mapping[str, object], optional
        What the texts fill in.
    severity : Severity
        ``NOTE``, ``REPAIRED`` or ``FILLED``.

    Returns
    -------
    Finding
        The finding.
    """
    return Finding(code, severity, file, values={k: str(v) for k, v in (values or {}).items()})


def refuse(findings: Sequence[Finding]) -> NoReturn:
    """Raise all findings at once; of each kind the first twenty and the number of the others.

    Parameters
    ----------
    findings : Sequence of Finding
        Everything that is wrong.

    Raises
    ------
    InputError
        Always.
    """
    shown: list[Finding] = []
    counts: dict[tuple[str, str], int] = {}
    for found in findings:
        key = (found.code, found.column)
        counts[key] = counts.get(key, 0) + 1
        if counts[key] <= SHOWN_PER_CODE:
            shown.append(found)
    for (code, column), n_found in counts.items():
        if n_found > SHOWN_PER_CODE:
            file = findings[0].file
            more = {"code": code, "n_more": n_found - SHOWN_PER_CODE}
            shown.append(error("NOM-E319", file, column=column, values=more))
    raise InputError(shown, "\n".join(_sentence(found) for found in shown))


def _sentence(found: Finding) -> str:
    message, remedy = finding_text(found, "en")
    place = ", ".join(part for part in (found.file, found.place, found.column) if part)
    return f"{found.code} {place}: {message} {remedy}"
