"""Every figure of physics, law and price, as data with unit, source, date and status."""

from nulopdemeter.parameters.dated import Outside, outside
from nulopdemeter.parameters.figures import Figure, figures, read_figures, rows_on, value
from nulopdemeter.parameters.shipped import shipped

__all__ = ["Figure", "Outside", "figures", "outside", "read_figures", "rows_on", "shipped", "value"]
