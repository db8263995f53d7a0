"""Hot water in one hour: tank, solar collector and heater."""

from typing import Any, NamedTuple

from nulopdemeter.kernels import layout as at
from nulopdemeter.kernels.lanes import greatest, least, load, select, step, store
from nulopdemeter.kernels.plant import pump_capacity, pump_input

# A tank this near to its set point is full: charging aims at the set point exactly, and rounding must not decide.
_FULL_K = 0.001


class Water(NamedTuple):
    """The hot water of an hour [W]."""

    heat_w: Any  # by the heaters
    input: Any  # of them, other than electricity
    electricity: Any
    taken_frac: Any  # share of the hour that the heat pump is taken
    loss: Any  # to the surroundings
    collector: Any  # heat of the collector
    unmet: Any  # asked, and not given


@step
def collector_heat(p, hour, sun_w, draw_w, before_c, kind):
    """Return what a solar collector brings into the tank: η₀ A G − a A (θ_tank − θ_e), never more than the tank holds.

    Parameters
    ----------
    p : address
        Rows of the dwelling or block.
    hour : address
        Hourly columns.
    sun_w : number
        Sun on the collector times its optical efficiency [W].
    draw_w : number
        Heat in the water drawn from the tank [W].
    before_c : number
        Temperature of the tank at the end of the hour before [°C].
    kind : number
        Carries the type.

    Returns
    -------
    number
        [W] (EN ISO 9806 in its linear form).
    """
    out_c = load(hour, at.OUT_C, 0.0)
    gained_w = sun_w - load(p, at.COLLECTOR_LOSS_W_PER_K, kind) * (before_c - out_c)
    room_w = load(p, at.TANK_STORE_W_PER_K, kind) * (load(p, at.TANK_MOST_C, kind) - before_c) + draw_w
    return greatest(least(gained_w, room_w), 0.0)


@step
def from_tank_frac(p, hour, before_c, kind):
    """Return the share of the heat drawn that the tank gives; the rest is made by the heater behind it.

    Parameters
    ----------
    p : address
        Rows of the dwelling or block.
    hour : address
        Hourly columns.
    before_c : number
        Temperature of the tank [°C].
    kind : number
        Carries the type.

    Returns
    -------
    number
        1 but for a tank that only preheats.
    """
    lift_k = before_c - load(hour, at.WATER_COLD_C, 0.0)
    reached = least(greatest(lift_k * load(hour, at.WATER_PER_LIFT, 0.0), 0.0), 1.0)
    return 1.0 - load(p, at.TANK_PREHEATS, kind) * (1.0 - reached)


@step
def hot_water(p, hour, rules, draw_w, sun_w, raise_k, tank, has_collector, has_source, kind):
    """Charge and draw the hot water tank, or make the water at once without one.

    One well-mixed node, backward Euler. Charging starts below the lower limit and goes on until the set
    temperature; an element keeps the least useful temperature as far as its power goes. Below that temperature nothing
    is drawn: what was asked then is not met. Once a week the tank is heated through, in as many hours as that takes:
    charged as far as the set temperature, and from there on by the element. In hours in which the set temperature is
    raised the heat pump makes water that is as much hotter, as far as it can.

    Parameters
    ----------
    p : address
        Rows of the dwelling or block.
    hour : address
        Hourly columns, climate first.
    rules : Rules
        Controls.
    draw_w : number
        Heat in the water drawn [W].
    sun_w : number
        Sun on the collector times its optical efficiency [W].
    raise_k : number
        Added to the set point in this hour [K].
    tank : address
        Temperature at the end of the hour before [°C], whether it is charging, and whether it is still to be heated
        through; updated.
    has_collector : int
        Whether any of the dwellings has a solar collector.
    has_source : int
        Whether the source of any of the heat pumps is bounded.
    kind : number
        Carries the type.

    Returns
    -------
    Water
        What heats it, what that takes, and what is not met.
    """
    before_c = load(tank, at.TANK_C, kind)
    set_c = load(p, at.TANK_SET_C, kind) + raise_k
    is_due = greatest(load(tank, at.TANK_WAITS, kind), load(hour, at.IS_LEGIONELLA, 0.0))
    through_c = load(p, at.TANK_LEGIONELLA_C, kind) * is_due
    on_below_c = greatest(load(p, at.TANK_ON_BELOW_C, kind) + raise_k, through_c)
    charging = select(before_c < on_below_c, 1.0, load(tank, at.TANK_CHARGES, kind))
    charging = select(before_c >= set_c - _FULL_K, 0.0, charging)
    store_w_per_k = load(p, at.TANK_STORE_W_PER_K, kind)
    loss_w_per_k = load(p, at.TANK_LOSS_W_PER_K, kind)
    ambient_c = load(p, at.TANK_AMBIENT_C, kind)
    by_pump = load(p, at.WATER_BY_PUMP, kind)
    flow_c = least(load(p, at.WATER_FLOW_C, kind) + raise_k, load(p, at.PUMP_MAX_FLOW_C, kind))
    input_frac = pump_input(p, hour, rules, flow_c, kind)
    capacity_w = pump_capacity(p, hour, rules, flow_c, input_frac, has_source, kind)
    limit_w = select(by_pump > 0.0, capacity_w, load(p, at.WATER_MAX_W, kind))
    drawn_w = draw_w * from_tank_frac(p, hour, before_c, kind)
    behind_w = draw_w - drawn_w
    collector_w = kind * 0.0
    if has_collector > 0:
        collector_w = collector_heat(p, hour, sun_w, drawn_w, before_c, kind)
    wanted_w = store_w_per_k * (set_c - before_c) + drawn_w + loss_w_per_k * (set_c - ambient_c) - collector_w
    heat_w = charging * least(greatest(wanted_w, 0.0), limit_w)
    given_w = heat_w + collector_w - drawn_w + loss_w_per_k * ambient_c
    after_c = load(p, at.TANK_INVERSE_K_PER_W, kind) * (store_w_per_k * before_c + given_w)
    useful_c = load(p, at.TANK_MIN_C, kind)
    lacking_w = greatest(greatest(useful_c, through_c) - after_c, 0.0) * (store_w_per_k + loss_w_per_k)
    left_w = load(p, at.TANK_ELEMENT_W, kind) - load(p, at.ELEMENT_HEATS, kind) * heat_w
    element_w = least(lacking_w, greatest(left_w, 0.0))
    after_c = after_c + load(p, at.TANK_INVERSE_K_PER_W, kind) * element_w
    unmet_w = greatest(useful_c - after_c, 0.0) * (store_w_per_k + loss_w_per_k)
    unmet_w = least(unmet_w, drawn_w)
    after_c = after_c + load(p, at.TANK_INVERSE_K_PER_W, kind) * unmet_w
    store(tank, at.TANK_C, after_c)
    store(tank, at.TANK_CHARGES, charging)
    store(tank, at.TANK_WAITS, select(after_c < through_c - _FULL_K, kind + 1.0, kind))
    pump_w = by_pump * heat_w
    other_w = heat_w - pump_w + behind_w
    electricity_w = pump_w * input_frac + element_w + other_w * load(p, at.WATER_ELECTRICITY, kind)
    taken_frac = pump_w / greatest(capacity_w, 1.0)
    loss_w = loss_w_per_k * (after_c - ambient_c)
    input_w = other_w * load(p, at.WATER_INPUT, kind)
    given_w = heat_w + element_w + behind_w
    return Water(given_w, input_w, electricity_w, taken_frac, loss_w, collector_w, unmet_w)
