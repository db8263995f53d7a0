"""An energy contract: prices without VAT, each with a low, a middle and a high value and its source."""

from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from nulopdemeter.dwelling.strict_toml import did_you_mean, input_error, load_toml, validate
from nulopdemeter.errors import Finding, Severity

CONTRACT_NAMES: Final = ("fixed-2026", "fixed-2027", "cbs-2026-01")
LEVELS: Final = ("low", "mid", "high")
_STRICT = ConfigDict(extra="forbid", frozen=True)
Money = Annotated[float, Field(ge=0, le=100_000, allow_inf_nan=False)]
Words = Annotated[str, Field(min_length=1)]


class Price(BaseModel):
    """One price, without VAT, in the unit its name ends in.

    Attributes
    ----------
    low, mid, high : float
        At a contract that is favourable to the tenant, a middle one and an unfavourable one.
    source : str
        Key of the source.
    status : str
        Status of the least certain of the three; the note says which.
    note : str
        What a user should know about it.
    """

    model_config = _STRICT
    low: Money
    mid: Money
    high: Money
    source: Words
    status: Literal["law", "proposal", "published", "estimate", "assumption"]
    note: str = ""

    def at(self, level: str) -> float:
        """Return the price at a level.

        Parameters
        ----------
        level : str
            ``"low"``, ``"mid"`` or ``"high"``.

        Returns
        -------
        float
            The price, in its own unit.
        """
        return {"low": self.low, "mid": self.mid, "high": self.high}[level]


class Prices(BaseModel):
    """All prices of a contract.

    Attributes
    ----------
    electricity_eur_per_kwh, gas_eur_per_m3, district_heat_eur_per_kwh : Price
        Bare supply, without tax.
    electricity_fixed_eur_per_year, gas_fixed_eur_per_year, district_heat_fixed_eur_per_year : Price
        Fixed supply cost; of district heat also meter and delivery set.
    feed_in_eur_per_kwh : Price
        Compensation for what is exported and not netted; it bears no VAT.
    feed_in_cost_eur_per_kwh : Price
        What the supplier asks for every exported kWh.
    """

    model_config = _STRICT
    electricity_eur_per_kwh: Price
    gas_eur_per_m3: Price
    district_heat_eur_per_kwh: Price
    electricity_fixed_eur_per_year: Price
    gas_fixed_eur_per_year: Price
    district_heat_fixed_eur_per_year: Price
    feed_in_eur_per_kwh: Price
    feed_in_cost_eur_per_kwh: Price

    @model_validator(mode="after")
    def _cost_rises(self) -> Self:
        for name in type(self).model_fields:
            price: Price = getattr(self, name)
            # A high compensation may go with a high supply price, so feed-in has no order of its own.
            if name != "feed_in_eur_per_kwh" and not price.low <= price.mid <= price.high:
                raise ValueError(f"{name}: low, mid and high must not fall")
        return self


class Contract(BaseModel):
    """An energy contract.

    Attributes
    ----------
    name : str
        Short name.
    description_nl, description_en : str
        What it stands for.
    valid_from : date
        First day.
    source : str
        Key of its main source.
    price : Prices
        Its prices.
    """

    model_config = _STRICT
    name: Words
    description_nl: Words
    description_en: Words
    valid_from: date
    source: Words
    price: Prices

    def at(self, level: str) -> dict[str, float]:
        """Return all prices at a level.

        Parameters
        ----------
        level : str
            ``"low"``, ``"mid"`` or ``"high"``.

        Returns
        -------
        dict[str, float]
            Price by name, without VAT.
        """
        return {name: getattr(self.price, name).at(level) for name in type(self.price).model_fields}


@cache
def read_contract(name_or_path: str | Path) -> Contract:
    """Read a shipped contract by its name, or a contract file of one's own.

    Parameters
    ----------
    name_or_path : str or Path
        One of `CONTRACT_NAMES`, or a TOML file with the same keys.

    Returns
    -------
    Contract
        The contract.

    Raises
    ------
    InputError
        With everything that is wrong with the file.
    """
    text = str(name_or_path)
    if text in CONTRACT_NAMES:
        path = Path(str(files("nulopdemeter.housing_cost") / "contracts" / f"{text}.toml"))
    elif text.endswith(".toml"):
        path = Path(text)
    else:
        values = {"allowed": did_you_mean(text, CONTRACT_NAMES)}
        raise input_error([Finding("NOM-E601", Severity.ERROR, value=text, values=values)])
    return validate(load_toml(path), Contract, path.name)
