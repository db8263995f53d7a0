"""Every kind of ventilation gives the same year through both doors: as a row of the stock and as a file."""

import numpy as np
import pytest
from tests.cases import default_weather
from tests.unit.dwelling_file.test_both_doors import row_of, written_out

from nulopdemeter.dwelling.file import parse_dwelling
from nulopdemeter.dwelling.row_file import row_file
from nulopdemeter.dwelling.tables import lookup
from nulopdemeter.dwelling.ventilation import fan_w, supply_fan_frac, ventilation_m3_per_h
from nulopdemeter.engine.one import simulate_file, simulate_row


def with_system(word):
    """A terraced house with a system of ventilation, as a stock would describe it."""
    row = row_of("shell-standard")
    system, area = np.array([word], dtype=object), row["floor_area_m2"].to_numpy(float)
    return row.assign(
        ventilation=word,
        ventilation_m3_per_h=ventilation_m3_per_h(system, area),
        recovery_frac=lookup("ventilation_systems", "recovery_frac", system),
        has_bypass=False,
        fan_w=fan_w(system, area, np.array([True])),
    )


def as_file(row, by_row):
    """The row as a file, its air as the export writes it, under the set points and gains of its own year."""
    own_w = float(supply_fan_frac(row["ventilation"].to_numpy(object))[0]) * float(row["fan_w"].iloc[0])
    gains_kw = by_row.hourly["internal_kw"].to_numpy() - own_w / 1000
    data = written_out(row, by_row.hourly, by_row.simulated.design_load_w[0] / 1000)
    data["air"] = row_file(row).air.model_dump(exclude_none=True)
    data["gains"]["source"][0]["schedule_frac"] = gains_kw.tolist()
    return parse_dwelling(data)


@pytest.mark.parametrize("word", ["A", "B", "B3", "C2a", "C4", "D1", "D5", "D5b", "E"])
def test_a_system_gives_the_same_air_and_heat_through_both_doors(word):
    """Balanced air to 0.3 %: fans of a file move air of its weather's pressure, those of a stock standard air."""
    row = with_system(word)
    by_row = simulate_row(row, default_weather())
    file = as_file(row, by_row)
    assert file.air.system == word
    by_file = simulate_file(file, default_weather())
    close = 3e-3 if word[0] in "DE" else 1e-6
    # Below the temperature at which windows are opened: how far follows from thousandths of a degree.
    is_shut = by_row.hourly["operative_c"].to_numpy() < 23.5
    air = [year.hourly["outdoor_air_w_per_k"].to_numpy()[is_shut] for year in (by_file, by_row)]
    np.testing.assert_allclose(air[0], air[1], rtol=close)
    assert by_file.totals["heat_demand_kwh"] == pytest.approx(by_row.totals["heat_demand_kwh"], rel=close)
    assert by_file.totals["fan_kwh"] == pytest.approx(by_row.totals["fan_kwh"], rel=1e-12)
    assert by_file.totals["internal_kwh"] == pytest.approx(by_row.totals["internal_kwh"], rel=1e-9)
    assert by_file.table["ventilation"].iloc[0] == word
