"""The first rules of the EPV for the rows of a run, under the names of the rules that came after."""

from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from nulopdemeter.regulation.epv import CLASSES
from nulopdemeter.regulation.epv_before_2024 import BANDS, epv_before_2024, limits_before_2024
from nulopdemeter.regulation.label import building_electricity_kwh
from nulopdemeter.regulation.shell import TOLERANCE, column

BAND_NAMES = tuple(f"band_{band}" for band in BANDS)
MARGINS_BEFORE_2024 = (
    "epv_before_2024_heat_demand_margin_kwh_per_m2",
    "epv_before_2024_renewable_heat_margin_kwh",
    "epv_before_2024_household_margin_kwh",
)


def _supply(meter: pd.DataFrame) -> NDArray[np.object_]:
    """Return how each dwelling is supplied; of a heat network nobody tells how renewable it is."""
    return np.select(
        [column(meter, "gas_m3") > 0.0, column(meter, "district_heat_kwh") > 0.0],
        ["gas", "network_partly"],
        default="own_heat",
    ).astype(object)


def _reason(
    found: pd.DataFrame, is_known: NDArray[np.bool_], is_charged: NDArray[np.bool_]
) -> NDArray[np.str_]:
    """Return the key of why there is no EPV: the first condition that fails."""
    return np.select(
        [
            is_charged,
            ~is_known,
            found["epv_heat_demand_margin_kwh_per_m2"].to_numpy() < -TOLERANCE,
            found["epv_renewable_heat_margin_kwh"].to_numpy() < -TOLERANCE,
        ],
        ["", "epv.reason.unknown", "epv.reason.heat_demand", "epv.reason.renewable_heat"],
        default="epv.reason.household",
    )


def older_epv(
    table: pd.DataFrame, meter: pd.DataFrame, renewable_heat_kwh: NDArray[np.float64], on: date
) -> pd.DataFrame:
    """Hold the rows of a run against the rules of before 2024.

    Parameters
    ----------
    table : DataFrame
        Dwelling table, n rows.
    meter : DataFrame
        Yearly meter by the method of the law, the same n rows; ``gas_m3`` and ``district_heat_kwh`` of the hours.
    renewable_heat_kwh : ndarray of float
        Shape (n,), made on the dwelling; NaN where it is not known.
    on : date
        Day whose amounts hold.

    Returns
    -------
    DataFrame
        n rows: the columns of `epv` with ``band_1`` to ``band_3`` as classes and empty margins, and the margins
        `MARGINS_BEFORE_2024`.

    Notes
    -----
    `epv_before_2024` with the bands by NTA 8800. A dwelling on gas gets the fee of that variant.
    """
    household_kwh = column(meter, "pv_kwh") - building_electricity_kwh(meter)
    asked = pd.DataFrame(
        {
            "heat_demand_kwh_per_m2": column(meter, "heat_demand_kwh_per_m2"),
            "floor_area_m2": column(table, "floor_area_m2"),
            "renewable_heat_kwh": renewable_heat_kwh,
            "pv_kwh": household_kwh,
            "building_electricity_kwh": 0.0,
            "epv_supply": _supply(meter),
            "is_nta8800": True,
        },
        index=table.index,
    )
    found = epv_before_2024(asked, on)
    fee = column(found, "epv_max_eur_per_month")
    is_charged = fee > 0.0
    is_known = np.isfinite(asked["heat_demand_kwh_per_m2"].to_numpy() + household_kwh)
    names = np.array(["none", *BAND_NAMES], dtype=object)
    margins = [column(found, name.replace("before_2024_", "")) for name in MARGINS_BEFORE_2024]
    return pd.DataFrame(
        {
            "epv_class": np.where(is_charged, names[found["epv_band"]], "none"),
            "epv_reason": _reason(found, is_known, is_charged),
            "epv_max_eur_per_month": fee,
            "epv_household_kwh": household_kwh,
            "epv_shortfall_kwh_per_m2": np.maximum(0.0, -margins[0]),
            **{f"epv_{name}_{limit}": np.nan for name in CLASSES for limit in _LIMITS},
            **dict(zip(MARGINS_BEFORE_2024, margins, strict=True)),
        },
        index=table.index,
    )


_LIMITS = ("heat_demand_margin_kwh_per_m2", "ep2_margin_kwh_per_m2", "household_margin_kwh")


def older_bundle(table: pd.DataFrame, law: pd.DataFrame, on: date) -> pd.DataFrame:
    """Say what the landlord guarantees the tenant under the rules of before 2024.

    Parameters
    ----------
    table : DataFrame
        Dwelling table, n rows.
    law : DataFrame
        `older_epv`, the same n rows.
    on : date
        Day whose amounts hold.

    Returns
    -------
    DataFrame
        n rows, NaN without an EPV: the columns of `guaranteed_bundle`.
    """
    limits = limits_before_2024(column(table, "floor_area_m2"), on)
    place = pd.Index(BAND_NAMES).get_indexer(pd.Index(law["epv_class"].astype(str)))
    has = place >= 0
    return pd.DataFrame(
        {
            "bundle_kwh": np.where(has, limits.household_kwh, np.nan),
            "bundle_heat_demand_kwh_per_m2": np.where(has, limits.heat_demand_kwh_per_m2[place], np.nan),
            "bundle_fee_eur_per_month": np.where(has, column(law, "epv_max_eur_per_month"), np.nan),
        },
        index=table.index,
    )
