"""The year of a dwelling, hour by hour: demand, machines and meter."""

import numpy as np
from numba import prange
from numba.np.ufunc.parallel import get_thread_id

from nulopdemeter.kernels import layout as at
from nulopdemeter.kernels.air import airing_max, outdoor_air
from nulopdemeter.kernels.lanes import (
    both,
    greatest,
    least,
    load,
    loop,
    parallel_loop,
    select,
    step,
    store,
    zero_lanes,
)
from nulopdemeter.kernels.plant import hot_water, pump_capacity, pump_cop
from nulopdemeter.kernels.zone import light_elements, sweep_inwards, sweep_outwards, weighted

_START_C, _TANK_START_C = 18.0, 50.0
_LOWEST, _HIGHEST = -1.0e9, 1.0e9
_LEAST_OPENING_K = 0.5
# State of a dwelling beside its nodes: the air, and temperature and charging of the tank.
_N_AIR, _N_TANK = 1, 2


@step
def _gather(p, shape, slots, climate, sun, profiles, rules, t, air_c, ground_c, nodes, tank_loss_w, kind):
    """Collect the hour into k · θ_a = n and θ_r = r + m · θ_a, the radiant node eliminated."""
    chain_air, chain_radiant = sweep_inwards(p, nodes, slots, climate, sun, t, air_c, ground_c, kind)
    light_air, light_radiant = light_elements(p, shape, climate, sun, t, air_c, kind)
    solar_w = weighted(p, shape.glass_row, sun, t, shape.glass_from, shape.glass_to, kind)
    internal_w = weighted(p, shape.gain_row, profiles, t, shape.gain_from, shape.gain_to, kind)
    internal_w = internal_w + load(p, at.FAN_HEAT_W, kind) + tank_loss_w
    h_ve = outdoor_air(p, climate, t, rules, air_c, kind)
    k = load(p, at.AIR_K0_W_PER_K, kind) + h_ve
    n = load(p, at.AIR_STORE_W_PER_K, kind) * air_c + chain_air + light_air
    n = n + (load(p, at.BRIDGES_W_PER_K, kind) + h_ve) * climate[t, at.OUT_C]
    n = n + load(p, at.INTERNAL_TO_AIR, kind) * internal_w + load(p, at.SOLAR_TO_AIR, kind) * solar_w
    r = chain_radiant + light_radiant + load(p, at.INTERNAL_TO_RADIANT, kind) * internal_w
    r = r + load(p, at.SOLAR_TO_RADIANT, kind) * solar_w
    return k, n, r, solar_w, internal_w, h_ve


@step
def _open_windows(p, climate, rules, t, air_c, k, n, r, per_air, kind):
    """Return the extra H_ve of windows opened just so far as the temperature limit asks [W/K]."""
    wanted_air_c = (rules.airing_above_c - rules.operative_frac * r) / per_air
    lift_k = greatest(wanted_air_c - climate[t, at.OUT_C], _LEAST_OPENING_K)
    opening = (n - k * wanted_air_c) / lift_k
    return greatest(least(opening, airing_max(p, climate, t, rules, air_c, kind)), 0.0)


@step
def _zone(
    p, shape, slots, climate, sun, profiles, rules, t, ground_c, air, nodes, tank_loss_w, available_w, kind
):
    """Solve the zone for one hour: free, aired, heated or cooled, and its nodes (6.5.5.2)."""
    air_c = load(air, 0, kind)
    k, n, r, solar_w, internal_w, h_ve = _gather(
        p, shape, slots, climate, sun, profiles, rules, t, air_c, ground_c, nodes, tank_loss_w, kind
    )
    m = load(p, at.RADIANT_FROM_AIR, kind)
    w = rules.operative_frac
    per_air = 1.0 - w + w * m
    opening = _open_windows(p, climate, rules, t, air_c, k, n, r, per_air, kind)
    out_c = climate[t, at.OUT_C]
    inverse_k = 1.0 / (k + opening)
    free_air_c = (n + opening * out_c) * inverse_k
    free_c = per_air * free_air_c + w * r

    # The hour is linear in the power given: K per W of air and of the controlled temperature.
    emitter_air = load(p, at.EMITTER_TO_AIR, kind) * inverse_k
    emitter_radiant = load(p, at.EMITTER_TO_RADIANT, kind)
    response = per_air * emitter_air + w * emitter_radiant
    set_c = weighted(p, shape.set_row, profiles, t, shape.set_from, shape.set_to, kind)
    need_w = greatest((set_c - free_c) / response, 0.0)
    heat_w = least(need_w, least(available_w, load(p, at.HEATING_MAX_W, kind)))
    cooling_set_c = load(p, at.COOLING_SET_C, kind) + climate[t, at.COOLING_RAISE_K]
    surplus_w = greatest((free_c - cooling_set_c) / response, 0.0)
    cooling_w = least(surplus_w, load(p, at.COOLING_MAX_W, kind))
    power_w = heat_w - cooling_w

    new_air_c = free_air_c + emitter_air * power_w
    radiant_c = r + emitter_radiant * power_w + m * new_air_c
    radiant_w = load(p, at.INTERNAL_RADIANT_FRAC, kind) * internal_w
    radiant_w = radiant_w + load(p, at.SOLAR_RADIANT_FRAC, kind) * solar_w
    radiant_w = radiant_w + load(p, at.EMITTER_RADIANT_FRAC, kind) * power_w
    sweep_outwards(p, nodes, slots, new_air_c, radiant_c, radiant_w, kind)
    store(air, 0, new_air_c)
    h_ve = h_ve + opening
    return heat_w, cooling_w, new_air_c, radiant_c, set_c, solar_w, internal_w, h_ve


