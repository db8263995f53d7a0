"""The year of a dwelling, or of many side by side, hour by hour."""

from numba import prange
from numba.np.ufunc.parallel import get_thread_id

from nulopdemeter.kernels import layout as at
from nulopdemeter.kernels.films import begin_films
from nulopdemeter.kernels.hour import Keep, add_meter, solve_hour
from nulopdemeter.kernels.lanes import (
    address,
    load,
    loop,
    parallel_loop,
    shifted,
    step,
    store,
    zero_lanes,
)
from nulopdemeter.kernels.meter import read_meter
from nulopdemeter.kernels.zone import Block, State, begin_nodes, weighted

# Where the warm-up begins: after its thirty days no result remembers it.
_START_C, _TANK_START_C, _START_FILM_W_PER_M2K = 18.0, 50.0, 2.0
_LOWEST, _HIGHEST = -1.0e9, 1.0e9
# What is summed anew when a meter is read with other panels.
_OF_METER = (at.M_IMPORT, at.M_CHARGED, at.M_DISCHARGED, at.M_EV, at.M_CURTAILED, at.M_EV_UNMET)


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
    store(state.stores, at.TANK_WAITS, kind)
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
    slots, marks = shape.slots, shifted(address(counts), shape.groups.size // at.N_GROUP)
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
        load(marks, at.MARK_STORES, 0),
        load(marks, at.MARK_FROST, 0),
        load(marks, at.MARK_SOURCE, 0),
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
        0.0 for one dwelling, ``zero_lanes(rows)`` for a block.
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
        solve_hour(
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
    """Simulate blocks of n dwellings on all threads: ``N_LANES``, in single precision ``N_SHORT_LANES``.

    Parameters
    ----------
    rows : array, shape (blocks, rows * n)
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
    monthly : array, shape (blocks, N_MONTHS * N_KEPT_MONTHLY * n)
        Receives the monthly sums.
    extremes : array, shape (blocks, N_EXTREMES * n)
        Receives the extremes.
    loads : array, shape (blocks, T * n) or (blocks, 0)
        Receives the electricity used in every hour [W].
    work : array, shape (threads, n_state * n)
        Scratch, one row a thread.
    films : None or True
        Whether films vary.
    """
    for i in prange(rows.shape[0]):
        own = work[get_thread_id()]
        simulate_year(
            rows[i], columns[i], counts[i], shape, lights, year, rules, monthly[i], extremes[i], own[:0], loads[i],
            own, films, zero_lanes(rows),
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
        kind = zero_lanes(rows)
        b = _place(shape, rows[i], columns[i], counts[i], shape.slots, 0)
        stores = address(work[get_thread_id()])
        sums, ends, used = address(monthly[i]), address(extremes[i]), address(loads[i])
        for m in range(12):
            for row in _OF_METER:
                store(sums, m * at.N_KEPT_MONTHLY + row, kind)
        store(ends, at.X_IMPORT, kind)
        store(ends, at.X_EXPORT, kind)
        _empty(stores, kind)
        for t in range(n_hours):
            hour = shifted(address(year.table), t * n_columns)
            load_w, sun_w = load(used, t, kind), weighted(b, at.G_PV, hour, kind)
            meter = read_meter(b.p, hour, load_w, sun_w, stores, b.has_stores, kind)
            add_meter(
                sums, ends, load(address(year.month), t, 0) * at.N_KEPT_MONTHLY, meter, b.has_stores, kind
            )


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
