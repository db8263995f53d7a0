"""From rows of the dwelling table to the installations of the monthly method."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from nulopdemeter.dwelling.tables import table as own_table
from nulopdemeter.engine.elements import Floats
from nulopdemeter.parameters import figures
from nulopdemeter.regulation.columns import numbers, truths, words
from nulopdemeter.regulation.nta8800.heating import emission_rise_k
from nulopdemeter.regulation.nta8800.hot_water import declared_efficiency, hot_water, tank_w
from nulopdemeter.regulation.nta8800.inputs import Services
from nulopdemeter.regulation.nta8800.table_building import (
    collective_of,
    collector_of,
    pipe_w_per_mk,
    tank_label,
)
from nulopdemeter.regulation.nta8800.table_shell import norm_words
from nulopdemeter.regulation.nta8800.tables import column_by_word, nearest_orientation, norm


def _boiler_year(table: pd.DataFrame, edition: str) -> Floats:
    """Return the year of the boiler: that of the dwelling, or of new ones when the package replaces it."""
    new, build = norm(edition)["boiler_base_new_year"], numbers(table, "build_year")
    return np.where(truths(table, "measure_heating"), np.maximum(build, new), build)


def _source_kind(table: pd.DataFrame, edition: str) -> NDArray[np.object_]:
    """Return the row of the forfait table that a heat pump belongs to; empty without."""
    model = words(table, "heat_pump")
    kinds = own_table("heat_pumps")["source_kind"].astype(str)
    kind = kinds.reindex(model).fillna("").to_numpy(dtype=object)
    # A machine the table of models lacks counts as one on outdoor air, the lowest of the forfaits.
    kind = np.where((kind == "") & (model != ""), "air", kind)
    return norm_words("heat_pump", kind, edition)


def _share_frac(heat: NDArray[np.object_], declared: Floats, edition: str) -> Floats:
    """Return the share of the heat that a pump of unknown power makes."""
    f = norm(edition)
    alone = np.where(np.isfinite(declared), f["declared_share_frac"], f["monovalent_share_frac"])
    return np.where(heat == "hybrid", f["hybrid_share_frac"], alone)


def _emission_rise_k(supply_c: Floats, edition: str) -> Floats:
    """Return the rise of emitters nobody balanced, with a thermostat in the main room; a low supply heats a floor."""
    n = len(supply_c)
    is_floor = supply_c < figures("installations")["floor_below_c"]
    return emission_rise_k(
        np.where(is_floor, "floor", "radiator").astype(object),
        np.full(n, "none", dtype=object),
        np.full(n, "main_room", dtype=object),
        edition,
    )


def _tank_w(table: pd.DataFrame, water: NDArray[np.object_], own: NDArray[np.bool_], edition: str) -> Floats:
    """Return the loss of tanks that no tested efficiency holds; the label follows from the year."""
    has_tank = np.isin(water, ("electric_boiler", "boiler_tank", "heat_pump_tank")) & own
    litres = np.where(has_tank, np.nan_to_num(numbers(table, "tank_l")), 0.0)
    return tank_w(tank_label(table, edition), litres, edition)


def has_pipes_below(table: pd.DataFrame) -> NDArray[np.bool_]:
    """Say where heating pipes are taken to run through the crawl space, because nobody has shown that they do not.

    Parameters
    ----------
    table : DataFrame
        Dwelling table, n rows.

    Returns
    -------
    ndarray of bool
        Shape (n,): over a crawl space with water in the pipes (9.4, basic survey).
    """
    is_dry = np.isin(words(table, "heating"), ("gas_stove", "electric", "infrared"))
    below = (words(table, "floor_boundary") == "crawlspace") & (numbers(table, "ground_floor_area_m2") > 0.0)
    return np.asarray(below & ~is_dry)


def declared_water(table: pd.DataFrame, edition: str) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Say where a heat pump makes the hot water, and where the test of its maker counts.

    Parameters
    ----------
    table : DataFrame
        Dwelling table, n rows.
    edition : str
        Edition of the norm.

    Returns
    -------
    tuple of ndarray of bool
        Shape (n,) each. A test does not count where more is drawn than its profile was made for (13.8).
    """
    kind = norm_words("hot_water", words(table, "hot_water"), edition)
    is_pump = column_by_word("hot_water", "generator", "is_heat_pump", kind, edition) > 0.0
    counts = is_pump & np.isfinite(numbers(table, "hot_water_declared_cop"))
    if counts.any():
        own = table[counts]
        services = services_of(own, None, edition)
        output = hot_water(numbers(own, "floor_area_m2"), services, edition).output_kwh
        counts[counts] = np.isfinite(declared_efficiency(services, output, edition))
    return np.asarray(is_pump), counts


