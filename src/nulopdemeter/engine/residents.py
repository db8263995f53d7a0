"""Who lives there → weights on the hourly profiles: set point, gains, electricity, hot water."""

from typing import NamedTuple

import numpy as np
import pandas as pd

from nulopdemeter.dwelling import norm_household_size
from nulopdemeter.dwelling.strict_toml import did_you_mean, input_error
from nulopdemeter.engine.assembly import Weights
from nulopdemeter.engine.elements import Bools, Floats
from nulopdemeter.engine.hours import HOUSEHOLD_TYPES, N_HOUSEHOLDS, P_EMPTY, P_ONE, P_USE, P_WATER
from nulopdemeter.engine.pv_mix import pv_mix
from nulopdemeter.errors import Finding, Severity
from nulopdemeter.parameters import figures
from nulopdemeter.units import H_PER_YEAR, W_PER_KW

HOUSEHOLD, FIXED, NORM = "household", "household_fixed", "norm"
# The household of the row, whose heating follows what the dwelling loses; the same household that heats alike in any
# dwelling; the standard resident of the law.
RESIDENTS = (HOUSEHOLD, FIXED, NORM)
# Set points of living rooms and bedrooms, in the dwelling table and in ``Warmth``: who wants it warmer raises them all.
SET_POINTS = ("set_day_c", "bedroom_day_c", "bedroom_night_c")


class Warmth(NamedTuple):
    """What residents want of their heating, each shape (n,).

    Attributes
    ----------
    set_day_c : ndarray
        Set point of the heated rooms by day.
    heated_frac : ndarray
        Share of the floor that is heated directly.
    night_setback_k, away_setback_k : ndarray
        How much lower at night, and by day with nobody in.
    bedroom_day_c, bedroom_night_c : ndarray
        Below which bedrooms and the other rooms that are not heated directly are heated after all: by day, and at
        night or with nobody in.
    """

    set_day_c: Floats
    heated_frac: Floats
    night_setback_k: Floats
    away_setback_k: Floats
    bedroom_day_c: Floats
    bedroom_night_c: Floats


def as_residents(table: pd.DataFrame, residents: str) -> pd.DataFrame:
    """Refuse an unknown word for residents, and give the standard resident the habits of the law.

    Parameters
    ----------
    table : DataFrame
        Dwellings.
    residents : str
        One of ``RESIDENTS``.

    Returns
    -------
    DataFrame
        The table; with ``"norm"`` nobody airs more or less than the law says.

    Raises
    ------
    InputError
        When the word is unknown.
    """
    if residents not in RESIDENTS:
        values = {"allowed": did_you_mean(residents, RESIDENTS)}
        place = "residents"
        raise input_error([Finding("NOM-E205", Severity.ERROR, place=place, value=residents, values=values)])
    return table.assign(vents_factor=1.0, airing_factor=1.0) if residents == NORM else table


def shifted(table: pd.DataFrame, shift_k: Floats) -> pd.DataFrame:
    """Return dwellings whose residents want all rooms warmer or cooler.

    Parameters
    ----------
    table : DataFrame
        Dwellings.
    shift_k : ndarray, shape (n,)
        By how much.

    Returns
    -------
    DataFrame
        With other ``SET_POINTS``.
    """
    return table.assign(**{name: table[name].to_numpy(float) + shift_k for name in SET_POINTS})


def level_frac(specific_w_per_m2k: Floats, unheated_frac: Floats) -> Floats:
    """Return how far the mean of a dwelling falls towards outdoors because not all rooms are heated.

    Parameters
    ----------
    specific_w_per_m2k : ndarray, shape (n,)
        Heat loss coefficient per m² of floor, ventilation included.
    unheated_frac : ndarray, shape (n,)
        Share of the floor that is not heated directly.

    Returns
    -------
    ndarray, shape (n,)
        k in θ_set = θ_day − k (θ_day − θ_e,month); NTA 8800, 7.76 to 7.79.
    """
    c = figures("controls")
    h = unheated_frac * specific_w_per_m2k
    return np.asarray(c["level_factor"] * unheated_frac * h / (h + c["level_inner_w_per_m2k"]))


