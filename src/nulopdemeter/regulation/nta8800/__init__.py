"""The monthly method of NTA 8800, residential part: what the law itself asks, indicative."""

from nulopdemeter.regulation.nta8800.for_a_run import indicators_where
from nulopdemeter.regulation.nta8800.from_table import indicators
from nulopdemeter.regulation.nta8800.tables import EDITIONS, PRESENT_EDITION

__all__ = ["EDITIONS", "PRESENT_EDITION", "indicators", "indicators_where"]
