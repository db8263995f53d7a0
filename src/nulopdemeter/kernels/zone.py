"""The zone in one hour with constant films: EN ISO 52016-1:2017, 6.5.6.3, solved without a matrix.

The chains of nodes of the elements meet only in the air node and the mean radiant node. Sweeping each chain
from outside to inside with factors that never change leaves its inside surface as a linear function of air
temperature, mean radiant temperature and radiant gain; the mean radiant node is a weighted mean of surfaces
and drops out; one scalar equation for the air remains. The way back to the nodes of an hour and the sweep of the next
one are one pass over each chain. ``tests/kernels/dense.py`` solves the same equations as one full matrix.
"""

from typing import Any, NamedTuple

from nulopdemeter.kernels import layout as at
from nulopdemeter.kernels.air import airing_max, outdoor_air
from nulopdemeter.kernels.lanes import greatest, least, load, step, store

# What windows must let through is a power over the difference with outdoors: a smaller difference counts as this.
_LEAST_OPENING_K = 0.5


class Block(NamedTuple):
    """A dwelling, or dwellings side by side: addresses of their rows and where these stand (``layout.Shape``)."""

    p: Any  # rows
    columns: Any  # column of the hourly table of each row that is a weight
    counts: Any  # weights of each group that any of the dwellings has
    groups: Any
    slots: Any
    n_slots: int
    lights: Any
    n_lights: int
    zone_row: int
    face_row: int
    has_stores: int  # whether any of the dwellings has a battery or a car
    has_frost: int  # whether any of them preheats its supply
    has_source: int  # whether the source of any heat pump gives no more than so much


class State(NamedTuple):
    """What goes over from one hour to the next: addresses."""

    nodes: Any  # what the sweep inwards left of the five nodes of each slot [°C]
    room: Any  # N_ROOM rows: what closes the last hour
    stores: Any  # N_STORES rows: tank, battery, car
    kept: Any  # N_KEPT rows of each face, when films vary


class Limits(NamedTuple):
    """What generators and emitters give in an hour."""

    most_w: Any  # for the set point
    spare_w: Any  # for what goes beyond it: the heat pump alone
    raise_k: Any  # how far beyond it the rooms may go: cheap hours, own sun


class Sun(NamedTuple):
    """What comes in through the glass in an hour [W]."""

    beam_w: Any
    spread_w: Any


@step
def weighted_from(b, row, group, hour, kind):
    """Return the sum of weights, from a row on, times the hourly columns of a group.

    Parameters
    ----------
    b : Block
        Dwellings.
    row : int
        Row of the first weight.
    group : int
        Whose columns.
    hour : address
        Hourly columns.
    kind : number
        Carries the type.

    Returns
    -------
    number
        The sum.
    """
    total = kind * 0.0
    first = load(b.groups, at.N_GROUP * group + at.GROUP_ROW, 0)
    for k in range(load(b.counts, group, 0)):
        column = load(b.columns, first + k, 0)
        total = total + load(b.p, row + k, kind) * load(hour, column, 0.0)
    return total


@step
def weighted(b, group, hour, kind):
    """Return the sum of the weights of a group times their hourly columns.

    Parameters
    ----------
    b : Block
        Dwellings.
    group : int
        One of ``layout.G_…``, or an element behind them.
    hour : address
        Hourly columns.
    kind : number
        Carries the type.

    Returns
    -------
    number
        The sum.
    """
    return weighted_from(b, load(b.groups, at.N_GROUP * group + at.GROUP_ROW, 0), group, hour, kind)


@step
def _last_nodes(b, state, s, kind):
    """Return the nodes of a chain at the end of the last hour, outside to inside (back-substitution)."""
    p, row, node = b.p, load(b.slots, at.N_SLOT_TABLE * s + at.SLOT_ROW, 0), s * at.N_NODES
    fifth = load(state.nodes, node + 4, kind)
    fifth = fifth + load(p, row + at.CHAIN_AIR, kind) * load(state.room, at.ROOM_AIR, kind)
    fifth = fifth + load(p, row + at.CHAIN_RADIANT, kind) * load(state.room, at.ROOM_RADIANT, kind)
    fifth = fifth + load(p, row + at.CHAIN_GAIN, kind) * load(state.room, at.ROOM_GAIN, kind)
    fifth = fifth + load(p, row + at.CHAIN_BEAM, kind) * load(state.room, at.ROOM_BEAM, kind)
    fifth = fifth + load(p, row + at.CHAIN_SPREAD, kind) * load(state.room, at.ROOM_SPREAD, kind)
    fourth = load(state.nodes, node + 3, kind) + load(p, row + at.CHAIN_DOWN + 3, kind) * fifth
    third = load(state.nodes, node + 2, kind) + load(p, row + at.CHAIN_DOWN + 2, kind) * fourth
    second = load(state.nodes, node + 1, kind) + load(p, row + at.CHAIN_DOWN + 1, kind) * third
    first = load(state.nodes, node, kind) + load(p, row + at.CHAIN_DOWN, kind) * second
    return first, second, third, fourth, fifth


