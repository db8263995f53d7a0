"""The pressure balance of a dwelling: what comes in through leaks, vents and windows ajar (NTA 8800, 11.1 to 11.19).

Every place of an opening passes ρ C Δp^n; the reference pressure inside is where inflow, outflow and fans cancel.
Sixteen dwellings are solved side by side, month after month, by steps of Newton inside a bracket; a dwelling that is
done waits for the others, so that its answer does not depend on who lies beside it. What Newton does not close, where
an opening has no pressure and the slope no end, false position closes.

The power of a pressure is worked out here from its binary digits, without a branch: so the loops over dwellings
become vector instructions, which a call of the library would keep from happening.
"""

import math

import numpy as np
from numba import njit

# Dwellings side by side.
_WIDE = 16
# Most places of an opening.
_N_PLACES = 6
# What may be left of the balance [kg/(h m²)]; the norm allows 0.9 kg/h of a dwelling.
_LEFT = 1e-9
# Steps of Newton before the slower and surer way, and rounds of that.
_NEWTON_ROUNDS = 8
_MOST_ROUNDS = 80
# Every so many rounds the bracket is halved, whatever the secant says.
_HALVE_EVERY = 5
# Below this a pressure counts as this [Pa].
_LEAST_PA = 1e-12
_FRACTION_BITS = 0x000FFFFFFFFFFFFF
_ONE_BITS = 0x3FF0000000000000
_FLAGS = {"contract", "nsz"}


@njit(forceinline=True, cache=True, error_model="numpy", fastmath=_FLAGS)
def power(x, exponent):
    """Return x^exponent for x above zero.

    Parameters
    ----------
    x : float
        Above zero.
    exponent : float
        Any; the result must be a normal number.

    Returns
    -------
    float
        Within a few units of the last place: 2^(e·log2 x), the logarithm by the series of artanh, the rest by that of
        exp.
    """
    bits = np.float64(x).view(np.int64)
    whole = np.float64((bits >> 52) - 1023)
    part = np.int64((bits & _FRACTION_BITS) | _ONE_BITS).view(np.float64)
    # Between √½ and √2 the series is shortest.
    is_big = part > math.sqrt(2.0)
    part, whole = (0.5 * part, whole + 1.0) if is_big else (part, whole)
    s = (part - 1.0) / (part + 1.0)
    z = s * s
    t = 1.0 / 17.0 + z / 19.0
    t = 1.0 / 13.0 + z * (1.0 / 15.0 + z * t)
    t = 1.0 / 9.0 + z * (1.0 / 11.0 + z * t)
    t = 1.0 / 5.0 + z * (1.0 / 7.0 + z * t)
    log2 = whole + 2.0 * s * (1.0 + z * (1.0 / 3.0 + z * t)) * (1.0 / math.log(2.0))
    y = exponent * log2
    n = math.floor(y + 0.5)
    r = (y - n) * math.log(2.0)
    t = 1.0 / 39916800.0 + r / 479001600.0
    t = 1.0 / 362880.0 + r * (1.0 / 3628800.0 + r * t)
    t = 1.0 / 5040.0 + r * (1.0 / 40320.0 + r * t)
    t = 1.0 / 120.0 + r * (1.0 / 720.0 + r * t)
    t = 1.0 / 6.0 + r * (1.0 / 24.0 + r * t)
    t = 1.0 + r * (1.0 + r * (0.5 + r * t))
    return t * np.int64((np.int64(n) + 1023) << 52).view(np.float64)


@njit(forceinline=True, cache=True, error_model="numpy", fastmath=_FLAGS)
def _weigh(push, leak, hole, n_places, outside, inside, exponent, here, surplus, fall):
    """Add what comes in less what goes out at a pressure, and how fast that falls, to ``surplus`` and ``fall``."""
    for p in range(n_places):
        for k in range(_WIDE):
            over = push[p, k] - here[k]
            size = max(abs(over), _LEAST_PA)
            through = leak[p, k] * power(size, exponent)
            hole_through = hole[p, k] * math.sqrt(size)
            density = outside if over > 0.0 else inside
            flow = (through + hole_through) * density
            surplus[k] += flow if over > 0.0 else -flow
            fall[k] += (exponent * through + 0.5 * hole_through) * density / size


@njit(forceinline=True, cache=True, error_model="numpy", fastmath=_FLAGS)
def _surplus_of(push, leak, hole, n_places, outside, inside, exponent, k, here, blown):
    """Return what one dwelling has left at a pressure [kg/(h m²)]."""
    found = blown
    for p in range(n_places):
        over = push[p, k] - here
        size = abs(over)
        flow = leak[p, k] * size**exponent + hole[p, k] * math.sqrt(size)
        found += flow * outside if over > 0.0 else -flow * inside
    return found


@njit(cache=True, error_model="numpy", fastmath=_FLAGS)
def _close_one(push, leak, hole, n_places, outside, inside, exponent, k, low, high, blown):
    """Close one balance by false position with the weights of Anderson and Björck, halved now and then."""
    at_low = _surplus_of(push, leak, hole, n_places, outside, inside, exponent, k, low, blown)
    at_high = _surplus_of(push, leak, hole, n_places, outside, inside, exponent, k, high, blown)
    middle = low
    for turn in range(_MOST_ROUNDS):
        middle = high - at_high * (high - low) / (at_high - at_low)
        if turn % _HALVE_EVERY == _HALVE_EVERY - 1 or not low <= middle <= high:
            middle = 0.5 * (low + high)
        here = _surplus_of(push, leak, hole, n_places, outside, inside, exponent, k, middle, blown)
        if abs(here) <= _LEFT or middle in (low, high):
            break
        weight = 1.0 - here / (at_low if here > 0.0 else at_high)
        weight = weight if weight > 0.0 else 0.5
        if here > 0.0:
            low, at_low, at_high = middle, here, at_high * weight
        else:
            high, at_high, at_low = middle, here, at_low * weight
    return middle


