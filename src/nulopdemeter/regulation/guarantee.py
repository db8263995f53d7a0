"""What the tenant of every row is guaranteed, and how the calculated year stands to it."""

from datetime import date

import numpy as np
import pandas as pd

from nulopdemeter.regulation.epv_before_2024 import OLDER
from nulopdemeter.regulation.epv_bundle import guarantee_shortfall, guaranteed_bundle
from nulopdemeter.regulation.epv_older import older_bundle
from nulopdemeter.regulation.label import building_electricity_kwh
from nulopdemeter.regulation.shell import column

_SHORTFALL = {
    "shortfall_kwh": "bundle_shortfall_kwh",
    "shortfall_kwh_per_m2": "bundle_shortfall_kwh_per_m2",
    "shortfall_eur_per_year": "bundle_shortfall_eur_per_year",
    "fee_at_risk_eur_per_year": "bundle_fee_at_risk_eur_per_year",
}


def guarantee(
    table: pd.DataFrame,
    law: pd.DataFrame,
    meter: pd.DataFrame,
    norm_heat_demand_kwh_per_m2: pd.Series,
    price_eur_per_kwh: float,
    on: date,
) -> pd.DataFrame:
    """Hold the calculated year of every row against what an EPV guarantees.

    Parameters
    ----------
    table : DataFrame
        Dwelling table, n rows.
    law : DataFrame
        `regulation`, the same n rows.
    meter : DataFrame
        Yearly meter of the household that lives there, the same n rows.
    norm_heat_demand_kwh_per_m2 : Series
        n rows: heat demand of the same year with the standard resident.
    price_eur_per_kwh : float
        What the tenant pays for electricity, taxes included [EUR/kWh].
    on : date
        Day whose amounts hold.

    Returns
    -------
    DataFrame
        n rows, empty without an EPV: ``bundle_kwh``, ``bundle_heat_demand_kwh_per_m2``,
        ``bundle_fee_eur_per_month``; ``bundle_left_kwh`` (made on the dwelling in the year less what the building
        used), ``bundle_shortfall_kwh``, ``bundle_shortfall_kwh_per_m2``, ``bundle_shortfall_eur_per_year``,
        ``bundle_fee_at_risk_eur_per_year`` and ``is_bundle_kept``.

    Notes
    -----
    The heat demand is promised at average weather and average use (Stb. 2016, 303, article 1, g): it is held against
    the standard resident, the electricity against the household itself.
    """
    is_older = (law["epv_rules"] == OLDER).any()
    bundle = (
        older_bundle(table, law, on)
        if is_older
        else guaranteed_bundle(
            table[["is_apartment", "build_year", "floor_area_m2"]].join(law[["epv_class", "compactness"]]), on
        )
    )
    left_kwh = column(meter, "pv_kwh") - building_electricity_kwh(meter)
    demand = norm_heat_demand_kwh_per_m2.to_numpy(dtype=np.float64)
    found = guarantee_shortfall(bundle, left_kwh, demand, price_eur_per_kwh)
    has = bundle["bundle_kwh"].notna()
    return bundle.assign(
        bundle_left_kwh=np.where(has, left_kwh, np.nan),
        **{name: found[own].where(has) for own, name in _SHORTFALL.items()},
        is_bundle_kept=found["is_kept"].astype("boolean").where(has),
    )
