"""The monthly balances by what they must do: air in equals air out, gains help less and less, nights save."""

import numpy as np
import pytest
from tests.validation.rvo2022 import cross_check_shell

from nulopdemeter.kernels.openings import power
from nulopdemeter.regulation.nta8800.air import air_loss, supply_c
from nulopdemeter.regulation.nta8800.balance import cold_utilisation, heat_need, heat_utilisation, setback
from nulopdemeter.regulation.nta8800.demand import cooling_need, demand, make_airs, make_envelope, make_losses
from nulopdemeter.regulation.nta8800.flows import required_m3_per_h
from nulopdemeter.regulation.nta8800.inputs import A, B, C, D
from nulopdemeter.regulation.nta8800.openings import make_openings, make_places, purge_coefficient
from nulopdemeter.regulation.nta8800.pressure import Season, incoming
from nulopdemeter.regulation.nta8800.tables import monthly
from nulopdemeter.regulation.nta8800.tojuli import tojuli_k
from nulopdemeter.regulation.nta8800.transmission import bridge_w_per_m2k

NOW = "2025+C1:2026"


def house(**changes):
    """The terraced house of 1965 to 1974 of the cross-check, with some values changed."""
    shell, air = cross_check_shell("terraced 1965-74")
    of_shell = {name: np.asarray(value) for name, value in changes.items() if name in shell._fields}
    of_air = {name: np.asarray(value) for name, value in changes.items() if name in air._fields}
    return shell._replace(**of_shell), air._replace(**of_air)


def heat(shell, air):
    envelope = make_envelope(shell, NOW)
    return demand(shell, envelope, make_airs(shell, air, NOW), NOW).heat_demand_kwh_per_m2[0]


def halved(openings, month, supplied_c):
    """What comes in through leaks and through holes of one dwelling in a month, by halving: 11.1 to 11.19."""
    places = make_places(openings.height_m, openings.is_leaky_floor, NOW)
    outdoor_c = monthly("climate", "outdoor_c", NOW)[month]
    wind = monthly("climate", "wind_m_per_s", NOW)[month]
    outside, inside = 1.205 * 293 / (outdoor_c + 273), 1.205 * 293 / (20.0 + 273)
    push = places.wind[0] * 0.5 * outside * wind**2 + 9.81 * places.height_m[0] * (inside - outside)
    leak = places.leak_share[0] * openings.leak[0]
    hole = places.vent_share[0] * (openings.vent[0] + purge_coefficient(False, NOW)[month])
    fans = 1.205 * 293 / (supplied_c + 273) * openings.supply[0] - inside * openings.exhaust[0]

    def flows(reference):
        over = push - reference
        through = leak * np.abs(over) ** 0.67, hole * np.abs(over) ** 0.5
        mass = (through[0] + through[1]) * np.where(over > 0, outside, -inside)
        return mass.sum() + fans, [one[over > 0].sum() for one in through]

    low, high = -1e4, 1e4
    for _ in range(120):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if flows(middle)[0] > 0 else (low, middle)
    assert abs(flows(middle)[0]) < 1e-6
    return flows(middle)[1]


@pytest.mark.parametrize("system", [A, B, C, D])
@pytest.mark.parametrize("height", [6.0, 9.0, 15.0, 40.0, 80.0])
def test_as_much_air_leaves_as_comes(system, height):
    shell, air = house(system=[system], height_m=[height], duct_frac=[1.1], unit_frac=[1.02])
    openings = make_openings(shell, air, required_m3_per_h(shell, air, NOW), NOW)
    season = Season(np.arange(12), 20.0, purge_coefficient(False, NOW))
    blown_c = supply_c(air, False, NOW)
    found = incoming(openings, np.ones(1), season, blown_c, NOW)
    for month in range(12):
        leaks, holes = halved(openings, month, blown_c[0, month])
        assert found.leak_m3_per_h[0, month] == pytest.approx(leaks, rel=1e-7, abs=1e-7)
        through = found.vent_m3_per_h[0, month] + found.purge_m3_per_h[0, month]
        assert through == pytest.approx(holes, rel=1e-7, abs=1e-7)


@pytest.mark.parametrize("exponent", [0.5, 0.67, 1.0])
def test_the_power_of_a_pressure_is_that_of_the_library(exponent):
    pressures = np.concatenate([np.geomspace(1e-12, 1e4, 2001), [1.0, 2.0**0.5, np.nextafter(2.0**0.5, 2.0)]])
    ours = np.array([power(one, exponent) for one in pressures])
    assert np.abs(ours / pressures**exponent - 1.0).max() < 1e-14


@pytest.mark.parametrize("height", [9.0, 30.0, 80.0])
def test_the_places_of_openings_share_everything(height):
    places = make_places(np.array([height, height]), np.array([False, True]), NOW)
    assert places.leak_share.sum(axis=1) == pytest.approx(1.0)
    assert places.vent_share.sum(axis=1) == pytest.approx(1.0)


def test_dwellings_alike_per_square_metre_get_the_same_air_whoever_lies_beside_them():
    shell, air = house()
    alone = air_loss(shell, air, False, NOW).heat_w_per_k[0]
    twice = [
        type(part)(*(one if one is shell.kind else repeat(one) for one in part)) for part in (shell, air)
    ]
    both = air_loss(*twice, False, NOW).heat_w_per_k
    assert both[0] == pytest.approx(alone)
    assert both[1] == pytest.approx(alone)


