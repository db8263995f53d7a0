"""The year of a dwelling, hour by hour: demand, machines and meter."""

from typing import Any, NamedTuple

from numba import prange
from numba.np.ufunc.parallel import get_thread_id

from nulopdemeter.kernels import layout as at
from nulopdemeter.kernels.films import begin_films, solve_zone_films
from nulopdemeter.kernels.lanes import (
    address,
    both,
    greatest,
    least,
    load,
    loop,
    parallel_loop,
    select,
    shifted,
    step,
    store,
    zero_lanes,
    zero_short_lanes,
)
from nulopdemeter.kernels.meter import read_meter
from nulopdemeter.kernels.plant import (
    burner_input,
    emitters_most,
    pump_capacity,
    pump_electricity,
    pump_input,
)
from nulopdemeter.kernels.water import hot_water
from nulopdemeter.kernels.zone import Block, Limits, State, Sun, begin_nodes, solve_zone, weighted

_START_C, _TANK_START_C, _START_FILM_W_PER_M2K = 18.0, 50.0, 2.0
_LOWEST, _HIGHEST = -1.0e9, 1.0e9


class Keep(NamedTuple):
    """What is kept of every hour, and where."""

    is_recording: bool
    record: Any
    is_loading: bool
    used_w: Any


@step
def _zone(b, state, hour, rules, sun, internal_w, ground_c, set_c, limits, films, kind):
    """Solve the zone; which of the two is known when the kernel is compiled."""
    if films is None:
        return solve_zone(b, state, hour, rules, sun, internal_w, ground_c, set_c, limits, kind)
    return solve_zone_films(b, state, hour, rules, sun, internal_w, ground_c, set_c, limits, kind)


@step
def _flow(p, hour, kind):
    """Return the flow temperature of the heating curve [°C] (DIN V 4701-10 form)."""
    wanted_c = load(p, at.FLOW_ROOM_C, kind) + load(hour, at.CURVE, 0.0) * load(p, at.FLOW_SPAN_K, kind)
    return greatest(wanted_c, load(p, at.FLOW_MIN_C, kind))


@step
def _add(place, row, value, kind):
    store(place, row, load(place, row, kind) + value)


@step
def _extreme(place, highest_row, lowest_row, value, kind):
    store(place, highest_row, greatest(load(place, highest_row, kind), value))
    store(place, lowest_row, least(load(place, lowest_row, kind), value))


@step
def _comfort(monthly, extremes, month, rules, heat_w, cooling_w, air_c, operative_c, below_k, kind):
    """Add up how warm and how cold it was."""
    _add(monthly, month + at.M_HEAT, heat_w, kind)
    _add(monthly, month + at.M_COOLING, cooling_w, kind)
    _add(monthly, month + at.M_OPERATIVE, operative_c, kind)
    _add(monthly, month + at.M_HEATED_H, select(heat_w > 0.0, kind + 1.0, kind), kind)
    _add(monthly, month + at.M_UNMET_H, select(below_k > rules.unmet_margin_k, kind + 1.0, kind), kind)
    _add(monthly, month + at.M_UNDER_KH, below_k, kind)
    _add(monthly, month + at.M_OVER_25_H, select(operative_c > 25.0, kind + 1.0, kind), kind)
    _add(monthly, month + at.M_OVER_26_H, select(operative_c > 26.0, kind + 1.0, kind), kind)
    _add(monthly, month + at.M_OVER_27_H, select(operative_c > 27.0, kind + 1.0, kind), kind)
    if month < 12 * at.N_KEPT_MONTHLY:
        _extreme(extremes, at.X_AIR_MAX, at.X_AIR_MIN, air_c, kind)
        _extreme(extremes, at.X_OP_MAX, at.X_OP_MIN, operative_c, kind)
        store(extremes, at.X_HEAT, greatest(load(extremes, at.X_HEAT, kind), heat_w))
        store(extremes, at.X_COOLING, greatest(load(extremes, at.X_COOLING, kind), cooling_w))


