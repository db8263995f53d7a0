"""Pumps of a building: of collective heating (9.41 to 9.51) and of hot-water circulation (13.32 to 13.44)."""

import numpy as np

from nulopdemeter.engine.elements import Floats
from nulopdemeter.parameters import figures
from nulopdemeter.regulation.nta8800.distribution import heating_limit_c, running_h, spread_k, water_c
from nulopdemeter.regulation.nta8800.inputs import Collective, Services
from nulopdemeter.regulation.nta8800.tables import monthly, norm
from nulopdemeter.units import S_PER_H


def pump_factor(hydraulic_kw: Floats, control: float, edition: str) -> Floats:
    """Return what a pump takes over what it gives.

    Parameters
    ----------
    hydraulic_kw : ndarray
        Shape (n,), above zero.
    control : float
        C_P1 + C_P2.
    edition : str
        Edition of the norm.

    Returns
    -------
    ndarray
        Shape (n,). ε = f_e (C_P1 + C_P2) EEI/0.25 (9.46); f_e = P_ref/P_hydr with
        P_ref = 1.7 P + 17 (1 − e^(−0.3 P)) in W (9.48, 9.49), from 2.5 kW (1.25 + √(0.2/P)) 2 (9.50).
    """
    f = norm(edition)
    is_large = hydraulic_kw >= f["pump_large_kw"]
    start = f["pump_start_w"] / 1000.0 * -np.expm1(-f["pump_decay_per_w"] * hydraulic_kw * 1000.0)
    small = (f["pump_slope"] * hydraulic_kw + start) / hydraulic_kw
    large = (f["pump_large_base"] + np.sqrt(f["pump_large_kw_share"] / hydraulic_kw)) * f["pump_large_factor"]
    index = np.where(is_large, f["pump_large_index"], f["pump_index"])
    return np.where(is_large, large, small) * control * index / f["pump_large_index"]


def _resistance_kpa(services: Services, edition: str) -> Floats:
    """Return the resistance of emitter, heat meter and boiler: table 9.21, shape (n,)."""
    f = norm(edition)
    spread = spread_k(services.supply_c, edition)
    is_floor = services.supply_c < figures("installations")["floor_below_c"]
    emitter = np.where(is_floor, f["pump_floor_kpa"], f["pump_radiator_kpa"])
    is_small = spread <= f["pump_small_spread_k"]
    generator = (
        f["pump_generator_kpa_k2"] / spread**2 * np.where(is_small, spread / f["pump_generator_k"], 1.0)
    )
    return np.asarray(emitter + f["pump_meter_kpa"] + generator)


def _hydraulic_kw(length_m: Floats, other_kpa: Floats | float, flow_m3_per_h: Floats, edition: str) -> Floats:
    """Return the hydraulic power of the design: 9.43 and 9.44, 13.36 and 13.37."""
    f = norm(edition)
    pressure = (1.0 + f["pump_component_share"]) * f["pump_kpa_per_m"] * length_m + other_kpa
    return np.maximum(pressure * flow_m3_per_h / S_PER_H, f["pump_least_kw"])


def _flow_m3_per_h(heat_kwh: Floats, over_h: Floats | float, spread: Floats | float, edition: str) -> Floats:
    """Return the flow that carries an amount of heat in some hours: 9.45 and 13.38."""
    f = norm(edition)
    carried = f["water_heat_kj_per_kgk"] * f["water_kg_per_m3"] * np.maximum(spread, 1e-9) * over_h
    return np.asarray(heat_kwh * S_PER_H / np.maximum(carried, 1e-9))


def heating_pump_kwh(need_kwh: Floats, services: Services, edition: str) -> Floats:
    """Return the electricity of the pump of collective heating.

    Parameters
    ----------
    need_kwh : ndarray
        Shape (n, 12), Q_H;nd of the dwellings; their building needs as much per m².
    services : Services
        n dwellings.
    edition : str
        Edition of the norm.

    Returns
    -------
    ndarray
        Shape (n, 12), share of the dwelling: W = P_hydr t f_HB ε (9.41, 9.51); not balanced [kWh].
    """
    shared = services.collective
    if shared is None or not shared.is_heating.any():
        return np.zeros_like(need_kwh)
    f = norm(edition)
    limit = heating_limit_c(need_kwh, edition)
    hours = running_h(limit, services, edition)
    supply, back = water_c(services, limit, edition)
    rows, peak = np.arange(len(need_kwh)), need_kwh.argmax(axis=1)
    most = need_kwh[rows, peak] / shared.share_frac
    flow = _flow_m3_per_h(most, hours[rows, peak], (supply - back)[rows, peak], edition)
    length = f["pump_base_m"] + f["pump_storey_m"] * shared.storeys
    length += f["pump_m_per_m2"] * shared.area_m2 / shared.storeys
    hydraulic = _hydraulic_kw(length, _resistance_kpa(services, edition), flow, edition)
    power = hydraulic * pump_factor(hydraulic, f["pump_heating_control"], edition) * f["pump_unbalanced"]
    has = shared.is_heating & (most > 0.0)
    return np.asarray(np.where(has, power * shared.share_frac, 0.0)[:, None] * hours)


def circulation_pump_kwh(shared: Collective, taps_kwh: Floats, loss_kwh: Floats, edition: str) -> Floats:
    """Return the electricity of the pump of hot-water circulation.

    Parameters
    ----------
    shared : Collective
        n dwellings.
    taps_kwh, loss_kwh : ndarray
        Shape (n,), heat to the taps and loss of the circulation in a year, share of the dwelling.
    edition : str
        Edition of the norm.

    Returns
    -------
    ndarray
        Shape (n,), share of the dwelling in a year: 13.32 to 13.44, not controlled [kWh].
    """
    f, hours = norm(edition), monthly("climate", "hours_h", edition)
    longest = hours.max() / hours.sum()
    heat = (taps_kwh + loss_kwh) * longest / shared.share_frac
    flow = _flow_m3_per_h(heat, f["circulation_flow_h"], f["circulation_spread_k"], edition)
    length = f["circulation_pump_base_m"] + f["circulation_pump_storey_m"] * shared.storeys
    length += f["circulation_pump_m_per_m2"] * shared.area_m2 / shared.storeys
    hydraulic = _hydraulic_kw(length, f["circulation_pump_kpa"], flow, edition)
    power = hydraulic * pump_factor(hydraulic, f["pump_water_control"], edition) * f["pump_unbalanced"]
    return np.asarray(np.where(shared.is_water, power * shared.share_frac * hours.sum(), 0.0))
