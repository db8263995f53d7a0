"""One dwelling with every kind of installation, simulated once: what pictures and workbooks of hours are tried on."""

from functools import cache

from nulopdemeter.balance import balance
from nulopdemeter.engine.one import simulate_row
from nulopdemeter.engine.one_hourly import year_facts
from tests.cases import all_dwellings, default_weather

NETWORK = {
    "heating": "district_heat",
    "backup_carrier": "heat",
    "backup_kw": 12.0,
    "boiler_efficiency_frac": 1.0,
    "hot_water": "district_heat",
    "hot_water_efficiency_frac": 0.9,
}
# Package of the dwelling, and what is otherwise.
INSTALLATIONS = {
    "boiler": ("current", {}),
    "stove": (
        "current",
        {"heating": "gas_stove", "hot_water": "geyser", "backup_kw": 8.0, "boiler_efficiency_frac": 0.7},
    ),
    "electric": (
        "current",
        {
            "heating": "electric",
            "backup_carrier": "electricity",
            "backup_kw": 8.0,
            "boiler_efficiency_frac": 1.0,
            "hot_water": "electric_boiler",
            "hot_water_efficiency_frac": 1.0,
            "tank_l": 80.0,
            "tank_loss_w_per_k": 1.2,
        },
    ),
    "air-water": ("all-electric", {}),
    "brine-water": ("all-electric", {"heat_pump": "brine-water-median", "design_supply_c": 35.0}),
    "hybrid": ("hybrid", {"hybrid_rule": "cost"}),
    "network": ("shell-standard", {**NETWORK, "design_supply_c": 70.0}),
    "booster": (
        "shell-standard",
        {
            **NETWORK,
            "design_supply_c": 45.0,
            "hot_water": "booster",
            "hot_water_efficiency_frac": 1.0,
            "tank_l": 150.0,
            "tank_loss_w_per_k": 1.6,
        },
    ),
    "solar-boiler": (
        "shell-standard",
        {"hot_water": "solar_combi", "tank_l": 120.0, "tank_loss_w_per_k": 1.5},
    ),
    "battery-car": ("nom", {"battery_kwh": 10.0, "ev_kwh": 2500.0, "ev_control": "sun", "pv_kwp": 6.0}),
    "by-price": (
        "nom",
        {
            "battery_kwh": 10.0,
            "battery_control": "price",
            "ev_kwh": 2500.0,
            "ev_control": "price",
            "smart_control": "both",
            "pv_kwp": 6.0,
        },
    ),
}


@cache
def year_of(name):
    """The year of the dwelling with an installation."""
    package, values = INSTALLATIONS[name]
    table = all_dwellings().table
    row = table[(table["dwelling_id"] == "terraced-1970") & (table["package"] == package)]
    return simulate_row(row.assign(**values), default_weather())


@cache
def told(name):
    """What the engine says of the year, and the facts beside it."""
    year = year_of(name)
    totals = balance(year.table, year.simulated).meter.iloc[0].to_dict()
    return totals, year_facts(year.table)
