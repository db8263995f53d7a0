"""The benchmark runs and tells what it should; how fast is not a test's business."""

import json
import subprocess
import sys
from pathlib import Path

from benchmarks.throughput import kernel_ratio, law_rate, varied, with_installations

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "throughput.py"


def test_the_benchmark_prints_one_document_with_ratio_and_memory():
    command = [sys.executable, str(SCRIPT), "--dwellings", "24", "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    measured = json.loads(done.stdout)
    assert measured["dwellings"] == 24
    for name in (
        "dwelling_years_per_cpu_s",
        "dwelling_years_per_s",
        "bytes_per_dwelling",
        "compile_s",
        "sun_s",
    ):
        assert measured[name] > 0, name


def test_eight_dwellings_side_by_side_are_no_loop_over_eight():
    """Were the vectors lost, the ratio would be one; noise of a busy machine does not reach half of three."""
    for profile in ("profile_effective", "profile_detailed"):
        for table in (varied(240), with_installations(varied(240))):
            ratio = kernel_ratio(table, profile, is_single=False)["ratio_to_scalar"]
            assert ratio > 2.5, profile


def test_the_monthly_method_is_timed_by_dwelling_and_package():
    found = law_rate(20)
    assert found["law_rows"] == 120
    assert found["law_rows_per_s"] > 0
