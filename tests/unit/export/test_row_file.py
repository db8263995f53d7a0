"""A row of the stock as a dwelling file: complete, readable, and the same house."""

import tomllib

import pytest

from nulopdemeter.dwelling.file import parse_dwelling
from nulopdemeter.dwelling.row_file import RowHours, row_file
from nulopdemeter.dwelling.write_file import file_toml
from nulopdemeter.engine.one import simulate_file, simulate_row
from tests.cases import all_dwellings, default_weather


def row_of(dwelling_id, package):
    table = all_dwellings().table
    return table[(table["dwelling_id"] == dwelling_id) & (table["package"] == package)]


def test_every_row_becomes_a_file_that_reads_back_to_itself():
    table = all_dwellings().table
    for place in range(len(table)):
        file = row_file(table.iloc[[place]])
        assert parse_dwelling(tomllib.loads(file_toml(file))) == file


@pytest.mark.parametrize(
    ("dwelling_id", "package"), [("terraced-1970", "current"), ("end-1955", "all-electric")]
)
def test_a_row_with_layers_needs_about_the_heat_of_its_mass_class(dwelling_id, package):
    row = row_of(dwelling_id, package).assign(pv_target="fixed")
    by_row = simulate_row(row, default_weather())
    file = row_file(row, RowHours(by_row.hourly["set_point_c"].tolist()))
    by_file = simulate_file(file, default_weather())
    for total in ("heat_demand_kwh", "hot_water_kwh", "internal_kwh", "electricity_use_kwh"):
        assert by_file.totals[total] == pytest.approx(by_row.totals[total], rel=0.06), total


def test_a_front_of_unknown_direction_leaves_the_azimuth_out():
    file = row_file(row_of("terraced-1970", "current"))
    assert {w.azimuth_deg for w in file.window} == {None}


def test_the_sides_follow_the_front_clockwise():
    row = row_of("end-1955", "current").assign(front_azimuth_deg=100.0)
    azimuths = {w.name: w.azimuth_deg for w in row_file(row).element if w.kind == "wall"}
    assert azimuths["wall front"] == 100.0
    assert azimuths["wall left"] == 10.0


def test_an_ideal_file_holds_the_heat_and_nothing_that_burns():
    file = row_file(row_of("terraced-1970", "current"), RowHours((20.0,), [300.0]), is_ideal=True)
    assert file.heating.generator == "ideal"
    assert (file.household, file.hot_water, file.pv) == (None, None, ())
    assert simulate_file(file, default_weather()).totals["internal_kwh"] == pytest.approx(0.3 * 8760)


def test_a_flat_roof_of_unknown_orientation_holds_panels_east_and_west_and_yields_what_the_row_does():
    row = row_of("walk-up-1970", "current").assign(pv_target="fixed", pv_kwp=2.0)
    file = row_file(row)
    assert [(a.azimuth_deg, a.tilt_deg, a.peak_kwp) for a in file.pv] == [
        (90.0, 12.0, 1.0),
        (270.0, 12.0, 1.0),
    ]
    by_row, by_file = simulate_row(row, default_weather()), simulate_file(file, default_weather())
    assert by_file.totals["pv_kwh"] == pytest.approx(by_row.totals["pv_kwh"], rel=1e-3)
