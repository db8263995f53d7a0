"""Readers of weather files: what is right is read, what is wrong is refused with its place and reason."""

import gzip
import zipfile
from dataclasses import replace

import numpy as np
import pytest
from weather_files import epw_lines, knmi_lines, write

from nulopdemeter.errors import InputError
from nulopdemeter.language import finding_text
from nulopdemeter.weather import DEFAULT_WEATHER, read_weather, weather_names
from nulopdemeter.weather.climate import HOURLY_COLUMNS

FIRST_ROW = 9


@pytest.fixture(scope="module")
def year():
    return read_weather(DEFAULT_WEATHER)


def codes(raised):
    return [finding.code for finding in raised.value.findings]


def refused(path, **options):
    with pytest.raises(InputError) as raised:
        read_weather(path, **options)
    for finding in raised.value.findings:
        for lang in ("nl", "en"):
            message, remedy = finding_text(finding, lang)
            assert message
            assert remedy
            assert "{" not in message + remedy
    return raised


def damaged(tmp_path, lines, row, field, text):
    fields = lines[row].split(",")
    fields[field] = text
    return write(tmp_path / "damaged.epw", [*lines[:row], ",".join(fields), *lines[row + 1 :]])


def test_five_years_are_shipped_and_the_default_is_de_bilt():
    assert DEFAULT_WEATHER == "nl-debilt-1991-2020"
    assert weather_names() == (
        "nl-debilt-1991-2020",
        "nl-debilt-2011-2024",
        "nl-eelde-2011-2024",
        "nl-maastricht-2011-2024",
        "nl-vlissingen-2011-2024",
    )


@pytest.mark.parametrize("name", weather_names())
def test_a_shipped_year_is_whole_on_the_dutch_clock_and_needs_no_repair(name):
    weather = read_weather(name)
    assert weather.index.size == 8760
    assert (weather.index[0].month, weather.index[0].day, weather.index[0].hour) == (1, 1, 1)
    assert weather.index.tz is None
    assert weather.utc_offset_h == 1.0
    assert weather.findings == ()
    for column in HOURLY_COLUMNS:
        assert getattr(weather, column).shape == (8760,)
        assert np.isfinite(getattr(weather, column)).all()
    assert (weather.dewpoint_c <= weather.temperature_c).all()


def test_a_year_is_read_once_and_stays_the_same_object():
    assert read_weather(DEFAULT_WEATHER) is read_weather(DEFAULT_WEATHER)


def test_an_unknown_name_is_answered_with_the_nearest():
    raised = refused("nl-debild-1991-2020")
    assert codes(raised) == ["NOM-E301"]
    assert raised.value.findings[0].values["near"] == "nl-debilt-1991-2020"


def test_an_epw_comes_back_as_it_was_written(tmp_path, year):
    path = write(tmp_path / "same.epw", epw_lines(year))
    back = read_weather(path)
    assert back.findings == ()
    assert back.infrared_origin == "file"
    for column in (
        "temperature_c",
        "dewpoint_c",
        "wind_m_per_s",
        "ghi_w_per_m2",
        "dni_w_per_m2",
        "dhi_w_per_m2",
    ):
        np.testing.assert_array_equal(getattr(back, column), getattr(year, column))


def test_a_gzipped_epw_is_the_same_as_a_plain_one(tmp_path, year):
    path = tmp_path / "same.epw.gz"
    path.write_bytes(gzip.compress("\n".join(epw_lines(year)).encode()))
    np.testing.assert_array_equal(read_weather(path).ghi_w_per_m2, year.ghi_w_per_m2)


def test_a_dutch_epw_in_utc_is_moved_to_the_dutch_clock(tmp_path, year):
    back = read_weather(write(tmp_path / "utc.epw", epw_lines(year, tz=0.0, roll=-1)))
    assert back.utc_offset_h == 1.0
    assert [f.code for f in back.findings] == ["NOM-N304"]
    np.testing.assert_array_equal(back.ghi_w_per_m2, year.ghi_w_per_m2)


def test_a_utc_epw_from_elsewhere_keeps_its_clock(tmp_path, year):
    lines = epw_lines(year, tz=0.0, roll=0)
    lines[0] = "LOCATION,Kew,-,GBR,test,0,52.1,-9.82,0.0,2.0"  # 15 degrees west: the same sun an hour later
    back = read_weather(write(tmp_path / "west.epw", lines))
    assert back.utc_offset_h == 0.0
    assert back.findings == ()


