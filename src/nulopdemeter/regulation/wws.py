"""Points of the woningwaarderingsstelsel (WWS) for energy, and the highest rent of a number of points."""

import csv
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from nulopdemeter.parameters import figures, outside, read_figures
from nulopdemeter.regulation.columns import numbers, truths
from nulopdemeter.regulation.label import LABELS, WORST_LABEL
from nulopdemeter.regulation.refuse import refuse, wrong
from nulopdemeter.regulation.shell import TOLERANCE, column

# Best label first, with the word by which the figures of wws.csv call it.
_CLASSES = (*LABELS, (WORST_LABEL, "g"))
_NAMES = np.array([name for name, _ in _CLASSES], dtype=object)
_WORST = len(_CLASSES) - 1
# Labels that a build year can stand for; older than all of them is G.
_BY_YEAR = ("a", "b", "c", "d", "e", "f")
_BY_INDEX = ("a_plus2", "a_plus1", "a", "b", "c", "d", "e", "f")


class RentTable(NamedTuple):
    """The highest rent by points, as it holds on a day.

    Attributes
    ----------
    points : ndarray of float
        Shape (k,), rising by one.
    max_rent_eur_per_month : ndarray of float
        Shape (k,), basic rent [EUR/month].
    valid_from, valid_until : date
        First and last day of the table.
    note : str
        Key of the text that says that the day lies outside every table; empty within one.
    """

    points: NDArray[np.float64]
    max_rent_eur_per_month: NDArray[np.float64]
    valid_from: date
    valid_until: date
    note: str


def _on_days(parameter: str, days: NDArray[np.datetime64]) -> NDArray[np.bool_]:
    """Return a dated yes or no of wws.csv on every day; no on days that are missing."""
    rows = sorted((f.valid_from, f.value) for f in read_figures("wws") if f.parameter == parameter)
    starts = np.array([day for day, _ in rows], dtype="datetime64[D]")
    values = np.array([value for _, value in rows])
    place = np.searchsorted(starts, days, side="right") - 1
    answer: NDArray[np.bool_] = (values[np.maximum(place, 0)] > 0.0) & ~np.isnat(days)
    return answer


def _class_of_words(label: NDArray[np.object_]) -> NDArray[np.int64]:
    """Return the place of every label in the list of classes, −1 where there is none; refuse other words."""
    place = np.full(len(label), -1)
    for number, name in enumerate(_NAMES):
        place[label == name] = number
    is_empty = pd.isna(label) | (label == "")
    refuse(wrong("label", label, (place < 0) & ~is_empty, ", ".join(_NAMES), "NOM-E503"))
    return place


