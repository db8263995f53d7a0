"""From rows of the dwelling table to the shell and the air of the monthly method."""

from collections.abc import Mapping
from functools import cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from nulopdemeter.engine.elements import Bools, Floats, Ints
from nulopdemeter.parameters import figures
from nulopdemeter.regulation.columns import numbers, truths, words
from nulopdemeter.regulation.nta8800.flows import leakage_dm3_per_s_m2, recovery_frac
from nulopdemeter.regulation.nta8800.inputs import DOOR, ROOF, WALL, WINDOW, Air, Ground, Shell
from nulopdemeter.regulation.nta8800.tables import (
    column_by_word,
    nearest_orientation,
    norm,
    rows,
    text_by_word,
)
from nulopdemeter.regulation.nta8800.transmission import u_w_per_m2k, unknown_pipes_w_per_k
from nulopdemeter.units import DM3_PER_S_IN_M3_PER_H

# Columns of the elements, in the order of the arrays, and how far each looks from the front.
_FACES = ("front", "back", "left", "right")
_TURNS = (0.0, 180.0, 90.0, 270.0)
_WALLS = tuple(f"wall_{face}_m2" for face in _FACES)
_WINDOWS = tuple(f"window_{face}_m2" for face in _FACES)
_DOORS = ("door_front_m2", "door_back_m2")
_KIND = np.array([WALL] * 4 + [WINDOW] * 4 + [DOOR] * 2 + [ROOF] * 2)
_TURN = np.array([*_TURNS, *_TURNS, 0.0, 180.0, 0.0, 180.0])


@cache
def known_words(part: str, edition: str) -> Mapping[str, str]:
    """Return the words of the dwelling table that the monthly method knows, with those of the norm.

    Parameters
    ----------
    part : str
        What the words are about.
    edition : str
        Edition of the norm.

    Returns
    -------
    Mapping[str, str]
        In the order of ``nta8800_words``.
    """
    found = rows("words", edition)
    found = found[found["part"] == part]
    return dict(zip(found["word"], found["norm_word"], strict=True))


def norm_words(part: str, own: NDArray[np.object_], edition: str) -> NDArray[np.object_]:
    """Return which row of the norm stands for a word of the dwelling table.

    Parameters
    ----------
    part : str
        What the words are about.
    own : ndarray of str
        Shape (n,).
    edition : str
        Edition of the norm.

    Returns
    -------
    ndarray of str
        Shape (n,); empty for a word that ``nta8800_words`` lacks.
    """
    known = known_words(part, edition)
    place, unique = pd.factorize(own)
    return np.array([*(known.get(str(word), "") for word in unique), ""], dtype=object)[place]


def _place_in_block(table: pd.DataFrame) -> Ints:
    """Return where in its block a dwelling stands, by its own walls and roof: the places of table 11.13."""
    sides = (numbers(table, "wall_left_m2") > 0.0).astype(int) + (numbers(table, "wall_right_m2") > 0.0)
    is_top = (numbers(table, "roof_area_m2") > 0.0).astype(int)
    flat = np.minimum(sides, 1) + 2 * is_top
    return np.asarray(np.where(truths(table, "is_apartment"), flat, sides), dtype=np.int64)


def leakage(table: pd.DataFrame, edition: str) -> tuple[Floats, Bools]:
    """Return the leakage of dwellings, by the forfait where it is missing.

    Parameters
    ----------
    table : DataFrame
        Dwelling table, n rows.
    edition : str
        Edition of the norm.

    Returns
    -------
    tuple of ndarray
        q_v10 [dm³/(s m²)] and where the forfait by kind and year stands in, shape (n,).
    """
    own = numbers(table, "qv10_dm3_per_s_m2")
    is_flat_roof = numbers(table, "roof_tilt_deg") <= norm(edition)["sky_flat_to_deg"]
    forfait = leakage_dm3_per_s_m2(
        truths(table, "is_apartment"),
        is_flat_roof,
        _place_in_block(table),
        numbers(table, "build_year"),
        edition,
    )
    is_missing = ~np.isfinite(own)
    return np.where(is_missing, forfait, own), is_missing


def _ground(table: pd.DataFrame, wall_u_w_per_m2k: Floats, edition: str) -> Ground:
    """Return the lowest floors; a perimeter that is missing follows from a depth of 9 m."""
    f = norm(edition)
    boundary = words(table, "floor_boundary")
    area = np.where(boundary == "none", 0.0, numbers(table, "ground_floor_area_m2"))
    depth = f["perimeter_depth_m"]
    sides = (numbers(table, "wall_left_m2") > 0.0).astype(float) + (numbers(table, "wall_right_m2") > 0.0)
    own = numbers(table, "exposed_perimeter_m")
    return Ground(
        area,
        numbers(table, "rc_floor_m2k_per_w"),
        np.where(np.isfinite(own), own, 2.0 * area / depth + depth * sides),
        boundary == "crawlspace",
        numbers(table, "rc_wall_m2k_per_w"),
        wall_u_w_per_m2k,
        np.full(len(table), f["crawl_depth_m"]),
    )


