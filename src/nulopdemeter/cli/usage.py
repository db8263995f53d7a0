"""What was typed wrongly, as findings: the library's own sentences know one language."""

from collections.abc import Iterable
from difflib import get_close_matches

from cyclopts import (
    CoercionError,
    CycloptsError,
    MissingArgumentError,
    RepeatArgumentError,
    UnknownCommandError,
    UnknownOptionError,
    UnusedCliTokensError,
)

from nulopdemeter.errors import Finding, Severity

VERBS = ("demo", "check", "run", "simulate", "list", "show")
GLOBAL_OPTIONS = ("--json", "--lang", "--quiet", "--no-color", "--version", "--help")


def usage_finding(error: CycloptsError) -> Finding:
    """Turn an error of the command line into a finding.

    Parameters
    ----------
    error : CycloptsError
        What the library noticed.

    Returns
    -------
    Finding
        With a suggestion where there is one.
    """
    if isinstance(error, UnknownOptionError):
        word = str(error.token.keyword or error.token.value)
        return _finding("NOM-E901", word, near=_near(word, _options(error)))
    if isinstance(error, UnknownCommandError):
        word = (error.unused_tokens or ["?"])[0]
        return _finding("NOM-E902", word, near=_near(word, VERBS))
    if isinstance(error, MissingArgumentError):
        return _finding("NOM-E903", _name(error))
    if isinstance(error, CoercionError):
        token = error.token
        return _finding("NOM-E904", str(token.value) if token else "", option=_name(error))
    if isinstance(error, UnusedCliTokensError):
        return _finding("NOM-E905", " ".join(error.unused_tokens or []))
    if isinstance(error, RepeatArgumentError):
        return _finding("NOM-E914", str(error.token.keyword))
    return _finding("NOM-E906", "", reason=" ".join(str(error).split()))


def _finding(code: str, value: str, **values: str) -> Finding:
    return Finding(code, Severity.ERROR, value=value, values=values)


def _name(error: CycloptsError) -> str:
    return str(error.argument.name) if error.argument is not None else ""


def _options(error: UnknownOptionError) -> list[str]:
    own: Iterable[str] = (name for argument in error.argument_collection for name in argument.names)
    return [*own, *GLOBAL_OPTIONS]


def _near(word: str, known: Iterable[str]) -> str:
    words = list(dict.fromkeys(known))
    near = get_close_matches(word, words, n=1)
    return near[0] if near else ", ".join(w for w in words if not w.startswith("--no-"))
