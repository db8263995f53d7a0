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
Ventilation = Literal[
    "A", "A2a", "A2b", "A2c", "B", "B2", "B3", "C", "C2a", "C2b", "C2c", "C3a", "C3b", "C3c", "C4a", "C4b", "C4",
    "C5a", "C5b", "D1", "D", "D3", "D4a", "D4b", "D5", "D5b", "D5c", "E",
]  # fmt: skip
# Codes of NTA 8800 table 11.5 for the words above that are shorter.
VentilationCode = Literal["A1", "B1", "C1", "C4c", "D2", "D5a", "E1"]
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
# Ways of heating that bring their heat to the rooms with water, unless the heat pump is one that warms air.
WITH_WATER: Final = ("hr107", "vr", "collective_gas", "district_heat", "heat_pump", "hybrid")
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
