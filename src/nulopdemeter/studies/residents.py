"""Residents as a distribution: many households in the same dwelling, by quasi-random draws."""

from statistics import NormalDist
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import ndtri
from scipy.stats import qmc

from nulopdemeter.balance import balance
from nulopdemeter.dwelling import habits, norm_household_size
from nulopdemeter.dwelling.strict_toml import did_you_mean, input_error
from nulopdemeter.dwelling.tables import table as parameter_table
from nulopdemeter.engine import simulate
from nulopdemeter.engine.residents import HOUSEHOLD, shifted
from nulopdemeter.engine.simulate import DEFAULT_PROFILE, Simulated
from nulopdemeter.engine.tables import read_table
from nulopdemeter.errors import Finding, Severity
from nulopdemeter.parameters import figures
from nulopdemeter.weather import Weather

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

N_DRAWS: Final = 64
SEED: Final = 20261122
POPULATIONS: Final = ("social", "national")
SHOWN: Final = ("heat_demand_kwh", "electricity_use_kwh", "gas_m3", "net_kwh")
_QUANTILES: Final = {"p10": 0.1, "p50": 0.5, "p90": 0.9}
# Dwellings × draws that are held at a time.
_CHUNK: Final = 8192
_MOST_DRAWS: Final = 2**16
_Z90: Final = NormalDist().inv_cdf(0.9)


def is_draw_count(n_draws: int) -> bool:
    """Tell whether a Sobol sequence is balanced in a number of draws.

    Parameters
    ----------
    n_draws : int
        Any number.

    Returns
    -------
    bool
        For powers of two from 2 to 65536.
    """
    return 2 <= n_draws <= _MOST_DRAWS and not n_draws & (n_draws - 1)


def resident_draws(n_draws: int = N_DRAWS, seed: int = SEED) -> pd.DataFrame:
    """Draw habits of households, quasi-randomly.

    Parameters
    ----------
    n_draws : int
        A power of two: the draws of a Sobol sequence are balanced in no other number.
    seed : int
        Of the scrambling.

    Returns
    -------
    DataFrame
        ``n_draws`` rows: ``household_quantile`` (0 to 1), and the parameters of ``residents_spread.csv``, correlated by
        ``residents_correlation.csv`` (a Gaussian copula).

    Raises
    ------
    InputError
        When ``n_draws`` is not a power of two from 2 to 65536.
    """
    if not is_draw_count(n_draws):
        raise input_error([Finding("NOM-E840", Severity.ERROR, place="n_draws", value=str(n_draws))])
    spread = read_table("residents_spread")
    names = [row["parameter"] for row in spread]
    uniform = qmc.Sobol(len(names) + 1, scramble=True, rng=seed).random_base2(n_draws.bit_length() - 1)
    normal = ndtri(np.clip(uniform[:, 1:], 1.0e-9, 1.0 - 1.0e-9)) @ np.linalg.cholesky(_correlation(names)).T
    draws = {"household_quantile": uniform[:, 0]}
    for k, row in enumerate(spread):
        low, middle, high = (float(row[p]) for p in _QUANTILES)
        is_log = row["distribution"] == "lognormal"
        p10, p50, p90 = np.log([low, middle, high]) if is_log else (low, middle, high)
        # Two halves that meet in the median: what is known of behaviour is seldom even on both sides.
        z = normal[:, k] / _Z90
        value = p50 + np.where(z < 0.0, z * (p50 - p10), z * (p90 - p50))
        draws[row["parameter"]] = np.exp(value) if is_log else value
    return pd.DataFrame(draws)


def _correlation(names: list[str]) -> Floats:
    matrix = np.eye(len(names))
    for row in read_table("residents_correlation"):
        a, b = names.index(row["parameter"]), names.index(row["other"])
        matrix[a, b] = matrix[b, a] = float(row["correlation"])
    return matrix


def household_shares(floor_area_m2: Floats, population: str = POPULATIONS[0]) -> Floats:
    """Return how likely each household of ``residents_mix.csv`` is in dwellings of a size.

    Parameters
    ----------
    floor_area_m2 : ndarray, shape (n,)
        Of the dwelling.
    population : str
        ``"social"``: tenants of corporations; ``"national"``: everybody.

    Returns
    -------
    ndarray, shape (n, rows of the table)
        Shares that sum to one. Larger households are likelier in larger dwellings: each share is tilted by
        exp(t · persons), t in proportion to the standard number of residents above the mean.

    Raises
    ------
    InputError
        When the population is unknown.
    """
    if population not in POPULATIONS:
        values = {"allowed": did_you_mean(population, POPULATIONS)}
        found = Finding("NOM-E205", Severity.ERROR, place="population", value=population, values=values)
        raise input_error([found])
    f, mix = figures("residents"), parameter_table("residents_mix")
    persons = mix["household_size"].to_numpy(float)
    tilt = f["mix_slope"] * (norm_household_size(floor_area_m2) - f["mix_persons"])
    shares = mix[f"{population}_frac"].to_numpy(float) * np.exp(tilt[:, None] * persons)
    return np.asarray(shares / shares.sum(1, keepdims=True))