def repeat(one):
    return (
        type(one)(*(repeat(part) for part in one)) if hasattr(one, "_fields") else np.concatenate([one, one])
    )


def test_july_alone_is_july_of_the_year():
    shell, air = house()
    july = air_loss(shell, air, True, NOW, (6,)).heat_w_per_k[0, 0]
    assert july == pytest.approx(air_loss(shell, air, True, NOW).heat_w_per_k[0, 6])


def test_a_tighter_house_needs_less_heat():
    assert heat(*house(qv10_dm3_per_s_m2=[0.7])) < heat(*house()) - 10.0


def test_recovery_saves_heat_and_a_full_bypass_ends_it_in_summer():
    plain = house(system=[D], duct_frac=[1.1], unit_frac=[1.02])
    recovering = house(system=[D], duct_frac=[1.1], unit_frac=[1.02], recovery_frac=[0.7], bypass_frac=[1.0])
    assert heat(*recovering) < heat(*plain) - 10.0
    outdoor = monthly("climate", "outdoor_c", NOW)
    assert supply_c(recovering[1], True, NOW)[0] == pytest.approx(outdoor + 0.4)
    winter = supply_c(recovering[1], False, NOW)[0]
    assert winter[0] == pytest.approx(2.81 + 0.7 * (20 - 2.81))
    assert winter[3] == pytest.approx(9.32 + 0.7 * (20 - 9.32))


def test_gains_help_whole_when_few_and_half_when_they_equal_the_losses_at_exponent_one():
    ratio, one = np.array([1e-6, 1.0, 1.0 + 1e-12, 1e6]), np.ones(4)
    assert heat_utilisation(ratio, one) == pytest.approx([1.0, 0.5, 0.5, 1e-6], rel=1e-3)
    assert heat_utilisation(np.array([0.5]), np.array([2.0]))[0] == pytest.approx((1 - 0.25) / (1 - 0.125))
    assert cold_utilisation(np.array([2.0]), np.array([2.0]))[0] == pytest.approx((1 - 0.25) / (1 - 0.125))
    assert cold_utilisation(np.array([-1.0]), np.array([2.0]))[0] == 1.0


def test_a_set_back_never_raises_the_mean_and_never_takes_more_than_ten_hours_to_the_reduced_set_point():
    shell, air = house()
    losses = make_losses(shell, make_envelope(shell, NOW), air_loss(shell, air, False, NOW))
    outdoor = monthly("climate", "outdoor_c", NOW)
    found = setback(losses, np.full((1, 12), 20.0), np.zeros((1, 12)), NOW)[0]
    deepest = 1 - 10 / 24 * (1 - (16 - outdoor) / (20 - outdoor))
    assert (found <= 1.0).all()
    assert (found >= np.minimum(deepest, 1.0) - 1e-9).all()


def test_a_dwelling_that_gains_keep_warm_all_night_has_no_set_back():
    shell, air = house()
    losses = make_losses(shell, make_envelope(shell, NOW), air_loss(shell, air, False, NOW))
    assert setback(losses, np.full((1, 12), 20.0), np.full((1, 12), 1e6), NOW) == pytest.approx(1.0)


def test_no_heat_is_needed_when_gains_are_more_than_twice_the_losses():
    shell, air = house()
    losses = make_losses(shell, make_envelope(shell, NOW), air_loss(shell, air, False, NOW))
    assert not heat_need(losses, np.full((1, 12), 1e5), NOW).need_kwh.any()


@pytest.mark.parametrize(("u", "surcharge"), [(0.2, 0.15), (0.4, 0.1), (0.6, 0.05), (0.8, 0.0), (2.0, 0.0)])
def test_the_surcharge_for_bridges_has_a_floor_and_no_ceiling(u, surcharge):
    shell, _ = house(bridge_w_per_m2k=[np.nan])
    shell = shell._replace(u_w_per_m2k=np.full((1, 8), u))
    assert bridge_w_per_m2k(shell, NOW)[0] == pytest.approx(surcharge)


def test_a_screen_takes_warmth_from_july_and_from_the_cooling_need():
    bare, air = house()
    screened = bare._replace(shade_frac=np.full((1, 8), 0.12))

    def both(shell):
        envelope = make_envelope(shell, NOW)
        airs = make_airs(shell, air, NOW)
        need = cooling_need(shell, envelope, air, NOW).need_kwh.sum()
        return tojuli_k(shell, envelope, airs.july.heat_w_per_k[:, 0], NOW)[0], need

    assert both(screened)[0] < 0.9 * both(bare)[0]
    assert both(screened)[1] < 0.9 * both(bare)[1]


def test_tojuli_is_that_of_the_worst_orientation_and_small_faces_do_not_count():
    shell, air = house()
    south = shell._replace(orientation=np.array([[0, 4, 0, 4, 0, 4, 4, 4]]))
    north = shell._replace(orientation=np.array([[0, 4, 0, 4, 0, 4, 4, 0]]))

    def july(one):
        return tojuli_k(one, make_envelope(one, NOW), make_airs(one, air, NOW).july.heat_w_per_k[:, 0], NOW)[
            0
        ]

    assert july(south) > july(north)
    tiny = south._replace(area_m2=south.area_m2 * 0.01, floor_area_m2=south.floor_area_m2 * 0.01)
    assert july(tiny) == 0.0
