"""How much of everything a package changes, and what that costs."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from nulopdemeter.dwelling.apply import suits
from nulopdemeter.dwelling.columns import Columns
from nulopdemeter.dwelling.describe import Dwellings
from nulopdemeter.dwelling.package import Band, Cost, Measure, Package
from nulopdemeter.dwelling.shell import envelope_w_per_k
from nulopdemeter.dwelling.tables import lookup
from nulopdemeter.dwelling.words import FACES, PARTS
from nulopdemeter.parameters import figures

QUANTITIES = (
    "wall_m2",
    "roof_m2",
    "floor_m2",
    "window_m2",
    "n_doors",
    "solar_boiler_m2",
    "pv_kwp",
    "battery_kwh",
    "heat_pump_kw",
    "n_without_radiators",
    "n_dwellings",
)
BANDS = ("low", "mid", "high")


def measure_quantities(dwellings: Dwellings, pv_kwp: np.ndarray, pump_kw: np.ndarray) -> pd.DataFrame:
    """Return how much every package changes of every dwelling.

    Parameters
    ----------
    dwellings : Dwellings
        Described dwellings.
    pv_kwp : numpy.ndarray, shape (n,)
        Installed power after the calculation [kWp], the present modules included.
    pump_kw : numpy.ndarray, shape (n,)
        Heat pump after the calculation [kW].

    Returns
    -------
    pandas.DataFrame
        Same index as the table: areas in m2 that are changed (openings, windows and doors apart), number of doors,
        kWp that are added, m2 of solar collector and kW of the heat pump that are placed, kWh of battery that are
        added, 1 for a dwelling that gets its first radiators, and 1 for a dwelling where anything is done. Zero
        where nothing is changed.
    """
    table = dwellings.table
    c = {name: table[name].to_numpy() for name in table.columns}
    does = {part: c[f"measure_{part}"].astype(float) for part in PARTS}
    power = np.where(c["pv_target"] == "fixed", c["pv_kwp"], pv_kwp)
    present = c["pv_present_kwp"]
    doors_m2 = c["door_front_m2"] + c["door_back_m2"]
    per_door = figures("dwelling")["door_m2"]
    out = {
        "wall_m2": does["wall"] * _faces(c, "wall"),
        "roof_m2": does["roof"] * c["roof_area_m2"],
        "floor_m2": does["floor"] * c["ground_floor_area_m2"],
        "window_m2": does["window"] * _faces(c, "window"),
        "n_doors": does["door"]
        * np.where(doors_m2 > 0.0, np.maximum(1.0, np.round(doors_m2 / per_door)), 0.0),
        "pv_kwp": does["pv"] * np.maximum(power - present, 0.0),
        "solar_boiler_m2": does["solar_boiler"] * c["collector_m2"],
        "battery_kwh": does["battery"] * np.maximum(c["battery_kwh"] - c["battery_present_kwh"], 0.0),
        "heat_pump_kw": does["heating"] * pump_kw,
        "n_without_radiators": does["heating"]
        * (lookup("dwelling_heating", "has_radiators", c["heating_present"]) == 0.0),
        "n_dwellings": np.asarray(sum(does.values()) > 0.0, dtype=float),
    }
    return pd.DataFrame(out, index=table.index)


def measure_costs(
    dwellings: Dwellings,
    packages: Sequence[Package],
    pv_kwp: np.ndarray,
    pump_kw: np.ndarray,
) -> pd.DataFrame:
    """Return what every package costs at every dwelling.

    Parameters
    ----------
    dwellings : Dwellings
        Described with these packages.
    packages : Sequence of Package
        The same, in the same order.
    pv_kwp, pump_kw : numpy.ndarray, shape (n,)
        Modules [kWp] and heat pump [kW] after the calculation; see ``measure_quantities``.

    Returns
    -------
    pandas.DataFrame
        Same index as the table: ``<part>_low_eur``, ``<part>_mid_eur`` and ``<part>_high_eur`` per part with
        value added tax, and ``maintenance_eur_per_year``: upkeep of what is placed, less that of the present
        heating where a heat pump alone takes its place.
    """
    table = dwellings.table
    amounts = measure_quantities(dwellings, pv_kwp, pump_kw)
    out = {f"{part}_{band}_eur": np.zeros(len(table)) for part in PARTS for band in BANDS}
    upkeep = np.zeros(len(table))
    size = len(table) // max(len(packages), 1)
    for k, package in enumerate(packages):
        rows = slice(k * size, (k + 1) * size)
        columns = {name: table[name].to_numpy()[rows] for name in ("build_year", *_FLAGS)}
        here = {name: amounts[name].to_numpy()[rows] for name in QUANTITIES}
        for measure, acts in _own_measures(columns, package):
            for band in BANDS:
                spent = _spent(measure, band, here)
                out[f"{measure.part}_{band}_eur"][rows] += np.where(acts, spent, 0.0)
            upkeep[rows] += np.where(acts, measure.maintenance_eur_per_year, 0.0)
    upkeep -= _upkeep_that_goes(table)
    return pd.DataFrame({**out, "maintenance_eur_per_year": upkeep}, index=table.index)


def transmission_w_per_k(table: pd.DataFrame) -> np.ndarray:
    """Return the heat loss by transmission to the outside air, NTA 8800 formula 8.1, without the ground.

    Parameters
    ----------
    table : pandas.DataFrame
        Table of the dwellings.

    Returns
    -------
    numpy.ndarray, shape (n,)
        Loss [W/K], thermal bridges included.
    """
    c = {name: table[name].to_numpy() for name in _LOSS}
    return envelope_w_per_k(c)


_FLAGS = tuple(f"measure_{part}" for part in PARTS)
_LOSS = (
    *(f"wall_{face}_m2" for face in FACES),
    *(f"window_{face}_m2" for face in FACES),
    "door_front_m2",
    "door_back_m2",
    "roof_area_m2",
    "rc_wall_m2k_per_w",
    "rc_roof_m2k_per_w",
    "u_window_w_per_m2k",
    "u_door_w_per_m2k",
    "bridge_w_per_m2k",
)


def _own_measures(columns: Columns, package: Package) -> list[tuple[Measure, np.ndarray]]:
    """Say at which dwellings each measure was done: the first of its part that suits the building year."""
    claimed = {part: np.zeros(len(columns["build_year"]), dtype=bool) for part in PARTS}
    found = []
    for measure in package.measure:
        own = suits(columns, measure) & ~claimed[measure.part]
        claimed[measure.part] |= own
        found.append((measure, own & columns[f"measure_{measure.part}"]))
    return found


def _faces(columns: Columns, part: str) -> np.ndarray:
    return np.asarray(sum(columns[f"{part}_{face}_m2"] for face in FACES))


def _upkeep_that_goes(table: pd.DataFrame) -> np.ndarray:
    """Return the yearly upkeep of the present heating where it is taken out, in EUR.

    A heat pump alone takes its place; a hybrid one keeps the boiler.
    """
    upkeep, f = np.zeros(len(table)), figures("measures")
    present = table["heating_present"].to_numpy()
    for heating in np.unique(present):
        upkeep[present == heating] = f[f"upkeep_{heating}_eur_per_year"]
    goes = table["measure_heating"].to_numpy() & (table["heating"].to_numpy() == "heat_pump")
    return np.where(goes, upkeep, 0.0)


def _spent(measure: Measure, band: str, amounts: Columns) -> np.ndarray:
    cost: Cost = measure.cost
    area = amounts.get(f"{measure.part}_m2", np.zeros(len(amounts["n_dwellings"])))
    terms: tuple[tuple[Band | None, np.ndarray], ...] = (
        (cost.eur_per_m2, area),
        (cost.piece_eur, amounts["n_doors"]),
        (cost.fixed_eur, np.ones(len(area))),
        (cost.eur_per_kwp, amounts["pv_kwp"]),
        (cost.eur_per_kw, amounts["heat_pump_kw"]),
        (cost.eur_per_kwh, amounts["battery_kwh"]),
        (cost.without_radiators_eur, amounts["n_without_radiators"]),
    )
    spent = np.zeros(len(area))
    for price, amount in terms:
        if price is not None:
            spent = spent + getattr(price, band) * amount
    return np.asarray(spent * (1.0 + cost.vat_frac))
