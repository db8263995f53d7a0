"""A year of one dwelling with what the kernel keeps at its end."""

from typing import NamedTuple

import numpy as np

from nulopdemeter.engine.batch import _n_state, make_year, pack
from nulopdemeter.kernels import films, zone
from nulopdemeter.kernels import layout as at
from nulopdemeter.kernels.shapes import Hours, Place
from nulopdemeter.kernels.year import simulate_each
from nulopdemeter.kernels.zone import Block, State


class Kept(NamedTuple):
    """State of the kernel after the last hour, and all hours."""

    hours: np.ndarray  # (T, N_HOURLY)
    nodes: np.ndarray  # (chains, 5)
    faces: np.ndarray  # (faces, N_KEPT), films that vary only


def first_hours(hours, n):
    return Hours(*(part[:n] for part in hours))


def run_keeping(row, shape, hours, rules):
    """Run the kernel for one dwelling and return its state with its hours."""
    n_slots, n_hours, varies = len(shape.slots), len(hours.month), shape.lights is not None
    n_faces = n_slots + len(shape.lights) if varies else 0
    packed = pack(row[None, :], shape, 1)
    place = Place(shape.zone_row, shape.ground_row, shape.face_row, shape.groups.ravel(), shape.slots.ravel())
    lights = shape.lights.ravel() if varies else np.zeros(0, np.int64)
    record = np.empty((1, n_hours * at.N_HOURLY))
    room_row = at.N_NODES * n_slots
    stores_row, kept_row = room_row + at.N_ROOM, room_row + at.N_ROOM + at.N_STORES
    work = np.zeros(kept_row + at.N_KEPT * n_faces)
    # The kernel writes to addresses: a state that does not fit would damage the memory of others.
    assert work.size == _n_state(shape)
    monthly, extremes = np.empty((1, at.N_MONTHS * at.N_KEPT_MONTHLY)), np.empty((1, at.N_EXTREMES))
    simulate_each(
        *packed,
        place,
        lights,
        make_year(hours),
        rules,
        monthly,
        extremes,
        record,
        work,
        True if varies else None,
    )
    state = State(work[:room_row], work[room_row:stores_row], work[stores_row:kept_row], work[kept_row:])
    block = Block(
        packed.rows[0], packed.columns[0], packed.counts[0], place.groups, place.slots, n_slots,
        lights, n_faces - n_slots, shape.zone_row, shape.face_row, 0, 0, 0,
    )  # fmt: skip
    # Nodes as the next hour would begin with them.
    last_nodes = films._last_nodes if varies else zone._last_nodes
    nodes = np.array([last_nodes(block, state, s, 0.0) for s in range(n_slots)])
    return Kept(record.reshape(n_hours, at.N_HOURLY), nodes, state.kept.reshape(n_faces, at.N_KEPT))
