"""The slow, obvious twin: one full matrix an hour, written straight from EN ISO 52016-1:2017, 6.5.6.3.

No elimination, no merged node, no precomputed factor. Every temperature is an unknown, the mean radiant
temperature too; with films that vary the matrix is built anew for every pass.
"""

from typing import NamedTuple

import numpy as np

from nulopdemeter.kernels import layout as at
from nulopdemeter.kernels.air import two_thirds
from tests.kernels.machines import Machines

DT_S = 3600.0
START_C = 18.0
START_FILM_W_PER_M2K = 2.0


class Acting(NamedTuple):
    """What acts on a zone in an hour."""

    climate: np.ndarray
    sun: np.ndarray
    ground_c: float
    internal_w: float
    beam_w: float
    spread_w: float
    set_c: float
    most_w: float
    spare_w: float
    raise_k: float


class Outcome(NamedTuple):
    """What an hour ends with; ``inside`` are the convective films it was solved with."""

    heat_w: float
    cooling_w: float
    air_c: float
    radiant_c: float
    h_ve_w_per_k: float
    opening_w_per_k: float
    theta: np.ndarray
    inside: np.ndarray


def air_exchange(p, climate, rules, air_c):
    """H_ve of an hour from the flows, one by one [W/K]."""
    out_c = climate[at.OUT_C]
    stack = p[at.LEAK_STACK_M3_PER_H] * two_thirds(abs(air_c - out_c))
    wind = p[at.LEAK_WIND_M3_PER_H] * climate[at.WIND_POW]
    flow = climate[at.FLOW_FRAC]
    mixed = np.sqrt((flow * p[at.VENT_UNBALANCED_M3_PER_H]) ** 2 + stack**2 + wind**2)
    recovery = min(p[at.RECOVERY_FRAC], (air_c - rules.frost_exhaust_c) / max(air_c - out_c, 1.0))
    recovery = max(recovery, 0.0)
    if air_c > rules.bypass_above_c and air_c > out_c > rules.bypass_out_above_c:
        recovery *= 1.0 - p[at.HAS_BYPASS]
    outdoor = climate[at.AIR_WH_PER_M3K] * (p[at.VENT_NATURAL_M3_PER_H] + mixed)
    return outdoor + rules.balanced_wh_per_m3k * (1.0 - recovery) * flow * p[at.VENT_BALANCED_M3_PER_H]


def frost_preheat_w(p, climate, rules, air_c):
    """What warms the supply so far that the exhaust leaves at the frost limit; 0 where recovery is throttled [W]."""
    if not p[at.FROST_INVERSE]:
        return 0.0
    moved_w_per_k = rules.balanced_wh_per_m3k * climate[at.FLOW_FRAC] * p[at.VENT_BALANCED_M3_PER_H]
    from_c = air_c - max(air_c - rules.frost_exhaust_c, 0.0) / p[at.RECOVERY_FRAC]
    return moved_w_per_k * max(from_c - climate[at.OUT_C], 0.0)


def open_most(p, climate, rules, air_c):
    """H_ve of windows opened as far as they may be (EN 16798-7:2017, 6.4.3.5) [W/K]."""
    warmer_k = air_c - climate[at.OUT_C]
    if warmer_k <= 0:
        return 0.0
    driving = max(rules.airing_wind * climate[at.WIND_SQ], p[at.AIRING_STACK] * warmer_k)
    flow_m3_per_h = climate[at.AIRING_FRAC] * p[at.AIRING_M3_PER_H] * np.sqrt(driving)
    return climate[at.AIR_WH_PER_M3K] * flow_m3_per_h


def wind_film(films, i, e, climate):
    """h_ce of an element [W/(m²K)]."""
    natural, forced = films.natural_w_per_m2k[i, e], films.windward[i, e] * climate[at.WIND_WINDWARD]
    forced += films.leeward[i, e] * climate[at.WIND_LEEWARD]
    return natural + films.rough_factor[i, e] * (np.sqrt(natural**2 + forced**2) - natural)


