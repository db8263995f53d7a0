"""Elements, machines and residents → the rows that the kernels read."""

from typing import NamedTuple

import numpy as np

from nulopdemeter.engine.elements import Chains, Films, Floats, Lights, Zone
from nulopdemeter.engine.film_rows import film_rows, n_film_slot
from nulopdemeter.engine.fixed_rows import fixed_rows
from nulopdemeter.kernels import layout as at
from nulopdemeter.kernels.shapes import Hours, Shape
from nulopdemeter.units import S_PER_H

# Columns of the climate that the outside of every element may know, before its planes of sun.
_OUTSIDE = (at.OUT_C, at.SKY_W_PER_M2, at.ONE)


class Weights(NamedTuple):
    """Weights on the hourly profiles, each shape (n, columns), with the first column they refer to.

    Attributes
    ----------
    set_point, gain, use, water : ndarray
        Set point [°C], internal gains [W], household electricity [W], hot water [W].
    set_from, gain_from, use_from, water_from : int
        First profile of each.
    pv_kwp : ndarray, shape (n, PV planes)
        Installed power on each plane.
    collector_m2 : ndarray, optional
        Aperture times optical efficiency of solar collectors on planes of the sun.
    collector_from : int
        First of those planes.
    """

    set_point: Floats
    set_from: int
    gain: Floats
    gain_from: int
    use: Floats
    use_from: int
    water: Floats
    water_from: int
    pv_kwp: Floats
    collector_m2: Floats | None = None
    collector_from: int = 0


def has_films(chains: Chains) -> bool:
    """Tell whether the films of a batch vary.

    Parameters
    ----------
    chains : Chains
        Elements with mass.

    Returns
    -------
    bool
        Which of the two kernels they need.
    """
    return chains.films is not None


class _Rows:
    """Hands out rows one after another, and notes which hourly column each weight refers to."""

    def __init__(self, n_fixed: int) -> None:
        self.next = n_fixed
        self.groups: list[tuple[int, int]] = []
        self.columns: list[int] = []

    def take(self, n: int) -> int:
        first, self.next = self.next, self.next + n
        return first

    def group(self, columns: list[int], n_sets: int = 1) -> None:
        self.groups.append((self.take(n_sets * len(columns)), len(columns)))
        self.columns += columns * n_sets


def make_shape(chains: Chains, lights: Lights, zone: Zone, weights: Weights, hours: Hours) -> Shape:
    """Place the rows of varying number behind the fixed ones.

    Parameters
    ----------
    chains, lights, zone, weights : Chains, Lights, Zone, Weights
        What the batch consists of.
    hours : Hours
        Whose columns the weights refer to.

    Returns
    -------
    Shape
        Where everything stands.
    """
    is_varying = has_films(chains)
    n_slots, n_lights = chains.area_m2.shape[1], lights.area_m2.shape[1]
    rows = _Rows(at.N_FIXED)
    zone_row = rows.take(at.N_FILM_ZONE if is_varying else at.N_ZONE)
    ground_row = rows.take(zone.ground_c.shape[1])
    slots = _slots(rows, chains, is_varying)
    light_slots = _light_slots(rows, lights) if is_varying else np.zeros((0, at.N_SLOT_TABLE), np.int64)
    face_row = rows.take(at.N_FACE * (n_slots + n_lights)) if is_varying else rows.next
    weight_row = rows.next
    sun_from = at.N_CLIMATE
    pv_from = sun_from + hours.sun.shape[1]
    profile_from = pv_from + hours.pv.shape[1]
    for values, first in (
        (weights.set_point, profile_from + weights.set_from),
        (weights.gain, profile_from + weights.gain_from),
        (weights.use, profile_from + weights.use_from),
        (weights.water, profile_from + weights.water_from),
        (zone.beam_m2, sun_from + zone.beam_from),
        (zone.spread_m2, sun_from + zone.spread_from),
        (weights.pv_kwp, pv_from),
    ):
        rows.group(list(range(first, first + values.shape[1])))
    collector_from = sun_from + weights.collector_from
    n_collector = 0 if weights.collector_m2 is None else weights.collector_m2.shape[1]
    rows.group(list(range(collector_from, collector_from + n_collector)))
    light_columns = _outside_columns(sun_from + lights.sun_from, lights.sun.shape[2])
    rows.group([] if is_varying else light_columns, 2)
    for first, sun in zip(chains.sun_from, chains.sun, strict=True):
        rows.group(_outside_columns(sun_from + first, sun.shape[1]))
    for _ in range(len(light_slots)):
        rows.group(light_columns)
    return Shape(
        zone_row,
        ground_row,
        face_row,
        weight_row,
        np.array(rows.groups, np.int64),
        np.array(rows.columns, np.int64),
        slots,
        light_slots if is_varying else None,
        rows.next,
    )


