"""What a dwelling file says about leaks, ventilation and open windows."""

from typing import Annotated, Literal

import numpy as np
from pydantic import BaseModel, Field

from nulopdemeter.dwelling.file_shell import STRICT, NotNegative, Number, Schedule, Share
from nulopdemeter.dwelling.tables import lookup
from nulopdemeter.dwelling.ventilation import SYSTEMS, balanced_frac, canonical, taken_out_frac
from nulopdemeter.dwelling.words import Ventilation, VentilationCode


class ExtraFlow(BaseModel):
    """Outdoor air beside everything else, such as a fan that runs at night.

    Attributes
    ----------
    name : str
        For people.
    flow_m3_per_h : float
        When it runs.
    schedule_frac : list of float
        Share of it, hour by hour.
    """

    model_config = STRICT
    name: Annotated[str, Field(min_length=1)]
    flow_m3_per_h: NotNegative
    schedule_frac: Schedule = (1.0,)


class Air(BaseModel):
    """Leaks, ventilation and open windows.

    Attributes
    ----------
    qv10_dm3_per_s_m2 : float
        Air through leaks at 10 Pa per m² of floor: hourly flow from wind and stack.
    infiltration_ach : list of float
        Instead: air changes per hour, one number or a schedule.
    density : str
        ``site``: air as heavy as the weather's pressure makes it; ``standard``: 1.204 kg/m³.
    system : str
        ``none``, or a system of ``ventilation_systems.csv``: ``A`` natural, ``B`` supply fan, ``C`` exhaust fan,
        ``D`` balanced, ``E`` balanced units in some rooms and exhaust in the others, and their variants.
    flow_m3_per_h : float
        Of the system: what it moves, or with a demand control what it moves at full capacity.
    flow_schedule_frac : list of float
        Share of it, hour by hour; not with ``A`` beside leaks from qv10.
    demand_control : str
        ``none``: the flow is as given. ``mean``: the factor of the system is taken off flow and fans. ``presence``: the
        same mean, but the flow follows the people of ``[household]``.
    balanced_frac : float
        With ``E``: balanced share of the flow.
    vents_open_frac : float
        With qv10 and ``A``, ``B``, ``C`` or ``E``: vents in the façades, sized for the flow, that wind and stack
        act on; with ``A`` their flow takes the place of ``flow_m3_per_h``. Left out: none.
    purge_time_frac : float
        With qv10: share of the time that two sets of windows stand open to air rooms; left out: that of the type of
        ``[household]``, and without one never.
    recovery_frac, has_bypass : float, bool
        Heat recovery of ``D`` and ``E`` as installed, with bypass in summer. Left out: that of the system.
    frost_protection : str
        Of the recovery: ``throttle`` lets less of the heat over when it freezes, ``preheat`` warms the supply before
        it by electricity. Left out: ``throttle``.
    exchanger : str
        Instead of ``recovery_frac``: a kind of ``heat_recovery.csv``, less the losses as installed.
    supply_duct_m, is_duct_insulated, is_flow_held : float, bool, bool
        With ``exchanger``: cold duct between outside and unit (left out: 4 m), whether it is insulated, and whether
        the fans hold their flow.
    fan_w : float
        Electricity of the fans at ``flow_m3_per_h``.
    fan_wh_per_m3 : float
        Instead: electricity per m³ of ``flow_m3_per_h`` (W per m³/h). Left out: that of the system.
    filter_pa : float
        Pressure of filters beyond that of the unit as tested; left out: none.
    airing_open_m2 : float
        Free area of windows that residents open when it is warm; left out: with ``[household]`` that of a dwelling of
        a stock with the same floor area, without one none.
    airing_schedule_frac : list of float
        Share of that area that residents may open, hour by hour; left out: all of it at any hour.
    airing_above_c, bypass_above_c : float
        Indoor temperatures above which windows and the bypass are opened.
    extra : list of ExtraFlow
        Further flows of outdoor air.
    """

    model_config = STRICT
    qv10_dm3_per_s_m2: NotNegative | None = None
    infiltration_ach: Schedule | None = None
    density: Literal["site", "standard"] | None = None
    system: Literal["none", Ventilation, VentilationCode] | None = None
    flow_m3_per_h: NotNegative | None = None
    flow_schedule_frac: Schedule | None = None
    demand_control: Literal["none", "mean", "presence"] | None = None
    balanced_frac: Share | None = None
    vents_open_frac: Share | None = None
    purge_time_frac: Share | None = None
    recovery_frac: Share | None = None
    has_bypass: bool = False
    frost_protection: Literal["throttle", "preheat"] | None = None
    exchanger: str | None = None
    supply_duct_m: Annotated[Number, Field(ge=0, le=50)] | None = None
    is_duct_insulated: bool | None = None
    is_flow_held: bool | None = None
    fan_w: NotNegative | None = None
    fan_wh_per_m3: Annotated[Number, Field(ge=0, le=3)] | None = None
    filter_pa: Annotated[Number, Field(ge=0, le=500)] | None = None
    airing_open_m2: NotNegative | None = None
    airing_schedule_frac: Schedule | None = None
    airing_above_c: Number | None = None
    bypass_above_c: Number | None = None
    extra: tuple[ExtraFlow, ...] = ()


def kind_of(air: Air) -> str:
    """Return the letter of the system.

    Parameters
    ----------
    air : Air
        As read or filled in.

    Returns
    -------
    str
        ``A`` to ``E``; empty without a system.
    """
    return "" if air.system in (None, "none") else str(air.system)[0]


def system_figure(air: Air, column: str, default: float) -> float:
    """Return a number of the system.

    Parameters
    ----------
    air : Air
        As read or filled in.
    column : str
        Of ``ventilation_systems.csv``.
    default : float
        Without a system.

    Returns
    -------
    float
        The number.
    """
    return float(lookup(SYSTEMS, column, word_of(air), default=default)[0])


def word_of(air: Air) -> np.ndarray:
    """Return the system as one word of ``ventilation_systems.csv``.

    Parameters
    ----------
    air : Air
        As read or filled in.

    Returns
    -------
    numpy.ndarray of str, shape (1,)
        Empty without a system.
    """
    return canonical(np.array([air.system if kind_of(air) else ""], dtype=object))


def is_decentral(air: Air) -> bool:
    """Tell whether the balanced units of a system stand in the rooms, without ducts.

    Parameters
    ----------
    air : Air
        As read or filled in.

    Returns
    -------
    bool
        True for ``D5b`` and ``E``.
    """
    return str(word_of(air)[0]) in ("D5b", "E")


def balanced_share_frac(air: Air) -> float:
    """Return how much of the flow supply and exhaust fans move alike.

    Parameters
    ----------
    air : Air
        As read or filled in.

    Returns
    -------
    float
        1 for D, the share of the file for E, else 0.
    """
    if air.balanced_frac is not None:
        return air.balanced_frac
    return float(balanced_frac(word_of(air))[0])


def taken_out_share_frac(air: Air) -> float:
    """Return how much of the flow leaves warm: by a fan, and not through heat recovery.

    Parameters
    ----------
    air : Air
        As read or filled in.

    Returns
    -------
    float
        What an exhaust-air heat pump finds, as a share of the flow.
    """
    given = system_figure(air, "recovery_frac", 0.0) if air.recovery_frac is None else air.recovery_frac
    shares = np.array([given]), np.array([balanced_share_frac(air)])
    return float(taken_out_frac(word_of(air), *shares)[0])
