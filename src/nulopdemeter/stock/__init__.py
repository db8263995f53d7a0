"""Stage 1: a corporation's table of dwellings, read and checked."""

from nulopdemeter.stock.check_report import findings_table, grouped_findings, sum_line, write_findings_xlsx
from nulopdemeter.stock.columns import Column, read_columns
from nulopdemeter.stock.demo import demo_stock, write_demo_stock
from nulopdemeter.stock.page import codes_table, columns_table, refresh_page, write_template
from nulopdemeter.stock.problems import finding_lines
from nulopdemeter.stock.read import read_stock
from nulopdemeter.stock.stock import Stock

__all__ = [
    "Column",
    "Stock",
    "codes_table",
    "columns_table",
    "demo_stock",
    "finding_lines",
    "findings_table",
    "grouped_findings",
    "read_columns",
    "read_stock",
    "refresh_page",
    "sum_line",
    "write_demo_stock",
    "write_findings_xlsx",
    "write_template",
]
