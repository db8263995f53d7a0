"""What a dwelling file says about machines: heating, hot water, battery, car, grid and controls."""

import math
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from nulopdemeter.dwelling.file_shell import (
    STRICT,
    Azimuth,
    NotNegative,
    Number,
    Positive,
    Schedule,
    Share,
    Tilt,
)

Generator = Literal[
    "ideal", "none", "hr107", "vr", "gas_stove", "collective_gas", "district_heat", "heat_pump", "hybrid",
    "electric", "infrared",
]  # fmt: skip
WaterSystem = Literal[
    "none", "combi", "geyser", "collective", "district_heat", "heat_pump_tank", "electric_boiler",
    "solar_combi", "booster",
]  # fmt: skip
SourceKind = Literal["air", "ground", "exhaust_air", "air_to_air"]
# Above 0 and at most 1.
Efficiency = Annotated[Number, Field(gt=0, le=1)]
Outdoor = Annotated[Number, Field(ge=-40, le=30)]


def _number_or_word(value: Any) -> Any:  # noqa: ANN401 - whatever TOML gave
    """Refuse what is neither, once: of two types that do not fit pydantic would complain twice."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise PydanticCustomError("float_type", "neither a number nor a word")
    if isinstance(value, float) and not math.isfinite(value):
        raise PydanticCustomError("finite_number", "no finite number")
    return value


NumberOrWord = Annotated[Number | str, BeforeValidator(_number_or_word)]


class Points(BaseModel):
    """A heat pump by its own certified points, instead of a model.

    Attributes
    ----------
    source_kind : str
        ``air``, ``ground`` (a loop with brine), ``exhaust_air``, or ``air_to_air``: warm air straight into the room.
    cop35, cop55 : list of float
        COP of the low and the medium temperature test of EN 14825 at −7, 2, 7 and 12 °C; ``cop55`` left out only
        with ``air_to_air``, which is tested once.
    max_supply_c, min_outdoor_c : float
        Hottest water that it makes, and outdoor temperature below which it stops.
    capacity_source_slope_per_k, capacity_supply_slope_per_k : float
        How its full load changes per K of outdoor and of supply temperature, over the load at −7/35.
    modulation_least_frac : float
        Least continuous load over full load; 1 for a machine that is on or off.
    cycling_frac : float
        What starting and stopping costs: 1 less the degradation coefficient.
    standby_w : float
        Electricity while it gives no heat.
    field_factor_frac : float
        COP in a dwelling over COP in the laboratory.

    Notes
    -----
    What is left out is that of the machine of ``heat_pumps.csv`` that stands for the source.
    """

    model_config = STRICT
    source_kind: SourceKind
    cop35: tuple[Number, ...]
    cop55: tuple[Number, ...] | None = None
    max_supply_c: Annotated[Number, Field(ge=25, le=95)] | None = None
    min_outdoor_c: Outdoor | None = None
    capacity_source_slope_per_k: Number | None = None
    capacity_supply_slope_per_k: Number | None = None
    modulation_least_frac: Efficiency | None = None
    cycling_frac: Share | None = None
    standby_w: NotNegative | None = None
    field_factor_frac: Annotated[Number, Field(gt=0, le=1.2)] | None = None


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
        Most heat that the emitters give, whatever the water; left out: no limit.
    control : str
        Thermostat on ``air`` or ``operative`` temperature; cooling follows it.
    emitter : str
        ``radiators``, ``floor``, ``air`` (fan convectors, or warm air) or ``panel`` (radiant, electric); left out:
        ``air`` with an air-to-air machine, ``panel`` with infrared, else ``radiators``.
    radiator_kw : float
        Heat of the emitters with water of 75/65 °C in a room of 20 °C. With a heat pump alone they give what the
        water of the heating curve allows, with other water never more than this; left out: no limit.
    convective_frac : float
        Of the emitters, and of cooling; left out: by ``emitter``.
    efficiency_frac : float
        Of boiler, stove or delivery set, on gross calorific value.
    heat_pump, heat_pump_kw : str, float
        Model in ``parameters/heat_pumps.csv`` and heat at −7/35; left out: sized.
    points : Points
        Instead of a model: its own certified points.
    sizing : str
        How a heat pump is sized: ``auto`` or ``bivalent``.
    bivalent_c : float
        With ``bivalent``: outdoor temperature at which its full load is the heat loss of the dwelling.
    exhaust_air_m3_per_h : float
        Air that an exhaust-air machine takes its heat from; left out: that of the ventilation.
    brine_mean_c, brine_swing_k, brine_coldest_day : float
        Ground loop as a yearly wave: mean, half of its swing, and day of the year on which it is coldest.
    quiet_mode, quiet_frac : bool, float
        Whether it runs quietly at night, and the share of its full load that this takes.
    hybrid_rule : str
        When the boiler of a hybrid takes over: ``cost``, ``temperature`` or ``capacity``.
    hybrid_switch_c : float
        With ``temperature``: outdoor temperature below which the boiler heats alone.
    hybrid_least_cop : float
        With ``cost``: COP below which the boiler heats alone.
    backup_kw : float
        Boiler or element beside it.
    design_supply_c : float or str
        Supply temperature at −10 °C; ``auto``: the one at which the emitters carry the heat loss. A heat pump stands
        still in hours whose water must be hotter than it makes.
    least_supply_c : float
        Least supply temperature of the heating curve.
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
    emitter: Literal["radiators", "floor", "air", "panel"] | None = None
    radiator_kw: Positive | None = None
    convective_frac: Share | None = None
    efficiency_frac: Annotated[Number, Field(gt=0, le=1.2)] | None = None
    heat_pump: str | None = None
    heat_pump_kw: Positive | None = None
    points: Points | None = None
    sizing: Literal["auto", "bivalent"] | None = None
    bivalent_c: Annotated[Number, Field(ge=-20, le=15)] | None = None
    exhaust_air_m3_per_h: Positive | None = None
    brine_mean_c: Annotated[Number, Field(ge=-10, le=30)] | None = None
    brine_swing_k: Annotated[Number, Field(ge=0, le=15)] | None = None
    brine_coldest_day: Annotated[Number, Field(ge=0, le=365)] | None = None
    quiet_mode: bool | None = None
    quiet_frac: Share | None = None
    hybrid_rule: Literal["cost", "temperature", "capacity"] | None = None
    hybrid_switch_c: Outdoor | None = None
    hybrid_least_cop: Annotated[Number, Field(ge=1, le=10)] | None = None
    backup_kw: NotNegative | None = None
    design_supply_c: NumberOrWord | None = None
    least_supply_c: Annotated[Number, Field(ge=20, le=60)] | None = None


class HotWater(BaseModel):
    """Hot water.

    Attributes
    ----------
    system : str
        A word of the stock table.
    draw_l_per_day : float
        Drawn, counted at 60 °C.
    draw_l_per_person_day : float
        Instead: by person of ``[household]``.
    tapping : list of float
        Hour by hour of a day, in any measure; left out: the usual one.
    shower_recovery_frac : float
        Share of the heat of shower water that a heat exchanger in the drain gives back; left out: none.
    efficiency_frac : float
        On gross calorific value; not with ``heat_pump_tank`` and ``booster``, whose COP is another.
    tank_l, tank_loss_w_per_k : float
        0 litres is without a tank.
    tank_set_c : float
        To which the tank is heated; left out: 55 °C, or what the water of its heat pump allows.
    legionella_c : float
        To which it is heated once a week, above ``tank_set_c``; 0 is never.
    tank_element_kw : float
        Electric element in the tank; with ``electric_boiler`` the heater itself.
    collector_m2 : float
        Aperture of a solar collector that heats the tank; left out: none, but with ``solar_combi``.
    collector_tilt_deg, collector_azimuth_deg : float
        As of an element.
    """

    model_config = STRICT
    system: WaterSystem
    draw_l_per_day: NotNegative | None = None
    draw_l_per_person_day: NotNegative | None = None
    tapping: tuple[NotNegative, ...] | None = None
    shower_recovery_frac: Annotated[Number, Field(ge=0, le=0.9)] | None = None
    efficiency_frac: Annotated[Number, Field(gt=0, le=2)] | None = None
    tank_l: NotNegative | None = None
    tank_loss_w_per_k: NotNegative | None = None
    tank_set_c: Annotated[Number, Field(ge=45, le=80)] | None = None
    legionella_c: Annotated[Number, Field(ge=0, le=80)] | None = None
    tank_element_kw: NotNegative | None = None
    collector_m2: NotNegative | None = None
    collector_tilt_deg: Tilt | None = None
    collector_azimuth_deg: Azimuth | None = None


class Battery(BaseModel):
    """A battery at home.

    Attributes
    ----------
    capacity_kwh : float
        Nominal, when new.
    power_kw : float
        Most that goes in or comes out.
    age_years : float
        In the middle of the simulated year; left out: the usual one.
    round_trip_frac : float
        Out over in, at the side of the house.
    control : str
        ``sun``: what the panels leave over; ``price``: also in cheap hours, and out in dear ones.
    standby_w : float
        Of its electronics.
    """

    model_config = STRICT
    capacity_kwh: Positive
    power_kw: Positive | None = None
    age_years: Annotated[Number, Field(ge=0, le=60)] | None = None
    round_trip_frac: Efficiency | None = None
    control: Literal["sun", "price"] = "sun"
    standby_w: NotNegative | None = None


class Car(BaseModel):
    """An electric car that is charged at home.

    Attributes
    ----------
    kwh_per_year : float
        Charged at home in a year.
    charger_kw : float
        Most that it charges with.
    control : str
        ``at_once`` when it comes home, in cheap hours (``price``), from the panels (``sun``), or ``both``; what is
        lacking in the hours that are left for it, as far as the charger can.
    """

    model_config = STRICT
    kwh_per_year: NotNegative
    charger_kw: Positive | None = None
    control: Literal["at_once", "price", "sun", "both"] = "at_once"


class Grid(BaseModel):
    """What the grid lets through.

    Attributes
    ----------
    export_limit_kw : float
        Most that may be fed in; left out: no limit.
    voltage_frac : float
        Share of the power of the panels above which the voltage of the street curtails them; left out: never.
    stops_export_at_negative_price : bool
        Whether nothing is fed in when prices are negative.
    """

    model_config = STRICT
    export_limit_kw: NotNegative | None = None
    voltage_frac: Share | None = None
    stops_export_at_negative_price: bool = False


class Control(BaseModel):
    """Heating tank and rooms higher when electricity is cheap or there is sun left over.

    Attributes
    ----------
    smart : str
        ``none``, in cheap hours (``price``), with own sun (``sun``), or ``both``.
    tank_raise_k, room_raise_k : float
        How much higher; the tank no hotter than what heats it can make, rooms only with a heat pump.
    """

    model_config = STRICT
    smart: Literal["none", "price", "sun", "both"] = "none"
    tank_raise_k: Annotated[Number, Field(ge=0, le=20)] | None = None
    room_raise_k: Annotated[Number, Field(ge=0, le=5)] | None = None
