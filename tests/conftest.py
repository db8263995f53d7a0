"""What all tests share: the hypothesis profile, and the record that ``docs/validation.md`` is made of."""

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

# Numba's cache does not see that a kernel changed which another one calls: a cache for every state of the sources.
_KERNELS = Path(__file__).parents[1] / "src" / "nulopdemeter" / "kernels"
_STATE = hashlib.sha256(b"".join(p.read_bytes() for p in sorted(_KERNELS.glob("*.py")))).hexdigest()[:16]
os.environ.setdefault("NUMBA_CACHE_DIR", str(Path(tempfile.gettempdir()) / f"nulopdemeter-numba-{_STATE}"))

import pytest  # noqa: E402 - numba reads the place of its cache when it is imported
from hypothesis import settings  # noqa: E402

settings.register_profile("compiled", deadline=None, derandomize=True)
settings.load_profile("compiled")

_ROWS: list[tuple[str, str, float, float, str, str]] = []
_PAGE = Path(__file__).parents[1] / "docs" / "validation.md"
_HEAD = """# Validation

Made by the tests, never typed: `pytest -m validation --write-validation`. Each row is a value that others
published beside the value of this program. The tables beside EnergyPlus take half an hour and are made by
`pytest -m validation --energyplus-all --write-validation`; a run without that flag leaves them as they are.
"""
_LONG = "EnergyPlus"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--write-validation", action="store_true", help="write docs/validation.md")
    parser.addoption("--energyplus-all", action="store_true", help="every housing type beside EnergyPlus")
    parser.addoption("--update-golden", action="store_true", help="pin the numbers of tests/golden anew")


@pytest.fixture
def record_validation() -> Callable[[str, str, float, float, str, str], None]:
    """Keep a row of a table: title, case, published, ours, unit, remark."""

    def record(title: str, case: str, published: float, ours: float, unit: str, remark: str) -> None:
        _ROWS.append((title, case, published, ours, unit, remark))

    return record


def _section(title: str) -> str:
    lines = [f"\n## {title}\n\n| case | published | ours | unit | |\n|---|---:|---:|---|---|\n"]
    for _, case, published, ours, unit, remark in sorted(r for r in _ROWS if r[0] == title):
        theirs = "" if published != published else f"{published:.4g}"
        lines.append(f"| {case} | {theirs} | {ours:.4g} | {unit} | {remark} |\n")
    return "".join(lines)


def _kept_sections() -> dict[str, str]:
    """Sections beside EnergyPlus of the page as it stands: half an hour of work is not undone by a sample."""
    parts = _PAGE.read_text(encoding="utf-8").split("\n## ")[1:] if _PAGE.exists() else []
    return {part.partition("\n")[0]: f"\n## {part}" for part in parts if part.startswith(_LONG)}


def _page(is_whole: bool) -> Iterator[str]:
    yield _HEAD
    sections = {title: _section(title) for title in {row[0] for row in _ROWS}}
    if not is_whole:
        sections |= _kept_sections()
    for title in sorted(sections):
        yield sections[title].rstrip("\n") + "\n"


def pytest_sessionfinish(session: pytest.Session) -> None:
    if session.config.getoption("--write-validation") and _ROWS:
        text = "".join(_page(session.config.getoption("--energyplus-all")))
        _PAGE.write_text(text, encoding="utf-8")
