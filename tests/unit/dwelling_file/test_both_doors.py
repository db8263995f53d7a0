"""A row of the stock, written out as a dwelling file, gives the same year."""

import numpy as np
import pytest
from tests.cases import all_dwellings, default_weather

from nulopdemeter.dwelling.file import parse_dwelling
from nulopdemeter.dwelling.row_file import RowHours, row_file
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
