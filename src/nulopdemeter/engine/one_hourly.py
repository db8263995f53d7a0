"""Recorded hours of one dwelling → a table with a unit in every name, and its year's totals."""

import numpy as np
import pandas as pd

from nulopdemeter.dwelling.words import WITH_WATER
from nulopdemeter.engine.columns import column as column_or
from nulopdemeter.engine.elements import Floats
from nulopdemeter.engine.tables import read_table
from nulopdemeter.kernels import layout as at
from nulopdemeter.parameters import figures
from nulopdemeter.units import H_PER_YEAR, W_PER_KW

_NO_WATER_GAS = ("electric_boiler", "heat_pump_tank", "district_heat", "booster", "none")
_FROM_NETWORK = ("district_heat", "booster")
_POWERS = {
    "heat_demand_kw": at.H_HEAT_W,
    "cooling_kw": at.H_COOLING_W,
    "heat_pump_heat_kw": at.H_PUMP_HEAT_W,
    "heat_pump_electricity_kw": at.H_PUMP_EL_W,
    "backup_heat_kw": at.H_BACKUP_HEAT_W,
    "backup_input_kw": at.H_BACKUP_INPUT_W,
    "hot_water_kw": at.H_WATER_W,
    "hot_water_heat_kw": at.H_WATER_HEAT_W,
    "hot_water_input_kw": at.H_WATER_INPUT_W,
    "hot_water_electricity_kw": at.H_WATER_EL_W,
    "fans_kw": at.H_FANS_W,
    "auxiliary_kw": at.H_AUXILIARY_W,
    "household_kw": at.H_HOUSEHOLD_W,
    "pv_kw": at.H_PV_W,
    "net_kw": at.H_NET_W,
    "solar_kw": at.H_SOLAR_W,
    "internal_kw": at.H_INTERNAL_W,
    "heat_most_kw": at.H_HEAT_MOST_W,
    "collector_kw": at.H_COLLECTOR_W,
    "ev_kw": at.H_EV_W,
    "battery_charged_kw": at.H_CHARGED_W,
    "battery_discharged_kw": at.H_DISCHARGED_W,
    "curtailed_kw": at.H_CURTAILED_W,
    "ev_unmet_kw": at.H_EV_UNMET_W,
    "hot_water_unmet_kw": at.H_WATER_UNMET_W,
}
# Sums of the year under the names of the output columns.
_SUMS = {
    "heat_demand_kwh": "heat_demand_kw",
    "cooling_kwh": "cooling_kw",
    "heat_pump_heat_kwh": "heat_pump_heat_kw",
    "backup_heat_kwh": "backup_heat_kw",
    "hot_water_kwh": "hot_water_kw",
    "hot_water_electricity_kwh": "hot_water_electricity_kw",
    "fan_kwh": "fans_kw",
    "household_kwh": "household_kw",
    "electricity_use_kwh": "electricity_use_kw",
    "pv_kwh": "pv_kw",
    "import_kwh": "import_kw",
    "export_kwh": "export_kw",
    "district_heat_kwh": "district_heat_kw",
    "solar_kwh": "solar_kw",
    "internal_kwh": "internal_kw",
    "ev_kwh": "ev_kw",
    "battery_charged_kwh": "battery_charged_kw",
    "collector_kwh": "collector_kw",
    "curtailed_kwh": "curtailed_kw",
    "ev_unmet_kwh": "ev_unmet_kw",
    "hot_water_unmet_kwh": "hot_water_unmet_kw",
}


