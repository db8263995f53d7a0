"""Lay a package over dwellings: a measure acts only where it improves.

Of several measures for one part, the first that suits the building year is the dwelling's own.
"""

import numpy as np

from nulopdemeter.dwelling import stores
from nulopdemeter.dwelling.columns import Columns
from nulopdemeter.dwelling.declared import UNKNOWN, declared_heat, declared_water
from nulopdemeter.dwelling.heat_pump_words import convective_frac, is_starved, takes_exhaust_air
from nulopdemeter.dwelling.package import AUTO, Measure, Package
from nulopdemeter.dwelling.radiators import where_needed
from nulopdemeter.dwelling.services import heating_columns, hot_water_columns, tank_loss_w_per_k
from nulopdemeter.dwelling.shell import bridges
from nulopdemeter.dwelling.tables import lookup
from nulopdemeter.dwelling.ventilation import canonical, fan_w, ventilation_m3_per_h
from nulopdemeter.dwelling.words import FACES, PARTS
from nulopdemeter.parameters import value

_RC = {"wall": "rc_wall_m2k_per_w", "roof": "rc_roof_m2k_per_w", "floor": "rc_floor_m2k_per_w"}
_TINY = 1e-9
_PUMPS = ("heat_pump", "hybrid")
_STORES = ("solar_boiler", "shower_recovery", "battery", "car_charger", "control")


def apply_package(base: Columns, package: Package) -> Columns:
    """Return the dwellings as they are with a package.

    Parameters
    ----------
    base : dict
        Columns of the dwellings as they are now, with ``is_monument``.
    package : Package
        What is done.

    Returns
    -------
    dict
        Columns with the package; also ``is_applicable``, ``reason`` and ``measure_<part>``.
    """
    out = dict(base)
    out["reason"] = reasons(base, package)
    out["is_applicable"] = out["reason"] == ""
    n = len(out["reason"])
    out |= {f"measure_{part}": np.zeros(n, dtype=bool) for part in PARTS}
    claimed = {part: np.zeros(n, dtype=bool) for part in PARTS}
    for measure in sorted(package.measure, key=lambda one: PARTS.index(one.part)):
        own = suits(base, measure) & ~claimed[measure.part]
        claimed[measure.part] |= own
        acts = out["is_applicable"] & own & _improves(base, out, measure)
        out[f"measure_{measure.part}"] = out[f"measure_{measure.part}"] | acts
        if acts.any():
            out |= _changed(out, measure, acts)
    out |= _bridges(out, package)
    return out | where_needed(out)


def reasons(base: Columns, package: Package) -> np.ndarray:
    """Say why a package does not fit.

    Parameters
    ----------
    base : dict
        Columns of the dwellings as they are now, with ``is_monument``.
    package : Package
        What would be done.

    Returns
    -------
    numpy.ndarray of str, shape (n,)
        Key of a text in ``language``; empty where the package fits.
    """
    reason = np.full(len(base["heating"]), "", dtype=object)
    if not package.allows_monument:
        reason[base["is_monument"]] = "package.reason.monument"
    for heating in package.not_for_heating:
        reason[base["heating"] == heating] = f"package.reason.{heating}"
    reason[~np.isin(base["dwelling_type"], package.valid_for)] = "package.reason.type"
    return reason


def suits(columns: Columns, measure: Measure) -> np.ndarray:
    """Say which dwellings a measure is meant for, by building year.

    Parameters
    ----------
    columns : dict
        Columns of the dwelling table.
    measure : Measure
        The measure.

    Returns
    -------
    numpy.ndarray of bool, shape (n,)
        Whether the building year lies in its range.
    """
    year = columns["build_year"]
    mask = np.ones(len(year), dtype=bool)
    if measure.built_from_year is not None:
        mask &= year >= measure.built_from_year
    if measure.built_to_year is not None:
        mask &= year <= measure.built_to_year
    return mask


