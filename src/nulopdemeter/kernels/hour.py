"""One hour of a dwelling: what it wants, what its machines give, and what passes the meter."""

from typing import Any, NamedTuple

from nulopdemeter.kernels import layout as at
from nulopdemeter.kernels.air import frost_preheat
from nulopdemeter.kernels.films import solve_zone_films
from nulopdemeter.kernels.lanes import both, greatest, least, load, select, step, store
from nulopdemeter.kernels.meter import read_meter
from nulopdemeter.kernels.plant import (
    burner_input,
    emitters_most,
    pump_capacity,
    pump_electricity,
    pump_input,
)
from nulopdemeter.kernels.water import hot_water
from nulopdemeter.kernels.zone import Limits, Sun, solve_zone, weighted


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
def add_meter(monthly, extremes, month, meter, has_stores, kind):
    """Add up what passes the meter in an hour.

    Parameters
    ----------
    monthly, extremes : address
        Sums and extremes.
    month : int
        First row of the month.
    meter : Meter
        The hour.
    has_stores : int
        Whether any of the dwellings has a battery or a car.
    kind : number
        Carries the type.
    """
    _add(monthly, month + at.M_IMPORT, greatest(meter.net, 0.0), kind)
    _add(monthly, month + at.M_CURTAILED, meter.curtailed, kind)
    if has_stores > 0:
        _add(monthly, month + at.M_CHARGED, meter.charged, kind)
        _add(monthly, month + at.M_DISCHARGED, meter.discharged, kind)
        _add(monthly, month + at.M_EV, meter.ev, kind)
        _add(monthly, month + at.M_EV_UNMET, meter.ev_unmet, kind)
    if month < 12 * at.N_KEPT_MONTHLY:
        store(extremes, at.X_IMPORT, greatest(load(extremes, at.X_IMPORT, kind), meter.net))
        store(extremes, at.X_EXPORT, greatest(load(extremes, at.X_EXPORT, kind), -meter.net))


@step
def _add_water(monthly, month, water, kind):
    """Add up the hot water of an hour."""
    _add(monthly, month + at.M_WATER_HEAT, water.heat_w, kind)
    _add(monthly, month + at.M_WATER_INPUT, water.input, kind)
    _add(monthly, month + at.M_WATER_EL, water.electricity, kind)
    _add(monthly, month + at.M_TANK_LOSS, water.loss, kind)
    _add(monthly, month + at.M_WATER_UNMET, water.unmet, kind)


@step
def _keep(record, row, part):
    """Keep some columns of an hour, from one on; return the next."""
    for k in range(len(part)):
        store(record, row + k, part[k])
    return row + len(part)


class Heat(NamedTuple):
    """What can heat the rooms in an hour."""

    flow_c: Any
    input_frac: Any  # electricity per heat of the heat pump
    full_w: Any  # heat pump at full load all the hour
    pump_w: Any  # what is left of it beside the hot water; 0 where the boiler of a hybrid takes over
    most_w: Any  # with the other generator and the emitters


@step
def _room_heat(p, hour, rules, air_c, taken_frac, has_source, kind):
    """Return what generators and emitters can give the rooms."""
    flow_c = _flow(p, hour, kind)
    input_frac = pump_input(p, hour, rules, flow_c, kind)
    full_w = pump_capacity(p, hour, rules, flow_c, input_frac, has_source, kind)
    is_worth_it = both(
        input_frac <= load(p, at.PUMP_MOST_INPUT, kind), flow_c <= load(p, at.ROOM_MAX_FLOW_C, kind)
    )
    is_worth_it = both(is_worth_it, load(p, at.ROOM_ABOVE_C, kind) <= load(hour, at.OUT_C, 0.0))
    pump_w = select(is_worth_it, full_w * (1.0 - taken_frac), kind)
    # An element sits in the water of the heat pump: while that goes to the tank neither heats the rooms. A boiler does.
    backup_w = load(p, at.BACKUP_W, kind) * (1.0 - taken_frac * load(p, at.BACKUP_IS_ELECTRIC, kind))
    most_w = least(pump_w + backup_w, emitters_most(p, flow_c, air_c, kind))
    return Heat(flow_c, input_frac, full_w, pump_w, most_w)


