"""Read packages: shipped ones by name, a user's own by path, with inheritance."""

from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from nulopdemeter.dwelling.declared import SPACE, WATER
from nulopdemeter.dwelling.package import (
    CONTROLS,
    MODEL,
    OPTIONAL_TARGETS,
    REQUIRED_TARGETS,
    SYSTEMS,
    TARGETS,
    Measure,
    Package,
)
from nulopdemeter.dwelling.strict_toml import did_you_mean, input_error, load_toml, validate
from nulopdemeter.dwelling.tables import heat_pumps, table
from nulopdemeter.dwelling.ventilation import has_recovery
from nulopdemeter.dwelling.words import PARTS
from nulopdemeter.errors import Finding, Severity

PACKAGE_NAMES: Final = ("current", "shell-basic", "shell-standard", "hybrid", "all-electric", "nom")
# Shipped as well, but only calculated when they are asked for.
MORE_PACKAGE_NAMES: Final = ("ground-source", "nom-battery")
SHIPPED_NAMES: Final = PACKAGE_NAMES + MORE_PACKAGE_NAMES
# Parts whose machine may be declared and the table of its models; systems in which it is a heat pump.
DECLARED: Final = {"heating": SPACE, "hot_water": WATER}
HEAT_PUMP_SYSTEMS: Final = ("heat_pump", "hybrid", "heat_pump_tank")
_OWN_KEYS = ("key", "inherits", "without", "measure")


def read_package(name_or_path: str | Path) -> Package:
    """Read one package, with everything it inherits.

    Parameters
    ----------
    name_or_path : str or Path
        A name of ``SHIPPED_NAMES``, or the path of a TOML file.

    Returns
    -------
    Package
        The package with all its measures.

    Raises
    ------
    InputError
        When the file is damaged, inherits in a circle or names an unknown package; carries all findings.
    """
    path = _path(name_or_path, None)
    data = _resolve(path, ())
    package = validate(data, Package, path.name)
    findings = [found for measure in package.measure for found in _check(measure, path.name)]
    if findings:
        raise input_error(findings)
    return package


def read_packages(names: Sequence[str | Path]) -> tuple[Package, ...]:
    """Read several packages.

    Parameters
    ----------
    names : Sequence of str or Path
        Names or paths, in the order of the results.

    Returns
    -------
    tuple of Package
        One a name.

    Raises
    ------
    InputError
        When one of them is damaged, or two have the same key.
    """
    packages = tuple(read_package(name) for name in names)
    keys = [package.key for package in packages]
    twice = sorted({key for key in keys if keys.count(key) > 1})
    if twice:
        raise input_error([_error("NOM-E213", "", "", key) for key in twice])
    return packages


def _error(code: str, file: str, place: str, value: str, **values: str) -> Finding:
    return Finding(code, Severity.ERROR, file=file, place=place, value=value, values=values)


def _path(name_or_path: str | Path, beside: Path | None) -> Path:
    """Find the file of a package; a relative path in a file is meant from that file."""
    text = str(name_or_path)
    if text in SHIPPED_NAMES:
        return Path(str(files("nulopdemeter.dwelling") / "packages" / f"{text}.toml"))
    if text.endswith(".toml"):
        return (beside.parent / text) if beside is not None else Path(text)
    file = beside.name if beside is not None else ""
    near = did_you_mean(text, SHIPPED_NAMES)
    raise input_error([_error("NOM-E209", file, "inherits" if file else "", text, allowed=near)])


def _resolve(path: Path, seen: tuple[Path, ...]) -> dict[str, Any]:
    """Return the tables of a package laid over those of the package it inherits from."""
    here = path.resolve()
    if here in seen:
        circle = " → ".join(one.stem for one in (*seen[seen.index(here) :], here))
        raise input_error([_error("NOM-E210", path.name, "inherits", circle)])
    data = load_toml(path)
    parent_name = data.get("inherits")
    if not isinstance(parent_name, str):
        return data
    parent = _resolve(_path(parent_name, path), (*seen, here))
    inherited = {key: value for key, value in parent.items() if key not in _OWN_KEYS}
    return {**inherited, **data, "measure": _measures(data, parent)}


def _measures(data: Mapping[str, Any], parent: Mapping[str, Any]) -> list[Any]:
    """Lay the measures of a package over the inherited ones, by building part."""
    own = data.get("measure", [])
    without = data.get("without", [])
    if not isinstance(own, list) or not isinstance(without, list):
        return own if isinstance(own, list) else [own]
    inherited = [one for one in parent.get("measure", []) if isinstance(one, Mapping)]
    parts = {one.get("part") for one in own if isinstance(one, Mapping)}
    kept: list[Any] = [one for one in inherited if one.get("part") not in parts | set(without)]
    for one in own:
        base = [p for p in inherited if isinstance(one, Mapping) and p.get("part") == one.get("part")]
        kept.append(_overlay(one, base))
    return sorted(kept, key=_order)


