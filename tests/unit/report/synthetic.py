"""A made-up stock with believable outcomes, to draw a report of without computing one."""

import numpy as np
import pandas as pd

BEFORE = (
    "energy_before",
    "housing_cost_before",
    "housing_cost_before_no_netting",
    "housing_cost_before_no_netting_low",
    "housing_cost_before_no_netting_high",
)
PACKAGES = ("current", "shell-basic", "shell-standard", "hybrid", "all-electric", "nom")
_HEAT_KWH_PER_M2 = dict(zip(PACKAGES, (118, 86, 55, 84, 54, 31), strict=True))
_EUR_PER_M2 = dict(zip(PACKAGES, (0, 165, 380, 145, 520, 830), strict=True))
_PARTS = {
    "shell-basic": {"shell": 0.9, "ventilation": 0.1},
    "shell-standard": {"shell": 0.85, "ventilation": 0.15},
    "hybrid": {"shell": 0.45, "heating": 0.55},
    "all-electric": {"shell": 0.6, "ventilation": 0.12, "heating": 0.28},
    "nom": {"shell": 0.58, "ventilation": 0.1, "heating": 0.19, "pv": 0.13},
}
_GAS_KWH_PER_M3 = 9.77
_COMPLEXES = (
    "C014 Bloemenbuurt",
    "C021 Zonnehof",
    "C033 De Horst",
    "C040 Parkzicht",
    "C052 Molenwijk",
    "C058 Oranjepark",
    "C061 Vogelbuurt",
    "C066 Het Lage Land",
    "C070 Stationskwartier",
    "C075 Buitenhof",
)


def synthetic_results(n_rows: int = 200, seed: int = 20261122) -> pd.DataFrame:
    """Rows of dwelling x package: three rows rejected, one failed, hybrid does not fit some flats."""
    rng = np.random.default_rng(seed)
    stock = _stock(n_rows, rng)
    frames = [_package(stock, name, rng) for name in PACKAGES]
    current = frames[0]
    for frame in frames:
        for name in BEFORE:
            column = f"{name}_eur_per_month"
            frame[column] = current[column].to_numpy()
    results = pd.concat(frames, ignore_index=True)
    return _with_statuses(results, n_rows)


def _stock(n_rows: int, rng: np.random.Generator) -> pd.DataFrame:
    complex_no = np.arange(n_rows) * len(_COMPLEXES) // n_rows
    is_flat = np.isin(complex_no, (1, 2, 6))
    area = np.where(is_flat, rng.normal(66, 8, n_rows), rng.normal(92, 14, n_rows)).clip(38, 160)
    year = 1952 + 4 * complex_no + rng.integers(0, 4, n_rows)
    return pd.DataFrame(
        {
            "stock_row": np.arange(n_rows),
            "dwelling_id": [f"{100200 + i}" for i in range(n_rows)],
            "complex_id": [_COMPLEXES[c] for c in complex_no],
            "dwelling_type": np.where(is_flat, "portiekflat", "tussenwoning"),
            "build_year": year.astype(float),
            "label": "",
            "gas_measured_m3": np.nan,
            "floor_area_m2": area.round(1),
            "is_apartment": is_flat,
            "age_factor": (1.45 - (year - 1950) / 80) * rng.normal(1, 0.12, n_rows).clip(0.6, 1.5),
            "household_kwh": rng.normal(2300, 650, n_rows).clip(900, 5200),
            "hot_water_kwh": rng.normal(1500, 450, n_rows).clip(500, 3500),
            "huurtoeslag_eur_per_month": rng.choice([0.0, 145.0], n_rows, p=[0.4, 0.6]),
            "rent_eur_per_month": rng.normal(610, 62, n_rows).clip(380, 820),
            "rises": rng.gamma(2.0, 0.7, n_rows),
            "pv_now_kwp": rng.choice([0.0, 2.4], n_rows, p=[0.8, 0.2]),
            "filled_frac": rng.normal(0.55, 0.14, n_rows).clip(0.1, 0.9),
        }
    )


