"""NOM Keur for the rows of a run: the requirements that a calculation can tell."""

from datetime import date

import numpy as np
import pandas as pd

from nulopdemeter.regulation.columns import numbers
from nulopdemeter.regulation.nom_keur import MARGINS, nom_keur
from nulopdemeter.regulation.shell import TOLERANCE, column

# Requirements a calculation knows; the others stand in contracts and on site.
CALCULATED = (
    "heat_demand_kwh_per_m2",
    "qv10_dm3_per_s_m2",
    "household_kwh",
    "warmest_room_c",
    "surplus_kwh",
    "is_gas_free",
)


def nom_keur_of_a_run(table: pd.DataFrame, meter: pd.DataFrame, law: pd.DataFrame, on: date) -> pd.DataFrame:
    """Hold the rows of a run against NOM Keur.

    Parameters
    ----------
    table : DataFrame
        Dwelling table, n rows.
    meter : DataFrame
        Yearly meter, the same n rows.
    law : DataFrame
        `regulation` with the columns of the monthly method, the same n rows.
    on : date
        Day whose requirements hold.

    Returns
    -------
    DataFrame
        n rows: a margin for each of `CALCULATED`, ``nom_keur_missed`` (names of the requirements that are missed, with
        a semicolon between them), ``nom_keur_unknown`` (those nobody could calculate) and ``meets_nom_keur``: false
        where one is missed, missing where none is but some are unknown.

    Notes
    -----
    Leakage is the one that was calculated with, not measured; the warmest room is the warmest hour of the weather year.
    Shower, guarantee and monitoring are never known to a run.
    """
    asked = pd.DataFrame(
        {
            "is_apartment": table["is_apartment"].to_numpy(dtype=bool),
            "heat_demand_kwh_per_m2": column(law, "heat_demand_nta_kwh_per_m2"),
            "qv10_dm3_per_s_m2": numbers(table, "qv10_dm3_per_s_m2"),
            "household_kwh": column(law, "epv_household_kwh"),
            "warmest_room_c": column(meter, "max_indoor_c"),
            "surplus_kwh": -column(meter, "net_kwh"),
            "is_gas_free": (column(meter, "gas_m3") <= 0.0).astype(np.float64),
        },
        index=table.index,
    )
    found = nom_keur(asked, on)
    margins = found[list(MARGINS.values())]
    missed, unknown = (margins < -TOLERANCE).to_numpy(), margins.isna().to_numpy()
    shown = found[[MARGINS[name] for name in CALCULATED]]
    is_missed, is_open = np.asarray(missed.any(axis=1)), np.asarray(unknown.any(axis=1))
    verdict = pd.Series(~is_missed, index=table.index).astype("boolean").mask(~is_missed & is_open)
    return shown.assign(
        nom_keur_missed=_names(missed), nom_keur_unknown=_names(unknown), meets_nom_keur=verdict
    )


def _names(
    is_so: np.ndarray[tuple[int, int], np.dtype[np.bool_]],
) -> np.ndarray[tuple[int], np.dtype[np.object_]]:
    """Return the requirements that hold of every row, with a semicolon between them."""
    words = [margin.removeprefix("nom_keur_").split("_margin")[0] for margin in MARGINS.values()]
    code = is_so @ (1 << np.arange(len(words)))
    unique, place = np.unique(code, return_inverse=True)
    texts = [";".join(word for k, word in enumerate(words) if one >> k & 1) for one in unique]
    return np.array(texts, dtype=object)[place] if len(code) else np.empty(0, dtype=object)
