"""End a command that cannot be carried out."""

from collections.abc import Sequence

from nulopdemeter.cli.exit_codes import Exit, code_of
from nulopdemeter.cli.screen import Screen, finding_data
from nulopdemeter.errors import Finding


def refused(screen: Screen, findings: Sequence[Finding], text: str, code: Exit | None = None) -> Exit:
    """Say why, to people and as data.

    Parameters
    ----------
    screen : Screen
        Where to say it.
    findings : sequence of Finding
        Everything that is wrong.
    text : str
        What to say when there are none.
    code : Exit, optional
        Exit code; follows from the findings without it.

    Returns
    -------
    Exit
        Exit code.
    """
    code = code_of(findings) if code is None else code
    if findings:
        screen.findings(findings)
    else:
        screen.problem(text)
    screen.document({"findings": [finding_data(f, screen.lang) for f in findings], "exit_code": int(code)})
    return code