def _package(stock: pd.DataFrame, name: str, rng: np.random.Generator) -> pd.DataFrame:
    frame = stock.copy()
    frame["package"] = name
    area = frame["floor_area_m2"]
    per_m2 = _HEAT_KWH_PER_M2[name] * frame["age_factor"] ** (0.4 if name in ("nom", "all-electric") else 1.0)
    frame["heat_demand_kwh_per_m2"] = per_m2
    frame["heat_demand_kwh"] = per_m2 * area
    _energy(frame, name, rng)
    _law(frame, name)
    _money(frame, name, rng)
    return frame.drop(columns=["age_factor", "pv_now_kwp", "rises"])


def _energy(frame: pd.DataFrame, name: str, rng: np.random.Generator) -> None:
    heat, water = frame["heat_demand_kwh"], frame["hot_water_kwh"]
    on_gas = {"hybrid": 0.35, "all-electric": 0.0, "nom": 0.0}.get(name, 1.0)
    water_on_gas = 0.0 if name in ("all-electric", "nom") else 1.0
    gas_kwh = on_gas * heat / 0.95 + water_on_gas * water / 0.75
    frame["gas_m3"] = gas_kwh / _GAS_KWH_PER_M3
    frame["district_heat_kwh"] = 0.0
    frame["heating_electricity_kwh"] = (1 - on_gas) * heat / 3.6
    frame["hot_water_electricity_kwh"] = (1 - water_on_gas) * water / 2.4
    frame["fan_kwh"] = {"current": 180.0, "shell-basic": 150.0}.get(name, 260.0)
    frame["auxiliary_kwh"] = 90.0
    uses = (
        "heating_electricity_kwh",
        "hot_water_electricity_kwh",
        "fan_kwh",
        "auxiliary_kwh",
        "household_kwh",
    )
    frame["electricity_use_kwh"] = frame[list(uses)].sum(axis=1)
    roof_kwp = frame["floor_area_m2"] * np.where(frame["is_apartment"], 0.028, 0.075)
    wanted_kwp = frame["electricity_use_kwh"] / 900 if name == "nom" else frame["pv_now_kwp"]
    frame["pv_kwp"] = np.minimum(roof_kwp, wanted_kwp)
    frame["pv_kwh"] = frame["pv_kwp"] * 905
    frame["self_use_kwh"] = np.minimum(frame["pv_kwh"] * 0.31, frame["electricity_use_kwh"])
    frame["import_kwh"] = frame["electricity_use_kwh"] - frame["self_use_kwh"]
    frame["export_kwh"] = frame["pv_kwh"] - frame["self_use_kwh"]
    frame["net_kwh"] = frame["electricity_use_kwh"] + gas_kwh - frame["pv_kwh"]
    frame["is_nom"] = frame["net_kwh"] <= 0
    frame["is_building_nom"] = frame["net_kwh"] - frame["household_kwh"] <= 0
    electric = name in ("all-electric", "nom")
    frame["peak_import_kw"] = rng.normal(6.1 if electric else 3.6, 0.8, len(frame)).clip(1.5)
    frame["peak_export_kw"] = 0.8 * frame["pv_kwp"]
    frame["unmet_h"] = rng.integers(0, 12, len(frame)).astype(float)
    hot = {"current": 60, "nom": 210, "all-electric": 150, "shell-standard": 140}.get(name, 90)
    frame["overheating_h"] = rng.gamma(2.0, hot / 2, len(frame)).round()


def _law(frame: pd.DataFrame, name: str) -> None:
    per_m2 = frame["heat_demand_kwh_per_m2"]
    frame["heat_demand_nta_kwh_per_m2"], frame["standaard_limit_kwh_per_m2"] = per_m2, 60.0
    frame["meets_standaard"] = per_m2 < 60
    energy = (frame["net_kwh"] / frame["floor_area_m2"]).to_numpy()
    letters = np.array(["A++++", "A+++", "A++", "A+", "A", "B", "C", "D", "E", "F", "G"])
    frame["label_indicative"] = letters[np.searchsorted([5, 20, 40, 60, 85, 105, 125, 145, 165, 185], energy)]
    may = name == "nom"
    classes = np.select([may & (per_m2 < 30), may & (per_m2 < 43)], ["hoogwaardig", "basis"], "none")
    frame["epv_class"] = classes
    frame["epv_shortfall_kwh_per_m2"] = np.where(classes == "none", (per_m2 - 43).clip(0.1), 0.0)


