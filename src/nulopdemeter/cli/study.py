"""The verbs ``demo`` and ``run``: a stock from file to report."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nulopdemeter.cli.exit_codes import Exit
from nulopdemeter.cli.files import make_folder, refuse, write
from nulopdemeter.cli.screen import Screen
from nulopdemeter.language import eur, number

if TYPE_CHECKING:
    from nulopdemeter.run import Run
    from nulopdemeter.summary import Summary

DEMO_ROWS = 200
REPORT, WORKBOOK = "report.html", "stock.xlsx"
RUN_FILES = (REPORT, WORKBOOK, "dwellings.parquet", "months.parquet", "findings.xlsx", "columns.csv")
_DEEPEST = "nom"
_HEADLINES = (
    ("investment", "investment_mid_eur"),
    ("tenant", "change_no_netting_eur_per_month"),
)


def demo(screen: Screen, folder: Path, n_rows: int, is_run: bool) -> Exit:
    """Write an invented stock, whole and damaged, and run it.

    Parameters
    ----------
    screen : Screen
        Where to say it.
    folder : Path
        Where to write.
    n_rows : int
        Dwellings; another number than that of the shipped demo mixes damaged rows in.
    is_run : bool
        Whether to calculate it as well.

    Returns
    -------
    Exit
        ``DONE`` when it worked: the rejected rows of a demo are meant to be rejected.
    """
    from nulopdemeter.stock import write_demo_stock

    make_folder(folder)
    is_default = n_rows == DEMO_ROWS
    stock = write(folder / "demo-stock.csv", lambda p: write_demo_stock(p, n_rows, damaged=not is_default))
    written = {"stock": str(stock)}
    screen.note(screen.say("cli.demo.stock", {"path": stock, "n": number(n_rows, screen.lang)}))
    if is_default:
        spoiled = folder / "demo-stock-damaged.csv"
        write(spoiled, lambda p: write_demo_stock(p, n_rows, damaged=True))
        written["damaged"] = str(spoiled)
        screen.note(screen.say("cli.demo.damaged", {"path": spoiled}))
    if not is_run:
        screen.document({**written, "exit_code": Exit.DONE})
        screen.result(str(stock))
        return Exit.DONE
    code = run_stock(screen, stock, folder / "run", (), "", False, False, written)
    return Exit.DONE if code == Exit.SOME_LEFT_OUT else code


def run_stock(
    screen: Screen,
    path: Path,
    folder: Path | None,
    packages: Sequence[str],
    weather: str,
    is_fresh: bool,
    is_strict: bool,
    written: dict[str, str] | None = None,
    compute: Mapping[str, object] | None = None,
) -> Exit:
    """Run a stock or project and write workbook and report.

    Parameters
    ----------
    screen : Screen
        Where to say it.
    path : Path
        Stock or project file.
    folder : Path or None
        Run folder.
    packages : sequence of str
        In place of those of the project.
    weather : str
        In place of that of the project.
    is_fresh : bool
        Throw away what an interrupted run left.
    is_strict : bool
        Whether a dwelling left out counts as a failure.
    written : dict, optional
        Files written before, for the JSON document.
    compute : Mapping, optional
        Keys of ``[compute]`` in place of those of the project.

    Returns
    -------
    Exit
        How it went.
    """
    from nulopdemeter.regulation.rule_dates import note_text
    from nulopdemeter.run import run

    folder = _folder_of(path, folder, compute)
    _spare_others(folder)
    with screen.progress("cli.progress.title") as told:
        done = run(
            path,
            folder,
            packages=packages,
            weather=weather,
            compute=compute,
            lang=screen.lang,
            is_fresh=is_fresh,
            on_progress=told,
        )
    code = _code(done, is_strict)
    _say_findings(screen, done)
    for note in done.manifest["rule_notes"]:
        screen.note(note_text(note, screen.lang))
    if done.is_trusted:
        headlines = _headlines(screen, _write_reports(screen, done), done.manifest)
        headlines += _resident_lines(screen, done)
    else:
        # What an earlier run left here would be taken for the outcome of this one.
        for name in (REPORT, WORKBOOK):
            (done.folder / name).unlink(missing_ok=True)
        headlines = []
    _tell(screen, done, headlines, code, written or {})
    return code


def _folder_of(path: Path, folder: Path | None, compute: Mapping[str, object] | None) -> Path:
    """Where the run folder will be: what was typed, what the project says, or beside the file."""
    from nulopdemeter.run import read_project

    project, base = read_project(path, compute=compute)
    return folder or base / (project.output.folder or f"{path.stem}-run")


def _spare_others(folder: Path) -> None:
    """Refuse to write over files that no run of ours has left: a user's own stock.xlsx may stand there."""
    is_ours = (folder / "manifest.json").exists() or any(folder.glob(".parts-*"))
    there = [name for name in RUN_FILES if (folder / name).exists()]
    if there and not is_ours:
        raise refuse("NOM-E916", ", ".join(there), folder=str(folder))


def _code(done: "Run", is_strict: bool) -> Exit:
    if not done.is_trusted:
        return Exit.NOT_TRUSTED
    if done.counts["rejected"] or done.counts["failed"]:
        return Exit.NOT_TRUSTED if is_strict else Exit.SOME_LEFT_OUT
    return Exit.DONE


def _say_findings(screen: Screen, done: "Run") -> None:
    findings = done.stock.findings
    if findings:
        values = {"n": number(len(findings), screen.lang), "path": done.folder / "findings.xlsx"}
        screen.note(screen.say("cli.run.findings", values))


