"""Panels of a stock: any tilt and orientation from eighteen columns, beside pvlib for the very plane."""

import numpy as np
import pandas as pd
import pytest
from tests.cases import default_weather

from nulopdemeter.engine.planes import N_PV, PV_FLAT, PV_SUNNIER, fleet_planes
from nulopdemeter.engine.pv import pv_w_per_kwp
from nulopdemeter.engine.pv_mix import pv_mix, relative_yields
from nulopdemeter.engine.residents import pv_weights
from nulopdemeter.engine.tables import read_table

TILTS = np.arange(0.0, 91.0, 15.0)
SUNNY = np.arange(90.0, 271.0, 22.5)


@pytest.fixture(scope="module")
def columns():
    return fleet_planes("profile_effective").pv(default_weather())


def apart(columns, tilt_deg, azimuth_deg):
    """How far the yearly yield of a mix is from that of pvlib."""
    exact = pv_w_per_kwp(default_weather(), tilt_deg, azimuth_deg)
    mixed = columns @ pv_mix(np.array([tilt_deg]), np.array([azimuth_deg]))[0]
    return mixed.sum() / exact.sum() - 1.0


@pytest.mark.parametrize("tilt", [15.0, 20.0, 35.0, 47.5, 60.0])
def test_roofs_from_east_by_south_to_west_yield_within_one_per_cent_of_pvlib(columns, tilt):
    assert max(abs(apart(columns, tilt, a)) for a in SUNNY) < 0.01


@pytest.mark.parametrize("tilt", [0.0, 12.0, 75.0, 90.0])
def test_flat_roofs_and_facades_do_too(columns, tilt):
    assert max(abs(apart(columns, tilt, a)) for a in (90.0, 157.5, 180.0, 270.0)) < 0.01


@pytest.mark.parametrize("azimuth", [0.0, 22.5, 45.0, 315.0])
def test_slopes_to_the_north_stay_within_two_per_cent(columns, azimuth):
    assert max(abs(apart(columns, t, azimuth)) for t in (15.0, 30.0, 45.0, 60.0, 90.0)) < 0.02


def test_no_weight_is_negative_and_no_hour_has_negative_power(columns):
    tilt, azimuth = (g.ravel() for g in np.meshgrid(TILTS, np.arange(0.0, 360.0, 22.5)))
    weights = pv_mix(tilt, azimuth)
    assert weights.shape == (len(tilt), N_PV)
    assert N_PV < 20
    assert (weights >= 0.0).all()
    assert ((weights.sum(1) > 0.85) & (weights.sum(1) < 1.1)).all()
    assert (columns @ weights.T >= 0.0).all()


def test_a_flat_roof_of_unknown_orientation_is_east_west_and_nothing_else():
    weights = pv_mix(np.array([12.0]), np.array([np.nan]))[0]
    assert np.flatnonzero(weights).tolist() == [PV_FLAT]
    assert weights[PV_FLAT] == pytest.approx(1.0)


def test_a_roof_of_unknown_orientation_is_the_sunnier_slope():
    weights = pv_mix(np.array([40.0]), np.array([np.nan]))[0]
    assert np.flatnonzero(weights).tolist() == [PV_SUNNIER]
    assert weights[PV_SUNNIER] == pytest.approx(1.0)


def test_a_facade_of_unknown_orientation_is_one_of_the_sunnier_ones(columns):
    mixed = (columns @ pv_mix(np.array([90.0]), np.array([np.nan]))[0]).sum() / 1000.0
    facing = [
        pv_w_per_kwp(default_weather(), 90.0, a).sum() / 1000.0 for a in (90.0, 135.0, 180.0, 225.0, 270.0)
    ]
    # East and west come from one orientation each, the three southern ones from two.
    assert mixed == pytest.approx(np.average(facing, weights=[1, 2, 2, 2, 1]), rel=0.005)


def test_an_orientation_between_two_and_the_power_count_in_proportion():
    table = pd.DataFrame({"pv_tilt_deg": [40.0, 40.0], "pv_azimuth_deg": [180.0, 180.0]})
    weights = pv_weights(table, np.array([1.0, 4.0]))
    assert weights[1] == pytest.approx(4.0 * weights[0])
    assert weights[0, 4] == pytest.approx(1.0)


def test_the_table_of_yields_is_what_it_says():
    rows = read_table("pv_yields")
    some = [
        row for row in rows if row["tilt_deg"] in ("12", "55") and row["azimuth_deg"] in ("0", "75", "180")
    ]
    assert len(some) == 6
    for row in some:
        tilt, azimuth = np.array([float(row["tilt_deg"])]), np.array([float(row["azimuth_deg"])])
        ours = relative_yields(default_weather(), tilt, azimuth)[0, 0]
        assert float(row["yield_frac"]) == pytest.approx(ours, abs=2e-4)