def hourly_frame(
    record: Floats,
    table: pd.DataFrame,
    index: pd.DatetimeIndex,
    outdoor_c: Floats,
    cooling_input_frac: float = 1.0,
) -> pd.DataFrame:
    """Turn recorded hours into a table.

    Parameters
    ----------
    record : ndarray, shape (8760, N_HOURLY)
        Columns of ``kernels.layout``.
    table : DataFrame
        The dwelling as one row: carriers and systems.
    index : DatetimeIndex
        Hour-ending stamps.
    outdoor_c : ndarray, shape (8760,)
        Mean outdoor temperature of each hour.
    cooling_input_frac : float
        Electricity per cooling.

    Returns
    -------
    DataFrame
        8,760 rows; powers are means over the hour, temperatures stand at its end.
    """
    row = table.iloc[0]
    carrier, heating, water = (str(row[c]) for c in ("backup_carrier", "heating", "hot_water"))
    has_pump = bool(str(row["heat_pump"]))
    # Heat that no water brings to the rooms has no supply temperature.
    has_water = heating in WITH_WATER and _source_kind(row) != "air_to_air"
    hours = pd.DataFrame({"outdoor_c": outdoor_c}, index=index.rename("hour_ending"))
    hours["air_c"] = record[:, at.H_AIR_C]
    hours["operative_c"] = record[:, at.H_OPERATIVE_C]
    hours["set_point_c"] = np.where(heating == "none", np.nan, record[:, at.H_SET_C])
    for name, column in _POWERS.items():
        hours[name] = record[:, column] / W_PER_KW
    hours["supply_c"] = np.where(has_water, record[:, at.H_FLOW_C], np.nan)
    runs = has_pump & (record[:, at.H_PUMP_HEAT_W] > 0.0)
    hours["cop"] = np.where(runs, record[:, at.H_COP], np.nan)
    hours["tank_c"] = np.where(float(row["tank_l"]) > 0.0, record[:, at.H_TANK_C], np.nan)
    burnt_kw = record[:, at.H_BACKUP_INPUT_W] / W_PER_KW
    water_kw = record[:, at.H_WATER_INPUT_W] / W_PER_KW
    hours["backup_electricity_kw"] = burnt_kw * (carrier == "electricity")
    hours["cooling_electricity_kw"] = hours["cooling_kw"] * cooling_input_frac
    gas_kw = burnt_kw * (carrier == "gas") + water_kw * (water not in _NO_WATER_GAS)
    # Cooking by the hour is not known: a steady flow with the right sum.
    c = figures("controls")
    cooking_kw = (
        c["cooking_gas_m3"] * c["gas_kwh_per_m3"] / H_PER_YEAR if bool(row["is_cooking_gas"]) else 0.0
    )
    hours["cooking_gas_kw"] = cooking_kw
    hours["gas_kw"] = gas_kw + cooking_kw
    hours["district_heat_kw"] = burnt_kw * (carrier == "heat") + water_kw * (water in _FROM_NETWORK)
    hours["electricity_use_kw"] = hours["net_kw"] + hours["pv_kw"]
    hours["battery_kwh"] = record[:, at.H_BATTERY_WH] / W_PER_KW
    hours["import_kw"] = hours["net_kw"].clip(lower=0.0)
    hours["export_kw"] = hours["import_kw"] - hours["net_kw"]
    hours["outdoor_air_w_per_k"] = record[:, at.H_AIR_FLOW_W_PER_K]
    return hours


def _source_kind(row: pd.Series) -> str:
    """Source of a heat pump: as a dwelling file says, or of its model; empty without one."""
    if "source_kind" in row:
        return str(row["source_kind"])
    return next(
        (r["source_kind"] for r in read_table("heat_pumps") if r["model"] == str(row["heat_pump"])), ""
    )


