"""An invented but believable stock, the same for the same seed."""

import csv
import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import pandas as pd

from nulopdemeter.parameters import figures
from nulopdemeter.stock.demo_damage import damage

SEED = 20261122
_TABLE = "stock_demo"
_HOUSE_GROUPS = ("terraced", "semi")
_GROUPS = ("terraced", "portiek", "galerij", "flat", "maisonnette", "semi")
_TYPES = {"portiek": "portiekflat", "galerij": "galerijflat", "flat": "flat", "maisonnette": "maisonnette"}
_LABELS = "ABCDEFG"
_LETTERS = "ABCDEGHJKLMNPRTVWXZ"
_COMPASS = ("N", "NO", "O", "ZO", "Z", "ZW", "W", "NW")
_HOUSEHOLDS = (1, 2, 3, 4, 5)
_INVENTED_TOWN = "0999"


@dataclass(frozen=True)
class _Complex:
    """One complex: what all its dwellings share."""

    number: int
    group: str
    size: int
    name: str
    kind: Mapping[str, str]
    is_renovated: bool
    build_year: int
    floor_area_m2: float
    rent_eur_per_month: float
    shared: Mapping[str, str]


def demo_stock(n_rows: int = 200, seed: int = SEED, damaged: bool = False) -> pd.DataFrame:
    """Invent a stock of social housing.

    Dwellings of one complex are of one type and time: many are equal but for the rent and the residents.

    Parameters
    ----------
    n_rows : int
        Number of dwellings.
    seed : int
        The same seed gives the same stock.
    damaged : bool
        Whether to spoil some rows, with every kind of damage of ``data/demo_damage.csv``: one row in a
        hundred, at least one of each kind.

    Returns
    -------
    pd.DataFrame
        ``n_rows`` rows of text under Dutch headings, decimal commas.
    """
    rng = random.Random(seed)
    rows: list[dict[str, str]] = []
    for block in _complexes(n_rows, rng):
        rows += [_dwelling(block, i, len(rows) + i, rng) for i in range(block.size)]
    return pd.DataFrame(damage(rows, rng) if damaged else rows, dtype=object)


def write_demo_stock(path: str | Path, n_rows: int = 200, seed: int = SEED, damaged: bool = False) -> Path:
    """Write an invented stock as a Dutch Excel would save it: ``;``, decimal comma, UTF-8 with BOM.

    Parameters
    ----------
    path : str or Path
        The file.
    n_rows : int
        Number of dwellings.
    seed : int
        The same seed gives the same file.
    damaged : bool
        Whether to spoil some rows.

    Returns
    -------
    Path
        The file.
    """
    target = Path(path)
    text = demo_stock(n_rows, seed, damaged).to_csv(sep=";", index=False, lineterminator="\n")
    target.write_text(text, encoding="utf-8-sig", newline="")
    return target


@cache
def _rows_of(table: str) -> tuple[Mapping[str, str], ...]:
    with (files("nulopdemeter.stock") / "data" / f"{table}.csv").open(encoding="utf-8") as lines:
        return tuple(csv.DictReader(lines))


def _shares(total: int, weights: Sequence[float]) -> list[int]:
    """Divide a whole number by weights; the largest remainders are rounded up."""
    exact = [total * w / sum(weights) for w in weights]
    parts = [math.floor(e) for e in exact]
    order = sorted(range(len(exact)), key=lambda i: (parts[i] - exact[i], i))
    for i in order[: total - sum(parts)]:
        parts[i] += 1
    return parts


def _complexes(n_rows: int, rng: random.Random) -> list[_Complex]:
    figure = figures(_TABLE)
    sizes = _shares(n_rows, [figure[f"share_{group}_frac"] for group in _GROUPS])
    blocks: list[_Complex] = []
    for group, n_dwellings in zip(_GROUPS, sizes, strict=True):
        n_blocks = max(1, round(n_dwellings / figure["dwellings_per_complex"]))
        offset = rng.random()
        for k, size in enumerate(_shares(n_dwellings, [1.0] * n_blocks)):
            if size:
                kind = _kind(group, (k + offset) / n_blocks)
                blocks.append(_complex(len(blocks) + 1, group, size, kind, rng))
    return blocks


def _kind(group: str, quantile: float) -> Mapping[str, str]:
    """Choose the time in which a complex was built; the quantiles of a group spread over its times."""
    kinds = [row for row in _rows_of("demo_complexes") if row["group"] == group]
    left = quantile * sum(float(kind["weight"]) for kind in kinds)
    for kind in kinds:
        left -= float(kind["weight"])
        if left < 0:
            return kind
    return kinds[-1]


