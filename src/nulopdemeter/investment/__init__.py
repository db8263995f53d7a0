"""Packages to euros for the corporation: investment with its band, upkeep and subsidy."""

from nulopdemeter.investment.investment import INVESTMENT_PARTS, investment
from nulopdemeter.investment.subsidy import subsidy_eur

__all__ = ["INVESTMENT_PARTS", "investment", "subsidy_eur"]
