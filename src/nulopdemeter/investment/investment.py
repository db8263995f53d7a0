"""What a package costs the corporation, by building part and with its band."""

from collections.abc import Sequence
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from nulopdemeter.dwelling import Dwellings, Package, measure_costs, measure_quantities
from nulopdemeter.dwelling.words import PARTS
from nulopdemeter.investment.subsidy import subsidy_eur
from nulopdemeter.parameters import figures

BANDS = ("low", "mid", "high")
# What the waterfall of a package is made of: its building parts, and the work of the project itself.
INVESTMENT_PARTS = (*PARTS, "project")


def _measures_eur(costs: pd.DataFrame, band: str) -> NDArray[np.float64]:
    """Return all measures of a row at one end of the band.

    Measures of one project are let together to one contractor in one market: when one is dear all are. So
    the low of the whole is the sum of the lows and the high the sum of the highs.
    """
    total: NDArray[np.float64] = np.sum([costs[f"{part}_{band}_eur"].to_numpy() for part in PARTS], axis=0)
    return total


def investment(
    dwellings: Dwellings, packages: Sequence[Package], meter: pd.DataFrame, on: date = date(2026, 12, 1)
) -> pd.DataFrame:
    """Return investment, upkeep and subsidy of every dwelling and package.

    Parameters
    ----------
    dwellings : Dwellings
        Described with these packages, n rows.
    packages : Sequence of Package
        The same packages, in the same order.
    meter : DataFrame
        Yearly meter, the same n rows; its ``pv_kwp`` is what stands on the roof after the works, its
        ``heat_pump_kw`` the size of the heat pump.
    on : date
        Day whose subsidies hold.

    Returns
    -------
    DataFrame
        n rows, index of ``dwellings.table``: ``investment_low_eur``, ``investment_mid_eur``,
        ``investment_high_eur`` before subsidy and with the value added tax a corporation cannot reclaim;
        ``maintenance_eur_per_year`` (upkeep more than now); ``subsidy_eur``; and ``investment_<part>_eur``
        for each of `INVESTMENT_PARTS`, that add up to the middle. Missing where the package is not
        applicable.
    """
    f = figures("investment", on)
    table = dwellings.table
    pv_kwp = meter["pv_kwp"].to_numpy(dtype=np.float64, na_value=np.nan)
    pump_kw = meter["heat_pump_kw"].to_numpy(dtype=np.float64, na_value=np.nan)
    costs = measure_costs(dwellings, packages, pv_kwp, pump_kw)
    measures = {band: _measures_eur(costs, band) for band in BANDS}
    result = pd.DataFrame(
        {f"investment_{band}_eur": measures[band] * (1.0 + f[f"project_{band}_frac"]) for band in BANDS},
        index=table.index,
    )
    result["maintenance_eur_per_year"] = costs["maintenance_eur_per_year"].to_numpy()
    heating_eur = costs["heating_mid_eur"].to_numpy()
    heat_pump_kw = measure_quantities(dwellings, pv_kwp, pump_kw)["heat_pump_kw"].to_numpy()
    placed_kw = np.where(table["heating"].isin(("heat_pump", "hybrid")), heat_pump_kw, 0.0)
    result["subsidy_eur"] = subsidy_eur(placed_kw, heating_eur, on)
    for part in PARTS:
        result[f"investment_{part}_eur"] = costs[f"{part}_mid_eur"].to_numpy()
    result["investment_project_eur"] = measures["mid"] * f["project_mid_frac"]
    result.loc[~table["is_applicable"].to_numpy(dtype=bool)] = np.nan
    return result
