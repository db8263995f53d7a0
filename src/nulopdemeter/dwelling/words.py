"""The words this stage works with, in their fixed order."""

from typing import Final, Literal

HOUSES: Final = ("tussenwoning", "hoekwoning", "twee_onder_een_kap", "vrijstaand")
FLATS: Final = ("portiekflat", "galerijflat", "maisonnette", "flat")
DWELLING_TYPES: Final = HOUSES + FLATS
PARTS: Final = (
    "wall",
    "roof",
    "floor",
    "window",
    "door",
    "airtightness",
    "ventilation",
    "heating",
    "hot_water",
    "solar_boiler",
    "shower_recovery",
    "pv",
    "battery",
    "car_charger",
    "control",
    "cooking",
)
FACES: Final = ("front", "back", "left", "right")

DwellingType = Literal[
    "tussenwoning",
    "hoekwoning",
    "twee_onder_een_kap",
    "vrijstaand",
    "portiekflat",
    "galerijflat",
    "maisonnette",
    "flat",
]
Part = Literal[
    "wall",
    "roof",
    "floor",
    "window",
    "door",
    "airtightness",
    "ventilation",
    "heating",
    "hot_water",
    "solar_boiler",
    "shower_recovery",
    "pv",
    "battery",
    "car_charger",
    "control",
    "cooking",
]
Ventilation = Literal["A", "C", "D", "C4", "D5"]
Heating = Literal[
    "hr107",
    "vr",
    "gas_stove",
    "collective_gas",
    "district_heat",
    "heat_pump",
    "hybrid",
    "electric",
    "infrared",
]
HotWater = Literal[
    "combi",
    "geyser",
    "collective",
    "district_heat",
    "heat_pump_tank",
    "electric_boiler",
    "solar_combi",
    "booster",
]