class Twin:
    """One dwelling of a batch, hour by hour."""

    def __init__(self, i, building, weights, p, rules):
        self.i, self.weights, self.p, self.rules = i, weights, p, rules
        self.zone, self.chains, self.lights = building
        self.machines = Machines(p)
        n_chains, n_lights = self.chains.area_m2.shape[1], self.lights.area_m2.shape[1]
        self.faces = [(self.chains, e, 5 * e + 4) for e in range(n_chains)]
        self.faces += [(self.lights, j, 5 * n_chains + 2 * j + 1) for j in range(n_lights)]
        self.total_m2 = sum(x.area_m2[i, e] for x, e, _ in self.faces)
        self.air = 5 * n_chains + 2 * n_lights
        self.radiant = self.air + 1
        self.theta = np.full(self.air + 2, START_C)
        self.varies = self.chains.films is not None
        self.inside = np.array([self._first_film(x, e) for x, e, _ in self.faces])

    def _first_film(self, elements, e):
        return START_FILM_W_PER_M2K if self.varies else elements.inside_w_per_m2k[self.i, e]

    def acting(self, t, hours):
        """Weights times profiles, suns and ground of an hour."""
        i, w, p, zone = self.i, self.weights, self.p, self.zone

        def of(values, table, first):
            return values[i] @ table[t, first : first + values.shape[1]]

        surplus_w = w.pv_kwp[i] @ hours.pv[t] - of(w.use, hours.profiles, w.use_from)
        machines = self.machines.hour(
            hours.climate[t],
            of(w.water, hours.profiles, w.water_from),
            of(w.collector_m2, hours.sun, w.collector_from) if w.collector_m2 is not None else 0.0,
            surplus_w,
            self.theta[self.air],
        )
        gain_w = of(w.gain, hours.profiles, w.gain_from) + p[at.FAN_HEAT_W] * hours.climate[t, at.FAN_FRAC]
        gain_w += frost_preheat_w(p, hours.climate[t], self.rules, self.theta[self.air])
        g, f = hours.ground_month[t], hours.ground_next_frac[t]
        return Acting(
            hours.climate[t],
            hours.sun[t],
            (1 - f) * zone.ground_c[i, g] + f * zone.ground_c[i, (g + 1) % 12],
            gain_w + p[at.TANK_LOSS_TO_ROOM_FRAC] * machines.loss_w,
            of(zone.beam_m2, hours.sun, zone.beam_from),
            of(zone.spread_m2, hours.sun, zone.spread_from),
            of(w.set_point, hours.profiles, w.set_from),
            machines.most_w,
            machines.spare_w,
            machines.raise_k,
        )

    def equations(self, now, inside, h_ve):
        """Matrix and right-hand side of an hour without heating or cooling."""
        a, b = np.zeros((len(self.theta), len(self.theta))), np.zeros(len(self.theta))
        for e in range(self.chains.area_m2.shape[1]):
            kappa = self.chains.kappa_j_per_m2k[self.i, e] / DT_S
            self._inner(a, b, 5 * e, self.chains.h_w_per_m2k[self.i, e], kappa)
            sun = now.sun[self.chains.sun_from[e] :][: self.chains.sun[e].shape[1]]
            self._outer(a, b, 5 * e, self.chains, e, self.chains.sun[e][self.i] @ sun, now)
        for j in range(self.lights.area_m2.shape[1]):
            outer = 5 * self.chains.area_m2.shape[1] + 2 * j
            self._inner(a, b, outer, self.lights.h_w_per_m2k[self.i, j : j + 1], np.zeros(2))
            sun = now.sun[self.lights.sun_from :][: self.lights.sun.shape[2]]
            self._outer(a, b, outer, self.lights, j, self.lights.sun[self.i, j] @ sun, now)
        for (elements, e, node), h_ci in zip(self.faces, inside, strict=True):
            self._face(a, b, elements, e, node, h_ci, now)
        self._air_node(a, b, now, h_ve)
        return a, b

    def _inner(self, a, b, first, h, kappa):
        """Equation 40: storage of every node, conduction between neighbours."""
        for k in range(len(kappa)):
            a[first + k, first + k] += kappa[k]
            b[first + k] += kappa[k] * self.theta[first + k]
        for k, conductance in enumerate(h):
            for one, other in ((first + k, first + k + 1), (first + k + 1, first + k)):
                a[one, one] += conductance
                a[one, other] -= conductance

    def _outer(self, a, b, node, elements, e, absorbed, now):
        """Equation 39: boundary, sun and sky at the outer face."""
        a[node, node] += self.outside(elements, e, now)[0]
        b[node] += self.outside(elements, e, now)[1] + absorbed
        b[node] -= elements.sky_frac[self.i, e] * now.climate[at.SKY_W_PER_M2]

    def outside(self, elements, e, now):
        """Conductance to the boundary, and conductance times temperature of the boundary, per m²."""
        i, out_c = self.i, now.climate[at.OUT_C]
        boundary_c = elements.from_out[i, e] * out_c + elements.fixed_c[i, e]
        boundary_c += elements.from_zone[i, e] * self.theta[self.air]
        if elements is self.chains:
            boundary_c += elements.from_ground[i, e] * now.ground_c
        h = elements.outside_w_per_m2k[i, e]
        film = wind_film(elements.films, i, e, now.climate) if self.varies else 0.0
        if self.varies:
            film += elements.films.radiative[i, e] * now.climate[at.RADIATIVE_OUT_W_PER_M2K]
        return h + film, h * boundary_c + film * out_c

    def absorbed(self, elements, e, now):
        """Gains at an inside face, without heating [W/m²]."""
        q = (1 - self.zone.internal_convective_frac) * now.internal_w / self.total_m2
        q += elements.beam_per_m2[self.i, e] * now.beam_w
        return q + elements.spread_per_m2[self.i, e] * now.spread_w

    def _face(self, a, b, elements, e, node, h_ci, now):
        """Equation 41, with the films' other ends in the air and mean radiant nodes."""
        area_m2, h_ri = elements.area_m2[self.i, e], elements.radiative_w_per_m2k[self.i, e]
        b[node] += self.absorbed(elements, e, now)
        for other, film in ((self.air, h_ci), (self.radiant, h_ri)):
            a[node, node] += film
            a[node, other] -= film
            a[other, other] += area_m2 * film
            a[other, node] -= area_m2 * film

    def _air_node(self, a, b, now, h_ve):
        """Equation 38, without the faces."""
        zone, out_c = self.zone, now.climate[at.OUT_C]
        stored = zone.air_j_per_k[self.i] / DT_S
        loss = h_ve + zone.bridges_w_per_k[self.i]
        a[self.air, self.air] += stored + loss
        b[self.air] += stored * self.theta[self.air] + loss * out_c
        b[self.air] += zone.internal_convective_frac * now.internal_w
        b[self.air] += zone.beam_air_frac * now.beam_w + zone.spread_air_frac * now.spread_w

    def _per_watt(self):
        """What a watt of the emitters brings into every equation."""
        f_h = self.zone.emitter_convective_frac[self.i]
        c = np.zeros(len(self.theta))
        for _, _, node in self.faces:
            c[node] = (1 - f_h) / self.total_m2
        c[self.air] = f_h
        return c

    def _thermostat(self):
        """Row of the temperature that the thermostat sees."""
        row = np.zeros(len(self.theta))
        row[self.air] = 1 - self.rules.operative_frac
        row[self.radiant] = self.rules.operative_frac
        return row

    def _opening(self, a, b, now):
        """Extra H_ve of windows: what carries off the heat that is too much with the thermostat at the limit."""
        held, row = a.copy(), b.copy()
        held[self.air], row[self.air] = self._thermostat(), self.rules.airing_above_c
        theta = np.linalg.solve(held, row)
        surplus_w = b[self.air] - a[self.air] @ theta
        # Within half a kelvin of outdoors windows are not opened for the limit's sake beyond what half a kelvin asks.
        opening = surplus_w / max(theta[self.air] - now.climate[at.OUT_C], 0.5)
        return min(max(opening, 0.0), open_most(self.p, now.climate, self.rules, self.theta[self.air]))

    def _need_w(self, a, b, wanted_c):
        """Power that brings the thermostat to a temperature: an unknown of the matrix."""
        whole = np.block([[a, -self._per_watt()[:, None]], [self._thermostat()[None, :], np.zeros((1, 1))]])
        return np.linalg.solve(whole, np.append(b, wanted_c))[-1]

    def outcome(self, now, inside):
        """Solve the hour with given inside films: free, aired, heated or cooled within the limits."""
        p, out_c = self.p, now.climate[at.OUT_C]
        h_ve = air_exchange(p, now.climate, self.rules, self.theta[self.air])
        a, b = self.equations(now, inside, h_ve)
        opening = self._opening(a, b, now)
        a[self.air, self.air] += opening
        b[self.air] += opening * out_c
        heat_w = min(max(self._need_w(a, b, now.set_c), 0.0), now.most_w)
        # Beyond the set point only with what the heat pump can spare.
        raised_w = max(self._need_w(a, b, now.set_c + now.raise_k), 0.0)
        heat_w = max(heat_w, min(raised_w, now.spare_w))
        too_warm_c = p[at.COOLING_SET_C] + now.climate[at.COOLING_RAISE_K]
        cooling_w = min(max(-self._need_w(a, b, too_warm_c), 0.0), p[at.COOLING_MAX_W])
        theta = np.linalg.solve(a, b + (heat_w - cooling_w) * self._per_watt())
        air_c, radiant_c = theta[self.air], theta[self.radiant]
        return Outcome(heat_w, cooling_w, air_c, radiant_c, h_ve + opening, opening, theta, inside)

    def films(self, theta):
        """h_ci = C |ΔT|^(1/3) of all inside faces, the root by square roots."""
        rules, h = self.rules, []
        for elements, e, node in self.faces:
            apart_k = theta[self.air] - theta[node]
            c = elements.films.warm[self.i, e] if apart_k > 0 else elements.films.cold[self.i, e]
            root = rules.root_share_0 + rules.root_share_1 * np.sqrt(abs(apart_k))
            h.append(max(c * root, rules.least_film_w_per_m2k))
        return np.array(h)

    def hour(self, now):
        """Advance an hour: with the films of the hour before and, if they vary, again with those of the result."""
        result = self.outcome(now, self.inside)
        if self.varies:
            result = self.outcome(now, self.films(result.theta))
        self.theta, self.inside = result.theta, result.inside
        return result
