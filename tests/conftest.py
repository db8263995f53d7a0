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
published beside the value of this program.
"""


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


def _page() -> Iterator[str]:
    yield _HEAD
    for title in sorted({row[0] for row in _ROWS}):
        yield f"\n## {title}\n\n| case | published | ours | unit | |\n|---|---:|---:|---|---|\n"
        for _, case, published, ours, unit, remark in sorted(r for r in _ROWS if r[0] == title):
            theirs = "" if published != published else f"{published:.4g}"
            yield f"| {case} | {theirs} | {ours:.4g} | {unit} | {remark} |\n"


def pytest_sessionfinish(session: pytest.Session) -> None:
    if session.config.getoption("--write-validation") and _ROWS:
        _PAGE.write_text("".join(_page()), encoding="utf-8")
