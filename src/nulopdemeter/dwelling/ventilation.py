"""What the words of ventilation systems stand for: flows, fans and recovery (NTA 8800, chapter 11)."""

from collections.abc import Mapping
from functools import cache
from typing import Final

import numpy as np
import pandas as pd

from nulopdemeter.dwelling.tables import lookup, lookup_text, table
from nulopdemeter.parameters import figures
from nulopdemeter.units import DM3_PER_S_IN_M3_PER_H, S_PER_H

SYSTEMS: Final = "ventilation_systems"
# Systems whose fans move more air one way than the other, in all or in some of the rooms.
ONE_WAY: Final = ("B", "C", "E")


@cache
def norm_words() -> Mapping[str, str]:
    """Return the codes of NTA 8800 table 11.5 that have a shorter word here.

    Returns
    -------
    Mapping[str, str]
        Word by code: ``C1`` is ``C``.
    """
    rows = table(SYSTEMS)
    return {str(norm): str(word) for word, norm in rows["norm"].items() if word != norm}


def canonical(system: np.ndarray) -> np.ndarray:
    """Return the words of systems, whichever of its two names each has.

    Parameters
    ----------
    system : numpy.ndarray of str, shape (n,)
        Words or codes of NTA 8800.

    Returns
    -------
    numpy.ndarray of str, shape (n,)
        Words of ``ventilation_systems.csv``.
    """
    words = norm_words()
    codes, found = _words_of(system)
    return np.asarray(np.array([words.get(str(word), word) for word in found], dtype=object)[codes])


def system_numbers(column: str, system: np.ndarray, default: float) -> np.ndarray:
    """Return a number of every system.

    Parameters
    ----------
    column : str
        Of ``ventilation_systems.csv``.
    system : numpy.ndarray of str, shape (n,)
        Words of that table.
    default : float
        For any other word, which is no system.

    Returns
    -------
    numpy.ndarray, shape (n,)
        One number a dwelling.
    """
    codes, words = _words_of(system)
    return np.asarray(lookup(SYSTEMS, column, words, default=default)[codes])


def has_recovery(system: str) -> bool:
    """Tell whether a system recovers heat.

    Parameters
    ----------
    system : str
        Word or code; any other word is no system.

    Returns
    -------
    bool
        True for the balanced systems but D1, and for the mix E.
    """
    word = canonical(np.array([system], dtype=object))
    return bool(lookup(SYSTEMS, "recovery_frac", word, default=0.0)[0] > 0.0)


def ventilation_m3_per_h(system: np.ndarray, floor_area_m2: np.ndarray) -> np.ndarray:
    """Return the outdoor air that a system moves, NTA 8800 formula 11.22.

    Parameters
    ----------
    system : numpy.ndarray of str, shape (n,)
        Words of ``ventilation_systems.csv``.
    floor_area_m2 : numpy.ndarray, shape (n,)
        Of the dwelling.

    Returns
    -------
    numpy.ndarray, shape (n,)
        Mean flow [m3/h], with the control of the system. A mix is the sum of its parts by floor area (11.51).
    """
    codes, words = _words_of(system)
    rooms, balanced, other = _parts(words)
    factor = rooms * _flow_factor(balanced) + (1.0 - rooms) * _flow_factor(other)
    return np.asarray(factor[codes] * _required_m3_per_h(floor_area_m2))


def balanced_frac(system: np.ndarray) -> np.ndarray:
    """Return how much of the flow of a system supply and exhaust fans move alike.

    Parameters
    ----------
    system : numpy.ndarray of str, shape (n,)
        Words of ``ventilation_systems.csv``; any other word is no system.

    Returns
    -------
    numpy.ndarray, shape (n,)
        1 for balanced ventilation, 0 for A, B and C and without a system; between for a mix.
    """
    codes, words = _words_of(system)
    rooms, balanced, other = _parts(words)
    one, two = rooms * _flow_factor(balanced), (1.0 - rooms) * _flow_factor(other)
    total = one + two
    return np.asarray(np.divide(one, total, out=np.zeros_like(total), where=total > 0.0)[codes])


