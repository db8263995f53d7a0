"""The findings of a stock as tables and as a workbook with the user's own rows, marked."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd
import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException

from nulopdemeter.errors import Finding, Severity
from nulopdemeter.language import finding_text, number, say
from nulopdemeter.stock.problems import stop
from nulopdemeter.stock.stock import Stock

COLUMNS = ("row", "dwelling_id", "column", "value", "severity", "code", "message", "remedy")
_GROUP_COLUMNS = ("severity", "code", "column", "n", "first_row", "example", "message", "remedy")
_ORDER = {Severity.ERROR: 0, Severity.NOTE: 1, Severity.REPAIRED: 2, Severity.FILLED: 3}
_COLOURS = {Severity.ERROR: "#F8B4AE", Severity.NOTE: "#FBD9A5", Severity.REPAIRED: "#BFDDF5"}
_WIDTHS = {"message": 70, "remedy": 55, "dwelling_id": 16, "column": 24, "value": 18, "example": 18}
_MOST_COMMENTS = 2000
_MOST_ROWS = 1_000_000


def findings_table(stock: Stock, lang: str) -> pd.DataFrame:
    """List the findings of a stock, one a row, in the order of the file.

    Parameters
    ----------
    stock : Stock
        The stock.
    lang : str
        ``"nl"`` or ``"en"``.

    Returns
    -------
    pd.DataFrame
        ``row`` (as a spreadsheet counts; missing when the whole file is meant), ``dwelling_id``, ``column``,
        ``value``, ``severity``, ``code``, ``message`` and ``remedy``.
    """
    return _table(stock.findings, _ids(stock), lang)


def _ids(stock: Stock) -> dict[int, str]:
    ids = stock.raw[stock.headings["dwelling_id"]]
    return dict(zip(ids.index.tolist(), ids.tolist(), strict=True))


def _table(findings: Sequence[Finding], ids: Mapping[int, str], lang: str) -> pd.DataFrame:
    rows = []
    for f in findings:
        at = int(f.place) if f.row >= 0 and f.place.isdigit() else pd.NA
        kind = say(f"stock.severity.{f.severity}", lang)
        rows.append((at, ids.get(f.row, ""), f.column, f.value, kind, f.code, *finding_text(f, lang)))
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype({"row": "Int64"})


def grouped_findings(findings: Sequence[Finding], lang: str) -> pd.DataFrame:
    """Count the findings by code and column, errors first: what a person reads before the long list.

    Parameters
    ----------
    findings : Sequence[Finding]
        The findings.
    lang : str
        ``"nl"`` or ``"en"``.

    Returns
    -------
    pd.DataFrame
        ``severity``, ``code``, ``column``, ``n``, ``first_row``, ``example`` (a value), and the ``message``
        and ``remedy`` of the first.
    """
    groups: dict[tuple[int, str, str], list[Finding]] = {}
    for finding in findings:
        key = (_ORDER[finding.severity], finding.code, finding.column)
        groups.setdefault(key, []).append(finding)
    rows = []
    for (_, code, column), members in sorted(groups.items(), key=lambda g: g[0]):
        first = members[0]
        kind = say(f"stock.severity.{first.severity}", lang)
        rows.append((kind, code, column, len(members), first.place, first.value, *finding_text(first, lang)))
    return pd.DataFrame(rows, columns=list(_GROUP_COLUMNS))


def sum_line(stock: Stock, lang: str) -> str:
    """Say where every row went.

    Parameters
    ----------
    stock : Stock
        The stock.
    lang : str
        ``"nl"`` or ``"en"``.

    Returns
    -------
    str
        Such as ``200 rijen in het bestand = 184 geaccepteerd + 16 afgekeurd``.
    """
    counts = {"rows_in": stock.n_rows_in, "accepted": len(stock.rows), "rejected": stock.n_rejected}
    return say("stock.sum_line", lang, {name: number(n, lang) for name, n in counts.items()})


def write_findings_xlsx(
    source: Stock | Sequence[Finding], path: str | Path, lang: str, more: Sequence[Finding] = ()
) -> Path:
    """Write findings to a workbook: a summary, the list, and the user's own rows with the wrong cells marked.

    Parameters
    ----------
    source : Stock or Sequence[Finding]
        A stock, or findings alone; without a stock there is no sheet of rows and no sum line.
    path : str or Path
        The workbook.
    lang : str
        ``"nl"`` or ``"en"``.
    more : Sequence[Finding], optional
        Findings of later stages to list with those of the stock.

    Returns
    -------
    Path
        The workbook.

    Raises
    ------
    InputError
        When the file cannot be written.
    """
    target = Path(path)
    stock = source if isinstance(source, Stock) else None
    findings = (*(source.findings if isinstance(source, Stock) else source), *more)
    try:
        with xlsxwriter.Workbook(str(target), {"strings_to_formulas": False}) as book:
            _write_summary(book, stock, findings, lang)
            _write_list(book, stock, findings, lang)
            if stock is not None:
                _write_rows(book, stock, lang)
    except (OSError, XlsxWriterException) as error:
        values = {"detail": _reason(error)}
        stop(Finding("NOM-E011", Severity.ERROR, target.name, value=str(target), values=values))
    return target


def _reason(error: BaseException) -> str:
    inner = error.args[0] if error.args and isinstance(error.args[0], OSError) else error
    return getattr(inner, "strerror", None) or type(inner).__name__


def _write_summary(
    book: xlsxwriter.Workbook, stock: Stock | None, findings: Sequence[Finding], lang: str
) -> None:
    sheet = book.add_worksheet(say("stock.sheet.summary", lang))
    bold = book.add_format({"bold": True})
    lines = []
    if stock is not None:
        lines.append(f"{say('stock.sheet.file', lang)}: {stock.source_name}")
        lines.append(sum_line(stock, lang))
        marked = sum(finding.row >= 0 for finding in stock.findings)
        if marked > _MOST_COMMENTS:
            lines.append(say("stock.sheet.few_comments", lang, {"n": number(_MOST_COMMENTS, lang)}))
    if len(findings) > _MOST_ROWS:
        counts = {"shown": number(_MOST_ROWS, lang), "n": number(len(findings), lang)}
        lines.append(say("stock.sheet.cut", lang, counts))
    for at, line in enumerate(lines):
        sheet.write_string(at, 0, line, bold)
    _write_frame(book, sheet, grouped_findings(findings, lang), lang, len(lines) + 1 if lines else 0)


def _write_list(
    book: xlsxwriter.Workbook, stock: Stock | None, findings: Sequence[Finding], lang: str
) -> None:
    ids = {} if stock is None else _ids(stock)
    sheet = book.add_worksheet(say("stock.sheet.findings", lang))
    frame = _table(findings[:_MOST_ROWS], ids, lang)
    _write_frame(book, sheet, frame, lang, 0)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(frame), 1), len(COLUMNS) - 1)


def _write_frame(
    book: xlsxwriter.Workbook,
    sheet: xlsxwriter.worksheet.Worksheet,
    frame: pd.DataFrame,
    lang: str,
    top: int,
) -> None:
    head = book.add_format({"bold": True, "bottom": 1})
    for place, name in enumerate(frame.columns):
        sheet.write_string(top, place, say(f"stock.sheet.{name}", lang), head)
        sheet.set_column(place, place, _WIDTHS.get(name, 10))
        for at, cell in enumerate(frame[name].tolist(), start=top + 1):
            if isinstance(cell, str):
                sheet.write_string(at, place, cell)
            elif not pd.isna(cell):
                sheet.write_number(at, place, cell)


def _write_rows(book: xlsxwriter.Workbook, stock: Stock, lang: str) -> None:
    """Write the rows something was noticed about, as they were, with colours and comments."""
    sheet = book.add_worksheet(say("stock.sheet.rows", lang))
    head = book.add_format({"bold": True, "bottom": 1})
    formats = {severity: book.add_format({"bg_color": colour}) for severity, colour in _COLOURS.items()}
    sheet.write_string(0, 0, say("stock.sheet.coloured", lang))
    sheet.write_string(1, 0, say("stock.sheet.row", lang), head)
    headings = list(stock.raw.columns)
    for place, heading in enumerate(headings, start=1):
        sheet.write_string(1, place, heading, head)
    sheet.freeze_panes(2, 2)
    marks: dict[int, list[Finding]] = {}
    for finding in stock.findings:
        if finding.row >= 0:
            marks.setdefault(finding.row, []).append(finding)
    place_of = {heading: place for place, heading in enumerate(headings, start=1)}
    cells = stock.raw.to_numpy()
    left = _MOST_COMMENTS
    for at, (row, found) in enumerate(list(marks.items())[:_MOST_ROWS], start=2):
        sheet.write_number(at, 0, int(found[0].place))
        for place, text in enumerate(cells[row], start=1):
            if text:
                sheet.write_string(at, place, text)
        left = _mark(sheet, at, row, found, (stock, place_of, formats), lang, left)


def _mark(
    sheet: xlsxwriter.worksheet.Worksheet,
    at: int,
    row: int,
    found: Sequence[Finding],
    page: tuple[Stock, Mapping[str, int], Mapping[Severity, object]],
    lang: str,
    left: int,
) -> int:
    """Colour the cells of one row; return how many comments may still be written."""
    stock, place_of, formats = page
    by_place: dict[int, list[Finding]] = {}
    for finding in found:
        by_place.setdefault(place_of.get(finding.column, 0), []).append(finding)
    for place, members in by_place.items():
        worst = min((f.severity for f in members), key=lambda s: _ORDER[s])
        if place:
            sheet.write_string(at, place, str(stock.raw.loc[row, members[0].column]), formats.get(worst))
        else:
            sheet.write_number(at, 0, int(members[0].place), formats.get(worst))
        if left > 0:
            text = "\n".join(" ".join((*finding_text(f, lang), f"({f.code})")) for f in members)
            sheet.write_comment(at, place, text, {"x_scale": 2.5, "y_scale": 1.2})
            left -= 1
    return left
