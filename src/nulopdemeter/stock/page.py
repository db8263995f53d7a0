"""The tables of ``docs/stock.md``, made from the data files of this stage."""

import csv
from importlib.resources import files
from pathlib import Path

from nulopdemeter.stock.columns import read_columns

_TABLES = ("columns", "codes")


def columns_table(lang: str) -> str:
    """Write the canonical columns as a Markdown table.

    Parameters
    ----------
    lang : str
        ``"nl"`` or ``"en"``.

    Returns
    -------
    str
        One line a column: name, unit, limits, words, description, the headings that mean it.
    """
    heads = {
        "en": ("column", "unit", "believed", "what it is", "also read under"),
        "nl": ("kolom", "eenheid", "geloofd", "wat het is", "ook gelezen onder"),
    }[lang]
    lines = [f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}"]
    for name, column in read_columns().items():
        is_limited = column.min > float("-inf")
        believed = f"{column.min:.10g} – {column.max:.10g}" if is_limited else ", ".join(column.allowed)
        described = column.description_nl if lang == "nl" else column.description_en
        mark = " **\\***" if column.is_required else ""
        aliases = ", ".join(f"`{alias}`" for alias in column.aliases)
        lines.append(f"| `{name}`{mark} | {column.unit} | {believed} | {described} | {aliases} |")
    return "\n".join(lines)


def codes_table(lang: str) -> str:
    """Write the codes of the findings as a Markdown table.

    Parameters
    ----------
    lang : str
        ``"nl"`` or ``"en"``.

    Returns
    -------
    str
        One line a code: what is said and how to mend it.
    """
    with (files("nulopdemeter.language") / "stock.csv").open(encoding="utf-8") as lines:
        texts = {row["key"]: row[lang] for row in csv.DictReader(lines)}
    codes = sorted({key.split(".")[0] for key in texts if key.startswith("NOM-")})
    heads = {"en": ("code", "message", "remedy"), "nl": ("code", "melding", "oplossing")}[lang]
    lines_out = [f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}"]
    lines_out += [f"| {code} | {texts[f'{code}.message']} | {texts[f'{code}.remedy']} |" for code in codes]
    return "\n".join(lines_out)


def refreshed(page: str) -> str:
    """Put the current tables into a page, between its markers.

    Parameters
    ----------
    page : str
        Text of ``docs/stock.md``.

    Returns
    -------
    str
        The page with its tables in step with the data files.
    """
    tables = {"columns": columns_table, "codes": codes_table}
    for name in _TABLES:
        for lang in ("en", "nl"):
            begin, end = f"<!-- {name} {lang} -->\n", f"\n<!-- end {name} {lang} -->"
            before, _, rest = page.partition(begin)
            _, _, after = rest.partition(end)
            page = f"{before}{begin}{tables[name](lang)}{end}{after}"
    return page


def refresh_page(path: str | Path) -> None:
    """Bring the tables of ``docs/stock.md`` in step with the data files.

    Parameters
    ----------
    path : str or Path
        The page.
    """
    page = Path(path)
    page.write_text(refreshed(page.read_text(encoding="utf-8")), encoding="utf-8")


def write_template(path: str | Path, lang: str) -> Path:
    """Write an empty stock file: only the headings, the required ones first.

    Parameters
    ----------
    path : str or Path
        The CSV file.
    lang : str
        ``"nl"`` (Dutch headings) or ``"en"`` (canonical names).

    Returns
    -------
    Path
        The file.
    """
    columns = sorted(read_columns().values(), key=lambda column: not column.is_required)
    headings = [column.aliases[0] if lang == "nl" else column.column for column in columns]
    target = Path(path)
    target.write_text(";".join(headings) + "\n", encoding="utf-8-sig", newline="")
    return target
