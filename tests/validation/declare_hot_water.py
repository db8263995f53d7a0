"""Certified hot water of ``hot_water_heat_pumps.csv``: ``python -m tests.validation.declare_hot_water FOLDER``.

FOLDER holds the Keymark exports of hplib, as in ``choose_heat_pumps.py``. Counted are machines that heat rooms as well,
average climate, the first of a certificate with each draw-off.
"""

import csv
import sys
from pathlib import Path

import pandas as pd

AVERAGE, LOW = "3", "4"
# Column → name in the export; of EN 14825 the points at 35 °C that tell air from ground, and the load.
WATER = {"profile": "EN16147_001", "cop": "EN16147_003", "standby_w": "EN16147_005", "water_c": "EN16147_006"}
ROOMS = {"cop_m7": "EN14825_009", "cop_p12": "EN14825_015", "design_kw": "EN14825_002"}
EFFICIENCY = "EN16147_002"


def read_models(path):
    """Yield what each model of a certificate declares."""
    models = {}
    with path.open(encoding="utf-8-sig", errors="replace") as lines:
        for row in csv.DictReader(lines):
            if row.get("climate") == AVERAGE and row["temperature"] in ("0", LOW):
                models.setdefault(row["modelID"], {}).setdefault(row["varName"], row["value"])
    for own in models.values():
        names = {**WATER, **ROOMS, "efficiency": EFFICIENCY}
        yield {"certificate": path.stem, **{name: own.get(code) for name, code in names.items()}}


def certified(folder):
    """Return one model a certificate and draw-off, of those whose values are possible."""
    table = pd.DataFrame([one for path in sorted(folder.glob("*.csv")) for one in read_models(path)])
    table["profile"] = table["profile"].str.upper()
    numbers = table.columns.drop(["certificate", "profile"])
    table[numbers] = table[numbers].apply(pd.to_numeric, errors="coerce")
    is_possible = table["cop"].between(1, 6) & (table["efficiency"] > 50) & table["water_c"].between(40, 70)
    is_whole = table["profile"].isin(["M", "L", "XL"]) & table[["cop_m7", "cop_p12"]].notna().all(axis=1)
    kept = table[is_possible & is_whole].drop_duplicates(["certificate", "profile"])
    # The heat source is not in the export: as in the reference file, by the ratio of two coefficients.
    is_air = kept["cop_p12"] / kept["cop_m7"] >= 1.7
    return kept.assign(kind=is_air.map({True: "air", False: "ground"}))


if __name__ == "__main__":
    csv.field_size_limit(10_000_000)
    found = certified(Path(sys.argv[1]))
    small = found[(found["kind"] == "air") & (found["design_kw"] <= 5)].assign(kind="small")
    for (kind, profile), own in pd.concat([found, small]).groupby(["kind", "profile"]):
        cops = own["cop"].quantile([0.1, 0.5, 0.9]).round(2).to_list()
        rest = own[["water_c", "standby_w"]].median().to_list()
        sys.stdout.write(f"{kind} {profile} {len(own)} {cops} {rest}\n")