@pytest.mark.parametrize(("roll", "hours"), [(1, 1.0), (-1, -1.0), (3, 3.0)])
def test_an_epw_whose_sun_is_hours_off_its_header_is_refused(tmp_path, year, roll, hours):
    raised = refused(write(tmp_path / "shifted.epw", epw_lines(year, roll=roll)))
    assert codes(raised) == ["NOM-E310"]
    found = raised.value.findings[0]
    assert float(found.values["hours"]) == pytest.approx(hours, abs=0.2)
    assert int(found.values["n_night"]) > 50


def test_an_epw_half_an_hour_off_is_refused(tmp_path, year):
    lines = epw_lines(year)
    lines[0] = lines[0].replace(",1.0,", ",1.5,")
    assert codes(refused(write(tmp_path / "half.epw", lines))) == ["NOM-E310"]


def test_an_epw_on_clock_time_with_daylight_saving_is_refused(tmp_path, year):
    lines = epw_lines(year)
    moved = epw_lines(year, roll=1)
    summer = range(8 + 90 * 24, 8 + 303 * 24)
    mixed = [moved[i] if i in summer else line for i, line in enumerate(lines)]
    found = refused(write(tmp_path / "clock.epw", mixed)).value.findings[0]
    assert found.code == "NOM-E310"
    assert float(found.values["summer_min"]) == pytest.approx(60, abs=15)
    assert float(found.values["winter_min"]) == pytest.approx(0, abs=15)


def test_east_and_west_exchanged_by_the_sign_of_the_longitude_is_refused(tmp_path, year):
    lines = epw_lines(year)
    lines[0] = lines[0].replace(",5.18,", ",-5.18,")
    assert codes(refused(write(tmp_path / "west.epw", lines))) == ["NOM-E310"]


def test_29_february_is_dropped(tmp_path, year):
    back = read_weather(write(tmp_path / "leap.epw", epw_lines(year, leap=True)))
    assert [f.code for f in back.findings] == ["NOM-N305"]
    np.testing.assert_array_equal(back.temperature_c, year.temperature_c)


def test_a_missing_hour_is_named(tmp_path, year):
    lines = epw_lines(year)
    del lines[8 + 100 : 8 + 103]
    raised = refused(write(tmp_path / "gap.epw", lines))
    assert codes(raised) == ["NOM-E303", "NOM-E306"]
    gap = raised.value.findings[1]
    assert gap.values == {"first": "01-05 05h", "last": "01-05 07h", "n_hours": "3"}


def test_a_double_hour_is_named_by_both_lines(tmp_path, year):
    lines = epw_lines(year)
    lines.insert(8 + 11, lines[8 + 10])
    raised = refused(write(tmp_path / "double.epw", lines))
    assert codes(raised) == ["NOM-E303", "NOM-E307"]
    double = raised.value.findings[1]
    assert (double.place, double.values["first"]) == ("line 20", "line 19")


def test_hours_out_of_order_are_refused(tmp_path, year):
    lines = epw_lines(year)
    lines[20], lines[21] = lines[21], lines[20]
    assert codes(refused(write(tmp_path / "order.epw", lines))) == ["NOM-E308"]


def test_a_word_where_a_number_belongs_is_named_with_row_column_and_value(tmp_path, year):
    raised = refused(damaged(tmp_path, epw_lines(year), 500, 6, "koud"))
    found = raised.value.findings[0]
    assert (found.code, found.place, found.value) == ("NOM-E304", "line 501", "koud")
    assert found.column == "Dry Bulb Temperature"
    assert "line 501" in str(raised.value)


def test_all_faults_are_said_at_once(tmp_path, year):
    lines = epw_lines(year)
    for row, field, text in ((100, 6, "x"), (200, 13, "y"), (300, 21, "z")):
        fields = lines[row].split(",")
        fields[field] = text
        lines[row] = ",".join(fields)
    raised = refused(write(tmp_path / "three.epw", lines))
    assert [f.place for f in raised.value.findings] == ["line 101", "line 201", "line 301"]


def test_a_column_broken_throughout_gives_twenty_lines_and_the_number_of_the_rest(tmp_path, year):
    lines = epw_lines(year)
    broken = [*lines[:8], *(line.replace(",80,101300,", ",80,bar,") for line in lines[8:])]
    found = refused(write(tmp_path / "broken.epw", broken)).value.findings
    assert len(found) == 21
    assert found[-1].values == {"code": "NOM-E304", "n_more": "8740"}