def room_means(wanted: Warmth, specific_w_per_m2k: Floats, cold_c: float) -> tuple[Floats, Floats, Floats]:
    """Return the mean that living rooms and bedrooms make together, as a set point of one zone.

    Parameters
    ----------
    wanted : Warmth
        Set points by room.
    specific_w_per_m2k : ndarray, shape (n,)
        Heat loss coefficient per m² of floor, ventilation included.
    cold_c : float
        Mean outdoor temperature of the heating season.

    Returns
    -------
    tuple of ndarray
        By day k in θ_set = θ_living − k (θ_living − θ_e,month), and by how much the mean falls below θ_living at night
        and with nobody in [K], each shape (n,).

    Notes
    -----
    Rooms that are not heated directly take the temperature of NTA 8800, 7.76 to 7.79 (``level_frac``), but in the mean
    of the heating season no less than their own set point. At night and with nobody in the living rooms may fall to
    their lower set point and bedrooms to theirs.
    """
    cool_frac = 1.0 - wanted.heated_frac
    level = level_frac(specific_w_per_m2k, cool_frac)
    above_cold_k = wanted.set_day_c - cold_c
    below_k = np.maximum(wanted.set_day_c - wanted.bedroom_day_c, 0.0)
    level = np.minimum(level, cool_frac * below_k / above_cold_k)
    night_k, away_k = (
        np.maximum(
            setback_k - cool_frac * np.maximum(wanted.bedroom_night_c - (wanted.set_day_c - setback_k), 0.0),
            0.0,
        )
        for setback_k in (wanted.night_setback_k, wanted.away_setback_k)
    )
    return np.asarray(level), np.asarray(night_k), np.asarray(away_k)


def responsive_warmth(wanted: Warmth, specific_w_per_m2k: Floats) -> Warmth:
    """Let residents heat by what their dwelling loses: less and lower where it is leaky, more where it is not.

    Parameters
    ----------
    wanted : Warmth
        What they would do in a dwelling of the reference loss.
    specific_w_per_m2k : ndarray, shape (n,)
        Heat loss coefficient per m² of floor, ventilation included.

    Returns
    -------
    Warmth
        Set points and heated share moved along ``parameters/residents_response.csv``: the prebound of a poor
        dwelling, and the rebound of the same people after renovation.
    """
    f = figures("residents_response")
    above = specific_w_per_m2k - f["reference_w_per_m2k"]
    poor, good = np.maximum(above, 0.0), np.maximum(-above, 0.0)
    shift_k = np.maximum(f["set_rise_k"] * good - f["set_fall_k"] * poor, -f["set_fall_most_k"])
    heated = wanted.heated_frac + f["heated_rise_frac"] * good - f["heated_fall_frac"] * poor
    least = np.minimum(f["heated_least_frac"], wanted.heated_frac)
    most = np.maximum(f["heated_most_frac"], wanted.heated_frac)
    return wanted._replace(
        heated_frac=np.asarray(np.clip(heated, least, most)),
        **{name: getattr(wanted, name) + shift_k for name in SET_POINTS},
    )


def warmth(table: pd.DataFrame, specific_w_per_m2k: Floats, residents: str) -> Warmth:
    """Return what the residents of every dwelling want of their heating.

    Parameters
    ----------
    table : DataFrame
        Dwellings.
    specific_w_per_m2k : ndarray, shape (n,)
        Heat loss coefficient per m² of floor, ventilation included.
    residents : str
        One of ``RESIDENTS``.

    Returns
    -------
    Warmth
        Of the norm, of the household, or of the household as it responds to the dwelling. A heat pump alone is
        set back little.
    """
    c, n = figures("controls"), len(table)
    if residents == NORM:
        share = np.where(
            table["is_apartment"].to_numpy(bool), c["level_apartment_frac"], c["level_house_frac"]
        )
        setback, unheated_c = np.full(n, c["setback_boiler_k"]), np.full(n, -np.inf)
        rooms = np.full(n, c["set_day_c"]), np.asarray(1.0 - share)
        return Warmth(*rooms, setback, np.zeros(n), unheated_c, unheated_c)
    wanted = Warmth(*(table[name].to_numpy(float) for name in Warmth._fields))
    is_pump = table["heating"].to_numpy(str) == "heat_pump"
    most_k = np.where(is_pump, c["setback_heat_pump_k"], np.inf)
    wanted = wanted._replace(
        night_setback_k=np.minimum(wanted.night_setback_k, most_k),
        away_setback_k=np.minimum(wanted.away_setback_k, most_k),
    )
    return responsive_warmth(wanted, specific_w_per_m2k) if residents == HOUSEHOLD else wanted


def household_kinds(table: pd.DataFrame) -> Bools:
    """Return which household type lives in each dwelling.

    Parameters
    ----------
    table : DataFrame
        Dwellings.

    Returns
    -------
    ndarray of bool, shape (n, N_HOUSEHOLDS)
        In the order of ``hours.HOUSEHOLD_TYPES``.
    """
    return np.asarray(table["household_type"].to_numpy(str)[:, None] == np.array(HOUSEHOLD_TYPES))


