"""What the kernels are given beside the rows: where rows of varying number begin, the hours, the controls.

Counts in capitals (``N_GROUPS`` and the like) are those of ``layout``.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class Shape(NamedTuple):
    """Where the rows of varying number begin; the same for all dwellings of a batch.

    Attributes
    ----------
    zone_row : int
        First row of the zone.
    ground_row : int
        First of twelve rows of ground temperatures.
    face_row : int
        First row of the inside faces, chains first (films that vary only).
    weight_row : int
        First row of all weights; they go on to the last row.
    groups : ndarray of int, shape (N_GROUPS + elements, 2)
        First row and number of the weights of each group.
    columns : ndarray of int, shape (rows - weight_row,)
        Column of the hourly table that each weight refers to.
    slots : ndarray of int, shape (n_slots, N_SLOT_TABLE)
        Chains: first row, and what their boundary knows.
    lights : ndarray of int, shape (n_lights, N_SLOT_TABLE), or None
        Elements without mass whose films vary; None when all films are constant.
    n_rows : int
        All.
    """

    zone_row: int
    ground_row: int
    face_row: int
    weight_row: int
    groups: NDArray[np.int64]
    columns: NDArray[np.int64]
    slots: NDArray[np.int64]
    lights: NDArray[np.int64] | None
    n_rows: int


class Place(NamedTuple):
    """What a kernel needs of ``Shape``."""

    zone_row: int
    ground_row: int
    face_row: int
    groups: NDArray[np.int64]  # flat
    slots: NDArray[np.int64]  # flat


class Hours(NamedTuple):
    """What is the same for all dwellings, hour by hour (T = 8760)."""

    climate: NDArray[np.float64]  # (T, N_CLIMATE)
    sun: NDArray[np.float64]  # (T, planes) [W/m²]
    pv: NDArray[np.float64]  # (T, PV planes) [W/kWp]
    profiles: NDArray[np.float64]  # (T, profiles)
    month: NDArray[np.int64]  # (T,) 0 to 11
    ground_month: NDArray[np.int64]  # (T,) month whose middle lies before the hour
    ground_next_frac: NDArray[np.float64]  # (T,) how far towards the next


class Year(NamedTuple):
    """``Hours`` as the kernels read them: one flat table, an hour beside the next."""

    table: NDArray[np.float64]  # (T * columns,): climate, sun, PV, profiles
    month: NDArray[np.int64]
    ground_month: NDArray[np.int64]
    ground_next_frac: NDArray[np.float64]


class Rules(NamedTuple):
    """Controls and coefficients that are the same for all dwellings of a batch."""

    operative_frac: float
    balanced_wh_per_m3k: float
    bypass_above_c: float
    bypass_out_above_c: float
    frost_exhaust_c: float
    airing_above_c: float
    airing_wind: float
    unmet_margin_k: float
    warm_up_h: int
    least_film_w_per_m2k: float
    root_share_0: float  # ΔT^(1/3) as root_share_0 + root_share_1 √ΔT
    root_share_1: float
    pump_least_lift_k: float  # of a heat pump: its efficiency is that of no smaller lift
    pump_beyond_frac: float  # how far beyond the two tests of a heat pump, in distances between them
    pump_rated_source_c: float
    pump_rated_flow_c: float