def _write_reports(screen: Screen, done: "Run") -> "Summary":
    from nulopdemeter.report import write_report_html, write_stock_xlsx
    from nulopdemeter.summary import summarise

    screen.note(screen.say("cli.run.writing"))
    summary = summarise(done.results)
    results, lang, names = done.results, screen.lang, done.manifest["package_names"]
    write(
        done.folder / WORKBOOK,
        lambda path: write_stock_xlsx(results, summary, path, lang, done.counts, names),
    )
    write(done.folder / REPORT, lambda path: write_report_html(results, summary, path, lang, done.manifest))
    return summary


def _headlines(screen: Screen, summary: "Summary", manifest: Mapping[str, Any]) -> list[dict[str, object]]:
    """Three numbers of the deepest package: what it costs, what the tenant notices, how often it is zero."""
    packages: Sequence[str] = manifest["packages"]
    year = str(manifest["project"]["prices"]["on_no_netting"])[:4]
    name = _deepest(packages)
    row = summary.package(name)
    if not row["n_computed"]:
        return []
    lines: list[dict[str, object]] = []
    for key, column in _HEADLINES:
        amounts = {part: float(row[f"{part}_{column}"]) for part in ("mean", "p10", "p90")}
        words = {part: eur(amount, screen.lang) for part, amount in amounts.items()}
        text = screen.say(f"cli.headline.{key}", {**words, "package": name, "year": year})
        lines.append({"package": name, "quantity": column, **amounts, "text": text})
    share = float(row["nom_frac"])
    values = {"package": name, "percent": number(100.0 * share, screen.lang)}
    text = screen.say("cli.headline.nom", values)
    return [*lines, {"package": name, "quantity": "nom_frac", "mean": share, "text": text}]


def _deepest(packages: Sequence[str]) -> str:
    return _DEEPEST if _DEEPEST in packages else packages[-1]


def _resident_lines(screen: Screen, done: "Run") -> list[dict[str, object]]:
    """How many meters were explained, and how often the drawn households end at zero, where a project asks that."""
    from nulopdemeter.summary import dwelling_weights, weighted_mean

    compute, lines = done.manifest["project"]["compute"], list[dict[str, object]]()
    results = done.results[done.results["status"] == "computed"]
    if compute["calibration"] == "meter":
        now = results[results["package"] == "current"]
        counts = {
            f"{meter}_{part}": int(now[f"{meter}_fit"].isin(words).sum())
            for meter in ("gas", "import")
            for part, words in (("met", ["met"]), ("told", ["met", "beyond"]))
        }
        key = "fitted" if counts["gas_told"] + counts["import_told"] else "unmetered"
        text = screen.say(f"cli.headline.{key}", {k: number(n, screen.lang) for k, n in counts.items()})
        lines.append({"quantity": "meter_fit", **counts, "text": text})
    if compute["resident_draws"]:
        name = _deepest(done.manifest["packages"])
        chosen = results[results["package"] == name]
        if not len(chosen):
            return lines
        share = weighted_mean(chosen["zero_frac"].to_numpy(float), dwelling_weights(chosen))
        values = {"package": name, "percent": number(100.0 * share, screen.lang)}
        values["n"] = number(compute["resident_draws"], screen.lang)
        text = screen.say("cli.headline.drawn", values)
        lines.append({"package": name, "quantity": "zero_frac", "mean": share, "text": text})
    return lines


def _tell(
    screen: Screen,
    done: "Run",
    headlines: Sequence[dict[str, object]],
    code: Exit,
    written: dict[str, str],
) -> None:
    folder = done.folder
    values = {name: number(n, screen.lang) for name, n in done.counts.items()}
    sum_line = screen.say("cli.sum_line", values)
    screen.result(sum_line)
    refused = done.manifest["law_refused"]
    if refused:
        why = ", ".join(f"{column} ({number(n, screen.lang)})" for column, n in refused.items())
        values = {"n": number(sum(refused.values()), screen.lang), "why": why}
        screen.result(f"  {screen.say('cli.law_refused', values)}")
    for line in headlines:
        screen.result(f"  {line['text']}")
    paths = {
        "folder": folder,
        "dwellings": folder / "dwellings.parquet",
        "findings": folder / "findings.xlsx",
    }
    if done.is_trusted:
        paths |= {"workbook": folder / WORKBOOK, "report": folder / REPORT}
        for name in ("workbook", "report"):
            screen.result(str(paths[name]))
    else:
        screen.problem(_why_not(screen, done))
    if code == Exit.NOT_TRUSTED and done.is_trusted:
        screen.problem(screen.say("cli.run.strict"))
    document = {**written, **{name: str(path) for name, path in paths.items()}, **done.counts}
    document |= {
        "law_refused": refused,
        "rule_notes": done.manifest["rule_notes"],
        "sum_line": sum_line,
        "seconds": done.manifest["seconds"],
        "headlines": list(headlines),
    }
    screen.document({**document, "is_trusted": done.is_trusted, "exit_code": int(code)})


def _why_not(screen: Screen, done: "Run") -> str:
    """Say what most dwellings failed on, with one of them by name."""
    failed = done.results[done.results["status"] == "failed"]
    reason = failed["reason"].value_counts().index[0]
    example = failed.loc[failed["reason"] == reason, "dwelling_id"].iloc[0]
    known = str(reason).startswith("run.reason.")
    values = {
        "failed": number(done.counts["failed"], screen.lang),
        "rows_in": number(done.counts["rows_in"], screen.lang),
        "reason": screen.say(str(reason)) if known else reason,
        "example": example,
    }
    return screen.say("cli.run.not_trusted", values)
