"""The zone in one hour: EN ISO 52016-1:2017, 6.5.6.3, solved without a matrix.

The chains of nodes of the elements meet only in the air node and the mean radiant node. Sweeping each chain
from outside to inside with factors that never change leaves its inside surface as a linear function of air
temperature, mean radiant temperature and radiant gain; the mean radiant node is a weighted mean of surfaces
and drops out; one scalar equation for the air remains. ``tests/kernels/dense.py`` solves the same equations as
one full matrix.
"""

from nulopdemeter.kernels import layout as at
from nulopdemeter.kernels.lanes import load, step, store


@step
def weighted(p, row, table, t, first, last, kind):
    """Return the sum of weights times columns of an hourly table.

    Parameters
    ----------
    p : array
        Rows of the dwelling or block.
    row : int
        Row of the first weight.
    table : array, shape (T, columns)
        Hourly values.
    t : int
        Hour.
    first, last : int
        Columns ``first`` to ``last - 1``.
    kind : number
        Carries the type.

    Returns
    -------
    number
        The sum.
    """
    total = kind * 0.0
    for k in range(first, last):
        total = total + load(p, row + k - first, kind) * table[t, k]
    return total


@step
def sweep_inwards(p, nodes, slots, climate, sun, t, air_c, ground_c, kind):
    """Sweep all chains from outside to inside (equations 39 to 41, forward elimination).

    Parameters
    ----------
    p : array
        Rows of the dwelling or block.
    nodes : array
        Node temperatures at the end of the hour before, five rows a slot [°C]; on return what the sweep left.
    slots : array of int, shape (n_slots, 3)
        Row, first plane and plane behind the last of each slot.
    climate : array, shape (T, N_CLIMATE)
        Hourly climate.
    sun : array, shape (T, planes)
        Irradiance [W/m²].
    t : int
        Hour.
    air_c : number
        Air temperature at the end of the hour before [°C].
    ground_c : number
        Virtual ground temperature [°C].
    kind : number
        Carries the type.

    Returns
    -------
    tuple of number
        What the surfaces give to the air equation [W] and to the mean radiant temperature [K].
    """
    out_c = climate[t, at.OUT_C]
    sky = climate[t, at.SKY_W_PER_M2]
    to_air = kind * 0.0
    to_radiant = kind * 0.0
    for s in range(slots.shape[0]):
        row = slots[s, 0]
        node = s * at.N_NODES
        y = load(p, row + at.CHAIN_OLD, kind) * load(nodes, node, kind)
        y = y + load(p, row + at.CHAIN_OUT, kind) * out_c + load(p, row + at.CHAIN_ZONE, kind) * air_c
        y = y + load(p, row + at.CHAIN_GROUND, kind) * ground_c + load(p, row + at.CHAIN_FIXED, kind)
        y = y - load(p, row + at.CHAIN_SKY, kind) * sky
        y = y + weighted(p, row + at.N_SLOT, sun, t, slots[s, 1], slots[s, 2], kind)
        store(nodes, node, y)
        for i in range(1, at.N_NODES):
            y = (
                load(p, row + at.CHAIN_OLD + i, kind) * load(nodes, node + i, kind)
                + load(p, row + at.CHAIN_UP + i - 1, kind) * y
            )
            store(nodes, node + i, y)
        to_air = to_air + load(p, row + at.CHAIN_TO_AIR, kind) * y
        to_radiant = to_radiant + load(p, row + at.CHAIN_TO_RADIANT, kind) * y
    return to_air, to_radiant


@step
def light_elements(p, shape, climate, sun, t, air_c, kind):
    """Return what elements without mass bring in at their outside (6.5.7.4, closed form).

    Parameters
    ----------
    p : array
        Rows of the dwelling or block.
    shape : Shape
        Where the weights stand.
    climate : array, shape (T, N_CLIMATE)
        Hourly climate.
    sun : array, shape (T, planes)
        Irradiance [W/m²].
    t : int
        Hour.
    air_c : number
        Air temperature at the end of the hour before [°C].
    kind : number
        Carries the type.

    Returns
    -------
    tuple of number
        Into the air equation [W] and into the mean radiant temperature [K].
    """
    out_c = climate[t, at.OUT_C]
    sky = climate[t, at.SKY_W_PER_M2]
    n = shape.light_to - shape.light_from
    to_air = load(p, at.LIGHT_AIR_OUT, kind) * out_c - load(p, at.LIGHT_AIR_SKY, kind) * sky
    to_air = to_air + load(p, at.LIGHT_AIR_ZONE, kind) * air_c + load(p, at.LIGHT_AIR_FIXED, kind)
    to_air = to_air + weighted(p, shape.light_row, sun, t, shape.light_from, shape.light_to, kind)
    to_radiant = load(p, at.LIGHT_RADIANT_OUT, kind) * out_c - load(p, at.LIGHT_RADIANT_SKY, kind) * sky
    to_radiant = to_radiant + load(p, at.LIGHT_RADIANT_ZONE, kind) * air_c
    to_radiant = to_radiant + load(p, at.LIGHT_RADIANT_FIXED, kind)
    to_radiant = to_radiant + weighted(p, shape.light_row + n, sun, t, shape.light_from, shape.light_to, kind)
    return to_air, to_radiant


@step
def sweep_outwards(p, nodes, slots, air_c, radiant_c, radiant_gain_w, kind):
    """Find all node temperatures from the air and mean radiant temperatures (back-substitution).

    Parameters
    ----------
    p : array
        Rows of the dwelling or block.
    nodes : array
        What the sweep inwards left; on return the temperatures at the end of the hour [°C].
    slots : array of int, shape (n_slots, 3)
        Row, first plane and plane behind the last of each slot.
    air_c, radiant_c : number
        Air and mean radiant temperature at the end of the hour [°C].
    radiant_gain_w : number
        Radiant heat shared over all surfaces by area [W].
    kind : number
        Carries the type.
    """
    for s in range(slots.shape[0]):
        row = slots[s, 0]
        node = s * at.N_NODES
        theta = load(nodes, node + at.N_NODES - 1, kind) + load(p, row + at.CHAIN_AIR, kind) * air_c
        theta = theta + load(p, row + at.CHAIN_RADIANT, kind) * radiant_c
        theta = theta + load(p, row + at.CHAIN_GAIN, kind) * radiant_gain_w
        store(nodes, node + at.N_NODES - 1, theta)
        for back in range(1, at.N_NODES):
            i = at.N_NODES - 1 - back
            theta = load(nodes, node + i, kind) + load(p, row + at.CHAIN_DOWN + i, kind) * theta
            store(nodes, node + i, theta)