@step
def _meter(monthly, extremes, month, meter, kind):
    """Add up what passes the meter in this hour."""
    _add(monthly, month + at.M_IMPORT, greatest(meter.net, 0.0), kind)
    _add(monthly, month + at.M_CHARGED, meter.charged, kind)
    _add(monthly, month + at.M_DISCHARGED, meter.discharged, kind)
    _add(monthly, month + at.M_EV, meter.ev, kind)
    _add(monthly, month + at.M_CURTAILED, meter.curtailed, kind)
    if month < 12 * at.N_KEPT_MONTHLY:
        store(extremes, at.X_IMPORT, greatest(load(extremes, at.X_IMPORT, kind), meter.net))
        store(extremes, at.X_EXPORT, greatest(load(extremes, at.X_EXPORT, kind), -meter.net))


@step
def _record(record, zone, water, meter, stores):
    """Keep an hour; the columns stand in the order of ``kernels.layout``."""
    for k in range(len(zone)):
        store(record, k, zone[k])
    for k in range(len(water)):
        store(record, len(zone) + k, water[k])
    for k in range(len(meter)):
        store(record, len(zone) + len(water) + k, meter[k])
    for k in range(len(stores)):
        store(record, len(zone) + len(water) + len(meter) + k, stores[k])


class Heat(NamedTuple):
    """What can heat the rooms in an hour."""

    flow_c: Any
    input_frac: Any  # electricity per heat of the heat pump
    full_w: Any  # heat pump at full load all the hour
    pump_w: Any  # what is left of it beside the hot water; 0 where the boiler of a hybrid takes over
    most_w: Any  # with the other generator and the emitters


@step
def _room_heat(p, hour, air_c, taken_frac, kind):
    """Return what generators and emitters can give the rooms."""
    flow_c = _flow(p, hour, kind)
    input_frac = pump_input(p, hour, flow_c, kind)
    full_w = pump_capacity(p, hour, flow_c, input_frac, kind)
    is_worth_it = both(
        input_frac <= load(p, at.PUMP_MOST_INPUT, kind), flow_c <= load(p, at.ROOM_MAX_FLOW_C, kind)
    )
    is_worth_it = both(is_worth_it, load(p, at.ROOM_ABOVE_C, kind) <= load(hour, at.OUT_C, 0.0))
    pump_w = select(is_worth_it, full_w * (1.0 - taken_frac), kind)
    most_w = least(pump_w + load(p, at.BACKUP_W, kind), emitters_most(p, flow_c, air_c, kind))
    return Heat(flow_c, input_frac, full_w, pump_w, most_w)


