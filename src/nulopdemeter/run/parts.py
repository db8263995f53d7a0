"""Chunks of a run: computed one by one, written whole or not at all, found again after a crash."""

import hashlib
import json
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from nulopdemeter.dwelling import Package
from nulopdemeter.errors import InputError
from nulopdemeter.evaluate import Evaluation, Settings, evaluate
from nulopdemeter.language import LANGUAGES
from nulopdemeter.run.columns import conform
from nulopdemeter.studies import calibrate, cheapest_measures, resident_spread
from nulopdemeter.studies.residents import SEED
from nulopdemeter.summary.epv_gap import gap_sentences
from nulopdemeter.weather import Weather

_MONTHS = np.arange(1, 13)
_SPREAD = ("net_p10_kwh", "net_p50_kwh", "net_p90_kwh", "zero_frac")


@dataclass(frozen=True)
class Chunk:
    """A piece of the stock and what became of it.

    Attributes
    ----------
    results : DataFrame
        One row per dwelling and package.
    months : DataFrame
        Monthly totals per package, computed dwellings only.
    n_unique : int
        Different dwellings that were simulated.
    """

    results: pd.DataFrame
    months: pd.DataFrame
    n_unique: int


def part_path(folder: Path, first: int, count: int) -> Path:
    """Return where a chunk is kept.

    Parameters
    ----------
    folder : Path
        Folder of the parts.
    first, count : int
        Its dwellings.

    Returns
    -------
    Path
        Parquet file; its existence means that it is complete.
    """
    return folder / f"{first:08d}-{count:06d}.parquet"


