"""Stop with findings, and say findings as lines of text."""

from collections.abc import Iterable
from typing import NoReturn

from nulopdemeter.errors import Finding, InputError
from nulopdemeter.language import finding_text, say


def stop(*findings: Finding) -> NoReturn:
    """Raise an input error that carries findings.

    Parameters
    ----------
    *findings : Finding
        All that is wrong.

    Raises
    ------
    InputError
        Always.
    """
    raise InputError(findings, "\n".join(finding_lines(findings, "en")))


def finding_lines(findings: Iterable[Finding], lang: str) -> list[str]:
    """Say findings, one line each: where, what, and how to mend it.

    Parameters
    ----------
    findings : iterable of Finding
        The findings.
    lang : str
        ``"nl"`` or ``"en"``.

    Returns
    -------
    list of str
        The lines.
    """
    lines = []
    for finding in findings:
        message, remedy = finding_text(finding, lang)
        where = finding.file
        if finding.place:
            where += say("stock.line.row", lang, {"row": finding.place})
        lines.append(f"{where}: {message} {remedy} ({finding.code})")
    return lines