@step
def _flow(p, climate, t, kind):
    """Return the flow temperature of the heating curve [°C] (DIN V 4701-10 form)."""
    wanted_c = load(p, at.FLOW_ROOM_C, kind) + climate[t, at.CURVE] * load(p, at.FLOW_SPAN_K, kind)
    return greatest(wanted_c, load(p, at.FLOW_MIN_C, kind))


@step
def _add(array, row, value, kind):
    store(array, row, load(array, row, kind) + value)


@step
def _extreme(array, highest_row, lowest_row, value, kind):
    store(array, highest_row, greatest(load(array, highest_row, kind), value))
    store(array, lowest_row, least(load(array, lowest_row, kind), value))


@step
def _comfort(monthly, extremes, month, rules, heat_w, cooling_w, air_c, operative_c, below_k, kind):
    """Add up how warm and how cold it was."""
    _add(monthly, month + at.M_HEAT, heat_w, kind)
    _add(monthly, month + at.M_COOLING, cooling_w, kind)
    _add(monthly, month + at.M_OPERATIVE, operative_c, kind)
    _add(monthly, month + at.M_UNMET_H, select(below_k > rules.unmet_margin_k, 1.0, 0.0), kind)
    _add(monthly, month + at.M_UNDER_KH, below_k, kind)
    _add(monthly, month + at.M_OVER_25_H, select(operative_c > 25.0, 1.0, 0.0), kind)
    _add(monthly, month + at.M_OVER_26_H, select(operative_c > 26.0, 1.0, 0.0), kind)
    _add(monthly, month + at.M_OVER_27_H, select(operative_c > 27.0, 1.0, 0.0), kind)
    if month < 12 * at.N_MONTHLY:
        _extreme(extremes, at.X_AIR_MAX, at.X_AIR_MIN, air_c, kind)
        _extreme(extremes, at.X_OP_MAX, at.X_OP_MIN, operative_c, kind)
        store(extremes, at.X_HEAT, greatest(load(extremes, at.X_HEAT, kind), heat_w))
        store(extremes, at.X_COOLING, greatest(load(extremes, at.X_COOLING, kind), cooling_w))


@step
def _meter(p, shape, pv, monthly, extremes, t, month, systems_w, household_w, kind):
    """Add up what passes the meter in this hour; return PV and the net power (import positive)."""
    pv_w = weighted(p, shape.pv_row, pv, t, 0, shape.n_pv, kind)
    net_w = systems_w + household_w - pv_w
    _add(monthly, month + at.M_HOUSEHOLD, household_w, kind)
    _add(monthly, month + at.M_PV, pv_w, kind)
    _add(monthly, month + at.M_IMPORT, greatest(net_w, 0.0), kind)
    _add(monthly, month + at.M_EXPORT, greatest(-net_w, 0.0), kind)
    if month < 12 * at.N_MONTHLY:
        store(extremes, at.X_IMPORT, greatest(load(extremes, at.X_IMPORT, kind), net_w))
        store(extremes, at.X_EXPORT, greatest(load(extremes, at.X_EXPORT, kind), -net_w))
    return pv_w, net_w


@step
def _record(record, first, zone, water, meter):
    """Keep an hour; the columns stand in the order of ``kernels.layout``."""
    for k in range(len(zone)):
        store(record, first + k, zone[k])
    first = first + len(zone)
    for k in range(len(water)):
        store(record, first + k, water[k])
    first = first + len(water)
    for k in range(len(meter)):
        store(record, first + k, meter[k])


