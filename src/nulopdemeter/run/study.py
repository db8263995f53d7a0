"""A study from file to run folder: read, check, compute in chunks, resume, account for every row."""

import json
import shutil
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from nulopdemeter.dwelling import Package, read_packages
from nulopdemeter.dwelling.strict_toml import input_error
from nulopdemeter.errors import Finding, Severity
from nulopdemeter.evaluate import Settings
from nulopdemeter.regulation.rule_dates import as_facts, rule_notes
from nulopdemeter.run import manifest as documents
from nulopdemeter.run import parts
from nulopdemeter.run.columns import columns_text, conform
from nulopdemeter.run.project import Project, read_project
from nulopdemeter.stock import Stock, read_stock, write_findings_xlsx
from nulopdemeter.summary import law_refused
from nulopdemeter.weather import Weather, read_weather

Progress = Callable[[int, int, int], None]
_ADDRESS = ("postcode", "house_number", "bag_vbo_id", "n_identical", "position")


@dataclass(frozen=True)
class Run:
    """A finished run.

    Attributes
    ----------
    folder : Path
        Where everything was written.
    results : DataFrame
        One row per dwelling and package, rejected dwellings too.
    months : DataFrame
        Monthly totals per package.
    manifest : dict
        What it was made of.
    stock : Stock
        The table it came from, with its findings.
    is_trusted : bool
        False when more dwellings failed than the project allows: there are no totals.
    """

    folder: Path
    results: pd.DataFrame
    months: pd.DataFrame
    manifest: dict[str, Any]
    stock: Stock
    is_trusted: bool

    @property
    def counts(self) -> dict[str, int]:
        """Rows in, computed, rejected and failed.

        Returns
        -------
        dict of str to int
            The sum line: the first is the sum of the others.
        """
        return {name: self.manifest[name] for name in ("rows_in", "computed", "rejected", "failed")}


@dataclass(frozen=True)
class _Plan:
    project: Project
    base: Path
    stock: Stock
    stock_path: Path
    packages: tuple[Package, ...]
    weather: Weather
    folder: Path
    key: str

    @property
    def settings(self) -> Settings:
        return self.project.settings(self.base)

    @property
    def parts_folder(self) -> Path:
        return self.folder / f".parts-{self.key[:12]}"


def run(
    path: str | Path,
    folder: str | Path | None = None,
    *,
    packages: Sequence[str] = (),
    weather: str = "",
    compute: Mapping[str, object] | None = None,
    lang: str = "en",
    is_fresh: bool = False,
    on_progress: Progress | None = None,
) -> Run:
    """Calculate a stock with every package and write the run folder.

    Parameters
    ----------
    path : str or Path
        A project file, or a stock file.
    folder : str or Path, optional
        Where to write; ``<name>-run`` beside the file without it.
    packages : sequence of str
        Names or files in place of those of the project.
    weather : str
        Name or file in place of that of the project.
    compute : Mapping, optional
        Keys of ``[compute]`` in place of those of the project, such as ``{"behaviour": "fixed"}``.
    lang : str
        Language of ``findings.xlsx``.
    is_fresh : bool
        Throw away what an interrupted run left.
    on_progress : callable, optional
        Is told dwellings done, dwellings in all, and dwellings failed.

    Returns
    -------
    Run
        With ``dwellings.parquet``, ``months.parquet``, ``columns.csv``, ``findings.xlsx`` and ``manifest.json``
        written.

    Raises
    ------
    InputError
        When the project, the stock, a package, the weather or the folder cannot be used.
    """
    started = time.monotonic()
    project, base = read_project(path, tuple(packages), weather, compute)
    plan = _plan(Path(path), folder, project, base)
    write_findings_xlsx(plan.stock, plan.folder / "findings.xlsx", lang)
    if is_fresh:
        shutil.rmtree(plan.parts_folder, ignore_errors=True)
    pieces = _chunks(plan, on_progress)
    results = _assemble(plan, pieces)
    months = parts.sum_months(pieces)
    counts = _count(plan.stock, results)
    how = plan.settings
    notes = rule_notes(how.on_netting, how.on_no_netting, how.nta_edition, how.on_epv)
    is_trusted = counts["failed"] <= plan.project.compute.max_failed_frac * max(counts["rows_in"], 1)
    facts = {
        "seconds": round(time.monotonic() - started, 2),
        "n_packages": len(plan.packages),
        "packages": [p.key for p in plan.packages],
        "package_names": {p.key: {"nl": p.name.nl, "en": p.name.en} for p in plan.packages},
        "n_unique": sum(piece.n_unique for piece in pieces),
        "is_trusted": is_trusted,
        "law_refused": law_refused(results),
        "rule_notes": [as_facts(note) for note in notes],
    }
    manifest = documents.make_manifest(
        plan.project, plan.stock, plan.stock_path, plan.weather, plan.key, counts, facts
    )
    _write(plan, results, months, manifest)
    return Run(plan.folder, results, months, manifest, plan.stock, is_trusted)


