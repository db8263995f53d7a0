"""Rows in, results out: pack dwellings into lanes, call the kernels, unpack. The only place that does."""

from collections.abc import Callable
from typing import NamedTuple

import numba
import numpy as np

from nulopdemeter.engine.elements import Bools, Floats, Ints
from nulopdemeter.kernels import layout as at
from nulopdemeter.kernels.lanes import N_LANES, N_SHORT_LANES
from nulopdemeter.kernels.shapes import Hours, Place, Rules, Shape, Year
from nulopdemeter.kernels.year import meter_blocks, simulate_blocks, simulate_each

_ALIGNMENT_BYTES = 64
_BITS = 8


class YearResult(NamedTuple):
    """What the kernels return for n dwellings.

    Attributes
    ----------
    monthly : ndarray, shape (n, 12, N_MONTHLY)
        Sums per month [Wh, h, K·h], columns as in ``kernels.layout``.
    extremes : ndarray, shape (n, N_EXTREMES)
        Extremes of the year [W, °C].
    failed : ndarray of bool, shape (n,)
        Dwellings whose year is not a number; their rows are NaN.
    """

    monthly: Floats
    extremes: Floats
    failed: Bools


class Packed(NamedTuple):
    """Dwellings in blocks, with the weights in use first.

    Attributes
    ----------
    rows : ndarray, shape (blocks, rows * lanes)
        Each number of a block beside those of its neighbours.
    columns : ndarray of int, shape (blocks, rows)
        Hourly column of each row that is a weight.
    counts : ndarray of int, shape (blocks, groups + N_MARKS)
        How many weights of each group any dwelling of the block has, and what else any of them has.
    """

    rows: Floats
    columns: Ints
    counts: Ints


