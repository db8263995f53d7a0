"""Dwellings to tables: per package, per complex, and how labels, fees and changes are spread.

Takes the table of dwelling x package that the earlier stages made and returns the few numbers a reader
decides on. Every mean, share and percentile counts a row as often as it stands for dwellings
(``n_identical``).
"""

from nulopdemeter.summary.changes import with_changes
from nulopdemeter.summary.checks import GasCheck, LabelCheck
from nulopdemeter.summary.counts import Counts, count_rows, law_refused
from nulopdemeter.summary.spread import LABELS
from nulopdemeter.summary.tables import Summary, summarise
from nulopdemeter.summary.weighted import dwelling_weights, weighted_mean, weighted_quantiles

__all__ = [
    "LABELS",
    "Counts",
    "GasCheck",
    "LabelCheck",
    "Summary",
    "count_rows",
    "dwelling_weights",
    "law_refused",
    "summarise",
    "weighted_mean",
    "weighted_quantiles",
    "with_changes",
]
