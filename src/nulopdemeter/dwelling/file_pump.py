"""What a dwelling file says about its heat pump: where its heat is from, and how hot its water is."""

from collections.abc import Mapping
from typing import Any, Final

from nulopdemeter.dwelling.file_machines import Heating, HotWater
from nulopdemeter.dwelling.tables import table
from nulopdemeter.parameters import figures

PUMPS: Final = ("heat_pump", "hybrid")
# Hot water from a tank that the system itself heats.
FROM_TANK: Final = ("heat_pump_tank", "booster", "electric_boiler")
# The machine that stands for each source.
MEDIAN: Final[Mapping[str, str]] = {
    "air": "air-water-median", "air_to_air": "air-air-split", "ground": "brine-water-median",
    "exhaust_air": "exhaust-air-inverter",
}  # fmt: skip


def source_kind(h: Heating) -> str:
    """Return what a heat pump takes its heat from.

    Parameters
    ----------
    h : Heating
        With or without a heat pump.

    Returns
    -------
    str
        A source of ``heat_pumps.csv``; empty without a heat pump, or with an unknown one.
    """
    if h.generator not in PUMPS:
        return ""
    return h.points.source_kind if h.points is not None else str(_model(h).get("source_kind", ""))


def most_supply_c(h: Heating) -> float | None:
    """Return the hottest water of a heat pump.

    Parameters
    ----------
    h : Heating
        With or without a heat pump.

    Returns
    -------
    float or None
        Of its points, of the machine that stands for their source, or of its model [°C]; None without a heat pump
        that makes water.
    """
    if source_kind(h) in ("", "air_to_air"):
        return None
    if h.points is not None and h.points.max_supply_c is not None:
        return h.points.max_supply_c
    return float(_model(h)["max_supply_c"])


def hottest_tank_c(h: Heating, water: HotWater) -> float:
    """Return how hot a tank may be kept by what heats it.

    Parameters
    ----------
    h : Heating
        As the file has it.
    water : HotWater
        As the file has it.

    Returns
    -------
    float
        The hottest water of the heat pump that heats the rooms too; what a heat pump boiler or booster of fixed COP
        makes; or what any tank takes [°C].
    """
    most_c = most_supply_c(h) if water.system == "heat_pump_tank" else None
    if most_c is not None:
        return most_c
    if water.system in ("heat_pump_tank", "booster"):
        return figures("dwelling_file")["own_boiler_most_c"]
    return figures("installations")["tank_most_c"]


def usual_tank_c(h: Heating, water: HotWater) -> float:
    """Return the temperature of a tank that the file does not say.

    Parameters
    ----------
    h : Heating
        As the file has it.
    water : HotWater
        As the file has it.

    Returns
    -------
    float
        The usual set point, but no hotter than the water of the heat pump less what its exchanger needs [°C].
    """
    c = figures("controls")
    if water.system != "heat_pump_tank" or most_supply_c(h) is None:
        return c["tank_set_c"]
    return min(c["tank_set_c"], hottest_tank_c(h, water) - c["tank_lift_k"])


def has_kept_tank(water: HotWater | None) -> bool:
    """Tell whether there is a tank that the system itself heats.

    Parameters
    ----------
    water : HotWater or None
        As the file has it.

    Returns
    -------
    bool
        False without a tank, and for one that the sun alone heats.
    """
    return water is not None and water.system in FROM_TANK and bool(water.tank_l)


def _model(h: Heating) -> Mapping[str, Any]:
    """Row of the model of a heat pump, or of the usual one; empty with an unknown one."""
    models = table("heat_pumps")
    if h.points is not None:
        name = MEDIAN[h.points.source_kind]
    else:
        name = h.heat_pump or str(table("dwelling_heating").loc[h.generator].to_dict()["heat_pump"])
    return {str(key): cell for key, cell in models.loc[name].items()} if name in models.index else {}
