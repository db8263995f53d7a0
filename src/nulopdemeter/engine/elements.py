"""What encloses a zone, as arrays: element by element, dwelling by dwelling.

Both doors of the engine, a stock described by housing types and a single dwelling described by its layers,
come down to these arrays; the kernels see nothing else of a building.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
N_NODES = 5


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
        Film or resistance to the boundary; 0 is adiabatic.
    inside_w_per_m2k : ndarray, shape (n, e)
        Convective film inside, h_ci.
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
    """

    area_m2: Floats
    kappa_j_per_m2k: Floats
    h_w_per_m2k: Floats
    outside_w_per_m2k: Floats
    inside_w_per_m2k: Floats
    from_out: Floats
    from_zone: Floats
    from_ground: Floats
    fixed_c: Floats
    sky_frac: Floats
    sun: tuple[Floats, ...]
    sun_from: tuple[int, ...]


class Lights(NamedTuple):
    """Elements without mass (windows, doors, frames): n dwellings, m elements, two faces each.

    Attributes are those of ``Chains``, with one conductance between the faces; all share the planes from
    ``sun_from`` on.
    """

    area_m2: Floats
    h_w_per_m2k: Floats
    outside_w_per_m2k: Floats
    inside_w_per_m2k: Floats
    from_out: Floats
    from_zone: Floats
    fixed_c: Floats
    sky_frac: Floats
    sun: Floats  # (n, m, planes)
    sun_from: int


class Zone(NamedTuple):
    """What a dwelling is beside its elements; every array has shape (n,) unless stated.

    Attributes
    ----------
    air_j_per_k : ndarray
        Capacity of air and furniture, C_a.
    bridges_w_per_k : ndarray
        Thermal bridges to outdoor air, H_tb.
    radiative_w_per_m2k : float
        h_ri, one value for all faces, so that the exchange closes.
    internal_convective_frac, solar_convective_frac : float
        f_int,c and f_sol,c.
    solar_lost_frac : float
        Share of the transmitted sun that leaves again through the glass.
    emitter_convective_frac : ndarray
        f_H,c.
    glass_m2 : ndarray, shape (n, planes)
        Aperture per plane: area × (1 − frame) × g × shading.
    glass_from : int
        First plane of the glass.
    ground_c : ndarray, shape (n, 12)
        Virtual ground temperature in the middle of each month.
    """

    air_j_per_k: Floats
    bridges_w_per_k: Floats
    radiative_w_per_m2k: float
    internal_convective_frac: float
    solar_convective_frac: float
    solar_lost_frac: float
    emitter_convective_frac: Floats
    glass_m2: Floats
    glass_from: int
    ground_c: Floats
