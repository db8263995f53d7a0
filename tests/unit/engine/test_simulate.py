"""A year of described dwellings: what must hold for any of them."""

import numpy as np
import pytest
from tests.cases import all_dwellings, default_weather

from nulopdemeter.engine import simulate, simulate_hours
from nulopdemeter.engine.simulate import READS
from nulopdemeter.kernels import layout as at

TABLE = all_dwellings().table


def one(name, package, **changes):
    row = TABLE[(TABLE["dwelling_id"] == name) & (TABLE["package"] == package)]
    return row.assign(**changes)


def heat_kwh(table, **options):
    return simulate(table, default_weather(), **options).year.monthly[:, :, at.M_HEAT].sum(1) / 1000


def test_hours_of_one_dwelling_sum_to_its_year_in_the_fleet():
    row = one("terraced-1970", "nom")
    year = simulate(row, default_weather())
    hours = simulate_hours(row, default_weather(), year.pv_kwp)
    for monthly, column in ((at.M_HEAT, at.H_HEAT_W), (at.M_PV, at.H_PV_W), (at.M_WATER_EL, at.H_WATER_EL_W)):
        assert hours[:, column].sum() == pytest.approx(year.year.monthly[0, :, monthly].sum(), rel=1e-9)


def test_dwellings_alike_are_computed_once_and_get_the_same_year():
    twice = TABLE.iloc[[0, 7, 0, 7, 0]].reset_index(drop=True)
    result = simulate(twice, default_weather())
    assert result.n_unique == 2
    np.testing.assert_array_equal(result.year.monthly[0], result.year.monthly[4])
    np.testing.assert_array_equal(result.year.monthly[1], result.year.monthly[3])


def test_nothing_but_the_columns_it_names_changes_what_the_engine_finds():
    assert set(READS) <= set(TABLE.columns)
    others = [c for c in TABLE.columns if c not in READS]
    scrambled = TABLE.assign(**{c: TABLE[c].to_numpy()[::-1] for c in others})
    np.testing.assert_array_equal(heat_kwh(scrambled), heat_kwh(TABLE))


@pytest.mark.parametrize("column", [c for c in READS if TABLE[c].dtype == float and c != "household_size"])
def test_dwellings_that_differ_in_one_value_are_computed_apart(column):
    pair = TABLE.iloc[[0, 0]].reset_index(drop=True)
    pair[column] = [1.0, 1.5]
    assert simulate(pair, default_weather()).n_unique == 2


def test_the_outcome_does_not_depend_on_what_else_is_in_the_batch():
    alone = heat_kwh(one("end-1955", "shell-standard"))
    together = heat_kwh(TABLE)[(TABLE["dwelling_id"] == "end-1955") & (TABLE["package"] == "shell-standard")]
    np.testing.assert_allclose(alone, together, rtol=1e-12)


@pytest.mark.parametrize("part", ["rc_wall_m2k_per_w", "rc_roof_m2k_per_w", "rc_floor_m2k_per_w"])
def test_more_insulation_never_needs_more_heat(part):
    needs = [heat_kwh(one("terraced-1970", "current", **{part: rc}))[0] for rc in (0.3, 1.0, 2.5, 5.0, 9.0)]
    assert needs == sorted(needs, reverse=True)


def test_better_glass_and_tighter_shells_never_need_more_heat():
    glass = [heat_kwh(one("semi-1983", "current", u_window_w_per_m2k=u))[0] for u in (5.1, 2.9, 1.8, 1.0)]
    leaks = [heat_kwh(one("semi-1983", "current", qv10_dm3_per_s_m2=q))[0] for q in (3.0, 1.5, 0.6, 0.15)]
    assert glass == sorted(glass, reverse=True)
    assert leaks == sorted(leaks, reverse=True)


