"""What a housing type holds: one reference dwelling, as its TOML file says it."""

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from nulopdemeter.dwelling.words import DwellingType, Heating, HotWater, Ventilation

_STRICT = ConfigDict(extra="forbid", frozen=True, strict=False)
Area = Annotated[float, Field(ge=0, le=1000)]
Positive = Annotated[float, Field(gt=0, le=1000)]
Share = Annotated[float, Field(ge=0, le=1)]
Resistance = Annotated[float, Field(ge=0.05, le=15)]
Transmittance = Annotated[float, Field(ge=0.3, le=7)]
Year = Annotated[int, Field(ge=1800, le=2100)]


class Text(BaseModel):
    """A text in both languages.

    Attributes
    ----------
    nl, en : str
        Dutch and English.
    """

    model_config = _STRICT
    nl: str
    en: str


class Geometry(BaseModel):
    """Sizes of a reference dwelling; of a flat in the middle position.

    Attributes
    ----------
    floor_area_m2 : float
        Usable floor area.
    storeys : int
        Heated storeys of the dwelling, a heated attic not counted.
    storey_height_m, building_height_m : float
        Of one storey, floor to floor; of the whole building.
    building_layers : float
        Dwellings above one another.
    dwellings_per_layer : float
        Dwellings beside one another in a block of flats; 1 for a house.
    wall_front_m2, wall_back_m2, wall_left_m2, wall_right_m2 : float
        Opaque outside walls, without windows and doors.
    window_front_m2, window_back_m2, window_left_m2, window_right_m2 : float
        Windows with their frames.
    door_front_m2, door_back_m2 : float
        Outside doors.
    roof_area_m2 : float
        Roof; of a flat: of the top dwelling.
    roof_tilt_deg : float
        0 is flat.
    roof_usable_frac : float
        Share of the roof that can carry modules.
    ground_floor_area_m2, exposed_perimeter_m : float
        Lowest floor and its edge along the outside air; of a flat: of the ground dwelling.
    floor_boundary : str
        What lies under the lowest floor.
    side_wall_m2 : float
        Wall that a flat on the corner has more than one in the middle.
    party_wall_area_m2, internal_floor_area_m2, internal_wall_area_m2 : float
        Walls shared with neighbours; floors between the own storeys and walls inside, one face.
    """

    model_config = _STRICT
    floor_area_m2: Positive
    storeys: Annotated[int, Field(ge=1, le=4)]
    storey_height_m: Annotated[float, Field(ge=2.2, le=4.5)]
    building_height_m: Annotated[float, Field(ge=2.5, le=150)]
    building_layers: Annotated[float, Field(ge=1, le=50)]
    dwellings_per_layer: Annotated[float, Field(ge=1, le=200)]
    wall_front_m2: Area
    wall_back_m2: Area
    wall_left_m2: Area
    wall_right_m2: Area
    window_front_m2: Area
    window_back_m2: Area
    window_left_m2: Area
    window_right_m2: Area
    door_front_m2: Area
    door_back_m2: Area
    roof_area_m2: Positive
    roof_tilt_deg: Annotated[float, Field(ge=0, le=75)]
    roof_usable_frac: Share
    ground_floor_area_m2: Positive
    exposed_perimeter_m: Positive
    floor_boundary: Literal["crawlspace", "ground"]
    side_wall_m2: Area
    party_wall_area_m2: Area
    internal_floor_area_m2: Area
    internal_wall_area_m2: Area


class Shell(BaseModel):
    """How well the reference dwelling is insulated, in its present state.

    Attributes
    ----------
    rc_wall_m2k_per_w, rc_roof_m2k_per_w, rc_floor_m2k_per_w : float
        Thermal resistance of the constructions, without surface films.
    u_window_w_per_m2k, u_door_w_per_m2k : float
        With frame.
    g_window_frac, frame_frac : float
        Solar energy through the glass at right angles; share of the window that is frame.
    mass_class : str
        Weight of floors and walls.
    """

    model_config = _STRICT
    rc_wall_m2k_per_w: Resistance
    rc_roof_m2k_per_w: Resistance
    rc_floor_m2k_per_w: Resistance
    u_window_w_per_m2k: Transmittance
    g_window_frac: Share
    frame_frac: Share
    u_door_w_per_m2k: Transmittance
    mass_class: Literal["light", "medium", "heavy"]


class Systems(BaseModel):
    """What heats and airs the reference dwelling.

    Attributes
    ----------
    ventilation, heating, hot_water : str
        Words of the stock table.
    """

    model_config = _STRICT
    ventilation: Ventilation
    heating: Heating
    hot_water: HotWater


class HousingType(BaseModel):
    """One reference dwelling: a type in a class of building years.

    Attributes
    ----------
    key : str
        Name of the file.
    dwelling_type : str
        Word of the stock table.
    first_year, last_year : int
        Building years it stands for.
    source, source_row : str
        Key in ``docs/sources/dwelling.md`` and the row there.
    confidence : str
        ``high``, ``medium`` or ``low``.
    note : str
        How the figures were made from the source.
    name : Text
        What people call it.
    geometry : Geometry
        Sizes.
    shell : Shell
        Insulation.
    systems : Systems
        Installations.
    """

    model_config = _STRICT
    key: str
    dwelling_type: DwellingType
    first_year: Year
    last_year: Year
    source: Annotated[str, Field(min_length=1)]
    source_row: str
    confidence: Literal["high", "medium", "low"]
    note: str = ""
    name: Text
    geometry: Geometry
    shell: Shell
    systems: Systems

    @model_validator(mode="after")
    def _years_in_order(self) -> Self:
        if self.first_year > self.last_year:
            raise ValueError("first_year must not be later than last_year")
        return self
