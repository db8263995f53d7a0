"""How many dwelling-years a second, and how many times the scalar twin: ``python benchmarks/throughput.py``.

Ratios travel between machines, absolute figures do not. Set-up, warm-up month and monthly outputs are included.
The dwellings are those of the tests (``tests/cases.py``), varied in size and orientation so that none is alike
another. ``--energyplus`` runs EnergyPlus on some of them in the same minute.
"""

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
import tracemalloc
from datetime import date
from pathlib import Path

import numba
import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.cases import ROWS, default_weather

from nulopdemeter.dwelling import PACKAGE_NAMES, describe, read_packages
from nulopdemeter.engine.batch import run_each, run_fleet
from nulopdemeter.engine.simulate import fleet_hours, make_rules, prepare, simulate
from nulopdemeter.kernels.lanes import N_LANES, address, load, loop, store, zero_lanes
from nulopdemeter.regulation.nta8800 import indicators
from nulopdemeter.weather import plane_parts, solar_position

_N_SCALAR = 40
# Enough blocks to keep all threads busy for some time.
_N_KERNEL = 2000
_N_MEMORY = 20_000
_N_SHORT = 20_000
_RESULTS = Path(__file__).with_name("RESULTS.md")
_HEAD = """# Results

Made by `python benchmarks/throughput.py --write`, never typed. Absolute figures hold for the machine they were
measured on ({machine}); ratios, of two measurements in one run, travel. A processor that takes 512-bit vectors in two
halves (AMD family 25, "Zen 4") gets about half of what one of full width (family 26, "Zen 5") gets from them.

- `dwelling_years_per_cpu_s` counts set-up, the warm-up month, monthly outputs and the second reading of the meter of
  dwellings that are sized to zero, one in six; the kernel's own figure is that of the others.
- `ratio_to_scalar` is against the same source compiled for one dwelling; `ratio_to_energyplus` against EnergyPlus 25.2
  (six steps an hour, one zone, reading and writing included), processor time per core in one run.
- `bytes_per_dwelling` is what a run needs beside its table and results at its peak (of at most 20,000 dwellings).
- `all_…` is the kernel with every installation in every dwelling: battery, car, collector, smart control, grid limits.
- `fma_gflops` is the best that the vector unit of one core does; divide by it to compare with another machine. The
  targets of 9,000 (constant films) and 5,000 (films that follow) were set on one with 116.
- `law_rows` is a dwelling with a package through the monthly method of the law; no two rows are alike.
- `sun_s` is the sun on all planes with the other hours of a climate, once; it is not in the other figures.
"""
_PROFILES = ("effective", "detailed")
_SIZES = (1_000, 10_000, 100_000, 300_000)
_LAW = "Monthly method of the law"
_LAW_SIZES = (10_000, 100_000)


