"""The monthly method for a whole dwelling table: indicators of the norm, and what was assumed for each row."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from os import cpu_count

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from nulopdemeter.engine.elements import Bools, Floats
from nulopdemeter.regulation.columns import numbers, truths, words
from nulopdemeter.regulation.label import label
from nulopdemeter.regulation.nta8800.balance import need_with_losses_kwh
from nulopdemeter.regulation.nta8800.checks import check_table
from nulopdemeter.regulation.nta8800.demand import Demand, demand, make_airs, make_envelope
from nulopdemeter.regulation.nta8800.flows import fan_kwh
from nulopdemeter.regulation.nta8800.heating import heating, recoverable_kwh
from nulopdemeter.regulation.nta8800.hot_water import hot_water
from nulopdemeter.regulation.nta8800.inputs import CARRIERS, Air, Services, Shell
from nulopdemeter.regulation.nta8800.primary import Carriers, primary
from nulopdemeter.regulation.nta8800.solar_power import panel_kwh
from nulopdemeter.regulation.nta8800.table_building import is_collective
from nulopdemeter.regulation.nta8800.table_services import declared_water, has_pipes_below, services_of
from nulopdemeter.regulation.nta8800.table_shell import (
    air_of,
    leakage,
    shell_of,
    ventilation_of,
)
from nulopdemeter.regulation.nta8800.tables import PRESENT_EDITION, norm
from nulopdemeter.regulation.nta8800.tojuli import tojuli_k
from nulopdemeter.regulation.shell import rounded_up

# Rows calculated at a time: their arrays stay in the cache.
_CHUNK = 8192
# What may be assumed of a row, in the order of the text; the names are explained in docs/nta8800.md.
ASSUMPTIONS = (
    "airtightness",
    "ventilation",
    "orientation",
    "perimeter",
    "pipes",
    "pipes_below_floor",
    "emission",
    "heat_pump_share",
    "heat_pump_forfait",
    "hot_water_forfait",
    "declared_not_registered",
    "collector_forfait",
    "collective_building",
    "panels_not_sized",
)


def carriers_of(shell: Shell, air: Air, services: Services, need: Demand, edition: str) -> Carriers:
    """Return the energy that dwellings take.

    Parameters
    ----------
    shell : Shell
        n dwellings.
    air : Air
        Their ventilation.
    services : Services
        Their installations.
    need : Demand
        Their needs.
    edition : str
        Edition of the norm.

    Returns
    -------
    Carriers
        Chapters 9, 11, 13 and 16; no active cooling. Heating has the need with recoverable losses (7.3 to 7.5).
    """
    saved = recoverable_kwh(need.heating.need_kwh, services, edition)
    warmth = need.heating.need_kwh
    if saved.any():
        warmth = np.where(saved > 0.0, need_with_losses_kwh(need.heating, saved, edition), warmth)
    warm = heating(warmth, services, edition)
    water = hot_water(shell.floor_area_m2, services, edition, need.heating.set_c)
    fans = fan_kwh(shell, air, services.fan_year, services.is_dc_fan, edition)
    sun = panel_kwh(
        services.pv_kwp, services.pv_tilt_deg, services.pv_orientation, "not_ventilated", edition
    ).sum(axis=1)
    gas, electricity, heat = (
        np.where(services.carrier == carrier, warm.boiler_kwh, 0.0)
        + np.where(water.carrier == carrier, water.input_kwh, 0.0)
        for carrier in CARRIERS
    )
    other = warm.heat_pump_kwh + warm.auxiliary_kwh + water.electronics_kwh + fans
    return Carriers(gas, electricity + other, heat, sun, warm.ambient_kwh + water.ambient_kwh)


def _columns(table: pd.DataFrame, pv_kwp: Floats | None, on: date, edition: str) -> dict[str, Floats]:
    """Return the numbers of some rows."""
    shell, air = shell_of(table, edition), air_of(table, edition)
    services = services_of(table, pv_kwp, edition)
    envelope, airs = make_envelope(shell, edition), make_airs(shell, air, edition)
    need = demand(shell, envelope, airs, edition)
    # The recovery's frost protection is electricity of the ventilation.
    carriers = carriers_of(shell, air, services, need, edition)
    carriers = carriers._replace(electricity_kwh=carriers.electricity_kwh + airs.heating.frost_kwh)
    found = primary(carriers, shell.floor_area_m2, on, edition)
    warmth = tojuli_k(shell, envelope, airs.july.heat_w_per_k[:, 0], edition)
    tenth = np.floor(np.round(found.ep3_frac * 1000.0, 6)) / 1000.0
    return {
        "heat_demand_nta_kwh_per_m2": rounded_up(need.heat_demand_kwh_per_m2),
        "ep1_kwh_per_m2": rounded_up(need.ep1_kwh_per_m2),
        "ep2_kwh_per_m2": rounded_up(found.ep2_kwh_per_m2),
        "ep3_frac": tenth,
        "co2_kg": found.co2_kg,
        "tojuli_k": rounded_up(warmth),
        "nta_gas_kwh": carriers.gas_kwh,
        "nta_electricity_kwh": carriers.electricity_kwh,
        "nta_heat_kwh": carriers.heat_kwh,
        "nta_pv_kwh": carriers.pv_kwh,
        "nta_ambient_kwh": carriers.ambient_kwh,
    }


def _guessed(table: pd.DataFrame, origin: pd.DataFrame | None, column: str, measure: str) -> Bools:
    """Say where a value came from a default or a housing type, and no package has set it since."""
    if origin is None or column not in origin.columns or "stock_row" not in table.columns:
        return np.zeros(len(table), dtype=bool)
    told = (origin[column] == "row").reindex(table["stock_row"]).to_numpy(dtype=bool)
    return np.asarray(~told & ~truths(table, measure))


def assumed(
    table: pd.DataFrame, origin: pd.DataFrame | None, has_pv: bool, edition: str
) -> NDArray[np.object_]:
    """Say what was assumed for each row.

    Parameters
    ----------
    table : DataFrame
        Dwelling table, n rows.
    origin : DataFrame, optional
        ``Dwellings.origin``: where the values of the present dwelling came from.
    has_pv : bool
        The panels were given as they were sized.
    edition : str
        Edition of the norm.

    Returns
    -------
    ndarray of str
        Shape (n,), names of ``ASSUMPTIONS``, with a semicolon between them.
    """
    n = len(table)
    has_pump, has_cop = words(table, "heat_pump") != "", np.isfinite(numbers(table, "heat_pump_declared_cop"))
    is_water_pump, counts = declared_water(table, edition)
    is_true = {
        "airtightness": leakage(table, edition)[1]
        | _guessed(table, origin, "qv10_dm3_per_s_m2", "measure_airtightness"),
        "ventilation": ventilation_of(table)[1]
        | _guessed(table, origin, "ventilation", "measure_ventilation"),
        "orientation": ~np.isfinite(numbers(table, "front_azimuth_deg")),
        "perimeter": ~np.isfinite(numbers(table, "exposed_perimeter_m"))
        | _guessed(table, origin, "exposed_perimeter_m", ""),
        "pipes": np.full(n, norm(edition)["pipes_by_rule"] > 0.0),
        "pipes_below_floor": has_pipes_below(table),
        "emission": np.ones(n, dtype=bool),
        "heat_pump_share": has_pump & ~(numbers(table, "heat_pump_kw") > 0.0),
        "heat_pump_forfait": has_pump & ~has_cop,
        "hot_water_forfait": is_water_pump & ~counts,
        "declared_not_registered": (has_pump & has_cop) | counts,
        "collector_forfait": (np.nan_to_num(numbers(table, "collector_m2")) > 0.0)
        & (np.nan_to_num(numbers(table, "tank_l")) > 0.0),
        "collective_building": np.logical_or(*is_collective(table)),
        "panels_not_sized": (words(table, "pv_target") != "fixed") & (not has_pv),
    }
    code = sum(is_true[name].astype(np.int64) << place for place, name in enumerate(ASSUMPTIONS))
    unique, index = np.unique(np.asarray(code), return_inverse=True)
    texts = [";".join(name for place, name in enumerate(ASSUMPTIONS) if one >> place & 1) for one in unique]
    return np.array(texts, dtype=object)[index] if n else np.empty(0, dtype=object)


def _chunks(n: int) -> Iterator[slice]:
    """Cut n rows into pieces."""
    for start in range(0, n, _CHUNK):
        yield slice(start, start + _CHUNK)


def indicators(
    table: pd.DataFrame,
    on: date,
    edition: str = PRESENT_EDITION,
    pv_kwp: Floats | None = None,
    origin: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return the indicators of NTA 8800 for dwellings, by the monthly method.

    Parameters
    ----------
    table : DataFrame
        Dwelling table, n rows: the columns of `engine.simulate.READS`, and ``build_year``.
    on : date
        Day whose limits and primary factors hold.
    edition : str
        ``"2022"`` or ``"2025+C1:2026"``.
    pv_kwp : ndarray, optional
        Shape (n,), panels as they were sized by the simulation; those of the table without.
    origin : DataFrame, optional
        ``Dwellings.origin``, so that it can be said what a stock did not tell.

    Returns
    -------
    DataFrame
        n rows, index of ``table``: ``heat_demand_nta_kwh_per_m2`` (E_H;nd), ``ep1_kwh_per_m2``, ``ep2_kwh_per_m2``
        (both rounded up to 0.01), ``ep3_frac`` (rounded down to 0.001), ``co2_kg``, ``tojuli_k``, the carriers
        ``nta_gas_kwh``, ``nta_electricity_kwh``, ``nta_heat_kwh`` and ``nta_pv_kwh``, ``nta_ambient_kwh`` (heat from
        outdoors by heat pumps), ``label_nta``, and ``nta_assumed``: names of what was assumed. Indicative, not an
        attested label.

    Raises
    ------
    InputError
        When a value is impossible.
    """
    check_table(table, edition)
    chunks = list(_chunks(len(table)))
    tables = [table.iloc[rows] for rows in chunks]
    panels = [None if pv_kwp is None else pv_kwp[rows] for rows in chunks]
    with ThreadPoolExecutor(cpu_count() or 1) as workers:
        parts = list(workers.map(partial(_columns, on=on, edition=edition), tables, panels))
    parts = parts or [_columns(table, pv_kwp, on, edition)]
    columns = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    found = pd.DataFrame(columns, index=table.index)
    found["label_nta"] = label(columns["ep2_kwh_per_m2"], on)["label_indicative"].to_numpy()
    found["nta_assumed"] = assumed(table, origin, pv_kwp is not None, edition)
    return found
