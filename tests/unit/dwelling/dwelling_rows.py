"""Small stocks for the tests of the dwelling stage."""

import pandas as pd

FLATS = ("portiekflat", "galerijflat", "maisonnette", "flat")
HOUSES = ("tussenwoning", "hoekwoning", "twee_onder_een_kap", "vrijstaand")
TYPES = HOUSES + FLATS
POSITIONS = tuple(
    f"{level}_{side}" for level in ("ground", "middle", "top", "single") for side in ("middle", "corner")
)
MID_TERRACE = {"dwelling_type": "tussenwoning", "build_year": 1970, "floor_area_m2": 114.9}


def stock(*rows: dict[str, object]) -> pd.DataFrame:
    """Make a stock of rows; identity is filled in."""
    return pd.DataFrame([{"dwelling_id": f"D{i}", "complex_id": "C1", **row} for i, row in enumerate(rows)])
