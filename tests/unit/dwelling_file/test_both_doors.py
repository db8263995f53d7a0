"""A row of the stock, written out as a dwelling file, gives the same year."""

import numpy as np
import pytest
from tests.cases import all_dwellings, default_weather

from nulopdemeter.dwelling.file import parse_dwelling
from nulopdemeter.dwelling.row_file import RowHours, row_file
from nulopdemeter.dwelling.tables import table
from nulopdemeter.engine.emitters import rated_w
from nulopdemeter.engine.one import simulate_file, simulate_row
from nulopdemeter.parameters import figures

FRONT = {"front": 180.0, "right": 270.0, "back": 0.0, "left": 90.0}


def row_of(package, dwelling_id="terraced-1970"):
    table = all_dwellings().table
    row = table[(table["dwelling_id"] == dwelling_id) & (table["package"] == package)].copy()
    # Orientations that both doors hold exactly: façades on the eight planes, a roof of 45°.
    row = row.assign(front_azimuth_deg=180.0, pv_target="fixed", pv_kwp=0.0)
    return row.assign(roof_tilt_deg=45.0) if float(row["roof_area_m2"].iloc[0]) > 0.0 else row


def written_out(row, hourly, load_kw):
    """The same dwelling as a file: gains and set points hour by hour, everything else as data."""
    r = row.iloc[0]
    mass, shell = r["mass_class"], figures("shell_model")
    elements, windows = [], []
    for face, azimuth in FRONT.items():
        plane = {"azimuth_deg": azimuth, "tilt_deg": 90.0}
        if r[f"wall_{face}_m2"] > 0:
            rc = {"rc_m2k_per_w": r["rc_wall_m2k_per_w"], "mass_class": mass}
            elements.append(
                {"name": f"wall {face}", "kind": "wall", "area_m2": r[f"wall_{face}_m2"], **plane, **rc}
            )
        if r.get(f"door_{face}_m2", 0) > 0:
            u = {"u_w_per_m2k": r["u_door_w_per_m2k"]}
            elements.append(
                {"name": f"door {face}", "kind": "door", "area_m2": r[f"door_{face}_m2"], **plane, **u}
            )
        if r[f"window_{face}_m2"] > 0:
            glass = {
                "u_w_per_m2k": r["u_window_w_per_m2k"],
                "g_frac": r["g_window_frac"],
                "frame_frac": r["frame_frac"],
            }
            windows.append({"name": f"window {face}", "area_m2": r[f"window_{face}_m2"], **plane, **glass})
    roof = {"kind": "roof", "tilt_deg": 45.0, "rc_m2k_per_w": r["rc_roof_m2k_per_w"], "mass_class": mass}
    roof["area_m2"] = 0.5 * r["roof_area_m2"]
    elements += [{"name": f"roof {a:.0f}", "azimuth_deg": a, **roof} for a in (180.0, 0.0)]
    elements.append(
        {
            "name": "floor", "kind": "floor", "area_m2": r["ground_floor_area_m2"], "boundary": r["floor_boundary"],
            "exposed_perimeter_m": r["exposed_perimeter_m"], "rc_m2k_per_w": r["rc_floor_m2k_per_w"],
            "mass_class": mass,
        }
    )  # fmt: skip
    upright = {"rc_m2k_per_w": 2 * shell["internal_m2k_per_w"], "mass_class": mass, "tilt_deg": 90.0}
    inside = r["internal_floor_area_m2"] + r["internal_wall_area_m2"]
    elements.append({"name": "party", "kind": "party", "area_m2": r["party_wall_area_m2"], **upright})
    elements.append({"name": "inside", "kind": "internal", "area_m2": inside, **upright})
    envelope = sum(e["area_m2"] for e in elements if e["kind"] in ("wall", "roof", "door"))
    envelope += sum(w["area_m2"] for w in windows)
    air = {
        "qv10_dm3_per_s_m2": r["qv10_dm3_per_s_m2"], "system": r["ventilation"][0],
        "flow_m3_per_h": r["ventilation_m3_per_h"], "fan_w": r["fan_w"],
        "purge_time_frac": figures("leakage")["purge_time_frac"] * r["airing_factor"],
        "airing_open_m2": figures("controls")["airing_open_m2_per_m2"] * r["floor_area_m2"],
    }  # fmt: skip
    if r["ventilation"][0] == "D":
        air |= {
            "recovery_frac": r["recovery_frac"],
            "has_bypass": bool(r["has_bypass"]),
            "density": "standard",
        }
    else:
        air |= {"vents_open_frac": figures("controls")["vents_open_frac"] * r["vents_factor"]}
    gains_kw = hourly["internal_kw"].to_numpy() - (0.5e-3 * r["fan_w"] if r["ventilation"][0] == "D" else 0.0)
    return {
        "dwelling": {
            "name": "row", "source": "row of the stock", "floor_area_m2": r["floor_area_m2"],
            "volume_m3": r["volume_m3"], "storeys": r["storeys"], "building_height_m": r["height_m"],
            "horizon_deg": shell["horizon_deg"],
        },
        "element": elements,
        "window": windows,
        "thermal_bridges": {"loss_w_per_k": r["bridge_w_per_m2k"] * envelope},
        "air": air,
        "gains": {"source": [{"name": "all", "power_w": 1000.0, "schedule_frac": gains_kw.tolist()}]},
        "heating": {
            "set_point_c": hourly["set_point_c"].tolist(), "convective_frac": r["emitter_convective_frac"],
            "capacity_kw": figures("controls")["emitter_oversize"] * load_kw,
        },
        "profile": {"name": "effective"},
    }  # fmt: skip


