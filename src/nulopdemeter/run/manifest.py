"""What a run was made of, so that it can be made again."""

import hashlib
import json
import platform
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from nulopdemeter.parameters import shipped
from nulopdemeter.run.project import Project
from nulopdemeter.stock import Stock
from nulopdemeter.weather import Weather

_LIBRARIES = ("numpy", "pandas", "numba", "pvlib", "pyarrow", "scipy")
_ID_LENGTH = 12


def file_hash(path: Path) -> str:
    """Return the SHA-256 of a file.

    Parameters
    ----------
    path : Path
        The file.

    Returns
    -------
    str
        Hexadecimal.
    """
    return hashlib.sha256(path.read_bytes()).hexdigest()


def weather_hash(weather: Weather) -> str:
    """Return a hash of the year that is calculated with.

    Parameters
    ----------
    weather : Weather
        The year.

    Returns
    -------
    str
        SHA-256 over its hours, hexadecimal.
    """
    digest = hashlib.sha256()
    for name in ("temperature_c", "wind_m_per_s", "ghi_w_per_m2", "dni_w_per_m2", "dhi_w_per_m2"):
        digest.update(np.ascontiguousarray(getattr(weather, name)).tobytes())
    digest.update(np.ascontiguousarray(weather.infrared_w_per_m2).tobytes())
    return digest.hexdigest()


def figures_hash() -> str:
    """Return a hash of all shipped figures, housing types and packages.

    Returns
    -------
    str
        SHA-256, hexadecimal.
    """
    digest = hashlib.sha256()
    package = files("nulopdemeter")
    folders = [package / "parameters", package / "dwelling" / "packages", package / "housing_cost"]
    for folder in folders:
        for item in sorted(folder.iterdir(), key=lambda f: f.name):
            if item.name.endswith((".csv", ".toml")):
                digest.update(item.name.encode())
                digest.update(item.read_bytes())
    for path in sorted(shipped("housing_types").glob("*.toml")):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def run_key(project: Project, stock: Stock, weather: Weather, packages_text: str) -> str:
    """Return what decides the outcome of a run, as one hash.

    Parameters
    ----------
    project : Project
        With every default filled in.
    stock : Stock
        Read and checked.
    weather : Weather
        The year.
    packages_text : str
        The packages, resolved, as text.

    Returns
    -------
    str
        Two runs with the same key give the same results.
    """
    decisive = {
        "version": version("nulopdemeter"),
        "stock": stock.content_hash,
        "weather": weather_hash(weather),
        "packages": packages_text,
        "prices": project.prices.model_dump(mode="json"),
        "compute": project.compute.model_dump(mode="json", exclude={"max_failed_frac"}),
        "figures": figures_hash(),
    }
    return hashlib.sha256(json.dumps(decisive, sort_keys=True).encode()).hexdigest()


def make_manifest(
    project: Project,
    stock: Stock,
    stock_path: Path,
    weather: Weather,
    key: str,
    counts: Mapping[str, int],
    facts: Mapping[str, Any],
) -> dict[str, Any]:
    """Return everything that a reader needs to trust or repeat a run.

    Parameters
    ----------
    project : Project
        With every default filled in.
    stock : Stock
        Read and checked.
    stock_path : Path
        Its file.
    weather : Weather
        The year.
    key : str
        From ``run_key``.
    counts : Mapping[str, int]
        ``rows_in``, ``computed``, ``rejected``, ``failed`` and what belongs to them.
    facts : Mapping[str, Any]
        Whatever else the run measured.

    Returns
    -------
    dict
        To be written as JSON.
    """
    return {
        "name": project.project.name or stock_path.stem,
        "run_id": key[:_ID_LENGTH],
        "key": key,
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        **counts,
        "counts": dict(counts),
        "seed": project.project.seed,
        **facts,
        "versions": {
            "nulopdemeter": version("nulopdemeter"),
            "python": platform.python_version(),
            **{name: version(name) for name in _LIBRARIES},
        },
        "inputs": {
            "stock": {
                "file": stock.source_name,
                "sha256": file_hash(stock_path),
                "content_sha256": stock.content_hash,
                "rows": stock.n_rows_in,
            },
            "weather": {"name": weather.name, "source": weather.source, "sha256": weather_hash(weather)},
            "figures": {"sha256": figures_hash()},
        },
        "project": project.model_dump(mode="json"),
    }