@step
def _sweep(b, state, hour, air_c, ground_c, kind):
    """Sweep all chains from outside to inside (equations 39 to 41, forward elimination)."""
    to_air = kind * 0.0
    to_radiant = kind * 0.0
    for s in range(b.n_slots):
        p, row, node = b.p, load(b.slots, at.N_SLOT_TABLE * s + at.SLOT_ROW, 0), s * at.N_NODES
        theta = _last_nodes(b, state, s, kind)
        y = load(p, row + at.CHAIN_OLD, kind) * theta[0] + weighted(b, at.N_GROUPS + s, hour, kind)
        if load(b.slots, at.N_SLOT_TABLE * s + at.SLOT_HAS_ZONE, 0) > 0:
            y = y + load(p, row + at.CHAIN_ZONE, kind) * air_c
        if load(b.slots, at.N_SLOT_TABLE * s + at.SLOT_HAS_GROUND, 0) > 0:
            y = y + load(p, row + at.CHAIN_GROUND, kind) * ground_c
        store(state.nodes, node, y)
        for i in range(1, at.N_NODES):
            y = (
                load(p, row + at.CHAIN_OLD + i, kind) * theta[i]
                + load(p, row + at.CHAIN_UP + i - 1, kind) * y
            )
            store(state.nodes, node + i, y)
        to_air = to_air + load(p, row + at.CHAIN_TO_AIR, kind) * y
        to_radiant = to_radiant + load(p, row + at.CHAIN_TO_RADIANT, kind) * y
    return to_air, to_radiant


@step
def begin_nodes(b, state, start_c, kind):
    """Set all nodes to one temperature before the first hour.

    Parameters
    ----------
    b : Block
        Dwellings.
    state : State
        Receives it.
    start_c : float
        Temperature [°C].
    kind : number
        Carries the type.
    """
    for row, value in ((at.ROOM_AIR, start_c), (at.ROOM_RADIANT, start_c), (at.ROOM_GAIN, 0.0)):
        store(state.room, row, kind + value)
    for row in (at.ROOM_BEAM, at.ROOM_SPREAD):
        store(state.room, row, kind)
    for s in range(b.n_slots):
        row, node = load(b.slots, at.N_SLOT_TABLE * s + at.SLOT_ROW, 0), s * at.N_NODES
        for i in range(at.N_NODES - 1):
            store(state.nodes, node + i, start_c - start_c * load(b.p, row + at.CHAIN_DOWN + i, kind))
        inside = load(b.p, row + at.CHAIN_AIR, kind) + load(b.p, row + at.CHAIN_RADIANT, kind)
        store(state.nodes, node + at.N_NODES - 1, start_c - start_c * inside)


@step
def _light_elements(b, hour, air_c, kind):
    """Return what elements without mass bring in at their outside (6.5.7.4, closed form)."""
    first = load(b.groups, at.N_GROUP * at.G_LIGHT + at.GROUP_ROW, 0)
    width = load(b.groups, at.N_GROUP * at.G_LIGHT + at.GROUP_WIDTH, 0)
    to_air = load(b.p, b.zone_row + at.ZONE_LIGHT_AIR_ZONE, kind) * air_c
    to_air = to_air + weighted_from(b, first, at.G_LIGHT, hour, kind)
    to_radiant = load(b.p, b.zone_row + at.ZONE_LIGHT_RADIANT_ZONE, kind) * air_c
    to_radiant = to_radiant + weighted_from(b, first + width, at.G_LIGHT, hour, kind)
    return to_air, to_radiant


@step
def open_windows(p, hour, rules, air_c, k, n, wanted_air_c, kind):
    """Return the extra H_ve of windows opened just so far as the temperature limit asks.

    The air equation is k θ_a = n; with an opening H it is (k + H) θ_a = n + H θ_e. Solved for H at the air
    temperature that the limit asks for (spec of one air node; EN 16798-7:2017, 6.4.3.5 bounds it).

    Parameters
    ----------
    p : address
        Rows of the dwelling or block.
    hour : address
        Hourly columns.
    rules : Rules
        Controls.
    air_c : number
        Air temperature at the end of the hour before [°C].
    k, n : number
        Air equation with closed windows [W/K, W].
    wanted_air_c : number
        Air temperature at the limit [°C].
    kind : number
        Carries the type.

    Returns
    -------
    number
        Extra H_ve [W/K].
    """
    lift_k = greatest(wanted_air_c - load(hour, at.OUT_C, 0.0), _LEAST_OPENING_K)
    opening = (n - k * wanted_air_c) / lift_k
    return greatest(least(opening, airing_max(p, hour, rules, air_c, kind)), 0.0)


