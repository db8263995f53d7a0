"""What passes the meters in a year, and month by month."""

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from nulopdemeter.balance.nom import verdict
from nulopdemeter.dwelling.tables import lookup, lookup_text
from nulopdemeter.engine import Simulated
from nulopdemeter.engine.emitters import design_supply_c
from nulopdemeter.kernels import layout as at
from nulopdemeter.parameters import figures
from nulopdemeter.units import W_PER_KW

Floats = NDArray[np.float64]
# Hot water that takes heat from a network.
_FROM_NETWORK = ("district_heat", "booster")
_DAYS = np.array([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]) / 365.0


class Balance(NamedTuple):
    """The year of every row of the dwelling table.

    Attributes
    ----------
    meter : DataFrame
        One row a dwelling and package: yearly energy per carrier, verdict, peaks and comfort.
    monthly : dict of str to ndarray, shape (n, 12)
        ``heat_demand_kwh``, ``electricity_use_kwh``, ``pv_kwh``, ``import_kwh``, ``export_kwh``, ``gas_m3``.
    """

    meter: pd.DataFrame
    monthly: dict[str, Floats]


def _carriers(table: pd.DataFrame, kwh: Floats) -> dict[str, Floats]:
    """Monthly energy by carrier and use, shape (n, 12) each [kWh, gas in m³]."""
    c = figures("controls")
    carrier = table["backup_carrier"].to_numpy(str)
    water = table["hot_water"].to_numpy(str)
    burnt = kwh[..., at.M_BACKUP_INPUT]
    heated = kwh[..., at.M_WATER_INPUT]
    space_gas = burnt * (carrier == "gas")[:, None]
    space_heat = burnt * (carrier == "heat")[:, None]
    water_heat = heated * (np.isin(water, _FROM_NETWORK))[:, None]
    by_pump_or_element = np.isin(water, ("electric_boiler", "heat_pump_tank", *_FROM_NETWORK))
    water_gas = heated * ~by_pump_or_element[:, None]
    cooks = table["is_cooking_gas"].to_numpy(bool)[:, None]
    cooking_m3 = np.broadcast_to(cooks * c["cooking_gas_m3"] * _DAYS, burnt.shape)
    return {
        "heating_electricity_kwh": kwh[..., at.M_PUMP_EL] + burnt * (carrier == "electricity")[:, None],
        "hot_water_electricity_kwh": kwh[..., at.M_WATER_EL],
        "heating_gas_kwh": space_gas,
        "hot_water_gas_kwh": water_gas,
        "heating_heat_kwh": space_heat,
        "hot_water_heat_kwh": water_heat,
        "cooking_gas_kwh": cooking_m3 * c["gas_kwh_per_m3"],
        "gas_m3": (space_gas + water_gas) / c["gas_kwh_per_m3"] + cooking_m3,
    }


def _comfort(table: pd.DataFrame, simulated: Simulated, hours: Floats) -> dict[str, Floats]:
    """Peaks, warmth and cold of the year."""
    limit_c = int(figures("controls")["overheating_limit_c"])
    over = {25: at.M_OVER_25_H, 26: at.M_OVER_26_H, 27: at.M_OVER_27_H}
    extremes = simulated.year.extremes
    return {
        "peak_import_kw": extremes[:, at.X_IMPORT] / W_PER_KW,
        "peak_export_kw": extremes[:, at.X_EXPORT] / W_PER_KW,
        "peak_heat_kw": extremes[:, at.X_HEAT] / W_PER_KW,
        "unmet_h": hours[:, at.M_UNMET_H],
        "underheating_kh": hours[:, at.M_UNDER_KH],
        "overheating_h": hours[:, over[limit_c]],
        "overheating_25_h": hours[:, at.M_OVER_25_H],
        "overheating_27_h": hours[:, at.M_OVER_27_H],
        "max_indoor_c": extremes[:, at.X_OP_MAX],
        "min_indoor_c": extremes[:, at.X_OP_MIN],
    }


def _spf(year: Floats, is_pump: NDArray[np.bool_], is_water: NDArray[np.bool_]) -> Floats:
    """Heat per electricity of heat pump and its element over the year, with the hot water that it makes."""
    heat = year[:, at.M_PUMP_HEAT] + year[:, at.M_WATER_HEAT] * is_water + year[:, at.M_BACKUP_HEAT] * is_pump
    used = year[:, at.M_PUMP_EL] + year[:, at.M_WATER_EL] * is_water + year[:, at.M_BACKUP_INPUT] * is_pump
    has = year[:, at.M_PUMP_HEAT] > 0.0
    return np.asarray(np.divide(heat, used, out=np.full(len(year), np.nan), where=has & (used > 0.0)))


