"""A name that crosses a function, file or column boundary ends in its unit, from one closed list."""

import ast
import csv
import re
import tomllib
from pathlib import Path

import pytest

from tests.unit.unit_suffixes import CLOSED, RARE, complaint, ending, plain

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "nulopdemeter"
# Names that look like a quantity and are none, or whose unit is given beside them.
ALLOWED = {
    "Air.density": "a choice between the site's and the standard density of air",
    "Air.infiltration_ach": "air changes per hour, the word of the trade in a dwelling file",
    "Car.kwh_per_year": "kWh, by the year as drivers count; the other sums of a year need no such word",
    "Contract.price": "all prices of a contract, each with its unit",
    "Grid.stops_export_at_negative_price": "true or false",
    "Hours.ground_month": "number of a month",
    "Year.ground_month": "number of a month",
    "Measure.cost": "a cost with its band, not one amount",
    "View.energy": "the charts about energy",
    "best_buys.cost": "a year of net housing cost in a chart",
    "simulate.area": "a flag of the command line",
    "export.area": "a flag of the command line",
    "sky_view.power": "an exponent",
    "through_months.values_by_month": "any quantity, one value a month",
    "tidy.is_euro": "true or false",
    "cost": "a table of TOML with a band inside",
    "emitter_power": "an exponent",
    "floor_emitter_power": "an exponent",
    "generator_index_min": "least value, not minutes",
    "price": "a table of TOML with all prices of a contract",
    "sky_view_power": "an exponent",
    "terrace_length": "counts dwellings",
}
LABEL_CLASS = re.compile(r"wws_(house|flat)_[a-g]$")


def public_names(source):
    """Return (owner, name) of arguments of public functions and fields of public classes."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
            found += [(node.name, argument.arg) for argument in arguments]
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            found += [
                (node.name, line.target.id)
                for line in node.body
                if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name)
            ]
    return found


def full_names(path):
    """Return ``owner.name`` of a module."""
    return [f"{owner}.{name}" for owner, name in public_names(path.read_text(encoding="utf-8"))]


def keys(value):
    """Return every key of an object, however deep."""
    if isinstance(value, dict):
        return [*value, *(found for inner in value.values() for found in keys(inner))]
    return [found for inner in value for found in keys(inner)] if isinstance(value, list) else []


def wrong(names):
    """Return what is wrong with names (or ``owner.name``), those of the allow-list left out."""
    own = {name: name.rpartition(".")[2] for name in names if name not in ALLOWED}
    considered = {full: name for full, name in own.items() if ending(name) not in RARE}
    return sorted(f"{full}: {complaint(name)}" for full, name in considered.items() if complaint(name))


def data_names(path):
    """Return the columns of a data file, and the parameters where it is a list of figures."""
    with path.open(encoding="utf-8-sig") as lines:
        rows = list(csv.DictReader(lines))
    columns = list(rows[0])
    names = [row["parameter"] for row in rows] if columns[0] == "parameter" else columns
    return [name for name in names if not LABEL_CLASS.match(name)]


MODULES = sorted(PACKAGE.rglob("*.py"))
DATA = [
    path
    for path in sorted(PACKAGE.rglob("*.csv"))
    if "language" not in path.parts and not path.name.startswith("demo_stock")
]
OBJECTS = sorted([*PACKAGE.rglob("*.toml"), *(ROOT / "housing_types").glob("*.toml")])


def output_columns():
    with (PACKAGE / "parameters" / "output_columns.csv").open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_arguments_and_fields_end_in_their_unit(path):
    assert wrong(full_names(path)) == []


@pytest.mark.parametrize("path", DATA, ids=lambda path: path.name)
def test_columns_and_parameters_of_data_files_end_in_their_unit(path):
    assert wrong(data_names(path)) == []


@pytest.mark.parametrize("path", OBJECTS, ids=lambda path: path.name)
def test_keys_of_objects_end_in_their_unit(path):
    assert wrong(keys(tomllib.loads(path.read_text(encoding="utf-8")))) == []


def test_output_columns_end_in_the_unit_they_are_documented_with():
    for row in output_columns():
        found = ending(row["column"])
        if not found:
            assert row["unit"] == "", row
            continue
        assert plain(row["unit"]) in (CLOSED.get(found) or RARE[found]), row


def test_every_exception_is_needed():
    met = {name for path in MODULES for name in full_names(path)}
    met |= {name for path in DATA for name in data_names(path)}
    met |= {name for path in OBJECTS for name in keys(tomllib.loads(path.read_text(encoding="utf-8")))}
    assert set(ALLOWED) - met == set()
    assert [name for name in ALLOWED if not complaint(name.rpartition(".")[2])] == []


def test_the_walk_meets_the_names_it_is_for():
    met = {name for path in MODULES for _, name in public_names(path.read_text(encoding="utf-8"))}
    assert {"pv_kwp", "loss_w_per_k", "floor_area_m2", "temperature_c", "recovery_frac"} <= met


@pytest.mark.parametrize("name", [*CLOSED])
def test_every_listed_unit_is_recognised(name):
    assert ending(f"some{name}") == name
    assert complaint(f"some{name}") == ""


@pytest.mark.parametrize(
    "name",
    [
        "saving_pct",
        "heat_demand_mj_per_m2",
        "power",
        "floor_area",
        "wall_thickness_mm",
        "net_rent",
        "heat_mwh",
        "flow_l_per_s",
        "gas_price",
        "gas_kwh_per_day",
    ],
)
def test_a_name_without_a_listed_unit_is_refused(name):
    assert wrong([name]) != []


@pytest.mark.parametrize(
    "name", ["cop", "n_persons", "household_size", "is_nom", "package", "spf", "profile"]
)
def test_what_has_no_unit_needs_no_ending(name):
    assert wrong([name]) == []


def test_the_walk_reads_functions_dataclasses_and_tuples_but_not_what_is_private():
    source = """
class Meter(NamedTuple):
    power: float
    import_kwh: float

class _Own:
    area: float

def bill(price, *, gas_m3): ...
def _own(area): ...
"""
    assert public_names(source) == [
        ("Meter", "power"),
        ("Meter", "import_kwh"),
        ("bill", "price"),
        ("bill", "gas_m3"),
    ]
