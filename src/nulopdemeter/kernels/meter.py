"""What passes the electricity meter in one hour: load, car, panels, battery, and what the grid lets through."""

from typing import Any, NamedTuple

from nulopdemeter.kernels import layout as at
from nulopdemeter.kernels.lanes import greatest, least, load, step, store


class Meter(NamedTuple):
    """The electricity of an hour [W]."""

    net: Any  # import positive
    ev: Any  # into the car
    charged: Any  # into the battery
    discharged: Any  # out of it
    curtailed: Any  # what the panels could have given
    ev_unmet: Any  # what the car lacked when it last left, told as it comes home


@step
def car_load(p, hour, surplus_w, stores, kind):
    """Charge the car: at once, in cheap hours, from the panels, and in any case before it leaves.

    It must be charged with what the hours after this one can no longer bring. What it lacks as it leaves it charges
    elsewhere.

    Parameters
    ----------
    p : address
        Rows of the dwelling or block.
    hour : address
        Hourly columns.
    surplus_w : number
        What the panels give beyond the load [W].
    stores : address
        Rows of ``layout.N_STORES``; what the car lacks is updated.
    kind : number
        Carries the type.

    Returns
    -------
    tuple of number
        Into the car, and what it lacked when it left; the latter in the hour in which it comes home [W].
    """
    arrives = load(hour, at.EV_ARRIVES, 0.0)
    unmet_w = load(stores, at.EV_LACKS_WH, kind) * arrives
    lacks_w = load(stores, at.EV_LACKS_WH, kind) - unmet_w + load(p, at.EV_DAY_WH, kind) * arrives
    most_w = load(p, at.EV_W, kind)
    wish = greatest(
        load(p, at.EV_AT_ONCE, kind), load(p, at.EV_BY_PRICE, kind) * load(hour, at.IS_CHEAP, 0.0)
    )
    wish_w = greatest(most_w * wish, lacks_w - most_w * load(hour, at.EV_LATER_H, 0.0))
    wish_w = greatest(wish_w, load(p, at.EV_BY_SUN, kind) * surplus_w)
    power_w = load(hour, at.EV_IS_HOME, 0.0) * least(lacks_w, least(wish_w, most_w))
    store(stores, at.EV_LACKS_WH, lacks_w - power_w)
    return power_w, unmet_w


@step
def battery(p, hour, surplus_w, ev_w, stores, kind):
    """Charge with the surplus, discharge into the house; by price also charge in cheap hours and hold until dear ones.

    Parameters
    ----------
    p : address
        Rows of the dwelling or block.
    hour : address
        Hourly columns.
    surplus_w : number
        What the panels give beyond the load of the house [W].
    ev_w : number
        Into the car [W]: it takes of the surplus first, and nothing from the battery.
    stores : address
        Rows of ``layout.N_STORES``; what the battery holds is updated.
    kind : number
        Carries the type.

    Returns
    -------
    tuple of number
        Charged and discharged at the grid's side [W].
    """
    one_way, inverse = load(p, at.BATTERY_FRAC, kind), load(p, at.BATTERY_INVERSE, kind)
    held_wh = load(stores, at.BATTERY_NOW_WH, kind) * load(p, at.BATTERY_KEEPS_FRAC, kind)
    most_w, by_price = load(p, at.BATTERY_W, kind), load(p, at.BATTERY_BY_PRICE, kind)
    buys_w = most_w * by_price * load(hour, at.IS_CHEAP, 0.0)
    charged_w = least(greatest(surplus_w - ev_w, buys_w), most_w)
    charged_w = greatest(least(charged_w, (load(p, at.BATTERY_WH, kind) - held_wh) * inverse), 0.0)
    may = 1.0 - by_price * (1.0 - load(hour, at.IS_DEAR, 0.0))
    discharged_w = least(greatest(-surplus_w, 0.0) * may, least(most_w, held_wh * one_way))
    store(stores, at.BATTERY_NOW_WH, held_wh + charged_w * one_way - discharged_w * inverse)
    return charged_w, discharged_w


@step
def read_meter(p, hour, load_w, sun_w, stores, has_stores, kind):
    """Return what passes the meter.

    Parameters
    ----------
    p : address
        Rows of the dwelling or block.
    hour : address
        Hourly columns.
    load_w : number
        What machines and household use [W].
    sun_w : number
        What the panels could give [W].
    stores : address
        Rows of ``layout.N_STORES``; battery and car are updated.
    has_stores : int
        Whether any of the dwellings has a battery or a car.
    kind : number
        Carries the type.

    Returns
    -------
    Meter
        What the grid does not let through is curtailed: at the inverter (voltage), and above the most that may be
        exported, which is nothing in hours of negative prices where the contract says so.
    """
    pv_w = least(sun_w, load(p, at.PV_MOST_W, kind))
    ev_w, unmet_w, charged_w, discharged_w = kind * 0.0, kind * 0.0, kind * 0.0, kind * 0.0
    if has_stores > 0:
        ev_w, unmet_w = car_load(p, hour, pv_w - load_w, stores, kind)
        charged_w, discharged_w = battery(p, hour, pv_w - load_w, ev_w, stores, kind)
    net_w = load_w + ev_w + charged_w - discharged_w - pv_w
    opens = 1.0 - load(p, at.EXPORT_STOPS, kind) * load(hour, at.IS_NEGATIVE, 0.0)
    excess_w = greatest(-net_w - load(p, at.EXPORT_MOST_W, kind) * opens, 0.0)
    return Meter(net_w + excess_w, ev_w, charged_w, discharged_w, sun_w - pv_w + excess_w, unmet_w)
