"""The slow, obvious twin: one full matrix an hour, written straight from EN ISO 52016-1:2017, 6.5.6.3.

No elimination, no merged node, no precomputed factor. Every temperature is an unknown, the mean radiant
temperature and the heating power too.
"""

import numpy as np

from nulopdemeter.kernels import layout as at
from nulopdemeter.kernels.air import two_thirds

DT_S = 3600.0


def air_exchange(p, hours, t, rules, air_c):
    """H_ve of an hour from the flows, one by one [W/K]."""
    out_c = hours.climate[t, at.OUT_C]
    rho_c = hours.climate[t, at.AIR_WH_PER_M3K]
    stack = p[at.LEAK_STACK_M3_PER_H] * two_thirds(abs(air_c - out_c))
    wind = p[at.LEAK_WIND_M3_PER_H] * hours.climate[t, at.WIND_POW]
    mixed = np.sqrt(p[at.VENT_UNBALANCED_M3_PER_H] ** 2 + stack**2 + wind**2)
    recovery = p[at.RECOVERY_FRAC]
    if air_c > out_c:
        recovery = min(recovery, (air_c - rules.frost_exhaust_c) / max(air_c - out_c, 1.0))
    recovery = max(recovery, 0.0)
    if air_c > rules.bypass_above_c and air_c > out_c > rules.bypass_out_above_c:
        recovery *= 1.0 - p[at.HAS_BYPASS]
    return (
        rho_c * (p[at.VENT_NATURAL_M3_PER_H] + mixed)
        + rules.balanced_wh_per_m3k * (1.0 - recovery) * p[at.VENT_BALANCED_M3_PER_H]
    )


