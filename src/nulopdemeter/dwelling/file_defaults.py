"""Fill in what a dwelling file leaves out, and keep account of where each value came from.

What the building must have gets a named figure (films, colours, frames, emitters). What it need not have is
not there: no shading, no bridges, no cooling, no panels, and no open windows where nobody lives.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel

from nulopdemeter.dwelling.file import DwellingFile
from nulopdemeter.dwelling.file_air import Air
from nulopdemeter.dwelling.file_air_defaults import airing_values, system_values
from nulopdemeter.dwelling.file_defaults_machines import (
    NOT_THERE,
    battery_values,
    car_values,
    control_values,
    heating_values,
    supply_note,
    water_values,
)
from nulopdemeter.dwelling.file_machines import Heating, HotWater
from nulopdemeter.dwelling.file_periods import Absence
from nulopdemeter.dwelling.file_pv import fill_pv
from nulopdemeter.dwelling.file_services import Gains
from nulopdemeter.dwelling.file_shell import Blind, Element, Layer, ThermalBridges, Window
from nulopdemeter.dwelling.tables import table
from nulopdemeter.parameters import figures

Part = TypeVar("Part", bound=BaseModel)
_BOUNDARY = {
    "wall": "outdoor", "roof": "outdoor", "door": "outdoor", "floor": "ground", "internal": "adiabatic",
    "party": "adiabatic",
}  # fmt: skip


@dataclass(frozen=True)
class Filled:
    """A dwelling file with nothing left out.

    Attributes
    ----------
    file : DwellingFile
        Complete, but for what is really not there.
    coefficients : Mapping[str, float]
        Profile with the overrides of the file.
    origins : Mapping[str, str]
        For each value that the file did not give: table and figure, or that there is none.
    """

    file: DwellingFile
    coefficients: Mapping[str, float]
    origins: Mapping[str, str]


class _Filler:
    """Collects what was filled in; one per file."""

    def __init__(self) -> None:
        self.origins: dict[str, str] = {}

    def figure(self, place: str, name: str, figure: str) -> float:
        self.origins[place] = f"{name}: {figure}"
        return figures(name)[figure]

    def none(self, place: str) -> None:
        self.origins[place] = NOT_THERE

    def said(self, place: str, value: Any) -> Any:  # noqa: ANN401 - passes any default on
        self.origins[place] = f"default: {value}"
        return value


def fill(file: DwellingFile) -> Filled:
    """Fill in a dwelling file.

    Parameters
    ----------
    file : DwellingFile
        As read.

    Returns
    -------
    Filled
        With the origin of every value that was filled in.
    """
    filler = _Filler()
    profile = f"profile_{file.profile.name}"
    coefficients = {**figures(profile), **file.profile.override}
    filler.origins["profile"] = profile
    for key in file.profile.override:
        filler.origins[f"profile: {key}"] = "the file"
    heating, water = file.heating or Heating(), _hot_water(file, filler)
    changes = {
        "dwelling": _general(file, filler),
        "element": tuple(_element(e, profile, coefficients, filler) for e in file.element),
        "window": tuple(_window(w, filler) for w in file.window),
        "thermal_bridges": file.thermal_bridges or _no_bridges(filler),
        "air": _air(file, filler),
        "gains": _gains(file, profile, coefficients, filler),
        "heating": _heating(heating, file.heating is None, filler),
        "hot_water": water,
        "battery": _filled("battery", file.battery, battery_values, filler),
        "car": _filled("car", file.car, car_values, filler),
        "control": _filled("control", file.control, lambda c: control_values(c, heating, water), filler),
        "absence": tuple(_absence(a, f"absence {k + 1}", filler) for k, a in enumerate(file.absence)),
        "pv": tuple(fill_pv(a, f"pv {k + 1}", filler.origins) for k, a in enumerate(file.pv)),
    }
    if file.absence:
        filler.figure("absence: electricity_frac", "dwelling_file", "absence_electricity_frac")
    for key in ("cooling", "household", "battery", "car", "grid", "control"):
        if getattr(file, key) is None:
            filler.none(key)
    if not file.pv:
        filler.none("pv")
        _no_sun(file, filler)
    return Filled(file.model_copy(update=changes), coefficients, filler.origins)


def _no_sun(file: DwellingFile, filler: _Filler) -> None:
    """Note what waits for a sun that never comes."""
    if file.battery is not None and file.battery.control == "sun":
        filler.origins["battery: control"] = "sun, and there are no panels: nothing charges it"
    if file.car is not None and file.car.control == "sun":
        filler.origins["car: control"] = "sun, and there are no panels: it charges before it leaves"


def _with(part: Part, values: Mapping[str, Any]) -> Part:
    return part.model_copy(update={k: v for k, v in values.items() if getattr(part, k) is None})


def _general(file: DwellingFile, filler: _Filler) -> BaseModel:
    general = file.dwelling
    values: dict[str, Any] = {}
    if general.storeys is None:
        values["storeys"] = filler.figure("dwelling: storeys", "dwelling_file", "storeys")
    if general.horizon_deg is None:
        values["horizon_deg"] = (filler.figure("dwelling: horizon_deg", "dwelling_file", "horizon_deg"),)
    if general.building_height_m is None:
        storeys = general.storeys or values["storeys"]
        values["building_height_m"] = general.volume_m3 / general.floor_area_m2 * storeys
        filler.origins["dwelling: building_height_m"] = "volume_m3 / floor_area_m2 × storeys"
    if general.eye_height_m is None:
        height_m = general.building_height_m or values["building_height_m"]
        share = filler.figure("dwelling: eye_height_m", "dwelling_file", "eye_height_frac")
        values["eye_height_m"] = share * height_m
    height = general.building_height_m or values["building_height_m"]
    if general.roof_height_m is None:
        values["roof_height_m"] = height
        filler.origins["dwelling: roof_height_m"] = "building_height_m"
    if general.facade_height_m is None:
        values["facade_height_m"] = figures("films")["wall_height_frac"] * height
        filler.origins["dwelling: facade_height_m"] = "films: wall_height_frac × building_height_m"
    if general.terrain is None:
        values["terrain"] = filler.said("dwelling: terrain", "suburb")
    if general.clock is None:
        values["clock"] = filler.said("dwelling: clock", "standard")
    return _with(general, values)


def _element(e: Element, profile: str, coefficients: Mapping[str, float], filler: _Filler) -> Element:
    place = f"element {e.name!r}"
    values: dict[str, Any] = {}
    if e.boundary is None:
        values["boundary"] = filler.said(f"{place}: boundary", _BOUNDARY[e.kind])
    boundary = e.boundary or values["boundary"]
    if e.tilt_deg is None:
        figure = f"tilt_{e.kind if e.kind in ('roof', 'floor') else 'wall'}_deg"
        values["tilt_deg"] = filler.figure(f"{place}: tilt_deg", "dwelling_file", figure)
    if boundary == "outdoor":
        if e.absorptance_frac is None:
            values["absorptance_frac"] = coefficients["absorptance_frac"]
            filler.origins[f"{place}: absorptance_frac"] = f"{profile}: absorptance_frac"
        tilt = e.tilt_deg if e.tilt_deg is not None else values["tilt_deg"]
        if e.azimuth_deg is None and 0.0 < tilt < 180.0:
            filler.said(f"{place}: azimuth_deg", "mean of all orientations")
    if boundary in ("outdoor", "outdoor_shaded") and e.emissivity_frac is None:
        values["emissivity_frac"] = filler.figure(
            f"{place}: emissivity_frac", "dwelling_file", "emissivity_frac"
        )
    if e.space is not None:
        values["b_frac"] = float(table("unheated_spaces").loc[e.space].to_dict()["b_frac"])
        filler.origins[f"{place}: b_frac"] = f"unheated_spaces: {e.space}"
    if e.layers is not None:
        filled = tuple(complete_layer(layer) for layer in e.layers)
        return e.model_copy(update={**values, "layers": filled})
    if e.kind in ("internal", "party") and e.rc_m2k_per_w is None and e.u_w_per_m2k is None:
        half = filler.figure(f"{place}: rc_m2k_per_w", "shell_model", "internal_m2k_per_w")
        values["rc_m2k_per_w"] = 2.0 * half
    if e.mass_class is None and e.kappa_j_per_m2k is None:
        values["mass_class"] = filler.said(f"{place}: mass_class", "none")
    return _with(e, values)


def complete_layer(layer: Layer) -> Layer:
    """Look up the material of a layer.

    Parameters
    ----------
    layer : Layer
        As the file has it.

    Returns
    -------
    Layer
        With conductivity, density and specific heat.
    """
    if layer.material is None:
        return layer
    row = table("materials").loc[layer.material].to_dict()
    keys = ("conductivity_w_per_mk", "density_kg_per_m3", "specific_heat_j_per_kgk")
    values = {key: float(row[key]) for key in keys if getattr(layer, key) is None}
    return layer.model_copy(update=values)


def _window(w: Window, filler: _Filler) -> Window:
    place = f"window {w.name!r}"
    values: dict[str, Any] = {}
    for key, figure in (
        ("tilt_deg", "tilt_wall_deg"), ("frame_frac", "frame_frac"), ("emissivity_frac", "emissivity_frac"),
    ):  # fmt: skip
        if getattr(w, key) is None:
            values[key] = filler.figure(f"{place}: {key}", "dwelling_file", figure)
    if w.glass is None and w.glass_angle_frac is None:
        values["glass"] = filler.said(f"{place}: glass", "double_low_e")
    if w.azimuth_deg is None:
        filler.said(f"{place}: azimuth_deg", "mean of all orientations")
    if w.blind is not None:
        return _with(w, values).model_copy(update={"blind": _blind(w.blind, f"{place}: blind", filler)})
    return _with(w, values)


def _blind(blind: Blind, place: str, filler: _Filler) -> Blind:
    values: dict[str, Any] = {}
    if blind.device is not None:
        values["g_tot_frac"] = float(table("blinds").loc[blind.device].to_dict()["g_tot_frac"])
        filler.origins[f"{place}.g_tot_frac"] = f"blinds: {blind.device}"
    for key in ("close_above_w_per_m2", "open_below_w_per_m2", "season_above_c", "closed_frac"):
        if getattr(blind, key) is None:
            values[key] = filler.figure(f"{place}.{key}", "dwelling_file", f"blind_{key}")
    if blind.open_below_w_per_m2 is None and blind.close_above_w_per_m2 is not None:
        values["open_below_w_per_m2"] = min(values["open_below_w_per_m2"], blind.close_above_w_per_m2)
    return _with(blind, values)


def _absence(absence: Absence, place: str, filler: _Filler) -> Absence:
    if absence.set_point_c is not None:
        return absence
    low_c = filler.figure(f"{place}: set_point_c", "dwelling_file", "absence_set_point_c")
    return absence.model_copy(update={"set_point_c": low_c})


def _no_bridges(filler: _Filler) -> ThermalBridges:
    filler.none("thermal_bridges")
    return ThermalBridges(loss_w_per_k=0.0)


def _air(file: DwellingFile, filler: _Filler) -> Air:
    air, values = file.air, dict[str, Any]()
    if air.density is None:
        values["density"] = filler.said("air: density", "site")
    for key in ("airing_above_c", "bypass_above_c"):
        if getattr(air, key) is None:
            values[key] = filler.figure(f"air: {key}", "controls", key)
    if air.system is None:
        values["system"] = "none"
        filler.none("air: system")
    airing = airing_values(air, file.household, file.dwelling.floor_area_m2)
    for key, (value, origin) in {**system_values(air), **airing}.items():
        values[key] = value
        filler.origins[f"air: {key}"] = origin or NOT_THERE
    if air.flow_m3_per_h is None:
        values["flow_m3_per_h"] = 0.0
        filler.none("air: flow_m3_per_h")
    for key in ("flow_schedule_frac", "airing_schedule_frac"):
        if getattr(air, key) is None:
            values[key] = (1.0,)
    return _with(air, values)


def _gains(file: DwellingFile, profile: str, coefficients: Mapping[str, float], filler: _Filler) -> Gains:
    gains = file.gains or Gains()
    values: dict[str, Any] = {}
    if file.gains is None and file.household is None:
        filler.none("gains")
    if gains.convective_frac is None:
        values["convective_frac"] = coefficients["internal_convective_frac"]
        filler.origins["gains: convective_frac"] = f"{profile}: internal_convective_frac"
    if gains.is_from_household is None:
        has = file.household is not None
        values["is_from_household"] = filler.said("gains: is_from_household", has)
    return _with(gains, values)


def _put(place: str, given: Mapping[str, tuple[Any, str]], filler: _Filler) -> dict[str, Any]:
    """Note where values came from, and return them."""
    for key, (_, origin) in given.items():
        filler.origins[f"{place}: {key}"] = origin
    return {key: value for key, (value, _) in given.items()}


def _filled(
    place: str,
    part: Part | None,
    values_of: Callable[[Part], Mapping[str, tuple[Any, str]]],
    filler: _Filler,
) -> Part | None:
    return None if part is None else _with(part, _put(place, values_of(part), filler))


def _heating(h: Heating, is_missing: bool, filler: _Filler) -> Heating:
    if is_missing:
        filler.said("heating: generator", h.generator)
    note = supply_note(h)
    if note:
        filler.origins["heating: design_supply_c"] = note
    return _with(h, _put("heating", heating_values(h), filler))


def _hot_water(file: DwellingFile, filler: _Filler) -> HotWater:
    if file.hot_water is None:
        filler.none("hot_water")
        return HotWater(
            system="none", draw_l_per_day=0.0, efficiency_frac=1.0, tank_l=0.0, tank_loss_w_per_k=0.0
        )
    persons = 0.0 if file.household is None else file.household.size
    heating = file.heating or Heating()
    if file.hot_water.system == "booster" and heating.generator != "district_heat":
        filler.origins["hot_water: system"] = "booster: its heat is counted as that of a heat network"
    found = water_values(file.hot_water, persons, heating)
    return _with(file.hot_water, _put("hot_water", found, filler))