@pytest.mark.parametrize("boundary", ["crawlspace", "ground"])
@pytest.mark.parametrize("package", ["current", "shell-standard"])
def test_a_row_of_the_stock_written_as_a_file_gives_the_same_hours(package, boundary):
    row = row_of(package).assign(floor_boundary=boundary)
    by_row = simulate_row(row, default_weather())
    file = written_out(row, by_row.hourly, by_row.simulated.design_load_w[0] / 1000)
    by_file = simulate_file(parse_dwelling(file), default_weather())
    for column in ("air_c", "operative_c", "solar_kw", "outdoor_air_w_per_k", "heat_demand_kw"):
        apart = np.abs(by_file.hourly[column] - by_row.hourly[column]).max()
        assert apart < 1e-6, column
    assert by_file.totals["heat_demand_kwh"] > 1000


def in_layers(row, by_row, profile, star_radiation_frac):
    """The row written out with the layers of its mass class, under the set points and gains of its own year."""
    gains_w = 1000.0 * by_row.hourly["internal_kw"].to_numpy()
    if row["ventilation"].iloc[0][0] == "D":
        gains_w = gains_w - 0.5 * float(row["fan_w"].iloc[0])
    hours = RowHours(tuple(by_row.hourly["set_point_c"]), tuple(gains_w))
    data = row_file(row, hours, is_ideal=True, profile=profile).model_dump(exclude_none=True)
    data["dwelling"]["clock"] = "standard"
    data["heating"] |= {
        "convective_frac": float(row["emitter_convective_frac"].iloc[0]),
        "capacity_kw": figures("controls")["emitter_oversize"] * by_row.simulated.design_load_w[0] / 1000,
    }
    data["profile"]["override"] = {"star_radiation_frac": star_radiation_frac}
    return parse_dwelling(data)


@pytest.mark.parametrize("profile", ["detailed", "fixed_films"])
@pytest.mark.parametrize("dwelling_id", ["terraced-1970", "walk-up-1970", "gallery-top-1983"])
def test_profiles_by_layers_give_the_same_hours_through_both_doors(dwelling_id, profile):
    """To 0.01 K: the fleet places its nodes once for a mass class, the file for each R_c."""
    row = row_of("shell-standard", dwelling_id)
    by_row = simulate_row(row, default_weather(), f"profile_{profile}")
    by_file = simulate_file(in_layers(row, by_row, profile, 0.0), default_weather())
    for column in ("air_c", "operative_c"):
        assert np.abs(by_file.hourly[column] - by_row.hourly[column]).max() < 0.01, column
    assert by_file.totals["heat_demand_kwh"] == pytest.approx(by_row.totals["heat_demand_kwh"], rel=1e-3)
    assert by_file.totals["solar_kwh"] == pytest.approx(by_row.totals["solar_kwh"], rel=1e-9)


