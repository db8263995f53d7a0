"""Constant films: the factors of chains, elements without mass and mean radiant node, once and for all hours."""

from typing import NamedTuple

import numpy as np

from nulopdemeter.engine.elements import N_NODES, Chains, Floats, Lights, Zone
from nulopdemeter.kernels import layout as at
from nulopdemeter.kernels.shapes import Shape
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


def sweep_factors(chains: Chains) -> Swept:
    """Eliminate the chains once, from the boundary to the inside face.

    Parameters
    ----------
    chains : Chains
        Elements with mass.

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
        towards_inside = (
            h[..., i] if i < N_NODES - 1 else chains.inside_w_per_m2k + chains.radiative_w_per_m2k
        )
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
        chains.radiative_w_per_m2k / diagonal,
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


def light_factors(lights: Lights) -> LightFactors:
    """Solve the two faces of each element without mass.

    Parameters
    ----------
    lights : Lights
        Windows, doors, frames.

    Returns
    -------
    LightFactors
        Factors that hold for every hour.
    """
    through = 1.0 / (1.0 / lights.outside_w_per_m2k + 1.0 / lights.h_w_per_m2k)
    diagonal = through + lights.inside_w_per_m2k + lights.radiative_w_per_m2k
    return LightFactors(
        through / diagonal,
        lights.inside_w_per_m2k / diagonal,
        lights.radiative_w_per_m2k / diagonal,
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
        Likewise of an inside face without mass.
    """

    k0_w_per_k: Floats
    radiant_from_air: Floats
    chain_to_air: Floats
    chain_to_radiant: Floats
    light_to_air: Floats
    light_to_radiant: Floats


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
    chain_weight = chains.area_m2 * chains.radiative_w_per_m2k
    light_weight = lights.area_m2 * lights.radiative_w_per_m2k
    total = chain_weight.sum(1) + light_weight.sum(1)
    chain_weight, light_weight = chain_weight / total[:, None], light_weight / total[:, None]
    chain_film = chains.area_m2 * chains.inside_w_per_m2k
    light_film = lights.area_m2 * lights.inside_w_per_m2k
    closing = 1.0 - (chain_weight * swept.radiant).sum(1) - (light_weight * light.radiant).sum(1)
    from_air = ((chain_weight * swept.air).sum(1) + (light_weight * light.air).sum(1)) / closing
    film_radiant = (chain_film * swept.radiant).sum(1) + (light_film * light.radiant).sum(1)
    film_air = (chain_film * swept.air).sum(1) + (light_film * light.air).sum(1)
    films = chain_film.sum(1) + light_film.sum(1)
    chain_to_radiant = chain_weight / closing[:, None]
    light_to_radiant = light_weight / closing[:, None]
    return Coupling(
        zone.air_j_per_k / S_PER_H + zone.bridges_w_per_k + films - film_air - film_radiant * from_air,
        from_air,
        chain_film + film_radiant[:, None] * chain_to_radiant,
        chain_to_radiant,
        light_film + film_radiant[:, None] * light_to_radiant,
        light_to_radiant,
    )


class _Gain(NamedTuple):
    """A watt that is spread over the faces in some way: into the air equation [W], and into θ_r [K]."""

    to_air: Floats
    to_radiant: Floats


def _gain(both: Coupling, swept: Swept, light: LightFactors, chain: Floats, lit: Floats) -> _Gain:
    """Carry a distribution over the faces [W/m² per W] through to air and mean radiant node."""
    on_chain, on_light = swept.gain * chain, light.gain * lit
    return _Gain(
        (both.chain_to_air * on_chain).sum(1) + (both.light_to_air * on_light).sum(1),
        (both.chain_to_radiant * on_chain).sum(1) + (both.light_to_radiant * on_light).sum(1),
    )


