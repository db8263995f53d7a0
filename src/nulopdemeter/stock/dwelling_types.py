"""Dwelling type and position in the building, which are read together."""

from collections.abc import Mapping
from functools import cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from nulopdemeter.stock.cells import Cells, Problem, Reading, by_text, is_formula_error, is_missing, spread
from nulopdemeter.stock.columns import joined, read_columns, read_words

HOUSES = ("tussenwoning", "hoekwoning", "twee_onder_een_kap", "vrijstaand")
_ROW_HOUSES = {"middle": "tussenwoning", "corner": "hoekwoning"}
_SIDE_OF_HOUSE = {"tussenwoning": "middle", "hoekwoning": "corner", "twee_onder_een_kap": "corner"}


def read_position_column(cells: Cells) -> Reading:
    """Read where flats lie, as ``level_side``; one of the two may be missing.

    Parameters
    ----------
    cells : Cells
        The column.

    Returns
    -------
    Reading
        Texts such as ``top_corner``, ``_corner`` or ``top_``; None where there is none.
    """
    values, problems = by_text(cells, _position)
    return Reading(spread(cells, values), tuple(problems))


def _position(text: str) -> tuple[object, str, Mapping[str, str]]:
    column = read_columns()["position"]
    if is_missing(text):
        return None, "", {}
    if is_formula_error(text):
        return None, "NOM-N137", {}
    if text in column.allowed:
        return text, "", {}
    found = _tokens(joined(text))
    if found is None:
        return None, "NOM-N122", {"allowed": ", ".join(column.allowed), "canonical": "position"}
    return found, "", {}


@cache
def _token_list() -> tuple[tuple[str, str, str], ...]:
    tokens = [
        (joined(word), kind, value)
        for kind in ("level", "side")
        for word, value in read_words(kind).exact.items()
        if value not in ("either",) or word != "either"
    ]
    return tuple(sorted(tokens, key=lambda t: -len(t[0])))


def _tokens(key: str) -> str | None:
    """Take a text such as ``hoekdak`` apart into level and side; None when something is left over."""
    level = side = ""
    n_either = 0
    while key:
        token = next((t for t in _token_list() if t[0] and key.startswith(t[0])), None)
        if token is None:
            return None
        word, kind, value = token
        key = key[len(word) :]
        if value == "either":
            n_either += 1
        elif kind == "level" and level in ("", value):
            level = value
        elif kind == "side" and side in ("", value):
            side = value
        else:
            return None
    if n_either and not level:
        level, n_either = "middle", n_either - 1
    if n_either and not side:
        side, n_either = "middle", n_either - 1
    return None if n_either else f"{level}_{side}"


def resolve(types: Reading, positions: Reading) -> tuple[Reading, Reading]:
    """Let type and position complete one another, and judge what is left.

    Parameters
    ----------
    types : Reading
        Types, among them words too wide to be a type (``terraced``, ``house``) and ``not_a_dwelling``.
    positions : Reading
        Positions, whole or in part.

    Returns
    -------
    tuple[Reading, Reading]
        Canonical types and positions with their problems.
    """
    kind, place = types.data.copy(), positions.data.copy()
    side = np.array([p.split("_")[1] if p else "" for p in place], dtype=object)
    level = np.array([p.split("_")[0] if p else "" for p in place], dtype=object)
    is_wide = (kind == "terraced") | (kind == "house")
    type_problems, repaired = list(types.problems), []
    for word, name in _ROW_HOUSES.items():
        repaired.append((is_wide & (side == word) & (level == ""), name))
    repaired.append(((kind == "terraced") & (side == ""), "tussenwoning"))
    for rows, name in repaired:
        kind[rows] = name
        type_problems = _cleared(type_problems, rows)
        type_problems.append(Problem("NOM-R107", np.flatnonzero(rows), {"reading": name}))
    for name, code in (("terraced", "NOM-E124"), ("house", "NOM-E124"), ("not_a_dwelling", "NOM-E123")):
        rows = kind == name
        kind[rows] = None
        type_problems = _cleared(type_problems, rows)
        type_problems.append(Problem(code, np.flatnonzero(rows), {"allowed": ", ".join(HOUSES)}))
    problems = [*positions.problems, *_position_problems(kind, place, level, side)]
    whole = np.array([bool(lv and sd) for lv, sd in zip(level, side, strict=True)])
    place[~whole | pd.Series(kind).isin(HOUSES).to_numpy()] = None
    return (
        Reading(kind, tuple(p for p in type_problems if p.rows.size)),
        Reading(place, tuple(p for p in problems if p.rows.size)),
    )


def _cleared(problems: list[Problem], rows: NDArray[np.bool_]) -> list[Problem]:
    return [Problem(p.code, p.rows[~rows[p.rows]], p.values) for p in problems]


def _position_problems(
    kind: NDArray[np.object_],
    place: NDArray[np.object_],
    level: NDArray[np.object_],
    side: NDArray[np.object_],
) -> list[Problem]:
    is_house = pd.Series(kind).isin(HOUSES).to_numpy()
    is_flat = ~is_house & pd.notna(kind)
    given = pd.notna(place)
    fitting = np.array([_SIDE_OF_HOUSE.get(k, "") for k in kind], dtype=object)
    against = is_house & given & ((level != "") | (side != fitting))
    half = is_flat & given & ((level == "") | (side == ""))
    return [Problem("NOM-N128", np.flatnonzero(against)), Problem("NOM-N129", np.flatnonzero(half))]