def _improves(base: Columns, out: Columns, measure: Measure) -> np.ndarray:
    part = measure.part
    if part in _RC:
        now = base[_RC[part]]
        limit = measure.rc_m2k_per_w if measure.rc_below_m2k_per_w is None else measure.rc_below_m2k_per_w
        return (now < measure.rc_m2k_per_w) & (now < limit) & (_area(base, part) > 0.0)
    if part in ("window", "door"):
        now = base[f"u_{part}_w_per_m2k"]
        limit = measure.u_w_per_m2k if measure.u_above_w_per_m2k is None else measure.u_above_w_per_m2k
        return (now > measure.u_w_per_m2k) & (now > limit) & (_area(base, part) > 0.0)
    if part == "airtightness":
        return np.asarray(base["qv10_dm3_per_s_m2"] > measure.qv10_dm3_per_s_m2)
    if part == "pv":
        return _pv_kwp(base, measure) > base["pv_kwp"] + _TINY
    if part == "cooking":
        return np.asarray(base["is_cooking_gas"])
    if part in _STORES:
        return stores.improves(base, out, measure)
    if part == "heating":
        # Ventilation comes before: a machine whose air it takes away makes room for that of the package.
        own = np.array([measure.heat_pump or ""], dtype=object)
        is_other = measure.system in _PUMPS and not takes_exhaust_air(own)[0]
        return _outranks(base, measure) | (is_starved(out) & is_other)
    return _outranks(base, measure)


def _outranks(base: Columns, measure: Measure) -> np.ndarray:
    """Compare systems by rank; equal ventilation is better with more heat recovery."""
    part, system = measure.part, canonical(np.array([measure.system], dtype=object))
    name = {"ventilation": "ventilation_systems", "heating": "dwelling_heating"}.get(
        part, "dwelling_hot_water"
    )
    now, then = lookup(name, "rank", base[part]), lookup(name, "rank", system)[0]
    better = now < then
    if part == "ventilation" and measure.recovery_frac is not None:
        better |= (now == then) & (base["recovery_frac"] < measure.recovery_frac)
    return np.asarray(better)


def _area(columns: Columns, part: str) -> np.ndarray:
    """Return the area of a part of the shell in m2."""
    if part == "roof":
        return columns["roof_area_m2"]
    if part == "floor":
        return columns["ground_floor_area_m2"]
    faces = ("front", "back") if part == "door" else FACES
    return np.asarray(sum(columns[f"{part}_{face}_m2"] for face in faces))


def _changed(out: Columns, measure: Measure, acts: np.ndarray) -> Columns:
    """Return the columns that a measure sets, with its values where it acts."""
    new = _new_values(out, measure)
    return {name: np.where(acts, values, out[name]) for name, values in new.items()}


def _new_values(out: Columns, measure: Measure) -> Columns:
    part = measure.part
    if part in _RC:
        return {_RC[part]: np.asarray(measure.rc_m2k_per_w)}
    if part == "window":
        u, g = np.asarray(measure.u_w_per_m2k), np.asarray(measure.g_window_frac)
        return {"u_window_w_per_m2k": u, "g_window_frac": g}
    if part == "door":
        return {"u_door_w_per_m2k": np.asarray(measure.u_w_per_m2k)}
    if part == "airtightness":
        return {"qv10_dm3_per_s_m2": np.asarray(measure.qv10_dm3_per_s_m2)}
    if part == "ventilation":
        return _new_air(out, measure)
    if part == "heating":
        return _new_heat(out, measure)
    if part == "hot_water":
        return _new_hot_water(out, measure)
    if part == "pv":
        is_fixed = measure.pv_target == "fixed"
        kwp = _pv_kwp(out, measure) if is_fixed else out["pv_kwp"]
        return {"pv_kwp": kwp, "pv_target": np.asarray(measure.pv_target, dtype=object)}
    if part in _STORES:
        return stores.new_values(out, measure)
    more = value("residents", "induction_kwh")
    use = out["household_electricity_kwh"] + more
    return {"is_cooking_gas": np.asarray(False), "household_electricity_kwh": use}


def _pv_kwp(columns: Columns, measure: Measure) -> np.ndarray:
    """Return the power that a measure aims at, limited by the roof."""
    wanted = np.inf if measure.pv_kwp is None else measure.pv_kwp
    return np.minimum(columns["pv_max_kwp"], wanted)