def _plan(path: Path, folder: str | Path | None, project: Project, base: Path) -> _Plan:
    stock_path = base / project.stock.file
    stock = read_stock(stock_path, columns=project.stock.columns, sheet=project.stock.sheet)
    if stock.rows.empty:
        raise input_error([f for f in stock.findings if f.severity is Severity.ERROR])
    chosen = read_packages(project.packages(base))
    year = read_weather(_beside(project.weather.file, base))
    place = Path(folder) if folder else base / (project.output.folder or f"{path.stem}-run")
    _make_folder(place)
    texts = "".join(p.model_dump_json() for p in chosen)
    key = documents.run_key(project, stock, year, texts)
    return _Plan(project, base, stock, stock_path, chosen, year, place, key)


def _beside(name: str, base: Path) -> str:
    return str(base / name) if Path(name).suffix else name


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".writable"
        probe.write_text("")
        probe.unlink()
    except OSError as error:
        reason = error.strerror or str(error)
        finding = Finding(
            "NOM-E801", Severity.ERROR, str(folder), value=str(folder), values={"reason": reason}
        )
        raise input_error([finding]) from None


def _chunks(plan: _Plan, on_progress: Progress | None) -> list[parts.Chunk]:
    """Compute what is not there yet; a chunk's file is there whole or not at all."""
    plan.parts_folder.mkdir(exist_ok=True)
    rows = plan.stock.rows
    size = max(plan.project.compute.chunk_rows // len(plan.packages), 1)
    pieces = []
    n_failed = 0
    for first in range(0, len(rows), size):
        part = rows.iloc[first : first + size]
        path = parts.part_path(plan.parts_folder, first, len(part))
        if path.exists():
            piece = parts.read_part(path)
        else:
            how, seed = plan.project.compute, plan.project.project.seed
            piece = parts.compute(
                part, plan.packages, plan.weather, plan.settings, how.calibration, how.resident_draws, seed
            )
            parts.write_part(piece, path)
        pieces.append(piece)
        failed = piece.results.loc[piece.results["status"] == "failed", "stock_row"]
        n_failed += failed.nunique()
        if on_progress is not None:
            on_progress(min(first + size, len(rows)), len(rows), n_failed)
    return pieces


def _as_in_file(stock: Stock, column: str, rows: pd.Series) -> np.ndarray[tuple[int], np.dtype[np.object_]]:
    """Cells of refused rows under the heading that means a column; empty without such a heading."""
    if column not in stock.headings:
        return np.full(len(rows), "", dtype=object)
    cells = stock.raw.loc[rows, stock.headings[column]].fillna("").astype(str)
    return np.asarray(cells.to_numpy(object))


def _assemble(plan: _Plan, pieces: Sequence[parts.Chunk]) -> pd.DataFrame:
    """Join the chunks, the rejected rows and what the corporation's own file held besides."""
    found = pd.concat([piece.results for piece in pieces], ignore_index=True)
    rows = plan.stock.rows
    place = found["stock_row"].to_numpy(np.int64)
    for column in _ADDRESS:
        if column in rows:
            found[column] = rows[column].reindex(place).to_numpy()
    rejected = plan.stock.rejected
    refused = pd.DataFrame(
        {
            "dwelling_id": np.tile(rejected["dwelling_id"].astype(str), len(plan.packages)),
            "stock_row": np.tile(rejected["row"], len(plan.packages)),
            "package": np.repeat([p.key for p in plan.packages], len(rejected)),
            "complex_id": np.tile(_as_in_file(plan.stock, "complex_id", rejected["row"]), len(plan.packages)),
            "status": "rejected",
            "reason": np.tile(rejected["reason"], len(plan.packages)),
        }
    )
    whole = pd.concat([conform(found), conform(refused)], ignore_index=True)
    order = {p.key: k for k, p in enumerate(plan.packages)}
    whole = whole.iloc[
        np.lexsort((whole["stock_row"].to_numpy(np.int64), whole["package"].map(order).to_numpy()))
    ].reset_index(drop=True)
    carried = plan.stock.carried
    if not carried.columns.empty:
        own = carried.reindex(whole["stock_row"].to_numpy(np.int64)).reset_index(drop=True)
        own.columns = [f"{c}_in_file" if c in whole else str(c) for c in own.columns]
        whole = pd.concat([whole, own.astype(object)], axis=1)
    return whole


def _count(stock: Stock, results: pd.DataFrame) -> dict[str, int]:
    failed = results.loc[results["status"] == "failed", "stock_row"].nunique()
    counts = {
        "rows_in": stock.n_rows_in,
        "computed": len(stock.rows) - int(failed),
        "rejected": stock.n_rejected,
        "failed": int(failed),
    }
    seen = results["stock_row"].nunique()
    if seen != counts["rows_in"] or counts["rows_in"] != sum(counts.values()) - counts["rows_in"]:
        raise AssertionError(f"rows were lost: {seen} of {counts}")
    return counts


def _write(plan: _Plan, results: pd.DataFrame, months: pd.DataFrame, manifest: dict[str, Any]) -> None:
    folder = plan.folder
    table = pa.Table.from_pandas(results, preserve_index=False)
    parts.write_atomically(
        folder / "dwellings.parquet", lambda p: pq.write_table(table, p, compression="zstd")
    )
    parts.write_atomically(folder / "months.parquet", lambda p: months.to_parquet(p, index=False))
    parts.write_text(folder / "columns.csv", columns_text())
    parts.write_text(folder / "manifest.json", json.dumps(manifest, indent=2, ensure_ascii=False))
    shutil.rmtree(plan.parts_folder, ignore_errors=True)