def pv_weights(table: pd.DataFrame, pv_kwp: Floats) -> Floats:
    """Spread the PV of each dwelling over the planes.

    Parameters
    ----------
    table : DataFrame
        Dwellings with ``pv_tilt_deg`` and ``pv_azimuth_deg`` (NaN: unknown).
    pv_kwp : ndarray, shape (n,)
        Installed power.

    Returns
    -------
    ndarray, shape (n, 18)
        Power on each plane [kWp].
    """
    weights = pv_mix(table["pv_tilt_deg"].to_numpy(float), table["pv_azimuth_deg"].to_numpy(float))
    return weights * pv_kwp[:, None]


def _set_point(wanted: Warmth, kind: Bools, specific_w_per_m2k: Floats, cold_c: float) -> Floats:
    """Weights on nobody-in by type, night, monthly temperature and one (n, N_HOUSEHOLDS + 3)."""
    level, night_k, away_k = room_means(wanted, specific_w_per_m2k, cold_c)
    levelled_k = level * (wanted.set_day_c - cold_c)
    night, away = np.maximum(night_k - levelled_k, 0.0), np.maximum(away_k - levelled_k, 0.0)
    return np.column_stack([-away[:, None] * kind, -night, level, wanted.set_day_c * (1.0 - level)])


def _electricity(table: pd.DataFrame, kind: Bools) -> Floats:
    """Household electricity by type, and that of cooking where it is electric [kWh a year] (n, N_HOUSEHOLDS + 1)."""
    use_kwh = table["household_electricity_kwh"].to_numpy(float)
    is_gas = table["is_cooking_gas"].to_numpy(bool)
    cooking = np.where(is_gas, 0.0, np.minimum(figures("residents")["induction_kwh"], use_kwh))
    return np.column_stack([kind * (use_kwh - cooking)[:, None], cooking])


def _gains(table: pd.DataFrame, kind: Bools, electricity_kwh: Floats) -> Floats:
    """Weights on one, people by type and electricity (n, 2 + 2 N_HOUSEHOLDS)."""
    c = figures("controls")
    cooking_kwh = table["is_cooking_gas"].to_numpy(float) * c["cooking_gas_m3"] * c["gas_kwh_per_m3"]
    constant = c["cooking_to_room_frac"] * cooking_kwh * W_PER_KW / H_PER_YEAR
    people = kind * (c["person_w"] * table["household_size"].to_numpy(float))[:, None]
    return np.column_stack([constant, people, c["electricity_to_room_frac"] * electricity_kwh])


def make_weights(
    table: pd.DataFrame,
    loss_w_per_k: Floats,
    cold_c: float,
    pv_kwp: Floats,
    residents: str = HOUSEHOLD,
) -> Weights:
    """Return what the residents of every dwelling want.

    Parameters
    ----------
    table : DataFrame
        Dwellings.
    loss_w_per_k : ndarray, shape (n,)
        Heat loss coefficient, ventilation included.
    cold_c : float
        Mean outdoor temperature of the heating season.
    pv_kwp : ndarray, shape (n,)
        Installed power.
    residents : str
        One of ``RESIDENTS``: ``"household"`` heats by what the dwelling loses (``responsive_warmth``),
        ``"household_fixed"`` alike in any dwelling; ``"norm"`` has the set point and the constant gain of NTA 8800.

    Returns
    -------
    Weights
        Weights on the profiles of ``engine.hours``.

    Notes
    -----
    All set points are levelled over heated and unheated rooms (``room_means``). At night, and by day with nobody in,
    the heated rooms may fall to the lower set point: a dwelling whose mean is below it in the heating season has no
    setback left (NTA 8800, 7.59 to 7.73, where 16 °C bounds the levelled set point too). With a heat pump alone the
    setback is shallow.
    Hours with nobody in are a share of the homes of a type, so the set point is the mean over them.
    """
    specific = loss_w_per_k / table["floor_area_m2"].to_numpy(float)
    kind = household_kinds(table)
    electricity_kwh = _electricity(table, kind)
    if residents == NORM:
        gain = np.zeros((len(table), 2 + 2 * N_HOUSEHOLDS))
        per_person_w = figures("controls")["norm_gain_w"]
        gain[:, 0] = per_person_w * norm_household_size(table["floor_area_m2"].to_numpy(float))
    else:
        gain = _gains(table, kind, electricity_kwh)
    return Weights(
        _set_point(warmth(table, specific, residents), kind, specific, cold_c),
        P_EMPTY,
        gain,
        P_ONE,
        electricity_kwh,
        P_USE,
        kind * table["hot_water_l_per_day"].to_numpy(float)[:, None],
        P_WATER,
        pv_weights(table, pv_kwp),
    )
