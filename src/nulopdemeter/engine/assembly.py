"""Elements, machines and residents → the rows that the kernels read."""

from typing import NamedTuple

import numpy as np

from nulopdemeter.engine.elements import N_NODES, Chains, Floats, Lights, Zone
from nulopdemeter.kernels import layout as at
from nulopdemeter.units import S_PER_H


class Swept(NamedTuple):
    """Constant factors of the elimination of the chains (ISO 52016-1:2017, equations 39 to 41).

    Attributes
    ----------
    old : ndarray, shape (n, e, 5)
        Weight of each node's own last temperature.
    up, down : ndarray, shape (n, e, 4)
        Weight of the neighbour outside (sweep inwards) and inside (way back).
    boundary : ndarray, shape (n, e)
        Weight of the boundary temperature in the first node.
    per_source : ndarray, shape (n, e)
        Weight of absorbed heat in the first node [K per W/m²].
    air, radiant : ndarray, shape (n, e)
        Weight of air and mean radiant temperature in the last node.
    gain : ndarray, shape (n, e)
        Weight of radiant gain in the last node [K per W/m²].
    """

    old: Floats
    up: Floats
    down: Floats
    boundary: Floats
    per_source: Floats
    air: Floats
    radiant: Floats
    gain: Floats


def sweep_factors(chains: Chains, radiative_w_per_m2k: float) -> Swept:
    """Eliminate the chains once, from the boundary to the inside face.

    Parameters
    ----------
    chains : Chains
        Elements with mass.
    radiative_w_per_m2k : float
        h_ri.

    Returns
    -------
    Swept
        Factors that hold for every hour.
    """
    stored = chains.kappa_j_per_m2k / S_PER_H
    h = chains.h_w_per_m2k
    old, up, down = np.empty_like(stored), np.empty_like(h), np.empty_like(h)
    diagonal = stored[..., 0] + chains.outside_w_per_m2k + h[..., 0]
    boundary = chains.outside_w_per_m2k / diagonal
    per_source = 1.0 / diagonal
    old[..., 0] = stored[..., 0] / diagonal
    down[..., 0] = h[..., 0] / diagonal
    for i in range(1, N_NODES):
        towards_inside = h[..., i] if i < N_NODES - 1 else chains.inside_w_per_m2k + radiative_w_per_m2k
        diagonal = stored[..., i] + h[..., i - 1] * (1.0 - down[..., i - 1]) + towards_inside
        old[..., i] = stored[..., i] / diagonal
        up[..., i - 1] = h[..., i - 1] / diagonal
        if i < N_NODES - 1:
            down[..., i] = h[..., i] / diagonal
    return Swept(
        old,
        up,
        down,
        boundary,
        per_source,
        chains.inside_w_per_m2k / diagonal,
        radiative_w_per_m2k / diagonal,
        1.0 / diagonal,
    )


class LightFactors(NamedTuple):
    """Closed form of the elements without mass; every array has shape (n, m).

    The inside face is ``outer`` × equivalent outside temperature + ``air`` × θ_a + ``radiant`` × θ_r +
    ``gain`` × radiant gain per m².
    """

    outer: Floats
    air: Floats
    radiant: Floats
    gain: Floats


def light_factors(lights: Lights, radiative_w_per_m2k: float) -> LightFactors:
    """Solve the two faces of each element without mass.

    Parameters
    ----------
    lights : Lights
        Windows, doors, frames.
    radiative_w_per_m2k : float
        h_ri.

    Returns
    -------
    LightFactors
        Factors that hold for every hour.
    """
    through = 1.0 / (1.0 / lights.outside_w_per_m2k + 1.0 / lights.h_w_per_m2k)
    diagonal = through + lights.inside_w_per_m2k + radiative_w_per_m2k
    return LightFactors(
        through / diagonal,
        lights.inside_w_per_m2k / diagonal,
        radiative_w_per_m2k / diagonal,
        1.0 / diagonal,
    )


class Coupling(NamedTuple):
    """The air node with the mean radiant node eliminated; arrays of shape (n,) unless stated.

    Attributes
    ----------
    k0_w_per_k : ndarray
        Constant part of the factor of θ_a.
    radiant_from_air : ndarray
        m in θ_r = r + m θ_a.
    chain_to_air, chain_to_radiant : ndarray, shape (n, e)
        What a swept inside face gives to the air equation [W/K] and to θ_r.
    light_to_air, light_to_radiant : ndarray, shape (n, m)
        Likewise per K of equivalent outside temperature.
    gain_to_air : ndarray
        W into the air equation per W of radiant gain.
    gain_to_radiant : ndarray
        K of θ_r per W of radiant gain.
    total_m2 : ndarray
        Area of all faces.
    """

    k0_w_per_k: Floats
    radiant_from_air: Floats
    chain_to_air: Floats
    chain_to_radiant: Floats
    light_to_air: Floats
    light_to_radiant: Floats
    gain_to_air: Floats
    gain_to_radiant: Floats
    total_m2: Floats


