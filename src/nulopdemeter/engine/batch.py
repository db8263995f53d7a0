"""Rows in, results out: pack dwellings into lanes, call the kernels, unpack. The only place that does."""

from typing import NamedTuple

import numba
import numpy as np

from nulopdemeter.engine.elements import Bools, Floats
from nulopdemeter.kernels import layout as at
from nulopdemeter.kernels.lanes import N_LANES
from nulopdemeter.kernels.year import simulate_blocks, simulate_each

_ALIGNMENT_BYTES = 64
_N_STATE = 3


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


def aligned_empty(n_rows: int, n_columns: int) -> Floats:
    """Return an empty array whose rows begin on a cache line, if their length allows.

    Parameters
    ----------
    n_rows, n_columns : int
        Its shape.

    Returns
    -------
    ndarray, shape (n_rows, n_columns)
        Misaligned vector loads cost a third of the speed.
    """
    item = np.dtype(np.float64).itemsize
    raw = np.empty(n_rows * n_columns + _ALIGNMENT_BYTES // item, np.float64)
    skip = (-raw.ctypes.data % _ALIGNMENT_BYTES) // item
    return raw[skip : skip + n_rows * n_columns].reshape(n_rows, n_columns)


def pack(rows: Floats) -> Floats:
    """Lay dwellings side by side in blocks of ``N_LANES``; the last one repeats to fill its block.

    Parameters
    ----------
    rows : ndarray, shape (n, rows)
        One dwelling a row.

    Returns
    -------
    ndarray, shape (blocks, rows * N_LANES)
        Each number of a block beside those of its neighbours.
    """
    n, n_rows = rows.shape
    n_blocks = -(-n // N_LANES)
    packed = aligned_empty(n_blocks, n_rows * N_LANES)
    view = packed.reshape(n_blocks, n_rows, N_LANES)
    n_full = n // N_LANES
    view[:n_full] = rows[: n_full * N_LANES].reshape(n_full, N_LANES, n_rows).transpose(0, 2, 1)
    if n_full < n_blocks:
        rest = rows[n_full * N_LANES :]
        view[n_full] = np.concatenate([rest, np.repeat(rest[-1:], N_LANES - len(rest), 0)]).T
    return packed


def _unpack(packed: Floats, n: int, n_rows: int) -> Floats:
    blocks = packed.reshape(-1, n_rows, N_LANES)
    return blocks.transpose(0, 2, 1).reshape(-1, n_rows)[:n]


def run_fleet(rows: Floats, shape: at.Shape, hours: at.Hours, rules: at.Rules) -> YearResult:
    """Simulate the year of many dwellings, eight at a time, on all threads.

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

    Returns
    -------
    YearResult
        In the order of ``rows``.
    """
    n = len(rows)
    params = pack(rows)
    n_monthly = at.N_MONTHS * at.N_MONTHLY
    monthly = aligned_empty(len(params), n_monthly * N_LANES)
    extremes = aligned_empty(len(params), at.N_EXTREMES * N_LANES)
    n_work = (at.N_NODES * len(shape.slots) + _N_STATE) * N_LANES
    work = aligned_empty(numba.get_num_threads(), n_work)
    simulate_blocks(params, shape, hours, rules, monthly, extremes, work)
    return _result(rows, _unpack(monthly, n, n_monthly), _unpack(extremes, n, at.N_EXTREMES))


def run_each(
    rows: Floats, shape: at.Shape, hours: at.Hours, rules: at.Rules, is_recording: bool = False
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
    monthly = np.empty((n, at.N_MONTHS * at.N_MONTHLY))
    extremes = np.empty((n, at.N_EXTREMES))
    record = np.empty((n, n_hours * at.N_HOURLY if is_recording else 0))
    work = np.empty(at.N_NODES * len(shape.slots) + _N_STATE)
    simulate_each(rows, shape, hours, rules, monthly, extremes, record, work)
    recorded = record.reshape(n, -1, at.N_HOURLY) if is_recording else np.empty((n, 0, at.N_HOURLY))
    return _result(rows, monthly, extremes), recorded


def _result(rows: Floats, monthly: Floats, extremes: Floats) -> YearResult:
    # A minimum or a mask can hide a NaN on its way through the hour, so what went in is looked at too.
    months = monthly.reshape(len(monthly), at.N_MONTHS, at.N_MONTHLY)[:, :12].copy()
    extremes = extremes.copy()
    is_sound = ~np.isnan(rows).any(1) & np.isfinite(months).all((1, 2)) & np.isfinite(extremes).all(1)
    failed = np.asarray(~is_sound)
    months[failed] = np.nan
    extremes[failed] = np.nan
    return YearResult(months, extremes, failed)
