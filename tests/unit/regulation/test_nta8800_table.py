"""The monthly method from the dwelling table: what is missing is assumed and said, what is impossible is refused."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from tests.cases import ROWS, all_dwellings

from nulopdemeter.dwelling import describe, read_packages
from nulopdemeter.engine.tables import read_table
from nulopdemeter.errors import InputError
from nulopdemeter.language import finding_text
from nulopdemeter.regulation.nta8800.from_table import ASSUMPTIONS, indicators
from nulopdemeter.regulation.nta8800.table_shell import known_words

NOW = "2025+C1:2026"
ON = date(2026, 11, 1)


@pytest.fixture(scope="module")
def present():
    return describe(ROWS, read_packages(["current"]))


def said(found):
    return [set(text.split(";")) for text in found["nta_assumed"]]


def test_every_named_dwelling_gets_all_indicators(present):
    found = indicators(present.table, ON)
    assert found.index.equals(present.table.index)
    assert np.isfinite(found.select_dtypes("number").to_numpy()).all()
    assert found["label_nta"].isin(["A", "B", "C", "D", "E", "F", "G"]).all()


def test_the_terraced_house_lies_at_its_published_demand(present):
    found = indicators(present.table, ON, "2022")["heat_demand_nta_kwh_per_m2"].iloc[0]
    assert found == pytest.approx(141.9, rel=0.03)


def test_packages_never_raise_the_heat_demand():
    table = all_dwellings().table
    found = indicators(table, ON)["heat_demand_nta_kwh_per_m2"].to_numpy().reshape(-1, len(ROWS))
    assert (found[2] <= found[0]).all()
    assert (found[5] <= found[2]).all()


def test_a_row_does_not_depend_on_the_rows_beside_it():
    table = all_dwellings().table
    whole = indicators(table, ON)
    for i in range(0, len(table), 7):
        alone = indicators(table.iloc[i : i + 1], ON)
        pd.testing.assert_frame_equal(alone, whole.iloc[i : i + 1], rtol=1e-4)


def test_missing_airtightness_takes_the_forfait_by_year_and_says_so(present):
    table = present.table.assign(qv10_dm3_per_s_m2=np.nan)
    told, untold = indicators(present.table, ON), indicators(table, ON)
    assert all("airtightness" in words for words in said(untold))
    assert not any("airtightness" in words for words in said(told))
    columns = ["heat_demand_nta_kwh_per_m2", "ep2_kwh_per_m2"]
    # The stock takes the same forfait, so the outcome is the same.
    assert untold[columns].iloc[:3].to_numpy() == pytest.approx(told[columns].iloc[:3].to_numpy())


def test_missing_ventilation_is_natural_in_old_houses_and_mechanical_elsewhere_and_says_so(present):
    table = present.table.assign(ventilation="")
    found = indicators(table, ON)
    assert all("ventilation" in words for words in said(found))
    natural, exhaust = (indicators(present.table.assign(ventilation=letter), ON) for letter in "AC")
    demand = "heat_demand_nta_kwh_per_m2"
    assert found[demand].iloc[0] == natural[demand].iloc[0]
    assert found[demand].iloc[3] == exhaust[demand].iloc[3]


def test_an_unknown_orientation_is_the_mean_of_four_and_says_so(present):
    table = present.table.iloc[:1]
    unknown = indicators(table, ON)
    assert "orientation" in said(unknown)[0]
    turned = [indicators(table.assign(front_azimuth_deg=turn), ON) for turn in (0.0, 90.0)]
    assert not any("orientation" in said(one)[0] for one in turned)
    mean = np.mean([one["heat_demand_nta_kwh_per_m2"].iloc[0] for one in turned])
    assert unknown["heat_demand_nta_kwh_per_m2"].iloc[0] == pytest.approx(mean, rel=0.01)


def test_what_a_stock_did_not_tell_is_said_with_its_origin(present):
    found = indicators(present.table, ON, origin=present.origin)
    assert all({"airtightness", "ventilation"} <= words for words in said(found))
    assert set.union(*said(found)) <= set(ASSUMPTIONS)


def test_a_package_that_sets_a_value_makes_it_known():
    both = all_dwellings()
    found = indicators(both.table, ON, origin=both.origin)
    is_new = both.table["measure_ventilation"].to_numpy(dtype=bool)
    assert is_new.any()
    assert not any("ventilation" in words for words, new in zip(said(found), is_new, strict=True) if new)


def test_panels_lower_ep2_and_their_size_may_be_given(present):
    bare = indicators(present.table, ON)
    given = indicators(present.table, ON, pv_kwp=np.full(len(present.table), 3.0))
    assert (given["ep2_kwh_per_m2"] < bare["ep2_kwh_per_m2"] - 10).all()
    assert (given["ep3_frac"] > 0.0).all()


def test_declared_values_of_a_machine_take_the_place_of_the_forfait():
    table = all_dwellings().table
    table = table[table["package"] == "all-electric"]
    bare = table.assign(heat_pump_declared_cop=np.nan, hot_water_declared_cop=np.nan)
    forfait, declared = indicators(bare, ON), indicators(table, ON)
    assert (declared["ep2_kwh_per_m2"] < 0.8 * forfait["ep2_kwh_per_m2"]).all()
    defaults = {"heat_pump_forfait", "hot_water_forfait"}
    assert all(defaults <= words and "declared_not_registered" not in words for words in said(forfait))
    assert all(not defaults & words and "declared_not_registered" in words for words in said(declared))


def test_a_test_of_too_small_a_draw_off_does_not_count_and_the_row_says_so():
    table = all_dwellings().table
    table = table[table["package"] == "all-electric"].assign(hot_water_profile="S")
    bare = table.assign(hot_water_declared_cop=np.nan)
    small, none = indicators(table, ON), indicators(bare, ON)
    assert small["ep2_kwh_per_m2"].tolist() == none["ep2_kwh_per_m2"].tolist()
    assert all("hot_water_forfait" in words for words in said(small))


def test_the_share_of_a_heat_pump_is_assumed_only_where_its_power_is_not_known():
    table = all_dwellings().table
    hybrid = indicators(table[table["package"] == "hybrid"], ON)
    electric = indicators(table[table["package"] == "all-electric"], ON)
    assert not any("heat_pump_share" in words for words in said(hybrid))
    assert all("heat_pump_share" in words for words in said(electric))


def test_a_profile_of_no_test_and_one_that_is_missing_are_refused(present):
    for given in ("XXXL", ""):
        table = present.table.assign(hot_water_declared_cop=3.0, hot_water_profile=given)
        with pytest.raises(InputError) as caught:
            indicators(table, ON)
        (found,) = caught.value.findings
        assert (found.code, found.column) == ("NOM-E505", "hot_water_profile")
        assert all("S, M, L" in "".join(finding_text(found, lang)) for lang in ("nl", "en"))


def test_the_edition_of_2022_has_no_pipes_and_needs_less(present):
    old, new = indicators(present.table, ON, "2022"), indicators(present.table, ON, NOW)
    assert (old["heat_demand_nta_kwh_per_m2"] < new["heat_demand_nta_kwh_per_m2"]).all()
    assert not any("pipes" in words for words in said(old))


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("heat_pump_declared_cop", 10.1, "NOM-E501"),
        ("heat_pump_declared_cop", 0.9, "NOM-E501"),
        ("hot_water_declared_cop", 6.1, "NOM-E501"),
        ("hot_water_test_c", 39.0, "NOM-E501"),
        ("floor_area_m2", 0.0, "NOM-E501"),
        ("floor_area_m2", np.nan, "NOM-E501"),
        ("window_front_m2", -1.0, "NOM-E501"),
        ("rc_wall_m2k_per_w", -0.1, "NOM-E501"),
        ("u_window_w_per_m2k", 0.0, "NOM-E501"),
        ("g_window_frac", 1.2, "NOM-E501"),
        ("qv10_dm3_per_s_m2", -0.5, "NOM-E501"),
        ("build_year", 19.0, "NOM-E501"),
        ("heating", "cold_fusion", "NOM-E502"),
        ("ventilation", "Z", "NOM-E502"),
        ("mass_class", "floating", "NOM-E502"),
    ],
)
def test_an_impossible_value_is_refused_with_dwelling_column_and_remedy(present, column, value, code):
    # A draw-off alone says nothing; a declared coefficient of hot water needs one.
    table = present.table.assign(hot_water_profile="L")
    if isinstance(value, str):
        table[column] = table[column].astype(object)
    table.loc[table.index[2], column] = value
    with pytest.raises(InputError) as caught:
        indicators(table, ON)
    (finding,) = caught.value.findings
    assert (finding.code, finding.column, finding.place) == (code, column, "semi-1983")
    for lang in ("nl", "en"):
        message, remedy = finding_text(finding, lang)
        assert column in message
        assert remedy


def test_all_that_is_wrong_is_said_at_once(present):
    table = present.table.assign(floor_area_m2=-1.0, u_door_w_per_m2k=0.0)
    with pytest.raises(InputError) as caught:
        indicators(table, ON)
    assert {finding.column for finding in caught.value.findings} == {"floor_area_m2", "u_door_w_per_m2k"}


def test_an_empty_table_gives_an_empty_answer(present):
    assert len(indicators(present.table.iloc[:0], ON)) == 0


@pytest.mark.parametrize(
    ("part", "own", "column"),
    [
        ("ventilation", "ventilation_systems", "system"),
        ("boiler", "dwelling_heating", "heating"),
        ("hot_water", "dwelling_hot_water", "hot_water"),
        ("heat_pump", "heat_pumps", "source_kind"),
    ],
)
def test_the_norm_knows_every_word_of_the_dwelling_table(part, own, column):
    known = known_words(part, "2025+C1:2026")
    assert {row[column] for row in read_table(own)} <= set(known)
