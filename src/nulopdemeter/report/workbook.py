"""Write the stock as a workbook: summary, packages, estates, spread, dwellings, explanation."""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from nulopdemeter.language import say
from nulopdemeter.report.columns import describe_column, number_format, output_columns
from nulopdemeter.report.law_tables import refused_words
from nulopdemeter.report.own_names import own_names, rename, rename_summary
from nulopdemeter.report.sheets import Formats, make_formats, write_lines, write_table
from nulopdemeter.report.words import package_name, say_or
from nulopdemeter.summary import Summary, with_changes
from nulopdemeter.summary.epv_gap import measure_words

DWELLING_COLUMNS = (
    "dwelling_id",
    "complex_id",
    "package",
    "status",
    "reason",
    "dwelling_type",
    "build_year",
    "floor_area_m2",
    "heat_demand_kwh",
    "heat_demand_kwh_per_m2",
    "gas_measured_m3",
    "gas_m3",
    "electricity_use_kwh",
    "pv_kwh",
    "import_kwh",
    "export_kwh",
    "net_kwh",
    "is_nom",
    "peak_import_kw",
    "overheating_h",
    "unmet_h",
    "label",
    "label_indicative",
    "epv_class",
    "epv_eur_per_month",
    "epv_gap_nl",
    "epv_gap_en",
    "epv_measure_eur",
    "bundle_kwh",
    "bundle_shortfall_kwh",
    "bundle_fee_at_risk_eur_per_year",
    "wws_energy_points_before",
    "wws_energy_points_after",
    "wws_points_after",
    "max_rent_change_eur_per_month",
    "max_rent_headroom_eur_per_month",
    "wws_reason",
    "rent_segment",
    "rent_rise_max_eur_per_month",
    "meets_nom_keur",
    "nom_keur_missed",
    "nta_refused",
    "netting_end_eur_per_month",
    "housing_cost_before_eur_per_month",
    "housing_cost_before_no_netting_eur_per_month",
    "housing_cost_netting_eur_per_month",
    "housing_cost_no_netting_eur_per_month",
    "change_no_netting_eur_per_month",
    "investment_low_eur",
    "investment_mid_eur",
    "investment_high_eur",
)
"""What an adviser filters and sorts on; every other column is in dwellings.parquet."""
ROWS_PER_SHEET = 1_000_000
# Columns that hold a word of the program, and what its key in the language files begins with.
_WORDS = (
    ("status", "report.outcome."),
    ("reason", ""),
    ("wws_reason", ""),
    ("epv_class", "report.key."),
    ("rent_segment", "report.segment."),
)
_SUMMARY_ROWS = (
    "n_computed",
    "n_not_applicable",
    "n_failed",
    "n_rejected",
    "n_dwellings",
    "mean_investment_low_eur",
    "mean_investment_mid_eur",
    "mean_investment_high_eur",
    "p10_investment_mid_eur",
    "p90_investment_mid_eur",
    "mean_housing_cost_before_no_netting_eur_per_month",
    "mean_housing_cost_no_netting_eur_per_month",
    "mean_change_netting_eur_per_month",
    "mean_change_no_netting_eur_per_month",
    "p10_change_no_netting_eur_per_month",
    "p90_change_no_netting_eur_per_month",
    "worse_no_netting_frac",
    "mean_epv_eur_per_month",
    "mean_change_no_netting_without_epv_eur_per_month",
    "worse_no_netting_without_epv_frac",
    "mean_netting_end_eur_per_month",
    "n_epv",
    "epv_frac",
    "mean_bundle_fee_eur_per_month",
    "mean_bundle_kwh",
    "bundle_kept_frac",
    "mean_bundle_shortfall_kwh",
    "mean_bundle_fee_at_risk_eur_per_year",
    "mean_wws_energy_points_before",
    "mean_wws_energy_points_after",
    "mean_max_rent_change_eur_per_month",
    "nom_frac",
    "near_zero_frac",
    "standaard_frac",
    "standaard_meets_frac",
    "standaard_near_frac",
    "standaard_fails_frac",
    "mean_net_kwh",
    "mean_gas_m3",
    "mean_peak_import_kw",
    "mean_overheating_h",
)


