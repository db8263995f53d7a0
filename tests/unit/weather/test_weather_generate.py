"""The generator: the same year every time, with the means, spreads and correlations of its statistics."""

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from nulopdemeter.parameters import shipped
from nulopdemeter.weather import read_weather
from nulopdemeter.weather.days import draw_days, marginals, process, through_months
from nulopdemeter.weather.generate import generate_year, main, write_year
from nulopdemeter.weather.hours import between_days
from nulopdemeter.weather.statistics import (
    compute_statistics,
    month_of_day,
    read_statistics,
    seasonal_wave_c,
    write_statistics,
)

NAMES = (
    "debilt-1991-2020",
    "debilt-2011-2024",
    "eelde-2011-2024",
    "maastricht-2011-2024",
    "vlissingen-2011-2024",
)
WINTER = np.isin(month_of_day(), (12, 1, 2))
SUMMER = np.isin(month_of_day(), (6, 7, 8))


def statistics_of(name):
    return read_statistics(shipped("weather") / "statistics" / f"{name}.json")


def in_utc(weather, column):
    """Days of 24 hours in UTC, as the statistics are made."""
    return np.roll(getattr(weather, column), -1).reshape(365, 24)


def by_month(daily):
    return np.array([daily[month_of_day() == m].mean() for m in range(1, 13)])


@pytest.fixture(scope="module")
def climate():
    return statistics_of("debilt-1991-2020")


@pytest.fixture(scope="module")
def year():
    return read_weather("nl-debilt-1991-2020")


def test_the_shipped_default_year_is_what_the_generator_makes_byte_for_byte(tmp_path, climate):
    path = write_year(generate_year(climate, "nl-debilt-1991-2020"), tmp_path)
    assert path.read_bytes() == (shipped("weather") / path.name).read_bytes()


@pytest.mark.slow
def test_the_command_makes_every_shipped_file_byte_for_byte(tmp_path):
    main([str(tmp_path)])
    made = sorted(path.name for path in tmp_path.iterdir())
    assert made == sorted(["index.toml", *(f"nl-{name}.csv" for name in NAMES)])
    for name in made:
        assert (tmp_path / name).read_bytes() == (shipped("weather") / name).read_bytes()


@pytest.mark.parametrize("name", NAMES)
def test_monthly_means_of_temperature_sun_and_wind_equal_the_statistics(name):
    weather, wanted = read_weather(f"nl-{name}"), statistics_of(name)
    np.testing.assert_allclose(
        by_month(in_utc(weather, "temperature_c").mean(axis=1)), wanted.temperature_mean_c, atol=0.01
    )
    np.testing.assert_allclose(
        by_month(in_utc(weather, "wind_m_per_s").mean(axis=1)), wanted.wind_mean_m_per_s, atol=0.01
    )
    days = np.array([(month_of_day() == m).sum() for m in range(1, 13)])
    sun = by_month(in_utc(weather, "ghi_w_per_m2").sum(axis=1)) * days / 1000.0
    np.testing.assert_allclose(sun, wanted.ghi_kwh_per_m2, rtol=0.002)


@pytest.mark.parametrize("name", NAMES)
def test_spreads_of_the_daily_values_are_those_of_the_statistics(name):
    weather, wanted = read_weather(f"nl-{name}"), statistics_of(name)
    daily = in_utc(weather, "temperature_c").mean(axis=1)
    anomaly = daily - seasonal_wave_c(through_months(np.array([wanted.temperature_mean_c]))[0])
    found = np.array([anomaly[month_of_day() == m].std() for m in range(1, 13)])
    assert found.mean() == pytest.approx(np.mean(wanted.temperature_sd_k), rel=0.06)
    wind = in_utc(weather, "wind_m_per_s").mean(axis=1)
    found = np.array([wind[month_of_day() == m].std() for m in range(1, 13)])
    assert found.mean() == pytest.approx(np.mean(wanted.wind_daily_sd_m_per_s), rel=0.06)


