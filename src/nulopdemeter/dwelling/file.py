"""A complete dwelling in one TOML file: read strictly, everything wrong said at once."""

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, Field, ValidationError

from nulopdemeter.dwelling.file_air import Air
from nulopdemeter.dwelling.file_checks import Whole, Wrong, check_part, check_whole
from nulopdemeter.dwelling.file_machines import Battery, Car, Control, Grid, Heating, HotWater
from nulopdemeter.dwelling.file_periods import Absence
from nulopdemeter.dwelling.file_pv import PvPlane
from nulopdemeter.dwelling.file_services import (
    Cooling,
    Gains,
    General,
    Household,
    Profile,
)
from nulopdemeter.dwelling.file_shell import STRICT, Element, Obstruction, ThermalBridges, Window
from nulopdemeter.dwelling.strict_toml import input_error, load_toml, validate
from nulopdemeter.errors import Finding, InputError, Severity

_NAMED = re.compile(r"\b(element|window|obstruction|absence|pv)\[([^\]]+)\]")
_NUMBERED = re.compile(r"\b(layers|source|extra)\[(\d+)\]")
_WORDS = {"layers": "layer", "source": "source", "extra": "extra"}


class DwellingFile(BaseModel):
    """A dwelling as its file describes it; see ``docs/dwelling_file.md``.

    Attributes
    ----------
    dwelling : General
        Name, sizes, clock.
    element : list of Element
        Opaque elements.
    window : list of Window
        Windows.
    obstruction : list of Obstruction
        Left out: none.
    thermal_bridges : ThermalBridges
        Left out: none.
    air : Air
        Leaks and ventilation.
    gains : Gains
        Left out: none, or those of the household.
    heating : Heating
        Left out: ideal, at the usual set point.
    absence : list of Absence
        Left out: somebody is always at home.
    cooling : Cooling
        Left out: none.
    hot_water : HotWater
        Left out: none.
    household : Household
        Left out: nobody.
    battery : Battery
        Left out: none.
    car : Car
        Left out: none.
    grid : Grid
        Left out: no limit.
    control : Control
        Left out: none.
    pv : list of PvPlane
        Solar panels.
    profile : Profile
        Coefficients of the zone model.
    """

    model_config = STRICT
    dwelling: General
    element: Annotated[tuple[Element, ...], Field(min_length=1)]
    window: tuple[Window, ...] = ()
    obstruction: tuple[Obstruction, ...] = ()
    thermal_bridges: ThermalBridges | None = None
    air: Air
    gains: Gains | None = None
    heating: Heating | None = None
    absence: tuple[Absence, ...] = ()
    cooling: Cooling | None = None
    hot_water: HotWater | None = None
    household: Household | None = None
    battery: Battery | None = None
    car: Car | None = None
    grid: Grid | None = None
    control: Control | None = None
    pv: tuple[PvPlane, ...] = ()
    profile: Profile = Profile()


_LISTS: Mapping[str, type[BaseModel]] = {
    "element": Element, "window": Window, "absence": Absence, "pv": PvPlane,
}  # fmt: skip
_TABLES: Mapping[str, type[BaseModel]] = {
    "dwelling": General, "thermal_bridges": ThermalBridges, "air": Air, "gains": Gains, "heating": Heating,
    "cooling": Cooling,
    "hot_water": HotWater, "household": Household, "battery": Battery, "car": Car, "grid": Grid, "control": Control,
    "profile": Profile,
}  # fmt: skip


def read_dwelling_file(path: str | Path) -> DwellingFile:
    """Read a dwelling file.

    Parameters
    ----------
    path : str or Path
        TOML file.

    Returns
    -------
    DwellingFile
        What it says, nothing filled in yet.

    Raises
    ------
    InputError
        With everything that is wrong, each finding naming its element.
    """
    path = Path(path)
    return parse_dwelling(load_toml(path), path.name)


def parse_dwelling(data: Mapping[str, Any], file: str = "dwelling") -> DwellingFile:
    """Turn the tables of a dwelling file into a dwelling.

    Parameters
    ----------
    data : Mapping
        Tables as TOML gives them.
    file : str
        Name for the findings.

    Returns
    -------
    DwellingFile
        What they say.

    Raises
    ------
    InputError
        With everything that is wrong.
    """
    findings: list[Finding] = []
    model: DwellingFile | None = None
    try:
        model = validate(data, DwellingFile, file)
    except InputError as error:
        findings = [_in_words(found, data) for found in error.findings]
    wrongs = _wrong_parts(data)
    if model is not None:
        wrongs += check_whole(_whole(model))
    findings += [_finding(wrong, file) for wrong in wrongs]
    if findings or model is None:
        raise input_error(findings)
    return model


def _whole(model: DwellingFile) -> Whole:
    return Whole(
        model.element,
        model.window,
        model.obstruction,
        model.absence,
        model.household is not None,
        model.gains,
        model.heating,
        model.cooling,
        model.air,
        model.hot_water,
        model.control,
        model.grid,
        any(plane.peak_kwp > 0.0 for plane in model.pv),
    )


def _wrong_parts(data: Mapping[str, Any]) -> list[Wrong]:
    """Check every part that is well formed by itself, whatever is wrong with the others."""
    wrongs: list[Wrong] = []
    for key, model in _LISTS.items():
        parts = data.get(key)
        for k, part in enumerate(parts if isinstance(parts, list) else []):
            wrongs += _wrong_in(part, model, _called(key, part, k))
    for key, model in _TABLES.items():
        if key in data:
            wrongs += _wrong_in(data[key], model, f"[{key}]")
    return wrongs


def _wrong_in(part: Any, model: type[BaseModel], place: str) -> list[Wrong]:  # noqa: ANN401 - raw TOML
    try:
        return check_part(model.model_validate(part), place)
    except ValidationError:
        return []


def _called(key: str, part: Any, k: int) -> str:  # noqa: ANN401 - raw TOML
    name = part.get("name") if isinstance(part, Mapping) else None
    return f"{key} {name!r}" if name else f"{key} {k + 1}"


def _in_words(found: Finding, data: Mapping[str, Any]) -> Finding:
    """Name the element in place of its number."""

    def named(match: re.Match[str]) -> str:
        key, number = match.groups()
        parts = data.get(key)
        if not number.isdigit() or not isinstance(parts, list) or int(number) > len(parts):
            return f"{key} {number}"
        return _called(key, parts[int(number) - 1], int(number) - 1)

    place = _NAMED.sub(named, found.place)
    place = _NUMBERED.sub(lambda m: f"{_WORDS[m.group(1)]} {m.group(2)}", place)
    place = re.sub(r"(?<=['\d\]])\.", ": ", place)
    code = "NOM-E230" if found.code == "NOM-E208" else found.code
    return replace(found, code=code, place=place, values={**found.values, "key": place})


def _finding(wrong: Wrong, file: str) -> Finding:
    values = {k: str(v) for k, v in wrong.values.items()}
    return Finding(wrong.code, Severity.ERROR, file=file, place=wrong.place, value=wrong.value, values=values)