def write_atomically(path: Path, write: Callable[[Path], None]) -> None:
    """Write a file so that it is there whole or not at all.

    Parameters
    ----------
    path : Path
        The file.
    write : callable
        Writes to the path it is given.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    write(temporary)
    temporary.replace(path)


def write_text(path: Path, text: str) -> None:
    """Write a text so that it is there whole or not at all.

    Parameters
    ----------
    path : Path
        The file.
    text : str
        What it holds.
    """

    def write(place: Path) -> None:
        place.write_text(text, encoding="utf-8")

    write_atomically(path, write)


def compute(
    rows: pd.DataFrame,
    packages: Sequence[Package],
    weather: Weather,
    settings: Settings,
    calibration: str = "none",
    resident_draws: int = 0,
    seed: int = SEED,
) -> Chunk:
    """Take a piece of the stock through the chain; a dwelling that breaks it fails alone.

    Parameters
    ----------
    rows : DataFrame
        Accepted rows.
    packages : sequence of Package
        The packages.
    weather : Weather
        The year.
    settings : Settings
        Dates and contracts.
    calibration : str
        ``"meter"`` fits the residents to the meters of their rows first.
    resident_draws : int
        Households that live in every dwelling in turn, for the spread of its year; 0 for none.
    seed : int
        Which households are drawn.

    Returns
    -------
    Chunk
        With every row of the piece.
    """
    try:
        told = rows
        if calibration == "meter":
            told = calibrate(rows, weather, f"profile_{settings.profile}", settings.residents).rows
        evaluation = evaluate(told, packages, weather, settings)
        results = _with_spread(evaluation, weather, settings, resident_draws, seed)
        results = with_gaps(results, told, evaluation, packages, settings)
    except InputError:
        raise
    except Exception as error:
        if len(rows) == 1:
            return Chunk(_failed(rows, packages, error), _no_months(), 0)
        half = len(rows) // 2
        pieces = [
            compute(part, packages, weather, settings, calibration, resident_draws, seed)
            for part in (rows[:half], rows[half:])
        ]
        return Chunk(
            pd.concat([p.results for p in pieces], ignore_index=True),
            _sum_months([p.months for p in pieces]),
            sum(p.n_unique for p in pieces),
        )
    return Chunk(conform(results), _months(evaluation), evaluation.simulated.n_unique)


def _with_spread(
    evaluation: Evaluation, weather: Weather, settings: Settings, resident_draws: int, seed: int
) -> pd.DataFrame:
    """Add how the year depends on who lives there; a row that is not computed has none of it."""
    if resident_draws == 0:
        return evaluation.results
    spread = resident_spread(
        evaluation.dwellings.table,
        weather,
        resident_draws,
        seed=seed,
        profile=f"profile_{settings.profile}",
        residents=settings.residents,
        built=evaluation.simulated,
    )
    is_computed = evaluation.results["status"].to_numpy(str) == "computed"
    columns = {name: np.where(is_computed, spread[name], np.nan) for name in _SPREAD}
    return pd.concat([evaluation.results, pd.DataFrame(columns, index=evaluation.results.index)], axis=1)


def with_gaps(
    results: pd.DataFrame,
    rows: pd.DataFrame,
    evaluation: Evaluation,
    packages: Sequence[Package],
    settings: Settings,
) -> pd.DataFrame:
    """Add what keeps a dwelling from an EPV, in both languages, and what closes it where that is asked for.

    Parameters
    ----------
    results : DataFrame
        Outcome of every row.
    rows : DataFrame
        Rows of the stock.
    evaluation : Evaluation
        What they came to.
    packages : sequence of Package
        Packages of the project.
    settings : Settings
        Its ``cheapest_measure`` says whether single measures are tried.

    Returns
    -------
    DataFrame
        With the columns of `cheapest_measures` and ``epv_gap_nl`` and ``epv_gap_en``.
    """
    tried = [cheapest_measures(rows, evaluation, packages, settings)] if settings.cheapest_measure else []
    whole = pd.concat([results, *tried], axis=1)
    gaps = {f"epv_gap_{lang}": gap_sentences(whole, lang) for lang in LANGUAGES}
    return pd.concat([whole, pd.DataFrame(gaps, index=whole.index)], axis=1)


def _failed(rows: pd.DataFrame, packages: Sequence[Package], error: Exception) -> pd.DataFrame:
    lines = [
        {
            "dwelling_id": str(rows["dwelling_id"].iloc[0]),
            "package": package.key,
            "status": "failed",
            "reason": f"{type(error).__name__}: {error}",
            "stock_row": int(rows.index[0]),
        }
        for package in packages
    ]
    return conform(pd.DataFrame(lines))


def _months(evaluation: Evaluation) -> pd.DataFrame:
    results = evaluation.results
    is_computed = (results["status"] == "computed").to_numpy()
    pieces = []
    for package in results["package"].unique():
        chosen = is_computed & (results["package"] == package).to_numpy()
        sums = {name: values[chosen].sum(0) for name, values in evaluation.balance.monthly.items()}
        pieces.append(
            pd.DataFrame({"package": package, "month": _MONTHS, "n_dwellings": chosen.sum(), **sums})
        )
    return pd.concat(pieces, ignore_index=True)


def _no_months() -> pd.DataFrame:
    return pd.DataFrame({"package": pd.Series(dtype=object), "month": pd.Series(dtype=np.int64)})


def _sum_months(pieces: Sequence[pd.DataFrame]) -> pd.DataFrame:
    filled = [p for p in pieces if len(p)]
    if not filled:
        return _no_months()
    return pd.concat(filled).groupby(["package", "month"], sort=False, as_index=False).sum()


def write_part(chunk: Chunk, path: Path) -> None:
    """Write a chunk with its months in the metadata.

    Parameters
    ----------
    chunk : Chunk
        What was computed.
    path : Path
        Where.
    """
    table = pa.Table.from_pandas(chunk.results, preserve_index=False)
    extra = {
        b"months": chunk.months.to_json(orient="records").encode(),
        b"n_unique": str(chunk.n_unique).encode(),
    }
    table = table.replace_schema_metadata({**(table.schema.metadata or {}), **extra})
    write_atomically(path, lambda place: pq.write_table(table, place))


def read_part(path: Path) -> Chunk:
    """Read a chunk of an earlier attempt.

    Parameters
    ----------
    path : Path
        Where it was written.

    Returns
    -------
    Chunk
        As it was.
    """
    table = pq.read_table(path)
    metadata = table.schema.metadata
    months = pd.DataFrame.from_records(json.loads(metadata[b"months"]))
    return Chunk(conform(table.to_pandas()), months, int(metadata[b"n_unique"]))


def sum_months(pieces: Sequence[Chunk]) -> pd.DataFrame:
    """Add up the months of all chunks.

    Parameters
    ----------
    pieces : sequence of Chunk
        All of them.

    Returns
    -------
    DataFrame
        Monthly totals per package.
    """
    return _sum_months([piece.months for piece in pieces])


def hash_of(*texts: str) -> str:
    """Return a short hash of texts.

    Parameters
    ----------
    *texts : str
        What decides a result.

    Returns
    -------
    str
        SHA-256, hexadecimal.
    """
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()
