"""The zone in one hour with films that follow temperature and wind: EN ISO 52016-1:2017, 6.5.6.3.

Films inside are those of TARP (Walton 1983), films outside those of DOE-2 with the radiative film of the hour.
Only the two faces of an element feel its films. The three nodes between them are eliminated with factors that
never change; what is left of each element is one equation for its inside face,

    (P + h_ci + h_ri) θ_n = U + h_ci θ_a + h_ri θ_r + q,

in which P and U hold the outside of the hour. The hour is solved with the inside films that the hour before was
solved with last, then once more with those that belong to the outcome (one corrector). A face to which no wind
comes keeps P, and with the films of the hour before all of its factors, so that the first pass costs no division.
"""

from typing import Any, NamedTuple

from nulopdemeter.kernels import layout as at
from nulopdemeter.kernels.air import outdoor_air
from nulopdemeter.kernels.lanes import absolute, greatest, load, root, select, step, store
from nulopdemeter.kernels.zone import open_windows, power_of_hour, weighted


class _Pass(NamedTuple):
    """The hour with the films of a pass: k θ_a = n, θ_r = r + m θ_a, and what a watt of the emitters does."""

    k: Any
    n: Any
    r: Any
    m: Any
    emitter_air: Any
    emitter_radiant: Any


@step
def wind_film(p, row, hour, kind):
    """Return the convective film outside (DOE-2 with the MoWiTT coefficients, orientation mean of the hour).

    h_ce = h_n + R_f (√(h_n² + h_f²) − h_n), h_f from the wind by windward and leeward shares.

    Parameters
    ----------
    p : address
        Rows of the dwelling or block.
    row : int
        First row of the outside of the element.
    hour : address
        Hourly columns with the powers of the wind.
    kind : number
        Carries the type.

    Returns
    -------
    number
        h_ce [W/(m²K)].
    """
    natural = load(p, row + at.OUTSIDE_NATURAL_W_PER_M2K, kind)
    forced = load(p, row + at.OUTSIDE_WINDWARD, kind) * load(hour, at.WIND_WINDWARD, 0.0)
    forced = forced + load(p, row + at.OUTSIDE_LEEWARD, kind) * load(hour, at.WIND_LEEWARD, 0.0)
    both = root(natural * natural + forced * forced)
    return natural + load(p, row + at.OUTSIDE_ROUGH, kind) * (both - natural)


@step
def outdoor_film(p, row, hour, kind):
    """Return convective and radiative film outside, h_ce + h_re.

    Parameters
    ----------
    p : address
        Rows of the dwelling or block.
    row : int
        First row of the outside of the element.
    hour : address
        Hourly columns.
    kind : number
        Carries the type.

    Returns
    -------
    number
        [W/(m²K)]; h_re = 4 ε σ T³ with T the outdoor temperature of the hour.
    """
    radiative = load(p, row + at.OUTSIDE_RADIATIVE, kind) * load(hour, at.RADIATIVE_OUT_W_PER_M2K, 0.0)
    return wind_film(p, row, hour, kind) + radiative


@step
def inside_film(warm, cold, air_c, face_c, rules):
    """Return the convective film inside: C |ΔT|^(1/3), C by tilt and by which of the two is warmer (TARP).

    Parameters
    ----------
    warm, cold : number
        C when the air is warmer, and when it is colder, than the face.
    air_c, face_c : number
        Temperatures [°C].
    rules : Rules
        The cube root as a line in the square root, and the least film.

    Returns
    -------
    number
        h_ci [W/(m²K)].
    """
    apart_k = air_c - face_c
    cube_root = rules.root_share_0 + rules.root_share_1 * root(absolute(apart_k))
    return greatest(select(apart_k > 0.0, warm, cold) * cube_root, rules.least_film_w_per_m2k)


@step
def _keep_gains(b, kept, f, u, sun, radiant_w_per_m2, kind):
    row = b.face_row + f * at.N_FACE
    q = radiant_w_per_m2 + load(b.p, row + at.FACE_BEAM, kind) * sun.beam_w
    store(kept, f * at.N_KEPT + at.KEPT_U, u)
    store(kept, f * at.N_KEPT + at.KEPT_Q, q + load(b.p, row + at.FACE_SPREAD, kind) * sun.spread_w)