def couple(zone: Zone, chains: Chains, lights: Lights, swept: Swept, light: LightFactors) -> Coupling:
    """Eliminate the mean radiant node (equation 38 with 6.5.5.3).

    Parameters
    ----------
    zone : Zone
        Air and gains.
    chains, lights : Chains, Lights
        Elements.
    swept, light : Swept, LightFactors
        Their factors.

    Returns
    -------
    Coupling
        Factors that hold for every hour.
    """
    total_m2 = chains.area_m2.sum(1) + lights.area_m2.sum(1)
    chain_weight = chains.area_m2 / total_m2[:, None]
    light_weight = lights.area_m2 / total_m2[:, None]
    chain_film = chains.area_m2 * chains.inside_w_per_m2k
    light_film = lights.area_m2 * lights.inside_w_per_m2k
    closing = 1.0 - (chain_weight * swept.radiant).sum(1) - (light_weight * light.radiant).sum(1)
    from_air = ((chain_weight * swept.air).sum(1) + (light_weight * light.air).sum(1)) / closing
    from_gain = ((chain_weight * swept.gain).sum(1) + (light_weight * light.gain).sum(1)) / closing
    film_radiant = (chain_film * swept.radiant).sum(1) + (light_film * light.radiant).sum(1)
    film_air = (chain_film * swept.air).sum(1) + (light_film * light.air).sum(1)
    film_gain = (chain_film * swept.gain).sum(1) + (light_film * light.gain).sum(1)
    films = chain_film.sum(1) + light_film.sum(1)
    chain_to_radiant = chain_weight / closing[:, None]
    light_to_radiant = light_weight * light.outer / closing[:, None]
    return Coupling(
        zone.air_j_per_k / S_PER_H + zone.bridges_w_per_k + films - film_air - film_radiant * from_air,
        from_air,
        chain_film + film_radiant[:, None] * chain_to_radiant,
        chain_to_radiant,
        light_film * light.outer + film_radiant[:, None] * light_to_radiant,
        light_to_radiant,
        (film_gain + film_radiant * from_gain) / total_m2,
        from_gain / total_m2,
        total_m2,
    )


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


def make_shape(chains: Chains, lights: Lights, zone: Zone, weights: Weights) -> at.Shape:
    """Place the rows of varying number behind the fixed ones.

    Parameters
    ----------
    chains, lights, zone, weights : Chains, Lights, Zone, Weights
        What the batch consists of.

    Returns
    -------
    Shape
        Where everything stands.
    """
    row = at.N_FIXED
    starts = {}
    n_light = lights.sun.shape[2]
    for name, width in (
        ("set", weights.set_point.shape[1]),
        ("gain", weights.gain.shape[1]),
        ("use", weights.use.shape[1]),
        ("water", weights.water.shape[1]),
        ("glass", zone.glass_m2.shape[1]),
        ("light", 2 * n_light),
        ("pv", weights.pv_kwp.shape[1]),
        ("ground", zone.ground_c.shape[1]),
    ):
        starts[name] = row
        row += width
    slots = []
    for first, sun in zip(chains.sun_from, chains.sun, strict=True):
        slots.append((row, first, first + sun.shape[1]))
        row += at.N_SLOT + sun.shape[1]
    return at.Shape(
        starts["set"],
        weights.set_from,
        weights.set_from + weights.set_point.shape[1],
        starts["gain"],
        weights.gain_from,
        weights.gain_from + weights.gain.shape[1],
        starts["use"],
        weights.use_from,
        weights.use_from + weights.use.shape[1],
        starts["water"],
        weights.water_from,
        weights.water_from + weights.water.shape[1],
        starts["glass"],
        zone.glass_from,
        zone.glass_from + zone.glass_m2.shape[1],
        starts["light"],
        lights.sun_from,
        lights.sun_from + n_light,
        starts["pv"],
        weights.pv_kwp.shape[1],
        starts["ground"],
        np.array(slots, np.int64).reshape(-1, 3),
        row,
    )


