"""What a declaration by annex Q of NTA 8800 would come to, for a machine of which only the certificate is known.

The bins, the need of each of them, the water that comes back and the brine are those of tables Q.4 to Q.7
(``annex_q_bins.csv``, second-hand as all of the norm, key ``nta-8800``). The annex lays planes through tests at full
and at part load (EN 14511); a certificate after EN 14825 has no full load, so the coefficient of each bin comes from
the heat pump of the kernels, without its field factor and with the efficiency in a straight line between points: the
annex has no straight line of the coefficient as EN 14825 has, and of both this is the lower one, nearer to real ones.
"""

from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from nulopdemeter.dwelling.tables import heat_pumps
from nulopdemeter.engine.hours import put_pump_columns
from nulopdemeter.engine.machines import TEST_POINTS, pump_efficiencies
from nulopdemeter.engine.simulate import make_rules
from nulopdemeter.kernels import layout as at
from nulopdemeter.kernels.plant import pump_input

# Table Q.7: what the water cools at the design supply of the class; classes in its order.
SPREAD_K = {30: 3.0, 35: 5.0, 40: 5.0, 45: 5.0, 50: 8.0, 55: 8.0, 65: 10.0}
# Q.4.4: power of a source pump that was not measured, per power drawn from the source.
SOURCE_PUMP = 0.05


@cache
def bins():
    return pd.read_csv(Path(__file__).with_name("annex_q_bins.csv"))


def outlets_c(supply_c, least_load):
    """Water out of the machine: what comes back, and the spread of the design as far as the load reaches."""
    table = bins()
    # The need is a straight line, so that of the design temperature follows from the two bins before it.
    need = table["low_need"].to_numpy()
    most = 2.0 * need[-2] - need[-3]
    load = np.clip(need / most, least_load, 1.0)
    return table[f"inlet_{supply_c}_c"].to_numpy() + SPREAD_K[supply_c] * load


def bin_cops(model, supply_c):
    """Coefficient of performance of every bin; ``model`` is a row of ``heat_pumps.csv``."""
    table = bins()
    rows = np.zeros(at.N_FIXED)
    low, medium = pump_efficiencies({**model, "field_factor_frac": "1"})
    rows[at.PUMP_35_M7 : at.PUMP_35_M7 + len(TEST_POINTS)] = low
    rows[at.PUMP_55_M7 : at.PUMP_55_M7 + len(TEST_POINTS)] = medium
    is_ground = model["source_kind"] == "ground"
    rows[at.PUMP_FROM_BRINE if is_ground else at.PUMP_FROM_AIR] = 1.0
    climate = np.zeros((len(table), at.N_CLIMATE))
    put_pump_columns(climate, table["outdoor_c"].to_numpy())
    climate[:, at.PUMP_BOW] = 0.0
    climate[:, at.OUT_C], climate[:, at.BRINE_C] = table["outdoor_c"], table["ground_c"]
    water, rules = outlets_c(supply_c, float(model["modulation_least_frac"])), make_rules()
    cops = np.array(
        [1.0 / pump_input(rows, hour, rules, w, 0.0) for hour, w in zip(climate, water, strict=True)]
    )
    return 1.0 / (1.0 / cops + SOURCE_PUMP * (1.0 - 1.0 / cops)) if is_ground else cops


def seasonal_cop(model, supply_c, need="low"):
    """Coefficient of the year (Q.2), of a dwelling that needs little (up to 41.7 kWh/m²) or more heat."""
    table = bins()
    heat = (table["hours_h"] * table[f"{need}_need"]).to_numpy()
    return float(heat.sum() / (heat / bin_cops(model, supply_c)).sum())


def declared_cops():
    """The coefficient of every air/water and ground model, by model and design supply; the lower of both needs."""
    models = heat_pumps()
    rows = {str(m): {k: str(v) for k, v in models.loc[m].items()} for m in models.index}
    return {
        (name, supply): min(seasonal_cop(row, supply, need) for need in ("low", "high"))
        for name, row in rows.items()
        if row["source_kind"] in ("air", "ground")
        for supply in SPREAD_K
    }