@step
def _keep_coupling(b, kept, f, per_inner, inverse, p_w, kind):
    """Keep what the outside film decides of a face, and its factor with the inside film that it has."""
    at_face = f * at.N_KEPT
    store(kept, at_face + at.KEPT_G, per_inner)
    store(kept, at_face + at.KEPT_INVERSE, inverse)
    store(kept, at_face + at.KEPT_P, p_w)
    h_ri = load(b.p, b.face_row + f * at.N_FACE + at.FACE_RADIATIVE, kind)
    store(kept, at_face + at.KEPT_W, 1.0 / (p_w + load(kept, at_face + at.KEPT_H, kind) + h_ri))


@step
def _couple_chain(b, kept, s, g, kind):
    """Eliminate the outer face of a chain (equation 39)."""
    row = load(b.slots, at.N_SLOT_TABLE * s + at.SLOT_ROW, 0)
    across = load(b.p, row + at.FILM_ACROSS, kind)
    inverse = 1.0 / (load(b.p, row + at.FILM_OUTER_DIAGONAL, kind) + g)
    p_w = load(b.p, row + at.FILM_INNER_DIAGONAL, kind) - across * across * inverse
    _keep_coupling(b, kept, s, across * inverse, inverse, p_w, kind)


@step
def _couple_light(b, kept, j, g, kind):
    """Eliminate the outer face of an element without mass (6.5.7.4)."""
    conductance = load(b.p, load(b.lights, at.N_SLOT_TABLE * j + at.SLOT_ROW, 0), kind)
    inverse = 1.0 / (conductance + g)
    per_inner = conductance * inverse
    _keep_coupling(b, kept, b.n_slots + j, per_inner, inverse, conductance - conductance * per_inner, kind)


@step
def begin_films(b, state, start_c, film_w_per_m2k, kind):
    """Set nodes, faces, films and what no wind changes before the first hour.

    Parameters
    ----------
    b : Block
        Dwellings.
    state : State
        Receives it.
    start_c : float
        Temperature of everything [°C].
    film_w_per_m2k : float
        Inside films to begin with.
    kind : number
        Carries the type.
    """
    kept = state.kept
    store(state.room, at.ROOM_AIR, kind + start_c)
    for f in range(b.n_slots + b.n_lights):
        store(kept, f * at.N_KEPT + at.KEPT_S, kind + start_c)
        store(kept, f * at.N_KEPT + at.KEPT_H, kind + film_w_per_m2k)
    for s in range(b.n_slots):
        row = load(b.slots, at.N_SLOT_TABLE * s + at.SLOT_ROW, 0)
        outside = load(b.slots, at.N_SLOT_TABLE * s + at.SLOT_OUTSIDE_ROW, 0)
        _couple_chain(b, kept, s, load(b.p, outside + at.OUTSIDE_W_PER_M2K, kind), kind)
        per_inner = load(kept, s * at.N_KEPT + at.KEPT_G, kind)
        store(kept, s * at.N_KEPT + at.KEPT_OUTER, start_c - start_c * per_inner)
        for i in range(3):
            faces = load(b.p, row + at.FILM_FROM_OUTER + i, kind) + load(
                b.p, row + at.FILM_FROM_INNER + i, kind
            )
            store(state.nodes, s * at.N_NODES + 1 + i, start_c - start_c * faces)
    for j in range(b.n_lights):
        row = load(b.lights, at.N_SLOT_TABLE * j + at.SLOT_OUTSIDE_ROW, 0)
        _couple_light(b, kept, j, load(b.p, row + at.OUTSIDE_W_PER_M2K, kind), kind)


