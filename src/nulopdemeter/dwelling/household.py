"""The household of each dwelling: who, how warm, how much hot water and electricity."""

from typing import Final

import numpy as np
import pandas as pd

from nulopdemeter.dwelling.columns import DEFAULT, Columns, Origins, number, own_or, text
from nulopdemeter.dwelling.tables import lookup, table
from nulopdemeter.parameters import figures

# The household type of a row that tells only how many live there: by the nearest number, and the last for more.
BY_SIZE: Final = ("single", "couple", "family")
# What a household type says of every dwelling it lives in.
_HABITS: Final = (
    "set_day_c",
    "night_setback_k",
    "away_setback_k",
    "bedroom_day_c",
    "bedroom_night_c",
    "vents_factor",
    "airing_factor",
)


def household_type_of_size(household_size: np.ndarray) -> np.ndarray:
    """Return the household type that stands for a number of residents.

    Parameters
    ----------
    household_size : numpy.ndarray, shape (n,)
        Persons.

    Returns
    -------
    numpy.ndarray of str, shape (n,)
        ``single`` below one and a half, ``couple`` below two and a half, else ``family``.
    """
    nearest = np.clip(np.floor(household_size + 0.5), 1, len(BY_SIZE)).astype(np.int64)
    return np.array(BY_SIZE, dtype=object)[nearest - 1]


def residents(rows: pd.DataFrame, out: Columns) -> tuple[Columns, Origins]:
    """Give each row its household.

    Parameters
    ----------
    rows : pandas.DataFrame
        Accepted rows of the stock. Beside the number and type of residents a row may tell what was found about
        them: any other column of ``columns.RESIDENTS``.
    out : dict
        Columns so far: floor area, kind of dwelling and cooking.

    Returns
    -------
    tuple of dict
        Columns and their origins. A size without a type has the type of its size; a type without a size has the
        persons of its type. Electricity and hot water of a household whose type is not told are the means of its
        size.
    """
    told_type, told_size = text(rows, "household_type"), number(rows, "household_size")
    of_type = lookup("household_types", "persons", told_type)
    usual = np.where(np.isfinite(of_type), of_type, norm_household_size(out["floor_area_m2"]))
    got, origin = {}, {}
    got["household_size"], origin["household_size"] = own_or(told_size, usual, DEFAULT)
    usual_type = household_type_of_size(got["household_size"])
    got["household_type"], origin["household_type"] = own_or(told_type, usual_type, DEFAULT)
    for name, habit in habits(got["household_size"], got["household_type"], told_type != "", out).items():
        got[name], origin[name] = own_or(number(rows, name), habit, DEFAULT)
    return got, origin


def habits(
    household_size: np.ndarray, household_type: np.ndarray, is_told: np.ndarray, out: Columns
) -> Columns:
    """Return what a household of a type and size does in a dwelling.

    Parameters
    ----------
    household_size : numpy.ndarray, shape (n,)
        Persons.
    household_type : numpy.ndarray of str, shape (n,)
        Rows of ``household_types.csv``.
    is_told : numpy.ndarray of bool, shape (n,)
        Whether the type is known, or only stands for the size.
    out : dict
        ``is_cooking_gas`` and ``is_apartment`` of the dwelling.

    Returns
    -------
    dict
        Electricity, hot water, share of the rooms heated, set points by room, setbacks, airing.
    """
    size, kind = household_size, household_type
    f, response = figures("residents"), figures("residents_response")
    factor = np.where(is_told, lookup("household_types", "electricity_factor", kind), 1.0)
    use_kwh = household_electricity_kwh(size) * factor
    water_l = np.where(
        is_told, lookup("household_types", "hot_water_l_per_day", kind), f["hot_water_l_per_day"]
    )
    induction = np.where(out["is_cooking_gas"], 0.0, f["induction_kwh"])
    more = np.where(out["is_apartment"], response["apartment_more_frac"], 0.0)
    return {
        "household_electricity_kwh": use_kwh - f["building_share_kwh"] + induction,
        "hot_water_l_per_day": water_l * size,
        "heated_frac": lookup("household_types", "heated_frac", kind) + more,
        **{name: lookup("household_types", name, kind) for name in _HABITS},
    }


def norm_household_size(floor_area_m2: np.ndarray) -> np.ndarray:
    """Return the standard number of residents, NTA 8800 formulas 7.22 to 7.24.

    Parameters
    ----------
    floor_area_m2 : numpy.ndarray, shape (n,)
        Of the dwelling.

    Returns
    -------
    numpy.ndarray, shape (n,)
        Persons.
    """
    f = figures("residents")
    small, large = f["persons_small_m2"], f["persons_large_m2"]
    slope = (f["persons_middle"] - f["persons_small"]) / (large - small)
    middle = np.maximum(f["persons_small"], f["persons_middle"] - slope * (large - floor_area_m2))
    big = f["persons_large_base"] + f["persons_large_slope_per_m2"] * floor_area_m2
    return np.asarray(np.where(floor_area_m2 > large, big, middle))


def household_electricity_kwh(household_size: np.ndarray) -> np.ndarray:
    """Return the yearly use of appliances and light by household size.

    Parameters
    ----------
    household_size : numpy.ndarray, shape (n,)
        Persons; between whole numbers it is interpolated, beyond the ends it stays.

    Returns
    -------
    numpy.ndarray, shape (n,)
        Use [kWh/year], without heating, hot water and electric cooking.
    """
    use = table("residents_household_electricity")
    known = use["electricity_kwh"].to_numpy(dtype=float)
    return np.asarray(np.interp(household_size, use.index.to_numpy(dtype=float), known))
