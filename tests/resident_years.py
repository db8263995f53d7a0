"""Years of households in two homes, and the tables of ``docs/residents.md`` that come from them.

``python -m tests.resident_years`` brings the page in step.
"""

from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from nulopdemeter.balance import balance
from nulopdemeter.dwelling import describe, read_packages
from nulopdemeter.dwelling.file import parse_dwelling
from nulopdemeter.dwelling.row_file import row_file
from nulopdemeter.engine import simulate
from nulopdemeter.engine.one import simulate_file
from nulopdemeter.engine.tables import read_table
from nulopdemeter.parameters import figures
from tests.cases import ROWS, default_weather

PAGE = Path(__file__).parents[1] / "docs" / "residents.md"
HOMES = ("current", "nom")
FIVE, PENSIONER = ("family", 5.0), ("elderly", 1.0)
_HOUSE = ROWS[ROWS["dwelling_id"] == "terraced-1970"]
_SHOWN_H = (3, 7, 8, 12, 18, 22)
_YEAR_HEADS = (
    "household", "home", "heat kWh", "gas m³", "electricity kWh", "of which household", "hot water l/day",
    "hot water kWh", "above 26 °C h", "below set point h",
)  # fmt: skip
_BOTH_ROWS = (
    ("hot water kWh", "hot_water_kwh"),
    ("household electricity kWh", "household_kwh"),
    ("heat demand kWh", "heat_demand_kwh"),
    ("all electricity kWh", "electricity_use_kwh"),
    ("net kWh", "net_kwh"),
    ("hours above 26 °C", "overheating_h"),
)


@cache
def usual_home():
    """The terraced house of 1970 with every package of ``HOMES``, and what was built for its couple."""
    usual = describe(_HOUSE, read_packages(HOMES)).table
    return usual, simulate(usual, default_weather())


@cache
def year_of(kind: str, size: float) -> tuple[pd.DataFrame, pd.DataFrame]:
    """One household in both homes: the dwellings and their meter, by package."""
    usual, built = usual_home()
    rows = _HOUSE.assign(household_type=kind, household_size=size)
    table = describe(rows, read_packages(HOMES)).table
    pump_kw = np.where(table["heat_pump"] != "", built.heat_pump_kw, 0.0)
    table = table.assign(heat_pump_kw=pump_kw, pv_kwp=built.pv_kwp)
    meter = balance(table, simulate(table, default_weather(), pv_kwp=built.pv_kwp)).meter
    return table.set_index(usual["package"]), meter.set_index(usual["package"])


@cache
def file_year(kind: str, size: float, *, opens: bool = True):
    """The same household in the NOM home as a dwelling file that says nothing of windows, or keeps them shut."""
    row = year_of(kind, size)[0].loc[["nom"]].reset_index(drop=True)
    data = row_file(row).model_dump(exclude_none=True)
    for key in ("airing_open_m2", "purge_time_frac"):
        del data["air"][key]
    if not opens:
        data["air"]["airing_open_m2"] = 0.0
    return simulate_file(parse_dwelling(data), default_weather()).totals


def number(value: float) -> str:
    """Thousands with a comma, and a real minus."""
    return f"{value:,.0f}".replace("-", "−")


def line(*cells: str) -> str:
    return "| " + " | ".join(cells) + " |"


def years_table() -> str:
    """The five household types, with the persons of their type, in both homes."""
    lines = [line(*_YEAR_HEADS), "|---|---|" + "---:|" * (len(_YEAR_HEADS) - 2)]
    for home, name in zip(HOMES, ("1970, gas boiler", "`nom`"), strict=True):
        for row in read_table("household_types"):
            kind = row["household_type"]
            table, meter = (part.loc[home] for part in year_of(kind, float(row["persons"])))
            columns = ("heat_demand_kwh", "gas_m3", "electricity_use_kwh", "household_kwh")
            late = ("hot_water_kwh", "overheating_h", "unmet_h")
            cells = [meter[c] for c in columns] + [table["hot_water_l_per_day"]] + [meter[c] for c in late]
            lines.append(line(f"`{kind}`", name, *(number(value) for value in cells)))
    return "\n".join(lines)


def both_table() -> str:
    """Family of five and pensioner, through both doors."""
    five, one = (year_of(*who)[1].loc["nom"] for who in (FIVE, PENSIONER))
    lines = [
        line("terraced house of 1970, `nom`, PV for a couple", "family of five", "pensioner"),
        "|---|---:|---:|",
    ]
    lines += [line(name, number(five[key]), number(one[key])) for name, key in _BOTH_ROWS]
    for name, opens in (("as a dwelling file: hours above 26 °C", True), ("… with windows kept shut", False)):
        found = (file_year(*who, opens=opens)["overheating_h"] for who in (FIVE, PENSIONER))
        lines.append(line(name, *(number(value) for value in found)))
    return "\n".join(lines)


def rooms_table() -> str:
    """Set points of living rooms and bedrooms by hour of a weekday, as the household types want them."""
    c = figures("controls")
    heads = ("type", "room", *(f"{h} h" for h in _SHOWN_H))
    lines = [line(*heads), "|---|---|" + "---:|" * len(_SHOWN_H)]
    by_type = pd.DataFrame(read_table("household_hours")).set_index("household_type")
    for row in read_table("household_types"):
        kind = row["household_type"]
        day = by_type.loc[kind]["empty_weekday_frac"].astype(float).to_numpy()
        is_night = [h >= c["night_from_h"] or h < c["night_to_h"] for h in range(24)]
        lower = np.where(is_night, 1.0, 0.0)
        empty = np.where(is_night, 0.0, day)
        living = float(row["set_day_c"]) - lower * float(row["night_setback_k"])
        living = living - empty * float(row["away_setback_k"])
        warm, cool = float(row["bedroom_day_c"]), float(row["bedroom_night_c"])
        bedroom = warm - (lower + empty) * (warm - cool)
        for room, values in (("living", living), ("bedroom", bedroom)):
            lines.append(line(f"`{kind}`", room, *(f"{values[h]:.1f}" for h in _SHOWN_H)))
    return "\n".join(lines)


TABLES = {"rooms": rooms_table, "years": years_table, "five and pensioner": both_table}


def refreshed(page: str) -> str:
    """The page with its tables as the years give them, between their markers."""
    for name, table in TABLES.items():
        begin, end = f"<!-- {name} -->\n", f"\n<!-- end {name} -->"
        before, _, rest = page.partition(begin)
        _, _, after = rest.partition(end)
        page = f"{before}{begin}{table()}{end}{after}"
    return page


if __name__ == "__main__":
    PAGE.write_text(refreshed(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
