"""A year of one dwelling with what the kernel keeps at its end."""

from typing import NamedTuple

import numpy as np

from nulopdemeter.engine.batch import make_year, pack
from nulopdemeter.kernels import layout as at
from nulopdemeter.kernels.year import simulate_each


class Kept(NamedTuple):
    """State of the kernel after the last hour, and all hours."""

    hours: np.ndarray  # (T, N_HOURLY)
    nodes: np.ndarray  # (chains, 5)
    faces: np.ndarray  # (faces, N_KEPT), films that vary only


def first_hours(hours, n):
    return at.Hours(*(part[:n] for part in hours))


def run_keeping(row, shape, hours, rules):
    """Run the kernel for one dwelling and return its state with its hours."""
    n_slots, n_hours, varies = len(shape.slots), len(hours.month), shape.lights is not None
    n_faces = n_slots + len(shape.lights) if varies else 0
    work = np.zeros(at.N_NODES * n_slots + 3 + at.N_KEPT * n_faces)
    record = np.empty((1, n_hours * at.N_HOURLY))
    simulate_each(
        *pack(row[None, :], shape, 1),
        at.Place(shape.zone_row, shape.ground_row, shape.face_row, shape.groups.ravel(), shape.slots.ravel()),
        shape.lights.ravel() if varies else np.zeros(0, np.int64),
        make_year(hours),
        rules,
        np.empty((1, at.N_MONTHS * at.N_KEPT_MONTHLY)),
        np.empty((1, at.N_EXTREMES)),
        record,
        work,
        True if varies else None,
    )
    n_nodes = at.N_NODES * n_slots
    return Kept(
        record.reshape(n_hours, at.N_HOURLY),
        work[:n_nodes].reshape(n_slots, at.N_NODES),
        work[n_nodes + 3 :].reshape(n_faces, at.N_KEPT),
    )
