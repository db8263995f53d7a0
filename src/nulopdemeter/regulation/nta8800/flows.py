"""Flows of air that a dwelling must have, and openings through which more comes: 11.2 and 11.3."""

from collections.abc import Mapping
from functools import cache

import numpy as np

from nulopdemeter.engine.elements import Bools, Floats, Ints
from nulopdemeter.regulation.nta8800.inputs import A, Air, C, Shell
from nulopdemeter.regulation.nta8800.tables import column_by_word, from_year, monthly, norm, rows
from nulopdemeter.units import DM3_PER_S_IN_M3_PER_H


def required_m3_per_h(shell: Shell, air: Air, edition: str) -> Floats:
    """Return the flow of outdoor air that a system must bring.

    Parameters
    ----------
    shell : Shell
        n dwellings.
    air : Air
        Their ventilation.
    edition : str
        Edition of the norm.

    Returns
    -------
    ndarray
        Shape (n,). q = (f_ctrl f_sys/f_prac) f_du f_ahu f_τ max(0.5·3.6 A_g; least) (11.22), at least the
        installed capacity f_τ q_inst f_ctrl/f_prac where that is known [m³/h].
    """
    f = norm(edition)
    area = shell.floor_area_m2
    presence = np.minimum(f["presence_most"], f["presence_base"] + f["presence_slope_per_m2"] * area)
    least = np.maximum(f["flow_dm3_per_s_m2"] * area * DM3_PER_S_IN_M3_PER_H, air.least_m3_per_h)
    duct = np.where(air.system == A, f["duct_luka_d"], air.duct_frac)
    by_rule = f["system_frac"] / f["practice_frac"] * duct * air.unit_frac * presence * least
    installed = presence * np.nan_to_num(air.installed_m3_per_h, nan=0.0) / f["practice_frac"]
    each = np.maximum(by_rule, installed)
    return np.asarray(air.control_frac * each)


def fixed_c1(air: Air, edition: str) -> Air:
    """Return the ventilation of the run for EP1.

    Parameters
    ----------
    air : Air
        The actual ventilation, n dwellings.
    edition : str
        Edition of the norm.

    Returns
    -------
    Air
        System C1 with ducts of class A to C, no known capacity, no least flow a dwelling, no recovery (5.4.3).
    """
    n, f = len(air.system), norm(edition)
    return Air(
        system=np.full(n, C),
        control_frac=np.ones(n),
        duct_frac=np.full(n, f["c1_duct"]),
        unit_frac=np.ones(n),
        installed_m3_per_h=np.full(n, np.nan),
        least_m3_per_h=np.zeros(n),
        recovery_frac=np.zeros(n),
        bypass_frac=np.zeros(n),
    )


@cache
def _leakage_factors(edition: str) -> Mapping[tuple[str, str], float]:
    """Return the factors of tables 11.13 and 11.14 by kind and place, or by first year."""
    found = rows("leakage", edition)
    spots = zip(found["kind"], found["place_in_block"], found["factor"], strict=True)
    return {(str(kind), str(spot)): float(factor) for kind, spot, factor in spots}


def leakage_dm3_per_s_m2(
    is_apartment: Bools, is_flat_roof: Bools, place: Ints, build_year: Floats, edition: str
) -> Floats:
    """Return the leakage by kind and year, for a dwelling that nobody measured.

    Parameters
    ----------
    is_apartment, is_flat_roof : ndarray of bool
        Shape (n,).
    place : ndarray of int
        Shape (n,). Of a house 0 in the row, 1 at its end or semi-detached, 2 detached, 3 detached with a partly
        flat roof; of a flat 0 in the middle, 1 at the end, 2 top and middle, 3 top and end.
    build_year : ndarray
        Shape (n,), of construction or of an almost complete renovation.
    edition : str
        Edition of the norm.

    Returns
    -------
    ndarray
        Shape (n,). q_v10 = f_type f_y q_calc (11.86, tables 11.13 and 11.14) [dm³/(s m²)].
    """
    by_kind = _leakage_factors(edition)
    house = np.where(is_flat_roof, by_kind["house_flat_roof", ""], by_kind["house_pitched", ""])
    spots = np.array(
        [by_kind["house", spot] for spot in ("middle", "end", "detached", "detached_partly_flat")]
        + [by_kind["apartment", spot] for spot in ("middle", "end", "top_middle", "top_end")]
    )
    factor = spots[place + np.where(is_apartment, 4, 0)]
    ages = sorted((float(year), value) for (kind, year), value in by_kind.items() if kind == "year")
    begins, values = (np.array(part) for part in zip(*ages, strict=True))
    age = values[np.clip(np.searchsorted(begins, build_year, side="right") - 1, 0, None)]
    return np.asarray(np.where(is_apartment, by_kind["apartment", ""], house) * factor * age)


def fan_kwh(shell: Shell, air: Air, fan_year: Floats, is_dc_fan: Bools, edition: str) -> Floats:
    """Return the electricity of the fans.

    Parameters
    ----------
    shell : Shell
        n dwellings.
    air : Air
        Their ventilation.
    fan_year : ndarray
        Shape (n,).
    is_dc_fan : ndarray of bool
        Shape (n,), direct current.
    edition : str
        Edition of the norm.

    Returns
    -------
    ndarray
        Shape (n,). W = f_SFP k q_req t/(0.9·1000) over the year (11.132 ff., tables 11.20 to 11.23); k = 0 (A), 1
        (B, C) or 2 (D) [kWh].
    """
    f = norm(edition)
    ac = from_year("fans", "first_year", "ac_w_per_dm3_per_s", fan_year, edition)
    dc = from_year("fans", "first_year", "dc_w_per_dm3_per_s", fan_year, edition)
    specific = np.where(is_dc_fan, dc, ac) / f["fan_units_dm3"]
    count = np.array([0.0, 1.0, 1.0, 2.0])[air.system]
    hours = monthly("climate", "hours_h", edition).sum()
    flow = required_m3_per_h(shell, air, edition)
    return np.asarray(specific * count * flow * hours / (f["fan_efficiency_hours"] * 1000.0))


def recovery_frac(unit: np.ndarray, height_m: Floats, is_apartment: Bools, edition: str) -> Floats:
    """Return what a unit recovers in practice.

    Parameters
    ----------
    unit : ndarray of str
        Shape (n,), row of ``nta8800_recovery``.
    height_m : ndarray
        Shape (n,), of the building.
    is_apartment : ndarray of bool
        Shape (n,).
    edition : str
        Edition of the norm.

    Returns
    -------
    ndarray
        Shape (n,). f_prac;HR η, f_prac;HR = min(0.9; 1 − s L − imbalance) with a supply duct that is not insulated
        (11.99 to 11.113, tables 11.16 to 11.18; no condensation for values of the table).
    """
    f = norm(edition)
    length = np.where(is_apartment, f["supply_duct_height_frac"] * height_m, f["supply_duct_m"])
    practice = np.minimum(
        f["recovery_most"], 1.0 - f["supply_duct_loss_per_m"] * length - f["imbalance_frac"]
    )
    return np.maximum(0.0, practice) * column_by_word("recovery", "unit", "efficiency_frac", unit, edition)
