"""What the numbers of a dwelling file can be in one dwelling: every range is a row of a table."""

from collections.abc import Mapping
from typing import Any, Final

from pydantic import BaseModel

from nulopdemeter.dwelling.file_air import Air, ExtraFlow
from nulopdemeter.dwelling.file_machines import Battery, Car, Control, Grid, Heating, HotWater, Points
from nulopdemeter.dwelling.file_periods import Absence
from nulopdemeter.dwelling.file_pv import PvPlane
from nulopdemeter.dwelling.file_services import Cooling, Gains, GainSource, General, Household
from nulopdemeter.dwelling.file_shell import ThermalBridges
from nulopdemeter.dwelling.file_wrongs import Wrong
from nulopdemeter.dwelling.tables import table

RANGES: Final = "dwelling_file_ranges"
# What the keys of a table begin with in the table of ranges.
RANGED: Final[Mapping[type[BaseModel], str]] = {
    General: "dwelling", ThermalBridges: "thermal_bridges",
    Absence: "absence", Air: "air", ExtraFlow: "air.extra", Battery: "battery", Car: "car", Control: "control",
    Cooling: "cooling", Gains: "gains", GainSource: "gains.source", Grid: "grid", Heating: "heating",
    Points: "heating.points", HotWater: "hot_water", Household: "household", PvPlane: "pv",
}  # fmt: skip


def range_wrongs(part: BaseModel, place: str) -> list[Wrong]:
    """Hold every number of a part, and of what it contains, to what it can be in one dwelling.

    Parameters
    ----------
    part : BaseModel
        A table of the file.
    place : str
        What people call it.

    Returns
    -------
    list of Wrong
        One for each key with a number outside its range in ``dwelling_file_ranges.csv``; a list says its worst.
    """
    begins = RANGED.get(type(part))
    if begins is None:
        return []
    wrongs: list[Wrong] = []
    for key in type(part).model_fields:
        value = getattr(part, key)
        if isinstance(value, BaseModel):
            wrongs += [w._replace(place=f"{place}: {key}.{w.place}") for w in range_wrongs(value, "")]
        elif isinstance(value, tuple) and value and isinstance(value[0], BaseModel):
            for k, inner in enumerate(value):
                wrongs += range_wrongs(inner, f"{place}: {key} {k + 1}")
        else:
            wrongs += _outside(f"{begins}.{key}", value, f"{place}: {key}" if place else key)
    return wrongs


def _outside(key: str, value: Any, place: str) -> list[Wrong]:  # noqa: ANN401 - a value of any key
    ranges = table(RANGES)
    numbers = value if isinstance(value, tuple) else (value,)
    if key not in ranges.index or not all(_is_number(number) for number in numbers):
        return []
    row = {str(name): str(cell) for name, cell in ranges.loc[key].items()}
    least, most = float(row["least"]), float(row["most"])
    is_none = bool(int(row["zero_is_none"]))
    out = [n for n in numbers if not least <= n <= most and not (is_none and n == 0.0)]
    if not out:
        return []
    worst = max(out, key=lambda n: max(least - n, n - most))
    unit = "" if row["unit"] in ("-", "any measure") else f" {row['unit']}"
    limits = {"least": f"{least:g}", "most": f"{most:g}", "unit": unit, "zero": "0 / " if is_none else ""}
    return [Wrong("NOM-E245", place, f"{worst:g}", limits)]


def _is_number(value: Any) -> bool:  # noqa: ANN401 - a value of any key
    return isinstance(value, int | float) and not isinstance(value, bool)
