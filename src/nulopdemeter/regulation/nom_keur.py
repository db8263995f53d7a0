"""NOM Keur, the quality mark for zero-on-the-meter dwellings, as an optional profile of requirements."""

from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from nulopdemeter.parameters import figures
from nulopdemeter.regulation.columns import numbers
from nulopdemeter.regulation.shell import TOLERANCE, rounded_up

# Requirement → figure and sign: +1 when more is better. A "{}" in the figure stands for house or flat.
_REQUIREMENTS = {
    "heat_demand_kwh_per_m2": ("nom_keur_{}_heat_demand_max_kwh_per_m2", -1.0),
    "qv10_dm3_per_s_m2": ("nom_keur_leakage_max_dm3_per_s_m2", -1.0),
    "household_kwh": ("nom_keur_{}_bundle_min_kwh", 1.0),
    "warmest_room_c": ("nom_keur_room_max_c", -1.0),
    "shower_s": ("nom_keur_shower_min_s", 1.0),
    "guarantee_years": ("nom_keur_guarantee_min_years", 1.0),
    "surplus_kwh": ("nom_keur_surplus_least_kwh", 1.0),
    "is_gas_free": ("nom_keur_least_gas_free", 1.0),
    "is_monitored": ("nom_keur_least_monitored", 1.0),
}
# Margin of a requirement, its unit kept at the end of the name.
MARGINS = {
    "heat_demand_kwh_per_m2": "nom_keur_heat_demand_margin_kwh_per_m2",
    "qv10_dm3_per_s_m2": "nom_keur_leakage_margin_dm3_per_s_m2",
    "household_kwh": "nom_keur_household_margin_kwh",
    "warmest_room_c": "nom_keur_room_margin_k",
    "shower_s": "nom_keur_shower_margin_s",
    "guarantee_years": "nom_keur_guarantee_margin",
    "surplus_kwh": "nom_keur_surplus_margin_kwh",
    "is_gas_free": "nom_keur_gas_free_margin",
    "is_monitored": "nom_keur_monitored_margin",
}


def _limit(key: str, is_apartment: NDArray[np.bool_], on: date) -> NDArray[np.float64]:
    """Return the limit of every dwelling."""
    f = figures("nom_keur", on)
    return np.where(is_apartment, f[key.format("flat")], f[key.format("house")])


def nom_keur(table: pd.DataFrame, on: date) -> pd.DataFrame:
    """Hold dwellings against the requirements of NOM Keur, as far as they are known.

    Parameters
    ----------
    table : DataFrame
        n rows: ``is_apartment`` and any of ``heat_demand_kwh_per_m2``, ``qv10_dm3_per_s_m2`` (measured),
        ``household_kwh`` (electricity left for the household), ``warmest_room_c`` (design summer), ``shower_s`` (per
        person per day), ``guarantee_years``, ``surplus_kwh`` (made on the dwelling minus all use, a year),
        ``is_gas_free`` and ``is_monitored``.
    on : date
        Day whose requirements hold.

    Returns
    -------
    DataFrame
        n rows: a margin per requirement (`MARGINS`; below zero not met, NaN not known), ``nom_keur_n_unknown`` and
        ``meets_nom_keur`` (every requirement is known and met).

    Notes
    -----
    The mark is a private one and its requirements are not free to read: most figures are estimates from general
    knowledge (``parameters/nom_keur.csv``). Draught, daylight, noise and control by room are not judged.
    """
    is_apartment = table["is_apartment"].to_numpy(dtype=bool)
    margins: dict[str, NDArray[np.float64]] = {}
    for name, (key, sign) in _REQUIREMENTS.items():
        given = numbers(table, name)
        if name == "heat_demand_kwh_per_m2":
            given = rounded_up(given)
        margins[MARGINS[name]] = sign * (given - _limit(key, is_apartment, on))
    every = np.array(list(margins.values()))
    result = pd.DataFrame(margins, index=table.index)
    result["nom_keur_n_unknown"] = np.isnan(every).sum(axis=0)
    result["meets_nom_keur"] = np.all(every >= -TOLERANCE, axis=0)
    return result