def _money(frame: pd.DataFrame, name: str, rng: np.random.Generator) -> None:
    area = frame["floor_area_m2"]
    mid = _EUR_PER_M2[name] * area * rng.normal(1, 0.07, len(frame)).clip(0.8, 1.25)
    frame["investment_mid_eur"] = mid
    frame["investment_low_eur"], frame["investment_high_eur"] = mid * 0.85, mid * 1.2
    for part in ("shell", "ventilation", "heating", "pv"):
        frame[f"investment_{part}_eur"] = mid * _PARTS.get(name, {}).get(part, 0.0)
    frame["maintenance_eur_per_year"] = {"current": 260.0, "nom": 420.0}.get(name, 310.0)
    frame["epv_eur_per_month"] = np.select(
        [frame["epv_class"] == "hoogwaardig", frame["epv_class"] == "basis"], [1.43 * area, 0.95 * area], 0.0
    )
    raised = {"current": 0.0, "shell-basic": 18.0, "nom": 12.0}.get(name, 38.0) * frame["rises"]
    frame["rent_eur_per_month"] = rent = frame["rent_eur_per_month"] + raised
    fixed_and_gas = 34 + frame["gas_m3"] * 1.33 / 12 + (frame["gas_m3"] > 0) * 22
    netted = (frame["electricity_use_kwh"] - frame["pv_kwh"]) * 0.27 / 12
    hourly = (frame["import_kwh"] * 0.27 - frame["export_kwh"] * 0.01) / 12
    frame["energy_netting_eur_per_month"] = fixed_and_gas + np.maximum(netted, -5)
    frame["energy_no_netting_eur_per_month"] = fixed_and_gas * 1.03 + hourly
    frame["energy_before_eur_per_month"] = frame["energy_netting_eur_per_month"]
    base = rent + frame["epv_eur_per_month"] - frame["huurtoeslag_eur_per_month"]
    with_netting = base + frame["energy_netting_eur_per_month"]
    without = base + frame["energy_no_netting_eur_per_month"]
    frame["energy_netting_2027_eur_per_month"] = fixed_and_gas * 1.03 + np.maximum(netted, -5)
    frame["netting_end_eur_per_month"] = hourly - np.maximum(netted, -5)
    frame["housing_cost_before_eur_per_month"] = with_netting
    frame["housing_cost_before_no_netting_eur_per_month"] = without
    frame["housing_cost_netting_eur_per_month"] = with_netting
    frame["housing_cost_no_netting_eur_per_month"] = without
    band = 0.18 * frame["energy_no_netting_eur_per_month"]
    for which in ("no_netting", "before_no_netting"):
        frame[f"housing_cost_{which}_low_eur_per_month"] = without - band
        frame[f"housing_cost_{which}_high_eur_per_month"] = without + 1.4 * band


def _with_statuses(results: pd.DataFrame, n_rows: int) -> pd.DataFrame:
    results["status"], results["reason"] = "computed", ""
    row, package = results["stock_row"], results["package"]
    no_boiler = (package == "hybrid") & results["is_apartment"] & (row % 4 == 0)
    results.loc[no_boiler, "status"] = "not_applicable"
    results.loc[no_boiler, "reason"] = "collective heating"
    results.loc[(package == "nom") & (row == n_rows // 2), "status"] = "failed"
    results.loc[row >= n_rows - 3, "status"] = "rejected"
    empty = results["status"] != "computed"
    numbers = results.select_dtypes("float").columns.difference(
        ["build_year", "floor_area_m2", "filled_frac"]
    )
    results.loc[empty, numbers] = np.nan
    for column in ("is_nom", "is_building_nom", "meets_standaard"):
        results[column] = results[column].astype("boolean").mask(empty)
    results.loc[empty, ["label_indicative", "epv_class"]] = None
    return results


def synthetic_manifest(n_rows: int = 200) -> dict[str, object]:
    """What a run writes about itself, as far as the report reads it."""
    return {
        "run_id": "3fa91c07d2",
        "name": "Bloemenbuurt",
        "made_at": "2026-11-22T14:12:00+00:00",
        "seed": 20261122,
        "versions": {"nulopdemeter": "0.1.0"},
        "inputs": {"stock": {"file": "voorraad.xlsx", "rows": n_rows}, "weather": {"name": "debilt"}},
        "counts": {"rows_in": n_rows, "computed": n_rows - 4, "rejected": 3, "failed": 1},
    }
