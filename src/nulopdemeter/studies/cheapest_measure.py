"""Which single measure closes what keeps a dwelling from an EPV, and at the least cost."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from nulopdemeter.dwelling import Dwellings, Package
from nulopdemeter.dwelling.columns import CARRIED, IDENTITY, RESIDENTS, Columns, is_listed
from nulopdemeter.engine.emitters import design_supply_c
from nulopdemeter.evaluate import Evaluation, Settings
from nulopdemeter.investment import investment
from nulopdemeter.parameters import figures
from nulopdemeter.regulation import regulation
from nulopdemeter.regulation.columns import numbers
from nulopdemeter.regulation.epv_before_2024 import OLDER
from nulopdemeter.regulation.epv_bundle import CheapestMeasure, cheapest_measure
from nulopdemeter.regulation.epv_older import MARGINS_BEFORE_2024
from nulopdemeter.regulation.nta8800 import indicators_where
from nulopdemeter.regulation.shell import TOLERANCE, column
from nulopdemeter.studies.single_measures import (
    DEMAND_PARTS,
    PANELS,
    Candidate,
    Trial,
    candidates,
    columns_of,
    open_to,
    present_of,
    priced,
    table_of,
    try_on,
    with_panels,
    without,
)
from nulopdemeter.units import W_PER_KW

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
# Columns that neither the law nor the price of a measure reads.
_WHO = frozenset((*IDENTITY, *RESIDENTS, *CARRIED)) - {"dwelling_type", "build_year", "is_apartment"}
# Limits along the last axis: heat demand, EP2 (renewable heat before 2024), household electricity, gas.
_N_LIMITS, _HOUSEHOLD = 4, 2
_GAS = "epv.reason.gas"
_STRICT = np.arange(_N_LIMITS) == _HOUSEHOLD


class _Asked(NamedTuple):
    """Different dwellings without an EPV that can be told why, and which of them each such row is."""

    rows: NDArray[np.intp]
    group: NDArray[np.intp]
    present: Columns
    margin: Floats
    is_new: Bools
    is_strict: Bools
    on: date
    settings: Settings
    origin: pd.DataFrame


class _Tried(NamedTuple):
    """What every candidate does to every row: NaN where it was not worth a try."""

    effect: Floats
    cost_eur: Floats
    added_kwp: Floats


def cheapest_measures(
    rows: pd.DataFrame, evaluation: Evaluation, packages: Sequence[Package], settings: Settings
) -> pd.DataFrame:
    """Find for every row without an EPV the cheapest single measure after which it can have one.

    Parameters
    ----------
    rows : DataFrame
        Rows of the stock.
    evaluation : Evaluation
        What they came to, n rows.
    packages : sequence of Package
        Packages of the project, whose measures are tried.
    settings : Settings
        Days and edition.

    Returns
    -------
    DataFrame
        n rows: ``epv_measure`` (package and part, such as ``nom:window``; empty where the row has an EPV, where no
        single measure is enough or nothing is known), ``epv_measure_eur`` (investment with the project's own cost,
        middle of the band), ``epv_measure_kwp`` (panels to add, where panels are the measure), and
        ``epv_heat_demand_measure`` with ``epv_heat_demand_measure_eur``: the same for the heat demand alone.

    Notes
    -----
    Every measure is laid over the dwelling with its package, and the monthly method of the law is run on it. A measure
    is left out beforehand only where it cannot do: the shell of a dwelling that uses gas, unless its heat demand is too
    high; machines and panels where the heat demand is. Panels are given the size that closes the gap, in whole modules.
    """
    asked = _asked(rows, evaluation, settings)
    every = candidates(packages)
    tried = _try_all(asked, every)
    whole, heat = _cheapest(asked, tried, slice(None)), _cheapest(asked, tried, slice(0, 1))
    names = np.array([*(one.name for one in every), ""], dtype=object)
    n = len(asked.margin)
    kwp = np.append(tried.added_kwp, np.full((n, 1), np.nan), axis=1)
    found = {
        "epv_measure": names[whole.measure],
        "epv_measure_eur": np.where(whole.measure >= 0, whole.cost_eur, np.nan),
        "epv_measure_kwp": kwp[np.arange(n), whole.measure],
        "epv_heat_demand_measure": names[heat.measure],
        "epv_heat_demand_measure_eur": np.where(heat.measure >= 0, heat.cost_eur, np.nan),
    }
    few = pd.DataFrame(found).take(asked.group).set_axis(asked.rows)
    spread = few.reindex(np.arange(len(evaluation.results)))
    texts = spread[["epv_measure", "epv_heat_demand_measure"]].fillna("")
    return spread.assign(**texts).set_axis(evaluation.results.index)


def _asked(rows: pd.DataFrame, evaluation: Evaluation, settings: Settings) -> _Asked:
    results, table = evaluation.results, evaluation.dwellings.table
    meter, on = evaluation.balance.meter, settings.on_netting
    is_new = column(table, "build_year") >= figures("epv", on)["epv_new_from_year"]
    margin = _margins(results, (results["epv_reason"].fillna("") == _GAS).to_numpy(bool), is_new)
    is_known = np.isfinite(margin).all(axis=1)
    is_out = (results["status"] == "computed").to_numpy() & (results["epv_class"] == "none").to_numpy(bool)
    place = np.flatnonzero(is_out & is_known)
    few = table.iloc[place]
    told = rows.filter(["monument"]).reindex(few["stock_row"])
    present = present_of(few, meter.iloc[place], is_listed(told))
    group, first = _different(present)
    return _Asked(
        place,
        group,
        columns_of(present.iloc[first]),
        margin[place][first],
        is_new[place][first],
        (~is_new & (not _is_older(results)))[place][first],
        on,
        settings,
        evaluation.dwellings.origin,
    )


def _different(present: pd.DataFrame) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return which different dwelling every row is, and the first row of each: who lives there does not count."""
    keys = [name for name in present.columns if name not in _WHO]
    group = np.asarray(present.groupby(keys, sort=False, dropna=False).ngroup(), dtype=np.intp)
    return group, np.unique(group, return_index=True)[1]