@pytest.mark.parametrize(("field", "text"), [(6, "85.0"), (21, "120"), (13, "1700"), (9, "101.3")])
def test_a_value_that_cannot_be_is_refused(tmp_path, year, field, text):
    raised = refused(damaged(tmp_path, epw_lines(year), 8 + 4000, field, text))
    assert codes(raised)[0] == "NOM-E305"
    assert raised.value.findings[0].place == "line 4009"


def test_more_sun_than_outside_the_atmosphere_is_refused(tmp_path, year):
    raised = refused(damaged(tmp_path, epw_lines(year), 8 + 11, 13, "900"))
    assert codes(raised) == ["NOM-E316"]


def test_missing_infrared_without_cloud_comes_from_the_sun_of_the_day(tmp_path, year):
    back = read_weather(write(tmp_path / "ir.epw", epw_lines(year, infrared=False)))
    assert back.infrared_origin == "clearness"
    assert [f.code for f in back.findings] == ["NOM-F302"]
    np.testing.assert_allclose(back.infrared_w_per_m2, year.infrared_w_per_m2, atol=2.0)


def test_missing_infrared_with_cloud_follows_clark_and_allen(tmp_path, year):
    back = read_weather(write(tmp_path / "ir.epw", epw_lines(year, infrared=False, cloud=5)))
    assert back.infrared_origin == "clark_allen"
    t_k, dew_k = back.temperature_c[0] + 273.15, back.dewpoint_c[0] + 273.15
    emissivity = (0.787 + 0.764 * np.log(dew_k / 273.0)) * (1 + 0.0224 * 5 - 0.0035 * 25 + 0.00028 * 125)
    assert back.infrared_w_per_m2[0] == pytest.approx(emissivity * 5.670374419e-8 * t_k**4, rel=1e-9)


def test_infrared_of_zero_means_missing(tmp_path, year):
    back = read_weather(damaged(tmp_path, epw_lines(year), 8 + 50, 12, "0"))
    assert [f.code for f in back.findings] == ["NOM-F302"]
    assert 200.0 < back.infrared_w_per_m2[50] < 400.0


def test_missing_direct_and_diffuse_close_with_the_global_irradiance(tmp_path, year):
    back = read_weather(write(tmp_path / "split.epw", epw_lines(year, split=False)))
    assert [f.code for f in back.findings] == ["NOM-F303"]
    assert back.dni_w_per_m2.sum() == pytest.approx(year.dni_w_per_m2.sum(), rel=1e-3)
    assert back.dhi_w_per_m2.sum() == pytest.approx(year.dhi_w_per_m2.sum(), rel=1e-3)


def test_a_short_gap_is_bridged_and_told(tmp_path, year):
    lines = epw_lines(year)
    for row in (1000, 1001, 1002):
        fields = lines[row].split(",")
        fields[6] = "99.9"
        lines[row] = ",".join(fields)
    back = read_weather(write(tmp_path / "short.epw", lines))
    assert [f.code for f in back.findings] == ["NOM-R301"]
    expected = np.interp(1, (0, 4), back.temperature_c[[991, 995]])
    assert back.temperature_c[992] == pytest.approx(expected)


def test_a_long_gap_is_refused(tmp_path, year):
    lines = epw_lines(year)
    for row in range(1000, 1010):
        fields = lines[row].split(",")
        fields[21] = "999"
        lines[row] = ",".join(fields)
    raised = refused(write(tmp_path / "long.epw", lines))
    assert codes(raised) == ["NOM-E309"]
    assert raised.value.findings[0].values["n_hours"] == "10"


def test_a_header_without_place_is_refused(tmp_path, year):
    lines = epw_lines(year)
    lines[0] = "LOCATION,De Bilt"
    assert codes(refused(write(tmp_path / "header.epw", lines))) == ["NOM-E313"]


def test_records_of_ten_minutes_are_refused(tmp_path, year):
    lines = epw_lines(year)
    lines[7] = lines[7].replace("PERIODS,1,1,", "PERIODS,1,6,")
    assert codes(refused(write(tmp_path / "minutes.epw", lines))) == ["NOM-E315"]


def test_an_empty_file_is_refused(tmp_path):
    assert codes(refused(write(tmp_path / "empty.epw", []))) == ["NOM-E313"]


def test_another_kind_of_file_is_refused(tmp_path):
    path = tmp_path / "photo.jpg"
    path.write_bytes(b"\xff\xd8")
    assert codes(refused(path)) == ["NOM-E302"]


