"""What encloses a zone, as arrays: element by element, dwelling by dwelling.

Both doors of the engine, a stock described by housing types and a single dwelling described by its layers,
come down to these arrays; the kernels see nothing else of a building.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
N_NODES = 5


class Films(NamedTuple):
    """Films that follow temperature and wind; every array has shape (n, e).

    Outside h_ce = h_n + R_f (√(h_n² + h_f²) − h_n) with h_f = windward v^0.89 + leeward v^0.617, v the wind at the
    station. Inside h_ci = C |ΔT|^(1/3).

    Attributes
    ----------
    natural_w_per_m2k : ndarray
        h_n.
    rough_factor : ndarray
        R_f; 0 where no wind blows.
    windward, leeward : ndarray
        Shares of the faces, height and terrain in them.
    radiative : ndarray
        On h_re = 4 ε σ T³ of the hour: emissivity of the face over the usual one; 0 where it sees no outdoors.
    warm, cold : ndarray
        C when the air is warmer, and when it is colder, than the face [W/(m²K^(4/3))].
    """

    natural_w_per_m2k: Floats
    rough_factor: Floats
    windward: Floats
    leeward: Floats
    radiative: Floats
    warm: Floats
    cold: Floats


class Chains(NamedTuple):
    """Elements with mass: n dwellings, e slots, five nodes each from outside to inside.

    Attributes
    ----------
    area_m2 : ndarray, shape (n, e)
        Area facing the zone; 0 for a slot that a dwelling lacks.
    kappa_j_per_m2k : ndarray, shape (n, e, 5)
        Areal heat capacity of the nodes (ISO 52016-1:2017, 6.5.7.2).
    h_w_per_m2k : ndarray, shape (n, e, 4)
        Conductance between neighbouring nodes.
    outside_w_per_m2k : ndarray, shape (n, e)
        Film or resistance to the boundary; 0 is adiabatic. With films that vary, what does not vary of it.
    inside_w_per_m2k : ndarray, shape (n, e)
        Constant convective film inside, h_ci.
    radiative_w_per_m2k : ndarray, shape (n, e)
        Radiative film inside, h_ri.
    from_out, from_zone, from_ground : ndarray, shape (n, e)
        Shares of outdoor, last hour's air and ground temperature in the boundary temperature.
    fixed_c : ndarray, shape (n, e)
        Constant part of the boundary temperature.
    sky_frac : ndarray, shape (n, e)
        What the face loses to the sky per W/m² of sky deficit.
    sun : tuple of ndarray, each shape (n, planes of the slot)
        Absorbed share of the irradiance of each plane, per m² of element.
    sun_from : tuple of int
        First plane of each slot in the table of planes.
    beam_per_m2, spread_per_m2 : ndarray, shape (n, e)
        What a square metre of the inside face absorbs of each watt of beam and of spread sun that comes in.
    films : Films or None
        Films that vary; None when all are constant.
    """

    area_m2: Floats
    kappa_j_per_m2k: Floats
    h_w_per_m2k: Floats
    outside_w_per_m2k: Floats
    inside_w_per_m2k: Floats
    radiative_w_per_m2k: Floats
    from_out: Floats
    from_zone: Floats
    from_ground: Floats
    fixed_c: Floats
    sky_frac: Floats
    sun: tuple[Floats, ...]
    sun_from: tuple[int, ...]
    beam_per_m2: Floats
    spread_per_m2: Floats
    films: Films | None = None


class Lights(NamedTuple):
    """Elements without mass (windows, doors, frames): n dwellings, m elements, two faces each.

    Attributes are those of ``Chains``, with one conductance between the faces; all share the planes from
    ``sun_from`` on.
    """

    area_m2: Floats
    h_w_per_m2k: Floats
    outside_w_per_m2k: Floats
    inside_w_per_m2k: Floats
    radiative_w_per_m2k: Floats
    from_out: Floats
    from_zone: Floats
    fixed_c: Floats
    sky_frac: Floats
    sun: Floats  # (n, m, planes)
    sun_from: int
    beam_per_m2: Floats
    spread_per_m2: Floats
    films: Films | None = None


class Zone(NamedTuple):
    """What a dwelling is beside its elements; every array has shape (n,) unless stated.

    Attributes
    ----------
    air_j_per_k : ndarray
        Capacity of air and furniture, C_a.
    bridges_w_per_k : ndarray
        Thermal bridges to outdoor air, H_tb.
    internal_convective_frac : float
        f_int,c.
    beam_air_frac, spread_air_frac : float
        What the air takes of beam and of spread sun (f_sol,c).
    emitter_convective_frac : ndarray
        f_H,c.
    beam_m2 : ndarray, shape (n, planes)
        Aperture for the beam that is followed to the floor, per plane: area × (1 − frame) × g × shading.
    beam_from : int
        First plane of it.
    spread_m2 : ndarray, shape (n, planes)
        Aperture for the sun that is spread over the faces.
    spread_from : int
        First plane of it.
    ground_c : ndarray, shape (n, 12)
        Virtual ground temperature in the middle of each month.
    """

    air_j_per_k: Floats
    bridges_w_per_k: Floats
    internal_convective_frac: float
    beam_air_frac: float
    spread_air_frac: float
    emitter_convective_frac: Floats
    beam_m2: Floats
    beam_from: int
    spread_m2: Floats
    spread_from: int
    ground_c: Floats