def _unheated_pipes_m(table: pd.DataFrame, is_collective: NDArray[np.bool_], edition: str) -> Floats:
    """Return the pipes below the floor, and those between boiler and dwellings, by the forfait: 9.26 and 9.36."""
    f = norm(edition)
    length = f["unheated_pipes_share"] * f["pipe_m_per_m2"] * numbers(table, "floor_area_m2")
    return np.where(has_pipes_below(table) | is_collective, length, 0.0)


def services_of(table: pd.DataFrame, pv_kwp: Floats | None, edition: str) -> Services:
    """Return the installations of dwellings.

    Parameters
    ----------
    table : DataFrame
        Dwelling table, n rows: columns of `engine.simulate.READS` and ``build_year``.
    pv_kwp : ndarray, optional
        Shape (n,), panels as they were sized; those of the table without.
    edition : str
        Edition of the norm.

    Returns
    -------
    Services
        Declared values of columns ``heat_pump_declared_cop``, ``hot_water_declared_cop``, ``hot_water_profile`` and
        ``hot_water_test_c``, where a table has them; else forfaits. Emitters not balanced and with a thermostat in
        the main room, tap pipes of usual length, appliances of class 4.
    """
    f, n = norm(edition), len(table)
    collective = collective_of(table, edition)
    heat, supply = words(table, "heating"), numbers(table, "design_supply_c")
    water = norm_words("hot_water", words(table, "hot_water"), edition)
    is_apartment, build_year = truths(table, "is_apartment"), numbers(table, "build_year")
    is_new_fan = truths(table, "measure_ventilation")
    dc_from = figures("ventilation")["dc_fan_from_year"]
    declared, heat_pump_kw = numbers(table, "heat_pump_declared_cop"), numbers(table, "heat_pump_kw")
    return Services(
        boiler=norm_words("boiler", heat, edition),
        is_inside=np.ones(n, dtype=bool),
        boiler_year=_boiler_year(table, edition),
        carrier=words(table, "backup_carrier"),
        heat_pump=_source_kind(table, edition),
        heat_pump_share_frac=_share_frac(heat, declared, edition),
        heat_pump_kw=np.where(heat_pump_kw > 0.0, heat_pump_kw, np.nan),
        heat_pump_cop=declared,
        supply_c=supply,
        emission_rise_k=_emission_rise_k(supply, edition),
        unheated_pipes_m=_unheated_pipes_m(table, collective.is_heating, edition),
        pipe_w_per_mk=pipe_w_per_mk(table, collective, edition),
        hot_water=water,
        hot_water_cop=numbers(table, "hot_water_declared_cop"),
        hot_water_profile=words(table, "hot_water_profile"),
        hot_water_test_c=numbers(table, "hot_water_test_c"),
        tap_class=np.full(n, f["tap_class"]),
        kitchen_m=np.where(is_apartment, f["kitchen_apartment_m"], f["kitchen_house_m"]),
        bath_m=np.where(is_apartment, f["bath_apartment_m"], f["bath_house_m"]),
        shower_recovery_frac=np.nan_to_num(numbers(table, "shower_recovery_frac")),
        tank_w=_tank_w(table, water, ~collective.is_water, edition),
        fan_year=np.where(is_new_fan, f["fan_new_year"], build_year),
        is_dc_fan=is_new_fan | (build_year >= dc_from),
        pv_kwp=np.nan_to_num(numbers(table, "pv_kwp") if pv_kwp is None else pv_kwp),
        pv_tilt_deg=np.clip(np.nan_to_num(numbers(table, "pv_tilt_deg")), 0.0, 90.0),
        pv_orientation=nearest_orientation(numbers(table, "pv_azimuth_deg")),
        collective=collective,
        collector=collector_of(table, edition),
    )