def test_a_knmi_file_is_read_in_si_units_on_the_dutch_clock(tmp_path, year):
    back = read_weather(write(tmp_path / "uurgeg.txt", knmi_lines(year, 2022)))
    assert back.index[0].year == 2022
    assert back.utc_offset_h == 1.0
    np.testing.assert_allclose(back.temperature_c, year.temperature_c, atol=1e-9)
    np.testing.assert_allclose(back.wind_m_per_s, year.wind_m_per_s, atol=1e-9)
    np.testing.assert_allclose(back.ghi_w_per_m2, year.ghi_w_per_m2, atol=1.4)  # 0.5 J/cm2 is 1.4 W/m2
    assert back.infrared_origin == "clark_allen"


def test_a_zipped_knmi_file_of_two_years_asks_which(tmp_path, year):
    lines = knmi_lines(year, 2021) + knmi_lines(year, 2022)[4:]
    path = tmp_path / "uurgeg.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("uurgeg.txt", "\n".join(lines))
    raised = refused(path)
    assert codes(raised) == ["NOM-E312"]
    assert raised.value.findings[0].values["years"] == "2021, 2022"
    assert read_weather(path, year=2022).index[0].year == 2022


def test_a_knmi_file_an_hour_off_is_refused(tmp_path, year):
    assert codes(refused(write(tmp_path / "late.txt", knmi_lines(year, 2022, roll=1)))) == ["NOM-E310"]


def test_an_unknown_knmi_station_is_refused(tmp_path, year):
    lines = [line.replace("  260,", "  999,") for line in knmi_lines(year, 2022)]
    assert codes(refused(write(tmp_path / "station.txt", lines))) == ["NOM-E314"]


def test_a_knmi_file_without_radiation_is_refused(tmp_path, year):
    lines = [line.replace("    Q,", "   DR,") for line in knmi_lines(year, 2022)]
    raised = refused(write(tmp_path / "no_sun.txt", lines))
    assert [(f.code, f.column) for f in raised.value.findings] == [("NOM-E317", "Q")]


def test_a_year_may_be_chosen_for_knmi_files_only(tmp_path, year):
    assert codes(refused(write(tmp_path / "same.epw", epw_lines(year)), year=2020)) == ["NOM-E322"]


INDEX = """[mine]
source = "me"
latitude_deg = 52.1
longitude_deg = 5.18
altitude_m = 2
utc_offset_h = 1
"""


def own_csv(tmp_path, text, index=INDEX):
    path = tmp_path / "mine.csv"
    path.write_text(text, encoding="utf-8")
    if index is not None:
        (tmp_path / "index.toml").write_text(index, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def csv_text():
    from nulopdemeter.parameters import shipped

    return (shipped("weather") / f"{DEFAULT_WEATHER}.csv").read_text(encoding="utf-8")


def test_an_own_csv_needs_its_place_beside_it(tmp_path, csv_text, year):
    assert codes(refused(own_csv(tmp_path, csv_text, index=None))) == ["NOM-E320"]
    back = read_weather(own_csv(tmp_path, csv_text))
    np.testing.assert_array_equal(back.temperature_c, year.temperature_c)
    assert [f.code for f in back.findings] == ["NOM-F305"]


def test_an_own_csv_may_have_semicolons(tmp_path, csv_text, year):
    back = read_weather(own_csv(tmp_path, csv_text.replace(",", ";")))
    np.testing.assert_array_equal(back.wind_m_per_s, year.wind_m_per_s)


def test_an_unknown_and_a_missing_column_are_both_named(tmp_path, csv_text):
    text = csv_text.replace("wind_m_per_s", "wind_km_per_h", 1)
    raised = refused(own_csv(tmp_path, text))
    assert [(f.code, f.column) for f in raised.value.findings] == [
        ("NOM-E317", "wind_m_per_s"),
        ("NOM-E318", "wind_km_per_h"),
    ]


def test_a_latitude_in_words_is_refused(tmp_path, csv_text):
    index = INDEX.replace("52.1", '"52 N"')
    assert codes(refused(own_csv(tmp_path, csv_text, index))) == ["NOM-E304"]


@pytest.mark.parametrize("factor", [0.0, 0.36])
def test_a_year_without_sun_or_in_the_wrong_unit_is_refused(tmp_path, year, factor):
    dim = replace(year, ghi_w_per_m2=factor * year.ghi_w_per_m2)
    assert codes(refused(write(tmp_path / "dim.epw", epw_lines(dim)))) == ["NOM-E324"]