@step
def _raised(p, hour, surplus_w, kind):
    """Return how far beyond their set points the tank and the rooms may go: own sun, cheap hours [K]."""
    has_sun = select(surplus_w > load(p, at.SURPLUS_FROM_W, kind), kind + 1.0, kind)
    is_cheap = load(hour, at.IS_CHEAP, 0.0)
    tank_k = has_sun * load(p, at.TANK_RAISE_SUN_K, kind)
    tank_k = greatest(tank_k, is_cheap * load(p, at.TANK_RAISE_CHEAP_K, kind))
    rooms_k = has_sun * load(p, at.ROOM_RAISE_SUN_K, kind)
    return tank_k, greatest(rooms_k, is_cheap * load(p, at.ROOM_RAISE_CHEAP_K, kind))


class Given(NamedTuple):
    """What machines gave the rooms in an hour, and what they took [W]."""

    pump_w: Any
    pump_el_w: Any
    backup_w: Any
    backup_input_w: Any
    auxiliary_w: Any
    used_w: Any  # electricity of all of them, cooling included


@step
def _given(p, heat, heat_w, cooling_w, fans_w, water, has_collector, monthly, month, kind):
    """Share the heat between heat pump and burner, and add up what they take."""
    pump_w = least(heat_w, heat.pump_w)
    backup_w = heat_w - pump_w
    pump_el_w = pump_electricity(p, pump_w, heat.full_w, heat.input_frac, kind)
    backup_input_w = burner_input(p, heat.flow_c, backup_w, kind)
    runs = select(pump_w > 0.0, kind + 1.0, kind)
    auxiliary_w = load(p, at.STANDBY_W, kind) + select(heat_w > 0.0, load(p, at.PUMPING_W, kind), kind)
    if has_collector > 0:
        auxiliary_w = auxiliary_w + select(water.collector > 0.0, load(p, at.COLLECTOR_PUMP_W, kind), kind)
        _add(monthly, month + at.M_COLLECTOR, water.collector, kind)
    # A machine that charges the tank for a part of the hour is idle for the rest.
    auxiliary_w = auxiliary_w + (1.0 - runs) * (1.0 - water.taken_frac) * load(p, at.PUMP_IDLE_W, kind)
    used_w = pump_el_w + backup_input_w * load(p, at.BACKUP_IS_ELECTRIC, kind)
    used_w = used_w + fans_w + auxiliary_w + cooling_w * load(p, at.COOLING_INPUT, kind)
    _add(monthly, month + at.M_PUMP_HEAT, pump_w, kind)
    _add(monthly, month + at.M_PUMP_EL, pump_el_w, kind)
    _add(monthly, month + at.M_PUMP_H, runs, kind)
    _add(monthly, month + at.M_BACKUP_INPUT, backup_input_w, kind)
    _add(monthly, month + at.M_AUXILIARY, auxiliary_w, kind)
    return Given(pump_w, pump_el_w, backup_w, backup_input_w, auxiliary_w, used_w)


