"""Air flows of one hour: leaks, systems, recovery and airing."""

from nulopdemeter.kernels import layout as at
from nulopdemeter.kernels.lanes import absolute, both, greatest, least, load, root, select, step

# x^(2/3) from square roots alone, because a power would leave the vector unit: relative least squares on
# 0.2 … 40 K, within 0.3 % above 1 K. A matter of arithmetic, not of physics.
_P1, _P2, _P3 = 0.28781693, 0.77094754, -0.06015177


@step
def two_thirds(x):
    """Return x^(2/3) for x from 0 to about 40.

    Parameters
    ----------
    x : number
        Not negative.

    Returns
    -------
    number
        The power, within 0.3 % above 1.
    """
    r = root(x)
    return r * (_P1 + _P2 * root(r) + _P3 * r)


@step
def outdoor_air(p, hour, rules, air_c, kind):
    """Return the heat exchange with outdoor air of one hour.

    Flows through leaks by stack (EN 16798-7, difference with the air of the hour before) and wind join an
    unbalanced flow in quadrature; a natural system's own vents lie beside the leaks and add; a balanced flow
    adds and passes the recovery.

    Parameters
    ----------
    p : array
        Rows of the dwelling or block.
    hour : address
        Hourly columns, climate first.
    rules : Rules
        Controls.
    air_c : number
        Air temperature at the end of the hour before [°C].
    kind : number
        Carries the type.

    Returns
    -------
    number
        H_ve to outdoor temperature [W/K].
    """
    out_c = load(hour, at.OUT_C, 0.0)
    warmer_k = air_c - out_c
    stack = load(p, at.LEAK_STACK_M3_PER_H, kind) * two_thirds(absolute(warmer_k))
    wind = load(p, at.LEAK_WIND_M3_PER_H, kind) * load(hour, at.WIND_POW, 0.0)
    flow = load(hour, at.FLOW_FRAC, 0.0)
    unbalanced = load(p, at.VENT_UNBALANCED_M3_PER_H, kind) * flow
    envelope = load(p, at.VENT_NATURAL_M3_PER_H, kind) + root(
        unbalanced * unbalanced + stack * stack + wind * wind
    )
    # Exhaust air is not cooled below the frost limit: the recovery is throttled instead.
    limit = (air_c - rules.frost_exhaust_c) / greatest(warmer_k, 1.0)
    recovery = greatest(least(load(p, at.RECOVERY_FRAC, kind), limit), 0.0)
    is_open = both(air_c > rules.bypass_above_c, warmer_k > 0.0)
    opened = select(is_open, load(p, at.HAS_BYPASS, kind), 0.0)
    passing = 1.0 - recovery * (1.0 - opened * (1.0 if out_c > rules.bypass_out_above_c else 0.0))
    balanced = load(p, at.VENT_BALANCED_M3_PER_H, kind) * flow * passing
    return load(hour, at.AIR_WH_PER_M3K, 0.0) * envelope + rules.balanced_wh_per_m3k * balanced


@step
def frost_preheat(p, hour, rules, air_c, kind):
    """Return the electricity that keeps the recovery free of ice by warming the supply before it.

    The supply is warmed to θ_a − (θ_a − θ_frost)/η, so that the exhaust leaves at θ_frost. What the rooms then lose is
    less than with the throttled recovery of ``outdoor_air`` by exactly this power: it is counted as heat in the
    rooms.

    Parameters
    ----------
    p : array
        Rows of the dwelling or block.
    hour : address
        Hourly columns, climate first.
    rules : Rules
        Controls.
    air_c : number
        Air temperature at the end of the hour before [°C].
    kind : number
        Carries the type.

    Returns
    -------
    number
        [W]; 0 where the recovery is throttled instead.
    """
    may_lose_k = greatest(air_c - rules.frost_exhaust_c, 0.0)
    too_much_k = load(p, at.RECOVERY_FRAC, kind) * (air_c - load(hour, at.OUT_C, 0.0)) - may_lose_k
    flow = load(p, at.VENT_BALANCED_M3_PER_H, kind) * load(hour, at.FLOW_FRAC, 0.0)
    moved_w_per_k = rules.balanced_wh_per_m3k * flow * load(p, at.FROST_INVERSE, kind)
    return moved_w_per_k * greatest(too_much_k, 0.0)


@step
def airing_max(p, hour, rules, air_c, kind):
    """Return the most that open windows can exchange (EN 16798-7:2017, 6.4.3.5, single-sided).

    Parameters
    ----------
    p : array
        Rows of the dwelling or block.
    hour : address
        Hourly columns, climate first.
    rules : Rules
        Controls.
    air_c : number
        Air temperature at the end of the hour before [°C].
    kind : number
        Carries the type.

    Returns
    -------
    number
        Extra H_ve [W/K]; 0 when it is warmer outside.
    """
    warmer_k = air_c - load(hour, at.OUT_C, 0.0)
    driving = greatest(
        rules.airing_wind * load(hour, at.WIND_SQ, 0.0),
        load(p, at.AIRING_STACK, kind) * greatest(warmer_k, 0.0),
    )
    flow_m3_per_h = load(p, at.AIRING_M3_PER_H, kind) * root(driving)
    open_wh_per_m3k = load(hour, at.AIR_WH_PER_M3K, 0.0) * load(hour, at.AIRING_FRAC, 0.0)
    return select(warmer_k > 0.0, open_wh_per_m3k * flow_m3_per_h, 0.0)