def _supply_c(table: pd.DataFrame, simulated: Simulated) -> Floats:
    """Supply temperature that was used; none where no water is warmed."""
    found = design_supply_c(table, simulated.design_load_w)
    has_water = lookup("dwelling_heating", "has_radiators", table["heating"].to_numpy(object)) > 0.0
    is_split = lookup_text("heat_pumps", "source_kind", table["heat_pump"].to_numpy(object)) == "air_to_air"
    return np.where(has_water & ~is_split, found, np.nan)


def balance(table: pd.DataFrame, simulated: Simulated) -> Balance:
    """Add the simulated year up to what the meters show.

    Parameters
    ----------
    table : DataFrame
        ``Dwellings.table``.
    simulated : Simulated
        Its year, row for row.

    Returns
    -------
    Balance
        Yearly and monthly; a failed dwelling has NaN.
    """
    kwh = simulated.year.monthly / W_PER_KW
    year = kwh.sum(1)
    parts = _carriers(table, kwh)
    yearly = {name: values.sum(1) for name, values in parts.items()}
    auxiliary = year[:, at.M_AUXILIARY] + year[:, at.M_COOLING_EL]
    battery_loss = year[:, at.M_CHARGED] - year[:, at.M_DISCHARGED]
    use = (
        yearly["heating_electricity_kwh"]
        + yearly["hot_water_electricity_kwh"]
        + year[:, at.M_FANS]
        + auxiliary
        + year[:, at.M_HOUSEHOLD]
        + year[:, at.M_EV]
        + battery_loss
    )
    is_pump = table["heating"].to_numpy(str) == "heat_pump"
    meter = {
        "heat_demand_kwh": year[:, at.M_HEAT],
        "heat_demand_kwh_per_m2": year[:, at.M_HEAT] / table["floor_area_m2"].to_numpy(float),
        "heat_pump_heat_kwh": year[:, at.M_PUMP_HEAT],
        "backup_heat_kwh": year[:, at.M_BACKUP_HEAT],
        "hot_water_kwh": year[:, at.M_WATER],
        "hot_water_unmet_kwh": year[:, at.M_WATER_UNMET],
        "gas_m3": yearly["gas_m3"],
        "district_heat_kwh": yearly["heating_heat_kwh"] + yearly["hot_water_heat_kwh"],
        "electricity_use_kwh": use,
        "heating_electricity_kwh": yearly["heating_electricity_kwh"],
        "hot_water_electricity_kwh": yearly["hot_water_electricity_kwh"],
        "fan_kwh": year[:, at.M_FANS],
        "auxiliary_kwh": auxiliary,
        "household_kwh": year[:, at.M_HOUSEHOLD],
        "ev_kwh": year[:, at.M_EV],
        "ev_unmet_kwh": year[:, at.M_EV_UNMET],
        "battery_charged_kwh": year[:, at.M_CHARGED],
        "battery_loss_kwh": battery_loss,
        "collector_kwh": year[:, at.M_COLLECTOR],
        "curtailed_kwh": year[:, at.M_CURTAILED],
        "heat_pump_h": year[:, at.M_PUMP_H] * W_PER_KW,
        "pv_kwp": np.where(simulated.year.failed, np.nan, simulated.pv_kwp),
        "pv_area_m2": simulated.pv_kwp * W_PER_KW / figures("dwelling")["pv_power_w_per_m2"],
        "heat_pump_kw": simulated.heat_pump_kw,
        "design_load_kw": simulated.design_load_w / W_PER_KW,
        "design_supply_c": _supply_c(table, simulated),
        "pv_kwh": year[:, at.M_PV],
        "self_use_kwh": year[:, at.M_PV] - year[:, at.M_EXPORT],
        "import_kwh": year[:, at.M_IMPORT],
        "export_kwh": year[:, at.M_EXPORT],
        **verdict(
            yearly, year[:, at.M_FANS] + auxiliary + battery_loss, year[:, at.M_HOUSEHOLD], year[:, at.M_PV]
        ),
        **_comfort(table, simulated, year * W_PER_KW),
        "spf": _spf(year, is_pump, table["hot_water"].to_numpy(str) == "heat_pump_tank"),
    }
    monthly = {
        "heat_demand_kwh": kwh[..., at.M_HEAT],
        "electricity_use_kwh": kwh[..., at.M_IMPORT] - kwh[..., at.M_EXPORT] + kwh[..., at.M_PV],
        "pv_kwh": kwh[..., at.M_PV],
        "import_kwh": kwh[..., at.M_IMPORT],
        "export_kwh": kwh[..., at.M_EXPORT],
        "gas_m3": parts["gas_m3"],
    }
    return Balance(pd.DataFrame(meter, index=table.index), monthly)