@step
def _hour(
    p,
    shape,
    slots,
    climate,
    sun,
    pv,
    profiles,
    rules,
    t,
    month,
    ground_c,
    air,
    tank,
    nodes,
    monthly,
    extremes,
    record,
    kind,
):
    """One hour: hot water first, then room heating with what is left, then the meter."""
    draw_w = weighted(p, shape.water_row, profiles, t, shape.water_from, shape.water_to, kind)
    water_w, water_input_w, water_el_w, taken_frac, loss_w = hot_water(p, climate, t, draw_w, tank, kind)
    flow_c = _flow(p, climate, t, kind)
    cop = pump_cop(p, climate, t, flow_c, kind)
    pump_max_w = pump_capacity(p, climate[t, at.OUT_C], flow_c, kind) * (1.0 - taken_frac)
    is_worth_it = both(cop >= load(p, at.PUMP_MIN_COP, kind), flow_c <= load(p, at.ROOM_MAX_FLOW_C, kind))
    pump_max_w = select(is_worth_it, pump_max_w, 0.0)
    available_w = pump_max_w + load(p, at.BACKUP_W, kind)
    room_w = loss_w * load(p, at.TANK_LOSS_TO_ROOM_FRAC, kind)
    heat_w, cooling_w, air_c, radiant_c, set_c, solar_w, internal_w, h_ve = _zone(
        p, shape, slots, climate, sun, profiles, rules, t, ground_c, air, nodes, room_w, available_w, kind
    )
    operative_c = 0.5 * (air_c + radiant_c)
    controlled_c = air_c + rules.operative_frac * (radiant_c - air_c)
    below_k = greatest(set_c - controlled_c, 0.0)
    _comfort(monthly, extremes, month, rules, heat_w, cooling_w, air_c, operative_c, below_k, kind)

    pump_w = least(heat_w, pump_max_w)
    backup_w = heat_w - pump_w
    pump_el_w = pump_w / cop
    per_heat = load(p, at.BACKUP_INPUT_0, kind) + flow_c * load(p, at.BACKUP_INPUT_1, kind)
    backup_input_w = backup_w * greatest(per_heat, load(p, at.BACKUP_INPUT_LEAST, kind))
    fans_w = load(p, at.FAN_W, kind)
    auxiliary_w = load(p, at.STANDBY_W, kind) + select(heat_w > 0.0, load(p, at.PUMPING_W, kind), 0.0)
    cooling_el_w = cooling_w / load(p, at.COOLING_COP, kind)
    systems_w = pump_el_w + backup_input_w * load(p, at.BACKUP_IS_ELECTRIC, kind) + water_el_w
    systems_w = systems_w + fans_w + auxiliary_w + cooling_el_w
    household_w = weighted(p, shape.use_row, profiles, t, shape.use_from, shape.use_to, kind)
    pv_w, net_w = _meter(p, shape, pv, monthly, extremes, t, month, systems_w, household_w, kind)
    _add(monthly, month + at.M_PUMP_HEAT, pump_w, kind)
    _add(monthly, month + at.M_BACKUP_HEAT, backup_w, kind)
    _add(monthly, month + at.M_PUMP_EL, pump_el_w, kind)
    _add(monthly, month + at.M_BACKUP_INPUT, backup_input_w, kind)
    _add(monthly, month + at.M_WATER, draw_w, kind)
    _add(monthly, month + at.M_WATER_HEAT, water_w, kind)
    _add(monthly, month + at.M_WATER_INPUT, water_input_w, kind)
    _add(monthly, month + at.M_WATER_EL, water_el_w, kind)
    _add(monthly, month + at.M_FANS, fans_w, kind)
    _add(monthly, month + at.M_AUXILIARY, auxiliary_w, kind)
    _add(monthly, month + at.M_COOLING_EL, cooling_el_w, kind)
    _add(monthly, month + at.M_SOLAR, solar_w, kind)
    _add(monthly, month + at.M_INTERNAL, internal_w, kind)
    _add(monthly, month + at.M_VENTILATION, h_ve * (air_c - climate[t, at.OUT_C]), kind)
    if record.size > 0:
        _record(
            record,
            t * at.N_HOURLY,
            (air_c, operative_c, heat_w, cooling_w, pump_w, pump_el_w, backup_w, backup_input_w, flow_c),
            (draw_w, water_w, water_input_w, water_el_w, load(tank, 0, kind), fans_w, auxiliary_w),
            (household_w, pv_w, net_w, solar_w, internal_w, h_ve, set_c, cop),
        )


@step
def _begin(nodes, air, tank, monthly, extremes, n_nodes, kind):
    """Set the state before the first hour, and all sums to nothing."""
    for i in range(n_nodes):
        store(nodes, i, kind + _START_C)
    store(air, 0, kind + _START_C)
    store(tank, 0, kind + _TANK_START_C)
    store(tank, 1, kind)
    for i in range(at.N_MONTHS * at.N_MONTHLY):
        store(monthly, i, kind)
    for i in range(at.N_EXTREMES):
        store(extremes, i, kind)
    for highest, lowest in ((at.X_AIR_MAX, at.X_AIR_MIN), (at.X_OP_MAX, at.X_OP_MIN)):
        store(extremes, highest, kind + _LOWEST)
        store(extremes, lowest, kind + _HIGHEST)