@step
def _last_nodes(b, state, s, kind):
    """Return the nodes of a chain at the end of the last hour, outside to inside (back-substitution)."""
    p, row, kept = b.p, load(b.slots, at.N_SLOT_TABLE * s + at.SLOT_ROW, 0), s * at.N_KEPT
    inner = load(state.kept, kept + at.KEPT_S, kind)
    outer = load(state.kept, kept + at.KEPT_OUTER, kind) + load(state.kept, kept + at.KEPT_G, kind) * inner
    node = s * at.N_NODES + 1
    second = load(state.nodes, node, kind) + load(p, row + at.FILM_FROM_OUTER, kind) * outer
    third = load(state.nodes, node + 1, kind) + load(p, row + at.FILM_FROM_OUTER + 1, kind) * outer
    fourth = load(state.nodes, node + 2, kind) + load(p, row + at.FILM_FROM_OUTER + 2, kind) * outer
    second = second + load(p, row + at.FILM_FROM_INNER, kind) * inner
    third = third + load(p, row + at.FILM_FROM_INNER + 1, kind) * inner
    fourth = fourth + load(p, row + at.FILM_FROM_INNER + 2, kind) * inner
    return outer, second, third, fourth, inner


@step
def _boundary_flow(b, table, s, group, hour, air_c, ground_c, kind):
    """Return the heat flow into an outer face that does not depend on the wind [W/m²]."""
    row = load(table, at.N_SLOT_TABLE * s + at.SLOT_OUTSIDE_ROW, 0)
    flow = weighted(b, group, hour, kind)
    if load(table, at.N_SLOT_TABLE * s + at.SLOT_HAS_ZONE, 0) > 0:
        flow = flow + load(b.p, row + at.OUTSIDE_ZONE, kind) * air_c
    if load(table, at.N_SLOT_TABLE * s + at.SLOT_HAS_GROUND, 0) > 0:
        flow = flow + load(b.p, row + at.OUTSIDE_GROUND, kind) * ground_c
    return flow


@step
def _chains_outside(b, state, hour, sun, radiant_w_per_m2, air_c, ground_c, kind):
    """Eliminate inner nodes and outer face of every chain (equations 39 and 40)."""
    for s in range(b.n_slots):
        row = load(b.slots, at.N_SLOT_TABLE * s + at.SLOT_ROW, 0)
        node = s * at.N_NODES
        theta = _last_nodes(b, state, s, kind)
        second = load(b.p, row + at.FILM_OLD + 1, kind) * theta[1]
        third = load(b.p, row + at.FILM_OLD + 2, kind) * theta[2]
        third = third + load(b.p, row + at.FILM_UP, kind) * second
        fourth = load(b.p, row + at.FILM_OLD + 3, kind) * theta[3]
        fourth = fourth + load(b.p, row + at.FILM_UP + 1, kind) * third
        third = third + load(b.p, row + at.FILM_DOWN + 1, kind) * fourth
        second = second + load(b.p, row + at.FILM_DOWN, kind) * third
        store(state.nodes, node + 1, second)
        store(state.nodes, node + 2, third)
        store(state.nodes, node + 3, fourth)
        outer = _boundary_flow(b, b.slots, s, at.N_GROUPS + s, hour, air_c, ground_c, kind)
        outer = outer + load(b.p, row + at.FILM_OLD, kind) * theta[0]
        outer = outer + load(b.p, row + at.FILM_OUTER, kind) * second
        if load(b.slots, at.N_SLOT_TABLE * s + at.SLOT_HAS_WIND, 0) > 0:
            outside = load(b.slots, at.N_SLOT_TABLE * s + at.SLOT_OUTSIDE_ROW, 0)
            film = outdoor_film(b.p, outside, hour, kind)
            outer = outer + film * load(hour, at.OUT_C, 0.0)
            _couple_chain(b, state.kept, s, load(b.p, outside + at.OUTSIDE_W_PER_M2K, kind) + film, kind)
        inner = load(b.p, row + at.FILM_OLD + 4, kind) * theta[4]
        inner = inner + load(b.p, row + at.FILM_INNER, kind) * fourth
        kept = s * at.N_KEPT
        store(state.kept, kept + at.KEPT_OUTER, outer * load(state.kept, kept + at.KEPT_INVERSE, kind))
        u = inner + load(state.kept, kept + at.KEPT_G, kind) * outer
        _keep_gains(b, state.kept, s, u, sun, radiant_w_per_m2, kind)