def taken_out_frac(system: np.ndarray, recovery_frac: np.ndarray, balanced_share: np.ndarray) -> np.ndarray:
    """Return how much of the flow of a system leaves warm: by a fan, and not through heat recovery.

    It is the source of a heat pump on exhaust air. Behind an exchanger its heat is in the supply air already.

    Parameters
    ----------
    system : numpy.ndarray of str, shape (n,)
        Words of ``ventilation_systems.csv``; any other word is no system.
    recovery_frac : numpy.ndarray, shape (n,)
        Heat recovery of the balanced air.
    balanced_share : numpy.ndarray, shape (n,)
        Balanced share of the flow.

    Returns
    -------
    numpy.ndarray, shape (n,)
        1 for C and for balanced ventilation without recovery, the exhaust rooms of E, 0 for all others.
    """
    is_out = np.isin(lookup_text(SYSTEMS, "kind", np.asarray(system, dtype=object)), ("C", "D", "E"))
    return np.where(is_out, np.where(recovery_frac > 0.0, 1.0 - balanced_share, 1.0), 0.0)


def fan_w(system: np.ndarray, floor_area_m2: np.ndarray, is_new: np.ndarray) -> np.ndarray:
    """Return the mean power of the fans.

    Parameters
    ----------
    system : numpy.ndarray of str, shape (n,)
        Words of ``ventilation_systems.csv``.
    floor_area_m2 : numpy.ndarray, shape (n,)
        Of the dwelling.
    is_new : numpy.ndarray of bool, shape (n,)
        Direct-current fans.

    Returns
    -------
    numpy.ndarray, shape (n,)
        Power [W]: specific power times the flow without control, times the share that the control leaves of
        it to the power of ``fan_exponent`` (NTA 8800, table 11.21).
    """
    codes, words = _words_of(system)
    rooms, balanced, other = _parts(words)
    old, new = (
        rooms * _fan_factor(balanced, column) + (1.0 - rooms) * _fan_factor(other, column)
        for column in ("fan_ac_wh_per_m3", "fan_dc_wh_per_m3")
    )
    return np.asarray(np.where(is_new, new[codes], old[codes]) * _required_m3_per_h(floor_area_m2))


def fan_control_frac(system: np.ndarray) -> np.ndarray:
    """Return what the control of a system leaves of the power of its fans.

    Parameters
    ----------
    system : numpy.ndarray of str, shape (n,)
        Words of ``ventilation_systems.csv``.

    Returns
    -------
    numpy.ndarray, shape (n,)
        1 where the fans run on: without control, and where it is the inlets that close.
    """
    control = system_numbers("control_frac", system, 1.0)
    slows = system_numbers("is_fan_controlled", system, 0.0) > 0.0
    return np.where(slows, control ** figures("ventilation")["fan_exponent"], 1.0)


def supply_fan_frac(system: np.ndarray) -> np.ndarray:
    """Return how much of the fan power warms the air that is blown in.

    Parameters
    ----------
    system : numpy.ndarray of str, shape (n,)
        Words of ``ventilation_systems.csv``; any other word is no system.

    Returns
    -------
    numpy.ndarray, shape (n,)
        1 for B, a half for balanced fans, 0 for A and C. In a mix: a half of the share of the balanced units.
    """
    codes, words = _words_of(system)
    rooms, balanced, other = _parts(words)
    one = rooms * _fan_factor(balanced, "fan_dc_wh_per_m3")
    total = one + (1.0 - rooms) * _fan_factor(other, "fan_dc_wh_per_m3")
    own = lookup(SYSTEMS, "supply_fan_frac", words, default=0.0)
    share = np.divide(one, total, out=np.ones_like(total), where=(total > 0.0) & (rooms > 0.0))
    return np.asarray((own * share)[codes])


