"""One good row, and a way to write small files with something wrong in them."""

from functools import partial
from pathlib import Path

import pytest

GOOD = {
    "vhe_nummer": "100201",
    "complex": "C014 Bloemenbuurt",
    "woningtype": "tussenwoning",
    "ligging": "",
    "bouwjaar": "1968",
    "gebruiksoppervlakte_m2": "84,5",
    "energielabel": "E",
    "kale_huur": "612,40",
}


def rows_file(folder: Path, *rows: dict[str, str], separator: str = ";", name: str = "stock.csv") -> Path:
    """Each row is the good row with other cells; a number of its own unless it says otherwise."""
    headings = list(dict.fromkeys([*GOOD, *(h for row in rows for h in row)]))
    lines = [separator.join(headings)]
    for i, row in enumerate(rows):
        cells = {**GOOD, "vhe_nummer": str(100201 + i), **row}
        lines.append(separator.join(cells.get(heading, "") for heading in headings))
    return text_file(folder, "\n".join(lines) + "\n", name)


def text_file(folder: Path, text: str | bytes, name: str = "stock.csv") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@pytest.fixture
def write(tmp_path: Path):
    return partial(rows_file, tmp_path)


@pytest.fixture
def write_text(tmp_path: Path):
    return partial(text_file, tmp_path)