def thermal_rows(out: Floats, shape: at.Shape, zone: Zone, chains: Chains, lights: Lights) -> None:
    """Fill the rows of air, radiant exchange and elements.

    Parameters
    ----------
    out : ndarray, shape (n, rows)
        Receives them.
    shape : Shape
        Where they stand.
    zone, chains, lights : Zone, Chains, Lights
        The building.
    """
    swept = sweep_factors(chains, zone.radiative_w_per_m2k)
    light = light_factors(lights, zone.radiative_w_per_m2k)
    both = couple(zone, chains, lights, swept, light)
    out[:, at.AIR_STORE_W_PER_K] = zone.air_j_per_k / S_PER_H
    out[:, at.AIR_K0_W_PER_K] = both.k0_w_per_k
    out[:, at.BRIDGES_W_PER_K] = zone.bridges_w_per_k
    out[:, at.RADIANT_FROM_AIR] = both.radiant_from_air
    kept = 1.0 - zone.solar_lost_frac
    for rows, convective, radiant in (
        (
            (at.INTERNAL_TO_AIR, at.INTERNAL_TO_RADIANT, at.INTERNAL_RADIANT_FRAC),
            zone.internal_convective_frac,
            1.0 - zone.internal_convective_frac,
        ),
        (
            (at.SOLAR_TO_AIR, at.SOLAR_TO_RADIANT, at.SOLAR_RADIANT_FRAC),
            zone.solar_convective_frac * kept,
            (1.0 - zone.solar_convective_frac) * kept,
        ),
        (
            (at.EMITTER_TO_AIR, at.EMITTER_TO_RADIANT, at.EMITTER_RADIANT_FRAC),
            zone.emitter_convective_frac,
            1.0 - zone.emitter_convective_frac,
        ),
    ):
        out[:, rows[0]] = convective + radiant * both.gain_to_air
        out[:, rows[1]] = radiant * both.gain_to_radiant
        out[:, rows[2]] = radiant
    _light_rows(out, shape, lights, both)
    _slot_rows(out, shape, chains, swept, both)
    n_glass = shape.glass_to - shape.glass_from
    out[:, shape.glass_row : shape.glass_row + n_glass] = zone.glass_m2
    out[:, shape.ground_row : shape.ground_row + zone.ground_c.shape[1]] = zone.ground_c


def _light_rows(out: Floats, shape: at.Shape, lights: Lights, both: Coupling) -> None:
    n = shape.light_to - shape.light_from
    per_flux = 1.0 / lights.outside_w_per_m2k
    for first, to, row in (
        (at.LIGHT_AIR_OUT, both.light_to_air, shape.light_row),
        (at.LIGHT_RADIANT_OUT, both.light_to_radiant, shape.light_row + n),
    ):
        out[:, first] = (to * lights.from_out).sum(1)
        out[:, first + 1] = (to * per_flux * lights.sky_frac).sum(1)
        out[:, first + 2] = (to * lights.from_zone).sum(1)
        out[:, first + 3] = (to * lights.fixed_c).sum(1)
        out[:, row : row + n] = ((to * per_flux)[:, :, None] * lights.sun).sum(1)


def _slot_rows(out: Floats, shape: at.Shape, chains: Chains, swept: Swept, both: Coupling) -> None:
    for s, row in enumerate(shape.slots[:, 0]):
        out[:, row + at.CHAIN_OLD : row + at.CHAIN_OLD + N_NODES] = swept.old[:, s]
        out[:, row + at.CHAIN_UP : row + at.CHAIN_UP + N_NODES - 1] = swept.up[:, s]
        out[:, row + at.CHAIN_DOWN : row + at.CHAIN_DOWN + N_NODES - 1] = swept.down[:, s]
        for place, share in (
            (at.CHAIN_OUT, chains.from_out),
            (at.CHAIN_ZONE, chains.from_zone),
            (at.CHAIN_GROUND, chains.from_ground),
            (at.CHAIN_FIXED, chains.fixed_c),
        ):
            out[:, row + place] = swept.boundary[:, s] * share[:, s]
        out[:, row + at.CHAIN_SKY] = swept.per_source[:, s] * chains.sky_frac[:, s]
        out[:, row + at.CHAIN_AIR] = swept.air[:, s]
        out[:, row + at.CHAIN_RADIANT] = swept.radiant[:, s]
        out[:, row + at.CHAIN_GAIN] = swept.gain[:, s] / both.total_m2
        out[:, row + at.CHAIN_TO_AIR] = both.chain_to_air[:, s]
        out[:, row + at.CHAIN_TO_RADIANT] = both.chain_to_radiant[:, s]
        sun = chains.sun[s]
        out[:, row + at.N_SLOT : row + at.N_SLOT + sun.shape[1]] = swept.per_source[:, s, None] * sun


def weight_rows(out: Floats, shape: at.Shape, weights: Weights) -> None:
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
    for row, values in (
        (shape.set_row, weights.set_point),
        (shape.gain_row, weights.gain),
        (shape.use_row, weights.use),
        (shape.water_row, weights.water),
        (shape.pv_row, weights.pv_kwp),
    ):
        out[:, row : row + values.shape[1]] = values