@step
def power_of_hour(p, hour, set_c, free_c, per_response, limits, kind):
    """Return heating and cooling: the need, within what machines and emitters give (6.5.5.2).

    Parameters
    ----------
    p : address
        Rows of the dwelling or block.
    hour : address
        Hourly columns.
    set_c : number
        Set point of heating [°C].
    free_c : number
        Controlled temperature without power [°C].
    per_response : number
        Power per kelvin of the controlled temperature [W/K].
    limits : Limits
        What generators and emitters give.
    kind : number
        Carries the type.

    Returns
    -------
    tuple of number
        Heating and cooling [W].
    """
    short_k = set_c - free_c
    need_w = greatest(short_k * per_response, 0.0)
    raised_w = greatest((short_k + limits.raise_k) * per_response, 0.0)
    heat_w = least(raised_w, greatest(limits.spare_w, least(need_w, limits.most_w)))
    cooling_set_c = load(p, at.COOLING_SET_C, kind) + load(hour, at.COOLING_RAISE_K, 0.0)
    surplus_w = greatest((free_c - cooling_set_c) * per_response, 0.0)
    return heat_w, least(surplus_w, load(p, at.COOLING_MAX_W, kind))


@step
def solve_zone(b, state, hour, rules, sun, internal_w, ground_c, set_c, limits, kind):
    """Solve the zone for one hour: free, aired, heated or cooled, and its nodes.

    The hour is k θ_a = n and θ_r = r + m θ_a; the power given enters both linearly.

    Parameters
    ----------
    b : Block
        Dwellings.
    state : State
        At the end of the hour before; updated.
    hour : address
        Hourly columns.
    rules : Rules
        Controls.
    sun : Sun
        What comes in through the glass.
    internal_w : number
        Internal gains [W].
    ground_c : number
        Virtual ground temperature [°C].
    set_c : number
        Set point of heating [°C].
    limits : Limits
        What generators and emitters give.
    kind : number
        Carries the type.

    Returns
    -------
    tuple of number
        Heating, cooling [W], air and mean radiant temperature [°C], H_ve [W/K].
    """
    p, z = b.p, b.zone_row
    air_c, out_c = load(state.room, at.ROOM_AIR, kind), load(hour, at.OUT_C, 0.0)
    chain_air, chain_radiant = _sweep(b, state, hour, air_c, ground_c, kind)
    light_air, light_radiant = _light_elements(b, hour, air_c, kind)
    h_ve = outdoor_air(p, hour, rules, air_c, kind)
    k = load(p, z + at.ZONE_K0_W_PER_K, kind) + h_ve
    n = load(p, at.AIR_STORE_W_PER_K, kind) * air_c + chain_air + light_air
    n = n + (load(p, at.BRIDGES_W_PER_K, kind) + h_ve) * out_c
    n = n + load(p, z + at.ZONE_INTERNAL_TO_AIR, kind) * internal_w
    n = n + load(p, z + at.ZONE_BEAM_TO_AIR, kind) * sun.beam_w
    n = n + load(p, z + at.ZONE_SPREAD_TO_AIR, kind) * sun.spread_w
    r = chain_radiant + light_radiant + load(p, z + at.ZONE_INTERNAL_TO_RADIANT, kind) * internal_w
    r = r + load(p, z + at.ZONE_BEAM_TO_RADIANT, kind) * sun.beam_w
    r = r + load(p, z + at.ZONE_SPREAD_TO_RADIANT, kind) * sun.spread_w

    w, per_air = rules.operative_frac, load(p, z + at.ZONE_PER_AIR, kind)
    wanted_air_c = (rules.airing_above_c - w * r) * load(p, z + at.ZONE_INVERSE_PER_AIR, kind)
    opening = open_windows(p, hour, rules, air_c, k, n, wanted_air_c, kind)
    k, n, h_ve = k + opening, n + opening * out_c, h_ve + opening
    inverse_k = 1.0 / k
    free_air_c = n * inverse_k
    # Of one watt: emitter_air into the air equation, emitter_radiant in kelvin of θ_r at the same θ_a.
    emitter_air = load(p, z + at.ZONE_EMITTER_TO_AIR, kind)
    emitter_radiant = load(p, z + at.ZONE_EMITTER_TO_RADIANT, kind)
    per_response = k / (per_air * emitter_air + w * emitter_radiant * k)
    free_c = per_air * free_air_c + w * r
    heat_w, cooling_w = power_of_hour(p, hour, set_c, free_c, per_response, limits, kind)
    power_w = heat_w - cooling_w

    new_air_c = free_air_c + emitter_air * inverse_k * power_w
    radiant_c = r + emitter_radiant * power_w + load(p, z + at.ZONE_RADIANT_FROM_AIR, kind) * new_air_c
    radiant_w = load(p, at.INTERNAL_RADIANT_FRAC, kind) * internal_w
    radiant_w = radiant_w + load(p, at.EMITTER_RADIANT_FRAC, kind) * power_w
    store(state.room, at.ROOM_AIR, new_air_c)
    store(state.room, at.ROOM_RADIANT, radiant_c)
    store(state.room, at.ROOM_GAIN, radiant_w)
    store(state.room, at.ROOM_BEAM, sun.beam_w)
    store(state.room, at.ROOM_SPREAD, sun.spread_w)
    return heat_w, cooling_w, new_air_c, radiant_c, h_ve