def _elements(table: pd.DataFrame, edition: str) -> tuple[Floats, Floats, Floats, Ints]:
    """Return area, U, tilt and orientation of all outdoor elements; a pitched roof has two equal slopes."""
    roof = 0.5 * numbers(table, "roof_area_m2")
    area = np.stack([*(numbers(table, name) for name in (*_WALLS, *_WINDOWS, *_DOORS)), roof, roof], axis=1)
    u_wall = u_w_per_m2k(numbers(table, "rc_wall_m2k_per_w"), "wall", edition)
    u_roof = u_w_per_m2k(numbers(table, "rc_roof_m2k_per_w"), "roof", edition)
    by_kind = np.stack(
        [u_wall, u_roof, numbers(table, "u_window_w_per_m2k"), numbers(table, "u_door_w_per_m2k")], axis=1
    )
    roof_tilt = np.nan_to_num(numbers(table, "roof_tilt_deg"), nan=0.0)
    tilt = np.where(_KIND == ROOF, np.clip(roof_tilt, 0.0, 90.0)[:, None], 90.0)
    facing = nearest_orientation(numbers(table, "front_azimuth_deg")[:, None] + _TURN)
    return area, by_kind[:, _KIND], tilt, facing


def shell_of(table: pd.DataFrame, edition: str) -> Shell:
    """Return the shells of dwellings.

    Parameters
    ----------
    table : DataFrame
        Dwelling table, n rows: columns of `engine.simulate.READS` and ``build_year``.
    edition : str
        Edition of the norm.

    Returns
    -------
    Shell
        Twelve elements a dwelling: four walls, four windows, two doors, two slopes. An unknown front looks a quarter to
        each of north, east, south and west.
    """
    f, n = norm(edition), len(table)
    area, u, tilt, facing = _elements(table, edition)
    is_apartment = truths(table, "is_apartment")
    height = numbers(table, "height_m")
    usual = np.where(is_apartment, f["apartment_m"], f["house_m"])
    mass = norm_words("mass", words(table, "mass_class"), edition)
    bridges = numbers(table, "bridge_w_per_m2k")
    return Shell(
        floor_area_m2=numbers(table, "floor_area_m2"),
        is_apartment=is_apartment,
        build_year=numbers(table, "build_year"),
        height_m=np.where(np.isfinite(height) & (height > 0.0), height, usual),
        heat_capacity_j_per_m2k=column_by_word("mass", "floor_and_wall", "open_j_per_m2k", mass, edition),
        qv10_dm3_per_s_m2=leakage(table, edition)[0],
        kind=_KIND,
        area_m2=area,
        u_w_per_m2k=u,
        g_frac=np.where(_KIND == WINDOW, numbers(table, "g_window_frac")[:, None], 0.0),
        shade_frac=np.ones((n, len(_KIND))),
        tilt_deg=tilt,
        orientation=facing,
        bridge_w_per_m2k=bridges,
        bridge_w_per_k=np.zeros(n),
        pipes_w_per_k=unknown_pipes_w_per_k(np.round(numbers(table, "storeys")), edition),
        unheated_w_per_k=np.zeros(n),
        ground=_ground(table, u[:, 0], edition),
    )


def ventilation_of(table: pd.DataFrame) -> tuple[NDArray[np.object_], Bools]:
    """Return the ventilation systems of dwellings.

    Parameters
    ----------
    table : DataFrame
        Dwelling table, n rows.

    Returns
    -------
    tuple of ndarray
        Word of the dwelling table, and where it was missing, shape (n,). What is missing is natural in a house of
        before 1971 and mechanical exhaust in all else, the rule that fits RVO's reference dwellings.
    """
    own = words(table, "ventilation")
    before = figures("nta8800_rvo2022_package1")["c_before_year"]
    is_natural = ~truths(table, "is_apartment") & (numbers(table, "build_year") < before)
    is_missing = own == ""
    return np.where(is_missing, np.where(is_natural, "A", "C"), own), is_missing


def air_of(table: pd.DataFrame, edition: str) -> Air:
    """Return the ventilation of dwellings.

    Parameters
    ----------
    table : DataFrame
        Dwelling table, n rows.
    edition : str
        Edition of the norm.

    Returns
    -------
    Air
        Ducts of unknown tightness; a balanced system recovers with a counter-flow exchanger of the table.
    """
    f, n = norm(edition), len(table)
    own, _ = ventilation_of(table)
    variant = norm_words("ventilation", own, edition)
    found = text_by_word("ventilation", "variant", "system", variant, edition)
    letter = np.where(found == "", "A", found)
    is_balanced = letter == "D"
    recovers = is_balanced & (np.nan_to_num(numbers(table, "recovery_frac")) > 0.0)
    height = np.nan_to_num(numbers(table, "height_m"), nan=f["apartment_m"])
    unit = np.where(recovers, "counter_plastic", "none").astype(object)
    has_bypass = truths(table, "has_bypass")
    is_new = numbers(table, "build_year") >= f["bypass_new_year"]
    full = np.where(is_new | truths(table, "measure_ventilation"), f["bypass_new_frac"], f["bypass_old_frac"])
    return Air(
        system=np.searchsorted(np.array(["A", "B", "C", "D"]), letter.astype(str)),
        control_frac=column_by_word("ventilation", "variant", "control_frac", variant, edition),
        duct_frac=np.full(n, f["duct_unknown"]),
        unit_frac=np.where(is_balanced, f["unit_frac"], 1.0),
        installed_m3_per_h=np.full(n, np.nan),
        least_m3_per_h=np.full(n, f["flow_least_dm3_per_s"] * DM3_PER_S_IN_M3_PER_H),
        recovery_frac=recovery_frac(unit, height, truths(table, "is_apartment"), edition),
        bypass_frac=np.where(recovers & has_bypass, full, 0.0),
    )
