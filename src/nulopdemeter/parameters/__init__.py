"""Every figure of physics, law and price, as data with unit, source, date and status."""

from nulopdemeter.parameters.figures import Figure, figures, read_figures, value
from nulopdemeter.parameters.shipped import shipped

__all__ = ["Figure", "figures", "read_figures", "shipped", "value"]
