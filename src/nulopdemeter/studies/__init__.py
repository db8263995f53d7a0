"""What asks the chain many times: residents fitted to their meters, and residents as a distribution."""

from nulopdemeter.studies.calibration import Calibration, calibrate
from nulopdemeter.studies.residents import is_draw_count, resident_draws, resident_spread

__all__ = ["Calibration", "calibrate", "is_draw_count", "resident_draws", "resident_spread"]
