"""Numbers in lanes: the same equation for one dwelling and for eight at a time.

Every equation of the kernels is written once, as a function of *numbers*. A number is either a ``float`` (one
dwelling) or a ``Lanes`` value: as many dwellings side by side as one vector register of the processor holds.
Numba compiles the function for whichever it is given; the arithmetic operators and the few functions below are
all that a number needs. Without compilation (``NUMBA_DISABLE_JIT=1``) the float versions run as plain Python.

Kernels do not pass arrays on but addresses of flat arrays (``address``): numba counts who holds an array at every
call, which costs more than the arithmetic, and looks at the sign of every index.

The *kind* argument of ``load`` is any number of the wanted kind; it only carries the type.
"""

import math

from numba import njit, types
from numba.extending import overload

from nulopdemeter.kernels.lane_types import (
    FLAGS,
    N_LANES,
    N_SHORT_LANES,
    LaneMask,
    Lanes,
    address_lanes,
    and_lanes,
    load_lanes,
    or_lanes,
    read_scalar_lanes,
    select_lanes,
    shift_lanes,
    sqrt_lanes,
    store_lanes,
    write_scalar_lanes,
    zero_lanes,
)

__all__ = [
    "N_LANES",
    "N_SHORT_LANES",
    "absolute",
    "address",
    "both",
    "either",
    "greatest",
    "least",
    "load",
    "loop",
    "parallel_loop",
    "root",
    "select",
    "shifted",
    "step",
    "store",
    "zero_lanes",
]


def step(function):
    """Compile a step of the hour: inlined where it is called, so that a block stays in registers.

    A division by zero gives an infinity and the dwelling fails alone: kernels never raise.

    Parameters
    ----------
    function : callable
        Plain Python function of numbers.

    Returns
    -------
    callable
        The compiled function.
    """
    return njit(forceinline=True, cache=True, error_model="numpy", fastmath=set(FLAGS))(function)


def loop(function):
    """Compile a loop over hours or over dwellings.

    Parameters
    ----------
    function : callable
        Plain Python function of numbers.

    Returns
    -------
    callable
        The compiled function.
    """
    return njit(cache=True, error_model="numpy", fastmath=set(FLAGS))(function)


def parallel_loop(function):
    """Compile a loop over blocks that runs on all threads.

    Parameters
    ----------
    function : callable
        Plain Python function of numbers.

    Returns
    -------
    callable
        The compiled function.
    """
    return njit(parallel=True, cache=True, error_model="numpy", fastmath=set(FLAGS))(function)


def address(array):
    """Return the address of a flat array, as ``load`` and ``store`` take it.

    Parameters
    ----------
    array : array
        Flat, of numbers.

    Returns
    -------
    address
        Without compilation the array itself.
    """
    return array


def shifted(place, offset):
    """Return the address some numbers further on.

    Parameters
    ----------
    place : address
        Where to begin.
    offset : int
        How many numbers.

    Returns
    -------
    address
        Of the number there.
    """
    return place[offset:]


def load(place, index, kind):
    """Return the number at a row.

    Parameters
    ----------
    place : address or array
        Flat, of numbers.
    index : int
        Row, not negative.
    kind : number
        Carries the type: a float (or an integer, of a table of integers), or lanes.

    Returns
    -------
    number
        In the kind of ``kind``.
    """
    return place[index]


def store(place, index, value):
    """Write a number to a row.

    Parameters
    ----------
    place : address or array
        Flat, of numbers.
    index : int
        Row, not negative.
    value : number
        What to write.
    """
    place[index] = value


def select(mask, a, b):
    """Return one of two numbers by a mask.

    Parameters
    ----------
    mask : mask
        Truth, per lane.
    a, b : number
        Where the mask is true, and where it is not.

    Returns
    -------
    number
        Per lane.
    """
    return a if mask else b


def both(a, b):
    """Return whether both of two masks are true.

    Parameters
    ----------
    a, b : mask
        Truths, per lane.

    Returns
    -------
    mask
        Per lane.
    """
    return a and b


def either(a, b):
    """Return whether either of two masks is true.

    Parameters
    ----------
    a, b : mask
        Truths, per lane.

    Returns
    -------
    mask
        Per lane.
    """
    return a or b


def least(a, b):
    """Return the smaller of two numbers.

    Parameters
    ----------
    a, b : number
        Floats or lanes.

    Returns
    -------
    number
        Per lane.
    """
    return a if a < b else b


def greatest(a, b):
    """Return the larger of two numbers.

    Parameters
    ----------
    a, b : number
        Floats or lanes.

    Returns
    -------
    number
        Per lane.
    """
    return a if a > b else b


def absolute(a):
    """Return the size without the sign.

    Parameters
    ----------
    a : number
        Float or lanes.

    Returns
    -------
    number
        Per lane.
    """
    return a if a > 0.0 else -a


def root(a):
    """Return the square root.

    Parameters
    ----------
    a : number
        Not negative.

    Returns
    -------
    number
        Per lane.
    """
    return math.sqrt(a)


@overload(address)
def _address(array):
    return lambda array: address_lanes(array)


@overload(shifted)
def _shifted(place, offset):
    return lambda place, offset: shift_lanes(place, offset)


@overload(load)
def _load(place, index, kind):
    if isinstance(place, types.Array):
        return lambda place, index, kind: load(address(place), index, kind)
    if isinstance(kind, Lanes):
        return lambda place, index, kind: load_lanes(place, index, kind)
    return lambda place, index, kind: read_scalar_lanes(place, index)


@overload(store)
def _store(place, index, value):
    if isinstance(place, types.Array):
        return lambda place, index, value: store(address(place), index, value)
    if isinstance(value, Lanes):
        return lambda place, index, value: store_lanes(place, index, value)
    return lambda place, index, value: write_scalar_lanes(place, index, value)


@overload(select)
def _select(mask, a, b):
    if isinstance(mask, LaneMask):
        return lambda mask, a, b: select_lanes(mask, a, b)
    return lambda mask, a, b: float(a) if mask else float(b)


@overload(both)
def _both(a, b):
    if isinstance(a, LaneMask):
        return lambda a, b: and_lanes(a, b)
    return lambda a, b: a & b


@overload(either)
def _either(a, b):
    if isinstance(a, LaneMask):
        return lambda a, b: or_lanes(a, b)
    return lambda a, b: a | b


@overload(least)
def _least(a, b):
    if isinstance(a, Lanes) or isinstance(b, Lanes):
        return lambda a, b: select_lanes(a < b, a, b)
    return lambda a, b: a if a < b else b


@overload(greatest)
def _greatest(a, b):
    if isinstance(a, Lanes) or isinstance(b, Lanes):
        return lambda a, b: select_lanes(a > b, a, b)
    return lambda a, b: a if a > b else b


@overload(absolute)
def _absolute(a):
    return lambda a: greatest(a, -a)


@overload(root)
def _root(a):
    if isinstance(a, Lanes):
        return lambda a: sqrt_lanes(a)
    return lambda a: math.sqrt(a)