def write_stock_xlsx(
    results: pd.DataFrame,
    summary: Summary,
    path: Path,
    lang: str,
    counts: Mapping[str, int],
    package_names: Mapping[str, Mapping[str, str]] | None = None,
) -> None:
    """Write the tables of a run as a workbook.

    Parameters
    ----------
    results : pandas.DataFrame
        Rows of dwelling x package.
    summary : Summary
        Tables made of them by ``summarise``.
    path : Path
        File to write.
    lang : str
        Language of sheets and headings; the second row holds the canonical names.
    counts : Mapping[str, int]
        The sum line: ``rows_in``, ``computed``, ``rejected``, ``failed``.
    package_names : Mapping[str, Mapping[str, str]], optional
        What packages of the user's own are called: text by language, by key.
    """
    own = own_names(package_names, lang)
    results, summary = rename(results, own), rename_summary(summary, own)
    dwellings = dwelling_sheet(results, lang)
    tables = {
        "packages": _named(summary.packages, lang),
        "complexes": _named(summary.complexes, lang),
        "changes": _named(summary.changes, lang),
        "labels": _named(summary.labels, lang),
        "epv": _in_words(_named(summary.epv, lang), lang),
        "measures": _measures(summary, lang),
    }
    # Constant memory: 84,000 rows must fit beside the run itself. Rows are written once, from top to bottom.
    with Workbook(str(path), {"constant_memory": True}) as book:
        names = {str(c) for table in (*tables.values(), dwellings) for c in table.columns}
        formats = make_formats(book, sorted({*names, *_SUMMARY_ROWS}))
        _write_summary(_sheet(book, "summary", lang), summary, formats, lang, counts)
        for first in range(0, max(1, len(dwellings)), ROWS_PER_SHEET):
            part = dwellings.iloc[first : first + ROWS_PER_SHEET]
            write_table(_sheet(book, "dwellings", lang, first // ROWS_PER_SHEET), part, formats, lang)
        for name, table in tables.items():
            fixed = 2 if name == "complexes" else 1
            write_table(_sheet(book, name, lang), table, formats, lang, fixed)
        shown = [str(c) for c in dwellings.columns]
        _write_explanation(_sheet(book, "explanation", lang), shown, formats, lang)


def dwelling_sheet(results: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Return the columns of the sheet of dwellings, with what the user brought along at the end.

    Parameters
    ----------
    results : pandas.DataFrame
        Rows of dwelling x package.
    lang : str
        ``"nl"`` or ``"en"``.

    Returns
    -------
    pandas.DataFrame
        Package, status and reason in words; carried-through columns under their own names.
    """
    table = with_changes(results)
    documented = output_columns()
    made = {*documented, *DWELLING_COLUMNS, *table.columns.difference(results.columns)}
    carried = [c for c in table.columns if c not in made] if documented else []
    table = table[[*(c for c in DWELLING_COLUMNS if _is_shown(table, c, lang)), *carried]]
    return _in_words(_named(table, lang), lang)


def _is_shown(table: pd.DataFrame, column: str, lang: str) -> bool:
    """Tell whether a column goes on the sheet: not the sentence of another language, nor a mark nobody asked for."""
    if column not in table or (column.startswith("epv_gap_") and not column.endswith(lang)):
        return False
    return "nom_keur" not in column or bool(table["nom_keur_unknown"].fillna("").ne("").any())


def _measures(summary: Summary, lang: str) -> pd.DataFrame:
    """Call the single measures by their words."""
    table = _named(summary.measures, lang)
    return table.assign(epv_measure=[measure_words(str(name), lang) for name in table["epv_measure"]])


def _named(table: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Call packages by the name people know."""
    if "package" not in table:
        return table
    names = {p: package_name(str(p), lang) for p in table["package"].dropna().unique()}
    return table.assign(package=table["package"].map(names))


def _in_words(table: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Write status and reason in the reader's language."""
    words = {
        column: table[column].map(
            {v: say_or(f"{before}{v}", lang, str(v)) for v in table[column].dropna().unique()}
        )
        for column, before in _WORDS
        if column in table
    }
    if "nom_keur_missed" in table:
        missed = {v: _missed(str(v), lang) for v in table["nom_keur_missed"].dropna().unique()}
        words["nom_keur_missed"] = table["nom_keur_missed"].map(missed)
    return table.assign(**words)


def _missed(names: str, lang: str) -> str:
    """Say which requirements of NOM Keur are missed."""
    return "; ".join(say(f"report.nom_keur.{name}", lang) for name in names.split(";") if name)


def _sheet(book: Workbook, name: str, lang: str, number: int = 0) -> Worksheet:
    title = say(f"report.sheet.{name}", lang)
    return book.add_worksheet(f"{title} {number + 1}" if number else title)


def _write_summary(
    sheet: Worksheet, summary: Summary, formats: Formats, lang: str, counts: Mapping[str, int]
) -> None:
    """Write the sum line and the packages beside each other."""
    sheet.set_column(0, 0, 46)
    sheet.set_column(1, 12, 18)
    sheet.write_string(0, 0, say("report.heading", lang), formats.title)
    next_row = 2
    for name in ("rows_in", "computed", "rejected", "failed"):
        sheet.write_string(next_row, 0, say(f"report.count.{name}", lang))
        sheet.write_number(next_row, 1, int(counts[name]))
        next_row += 1
    if summary.law_refused:
        sheet.write_string(next_row, 0, say("report.count.law_refused", lang))
        sheet.write_number(next_row, 1, sum(summary.law_refused.values()))
        sheet.write_string(next_row, 2, refused_words(summary, lang))
        next_row += 1
    next_row += 1
    sheet.write_string(next_row, 0, say("report.package", lang), formats.heading)
    for place, package in enumerate(summary.packages["package"], 1):
        sheet.write_string(next_row, place, package_name(str(package), lang), formats.heading)
    for name in (n for n in _SUMMARY_ROWS if n in summary.packages):
        next_row += 1
        column, look = describe_column(name, lang), formats.numbers.get(number_format(name))
        sheet.write_string(
            next_row, 0, f"{column.heading} [{column.unit}]" if column.unit else column.heading
        )
        for place, value in enumerate(summary.packages[name], 1):
            if pd.notna(value):
                sheet.write_number(next_row, place, float(value), look)
    sheet.freeze_panes(8, 1)


def _write_explanation(sheet: Worksheet, names: list[str], formats: Formats, lang: str) -> None:
    """Say what each column means and what the words mean."""
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 44)
    sheet.set_column(2, 2, 16)
    sheet.set_column(3, 3, 90)
    sheet.write_string(0, 0, say("report.sheet.explanation", lang), formats.title)
    rows: list[list[str | float]] = [[say("report.xlsx.note", lang)], [""]]
    next_row = write_lines(sheet, 1, rows, formats)
    for place, key in enumerate(("name", "heading", "unit", "description")):
        sheet.write_string(next_row, place, say(f"report.xlsx.{key}", lang), formats.heading)
    columns = [describe_column(name, lang) for name in names]
    write_lines(sheet, next_row + 1, [[c.name, c.heading, c.unit, c.description] for c in columns], formats)