def _is_older(law: pd.DataFrame) -> bool:
    """Tell whether the rules are those of before 2024."""
    return bool((law["epv_rules"].dropna() == OLDER).any())


def _margins(law: pd.DataFrame, has_gas: Bools, is_new: Bools) -> Floats:
    """Return the distance to every limit of the lowest class open, shape (n, 4); gas counts below zero."""
    if _is_older(law):
        given = np.stack([numbers(law, name) for name in MARGINS_BEFORE_2024], axis=1)
        # Renewable heat is not asked of a dwelling on gas or on a network, and gas is no obstacle.
        is_asked = np.isfinite(given[:, 1])
        given[:, 1] = np.where(~is_asked & np.isfinite(given[:, 0]), 0.0, given[:, 1])
        return np.column_stack([given, np.zeros(len(law))])
    limits = ("heat_demand_margin_kwh_per_m2", "ep2_margin_kwh_per_m2", "household_margin_kwh")
    basis, high = (
        np.stack([numbers(law, f"epv_{name}_{limit}") for limit in limits], axis=1)
        for name in ("basis", "hoogwaardig")
    )
    return np.column_stack([np.where(is_new[:, None], high, basis), -has_gas.astype(np.float64)])


def _try_all(asked: _Asked, every: Sequence[Candidate]) -> _Tried:
    """Run every candidate on the rows it may help, all of them at once."""
    n, m = len(asked.margin), len(every)
    tried = _Tried(np.full((n, m, _N_LIMITS), np.nan), np.full((n, m), np.nan), np.full((n, m), np.nan))
    trials = [(k, trial) for k, one in enumerate(every) if len((trial := _try(asked, one)).place)]
    if not trials:
        return tried
    after = _law_margins(asked, [trial for _, trial in trials])
    ends = np.cumsum([len(trial.place) for _, trial in trials])
    for (k, trial), margin in zip(trials, np.split(after, ends[:-1]), strict=True):
        tried.effect[trial.place, k] = margin - asked.margin[trial.place]
        is_closed = margin[:, 0] >= -TOLERANCE
        _price(tried, asked, k, every[k], without(trial, ~is_closed))
    return tried


def _try(asked: _Asked, one: Candidate) -> Trial:
    """Lay a candidate over the rows it may help."""
    is_warm, has_gas = asked.margin[:, 0] < -TOLERANCE, asked.margin[:, -1] < -TOLERANCE
    if one.part == PANELS:
        return _panels(asked, open_to(asked.present, np.flatnonzero(~is_warm & ~has_gas), one))
    if one.part in DEMAND_PARTS:
        return try_on(asked.present, np.flatnonzero(is_warm | ~has_gas), one)
    trial = try_on(asked.present, np.flatnonzero(~is_warm), one)
    return without(trial, _burns(trial.columns) & has_gas[trial.place])