def aligned_empty(n_rows: int, n_columns: int, dtype: type[np.floating] = np.float64) -> Floats:
    """Return an empty array whose rows begin on a cache line, if their length allows.

    Parameters
    ----------
    n_rows, n_columns : int
        Its shape.
    dtype : type
        Kind of number.

    Returns
    -------
    ndarray, shape (n_rows, n_columns)
        Misaligned vector loads cost a third of the speed.
    """
    item = np.dtype(dtype).itemsize
    raw = np.empty(n_rows * n_columns + _ALIGNMENT_BYTES // item, dtype)
    skip = (-raw.ctypes.data % _ALIGNMENT_BYTES) // item
    return raw[skip : skip + n_rows * n_columns].reshape(n_rows, n_columns)


def pack(rows: Floats, shape: Shape, n_lanes: int, dtype: type[np.floating] = np.float64) -> Packed:
    """Lay dwellings side by side in blocks; the last one repeats to fill its block.

    Parameters
    ----------
    rows : ndarray, shape (n, rows)
        One dwelling a row.
    shape : Shape
        Where the weights stand.
    n_lanes : int
        Dwellings in a block.
    dtype : type
        Kind of number.

    Returns
    -------
    Packed
        Blocks in the order of ``rows``.
    """
    n, n_rows = rows.shape
    n_blocks = -(-n // n_lanes)
    packed = aligned_empty(n_blocks, n_rows * n_lanes, dtype)
    view = packed.reshape(n_blocks, n_rows, n_lanes)
    n_full = n // n_lanes
    view[:n_full] = rows[: n_full * n_lanes].reshape(n_full, n_lanes, n_rows).transpose(0, 2, 1)
    if n_full < n_blocks:
        rest = rows[n_full * n_lanes :]
        view[n_full] = np.concatenate([rest, np.repeat(rest[-1:], n_lanes - len(rest), 0)]).T
    columns = np.zeros((n_blocks, n_rows), np.int64)
    counts = np.zeros((n_blocks, len(shape.groups) + at.N_MARKS), np.int64)
    for g, (first, width) in enumerate(shape.groups.tolist()):
        counts[:, g] = _use_first(view, columns, shape, first, width, 2 if g == at.G_LIGHT else 1)
    has_stores = (view[:, at.BATTERY_WH] != 0.0) | (view[:, at.EV_DAY_WH] != 0.0)
    counts[:, len(shape.groups) + at.MARK_STORES] = has_stores.any(1)
    counts[:, len(shape.groups) + at.MARK_FROST] = (view[:, at.FROST_INVERSE] != 0.0).any(1)
    counts[:, len(shape.groups) + at.MARK_SOURCE] = (view[:, at.PUMP_SOURCE_MOST_W] != np.inf).any(1)
    return Packed(packed, columns, counts)


def _use_first(view: Floats, columns: Ints, shape: Shape, first: int, width: int, n_sets: int) -> Ints:
    """Bring the weights that a block has to the front of their group; the hours of the others are not read."""
    own = shape.columns[first - shape.weight_row : first - shape.weight_row + width]
    sets = [slice(first + k * width, first + (k + 1) * width) for k in range(n_sets)]
    is_used = np.any([(view[:, rows] != 0.0).any(2) for rows in sets], axis=0)
    if is_used.all():
        columns[:, sets[0]] = own
        return np.full(len(view), width, np.int64)
    order = np.argsort(~is_used, axis=1, kind="stable")
    columns[:, sets[0]] = own[order]
    for rows in sets:
        view[:, rows] = np.take_along_axis(view[:, rows], order[:, :, None], axis=1)
    return np.asarray(is_used.sum(1))


def alike_order(rows: Floats, shape: Shape) -> Ints:
    """Return an order in which dwellings that use the same weights lie together.

    Parameters
    ----------
    rows : ndarray, shape (n, rows)
        One dwelling a row.
    shape : Shape
        Where the weights stand.

    Returns
    -------
    ndarray of int, shape (n,)
        Places; a block then has few weights that only one of its dwellings needs, and few sources that have an end.
    """
    used = np.packbits(rows[:, shape.weight_row :] != 0.0, axis=1)
    padded = np.zeros((len(rows), -(-used.shape[1] // _BITS) * _BITS), np.uint8)
    padded[:, : used.shape[1]] = used
    return np.lexsort((rows[:, at.PUMP_SOURCE_MOST_W], *padded.view(np.uint64).T))


def make_year(hours: Hours, dtype: type[np.floating] = np.float64) -> Year:
    """Return the hours as the kernels read them.

    Parameters
    ----------
    hours : Hours
        What is the same for all dwellings.
    dtype : type
        Kind of number.

    Returns
    -------
    Year
        One flat table.
    """
    table = np.column_stack([hours.climate, hours.sun, hours.pv, hours.profiles])
    return Year(
        np.ascontiguousarray(table, dtype).ravel(),
        hours.month,
        hours.ground_month,
        hours.ground_next_frac.astype(dtype),
    )


def _place(shape: Shape) -> tuple[Place, Ints, bool | None]:
    lights = np.zeros(0, np.int64) if shape.lights is None else shape.lights.ravel()
    place = Place(shape.zone_row, shape.ground_row, shape.face_row, shape.groups.ravel(), shape.slots.ravel())
    return place, lights, None if shape.lights is None else True


def _n_state(shape: Shape) -> int:
    n_slots = len(shape.slots)
    n_faces = 0 if shape.lights is None else n_slots + len(shape.lights)
    return at.N_NODES * n_slots + at.N_ROOM + at.N_STORES + at.N_KEPT * n_faces


def run_fleet(rows: Floats, shape: Shape, hours: Hours, rules: Rules, is_single: bool = False) -> YearResult:
    """Simulate the year of many dwellings, a vector of them at a time, on all threads.

    Parameters
    ----------
    rows : ndarray, shape (n, rows)
        One dwelling a row.
    shape : Shape
        Where the rows stand.
    hours : Hours
        The year.
    rules : Rules
        Controls.
    is_single : bool
        In single precision: sixteen dwellings at a time instead of eight.

    Returns
    -------
    YearResult
        In the order of ``rows``.
    """
    n_lanes, dtype = (N_SHORT_LANES, np.float32) if is_single else (N_LANES, np.float64)
    order = alike_order(rows, shape)
    packed = pack(rows[order], shape, n_lanes, dtype)
    year = make_year(hours, dtype)
    blocks = _run_blocks(packed, shape, year, rules, n_lanes, np.empty((len(packed.rows), 0), dtype))
    return _fleet_result(rows, shape, hours, order, blocks, n_lanes)


def run_fleet_with_pv(
    rows: Floats, shape: Shape, hours: Hours, rules: Rules, put_pv: Callable[[YearResult], None]
) -> YearResult:
    """Simulate the year of dwellings whose PV follows from it; the house is solved once, its meter read twice.

    Parameters
    ----------
    rows : ndarray, shape (n, rows)
        One dwelling a row, without PV.
    shape : Shape
        Where the rows stand.
    hours : Hours
        The year.
    rules : Rules
        Controls.
    put_pv : callable
        Gets the year without PV and writes the weights of the PV into ``rows``.

    Returns
    -------
    YearResult
        In the order of ``rows``, with that PV.

    Notes
    -----
    Keeps the hourly use of all dwellings: 70 kB each.
    """
    order, year = alike_order(rows, shape), make_year(hours)
    packed = pack(rows[order], shape, N_LANES)
    loads = aligned_empty(len(packed.rows), len(hours.month) * N_LANES)
    blocks = _run_blocks(packed, shape, year, rules, N_LANES, loads)
    put_pv(_fleet_result(rows, shape, hours, order, blocks, N_LANES))
    packed = pack(rows[order], shape, N_LANES)
    work = aligned_empty(numba.get_num_threads(), _n_state(shape) * N_LANES)
    meter_blocks(*packed, _place(shape)[0], year, loads, *blocks, work)
    return _fleet_result(rows, shape, hours, order, blocks, N_LANES)


def _run_blocks(
    packed: Packed,
    shape: Shape,
    year: Year,
    rules: Rules,
    n_lanes: int,
    loads: Floats,
) -> tuple[Floats, Floats]:
    """Return monthly sums and extremes of every block."""
    dtype = packed.rows.dtype.type
    monthly = aligned_empty(len(packed.rows), at.N_MONTHS * at.N_KEPT_MONTHLY * n_lanes, dtype)
    extremes = aligned_empty(len(packed.rows), at.N_EXTREMES * n_lanes, dtype)
    work = aligned_empty(numba.get_num_threads(), _n_state(shape) * n_lanes, dtype)
    place, lights, films = _place(shape)
    simulate_blocks(*packed, place, lights, year, rules, monthly, extremes, loads, work, films)
    return monthly, extremes


def _fleet_result(
    rows: Floats, shape: Shape, hours: Hours, order: Ints, blocks: tuple[Floats, Floats], n_lanes: int
) -> YearResult:
    """Bring what stands in blocks back to the order of the dwellings."""
    back = np.empty(len(rows), np.int64)
    back[order] = np.arange(len(rows))
    n_each = at.N_MONTHS * at.N_KEPT_MONTHLY, at.N_EXTREMES
    own = [_unpack(part, back, n, n_lanes) for part, n in zip(blocks, n_each, strict=True)]
    return _result(rows, shape, hours, *own)


def _unpack(packed: Floats, places: Ints, n_rows: int, n_lanes: int) -> Floats:
    blocks = packed.reshape(-1, n_rows, n_lanes)
    return blocks[places // n_lanes, :, places % n_lanes].astype(np.float64)


def run_each(
    rows: Floats, shape: Shape, hours: Hours, rules: Rules, is_recording: bool = False
) -> tuple[YearResult, Floats]:
    """Simulate dwellings one by one, recording their hours if asked.

    Parameters
    ----------
    rows : ndarray, shape (n, rows)
        One dwelling a row.
    shape : Shape
        Where the rows stand.
    hours : Hours
        The year.
    rules : Rules
        Controls.
    is_recording : bool
        Whether to keep the hours: n × T × N_HOURLY numbers.

    Returns
    -------
    tuple of YearResult and ndarray, shape (n, T, N_HOURLY)
        Results, and the hours (T = 0 without recording).
    """
    n, n_hours = len(rows), len(hours.month)
    monthly = np.empty((n, at.N_MONTHS * at.N_KEPT_MONTHLY))
    extremes = np.empty((n, at.N_EXTREMES))
    record = np.empty((n, n_hours * at.N_HOURLY if is_recording else 0))
    work = np.empty(_n_state(shape))
    place, lights, films = _place(shape)
    packed = pack(rows, shape, 1)
    simulate_each(*packed, place, lights, make_year(hours), rules, monthly, extremes, record, work, films)
    recorded = record.reshape(n, -1, at.N_HOURLY) if is_recording else np.empty((n, 0, at.N_HOURLY))
    return _result(rows, shape, hours, monthly, extremes), recorded


def _linear(rows: Floats, shape: Shape, sums: Floats, group: int) -> Floats:
    """Monthly sums of what is linear in the weights of a group (n, 12)."""
    first, width = (int(v) for v in shape.groups[group])
    columns = shape.columns[first - shape.weight_row : first - shape.weight_row + width]
    return np.asarray(rows[:, first : first + width] @ sums[:, columns].T)


def _monthly_table_sums(hours: Hours) -> Floats:
    """Return the sum of every hourly column in every month (12, columns)."""
    starts = np.flatnonzero(np.diff(hours.month, prepend=-1))
    sums = np.zeros((12, sum(part.shape[1] for part in hours[:4])))
    at_month = hours.month[starts]
    columns = [np.add.reduceat(part, starts, axis=0) for part in hours[:4]]
    sums[at_month] = np.concatenate(columns, axis=1)
    return sums


def _result(rows: Floats, shape: Shape, hours: Hours, monthly: Floats, extremes: Floats) -> YearResult:
    kept = monthly.reshape(len(monthly), at.N_MONTHS, at.N_KEPT_MONTHLY)[:, :12]
    months = np.empty((len(monthly), 12, at.N_MONTHLY))
    months[..., : at.N_KEPT_MONTHLY] = kept
    # What is beyond all numbers becomes an infinity here and a failed dwelling below, not a warning.
    with np.errstate(over="ignore", invalid="ignore"):
        _follow(months, rows, shape, hours)
    extremes = extremes.copy()
    # A minimum or a mask can hide a NaN on its way through the hour, so what went in is looked at too.
    is_sound = ~np.isnan(rows).any(1) & np.isfinite(months).all((1, 2)) & np.isfinite(extremes).all(1)
    failed = np.asarray(~is_sound)
    months[failed] = np.nan
    extremes[failed] = np.nan
    return YearResult(months, extremes, failed)


def _follow(months: Floats, rows: Floats, shape: Shape, hours: Hours) -> None:
    """Add what follows from the sums that the kernels keep, and from what no state decides."""
    sums = _monthly_table_sums(hours)
    own = rows[:, : at.N_FIXED, None]
    months[..., at.M_BACKUP_HEAT] = months[..., at.M_HEAT] - months[..., at.M_PUMP_HEAT]
    months[..., at.M_WATER] = _linear(rows, shape, sums, at.G_WATER)
    fan_h = sums[:, at.FAN_FRAC]
    months[..., at.M_FANS] = own[:, at.FAN_W] * fan_h + months[..., at.M_FROST]
    months[..., at.M_HOUSEHOLD] = _linear(rows, shape, sums, at.G_USE)
    months[..., at.M_PV] = _linear(rows, shape, sums, at.G_PV) - months[..., at.M_CURTAILED]
    months[..., at.M_COOLING_EL] = own[:, at.COOLING_INPUT] * months[..., at.M_COOLING]
    months[..., at.M_SOLAR] = _linear(rows, shape, sums, at.G_BEAM) + _linear(rows, shape, sums, at.G_SPREAD)
    recovered = own[:, at.TANK_LOSS_TO_ROOM_FRAC] * months[..., at.M_TANK_LOSS]
    blown = own[:, at.FAN_HEAT_W] * fan_h + months[..., at.M_FROST]
    months[..., at.M_INTERNAL] = _linear(rows, shape, sums, at.G_GAIN) + blown + recovered
    net = months[..., at.M_PUMP_EL] + own[:, at.BACKUP_IS_ELECTRIC] * months[..., at.M_BACKUP_INPUT]
    for row in (at.M_WATER_EL, at.M_FANS, at.M_AUXILIARY, at.M_COOLING_EL, at.M_HOUSEHOLD):
        net = net + months[..., row]
    net = net + months[..., at.M_EV] + months[..., at.M_CHARGED] - months[..., at.M_DISCHARGED]
    net = net - months[..., at.M_PV]
    months[..., at.M_EXPORT] = np.maximum(months[..., at.M_IMPORT] - net, 0.0)