def _new_air(out: Columns, measure: Measure) -> Columns:
    n = len(out["floor_area_m2"])
    system = canonical(np.full(n, measure.system, dtype=object))
    usual = lookup("ventilation_systems", "recovery_frac", system)
    recovery = usual if measure.recovery_frac is None else np.full(n, measure.recovery_frac)
    return {
        "ventilation": system,
        "ventilation_m3_per_h": ventilation_m3_per_h(system, out["floor_area_m2"]),
        "recovery_frac": recovery,
        "has_bypass": recovery > 0.0,
        "fan_w": fan_w(system, out["floor_area_m2"], np.ones(n, dtype=bool)),
    }


def _new_heat(out: Columns, measure: Measure) -> Columns:
    n = len(out["floor_area_m2"])
    heating = np.full(n, measure.system, dtype=object)
    new = {"heating": heating, **heating_columns(heating)}
    if measure.heat_pump is not None:
        new["heat_pump"] = np.full(n, measure.heat_pump, dtype=object)
    if measure.heat_pump_kw is not None:
        new["heat_pump_kw"] = np.full(n, measure.heat_pump_kw)
    if measure.backup_kw is not None:
        new["backup_kw"] = np.full(n, measure.backup_kw)
    if measure.supply_c is not None:
        new["design_supply_c"] = _supply_c(out, measure.supply_c)
    if measure.quiet_frac is not None:
        new["heat_pump_quiet_frac"] = np.full(n, measure.quiet_frac)
    if measure.hybrid_rule is not None:
        new["hybrid_rule"] = np.full(n, measure.hybrid_rule, dtype=object)
    new["emitter_convective_frac"] = convective_frac(heating, new["heat_pump"])
    if measure.emitter_convective_frac is not None:
        new["emitter_convective_frac"] = np.full(n, measure.emitter_convective_frac)
    supply_c = new.get("design_supply_c", out["design_supply_c"])
    return new | declared_heat(measure, new["heat_pump"], supply_c)


def _supply_c(out: Columns, supply_c: float | str) -> np.ndarray:
    """Return the design supply temperature; NaN asks for what the present radiators need.

    Without radiators there is nothing to follow: the new ones are made for the supply of new dwellings.
    """
    if supply_c != AUTO:
        return np.asarray(np.minimum(out["design_supply_c"], supply_c))
    has = np.isfinite(out["radiator_kw"])
    return np.where(has, np.nan, value("dwelling", "supply_new_c"))


def _new_hot_water(out: Columns, measure: Measure) -> Columns:
    n = len(out["floor_area_m2"])
    hot_water = np.full(n, measure.system, dtype=object)
    # A tank on a heat pump that was there already takes over nothing that the package knows.
    is_known = out["measure_heating"] | (out["heat_pump"] == "")
    model = np.where(is_known, out["heat_pump"], UNKNOWN)
    new = {"hot_water": hot_water, **hot_water_columns(hot_water), **declared_water(measure, model)}
    if measure.tank_l is not None:
        new["tank_l"] = np.full(n, measure.tank_l)
        new["tank_loss_w_per_k"] = tank_loss_w_per_k(new["tank_l"])
    collector_m2 = out["collector_m2"]
    if measure.system == "solar_combi":
        collector_m2 = np.where(collector_m2 > 0.0, collector_m2, value("installations", "collector_m2"))
    # A collector that is there stays where the new system has a tank for it.
    new["collector_m2"] = np.where(new["tank_l"] > 0.0, collector_m2, 0.0)
    return new


def _bridges(out: Columns, package: Package) -> Columns:
    """Follow the new mean U with the general surcharge, or take what the package details."""
    surcharge = bridges(out)
    for measure in package.measure:
        if measure.bridge_w_per_m2k is not None:
            detailed = out[f"measure_{measure.part}"]
            surcharge = np.where(detailed, np.minimum(surcharge, measure.bridge_w_per_m2k), surcharge)
    return {"bridge_w_per_m2k": surcharge}
