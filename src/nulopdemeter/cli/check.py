"""The verb ``check``: everything that is wrong with a file, without calculating."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from nulopdemeter.cli.exit_codes import Exit, code_of
from nulopdemeter.cli.screen import Screen, finding_data
from nulopdemeter.errors import Finding, InputError, Severity

if TYPE_CHECKING:
    from nulopdemeter.stock import Stock

_WEATHER = (".epw", ".epw.gz")
_DWELLING = "[dwelling]"


def check(screen: Screen, path: Path, out: Path | None) -> Exit:
    """Say everything that is wrong with a stock or project file.

    Parameters
    ----------
    screen : Screen
        Where to say it.
    path : Path
        Stock or project file.
    out : Path or None
        Workbook of findings; beside the file without it.

    Returns
    -------
    Exit
        ``DONE``, ``SOME_LEFT_OUT`` when rows are rejected, or what makes it impossible to run.
    """
    from nulopdemeter.stock import sum_line, write_findings_xlsx

    findings, stock = _check_project(path)
    workbook = out or path.with_name(f"{path.stem}.check.xlsx")
    shown = [*(stock.findings if stock else ()), *findings]
    screen.findings(shown, is_result=True)
    document: dict[str, object] = {"file": str(path)}
    wrong = [found for found in findings if found.severity is Severity.ERROR]
    code = code_of(wrong) if wrong else Exit.DONE
    if stock is not None:
        screen.result(sum_line(stock, screen.lang))
        write_findings_xlsx(stock, workbook, screen.lang, findings)
        screen.result(str(workbook))
        counts = {"rows_in": stock.n_rows_in, "accepted": len(stock.rows), "rejected": stock.n_rejected}
        document |= {**counts, "workbook": str(workbook)}
        if stock.rows.empty:
            code = Exit.WRONG_INPUT
        elif not wrong and stock.n_rejected:
            code = Exit.SOME_LEFT_OUT
    if not shown:
        screen.result(screen.say("cli.check.fine"))
    found = [finding_data(one, screen.lang) for one in shown]
    screen.document({**document, "findings": found, "exit_code": int(code)})
    return code


def _check_weather(path: Path) -> list[Finding]:
    from nulopdemeter.weather import read_weather

    try:
        return list(read_weather(path).findings)
    except InputError as error:
        return list(error.findings)


def _is_dwelling_file(path: Path) -> bool:
    """Tell a dwelling file from a project file by the table that only the first has."""
    if path.suffix.lower() != ".toml" or not path.is_file():
        return False
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    return any(line.strip().startswith(_DWELLING) for line in lines)


def _check_dwelling(path: Path) -> list[Finding]:
    from nulopdemeter.dwelling.file import read_dwelling_file

    try:
        read_dwelling_file(path)
    except InputError as error:
        return list(error.findings)
    return []


def _check_project(path: Path) -> tuple[list[Finding], "Stock | None"]:
    """Read each part by itself, so that one mistake hides no other."""
    if path.name.lower().endswith(_WEATHER):
        return _check_weather(path), None
    if _is_dwelling_file(path):
        return _check_dwelling(path), None
    from nulopdemeter.dwelling import read_packages
    from nulopdemeter.housing_cost import read_contract
    from nulopdemeter.run import read_project
    from nulopdemeter.stock import read_stock
    from nulopdemeter.weather import read_weather

    findings: list[Finding] = []
    try:
        project, base = read_project(path)
    except InputError as error:
        return list(error.findings), None
    stocks: list[Stock] = []
    place, own = base / project.stock.file, project.stock
    settings = project.settings(base)
    weather = project.weather.file
    parts: list[Callable[[], object]] = [
        lambda: stocks.append(read_stock(place, columns=own.columns, sheet=own.sheet)),
        lambda: read_packages(project.packages(base)),
        lambda: read_weather(base / weather if Path(weather).suffix else weather),
        lambda: read_contract(settings.contract_netting),
        lambda: read_contract(settings.contract_no_netting),
    ]
    for read in parts:
        try:
            read()
        except InputError as error:
            findings += error.findings
    return findings, stocks[0] if stocks else None