def test_a_radiative_film_for_every_face_changes_the_heat_by_less_than_a_per_cent():
    row = row_of("current", "terraced-1970")
    by_row = simulate_row(row, default_weather(), "profile_detailed")
    heat = [
        simulate_file(in_layers(row, by_row, "detailed", star), default_weather()).totals["heat_demand_kwh"]
        for star in (0.0, 1.0)
    ]
    assert 0.0 < abs(heat[1] / heat[0] - 1.0) < 0.01


# Machines that a row may hold, by both doors.
GAS = {"heating": "hr107", "backup_carrier": "gas", "backup_kw": 20.0, "boiler_efficiency_frac": 0.95}
PUMP = {"heat_pump": "air-water-median", "heat_pump_kw": 6.0}
ALONE = {"heating": "heat_pump", "backup_carrier": "electricity", "backup_kw": 3.0, **PUMP}
COMBI = {"hot_water": "combi", "hot_water_efficiency_frac": 0.675, "tank_l": 0.0, "tank_loss_w_per_k": 0.0}
TANK = {
    "hot_water": "heat_pump_tank",
    "hot_water_efficiency_frac": 1.0,
    "tank_l": 180.0,
    "tank_loss_w_per_k": 1.3,
}
SUN = {"pv_kwp": 5.0, "pv_tilt_deg": 40.0, "pv_azimuth_deg": 180.0}
# Of collectors a stock knows slopes of 45° and flat ones.
SLOPE = {"pv_tilt_deg": 45.0, "pv_azimuth_deg": 180.0}
MACHINES = {
    "hybrid by cost": {**GAS, **PUMP, **COMBI, "heating": "hybrid", "hybrid_rule": "cost"},
    "hybrid by temperature": {**GAS, **PUMP, **COMBI, "heating": "hybrid", "hybrid_rule": "temperature"},
    "hybrid by capacity": {**GAS, **PUMP, **COMBI, "heating": "hybrid", "hybrid_rule": "capacity"},
    "solar boiler": {**GAS, **TANK, **SLOPE, "hot_water": "solar_combi", "hot_water_efficiency_frac": 0.675},
    "collector": {**ALONE, **TANK, **SLOPE, "collector_m2": 4.0, "shower_recovery_frac": 0.4},
    "booster": {
        "heating": "district_heat", "backup_carrier": "heat", "backup_kw": 12.0, **TANK, "hot_water": "booster",
    },
    "battery": {
        **GAS, **COMBI, **SUN, "battery_kwh": 8.0, "battery_age_years": 12.0,
        "battery_round_trip_frac": 0.85, "battery_control": "price",
    },
    "car": {**GAS, **COMBI, **SUN, "ev_kwh": 2500.0, "ev_control": "both"},
    "grid": {
        **GAS, **COMBI, **SUN, "export_limit_kw": 2.0, "pv_voltage_frac": 0.7, "stops_export_frac": 1.0,
    },
    "quiet": {**ALONE, **TANK, "heat_pump_quiet_frac": 0.4},
    "smart": {**ALONE, **TANK, **SUN, "smart_control": "both"},
    "exhaust air": {**ALONE, **TANK, "heat_pump_kw": 1.5, "backup_kw": 6.0, "ventilation": "C"},
    "cool water": {**ALONE, **TANK, "heat_pump": "air-water-modest"},
    # All that acts on one tank and one meter: a bounded source, a raised tank, an old battery, a car.
    "exhaust air, smart, old battery": {
        **ALONE, **TANK, **SUN, "heat_pump": "exhaust-air-inverter", "heat_pump_kw": 1.5, "backup_kw": 6.0,
        "ventilation": "C", "smart_control": "both", "battery_kwh": 8.0, "battery_age_years": 12.0,
        "ev_kwh": 2500.0, "ev_control": "both",
    },
}  # fmt: skip
# Names of output that both doors give, and what of a year a difference is measured against.
KWH = (
    "heat_demand_kwh", "heat_pump_heat_kwh", "backup_heat_kwh", "hot_water_kwh", "hot_water_electricity_kwh",
    "electricity_use_kwh", "district_heat_kwh", "import_kwh", "export_kwh", "ev_kwh", "battery_charged_kwh",
    "battery_loss_kwh", "collector_kwh", "curtailed_kwh", "pv_kwh", "hot_water_unmet_kwh", "ev_unmet_kwh",
)  # fmt: skip


