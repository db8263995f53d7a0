"""What packages count as declared of a heat pump, beside the rules it comes from and beside real declarations."""

import math

import numpy as np
import pandas as pd
import pytest

from nulopdemeter.dwelling.declared import model_cop
from nulopdemeter.dwelling.tables import heat_pumps, table
from tests.validation.annex_q import bins, declared_cops, seasonal_cop

# Read second-hand, key bcrg-declarations: design supply [°C], COP at 5,556 kWh of heat or of one dwelling. All that
# were read with a supply and are not known to draw on ground or water; two more state no supply (4.15 and 4.35).
PUBLISHED = {
    "Vincent V45-Combi (20220186GK), 30 °C; source not confirmed": (30, 4.35),
    "Flint P40 (20240324GK), 30 °C": (30, 5.909),
    "BCRG 20250005GK, 5,556 kWh, 30 °C": (30, 6.155),
    "BCRG 20250005GK, 11,111 kWh, 30 °C": (30, 5.549),
    "BCRG 20250005GK, 5,556 kWh, 35 °C": (35, 5.733),
    "BCRG 20250005GK, 11,111 kWh, 35 °C": (35, 5.306),
    "public calculation of 2022, 35 °C": (35, 4.60),
    "public calculation of 2023, 45 °C": (45, 4.05),
}


def test_the_table_of_declared_coefficients_is_what_its_rule_gives():
    rows = table("declared_heat_pumps")
    stated = {(str(model), int(row["supply_c"])): float(row["cop"]) for model, row in rows.iterrows()}
    ruled = {key: math.floor(cop * 100) / 100 for key, cop in declared_cops().items()}
    assert stated == pytest.approx(ruled, abs=1e-9)


def test_the_bins_hold_a_year_of_heat_in_gigajoules():
    hours = bins()["hours_h"]
    for need in ("low_need", "high_need"):
        assert (hours * bins()[need]).sum() * 3.6 == pytest.approx(1000.0, rel=0.001)


def test_a_declared_coefficient_falls_with_the_supply_and_rises_with_the_class_of_the_machine():
    supply = np.array([30.0, 35.0, 40.0, 45.0, 50.0, 55.0, 65.0])
    cops = {
        word: model_cop(np.full(7, f"air-water-{word}", dtype=object), supply)
        for word in ("modest", "median", "good")
    }
    assert (np.diff(cops["median"]) < 0).all()
    assert (cops["modest"] < cops["median"]).all()
    assert (cops["median"] < cops["good"]).all()


def test_a_supply_between_two_classes_takes_the_next_one_up_and_one_above_all_has_none():
    model = np.full(4, "air-water-median", dtype=object)
    found = model_cop(model, np.array([36.0, 40.0, 66.0, np.nan]))
    assert found[0] == found[1] == 4.94
    assert np.isnan(found[2:]).all()
    assert np.isnan(model_cop(np.array(["air-air-split", ""], dtype=object), np.array([40.0, 40.0]))).all()


def test_a_dwelling_that_needs_more_heat_is_heated_in_milder_hours_too():
    row = {k: str(v) for k, v in heat_pumps().loc["air-water-median"].items()}
    assert seasonal_cop(row, 45, "high") > seasonal_cop(row, 45, "low")


@pytest.mark.validation
def test_the_machine_of_the_middle_lies_among_real_declarations(record_validation):
    # No tolerance was set beforehand: the bounds lie around what was measured and say how it stands.
    differences = []
    for name, (supply, published) in PUBLISHED.items():
        ours = float(model_cop(np.array(["air-water-median"], dtype=object), np.array([float(supply)]))[0])
        differences.append(ours / published - 1)
        title = "Declared COP for the rooms, air/water (annex Q): machine of the middle beside real ones"
        record_validation(title, name, published, ours, "-", f"{100 * differences[-1]:+.0f} %")
    assert -0.08 < min(differences) < max(differences) < 0.34
    assert abs(np.median(differences)) < 0.03
    own = table("declared_heat_pumps").loc["air-water-median"].set_index("supply_c")["cop"].astype(float)
    for supply in (30, 35):
        read = [cop for at, cop in PUBLISHED.values() if at == supply]
        assert min(read) < own[supply] < max(read)


def test_every_model_that_declares_hot_water_has_a_draw_off_the_norm_knows():
    rows = table("hot_water_heat_pumps")
    own = rows.loc[rows.index.isin(heat_pumps().index)]
    assert set(own["load_profile"]) <= {"S", "M", "L", "XL"}
    assert own["cop"].astype(float).between(1, 6).all()
    assert set(own.index) >= set(table("declared_heat_pumps").index)
    assert isinstance(own, pd.DataFrame)
