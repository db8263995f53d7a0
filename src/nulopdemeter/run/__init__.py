"""Files, chunks, resume, manifest: a study from stock file to run folder."""

from nulopdemeter.run.columns import columns_text, output_columns
from nulopdemeter.run.project import Project, read_project
from nulopdemeter.run.study import Run, run

__all__ = ["Project", "Run", "columns_text", "output_columns", "read_project", "run"]