def _complex(number: int, group: str, size: int, kind: Mapping[str, str], rng: random.Random) -> _Complex:
    figure = figures(_TABLE)
    year_from, year_to = int(kind["year_from"]), int(kind["year_to"])
    build_year = year_from + int(rng.random() * (year_to - year_from + 1))
    spread = 1 + figure["area_spread_frac"] * (2 * rng.random() - 1)
    floor_area_m2 = round(2 * float(kind["floor_area_m2"]) * spread) / 2
    is_renovated = rng.random() < figure["renovated_frac"]
    names = _rows_of("demo_names")
    rent = figure["rent_mean_eur_per_month"]
    rent += figure["rent_slope_eur_per_m2_month"] * (floor_area_m2 - figure["rent_area_m2"])
    shared = _shared(group, kind, is_renovated, build_year, floor_area_m2, rng)
    name = f"C{number:03d} {names[(number - 1) % len(names)]['name']}"
    return _Complex(number, group, size, name, kind, is_renovated, build_year, floor_area_m2, rent, shared)


def _shared(
    group: str,
    kind: Mapping[str, str],
    is_renovated: bool,
    build_year: int,
    floor_area_m2: float,
    rng: random.Random,
) -> dict[str, str]:
    """Return the cells that are the same in a whole complex."""
    figure, is_house = figures(_TABLE), group in _HOUSE_GROUPS
    suffix = "_renovated" if is_renovated else ""
    is_known, is_oriented = (
        rng.random() < figure["known_rc_frac"],
        rng.random() < figure["known_orientation_frac"],
    )
    has_pv, is_planned = rng.random() < figure["pv_complex_frac"], rng.random() < figure["maintenance_frac"]
    direction = _COMPASS[int(rng.random() * len(_COMPASS))]
    renovated = max(_year(figure, "renovation", rng), build_year + int(figure["n_years_unrenovated"]))
    planned = _year(figure, "maintenance", rng)
    roof = float(kind["roof_area_m2"]) or floor_area_m2 / (int(kind["storeys"]) * int(kind["layers"]))
    subsidy = figure["subsidy_least_frac"]
    subsidy += rng.random() * (figure["subsidy_most_frac"] - subsidy)
    what = "house" if is_house else "flat"
    return {
        "postcode": f"{1000 + int(rng.random() * 8999)}{_letter(rng)}{_letter(rng)}",
        "rc_gevel": _comma(float(kind[f"rc_wall{suffix}"]), 2) if is_known else "",
        "rc_dak": _comma(float(kind[f"rc_roof{suffix}"]), 2) if is_known else "",
        "rc_vloer": _comma(float(kind["rc_floor"]), 2) if is_known else "",
        "u_raam": _comma(float(kind[f"u_window{suffix}"]), 2) if is_known else "",
        "qv10": _comma(float(kind["qv10"]), 1) if is_known else "",
        "orientatie_voorgevel": direction if is_oriented else "",
        "dakvlak_m2": _comma(roof, 1),
        "pv_kwp": _comma(figure[f"pv_{what}_kwp"] if has_pv else 0.0, 1),
        "aandeel_huurtoeslag": _comma(subsidy, 2),
        "laatste_renovatie": str(renovated) if is_renovated else "",
        "gepland_onderhoud_jaar": str(planned) if is_planned else "",
        "gepland_onderhoud_eur": str(round(figure[f"maintenance_{what}_eur"])) if is_planned else "",
    }


def _year(figure: Mapping[str, float], what: str, rng: random.Random) -> int:
    return int(figure[f"first_{what}_year"]) + int(rng.random() * figure[f"n_{what}_years"])


def _letter(rng: random.Random) -> str:
    return _LETTERS[int(rng.random() * len(_LETTERS))]


def _comma(value: float, decimals: int) -> str:
    return f"{value:.{decimals}f}".replace(".", ",")


def _place(block: _Complex, i: int) -> tuple[str, str, bool]:
    """Return dwelling type, position and whether the dwelling loses more heat than its neighbours."""
    if block.group == "semi":
        return "twee_onder_een_kap", "", False
    if block.group == "terraced":
        length = int(figures(_TABLE)["terrace_length"])
        is_end = i % length in (0, length - 1) or i == block.size - 1
        return "hoekwoning" if is_end else "tussenwoning", "", is_end
    layers = int(block.kind["layers"])
    per_layer = math.ceil(block.size / layers)
    n_layers = math.ceil(block.size / per_layer)
    layer, column = divmod(i, per_layer)
    is_corner = column in (0, per_layer - 1) or i == block.size - 1
    is_top, is_ground = layer == n_layers - 1, layer == 0
    level = "dakvloer" if is_top and is_ground else "dak" if is_top else "vloer" if is_ground else "midden"
    return (
        _TYPES[block.group],
        f"{'hoek' if is_corner else 'tussen'} {level}",
        is_corner and (is_top or is_ground),
    )


