"""What a dwelling file says about the building: elements with their layers, windows, thermal bridges."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

STRICT = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)
# A text is no number here, whatever stands in it.
Number = Annotated[float, Field(strict=True)]
Area = Annotated[Number, Field(gt=0, le=100_000)]
Positive = Annotated[Number, Field(gt=0)]
NotNegative = Annotated[Number, Field(ge=0)]
Share = Annotated[Number, Field(ge=0, le=1)]
Tilt = Annotated[Number, Field(ge=0, le=180)]
Azimuth = Annotated[Number, Field(ge=0, le=360)]


def _as_list(value: Any) -> Any:  # noqa: ANN401 - whatever TOML gave
    return [value] if isinstance(value, int | float) and not isinstance(value, bool) else value


# One number, or a number for each hour of a day (24), a week from Monday (168) or the year (8760).
Schedule = Annotated[tuple[Number, ...], BeforeValidator(_as_list)]

Elevation = Annotated[Number, Field(ge=0, lt=90)]
# One elevation all around, or one for each equal sector clockwise from north.
Elevations = Annotated[tuple[Elevation, ...], BeforeValidator(_as_list)]

Kind = Literal["wall", "roof", "floor", "door", "internal", "party"]
Boundary = Literal["outdoor", "outdoor_shaded", "adiabatic", "ground", "crawlspace", "unheated", "fixed"]


class Layer(BaseModel):
    """One layer of a construction.

    Give ``resistance_m2k_per_w`` for an air layer or a construction without mass; else ``thickness_m`` with
    either ``material`` or conductivity, density and specific heat.

    Attributes
    ----------
    name : str
        For people.
    material : str
        A name in ``parameters/materials.csv``.
    thickness_m, conductivity_w_per_mk, density_kg_per_m3, specific_heat_j_per_kgk : float
        What it is made of.
    resistance_m2k_per_w : float
        Thermal resistance of a layer without mass.
    """

    model_config = STRICT
    name: str = ""
    material: str | None = None
    thickness_m: Positive | None = None
    conductivity_w_per_mk: Positive | None = None
    density_kg_per_m3: NotNegative | None = None
    specific_heat_j_per_kgk: NotNegative | None = None
    resistance_m2k_per_w: Positive | None = None


class Element(BaseModel):
    """An opaque element: wall, roof, floor, door, partition or party wall.

    Attributes
    ----------
    name : str
        Unique in the file.
    kind : str
        ``wall``, ``roof``, ``floor``, ``door``; ``internal``: both faces in the dwelling, area of one face, all
        layers; ``party``: against a neighbour as warm as this dwelling, all layers.
    area_m2 : float
        Of one face, windows and doors taken off.
    azimuth_deg : float
        Direction it faces, clockwise from north; left out: the mean of all.
    tilt_deg : float
        0 faces up, 90 is vertical, 180 faces down; left out: by ``kind``.
    boundary : str
        What is on the other side; left out: by ``kind``.
    b_frac : float
        With ``unheated``: 1 is as cold as outdoors, 0 as warm as the dwelling.
    space : str
        With ``unheated``, instead of ``b_frac``: a name in ``parameters/unheated_spaces.csv``.
    temperature_c : list of float
        With ``fixed``: temperature of the outer face; with ``unheated``, instead of ``b_frac``: air of that space.
        One number, 12 monthly means or a schedule.
    exposed_perimeter_m : float
        With ``ground`` and ``crawlspace``: edge of the floor along the outside air.
    layers : list of Layer
        From outside to inside.
    rc_m2k_per_w : float
        Instead of layers: resistance without films; needs ``mass_class`` or ``kappa_j_per_m2k`` for mass.
    u_w_per_m2k : float
        Instead of layers: transmittance with the usual films.
    mass_class : str
        ``light``, ``medium``, ``heavy``, or ``none``: without mass.
    kappa_j_per_m2k : float
        Heat capacity instead of a class.
    nodes : str
        Where that capacity lies: ``I`` inside, ``E`` outside, ``IE`` both, ``D`` spread, ``M`` middle.
    absorptance_frac, emissivity_frac : float
        Of the outer face.
    """

    model_config = STRICT
    name: Annotated[str, Field(min_length=1)]
    kind: Kind
    area_m2: Area
    azimuth_deg: Azimuth | None = None
    tilt_deg: Tilt | None = None
    boundary: Boundary | None = None
    b_frac: Share | None = None
    space: str | None = None
    temperature_c: Schedule | None = None
    exposed_perimeter_m: Positive | None = None
    layers: Annotated[tuple[Layer, ...], Field(min_length=1)] | None = None
    rc_m2k_per_w: Positive | None = None
    u_w_per_m2k: Positive | None = None
    mass_class: Literal["none", "light", "medium", "heavy"] | None = None
    kappa_j_per_m2k: NotNegative | None = None
    nodes: Literal["I", "E", "IE", "D", "M"] | None = None
    absorptance_frac: Share | None = None
    emissivity_frac: Annotated[Number, Field(gt=0, le=1)] | None = None


class Overhang(BaseModel):
    """A horizontal plate above a window, square to it.

    Attributes
    ----------
    depth_m : float
        How far it stands out.
    gap_m : float
        From the head of the window up to it.
    extend_m : float
        How far it goes on beside the window, left and right; left out: without end.
    """

    model_config = STRICT
    depth_m: Positive
    gap_m: NotNegative = 0.0
    extend_m: NotNegative | None = None


class Fins(BaseModel):
    """Vertical plates left and right of a window, square to it.

    Attributes
    ----------
    depth_m : float
        How far they stand out.
    gap_m : float
        From the edge of the window to them.
    above_m, below_m : float
        How far they go on above the head and below the sill; left out: without end.
    """

    model_config = STRICT
    depth_m: Positive
    gap_m: NotNegative = 0.0
    above_m: NotNegative | None = None
    below_m: NotNegative | None = None


class Blind(BaseModel):
    """A blind, screen or louvre before or behind a window.

    Attributes
    ----------
    device : str
        A name in ``parameters/blinds.csv``.
    g_tot_frac : float
        Instead of ``device``: solar factor of window and closed blind together.
    close_above_w_per_m2, open_below_w_per_m2 : float
        Sun on the window above which it closes and below which it opens again.
    season_above_c : float
        Running mean outdoor temperature above which it is used.
    closed_frac : float
        How far it closes.
    schedule_frac : list of float
        Share of that, hour by hour; 0 is left open.
    """

    model_config = STRICT
    device: str | None = None
    g_tot_frac: Share | None = None
    close_above_w_per_m2: NotNegative | None = None
    open_below_w_per_m2: NotNegative | None = None
    season_above_c: Number | None = None
    closed_frac: Share | None = None
    schedule_frac: Schedule = (1.0,)


class Window(BaseModel):
    """A window.

    Attributes
    ----------
    name : str
        Unique in the file.
    area_m2 : float
        With its frame.
    azimuth_deg, tilt_deg : float
        As of an element; tilt left out: vertical.
    u_w_per_m2k : float
        Transmittance with its frame and the films of EN 673 (0.13 and 0.04 m²K/W).
    r_glass_m2k_per_w : float
        Instead of U: resistance between the faces.
    g_frac : float
        Solar factor at normal incidence.
    glass : str
        Angle curve in ``parameters/glass_angles.csv``.
    glass_angle_frac : list of float
        Instead of ``glass``: the factor on g at 0, 10, … 90°.
    glass_hemispherical_frac : float
        Factor on g for diffuse light; left out: from the curve.
    frame_frac : float
        Share of the area that is frame.
    emissivity_frac : float
        Of the outer face.
    height_m : float
        Of the opening; needed with overhang or fins.
    overhang, fins : Overhang, Fins
        Fixed shading.
    blind : Blind
        Shading that moves.
    """

    model_config = STRICT
    name: Annotated[str, Field(min_length=1)]
    area_m2: Area
    azimuth_deg: Azimuth | None = None
    tilt_deg: Tilt | None = None
    u_w_per_m2k: Positive | None = None
    r_glass_m2k_per_w: Positive | None = None
    g_frac: Share
    glass: str | None = None
    glass_angle_frac: tuple[Share, ...] | None = None
    glass_hemispherical_frac: Share | None = None
    frame_frac: Share | None = None
    emissivity_frac: Annotated[Number, Field(gt=0, le=1)] | None = None
    height_m: Positive | None = None
    overhang: Overhang | None = None
    fins: Fins | None = None
    blind: Blind | None = None


class Obstruction(BaseModel):
    """A building opposite: a block that hides sun and sky.

    Attributes
    ----------
    name : str
        Unique in the file.
    azimuth_deg : float
        Direction of the middle of its front, seen from the dwelling, clockwise from north.
    distance_m : float
        To that front, which lies square to this direction.
    width_m, height_m : float
        Of the front, from the ground up.
    """

    model_config = STRICT
    name: Annotated[str, Field(min_length=1)]
    azimuth_deg: Azimuth
    distance_m: Positive
    width_m: Positive
    height_m: Positive


class ThermalBridges(BaseModel):
    """Thermal bridges to outdoor air.

    Attributes
    ----------
    loss_w_per_k : float
        Sum of ψ × length and χ, on top of the elements.
    """

    model_config = STRICT
    loss_w_per_k: NotNegative
