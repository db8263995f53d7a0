"""The page of the documentation that lists the columns of the outcome, made from the data itself."""

import csv
import io
from pathlib import Path

from nulopdemeter.run.columns import columns_text

_BEGIN, _END = "<!-- columns -->\n", "\n<!-- end columns -->"
_HEADS = ("column", "unit", "stage", "heading (nl)", "heading (en)", "what it is and how it is counted")


def output_columns_page(page: str) -> str:
    """Put the current table of columns into the page, between its markers.

    Parameters
    ----------
    page : str
        Text of ``docs/output.md``.

    Returns
    -------
    str
        The page with its table in step with ``parameters/output_columns.csv``.
    """
    before, _, rest = page.partition(_BEGIN)
    _, _, after = rest.partition(_END)
    return f"{before}{_BEGIN}{output_columns_table()}{_END}{after}"


def output_columns_table() -> str:
    """Write the documented columns as a Markdown table.

    Returns
    -------
    str
        One line a column, in the order of the file.
    """
    lines = [f"| {' | '.join(_HEADS)} |", f"|{'---|' * len(_HEADS)}"]
    for row in csv.DictReader(io.StringIO(columns_text())):
        cells = (
            f"`{row['column']}`",
            row["unit"],
            row["stage"],
            row["heading_nl"],
            row["heading_en"],
            row["description_en"],
        )
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def refresh_output_page(path: str | Path) -> None:
    """Bring ``docs/output.md`` in step with the data file.

    Parameters
    ----------
    path : str or Path
        The page.
    """
    page = Path(path)
    page.write_text(output_columns_page(page.read_text(encoding="utf-8")), encoding="utf-8")
