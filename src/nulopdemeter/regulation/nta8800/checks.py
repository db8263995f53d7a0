"""What the monthly method refuses to calculate with."""

import numpy as np
import pandas as pd

from nulopdemeter.dwelling.strict_toml import did_you_mean, input_error
from nulopdemeter.errors import Finding, Severity
from nulopdemeter.regulation.nta8800.table_shell import known_words, numbers, words
from nulopdemeter.regulation.nta8800.tables import norm

# Sizes of which none may be missing or below zero, and those that must be above zero.
_NOT_NEGATIVE = (
    *(f"{part}_{face}_m2" for part in ("wall", "window") for face in ("front", "back", "left", "right")),
    "door_front_m2",
    "door_back_m2",
    "roof_area_m2",
    "ground_floor_area_m2",
    "rc_wall_m2k_per_w",
    "rc_roof_m2k_per_w",
    "rc_floor_m2k_per_w",
)
_POSITIVE = ("floor_area_m2", "u_window_w_per_m2k", "u_door_w_per_m2k", "storeys")
_WORDS = {"mass_class": "mass", "heating": "boiler", "hot_water": "hot_water", "ventilation": "ventilation"}
# Findings of one kind and column that are told; the count says how many more there are.
_MOST = 5


def _wrong(table: pd.DataFrame, column: str, is_wrong: np.ndarray, code: str, allowed: str) -> list[Finding]:
    """Return findings about a column, a few rows of each."""
    places = np.flatnonzero(is_wrong)
    if len(places) == 0:
        return []
    names = words(table, "dwelling_id")
    values = {"allowed": allowed, "count": str(len(places))}
    return [
        Finding(
            code,
            Severity.ERROR,
            place=str(names[i]) or str(i),
            column=column,
            value=str(table[column].iloc[i]),
            values={**values, "column": column},
            row=int(i),
        )
        for i in places[:_MOST]
    ]


def check_table(table: pd.DataFrame, edition: str) -> None:
    """Refuse impossible values.

    Parameters
    ----------
    table : DataFrame
        Dwelling table, n rows.
    edition : str
        Edition of the norm.

    Raises
    ------
    InputError
        With everything that is wrong: sizes below zero or missing, unknown words, years that are none, leakage
        below zero.
    """
    f = norm(edition)
    findings: list[Finding] = []
    for column in _NOT_NEGATIVE:
        findings += _wrong(table, column, ~(numbers(table, column) >= 0.0), "NOM-E501", "≥ 0")
    for column in _POSITIVE:
        findings += _wrong(table, column, ~(numbers(table, column) > 0.0), "NOM-E501", "> 0")
    year = numbers(table, "build_year")
    least = f["build_least_year"]
    findings += _wrong(table, "build_year", ~(year >= least), "NOM-E501", f"≥ {least:.0f}")
    g = numbers(table, "g_window_frac")
    findings += _wrong(table, "g_window_frac", ~((g >= 0.0) & (g <= 1.0)), "NOM-E501", "0 … 1")
    leak = numbers(table, "qv10_dm3_per_s_m2")
    if "qv10_dm3_per_s_m2" in table.columns:
        is_wrong = (leak < 0.0) | (leak > f["leak_most_dm3_per_s_m2"])
        allowed = f"0 … {f['leak_most_dm3_per_s_m2']:g}"
        findings += _wrong(table, "qv10_dm3_per_s_m2", is_wrong, "NOM-E501", allowed)
    for column, part in _WORDS.items():
        known = tuple(known_words(part, edition))
        own = words(table, column)
        is_unknown = (own != "") & ~np.isin(own, known) if column == "ventilation" else ~np.isin(own, known)
        for word in sorted({str(one) for one in own[is_unknown]}):
            near = did_you_mean(word, known)
            findings += _wrong(table, column, is_unknown & (own == word), "NOM-E502", near)[:1]
    if findings:
        raise input_error(findings)
