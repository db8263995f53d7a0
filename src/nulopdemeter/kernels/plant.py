"""Heat pump, other generator and hot water tank in one hour."""

from nulopdemeter.kernels import layout as at
from nulopdemeter.kernels.lanes import both, greatest, least, load, select, step, store

# No machine is better than its ideal at a lift of 6 K; beyond the two tests the efficiency is held.
_LEAST_LIFT_K, _KELVIN, _SHARE_FROM, _SHARE_TO = 6.0, 273.15, -0.25, 1.25
# A tank this near to its set point is full: charging aims at the set point exactly, and rounding must not decide.
_FULL_K = 0.001
# Capacity is rated at -7 °C outdoors and 35 °C flow.
_RATED_SOURCE_C, _RATED_FLOW_C = -7.0, 35.0


@step
def pump_input(p, hour, flow_c, kind):
    """Return the electricity of the heat pump per heat, 1/COP, by interpolated second-law efficiency.

    Between the test points the efficiency against the ideal machine is interpolated, linearly in outdoor
    temperature and in flow temperature, as EN 15316-4-2 path B does.

    Parameters
    ----------
    p : address
        Rows of the dwelling or block.
    hour : address
        Hourly columns with the weights of the test temperatures.
    flow_c : number
        Flow temperature [°C].
    kind : number
        Carries the type.

    Returns
    -------
    number
        Electricity per heat, at most 1.
    """
    m7, p2, p7, p12 = (
        load(hour, at.HAT_M7, 0.0),
        load(hour, at.HAT_P2, 0.0),
        load(hour, at.HAT_P7, 0.0),
        load(hour, at.HAT_P12, 0.0),
    )
    low = load(p, at.PUMP_35_M7, kind) * m7 + load(p, at.PUMP_35_P2, kind) * p2
    low = low + load(p, at.PUMP_35_P7, kind) * p7 + load(p, at.PUMP_35_P12, kind) * p12
    high = load(p, at.PUMP_55_M7, kind) * m7 + load(p, at.PUMP_55_P2, kind) * p2
    high = high + load(p, at.PUMP_55_P7, kind) * p7 + load(p, at.PUMP_55_P12, kind) * p12
    share = (flow_c - load(hour, at.PUMP_LOW_C, 0.0)) * load(hour, at.PUMP_SPAN_PER_K, 0.0)
    share = least(greatest(share, _SHARE_FROM), _SHARE_TO)
    efficiency = low + share * (high - low)
    from_air = load(p, at.PUMP_FROM_AIR, kind)
    source_c = from_air * load(hour, at.OUT_C, 0.0) + (1.0 - from_air) * load(hour, at.BRINE_C, 0.0)
    lift_k = greatest(flow_c - source_c, _LEAST_LIFT_K)
    # A machine that is not there has no efficiency: infinity, and with the limit 1.
    return least(lift_k / (efficiency * (flow_c + _KELVIN)), 1.0)


@step
def pump_capacity(p, out_c, flow_c, kind):
    """Return the full-load heat of the heat pump.

    Parameters
    ----------
    p : array
        Rows of the dwelling or block.
    out_c : float
        Source temperature [°C].
    flow_c : number
        Flow temperature [°C].
    kind : number
        Carries the type.

    Returns
    -------
    number
        Capacity [W]; 0 below the operating limits of the machine.
    """
    source = 1.0 + load(p, at.PUMP_CAPACITY_SOURCE_PER_K, kind) * (out_c - _RATED_SOURCE_C)
    flow = 1.0 - load(p, at.PUMP_CAPACITY_FLOW_PER_K, kind) * (flow_c - _RATED_FLOW_C)
    capacity = load(p, at.PUMP_CAPACITY_W, kind) * greatest(source * flow, 0.0)
    runs = both(load(p, at.PUMP_OFF_BELOW_C, kind) <= out_c, flow_c <= load(p, at.PUMP_MAX_FLOW_C, kind))
    return select(runs, capacity, 0.0)


@step
def hot_water(p, hour, draw_w, tank, kind):
    """Charge and draw the hot water tank, or make the water at once without one.

    One well-mixed node, backward Euler. Charging starts below the lower limit and goes on until the set
    temperature; an element keeps the least useful temperature.

    Parameters
    ----------
    p : array
        Rows of the dwelling or block.
    hour : address
        Hourly columns, climate first.
    draw_w : number
        Heat in the water drawn [W].
    tank : array
        Two rows: temperature at the end of the hour before [°C] and whether it is charging; updated.
    kind : number
        Carries the type.

    Returns
    -------
    tuple of number
        Heat by the generator [W], its input other than the heat pump's [W], electricity [W], share of the hour
        that the heat pump is taken, loss to the surroundings [W].
    """
    before_c = load(tank, 0, kind)
    set_c = load(p, at.TANK_SET_C, kind)
    charging = select(before_c < load(p, at.TANK_ON_BELOW_C, kind), 1.0, load(tank, 1, kind))
    charging = select(before_c >= set_c - _FULL_K, 0.0, charging)
    store_w_per_k = load(p, at.TANK_STORE_W_PER_K, kind)
    loss_w_per_k = load(p, at.TANK_LOSS_W_PER_K, kind)
    ambient_c = load(p, at.TANK_AMBIENT_C, kind)
    by_pump = load(p, at.WATER_BY_PUMP, kind)
    flow_c = load(p, at.WATER_FLOW_C, kind)
    capacity_w = pump_capacity(p, load(hour, at.OUT_C, 0.0), flow_c, kind)
    limit_w = select(by_pump > 0.0, capacity_w, load(p, at.WATER_MAX_W, kind))
    wanted_w = store_w_per_k * (set_c - before_c) + draw_w + loss_w_per_k * (set_c - ambient_c)
    heat_w = charging * least(greatest(wanted_w, 0.0), limit_w)
    after_c = load(p, at.TANK_INVERSE_K_PER_W, kind) * (
        store_w_per_k * before_c + heat_w - draw_w + loss_w_per_k * ambient_c
    )
    least_c = load(p, at.TANK_MIN_C, kind)
    element_w = greatest(least_c - after_c, 0.0) * (store_w_per_k + loss_w_per_k)
    after_c = greatest(after_c, least_c)
    store(tank, 0, after_c)
    store(tank, 1, charging)
    pump_w = by_pump * heat_w
    input_w = (1.0 - by_pump) * heat_w * load(p, at.WATER_INPUT, kind)
    electricity_w = pump_w * pump_input(p, hour, flow_c, kind) + element_w
    electricity_w = electricity_w + input_w * load(p, at.WATER_IS_ELECTRIC, kind)
    taken_frac = pump_w / greatest(capacity_w, 1.0)
    loss_w = loss_w_per_k * (after_c - ambient_c)
    return heat_w + element_w, input_w, electricity_w, taken_frac, loss_w
