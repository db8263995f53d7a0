"""Hot water: need, tap pipes, shower recovery, tanks and generators (chapter 13)."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nulopdemeter.dwelling import norm_household_size
from nulopdemeter.engine.elements import Floats
from nulopdemeter.regulation.nta8800.inputs import Services
from nulopdemeter.regulation.nta8800.pumps import circulation_pump_kwh
from nulopdemeter.regulation.nta8800.solar_heat import SolarHeat, solar_heat
from nulopdemeter.regulation.nta8800.tables import (
    column_by_word,
    curves,
    monthly,
    norm,
    steps,
    text_by_word,
)


class HotWater(NamedTuple):
    """Hot water of a year; every array has shape (n,).

    Attributes
    ----------
    need_kwh : ndarray
        Q_W;nd at the taps.
    output_kwh : ndarray
        What the generator gives, with pipes and tank, less what the shower recovers.
    input_kwh : ndarray
        What the generator takes of its carrier.
    carrier : ndarray of str
        ``gas``, ``electricity`` or ``heat``.
    ambient_kwh : ndarray
        Heat from outdoors by heat pumps, and from the sun.
    electronics_kwh : ndarray
        Electricity of a delivery set, of a circulation and of the pump of a collector.
    """

    need_kwh: Floats
    output_kwh: Floats
    input_kwh: Floats
    carrier: NDArray[np.object_]
    ambient_kwh: Floats
    electronics_kwh: Floats


def tap_efficiency_frac(kitchen_m: Floats, bath_m: Floats, edition: str) -> Floats:
    """Return what the tap pipes leave.

    Parameters
    ----------
    kitchen_m, bath_m : ndarray
        Shape (n,), length to the taps.
    edition : str
        Edition of the norm.

    Returns
    -------
    ndarray
        Shape (n,). η_em = 1/(0.8/η_bath + 0.2/η_kitchen) (13.23), table 13.2 in bands of 2 m.
    """
    f = norm(edition)
    bath = _band_frac(bath_m, "bath_frac", edition)
    kitchen = _band_frac(kitchen_m, "kitchen_frac", edition)
    return np.asarray(1.0 / (f["bath_share"] / bath + f["kitchen_share"] / kitchen))


def _band_frac(length_m: Floats, column: str, edition: str) -> Floats:
    """Return what a pipe of a length leaves, table 13.2; a length on the border belongs to the shorter band."""
    _, left = steps("tap_pipes", "from_m", column, edition)
    place = np.ceil(np.round(length_m / norm(edition)["tap_band_m"], 9)).astype(np.int64) - 1
    return np.asarray(left[np.clip(place, 0, len(left) - 1)])


def class_factor(table: str, tap_class: Floats, output_kwh: Floats, edition: str) -> Floats:
    """Return the factor c of a tap class.

    Parameters
    ----------
    table : str
        ``"gas"`` (table 13.26) or ``"heat_pump"`` (table 13.27).
    tap_class : ndarray
        Shape (n,), 1 to 4.
    output_kwh : ndarray
        Shape (n,), heat given in a year.
    edition : str
        Edition of the norm.

    Returns
    -------
    ndarray
        Shape (n,), linear between the outputs of the table, held outside.
    """
    factor = np.ones(len(output_kwh))
    for name, (outputs, factors) in curves("class_factors", "curve", "output_kwh", "factor", edition).items():
        kind, _, one = name.partition(" ")
        is_it = tap_class == float(one)
        if kind == table and is_it.any():
            factor = np.where(is_it, np.interp(output_kwh, outputs, factors), factor)
    return factor


def tank_w(label: NDArray[np.object_], volume_l: Floats, edition: str) -> Floats:
    """Return the standing loss of a tank.

    Parameters
    ----------
    label : ndarray of str
        Shape (n,), energy label of the tank; C from 2018 and G before when unknown.
    volume_l : ndarray
        Shape (n,); 0 is no tank.
    edition : str
        Edition of the norm.

    Returns
    -------
    ndarray
        Shape (n,). Base + slope·V^0.4 at 45 K (table 13.9) [W].
    """
    if not volume_l.any():
        return np.zeros_like(volume_l)
    base, slope, power = (
        column_by_word("tanks", "label", column, label, edition)
        for column in ("base_w", "slope_w", "exponent")
    )
    return np.where(volume_l > 0.0, base + slope * np.maximum(volume_l, 1.0) ** power, 0.0)


def _efficiency(services: Services, output_kwh: Floats, edition: str) -> Floats:
    """Return η c of the generator: table 13.25 to 13.27 and 13.8."""
    efficiency = column_by_word("hot_water", "generator", "efficiency", services.hot_water, edition)
    which = text_by_word("hot_water", "generator", "class_table", services.hot_water, edition)
    for table in ("gas", "heat_pump"):
        factor = class_factor(table, services.tap_class, output_kwh, edition)
        efficiency = np.where(which == table, efficiency * factor, efficiency)
    if not np.isfinite(services.hot_water_cop).any():
        return efficiency
    stated = declared_efficiency(services, output_kwh, edition)
    is_pump = column_by_word("hot_water", "generator", "is_heat_pump", services.hot_water, edition) > 0.0
    return np.where(is_pump & np.isfinite(stated), stated, efficiency)


def declared_efficiency(services: Services, output_kwh: Floats, edition: str) -> Floats:
    """Return the efficiency of a hot-water heat pump that was tested.

    Parameters
    ----------
    services : Services
        n dwellings.
    output_kwh : ndarray
        Shape (n,), heat given in a year.
    edition : str
        Edition of the norm.

    Returns
    -------
    ndarray
        Shape (n,). Q/E of EN 16147 with E brought to water of 55 °C (13.153c), times c_EU of its tapping profile
        (13.160b, table 13.18), rounded down to 0.05, times 0.9 (13.152); NaN without, and where more is drawn than
        the profile was made for.
    """
    f = norm(edition)
    tested = np.where(np.isfinite(services.hot_water_test_c), services.hot_water_test_c, f["declared_test_c"])
    warmed = services.hot_water_cop / (1.0 + f["declared_test_slope_per_k"] * (f["declared_test_c"] - tested))
    stated = np.full(len(output_kwh), np.nan)
    known = curves("profile_factors", "profile", "output_kwh", "factor", edition)
    for profile, (outputs, factors) in known.items():
        is_it = (services.hot_water_profile == profile) & (output_kwh <= outputs[-1])
        stated = np.where(is_it, warmed * _profile_factor(output_kwh, outputs, factors, edition), stated)
    step = f["declared_step"]
    rounded = np.floor(np.round(stated / step, 6)) * step
    return np.asarray(rounded * f["declared_water_practice_frac"])


def _profile_factor(output_kwh: Floats, outputs: Floats, factors: Floats, edition: str) -> Floats:
    """Return c_EU: a line between the columns of table 13.18, or up to 2024 the column below."""
    if norm(edition)["profile_is_stepped"] > 0.0:
        place = np.searchsorted(outputs, output_kwh, side="right") - 1
        return np.asarray(factors[np.clip(place, 0, None)])
    return np.interp(output_kwh, outputs, factors)


class _Circulation(NamedTuple):
    """What circulation asks of a dwelling in a year: heat, and electricity of pump, burner and electronics."""

    heat_kwh: Floats
    electricity_kwh: Floats


def circulation_w(services: Services, edition: str) -> Floats:
    """Return the loss of the circulation of a building, share of the dwelling.

    Parameters
    ----------
    services : Services
        n dwellings.
    edition : str
        Edition of the norm.

    Returns
    -------
    ndarray
        Shape (n,). (Ψ + 0.15) L (0.85·42.5 + 0.15·49.5), L = 0.3·A + 10 (13.26 to 13.31, tables 13.4 and 13.29; of
        unknown insulation) [W].
    """
    f, shared = norm(edition), services.collective
    if shared is None:
        return np.zeros(len(services.hot_water))
    most, psi = steps("circulation", "to_dwellings", "transmittance_w_per_mk", edition)
    wide = psi[np.searchsorted(most, np.round(1.0 / shared.share_frac))]
    length = f["circulation_m_per_m2"] * shared.area_m2 + f["circulation_base_m"]
    cold = f["circulation_unheated_share"]
    warmer = (1.0 - cold) * (f["circulation_c"] - f["heating_set_c"]) + cold * (
        f["circulation_c"] - f["unheated_c"]
    )
    loss = (wide + f["circulation_fittings"]) * length * warmer * shared.share_frac
    return np.where(shared.is_water, loss, 0.0)


def _circulation(taps_kwh: Floats, services: Services, edition: str) -> _Circulation:
    """Return what a collective system asks beside the taps: 13.25, 13.50, 13.59 and 13.181."""
    f, shared = norm(edition), services.collective
    if shared is None or not shared.is_water.any():
        return _Circulation(np.zeros_like(taps_kwh), np.zeros_like(taps_kwh))
    hours = monthly("climate", "hours_h", edition).sum() / 1000.0
    loss = circulation_w(services, edition) * hours
    pump = circulation_pump_kwh(shared, taps_kwh, loss, edition)
    tank = np.where(shared.is_water, shared.tank_w * shared.share_frac * hours, 0.0)
    heat = np.maximum(0.0, loss - (1.0 - f["recoverable_circulation_frac"]) * pump) + tank
    standby = f["collective_standby_w"] * hours * shared.share_frac
    standby = np.where(shared.is_heating, 0.0, standby)
    burner = f["burner_w_per_kw"] * f["burner_hours"] * (taps_kwh + heat) / 1000.0
    return _Circulation(heat, pump + np.where(shared.is_water, standby + burner, 0.0))


def _solar(use_kwh: Floats, services: Services, room_c: Floats | float, edition: str) -> SolarHeat:
    """Return the heat of collectors; hot water is asked for in all hours alike."""
    collector = services.collector
    if collector is None or not collector.area_m2.any():
        return SolarHeat(np.zeros((len(use_kwh), 1)), np.zeros_like(use_kwh))
    hours = monthly("climate", "hours_h", edition)
    return solar_heat(collector, use_kwh[:, None] * hours / hours.sum(), room_c, edition)


def hot_water(
    floor_area_m2: Floats, services: Services, edition: str, room_c: Floats | float | None = None
) -> HotWater:
    """Return the energy of hot water.

    Parameters
    ----------
    floor_area_m2 : ndarray
        Shape (n,).
    services : Services
        n dwellings.
    edition : str
        Edition of the norm.
    room_c : float or ndarray of shape (n, 12), optional
        Of the room in which a solar tank stands (13.69); the set point of heating without.

    Returns
    -------
    HotWater
        Q_W;nd = 856 N_P (13.2); Q_W;em = Q_W;nd/η_em − Q_rcd (13.51 to 13.53); Q_W;dis with pipes, tanks, delivery set
        and circulation (13.7), less the heat of the sun (13.4); E = Q_out/(η c).
    """
    f = norm(edition)
    hours = monthly("climate", "hours_h", edition).sum() / 1000.0
    need = f["water_kwh"] * norm_household_size(floor_area_m2)
    recovered = (
        f["shower_share"] * f["shower_step"] * f["shower_practice"] * services.shower_recovery_frac * need
    )
    taps = need / tap_efficiency_frac(services.kitchen_m, services.bath_m, edition) - recovered
    is_delivery = services.hot_water == "district"
    standing = services.tank_w + np.where(is_delivery, f["delivery_loss_w"], 0.0)
    circulation = _circulation(taps, services, edition)
    use = taps + standing * hours + circulation.heat_kwh
    sun = _solar(use, services, f["heating_set_c"] if room_c is None else room_c, edition)
    output = use - sun.heat_kwh.sum(axis=1)
    efficiency = _efficiency(services, output, edition)
    is_pump = column_by_word("hot_water", "generator", "is_heat_pump", services.hot_water, edition) > 0.0
    ambient = np.where(is_pump, np.maximum(0.0, output * (1.0 - 1.0 / efficiency)), 0.0)
    electronics = np.where(is_delivery, f["delivery_electronics_w"] * hours, 0.0)
    return HotWater(
        need,
        output,
        output / efficiency,
        text_by_word("hot_water", "generator", "carrier", services.hot_water, edition),
        ambient + sun.heat_kwh.sum(axis=1),
        electronics + circulation.electricity_kwh + sun.pump_kwh,
    )
