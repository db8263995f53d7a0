"""The benchmark runs and tells what it should; how fast is not a test's business."""

import json
import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "throughput.py"


def test_the_benchmark_prints_one_document_with_ratio_and_memory():
    command = [sys.executable, str(SCRIPT), "--dwellings", "24", "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    measured = json.loads(done.stdout)
    assert measured["dwellings"] == 24
    assert all(
        measured[name] > 0 for name in ("dwelling_years_per_cpu_s", "ratio_to_scalar", "bytes_per_dwelling")
    )
