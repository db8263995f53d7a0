"""How many dwelling-years a second, and how many times the scalar twin: ``python benchmarks/throughput.py``.

Ratios travel between machines, absolute figures do not. Set-up, warm-up month and monthly outputs are included.
The dwellings are those of the tests (``tests/cases.py``), varied in size so that none is alike another.
"""

import argparse
import json
import resource
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.cases import ROWS, default_weather

from nulopdemeter.dwelling import PACKAGE_NAMES, describe, read_packages
from nulopdemeter.engine.batch import run_each, run_fleet
from nulopdemeter.engine.simulate import (
    DEFAULT_PROFILE,
    fleet_hours,
    make_rules,
    prepare,
    simulate,
)

_N_SCALAR = 60
_RESULTS = Path(__file__).with_name("RESULTS.md")


def varied(n: int) -> pd.DataFrame:
    """Return n dwellings, no two alike."""
    packages = read_packages(PACKAGE_NAMES)
    n_rows = -(-n // len(packages))
    rows = ROWS.iloc[np.arange(n_rows) % len(ROWS)].reset_index(drop=True)
    rows["floor_area_m2"] = rows["floor_area_m2"] * (0.8 + 0.4 * np.arange(n_rows) / n_rows)
    rows["dwelling_id"] = [f"{k}" for k in range(n_rows)]
    return describe(rows, packages).table.iloc[:n]


def measure(n: int) -> dict[str, float]:
    """Time the fleet and its scalar twin in one process."""
    weather = default_weather()
    started = time.perf_counter()
    simulate(varied(8), weather)
    compile_s = time.perf_counter() - started
    table = varied(n)
    wall, cpu = time.perf_counter(), time.process_time()
    result = simulate(table, weather)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    hours, rules = fleet_hours(weather, DEFAULT_PROFILE), make_rules()
    prepared = prepare(table, weather, result.pv_kwp, DEFAULT_PROFILE, "household")
    kernel = time.process_time()
    run_fleet(prepared.rows, prepared.shape, hours, rules)
    kernel = time.process_time() - kernel
    few = prepared.rows[:_N_SCALAR]
    run_each(few[:1], prepared.shape, hours, rules)
    scalar = time.process_time()
    run_each(few, prepared.shape, hours, rules)
    scalar = (time.process_time() - scalar) / len(few)
    return {
        "dwellings": n,
        "dwelling_years_per_s": n / wall,
        "dwelling_years_per_cpu_s": n / cpu,
        "kernel_dwelling_years_per_cpu_s": n / kernel,
        "ratio_to_scalar": scalar / (kernel / n),
        "bytes_per_dwelling": float(prepared.rows.nbytes) / n,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024.0,
        "compile_s": compile_s,
    }


def write_results(rows: list[dict[str, float]]) -> None:
    """Write the table that goes with the project."""
    names = list(rows[0])
    lines = [
        "# Results",
        "",
        "Made by `python benchmarks/throughput.py --write`, never typed. Absolute figures hold for the machine they",
        "were measured on (2 cores, shared); the ratio to the scalar twin, compiled from the same source, travels.",
        "`dwelling_years_per_cpu_s` counts set-up and the two passes of a package that is sized to zero;",
        "`compile_s` is with the compiled kernels in the cache.",
        "",
        "| " + " | ".join(names) + " |",
        "|" + "---:|" * len(names),
        *("| " + " | ".join(f"{row[name]:,.1f}" for name in names) + " |" for row in rows),
        "",
    ]
    _RESULTS.write_text("\n".join(lines), encoding="utf-8")


def main() -> None:
    """Parse the command line, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dwellings", type=int, default=3000)
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")
    parser.add_argument("--write", action="store_true", help="measure 1k, 10k and 100k and write RESULTS.md")
    options = parser.parse_args()
    if options.write:
        write_results([measure(n) for n in (1_000, 10_000, 100_000)])
        return
    result = measure(options.dwellings)
    if options.json:
        print(json.dumps(result))
    else:
        for name, value in result.items():
            print(f"{name:34s} {value:14,.2f}")


if __name__ == "__main__":
    main()
