"""Package shell-standard is there to meet the Standaard voor woningisolatie, by the law's own method."""

from itertools import product

import pandas as pd
import pytest

from nulopdemeter.dwelling import describe, read_housing_types, read_package, read_packages
from nulopdemeter.dwelling.words import FLATS
from nulopdemeter.evaluate import Settings, evaluate
from nulopdemeter.regulation.nta8800 import indicators
from nulopdemeter.regulation.shell import standaard
from tests.cases import default_weather

POSITIONS = [f"{level}_{side}" for level, side in product(("ground", "middle", "top"), ("middle", "corner"))]


def every_type():
    rows = []
    for kind in read_housing_types():
        year = min(max(kind.first_year, 1925), kind.last_year)
        size = kind.geometry.floor_area_m2
        positions = POSITIONS if kind.dwelling_type in FLATS else [""]
        rows.extend((f"{kind.key} {p}", kind.dwelling_type, p, year, size) for p in positions)
    names = ["dwelling_id", "dwelling_type", "position", "build_year", "floor_area_m2"]
    return pd.DataFrame(rows, columns=names)


@pytest.fixture(scope="module")
def insulated():
    """Every reference dwelling with the package, and its heat demand by the law as a share of the limit."""
    results = evaluate(every_type(), read_packages(["current", "shell-standard"]), default_weather()).results
    after = results[results["package"] == "shell-standard"].set_index("dwelling_id")
    share = after["heat_demand_nta_kwh_per_m2"] / after["standaard_limit_kwh_per_m2"]
    return after.assign(share_frac=share.astype(float))


@pytest.mark.validation
def test_shell_standard_meets_the_standaard_on_every_reference_house(insulated, record_validation):
    nearest = insulated.nlargest(15, "share_frac")
    for name, row in nearest.iterrows():
        record_validation(
            "Package shell-standard against the Standaard (NTA 8800; the fifteen furthest)",
            name,
            float(row["standaard_limit_kwh_per_m2"]),
            float(row["heat_demand_nta_kwh_per_m2"]),
            "kWh/m²",
            "limit of the law in place of a published value",
        )
    houses = insulated[~insulated["dwelling_type"].isin(FLATS)]
    assert houses["meets_standaard"].all(), nearest["share_frac"]


@pytest.mark.validation
def test_of_the_flats_a_few_between_others_stay_above_the_limit_by_a_fifth_at_most(insulated):
    # By the hour all of them met it. The monthly method asks more of flats than of houses: the limit of a flat with
    # little façade does not fall with it, while air and vertical pipes stay.
    # How many and how far was measured, not asked for: the numbers hold what the page about the law says.
    missing = insulated[~insulated["meets_standaard"].astype(bool)]
    assert len(missing) == 13
    assert missing["dwelling_type"].isin(FLATS).all()
    assert missing["share_frac"].max() < 1.21
    assert not missing.index.str.contains("top").any()


def closed_by(insulated, **changes):
    """Of the flats that miss the Standaard, how many meet it once parts of the package are better."""
    base = read_package("shell-standard")
    measures = [m.model_copy(update=changes.get(m.part, {})) for m in base.measure]
    names = insulated.index[~insulated["meets_standaard"].astype(bool)]
    rows = every_type()
    better = base.model_copy(update={"measure": tuple(measures)})
    table = describe(rows[rows["dwelling_id"].isin(names)], (better,)).table
    legal = indicators(table, Settings().on_netting)
    demand = legal["heat_demand_nta_kwh_per_m2"].to_numpy()
    return int(standaard(table, demand, Settings().on_netting)["meets_standaard"].sum())


@pytest.mark.validation
def test_what_closes_the_gap_of_those_flats(insulated):
    # What the page about the law says of the thirteen.
    balanced = {"system": "D", "recovery_frac": 0.81}
    assert closed_by(insulated, airtightness={"qv10_dm3_per_s_m2": 0.4}) == 8
    assert (
        closed_by(insulated, window={"u_w_per_m2k": 1.1, "g_window_frac": 0.55, "u_above_w_per_m2k": 1.3})
        == 7
    )
    assert closed_by(insulated, wall={"rc_m2k_per_w": 3.5, "rc_below_m2k_per_w": 3.0}) == 12
    assert closed_by(insulated, ventilation=balanced) == 12
    assert closed_by(insulated, ventilation=balanced, airtightness={"qv10_dm3_per_s_m2": 0.4}) == 13


@pytest.mark.validation
def test_nom_meets_the_standaard_in_every_position_of_every_type():
    results = evaluate(every_type(), read_packages(["current", "nom"]), default_weather()).results
    assert results.loc[results["package"] == "nom", "meets_standaard"].all()
