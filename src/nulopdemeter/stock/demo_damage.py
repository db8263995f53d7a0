"""Spoil some rows of an invented stock in every way that real files are spoiled."""

import csv
import random
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

_ONE_IN = 100
_MOST_FRAC = 0.25
_LOOSE = {
    "tussenwoning": "rijtjeshuis",
    "hoekwoning": "hoekhuis",
    "twee_onder_een_kap": "2^1 kap",
    "portiekflat": "Portiek",
    "galerijflat": "Galerij",
    "maisonnette": "maisonnete",
    "flat": "appartment",
}
_HOUSES = ("tussenwoning", "hoekwoning", "twee_onder_een_kap")


@cache
def read_damage() -> tuple[Mapping[str, str], ...]:
    """Read the kinds of damage.

    Returns
    -------
    tuple of Mapping[str, str]
        ``kind``, ``column``, ``text``, and the ``code`` of the finding that must come of it.
    """
    with (files("nulopdemeter.stock") / "data" / "demo_damage.csv").open(encoding="utf-8") as lines:
        return tuple(csv.DictReader(lines))


def damage(rows: list[dict[str, str]], rng: random.Random) -> list[dict[str, str]]:
    """Spoil one row in a hundred, and at least one for each kind of damage if there are rows enough.

    Parameters
    ----------
    rows : list of dict[str, str]
        Cells by heading.
    rng : random.Random
        Where chance comes from.

    Returns
    -------
    list of dict[str, str]
        As many rows, some of them spoiled.
    """
    kinds = read_damage()
    n = min(max(len(kinds), len(rows) // _ONE_IN), int(len(rows) * _MOST_FRAC))
    spoiled = [dict(row) for row in rows]
    # every second row at most: the row above a repeated key stays whole
    free = list(range(1, len(rows) - 1, 2))
    for k in range(n):
        kind = kinds[k % len(kinds)]
        fitting = [p for p, i in enumerate(free) if _fits(kind, rows[i])]
        if not fitting:
            continue
        row = free.pop(fitting[int(rng.random() * len(fitting))])
        at = len(rows) - 1 if kind["kind"] == "total" and k < len(kinds) else row
        spoiled[at] = _spoil(kind, rows[at], rows[at - 1])
    return spoiled


def _fits(kind: Mapping[str, str], row: Mapping[str, str]) -> bool:
    if kind["kind"] == "house":
        return row["woningtype"] in _HOUSES
    return True


def _spoil(kind: Mapping[str, str], row: Mapping[str, str], above: Mapping[str, str]) -> dict[str, str]:
    name, text = kind["column"], kind["text"]
    old = row[name]
    if kind["kind"] in ("note", "total"):
        bare = dict.fromkeys(row, "")
        sums = (
            {"gebruiksoppervlakte_m2": "9999,5", "kale_huur": "99999,00"} if kind["kind"] == "total" else {}
        )
        return {**bare, **sums, name: text}
    new = {
        "set": text,
        "house": text,
        "repeat": above[name],
        "two_digits": old[2:],
        "no_comma": old.replace(",", ""),
        "point": old.replace(",", "."),
        "loose": _LOOSE.get(row["woningtype"], "woningtype?"),
        "lost_zero": old.lstrip("0"),
    }[kind["kind"]]
    return {**row, name: new}
