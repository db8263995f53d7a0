"""The calculation held against what the corporation's file knows: metered gas and registered labels."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from nulopdemeter.parameters import figures
from nulopdemeter.summary.spread import LABELS
from nulopdemeter.summary.weighted import Floats, dwelling_weights, weighted_mean

CURRENT = "current"


@dataclass(frozen=True)
class GasCheck:
    """Metered against calculated gas, over the dwellings of which the file tells the meter.

    Attributes
    ----------
    n_dwellings : float
        Dwellings it is known of.
    measured_m3 : float
        Mean by the file [m3/year].
    calculated_m3 : float
        Mean of the present state by the calculation, the same dwellings [m3/year].
    """

    n_dwellings: float
    measured_m3: float
    calculated_m3: float

    @property
    def difference_frac(self) -> float:
        """Return how far the calculation is off.

        Returns
        -------
        float
            Calculated over measured, less one; positive when the calculation is too high.
        """
        return self.calculated_m3 / self.measured_m3 - 1.0

    @property
    def differs_much(self) -> bool:
        """Tell whether the reader must be warned.

        Returns
        -------
        bool
            True from ``gas_differs_frac`` on.
        """
        return abs(self.difference_frac) > figures("report")["gas_differs_frac"]


@dataclass(frozen=True)
class LabelCheck:
    """Registered against calculated labels of the present state.

    Attributes
    ----------
    n_dwellings : float
        Dwellings with a registered label.
    shares_frac : dict of str to float
        Share of those dwellings by registered class, best class first.
    differing_frac : float
        Share of them of which both labels are ``label_differs_classes`` or more apart; NaN when the
        calculation made no labels.
    """

    n_dwellings: float
    shares_frac: dict[str, float]
    differing_frac: float

    @property
    def differs_much(self) -> bool:
        """Tell whether the reader must be warned.

        Returns
        -------
        bool
            True from ``label_differs_frac`` on.
        """
        return self.differing_frac > figures("report")["label_differs_frac"]


def gas_check(computed: pd.DataFrame) -> GasCheck | None:
    """Compare metered gas with the calculation of the present state.

    Parameters
    ----------
    computed : pandas.DataFrame
        Computed rows of dwelling x package.

    Returns
    -------
    GasCheck or None
        None when the file knows no meter above zero.
    """
    if not {"gas_measured_m3", "gas_m3"} <= set(computed.columns):
        return None
    now = computed[computed["package"] == CURRENT]
    measured, calculated = (_numbers(now[name]) for name in ("gas_measured_m3", "gas_m3"))
    known = np.isfinite(measured) & np.isfinite(calculated)
    weights = dwelling_weights(now)[known]
    means = [weighted_mean(values[known], weights) for values in (measured, calculated)]
    return GasCheck(float(weights.sum()), means[0], means[1]) if means[0] > 0 else None


def label_check(computed: pd.DataFrame) -> LabelCheck | None:
    """Compare registered labels with the calculation of the present state.

    Parameters
    ----------
    computed : pandas.DataFrame
        Computed rows of dwelling x package; ``label`` is the registered one.

    Returns
    -------
    LabelCheck or None
        None when the file knows no labels.
    """
    if "label" not in computed:
        return None
    now = computed[computed["package"] == CURRENT]
    registered = _places(now["label"])
    known = np.isfinite(registered)
    weights = dwelling_weights(now)[known]
    total = float(weights.sum())
    if total == 0:
        return None
    counted = np.bincount(registered[known].astype(int), weights=weights, minlength=len(LABELS))
    shares = {label: float(n) / total for label, n in zip(LABELS, counted, strict=True) if n > 0}
    if "label_indicative" not in now:
        return LabelCheck(total, shares, float("nan"))
    apart = np.abs(_places(now["label_indicative"]) - registered)[known]
    differs = np.where(np.isfinite(apart), apart >= figures("report")["label_differs_classes"], np.nan)
    return LabelCheck(total, shares, weighted_mean(differs, weights))


def _numbers(column: pd.Series) -> Floats:
    return pd.to_numeric(column, errors="coerce").to_numpy(np.float64, na_value=np.nan)


def _places(labels: pd.Series) -> Floats:
    """Return the place of each label in the list of classes; NaN for what is no label."""
    order = {label: float(place) for place, label in enumerate(LABELS)}
    return _numbers(labels.astype(object).map(order))