@pytest.mark.parametrize("name", NAMES)
def test_temperature_remembers_yesterday_as_much_as_the_statistics_say(name):
    weather, wanted = read_weather(f"nl-{name}"), statistics_of(name)
    daily = in_utc(weather, "temperature_c").mean(axis=1)
    anomaly = daily - seasonal_wave_c(through_months(np.array([wanted.temperature_mean_c]))[0])
    assert np.corrcoef(anomaly[:-1], anomaly[1:])[0, 1] == pytest.approx(
        np.mean(wanted.temperature_lag1), abs=0.09
    )


@pytest.mark.parametrize("name", NAMES)
def test_cold_winter_days_are_clear_and_calm_and_hot_summer_days_clear(name):
    weather, wanted = read_weather(f"nl-{name}"), statistics_of(name)
    t = in_utc(weather, "temperature_c").mean(axis=1)
    sun, wind = in_utc(weather, "ghi_w_per_m2").sum(axis=1), in_utc(weather, "wind_m_per_s").mean(axis=1)
    month = month_of_day()

    def within(values, season):
        parts = [values[month == m] / values[month == m].std() for m in sorted(set(month[season]))]
        return np.concatenate([part - part.mean() for part in parts])

    def corr(a, b, season):
        return np.corrcoef(within(a, season), within(b, season))[0, 1]

    winter = [11, 0, 1]
    assert corr(t, sun, WINTER) == pytest.approx(
        np.mean(np.array(wanted.temperature_clearness)[winter]), abs=0.15
    )
    assert corr(t, wind, WINTER) == pytest.approx(
        np.mean(np.array(wanted.temperature_wind)[winter]), abs=0.15
    )
    assert corr(t, sun, WINTER) < 0.0
    assert corr(t, wind, WINTER) > 0.3
    assert corr(t, sun, SUMMER) > 0.2


def test_the_coldest_day_is_one_of_the_cold_days_the_station_knows(climate, year):
    coldest = in_utc(year, "temperature_c").mean(axis=1).min()
    assert climate.temperature_quantiles_c[0][0] - 1.5 < coldest < climate.coldest_day_c + 1.0


def test_degree_days_and_hours_of_frost_and_heat_are_those_of_de_bilt(year):
    # 1991-2020: 2812 +- 240 degree days, 2063 at 15.5; 516 hours of frost, 156 hours above 25 degrees
    daily = in_utc(year, "temperature_c").mean(axis=1)
    assert np.maximum(18.0 - daily, 0.0).sum() == pytest.approx(2812, rel=0.01)
    assert np.maximum(15.5 - daily, 0.0).sum() == pytest.approx(2063, rel=0.01)
    assert (year.temperature_c < 0.0).sum() == pytest.approx(516, rel=0.15)
    assert (year.temperature_c > 25.0).sum() == pytest.approx(156, rel=0.25)


def test_hours_of_sun_and_wind_have_the_spread_and_memory_of_the_statistics(climate, year):
    wanted, found = climate, recomputed(year)
    assert found.hourly_clearness_sd == pytest.approx(wanted.hourly_clearness_sd, rel=0.05)
    assert found.hourly_clearness_lag1 == pytest.approx(wanted.hourly_clearness_lag1, abs=0.03)
    assert found.hourly_wind_lag1 == pytest.approx(wanted.hourly_wind_lag1, abs=0.02)


def test_daily_waves_of_clear_and_dull_days_are_those_of_the_statistics(climate, year):
    found = recomputed(year)
    for name in ("diurnal_clear_k", "diurnal_overcast_k"):
        # one year has seven such days a month: their weather fronts fade only in the mean of twelve months
        wanted_wave, wave = (np.array(getattr(c, name)).mean(axis=0) for c in (climate, found))
        np.testing.assert_allclose(wave, wanted_wave, atol=0.7)
        assert np.corrcoef(wave, wanted_wave)[0, 1] > 0.98


def test_dew_point_lies_as_far_below_the_air_as_the_statistics_say(climate, year):
    gap = in_utc(year, "temperature_c") - in_utc(year, "dewpoint_c")
    np.testing.assert_allclose(by_month(gap.mean(axis=1)), climate.depression_mean_k, atol=0.05)


def test_the_nights_between_months_do_not_jump(climate, year):
    daily = in_utc(year, "temperature_c").mean(axis=1)
    steps = np.abs(np.diff(daily))
    at_ends = steps[np.flatnonzero(np.diff(month_of_day()))]
    assert at_ends.mean() < 1.8 * steps.mean()