class Twin:
    """One dwelling of a batch, hour by hour."""

    def __init__(self, i, zone, chains, lights, start_c=18.0):
        self.i, self.zone, self.chains, self.lights = i, zone, chains, lights
        self.n_chains, self.n_lights = chains.area_m2.shape[1], lights.area_m2.shape[1]
        self.total_m2 = chains.area_m2[i].sum() + lights.area_m2[i].sum()
        self.air = 5 * self.n_chains + 2 * self.n_lights
        self.radiant = self.air + 1
        self.size = self.air + 2
        self.theta = np.full(self.size, start_c)

    def system(self, t, hours, p, h_ve, internal_w, solar_w, power_w):
        """Matrix and right-hand side of an hour with a given heating (+) or cooling (−) power."""
        i, zone, chains, lights = self.i, self.zone, self.chains, self.lights
        out_c, sky = hours.climate[t, at.OUT_C], hours.climate[t, at.SKY_W_PER_M2]
        g, f = hours.ground_month[t], hours.ground_next_frac[t]
        ground_c = (1 - f) * zone.ground_c[i, g] + f * zone.ground_c[i, (g + 1) % 12]
        a, b = np.zeros((self.size, self.size)), np.zeros(self.size)
        f_int, f_sol, f_h = (
            zone.internal_convective_frac,
            zone.solar_convective_frac,
            zone.emitter_convective_frac[i],
        )
        solar_w = solar_w * (1 - zone.solar_lost_frac)
        q = ((1 - f_int) * internal_w + (1 - f_sol) * solar_w + (1 - f_h) * power_w) / self.total_m2
        air_before = self.theta[self.air]
        hri = zone.radiative_w_per_m2k

        def face(node, area_m2, h_ci):
            a[node, node] += h_ci + hri
            a[node, self.air] -= h_ci
            a[node, self.radiant] -= hri
            b[node] += q
            a[self.air, self.air] += area_m2 * h_ci
            a[self.air, node] -= area_m2 * h_ci
            a[self.radiant, node] -= area_m2 / self.total_m2

        a[self.radiant, self.radiant] = 1.0
        for e in range(self.n_chains):
            first = 5 * e
            kappa, h = chains.kappa_j_per_m2k[i, e] / DT_S, chains.h_w_per_m2k[i, e]
            for k in range(5):
                node = first + k
                a[node, node] += kappa[k]
                b[node] += kappa[k] * self.theta[node]
                if k < 4:
                    a[node, node] += h[k]
                    a[node, node + 1] -= h[k]
                    a[node + 1, node + 1] += h[k]
                    a[node + 1, node] -= h[k]
            boundary_c = (
                chains.from_out[i, e] * out_c
                + chains.from_zone[i, e] * air_before
                + chains.from_ground[i, e] * ground_c
                + chains.fixed_c[i, e]
            )
            sun = hours.sun[t, chains.sun_from[e] : chains.sun_from[e] + chains.sun[e].shape[1]]
            a[first, first] += chains.outside_w_per_m2k[i, e]
            b[first] += chains.outside_w_per_m2k[i, e] * boundary_c
            b[first] += chains.sun[e][i] @ sun - chains.sky_frac[i, e] * sky
            face(first + 4, chains.area_m2[i, e], chains.inside_w_per_m2k[i, e])
        for e in range(self.n_lights):
            outer, inner = 5 * self.n_chains + 2 * e, 5 * self.n_chains + 2 * e + 1
            h = lights.h_w_per_m2k[i, e]
            boundary_c = (
                lights.from_out[i, e] * out_c + lights.from_zone[i, e] * air_before + lights.fixed_c[i, e]
            )
            sun = hours.sun[t, lights.sun_from : lights.sun_from + lights.sun.shape[2]]
            a[outer, outer] += lights.outside_w_per_m2k[i, e] + h
            a[outer, inner] -= h
            a[inner, inner] += h
            a[inner, outer] -= h
            b[outer] += lights.outside_w_per_m2k[i, e] * boundary_c
            b[outer] += lights.sun[i, e] @ sun - lights.sky_frac[i, e] * sky
            face(inner, lights.area_m2[i, e], lights.inside_w_per_m2k[i, e])
        stored = zone.air_j_per_k[i] / DT_S
        a[self.air, self.air] += stored + h_ve + zone.bridges_w_per_k[i]
        b[self.air] += stored * air_before + (h_ve + zone.bridges_w_per_k[i]) * out_c
        b[self.air] += f_int * internal_w + f_sol * solar_w + f_h * power_w
        return a, b

    def controlled(self, theta, w):
        """Temperature that the thermostat sees."""
        return (1 - w) * theta[self.air] + w * theta[self.radiant]

    def hour(self, t, hours, p, rules, internal_w, solar_w, set_c, limit_w):
        """Advance an hour; return heating power, air and operative temperature."""
        w = rules.operative_frac
        air_c, out_c = self.theta[self.air], hours.climate[t, at.OUT_C]
        h_ve = air_exchange(p, hours, t, rules, air_c)
        free = np.linalg.solve(*self.system(t, hours, p, h_ve, internal_w, solar_w, 0.0))
        if self.controlled(free, w) > rules.airing_above_c and air_c > out_c:
            h_ve = self._aired(t, hours, p, rules, h_ve, internal_w, solar_w, air_c, out_c, free, w)
            free = np.linalg.solve(*self.system(t, hours, p, h_ve, internal_w, solar_w, 0.0))
        test_w = 1000.0
        tested = np.linalg.solve(*self.system(t, hours, p, h_ve, internal_w, solar_w, test_w))
        response = (self.controlled(tested, w) - self.controlled(free, w)) / test_w
        need_w = (set_c - self.controlled(free, w)) / response
        heat_w = min(max(need_w, 0.0), limit_w)
        self.theta = np.linalg.solve(*self.system(t, hours, p, h_ve, internal_w, solar_w, heat_w))
        return heat_w, self.theta[self.air], 0.5 * (self.theta[self.air] + self.theta[self.radiant]), h_ve

    def _aired(self, t, hours, p, rules, h_ve, internal_w, solar_w, air_c, out_c, free, w):
        """Open the windows by bisection until the limit is met or they are fully open."""
        driving = max(
            rules.airing_wind * hours.climate[t, at.WIND_SQ], p[at.AIRING_STACK] * max(air_c - out_c, 0.0)
        )
        most = hours.climate[t, at.AIR_WH_PER_M3K] * p[at.AIRING_M3_PER_H] * np.sqrt(driving)
        low, high = 0.0, most

        def controlled(extra):
            theta = np.linalg.solve(*self.system(t, hours, p, h_ve + extra, internal_w, solar_w, 0.0))
            return self.controlled(theta, w)

        if controlled(most) >= rules.airing_above_c:
            return h_ve + most
        for _ in range(200):
            middle = 0.5 * (low + high)
            low, high = (middle, high) if controlled(middle) > rules.airing_above_c else (low, middle)
        return h_ve + 0.5 * (low + high)
