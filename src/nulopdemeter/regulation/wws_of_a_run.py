"""Points of the WWS and highest rent of every row, before and after its package."""

from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from nulopdemeter.dwelling.columns import is_listed
from nulopdemeter.parameters import figures
from nulopdemeter.regulation.columns import numbers, words
from nulopdemeter.regulation.wws import energy_points, is_simplified, max_rent_eur_per_month

_NO_LABEL = ["measure_battery", "measure_car_charger", "measure_control", "measure_cooking"]
_LABELLED = ("label", "label_small")


def _valid_label(told: pd.DataFrame, on: date) -> NDArray[np.object_]:
    """Return the registered labels that still hold on a day; one without a date is taken to hold."""
    label = words(told, "label")
    if "label_date" not in told:
        return label
    days = pd.to_datetime(told["label_date"], errors="coerce")
    last = days + pd.DateOffset(years=int(figures("wws", on)["label_valid_for_year"]))
    is_over = (last < pd.Timestamp(on)).to_numpy(dtype=bool)
    return np.where(is_over, "", label)


def wws_of_a_run(
    table: pd.DataFrame,
    told: pd.DataFrame,
    law: pd.DataFrame,
    epv_eur_per_month: NDArray[np.float64],
    rent_eur_per_month: NDArray[np.float64],
    on: date,
) -> pd.DataFrame:
    """Give the points for energy before and after, and what the highest rent does.

    Parameters
    ----------
    table : DataFrame
        Dwelling table, n rows.
    told : DataFrame
        What the stock says of the same n rows: ``label``, ``label_date``, ``monument`` and ``wws_points``, as far as
        it has them.
    law : DataFrame
        `regulation`, the same n rows: ``label_indicative``.
    epv_eur_per_month, rent_eur_per_month : ndarray of float
        Shape (n,): fee that is asked after the works, and basic rent after them [EUR/month].
    on : date
        Day whose points and rents hold.

    Returns
    -------
    DataFrame
        n rows: ``wws_energy_points_before``, ``wws_energy_points_after``, ``wws_energy_points_change``,
        ``wws_energy_basis`` (``epv``, ``label_indicative``, ``label``, ``label_small``, ``build_year``, ``unknown``),
        ``wws_points_before``, ``wws_points_after``, ``max_rent_before_eur_per_month``, ``max_rent_eur_per_month``,
        ``max_rent_change_eur_per_month``, ``max_rent_headroom_eur_per_month`` and ``wws_reason``: the key of why there
        is no highest rent, or empty.

    Notes
    -----
    Before: the registered label while it is valid, else the build year. After works: the EPV where a fee is asked, else
    the indicative label, but never a worse one than is registered, which stays valid until its ten years are over. A
    label of 2015 to 2020 is taken for that of an energy index: a simplified one would give no points. All other points
    are taken to stay as they are: works that change rooms, kitchen or bath are not in a package.
    """
    facts = {
        "build_year": numbers(table, "build_year"),
        "is_apartment": table["is_apartment"].to_numpy(dtype=bool),
        "floor_area_m2": numbers(table, "floor_area_m2"),
        "is_monument": is_listed(told),
    }
    dates = pd.Series(words(told, "label_date"), index=table.index).replace("", None)
    # Of the years 2015 to 2020 landlords hold an energy index, which counts; a column for it is not in a stock.
    dates = dates.mask(is_simplified(pd.DataFrame({"label_date": dates})))
    asked = pd.DataFrame({**facts, "label": _valid_label(told, on), "label_date": dates}, index=table.index)
    before = energy_points(asked, on)
    works = table.filter(like="measure_")
    # A battery, a charger, a control or a hob changes no label: the registered one stays.
    has_label = works.drop(columns=_NO_LABEL, errors="ignore").any(axis=1).to_numpy(dtype=bool)
    has_fee = works.any(axis=1).to_numpy(dtype=bool) & (epv_eur_per_month > 0.0)
    after = _after(facts, before, law, has_label | has_fee, has_fee, on)
    points = numbers(told, "wws_points")
    change = after["points"] - before["wws_energy_points"].to_numpy()
    rents = [max_rent_eur_per_month(known, on) for known in (points, points + change)]
    return pd.DataFrame(
        {
            "wws_energy_points_before": before["wws_energy_points"].to_numpy(),
            "wws_energy_points_after": after["points"],
            "wws_energy_points_change": change,
            "wws_energy_basis": after["basis"],
            "wws_points_before": points,
            "wws_points_after": points + change,
            "max_rent_before_eur_per_month": rents[0],
            "max_rent_eur_per_month": rents[1],
            "max_rent_change_eur_per_month": rents[1] - rents[0],
            "max_rent_headroom_eur_per_month": rents[1] - rent_eur_per_month,
            "wws_reason": _reason(points, change),
        },
        index=table.index,
    )


def _after(
    facts: dict[str, NDArray[np.generic]],
    before: pd.DataFrame,
    law: pd.DataFrame,
    has_works: NDArray[np.bool_],
    has_fee: NDArray[np.bool_],
    on: date,
) -> dict[str, NDArray[np.generic]]:
    """Return points and basis after the works; NaN where the method of the label has no outcome."""
    label = words(law, "label_indicative")
    asked = pd.DataFrame({**facts, "label": label, "has_epv": has_fee}, index=law.index)
    found = energy_points(asked, on)["wws_energy_points"].to_numpy()
    own, basis = before["wws_energy_points"].to_numpy(), before["wws_energy_basis"].to_numpy(object)
    stays = ~has_fee & np.isin(basis, _LABELLED) & (own >= found)
    is_unknown = ~has_fee & (label == "")
    points = np.select([~has_works, is_unknown, stays], [own, np.nan, own], default=found)
    why = np.select(
        [~has_works, is_unknown, has_fee, stays], [basis, "unknown", "epv", basis], default="label_indicative"
    )
    return {"points": points, "basis": why}


def _reason(points: NDArray[np.float64], change: NDArray[np.float64]) -> NDArray[np.object_]:
    """Return the key of why the highest rent cannot be told."""
    return np.select(
        [~np.isfinite(points), ~np.isfinite(change)],
        ["wws.reason.no_points", "wws.reason.no_label"],
        default="",
    ).astype(object)
