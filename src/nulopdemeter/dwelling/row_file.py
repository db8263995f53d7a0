"""A row of the dwelling table, written out as a dwelling file with layers."""

import math
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd

from nulopdemeter.dwelling.constructions import Part, layers_of
from nulopdemeter.dwelling.file import DwellingFile, parse_dwelling
from nulopdemeter.dwelling.row_machines import pump_keys, store_tables, warms_air, water_table
from nulopdemeter.dwelling.ventilation import has_recovery
from nulopdemeter.dwelling.words import WITH_WATER
from nulopdemeter.parameters import figures
from nulopdemeter.units import H_PER_YEAR, W_PER_KW

Table = dict[str, Any]
_VERTICAL_DEG, _TURN_DEG, _BACK_DEG = 90.0, 90.0, 180.0
_EAST_WEST_DEG = (90.0, 270.0)
# Clockwise from the front, as the engine takes them.
_FACES = ("front", "right", "back", "left")


class RowHours(NamedTuple):
    """What a row leaves to the rules of the fleet, hour by hour.

    Attributes
    ----------
    set_point_c : Sequence of float
        Wanted temperature: 1, 24, 168 or 8760 numbers.
    gains_w : Sequence of float or None
        All internal gains; None: of the household of the row.
    """

    set_point_c: Sequence[float] | None = None
    gains_w: Sequence[float] | None = None


# Nothing told: the standard set point, and the household of the row.
OWN_HOURS = RowHours()


def row_file(
    row: pd.DataFrame, hours: RowHours = OWN_HOURS, *, is_ideal: bool = False, profile: str = "effective"
) -> DwellingFile:
    """Write one row of the dwelling table out as a dwelling file.

    Parameters
    ----------
    row : DataFrame
        One row of ``Dwellings.table``.
    hours : RowHours
        Set points and gains; left out: the standard set point, and the household of the row.
    is_ideal : bool
        Heat without a machine; else with that of the row.
    profile : str
        Coefficients of the zone model.

    Returns
    -------
    DwellingFile
        Constructions in layers (``layers_of``). A front of unknown direction leaves the azimuths out.

    Notes
    -----
    The sides of a row follow its front clockwise; a pitched roof has two equal slopes, front and back. The
    pitch is that of the row, where the fleet mixes its flat and its 45° plane.
    """
    r = {str(name): value for name, value in row.iloc[0].items()}
    elements, windows = [*_facades(r), *_roofs(r), *_floors(r), *_inside(r)], _windows(r)
    faces = [e["area_m2"] for e in elements if e["kind"] in ("wall", "roof", "door")]
    envelope = sum(faces) + sum(w["area_m2"] for w in windows)
    data: Table = {
        "dwelling": _general(r),
        "element": elements,
        "window": windows,
        "thermal_bridges": {"loss_w_per_k": float(r["bridge_w_per_m2k"]) * envelope},
        "air": _air(r),
        "heating": _heating(r, hours, is_ideal),
        "profile": {"name": profile},
    }
    data |= _people(r, hours, is_ideal)
    return parse_dwelling(data, str(r["dwelling_id"]))


def _general(r: Mapping[str, Any]) -> Table:
    name = " ".join(str(r[k]) for k in ("dwelling_id", "housing_type", "package") if r.get(k))
    return {
        "name": name, "source": "row of the stock", "floor_area_m2": float(r["floor_area_m2"]),
        "volume_m3": float(r["volume_m3"]), "storeys": 1.0 if r["is_apartment"] else float(r["storeys"]),
        **_heights(r), "horizon_deg": figures("shell_model")["horizon_deg"], "clock": "dutch",
    }  # fmt: skip


def _heights(r: Mapping[str, Any]) -> Table:
    """Return heights in the wind; a flat stands, on average, at half the height of its building."""
    height = float(r["height_m"])
    if not r["is_apartment"]:
        return {"building_height_m": height}
    own = figures("controls")["storey_share_frac"] * height
    return {"building_height_m": own, "facade_height_m": own, "roof_height_m": height}


