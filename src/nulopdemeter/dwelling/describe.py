"""From rows of the stock and packages to fully described dwellings."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from nulopdemeter.dwelling.apply import apply_package
from nulopdemeter.dwelling.columns import (
    CARRIED,
    ORIGIN_COLUMNS,
    ORIGINS,
    ROW,
    TABLE_COLUMNS,
    Columns,
    Origins,
    is_listed,
    number,
    text,
)
from nulopdemeter.dwelling.geometry import geometry
from nulopdemeter.dwelling.heat_pump_words import is_starved
from nulopdemeter.dwelling.household import residents
from nulopdemeter.dwelling.housing_types import housing_type_index, housing_type_table
from nulopdemeter.dwelling.package import Package
from nulopdemeter.dwelling.radiators import present_radiators_kw
from nulopdemeter.dwelling.services import services
from nulopdemeter.dwelling.shell import shell
from nulopdemeter.dwelling.stores import idle_controls, stores
from nulopdemeter.dwelling.strict_toml import did_you_mean, input_error
from nulopdemeter.dwelling.words import DWELLING_TYPES
from nulopdemeter.errors import Finding, Severity
from nulopdemeter.parameters import figures

# Hot water that a heat pump makes.
_WATER_PUMPS = ("heat_pump_tank", "booster")
FILLABLE = (
    "storeys",
    "rc_wall_m2k_per_w",
    "rc_roof_m2k_per_w",
    "rc_floor_m2k_per_w",
    "u_window_w_per_m2k",
    "qv10_dm3_per_s_m2",
    "ventilation",
    "heating",
    "hot_water",
    "front_azimuth_deg",
    "roof_tilt_deg",
    "pv_kwp",
    "household_size",
)


@dataclass(frozen=True)
class Dwellings:
    """Dwellings with their packages, ready to be calculated.

    Attributes
    ----------
    table : pandas.DataFrame
        One row per row of the stock and package, package by package; the columns are ``TABLE_COLUMNS``.
    origin : pandas.DataFrame
        One row per row of the stock, same index: for each value of the present dwelling whether it came
        from the ``row``, the ``housing type`` or a ``default``; and ``filled_frac``, the share of what a
        stock may tell (``FILLABLE``) that it did not.
    findings : tuple of Finding
        What a user should know.
    """

    table: pd.DataFrame
    origin: pd.DataFrame
    findings: tuple[Finding, ...]


def describe(rows: pd.DataFrame, packages: Sequence[Package]) -> Dwellings:
    """Describe every dwelling with every package.

    Parameters
    ----------
    rows : pandas.DataFrame
        Accepted rows of the stock; type, year and floor area must be there.
    packages : Sequence of Package
        In the order of the result.

    Returns
    -------
    Dwellings
        ``len(rows) * len(packages)`` rows, package-major.

    Raises
    ------
    InputError
        When a dwelling type is unknown.
    """
    base, origin = _present(rows)
    parts = [_with_package(base, package) for package in packages]
    frame = {name: _join([part[name] for part in parts], name) for name in TABLE_COLUMNS}
    table = pd.DataFrame(frame, columns=list(TABLE_COLUMNS))
    findings = _findings(rows, base)
    for part, package in zip(parts, packages, strict=True):
        findings += _starved_by(base, part, package)
    return Dwellings(table, _origin_table(rows, origin), tuple(findings))


def origin_shares(origin: pd.DataFrame) -> pd.DataFrame:
    """Return which share of what a stock may tell came from where.

    Parameters
    ----------
    origin : pandas.DataFrame
        ``Dwellings.origin``.

    Returns
    -------
    pandas.DataFrame
        Index of ``origin``: ``from_row_frac``, ``from_housing_type_frac`` and ``from_default_frac``, that sum
        to one, over the values of ``FILLABLE``.
    """
    told = origin[list(FILLABLE)]
    return pd.DataFrame(
        {f"from_{name.replace(' ', '_')}_frac": (told == name).mean(axis=1) for name in ORIGINS},
        index=origin.index,
    )


def _present(rows: pd.DataFrame) -> tuple[Columns, Origins]:
    """Describe the dwellings as they are now."""
    dwelling_type, build_year = text(rows, "dwelling_type"), number(rows, "build_year")
    index = housing_type_index(dwelling_type, build_year)
    _refuse_unknown(dwelling_type[index < 0])
    types = housing_type_table().iloc[index]
    out, origin = geometry(rows, types)
    for columns, origins in (shell(rows, types, out), services(rows, types, out)):
        out, origin = {**out, **columns}, {**origin, **origins}
    columns, origins = stores(rows, out)
    out, origin = {**out, **columns}, {**origin, **origins}
    out["radiator_kw"], origin["radiator_kw"] = present_radiators_kw(out, number(rows, "radiator_kw"))
    columns, origins = residents(rows, out)
    out, origin = {**out, **columns}, {**origin, **origins}
    out |= {
        "stock_row": rows.index.to_numpy(),
        "dwelling_id": text(rows, "dwelling_id"),
        "complex_id": text(rows, "complex_id"),
        "housing_type": types["key"].to_numpy(dtype=object),
        "dwelling_type": dwelling_type,
        "build_year": build_year,
        "is_monument": is_listed(rows),
        "heating_present": out["heating"],
        "pv_present_kwp": out["pv_kwp"],
        "battery_present_kwh": out["battery_kwh"],
        "scale_frac": out["floor_area_m2"] / types["floor_area_m2"].to_numpy(),
    }
    for name in CARRIED:
        out[name] = text(rows, name) if name == "label" else number(rows, name)
    return out, origin


def _refuse_unknown(words: np.ndarray) -> None:
    """Stop at a dwelling type that no housing type stands for: the stock should have rejected it."""
    findings = [
        Finding(
            "NOM-E205",
            Severity.ERROR,
            column="dwelling_type",
            place="dwelling_type",
            value=str(word),
            values={"allowed": did_you_mean(str(word), DWELLING_TYPES)},
        )
        for word in sorted(set(words))
    ]
    if findings:
        raise input_error(findings)


def _with_package(base: Columns, package: Package) -> Columns:
    out = apply_package(base, package)
    out["package"] = np.full(len(out["reason"]), package.key, dtype=object)
    return out


def _join(parts: list[np.ndarray], name: str) -> np.ndarray | pd.Series:
    """Put the packages below one another; numbers become float64."""
    joined = np.concatenate(parts) if parts else np.empty(0)
    if joined.dtype == object or joined.dtype == bool or name == "stock_row":
        return pd.Series(joined, dtype="str") if joined.dtype == object else joined
    return joined.astype(np.float64)


def _origin_table(rows: pd.DataFrame, origin: Origins) -> pd.DataFrame:
    columns = {
        name: pd.Categorical.from_codes(
            origin[name].astype(np.int8), dtype=pd.CategoricalDtype(list(ORIGINS))
        )
        for name in ORIGIN_COLUMNS
    }
    table = pd.DataFrame(columns, index=rows.index)
    told = np.mean([origin[name] == ROW for name in FILLABLE], axis=0) if len(rows) else np.empty(0)
    table["filled_frac"] = 1.0 - told
    return table


def _findings(rows: pd.DataFrame, base: Columns) -> list[Finding]:
    f = figures("dwelling")
    found = []
    lost = int(np.sum(base["is_apartment"] & (text(rows, "position") == "")))
    if lost:
        found.append(Finding("NOM-N201", Severity.FILLED, column="position", value=str(lost)))
    scale = base["scale_frac"]
    for i in np.flatnonzero((scale < f["area_scale_low"]) | (scale > f["area_scale_high"])):
        values = {"type": str(base["housing_type"][i])}
        found.append(_note("NOM-N202", base, int(i), "floor_area_m2", f"{scale[i]:.2f}", values))
    room_kwp = base["pv_max_kwp"]
    for i in np.flatnonzero((base["pv_kwp"] > 0.0) & (base["pv_kwp"] >= room_kwp)):
        values = {"limit": f"{room_kwp[i]:.1f}"}
        found.append(_note("NOM-N203", base, int(i), "pv_kwp", f"{base['pv_kwp'][i]:.1f}", values))
    return found + _unused(rows, base)


def _unused(rows: pd.DataFrame, base: Columns) -> list[Finding]:
    """Say which installations of the stock cannot work beside the others."""
    found = []
    collector_m2 = number(rows, "collector_m2")
    for i in np.flatnonzero((collector_m2 > 0.0) & (base["collector_m2"] == 0.0)):
        values = {"hot_water": str(base["hot_water"][i])}
        found.append(_note("NOM-N204", base, int(i), "collector_m2", f"{collector_m2[i]:g}", values))
    found += [
        _note("NOM-N205", base, int(i), "heating", str(base["ventilation"][i]), {})
        for i in np.flatnonzero(is_starved(base))
    ]
    radiator_kw = number(rows, "radiator_kw")
    for i in np.flatnonzero(np.isfinite(radiator_kw) & np.isnan(base["radiator_kw"])):
        values = {"heating": str(base["heating"][i])}
        found.append(_note("NOM-N206", base, int(i), "radiator_kw", f"{radiator_kw[i]:g}", values))
    found += _no_machine(base)
    for column, is_idle in idle_controls(base).items():
        word = text(rows, column)
        found += [
            _note("NOM-N208", base, int(i), column, str(word[i]), {})
            for i in np.flatnonzero(is_idle & ~np.isin(word, ("", "none")))
        ]
    no_network = (base["hot_water"] == "booster") & (base["heating"] != "district_heat")
    return found + [
        _note("NOM-N207", base, int(i), "hot_water", str(base["heating"][i]), {})
        for i in np.flatnonzero(no_network)
    ]


def _no_machine(base: Columns) -> list[Finding]:
    """Say which declarations have no heat pump to belong to."""
    has_pump = {
        "heat_pump_declared_cop": base["heat_pump"] != "",
        "hot_water_declared_cop": np.isin(base["hot_water"], _WATER_PUMPS),
    }
    return [
        _note("NOM-N209", base, int(i), column, f"{base[column][i]:g}", {"column": column})
        for column, has in has_pump.items()
        for i in np.flatnonzero(np.isfinite(base[column]) & ~has)
    ]


def _starved_by(base: Columns, part: Columns, package: Package) -> list[Finding]:
    """Say of how many dwellings a package leaves an exhaust-air heat pump without air."""
    starved = is_starved(part) & ~is_starved(base)
    if not starved.any():
        return []
    values = {"package": package.key}
    return [
        Finding("NOM-N210", Severity.NOTE, column="heating", value=str(int(starved.sum())), values=values)
    ]


def _note(code: str, base: Columns, i: int, column: str, value: str, values: dict[str, str]) -> Finding:
    place, row = str(base["dwelling_id"][i]), int(base["stock_row"][i])
    return Finding(code, Severity.NOTE, place=place, column=column, value=value, values=values, row=row)