def installed_recovery_frac(
    test_frac: float, duct_m: float, *, is_insulated: bool, is_decentral: bool, is_flow_held: bool
) -> float:
    """Return what is left of a heat recovery as installed (NTA 8800, 11.99 to 11.113).

    Parameters
    ----------
    test_frac : float
        By test or by ``heat_recovery.csv``.
    duct_m : float
        Cold duct between the outside and the unit.
    is_insulated : bool
        Whether that duct is insulated.
    is_decentral : bool
        A unit in the wall of a room, without ducts.
    is_flow_held : bool
        Fans that hold their flow, so that supply and exhaust stay equal.

    Returns
    -------
    float
        Test value less the losses of duct and unequal flows, at most 0.9 of it.
    """
    f = figures("ventilation")
    per_m = f["duct_loss_insulated_frac" if is_insulated else "duct_loss_bare_frac"]
    unequal = f["imbalance_decentral_frac" if is_decentral else "imbalance_frac"]
    lost = per_m * (0.0 if is_decentral else duct_m) + (0.0 if is_flow_held else unequal)
    return test_frac * max(min(f["recovery_most_frac"], 1.0 - lost), 0.0)


def filter_w(flow_m3_per_h: float, pressure_pa: float) -> float:
    """Return what a further pressure, such as that of fine or dirty filters, costs the fans.

    Parameters
    ----------
    flow_m3_per_h : float
        Through the filters.
    pressure_pa : float
        Beyond that of the unit as tested.

    Returns
    -------
    float
        Power [W]: flow times pressure over the efficiency of a small fan.
    """
    return flow_m3_per_h / S_PER_H * pressure_pa / figures("ventilation")["fan_efficiency_frac"]


def _words_of(system: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Each word once, and which one every dwelling has: a stock is looked up some dozens of times, not thousands."""
    codes, words = pd.factorize(np.asarray(system, dtype=object), use_na_sentinel=False)
    return codes, np.asarray(words, dtype=object)


def _parts(system: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Share of the floor area with balanced ventilation; the systems of that part and of the rest."""
    rooms = lookup(SYSTEMS, "balanced_rooms_frac", system, default=0.0)
    found = []
    for column in ("balanced_rooms", "other_rooms"):
        word = lookup_text(SYSTEMS, column, system)
        found.append(np.where(word == "", np.asarray(system, dtype=object), word))
    return rooms, found[0], found[1]


def _flow_factor(system: np.ndarray) -> np.ndarray:
    """Flow against the required one; 0 without a system."""
    factor = lookup(SYSTEMS, "control_frac", system, default=0.0) / figures("ventilation")["flow_practice"]
    factor = factor * lookup(SYSTEMS, "duct_frac", system, default=1.0)
    return np.asarray(factor * lookup(SYSTEMS, "unit_frac", system, default=1.0))


def _fan_factor(system: np.ndarray, column: str) -> np.ndarray:
    """Mean power of the fans per required flow [W per m³/h]."""
    per_m3 = lookup(SYSTEMS, column, system, default=0.0)
    control = lookup(SYSTEMS, "control_frac", system, default=1.0)
    return np.asarray(per_m3 * _flow_factor(system) / control * fan_control_frac(system))


def _required_m3_per_h(floor_area_m2: np.ndarray) -> np.ndarray:
    """Outdoor air that the dwelling asks, with the share of the time that it does."""
    f = figures("ventilation")
    by_area = f["flow_dm3_per_s_m2"] * floor_area_m2 * DM3_PER_S_IN_M3_PER_H
    needed = np.maximum(by_area, f["flow_least_m3_per_h"])
    slope = f["flow_time_slope_per_m2"]
    presence = np.minimum(f["flow_time_highest"], f["flow_time_base"] + slope * floor_area_m2)
    return np.asarray(presence * needed)
