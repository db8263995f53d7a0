"""Read a CSV whatever its encoding, its separator and its stray quotation marks."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

from nulopdemeter.errors import Finding, Severity
from nulopdemeter.stock.problems import stop

_SEPARATORS = (";", ",", "\t", "|")
_SAMPLE_LINES = 40
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def read_csv_records(
    path: Path, score: Callable[[list[str]], int]
) -> tuple[list[list[object]], list[Finding]]:
    """Read the records of a CSV.

    Parameters
    ----------
    path : Path
        The file.
    score : Callable[[list[str]], int]
        How many known headings a record holds; decides the separator.

    Returns
    -------
    tuple[list[list[object]], list[Finding]]
        Cells by record, empty records included, and what was noticed.
    """
    text = _text(path)
    if not text.strip():
        stop(Finding("NOM-E002", Severity.ERROR, path.name))
    lines = text.splitlines()
    findings: list[Finding] = []
    separator = _declared(lines[0]) or _separator(lines[:_SAMPLE_LINES], score)
    if _declared(lines[0]):
        text = "\n".join(["", *lines[1:]])
    records = _records(text, separator)
    if records is None or _has_swallowed_row(records, separator):
        # a quotation mark that is never closed would swallow the rows behind it
        records = [[c.strip('"') for c in row] for row in _records(text, separator, is_quoted=False) or []]
        findings.append(Finding("NOM-N006", Severity.NOTE, path.name))
    return [list(row) for row in records], findings


def _text(path: Path) -> str:
    data = path.read_bytes()
    bom = next((encoding for mark, encoding in _BOMS if data.startswith(mark)), None)
    if bom is None and b"\x00" in data:
        stop(Finding("NOM-E003", Severity.ERROR, path.name, values={"detail": "NUL-byte"}))
    text = _decoded(data, [bom] if bom else ["utf-8", "cp1252"])
    if text is None:
        stop(Finding("NOM-E003", Severity.ERROR, path.name, values={"detail": bom or "utf-8, cp1252"}))
    return text


def _decoded(data: bytes, encodings: list[str]) -> str | None:
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _declared(line: str) -> str:
    """Return the separator of the line ``sep=;`` that Excel understands at the top of a CSV."""
    bare = line.strip().strip('"')
    return bare[4:5] if bare[:4].casefold() == "sep=" and len(line.strip('"\r\n')) == 5 else ""


def _separator(lines: list[str], score: Callable[[list[str]], int]) -> str:
    def quality(separator: str) -> tuple[int, int]:
        rows = _records("\n".join(lines), separator) or []
        return max((score(row) for row in rows), default=0), max((len(row) for row in rows), default=0)

    return max(_SEPARATORS, key=quality)


def _has_swallowed_row(records: list[list[str]], separator: str) -> bool:
    whole_row = max(max((len(row) for row in records[:_SAMPLE_LINES]), default=1) - 1, 1)
    with_breaks = (c for row in records if "\n" in "".join(row) for c in row if "\n" in c)
    return any(c.count(separator) >= whole_row for c in with_breaks)


def _records(text: str, separator: str, is_quoted: bool = True) -> list[list[str]] | None:
    try:
        return list(
            csv.reader(
                io.StringIO(text, newline=""),
                delimiter=separator,
                quoting=csv.QUOTE_MINIMAL if is_quoted else csv.QUOTE_NONE,
            )
        )
    except csv.Error:
        return None
