"""What the maker of a heat pump declares, for the law: coefficients of the year, and the test of its hot water."""

import numpy as np
import pandas as pd

from nulopdemeter.dwelling.columns import DEFAULT, ROW, Columns, Origins, number, text
from nulopdemeter.dwelling.package import MODEL, Measure
from nulopdemeter.dwelling.tables import lookup, lookup_text, table

SPACE, WATER = "declared_heat_pumps", "hot_water_heat_pumps"
# The machine for hot water alone that stands for one whose model nobody named.
_ALONE = "heat-pump-boiler-l"
# A machine that is there and of which only the kind is known.
UNKNOWN = "unknown"
_COLUMNS = ("heat_pump_declared_cop", "hot_water_declared_cop", "hot_water_profile", "hot_water_test_c")


def present_declared(rows: pd.DataFrame) -> tuple[Columns, Origins]:
    """Return what the rows of a stock declare; nothing is filled in.

    Parameters
    ----------
    rows : pandas.DataFrame
        Accepted rows of the stock.

    Returns
    -------
    tuple of dict
        ``heat_pump_declared_cop``, ``hot_water_declared_cop``, ``hot_water_profile`` and ``hot_water_test_c``, missing
        where the stock does not tell, and their origins.
    """
    got = {name: text(rows, name) if name == "hot_water_profile" else number(rows, name) for name in _COLUMNS}
    is_told = {n: v != "" if v.dtype == object else np.isfinite(v) for n, v in got.items()}
    return got, {name: np.where(told, ROW, DEFAULT) for name, told in is_told.items()}


def model_cop(heat_pump: np.ndarray, supply_c: np.ndarray) -> np.ndarray:
    """Return the declared coefficient of models at the design supply.

    Parameters
    ----------
    heat_pump : numpy.ndarray of str, shape (n,)
        Models of ``declared_heat_pumps.csv``.
    supply_c : numpy.ndarray, shape (n,)
        Design supply temperature [°C].

    Returns
    -------
    numpy.ndarray, shape (n,)
        That of the next class up (NTA 8800, annex Q); NaN for a model or a temperature that is not declared.
    """
    rows = table(SPACE)
    found = np.full(len(heat_pump), np.nan)
    for model in rows.index.unique():
        own = rows.loc[[model]]
        supplies, cops = own["supply_c"].to_numpy(dtype=float), own["cop"].to_numpy(dtype=float)
        place = np.searchsorted(supplies, supply_c, side="left")
        is_it = (heat_pump == model) & (place < len(supplies))
        found[is_it] = cops[place[is_it]]
    return found


def declared_heat(measure: Measure, heat_pump: np.ndarray, supply_c: np.ndarray) -> Columns:
    """Return what a measure declares of its heating.

    Parameters
    ----------
    measure : Measure
        Of the part ``heating``.
    heat_pump : numpy.ndarray of str, shape (n,)
        Models that it puts in; empty without.
    supply_c : numpy.ndarray, shape (n,)
        Design supply temperature [°C].

    Returns
    -------
    dict
        ``heat_pump_declared_cop``; NaN where nothing is declared.
    """
    if measure.declared_cop == MODEL:
        return {"heat_pump_declared_cop": model_cop(heat_pump, supply_c)}
    own = np.nan if measure.declared_cop is None else float(measure.declared_cop)
    return {"heat_pump_declared_cop": np.full(len(heat_pump), own)}


def declared_water(measure: Measure, heat_pump: np.ndarray) -> Columns:
    """Return what a measure declares of its hot water.

    Parameters
    ----------
    measure : Measure
        Of the part ``hot_water``.
    heat_pump : numpy.ndarray of str, shape (n,)
        Models that make the hot water; without one a machine for hot water alone stands in.

    Returns
    -------
    dict
        ``hot_water_declared_cop``, ``hot_water_profile`` and ``hot_water_test_c``; missing where nothing is declared.
    """
    n = len(heat_pump)
    if measure.declared_cop == MODEL:
        model = np.where(heat_pump == "", _ALONE, heat_pump)
        return {
            "hot_water_declared_cop": lookup(WATER, "cop", model),
            "hot_water_profile": lookup_text(WATER, "load_profile", model),
            "hot_water_test_c": lookup(WATER, "water_c", model),
        }
    own = np.nan if measure.declared_cop is None else float(measure.declared_cop)
    test_c = np.nan if measure.test_c is None else measure.test_c
    return {
        "hot_water_declared_cop": np.full(n, own),
        "hot_water_profile": np.full(n, measure.load_profile or "", dtype=object),
        "hot_water_test_c": np.full(n, test_c),
    }