def _order(one: Any) -> int:  # noqa: ANN401 - unchecked TOML
    """Return the place of a measure: by part, an unknown part last."""
    part = one.get("part") if isinstance(one, Mapping) else None
    return PARTS.index(part) if part in PARTS else len(PARTS)


def _overlay(one: Any, base: list[Mapping[str, Any]]) -> Any:  # noqa: ANN401 - unchecked TOML
    """Complete a measure that names no target from the inherited one; one with a target stands alone."""
    if len(base) != 1 or not isinstance(one, Mapping) or any(target in one for target in TARGETS):
        return one
    merged = {**base[0], **one}
    cost, inherited_cost = one.get("cost"), base[0].get("cost")
    if isinstance(cost, Mapping) and isinstance(inherited_cost, Mapping):
        merged["cost"] = {**inherited_cost, **cost}
    return merged


def _check(measure: Measure, file: str) -> list[Finding]:
    """Say which targets do not belong to the part, and which it lacks."""
    part = measure.part
    required, optional = REQUIRED_TARGETS[part], OPTIONAL_TARGETS.get(part, ())
    allowed = required + optional
    found = []
    for target in TARGETS:
        given = getattr(measure, target) is not None
        if given and target not in allowed:
            place = f"measure[{part}].{target}"
            found.append(_error("NOM-E211", file, place, target, part=part, allowed=", ".join(allowed)))
        if not given and target in required:
            found.append(_error("NOM-E212", file, f"measure[{part}]", target, part=part))
    if measure.pv_target == "fixed" and measure.pv_kwp is None:
        found.append(_error("NOM-E212", file, f"measure[{part}]", "pv_kwp", part=part))
    return found + _check_declared(measure, file) + _check_words(measure, file)


def _check_declared(measure: Measure, file: str) -> list[Finding]:
    """Say where a declaration lacks its draw-off, has no machine, or is of a model that declares nothing."""
    part, own = measure.part, measure.declared_cop
    place = f"measure[{part}]"
    if part not in DECLARED or own is None:
        alone = [name for name in ("load_profile", "test_c") if getattr(measure, name) is not None]
        return (
            [_error("NOM-E212", file, place, "declared_cop", part=part)] if alone and part in DECLARED else []
        )
    if measure.system not in HEAT_PUMP_SYSTEMS:
        named = ", ".join(HEAT_PUMP_SYSTEMS)
        return [_error("NOM-E211", file, f"{place}.declared_cop", "declared_cop", part=part, allowed=named)]
    if part == "hot_water" and own != MODEL and measure.load_profile is None:
        return [_error("NOM-E212", file, place, "load_profile", part=part)]
    known = list(dict.fromkeys(table(DECLARED[part]).index))
    if own == MODEL and measure.heat_pump is not None and measure.heat_pump not in known:
        near = did_you_mean(measure.heat_pump, known)
        return [_error("NOM-E205", file, f"{place}.heat_pump", measure.heat_pump, allowed=near)]
    return []


def _check_words(measure: Measure, file: str) -> list[Finding]:
    found = []
    words = SYSTEMS.get(measure.part)
    if words and measure.system is not None and measure.system not in words:
        place, near = f"measure[{measure.part}].system", did_you_mean(measure.system, words)
        found.append(_error("NOM-E205", file, place, measure.system, allowed=near))
    elif _recovers_nothing(measure):
        part, place = f"{measure.part} {measure.system}", f"measure[{measure.part}].recovery_frac"
        found.append(_error("NOM-E211", file, place, "recovery_frac", part=part, allowed="system"))
    controls = CONTROLS.get(measure.part)
    if controls and measure.control is not None and measure.control not in controls:
        place, near = f"measure[{measure.part}].control", did_you_mean(measure.control, controls)
        found.append(_error("NOM-E205", file, place, measure.control, allowed=near))
    if measure.heat_pump is not None and measure.heat_pump not in heat_pumps().index:
        place = f"measure[{measure.part}].heat_pump"
        near = did_you_mean(measure.heat_pump, list(heat_pumps().index))
        found.append(_error("NOM-E205", file, place, measure.heat_pump, allowed=near))
    return found


def _recovers_nothing(measure: Measure) -> bool:
    """Tell whether a recovery stands beside a system that has none."""
    if measure.part != "ventilation" or measure.system is None or measure.recovery_frac is None:
        return False
    return not has_recovery(measure.system)
