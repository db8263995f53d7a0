"""Hot water, heat pump, backup, car, battery and meter of an hour in plain numbers."""

from typing import NamedTuple

import numpy as np

from nulopdemeter.kernels import layout as at


def input_per_heat(p, climate, flow_c):
    """1/COP from the second-law efficiencies of the two tests."""
    at_low = sum(p[at.PUMP_35_M7 + k] * climate[at.HAT_M7 + k] for k in range(4))
    at_high = sum(p[at.PUMP_55_M7 + k] * climate[at.HAT_M7 + k] for k in range(4))
    share = np.clip((flow_c - climate[at.PUMP_LOW_C]) * climate[at.PUMP_SPAN_PER_K], -0.25, 1.25)
    source_c = p[at.PUMP_SOURCE_C]
    if p[at.PUMP_FROM_AIR]:
        source_c += climate[at.OUT_C]
    if p[at.PUMP_FROM_BRINE]:
        source_c += climate[at.BRINE_C]
    bow = 1 + p[at.PUMP_FROM_AIR] * climate[at.PUMP_BOW]
    cop = bow * ((1 - share) * at_low + share * at_high) * (flow_c + 273.15) / max(flow_c - source_c, 6.0)
    return 1.0 / max(cop, 1.0)


def full_load_w(p, climate, flow_c):
    """Heat at full load; 0 outside the limits of the machine."""
    out_c = climate[at.OUT_C]
    if out_c < p[at.PUMP_OFF_BELOW_C] or flow_c > p[at.PUMP_MAX_FLOW_C]:
        return 0.0
    by_source = 1 + p[at.PUMP_CAPACITY_SOURCE_PER_K] * (out_c + 7)
    by_flow = 1 - p[at.PUMP_CAPACITY_FLOW_PER_K] * (flow_c - 35)
    full_w = p[at.PUMP_CAPACITY_W] * max(by_source * by_flow, 0.0)
    if climate[at.IS_QUIET]:
        full_w *= 1 - p[at.PUMP_QUIET_FRAC]
    from_source = 1 - input_per_heat(p, climate, flow_c)
    return full_w if from_source == 0 else min(full_w, p[at.PUMP_SOURCE_MOST_W] / from_source)


def pump_input_w(p, climate, flow_c, heat_w):
    """Electricity for heat, starting and stopping included."""
    if heat_w == 0:
        return 0.0
    loss = p[at.PUMP_CYCLING_FRAC]
    # Full load over rated capacity, times the least share of it at which the machine goes on.
    full_frac = full_load_w(p, climate, flow_c) / p[at.PUMP_CAPACITY_W]
    least_w = p[at.PUMP_LEAST_PER_W] * p[at.PUMP_CAPACITY_W] * full_frac * p[at.PUMP_CAPACITY_W]
    x = np.clip(heat_w / least_w, 1 / p[at.PUMP_MOST_CYCLING], 1) if least_w else 1.0
    cop_share = x / ((1 - loss) * x + loss)
    return heat_w * input_per_heat(p, climate, flow_c) / cop_share


class Hour(NamedTuple):
    """What the machines do before the rooms ask."""

    most_w: float
    spare_w: float  # the heat pump alone
    loss_w: float
    raise_k: float  # of the set point of the rooms


