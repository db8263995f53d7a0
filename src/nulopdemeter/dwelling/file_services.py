"""What a dwelling file says about air, people, cooling and panels."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from nulopdemeter.dwelling.file_shell import (
    STRICT,
    Area,
    Elevations,
    NotNegative,
    Number,
    Positive,
    Schedule,
    Share,
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
    type : str
        ``single``, ``couple``, ``family``, ``single_parent`` or ``elderly``: whose hours they keep; left out: by size.
    electricity_kwh : float
        A year, without heating, hot water and ventilation.
    cooking : str
        ``electric`` (in the electricity) or ``gas``.
    """

    model_config = STRICT
    size: Annotated[Number, Field(gt=0, le=20)]
    type: Literal["single", "couple", "family", "single_parent", "elderly"] | None = None
    electricity_kwh: NotNegative
    cooking: Literal["electric", "gas"] = "electric"


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
