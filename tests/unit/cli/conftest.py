"""A demo that is run once, and the command line as a test sees it."""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from nulopdemeter.cli import main
from nulopdemeter.stock import write_demo_stock

ROWS = 24


@dataclass(frozen=True)
class Outcome:
    code: int
    out: str
    err: str

    @property
    def document(self):
        return json.loads(self.out)


@pytest.fixture(autouse=True)
def _an_english_system(monkeypatch):
    for name in ("LC_ALL", "LC_MESSAGES", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")


@pytest.fixture
def command(capsys):
    def call(*words: object) -> Outcome:
        code = main([str(word) for word in words])
        captured = capsys.readouterr()
        assert "Traceback" not in captured.out + captured.err
        return Outcome(code, captured.out, captured.err)

    return call


@pytest.fixture(scope="session")
def small_stock(tmp_path_factory) -> Path:
    return write_demo_stock(tmp_path_factory.mktemp("stock") / "stock.csv", ROWS)


@pytest.fixture(scope="session")
def damaged_stock(tmp_path_factory) -> Path:
    return write_demo_stock(tmp_path_factory.mktemp("damaged") / "stock.csv", 200, damaged=True)
