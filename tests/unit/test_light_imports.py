"""What importing and running load, seen from outside."""

import subprocess
import sys

import pytest

HEAVY = ("matplotlib", "starlette", "uvicorn", "dask", "distributed", "duckdb")
RUN = """
import sys, tempfile, pathlib
from nulopdemeter.run import run
from nulopdemeter.stock import write_demo_stock
folder = pathlib.Path(tempfile.mkdtemp())
write_demo_stock(folder / "stock.csv", 3)
run(folder / "stock.csv", packages=["current"])
"""


@pytest.mark.parametrize("what", ["import nulopdemeter", RUN], ids=["import", "run"])
def test_neither_importing_nor_running_loads_charts_web_or_cluster(what):
    code = f"{what}\nimport sys\nprint(*[m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_importing_the_package_does_not_compile_or_load_numba():
    code = "import sys, nulopdemeter\nprint('numba' in sys.modules, 'pvlib' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False False"
