"""The indicators of demand: E_H;nd, EP1 and TOjuli (5.3 to 5.7)."""

from typing import NamedTuple

import numpy as np

from nulopdemeter.engine.elements import Floats
from nulopdemeter.regulation.nta8800.air import AirLoss, air_loss
from nulopdemeter.regulation.nta8800.balance import Losses, Need, cold_need, heat_need
from nulopdemeter.regulation.nta8800.flows import fixed_c1
from nulopdemeter.regulation.nta8800.gains import (
    Apertures,
    Planes,
    internal_kwh,
    make_apertures,
    make_planes,
    solar_kwh,
)
from nulopdemeter.regulation.nta8800.ground import GroundLoss, ground_loss
from nulopdemeter.regulation.nta8800.inputs import Air, Shell
from nulopdemeter.regulation.nta8800.tables import norm
from nulopdemeter.regulation.nta8800.transmission import direct_w_per_k


class Envelope(NamedTuple):
    """What a shell comes down to, before the air.

    Attributes
    ----------
    direct_w_per_k : ndarray, shape (n,)
        H_D.
    outdoor_w_per_k : ndarray, shape (n,)
        H_D + H_U + H_p.
    ground : GroundLoss
        Of the floors.
    planes : Planes
        Sun on the planes that occur.
    apertures : Apertures
        What lets it in.
    heating_gain_kwh, cooling_gain_kwh : ndarray, shape (n, 12)
        Q_int + Q_sol of both balances.
    internal_kwh : ndarray, shape (n, 12)
        Q_int.
    """

    direct_w_per_k: Floats
    outdoor_w_per_k: Floats
    ground: GroundLoss
    planes: Planes
    apertures: Apertures
    heating_gain_kwh: Floats
    cooling_gain_kwh: Floats
    internal_kwh: Floats


class Airs(NamedTuple):
    """The air of the runs.

    Attributes
    ----------
    heating : AirLoss
        With the actual ventilation.
    july : AirLoss
        Of the cooling balance in July alone, with the actual ventilation: for TOjuli.
    c1_heating, c1_cooling : AirLoss
        With the fixed system C1 of EP1.
    """

    heating: AirLoss
    july: AirLoss
    c1_heating: AirLoss
    c1_cooling: AirLoss


class Demand(NamedTuple):
    """Needs of n dwellings.

    Attributes
    ----------
    heating : Need
        With the actual ventilation: E_H;nd, and energy use.
    c1_heating, c1_cooling : Need
        Of EP1.
    heat_demand_kwh_per_m2 : ndarray, shape (n,)
        E_H;nd (5.3a), not rounded.
    ep1_kwh_per_m2 : ndarray, shape (n,)
        EP1 (5.3), not rounded.
    """

    heating: Need
    c1_heating: Need
    c1_cooling: Need
    heat_demand_kwh_per_m2: Floats
    ep1_kwh_per_m2: Floats


def make_envelope(shell: Shell, edition: str) -> Envelope:
    """Work out transmission and gains.

    Parameters
    ----------
    shell : Shell
        n dwellings.
    edition : str
        Edition of the norm.

    Returns
    -------
    Envelope
        Chapters 7 and 8.
    """
    direct = direct_w_per_k(shell, edition)
    planes = make_planes(shell, edition)
    apertures = make_apertures(shell, planes, edition)
    inside = internal_kwh(shell.floor_area_m2, edition)
    return Envelope(
        direct,
        direct + shell.unheated_w_per_k + shell.pipes_w_per_k,
        ground_loss(shell.ground, edition),
        planes,
        apertures,
        inside + solar_kwh(planes, apertures, False, edition),
        inside + solar_kwh(planes, apertures, True, edition),
        inside,
    )


def make_airs(shell: Shell, air: Air, edition: str) -> Airs:
    """Work out the air of all runs.

    Parameters
    ----------
    shell : Shell
        n dwellings.
    air : Air
        Their actual ventilation.
    edition : str
        Edition of the norm.

    Returns
    -------
    Airs
        Chapter 11.
    """
    fixed = fixed_c1(air, edition)
    return Airs(
        air_loss(shell, air, False, edition),
        air_loss(shell, air, True, edition, (int(norm(edition)["july"]) - 1,)),
        air_loss(shell, fixed, False, edition),
        air_loss(shell, fixed, True, edition),
    )


def make_losses(shell: Shell, envelope: Envelope, air: AirLoss) -> Losses:
    """Put the coefficients of one balance together.

    Parameters
    ----------
    shell : Shell
        n dwellings.
    envelope : Envelope
        Of that shell.
    air : AirLoss
        Of the balance.

    Returns
    -------
    Losses
        With C_m = D_m A_g (7.45).
    """
    return Losses(
        envelope.outdoor_w_per_k,
        envelope.ground,
        air.heat_w_per_k,
        shell.heat_capacity_j_per_m2k * shell.floor_area_m2,
        shell.floor_area_m2,
        shell.is_apartment,
    )


def demand(shell: Shell, envelope: Envelope, airs: Airs, edition: str) -> Demand:
    """Return heating and cooling needs with their indicators.

    Parameters
    ----------
    shell : Shell
        n dwellings.
    envelope : Envelope
        Of that shell.
    airs : Airs
        Of its ventilation.
    edition : str
        Edition of the norm.

    Returns
    -------
    Demand
        E_H;nd = ΣQ_H;nd/A_g with the actual ventilation (5.3a); EP1 = (ΣQ_H;nd + ΣQ_C;nd)/A_g with C1 (5.4).
    """
    warm = [make_losses(shell, envelope, air) for air in (airs.heating, airs.c1_heating)]
    heating, c1_heating = (heat_need(one, envelope.heating_gain_kwh, edition) for one in warm)
    c1_cooling = cold_need(make_losses(shell, envelope, airs.c1_cooling), envelope.cooling_gain_kwh, edition)
    area = shell.floor_area_m2
    total = c1_heating.need_kwh.sum(axis=1) + c1_cooling.need_kwh.sum(axis=1)
    return Demand(
        heating,
        c1_heating,
        c1_cooling,
        np.asarray(heating.need_kwh.sum(axis=1) / area),
        np.asarray(total / area),
    )


def cooling_need(shell: Shell, envelope: Envelope, air: Air, edition: str) -> Need:
    """Return the cooling need with the actual ventilation, for dwellings that are cooled.

    Parameters
    ----------
    shell : Shell
        n dwellings.
    envelope : Envelope
        Of that shell.
    air : Air
        Their actual ventilation.
    edition : str
        Edition of the norm.

    Returns
    -------
    Need
        Q_C;nd by month (5.3d, 7.6 and 7.7).
    """
    losses = make_losses(shell, envelope, air_loss(shell, air, True, edition))
    return cold_need(losses, envelope.cooling_gain_kwh, edition)
