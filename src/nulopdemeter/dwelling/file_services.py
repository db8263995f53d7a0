"""What a dwelling file says about air, people, cooling and panels."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from nulopdemeter.dwelling.file_shell import (
    STRICT,
    Area,
    Azimuth,
    Elevations,
    NotNegative,
    Number,
    Positive,
    Schedule,
    Share,
    Tilt,
)


class General(BaseModel):
    """The dwelling as a whole.

    Attributes
    ----------
    name, source : str
        What it is, and where its figures come from.
    floor_area_m2, volume_m3 : float
        Usable floor area and air volume.
    storeys : float
        Own storeys, for the stack effect.
    building_height_m : float
        Height in the wind; left out: volume ÷ floor area × storeys.
    roof_height_m : float
        Height of its roof in the wind; left out: ``building_height_m``. A flat under the roof of a block gives that.
    facade_height_m : float
        Height of the middle of its façades in the wind; left out: half of ``building_height_m``. A flat gives its own.
    terrain : str
        What slows the wind on the way to the building: ``open``, ``suburb`` or ``city``: for leaks from qv10,
        and for the films of the profile ``detailed``.
    horizon_deg : list of float
        One number: houses opposite hide the direct sun below this height. Elevations of equal sectors clockwise
        from north: what stands there hides sun and sky. Left out: nothing does.
    eye_height_m : float
        Height above the ground from which obstructions are seen; left out: half the height of the building.
    clock : str
        Clock of all schedules: ``standard`` (of the weather) or ``dutch`` (summer time).
    """

    model_config = STRICT
    name: Annotated[str, Field(min_length=1)]
    source: Annotated[str, Field(min_length=1)]
    floor_area_m2: Area
    volume_m3: Area
    storeys: Annotated[Number, Field(ge=1, le=50)] | None = None
    building_height_m: Positive | None = None
    roof_height_m: Positive | None = None
    facade_height_m: Positive | None = None
    terrain: Literal["open", "suburb", "city"] | None = None
    horizon_deg: Elevations | None = None
    eye_height_m: NotNegative | None = None
    clock: Literal["standard", "dutch"] | None = None


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
        ``none``, ``A`` natural, ``C`` exhaust fan, ``D`` balanced.
    flow_m3_per_h : float
        Of the system.
    flow_schedule_frac : list of float
        Share of it, hour by hour; not with ``D``, nor with ``A`` beside leaks from qv10.
    vents_open_frac : float
        With qv10 and ``A`` or ``C``: vents in the façades, sized for the flow, that wind and stack act on; with
        ``A`` their flow takes the place of ``flow_m3_per_h``. Left out: none.
    purge_time_frac : float
        With qv10: share of the time that two sets of windows stand open to air rooms; left out: never.
    recovery_frac, has_bypass : float, bool
        Heat recovery of ``D``, with bypass in summer.
    fan_w : float
        Electricity of the fans.
    airing_open_m2 : float
        Free area of windows that residents open when it is warm; left out: none.
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
    system: Literal["none", "A", "C", "D"] | None = None
    flow_m3_per_h: NotNegative | None = None
    flow_schedule_frac: Schedule | None = None
    vents_open_frac: Share | None = None
    purge_time_frac: Share = 0.0
    recovery_frac: Share | None = None
    has_bypass: bool = False
    fan_w: NotNegative | None = None
    airing_open_m2: NotNegative | None = None
    airing_schedule_frac: Schedule | None = None
    airing_above_c: Number | None = None
    bypass_above_c: Number | None = None
    extra: tuple[ExtraFlow, ...] = ()


class GainSource(BaseModel):
    """A source of heat with a schedule.

    Attributes
    ----------
    name : str
        For people.
    power_w : float
        Heat when fully on.
    schedule_frac : list of float
        Share of it, hour by hour.
    """

    model_config = STRICT
    name: Annotated[str, Field(min_length=1)]
    power_w: NotNegative
    schedule_frac: Schedule = (1.0,)


class Gains(BaseModel):
    """Heat of people and appliances.

    Attributes
    ----------
    constant_w : float
        All year.
    convective_frac : float
        Share that goes to the air at once.
    is_from_household : bool
        Whether the people and appliances of ``[household]`` warm the dwelling; left out: yes, if it is given.
    source : list of GainSource
        Gains with a schedule.
    """

    model_config = STRICT
    constant_w: NotNegative = 0.0
    convective_frac: Share | None = None
    is_from_household: bool | None = None
    source: tuple[GainSource, ...] = ()


class Cooling(BaseModel):
    """Sensible cooling.

    Attributes
    ----------
    set_point_c : list of float
        One number or a schedule; 100 turns it off.
    capacity_kw : float
        Left out: no limit.
    cop : float
        Heat per electricity; left out: ideal, without electricity.
    """

    model_config = STRICT
    set_point_c: Schedule
    capacity_kw: NotNegative | None = None
    cop: Positive | None = None


class Household(BaseModel):
    """The people and their appliances.

    Attributes
    ----------
    size : float
        Persons.
    electricity_kwh : float
        A year, without heating, hot water and ventilation.
    cooking : str
        ``electric`` (in the electricity) or ``gas``.
    """

    model_config = STRICT
    size: Annotated[Number, Field(gt=0, le=20)]
    electricity_kwh: NotNegative
    cooking: Literal["electric", "gas"] = "electric"


class PvPlane(BaseModel):
    """Solar panels on one plane.

    Attributes
    ----------
    peak_kwp : float
        Installed power.
    tilt_deg, azimuth_deg : float
        As of an element.
    """

    model_config = STRICT
    peak_kwp: NotNegative
    tilt_deg: Tilt
    azimuth_deg: Azimuth


class Profile(BaseModel):
    """Which coefficients the zone model uses.

    Attributes
    ----------
    name : str
        ``effective``, ``standard``, ``detailed`` or ``fixed_films``.
    override : dict of str to float
        Single coefficients of ``parameters/profile_….csv``.
    """

    model_config = STRICT
    name: Literal["effective", "standard", "detailed", "fixed_films"] = "detailed"
    override: dict[str, Number] = {}
