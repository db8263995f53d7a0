"""Which package brings an EPV where, with the declarations of its machines and with the default values of the norm."""

import numpy as np
import pytest

from nulopdemeter.dwelling import read_packages
from nulopdemeter.dwelling.words import FLATS
from nulopdemeter.evaluate import Settings, evaluate
from nulopdemeter.regulation import regulation
from nulopdemeter.regulation.nta8800 import indicators
from tests.cases import default_weather
from tests.validation.test_standaard import every_type

NAMES = ["current", "hybrid", "all-electric", "ground-source", "nom", "nom-battery"]
BY_DEFAULTS, DECLARED = "default values of the norm", "declared machines"


@pytest.fixture(scope="module")
def outcomes():
    """Every reference dwelling with every package: the law with declarations, and without."""
    got = evaluate(every_type(), read_packages(NAMES), default_weather())
    table, panels, on = got.dwellings.table, got.simulated.pv_kwp, Settings().on_netting
    bare = table.assign(heat_pump_declared_cop=np.nan, hot_water_declared_cop=np.nan)
    kept = table[["package", "dwelling_type"]]
    found = {}
    for name, one in ((DECLARED, table), (BY_DEFAULTS, bare)):
        legal = indicators(one, on, pv_kwp=panels)
        law = regulation(one, got.balance.meter, on, legal)
        found[name] = kept.join(law).assign(is_flat=kept["dwelling_type"].isin(FLATS))
    return found


def fees(outcome, package, is_flat):
    own = outcome[(outcome["package"] == package) & (outcome["is_flat"] == is_flat)]
    return int((own["epv_class"] != "none").sum())


@pytest.mark.validation
@pytest.mark.parametrize(
    ("package", "by_defaults", "declared"),
    [
        ("hybrid", (0, 0), (0, 0)),
        ("all-electric", (0, 0), (0, 0)),
        ("ground-source", (0, 0), (0, 0)),
        ("nom", (0, 0), (28, 38)),
        ("nom-battery", (9, 0), (28, 38)),
    ],
)
def test_as_many_dwellings_get_a_fee_as_the_page_about_the_law_says(
    outcomes, package, by_defaults, declared, record_validation
):
    for name, wanted in ((BY_DEFAULTS, by_defaults), (DECLARED, declared)):
        found = tuple(fees(outcomes[name], package, is_flat) for is_flat in (False, True))
        for kind, most, count in (("houses", 28, found[0]), ("flats", 150, found[1])):
            title = "EPV of packages: reference dwellings that get one"
            record_validation(title, f"{package}, {kind}, {name}", most, count, "-", "of how many")
        assert found == wanted, name


@pytest.mark.validation
def test_what_keeps_a_flat_at_zero_on_the_meter_from_its_fee_is_its_roof(outcomes):
    nom = outcomes[DECLARED]
    nom = nom[(nom["package"] == "nom") & nom["is_flat"] & (nom["epv_class"] == "none")]
    assert len(nom) == 112
    assert (nom["epv_basis_heat_demand_margin_kwh_per_m2"] > 0).all()
    # EP2 and household use are one balance of panels and installations: both fail, or neither.
    assert (nom["epv_basis_ep2_margin_kwh_per_m2"] < 0).all()
    assert (nom["epv_basis_household_margin_kwh"] <= 0).all()
    short = -nom["epv_basis_ep2_margin_kwh_per_m2"]
    assert 5 < short.median() < 10
    assert short.max() < 30
