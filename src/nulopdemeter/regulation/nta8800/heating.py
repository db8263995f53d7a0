"""Space heating from the room to the meter: emission, generators, auxiliaries (chapter 9)."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nulopdemeter.engine.elements import Floats
from nulopdemeter.regulation.nta8800.distribution import distribution_kwh, shared_kwh, spread_k
from nulopdemeter.regulation.nta8800.inputs import Services
from nulopdemeter.regulation.nta8800.pumps import heating_pump_kwh
from nulopdemeter.regulation.nta8800.tables import column_by_word, curves, monthly, norm

# Months of the second column of table 9.23.
_SUMMER_MONTHS = (5, 6, 7, 8, 9)


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
    rounded = np.floor(np.round(services.heat_pump_cop / step, 6)) * step
    stated = rounded * f["declared_practice_frac"]
    has_stated = np.isfinite(services.heat_pump_cop) & (services.heat_pump != "")
    return np.where(has_stated, stated, cop)


def heat_pump_share_frac(output_kwh: Floats, services: Services, edition: str) -> Floats:
    """Return the share of the heat that heat pumps make.

    Parameters
    ----------
    output_kwh : ndarray
        Shape (n, 12), heat of the generators.
    services : Services
        n dwellings.
    edition : str
        Edition of the norm.

    Returns
    -------
    ndarray
        Shape (n, 12); 0 without a pump. Table 9.23 at β = power/(heat of the year/1139 h) (9.58 to 9.60), the rule for
        a pump that is added to what is there; the share that is given where the power is not known.
    """
    wanted_kw = output_kwh.sum(axis=1) / norm(edition)["share_full_h"]
    ratio = services.heat_pump_kw / np.maximum(wanted_kw, 1e-9)
    known = curves("shares", "season", "load_ratio", "share_frac", edition)
    winter, summer = (np.interp(ratio, *known[season])[:, None] for season in ("winter", "summer"))
    is_summer = np.isin(np.arange(1, output_kwh.shape[1] + 1), _SUMMER_MONTHS)
    by_power = np.where(is_summer, summer, winter)
    is_known = np.isfinite(services.heat_pump_kw)[:, None]
    share = np.where(is_known, by_power, services.heat_pump_share_frac[:, None])
    return np.asarray(np.where((services.heat_pump != "")[:, None], share, 0.0))


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
    if services.collective is not None:
        is_boiler &= ~services.collective.is_heating
    own = np.where(is_boiler, boiler, 0.0) + np.where(heat_pump_kwh > 0.0, pump, 0.0)
    return np.asarray(own + delivery)


def _collective_kwh(services: Services, output_kwh: Floats, edition: str) -> Floats:
    """Return the electricity of a collective boiler beside its pump, share of the dwelling: 9.91 and 9.92."""
    if services.collective is None:
        return np.zeros_like(output_kwh)
    f = norm(edition)
    hours = monthly("climate", "hours_h", edition).sum() / 1000.0
    standby = f["collective_standby_w"] * hours * services.collective.share_frac
    burner = f["burner_w_per_kw"] * f["burner_hours"] * output_kwh / 1000.0
    return np.where(services.collective.is_heating, standby + burner, 0.0)


def recoverable_kwh(need_kwh: Floats, services: Services, edition: str) -> Floats:
    """Return the losses of heating that warm the rooms.

    Parameters
    ----------
    need_kwh : ndarray
        Shape (n, 12), Q_H;nd without them.
    services : Services
        n dwellings.
    edition : str
        Edition of the norm.

    Returns
    -------
    ndarray
        Shape (n, 12). Q_H;ls;rbl = loss of pipes in heated rooms that carry hot water too + a quarter of the pump
        (9.2.5, 9.38, 9.39). Emission and generators have none by their forfaits, pipes for heating alone none by 9.4.1,
        and the auxiliary energy of individual boilers and heat pumps (9.85) holds their pump without a share: so a
        dwelling with heating of its own recovers nothing. Losses of hot water are in the internal gains of a dwelling
        (7.21) [kWh].
    """
    pump = heating_pump_kwh(need_kwh, services, edition)
    return shared_kwh(need_kwh, services, edition) + norm(edition)["recoverable_aux_frac"] * pump


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
        Q_gen = Q_nd + losses of emission and distribution less what a pump gives to the water (9.24, 9.40), split over
        heat pump and boiler.
    """
    emitted = need_kwh + emission_kwh(need_kwh, services.emission_rise_k, edition)
    lost = distribution_kwh(need_kwh, services, edition) + shared_kwh(need_kwh, services, edition)
    turned = heating_pump_kwh(need_kwh, services, edition)
    to_water = (1.0 - norm(edition)["recoverable_aux_frac"]) * turned
    months = np.maximum(0.0, emitted + lost - to_water)
    output = months.sum(axis=1)
    has_pump = services.heat_pump != ""
    pumped = (heat_pump_share_frac(months, services, edition) * months).sum(axis=1)
    cop = np.where(has_pump, heat_pump_cop(services, edition), 1.0)
    pump = pumped / cop
    boiler = (output - pumped) / boiler_efficiency_frac(services, edition)
    ambient = np.maximum(0.0, pumped - pump)
    auxiliary = _auxiliary_kwh(services, boiler, pump, edition) + _collective_kwh(services, output, edition)
    return Heating(output, boiler, pump, ambient, auxiliary + turned.sum(axis=1))
