"""What the monthly method refuses to calculate with."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from nulopdemeter.dwelling.strict_toml import did_you_mean
from nulopdemeter.errors import Finding
from nulopdemeter.regulation.columns import numbers, words
from nulopdemeter.regulation.nta8800.inputs import CARRIERS
from nulopdemeter.regulation.nta8800.table_shell import known_words
from nulopdemeter.regulation.nta8800.tables import curves, norm
from nulopdemeter.regulation.refuse import MOST, refuse, wrong

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
_POSITIVE = ("floor_area_m2", "u_window_w_per_m2k", "u_door_w_per_m2k", "storeys", "design_supply_c")
_WORDS = {"mass_class": "mass", "heating": "boiler", "hot_water": "hot_water", "ventilation": "ventilation"}


class _Check(NamedTuple):
    """Rows of one column that cannot be, and how it is told."""

    column: str
    is_wrong: NDArray[np.bool_]
    code: str
    allowed: str
    most: int = MOST


def _checks(table: pd.DataFrame, edition: str) -> Iterator[_Check]:
    """Hold every column against what it may be."""
    f = norm(edition)
    for column in _NOT_NEGATIVE:
        yield _Check(column, ~(numbers(table, column) >= 0.0), "NOM-E501", "≥ 0")
    for column in _POSITIVE:
        yield _Check(column, ~(numbers(table, column) > 0.0), "NOM-E501", "> 0")
    least = f["build_least_year"]
    yield _Check("build_year", ~(numbers(table, "build_year") >= least), "NOM-E501", f"≥ {least:.0f}")
    g = numbers(table, "g_window_frac")
    yield _Check("g_window_frac", ~((g >= 0.0) & (g <= 1.0)), "NOM-E501", "0 … 1")
    if "qv10_dm3_per_s_m2" in table.columns:
        leak, most = numbers(table, "qv10_dm3_per_s_m2"), f["leak_most_dm3_per_s_m2"]
        yield _Check("qv10_dm3_per_s_m2", (leak < 0.0) | (leak > most), "NOM-E501", f"0 … {most:g}")
    yield from _declared_checks(table, edition)
    for column, known in {
        **{c: tuple(known_words(part, edition)) for c, part in _WORDS.items()},
        "backup_carrier": CARRIERS,
    }.items():
        own = words(table, column)
        is_unknown = (own != "") & ~np.isin(own, known) if column == "ventilation" else ~np.isin(own, known)
        for word in sorted({str(one) for one in own[is_unknown]}):
            yield _Check(column, is_unknown & (own == word), "NOM-E502", did_you_mean(word, known), 1)


def _declared_checks(table: pd.DataFrame, edition: str) -> Iterator[_Check]:
    """Hold what makers declare against what machines can do."""
    f = norm(edition)
    ranges = (
        ("heat_pump_declared_cop", 1.0, f["declared_cop_most"]),
        ("hot_water_declared_cop", 1.0, f["declared_water_cop_most"]),
        ("hot_water_test_c", f["declared_test_least_c"], f["declared_test_most_c"]),
    )
    for column, least, most in ranges:
        if column in table.columns:
            stated = numbers(table, column)
            yield _Check(column, (stated < least) | (stated > most), "NOM-E501", f"{least:g} … {most:g}")
    if "hot_water_declared_cop" not in table.columns:
        return
    profiles = tuple(curves("profile_factors", "profile", "output_kwh", "factor", edition))
    own, has_cop = words(table, "hot_water_profile"), np.isfinite(numbers(table, "hot_water_declared_cop"))
    is_unknown = np.where(own == "", has_cop, ~np.isin(own, profiles))
    for word in sorted({str(one) for one in own[is_unknown]}):
        near = did_you_mean(word, profiles)
        yield _Check("hot_water_profile", is_unknown & (own == word), "NOM-E505", near, 1)


def refused(table: pd.DataFrame, edition: str) -> NDArray[np.object_]:
    """Say of each row which column the method cannot calculate with.

    Parameters
    ----------
    table : DataFrame
        Dwelling table, n rows.
    edition : str
        Edition of the norm.

    Returns
    -------
    ndarray of str
        Shape (n,), the first such column; empty where there is none.
    """
    found = np.full(len(table), "", dtype=object)
    for check in _checks(table, edition):
        found[check.is_wrong & (found == "")] = check.column
    return found


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
    findings: list[Finding] = []
    names = words(table, "dwelling_id")
    for check in _checks(table, edition):
        if check.is_wrong.any():
            given = words(table, check.column)
            findings += wrong(
                check.column, given, check.is_wrong, check.allowed, check.code, names, check.most
            )
    refuse(findings)
