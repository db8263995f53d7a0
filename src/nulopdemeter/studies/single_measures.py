"""Single measures on top of what a row already has: its dwelling with the measure, and what that costs."""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from nulopdemeter.dwelling import Package
from nulopdemeter.dwelling.apply import apply_package
from nulopdemeter.dwelling.columns import Columns
from nulopdemeter.dwelling.shell import bridges
from nulopdemeter.dwelling.words import PARTS
from nulopdemeter.engine.sizing import pump_kw
from nulopdemeter.units import W_PER_KW

# Parts that lower the heat demand, and parts that only change what the heat, the water or the meal takes.
DEMAND_PARTS: Final = ("wall", "roof", "floor", "window", "door", "airtightness", "ventilation")
CARRIER_PARTS: Final = ("heating", "hot_water", "shower_recovery", "cooking")
PANELS: Final = "pv"
_FLAGS = [f"measure_{part}" for part in PARTS]
_TINY = 1e-9


class Candidate(NamedTuple):
    """One measure that a package of the project knows.

    Attributes
    ----------
    name : str
        Package and part, such as ``nom:window``.
    part : str
        What is changed.
    package : Package
        The package with nothing but this part; variants by building year stay together.
    """

    name: str
    part: str
    package: Package


class Trial(NamedTuple):
    """Rows with a measure on top, as columns.

    Attributes
    ----------
    place : ndarray of int
        Shape (k,), which of the given rows.
    columns : dict
        Of a dwelling table, shape (k,) each: the new measure alone, and what is there now as the present.
    """

    place: NDArray[np.intp]
    columns: Columns


def candidates(packages: Sequence[Package]) -> tuple[Candidate, ...]:
    """Return the single measures of packages, each once.

    Parameters
    ----------
    packages : sequence of Package
        Packages of the project.

    Returns
    -------
    tuple of Candidate
        Of parts that the law counts; a measure that two packages share stands under the first.
    """
    found: dict[tuple[object, ...], Candidate] = {}
    for package in packages:
        for part in (*DEMAND_PARTS, *CARRIER_PARTS, PANELS):
            own = tuple(one for one in package.measure if one.part == part)
            if own:
                alone = package.model_copy(update={"measure": own})
                found.setdefault(own, Candidate(f"{package.key}:{part}", part, alone))
    return tuple(found.values())


def present_of(table: pd.DataFrame, meter: pd.DataFrame, is_monument: NDArray[np.bool_]) -> pd.DataFrame:
    """Return rows as if their package were what stands there now.

    Parameters
    ----------
    table : DataFrame
        Dwelling table, n rows.
    meter : DataFrame
        Yearly meter, the same n rows: panels and heat pump as they were sized.
    is_monument : ndarray of bool
        Shape (n,).

    Returns
    -------
    DataFrame
        n rows, numbered from 0; panels are a fixed size.
    """
    return table.assign(
        is_monument=is_monument,
        pv_kwp=meter["pv_kwp"].to_numpy(),
        pv_target="fixed",
        pv_present_kwp=meter["pv_kwp"].to_numpy(),
        battery_present_kwh=table["battery_kwh"].to_numpy(),
        heating_present=table["heating"].to_numpy(),
        design_load_kw=meter["design_load_kw"].to_numpy(),
    ).reset_index(drop=True)


def columns_of(present: pd.DataFrame) -> Columns:
    """Return a table as columns: some twenty trials cut rows out of it, and arrays are cut faster.

    Parameters
    ----------
    present : DataFrame
        `present_of`, n rows.

    Returns
    -------
    dict
        Shape (n,) each.
    """
    return {str(name): own.to_numpy(object if own.dtype == "str" else None) for name, own in present.items()}