def _households(table: pd.DataFrame, draws: pd.DataFrame, population: str) -> Ints:
    """Return the row of ``residents_mix`` of every dwelling × draw (n * draws,)."""
    until = household_shares(table["floor_area_m2"].to_numpy(float), population).cumsum(1)
    quantile = draws["household_quantile"].to_numpy(float)
    picked = (quantile[None, :, None] > until[:, None, :-1]).sum(2)
    return np.asarray(picked.ravel())


def _expanded(table: pd.DataFrame, draws: pd.DataFrame, population: str | None) -> pd.DataFrame:
    """Return every dwelling with every household, draws within dwellings."""
    n, n_draws = len(table), len(draws)
    many = table.loc[table.index.repeat(n_draws)].reset_index(drop=True)
    if population is not None:
        mix = parameter_table("residents_mix").iloc[_households(table, draws, population)]
        size, kind = mix["household_size"].to_numpy(float), mix.index.to_numpy(object)
        told = {name: many[name].to_numpy() for name in ("is_cooking_gas", "is_apartment")}
        own = habits(size, kind, np.ones(len(many), bool), told)
        many = many.assign(household_size=size, household_type=kind, **own)
    drawn = {name: np.tile(draws[name].to_numpy(float), n) for name in draws}
    return shifted(many, drawn["set_shift_k"]).assign(
        heated_frac=np.clip(many["heated_frac"] + drawn["heated_shift_frac"], 0.0, 1.0),
        hot_water_l_per_day=many["hot_water_l_per_day"] * drawn["hot_water_factor"],
        household_electricity_kwh=many["household_electricity_kwh"] * drawn["electricity_factor"],
        airing_factor=many["airing_factor"] * drawn["airing_factor"],
        vents_factor=np.maximum(many["vents_factor"] * drawn["vents_factor"], 0.0),
    )


def resident_spread(
    table: pd.DataFrame,
    weather: Weather,
    n_draws: int = N_DRAWS,
    seed: int = SEED,
    *,
    profile: str = DEFAULT_PROFILE,
    residents: str = HOUSEHOLD,
    population: str | None = POPULATIONS[0],
    built: Simulated | None = None,
) -> pd.DataFrame:
    """Return how the year of every dwelling and package depends on who lives there.

    Parameters
    ----------
    table : DataFrame
        ``Dwellings.table``: one row per dwelling and package.
    weather : Weather
        The year.
    n_draws : int
        Households a dwelling; a power of two.
    seed : int
        Of the draws.
    profile : str
        Table of coefficients.
    residents : str
        ``"household"``, or ``"household_fixed"`` without prebound and rebound.
    population : str or None
        Whose mix of household types moves in: ``"social"`` or ``"national"``; None keeps type and size of the row
        and draws its habits only.
    built : Simulated, optional
        The year of the same table with its own households, when it is there already: it says what was sized.

    Returns
    -------
    DataFrame
        Row for row with the table: ``dwelling_id``, ``package``, p10, p50 and p90 of heat demand, electricity, gas
        and the balance of the meter (``heat_demand_p10_kwh``, …), and ``zero_frac``, the share of the households with
        which the year ends at zero or below.

    Notes
    -----
    PV and heat pump are those that fit the household of the row: the house is built once and people come and go.
    Every dwelling meets the same draws, so packages differ by the package and not by chance.
    """
    draws = resident_draws(n_draws, seed)
    if built is None:
        built = simulate(table, weather, profile, residents)
    fixed = table.assign(heat_pump_kw=np.where(table["heat_pump"] != "", built.heat_pump_kw, 0.0))
    fixed = fixed.reset_index(drop=True)
    parts = []
    step = max(_CHUNK // n_draws, 1)
    for start in range(0, len(fixed), step):
        few = slice(start, start + step)
        many = _expanded(fixed.iloc[few], draws, population)
        pv_kwp = np.repeat(built.pv_kwp[few], n_draws)
        meter = balance(many, simulate(many, weather, profile, residents, pv_kwp)).meter
        parts.append(_quantiles(meter, n_draws))
    spread = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()
    spread.index = table.index
    for place, name in enumerate(("dwelling_id", "package")):
        spread.insert(place, name, table[name])
    return spread


def _quantiles(meter: pd.DataFrame, n_draws: int) -> pd.DataFrame:
    found: dict[str, Floats] = {}
    for name in SHOWN:
        stem, _, unit = name.rpartition("_")
        values = meter[name].to_numpy(float).reshape(-1, n_draws)
        for label, quantile in _QUANTILES.items():
            found[f"{stem}_{label}_{unit}"] = np.quantile(values, quantile, axis=1)
    found["zero_frac"] = (meter["net_kwh"].to_numpy(float).reshape(-1, n_draws) <= 0.0).mean(1)
    return pd.DataFrame(found)
