"""What a dwelling file says about its machines beyond a row of a stock → columns, sizes, rows and hours."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from nulopdemeter.dwelling.file import DwellingFile
from nulopdemeter.dwelling.file_air import taken_out_share_frac
from nulopdemeter.dwelling.file_defaults_machines import OWN, points_row
from nulopdemeter.dwelling.file_machines import Battery, Car, Control, Grid, Heating, HotWater
from nulopdemeter.dwelling.words import WITH_WATER
from nulopdemeter.engine.elements import Floats
from nulopdemeter.engine.emitters import power_fit, supply_c
from nulopdemeter.engine.hot_water import starts_below_c
from nulopdemeter.engine.one_air import mean_flow_m3_per_h
from nulopdemeter.engine.one_sun import SunPlane
from nulopdemeter.engine.tables import read_table
from nulopdemeter.kernels import layout as at
from nulopdemeter.parameters import figures
from nulopdemeter.units import DAYS_PER_YEAR, H_PER_DAY, H_PER_YEAR, W_PER_KW

_EMITTER = (at.EMITTER_W_PER_K, at.EMITTER_ROOT, at.EMITTER_SQ)


def pump_model(heating: Heating) -> Mapping[str, str] | None:
    """Return the heat pump of a file as a row of ``heat_pumps.csv``.

    Parameters
    ----------
    heating : Heating
        Filled in.

    Returns
    -------
    Mapping of str to str, or None
        Its own points, or a model; None without a heat pump.
    """
    if heating.points is not None:
        return points_row(heating)
    return next((r for r in read_table("heat_pumps") if r["model"] == heating.heat_pump), None)


def machine_columns(file: DwellingFile) -> dict[str, object]:
    """Return the columns of the dwelling table that a stock need not have.

    Parameters
    ----------
    file : DwellingFile
        Filled in.

    Returns
    -------
    dict of str to object
        ``engine.simulate.READS_IF_THERE``, and what the heat pump is called.
    """
    heating, water = file.heating or Heating(), file.hot_water or HotWater(system="none")
    battery, car, grid = file.battery, file.car, file.grid or Grid()
    quiet = figures("installations")["quiet_frac"] if heating.quiet_frac is None else heating.quiet_frac
    model = pump_model(heating)
    columns: dict[str, object] = {
        "source_kind": "" if model is None else model["source_kind"],
        "heat_pump": OWN if heating.points is not None else heating.heat_pump or "",
        "hybrid_rule": heating.hybrid_rule or "cost",
        "heat_pump_quiet_frac": quiet if heating.quiet_mode else 0.0,
        "exhaust_air_m3_per_h": heating.exhaust_air_m3_per_h
        or taken_out_share_frac(file.air) * mean_flow_m3_per_h(file.air),
        "collector_m2": water.collector_m2 or 0.0,
        "shower_recovery_frac": water.shower_recovery_frac or 0.0,
        "smart_control": (file.control or Control()).smart,
        "pv_voltage_frac": np.inf if grid.voltage_frac is None else grid.voltage_frac,
        "export_limit_kw": np.nan if grid.export_limit_kw is None else grid.export_limit_kw,
        "stops_export_frac": float(grid.stops_export_at_negative_price),
    }
    if battery is not None:
        columns |= {
            "battery_kwh": battery.capacity_kwh,
            "battery_age_years": battery.age_years,
            "battery_round_trip_frac": battery.round_trip_frac,
            "battery_control": battery.control,
        }
    if car is not None:
        columns |= {"ev_kwh": car.kwh_per_year, "ev_control": car.control}
    return columns


def sized(file: DwellingFile, table: pd.DataFrame, load_w: Floats) -> pd.DataFrame:
    """Give the dwelling the sizes that follow from its heat loss.

    Parameters
    ----------
    file : DwellingFile
        Filled in.
    table : DataFrame
        From ``one_services.services_table``.
    load_w : ndarray, shape (1,)
        Heat loss at design conditions.

    Returns
    -------
    DataFrame
        With the supply temperature at which the emitters carry that loss, within what the machine makes, and with
        the heat pump whose full load is the loss at the bivalent temperature.
    """
    heating, i = file.heating, figures("installations")
    assert heating is not None
    model = pump_model(heating)
    if heating.design_supply_c == "auto":
        most_c = i["supply_most_c"]
        if model is not None and heating.generator == "heat_pump":
            most_c = min(most_c, float(model["max_supply_c"]))
        power, spread_k = _emitter_kind(heating)
        rated_w = np.array([W_PER_KW * float(heating.radiator_kw or 0.0)])
        wanted_c = supply_c(load_w, rated_w, power, spread_k)
        table = table.assign(design_supply_c=np.clip(wanted_c, i["supply_least_c"], most_c))
    if heating.sizing == "bivalent" and model is not None:
        table = table.assign(heat_pump_kw=_bivalent_kw(heating, model, table, load_w))
    return table


def _emitter_kind(heating: Heating) -> tuple[float, float]:
    """Exponent of the emitters, and what their water cools."""
    i = figures("installations")
    if heating.emitter == "floor":
        return i["floor_emitter_power"], i["floor_spread_k"]
    if heating.emitter == "air":
        return i["air_emitter_exponent"], i["emitter_spread_k"]
    return figures("controls")["emitter_power"], i["emitter_spread_k"]


def _bivalent_kw(heating: Heating, model: Mapping[str, str], table: pd.DataFrame, load_w: Floats) -> Floats:
    """Heat at −7/35 of the machine whose full load is the heat loss at the bivalent temperature."""
    c, i = figures("controls"), figures("installations")
    out_c = float(heating.bivalent_c or 0.0)
    share = (c["room_c"] - out_c) / (c["room_c"] - c["design_outdoor_c"])
    span_k = table["design_supply_c"].to_numpy(float) - c["room_c"]
    flow_c = np.maximum(c["room_c"] + span_k * share ** (1.0 / c["emitter_power"]), least_supply_c(heating))
    if model["source_kind"] == "air_to_air":
        flow_c = np.full(1, i["split_room_c"])
    by_source = 1.0 + float(model["capacity_source_slope_per_k"]) * (out_c - i["pump_rated_source_c"])
    by_flow = 1.0 + float(model["capacity_supply_slope_per_k"]) * (flow_c - i["pump_rated_flow_c"])
    return np.asarray(share * load_w / W_PER_KW / (by_source * by_flow))


def least_supply_c(heating: Heating) -> float:
    """Return the least supply temperature of the heating curve.

    Parameters
    ----------
    heating : Heating
        Filled in.

    Returns
    -------
    float
        [°C].
    """
    given = heating.least_supply_c
    return figures("controls")["least_flow_c"] if given is None else given


def machine_rows(out: Floats, file: DwellingFile) -> None:
    """Fill the rows that only a file can set; those of a stock stand in them already.

    Parameters
    ----------
    out : ndarray, shape (1, rows)
        Receives them.
    file : DwellingFile
        Filled in.
    """
    heating, water = file.heating, file.hot_water
    assert heating is not None
    assert water is not None
    _emitter_rows(out, heating)
    _pump_rows(out, heating)
    _tank_rows(out, water)
    if file.battery is not None:
        _battery_rows(out, file.battery)
    if file.car is not None:
        _car_rows(out, file.car)
    if file.control is not None and file.control.smart != "none":
        _control_rows(out, file.control)


def _emitter_rows(out: Floats, heating: Heating) -> None:
    """Bound the heat of the emitters: by the water of the heating curve, by their size, or not at all."""
    limit_kw = heating.capacity_kw if heating.radiator_kw is None else heating.radiator_kw
    unlimited_w = figures("dwelling_file")["unlimited_w"]
    out[:, at.HEATING_MAX_W] = unlimited_w if limit_kw is None else limit_kw * W_PER_KW
    out[:, [*_EMITTER, at.EMITTER_SPREAD_K]] = 0.0
    if heating.radiator_kw is None or heating.generator != "heat_pump":
        return
    power, spread_k = _emitter_kind(heating)
    per_k = heating.radiator_kw * W_PER_KW / figures("installations")["radiator_rated_k"] ** power
    out[:, at.HEATING_MAX_W] = 0.0
    for row, factor in zip(_EMITTER, power_fit(power), strict=True):
        out[:, row] = per_k * factor
    out[:, at.EMITTER_SPREAD_K] = 0.5 * spread_k


def _pump_rows(out: Floats, heating: Heating) -> None:
    model = pump_model(heating)
    if heating.least_supply_c is not None:
        out[:, at.FLOW_MIN_C] = heating.least_supply_c
    if heating.hybrid_switch_c is not None:
        out[:, at.ROOM_ABOVE_C] = heating.hybrid_switch_c
    if heating.hybrid_least_cop is not None:
        out[:, at.PUMP_MOST_INPUT] = 1.0 / heating.hybrid_least_cop
    if model is None:
        return
    points = heating.points
    if points is not None and points.modulation_least_frac is not None:
        rated_w = np.maximum(out[:, at.PUMP_CAPACITY_W], 1.0)
        out[:, at.PUMP_LEAST_PER_W] = points.modulation_least_frac / rated_w
    if points is not None and points.cycling_frac is not None:
        out[:, at.PUMP_CYCLING_FRAC] = points.cycling_frac


def _tank_rows(out: Floats, water: HotWater) -> None:
    c = figures("controls")
    if water.tank_set_c is not None:
        out[:, at.TANK_SET_C] = water.tank_set_c
        least_c = min(c["tank_least_c"], water.tank_set_c - c["tank_band_k"])
        out[:, at.TANK_MIN_C] = least_c
        out[:, at.TANK_ON_BELOW_C] = starts_below_c(water.tank_set_c, least_c)
        flow_c = np.minimum(water.tank_set_c + c["tank_lift_k"], out[:, at.PUMP_MAX_FLOW_C])
        out[:, at.WATER_FLOW_C] = flow_c
    if water.tank_element_kw is not None:
        out[:, at.TANK_ELEMENT_W] = water.tank_element_kw * W_PER_KW
        is_heater = out[:, at.ELEMENT_HEATS] > 0.0
        out[is_heater, at.WATER_MAX_W] = out[is_heater, at.TANK_ELEMENT_W]
    if water.legionella_c is not None:
        out[:, at.TANK_LEGIONELLA_C] = water.legionella_c


def _battery_rows(out: Floats, battery: Battery) -> None:
    out[:, at.BATTERY_W] = W_PER_KW * float(battery.power_kw or 0.0)
    out[:, at.STANDBY_W] += float(battery.standby_w or 0.0) - figures("installations")["battery_standby_w"]


def _car_rows(out: Floats, car: Car) -> None:
    out[:, at.EV_W] = W_PER_KW * float(car.charger_kw or 0.0)


def _control_rows(out: Floats, control: Control) -> None:
    """Replace the usual raise by that of the file, where there is one."""
    for rows, raise_k in (
        ((at.TANK_RAISE_CHEAP_K, at.TANK_RAISE_SUN_K), control.tank_raise_k),
        ((at.ROOM_RAISE_CHEAP_K, at.ROOM_RAISE_SUN_K), control.room_raise_k),
    ):
        for row in rows:
            out[:, row] = np.where(out[:, row] > 0.0, float(raise_k or 0.0), 0.0)


def machine_climate(climate: Floats, file: DwellingFile, table: pd.DataFrame) -> None:
    """Write the hours that the machines of one dwelling see: its ground loop, and water no hotter than they make.

    Parameters
    ----------
    climate : ndarray, shape (8760, N_CLIMATE)
        Columns of ``kernels.layout``; changed.
    file : DwellingFile
        Filled in.
    table : DataFrame
        From ``sized``.
    """
    heating = file.heating
    assert heating is not None
    if heating.brine_mean_c is not None:
        given = heating.brine_coldest_day
        coldest = figures("installations")["brine_coldest_day"] if given is None else given
        day = np.arange(H_PER_YEAR) / H_PER_DAY
        wave = np.cos(2.0 * np.pi * (day - coldest) / DAYS_PER_YEAR)
        climate[:, at.BRINE_C] = heating.brine_mean_c - float(heating.brine_swing_k or 0.0) * wave
    model = pump_model(heating)
    if heating.design_supply_c == "auto" and heating.generator == "heat_pump" and model is not None:
        room_c = figures("controls")["room_c"]
        span_k = float(table["design_supply_c"].iloc[0]) - room_c
        climate[:, at.CURVE] = np.minimum(
            climate[:, at.CURVE], (float(model["max_supply_c"]) - room_c) / span_k
        )


def collector_plane(water: HotWater | None) -> SunPlane | None:
    """Return the plane of the solar collector.

    Parameters
    ----------
    water : HotWater or None
        Filled in.

    Returns
    -------
    SunPlane or None
        None without a collector.
    """
    if water is None or not water.collector_m2:
        return None
    return SunPlane(float(water.collector_tilt_deg or 0.0), float(water.collector_azimuth_deg or 0.0))


def collector_aperture_m2(water: HotWater | None) -> Floats:
    """Return the weight of the solar collector on its plane.

    Parameters
    ----------
    water : HotWater or None
        Filled in.

    Returns
    -------
    ndarray, shape (1, 1)
        Aperture times optical efficiency [m²].
    """
    area_m2 = 0.0 if water is None else float(water.collector_m2 or 0.0)
    return np.array([[figures("installations")["collector_optical_frac"] * area_m2]])


def machine_totals(
    heating: Heating, table: pd.DataFrame, load_w: Floats, pump_kw: Floats
) -> dict[str, float]:
    """Return the sizes of the machines, as totals of the year.

    Parameters
    ----------
    heating : Heating
        Filled in.
    table : DataFrame
        From ``sized``.
    load_w : ndarray, shape (1,)
        Heat loss at design conditions.
    pump_kw : ndarray, shape (1,)
        Heat pump.

    Returns
    -------
    dict of str to float
        Design load [kW], heat pump [kW], and the supply temperature at design conditions [°C] where water heats.
    """
    sizes = {"design_load_kw": float(load_w[0]) / W_PER_KW, "heat_pump_kw": float(pump_kw[0])}
    model = pump_model(heating)
    is_dry = model is not None and model["source_kind"] == "air_to_air"
    if is_dry or heating.generator not in WITH_WATER:
        return sizes
    return {**sizes, "design_supply_c": float(table["design_supply_c"].iloc[0])}
