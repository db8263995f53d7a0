"""The target values (streefwaarden) per building part that go with the Standaard voor woningisolatie."""

from datetime import date
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from nulopdemeter.dwelling.ventilation import balanced_frac
from nulopdemeter.parameters import figures
from nulopdemeter.regulation.columns import numbers, words
from nulopdemeter.regulation.shell import OUTDOOR_COLUMNS, TOLERANCE

# Part → column of the dwelling table and sign: +1 where more is better.
_PARTS: Final = {
    "roof": ("rc_roof_m2k_per_w", 1.0),
    "wall": ("rc_wall_m2k_per_w", 1.0),
    "floor": ("rc_floor_m2k_per_w", 1.0),
    "window": ("u_window_w_per_m2k", -1.0),
    "door": ("u_door_w_per_m2k", -1.0),
    "airtightness": ("qv10_dm3_per_s_m2", -1.0),
}
MARGINS: Final = {
    "roof": "target_roof_margin_m2k_per_w",
    "wall": "target_wall_margin_m2k_per_w",
    "floor": "target_floor_margin_m2k_per_w",
    "window": "target_window_margin_w_per_m2k",
    "door": "target_door_margin_w_per_m2k",
    "airtightness": "target_leakage_margin_dm3_per_s_m2",
}


def target_values(table: pd.DataFrame, on: date) -> pd.DataFrame:
    """Hold every part of a dwelling against its target value.

    Parameters
    ----------
    table : DataFrame
        Dwelling table, n rows.
    on : date
        Day whose values hold.

    Returns
    -------
    DataFrame
        n rows: a margin per part (`MARGINS`; below zero not met, NaN where the dwelling has no such part or the
        value is unknown) and ``target_missed``, the parts that miss theirs, with ventilation, in the order of a
        renovation and with a semicolon between them.

    Notes
    -----
    Letter of 18 March 2021 (Kamerstukken II 2020/21, 30 196): a part at its target value need not be touched again.
    They are no condition of the Standaard, which is met or missed by the heat demand as a whole.
    """
    f = figures("regulation", on)
    area = _areas_m2(table)
    margins = {}
    for part, (name, sign) in _PARTS.items():
        margin = sign * (numbers(table, name) - f[f"target_{name}"])
        margins[MARGINS[part]] = np.where(area[part] > 0.0, margin, np.nan)
    is_missed = {part: margins[MARGINS[part]] < -TOLERANCE for part in _PARTS}
    is_balanced = balanced_frac(words(table, "ventilation")) >= 1.0
    is_missed["ventilation"] = ~(is_balanced & (numbers(table, "recovery_frac") > 0.0))
    missed = np.full(len(table), "", dtype=object)
    for part, misses in is_missed.items():
        gap = np.where(missed == "", "", ";")
        missed = np.where(misses, missed + gap + part, missed)
    return pd.DataFrame(margins, index=table.index).assign(target_missed=missed)


def _areas_m2(table: pd.DataFrame) -> dict[str, NDArray[np.float64]]:
    """Return the area of every part; what is not there has nothing to reach."""
    sums = {
        part: np.sum([numbers(table, name) for name in OUTDOOR_COLUMNS if name.startswith(part)], axis=0)
        for part in ("roof", "wall", "window", "door")
    }
    has_floor = words(table, "floor_boundary") != "none"
    floor = np.where(has_floor, numbers(table, "ground_floor_area_m2"), 0.0)
    return {**sums, "floor": floor, "airtightness": np.ones(len(table))}
