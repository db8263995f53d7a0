"""Draw the certified heat pumps of ``heat_pump_models.csv``: ``python -m tests.validation.choose_heat_pumps FOLDER``.

FOLDER holds the Keymark exports of hplib (``input/csv`` of https://github.com/FZJ-IEK3-VSA/hplib at 125c2ef6, MIT), a
file a certificate. The rule is in ``is_complete`` and ``draw``; nothing is left out because of how it compares.
"""

import csv
import sys
from collections import Counter
from pathlib import Path

import numpy as np

OUTPUT = Path(__file__).with_name("heat_pump_models.csv")
SEED = 14825
WANTED = {"air": 180, "ground": 60}
A_MAKER = 8
# Column → number of the value in EN14825_nnn.
POINTS = {
    "scop": 3,
    "design_kw": 2,
    "cop_m7": 9,
    "cop_p2": 11,
    "cop_p7": 13,
    "cop_p12": 15,
    "heat_m7_kw": 8,
    "heat_p2_kw": 10,
    "heat_p7_kw": 12,
    "heat_p12_kw": 14,
    "degradation_m7_frac": 47,
    "degradation_p2_frac": 48,
    "degradation_p7_frac": 49,
    "degradation_p12_frac": 50,
    "bivalent_c": 4,
    "bivalent_cop": 17,
    "bivalent_kw": 16,
    "limit_c": 5,
    "limit_cop": 19,
    "limit_kw": 18,
    "off_w": 23,
    "thermostat_off_w": 24,
    "standby_w": 25,
    "crankcase_w": 26,
}
AIRFLOW = 20
APPLICATIONS = {"low": "4", "medium": "5"}
AVERAGE, HEADS = (
    "3",
    ("certificate", "maker", "model", "source_kind", "is_reversible", "application", *POINTS),
)


def read_models(path):
    """Return what a certificate declares, by model: its own words and the values of the average climate."""
    models = {}
    with path.open(encoding="utf-8-sig", errors="replace") as lines:
        for row in csv.DictReader(lines):
            if "varName" not in row:
                return {}
            words, values = models.setdefault(row["modelID"], ({}, {}))
            if not row["varName"].startswith("EN14825_"):
                words.setdefault(row["varName"], row["value"])
            elif row["climate"] == AVERAGE:
                values.setdefault((int(row["varName"][-3:]), row["temperature"]), row["value"])
    return models


def numbers(values, temperature):
    """Return the declared values of one application, or nothing where one is missing or no number."""
    try:
        return {name: float(values[code, temperature]) for name, code in POINTS.items()}
    except (KeyError, ValueError):
        return {}


def is_complete(words, low, medium, airflow):
    """Both applications whole, physically possible, and no exhaust air (below 500 m³/h), whose source is indoors."""
    if not (low and medium and words.get("title", "").strip() and words.get("reversibility") in ("0", "1")):
        return False
    possible = all(
        min(p[f"cop_{n}"] for n in ("m7", "p2", "p7", "p12")) > 1.0
        and min(p[f"heat_{n}_kw"] for n in ("m7", "p2", "p7", "p12")) > 0.1
        and all(0.5 <= p[f"degradation_{n}_frac"] <= 1.0 for n in ("m7", "p2", "p7", "p12"))
        and p["scop"] > 1.0
        for p in (low, medium)
    )
    return possible and not 0.0 < airflow < 500.0


def certificates(folder):
    """Yield one model a certificate: the first that is complete."""
    for path in sorted(folder.glob("*.csv")):
        for words, values in read_models(path).values():
            low, medium = (numbers(values, t) for t in APPLICATIONS.values())
            airflow = float(values.get((AIRFLOW, "4"), 0) or 0)
            if is_complete(words, low, medium, airflow):
                # The heat source is not in the export: as in the reference file, by the ratio of two coefficients.
                kind = "air" if low["cop_p12"] / low["cop_m7"] >= 1.7 else "ground"
                yield path.stem.strip("_"), words, kind, {"low": low, "medium": medium}
                break


def draw(found):
    """Draw by seed, of every kind as many as wanted, of a maker (first word of the certificate) no more than eight."""
    order = np.random.default_rng(SEED).permutation(len(found))
    makers, kinds, chosen = Counter(), Counter(), []
    for i in order:
        certificate, _, kind, _ = found[i]
        maker = certificate.replace(".", "_").split("_")[0].lower()
        if kinds[kind] < WANTED[kind] and makers[maker] < A_MAKER:
            makers[maker] += 1
            kinds[kind] += 1
            chosen.append((maker, *found[i]))
    return sorted(chosen, key=lambda c: (c[3], c[1]))


def write(chosen):
    """Write the table that the tests read."""
    with OUTPUT.open("w", encoding="utf-8", newline="\n") as lines:
        out = csv.writer(lines, lineterminator="\n")
        out.writerow(HEADS)
        for maker, certificate, words, kind, points in chosen:
            for application, values in points.items():
                own = [certificate, maker, words["title"].strip(), kind, words["reversibility"], application]
                out.writerow([*own, *(f"{values[name]:g}" for name in POINTS)])


if __name__ == "__main__":
    csv.field_size_limit(10_000_000)
    write(draw(list(certificates(Path(sys.argv[1])))))
