"""Stage 1: a corporation's table of dwellings, read and checked."""

from nulopdemeter.stock.columns import Column, read_columns
from nulopdemeter.stock.read import read_stock
from nulopdemeter.stock.stock import Stock, columns_table

__all__ = ["Column", "Stock", "columns_table", "read_columns", "read_stock"]