class Machines:
    """Tank and generators of one dwelling, hour by hour."""

    def __init__(self, p, tank_c=50.0):
        self.p, self.tank_c, self.is_charging, self.is_due = p, tank_c, False, False
        # Of the last hour.
        self.heat_w = self.collector_w = self.element_w = self.unmet_w = self.taken_frac = 0.0
        self.electricity_w = 0.0

    def hour(self, climate, draw_w, collector_w, surplus_w, air_c):
        """Return the most that emitters and generators give the rooms, and the loss of the tank [W]."""
        p = self.p
        has_sun = surplus_w > p[at.SURPLUS_FROM_W]
        raises = [has_sun * p[at.TANK_RAISE_SUN_K], climate[at.IS_CHEAP] * p[at.TANK_RAISE_CHEAP_K]]
        taken_frac, loss_w = self._water(climate, draw_w, collector_w, max(raises))
        flow_c = max(p[at.FLOW_ROOM_C] + climate[at.CURVE] * p[at.FLOW_SPAN_K], p[at.FLOW_MIN_C])
        pump_w = full_load_w(p, climate, flow_c) * (1 - taken_frac)
        is_dear = input_per_heat(p, climate, flow_c) > p[at.PUMP_MOST_INPUT]
        if is_dear or flow_c > p[at.ROOM_MAX_FLOW_C] or climate[at.OUT_C] < p[at.ROOM_ABOVE_C]:
            pump_w = 0.0
        lift_k = max(flow_c - p[at.EMITTER_SPREAD_K] - air_c, 0.0)
        per_k = p[at.EMITTER_W_PER_K] + p[at.EMITTER_ROOT] * np.sqrt(lift_k) + p[at.EMITTER_SQ] * lift_k
        raises = [has_sun * p[at.ROOM_RAISE_SUN_K], climate[at.IS_CHEAP] * p[at.ROOM_RAISE_CHEAP_K]]
        emitters_w = p[at.HEATING_MAX_W] + lift_k * per_k
        backup_w = p[at.BACKUP_W] * (1 - taken_frac if p[at.BACKUP_IS_ELECTRIC] else 1)
        return Hour(min(pump_w + backup_w, emitters_w), min(pump_w, emitters_w), loss_w, max(raises))

    def _water(self, climate, draw_w, sun_w, raise_k):
        p = self.p
        if p[at.TANK_STORE_W_PER_K] == 0:
            return 0.0, 0.0
        store, loss = p[at.TANK_STORE_W_PER_K], p[at.TANK_LOSS_W_PER_K]
        set_c, ambient_c, before_c = p[at.TANK_SET_C] + raise_k, p[at.TANK_AMBIENT_C], self.tank_c
        through_c = p[at.TANK_LEGIONELLA_C] if self.is_due or climate[at.IS_LEGIONELLA] else 0.0
        begins = before_c < max(p[at.TANK_ON_BELOW_C] + raise_k, through_c)
        self.is_charging = (self.is_charging or begins) and before_c < set_c - 0.001
        asked_w = draw_w
        if p[at.TANK_PREHEATS]:
            reached = (before_c - climate[at.WATER_COLD_C]) * climate[at.WATER_PER_LIFT]
            draw_w = draw_w * np.clip(reached, 0, 1)
        gained_w = sun_w - p[at.COLLECTOR_LOSS_W_PER_K] * (before_c - climate[at.OUT_C])
        collector_w = max(min(gained_w, store * (p[at.TANK_MOST_C] - before_c) + draw_w), 0.0)
        flow_c = min(p[at.WATER_FLOW_C] + raise_k, p[at.PUMP_MAX_FLOW_C])
        most_w = full_load_w(p, climate, flow_c) if p[at.WATER_BY_PUMP] else p[at.WATER_MAX_W]
        heat_w = 0.0
        if self.is_charging:
            wanted_w = store * (set_c - before_c) + draw_w + loss * (set_c - ambient_c) - collector_w
            heat_w = min(max(wanted_w, 0.0), most_w)
        after_c = (store * before_c + heat_w + collector_w - draw_w + loss * ambient_c) / (store + loss)
        # The element first, then people who go without; what is still lacking makes the tank colder.
        may_w = max(p[at.TANK_ELEMENT_W] - (heat_w if p[at.ELEMENT_HEATS] else 0.0), 0.0)
        wanted_c = max(p[at.TANK_MIN_C], through_c)
        self.element_w = min(max((wanted_c - after_c) * (store + loss), 0.0), may_w)
        after_c += self.element_w / (store + loss)
        self.unmet_w = min(max((p[at.TANK_MIN_C] - after_c) * (store + loss), 0.0), draw_w)
        self.tank_c = after_c + self.unmet_w / (store + loss)
        self.is_due = self.tank_c < through_c - 0.001
        by_pump_w, other_w = (heat_w, 0.0) if p[at.WATER_BY_PUMP] else (0.0, heat_w)
        self.electricity_w = by_pump_w * input_per_heat(p, climate, flow_c) + self.element_w
        self.electricity_w += (other_w + asked_w - draw_w) * p[at.WATER_ELECTRICITY]
        self.heat_w, self.collector_w = heat_w, collector_w
        self.taken_frac = heat_w / max(most_w, 1.0) if p[at.WATER_BY_PUMP] else 0.0
        return self.taken_frac, loss * (self.tank_c - ambient_c)


