"""The closed list of unit endings, and how a name is held against it."""

# Ending → units that belong to it, written plainly (see `plain`).
CLOSED = {
    "_c": {"C"},
    "_k": {"K"},
    "_w": {"W", "W per norm occupant"},
    "_kw": {"kW"},
    "_kwp": {"kWp"},
    "_kwh": {"kWh", "kWh/year"},
    "_j": {"J"},
    "_m": {"m"},
    "_m2": {"m2"},
    "_m3": {"m3", "m3/year"},
    "_l": {"l"},
    "_s": {"s"},
    "_h": {"h"},
    "_deg": {"deg"},
    "_frac": {"-", "fraction", "0–1"},
    "_eur": {"EUR"},
    "_pa": {"Pa"},
    "_year": {"", "year"},
    "_w_per_k": {"W/K"},
    "_w_per_m2k": {"W/m2K"},
    "_m2k_per_w": {"m2K/W"},
    "_w_per_mk": {"W/mK"},
    "_j_per_k": {"J/K"},
    "_j_per_m2k": {"J/m2K", "J/m2K floor"},
    "_w_per_m2": {"W/m2"},
    "_kwh_per_m2": {"kWh/m2"},
    "_kg": {"kg", "kg/year"},
    "_m3_per_h": {"m3/h"},
    "_dm3_per_s_m2": {"dm3/s per m2"},
    "_m_per_s": {"m/s"},
    "_kg_per_m3": {"kg/m3"},
    "_per_k": {"1/K"},
    "_kwh_per_kwp": {"kWh/kWp"},
    "_w_per_kwp": {"W/kWp"},
    "_l_per_day": {"l/day"},
    "_eur_per_kwh": {"EUR/kWh"},
    "_eur_per_m3": {"EUR/m3"},
    "_eur_per_month": {"EUR/month"},
    "_eur_per_year": {"EUR/year"},
    "_eur_per_m2": {"EUR/m2"},
    "_eur_per_kwp": {"EUR/kWp"},
    "_eur_per_kw": {"EUR/kW"},
    "_eur_per_m2_month": {"EUR/m2 month"},
}
# Units outside the closed list that a coefficient cannot do without; no result and no stage uses them.
RARE = {
    "_kh": {"Kh"},  # degree hours of underheating
    "_wh_per_m3k": {"Wh/m3K"},  # heat capacity of a flow of air counted per hour
    "_wh_per_lk": {"Wh/lK"},  # the same of water
    "_wh_per_m3": {"Wh/m3"},  # electricity of fans per m3 of air they move
    "_w_per_dm3_per_s": {"W/(dm3/s)"},  # the same as the norm prints it
    "_j_per_m3k": {"J/m3K"},
    "_j_per_kgk": {"J/kgK"},
    "_kg_per_kg": {"kg/kg"},  # humidity ratio
    "_w_per_m3k": {"W s/m3K"},  # part of the heat loss of a solar panel that goes with the wind
    "_w_per_m2_k4": {"W/m2K4"},  # Stefan-Boltzmann
    "_kwh_per_m3": {"kWh/m3"},  # calorific value of gas
    "_kwp_per_m2": {"kWp/m2"},
    "_m2_per_m2": {"m2/m2 floor"},
    "_per_m2": {"1/m2"},
    "_day": {"day"},  # day of the year
}
# Units of names that end in none: plain ratios and counted things.
COUNTED = {
    "",
    "-",
    "kWh/kWh",
    "persons",
    "dwellings",
    "points",
    "years",
    "per tenth",
    "per tenth2",
    "per tenth3",
    "W/m2K^4/3",  # natural convection by ΔT^(1/3)
}
# Words of which a unit is made, those we use and those we do not want to see.
_ATOMS = (
    "c k w kw kwp kwh wh mwh gwh kh j kj mj gj m mm cm km m2 m3 dm3 l s h min deg rad frac pct percent eur cent "
    "euro pa kpa bar kg g ppm month year day m2k m3k mk lk kgk mw wp k4 ach"
)
ATOMS = frozenset(_ATOMS.split())
# Last words that promise a number with a unit.
_QUANTITIES = (
    "temperature area power energy heat height length width depth thickness volume flow demand price cost rent "
    "irradiance radiation resistance conductance capacity pressure speed density azimuth tilt angle altitude "
    "latitude longitude load investment subsidy fee income"
)
QUANTITIES = frozenset(_QUANTITIES.split())


def plain(unit):
    """Write a unit without the signs that differ from hand to hand."""
    for sign, word in (
        ("degC", "C"),
        ("°C", "C"),
        ("°", "deg"),
        ("€", "EUR"),
        ("²", "2"),
        ("³", "3"),
        ("·", ""),
        ("(", ""),
        (")", ""),
        ("m2 K", "m2K"),
        ("m3 K", "m3K"),
    ):
        unit = unit.replace(sign, word)
    return unit.strip()


def ending(name):
    """Return the unit a name ends in, such as ``_kwh_per_m2``; empty when it names none."""
    parts = name.lower().split("_")
    first = len(parts)
    least = (
        0 if "per" in parts else 1
    )  # a name may be a unit and no more: eur_per_m2; but "min" alone is a word
    while first > least and (parts[first - 1] in ATOMS or (parts[first - 1] == "per" and first < len(parts))):
        first -= 1
    if first == len(parts):
        return ""
    tail = parts[first:]
    # What stands before "per" belongs to the unit; of words in a row without it only the last can be one.
    start = max(tail.index("per") - 1, 0) if "per" in tail else len(tail) - 1
    return "_" + "_".join(tail[start:])


def complaint(name):
    """Say what is wrong with the name of a quantity; empty when nothing is."""
    found = ending(name)
    if found and found not in CLOSED:
        return f"{name}: {found} is not in the closed list of units"
    if not found and name.lower().split("_")[-1] in QUANTITIES:
        return f"{name}: a quantity without its unit"
    return ""