def _class_of_year(f: Mapping[str, float], build_year: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the class a build year stands for, −1 where the year is missing."""
    known = [word for _, word in _CLASSES]
    place = np.where(np.isfinite(build_year), _WORST, -1)
    for word in reversed(_BY_YEAR):
        place = np.where(build_year >= f[f"label_{word}_from_year"], known.index(word), place)
    return place


def label_of_energy_index(energy_index: NDArray[np.float64], on: date) -> NDArray[np.object_]:
    """Return the label whose points an energy index of 2015 to 2020 gets.

    Parameters
    ----------
    energy_index : ndarray of float
        Shape (n,), dimensionless; NaN where there is none.
    on : date
        Day whose rules hold.

    Returns
    -------
    ndarray of object
        Shape (n,), ``A++`` to ``G``; empty where there is no index.

    Notes
    -----
    Policy book of the Huurcommissie, 4.1.
    """
    f = figures("wws", on)
    bounds = np.array([f[f"energy_index_label_{word}_max"] for word in _BY_INDEX])
    first = [word for _, word in _CLASSES].index(_BY_INDEX[0])
    place = first + np.searchsorted(bounds, np.nan_to_num(energy_index, nan=0.0), side="left")
    return np.where(np.isfinite(energy_index), _NAMES[place], "")


def _points(
    f: Mapping[str, float], prefix: str, place: NDArray[np.int64], is_apartment: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Return the points of every class by kind of dwelling; NaN where there is no class."""
    house = np.array([f[f"{prefix}label_{word}_house_points"] for _, word in _CLASSES])
    flat = np.array([f[f"{prefix}label_{word}_flat_points"] for _, word in _CLASSES])
    points = np.where(is_apartment, flat[place], house[place])
    return np.where(place < 0, np.nan, points)


def _transition_points(
    f: Mapping[str, float],
    ordinary: NDArray[np.float64],
    place: NDArray[np.int64],
    is_apartment: NDArray[np.bool_],
    floor_area_m2: NDArray[np.float64],
    may: NDArray[np.bool_],
) -> NDArray[np.float64]:
    """Return the points with the transition rule of small dwellings where it holds."""
    is_small = may & (floor_area_m2 < f["small_below_m2"])
    is_middle = may & ~is_small & (floor_area_m2 <= f["middle_up_to_m2"])
    points = np.where(is_small, _points(f, "small_", place, is_apartment), ordinary)
    return np.where(is_middle, _points(f, "middle_", place, is_apartment), points)


def is_simplified(table: pd.DataFrame) -> NDArray[np.bool_]:
    """Say which labels are of the years in which a simplified label or an energy index was registered.

    Parameters
    ----------
    table : DataFrame
        n rows; ``label_date`` where it is known.

    Returns
    -------
    ndarray of bool
        Shape (n,).
    """
    return _on_days("is_simplified_label", _dates(table))


def energy_points(table: pd.DataFrame, on: date) -> pd.DataFrame:
    """Give the WWS points for energy: those of the EPV, else of a valid label, else of the build year.

    Parameters
    ----------
    table : DataFrame
        n rows: ``label`` (``A++++`` to ``G``; empty: no valid label), ``build_year``, ``is_apartment``. If known
        also ``has_epv`` (a fee is asked), ``is_monument`` (listed building), ``label_date`` (day of registration)
        and ``floor_area_m2`` (usable, of the label).
    on : date
        Day for which the points are asked.

    Returns
    -------
    DataFrame
        n rows, index of ``table``: ``wws_energy_points`` (NaN where neither label nor build year is known) and
        ``wws_energy_basis`` (``epv``, ``label``, ``label_small``, ``build_year`` or ``unknown``). Its
        ``attrs["rule_notes"]`` says when the points of that day are not known (before July 2024) and others stand in.

    Notes
    -----
    Besluit huurprijzen woonruimte, annex I, part A, 4; policy book of the Huurcommissie, 4.1 to 4.7. A simplified
    label (registered 2015 to 2020) gives no points: give the label of the energy index (`label_of_energy_index`)
    without ``label_date`` instead. Whether a label is still valid (ten years) is for the caller to say.
    """
    f = figures("wws", on)
    is_apartment = table["is_apartment"].to_numpy(dtype=bool)
    days = _dates(table)
    place = np.where(_on_days("is_simplified_label", days), -1, _class_of_words(_words(table)))
    has_label = place >= 0
    build_year = column(table, "build_year")
    place = np.where(has_label, place, _class_of_year(f, build_year))
    ordinary = _points(f, "", place, is_apartment)
    # An area that is unknown is below nothing: no rule of small dwellings holds.
    floor_area_m2 = numbers(table, "floor_area_m2")
    may = has_label & _on_days("is_transition_label", days) & (f["is_transition_open"] > 0.0)
    points = _transition_points(f, ordinary, place, is_apartment, floor_area_m2, may)
    has_epv = truths(table, "has_epv")
    points = np.where(has_epv, np.where(is_apartment, f["epv_flat_points"], f["epv_house_points"]), points)
    points = np.where(truths(table, "is_monument"), np.maximum(points, f["monument_least_points"]), points)
    is_small = may & (floor_area_m2 <= f["middle_up_to_m2"])
    basis = np.select(
        [has_epv, is_small, has_label, place >= 0],
        ["epv", "label_small", "label", "build_year"],
        default="unknown",
    )
    found = pd.DataFrame({"wws_energy_points": points, "wws_energy_basis": basis}, index=table.index)
    found.attrs["rule_notes"] = outside("wws", on)
    return found


def _words(table: pd.DataFrame) -> NDArray[np.object_]:
    """Return the labels, without blanks around them."""
    labels = table["label"].to_numpy(dtype=object, na_value="")
    return np.array([str(one).strip() for one in labels], dtype=object)


def _dates(table: pd.DataFrame) -> NDArray[np.datetime64]:
    """Return the days of registration; missing ones are no day."""
    if "label_date" not in table:
        return np.full(len(table), np.datetime64("NaT"), dtype="datetime64[D]")
    return pd.to_datetime(table["label_date"]).to_numpy().astype("datetime64[D]")


@cache
def _rent_tables() -> tuple[RentTable, ...]:
    """Return every known table, oldest first."""
    rows: dict[tuple[date, date], list[tuple[float, float]]] = {}
    with (files("nulopdemeter.parameters") / "wws_rent.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            days = (date.fromisoformat(row["valid_from"]), date.fromisoformat(row["valid_until"]))
            rows.setdefault(days, []).append((float(row["points"]), float(row["max_rent_eur_per_month"])))
    columns = {days: np.array(rows[days]).T for days in sorted(rows)}
    return tuple(RentTable(points, rents, *days, "") for days, (points, rents) in columns.items())


def rent_table(on: date) -> RentTable:
    """Return the highest rents that hold on a day; outside every table the nearest one, with a note.

    Parameters
    ----------
    on : date
        The day.

    Returns
    -------
    RentTable
        Points, rents, first and last day, and the key of a note (``wws.note.before``, ``wws.note.after``) to be
        said with ``valid_from`` and ``valid_until``.
    """
    tables = _rent_tables()
    begun = [one for one in tables if one.valid_from <= on]
    if not begun:
        return tables[0]._replace(note="wws.note.before")
    return begun[-1] if on <= begun[-1].valid_until else begun[-1]._replace(note="wws.note.after")


def max_rent_eur_per_month(points: NDArray[np.float64], on: date) -> NDArray[np.float64]:
    """Return the highest basic rent of a number of points.

    Parameters
    ----------
    points : ndarray of float
        Shape (n,), all points of a dwelling.
    on : date
        Day whose table holds (`rent_table` says whether it is the right one).

    Returns
    -------
    ndarray of float
        Shape (n,), [EUR/month]; NaN where the points are missing.

    Notes
    -----
    Policy book of the Huurcommissie, 2.7 and annex 5: points are rounded to whole ones, a half up; fewer points
    than the table begins with get its first rent; each point above its end adds the last step of the table.
    """
    table = rent_table(on)
    whole = np.floor(points + 0.5 + TOLERANCE)
    known = np.interp(whole, table.points, table.max_rent_eur_per_month)
    last_step = table.max_rent_eur_per_month[-1] - table.max_rent_eur_per_month[-2]
    rent: NDArray[np.float64] = known + np.maximum(0.0, whole - table.points[-1]) * last_step
    return np.round(rent, 2)