@step
def _hour(b, hour, rules, month, ground_c, state, monthly, extremes, keep, films, kind):
    """One hour: hot water first, then room heating with what is left, then the meter."""
    p = b.p
    household_w, sun_w = weighted(b, at.G_USE, hour, kind), weighted(b, at.G_PV, hour, kind)
    has_sun = select(sun_w - household_w > load(p, at.SURPLUS_FROM_W, kind), kind + 1.0, kind)
    is_cheap = load(hour, at.IS_CHEAP, 0.0)
    tank_raise_k = has_sun * load(p, at.TANK_RAISE_SUN_K, kind)
    tank_raise_k = greatest(tank_raise_k, is_cheap * load(p, at.TANK_RAISE_CHEAP_K, kind))
    room_raise_k = has_sun * load(p, at.ROOM_RAISE_SUN_K, kind)
    room_raise_k = greatest(room_raise_k, is_cheap * load(p, at.ROOM_RAISE_CHEAP_K, kind))
    draw_w = weighted(b, at.G_WATER, hour, kind)
    water_w, water_input_w, water_el_w, taken_frac, loss_w, collector_w = hot_water(
        p, hour, draw_w, weighted(b, at.G_COLLECTOR, hour, kind), tank_raise_k, state.stores, kind
    )
    heat = _room_heat(p, hour, load(state.room, at.ROOM_AIR, kind), taken_frac, kind)
    fans = load(hour, at.FAN_FRAC, 0.0)
    internal_w = weighted(b, at.G_GAIN, hour, kind) + load(p, at.FAN_HEAT_W, kind) * fans
    internal_w = internal_w + loss_w * load(p, at.TANK_LOSS_TO_ROOM_FRAC, kind)
    sun = Sun(weighted(b, at.G_BEAM, hour, kind), weighted(b, at.G_SPREAD, hour, kind))
    set_c = weighted(b, at.G_SET, hour, kind)
    limits = Limits(heat.most_w, least(heat.pump_w, heat.most_w), room_raise_k)
    heat_w, cooling_w, air_c, radiant_c, h_ve = _zone(
        b, state, hour, rules, sun, internal_w, ground_c, set_c, limits, films, kind
    )
    operative_c = 0.5 * (air_c + radiant_c)
    below_k = greatest(set_c - air_c - rules.operative_frac * (radiant_c - air_c), 0.0)
    _comfort(monthly, extremes, month, rules, heat_w, cooling_w, air_c, operative_c, below_k, kind)

    pump_w = least(heat_w, heat.pump_w)
    backup_w = heat_w - pump_w
    pump_el_w = pump_electricity(p, hour, pump_w, heat.full_w, heat.input_frac, kind)
    backup_input_w = burner_input(p, heat.flow_c, backup_w, kind)
    runs = select(pump_w > 0.0, kind + 1.0, kind)
    fans_w = load(p, at.FAN_W, kind) * fans
    auxiliary_w = load(p, at.STANDBY_W, kind) + select(heat_w > 0.0, load(p, at.PUMPING_W, kind), kind)
    auxiliary_w = auxiliary_w + (1.0 - runs) * load(p, at.PUMP_IDLE_W, kind)
    systems_w = pump_el_w + backup_input_w * load(p, at.BACKUP_IS_ELECTRIC, kind) + water_el_w
    systems_w = systems_w + fans_w + auxiliary_w + cooling_w * load(p, at.COOLING_INPUT, kind)
    load_w = systems_w + household_w
    if keep.is_loading:
        store(keep.used_w, 0, load_w)
    meter = read_meter(p, hour, load_w, sun_w, state.stores, b.has_stores, kind)
    _meter(monthly, extremes, month, meter, kind)
    _add(monthly, month + at.M_PUMP_HEAT, pump_w, kind)
    _add(monthly, month + at.M_PUMP_EL, pump_el_w, kind)
    _add(monthly, month + at.M_PUMP_H, runs, kind)
    _add(monthly, month + at.M_BACKUP_INPUT, backup_input_w, kind)
    _add(monthly, month + at.M_WATER_HEAT, water_w, kind)
    _add(monthly, month + at.M_WATER_INPUT, water_input_w, kind)
    _add(monthly, month + at.M_WATER_EL, water_el_w, kind)
    _add(monthly, month + at.M_COLLECTOR, collector_w, kind)
    _add(monthly, month + at.M_TANK_LOSS, loss_w, kind)
    _add(monthly, month + at.M_VENTILATION, h_ve * (air_c - load(hour, at.OUT_C, 0.0)), kind)
    if keep.is_recording:
        solar_w = sun.beam_w + sun.spread_w
        tank_c, battery_wh = load(state.stores, at.TANK_C, kind), load(state.stores, at.BATTERY_NOW_WH, kind)
        cop = pump_w / greatest(pump_el_w, 1.0e-9)
        _record(
            keep.record,
            (air_c, operative_c, heat_w, cooling_w, pump_w, pump_el_w, backup_w, backup_input_w, heat.flow_c),
            (draw_w, water_w, water_input_w, water_el_w, tank_c, fans_w, auxiliary_w),
            (household_w, sun_w - meter.curtailed, meter.net, solar_w, internal_w, h_ve, set_c, cop),
            (
                heat.most_w,
                collector_w,
                meter.ev,
                meter.charged,
                meter.discharged,
                battery_wh,
                meter.curtailed,
            ),
        )


