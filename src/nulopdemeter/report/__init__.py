"""The outcome as people read it: a workbook and one page that needs no network."""

from nulopdemeter.report.page import write_report_html
from nulopdemeter.report.workbook import write_stock_xlsx

__all__ = ["write_report_html", "write_stock_xlsx"]
