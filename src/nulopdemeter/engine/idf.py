"""A dwelling file as an input of EnergyPlus 25.2: the same building, air, people and wishes."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from nulopdemeter.dwelling.file import DwellingFile
from nulopdemeter.dwelling.file_defaults import Filled, fill
from nulopdemeter.engine.elements import Floats
from nulopdemeter.engine.idf_faces import (
    ADIABATIC,
    INSIDE,
    OTHER,
    OUTDOORS,
    SHADED,
    Face,
    Hosted,
    faces_of,
    hosted,
    kind_of,
    panes_of,
    rectangle,
)
from nulopdemeter.engine.idf_glass import glass_axes, glass_objects
from nulopdemeter.engine.idf_horizon import horizon
from nulopdemeter.engine.idf_hours import make_idf_hours, schedule_objects
from nulopdemeter.engine.idf_layers import Constructions, Finish
from nulopdemeter.engine.idf_objects import Field, idf_name, idf_object
from nulopdemeter.engine.idf_services import service_objects
from nulopdemeter.engine.one_elements import site_of, window_film
from nulopdemeter.parameters import figures
from nulopdemeter.weather import Weather

ZONE = "Dwelling"
_STEEP_DEG = 60.0
# Tolerances of the warming up: of loads, and of temperatures [K].
_TERRAINS = {"open": "Country", "suburb": "Suburbs", "city": "City"}
_CLOSE = (0.004, 0.004)


class Idf(NamedTuple):
    """A dwelling for EnergyPlus.

    Attributes
    ----------
    text : str
        The input file.
    hours : DataFrame, 8760 rows
        What the file reads its schedules from; one column for each.
    wind_deg : ndarray, shape (8760,)
        Directions of the wind that belong into the weather file.
    """

    text: str
    hours: pd.DataFrame
    wind_deg: Floats


def make_idf(file: DwellingFile, weather: Weather, hours_name: str = "dwelling-hours.csv") -> Idf:
    """Write a dwelling as an input of EnergyPlus.

    Parameters
    ----------
    file : DwellingFile
        The dwelling.
    weather : Weather
        The year: for the ground, and for air that follows wind and temperature.
    hours_name : str
        Name of the file with the hours, as the input will find it.

    Returns
    -------
    Idf
        Text and hours.
    """
    filled = fill(file)
    full, p = filled.file, filled.coefficients
    site = site_of(full, weather)
    faces = [face for e in full.element for face in faces_of(e, p, site)]
    panes = [pane for w in full.window for pane in panes_of(w)]
    parts = hosted(faces, panes, p["h_ci_horizontal_w_per_m2k"])
    behind = horizon(parts, full, weather)
    hours = make_idf_hours(filled, weather, site, [face for face, _ in parts if face.other], behind.columns)
    objects = [
        *_head(full, "Scheduled" if behind.objects else "PolygonClipping"),
        *_zone(filled),
        *_shell(parts, full, p),
        *behind.objects,
        *schedule_objects(hours, hours_name),
        *service_objects(filled),
        *_outputs(),
    ]
    turn = figures("export")["turn_deg"]
    wind_deg = np.round(np.arange(len(weather.index)) * turn % 360.0)
    return Idf("\n".join(objects), hours.table, wind_deg)


def _head(full: DwellingFile, shading: str) -> list[str]:
    f, terrain = figures("export"), _TERRAINS[full.dwelling.terrain or "suburb"]
    lines = ["!- " + line for line in _notes(full)]
    year = int(figures("weather")["typical_year"])
    weekday = pd.Timestamp(year, 1, 1).day_name()
    return [
        "\n".join(lines) + "\n",
        idf_object("Version", "25.2"),
        idf_object("Timestep", f["time_steps"]),
        idf_object(
            "Building",
            idf_name(full.dwelling.name),
            0,
            terrain,
            *_CLOSE,
            "FullExterior",
            f["most_warm_ups"],
        ),
        idf_object("GlobalGeometryRules", "UpperLeftCorner", "CounterClockWise", "World"),
        idf_object("HeatBalanceAlgorithm", "ConductionTransferFunction"),
        # Its default, a third-order difference, overshoots when a set point jumps: 20.9 °C for 20, then no heat.
        idf_object("ZoneAirHeatBalanceAlgorithm", "AnalyticalSolution"),
        idf_object("SurfaceConvectionAlgorithm:Inside", "TARP"),
        idf_object("SurfaceConvectionAlgorithm:Outside", "DOE-2"),
        idf_object("SimulationControl", "No", "No", "No", "No", "Yes"),
        idf_object("RunPeriod", "Year", 1, 1, year, 12, 31, year, weekday, "No", "No", "No", "No", "No"),
        idf_object("ShadowCalculation", shading),
        idf_object("ScheduleTypeLimits", "Any"),
        idf_object("Schedule:Constant", "Always", "Any", 1),
    ]


def _notes(full: DwellingFile) -> tuple[str, ...]:
    return (
        f"{idf_name(full.dwelling.name)}, written by nulopdemeter; see docs/energyplus.md.",
        "Faces stand far apart so that none shades another; areas, tilts and directions count, not the places.",
        "Adiabatic faces and internal mass see the room on both sides: they hold the full symmetrical wall.",
        "Thermal bridges are outdoor air of the same conductance.",
    )


def _zone(filled: Filled) -> list[str]:
    full, d = filled.file, figures("dwelling_file")
    g = full.dwelling
    heat = d["standard_air_kg_per_m3"] * figures("leakage")["air_j_per_kgk"] * g.volume_m3
    times = filled.coefficients["air_capacity_j_per_m2k"] * g.floor_area_m2 / heat
    return [
        idf_object("Zone", ZONE, 0, 0, 0, 0, 1, 1, "", g.volume_m3, g.floor_area_m2),
        idf_object("ZoneCapacitanceMultiplier:ResearchSpecial", "Air and furniture", ZONE, max(times, 1.0)),
    ]


class _Heights(NamedTuple):
    """At which the engine takes the wind: top of the building, middle of its façades [m]."""

    building_m: float
    facade_m: float


def _shell(parts: Sequence[Hosted], full: DwellingFile, p: Mapping[str, float]) -> list[str]:
    constructions, objects = Constructions(), list[str]()
    is_constant = p["film_follows_frac"] <= 0.0
    heights = _Heights(float(full.dwelling.roof_height_m or 1.0), float(full.dwelling.facade_height_m or 1.0))
    names: dict[str, str] = {}
    for place, part in enumerate(parts):
        objects += _surface(part.face, constructions, _outline(part, place, heights))
        if part.pane is not None:
            w = part.pane.window
            if w.name not in names:
                names[w.name] = f"G{len(names) + 1} {w.name}"
                objects += glass_objects(w, names[w.name])
            objects += _window(part, names[w.name], place, heights)
        if is_constant:
            objects += _films(part, p)
    return [*constructions.texts, *(glass_axes() if names else []), *objects]


def _sizes(part: Hosted, heights: _Heights) -> tuple[float, float, float, float]:
    """Width and height of face and window [m]."""
    face, pane = part
    if pane is None:
        height = min(float(np.sqrt(face.area_m2)), heights.building_m)
        return face.area_m2 / height, height, 0.0, 0.0
    usual = figures("export")["window_height_m"]
    height = pane.window.height_m or min(usual, float(np.sqrt(pane.area_m2)))
    width = pane.area_m2 / height
    larger = float(np.sqrt((face.area_m2 + pane.area_m2) / pane.area_m2))
    return larger * width, larger * height, width, height


def _centre(place: int, tilt_deg: float, heights: _Heights) -> Floats:
    """Middle of a face; its height is that at which the engine takes the wind."""
    height_m = heights.building_m if tilt_deg < _STEEP_DEG else heights.facade_m
    return np.array([place * figures("export")["apart_m"], 0.0, height_m])


def _outline(part: Hosted, place: int, heights: _Heights) -> list[Field]:
    width, height, _, _ = _sizes(part, heights)
    face = part.face
    centre = _centre(place, face.tilt_deg, heights)
    corners = rectangle(centre, width, height, face.tilt_deg, face.azimuth_deg)
    return [float(round(x, 6)) for x in corners.ravel()]


def _surface(face: Face, constructions: Constructions, corners: Sequence[Field]) -> list[str]:
    f, own = figures("export"), idf_name(face.name)
    inside = (f["inside_absorptance_frac"], f["inside_emissivity_frac"])
    is_out = face.boundary in (OUTDOORS, SHADED)
    outside = (face.solar_frac, face.thermal_frac) if is_out else inside
    construction = constructions.add(face.name, face.sheets, Finish(*outside, *inside))
    if face.boundary == INSIDE:
        return [idf_object("InternalMass", own, construction, ZONE, "", face.area_m2)]
    condition, other = {
        ADIABATIC: ("Adiabatic", ""), OTHER: ("OtherSideCoefficients", f"{own} side"),
    }.get(face.boundary, ("Outdoors", ""))  # fmt: skip
    sun = "SunExposed" if face.boundary == OUTDOORS else "NoSun"
    wind = "WindExposed" if is_out else "NoWind"
    # A face in the shade sees no sky.
    ground: Field = 1.0 if face.boundary == SHADED else "autocalculate"
    return [
        idf_object(
            "BuildingSurface:Detailed", own, kind_of(face), construction, ZONE, "", condition, other, sun,
            wind, ground, 4, *corners,
        )
    ]  # fmt: skip


def _window(part: Hosted, construction: str, place: int, heights: _Heights) -> list[str]:
    face, pane = part
    assert pane is not None
    _, _, width, height = _sizes(part, heights)
    centre = _centre(place, face.tilt_deg, heights)
    corners = rectangle(centre, width, height, face.tilt_deg, face.azimuth_deg)
    own = idf_name(pane.name)
    fields: list[Field] = [float(round(x, 6)) for x in corners.ravel()]
    objects = [
        idf_object(
            "FenestrationSurface:Detailed", own, "Window", idf_name(construction), idf_name(face.name), "",
            "autocalculate", "", 1, 4, *fields,
        )
    ]  # fmt: skip
    endless = figures("export")["endless_m"]
    if pane.window.overhang is not None:
        o = pane.window.overhang
        beside = endless if o.extend_m is None else o.extend_m
        objects.append(
            idf_object("Shading:Overhang", f"{own} overhang", own, o.gap_m, 90, beside, beside, o.depth_m)
        )
    if pane.window.fins is not None:
        n = pane.window.fins
        above, below = (endless if x is None else x for x in (n.above_m, n.below_m))
        side: tuple[Field, ...] = (n.gap_m, above, below, 90, n.depth_m)
        objects.append(idf_object("Shading:Fin", f"{own} fins", own, *side, *side))
    return objects


def _films(part: Hosted, p: Mapping[str, float]) -> list[str]:
    """Constant convective films of the profile."""
    face, pane = part
    roof = p["h_ce_roof_w_per_m2k" if face.tilt_deg < _STEEP_DEG else "h_ce_wall_w_per_m2k"]
    outside = roof if face.boundary in (OUTDOORS, SHADED) else None
    found = [_film(face.name, face.inside_w_per_m2k, outside)]
    if pane is not None:
        found.append(_film(pane.name, window_film(face.tilt_deg, p), p["h_ce_glass_w_per_m2k"]))
    return found


def _film(name: str, inside: float, outside: float | None) -> str:
    fields: list[Field] = ["Inside", "Value", inside, "", ""]
    if outside is not None:
        fields += ["Outside", "Value", outside]
    return idf_object("SurfaceProperty:ConvectionCoefficients", idf_name(name), *fields)


def _outputs() -> list[str]:
    wanted = (
        "Zone Mean Air Temperature", "Zone Operative Temperature", "Zone Air Temperature",
        "Zone Ideal Loads Zone Sensible Heating Rate", "Zone Ideal Loads Zone Sensible Cooling Rate",
        "Enclosure Windows Total Transmitted Solar Radiation Rate", "Zone Infiltration Sensible Heat Loss Energy",
        "Zone Infiltration Sensible Heat Gain Energy", "Zone Other Equipment Total Heating Rate",
    )  # fmt: skip
    variables = [idf_object("Output:Variable", "*", name, "Hourly") for name in wanted]
    return [*variables, idf_object("OutputControl:Files", "Yes", "No", "Yes", "Yes", "No")]
