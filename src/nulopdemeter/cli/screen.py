"""What goes where: data to stdout, words for people to stderr."""

import errno
import json
import math
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Protocol, TextIO

from nulopdemeter.errors import Finding
from nulopdemeter.language import finding_text, number, say

_TENTHS = 10
_MOST_LINES = 25
# What the operating system says, by its name in errno.
_SYSTEM_ERRORS = ("ENOENT", "ENOTDIR", "EISDIR", "EACCES", "EPERM", "EROFS", "ENOSPC")
_OF_SYSTEM = {os.strerror(getattr(errno, name)): name.lower() for name in _SYSTEM_ERRORS}
_COLOURS = {"error": "red", "note": "yellow", "repaired": "cyan", "filled": "dim"}


class Progress(Protocol):
    """Is told how far a run is."""

    def __call__(self, done: int, total: int, failed: int) -> None:
        """Take dwellings done, dwellings in all, and dwellings failed."""


@dataclass(frozen=True)
class Screen:
    """How this user wants to be spoken to.

    Attributes
    ----------
    lang : str
        ``"nl"`` or ``"en"``.
    is_json : bool
        Whether stdout holds one JSON document and nothing else.
    is_quiet : bool
        Whether progress and notes are left out.
    has_color : bool
        Whether colours may be used on a terminal.
    """

    lang: str
    is_json: bool = False
    is_quiet: bool = False
    has_color: bool = True

    def say(self, key: str, values: Mapping[str, object] | None = None) -> str:
        """Return a text in the language of the user.

        Parameters
        ----------
        key : str
            Key in ``language/cli.csv`` or another catalogue.
        values : Mapping, optional
            What to fill in.

        Returns
        -------
        str
            The text.
        """
        return say(key, self.lang, values)

    def result(self, text: str) -> None:
        """Write what was asked for: to stdout, or to stderr when stdout is data.

        Parameters
        ----------
        text : str
            One or more lines.
        """
        _write(sys.stderr if self.is_json else sys.stdout, text)

    def note(self, text: str) -> None:
        """Write what is good to know, unless quiet.

        Parameters
        ----------
        text : str
            One or more lines.
        """
        if not self.is_quiet:
            _write(sys.stderr, text)

    def problem(self, text: str) -> None:
        """Write what went wrong, always.

        Parameters
        ----------
        text : str
            One or more lines.
        """
        _write(sys.stderr, text)

    def document(self, data: object) -> None:
        """Write the one JSON document, if that is what stdout is for.

        Parameters
        ----------
        data : object
            Anything JSON can hold; a number that is none becomes null.
        """
        if self.is_json:
            _write(sys.stdout, json.dumps(plain(data), ensure_ascii=False, indent=2, allow_nan=False))

    def findings(self, findings: Sequence[Finding], is_result: bool = False) -> None:
        """Show findings: as a table on a terminal, as lines elsewhere; grouped when there are many.

        Parameters
        ----------
        findings : sequence of Finding
            All of them.
        is_result : bool
            Whether they are what was asked for, and so belong on stdout.
        """
        stream = sys.stdout if is_result and not self.is_json else sys.stderr
        if not findings:
            return
        rows = _grouped(findings)
        if len(findings) <= _MOST_LINES:
            rows = [(1, found) for found in findings]
        if stream.isatty():
            self._table(rows, stream)
            return
        for n, found in rows:
            _write(stream, finding_line(found, self.lang, n))

    def _table(self, rows: Sequence[tuple[int, Finding]], stream: TextIO) -> None:
        from rich.box import SIMPLE
        from rich.console import Console
        from rich.markup import escape
        from rich.table import Table

        table = Table(box=SIMPLE, pad_edge=False)
        table.add_column(self.say("cli.finding.place"), overflow="fold")
        table.add_column(self.say("cli.finding.message"), overflow="fold", ratio=3)
        table.add_column(self.say("cli.finding.remedy"), overflow="fold", ratio=2)
        for n, found in rows:
            message, remedy = _texts(found, self.lang)
            head = self.say(f"cli.severity.{found.severity}")
            text = f"{head}: {_often(n, self.lang)}{message} ({found.code})"
            place = _place(found, self.lang) or found.file
            table.add_row(escape(place), escape(text), escape(remedy), style=_COLOURS[found.severity])
        Console(file=stream, no_color=not self.has_color, highlight=False).print(table)

    @contextmanager
    def progress(self, key: str) -> Iterator[Progress]:
        """Show how far a run is: a bar on a terminal, a line for every tenth elsewhere.

        Parameters
        ----------
        key : str
            Text that names what is going on.

        Yields
        ------
        callable
            To be told dwellings done, in all, and failed.
        """
        if self.is_quiet:
            yield lambda done, total, failed: None
        elif sys.stderr.isatty():
            with self._bar(key) as told:
                yield told
        else:
            self.note(self.say(key))
            yield _tenths(self)

    @contextmanager
    def _bar(self, key: str) -> Iterator[Progress]:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            TaskProgressColumn(),
            TimeElapsedColumn(),
            TextColumn("{task.fields[counts]}"),
        )
        console = Console(file=sys.stderr, no_color=not self.has_color)
        with Progress(*columns, console=console) as bar:
            task = bar.add_task(self.say(key), total=None, counts="")

            def told(done: int, total: int, failed: int) -> None:
                bar.update(task, completed=done, total=total, counts=self.progress_text(done, total, failed))

            yield told

    def progress_text(self, done: int, total: int, failed: int) -> str:
        """Say how many dwellings are done.

        Parameters
        ----------
        done, total, failed : int
            Dwellings.

        Returns
        -------
        str
            One line.
        """
        counts = {"done": done, "total": total, "failed": failed}
        values = {name: number(n, self.lang) for name, n in counts.items()}
        return self.say("cli.progress_failed" if failed else "cli.progress", values)