def _outside_columns(first: int, n: int) -> list[int]:
    return [*_OUTSIDE, *range(first, first + n)]


def _follows(films: Films | None, s: int) -> bool:
    """Tell whether the outside film of an element varies in any dwelling."""
    if films is None:
        return False
    parts = (films.natural_w_per_m2k, films.rough_factor, films.radiative)
    return any(bool((part[:, s] != 0.0).any()) for part in parts)


def _slots(rows: _Rows, chains: Chains, is_varying: bool) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
    slots = np.zeros((chains.area_m2.shape[1], at.N_SLOT_TABLE), np.int64)
    for s in range(len(slots)):
        row = rows.take(n_film_slot() if is_varying else at.N_SLOT)
        has_wind = _follows(chains.films, s)
        slots[s] = (
            row,
            (chains.from_zone[:, s] != 0.0).any(),
            (chains.from_ground[:, s] != 0.0).any(),
            has_wind,
            row + at.N_FILM_CHAIN,
        )
    return slots


def _light_slots(rows: _Rows, lights: Lights) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
    slots = np.zeros((lights.area_m2.shape[1], at.N_SLOT_TABLE), np.int64)
    for s in range(len(slots)):
        row = rows.take(1 + at.N_OUTSIDE)
        has_wind = _follows(lights.films, s)
        slots[s] = (row, (lights.from_zone[:, s] != 0.0).any(), 0, has_wind, row + 1)
    return slots


def thermal_rows(
    out: Floats, shape: Shape, zone: Zone, chains: Chains, lights: Lights, operative_frac: float
) -> None:
    """Fill the rows of air, radiant exchange and elements.

    Parameters
    ----------
    out : ndarray, shape (n, rows)
        Receives them.
    shape : Shape
        Where they stand.
    zone, chains, lights : Zone, Chains, Lights
        The building.
    operative_frac : float
        Share of the radiant temperature in the controlled one.
    """
    out[:, at.AIR_STORE_W_PER_K] = zone.air_j_per_k / S_PER_H
    out[:, at.BRIDGES_W_PER_K] = zone.bridges_w_per_k
    out[:, at.INTERNAL_AIR_FRAC] = zone.internal_convective_frac
    out[:, at.INTERNAL_RADIANT_FRAC] = 1.0 - zone.internal_convective_frac
    out[:, at.EMITTER_AIR_FRAC] = zone.emitter_convective_frac
    out[:, at.EMITTER_RADIANT_FRAC] = 1.0 - zone.emitter_convective_frac
    out[:, at.BEAM_AIR_FRAC] = zone.beam_air_frac
    out[:, at.SPREAD_AIR_FRAC] = zone.spread_air_frac
    out[:, shape.ground_row : shape.ground_row + zone.ground_c.shape[1]] = zone.ground_c
    put_group(out, shape, at.G_BEAM, zone.beam_m2)
    put_group(out, shape, at.G_SPREAD, zone.spread_m2)
    if has_films(chains):
        film_rows(out, shape, chains, lights)
    else:
        fixed_rows(out, shape, zone, chains, lights, operative_frac)


def put_group(out: Floats, shape: Shape, group: int, values: Floats) -> None:
    """Fill the weights of a group.

    Parameters
    ----------
    out : ndarray, shape (n, rows)
        Receives them.
    shape : Shape
        Where they stand.
    group : int
        One of ``kernels.layout.G_…``.
    values : ndarray, shape (n, columns)
        Weights.
    """
    first = int(shape.groups[group, at.GROUP_ROW])
    out[:, first : first + values.shape[1]] = values


def weight_rows(out: Floats, shape: Shape, weights: Weights) -> None:
    """Fill the rows of the weights on profiles and PV planes.

    Parameters
    ----------
    out : ndarray, shape (n, rows)
        Receives them.
    shape : Shape
        Where they stand.
    weights : Weights
        What the residents do and what lies on the roof.
    """
    for group, values in (
        (at.G_SET, weights.set_point),
        (at.G_GAIN, weights.gain),
        (at.G_USE, weights.use),
        (at.G_WATER, weights.water),
        (at.G_PV, weights.pv_kwp),
    ):
        put_group(out, shape, group, values)
    if weights.collector_m2 is not None:
        put_group(out, shape, at.G_COLLECTOR, weights.collector_m2)
