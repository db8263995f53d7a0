"""Primary energy, renewable share and carbon dioxide: chapter 5."""

from datetime import date
from typing import NamedTuple

import numpy as np

from nulopdemeter.engine.elements import Floats
from nulopdemeter.parameters import figures
from nulopdemeter.regulation.nta8800.tables import norm


class Carriers(NamedTuple):
    """Energy of the building in a year, without light and appliances; every array has shape (n,).

    Attributes
    ----------
    gas_kwh : ndarray
        On the gross calorific value.
    electricity_kwh : ndarray
        Heating, hot water, cooling, fans and auxiliaries.
    heat_kwh : ndarray
        From a heat network.
    pv_kwh : ndarray
        Made by panels.
    ambient_kwh : ndarray
        From outdoors by heat pumps.
    """

    gas_kwh: Floats
    electricity_kwh: Floats
    heat_kwh: Floats
    pv_kwh: Floats
    ambient_kwh: Floats


class Primary(NamedTuple):
    """Indicators of energy; every array has shape (n,).

    Attributes
    ----------
    total_kwh : ndarray
        EP_tot.
    ep2_kwh_per_m2 : ndarray
        EP2, not rounded.
    ep3_frac : ndarray
        EP3 as a share; NaN where the sum is not above zero.
    co2_kg : ndarray
        Carbon dioxide, panels taken off; can be below zero.
    """

    total_kwh: Floats
    ep2_kwh_per_m2: Floats
    ep3_frac: Floats
    co2_kg: Floats


def primary(carriers: Carriers, floor_area_m2: Floats, on: date, edition: str) -> Primary:
    """Return primary fossil energy, renewable share and carbon dioxide.

    Parameters
    ----------
    carriers : Carriers
        n dwellings.
    floor_area_m2 : ndarray
        Shape (n,).
    on : date
        Day whose factors hold.
    edition : str
        Edition of the norm.

    Returns
    -------
    Primary
        EP_tot = Σ f_P E + 1.45 (E_el − E_PV); EP2 = EP_tot/A_g; EP3 = EP_ren/(EP_ren + EP_tot), EP_ren = 1.45 E_PV
        + ambient heat (chapter 5, tables 5.2 and 5.3). Used and exported electricity weigh the same, so months
        cancel. The bonus of a fixed battery and renewable heat of a network are left out.
    """
    law, f = figures("regulation", on), norm(edition)
    c = carriers
    electricity = law["primary_electricity_factor"]
    total = (
        electricity * (c.electricity_kwh - c.pv_kwh)
        + law["primary_gas_factor"] * c.gas_kwh
        + law["primary_heat_factor"] * c.heat_kwh
    )
    renewable = electricity * c.pv_kwh + f["ambient_factor"] * c.ambient_kwh
    both = renewable + total
    share = np.divide(renewable, both, out=np.full(len(both), np.nan), where=both > 0.0)
    co2 = (
        f["co2_electricity_kg_per_kwh"] * (c.electricity_kwh - c.pv_kwh)
        + f["co2_gas_kg_per_kwh"] * c.gas_kwh
        + f["co2_heat_kg_per_kwh"] * c.heat_kwh
    )
    return Primary(total, np.asarray(total / floor_area_m2), share, np.asarray(co2))