@step
def _lights_outside(b, state, hour, sun, radiant_w_per_m2, air_c, ground_c, kind):
    """Eliminate the outer face of elements without mass (6.5.7.4)."""
    for j in range(b.n_lights):
        face = b.n_slots + j
        outer = _boundary_flow(b, b.lights, j, at.N_GROUPS + face, hour, air_c, ground_c, kind)
        if load(b.lights, at.N_SLOT_TABLE * j + at.SLOT_HAS_WIND, 0) > 0:
            outside = load(b.lights, at.N_SLOT_TABLE * j + at.SLOT_OUTSIDE_ROW, 0)
            film = outdoor_film(b.p, outside, hour, kind)
            outer = outer + film * load(hour, at.OUT_C, 0.0)
            _couple_light(b, state.kept, j, load(b.p, outside + at.OUTSIDE_W_PER_M2K, kind) + film, kind)
        u = load(state.kept, face * at.N_KEPT + at.KEPT_G, kind) * outer
        _keep_gains(b, state.kept, face, u, sun, radiant_w_per_m2, kind)


@step
def _correct_films(b, state, rules, air_c, kind):
    """Set the inside films by temperatures that are known."""
    for f in range(b.n_slots + b.n_lights):
        row, kept = b.face_row + f * at.N_FACE, f * at.N_KEPT
        warm, cold = load(b.p, row + at.FACE_WARM, kind), load(b.p, row + at.FACE_COLD, kind)
        h = inside_film(warm, cold, air_c, load(state.kept, kept + at.KEPT_S, kind), rules)
        fixed = load(state.kept, kept + at.KEPT_P, kind) + load(b.p, row + at.FACE_RADIATIVE, kind)
        store(state.kept, kept + at.KEPT_H, h)
        store(state.kept, kept + at.KEPT_W, 1.0 / (fixed + h))


@step
def _eliminate_faces(b, state, k, n, kind):
    """Eliminate inside faces and mean radiant node with the films there are (equation 38)."""
    p, zero = b.p, kind * 0.0
    r, m, open_frac = zero, zero, zero
    to_air, to_radiant, air_radiant = zero, zero, zero
    for f in range(b.n_slots + b.n_lights):
        row, kept = b.face_row + f * at.N_FACE, f * at.N_KEPT
        h, w = load(state.kept, kept + at.KEPT_H, kind), load(state.kept, kept + at.KEPT_W, kind)
        h_ri, share = load(p, row + at.FACE_RADIATIVE, kind), load(p, row + at.FACE_SHARE, kind)
        alone_c = w * (load(state.kept, kept + at.KEPT_U, kind) + load(state.kept, kept + at.KEPT_Q, kind))
        film_w_per_k = load(p, row + at.FACE_AREA_M2, kind) * h
        air_w, share_w = film_w_per_k * w, share * w
        # 1 − w h and 1 − Σ w h_ri as sums of what is left, so that nothing cancels in single precision.
        fixed = load(state.kept, kept + at.KEPT_P, kind)
        k = k + air_w * (fixed + h_ri)
        n = n + film_w_per_k * alone_c
        to_air, to_radiant = to_air + air_w, to_radiant + share_w
        air_radiant = air_radiant + air_w * h_ri
        r, m, open_frac = r + share * alone_c, m + share_w * h, open_frac + share_w * (fixed + h)
    closed = 1.0 / open_frac
    r, m, to_radiant = r * closed, m * closed, to_radiant * closed
    per_w = load(p, b.zone_row + at.FILM_ZONE_RADIANT_PER_W, kind) * load(p, at.EMITTER_RADIANT_FRAC, kind)
    emitter_air = load(p, at.EMITTER_AIR_FRAC, kind) + per_w * (to_air + air_radiant * to_radiant)
    return _Pass(k - air_radiant * m, n + air_radiant * r, r, m, emitter_air, per_w * to_radiant)