def _burns(columns: Columns) -> Bools:
    """Say where gas still heats rooms or meals; hot water is for the monthly method to say."""
    return np.asarray((columns["backup_carrier"] == "gas") | columns["is_cooking_gas"])


def _price(tried: _Tried, asked: _Asked, k: int, one: Candidate, closed: Trial) -> None:
    """Write what a measure costs where it closes something; elsewhere it is not open."""
    if not len(closed.place):
        return
    table = priced(closed)
    cost = investment(Dwellings(table, asked.origin, ()), (one.package,), table, asked.on)
    tried.cost_eur[closed.place, k] = column(cost, "investment_mid_eur")
    if one.part == PANELS:
        tried.added_kwp[closed.place, k] = column(table, "pv_kwp") - column(table, "pv_present_kwp")


def _law_margins(asked: _Asked, trials: Sequence[Trial]) -> Floats:
    """Return the margins of rows with a measure, by the monthly method; NaN where it refuses."""
    table, s = table_of(trials, asked.present), asked.settings
    table["design_supply_c"] = design_supply_c(table, column(table, "design_load_kw") * W_PER_KW)
    everything = np.ones(len(table), dtype=bool)
    legal = indicators_where(table, everything, asked.on, s.nta_edition, column(table, "pv_kwp"))
    gas = column(legal, "nta_gas_kwh") + table["is_cooking_gas"].to_numpy(bool)
    meter = pd.DataFrame({"gas_m3": gas, "district_heat_kwh": column(legal, "nta_heat_kwh")})
    law = regulation(table, meter, asked.on, legal, s.on_epv)
    return _margins(law, gas > 0.0, asked.is_new[np.concatenate([one.place for one in trials])])


def _panels(asked: _Asked, place: NDArray[np.intp]) -> Trial:
    """Lay as many modules as close the gap, if the roof holds them; what panels give is in proportion to their size."""
    module = figures("controls")["pv_module_kwp"]
    now, most = (asked.present[name][place] for name in ("pv_kwp", "pv_max_kwp"))
    room = np.floor((most - now) / module + TOLERANCE) * module
    has_room = room > 0.0
    place, now, room = place[has_room], now[has_room], room[has_room]
    if not len(place):
        return with_panels(asked.present, place, now)
    before = asked.margin[place]
    gain = _law_margins(asked, [with_panels(asked.present, place, now + room)]) - before
    is_open = (before < TOLERANCE) & (gain > 0.0)
    share = np.divide(-before, gain, out=np.zeros_like(gain), where=is_open).max(axis=1)
    added = np.ceil(share * room / module) * module
    # The norm rounds EP2 up, and Basis asks more than nothing: where that is missed by a hair one more module does it.
    first = with_panels(asked.present, place, now + np.minimum(added, room))
    is_short = ~_is_closed(_law_margins(asked, [first]), asked.is_strict[place])
    return with_panels(asked.present, place, now + np.minimum(added + module * is_short, room))


def _is_closed(margin: Floats, is_strict: Bools) -> Bools:
    """Say where every limit is met; Basis asks more than nothing for the household."""
    strict = _STRICT & is_strict[:, None]
    return np.asarray(np.all(np.where(strict, margin > TOLERANCE, margin >= -TOLERANCE), axis=1))


def _cheapest(asked: _Asked, tried: _Tried, limits: slice) -> CheapestMeasure:
    """Choose by row; only the household electricity of Basis must lie above its limit, not at it."""
    n = len(asked.margin)
    measure, cost, is_met = np.full(n, -1), np.full(n, np.nan), np.zeros(n, dtype=bool)
    for mine, strict in ((asked.is_strict, _STRICT), (~asked.is_strict, np.zeros_like(_STRICT))):
        few = cheapest_measure(
            asked.margin[mine][:, limits],
            tried.effect[mine][:, :, limits],
            tried.cost_eur[mine],
            strict[limits],
        )
        measure[mine], cost[mine], is_met[mine] = few
    return CheapestMeasure(measure, cost, is_met)