def _tenths(screen: Screen) -> Progress:
    """Say a line whenever another tenth is done."""
    said = 0

    def told(done: int, total: int, failed: int) -> None:
        nonlocal said
        tenth = _TENTHS * done // max(total, 1)
        if tenth > said:
            said = tenth
            screen.note(f"{tenth * _TENTHS} % · {screen.progress_text(done, total, failed)}")

    return told


def finding_line(found: Finding, lang: str, n: int = 1) -> str:
    """Say a finding on one line: how bad, where, what, how to mend it.

    Parameters
    ----------
    found : Finding
        The finding.
    lang : str
        ``"nl"`` or ``"en"``.
    n : int
        How often it was found.

    Returns
    -------
    str
        The line.
    """
    message, remedy = _texts(found, lang)
    where = ", ".join(part for part in (found.file, _place(found, lang)) if part)
    if found.column and found.column not in f"{message} {where}":
        where = f"{where} [{found.column}]" if where else found.column
    head = say(f"cli.severity.{found.severity}", lang)
    return f"{head}: {where + ': ' if where else ''}{_often(n, lang)}{message} {remedy} ({found.code})"


def finding_data(found: Finding, lang: str) -> dict[str, object]:
    """Return a finding as JSON holds it.

    Parameters
    ----------
    found : Finding
        The finding.
    lang : str
        Language of its texts.

    Returns
    -------
    dict
        Code, place, value, message and remedy.
    """
    message, remedy = _texts(found, lang)
    return {
        "code": found.code,
        "severity": str(found.severity),
        "file": found.file,
        "place": found.place,
        "column": found.column,
        "value": found.value,
        "message": message,
        "remedy": remedy,
    }


def plain(data: object) -> object:
    """Turn what the stages return into what JSON can hold.

    Parameters
    ----------
    data : object
        Mappings, sequences and numbers of any kind.

    Returns
    -------
    object
        The same with numbers of Python; NaN and missing become None.
    """
    if isinstance(data, Mapping):
        return {str(key): plain(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [plain(value) for value in data]
    if data is None or isinstance(data, str | bool):
        return data
    if isinstance(data, float | int):
        return data if math.isfinite(data) else None
    if hasattr(data, "item"):  # a number of numpy
        return plain(data.item())
    return None if str(data) in ("<NA>", "NaT") else str(data)


def _texts(found: Finding, lang: str) -> tuple[str, str]:
    """Say a finding; what the operating system said about it is said in the language of the user."""
    said = {name: _OF_SYSTEM[text] for name, text in found.values.items() if text in _OF_SYSTEM}
    if said:
        told = {name: say(f"cli.system.{word}", lang) for name, word in said.items()}
        found = replace(found, values={**found.values, **told})
    return finding_text(found, lang)


def _grouped(findings: Sequence[Finding]) -> list[tuple[int, Finding]]:
    groups: dict[tuple[str, str, str], list[Finding]] = {}
    for found in findings:
        groups.setdefault((found.file, found.code, found.column), []).append(found)
    order = list(_COLOURS)
    rows = [(len(group), group[0]) for group in groups.values()]
    return sorted(rows, key=lambda row: order.index(row[1].severity))


def _place(found: Finding, lang: str) -> str:
    if found.place.isdigit():
        return say("cli.finding.row", lang, {"row": found.place})
    return found.place


def _often(n: int, lang: str) -> str:
    return say("cli.finding.often", lang, {"n": number(n, lang)}) if n > 1 else ""


def _write(stream: TextIO, text: str) -> None:
    stream.write(text + "\n")
    stream.flush()