def test_more_sun_through_the_glass_never_needs_more_heat():
    needs = [heat_kwh(one("terraced-1970", "shell-standard", g_window_frac=g))[0] for g in (0.2, 0.4, 0.6)]
    assert needs == sorted(needs, reverse=True)


def test_a_garden_to_the_south_gets_more_sun_than_the_mean_of_all_orientations():
    # The terraced house has more glass at the back.
    def solar(azimuth):
        row = one("terraced-1970", "current", front_azimuth_deg=azimuth)
        return simulate(row, default_weather()).year.monthly[0, [0, 1, 10, 11], at.M_SOLAR].sum()

    assert solar(0.0) > solar(np.nan) > solar(90.0)


def test_an_undersized_heat_pump_shows_as_cold_hours_and_backup_not_as_a_saving():
    small = one("end-1955", "all-electric", heat_pump_kw=2.0, backup_kw=0.0)
    enough = one("end-1955", "all-electric")
    cold = simulate(small, default_weather()).year.monthly.sum(1)[0]
    warm = simulate(enough, default_weather()).year.monthly.sum(1)[0]
    assert cold[at.M_UNMET_H] > 500
    assert warm[at.M_UNMET_H] < 50
    with_backup = simulate(small.assign(backup_kw=6.0), default_weather()).year.monthly.sum(1)[0]
    assert with_backup[at.M_UNMET_H] < 50
    assert with_backup[at.M_BACKUP_INPUT] > 10 * warm[at.M_BACKUP_INPUT]


def test_recovery_saves_heat_and_the_norm_resident_airs_more():
    system = {"ventilation": "D", "ventilation_m3_per_h": 160.0, "has_bypass": True}
    without, half, good = (
        heat_kwh(one("terraced-1970", "shell-standard", recovery_frac=r, **system))[0]
        for r in (0.0, 0.5, 0.85)
    )
    assert without > half > good
    row = one("terraced-1970", "current")
    assert heat_kwh(row, residents="norm")[0] > heat_kwh(row)[0]


def test_pv_for_zero_comes_in_whole_modules_that_the_roof_can_hold():
    nom = TABLE[TABLE["package"] == "nom"]
    sized = simulate(nom, default_weather())
    modules = sized.pv_kwp / 0.43
    added = sized.pv_kwp > nom["pv_kwp"].to_numpy()
    np.testing.assert_allclose(modules[added], np.round(modules[added]), atol=1e-9)
    assert (sized.pv_kwp <= np.maximum(nom["pv_max_kwp"], nom["pv_kwp"]) + 1e-9).all()
    net_kwh = sized.year.monthly[:, :, at.M_IMPORT].sum(1) - sized.year.monthly[:, :, at.M_EXPORT].sum(1)
    has_room = sized.pv_kwp + 0.43 <= nom["pv_max_kwp"].to_numpy()
    assert has_room.any()
    assert (net_kwh[has_room] <= 0).all()


def test_both_profiles_agree_within_fifteen_per_cent():
    row = TABLE[TABLE["package"] == "current"]
    effective, standard = heat_kwh(row), heat_kwh(row, profile="profile_standard")
    assert (np.abs(standard / effective - 1) < 0.15).all()


def test_a_heat_pump_boiler_beside_a_boiler_has_a_cop_of_its_own():
    row = one("terraced-1970", "current", hot_water="heat_pump_tank", tank_l=180.0, tank_loss_w_per_k=1.6)
    year = simulate(row, default_weather()).year.monthly.sum(1)[0]
    assert year[at.M_WATER_HEAT] / year[at.M_WATER_EL] == pytest.approx(2.5, rel=0.02)


def test_a_boiler_never_gives_more_heat_than_its_best_yearly_efficiency_allows():
    year = simulate(TABLE[TABLE["heating"] == "hr107"], default_weather()).year.monthly.sum(1)
    assert (year[:, at.M_BACKUP_HEAT] / year[:, at.M_BACKUP_INPUT] <= 0.975 + 1e-12).all()