@step
def _solve_pass(b, state, hour, rules, air_before_c, k, n, set_c, limits, kind):
    """Solve the hour with the films there are: power, air, radiant, opened windows; and the faces with them."""
    hop = _eliminate_faces(b, state, k, n, kind)
    w = rules.operative_frac
    per_air = 1.0 - w + w * hop.m
    wanted_air_c = (rules.airing_above_c - w * hop.r) / per_air
    opening = open_windows(b.p, hour, rules, air_before_c, hop.k, hop.n, wanted_air_c, kind)
    k = hop.k + opening
    inverse_k = 1.0 / k
    free_air_c = (hop.n + opening * load(hour, at.OUT_C, 0.0)) * inverse_k
    per_response = k / (per_air * hop.emitter_air + w * hop.emitter_radiant * k)
    free_c = per_air * free_air_c + w * hop.r
    heat_w, cooling_w = power_of_hour(b.p, hour, set_c, free_c, per_response, limits, kind)
    power_w = heat_w - cooling_w
    new_air_c = free_air_c + hop.emitter_air * inverse_k * power_w
    radiant_c = hop.r + hop.emitter_radiant * power_w + hop.m * new_air_c
    per_w = load(b.p, b.zone_row + at.FILM_ZONE_RADIANT_PER_W, kind)
    emitted = per_w * load(b.p, at.EMITTER_RADIANT_FRAC, kind) * power_w
    for f in range(b.n_slots + b.n_lights):
        kept = f * at.N_KEPT
        drive = load(state.kept, kept + at.KEPT_U, kind) + load(state.kept, kept + at.KEPT_Q, kind) + emitted
        drive = drive + load(state.kept, kept + at.KEPT_H, kind) * new_air_c
        drive = drive + load(b.p, b.face_row + f * at.N_FACE + at.FACE_RADIATIVE, kind) * radiant_c
        store(state.kept, kept + at.KEPT_S, load(state.kept, kept + at.KEPT_W, kind) * drive)
    return heat_w, cooling_w, new_air_c, radiant_c, opening


@step
def solve_zone_films(b, state, hour, rules, sun, internal_w, ground_c, set_c, limits, kind):
    """Solve the zone for one hour with films that vary; see ``zone.solve_zone``.

    Parameters
    ----------
    b : Block
        Dwellings.
    state : State
        At the end of the hour before; updated.
    hour : address
        Hourly columns.
    rules : Rules
        Controls and films.
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
    p = b.p
    air_c, out_c = load(state.room, at.ROOM_AIR, kind), load(hour, at.OUT_C, 0.0)
    radiant_w = load(p, at.INTERNAL_RADIANT_FRAC, kind) * internal_w
    radiant_w_per_m2 = load(p, b.zone_row + at.FILM_ZONE_RADIANT_PER_W, kind) * radiant_w
    _chains_outside(b, state, hour, sun, radiant_w_per_m2, air_c, ground_c, kind)
    _lights_outside(b, state, hour, sun, radiant_w_per_m2, air_c, ground_c, kind)
    h_ve = outdoor_air(p, hour, rules, air_c, kind)
    loss = load(p, at.BRIDGES_W_PER_K, kind) + h_ve
    k = load(p, at.AIR_STORE_W_PER_K, kind) + loss
    n = load(p, at.AIR_STORE_W_PER_K, kind) * air_c + loss * out_c
    n = n + load(p, at.INTERNAL_AIR_FRAC, kind) * internal_w
    n = n + load(p, at.BEAM_AIR_FRAC, kind) * sun.beam_w + load(p, at.SPREAD_AIR_FRAC, kind) * sun.spread_w
    first = _solve_pass(b, state, hour, rules, air_c, k, n, set_c, limits, kind)
    _correct_films(b, state, rules, first[2], kind)
    heat_w, cooling_w, new_air_c, radiant_c, opening = _solve_pass(
        b, state, hour, rules, air_c, k, n, set_c, limits, kind
    )
    store(state.room, at.ROOM_AIR, new_air_c)
    return heat_w, cooling_w, new_air_c, radiant_c, h_ve + opening