def year_facts(table: pd.DataFrame) -> dict[str, float]:
    """Return what is needed to recompute the balances of the hours without the engine.

    Parameters
    ----------
    table : DataFrame
        The dwelling as one row.

    Returns
    -------
    dict of str to float
        Heat in a m³ of gas, tank and battery as the engine takes them, and with 1 or 0 what its machines run on.
    """
    row, c, i = table.iloc[0], figures("controls"), figures("installations")
    carrier, heating, water = (str(row[name]) for name in ("backup_carrier", "heating", "hot_water"))
    litres = float(row["tank_l"])
    has_tank = litres > 0.0
    round_trip = column_or(table, "battery_round_trip_frac", i["battery_round_trip_frac"])
    month_h = H_PER_YEAR / 12.0
    return {
        "gas_kwh_per_m3": c["gas_kwh_per_m3"],
        "backup_is_gas": float(carrier == "gas"),
        "backup_is_district": float(carrier == "heat"),
        "backup_is_electric": float(carrier == "electricity"),
        "water_is_gas": float(water not in _NO_WATER_GAS),
        "water_is_district": float(water in _FROM_NETWORK),
        "heated_by_pump": float(heating == "heat_pump"),
        "water_by_pump": float(water == "heat_pump_tank"),
        "tank_l": litres,
        "tank_wh_per_k": litres * c["water_wh_per_lk"],
        "tank_loss_w_per_k": float(row["tank_loss_w_per_k"]) if has_tank else 0.0,
        "tank_ambient_c": c["tank_ambient_c"],
        "battery_capacity_kwh": float(column_or(table, "battery_kwh", 0.0)[0]),
        "battery_one_way_frac": float(round_trip[0]) ** 0.5,
        "battery_keeps_frac": (1.0 - i["battery_leak_month_frac"]) ** (1.0 / month_h),
    }


def year_totals(hours: pd.DataFrame, floor_area_m2: float, *, feels_air: bool = False) -> dict[str, float]:
    """Add the hours up.

    Parameters
    ----------
    hours : DataFrame
        From ``hourly_frame``.
    floor_area_m2 : float
        Of the dwelling.
    feels_air : bool
        Whether the thermostat feels the air, not the operative temperature: then too cold is about the air.

    Returns
    -------
    dict of str to float
        Energies [kWh], peaks [kW], gas [m³], extremes of temperature [°C], hours too warm and too cold [h],
        degree hours too cold [K·h].
    """
    c = figures("controls")
    totals = {name: float(hours[column].sum(skipna=False)) for name, column in _SUMS.items()}
    totals["heat_demand_kwh_per_m2"] = totals["heat_demand_kwh"] / floor_area_m2
    totals["gas_m3"] = float(hours["gas_kw"].sum(skipna=False)) / c["gas_kwh_per_m3"]
    totals["heat_pump_h"] = float((hours["heat_pump_heat_kw"] > 0.0).sum())
    totals["battery_loss_kwh"] = totals["battery_charged_kwh"] - float(hours["battery_discharged_kw"].sum())
    totals["self_use_kwh"] = totals["pv_kwh"] - totals["export_kwh"]
    gas_kwh = float(hours["gas_kw"].sum(skipna=False))
    # A car is no part of the house: zero on the meter is asked of building and household.
    net_kwh = float(hours["net_kw"].sum()) - totals["ev_kwh"]
    totals["net_kwh"] = net_kwh + gas_kwh + totals["district_heat_kwh"]
    for name, column in (
        ("peak_heat_kw", "heat_demand_kw"),
        ("peak_cooling_kw", "cooling_kw"),
        ("peak_import_kw", "import_kw"),
        ("peak_export_kw", "export_kw"),
    ):
        totals[name] = float(hours[column].max())
    totals["max_indoor_c"] = float(hours["operative_c"].max())
    totals["min_indoor_c"] = float(hours["operative_c"].min())
    totals["max_air_c"] = float(hours["air_c"].max())
    totals["min_air_c"] = float(hours["air_c"].min())
    totals["mean_air_c"] = float(hours["air_c"].mean())
    return totals | _comfort(hours, feels_air=feels_air)


def _comfort(hours: pd.DataFrame, *, feels_air: bool) -> dict[str, float]:
    """Hours too warm and too cold; without heating nothing is asked, so nothing is too cold."""
    c = figures("controls")
    operative_c = hours["operative_c"]
    felt_c = hours["air_c"] if feels_air else operative_c
    below_k = (hours["set_point_c"] - felt_c).fillna(0.0).clip(lower=0.0)
    return {
        "overheating_h": float((operative_c > c["overheating_limit_c"]).sum()),
        "overheating_25_h": float((operative_c > c["overheating_low_c"]).sum()),
        "overheating_27_h": float((operative_c > c["overheating_high_c"]).sum()),
        "unmet_h": float((below_k > c["unmet_margin_k"]).sum()),
        "underheating_kh": float(below_k.sum()),
    }
