"""Words for kinds of heat pump, and what goes with a kind."""

import numpy as np

from nulopdemeter.dwelling.columns import Columns
from nulopdemeter.dwelling.strict_toml import did_you_mean, input_error
from nulopdemeter.dwelling.tables import heat_pumps, lookup, lookup_text
from nulopdemeter.dwelling.ventilation import balanced_frac, taken_out_frac
from nulopdemeter.errors import Finding, Severity
from nulopdemeter.parameters import figures

# Ventilation that gives a heat pump on exhaust air what it needs.
EXHAUST = "C"


def heat_pump_words(word: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Tell what a word for a kind of heat pump means.

    Parameters
    ----------
    word : numpy.ndarray of str, shape (n,)
        Words of the stock table.

    Returns
    -------
    tuple of numpy.ndarray of str, shape (n,)
        Way of heating; model of ``heat_pumps.csv`` and usual hot water, empty for a word that is a way of heating.

    Raises
    ------
    InputError
        When the catalogue has no heat pump of that kind.
    """
    name = "dwelling_heat_pump_words"
    heating, kind = lookup_text(name, "heating", word), lookup_text(name, "source_kind", word)
    model = np.full(len(word), "", dtype=object)
    kinds = heat_pumps()["source_kind"]
    for one in sorted(set(kind) - {""}):
        models = kinds.index[kinds == one]
        if models.empty:
            near = did_you_mean(one, sorted(set(kinds)))
            raise input_error(
                [Finding("NOM-E205", Severity.ERROR, "heat_pumps.csv", place="heating", value=one,
                         values={"allowed": near})]
            )  # fmt: skip
        model[kind == one] = models[0]
    return np.where(heating != "", heating, word), model, lookup_text(name, "hot_water", word)


def heat_pump_words_kw(word: np.ndarray) -> np.ndarray:
    """Return the usual size of a kind of heat pump that does not follow the dwelling.

    Parameters
    ----------
    word : numpy.ndarray of str, shape (n,)
        Words of the stock table.

    Returns
    -------
    numpy.ndarray, shape (n,)
        Heat at −7/35 [kW]; NaN for every other word.
    """
    return lookup("dwelling_heat_pump_words", "heat_pump_kw", word)


def convective_frac(heating: np.ndarray, heat_pump: np.ndarray) -> np.ndarray:
    """Return the share of the heat that goes to the air at once.

    Parameters
    ----------
    heating : numpy.ndarray of str, shape (n,)
        Way of heating.
    heat_pump : numpy.ndarray of str, shape (n,)
        Model of ``heat_pumps.csv``; empty without.

    Returns
    -------
    numpy.ndarray, shape (n,)
        That of radiators, of infrared panels, or of a machine that warms the air.
    """
    f = figures("dwelling")
    is_split = lookup_text("heat_pumps", "source_kind", heat_pump) == "air_to_air"
    return np.select(
        [is_split, heating == "infrared"],
        [f["split_convective_frac"], f["infrared_convective_frac"]],
        f["emitter_convective_frac"],
    )


def takes_exhaust_air(heat_pump: np.ndarray) -> np.ndarray:
    """Tell which heat pumps draw on the air that ventilation takes out.

    Parameters
    ----------
    heat_pump : numpy.ndarray of str, shape (n,)
        Model of ``heat_pumps.csv``; empty without.

    Returns
    -------
    numpy.ndarray of bool, shape (n,)
        Whether they do.
    """
    return np.asarray(lookup_text("heat_pumps", "source_kind", heat_pump) == "exhaust_air")


def is_starved(columns: Columns) -> np.ndarray:
    """Tell which heat pumps on exhaust air get none that still has its heat.

    Parameters
    ----------
    columns : dict
        Columns of the dwelling table.

    Returns
    -------
    numpy.ndarray of bool, shape (n,)
        Whether their ventilation lets the air leave by itself, or through heat recovery.
    """
    system = columns["ventilation"]
    share = taken_out_frac(system, columns["recovery_frac"], balanced_frac(system))
    return np.asarray(takes_exhaust_air(columns["heat_pump"]) & (share <= 0.0))
