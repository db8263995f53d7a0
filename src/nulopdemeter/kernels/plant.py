"""Heat pump, burner and emitters in one hour."""

from nulopdemeter.kernels import layout as at
from nulopdemeter.kernels.lanes import both, greatest, least, load, root, select, step
from nulopdemeter.units import KELVIN_OFFSET


@step
def pump_input(p, hour, rules, flow_c, kind):
    """Return the electricity of the heat pump per heat, 1/COP, by interpolated second-law efficiency.

    Between the test points the efficiency against the ideal machine is interpolated, linearly in outdoor
    temperature and in flow temperature, as EN 15316-4-2 path B does. With outdoor air as source it bows above that
    line, so that it is the COP of the tests that lies on a straight line between the points, as in EN 14825.

    Parameters
    ----------
    p : address
        Rows of the dwelling or block.
    hour : address
        Hourly columns with the weights of the test temperatures.
    rules : Rules
        What is held beyond the test points.
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
    share = least(greatest(share, -rules.pump_beyond_frac), 1.0 + rules.pump_beyond_frac)
    from_air = load(p, at.PUMP_FROM_AIR, kind)
    efficiency = (low + share * (high - low)) * (1.0 + from_air * load(hour, at.PUMP_BOW, 0.0))
    source_c = load(p, at.PUMP_SOURCE_C, kind) + from_air * load(hour, at.OUT_C, 0.0)
    source_c = source_c + load(p, at.PUMP_FROM_BRINE, kind) * load(hour, at.BRINE_C, 0.0)
    lift_k = greatest(flow_c - source_c, rules.pump_least_lift_k)
    # A machine that is not there has no efficiency: infinity, and with the limit 1.
    return least(lift_k / (efficiency * (flow_c + KELVIN_OFFSET)), 1.0)


@step
def pump_capacity(p, hour, rules, flow_c, input_frac, has_source, kind):
    """Return the full-load heat of the heat pump.

    Parameters
    ----------
    p : address
        Rows of the dwelling or block.
    hour : address
        Hourly columns.
    rules : Rules
        At which temperatures capacity is rated.
    flow_c : number
        Flow temperature [°C].
    input_frac : number
        Electricity per heat at that temperature (``pump_input``): a source that gives no more than so much bounds
        the heat at Q_source/(1 − 1/COP).
    has_source : int
        Whether the source of any of the machines is bounded.
    kind : number
        Carries the type.

    Returns
    -------
    number
        Capacity [W]; 0 below the operating limits of the machine.
    """
    out_c = load(hour, at.OUT_C, 0.0)
    source = 1.0 + load(p, at.PUMP_CAPACITY_SOURCE_PER_K, kind) * (out_c - rules.pump_rated_source_c)
    flow = 1.0 - load(p, at.PUMP_CAPACITY_FLOW_PER_K, kind) * (flow_c - rules.pump_rated_flow_c)
    quiet = 1.0 - load(p, at.PUMP_QUIET_FRAC, kind) * load(hour, at.IS_QUIET, 0.0)
    capacity = load(p, at.PUMP_CAPACITY_W, kind) * greatest(source * flow, 0.0) * quiet
    if has_source > 0:
        capacity = least(capacity, load(p, at.PUMP_SOURCE_MOST_W, kind) / (1.0 - input_frac))
    runs = both(load(p, at.PUMP_OFF_BELOW_C, kind) <= out_c, flow_c <= load(p, at.PUMP_MAX_FLOW_C, kind))
    return select(runs, capacity, 0.0)


@step
def pump_electricity(p, heat_w, most_w, input_frac, kind):
    """Return the electricity of the heat pump, starting and stopping included.

    Below its least continuous load a machine starts and stops: COP × x/(C_c x + 1 − C_c), x the heat over the least
    load (EN 14825, 8.4.2 for water). Declared points are before cycling.

    Parameters
    ----------
    p : address
        Rows of the dwelling or block.
    heat_w : number
        Heat given [W].
    most_w : number
        Full load [W].
    input_frac : number
        Electricity per heat of the declared points.
    kind : number
        Carries the type.

    Returns
    -------
    number
        [W].
    """
    loss = load(p, at.PUMP_CYCLING_FRAC, kind)
    per_w = load(p, at.PUMP_LEAST_PER_W, kind)
    least_w = per_w * load(p, at.PUMP_CAPACITY_W, kind) * most_w
    held_w = greatest(heat_w, least(least_w, load(p, at.PUMP_MOST_CYCLING, kind) * heat_w))
    return input_frac * (heat_w + loss * (held_w - heat_w))


@step
def burner_input(p, flow_c, heat_w, kind):
    """Return what a boiler, stove, element or delivery set takes in.

    Parameters
    ----------
    p : address
        Rows of the dwelling or block.
    flow_c : number
        Flow temperature [°C].
    heat_w : number
        Heat given [W].
    kind : number
        Carries the type.

    Returns
    -------
    number
        [W]; more by water that is warmer than at the test, and by starting and stopping below the least power.
    """
    input_frac = load(p, at.BACKUP_INPUT_0, kind) + flow_c * load(p, at.BACKUP_INPUT_1, kind)
    input_frac = greatest(input_frac, load(p, at.BACKUP_INPUT_LEAST, kind))
    idle = greatest(1.0 - heat_w * load(p, at.BACKUP_PER_LEAST_W, kind), 0.0)
    return heat_w * input_frac * (1.0 + load(p, at.BACKUP_CYCLING_FRAC, kind) * idle)


@step
def emitters_most(p, flow_c, air_c, kind):
    """Return the most that the emitters give: Φ = Φ_N (ΔT/ΔT_N)^n at the mean temperature of the water (EN 442).

    Parameters
    ----------
    p : address
        Rows of the dwelling or block.
    flow_c : number
        Flow temperature [°C].
    air_c : number
        Air temperature at the end of the hour before [°C].
    kind : number
        Carries the type.

    Returns
    -------
    number
        [W]; ΔT^n as ΔT times a parabola in √ΔT.
    """
    lift_k = greatest(flow_c - load(p, at.EMITTER_SPREAD_K, kind) - air_c, 0.0)
    by_flow = load(p, at.EMITTER_W_PER_K, kind) + load(p, at.EMITTER_ROOT, kind) * root(lift_k)
    by_flow = by_flow + load(p, at.EMITTER_SQ, kind) * lift_k
    return load(p, at.HEATING_MAX_W, kind) + lift_k * by_flow