def varied(n: int) -> pd.DataFrame:
    """Return n dwellings, no two alike; every other one knows where its front looks."""
    packages = read_packages(PACKAGE_NAMES)
    n_rows = -(-n // len(packages))
    rows = ROWS.iloc[np.arange(n_rows) % len(ROWS)].reset_index(drop=True)
    rows["floor_area_m2"] = rows["floor_area_m2"] * (0.8 + 0.4 * np.arange(n_rows) / n_rows)
    rows["dwelling_id"] = [f"{k}" for k in range(n_rows)]
    rows["front_azimuth_deg"] = np.where(np.arange(n_rows) % 2 == 0, np.arange(n_rows) * 37.0 % 360.0, np.nan)
    return describe(rows, packages).table.iloc[:n]


def law_table(n_dwellings: int) -> pd.DataFrame:
    """Return dwellings with every package, each row with a floor area and a leakage of its own."""
    table = varied(n_dwellings * len(PACKAGE_NAMES))
    place = np.arange(len(table)) / len(table)
    return table.assign(
        floor_area_m2=table["floor_area_m2"] * (0.9 + 0.2 * place),
        qv10_dm3_per_s_m2=0.3 + 2.7 * (place * 997.0 % 1.0),
    )


def law_rate(n_dwellings: int) -> dict[str, float]:
    """Time the monthly method of the law: rows, a dwelling with a package, in a second and in one of a processor."""
    table, on = law_table(n_dwellings), date(2026, 11, 1)
    indicators(table.iloc[:100], on)
    wall, cpu = time.perf_counter(), cpu_s()
    indicators(table, on)
    wall, cpu = time.perf_counter() - wall, cpu_s() - cpu
    return {
        "dwellings": n_dwellings,
        "law_rows": len(table),
        "law_s": wall,
        "law_cpu_s": cpu,
        "law_rows_per_s": len(table) / wall,
        "law_rows_per_cpu_s": len(table) / cpu,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024.0,
    }


def with_installations(table: pd.DataFrame) -> pd.DataFrame:
    """Return dwellings that have every installation: battery, car, collector, smart control, limits of the grid."""
    place = np.arange(len(table))
    return table.assign(
        battery_kwh=5.0 + place % 6,
        battery_control=np.where(place % 2 == 0, "price", "sun"),
        ev_kwh=1500.0 + 10.0 * (place % 100),
        ev_control=np.array(["at_once", "price", "sun"])[place % 3],
        smart_control="both",
        collector_m2=np.where(table["tank_l"] > 0.0, 2.5, 0.0),
        export_limit_kw=3.0,
        stops_export_frac=1.0,
    )


def cpu_s() -> float:
    """Processor time of this process and of those it waited for."""
    own, others = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime


@loop
def _multiply_and_add(numbers, n):
    """Twelve independent chains of fused multiply-adds: what the vector unit does at best."""
    place, kind = address(numbers), zero_lanes(numbers)
    a, b = load(place, 0, kind), load(place, 1, kind)
    c0 = c1 = c2 = c3 = c4 = c5 = c6 = c7 = c8 = c9 = c10 = c11 = a
    for _ in range(n):
        c0, c1, c2, c3 = c0 * b + a, c1 * b + a, c2 * b + a, c3 * b + a
        c4, c5, c6, c7 = c4 * b + a, c5 * b + a, c6 * b + a, c7 * b + a
        c8, c9, c10, c11 = c8 * b + a, c9 * b + a, c10 * b + a, c11 * b + a
    store(place, 0, c0 + c1 + c2 + c3 + c4 + c5 + c6 + c7 + c8 + c9 + c10 + c11)


def fma_gflops() -> float:
    """Return the multiply-adds of one core, in 10⁹ operations a second."""
    n, numbers = 10_000_000, np.full(2 * N_LANES, 0.5)
    _multiply_and_add(numbers, 1)
    return 2.0 * 12 * N_LANES * n / best(3, lambda: _multiply_and_add(numbers, n)) / 1e9


def best(times: int, work) -> float:
    """Return the least processor time of several runs: neighbours only ever add."""
    found = []
    for _ in range(times):
        start = cpu_s()
        work()
        found.append(cpu_s() - start)
    return min(found)


def cold_compile_s(profile: str) -> tuple[float, float]:
    """Return what the first year costs a process that finds nothing compiled, and the next one, which finds it."""
    code = (
        "import sys, time; sys.path.insert(0, sys.argv[1]); from benchmarks.throughput import *; "
        "w = default_weather(); t = varied(8); fleet_hours(w, sys.argv[2]); s = time.perf_counter(); "
        "simulate(t, w, sys.argv[2]); print(time.perf_counter() - s)"
    )
    root = str(Path(__file__).resolve().parents[1])
    found = []
    with tempfile.TemporaryDirectory() as cache:
        environment = {**os.environ, "NUMBA_CACHE_DIR": cache}
        for _ in range(2):
            words = [sys.executable, "-c", code, root, profile]
            done = subprocess.run(words, env=environment, capture_output=True, text=True, check=True)
            found.append(float(done.stdout.split()[-1]))
    return found[0], found[1]


def whole_run(table: pd.DataFrame, profile: str) -> tuple[float, float]:
    """Return the least wall and processor time of a whole run; short runs are repeated, neighbours only ever add."""
    walls, cpus = [], []
    for _ in range(3 if len(table) <= _N_SHORT else 1):
        wall, cpu = time.perf_counter(), cpu_s()
        simulate(table, default_weather(), profile)
        walls.append(time.perf_counter() - wall)
        cpus.append(cpu_s() - cpu)
    return min(walls), min(cpus)


def kernel_ratio(table: pd.DataFrame, profile: str, is_single: bool) -> dict[str, float]:
    """Time the kernel in lanes and its scalar twin in one process."""
    weather = default_weather()
    hours, rules = fleet_hours(weather, profile), make_rules()
    prepared = prepare(table, weather, np.zeros(len(table)), profile, "household")
    few = prepared.rows[:_N_SCALAR]
    run_each(few[:1], prepared.shape, hours, rules)
    run_fleet(few, prepared.shape, hours, rules, is_single)
    kernel = best(3, lambda: run_fleet(prepared.rows, prepared.shape, hours, rules, is_single)) / len(table)
    scalar = best(3, lambda: run_each(few, prepared.shape, hours, rules)) / len(few)
    return {"kernel_dwelling_years_per_cpu_s": 1.0 / kernel, "ratio_to_scalar": scalar / kernel}


def working_bytes(n: int, profile: str) -> float:
    """Return what a run needs at its peak per dwelling, beside its table and its results."""
    table, weather = varied(n), default_weather()
    fleet_hours(weather, profile)
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    result = simulate(table, weather, profile)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    kept = sum(
        part.nbytes for part in (*result.year, result.pv_kwp, result.heat_pump_kw, result.design_load_w)
    )
    return max(peak - before - kept, 0.0) / n


def energyplus_cpu_s() -> float:
    """Return the processor time that EnergyPlus takes for a dwelling-year, reading and writing included."""
    from tests.validation import energyplus

    weather = default_weather()
    rows = [energyplus.dwelling(key, "current") for key in energyplus.housing_types()[:4]]
    files = [energyplus.compared_file(row, "detailed") for row in rows]
    energyplus.theirs(files[0], weather)
    return best(2, lambda: [energyplus.theirs(file, weather) for file in files]) / len(files)


def measure(n: int, profile: str = "effective", is_single: bool = False, has_energyplus: bool = False):
    """Measure everything for n dwellings."""
    name, weather = f"profile_{profile}", default_weather()
    compile_s, cached_s = cold_compile_s(name)
    simulate(varied(8), weather, name)
    for remembered in (fleet_hours, plane_parts, solar_position):
        remembered.cache_clear()
    sun_s = best(1, lambda: fleet_hours(weather, name))
    table = varied(n)
    wall, cpu = whole_run(table, name)
    found = {
        "dwellings": n,
        "dwelling_years_per_s": n / wall,
        "dwelling_years_per_cpu_s": n / cpu,
        **kernel_ratio(table.iloc[:_N_KERNEL], name, is_single),
        **{
            f"all_{key}": value
            for key, value in kernel_ratio(
                with_installations(table.iloc[:_N_KERNEL]), name, is_single
            ).items()
        },
        "bytes_per_dwelling": working_bytes(min(n, _N_MEMORY), name),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024.0,
        "compile_s": compile_s,
        "cached_start_s": cached_s,
        "sun_s": sun_s,
        "fma_gflops": fma_gflops(),
    }
    if has_energyplus:
        found["ratio_to_energyplus"] = energyplus_cpu_s() * found["kernel_dwelling_years_per_cpu_s"]
    return found


def write_results(rows: dict[str, list[dict[str, float]]]) -> None:
    """Write the tables that go with the project."""
    flags = Path("/proc/cpuinfo")
    text = flags.read_text() if flags.exists() else ""
    family = next(
        (line.split(":")[1].strip() for line in text.splitlines() if "cpu family" in line), "unknown"
    )
    wide = f"family {family}, " + ("512-bit vectors" if "avx512f" in text else "no 512-bit vectors")
    machine = f"{platform.machine()}, {numba.config.NUMBA_NUM_THREADS} shared cores, {wide}"
    lines = _HEAD.format(machine=machine).splitlines()
    for title, measured in rows.items():
        lines += _section(title, measured)
    _RESULTS.write_text("\n".join([*lines, ""]), encoding="utf-8")


def _section(title: str, measured: list[dict[str, float]]) -> list[str]:
    """Return the lines of one table."""
    names = list(measured[0])
    lines = ["", f"## {title}", "", "| " + " | ".join(names) + " |", "|" + "---:|" * len(names)]
    return lines + [
        "| " + " | ".join(f"{row[k]:,.1f}" if k in row else "" for k in names) + " |" for row in measured
    ]


def write_law() -> None:
    """Measure the monthly method alone and put its table in the place of the one that stands."""
    head, *parts = _RESULTS.read_text(encoding="utf-8").split("\n## ")
    kept = [f"\n## {part}".rstrip("\n") for part in parts if not part.startswith(_LAW)]
    own = "\n".join(_section(_LAW, [law_rate(n) for n in _LAW_SIZES]))
    _RESULTS.write_text("\n".join([head.rstrip("\n"), own, *kept, ""]), encoding="utf-8")


def measure_all() -> dict[str, list[dict[str, float]]]:
    """Measure all sizes with both kinds of films."""
    found = {_LAW: [law_rate(n) for n in _LAW_SIZES]}
    for profile in _PROFILES:
        first = measure(_SIZES[0], profile, has_energyplus=True)
        found[f"Profile {profile}"] = [first, *(measure(n, profile) for n in _SIZES[1:])]
    return found


def main() -> None:
    """Parse the command line, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dwellings", type=int, default=3000)
    parser.add_argument("--profile", choices=_PROFILES, default="effective")
    parser.add_argument(
        "--float32", action="store_true", help="kernel in single precision (not offered to users)"
    )
    parser.add_argument("--energyplus", action="store_true", help="run EnergyPlus beside it")
    parser.add_argument("--law", action="store_true", help="the monthly method of the law alone")
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")
    parser.add_argument(
        "--write",
        action="store_true",
        help="measure all sizes and write RESULTS.md; with --law that part alone",
    )
    options = parser.parse_args()
    if options.write:
        write_law() if options.law else write_results(measure_all())
        return
    if options.law:
        result = law_rate(options.dwellings)
    else:
        result = measure(options.dwellings, options.profile, options.float32, options.energyplus)
    if options.json:
        print(json.dumps(result))
    else:
        for name, value in result.items():
            print(f"{name:34s} {value:14,.2f}")


if __name__ == "__main__":
    main()
