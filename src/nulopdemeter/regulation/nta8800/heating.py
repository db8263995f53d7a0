"""Space heating from the room to the meter: emission, generators, auxiliaries (chapter 9)."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nulopdemeter.engine.elements import Floats
from nulopdemeter.regulation.nta8800.distribution import distribution_kwh, spread_k
from nulopdemeter.regulation.nta8800.inputs import Services
from nulopdemeter.regulation.nta8800.tables import column_by_word, curves, monthly, norm


class Heating(NamedTuple):
    """Space heating of a year; every array has shape (n,).

    Attributes
    ----------
    output_kwh : ndarray
        Q_gen: need with the losses of emission and of pipes.
    boiler_kwh : ndarray
        What boiler, element or delivery set takes of its carrier.
    heat_pump_kwh : ndarray
        Electricity of the heat pump.
    ambient_kwh : ndarray
        Heat from its source.
    auxiliary_kwh : ndarray
        Electricity of pumps, controls and electronics.
    """

    output_kwh: Floats
    boiler_kwh: Floats
    heat_pump_kwh: Floats
    ambient_kwh: Floats
    auxiliary_kwh: Floats


def emission_rise_k(
    emitter: NDArray[np.object_],
    balancing: NDArray[np.object_],
    control: NDArray[np.object_],
    edition: str,
) -> Floats:
    """Return the temperature by which a system heats too much.

    Parameters
    ----------
    emitter, balancing, control : ndarray of str
        Shape (n,), choices of ``nta8800_emission``.
    edition : str
        Edition of the norm.

    Returns
    -------
    ndarray
        Shape (n,), sum of the three terms (9.10 to 9.12a, tables 9.2 to 9.4) [K].
    """
    parts = (emitter, balancing, control)
    return np.asarray(sum(column_by_word("emission", "choice", "rise_k", part, edition) for part in parts))


def emission_kwh(need_kwh: Floats, rise_k: Floats, edition: str) -> Floats:
    """Return the loss of emission by month.

    Parameters
    ----------
    need_kwh : ndarray
        Shape (n, 12), Q_H;nd.
    rise_k : ndarray
        Shape (n,), Δθ.
    edition : str
        Edition of the norm.

    Returns
    -------
    ndarray
        Shape (n, 12). Q_nd min(0.15; Δ/(20 + Δ − θ_e)) where θ_e < 20 °C (9.9) [kWh].
    """
    f = norm(edition)
    colder = f["heating_set_c"] - monthly("climate", "outdoor_c", edition)
    rise = rise_k[:, None]
    share = np.where(colder > 0.0, rise / np.maximum(colder + rise, 1e-9), 0.0)
    return np.asarray(need_kwh * np.minimum(f["emission_most_frac"], share))


def heat_pump_cop(services: Services, edition: str) -> Floats:
    """Return the yearly coefficient of a heat pump.

    Parameters
    ----------
    services : Services
        n dwellings.
    edition : str
        Edition of the norm.

    Returns
    -------
    ndarray
        Shape (n,); NaN without a pump. Declared values rounded down to 0.05, times 0.95 (9.1, 9.63): so attested
        software does (source `beng-reports`); else the forfait of tables 9.27 and 9.28 at the next design supply up.
    """
    f = norm(edition)
    cop = np.full(len(services.heat_pump), np.nan)
    for source, (supplies, values) in curves("heat_pumps", "source_kind", "supply_c", "cop", edition).items():
        is_it = services.heat_pump == source
        if is_it.any():
            place = np.searchsorted(supplies, services.supply_c[is_it], side="left")
            cop[is_it] = values[np.clip(place, 0, len(supplies) - 1)]
    step = f["declared_step"]
    stated = np.floor(np.round(services.heat_pump_cop / step, 6)) * step * f["declared_practice_frac"]
    has_stated = np.isfinite(services.heat_pump_cop) & (services.heat_pump != "")
    return np.where(has_stated, stated, cop)


def boiler_efficiency_frac(services: Services, edition: str) -> Floats:
    """Return the efficiency of boilers and other generators beside heat pumps.

    Parameters
    ----------
    services : Services
        n dwellings.
    edition : str
        Edition of the norm.

    Returns
    -------
    ndarray
        Shape (n,), on the gross calorific value (table 9.25): low where the mean design temperature of the emitters
        is at most 50 °C; 0.05 less outside the envelope.
    """
    f = norm(edition)
    low, high, outside = (
        column_by_word("boilers", "boiler", column, services.boiler, edition)
        for column in ("low_frac", "high_frac", "outside_frac")
    )
    is_low = services.supply_c - 0.5 * spread_k(services.supply_c, edition) <= f["low_temperature_c"]
    is_gas_outside = ~services.is_inside & (services.carrier == "gas")
    return np.asarray(np.where(is_low, low, high) - np.where(is_gas_outside, outside, 0.0))


def _auxiliary_kwh(services: Services, boiler_kwh: Floats, heat_pump_kwh: Floats, edition: str) -> Floats:
    """Return the electricity of pumps and controls: 9.7."""
    f = norm(edition)
    is_boiler = (services.carrier == "gas") & (boiler_kwh > 0.0) & (services.boiler != "stove")
    is_new = services.boiler_year >= f["boiler_base_new_year"]
    base = np.where(is_new, f["boiler_base_new_kwh"], f["boiler_base_kwh"])
    boiler = base + f["pump_use"] * boiler_kwh / (f["boiler_aux_share"] * f["boiler_aux_kw"])
    pump = f["heat_pump_base_kwh"] + f["pump_use"] * heat_pump_kwh / (
        f["heat_pump_aux_share"] * f["heat_pump_aux_kw"]
    )
    hours = monthly("climate", "hours_h", edition).sum() / 1000.0
    delivery = np.where(services.boiler == "district", f["delivery_electronics_w"] * hours, 0.0)
    own = np.where(is_boiler, boiler, 0.0) + np.where(heat_pump_kwh > 0.0, pump, 0.0)
    return np.asarray(own + delivery)


def heating(need_kwh: Floats, services: Services, edition: str) -> Heating:
    """Return the energy of space heating.

    Parameters
    ----------
    need_kwh : ndarray
        Shape (n, 12), Q_H;nd.
    services : Services
        n dwellings.
    edition : str
        Edition of the norm.

    Returns
    -------
    Heating
        Q_gen = Q_nd + losses of emission and distribution, split over heat pump and boiler.
    """
    emitted = need_kwh + emission_kwh(need_kwh, services.emission_rise_k, edition)
    output = (emitted + distribution_kwh(need_kwh, services, edition)).sum(axis=1)
    has_pump = services.heat_pump != ""
    share = np.where(has_pump, services.heat_pump_share_frac, 0.0)
    cop = np.where(has_pump, heat_pump_cop(services, edition), 1.0)
    pump = share * output / cop
    boiler = (1.0 - share) * output / boiler_efficiency_frac(services, edition)
    ambient = np.maximum(0.0, share * output - pump)
    return Heating(output, boiler, pump, ambient, _auxiliary_kwh(services, boiler, pump, edition))
