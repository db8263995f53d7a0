"""NOM Keur: the distance to every requirement, on both sides of it."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from nulopdemeter.regulation.nom_keur import MARGINS, nom_keur

ON = date(2026, 7, 1)
JUST = {
    "heat_demand_kwh_per_m2": 50.0,
    "qv10_dm3_per_s_m2": 0.6,
    "household_kwh": 2300.0,
    "warmest_room_c": 26.0,
    "shower_s": 600.0,
    "guarantee_years": 10,
    "surplus_kwh": 0.0,
    "is_gas_free": True,
    "is_monitored": True,
}


def verdict(**changes):
    return nom_keur(pd.DataFrame([{"is_apartment": False, **JUST, **changes}]), ON).iloc[0]


def test_a_dwelling_that_just_meets_everything_meets_the_mark():
    row = verdict()
    assert row["meets_nom_keur"]
    assert row["nom_keur_n_unknown"] == 0
    assert [row[name] for name in MARGINS.values()] == pytest.approx([0.0] * 9)


@pytest.mark.parametrize(
    ("name", "missed", "margin"),
    [
        ("heat_demand_kwh_per_m2", 50.001, -0.01),  # rounded up to 50.01
        ("qv10_dm3_per_s_m2", 0.601, -0.001),
        ("household_kwh", 2299.999, -0.001),
        ("warmest_room_c", 26.001, -0.001),
        ("shower_s", 599.999, -0.001),
        ("guarantee_years", 9.999, -0.001),
        ("surplus_kwh", -0.001, -0.001),
        ("is_gas_free", False, -1.0),
        ("is_monitored", False, -1.0),
    ],
)
def test_each_requirement_is_missed_by_a_thousandth(name, missed, margin):
    row = verdict(**{name: missed})
    assert row[MARGINS[name]] == pytest.approx(margin)
    assert not row["meets_nom_keur"]


def test_a_flat_has_a_smaller_bundle():
    assert verdict(is_apartment=True, household_kwh=1750.0)["meets_nom_keur"]
    assert not verdict(is_apartment=True, household_kwh=1749.999)["meets_nom_keur"]


def test_what_is_not_known_is_not_met():
    row = nom_keur(pd.DataFrame({"is_apartment": [False], "shower_s": [600.0]}), ON).iloc[0]
    assert row["nom_keur_n_unknown"] == 8
    assert np.isnan(row[MARGINS["household_kwh"]])
    assert not row["meets_nom_keur"]