def _dwelling(block: _Complex, i: int, number: int, rng: random.Random) -> dict[str, str]:
    figure, kind = figures(_TABLE), block.kind
    dwelling_type, position, is_exposed = _place(block, i)
    usual = kind["label_renovated"] if block.is_renovated else kind["label"]
    label = _LABELS[min(_LABELS.index(usual) + is_exposed, len(_LABELS) - 1)]
    persons = _pick(_HOUSEHOLDS, [figure[f"household_{n}_frac"] for n in _HOUSEHOLDS], rng)
    rents = _rents(block, label, rng)
    day = f"{1 + int(rng.random() * 28):02d}-{1 + int(rng.random() * 12):02d}-{_year(figure, 'label', rng)}"
    has_label = rng.random() < figure["known_label_frac"]
    gas_m3, electricity_kwh = _meters(block, dwelling_type, label, persons, rng)
    shared = block.shared
    own = {
        "vhe_nummer": str(100001 + number),
        "bag_vbo_id": f"{_INVENTED_TOWN}01{number + 1:010d}",
        "complex": block.name,
        "postcode": shared["postcode"],
        "huisnummer": str(1 + 2 * i),
        "woningtype": dwelling_type,
        "ligging": position,
        "bouwjaar": str(block.build_year),
        "gebruiksoppervlakte_m2": _comma(block.floor_area_m2, 1),
        "bouwlagen": kind["storeys"],
        "energielabel": label if has_label else "",
        "labeldatum": day if has_label else "",
        **{name: shared[name] for name in ("rc_gevel", "rc_dak", "rc_vloer", "u_raam", "qv10")},
        "ventilatie": kind["ventilation"],
        "verwarming": kind["heating"],
        "warm_water": kind["hot_water"],
        "orientatie_voorgevel": shared["orientatie_voorgevel"],
        "dakhelling": kind["roof_tilt_deg"],
        "dakvlak_m2": shared["dakvlak_m2"],
        "pv_kwp": shared["pv_kwp"],
        "bewoners": str(persons) if rng.random() < figure["known_household_frac"] else "",
        "gas_m3_jr": gas_m3,
        "elektra_kwh_jr": electricity_kwh,
        **rents,
    }
    tail = ("aandeel_huurtoeslag", "laatste_renovatie", "gepland_onderhoud_jaar", "gepland_onderhoud_eur")
    return {**own, **{name: shared[name] for name in tail}, "wijkteam": f"team {1 + block.number % 3}"}


def _rents(block: _Complex, label: str, rng: random.Random) -> dict[str, str]:
    figure = figures(_TABLE)
    rent = block.rent_eur_per_month + figure["rent_spread_eur_per_month"] * (2 * rng.random() - 1)
    rent = min(max(rent, figure["rent_least_eur_per_month"]), figure["rent_most_eur_per_month"])
    target = block.rent_eur_per_month * (1 + figure["target_rent_over_frac"])
    points = block.floor_area_m2 + figure["wws_other"]
    points += figure[f"wws_{'house' if block.group in _HOUSE_GROUPS else 'flat'}_{label.lower()}"]
    return {"kale_huur": _comma(rent, 2), "streefhuur": _comma(target, 2), "wws_punten": str(round(points))}


def _pick(choices: Sequence[int], weights: Sequence[float], rng: random.Random) -> int:
    left = rng.random() * sum(weights)
    for choice, weight in zip(choices, weights, strict=True):
        left -= weight
        if left < 0:
            return choice
    return choices[-1]


def _meters(
    block: _Complex, dwelling_type: str, label: str, persons: int, rng: random.Random
) -> tuple[str, str]:
    """Return the metered gas and electricity of a year; empty where the file does not know them."""
    figure = figures(_TABLE)
    usual = {"tussenwoning": "middle", "hoekwoning": "end", "twee_onder_een_kap": "semi"}.get(
        dwelling_type, "flat"
    )
    gas_m3 = figure[f"gas_{usual}_m3"] * figure[f"gas_label_{label.lower()}_m3"] / figure["gas_label_c_m3"]
    gas_m3 *= 1 + figure["gas_spread_frac"] * (2 * rng.random() - 1)
    electricity_kwh = figure[f"electricity_{persons}_kwh"]
    electricity_kwh *= 1 + figure["electricity_spread_frac"] * (2 * rng.random() - 1)
    is_known, has_gas = (
        rng.random() < figure["known_meter_frac"],
        block.kind["heating"].startswith(("cv", "gas")),
    )
    return (
        str(round(gas_m3)) if is_known and has_gas else "",
        str(round(electricity_kwh)) if is_known else "",
    )