def machine_file(row, by_row):
    """The row written out with its machines, under the set points and gains of its own year."""
    r, hours = row.iloc[0], by_row.hourly
    fan_w = 0.5 * float(r["fan_w"]) if r["ventilation"][0] == "D" else 0.0
    c = figures("controls")
    loss_w = (hours["tank_c"] - c["tank_ambient_c"]).fillna(0.0) * float(r["tank_loss_w_per_k"])
    gains_w = 1000.0 * hours["internal_kw"] - fan_w - c["tank_loss_to_room_frac"] * loss_w
    wishes = RowHours(tuple(hours["set_point_c"]), tuple(gains_w))
    data = row_file(row, wishes, profile="fixed_films").model_dump(exclude_none=True)
    data["dwelling"]["clock"] = "standard"
    data["profile"]["override"] = {"star_radiation_frac": 0.0}
    most_kw = c["emitter_oversize"] * by_row.simulated.design_load_w[0] / 1000.0
    if r["heating"] == "heat_pump":
        supply_c = float(r["design_supply_c"])
        data["heating"]["radiator_kw"] = float(rated_w(np.array(most_kw), np.array(supply_c)))
        data["heating"]["emitter"] = "floor" if supply_c < 36.0 else "radiators"
    else:
        data["heating"]["capacity_kw"] = most_kw
    return parse_dwelling(data)


@pytest.mark.parametrize("name", MACHINES)
def test_machines_of_a_row_written_out_give_the_same_year(name):
    values = dict(MACHINES[name])
    if name == "exhaust air":
        models = table("heat_pumps")
        values["heat_pump"] = models.index[models["source_kind"] == "exhaust_air"][0]
    row = row_of("current").assign(heat_pump="", heat_pump_kw=0.0, design_supply_c=50.0, is_cooking_gas=False)
    row = row.assign(**values)
    by_row = simulate_row(row, default_weather(), "profile_fixed_films")
    by_file = simulate_file(machine_file(row, by_row), default_weather())
    assert by_row.totals["heat_demand_kwh"] > 5000.0
    for total in KWH:
        most = 0.004 * abs(by_row.totals[total]) + 2.0
        assert by_file.totals[total] == pytest.approx(by_row.totals[total], abs=most), total
    assert by_file.totals["gas_m3"] == pytest.approx(by_row.totals["gas_m3"], rel=0.004)


def test_a_row_of_today_carries_no_machine_that_it_does_not_have():
    file = row_file(row_of("current"))
    assert (file.battery, file.car, file.grid, file.control) == (None, None, None, None)
    assert file.heating.quiet_mode is None


def test_the_machines_of_a_row_show_in_its_file():
    row = row_of("current").assign(**MACHINES["smart"], stops_export_frac=1.0)
    row = row.assign(battery_kwh=5.0, ev_kwh=2000.0, heat_pump_quiet_frac=0.3)
    file = row_file(row)
    assert file.battery.capacity_kwh == 5.0
    assert file.car.kwh_per_year == 2000.0
    assert file.grid.stops_export_at_negative_price
    assert file.control.smart == "both"


def test_a_smart_control_of_a_row_is_written_as_far_as_it_acts():
    smart = row_of("current").assign(**MACHINES["smart"])
    assert row_file(smart.assign(pv_kwp=0.0)).control.smart == "price"
    assert row_file(smart.assign(pv_kwp=0.0, smart_control="sun")).control is None
    assert row_file(row_of("current").assign(**GAS, **COMBI, **SUN, smart_control="both")).control is None
    assert row_file(row_of("current").assign(pv_kwp=0.0, export_limit_kw=2.0)).grid is None


def test_a_split_machine_of_a_row_has_no_supply_temperature():
    split = {**ALONE, **COMBI, "hot_water": "electric_boiler", "heat_pump": "air-air-split"}
    heating = row_file(row_of("current").assign(**split)).heating
    assert heating.design_supply_c is None
