"""The hours that all dwellings share: clock, profiles, planes."""

import numpy as np
import pandas as pd
import pytest
from tests.cases import default_weather

from nulopdemeter.engine import calendar_hours, hours
from nulopdemeter.engine.planes import (
    N_AZIMUTHS,
    ROOF_FROM,
    SPREAD_FROM,
    WALL_FROM,
    Planes,
    SunPlane,
    azimuth_weights,
    fleet_planes,
)
from nulopdemeter.kernels import layout as at


def test_the_clock_is_an_hour_ahead_of_the_sun_in_summer_only():
    clock, day = calendar_hours.local_clock()
    assert clock[0] == 0
    # That of the stamps: 1 January 2026 is a Thursday.
    begun = default_weather().index - pd.Timedelta(hours=1)
    assert day[0] == begun[0].day_of_week == 3
    july = 24 * 181
    assert clock[july] == 1
    assert len(clock) == 8760
    # The night of the change has no hour two, the one in autumn has two of them.
    march, october = 24 * 87, 24 * 297
    assert 2 not in clock[march : march + 24]
    assert list(clock[october - 1 : october + 23]).count(2) == 2


def test_a_kilowatt_hour_a_year_comes_out_as_a_kilowatt_hour_a_year():
    profiles = hours.profile_columns(default_weather())
    # Of every household type, and of cooking.
    use_wh = profiles[:, hours.P_USE : hours.P_COOKING + 1].sum(0)
    assert use_wh == pytest.approx(np.full(hours.N_HOUSEHOLDS + 1, 1000.0))


def test_forty_litres_a_day_need_the_heat_of_fifty_kelvin_on_average():
    heat_kwh = 40 * hours.profile_columns(default_weather())[:, hours.P_WATER :].sum(0) / 1000
    by_hand = 40 * 365 * 1.163 * 50 / 1000
    assert heat_kwh == pytest.approx(np.full(hours.N_HOUSEHOLDS, by_hand), rel=0.002)


def test_every_month_has_its_mean_temperature_in_the_profile():
    weather = default_weather()
    profiles = hours.profile_columns(weather)
    january = profiles[:744, hours.P_MONTH_C]
    assert np.ptp(january) == 0
    assert january[0] == pytest.approx(weather.temperature_c[:744].mean())


@pytest.mark.parametrize(
    ("azimuth", "expected"), [(0.0, {0: 1.0}), (22.5, {0: 0.5, 1: 0.5}), (337.5, {7: 0.5, 0: 0.5})]
)
def test_an_orientation_is_mixed_from_its_two_neighbours(azimuth, expected):
    weights = azimuth_weights(np.array([azimuth]))[0]
    assert {k: w for k, w in enumerate(weights) if w > 0} == pytest.approx(expected)


def test_an_unknown_orientation_is_the_mean_of_all():
    weights = azimuth_weights(np.array([np.nan]))[0]
    np.testing.assert_array_equal(weights, [0] * N_AZIMUTHS + [1])
    planes = fleet_planes("profile_effective").sun(default_weather(), "profile_effective")
    for first in (SPREAD_FROM, WALL_FROM, ROOF_FROM):
        each = planes[:, first : first + N_AZIMUTHS].mean(1)
        np.testing.assert_allclose(planes[:, first + N_AZIMUTHS], each, atol=1e-9)


def test_ground_months_run_from_middle_to_middle():
    planes = Planes([SunPlane(0.0, 180.0, "")], [(30.0, (180.0,))])
    made = hours.make_hours(default_weather(), planes, "profile_effective")
    middle_of_january = 24 * 15 + 12
    assert made.ground_month[middle_of_january] == 0
    assert made.ground_next_frac[middle_of_january] == pytest.approx(0.0, abs=1e-3)
    assert made.ground_month[0] == 11
    assert ((made.ground_next_frac >= 0) & (made.ground_next_frac < 1)).all()


def test_every_day_has_its_cheap_and_dear_hours_and_they_are_not_the_same():
    climate = hours.climate_columns(default_weather(), "profile_effective")
    cheap, dear = (climate[:, column].reshape(365, 24) for column in (at.IS_CHEAP, at.IS_DEAR))
    assert (cheap.sum(1) == 4).all()
    assert (dear.sum(1) == 4).all()
    assert not (cheap * dear).any()
    # In June the sun makes noon cheap; on no day of the year is it cheap when people cook.
    assert cheap[160:175, 10:16].mean() > 0.4
    assert cheap[:, 17:19].mean() < 0.02
    assert climate[:, at.IS_NEGATIVE].sum() == 500


def test_a_heat_pump_is_quiet_from_seven_to_seven_on_the_dutch_clock():
    climate = hours.climate_columns(default_weather(), "profile_effective")
    clock, _ = calendar_hours.local_clock()
    quiet = climate[:, at.IS_QUIET] > 0
    assert set(clock[quiet]) == {*range(7), *range(19, 24)}
    assert quiet.sum() == 365 * 12


def test_tanks_are_heated_through_once_a_week():
    climate = hours.climate_columns(default_weather(), "profile_effective")
    through = np.flatnonzero(climate[:, at.IS_LEGIONELLA])
    assert len(through) == 52
    assert set(np.diff(through)) <= {167, 168, 169}


def test_a_car_is_away_on_weekdays_by_day():
    climate = hours.climate_columns(default_weather(), "profile_effective")
    clock, day = calendar_hours.local_clock()
    home = climate[:, at.EV_IS_HOME] > 0
    np.testing.assert_array_equal(~home, (day < 5) & (clock >= 8) & (clock < 18))
    assert home[climate[:, at.EV_ARRIVES] > 0].all()
    # In its last three hours nothing can wait; before that as long as it stays, over weekends and the new year.
    later_h = climate[:, at.EV_LATER_H]
    assert (later_h[~home] == 0).all()
    workday = 24 * 12
    assert later_h[workday : workday + 8].tolist() == [7, 6, 5, 4, 3, 0, 0, 0]
    friday = 24 * 15
    assert calendar_hours.local_clock()[1][friday] == 4
    assert later_h[friday + 18] == 6 + 24 + 24 + 8 - 1
    assert later_h[8759] == 8


def test_a_running_mean_closes_on_the_year():
    series = np.arange(8760.0)
    found = hours.running_mean(series, 24)
    assert found[23] == pytest.approx(np.arange(24).mean())
    assert found[0] == pytest.approx(np.r_[0, np.arange(8737, 8760)].mean())
