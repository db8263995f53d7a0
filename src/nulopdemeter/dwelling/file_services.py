"""What a dwelling file says about air, people and machines."""

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

Generator = Literal[
    "ideal", "none", "hr107", "vr", "gas_stove", "collective_gas", "district_heat", "heat_pump", "hybrid",
    "electric",
]  # fmt: skip
WaterSystem = Literal[
    "none", "combi", "geyser", "collective", "district_heat", "heat_pump_tank", "electric_boiler",
    "solar_combi",
]  # fmt: skip


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


class Heating(BaseModel):
    """Room heating.

    Attributes
    ----------
    generator : str
        ``ideal`` (heat, no fuel), ``none``, or a word of the stock table.
    set_point_c : list of float
        One number or a schedule.
    weekend_set_point_c : list of float
        24 numbers for Saturday and Sunday.
    living_set_point_c, sleeping_set_point_c : list of float
        Instead of ``set_point_c``: those of living rooms and of bedrooms, combined by floor area.
    living_area_frac : float
        Living rooms as a share of both.
    capacity_kw : float
        Most heat that the emitters give; left out: no limit.
    control : str
        Thermostat on ``air`` or ``operative`` temperature; cooling follows it.
    convective_frac : float
        Of the emitters, and of cooling.
    efficiency_frac : float
        Of boiler, stove or delivery set, on gross calorific value.
    heat_pump, heat_pump_kw : str, float
        Model in ``parameters/heat_pumps.csv`` and heat at −7/35; left out: sized.
    backup_kw : float
        Boiler or element beside it.
    design_supply_c : float
        Supply temperature at −10 °C.
    """

    model_config = STRICT
    generator: Generator = "ideal"
    set_point_c: Schedule | None = None
    weekend_set_point_c: Schedule | None = None
    living_set_point_c: Schedule | None = None
    sleeping_set_point_c: Schedule | None = None
    living_area_frac: Share | None = None
    capacity_kw: NotNegative | None = None
    control: Literal["air", "operative"] | None = None
    convective_frac: Share | None = None
    efficiency_frac: Annotated[Number, Field(gt=0, le=1.2)] | None = None
    heat_pump: str | None = None
    heat_pump_kw: Positive | None = None
    backup_kw: NotNegative | None = None
    design_supply_c: Annotated[Number, Field(ge=25, le=95)] | None = None


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


class HotWater(BaseModel):
    """Hot water.

    Attributes
    ----------
    system : str
        A word of the stock table.
    draw_l_per_day : float
        Drawn, counted at 60 °C.
    efficiency_frac : float
        On gross calorific value.
    tank_l, tank_loss_w_per_k : float
        0 litres is without a tank.
    """

    model_config = STRICT
    system: WaterSystem
    draw_l_per_day: NotNegative
    efficiency_frac: Annotated[Number, Field(gt=0, le=2)] | None = None
    tank_l: NotNegative | None = None
    tank_loss_w_per_k: NotNegative | None = None


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
