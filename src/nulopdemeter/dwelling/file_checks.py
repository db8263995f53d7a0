"""What pydantic cannot see in a dwelling file: things that do not go together."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from pydantic import BaseModel

from nulopdemeter.dwelling.file_schedules import hourly, plain_clock
from nulopdemeter.dwelling.file_services import (
    Air,
    Cooling,
    Gains,
    General,
    Heating,
    HotWater,
    Profile,
)
from nulopdemeter.dwelling.file_shell import Element, Layer, Window
from nulopdemeter.dwelling.strict_toml import did_you_mean
from nulopdemeter.dwelling.tables import table
from nulopdemeter.parameters import figures
from nulopdemeter.units import H_PER_DAY, H_PER_YEAR

SCHEDULE_LENGTHS = (1, H_PER_DAY, 7 * H_PER_DAY, H_PER_YEAR)
N_ANGLES = 10


class Wrong(NamedTuple):
    """Something wrong, before it knows its file.

    Attributes
    ----------
    code : str
        Key of its texts.
    place : str
        Element and key.
    value : str
        What stands there.
    values : Mapping[str, object]
        What the texts need.
    """

    code: str
    place: str
    value: str
    values: Mapping[str, object]


class Whole(NamedTuple):
    """What must go together.

    Attributes
    ----------
    elements, windows : Sequence
        All of them.
    has_household : bool
        Whether somebody lives there.
    gains, heating, cooling : Gains, Heating, Cooling or None
        As the file has them.
    """

    elements: Sequence[Element]
    windows: Sequence[Window]
    has_household: bool
    gains: Gains | None
    heating: Heating | None
    cooling: Cooling | None


def usual_films_m2k_per_w(kind: str) -> float:
    """Return the resistance of the films that a declared U-value holds.

    Parameters
    ----------
    kind : str
        Of the element, or ``"window"``.

    Returns
    -------
    float
        Inside and outside together (ISO 6946:2017, 6.8) [m²K/W].
    """
    s = figures("shell_model")
    if kind == "floor":
        return figures("ground")["r_si_m2k_per_w"] + figures("ground")["r_se_m2k_per_w"]
    inside = "r_si_roof_m2k_per_w" if kind == "roof" else "r_si_wall_m2k_per_w"
    return s[inside] + s["r_se_m2k_per_w"]


def check_part(part: BaseModel, place: str) -> list[Wrong]:
    """Check one part of the file by itself.

    Parameters
    ----------
    part : BaseModel
        An element, a window or a table.
    place : str
        What people call it.

    Returns
    -------
    list of Wrong
        Everything wrong with it.
    """
    check = _CHECKS.get(type(part))
    return check(part, place) if check else []


def check_whole(parts: Whole) -> list[Wrong]:
    """Check what only the whole file shows.

    Parameters
    ----------
    parts : Whole
        What must go together.

    Returns
    -------
    list of Wrong
        Everything wrong.
    """
    names = Counter([e.name for e in parts.elements] + [w.name for w in parts.windows])
    wrongs = [Wrong("NOM-E239", f"'{name}'", name, {}) for name, n in names.items() if n > 1]
    wants = parts.gains is not None and bool(parts.gains.is_from_household)
    if wants and not parts.has_household:
        wrongs.append(_needs("[gains]", "is_from_household", "[household]"))
    return wrongs + _crossing(parts.heating, parts.cooling)


def _crossing(heating: Heating | None, cooling: Cooling | None) -> list[Wrong]:
    """Heating and cooling must never both be wanted."""
    warm = heating or Heating()
    if cooling is None or warm.generator == "none":
        return []
    wanted = warm.set_point_c or (figures("controls")["set_day_c"],)
    if {len(wanted), len(cooling.set_point_c)} - set(SCHEDULE_LENGTHS):
        return []
    weekend = warm.weekend_set_point_c
    if weekend is not None and (len(weekend) != H_PER_DAY or len(wanted) > H_PER_DAY):
        return []
    clock = plain_clock()
    apart = hourly(cooling.set_point_c, None, *clock) - hourly(wanted, weekend, *clock)
    if apart.min() >= 0.0:
        return []
    hour = int(apart.argmin()) % H_PER_DAY
    return [Wrong("NOM-E237", "[cooling]: set_point_c", f"{-apart.min():g}", {"hour": str(hour)})]


def _schedule(values: Sequence[float] | None, place: str, least: float | None = None) -> list[Wrong]:
    if values is None:
        return []
    if len(values) not in SCHEDULE_LENGTHS:
        lengths = ", ".join(str(n) for n in SCHEDULE_LENGTHS)
        return [Wrong("NOM-E231", place, str(len(values)), {"allowed": lengths})]
    if least is not None and min(values) < least:
        return [Wrong("NOM-E206", place, f"{min(values):g}", {"limit": f"≥ {least:g}", "key": place})]
    return []


def _needs(place: str, key: str, other: str) -> Wrong:
    return Wrong("NOM-E233", f"{place}: {key}", key, {"needs": other})


def _either(place: str, one: str, other: str) -> Wrong:
    return Wrong("NOM-E232", place, one, {"other": other})


def _layer(layer: Layer, place: str) -> list[Wrong]:
    own = ("conductivity_w_per_mk", "density_kg_per_m3", "specific_heat_j_per_kgk")
    given = [key for key in own if getattr(layer, key) is not None]
    if layer.resistance_m2k_per_w is not None:
        if given or layer.material or layer.thickness_m is not None:
            return [_either(place, "resistance_m2k_per_w", "thickness_m")]
        return []
    if layer.thickness_m is None:
        return [Wrong("NOM-E234", place, "", {"keys": "thickness_m, resistance_m2k_per_w"})]
    if layer.material is not None:
        known = list(table("materials").index)
        if layer.material not in known:
            allowed = did_you_mean(layer.material, known)
            return [Wrong("NOM-E235", f"{place}: material", layer.material, {"allowed": allowed})]
        return []
    missing = [key for key in own if key not in given]
    return [_needs(place, "thickness_m", ", ".join(missing))] if missing else []


def _element(e: Element, place: str) -> list[Wrong]:
    wrongs: list[Wrong] = []
    ways = [k for k in ("layers", "rc_m2k_per_w", "u_w_per_m2k") if getattr(e, k) is not None]
    is_inside = e.kind in ("internal", "party")
    if len(ways) > 1:
        wrongs.append(_either(place, ways[0], ways[1]))
    if not ways and not is_inside:
        wrongs.append(Wrong("NOM-E234", place, "", {"keys": "layers, rc_m2k_per_w, u_w_per_m2k"}))
    for k, layer in enumerate(e.layers or ()):
        wrongs += _layer(layer, f"{place}: layer {k + 1}")
    wrongs += _element_mass(e, place, is_inside)
    wrongs += _film_limit(e.u_w_per_m2k, e.kind, place)
    boundary = e.boundary or ""
    for key, wants in (
        ("b_frac", boundary == "unheated"),
        ("temperature_c", boundary == "fixed"),
        ("exposed_perimeter_m", boundary in ("ground", "crawlspace") or (e.kind == "floor" and not boundary)),
    ):
        if wants and getattr(e, key) is None:
            wrongs.append(_needs(place, f"boundary = '{boundary or 'ground'}'", key))
        if not wants and getattr(e, key) is not None:
            wrongs.append(_needs(place, key, {"b_frac": "boundary = 'unheated'"}.get(key, "boundary")))
    return wrongs


def _element_mass(e: Element, place: str, is_inside: bool) -> list[Wrong]:
    has_mass = e.mass_class is not None or e.kappa_j_per_m2k is not None
    if e.layers is not None:
        extra = [k for k in ("mass_class", "kappa_j_per_m2k", "nodes") if getattr(e, k) is not None]
        return [_either(place, "layers", key) for key in extra]
    if e.mass_class is not None and e.kappa_j_per_m2k is not None:
        return [_either(place, "mass_class", "kappa_j_per_m2k")]
    if e.kappa_j_per_m2k is not None and e.nodes is None:
        return [_needs(place, "kappa_j_per_m2k", "nodes")]
    if not has_mass and e.kind != "door" and (is_inside or e.rc_m2k_per_w or e.u_w_per_m2k):
        return [Wrong("NOM-E234", place, "", {"keys": "mass_class, kappa_j_per_m2k"})]
    return []


def _film_limit(u: float | None, kind: str, place: str) -> list[Wrong]:
    """Refuse a construction that loses more than its films let through."""
    if u is None:
        return []
    limit = 1.0 / usual_films_m2k_per_w(kind)
    if u < limit:
        return []
    return [Wrong("NOM-E236", f"{place}: u_w_per_m2k", f"{u:g}", {"limit": f"{limit:.2f}"})]


def _window(w: Window, place: str) -> list[Wrong]:
    wrongs = _film_limit(w.u_w_per_m2k, "window", place)
    if w.u_w_per_m2k is not None and w.r_glass_m2k_per_w is not None:
        wrongs.append(_either(place, "u_w_per_m2k", "r_glass_m2k_per_w"))
    if w.u_w_per_m2k is None and w.r_glass_m2k_per_w is None:
        wrongs.append(Wrong("NOM-E234", place, "", {"keys": "u_w_per_m2k, r_glass_m2k_per_w"}))
    if w.glass is not None and w.glass_angle_frac is not None:
        wrongs.append(_either(place, "glass", "glass_angle_frac"))
    known = list(table("glass_angles").index)
    if w.glass is not None and w.glass not in known:
        allowed = did_you_mean(w.glass, known)
        wrongs.append(Wrong("NOM-E235", f"{place}: glass", w.glass, {"allowed": allowed}))
    if w.glass_angle_frac is not None and len(w.glass_angle_frac) != N_ANGLES:
        n = str(len(w.glass_angle_frac))
        wrongs.append(Wrong("NOM-E231", f"{place}: glass_angle_frac", n, {"allowed": str(N_ANGLES)}))
    if w.glass_hemispherical_frac is not None and w.glass_angle_frac is None:
        wrongs.append(_needs(place, "glass_hemispherical_frac", "glass_angle_frac"))
    if (w.overhang or w.fins) and w.height_m is None:
        wrongs.append(_needs(place, "overhang" if w.overhang else "fins", "height_m"))
    return wrongs


def _air(air: Air, place: str) -> list[Wrong]:
    wrongs = _schedule(air.infiltration_ach, f"{place}: infiltration_ach", 0.0)
    wrongs += _schedule(air.flow_schedule_frac, f"{place}: flow_schedule_frac", 0.0)
    for k, extra in enumerate(air.extra):
        wrongs += _schedule(extra.schedule_frac, f"{place}: extra {k + 1}: schedule_frac", 0.0)
    if air.qv10_dm3_per_s_m2 is None and air.infiltration_ach is None:
        keys = "qv10_dm3_per_s_m2, infiltration_ach"
        wrongs.append(Wrong("NOM-E234", place, "", {"keys": keys}))
    if air.qv10_dm3_per_s_m2 is not None and air.infiltration_ach is not None:
        wrongs.append(_either(place, "qv10_dm3_per_s_m2", "infiltration_ach"))
    has_system = air.system not in (None, "none")
    if has_system and air.flow_m3_per_h is None:
        wrongs.append(_needs(place, f"system = '{air.system}'", "flow_m3_per_h"))
    for key in ("flow_m3_per_h", "flow_schedule_frac", "fan_w"):
        if getattr(air, key) is not None and not has_system:
            wrongs.append(_needs(place, key, "system"))
    if air.system != "D" and (air.recovery_frac is not None or air.has_bypass):
        wrongs.append(_needs(place, "recovery_frac, has_bypass", "system = 'D'"))
    is_steady = air.system == "D" or (air.system == "A" and air.qv10_dm3_per_s_m2 is not None)
    if is_steady and air.flow_schedule_frac is not None:
        wrongs.append(_either(place, f"system = '{air.system}'", "flow_schedule_frac"))
    if air.vents_open_frac is not None and (air.qv10_dm3_per_s_m2 is None or air.system not in ("A", "C")):
        wrongs.append(_needs(place, "vents_open_frac", "qv10_dm3_per_s_m2, system = 'A' / 'C'"))
    return wrongs


def _general(general: General, place: str) -> list[Wrong]:
    height_m = general.volume_m3 / general.floor_area_m2
    low, high = (figures("dwelling_file")[k] for k in ("least_height_m", "greatest_height_m"))
    if low <= height_m <= high:
        return []
    limits = {"limit": f"{low:g}–{high:g}"}
    return [Wrong("NOM-E238", f"{place}: volume_m3", f"{height_m:.2f}", limits)]


def _gains(gains: Gains, place: str) -> list[Wrong]:
    wrongs: list[Wrong] = []
    for k, source in enumerate(gains.source):
        wrongs += _schedule(source.schedule_frac, f"{place}: source {k + 1}: schedule_frac", 0.0)
    return wrongs


def _heating(h: Heating, place: str) -> list[Wrong]:
    wrongs = _schedule(h.set_point_c, f"{place}: set_point_c")
    weekend = h.weekend_set_point_c
    if weekend is not None and len(weekend) != H_PER_DAY:
        allowed = {"allowed": str(H_PER_DAY)}
        wrongs.append(Wrong("NOM-E231", f"{place}: weekend_set_point_c", str(len(weekend)), allowed))
    if weekend is not None and (h.set_point_c is None or len(h.set_point_c) > H_PER_DAY):
        wrongs.append(_needs(place, "weekend_set_point_c", "set_point_c (24)"))
    known = list(table("heat_pumps").index)
    if h.heat_pump is not None and h.heat_pump not in known:
        allowed_name = did_you_mean(h.heat_pump, known)
        wrongs.append(Wrong("NOM-E235", f"{place}: heat_pump", h.heat_pump, {"allowed": allowed_name}))
    is_simple = h.generator in ("ideal", "none")
    has_pump = h.generator in ("heat_pump", "hybrid")
    for key, may in (
        ("heat_pump", has_pump), ("heat_pump_kw", has_pump), ("efficiency_frac", not is_simple),
        ("backup_kw", not is_simple), ("design_supply_c", not is_simple),
        ("set_point_c", h.generator != "none"), ("capacity_kw", h.generator != "none"),
    ):  # fmt: skip
        if getattr(h, key) is not None and not may:
            wrongs.append(_needs(place, key, "generator"))
    return wrongs


def _cooling(cooling: Cooling, place: str) -> list[Wrong]:
    return _schedule(cooling.set_point_c, f"{place}: set_point_c")


def _hot_water(water: HotWater, place: str) -> list[Wrong]:
    if water.system == "heat_pump_tank" and not water.tank_l:
        return [_needs(place, "system = 'heat_pump_tank'", "tank_l")]
    if water.system == "none" and water.draw_l_per_day > 0.0:
        return [_needs(place, "draw_l_per_day", "system")]
    return []


def _profile(profile: Profile, place: str) -> list[Wrong]:
    known = list(figures(f"profile_{profile.name}"))
    return [
        Wrong("NOM-E235", f"{place}: override", key, {"allowed": did_you_mean(key, known)})
        for key in profile.override
        if key not in known
    ]


_CHECKS: Mapping[type[BaseModel], Callable[[Any, str], list[Wrong]]] = {
    Element: _element, Window: _window, Air: _air, General: _general, Gains: _gains, Heating: _heating,
    Cooling: _cooling, HotWater: _hot_water, Profile: _profile,
}  # fmt: skip
