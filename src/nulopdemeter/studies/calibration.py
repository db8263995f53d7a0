"""Residents of a given row: their behaviour is moved until the calculated meters meet those of the row."""

from collections.abc import Mapping
from typing import Final, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from nulopdemeter.balance import balance
from nulopdemeter.dwelling import describe, read_packages
from nulopdemeter.dwelling.strict_toml import input_error
from nulopdemeter.engine import simulate
from nulopdemeter.engine.residents import FIXED, HOUSEHOLD, SET_POINTS, shifted
from nulopdemeter.engine.simulate import DEFAULT_PROFILE
from nulopdemeter.errors import Finding, Severity
from nulopdemeter.parameters import figures
from nulopdemeter.weather import Weather

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

GAS, IMPORT = "gas_m3", "import_kwh"
# What became of a row: nothing to fit, every meter met, or which meter lies beyond plausible behaviour.
UNTOLD, MET, BEYOND = "", "met", "beyond"
# Columns of the dwelling table that a fit changes; ``describe`` takes them from the rows that ``calibrate`` returns.
FITTED: Final = (*SET_POINTS, "heated_frac", "hot_water_l_per_day", "household_electricity_kwh")
_N_PASSES = 5
# Secants flatter than this are not believed: less than a tenth of what household electricity brings on the meter.
_LEAST_SLOPE = 0.1


class Calibration(NamedTuple):
    """Rows with fitted residents, and how well they fit.

    Attributes
    ----------
    rows : DataFrame
        The rows of the stock with the columns ``FITTED``, NaN where nothing was fitted, and ``gas_fit`` and
        ``import_fit`` of the report.
    report : DataFrame
        Index of the rows: ``behaviour`` from −1 (thriftiest plausible) over 0 (the household type) to 1, metered and
        calculated ``gas_m3`` and ``import_kwh``, and ``gas_fit`` and ``import_fit``: empty without a meter, ``met``,
        or ``beyond`` when even the bound of plausible behaviour does not explain it (the bound is kept).
    """

    rows: pd.DataFrame
    report: pd.DataFrame


class _Tries(NamedTuple):
    """What was tried so far and what it gave, newest last; each of shape (n,)."""

    behaviour: list[Floats]
    electricity_kwh: list[Floats]
    gas_m3: list[Floats]
    import_kwh: list[Floats]


def calibrate(
    rows: pd.DataFrame, weather: Weather, profile: str = DEFAULT_PROFILE, residents: str = HOUSEHOLD
) -> Calibration:
    """Fit the residents of every row to its metered gas and electricity, in the present state of the dwelling.

    Parameters
    ----------
    rows : DataFrame
        Accepted rows of a stock; those with ``gas_m3`` (and heating or hot water on gas) or ``import_kwh`` are fitted.
    weather : Weather
        The year of the meters; a typical year stands for meters that were corrected for it.
    profile : str
        Table of coefficients.
    residents : str
        As in ``engine.simulate``; not ``"norm"``.

    Returns
    -------
    Calibration
        Rows for ``describe`` or ``evaluate``, in which the same people live in every package.

    Raises
    ------
    InputError
        When the residents are those of the law, who have no behaviour of their own.

    Notes
    -----
    One number a dwelling moves set points, heated share and hot water together between the bounds of
    ``parameters/residents_calibration.csv``: what a meter shows does not tell them apart. Gas falls with it, so five
    passes of the fleet are enough: as the type would, at the bound on the side of the meter, and three straight lines.
    """
    if residents not in (HOUSEHOLD, FIXED):
        raise input_error([_unfit(residents)])
    wanted_gas, wanted_import = _metered(rows, GAS), _metered(rows, IMPORT)
    is_told = np.isfinite(wanted_gas) | np.isfinite(wanted_import)
    out = rows.assign(**dict.fromkeys(FITTED, np.nan))
    if not is_told.any():
        return Calibration(out, _report(_Tries([], [], [], []), wanted_gas, wanted_import, rows.index))
    table = describe(rows[is_told], read_packages(("current",))).table
    wanted_gas, wanted_import = wanted_gas[is_told], wanted_import[is_told]
    tries = _Tries([], [], [], [])
    for _ in range(_N_PASSES):
        behaviour = _next_behaviour(tries, wanted_gas)
        use_kwh = _next_electricity(tries, wanted_import, table)
        fitted = _behaving(table, behaviour, use_kwh)
        meter = balance(fitted, simulate(fitted, weather, profile, residents)).meter
        for tried, new in zip(tries, (behaviour, use_kwh, meter[GAS], meter[IMPORT]), strict=True):
            tried.append(np.asarray(new, np.float64))
        # A dwelling that burns no gas has no gas to fit.
        wanted_gas = np.where(tries.gas_m3[-1] > 0.0, wanted_gas, np.nan)
    for name in FITTED:
        values = np.full(len(rows), np.nan)
        values[is_told] = fitted[name].to_numpy(float)
        out[name] = values
    report = _report(tries, wanted_gas, wanted_import, rows.index[is_told]).reindex(rows.index)
    fits = {name: report[name].fillna(UNTOLD) for name in ("gas_fit", "import_fit")}
    return Calibration(out.assign(**fits), report.assign(**fits))


def _unfit(residents: str) -> Finding:
    values = {"allowed": f"{HOUSEHOLD}, {FIXED}"}
    return Finding("NOM-E205", Severity.ERROR, place="residents", value=residents, values=values)


