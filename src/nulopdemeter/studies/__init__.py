"""What asks the chain many times: residents fitted or as a distribution, and single measures on top of a package."""

from nulopdemeter.studies.calibration import Calibration, calibrate
from nulopdemeter.studies.cheapest_measure import cheapest_measures
from nulopdemeter.studies.residents import is_draw_count, resident_draws, resident_spread

__all__ = [
    "Calibration",
    "calibrate",
    "cheapest_measures",
    "is_draw_count",
    "resident_draws",
    "resident_spread",
]
