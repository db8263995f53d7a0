"""The words of ventilation are the same in the table, the types, the stock and the packages."""

from typing import get_args

import numpy as np

from nulopdemeter.dwelling.package import SYSTEMS
from nulopdemeter.dwelling.tables import table
from nulopdemeter.dwelling.ventilation import canonical, has_recovery, norm_words
from nulopdemeter.dwelling.words import Ventilation, VentilationCode
from nulopdemeter.stock import read_columns

SYSTEM = table("ventilation_systems")
# Table 11.5 of NTA 8800, as transcribed in public.
TABLE_11_5 = {
    "A1": 1.00, "A2a": 0.85, "A2b": 0.90, "A2c": 0.93, "B1": 1.00, "B2": 0.85, "B3": 0.57, "C1": 1.00, "C2a": 0.83,
    "C2b": 0.88, "C2c": 0.93, "C3a": 0.90, "C3b": 0.75, "C3c": 0.68, "C4a": 0.80, "C4b": 0.52, "C4c": 0.59,
    "C5a": 0.56, "C5b": 0.55, "D1": 1.00, "D2": 1.00, "D3": 0.80, "D4a": 0.90, "D4b": 0.80, "D5a": 0.52, "D5b": 0.52,
    "D5c": 0.59,
}  # fmt: skip


def test_the_words_are_the_same_everywhere():
    assert set(SYSTEM.index) == set(get_args(Ventilation)) == set(read_columns()["ventilation"].allowed)
    assert set(norm_words()) == set(get_args(VentilationCode))
    assert set(SYSTEMS["ventilation"]) == set(SYSTEM.index) | set(norm_words())


def test_every_variant_of_table_11_5_is_there_with_its_factor():
    by_code = dict(zip(SYSTEM["norm"], SYSTEM["control_frac"].astype(float), strict=True))
    assert {code: by_code[code] for code in TABLE_11_5} == TABLE_11_5
    assert set(by_code) - set(TABLE_11_5) == {"E1"}


def test_a_word_keeps_its_kind_and_a_code_finds_its_word():
    assert all(word[0] == kind for word, kind in SYSTEM["kind"].items())
    codes = np.array(["A1", "C1", "C4c", "D2", "D5a", "C3b", "hr107", ""], dtype=object)
    assert canonical(codes).tolist() == ["A", "C", "C4", "D", "D5", "C3b", "hr107", ""]
    assert [has_recovery(word) for word in ("A", "C4", "D1", "D2", "E1", "", "none")] == [
        False, False, False, True, True, False, False,
    ]  # fmt: skip


def test_systems_have_an_order_in_which_a_better_control_stands_higher():
    assert SYSTEM["rank"].is_unique
    order = [SYSTEM["rank"][word] for word in ("A", "B", "C", "C4", "E", "D", "D5")]
    assert order == sorted(order)
    for kind, group in SYSTEM[SYSTEM.index != "D1"].groupby("kind"):
        by_rank = group.sort_values("rank")["control_frac"].astype(float)
        # Carbon dioxide and zones after everything else among balanced systems.
        groups = [by_rank] if kind != "D" else [by_rank[by_rank > 0.6], by_rank[by_rank < 0.6]]
        assert all((one.diff().dropna() <= 0.0).all() for one in groups), kind
