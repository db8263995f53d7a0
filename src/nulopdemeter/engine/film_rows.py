"""Films that vary: what does not vary of each element, once and for all hours."""

import numpy as np

from nulopdemeter.engine.elements import Chains, Films, Floats, Lights
from nulopdemeter.kernels import layout as at
from nulopdemeter.kernels.shapes import Shape
from nulopdemeter.units import S_PER_H


def n_film_slot() -> int:
    """Return how many rows a chain has whose films vary.

    Returns
    -------
    int
        Chain and outside.
    """
    return at.N_FILM_CHAIN + at.N_OUTSIDE


def film_rows(out: Floats, shape: Shape, chains: Chains, lights: Lights) -> None:
    """Fill the rows of a zone whose films vary.

    Parameters
    ----------
    out : ndarray, shape (n, rows)
        Receives them.
    shape : Shape
        Where they stand.
    chains, lights : Chains, Lights
        The building, with ``films``.
    """
    total_m2 = chains.area_m2.sum(1) + lights.area_m2.sum(1)
    out[:, shape.zone_row + at.FILM_ZONE_RADIANT_PER_W] = 1.0 / total_m2
    n_slots = len(shape.slots)
    for s, row in enumerate(shape.slots[:, at.SLOT_ROW]):
        out[:, row : row + at.N_FILM_CHAIN] = _chain(chains.kappa_j_per_m2k[:, s], chains.h_w_per_m2k[:, s])
        _outside(out, shape, shape.slots[s], at.N_GROUPS + s, chains, s, chains.sun[s])
        ground_row = shape.slots[s, at.SLOT_OUTSIDE_ROW] + at.OUTSIDE_GROUND
        out[:, ground_row] = chains.outside_w_per_m2k[:, s] * chains.from_ground[:, s]
    light_slots = np.zeros((0, 1), np.int64) if shape.lights is None else shape.lights
    for j, row in enumerate(light_slots[:, at.SLOT_ROW]):
        out[:, row] = lights.h_w_per_m2k[:, j]
        _outside(out, shape, light_slots[j], at.N_GROUPS + n_slots + j, lights, j, lights.sun[:, j])
    _faces(out, shape, chains, lights)


def _chain(kappa_j_per_m2k: Floats, h: Floats) -> Floats:
    """Eliminate the three inner nodes of a chain (n, N_FILM_CHAIN); equations 40 with both faces known."""
    stored = kappa_j_per_m2k / S_PER_H
    n = len(stored)
    inner = np.zeros((n, 3, 3))
    for i in range(3):
        inner[:, i, i] = stored[:, i + 1] + h[:, i] + h[:, i + 1]
        if i > 0:
            inner[:, i, i - 1] = inner[:, i - 1, i] = -h[:, i]
    rows = np.zeros((n, at.N_FILM_CHAIN))
    rows[:, at.FILM_OLD] = stored[:, 0]
    rows[:, at.FILM_OLD + 4] = stored[:, 4]
    pivot = inner[:, 0, 0].copy()
    for i in range(3):
        if i > 0:
            up = h[:, i] / pivot
            rows[:, at.FILM_DOWN + i - 1] = up
            pivot = inner[:, i, i] - h[:, i] * up
            rows[:, at.FILM_UP + i - 1] = h[:, i] / pivot
        rows[:, at.FILM_OLD + 1 + i] = stored[:, 1 + i] / pivot
    inverse = np.linalg.inv(inner)
    from_outer, from_inner = inverse[:, :, 0] * h[:, :1], inverse[:, :, 2] * h[:, 3:]
    rows[:, at.FILM_OUTER], rows[:, at.FILM_INNER] = h[:, 0], h[:, 3]
    rows[:, at.FILM_OUTER_DIAGONAL] = stored[:, 0] + h[:, 0] - h[:, 0] * from_outer[:, 0]
    rows[:, at.FILM_INNER_DIAGONAL] = stored[:, 4] + h[:, 3] - h[:, 3] * from_inner[:, 2]
    rows[:, at.FILM_ACROSS] = h[:, 0] * from_inner[:, 0]
    rows[:, at.FILM_FROM_OUTER : at.FILM_FROM_OUTER + 3] = from_outer
    rows[:, at.FILM_FROM_INNER : at.FILM_FROM_INNER + 3] = from_inner
    return rows


def _outside(
    out: Floats,
    shape: Shape,
    slot: np.ndarray[tuple[int], np.dtype[np.int64]],
    group: int,
    elements: Chains | Lights,
    e: int,
    sun: Floats,
) -> None:
    films = elements.films
    assert isinstance(films, Films)
    row = int(slot[at.SLOT_OUTSIDE_ROW])
    conductance = elements.outside_w_per_m2k[:, e]
    out[:, row + at.OUTSIDE_W_PER_M2K] = conductance
    out[:, row + at.OUTSIDE_NATURAL_W_PER_M2K] = films.natural_w_per_m2k[:, e]
    out[:, row + at.OUTSIDE_ROUGH] = films.rough_factor[:, e]
    out[:, row + at.OUTSIDE_WINDWARD] = films.windward[:, e]
    out[:, row + at.OUTSIDE_LEEWARD] = films.leeward[:, e]
    out[:, row + at.OUTSIDE_RADIATIVE] = films.radiative[:, e]
    out[:, row + at.OUTSIDE_ZONE] = conductance * elements.from_zone[:, e]
    first, width = (int(v) for v in shape.groups[group])
    out[:, first] = conductance * elements.from_out[:, e]
    out[:, first + 1] = -elements.sky_frac[:, e]
    out[:, first + 2] = conductance * elements.fixed_c[:, e]
    out[:, first + 3 : first + width] = sun


def _faces(out: Floats, shape: Shape, chains: Chains, lights: Lights) -> None:
    assert chains.films is not None
    assert lights.films is not None
    both = {
        name: np.concatenate([getattr(chains, name), getattr(lights, name)], axis=1)
        for name in ("area_m2", "radiative_w_per_m2k", "beam_per_m2", "spread_per_m2")
    }
    weight = both["area_m2"] * both["radiative_w_per_m2k"]
    columns = (
        (at.FACE_WARM, np.concatenate([chains.films.warm, lights.films.warm], axis=1)),
        (at.FACE_COLD, np.concatenate([chains.films.cold, lights.films.cold], axis=1)),
        (at.FACE_RADIATIVE, both["radiative_w_per_m2k"]),
        (at.FACE_AREA_M2, both["area_m2"]),
        (at.FACE_SHARE, weight / weight.sum(1, keepdims=True)),
        (at.FACE_BEAM, both["beam_per_m2"]),
        (at.FACE_SPREAD, both["spread_per_m2"]),
    )
    for place, values in columns:
        for f in range(values.shape[1]):
            out[:, shape.face_row + f * at.N_FACE + place] = values[:, f]
