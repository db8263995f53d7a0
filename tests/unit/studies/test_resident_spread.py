"""Residents as a distribution."""

import numpy as np
import pandas as pd
import pytest
from tests.cases import all_dwellings, default_weather

from nulopdemeter.engine import simulate
from nulopdemeter.errors import InputError
from nulopdemeter.language import say
from nulopdemeter.studies import resident_draws, resident_spread
from nulopdemeter.studies.residents import N_DRAWS, household_shares

TABLE = all_dwellings().table
FEW = TABLE[
    TABLE["dwelling_id"].isin(["terraced-1970", "walk-up-1970"]) & TABLE["package"].isin(["current", "nom"])
]


@pytest.fixture(scope="module")
def spread():
    return resident_spread(FEW, default_weather())


def test_draws_have_the_quantiles_of_the_table():
    draws = resident_draws(1024)
    assert draws["household_quantile"].quantile(0.5) == pytest.approx(0.5, abs=0.01)
    for name, low, middle, high in (
        ("set_shift_k", -1.5, 0.0, 1.3),
        ("hot_water_factor", 0.6, 0.95, 1.55),
        ("electricity_factor", 0.62, 0.93, 1.5),
    ):
        assert draws[name].quantile([0.1, 0.5, 0.9]).tolist() == pytest.approx([low, middle, high], abs=0.04)


def test_draws_are_correlated_as_the_table_says():
    ranks = resident_draws(4096).corr("spearman")
    # Spearman's of a Gaussian copula is 6/π asin(ρ/2).
    expected = 6 / np.pi * np.arcsin(0.4 / 2)
    assert ranks.loc["set_shift_k", "heated_shift_frac"] == pytest.approx(expected, abs=0.03)
    assert ranks.loc["household_quantile"].drop("household_quantile").abs().max() < 0.03


def test_the_same_seed_draws_the_same_and_another_seed_something_else():
    pd.testing.assert_frame_equal(resident_draws(32, 7), resident_draws(32, 7))
    assert not resident_draws(32, 7).equals(resident_draws(32, 8))


@pytest.mark.parametrize("n_draws", [0, 1, 3, 100, -4, 2**17])
def test_a_number_of_draws_that_is_no_power_of_two_is_refused(n_draws):
    with pytest.raises(InputError) as refused:
        resident_draws(n_draws)
    assert "n_draws" in str(refused.value)
    assert "64" in str(refused.value)
    assert "macht van twee" in say("NOM-E840.remedy", "nl", {})


def test_an_unknown_population_is_refused():
    with pytest.raises(InputError):
        household_shares(np.array([80.0]), "rich")


@pytest.mark.parametrize(("population", "singles"), [("social", 0.55), ("national", 0.385)])
def test_larger_dwellings_hold_larger_households(population, singles):
    shares = household_shares(np.array([50.0, 97.0, 150.0]), population)
    assert shares.sum(1).tolist() == pytest.approx([1, 1, 1])
    alone = shares[:, :2].sum(1)
    assert alone[0] > alone[1] > alone[2]
    assert alone[1] == pytest.approx(singles, abs=0.03)


def test_the_band_is_wide_and_in_order(spread):
    for stem, unit in (("heat_demand", "kwh"), ("electricity_use", "kwh"), ("net", "kwh")):
        low, middle, high = (spread[f"{stem}_{p}_{unit}"] for p in ("p10", "p50", "p90"))
        assert ((low < middle) & (middle < high)).all()
    present = spread[spread["package"] == "current"]
    ratio = present["gas_p90_m3"] / present["gas_p10_m3"]
    assert ratio.between(1.4, 3.5).all()


def test_zero_is_likely_but_not_certain_in_a_home_that_was_sized_to_zero(spread):
    zero = spread.set_index(["dwelling_id", "package"])["zero_frac"]
    assert zero["terraced-1970", "current"] == 0.0
    assert 0.4 < zero["terraced-1970", "nom"] < 0.9


def test_pv_and_heat_pump_are_those_of_the_household_of_the_row():
    more = TABLE[(TABLE["dwelling_id"] == "terraced-1970") & (TABLE["package"] == "nom")]
    kept = resident_spread(more, default_weather(), 32, population=None)
    bigger = resident_spread(
        more.assign(pv_kwp=9.0, pv_target="fixed"), default_weather(), 32, population=None
    )
    built = simulate(more, default_weather()).pv_kwp[0]
    gain = kept["net_p50_kwh"].iloc[0] - bigger["net_p50_kwh"].iloc[0]
    assert gain == pytest.approx((9.0 - built) * 900, rel=0.15)


def test_keeping_the_household_of_the_row_narrows_the_band(spread):
    kept = resident_spread(FEW, default_weather(), population=None)

    def width(found):
        return found["electricity_use_p90_kwh"] - found["electricity_use_p10_kwh"]

    assert (width(kept) < width(spread)).all()


def test_the_order_and_index_of_the_table_are_kept(spread):
    assert spread.index.equals(FEW.index)
    assert spread["package"].tolist() == FEW["package"].tolist()
    turned = resident_spread(FEW.iloc[::-1], default_weather())
    pd.testing.assert_frame_equal(turned.sort_index(), spread.sort_index())


def test_more_draws_converge_and_sixty_four_are_within_five_per_cent():
    """Mean over p10, p50 and p90 of heat and electricity, against 1,024 draws."""
    found = {n: resident_spread(FEW, default_weather(), n) for n in (16, N_DRAWS, 256, 1024)}
    shown = [c for c in found[16] if c.startswith(("heat_demand", "electricity"))]
    off = {n: float((found[n][shown] / found[1024][shown] - 1).abs().mean().mean()) for n in found}
    assert N_DRAWS == 64
    assert off[16] > off[64] > off[256]
    assert off[64] < 0.05
    assert found[64]["zero_frac"].tolist() == pytest.approx(found[1024]["zero_frac"].tolist(), abs=0.08)


def test_a_year_that_is_there_already_is_not_simulated_again(monkeypatch):
    few = FEW.iloc[[0]]
    built = simulate(few, default_weather())
    usual = resident_spread(few, default_weather(), 4)
    runs = []

    def counted(*args, **more):
        runs.append(len(args[0]))
        return simulate(*args, **more)

    monkeypatch.setattr("nulopdemeter.studies.residents.simulate", counted)
    pd.testing.assert_frame_equal(resident_spread(few, default_weather(), 4, built=built), usual)
    assert runs == [4]
