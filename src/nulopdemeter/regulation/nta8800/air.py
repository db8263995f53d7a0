"""Heat that goes with the air, by month: 7.18 to 7.20 with 11.99 to 11.113."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from nulopdemeter.engine.elements import Floats
from nulopdemeter.regulation.nta8800.flows import required_m3_per_h
from nulopdemeter.regulation.nta8800.inputs import Air, B, D, Shell
from nulopdemeter.regulation.nta8800.openings import make_openings, purge_coefficient
from nulopdemeter.regulation.nta8800.pressure import Incoming, Season, incoming
from nulopdemeter.regulation.nta8800.tables import monthly, norm
from nulopdemeter.units import S_PER_H

# Months from 0.
YEAR = tuple(range(12))


class AirLoss(NamedTuple):
    """What the air takes by month.

    Attributes
    ----------
    heat_w_per_k : ndarray, shape (n, k)
        H_ve of the months asked for, over the difference of set point and outdoors.
    incoming : Incoming
        Air through leaks, vents and airing.
    required_m3_per_h : ndarray, shape (n,)
        q_req.
    frost_kwh : ndarray, shape (n,)
        Electricity that keeps the recovery from freezing, over the year.
    """

    heat_w_per_k: Floats
    incoming: Incoming
    required_m3_per_h: Floats
    frost_kwh: Floats


def supply_c(air: Air, is_cooling: bool, edition: str) -> Floats:
    """Return the temperature of mechanically supplied air.

    Parameters
    ----------
    air : Air
        n dwellings.
    is_cooling : bool
        Whether for the cooling balance.
    edition : str
        Edition of the norm.

    Returns
    -------
    ndarray
        Shape (n, 12). θ_e + ΔT_frost + f_prac η (θ_set − θ_e − ΔT_frost) (11.99 ff.); balanced without recovery θ_e
        plus the rise of the fan; in the cooling balance less what the by-pass takes away [°C].
    """
    f = norm(edition)
    outdoor = monthly("climate", "outdoor_c", edition)
    has = (air.recovery_frac > 0.0)[:, None]
    is_balanced = (air.system == D)[:, None]
    recovery = air.recovery_frac[:, None]
    if not is_cooling:
        warmed = outdoor + f["frost_k"] * monthly("months", "frost_frac", edition)
        found = warmed + recovery * (f["heating_set_c"] - warmed)
        bare = outdoor + f["fan_rise_k"]
    else:
        open_share = monthly("months", "system_cooling_frac", edition)
        bypass = air.bypass_frac[:, None]
        left = np.where(bypass >= 1.0, 0.0, recovery * (1.0 - open_share * bypass))
        rise = np.where(bypass >= 1.0, f["fan_rise_bypass_k"], 0.0)
        found = outdoor + rise + left * (f["cooling_set_c"] - outdoor)
        bare = outdoor + f["fan_rise_k"]
    return np.where(has, found, np.where(is_balanced, bare, outdoor))


def air_loss(shell: Shell, air: Air, is_cooling: bool, edition: str, months: Sequence[int] = YEAR) -> AirLoss:
    """Return the heat that goes with the air.

    Parameters
    ----------
    shell : Shell
        n dwellings.
    air : Air
        Their ventilation.
    is_cooling : bool
        Whether for the cooling balance.
    edition : str
        Edition of the norm.
    months : sequence of int
        Months from 0; all twelve, or those alone that are asked for.

    Returns
    -------
    AirLoss
        H_ve = (ρ c/3600) Σ q b, b = (θ_set − θ_supply)/(θ_set − θ_e) (7.18 to 7.20), 1 for outdoor air.
    """
    f, chosen = norm(edition), np.asarray(months, dtype=np.int64)
    outdoor = monthly("climate", "outdoor_c", edition)[chosen]
    set_c = f["cooling_set_c"] if is_cooling else f["heating_set_c"]
    asked = required_m3_per_h(shell, air, edition)
    openings = make_openings(shell, air, asked, edition)
    blown_c = supply_c(air, is_cooling, edition)[:, chosen]
    season = Season(chosen, set_c, purge_coefficient(is_cooling, edition)[chosen])
    found = incoming(openings, shell.floor_area_m2, season, blown_c, edition)
    capacity = f["air_kg_per_m3"] * f["air_heat_j_per_kgk"] / S_PER_H
    share = (set_c - blown_c) / (set_c - outdoor)
    is_blown = np.isin(air.system, (B, D))
    blown = np.where(is_blown, openings.supply * shell.floor_area_m2, 0.0)[:, None]
    passive = found.leak_m3_per_h + found.vent_m3_per_h + found.purge_m3_per_h
    hours = monthly("climate", "hours_h", edition) * monthly("months", "frost_frac", edition)
    frost = f["air_kg_per_m3"] * f["frost_air_heat_j_per_kgk"] / S_PER_H * f["frost_k"] * hours.sum() / 1000.0
    frost_kwh = np.where(air.recovery_frac > 0.0, asked * frost, 0.0)
    return AirLoss(capacity * (passive + blown * share), found, asked, frost_kwh)