@loop
def simulate_year(p, shape, hours, rules, monthly, extremes, record, work, kind):
    """Simulate a year after warming up with the days before it (equations of ``zone``, ``air``, ``plant``).

    Parameters
    ----------
    p : array, shape (rows * n,)
        The dwelling, or a block of n dwellings side by side.
    shape : Shape
        Where the rows stand.
    hours : Hours
        The year, the same for all.
    rules : Rules
        Controls.
    monthly : array, shape (N_MONTHS * N_MONTHLY * n,)
        Receives the monthly sums [Wh, h, K·h].
    extremes : array, shape (N_EXTREMES * n,)
        Receives the extremes of the year [W, °C].
    record : array, shape (T * N_HOURLY * n,) or (0,)
        Receives the hours, when there is room for them.
    work : array
        Scratch for nodes and state, at least (5 * n_slots + 3) * n.
    kind : number
        0.0 for one dwelling, ``zero_lanes()`` for a block.
    """
    # Taken apart once: an array inside a tuple is counted at every touch, which costs more than the arithmetic.
    climate, sun, pv, profiles = hours.climate, hours.sun, hours.pv, hours.profiles
    months, ground_month, ground_next = hours.month, hours.ground_month, hours.ground_next_frac
    slots = shape.slots
    n_hours = months.size
    width = monthly.size // (at.N_MONTHS * at.N_MONTHLY)
    n_nodes = at.N_NODES * slots.shape[0] * width
    nodes = work[:n_nodes]
    air = work[n_nodes : n_nodes + _N_AIR * width]
    tank = work[n_nodes + _N_AIR * width : n_nodes + (_N_AIR + _N_TANK) * width]
    _begin(nodes, air, tank, monthly, extremes, at.N_NODES * slots.shape[0], kind)
    for h in range(-rules.warm_up_h, n_hours):
        t = h + n_hours if h < 0 else h
        month = 12 * at.N_MONTHLY if h < 0 else months[t] * at.N_MONTHLY
        ground_now = load(p, shape.ground_row + ground_month[t], kind)
        ground_then = load(p, shape.ground_row + (ground_month[t] + 1) % 12, kind)
        ground_c = ground_now + ground_next[t] * (ground_then - ground_now)
        _hour(
            p,
            shape,
            slots,
            climate,
            sun,
            pv,
            profiles,
            rules,
            t,
            month,
            ground_c,
            air,
            tank,
            nodes,
            monthly,
            extremes,
            record,
            kind,
        )


@parallel_loop
def simulate_blocks(params, shape, hours, rules, monthly, extremes, work):
    """Simulate blocks of ``N_LANES`` dwellings on all threads.

    Parameters
    ----------
    params : array, shape (blocks, rows * N_LANES)
        The dwellings, a row of a block being one vector.
    shape : Shape
        Where the rows stand.
    hours : Hours
        The year.
    rules : Rules
        Controls.
    monthly : array, shape (blocks, N_MONTHS * N_MONTHLY * N_LANES)
        Receives the monthly sums.
    extremes : array, shape (blocks, N_EXTREMES * N_LANES)
        Receives the extremes.
    work : array, shape (threads, (5 * n_slots + 3) * N_LANES)
        Scratch, one row a thread.
    """
    nothing = np.empty(0)
    for b in prange(params.shape[0]):
        simulate_year(
            params[b],
            shape,
            hours,
            rules,
            monthly[b],
            extremes[b],
            nothing,
            work[get_thread_id()],
            zero_lanes(),
        )


@loop
def simulate_each(params, shape, hours, rules, monthly, extremes, record, work):
    """Simulate dwellings one by one: the scalar twin, and the only one that records hours.

    Parameters
    ----------
    params : array, shape (n, rows)
        The dwellings.
    shape : Shape
        Where the rows stand.
    hours : Hours
        The year.
    rules : Rules
        Controls.
    monthly : array, shape (n, N_MONTHS * N_MONTHLY)
        Receives the monthly sums.
    extremes : array, shape (n, N_EXTREMES)
        Receives the extremes.
    record : array, shape (n, T * N_HOURLY) or (n, 0)
        Receives the hours.
    work : array, shape (5 * n_slots + 3,)
        Scratch.
    """
    for i in range(params.shape[0]):
        simulate_year(params[i], shape, hours, rules, monthly[i], extremes[i], record[i], work, 0.0)