def try_on(present: Columns, place: NDArray[np.intp], one: Candidate) -> Trial:
    """Lay a measure over rows; rows it does not fit or does not improve are left out.

    Parameters
    ----------
    present : dict
        `columns_of`, n rows.
    place : ndarray of int
        Shape (m,), rows to try it on.
    one : Candidate
        The measure; panels are laid by `with_panels`.

    Returns
    -------
    Trial
        k rows, k ≤ m.
    """
    base = {name: values[place] for name, values in present.items()}
    out = apply_package(base, one.package)
    acts = out["is_applicable"] & out[f"measure_{one.part}"]
    # What is detailed already stays so; else the surcharge follows the new mean U.
    is_detailed = base["bridge_w_per_m2k"] < bridges(base) - _TINY
    least = np.minimum(out["bridge_w_per_m2k"], base["bridge_w_per_m2k"])
    out["bridge_w_per_m2k"] = np.where(is_detailed, least, out["bridge_w_per_m2k"])
    return Trial(place[acts], {name: values[acts] for name, values in out.items()})


def open_to(present: Columns, place: NDArray[np.intp], one: Candidate) -> NDArray[np.intp]:
    """Return the rows that the package of a measure is meant for.

    Parameters
    ----------
    present : dict
        `columns_of`, n rows.
    place : ndarray of int
        Shape (m,), rows to look at.
    one : Candidate
        The measure.

    Returns
    -------
    ndarray of int
        Shape (k,), k ≤ m; a listed building, for one, may not have what changes its roof.
    """
    base = {name: values[place] for name, values in present.items()}
    return place[apply_package(base, one.package)["is_applicable"]]


def with_panels(present: Columns, place: NDArray[np.intp], kwp: NDArray[np.float64]) -> Trial:
    """Lay panels on rows.

    Parameters
    ----------
    present : dict
        `columns_of`, n rows.
    place : ndarray of int
        Shape (k,), the rows.
    kwp : ndarray of float
        Shape (k,), all panels after it [kWp].

    Returns
    -------
    Trial
        The k rows.
    """
    own = {name: values[place] for name, values in present.items()}
    flags = {flag: np.full(len(place), flag == f"measure_{PANELS}") for flag in _FLAGS}
    return Trial(place, {**own, **flags, "pv_kwp": kwp, "is_applicable": np.ones(len(place), dtype=bool)})


def without(trial: Trial, is_left_out: NDArray[np.bool_]) -> Trial:
    """Leave rows out of a trial.

    Parameters
    ----------
    trial : Trial
        k rows.
    is_left_out : ndarray of bool
        Shape (k,).

    Returns
    -------
    Trial
        The other rows.
    """
    kept = ~is_left_out
    return Trial(trial.place[kept], {name: values[kept] for name, values in trial.columns.items()})


def table_of(trials: Sequence[Trial], present: Columns) -> pd.DataFrame:
    """Return the rows of trials below one another, as a dwelling table for the monthly method.

    Parameters
    ----------
    trials : sequence of Trial
        At least one.
    present : dict
        `columns_of`, of which they were made.

    Returns
    -------
    DataFrame
        Numbered from 0; the measures of the package stand beside the new one, so that a boiler that it placed still
        is a new boiler.
    """
    joined = {
        name: np.concatenate([trial.columns[name] for trial in trials])
        for name in present
        if name not in _FLAGS
    }
    place = np.concatenate([trial.place for trial in trials])
    flags = {
        flag: np.concatenate([trial.columns[flag] for trial in trials]) | present[flag][place]
        for flag in _FLAGS
    }
    return pd.DataFrame({**joined, **flags})


def priced(trial: Trial) -> pd.DataFrame:
    """Return the rows of a trial as a table to be priced, with the size of a new heat pump.

    Parameters
    ----------
    trial : Trial
        k rows.

    Returns
    -------
    DataFrame
        Numbered from 0.
    """
    table = pd.DataFrame(trial.columns)
    load_w = table["design_load_kw"].to_numpy(float) * W_PER_KW
    return table.assign(heat_pump_kw=pump_kw(table, load_w))