@step
def _empty(stores, kind):
    """Empty battery and car: the year begins so, whatever happened before."""
    store(stores, at.BATTERY_NOW_WH, kind)
    store(stores, at.EV_LACKS_WH, kind)


@step
def _begin(b, state, monthly, extremes, films, kind):
    """Set the state before the first hour, and all sums to nothing."""
    if films is None:
        begin_nodes(b, state, _START_C, kind)
    else:
        begin_films(b, state, _START_C, _START_FILM_W_PER_M2K, kind)
    store(state.stores, at.TANK_C, kind + _TANK_START_C)
    store(state.stores, at.TANK_CHARGES, kind)
    _empty(state.stores, kind)
    for i in range(at.N_MONTHS * at.N_KEPT_MONTHLY):
        store(monthly, i, kind)
    for i in range(at.N_EXTREMES):
        store(extremes, i, kind)
    for highest, lowest in ((at.X_AIR_MAX, at.X_AIR_MIN), (at.X_OP_MAX, at.X_OP_MIN)):
        store(extremes, highest, kind + _LOWEST)
        store(extremes, lowest, kind + _HIGHEST)


@step
def _place(shape, rows, columns, counts, lights, n_lights):
    """Return the addresses of a dwelling or block."""
    slots = shape.slots
    return Block(
        address(rows),
        address(columns),
        address(counts),
        address(shape.groups),
        address(slots),
        slots.size // at.N_SLOT_TABLE,
        address(lights),
        n_lights,
        shape.zone_row,
        shape.face_row,
        load(address(counts), shape.groups.size // at.N_GROUP + at.MARK_STORES, 0),
    )


@loop
def simulate_year(
    rows, columns, counts, shape, lights, year, rules, monthly, extremes, record, loads, work, films, kind
):
    """Simulate a year after warming up with the days before it (equations of ``zone``, ``films``, ``air``, ``plant``).

    Parameters
    ----------
    rows : array, shape (rows * n,)
        The dwelling, or a block of n dwellings side by side.
    columns : array of int, shape (rows,)
        Hourly column of each row that is a weight; those in use come first in each group.
    counts : array of int, shape (groups,)
        How many weights of each group are in use.
    shape : Place
        Where the rows stand.
    lights : array of int, shape (n_lights * N_SLOT_TABLE,)
        Elements without mass whose films vary.
    year : Year
        The hours, the same for all.
    rules : Rules
        Controls.
    monthly : array, shape (N_MONTHS * N_KEPT_MONTHLY * n,)
        Receives the monthly sums [Wh, h, K·h].
    extremes : array, shape (N_EXTREMES * n,)
        Receives the extremes of the year [W, °C].
    record : array, shape (T * N_HOURLY * n,) or (0,)
        Receives the hours, when there is room for them.
    loads : array, shape (T * n,) or (0,)
        Receives the electricity that the dwelling uses in every hour [W], when there is room for it.
    work : array
        Scratch for the state, at least ``n_state`` * n.
    films : None or True
        Whether films vary; of another type when they do not, so that each is compiled by itself.
    kind : number
        0.0 for one dwelling, ``zero_lanes()`` for a block.
    """
    n_hours = year.month.size
    width = monthly.size // (at.N_MONTHS * at.N_KEPT_MONTHLY)
    is_recording, is_loading = record.size > 0, loads.size > 0
    table, month_of, ground_month = address(year.table), address(year.month), address(year.ground_month)
    n_columns, ground_next = year.table.size // n_hours, address(year.ground_next_frac)
    b = _place(shape, rows, columns, counts, lights, lights.size // at.N_SLOT_TABLE)
    start = address(work)
    n_nodes = at.N_NODES * b.n_slots
    state = State(
        start,
        shifted(start, n_nodes * width),
        shifted(start, (n_nodes + at.N_ROOM) * width),
        shifted(start, (n_nodes + at.N_ROOM + at.N_STORES) * width),
    )
    sums, ends, kept, used = address(monthly), address(extremes), address(record), address(loads)
    _begin(b, state, sums, ends, films, kind)
    for h in range(-rules.warm_up_h, n_hours):
        t = h + n_hours if h < 0 else h
        if h == 0:
            _empty(state.stores, kind)
        month = (12 if h < 0 else load(month_of, t, 0)) * at.N_KEPT_MONTHLY
        before = load(ground_month, t, 0)
        ground_now = load(b.p, shape.ground_row + before, kind)
        ground_then = load(b.p, shape.ground_row + (before + 1) % 12, kind)
        ground_c = ground_now + load(ground_next, t, 0.0) * (ground_then - ground_now)
        _hour(
            b,
            shifted(table, t * n_columns),
            rules,
            month,
            ground_c,
            state,
            sums,
            ends,
            Keep(
                is_recording,
                shifted(kept, t * at.N_HOURLY * width) if is_recording else kept,
                is_loading,
                shifted(used, t * width) if is_loading else used,
            ),
            films,
            kind,
        )


@parallel_loop
def simulate_blocks(rows, columns, counts, shape, lights, year, rules, monthly, extremes, loads, work, films):
    """Simulate blocks of ``N_LANES`` dwellings on all threads.

    Parameters
    ----------
    rows : array, shape (blocks, rows * N_LANES)
        The dwellings, a row of a block being one vector.
    columns : array of int, shape (blocks, rows)
        Hourly columns of the weights.
    counts : array of int, shape (blocks, groups)
        Weights in use.
    shape : Place
        Where the rows stand.
    lights : array of int, shape (n_lights * N_SLOT_TABLE,)
        Elements without mass whose films vary.
    year : Year
        The hours.
    rules : Rules
        Controls.
    monthly : array, shape (blocks, N_MONTHS * N_KEPT_MONTHLY * N_LANES)
        Receives the monthly sums.
    extremes : array, shape (blocks, N_EXTREMES * N_LANES)
        Receives the extremes.
    loads : array, shape (blocks, T * N_LANES) or (blocks, 0)
        Receives the electricity used in every hour [W].
    work : array, shape (threads, n_state * N_LANES)
        Scratch, one row a thread.
    films : None or True
        Whether films vary.
    """
    for i in prange(rows.shape[0]):
        own = work[get_thread_id()]
        simulate_year(
            rows[i], columns[i], counts[i], shape, lights, year, rules, monthly[i], extremes[i], own[:0], loads[i],
            own, films, zero_lanes(),
        )  # fmt: skip


@parallel_loop
def simulate_short_blocks(
    rows, columns, counts, shape, lights, year, rules, monthly, extremes, loads, work, films
):
    """Simulate blocks of ``N_SHORT_LANES`` dwellings in single precision; see ``simulate_blocks``.

    Parameters
    ----------
    rows : array, shape (blocks, rows * N_SHORT_LANES)
        The dwellings.
    columns : array of int, shape (blocks, rows)
        Hourly columns of the weights.
    counts : array of int, shape (blocks, groups)
        Weights in use.
    shape : Place
        Where the rows stand.
    lights : array of int, shape (n_lights * N_SLOT_TABLE,)
        Elements without mass whose films vary.
    year : Year
        The hours.
    rules : Rules
        Controls.
    monthly : array, shape (blocks, N_MONTHS * N_KEPT_MONTHLY * N_SHORT_LANES)
        Receives the monthly sums.
    extremes : array, shape (blocks, N_EXTREMES * N_SHORT_LANES)
        Receives the extremes.
    loads : array, shape (blocks, T * N_SHORT_LANES) or (blocks, 0)
        Receives the electricity used in every hour [W].
    work : array, shape (threads, n_state * N_SHORT_LANES)
        Scratch, one row a thread.
    films : None or True
        Whether films vary.
    """
    for i in prange(rows.shape[0]):
        own = work[get_thread_id()]
        simulate_year(
            rows[i], columns[i], counts[i], shape, lights, year, rules, monthly[i], extremes[i], own[:0], loads[i],
            own, films, zero_short_lanes(),
        )  # fmt: skip


@parallel_loop
def meter_blocks(rows, columns, counts, shape, year, loads, monthly, extremes, work):
    """Read the meters of a year anew: the same use of electricity, other PV.

    Parameters
    ----------
    rows : array, shape (blocks, rows * N_LANES)
        The dwellings with their PV.
    columns : array of int, shape (blocks, rows)
        Hourly columns of the weights.
    counts : array of int, shape (blocks, groups)
        Weights in use.
    shape : Place
        Where the rows stand.
    year : Year
        The hours.
    loads : array, shape (blocks, T * N_LANES)
        The electricity used in every hour [W], as ``simulate_blocks`` kept it.
    monthly : array, shape (blocks, N_MONTHS * N_KEPT_MONTHLY * N_LANES)
        Its import is replaced.
    extremes : array, shape (blocks, N_EXTREMES * N_LANES)
        Its greatest import and export are replaced.
    work : array, shape (threads, n_state * N_LANES)
        Scratch, one row a thread.
    """
    n_hours = year.month.size
    n_columns = year.table.size // n_hours
    for i in prange(rows.shape[0]):
        kind = zero_lanes()
        b = _place(shape, rows[i], columns[i], counts[i], shape.slots, 0)
        stores = address(work[get_thread_id()])
        sums, ends, used = address(monthly[i]), address(extremes[i]), address(loads[i])
        for m in range(12):
            for row in (at.M_IMPORT, at.M_CHARGED, at.M_DISCHARGED, at.M_EV, at.M_CURTAILED):
                store(sums, m * at.N_KEPT_MONTHLY + row, kind)
        store(ends, at.X_IMPORT, kind)
        store(ends, at.X_EXPORT, kind)
        _empty(stores, kind)
        for t in range(n_hours):
            hour = shifted(address(year.table), t * n_columns)
            load_w, sun_w = load(used, t, kind), weighted(b, at.G_PV, hour, kind)
            meter = read_meter(b.p, hour, load_w, sun_w, stores, b.has_stores, kind)
            _meter(sums, ends, load(address(year.month), t, 0) * at.N_KEPT_MONTHLY, meter, kind)


@loop
def simulate_each(rows, columns, counts, shape, lights, year, rules, monthly, extremes, record, work, films):
    """Simulate dwellings one by one: the scalar twin, and the only one that records hours.

    Parameters
    ----------
    rows : array, shape (n, rows)
        The dwellings.
    columns : array of int, shape (n, rows)
        Hourly columns of the weights.
    counts : array of int, shape (n, groups)
        Weights in use.
    shape : Place
        Where the rows stand.
    lights : array of int, shape (n_lights * N_SLOT_TABLE,)
        Elements without mass whose films vary.
    year : Year
        The hours.
    rules : Rules
        Controls.
    monthly : array, shape (n, N_MONTHS * N_KEPT_MONTHLY)
        Receives the monthly sums.
    extremes : array, shape (n, N_EXTREMES)
        Receives the extremes.
    record : array, shape (n, T * N_HOURLY) or (n, 0)
        Receives the hours.
    work : array, shape (n_state,)
        Scratch.
    films : None or True
        Whether films vary.
    """
    for i in range(rows.shape[0]):
        simulate_year(
            rows[i], columns[i], counts[i], shape, lights, year, rules, monthly[i], extremes[i], record[i],
            work[:0], work, films, 0.0,
        )  # fmt: skip