def test_another_climate_gives_another_year(climate):
    warmer = replace(climate, temperature_mean_c=[t + 2.0 for t in climate.temperature_mean_c])
    before, after = generate_year(climate, "a"), generate_year(warmer, "b")
    assert (after.temperature_c - before.temperature_c).mean() == pytest.approx(2.0, abs=0.01)


def test_statistics_come_back_from_their_file_as_they_were_written(tmp_path, climate):
    write_statistics(climate, tmp_path / "s.json")
    assert read_statistics(tmp_path / "s.json") == climate


@pytest.mark.parametrize("month", [4, 8, 12])
def test_the_process_has_the_stated_correlations_and_within_months_the_stated_memory(month):
    rng = np.random.default_rng(1)
    wanted = statistics_of("debilt-2011-2024")
    memory, root = process(wanted, month)
    state, drawn = np.zeros(3), []
    for noise in rng.standard_normal((60000, 3)):
        state = memory * state + root @ noise
        drawn.append(state)
    series = np.array(drawn)
    found = np.corrcoef(series.T)
    m = month - 1
    stated = (wanted.temperature_clearness[m], wanted.temperature_wind[m], wanted.clearness_wind[m])
    np.testing.assert_allclose((found[0, 1], found[0, 2], found[1, 2]), stated, atol=0.03)
    np.testing.assert_allclose(series.std(axis=0), 1.0, atol=0.05)
    months = series.reshape(-1, 30, 3)
    about = months - months.mean(axis=1, keepdims=True)
    lag1 = (about[:, :-1] * about[:, 1:]).mean(axis=(0, 1)) / (about**2).mean(axis=(0, 1))
    wanted_lag1 = (wanted.temperature_lag1[m], wanted.clearness_lag1[m], wanted.wind_lag1[m])
    np.testing.assert_allclose(lag1, wanted_lag1, atol=0.03)


def test_marginals_rise_and_pass_through_the_stated_quantiles(climate):
    for month in range(1, 13):
        temperature, clearness, wind = marginals(climate, month)
        for values in (temperature, clearness, wind):
            assert (np.diff(values) > 0.0).all()
        n = temperature.size
        middle = np.interp(0.5, (np.arange(n) + 0.5) / n, temperature)
        assert middle == pytest.approx(climate.temperature_quantiles_c[month - 1][2], abs=0.35)
        assert 0.0 < clearness[0] < clearness[-1] <= climate.clearness_max[month - 1]
        mean, sd = climate.wind_mean_m_per_s[month - 1], climate.wind_daily_sd_m_per_s[month - 1]
        assert wind.mean() == pytest.approx(mean)
        assert stats.kstest(wind, stats.gamma((mean / sd) ** 2, scale=sd**2 / mean).cdf).pvalue > 0.9


def test_a_line_through_months_keeps_their_means(climate):
    line = through_months(np.array([climate.temperature_mean_c]))[0]
    np.testing.assert_allclose(by_month(line), climate.temperature_mean_c, atol=1e-9)


def test_a_line_between_days_runs_round_the_year():
    daily = np.arange(365.0)
    hours = between_days(daily)
    assert hours[10, 11] == pytest.approx(10.0 - 0.5 / 24.0)
    assert hours[0, 0] == pytest.approx(364.0 * 11.5 / 24.0)


def test_the_choice_among_candidates_comes_nearer_than_the_first_draw(climate, monkeypatch):
    from nulopdemeter.weather import days

    outside = np.full(365, 5.0)
    chosen = draw_days(climate, outside, 1).distance
    few = {**days.figures("weather"), "generator_candidates": 1.0}
    monkeypatch.setattr(days, "figures", lambda table: few)
    assert chosen < 0.5 * draw_days(climate, outside, 1).distance


def recomputed(weather):
    from nulopdemeter.weather.climate import Site
    from nulopdemeter.weather.series import RawSeries

    names = ("temperature_c", "dewpoint_c", "wind_m_per_s", "ghi_w_per_m2")
    raw = RawSeries({name: in_utc(weather, name).ravel() for name in names}, [], {})
    site = Site(weather.name, "", weather.latitude_deg, weather.longitude_deg, weather.altitude_m, 0.0)
    return compute_statistics([raw], [2026], site)
