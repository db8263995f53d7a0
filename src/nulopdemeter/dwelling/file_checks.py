"""What pydantic cannot see in a dwelling file: things that do not go together."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from pydantic import BaseModel

from nulopdemeter.dwelling.file_air import Air
from nulopdemeter.dwelling.file_checks_air import air_wrongs
from nulopdemeter.dwelling.file_checks_machines import heating_wrongs, together_wrongs
from nulopdemeter.dwelling.file_checks_shell import element_wrongs, usual_films_m2k_per_w, window_wrongs
from nulopdemeter.dwelling.file_checks_water import control_wrongs, water_wrongs
from nulopdemeter.dwelling.file_machines import Control, Grid, Heating, HotWater
from nulopdemeter.dwelling.file_periods import Absence, day_number, wanted_c
from nulopdemeter.dwelling.file_pump import source_kind
from nulopdemeter.dwelling.file_pv import PvPlane, pv_wrongs
from nulopdemeter.dwelling.file_ranges import range_wrongs
from nulopdemeter.dwelling.file_schedules import hourly, plain_clock
from nulopdemeter.dwelling.file_services import Cooling, Gains, General, Profile
from nulopdemeter.dwelling.file_shell import Element, Obstruction, Window
from nulopdemeter.dwelling.file_wrongs import (
    SCHEDULE_LENGTHS,
    SECTORS,
    Wrong,
    either,
    idle,
    needs,
    out_of_range,
    schedule_wrongs,
)
from nulopdemeter.dwelling.strict_toml import did_you_mean
from nulopdemeter.parameters import figures
from nulopdemeter.units import H_PER_DAY

__all__ = ["Whole", "Wrong", "check_part", "check_whole", "usual_films_m2k_per_w"]


class Whole(NamedTuple):
    """What must go together.

    Attributes
    ----------
    elements, windows, obstructions, absences : Sequence
        All of them.
    has_household : bool
        Whether somebody lives there.
    gains, heating, cooling : Gains, Heating, Cooling or None
        As the file has them.
    air : Air
        As the file has it.
    water, control, grid : HotWater, Control, Grid or None
        As the file has them.
    has_panels : bool
        Whether there are solar panels.
    """

    elements: Sequence[Element]
    windows: Sequence[Window]
    obstructions: Sequence[Obstruction]
    absences: Sequence[Absence]
    has_household: bool
    gains: Gains | None
    heating: Heating | None
    cooling: Cooling | None
    air: Air
    water: HotWater | None
    control: Control | None
    grid: Grid | None
    has_panels: bool


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
    return range_wrongs(part, place) + (check(part, place) if check else [])


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
    named: list[Element | Window | Obstruction] = [*parts.elements, *parts.windows, *parts.obstructions]
    names = Counter(part.name for part in named)
    wrongs = [Wrong("NOM-E239", f"'{name}'", name, {}) for name, n in names.items() if n > 1]
    wants = parts.gains is not None and bool(parts.gains.is_from_household)
    if wants and not parts.has_household:
        wrongs.append(needs("[gains]", "is_from_household", "[household]"))
    if parts.air.demand_control == "presence" and not parts.has_household:
        wrongs.append(needs("[air]", "demand_control = 'presence'", "[household]"))
    opens = parts.air.airing_open_m2 is not None or parts.has_household
    if parts.air.airing_schedule_frac is not None and not opens:
        wrongs.append(needs("[air]", "airing_schedule_frac", "airing_open_m2, [household]"))
    if parts.air.airing_above_c is not None and (not opens or parts.air.airing_open_m2 == 0.0):
        wrongs.append(idle("[air]", "airing_above_c", "airing_open_m2, [household]"))
    heating = parts.heating or Heating()
    if heating.generator == "none":
        for k, absence in enumerate(parts.absences):
            if absence.set_point_c is not None:
                wrongs.append(
                    needs(
                        f"absence {k + 1}",
                        "set_point_c",
                        "[heating] generator = 'ideal' / 'hr107' / 'heat_pump' / …",
                    )
                )
    wrongs += together_wrongs(
        heating,
        parts.air,
        parts.water,
        parts.control,
        parts.grid,
        has_household=parts.has_household,
        has_panels=parts.has_panels,
    )
    raised_k = _room_raise_k(heating, parts.control)
    return wrongs + _crossing(heating, parts.absences, parts.cooling, raised_k)


def _room_raise_k(heating: Heating, control: Control | None) -> float:
    """How much higher than asked a control may heat the rooms."""
    if control is None or control.smart == "none" or not source_kind(heating):
        return 0.0
    usual = figures("installations")["room_raise_k"]
    return usual if control.room_raise_k is None else control.room_raise_k


def _crossing(
    heating: Heating, absences: Sequence[Absence], cooling: Cooling | None, raised_k: float
) -> list[Wrong]:
    """Heating and cooling must never both be wanted."""
    are_read = not _heating(heating, "") and not any(_absence(a, "") for a in absences)
    if cooling is None or not are_read or len(cooling.set_point_c) not in SCHEDULE_LENGTHS:
        return []
    clock = plain_clock()
    warm_c = wanted_c(heating, absences, *clock)
    if warm_c is None:
        return []
    apart = hourly(cooling.set_point_c, None, *clock) - warm_c - raised_k
    if apart.min() >= 0.0:
        return []
    hour = int(apart.argmin()) % H_PER_DAY
    return [Wrong("NOM-E237", "[cooling]: set_point_c", f"{-apart.min():g}", {"hour": str(hour)})]


def _general(general: General, place: str) -> list[Wrong]:
    height_m = general.volume_m3 / general.floor_area_m2
    low, high = (figures("dwelling_file")[k] for k in ("least_height_m", "greatest_height_m"))
    wrongs = schedule_wrongs(general.horizon_deg, f"{place}: horizon_deg", lengths=SECTORS)
    if low <= height_m <= high:
        return wrongs
    limits = {"limit": f"{low:g}–{high:g}"}
    return [*wrongs, Wrong("NOM-E238", f"{place}: volume_m3", f"{height_m:.2f}", limits)]


def _gains(gains: Gains, place: str) -> list[Wrong]:
    wrongs: list[Wrong] = []
    for k, source in enumerate(gains.source):
        wrongs += schedule_wrongs(source.schedule_frac, f"{place}: source {k + 1}: schedule_frac")
    return wrongs


def _set_points(h: Heating, place: str) -> list[Wrong]:
    wrongs = schedule_wrongs(h.set_point_c, f"{place}: set_point_c")
    wrongs += schedule_wrongs(h.weekend_set_point_c, f"{place}: weekend_set_point_c", lengths=(H_PER_DAY,))
    if h.weekend_set_point_c is not None and (h.set_point_c is None or len(h.set_point_c) > H_PER_DAY):
        wrongs.append(needs(place, "weekend_set_point_c", "set_point_c (24)"))
    rooms = ("living_set_point_c", "sleeping_set_point_c", "living_area_frac")
    given = [key for key in rooms if getattr(h, key) is not None]
    if given and h.set_point_c is not None:
        wrongs.append(either(place, given[0], "set_point_c"))
    elif given and len(given) < len(rooms):
        wrongs.append(needs(place, given[0], ", ".join(key for key in rooms if key not in given)))
    for key in rooms[:2]:
        wrongs += schedule_wrongs(getattr(h, key), f"{place}: {key}")
    return wrongs


def _heating(h: Heating, place: str) -> list[Wrong]:
    return _set_points(h, place) + heating_wrongs(h, place)


def _absence(absence: Absence, place: str) -> list[Wrong]:
    days = {"from": absence.from_day, "to": absence.to_day}
    return [
        Wrong("NOM-E240", f"{place}: {key}", text, {})
        for key, text in days.items()
        if day_number(text) is None
    ]


def _cooling(cooling: Cooling, place: str) -> list[Wrong]:
    return schedule_wrongs(cooling.set_point_c, f"{place}: set_point_c")


# Coefficients (by their beginning) that do nothing unless another one has a value.
_WORKS_WITH: Mapping[str, tuple[str, float]] = {
    "h_ci_": ("film_follows_frac", 0.0), "h_ce_": ("film_follows_frac", 0.0), "h_re_": ("film_follows_frac", 0.0),
    "h_ri_": ("star_radiation_frac", 0.0), "inside_emissivity_": ("star_radiation_frac", 1.0),
    "glass_emissivity_": ("star_radiation_frac", 1.0), "floor_absorptance_": ("beam_to_floor_frac", 1.0),
    "inside_absorptance_": ("beam_to_floor_frac", 1.0), "glass_out_": ("beam_to_floor_frac", 1.0),
    "glass_absorbed_": ("beam_to_floor_frac", 1.0),
}  # fmt: skip


_SWITCHES = ("film_follows_frac", "star_radiation_frac", "beam_to_floor_frac")


def _coefficient(key: str, value: float, place: str) -> list[Wrong]:
    """Hold a single coefficient to what it can be."""
    if key == "layered_nodes_frac":
        return [Wrong("NOM-E252", f"{place}: {key}", key, {})]
    place = f"{place}: {key}"
    if key in _SWITCHES:
        return [] if value in (0.0, 1.0) else [out_of_range(place, value, "0 / 1")]
    if key.endswith("_frac"):
        return [] if 0.0 <= value <= 1.0 else [out_of_range(place, value, "0 ≤ … ≤ 1")]
    is_film = key.startswith("h_")
    return [] if value > 0.0 or (value == 0.0 and not is_film) else [out_of_range(place, value, "> 0")]


def _profile(profile: Profile, place: str) -> list[Wrong]:
    coefficients = figures(f"profile_{profile.name}")
    wrongs = [
        Wrong("NOM-E235", f"{place}: override", key, {"allowed": did_you_mean(key, list(coefficients))})
        for key in profile.override
        if key not in coefficients
    ]
    together = {**coefficients, **profile.override}
    for key, value in profile.override.items():
        wrongs += _coefficient(key, value, f"{place}: override") if key in coefficients else []
    for key in (key for key in profile.override if key in coefficients):
        for beginning, (other, value) in _WORKS_WITH.items():
            if key.startswith(beginning) and together[other] != value:
                wrongs.append(needs(f"{place}: override", key, f"{other} = {value:g}"))
    return wrongs


_CHECKS: Mapping[type[BaseModel], Callable[[Any, str], list[Wrong]]] = {
    Element: element_wrongs, Window: window_wrongs, Air: air_wrongs, General: _general, Gains: _gains,
    Heating: _heating, Absence: _absence, Cooling: _cooling, HotWater: water_wrongs, Control: control_wrongs,
    Profile: _profile, PvPlane: pv_wrongs,
}  # fmt: skip