@step
def solve_hour(b, hour, rules, month, ground_c, state, monthly, extremes, keep, films, kind):
    """Solve one hour: hot water first, then room heating with what is left, then the meter.

    Parameters
    ----------
    b : Block
        Dwellings.
    hour : address
        Hourly columns.
    rules : Rules
        Controls.
    month : int
        First row of the month in the sums.
    ground_c : number
        Virtual ground temperature [°C].
    state : State
        At the end of the hour before; updated.
    monthly, extremes : address
        Sums and extremes.
    keep : Keep
        What is kept of the hour.
    films : None or True
        Whether films vary.
    kind : number
        Carries the type.
    """
    p = b.p
    household_w, sun_w = weighted(b, at.G_USE, hour, kind), weighted(b, at.G_PV, hour, kind)
    tank_raise_k, room_raise_k = _raised(p, hour, sun_w - household_w, kind)
    draw_w, aperture_w = weighted(b, at.G_WATER, hour, kind), weighted(b, at.G_COLLECTOR, hour, kind)
    has_collector = load(b.counts, at.G_COLLECTOR, 0)
    water = hot_water(
        p, hour, rules, draw_w, aperture_w, tank_raise_k, state.stores, has_collector, b.has_source, kind
    )
    before_c, fans = load(state.room, at.ROOM_AIR, kind), load(hour, at.FAN_FRAC, 0.0)
    heat = _room_heat(p, hour, rules, before_c, water.taken_frac, b.has_source, kind)
    frost_w = kind * 0.0
    if b.has_frost > 0:
        frost_w = frost_preheat(p, hour, rules, before_c, kind)
        _add(monthly, month + at.M_FROST, frost_w, kind)
    fans_w = load(p, at.FAN_W, kind) * fans + frost_w
    internal_w = weighted(b, at.G_GAIN, hour, kind) + load(p, at.FAN_HEAT_W, kind) * fans + frost_w
    internal_w = internal_w + water.loss * load(p, at.TANK_LOSS_TO_ROOM_FRAC, kind)
    sun = Sun(weighted(b, at.G_BEAM, hour, kind), weighted(b, at.G_SPREAD, hour, kind))
    set_c = weighted(b, at.G_SET, hour, kind)
    limits = Limits(heat.most_w, least(heat.pump_w, heat.most_w), room_raise_k)
    heat_w, cooling_w, air_c, radiant_c, h_ve = _zone(
        b, state, hour, rules, sun, internal_w, ground_c, set_c, limits, films, kind
    )
    operative_c = 0.5 * (air_c + radiant_c)
    below_k = greatest(set_c - air_c - rules.operative_frac * (radiant_c - air_c), 0.0)
    _comfort(monthly, extremes, month, rules, heat_w, cooling_w, air_c, operative_c, below_k, kind)

    given = _given(p, heat, heat_w, cooling_w, fans_w, water, has_collector, monthly, month, kind)
    load_w = given.used_w + water.electricity + household_w
    if keep.is_loading:
        store(keep.used_w, 0, load_w)
    meter = read_meter(p, hour, load_w, sun_w, state.stores, b.has_stores, kind)
    add_meter(monthly, extremes, month, meter, b.has_stores, kind)
    _add_water(monthly, month, water, kind)
    _add(monthly, month + at.M_VENTILATION, h_ve * (air_c - load(hour, at.OUT_C, 0.0)), kind)
    if keep.is_recording:
        solar_w = sun.beam_w + sun.spread_w
        tank_c, battery_wh = load(state.stores, at.TANK_C, kind), load(state.stores, at.BATTERY_NOW_WH, kind)
        cop = given.pump_w / greatest(given.pump_el_w, 1.0e-9)
        # In the order of ``layout.H_…``.
        row = _keep(
            keep.record,
            0,
            (air_c, operative_c, heat_w, cooling_w, given.pump_w, given.pump_el_w, given.backup_w),
        )
        row = _keep(keep.record, row, (given.backup_input_w, heat.flow_c, draw_w, water.heat_w, water.input))
        row = _keep(keep.record, row, (water.electricity, tank_c, fans_w, given.auxiliary_w, household_w))
        row = _keep(
            keep.record, row, (sun_w - meter.curtailed, meter.net, solar_w, internal_w, h_ve, set_c, cop)
        )
        row = _keep(
            keep.record, row, (heat.most_w, water.collector, meter.ev, meter.charged, meter.discharged)
        )
        _keep(keep.record, row, (battery_wh, meter.curtailed, meter.ev_unmet, water.unmet))
