"""What a package holds: measures by building part, with cost, source and lifetime."""

from typing import Annotated, Literal, Self, get_args

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, model_validator

from nulopdemeter.dwelling.housing_type import Text
from nulopdemeter.dwelling.words import (
    DWELLING_TYPES,
    DwellingType,
    Heating,
    Part,
    Ventilation,
    VentilationCode,
)

_STRICT = ConfigDict(extra="forbid", frozen=True)
Money = Annotated[float, Field(ge=0, le=1_000_000)]
Source = Annotated[str, Field(min_length=1)]


def _kind_of_value(value: object) -> str:
    return "word" if isinstance(value, str) else "number"


Supply = Annotated[
    Annotated[Annotated[float, Field(ge=25, le=90)], Tag("number")] | Annotated[Literal["auto"], Tag("word")],
    Discriminator(_kind_of_value),
]
DeclaredCop = Annotated[
    Annotated[Annotated[float, Field(ge=1, le=10)], Tag("number")] | Annotated[Literal["model"], Tag("word")],
    Discriminator(_kind_of_value),
]

REQUIRED_TARGETS: dict[str, tuple[str, ...]] = {
    "wall": ("rc_m2k_per_w",),
    "roof": ("rc_m2k_per_w",),
    "floor": ("rc_m2k_per_w",),
    "window": ("u_w_per_m2k", "g_window_frac"),
    "door": ("u_w_per_m2k",),
    "airtightness": ("qv10_dm3_per_s_m2",),
    "ventilation": ("system",),
    "heating": ("system",),
    "hot_water": ("system",),
    "solar_boiler": ("collector_m2",),
    "shower_recovery": ("recovery_frac",),
    "pv": ("pv_target",),
    "battery": ("battery_kwh",),
    "car_charger": ("control",),
    "control": ("control",),
    "cooking": ("system",),
}
OPTIONAL_TARGETS: dict[str, tuple[str, ...]] = {
    "airtightness": ("bridge_w_per_m2k",),
    "ventilation": ("recovery_frac",),
    "heating": (
        "heat_pump",
        "heat_pump_kw",
        "hybrid_rule",
        "quiet_frac",
        "backup_kw",
        "supply_c",
        "emitter_convective_frac",
        "declared_cop",
    ),
    "hot_water": ("tank_l", "declared_cop", "load_profile", "test_c"),
    "solar_boiler": ("tank_l",),
    "pv": ("pv_kwp",),
    "battery": ("control",),
}
SYSTEMS: dict[str, tuple[str, ...]] = {
    "ventilation": get_args(Ventilation) + get_args(VentilationCode),
    "heating": ("hr107", "hybrid", "heat_pump", "infrared"),
    "hot_water": ("combi", "electric_boiler", "heat_pump_tank", "solar_combi"),
    "cooking": ("induction",),
}
CONTROLS: dict[str, tuple[str, ...]] = {
    "battery": ("sun", "price"),
    "car_charger": ("sun", "price", "both"),
    "control": ("sun", "price", "both"),
}
AUTO = "auto"
# The declared value of the model that the measure names.
MODEL = "model"
TARGETS = (
    "rc_m2k_per_w",
    "u_w_per_m2k",
    "g_window_frac",
    "qv10_dm3_per_s_m2",
    "bridge_w_per_m2k",
    "system",
    "recovery_frac",
    "heat_pump",
    "heat_pump_kw",
    "hybrid_rule",
    "quiet_frac",
    "backup_kw",
    "supply_c",
    "emitter_convective_frac",
    "tank_l",
    "declared_cop",
    "load_profile",
    "test_c",
    "collector_m2",
    "pv_target",
    "pv_kwp",
    "battery_kwh",
    "control",
)


class Band(BaseModel):
    """A price with its band.

    Attributes
    ----------
    low, mid, high : float
        In the unit of the key it stands under.
    """

    model_config = _STRICT
    low: Money
    mid: Money
    high: Money

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not self.low <= self.mid <= self.high:
            raise ValueError("low, mid and high must not fall")
        return self


class Cost(BaseModel):
    """What a measure costs; the parts that are given add up.

    Attributes
    ----------
    eur_per_m2 : Band, optional
        Per m2 of the part that is changed.
    piece_eur : Band, optional
        Per door.
    fixed_eur : Band, optional
        Per dwelling.
    eur_per_kwp, eur_per_kw, eur_per_kwh : Band, optional
        Per kWp of modules that are added; per kW of heat pump; per kWh of battery that is added.
    without_radiators_eur : Band, optional
        Per dwelling whose present heating has no radiators: a first central heating system.
    vat_frac : float
        Value added tax that still comes on top; 0 when the prices hold it.
    status : str
        ``published``, ``estimate``, ``assumption`` or ``quote``.
    note : str
        What a user should know about it.
    """

    model_config = _STRICT
    eur_per_m2: Band | None = None
    piece_eur: Band | None = None
    fixed_eur: Band | None = None
    eur_per_kwp: Band | None = None
    eur_per_kw: Band | None = None
    eur_per_kwh: Band | None = None
    without_radiators_eur: Band | None = None
    vat_frac: Annotated[float, Field(ge=0, le=0.5)] = 0.0
    status: Literal["published", "estimate", "assumption", "quote"]
    note: str = ""


