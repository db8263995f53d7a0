"""What the air of a dwelling file leaves to its system and to the people who live there."""

import numpy as np

from nulopdemeter.dwelling.file_air import Air, is_decentral, kind_of, system_figure, word_of
from nulopdemeter.dwelling.file_services import Household
from nulopdemeter.dwelling.household import household_type_of_size
from nulopdemeter.dwelling.tables import lookup
from nulopdemeter.dwelling.ventilation import (
    SYSTEMS,
    balanced_frac,
    fan_control_frac,
    fan_w,
    has_recovery,
    installed_recovery_frac,
    ventilation_m3_per_h,
)
from nulopdemeter.parameters import figures


def system_values(air: Air) -> dict[str, tuple[float, str]]:
    """Return what the file leaves to its system.

    Parameters
    ----------
    air : Air
        As read.

    Returns
    -------
    dict of str to tuple
        By key: the value, and where it came from; an empty origin says that there is none.
    """
    found: dict[str, tuple[float, str]] = {}
    if air.recovery_frac is None:
        found["recovery_frac"] = _recovery(air)
    if air.fan_w is None:
        found["fan_w"] = _fans(air)
    if air.balanced_frac is None and kind_of(air) == "E":
        found["balanced_frac"] = float(balanced_frac(word_of(air))[0]), f"{SYSTEMS}: balanced_rooms_frac"
    return found


def airing_values(
    air: Air, household: Household | None, floor_area_m2: float
) -> dict[str, tuple[float, str]]:
    """Return what the file leaves to the people who open windows.

    Parameters
    ----------
    air : Air
        As read.
    household : Household or None
        As read.
    floor_area_m2 : float
        Of the dwelling.

    Returns
    -------
    dict of str to tuple
        By key: the value, and where it came from; an empty origin says that there is none. People do in a file what
        they do in a dwelling of a stock; where nobody lives, nobody opens a window.
    """
    found: dict[str, tuple[float, str]] = {}
    if air.airing_open_m2 is None:
        found["airing_open_m2"] = 0.0, ""
        if household is not None:
            per_m2 = figures("controls")["airing_open_m2_per_m2"]
            found["airing_open_m2"] = (
                per_m2 * floor_area_m2,
                "controls: airing_open_m2_per_m2 × floor_area_m2, as in a stock",
            )
    if air.purge_time_frac is None:
        found["purge_time_frac"] = 0.0, ""
        if household is not None and air.qv10_dm3_per_s_m2 is not None:
            kind = type_of(household)
            factor = float(lookup("household_types", "airing_factor", np.array([kind], dtype=object))[0])
            found["purge_time_frac"] = (
                figures("leakage")["purge_time_frac"] * factor,
                f"leakage: purge_time_frac × household_types: airing_factor of {kind}",
            )
    return found


def type_of(household: Household) -> str:
    """Return the household type whose habits the people of a file have.

    Parameters
    ----------
    household : Household
        As read.

    Returns
    -------
    str
        The type that it tells, or else that of its size.
    """
    return household.type or str(household_type_of_size(np.array([household.size]))[0])


def _recovery(air: Air) -> tuple[float, str]:
    if air.exchanger is None:
        if not has_recovery(str(air.system)):
            return 0.0, ""
        return system_figure(air, "recovery_frac", 0.0), f"{SYSTEMS}: recovery_frac of {air.system}"
    test = lookup("heat_recovery", "recovery_frac", np.array([air.exchanger], dtype=object))[0]
    usual = figures("ventilation")["duct_usual_m"]
    as_installed = installed_recovery_frac(
        float(test),
        usual if air.supply_duct_m is None else air.supply_duct_m,
        is_insulated=bool(air.is_duct_insulated),
        is_decentral=is_decentral(air),
        is_flow_held=bool(air.is_flow_held),
    )
    return as_installed, f"heat_recovery: {air.exchanger}, as installed"


def _fans(air: Air) -> tuple[float, str]:
    flow = float(air.flow_m3_per_h or 0.0)
    if air.fan_wh_per_m3 is not None:
        return air.fan_wh_per_m3 * flow, "the file: fan_wh_per_m3"
    if kind_of(air) in ("", "A"):
        return 0.0, ""
    word, one = word_of(air), np.ones(1)
    per_m3 = float(fan_w(word, one, one > 0.0)[0] / ventilation_m3_per_h(word, one)[0])
    if air.demand_control not in (None, "none"):
        # The flow is that of full capacity, so the control comes off later.
        per_m3 *= system_figure(air, "control_frac", 1.0) / float(fan_control_frac(word)[0])
    return per_m3 * flow, f"{SYSTEMS}: fan_dc_wh_per_m3 of {air.system}"