def auxiliary_w(p, machines, room_heat_w, pump_heat_w):
    """Controls, pumps, and a heat pump that waits for the part of the hour in which it heats neither rooms nor tank."""
    rests_frac = 0.0 if pump_heat_w > 0 else 1 - machines.taken_frac
    pumping_w = p[at.PUMPING_W] * (room_heat_w > 0) + p[at.COLLECTOR_PUMP_W] * (machines.collector_w > 0)
    return p[at.STANDBY_W] + pumping_w + rests_frac * p[at.PUMP_IDLE_W]


class Stores:
    """Battery, car and meter of one dwelling, hour by hour."""

    def __init__(self, p):
        self.p, self.battery_wh, self.lacks_wh = p, 0.0, 0.0

    def hour(self, climate, load_w, sun_w):
        """Return net, car, charged, discharged, curtailed and what the car lacked when it left [W]."""
        p = self.p
        pv_w = min(sun_w, p[at.PV_MOST_W])
        ev_w, unmet_w = self._car(climate, pv_w - load_w)
        charged_w, discharged_w = self._battery(climate, pv_w - load_w, ev_w)
        net_w = load_w + ev_w + charged_w - discharged_w - pv_w
        may_w = p[at.EXPORT_MOST_W]
        if climate[at.IS_NEGATIVE] and p[at.EXPORT_STOPS]:
            may_w = 0.0
        excess_w = max(-net_w - may_w, 0.0)
        return net_w + excess_w, ev_w, charged_w, discharged_w, sun_w - pv_w + excess_w, unmet_w

    def _car(self, climate, surplus_w):
        p = self.p
        unmet_wh = 0.0
        if climate[at.EV_ARRIVES]:
            unmet_wh, self.lacks_wh = self.lacks_wh, p[at.EV_DAY_WH]
        if not climate[at.EV_IS_HOME]:
            return 0.0, unmet_wh
        if p[at.EV_AT_ONCE] or (p[at.EV_BY_PRICE] and climate[at.IS_CHEAP]):
            wish_w = p[at.EV_W]
        else:
            wish_w = min(max(surplus_w, 0.0), p[at.EV_W]) if p[at.EV_BY_SUN] else 0.0
        # Whatever the later hours can no longer bring.
        must_wh = max(self.lacks_wh - p[at.EV_W] * climate[at.EV_LATER_H], 0.0)
        power_w = min(self.lacks_wh, max(wish_w, min(must_wh, p[at.EV_W])))
        self.lacks_wh -= power_w
        return power_w, unmet_wh

    def _battery(self, climate, surplus_w, ev_w):
        p = self.p
        if p[at.BATTERY_WH] == 0:
            return 0.0, 0.0
        self.battery_wh *= p[at.BATTERY_KEEPS_FRAC]
        buys = p[at.BATTERY_BY_PRICE] and climate[at.IS_CHEAP]
        charged_w = p[at.BATTERY_W] if buys else np.clip(surplus_w - ev_w, 0, p[at.BATTERY_W])
        room_wh = p[at.BATTERY_WH] - self.battery_wh
        charged_w = min(charged_w, room_wh / p[at.BATTERY_FRAC])
        holds = p[at.BATTERY_BY_PRICE] and not climate[at.IS_DEAR]
        discharged_w = 0.0 if holds else np.clip(-surplus_w, 0, p[at.BATTERY_W])
        discharged_w = min(discharged_w, self.battery_wh * p[at.BATTERY_FRAC])
        self.battery_wh += charged_w * p[at.BATTERY_FRAC] - discharged_w / p[at.BATTERY_FRAC]
        return charged_w, discharged_w
