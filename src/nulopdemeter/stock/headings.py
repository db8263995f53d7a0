"""Match the headings of a file with the canonical columns."""

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nulopdemeter.errors import Finding, Severity
from nulopdemeter.stock.columns import heading_keys, joined, meaning, read_columns

_USER_RANK = -1
_NEAR = 0.72


@dataclass(frozen=True)
class Match:
    """Which heading is which column.

    Attributes
    ----------
    places : Mapping[str, int]
        Number of the column in the file, from 0, by canonical name.
    carried : tuple of int
        Numbers of the columns that are carried through.
    findings : tuple of Finding
        What was noticed.
    """

    places: Mapping[str, int]
    carried: tuple[int, ...]
    findings: tuple[Finding, ...]


def n_recognised(headings: Sequence[str], columns: Mapping[str, str]) -> int:
    """Count the different canonical columns in a row of cells.

    Parameters
    ----------
    headings : Sequence[str]
        The cells.
    columns : Mapping[str, str]
        The user's own names: canonical name by heading.

    Returns
    -------
    int
        How many are known.
    """
    own = {joined(heading) for heading in columns}
    found = {joined(h) if joined(h) in own else (meaning(h) or ("",))[0] for h in headings if h}
    return len(found - {""})


def near(word: str, choices: Sequence[str]) -> str:
    """Find what somebody may have meant.

    Parameters
    ----------
    word : str
        What was written.
    choices : Sequence[str]
        What could have been written.

    Returns
    -------
    str
        The nearest choice.
    """
    by_key = {joined(choice): choice for choice in choices}
    return by_key[difflib.get_close_matches(joined(word), list(by_key), n=1, cutoff=0.0)[0]]


def match_headings(headings: Sequence[str], columns: Mapping[str, str], file: str) -> Match:
    """Decide which heading is which canonical column.

    Of two headings for one column the user's own wins, then the one that comes first in ``columns.csv``; the
    other is carried through.

    Parameters
    ----------
    headings : Sequence[str]
        Headings of the file.
    columns : Mapping[str, str]
        The user's own names: canonical name (or a known heading) by heading.
    file : str
        Name of the file.

    Returns
    -------
    Match
        The outcome, with an error for every required column that is missing.
    """
    own, findings = _own_names(headings, columns, file)
    claims: dict[str, list[tuple[int, int]]] = {}
    for place, heading in enumerate(headings):
        known = (own[joined(heading)], _USER_RANK) if joined(heading) in own else meaning(heading)
        if known:
            claims.setdefault(known[0], []).append((known[1], place))
    places: dict[str, int] = {}
    for name, claimed in claims.items():
        (_, places[name]), *others = sorted(claimed)
        findings.extend(_second_heading(name, headings, places[name], place, file) for _, place in others)
    carried = tuple(p for p in range(len(headings)) if p not in places.values())
    free = [headings[p] for p in carried if headings[p]]
    findings.extend(
        _missing(name, free, file)
        for name, c in read_columns().items()
        if c.is_required and name not in places
    )
    return Match(places, carried, tuple(findings))


def _own_names(
    headings: Sequence[str], columns: Mapping[str, str], file: str
) -> tuple[dict[str, str], list[Finding]]:
    present = {joined(heading) for heading in headings}
    own: dict[str, str] = {}
    findings = []
    for heading, name in columns.items():
        known = meaning(name)
        if known is None:
            values = {"near": near(name, list(read_columns())), "heading": heading}
            findings.append(
                Finding("NOM-E007", Severity.ERROR, file, column=heading, value=name, values=values)
            )
        elif joined(heading) not in present:
            values = {"near": near(heading, headings)}
            findings.append(
                Finding("NOM-E008", Severity.ERROR, file, column=heading, value=name, values=values)
            )
        else:
            own[joined(heading)] = known[0]
    return own, findings


def _second_heading(name: str, headings: Sequence[str], used: int, unused: int, file: str) -> Finding:
    values = {"canonical": name, "used": headings[used]}
    return Finding("NOM-N001", Severity.NOTE, file, column=headings[unused], values=values)


def _missing(name: str, free: Sequence[str], file: str) -> Finding:
    column = read_columns()[name]
    close = [heading for heading in free if _looks_like(heading, name)]
    values = {
        "canonical": name,
        "description_nl": column.description_nl,
        "description_en": column.description_en,
        "examples": ", ".join(column.aliases[:3]),
        "near": ", ".join(close[:3]),
    }
    return Finding("NOM-E012" if close else "NOM-E005", Severity.ERROR, file, column=name, values=values)


def _looks_like(heading: str, name: str) -> bool:
    words = [key for key, (canonical, _) in heading_keys().items() if canonical == name]
    key = joined(heading)
    is_part = any(len(word) > 3 and (word in key or (len(key) > 3 and key in word)) for word in words)
    return is_part or bool(difflib.get_close_matches(key, words, n=1, cutoff=_NEAR))
