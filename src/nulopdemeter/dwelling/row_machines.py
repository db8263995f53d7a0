"""What a row of the dwelling table may hold about machines, as tables of a dwelling file."""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from nulopdemeter.dwelling.file_pump import FROM_TANK
from nulopdemeter.dwelling.tables import lookup_text
from nulopdemeter.parameters import figures

Table = dict[str, Any]
# The slopes of a stock are no steeper.
_STEEPEST_DEG = 45.0


def _number(r: Mapping[str, Any], name: str) -> float:
    """Return a number that a row may lack; not given and not a number are 0."""
    value = float(r.get(name, 0.0))
    return value if math.isfinite(value) else 0.0


def pump_keys(r: Mapping[str, Any]) -> Table:
    """Return what a row may hold about a heat pump beyond its model and size.

    Parameters
    ----------
    r : Mapping
        Row.

    Returns
    -------
    dict
        Keys of ``[heating]``.
    """
    found: Table = {}
    if not str(r["heat_pump"]):
        return found
    if str(r["heating"]) == "hybrid" and r.get("hybrid_rule"):
        found["hybrid_rule"] = str(r["hybrid_rule"])
    if _number(r, "heat_pump_quiet_frac") > 0.0:
        found |= {"quiet_mode": True, "quiet_frac": _number(r, "heat_pump_quiet_frac")}
    return found


def warms_air(r: Mapping[str, Any]) -> bool:
    """Tell whether the heat pump of a row warms air and makes no water.

    Parameters
    ----------
    r : Mapping
        Row.

    Returns
    -------
    bool
        False without a heat pump.
    """
    word = np.array([str(r["heat_pump"])], dtype=object)
    return bool(lookup_text("heat_pumps", "source_kind", word)[0] == "air_to_air")


def water_table(r: Mapping[str, Any]) -> Table:
    """Return the hot water of a row.

    Parameters
    ----------
    r : Mapping
        Row.

    Returns
    -------
    dict
        ``[hot_water]``. A solar collector lies as the panels do.
    """
    system, litres = str(r["hot_water"]), float(r["tank_l"])
    # Without a tank a solar boiler is a combi boiler, and an electric boiler heats what flows through it.
    is_plain = system == "solar_combi" and litres <= 0.0
    found: Table = {
        "system": "combi" if is_plain else system,
        "draw_l_per_day": float(r["hot_water_l_per_day"]),
    }
    if system not in ("heat_pump_tank", "booster"):
        found["efficiency_frac"] = float(r["hot_water_efficiency_frac"])
    if litres > 0.0:
        found |= {"tank_l": litres, "tank_loss_w_per_k": float(r["tank_loss_w_per_k"])}
    given = "collector_m2" in r and math.isfinite(float(r["collector_m2"]))
    area_m2 = _number(r, "collector_m2")
    if litres > 0.0 and (area_m2 > 0.0 or (system == "solar_combi" and not given)):
        azimuth, usual_deg = float(r["pv_azimuth_deg"]), figures("installations")["collector_azimuth_deg"]
        found |= {
            "collector_tilt_deg": min(float(r["pv_tilt_deg"]), _STEEPEST_DEG),
            "collector_azimuth_deg": azimuth if math.isfinite(azimuth) else usual_deg,
        }
    if litres > 0.0 and given:
        found["collector_m2"] = area_m2
    if _number(r, "shower_recovery_frac") > 0.0:
        found["shower_recovery_frac"] = _number(r, "shower_recovery_frac")
    return found


def _has_panels(r: Mapping[str, Any]) -> bool:
    return math.isfinite(float(r["pv_kwp"])) and float(r["pv_kwp"]) > 0.0


def _smart(r: Mapping[str, Any]) -> str:
    """Word for the smart control of a row, as far as it has something to act on."""
    word = str(r.get("smart_control", "none")) or "none"
    kept = str(r["hot_water"]) in FROM_TANK and float(r["tank_l"]) > 0.0
    if not (kept or str(r["heat_pump"])):
        return "none"
    return word if _has_panels(r) else {"sun": "none", "both": "price"}.get(word, word)


def store_tables(r: Mapping[str, Any]) -> Table:
    """Return battery, car, grid and controls of a row.

    Parameters
    ----------
    r : Mapping
        Row.

    Returns
    -------
    dict
        Tables of the file; none of what the row does not hold.
    """
    found: Table = {}
    if _number(r, "battery_kwh") > 0.0:
        found["battery"] = {"capacity_kwh": _number(r, "battery_kwh")}
        if math.isfinite(float(r.get("battery_age_years", math.nan))):
            found["battery"]["age_years"] = float(r["battery_age_years"])
        if _number(r, "battery_round_trip_frac") > 0.0:
            found["battery"]["round_trip_frac"] = _number(r, "battery_round_trip_frac")
        if r.get("battery_control"):
            found["battery"]["control"] = str(r["battery_control"])
    if _number(r, "ev_kwh") > 0.0:
        found["car"] = {"kwh_per_year": _number(r, "ev_kwh")}
        if r.get("ev_control"):
            found["car"]["control"] = str(r["ev_control"])
    smart = _smart(r)
    if smart != "none":
        found["control"] = {"smart": smart}
    if not _has_panels(r):
        return found
    grid = {
        key: float(r[name])
        for key, name in (("voltage_frac", "pv_voltage_frac"), ("export_limit_kw", "export_limit_kw"))
        if name in r and math.isfinite(float(r[name]))
    }
    if _number(r, "stops_export_frac") > 0.0:
        grid["stops_export_at_negative_price"] = True
    return found | ({"grid": grid} if grid else {})