@njit(cache=True, error_model="numpy", fastmath=_FLAGS)
def _close(push, leak, hole, n_places, outside, inside, exponent, blown, share, here):
    """Close the balances of one month side by side; ``share`` is where in the bracket they begin, and end."""
    low, high = np.empty(_WIDE), np.empty(_WIDE)
    surplus, fall = np.empty(_WIDE), np.empty(_WIDE)
    for k in range(_WIDE):
        least = most = push[0, k]
        holes = hole[0, k]
        for p in range(1, n_places):
            least, most, holes = min(least, push[p, k]), max(most, push[p, k]), holes + hole[p, k]
        # Vents and airing alone would pass what the fans blow at this pressure.
        reach = (abs(blown[k]) / (inside * max(holes, 1e-9))) ** 2 + 1e-6
        low[k], high[k] = least - reach, most + reach
        here[k] = low[k] + share[k] * (high[k] - low[k])
    bottom, width = low.copy(), high - low
    n_open = _WIDE
    for _ in range(_NEWTON_ROUNDS):
        surplus[:] = blown
        fall[:] = 0.0
        _weigh(push, leak, hole, n_places, outside, inside, exponent, here, surplus, fall)
        n_open = 0
        for k in range(_WIDE):
            is_open = abs(surplus[k]) > _LEFT
            n_open += is_open
            low[k] = here[k] if surplus[k] > 0.0 else low[k]
            high[k] = high[k] if surplus[k] > 0.0 else here[k]
            step = here[k] + surplus[k] / fall[k]
            step = step if low[k] < step < high[k] else 0.5 * (low[k] + high[k])
            here[k] = step if is_open else here[k]
        if n_open == 0:
            break
    for k in range(_WIDE):
        if n_open > 0 and abs(surplus[k]) > _LEFT:
            here[k] = _close_one(
                push, leak, hole, n_places, outside, inside, exponent, k, low[k], high[k], blown[k]
            )
        share[k] = (here[k] - bottom[k]) / width[k]


@njit(cache=True, nogil=True, error_model="numpy", fastmath=_FLAGS)
def solve_openings(places, flows, blown_kg_per_m3, months, exponent, inside, leaks, holes):
    """Work out the air that comes in by itself, per m² of floor area.

    Parameters
    ----------
    places : ndarray
        Shape (4, 6, n): share of the leaks, share of vents and airing, wind coefficient and height [m] by place.
    flows : ndarray
        Shape (4, n): C of leaks and of vents [m³/(h m²) at 1 Pa], mechanical supply and exhaust [m³/(h m²)].
    blown_kg_per_m3 : ndarray
        Shape (n, k), of the air that is blown in [kg/m³].
    months : ndarray
        Shape (4, k): density outside [kg/m³], pressure of the wind ½ρu² [Pa], of a metre of height [Pa/m], and C of
        windows ajar [m³/(h m²) at 1 Pa].
    exponent : float
        Of the leaks.
    inside : float
        Density inside [kg/m³].
    leaks, holes : ndarray
        Shape (n, k), filled with what comes in through leaks, and through vents and airing [m³/(h m²)].
    """
    n, n_months = leaks.shape
    shape = (_N_PLACES, _WIDE)
    push, leak, hole = np.empty(shape), np.empty(shape), np.empty(shape)
    blown, share, here = np.empty(_WIDE), np.empty(_WIDE), np.empty(_WIDE)
    for first in range(0, n, _WIDE):
        n_here = min(_WIDE, n - first)
        n_places = 1
        for p in range(_N_PLACES):
            for k in range(n_here):
                if places[0, p, first + k] > 0.0 or places[1, p, first + k] > 0.0:
                    n_places = max(n_places, p + 1)
        share[:] = 0.5
        for month in range(n_months):
            outside, wind, stack, ajar = (
                months[0, month],
                months[1, month],
                months[2, month],
                months[3, month],
            )
            for k in range(_WIDE):
                # The last block is filled up with its last dwelling.
                i = first + min(k, n_here - 1)
                blown[k] = blown_kg_per_m3[i, month] * flows[2, i] - inside * flows[3, i]
                for p in range(n_places):
                    is_there = places[0, p, i] > 0.0 or places[1, p, i] > 0.0
                    # A place that a building lacks must not widen the bracket: it has the pressure of the first.
                    at = p if is_there else 0
                    push[p, k] = places[2, at, i] * wind + places[3, at, i] * stack
                    leak[p, k] = places[0, p, i] * flows[0, i]
                    hole[p, k] = places[1, p, i] * (flows[1, i] + ajar)
            _close(push, leak, hole, n_places, outside, inside, exponent, blown, share, here)
            for k in range(n_here):
                leaks[first + k, month] = holes[first + k, month] = 0.0
                for p in range(n_places):
                    over = push[p, k] - here[k]
                    if over > 0.0:
                        leaks[first + k, month] += leak[p, k] * power(over, exponent)
                        holes[first + k, month] += hole[p, k] * math.sqrt(over)
