"""Standard 140 (BESTEST) through the dwelling file: profile by profile beside what other programs found.

The ranges are the results of six programs, not limits of acceptance. Profile ``detailed`` is the one that claims to be
as right as they are; the others show what their coefficients do.
"""

from pathlib import Path

import pandas as pd
import pytest

from tests.validation.bestest import CASES, FREE, case_year, denver, differences, figure, figures_of

pytestmark = pytest.mark.validation
PINNED = Path(__file__).with_name("bestest_detailed.csv")
TITLE = "Standard 140 (2020), profile {}"
DRYCOLD = "Standard 140, older edition (DRYCOLD), profile detailed"
APART = "Standard 140 (2020), differences between cases, profile detailed"
UNITS = {"annual": "MWh", "peak": "kW", "T": "°C"}
# Case, what it is compared with: glass, shading, direction, setback, mass, night ventilation.
PAIRS = (
    ("610", "600"), ("620", "600"), ("630", "620"), ("640", "600"), ("650", "600"), ("900", "600"),
    ("910", "900"), ("920", "900"), ("930", "920"), ("940", "900"), ("950", "900"),
)  # fmt: skip


def tell(record, title, case, quantity, low, high, ours):
    is_in = low <= ours <= high
    remark = f"range {low:.2f} – {high:.2f}" + ("" if is_in else ", outside")
    record(title, f"{case} {quantity}", 0.5 * (low + high), ours, UNITS[quantity.split("_")[0]], remark)
    return is_in


@pytest.mark.parametrize("case", [*CASES, *FREE])
def test_every_figure_of_a_case_lies_inside_the_range_of_six_programs(case, record_validation):
    found = figures_of(case)
    assert found
    for quantity, (low, high, ours) in found.items():
        assert tell(record_validation, TITLE.format("detailed"), case, quantity, low, high, ours), quantity


def test_the_cases_hold_fifty_six_figures():
    assert sum(len(figures_of(case)) for case in (*CASES, *FREE)) == 56


def test_own_figures_stay_where_they_were(request):
    """Half a per cent, or a twentieth of a kelvin: ranges are wide, a change of physics is seen here."""
    ours = {(c, q): v[2] for c in (*CASES, *FREE) for q, v in figures_of(c).items()}
    if request.config.getoption("--update-golden"):
        index = pd.MultiIndex.from_tuples(list(ours), names=["case", "quantity"])
        pd.Series(list(ours.values()), index, name="ours").round(4).to_csv(PINNED)
    for row in pd.read_csv(PINNED, dtype={"case": str}).itertuples():
        is_temperature = row.quantity.startswith("T_")
        allowed = {"abs": 0.05} if is_temperature else {"rel": 0.005}
        assert ours[(row.case, row.quantity)] == pytest.approx(row.ours, **allowed), (row.case, row.quantity)


# With constant films heat flows too easily through the faces; 21, 40 and 50 are what these films give, by themselves.
@pytest.mark.parametrize(("profile", "least"), [("effective", 50), ("fixed_films", 21), ("standard", 40)])
def test_other_profiles_stand_beside_with_as_many_figures_inside_as_they_had(
    profile, least, record_validation
):
    inside = [
        tell(record_validation, TITLE.format(profile), case, quantity, *found)
        for case in (*CASES, *FREE)
        for quantity, found in figures_of(case, profile).items()
    ]
    assert len(inside) == 56
    assert sum(inside) >= least


@pytest.mark.parametrize(("case", "other"), PAIRS)
def test_what_a_change_of_the_box_does_lies_among_what_it_does_in_the_programs(
    case, other, record_validation
):
    for quantity in ("annual_heating", "annual_sensible_cooling"):
        if case in ("650", "950") and quantity == "annual_heating":
            continue
        low, high = differences(case, other, quantity)
        ours = figure(case, quantity) - figure(other, quantity)
        assert tell(record_validation, APART, f"{case} − {other}", quantity, low, high, ours), quantity


def test_at_least_forty_five_of_forty_eight_figures_of_the_older_edition_lie_inside(record_validation):
    outside, n = [], 0
    for case in (*(c for c in CASES if c not in ("910", "930")), *FREE):
        for quantity, (low, high, ours) in figures_of(case, edition=2017).items():
            n += 1
            if not tell(record_validation, DRYCOLD, case, quantity, low, high, ours):
                outside.append((case, quantity, low, ours, high))
    assert n == 48
    assert n - len(outside) >= 45, outside
    # Those outside are where EnergyPlus is outside (640)
    # or at the edge (minima): heating with setback, cold nights with a fan.
    assert {(c, q) for c, q, *_ in outside} <= {
        ("640", "annual_heating"), ("650FF", "T_min_hourly"), ("950FF", "T_min_hourly")
    }  # fmt: skip


@pytest.mark.parametrize(
    ("shaded", "free", "low", "high"), [("610", "600", 0.176, 0.2243), ("630", "620", 0.2676, 0.3416)]
)
def test_overhang_and_fins_take_the_share_of_sun_that_the_programs_find(shaded, free, low, high):
    """Published for the transmitted part; the west window alone in 630, both windows here."""
    taken = 1.0 - case_year(shaded).totals["solar_kwh"] / case_year(free).totals["solar_kwh"]
    assert low - 0.01 <= taken <= high + 0.01


def test_the_weather_of_the_cases_is_read_as_it_is():
    assert denver().altitude_m == pytest.approx(1650.0)
    assert len(denver().index) == 8760