class Measure(BaseModel):
    """One change of one building part.

    Attributes
    ----------
    part : str
        What is changed.
    rc_m2k_per_w, u_w_per_m2k, g_window_frac, qv10_dm3_per_s_m2 : float, optional
        Targets of the shell.
    bridge_w_per_m2k : float, optional
        Thermal bridges after careful detailing, in place of the general formula.
    system : str, optional
        Target of ventilation, heating, hot water or cooking.
    recovery_frac : float, optional
        Heat recovery of ventilation, or of the heat of showers, as installed.
    heat_pump : str, optional
        Row of ``parameters/heat_pumps.csv``.
    heat_pump_kw, backup_kw, emitter_convective_frac, tank_l : float, optional
        Particulars of the installation; a heat pump without size is sized to the dwelling.
    supply_c : float or ``auto``, optional
        Supply temperature at design conditions; ``auto``: what the present radiators need.
    declared_cop : float or ``model``, optional
        What the maker declares, for the law: of the year at the design supply (NTA 8800, annex Q), or by EN 16147 of
        hot water; ``model``: what the parameters hold of the model.
    load_profile : str, optional
        Draw-off of that test of hot water: ``S``, ``M``, ``L`` or ``XL``.
    test_c : float, optional
        Highest temperature of the water in that test; left out: 55 °C.
    hybrid_rule : str, optional
        When the boiler of a hybrid takes over: ``cost`` (gas is cheaper), ``temperature`` (it is cold outside) or
        ``capacity`` (only what the heat pump cannot make).
    quiet_frac : float, optional
        Share of the capacity that a heat pump gives up in the quiet hours of the evening and night.
    collector_m2 : float, optional
        Aperture of a solar boiler.
    pv_target : str, optional
        ``fixed`` (with ``pv_kwp``), ``zero`` or ``roof``.
    pv_kwp : float, optional
        Size of a fixed system.
    battery_kwh : float, optional
        Capacity of a home battery.
    control : str, optional
        What a battery, a charger or heat pump and tank follow: ``sun``, ``price`` or ``both``.
    built_from_year, built_to_year : int, optional
        Building years it suits.
    rc_below_m2k_per_w, u_above_w_per_m2k : float, optional
        Only worth while when the part is worse than this.
    cost : Cost
        Price.
    source : str
        Key in ``docs/sources/dwelling.md``, or the name of a quotation.
    lifetime_years : float
        Until it must be done again.
    maintenance_eur_per_year : float
        Upkeep.
    """

    model_config = _STRICT
    part: Part
    rc_m2k_per_w: Annotated[float, Field(ge=0.1, le=15)] | None = None
    u_w_per_m2k: Annotated[float, Field(ge=0.3, le=7)] | None = None
    g_window_frac: Annotated[float, Field(ge=0.1, le=0.9)] | None = None
    qv10_dm3_per_s_m2: Annotated[float, Field(ge=0.05, le=5)] | None = None
    bridge_w_per_m2k: Annotated[float, Field(ge=0, le=0.3)] | None = None
    system: str | None = None
    recovery_frac: Annotated[float, Field(ge=0, le=0.98)] | None = None
    heat_pump: str | None = None
    heat_pump_kw: Annotated[float, Field(gt=0, le=50)] | None = None
    hybrid_rule: Literal["cost", "temperature", "capacity"] | None = None
    quiet_frac: Annotated[float, Field(ge=0, le=0.9)] | None = None
    backup_kw: Annotated[float, Field(ge=0, le=50)] | None = None
    supply_c: Supply | None = None
    emitter_convective_frac: Annotated[float, Field(ge=0, le=1)] | None = None
    tank_l: Annotated[float, Field(ge=0, le=1000)] | None = None
    declared_cop: DeclaredCop | None = None
    load_profile: Literal["S", "M", "L", "XL"] | None = None
    test_c: Annotated[float, Field(ge=40, le=70)] | None = None
    collector_m2: Annotated[float, Field(gt=0, le=20)] | None = None
    pv_target: Literal["fixed", "zero", "roof"] | None = None
    pv_kwp: Annotated[float, Field(gt=0, le=100)] | None = None
    battery_kwh: Annotated[float, Field(gt=0, le=50)] | None = None
    control: str | None = None
    built_from_year: int | None = None
    built_to_year: int | None = None
    rc_below_m2k_per_w: float | None = None
    u_above_w_per_m2k: float | None = None
    cost: Cost
    source: Source
    lifetime_years: Annotated[float, Field(gt=0, le=100)]
    maintenance_eur_per_year: Annotated[float, Field(ge=0, le=5000)] = 0.0


class Package(BaseModel):
    """A set of measures under one name.

    Attributes
    ----------
    key : str
        Short name, as in the results.
    inherits : str, optional
        Package it starts from: a shipped name, or a file beside this one.
    name, description : Text
        For people.
    source : str
        Where the package comes from.
    price_year : int
        Price level of its costs.
    valid_for : tuple of str
        Dwelling types it is meant for.
    not_for_heating : tuple of str
        Present heating it cannot follow.
    allows_monument : bool
        Whether a listed building may have it.
    without : tuple of str
        Parts of the inherited package that are left out.
    measure : tuple of Measure
        What is done.
    """

    model_config = _STRICT
    key: Annotated[str, Field(min_length=1, max_length=60)]
    inherits: str | None = None
    name: Text
    description: Text
    source: Source
    price_year: Annotated[int, Field(ge=2015, le=2060)]
    valid_for: tuple[DwellingType, ...] = DWELLING_TYPES
    not_for_heating: tuple[Heating, ...] = ()
    allows_monument: bool = True
    without: tuple[Part, ...] = ()
    measure: tuple[Measure, ...] = ()