def _metered(rows: pd.DataFrame, column: str) -> Floats:
    """Return what a meter showed, NaN where it was not read (n,)."""
    if column not in rows:
        return np.full(len(rows), np.nan)
    return rows[column].to_numpy(np.float64)


def _behaving(table: pd.DataFrame, behaviour: Floats, electricity_kwh: Floats) -> pd.DataFrame:
    """Dwellings whose residents behave as thriftily as told: −1 to 1 (n,)."""
    f = figures("residents_calibration")

    def between(what: str, unit: str) -> Floats:
        down, up = f[f"{what}_down_{unit}"], f[f"{what}_up_{unit}"]
        return np.where(behaviour < 0.0, behaviour * down, behaviour * up)

    heated = np.clip(table["heated_frac"].to_numpy(float) + between("heated", "frac"), 0.0, 1.0)
    return shifted(table, between("set", "k")).assign(
        heated_frac=heated,
        hot_water_l_per_day=table["hot_water_l_per_day"].to_numpy(float)
        * (1.0 + between("hot_water", "frac")),
        household_electricity_kwh=electricity_kwh,
    )


def _next_behaviour(tries: _Tries, wanted_m3: Floats) -> Floats:
    """Return 0, then the bound on the side of the meter, then the straight line between the nearest on both sides."""
    if not tries.gas_m3:
        return np.zeros(len(wanted_m3))
    tried, miss = np.array(tries.behaviour), np.array(tries.gas_m3) - wanted_m3
    has_gas = np.isfinite(wanted_m3)
    if len(miss) == 1:
        return np.where(has_gas, np.where(miss[0] > 0.0, -1.0, 1.0), 0.0)
    # From the third try on the first is left out: its electricity, which warms the house too, was not yet fitted.
    since = 0 if len(miss) == 2 else 1
    line = _between(tried[since:], miss[since:])
    is_beyond = np.abs(line) >= 1.0
    return np.asarray(np.where(has_gas, np.where(is_beyond, tried[1], line), 0.0))


def _between(tried: Floats, miss: Floats) -> Floats:
    """Return where the straight line through two tries misses nothing (n,).

    The two are the nearest on both sides of the meter, or the first and the last when all lie on one side.
    """
    every = np.arange(tried.shape[1])
    is_between = (miss <= 0.0).any(0) & (miss > 0.0).any(0)
    low = np.where(is_between, np.where(miss <= 0.0, miss, -np.inf).argmax(0), 0)
    high = np.where(is_between, np.where(miss > 0.0, miss, np.inf).argmin(0), len(miss) - 1)
    (u0, m0), (u1, m1) = ((tried[k, every], miss[k, every]) for k in (low, high))
    is_line = np.abs(m1 - m0) > 1.0e-9
    step = (u1 - u0) / np.where(is_line, m1 - m0, 1.0)
    return np.asarray(np.where(is_line, u0 - m0 * step, u1))


def _bounds_kwh(table: pd.DataFrame) -> tuple[Floats, Floats]:
    f, usual = figures("residents_calibration"), table["household_electricity_kwh"].to_numpy(float)
    return f["electricity_least_frac"] * usual, f["electricity_most_frac"] * usual


def _next_electricity(tries: _Tries, wanted_kwh: Floats, table: pd.DataFrame) -> Floats:
    """Return the usual household electricity, then what is missing on the meter added to it (n,)."""
    usual = table["household_electricity_kwh"].to_numpy(float)
    if not tries.import_kwh:
        return usual
    slope = np.ones(len(usual))
    if len(tries.import_kwh) > 1:
        moved = tries.electricity_kwh[-1] - tries.electricity_kwh[-2]
        on_meter = tries.import_kwh[-1] - tries.import_kwh[-2]
        is_moved = np.abs(moved) > 1.0
        slope = np.clip(np.where(is_moved, on_meter / np.where(is_moved, moved, 1.0), 1.0), _LEAST_SLOPE, 1.0)
    missing = np.nan_to_num(wanted_kwh - tries.import_kwh[-1])
    return np.asarray(np.clip(tries.electricity_kwh[-1] + missing / slope, *_bounds_kwh(table)))


def _fit(calculated: Floats, wanted: Floats, least: float) -> NDArray[np.object_]:
    """Say whether a meter is met: by share, or within a least difference."""
    f = figures("residents_calibration")
    is_met = np.abs(calculated - wanted) <= np.maximum(f["met_frac"] * wanted, least)
    return np.where(np.isnan(wanted), UNTOLD, np.where(is_met, MET, BEYOND)).astype(object)


def _report(tries: _Tries, wanted_m3: Floats, wanted_kwh: Floats, index: pd.Index) -> pd.DataFrame:
    """How well the last try meets the meters."""
    f: Mapping[str, float] = figures("residents_calibration")
    nothing = np.full(len(index), np.nan)
    behaviour, _, gas_m3, import_kwh = (tried[-1] if tried else nothing for tried in tries)
    has_gas, has_import = np.isfinite(wanted_m3), np.isfinite(wanted_kwh)
    columns = {
        "behaviour": np.where(has_gas, behaviour, np.nan),
        "gas_measured_m3": wanted_m3,
        "gas_fitted_m3": np.where(has_gas, gas_m3, np.nan),
        "gas_fit": _fit(gas_m3, wanted_m3, f["met_gas_m3"]),
        "import_measured_kwh": wanted_kwh,
        "import_fitted_kwh": np.where(has_import, import_kwh, np.nan),
        "import_fit": _fit(import_kwh, wanted_kwh, f["met_import_kwh"]),
    }
    return pd.DataFrame(columns, index=index)
