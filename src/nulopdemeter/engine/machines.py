"""Ventilation and heat generators of every dwelling → the rows that the kernels read."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from nulopdemeter.dwelling.ventilation import (
    ONE_WAY,
    balanced_frac,
    supply_fan_frac,
    system_numbers,
    taken_out_frac,
)
from nulopdemeter.engine.columns import column
from nulopdemeter.engine.elements import Bools, Floats
from nulopdemeter.engine.emitters import design_supply_c, emitter_rows, follows_radiators, rated_w
from nulopdemeter.engine.tables import number_column, read_row, read_table
from nulopdemeter.kernels import layout as at
from nulopdemeter.parameters import figures
from nulopdemeter.units import DM3_PER_S_IN_M3_PER_H, KELVIN_OFFSET, S_PER_H, W_PER_KW

# How the columns of heat_pumps.csv name the test points.
TEST_POINTS = ("m7", "p2", "p7", "p12")
_NEVER_C, _NO_LIMIT = 1.0e6, 1.0e9
# What surrounds the dwellings of a stock.
SUBURB = "suburb"


def is_system(table: pd.DataFrame, letter: str) -> Bools:
    """Tell which dwellings have a ventilation system of a kind.

    Parameters
    ----------
    table : DataFrame
        Dwellings.
    letter : str
        ``"A"`` to ``"E"``; the variants of a system begin with its letter.

    Returns
    -------
    ndarray of bool, shape (n,)
        Whether it is of that kind.
    """
    return np.char.startswith(table["ventilation"].to_numpy(str), letter)


def mechanical_flows(table: pd.DataFrame) -> tuple[Floats, Floats]:
    """Return the flows that fans move one way, and those that supply and exhaust move alike.

    Parameters
    ----------
    table : DataFrame
        Dwellings; ``balanced_frac``, where it is there, is the balanced share of the flow.

    Returns
    -------
    tuple of ndarray, shape (n,)
        Unbalanced (B supply, C exhaust, the exhaust rooms of E) and balanced (D, the other rooms of E) [m³/h].
    """
    flow = table["ventilation_m3_per_h"].to_numpy(float)
    balanced = _balanced_frac(table)
    is_one_way = np.any([is_system(table, letter) for letter in ONE_WAY], axis=0)
    return np.where(is_one_way, (1.0 - balanced) * flow, 0.0), balanced * flow


def taken_out_m3_per_h(table: pd.DataFrame) -> Floats:
    """Return the air that leaves warm, by a fan and not through heat recovery: the source of an exhaust-air machine.

    Parameters
    ----------
    table : DataFrame
        Dwellings.

    Returns
    -------
    ndarray, shape (n,)
        Flow [m³/h]; 0 with natural exhaust and behind heat recovery.
    """
    recovery = table["recovery_frac"].to_numpy(float)
    share = taken_out_frac(table["ventilation"].to_numpy(object), recovery, _balanced_frac(table))
    return np.asarray(share * table["ventilation_m3_per_h"].to_numpy(float))


def _balanced_frac(table: pd.DataFrame) -> Floats:
    """Balanced share of the flow: of the row, or of its system."""
    if "balanced_frac" in table:
        return table["balanced_frac"].to_numpy(float)
    return balanced_frac(table["ventilation"].to_numpy(object))


def leak_coefficients(table: pd.DataFrame, open_frac: float, purge_frac: float) -> tuple[Floats, Floats]:
    """Return the flows through leaks and natural vents per unit of stack and of wind.

    Parameters
    ----------
    table : DataFrame
        Dwellings.
    open_frac : float
        How far residents leave the vents in façades open.
    purge_frac : float
        Share of the time that windows stand open to air rooms. Both are multiplied by the habits of the
        household, ``vents_factor`` and ``airing_factor``; a dwelling file says it outright and has no such columns.

    Returns
    -------
    tuple of ndarray, shape (n,)
        Flow at 1 K difference and at 1 m/s at the station [m³/h] (EN 15242:2007, 6.7.1, wind by EN 1991-1-4).

    Notes
    -----
    Vents are openings in the same façades as the leaks: each set lets the design flow through at 1 Pa
    (NTA 8800, 11.3): inlets and outlets with system A, outlets with B, inlets with C and with the exhaust rooms of
    E, none with D (``n_vent_sets``). Rooms are aired by two sets of openings for a share of the time, counted as a
    small opening all the time. At the 4 Pa to which the leakage formula refers that is twice the design flow a set.
    """
    k = figures("leakage")
    q10 = table["qv10_dm3_per_s_m2"].to_numpy(float) * table["floor_area_m2"].to_numpy(float)
    sets = system_numbers("n_vent_sets", table["ventilation"].to_numpy(object), 0.0)
    sets = sets * (1.0 - _balanced_frac(table))
    opened = np.minimum(open_frac * column(table, "vents_factor", 1.0), 1.0)
    vents = opened * sets * k["vent_at_4_pa"] * table["ventilation_m3_per_h"].to_numpy(float)
    aired = column(table, "airing_factor", 1.0) * purge_frac
    purge = 2.0 * aired * k["purge_dm3_per_s_m2"] * table["floor_area_m2"].to_numpy(float)
    q4 = (k["q4_per_q10"] * q10 + k["vent_at_4_pa"] * purge) * DM3_PER_S_IN_M3_PER_H + vents
    own_height = table["volume_m3"].to_numpy(float) / table["floor_area_m2"].to_numpy(float)
    own_height = own_height * np.where(
        table["is_apartment"].to_numpy(bool), 1.0, table["storeys"].to_numpy(float)
    )
    stack = k["stack"] * q4 * (k["stack_height_frac"] * own_height) ** (2.0 / 3.0)
    flat = table["is_apartment"].to_numpy(bool)
    stands_m = table["height_m"].to_numpy(float) * np.where(
        flat, figures("controls")["storey_share_frac"], 1.0
    )
    terrain = _leak_terrain(table)
    height = np.maximum(stands_m, terrain["least_m"])
    site = terrain["leak_factor"] * np.log(height / terrain["rough_m"])
    wind = k["wind"] * q4 * (k["pressure_difference"] * site**2) ** (2.0 / 3.0)
    return stack, wind


def _leak_terrain(table: pd.DataFrame) -> Mapping[str, float]:
    """Roughness of the surroundings (EN 1991-1-4, table 4.1): that of the file, or a suburb for a stock."""
    name = str(table["terrain"].iloc[0]) if "terrain" in table else SUBURB
    row = read_row("terrain", name)
    return {key: float(row[key]) for key in ("leak_factor", "rough_m", "least_m")}


def air_rows(out: Floats, table: pd.DataFrame, open_frac: float) -> None:
    """Fill the rows of leaks, ventilation and airing.

    Parameters
    ----------
    out : ndarray, shape (n, rows)
        Receives them.
    table : DataFrame
        Dwellings.
    open_frac : float
        How far residents leave the vents open.
    """
    c = figures("controls")
    out[:, at.LEAK_STACK_M3_PER_H], out[:, at.LEAK_WIND_M3_PER_H] = leak_coefficients(
        table, open_frac, figures("leakage")["purge_time_frac"]
    )
    unbalanced, balanced = mechanical_flows(table)
    out[:, at.VENT_UNBALANCED_M3_PER_H], out[:, at.VENT_BALANCED_M3_PER_H] = unbalanced, balanced
    out[:, at.RECOVERY_FRAC] = table["recovery_frac"].to_numpy(float)
    out[:, at.HAS_BYPASS] = table["has_bypass"].to_numpy(float)
    open_m2 = c["airing_open_m2_per_m2"] * table["floor_area_m2"].to_numpy(float)
    out[:, at.AIRING_M3_PER_H] = S_PER_H * open_m2 / 2.0
    out[:, at.AIRING_STACK] = c["airing_stack_m_per_s"] * c["airing_height_m"]
    out[:, at.FAN_W] = table["fan_w"].to_numpy(float)
    # The supply fan, half of a balanced system and all of B, warms the air it blows in.
    to_supply = supply_fan_frac(table["ventilation"].to_numpy(object))
    out[:, at.FAN_HEAT_W] = to_supply * out[:, at.FAN_W]


def _test_source_c(kind: str, outdoor_c: Floats) -> Floats:
    """Return what the source of a heat pump is in the tests of EN 14825."""
    if kind in ("air", "air_to_air"):
        return outdoor_c
    steady_c = _exhaust_mean_c() if kind == "exhaust_air" else figures("controls")["brine_test_c"]
    return np.full(len(outdoor_c), steady_c)


def _exhaust_mean_c() -> float:
    """Return what stands for exhaust air as a source: it cools by so much that its mean counts, not its beginning."""
    i = figures("installations")
    return 0.5 * (i["exhaust_source_c"] + i["exhaust_least_c"])


def pump_efficiencies(model: Mapping[str, str]) -> tuple[Floats, Floats]:
    """Return the second-law efficiencies of a heat pump at its declared points.

    Parameters
    ----------
    model : Mapping[str, str]
        Row of ``heat_pumps.csv``.

    Returns
    -------
    tuple of ndarray, shape (4,)
        Low and medium temperature tests at −7, 2, 7 and 12 °C; the field factor is in them (EN 14825,
        EN 15316-4-2 path B). An air/air machine is tested once, against the air of the room.
    """
    kind = model["source_kind"]
    source = _test_source_c(kind, number_column("en14825_outlets", "outdoor_c"))

    def efficiency(test: str, outlet: str) -> Floats:
        outlet_c = number_column("en14825_outlets", outlet)
        if kind == "air_to_air":
            outlet_c = np.full(len(TEST_POINTS), figures("installations")["split_room_c"])
        outlet_k = outlet_c + KELVIN_OFFSET
        lift_k = np.maximum(outlet_c - source, figures("installations")["pump_least_lift_k"])
        cop = np.array([float(model[f"cop{test}_{p}"]) for p in TEST_POINTS])
        return np.asarray(cop * lift_k / outlet_k * float(model["field_factor_frac"]))

    return efficiency("35", "low_outlet_c"), efficiency("55", "medium_outlet_c")


def generator_rows(
    out: Floats,
    table: pd.DataFrame,
    design_load_w: Floats,
    pump_kw: Floats,
    own_pumps: Sequence[Mapping[str, str]] = (),
) -> None:
    """Fill the rows of heat pump, other generator and emitters.

    Parameters
    ----------
    out : ndarray, shape (n, rows)
        Receives them; the rows of the air stand in it already.
    table : DataFrame
        Dwellings.
    design_load_w : ndarray, shape (n,)
        Steady heat loss at design conditions, of the dwelling as it stands: its emitters are sized on it.
    pump_kw : ndarray, shape (n,)
        Heat pump at −7/35, 0 without one.
    own_pumps : sequence of Mapping
        Machines beside those of ``heat_pumps.csv``, as rows of it.
    """
    c = figures("controls")
    out[:, at.PUMP_CAPACITY_W] = pump_kw * W_PER_KW
    out[:, at.PUMP_OFF_BELOW_C] = out[:, at.ROOM_ABOVE_C] = -_NEVER_C
    out[:, at.PUMP_MAX_FLOW_C] = out[:, at.ROOM_MAX_FLOW_C] = _NEVER_C
    out[:, at.PUMP_SOURCE_MOST_W] = np.inf
    out[:, at.PUMP_MOST_INPUT] = _NO_LIMIT
    out[:, at.FLOW_ROOM_C] = c["room_c"]
    supply_c = design_supply_c(table, design_load_w)
    out[:, at.FLOW_SPAN_K] = supply_c - c["room_c"]
    out[:, at.FLOW_MIN_C] = c["least_flow_c"]
    heating = table["heating"].to_numpy(str)
    out[:, at.STANDBY_W] = np.select(
        [np.isin(heating, ("hr107", "vr", "hybrid")), heating == "district_heat"],
        [c["standby_boiler_w"], c["standby_district_w"]],
        0.0,
    )
    # A stove and direct electric heating have no water to pump round; a heat network pumps for the dwelling.
    is_without_pump = np.isin(heating, ("gas_stove", "electric", "infrared", "district_heat"))
    out[:, at.PUMPING_W] = np.where(is_without_pump, 0.0, c["pumping_w"])
    names = table["heat_pump"].to_numpy(str)
    for model in (*read_table("heat_pumps"), *own_pumps):
        has = names == model["model"]
        if has.any():
            _pump_rows(out, model, has, table)
    _hybrid_rows(out, table, heating == "hybrid")
    _burner_rows(out, table, heating)
    is_alone = (heating == "heat_pump") & (out[:, at.PUMPING_W] > 0.0)
    most_w = c["emitter_oversize"] * design_load_w
    follows = follows_radiators(table)
    is_floor = (supply_c < figures("installations")["floor_below_c"]) & ~follows
    new_w = rated_w(most_w, supply_c)
    emitters_w = np.where(follows, column(table, "radiator_kw", np.nan) * W_PER_KW, new_w)
    emitter_rows(out, is_alone, emitters_w, most_w, is_floor)
    out[:, at.COOLING_SET_C], out[:, at.COOLING_INPUT] = _NEVER_C, 1.0


def _pump_rows(out: Floats, model: Mapping[str, str], has: Bools, table: pd.DataFrame) -> None:
    """Fill the rows of dwellings with one model of heat pump."""
    i = figures("installations")
    low, medium = pump_efficiencies(model)
    out[has, at.PUMP_35_M7 : at.PUMP_35_M7 + 4] = low
    out[has, at.PUMP_55_M7 : at.PUMP_55_M7 + 4] = medium
    out[has, at.PUMP_CAPACITY_SOURCE_PER_K] = float(model["capacity_source_slope_per_k"])
    out[has, at.PUMP_CAPACITY_FLOW_PER_K] = -float(model["capacity_supply_slope_per_k"])
    kind = model["source_kind"]
    out[has, at.PUMP_FROM_AIR] = kind in ("air", "air_to_air")
    out[has, at.PUMP_FROM_BRINE] = kind == "ground"
    if kind == "exhaust_air":
        out[has, at.PUMP_SOURCE_C] = _exhaust_mean_c()
        # A dwelling file says what goes to the machine; in a stock it is what fans take out before any recovery.
        given = column(table, "exhaust_air_m3_per_h", np.nan)[has]
        flow = np.where(np.isnan(given), taken_out_m3_per_h(table)[has], given)
        cooled_k = i["exhaust_source_c"] - i["exhaust_least_c"]
        out[has, at.PUMP_SOURCE_MOST_W] = figures("leakage")["balanced_wh_per_m3k"] * flow * cooled_k
    if kind == "air_to_air":
        # Warm air straight into the room: no water, no heating curve, and nothing to pump round.
        out[has, at.FLOW_MIN_C], out[has, at.FLOW_SPAN_K] = i["split_room_c"], 0.0
        out[has, at.PUMPING_W] = 0.0
    out[has, at.PUMP_OFF_BELOW_C] = float(model["min_outdoor_c"])
    out[has, at.PUMP_MAX_FLOW_C] = float(model["max_supply_c"])
    rated_w = np.maximum(out[has, at.PUMP_CAPACITY_W], 1.0)
    out[has, at.PUMP_LEAST_PER_W] = float(model["modulation_least_frac"]) / rated_w
    out[has, at.PUMP_CYCLING_FRAC] = 1.0 - float(model["cycling_loss"])
    out[has, at.PUMP_MOST_CYCLING] = i["most_cycling"]
    out[has, at.PUMP_IDLE_W] = float(model["standby_w"])
    out[has, at.PUMP_QUIET_FRAC] = column(table, "heat_pump_quiet_frac", 0.0)[has]


def _hybrid_rows(out: Floats, table: pd.DataFrame, is_hybrid: Bools) -> None:
    """Fill the rows that say when the boiler of a hybrid heats the rooms alone."""
    c = figures("controls")
    rule = column(table, "hybrid_rule", "cost")
    out[is_hybrid, at.ROOM_MAX_FLOW_C] = c["hybrid_max_flow_c"]
    out[is_hybrid & (rule == "cost"), at.PUMP_MOST_INPUT] = 1.0 / c["hybrid_least_cop"]
    out[is_hybrid & (rule == "temperature"), at.ROOM_ABOVE_C] = figures("installations")["hybrid_switch_c"]


def _burner_rows(out: Floats, table: pd.DataFrame, heating: np.ndarray) -> None:
    """Fill the rows of boiler, stove, element or delivery set."""
    c, i = figures("controls"), figures("installations")
    out[:, at.BACKUP_W] = table["backup_kw"].to_numpy(float) * W_PER_KW
    slope = np.where(np.isin(heating, ("hr107", "hybrid")), c["boiler_slope_per_k"], 0.0)
    # The yearly efficiency holds the cycling of a usual year: at full load the boiler does a little better.
    burns = np.isin(heating, ("hr107", "vr", "hybrid"))
    cycling = np.where(burns, i["boiler_cycling_frac"], 0.0)
    efficiency = table["boiler_efficiency_frac"].to_numpy(float) * (1.0 + cycling * i["boiler_idle_frac"])
    out[:, at.BACKUP_INPUT_0] = (1.0 - slope * c["boiler_rated_flow_c"]) / efficiency
    out[:, at.BACKUP_INPUT_1] = slope / efficiency
    out[:, at.BACKUP_INPUT_LEAST] = np.where(slope > 0.0, 1.0 / c["boiler_most_frac"], 0.0)
    out[:, at.BACKUP_CYCLING_FRAC] = cycling
    least_w = np.where(heating == "vr", i["boiler_on_off_w"], i["boiler_least_w"])
    out[:, at.BACKUP_PER_LEAST_W] = np.where(burns, 1.0 / least_w, 0.0)
    out[:, at.BACKUP_IS_ELECTRIC] = table["backup_carrier"].to_numpy(str) == "electricity"