def fixed_rows(
    out: Floats, shape: Shape, zone: Zone, chains: Chains, lights: Lights, operative_frac: float
) -> None:
    """Fill the rows of a zone with constant films.

    Parameters
    ----------
    out : ndarray, shape (n, rows)
        Receives them.
    shape : Shape
        Where they stand.
    zone, chains, lights : Zone, Chains, Lights
        The building.
    operative_frac : float
        Share of the radiant temperature in the controlled one.
    """
    swept, light = sweep_factors(chains), light_factors(lights)
    both = couple(zone, chains, lights, swept, light)
    total_m2 = chains.area_m2.sum(1) + lights.area_m2.sum(1)
    even = (1.0 / total_m2)[:, None]
    radiant = _gain(
        both, swept, light, even * np.ones_like(chains.area_m2), even * np.ones_like(lights.area_m2)
    )
    beam = _gain(both, swept, light, chains.beam_per_m2, lights.beam_per_m2)
    spread = _gain(both, swept, light, chains.spread_per_m2, lights.spread_per_m2)
    per_air = 1.0 - operative_frac + operative_frac * both.radiant_from_air
    z = shape.zone_row
    out[:, z + at.ZONE_K0_W_PER_K] = both.k0_w_per_k
    out[:, z + at.ZONE_RADIANT_FROM_AIR] = both.radiant_from_air
    out[:, z + at.ZONE_PER_AIR] = per_air
    out[:, z + at.ZONE_INVERSE_PER_AIR] = 1.0 / per_air
    for row, to_air, to_surfaces, gain in (
        (
            at.ZONE_INTERNAL_TO_AIR,
            zone.internal_convective_frac,
            1.0 - zone.internal_convective_frac,
            radiant,
        ),
        (at.ZONE_EMITTER_TO_AIR, zone.emitter_convective_frac, 1.0 - zone.emitter_convective_frac, radiant),
        (at.ZONE_BEAM_TO_AIR, zone.beam_air_frac, 1.0, beam),
        (at.ZONE_SPREAD_TO_AIR, zone.spread_air_frac, 1.0, spread),
    ):
        out[:, z + row] = to_air + to_surfaces * gain.to_air
        out[:, z + row + 1] = to_surfaces * gain.to_radiant
    _light_rows(out, shape, lights, light, both)
    _slot_rows(out, shape, chains, swept, both, total_m2)


def _light_rows(out: Floats, shape: Shape, lights: Lights, light: LightFactors, both: Coupling) -> None:
    first, width = (int(v) for v in shape.groups[at.G_LIGHT])
    per_flux = 1.0 / lights.outside_w_per_m2k
    for row, zone_row, to_face in (
        (first, at.ZONE_LIGHT_AIR_ZONE, both.light_to_air),
        (first + width, at.ZONE_LIGHT_RADIANT_ZONE, both.light_to_radiant),
    ):
        to = to_face * light.outer
        out[:, row] = (to * lights.from_out).sum(1)
        out[:, row + 1] = -(to * per_flux * lights.sky_frac).sum(1)
        out[:, row + 2] = (to * lights.fixed_c).sum(1)
        out[:, row + 3 : row + width] = ((to * per_flux)[:, :, None] * lights.sun).sum(1)
        out[:, shape.zone_row + zone_row] = (to * lights.from_zone).sum(1)


def _slot_rows(
    out: Floats, shape: Shape, chains: Chains, swept: Swept, both: Coupling, total_m2: Floats
) -> None:
    for s, row in enumerate(shape.slots[:, at.SLOT_ROW]):
        out[:, row + at.CHAIN_OLD : row + at.CHAIN_OLD + N_NODES] = swept.old[:, s]
        out[:, row + at.CHAIN_UP : row + at.CHAIN_UP + N_NODES - 1] = swept.up[:, s]
        out[:, row + at.CHAIN_DOWN : row + at.CHAIN_DOWN + N_NODES - 1] = swept.down[:, s]
        out[:, row + at.CHAIN_ZONE] = swept.boundary[:, s] * chains.from_zone[:, s]
        out[:, row + at.CHAIN_GROUND] = swept.boundary[:, s] * chains.from_ground[:, s]
        out[:, row + at.CHAIN_AIR] = swept.air[:, s]
        out[:, row + at.CHAIN_RADIANT] = swept.radiant[:, s]
        out[:, row + at.CHAIN_GAIN] = swept.gain[:, s] / total_m2
        out[:, row + at.CHAIN_BEAM] = swept.gain[:, s] * chains.beam_per_m2[:, s]
        out[:, row + at.CHAIN_SPREAD] = swept.gain[:, s] * chains.spread_per_m2[:, s]
        out[:, row + at.CHAIN_TO_AIR] = both.chain_to_air[:, s]
        out[:, row + at.CHAIN_TO_RADIANT] = both.chain_to_radiant[:, s]
        first, width = (int(v) for v in shape.groups[at.N_GROUPS + s])
        out[:, first] = swept.boundary[:, s] * chains.from_out[:, s]
        out[:, first + 1] = -swept.per_source[:, s] * chains.sky_frac[:, s]
        out[:, first + 2] = swept.boundary[:, s] * chains.fixed_c[:, s]
        out[:, first + 3 : first + width] = swept.per_source[:, s, None] * chains.sun[s]
