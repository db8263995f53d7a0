"""Contracts are read strictly and say everything that is wrong at once."""

from datetime import date
from importlib.resources import files

import pytest

from nulopdemeter.errors import InputError
from nulopdemeter.housing_cost import CONTRACT_NAMES, read_contract


def shipped_text(name):
    return (files("nulopdemeter.housing_cost") / "contracts" / f"{name}.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", CONTRACT_NAMES)
def test_shipped_contracts_can_be_read(name):
    contract = read_contract(name)
    assert contract.name == name
    assert contract.price.electricity_eur_per_kwh.mid > 0


def test_a_contract_of_ones_own_is_read_from_a_file(tmp_path):
    path = tmp_path / "own.toml"
    path.write_text(shipped_text("fixed-2027").replace('"fixed-2027"', '"own"'), encoding="utf-8")
    contract = read_contract(path)
    assert contract.name == "own"
    assert contract.valid_from == date(2027, 1, 1)


def test_an_unknown_name_says_what_is_near():
    with pytest.raises(InputError, match=r"There is no contract fixed-2028\..*fixed-202[67]"):
        read_contract("fixed-2028")


def test_a_missing_file_says_so(tmp_path):
    with pytest.raises(InputError, match=r"absent\.toml"):
        read_contract(tmp_path / "absent.toml")


def test_everything_wrong_is_said_at_once(tmp_path):
    text = (
        shipped_text("fixed-2027")
        .replace("gas_eur_per_m3", "gass_eur_per_m3")
        .replace("mid = 0.095", "mid = -0.095")
        .replace('status = "published"', 'status = "sure"', 1)
    )
    path = tmp_path / "wrong.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_contract(path)
    places = {finding.place for finding in caught.value.findings}
    assert {
        "price.gas_eur_per_m3",
        "price.gass_eur_per_m3",
        "price.feed_in_eur_per_kwh.mid",
        "price.electricity_fixed_eur_per_year.status",
    } <= places


def test_prices_that_fall_from_low_to_high_are_refused(tmp_path):
    path = tmp_path / "wrong.toml"
    path.write_text(shipped_text("fixed-2027").replace("high = 0.2008", "high = 0.1"), encoding="utf-8")
    with pytest.raises(InputError, match="electricity_eur_per_kwh"):
        read_contract(path)
