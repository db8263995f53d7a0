"""Hot water, heat pump and backup of an hour in plain numbers: what is left to heat the rooms, and what the tank loses."""

import numpy as np

from nulopdemeter.kernels import layout as at


def input_per_heat(p, climate, flow_c):
    """1/COP from the second-law efficiencies of the two tests."""
    at_low = sum(p[at.PUMP_35_M7 + k] * climate[at.HAT_M7 + k] for k in range(4))
    at_high = sum(p[at.PUMP_55_M7 + k] * climate[at.HAT_M7 + k] for k in range(4))
    share = np.clip((flow_c - climate[at.PUMP_LOW_C]) * climate[at.PUMP_SPAN_PER_K], -0.25, 1.25)
    source_c = climate[at.OUT_C] if p[at.PUMP_FROM_AIR] else climate[at.BRINE_C]
    carnot = (flow_c + 273.15) / max(flow_c - source_c, 6.0)
    return min(1.0 / (((1 - share) * at_low + share * at_high) * carnot), 1.0)


def full_load_w(p, climate, flow_c):
    """Heat at full load; 0 outside the limits of the machine."""
    out_c = climate[at.OUT_C]
    if out_c < p[at.PUMP_OFF_BELOW_C] or flow_c > p[at.PUMP_MAX_FLOW_C]:
        return 0.0
    by_source = 1 + p[at.PUMP_CAPACITY_SOURCE_PER_K] * (out_c + 7)
    by_flow = 1 - p[at.PUMP_CAPACITY_FLOW_PER_K] * (flow_c - 35)
    return p[at.PUMP_CAPACITY_W] * max(by_source * by_flow, 0.0)


class Machines:
    """Tank and generators of one dwelling, hour by hour."""

    def __init__(self, p, tank_c=50.0):
        self.p, self.tank_c, self.is_charging = p, tank_c, False

    def hour(self, climate, draw_w):
        """Return the most that emitters and generators give the rooms, and the loss of the tank [W]."""
        p = self.p
        taken_frac, loss_w = self._water(climate, draw_w)
        flow_c = max(p[at.FLOW_ROOM_C] + climate[at.CURVE] * p[at.FLOW_SPAN_K], p[at.FLOW_MIN_C])
        pump_w = full_load_w(p, climate, flow_c) * (1 - taken_frac)
        is_dear = input_per_heat(p, climate, flow_c) > p[at.PUMP_MOST_INPUT]
        if is_dear or flow_c > p[at.ROOM_MAX_FLOW_C]:
            pump_w = 0.0
        return min(pump_w + p[at.BACKUP_W], p[at.HEATING_MAX_W]), loss_w

    def _water(self, climate, draw_w):
        p = self.p
        if p[at.TANK_STORE_W_PER_K] == 0:
            return 0.0, 0.0
        store, loss = p[at.TANK_STORE_W_PER_K], p[at.TANK_LOSS_W_PER_K]
        set_c, ambient_c, before_c = p[at.TANK_SET_C], p[at.TANK_AMBIENT_C], self.tank_c
        self.is_charging = (self.is_charging or before_c < p[at.TANK_ON_BELOW_C]) and before_c < set_c - 0.001
        most_w = full_load_w(p, climate, p[at.WATER_FLOW_C])
        heat_w = 0.0
        if self.is_charging:
            heat_w = min(max(store * (set_c - before_c) + draw_w + loss * (set_c - ambient_c), 0.0), most_w)
        after_c = (store * before_c + heat_w - draw_w + loss * ambient_c) / (store + loss)
        self.tank_c = max(after_c, p[at.TANK_MIN_C])
        return heat_w / max(most_w, 1.0), loss * (self.tank_c - ambient_c)