def _azimuth(r: Mapping[str, Any], turn_deg: float) -> Table:
    front = float(r["front_azimuth_deg"])
    return {} if math.isnan(front) else {"azimuth_deg": (front + turn_deg) % 360.0}


def _layers(r: Mapping[str, Any], part: Part, rc: float | None = None) -> list[Table]:
    found = layers_of(str(r["mass_class"]), part, rc)
    return [layer.model_dump(exclude_none=True, exclude_defaults=True) for layer in found]


def _facades(r: Mapping[str, Any]) -> list[Table]:
    layers = _layers(r, "wall", float(r["rc_wall_m2k_per_w"]))
    found = []
    for k, face in enumerate(_FACES):
        plane = {"tilt_deg": _VERTICAL_DEG, **_azimuth(r, k * _TURN_DEG)}
        wall, door = float(r[f"wall_{face}_m2"]), float(r.get(f"door_{face}_m2", 0.0))
        if wall > 0.0:
            found.append({"name": f"wall {face}", "kind": "wall", "area_m2": wall, **plane, "layers": layers})
        if door > 0.0:
            u = {"u_w_per_m2k": float(r["u_door_w_per_m2k"])}
            found.append({"name": f"door {face}", "kind": "door", "area_m2": door, **plane, **u})
    return found


def _windows(r: Mapping[str, Any]) -> list[Table]:
    glass = {
        "u_w_per_m2k": float(r["u_window_w_per_m2k"]),
        "g_frac": float(r["g_window_frac"]),
        "frame_frac": float(r["frame_frac"]),
    }
    areas = {face: float(r[f"window_{face}_m2"]) for face in _FACES}
    return [
        {"name": f"window {face}", "area_m2": area, **_azimuth(r, k * _TURN_DEG), **glass}
        for k, (face, area) in enumerate(areas.items())
        if area > 0.0
    ]


def _roofs(r: Mapping[str, Any]) -> list[Table]:
    area, tilt = float(r["roof_area_m2"]), float(r["roof_tilt_deg"])
    if area <= 0.0:
        return []
    layers = _layers(r, "roof", float(r["rc_roof_m2k_per_w"]))
    roof: Table = {"kind": "roof", "tilt_deg": tilt, "layers": layers}
    if tilt <= 0.0:
        return [{"name": "roof", "area_m2": area, **roof}]
    slopes = (("front", 0.0), ("back", _BACK_DEG))
    return [
        {"name": f"roof {side}", "area_m2": 0.5 * area, **_azimuth(r, turn), **roof} for side, turn in slopes
    ]


def _floors(r: Mapping[str, Any]) -> list[Table]:
    area = float(r["ground_floor_area_m2"])
    if area <= 0.0:
        return []
    perimeter = max(float(r["exposed_perimeter_m"]), 1.0)
    layers = _layers(r, "floor", float(r["rc_floor_m2k_per_w"]))
    floor = {"boundary": str(r["floor_boundary"]), "exposed_perimeter_m": perimeter, "layers": layers}
    return [{"name": "ground floor", "kind": "floor", "area_m2": area, **floor}]


def _inside(r: Mapping[str, Any]) -> list[Table]:
    kinds: tuple[tuple[str, str, str, Part, float], ...] = (
        ("party walls", "party", "party_wall_area_m2", "party", _VERTICAL_DEG),
        ("inner walls", "internal", "internal_wall_area_m2", "internal_wall", _VERTICAL_DEG),
        ("inner floors", "internal", "internal_floor_area_m2", "internal_floor", 0.0),
    )
    return [
        {
            "name": name,
            "kind": kind,
            "area_m2": float(r[column]),
            "tilt_deg": tilt,
            "layers": _layers(r, part),
        }
        for name, kind, column, part, tilt in kinds
        if float(r[column]) > 0.0
    ]


