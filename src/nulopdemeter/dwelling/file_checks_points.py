"""Certified points of a dwelling file that no machine can have."""

from collections.abc import Sequence

from nulopdemeter.dwelling.file_machines import Points
from nulopdemeter.dwelling.file_ranges import range_wrongs
from nulopdemeter.dwelling.file_wrongs import Wrong, idle, missing, schedule_wrongs
from nulopdemeter.dwelling.tables import table
from nulopdemeter.parameters import figures
from nulopdemeter.units import KELVIN_OFFSET

_N_POINTS = 4
_OUTLETS = {"cop35": "low_outlet_c", "cop55": "medium_outlet_c"}
_OF_WATER = ("cop55", "max_supply_c", "capacity_supply_slope_per_k")


def points_wrongs(points: Points, place: str) -> list[Wrong]:
    """Check certified points against what physics and certificates know.

    Parameters
    ----------
    points : Points
        As the file has them.
    place : str
        What people call it.

    Returns
    -------
    list of Wrong
        Everything wrong with them but their ranges.
    """
    wrongs: list[Wrong] = []
    for key in ("cop35", "cop55"):
        wrongs += schedule_wrongs(getattr(points, key), f"{place}.{key}", lengths=(_N_POINTS,))
    if points.source_kind == "air_to_air":
        given = [key for key in _OF_WATER if getattr(points, key) is not None]
        wrongs += [idle(place, key, "source_kind = 'air' / 'ground' / 'exhaust_air'") for key in given]
    elif points.cop55 is None:
        wrongs.append(missing(place, "cop55"))
    # A range says so itself.
    if wrongs or any(w.place in _OUTLETS for w in range_wrongs(points, "")):
        return wrongs
    swapped = _swapped(points, place)
    if swapped:
        return swapped
    for key in ("cop35", "cop55"):
        cops = getattr(points, key)
        if cops is not None:
            wrongs += _reversed(points.source_kind, cops, f"{place}.{key}") or _ideal(points, key, place)
    return wrongs


def _swapped(points: Points, place: str) -> list[Wrong]:
    """Hotter water never helps; a machine for hot water alone may be made for it."""
    if points.cop55 is None:
        return []
    most, ratio = figures("dwelling_file")["points_most_55_over_35"], sum(points.cop55) / sum(points.cop35)
    if ratio <= most:
        return []
    return [Wrong("NOM-E250", f"{place}.cop55", f"{ratio:.2f}", {"limit": f"{most:g}"})]


def _reversed(kind: str, cops: Sequence[float], place: str) -> list[Wrong]:
    """Points need not rise one by one, but the last is never far below the first."""
    from_air = kind in ("air", "air_to_air")
    least = figures("dwelling_file")[f"points_least_{'air' if from_air else 'steady'}_rise"]
    if cops[-1] >= least * cops[0]:
        return []
    return [Wrong("NOM-E249", place, f"{cops[-1]:g}", {"first": f"{cops[0]:g}"})]


def _ideal(points: Points, key: str, place: str) -> list[Wrong]:
    """Hold each point to the ideal machine between the temperatures of its test, as the calculation does."""
    i, most = figures("installations"), figures("dwelling_file")["points_most_ideal_frac"]
    outlets = table("en14825_outlets")
    found = []
    for cop, (outdoor_c, outlet) in zip(getattr(points, key), outlets.iterrows(), strict=True):
        source_c, water_c = _source_c(points.source_kind, float(str(outdoor_c))), float(outlet[_OUTLETS[key]])
        if points.source_kind == "air_to_air":
            water_c = i["split_room_c"]
        ideal = (water_c + KELVIN_OFFSET) / max(water_c - source_c, i["pump_least_lift_k"])
        if cop > most * ideal:
            values = {"outdoor": f"{float(str(outdoor_c)):g}", "water": f"{water_c:g}", "limit": f"{most:g}"}
            values["share"] = f"{cop / ideal:.2f}"
            found.append(Wrong("NOM-E248", f"{place}.{key}", f"{cop:g}", values))
    return found[:1]


def _source_c(kind: str, outdoor_c: float) -> float:
    i = figures("installations")
    if kind == "exhaust_air":
        return 0.5 * (i["exhaust_source_c"] + i["exhaust_least_c"])
    return figures("controls")["brine_test_c"] if kind == "ground" else outdoor_c
