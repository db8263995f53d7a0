"""What the monthly method is given, as arrays: n dwellings, e outdoor elements."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nulopdemeter.engine.elements import Bools, Floats, Ints

# Kinds of elements to outdoor air; one kind a column of the element arrays.
WALL, ROOF, WINDOW, DOOR = 0, 1, 2, 3
# Ventilation systems by their letter.
A, B, C, D = 0, 1, 2, 3
# What the method adds up; a generator on anything else would cost nothing.
CARRIERS = ("gas", "electricity", "heat")


class Ground(NamedTuple):
    """Floors on the ground or over a crawl space; every array has shape (n,).

    Attributes
    ----------
    area_m2 : ndarray
        0 where there is none.
    rc_m2k_per_w : ndarray
        R_c of the floor.
    perimeter_m : ndarray
        Edges to outdoor air or to unheated space.
    is_crawlspace : ndarray of bool
        Over a crawl space; else directly on the ground.
    wall_rc_m2k_per_w, wall_u_w_per_m2k : ndarray
        Of the façade above.
    depth_m : ndarray
        Of the bottom of the crawl space below ground: 0 on sand, else 0.5.
    """

    area_m2: Floats
    rc_m2k_per_w: Floats
    perimeter_m: Floats
    is_crawlspace: Bools
    wall_rc_m2k_per_w: Floats
    wall_u_w_per_m2k: Floats
    depth_m: Floats


class Shell(NamedTuple):
    """Dwellings and what encloses them.

    Attributes
    ----------
    floor_area_m2 : ndarray, shape (n,)
        Usable floor area A_g.
    is_apartment : ndarray of bool, shape (n,)
        In a building of flats.
    build_year : ndarray, shape (n,)
        Of the dwelling.
    height_m : ndarray, shape (n,)
        Of the building, to the ridge.
    heat_capacity_j_per_m2k : ndarray, shape (n,)
        D_m of table 7.10.
    qv10_dm3_per_s_m2 : ndarray, shape (n,)
        Leakage at 10 Pa per floor area.
    kind : ndarray of int, shape (e,)
        ``WALL``, ``ROOF``, ``WINDOW`` or ``DOOR``: what the columns below stand for.
    area_m2, u_w_per_m2k, g_frac, shade_frac, tilt_deg : ndarray, shape (n, e)
        Elements to outdoor air; ``g_frac`` of windows, ``shade_frac`` is F_c of movable shading, 1 without.
    orientation : ndarray of int, shape (n, e)
        Column of table 17.2, or ``UNKNOWN``: a quarter each to north, east, south and west.
    bridge_w_per_m2k : ndarray, shape (n,)
        Surcharge for thermal bridges; NaN takes the forfait of formula 8.3, 0 goes with ``bridge_w_per_k``.
    bridge_w_per_k : ndarray, shape (n,)
        Σℓψ + Σχ of the detailed route.
    pipes_w_per_k : ndarray, shape (n,)
        H_p of vertical pipes.
    unheated_w_per_k : ndarray, shape (n,)
        H_U through unheated spaces.
    ground : Ground
        Lowest floors.
    """

    floor_area_m2: Floats
    is_apartment: Bools
    build_year: Floats
    height_m: Floats
    heat_capacity_j_per_m2k: Floats
    qv10_dm3_per_s_m2: Floats
    kind: Ints
    area_m2: Floats
    u_w_per_m2k: Floats
    g_frac: Floats
    shade_frac: Floats
    tilt_deg: Floats
    orientation: Ints
    bridge_w_per_m2k: Floats
    bridge_w_per_k: Floats
    pipes_w_per_k: Floats
    unheated_w_per_k: Floats
    ground: Ground


class Air(NamedTuple):
    """Ventilation of dwellings; every array has shape (n,).

    Attributes
    ----------
    system : ndarray of int
        ``A`` natural, ``B`` mechanical supply, ``C`` mechanical exhaust, ``D`` balanced.
    control_frac : ndarray
        f_ctrl of table 11.5.
    duct_frac : ndarray
        f_du of table 11.9.
    unit_frac : ndarray
        f_ahu.
    installed_m3_per_h : ndarray
        Installed capacity; NaN unknown.
    least_m3_per_h : ndarray
        Least flow of a dwelling in formula 11.22; 0 in the fixed C1 run.
    recovery_frac : ndarray
        f_prac;HR·η; 0 without recovery.
    bypass_frac : ndarray
        Share of the recovery that a by-pass takes away in summer.
    """

    system: Ints
    control_frac: Floats
    duct_frac: Floats
    unit_frac: Floats
    installed_m3_per_h: Floats
    least_m3_per_h: Floats
    recovery_frac: Floats
    bypass_frac: Floats


class Collective(NamedTuple):
    """What dwellings share with their building; every array has shape (n,).

    Attributes
    ----------
    is_heating, is_water : ndarray of bool
        The building heats the rooms, makes the hot water.
    area_m2, storeys : ndarray
        Floor area and storeys on the system.
    share_frac : ndarray
        Floor area of the dwelling over that of the system.
    shared_pipes_m : ndarray
        Heating pipes in heated rooms that carry the heat of hot water too, to delivery sets: of the dwelling.
    tank_w : ndarray
        Standing loss of the tank of the whole system at 45 K.
    """

    is_heating: Bools
    is_water: Bools
    area_m2: Floats
    storeys: Floats
    share_frac: Floats
    shared_pipes_m: Floats
    tank_w: Floats


class Collector(NamedTuple):
    """Solar heat for hot water; every array has shape (n,).

    Attributes
    ----------
    area_m2 : ndarray
        Of the collector; 0 without.
    tilt_deg : ndarray
        Of the collector.
    orientation : ndarray of int
        Column of table 17.2 or ``UNKNOWN``.
    tank_l, tank_w : ndarray
        Its tank, and the standing loss of that at 45 K.
    is_preheater : ndarray of bool
        The tank holds heat of the sun alone; else another generator keeps a part of it hot.
    """

    area_m2: Floats
    tilt_deg: Floats
    orientation: Ints
    tank_l: Floats
    tank_w: Floats
    is_preheater: Bools


class Services(NamedTuple):
    """Installations of dwellings; every array has shape (n,).

    Attributes
    ----------
    boiler : ndarray of str
        Row of ``nta8800_boilers``: the generator, or the backup of a heat pump.
    is_inside : ndarray of bool
        The boiler stands inside the envelope.
    boiler_year : ndarray
        Year of the boiler.
    carrier : ndarray of str
        ``gas``, ``electricity`` or ``heat``, of the boiler.
    heat_pump : ndarray of str
        Row of ``nta8800_heat_pumps``; empty without.
    heat_pump_share_frac : ndarray
        Share of the heat that the pump makes, where its power is not known.
    heat_pump_kw : ndarray
        Power of the pump, from which the share follows (9.59, table 9.23); NaN is not known.
    heat_pump_cop : ndarray
        Declared coefficient at the design supply; NaN takes the forfait.
    supply_c : ndarray
        Design supply temperature.
    emission_rise_k : ndarray
        Sum of the three terms of tables 9.2 to 9.4.
    unheated_pipes_m : ndarray
        Length of heating pipes through crawl space or unheated rooms; 0 when all lie inside.
    pipe_w_per_mk : ndarray
        Ψ of those pipes, table 9.16.
    hot_water : ndarray of str
        Row of ``nta8800_hot_water``.
    hot_water_cop : ndarray
        Declared output over input by EN 16147 of a heat pump; NaN takes the forfait.
    hot_water_profile : ndarray of str
        Tapping profile of that test: ``S``, ``M``, ``L`` or ``XL``.
    hot_water_test_c : ndarray
        Highest temperature of the water in that test; NaN is 55 °C.
    tap_class : ndarray
        1 to 4; 4 is CW4 to CW6.
    kitchen_m, bath_m : ndarray
        Length of the tap pipes.
    shower_recovery_frac : ndarray
        η·f_connection of tables 13.7 and 13.8.
    tank_w : ndarray
        Standing loss of a separate tank at 45 K.
    fan_year : ndarray
        Year of the fans.
    is_dc_fan : ndarray of bool
        Direct current.
    pv_kwp, pv_tilt_deg : ndarray
        Panels.
    pv_orientation : ndarray of int
        Column of table 17.2 or ``UNKNOWN``.
    collective : Collective, optional
        What they share with their building; without it nothing.
    collector : Collector, optional
        Solar heat; without it none.
    """

    boiler: NDArray[np.object_]
    is_inside: Bools
    boiler_year: Floats
    carrier: NDArray[np.object_]
    heat_pump: NDArray[np.object_]
    heat_pump_share_frac: Floats
    heat_pump_kw: Floats
    heat_pump_cop: Floats
    supply_c: Floats
    emission_rise_k: Floats
    unheated_pipes_m: Floats
    pipe_w_per_mk: Floats
    hot_water: NDArray[np.object_]
    hot_water_cop: Floats
    hot_water_profile: NDArray[np.object_]
    hot_water_test_c: Floats
    tap_class: Floats
    kitchen_m: Floats
    bath_m: Floats
    shower_recovery_frac: Floats
    tank_w: Floats
    fan_year: Floats
    is_dc_fan: Bools
    pv_kwp: Floats
    pv_tilt_deg: Floats
    pv_orientation: Ints
    collective: Collective | None = None
    collector: Collector | None = None