def _air(r: Mapping[str, Any]) -> Table:
    c, system = figures("controls"), str(r["ventilation"])
    air: Table = {
        "qv10_dm3_per_s_m2": float(r["qv10_dm3_per_s_m2"]),
        "system": system,
        "flow_m3_per_h": float(r["ventilation_m3_per_h"]),
        "fan_w": float(r["fan_w"]),
        "purge_time_frac": figures("leakage")["purge_time_frac"] * float(r["airing_factor"]),
        "airing_open_m2": c["airing_open_m2_per_m2"] * float(r["floor_area_m2"]),
    }
    if has_recovery(system):
        air |= {"recovery_frac": float(r["recovery_frac"]), "has_bypass": bool(r["has_bypass"])}
    vents = min(c["vents_open_frac"] * float(r["vents_factor"]), 1.0)
    return air | ({} if system[0] == "D" else {"vents_open_frac": vents})


def _heating(r: Mapping[str, Any], hours: RowHours, is_ideal: bool) -> Table:
    word = str(r["heating"])
    wanted = {} if hours.set_point_c is None else {"set_point_c": list(hours.set_point_c)}
    if is_ideal:
        return {"generator": "ideal", **wanted}
    machine: Table = {
        "generator": word,
        "convective_frac": float(r["emitter_convective_frac"]),
        "efficiency_frac": float(r["boiler_efficiency_frac"]),
        "backup_kw": float(r["backup_kw"]),
    }
    if word in WITH_WATER and not warms_air(r):
        machine["design_supply_c"] = float(r["design_supply_c"])
    if str(r["heat_pump"]):
        machine["heat_pump"] = str(r["heat_pump"])
        if not math.isnan(float(r["heat_pump_kw"])):
            machine["heat_pump_kw"] = float(r["heat_pump_kw"])
    return machine | pump_keys(r) | wanted


def _cooking_w() -> float:
    """Heat of cooking on gas; that of cooking on electricity is in the electricity."""
    c = figures("controls")
    kwh = c["cooking_gas_m3"] * c["gas_kwh_per_m3"]
    return c["cooking_to_room_frac"] * kwh * W_PER_KW / H_PER_YEAR


def _people(r: Mapping[str, Any], hours: RowHours, is_ideal: bool) -> Table:
    found: Table = {}
    if hours.gains_w is not None:
        schedule = [w / W_PER_KW for w in hours.gains_w]
        source = {"name": "all gains", "power_w": W_PER_KW, "schedule_frac": schedule}
        found["gains"] = {"is_from_household": False, "source": [source]}
    elif r["is_cooking_gas"]:
        found["gains"] = {"constant_w": _cooking_w()}
    if not is_ideal:
        found["hot_water"] = water_table(r)
        found |= store_tables(r)
    if hours.gains_w is None or not is_ideal:
        found["household"] = {
            "size": float(r["household_size"]),
            "type": str(r["household_type"]),
            "electricity_kwh": float(r["household_electricity_kwh"]),
            "cooking": "gas" if r["is_cooking_gas"] else "electric",
        }
    if not is_ideal:
        found |= _panels(r)
    return found


def _panels(r: Mapping[str, Any]) -> Table:
    kwp, tilt = float(r["pv_kwp"]), float(r["pv_tilt_deg"])
    if not kwp > 0.0 or not math.isfinite(kwp):
        return {}
    azimuth = float(r["pv_azimuth_deg"])
    facing: tuple[float, ...] = (_BACK_DEG,) if math.isnan(azimuth) else (azimuth,)
    if math.isnan(azimuth) and tilt <= figures("dwelling")["pv_flat_roof_tilt_deg"]:
        facing = _EAST_WEST_DEG
    return {"pv": [{"peak_kwp": kwp / len(facing), "tilt_deg": tilt, "azimuth_deg": way} for way in facing]}
