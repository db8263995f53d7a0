"""Rows of the dwelling table → elements: four slots with mass, two without, for every dwelling alike."""

import numpy as np
import pandas as pd

from nulopdemeter.engine.elements import N_NODES, Chains, Floats, Lights, Zone
from nulopdemeter.engine.ground import GroundFloor, ground_floor
from nulopdemeter.engine.planes import (
    GLASS_FROM,
    N_AZIMUTHS,
    ROOF_FROM,
    ROOF_TILT_DEG,
    WALL_FROM,
    azimuth_weights,
)
from nulopdemeter.engine.tables import read_table
from nulopdemeter.parameters import figures

FACES = ("front", "right", "back", "left")
WALL, ROOF, FLOOR, INTERNAL = range(4)
_PARTS = ("wall", "roof", "floor", "internal")
_R_SI_WALL, _R_SE = "r_si_wall_m2k_per_w", "r_se_m2k_per_w"


def face_areas(table: pd.DataFrame, part: str) -> Floats:
    """Return the areas of a part on the four faces; a face without it has 0.

    Parameters
    ----------
    table : DataFrame
        Dwellings.
    part : str
        ``"wall"``, ``"window"`` or ``"door"``.

    Returns
    -------
    ndarray, shape (n, 4)
        Front, right, back, left [m²].
    """
    names = [f"{part}_{face}_m2" for face in FACES]
    return np.column_stack([table[c].to_numpy(float) if c in table else np.zeros(len(table)) for c in names])


def by_azimuth(table: pd.DataFrame, areas_m2: Floats) -> Floats:
    """Spread the areas of the four faces over the eight azimuths.

    Parameters
    ----------
    table : DataFrame
        Dwellings with ``front_azimuth_deg``; NaN is unknown.
    areas_m2 : ndarray, shape (n, 4)
        Areas of the faces.

    Returns
    -------
    ndarray, shape (n, 8)
        Area looking in each direction [m²].
    """
    front = table["front_azimuth_deg"].to_numpy(float)
    parts = [areas_m2[:, k, None] * azimuth_weights((front + 90.0 * k) % 360.0) for k in range(len(FACES))]
    return np.asarray(np.sum(parts, axis=0))


def _mass(table: pd.DataFrame) -> tuple[Floats, np.ndarray]:
    """Areal capacity (n, 4) and node class names (n, 4) of the four slots."""
    rows = {(r["mass_class"], r["part"]): r for r in read_table("mass")}
    classes = table["mass_class"].to_numpy(str)
    kappa = np.zeros((len(table), len(_PARTS)))
    nodes = np.full((len(table), len(_PARTS)), "D", dtype="U2")
    for name in np.unique(classes):
        for k, part in enumerate(_PARTS):
            row = rows[(str(name), part)]
            kappa[classes == name, k] = float(row["kappa_j_per_m2k"])
            nodes[classes == name, k] = row["nodes"]
    return kappa, nodes


def _shares(nodes: np.ndarray, prefix: str, columns: range) -> Floats:
    table = {r["nodes"]: [float(r[f"{prefix}_{i}"]) for i in columns] for r in read_table("node_classes")}
    shares = np.zeros((*nodes.shape, len(columns)))
    for name in np.unique(nodes):
        shares[nodes == name] = table[str(name)]
    return shares


def _resistances(table: pd.DataFrame) -> Floats:
    """Resistance of each slot without films (n, 4)."""
    floor = table["rc_floor_m2k_per_w"].to_numpy(float)
    internal = np.full(len(table), figures("shell_model")["internal_m2k_per_w"])
    walls = [table[f"rc_{part}_m2k_per_w"].to_numpy(float) for part in ("wall", "roof")]
    return np.column_stack([*walls, floor, internal])


def _nodes(table: pd.DataFrame, ground: GroundFloor) -> tuple[Floats, Floats]:
    """Capacities (n, 4, 5) and conductances (n, 4, 4), ISO 52016-1:2017, 6.5.7.2 and 6.5.7.3."""
    kappa_m, classes = _mass(table)
    kappa = kappa_m[..., None] * _shares(classes, "node", range(1, N_NODES + 1))
    r = _resistances(table)
    h = np.array([6.0, 3.0, 3.0, 6.0]) / r[..., None]
    g = figures("ground")
    r_soil = g["soil_layer_m"] / g["soil_w_per_mk"]
    soil = ground.has_soil
    r_floor = r[:, FLOOR]
    with_soil = np.column_stack(
        [
            np.full(len(table), 2.0 / r_soil),
            1.0 / (r_floor / 4.0 + r_soil / 2.0),
            2.0 / r_floor,
            4.0 / r_floor,
        ]
    )
    h[soil, FLOOR] = with_soil[soil]
    in_soil = np.zeros((len(table), N_NODES))
    in_soil[:, 1] = g["soil_layer_m"] * g["soil_j_per_m3k"]
    in_soil[:, 2:] = kappa_m[:, FLOOR, None] * _shares(classes[:, FLOOR], "soil", range(3, N_NODES + 1))
    kappa[soil, FLOOR] = in_soil[soil]
    return kappa, h


def _roof_sun(table: pd.DataFrame) -> Floats:
    """Weights of a roof on the eight pitches and the flat, two slopes front and back (n, 9)."""
    slope = np.clip(table["roof_tilt_deg"].to_numpy(float) / ROOF_TILT_DEG, 0.0, 1.0)[:, None]
    front = table["front_azimuth_deg"].to_numpy(float)
    pitched = 0.5 * (azimuth_weights(front) + azimuth_weights((front + 180.0) % 360.0))
    return np.concatenate([slope * pitched, 1.0 - slope], axis=1)


def _wall_sun(areas_m2: Floats) -> Floats:
    return np.asarray(areas_m2 / np.maximum(areas_m2.sum(1, keepdims=True), 1e-9))


def sky_view(tilt_deg: Floats, power: float) -> Floats:
    """Return the view of the sky, its horizon discounted.

    Parameters
    ----------
    tilt_deg : ndarray
        Tilt from horizontal.
    power : float
        1 for the plain form factor, 1.5 for Walton's.

    Returns
    -------
    ndarray
        F_sky to that power.
    """
    return np.asarray((0.5 * (1.0 + np.cos(np.deg2rad(tilt_deg)))) ** power)


def make_chains(table: pd.DataFrame, ground: GroundFloor, profile: str) -> Chains:
    """Return walls, roof, ground floor and everything inside as slots with mass.

    Parameters
    ----------
    table : DataFrame
        Dwellings.
    ground : GroundFloor
        Their floors.
    profile : str
        Table of coefficients.

    Returns
    -------
    Chains
        Four slots; one that a dwelling lacks has area 0.
    """
    p = figures(profile)
    n = len(table)
    walls = by_azimuth(table, face_areas(table, "wall"))
    inside = (
        table["party_wall_area_m2"].to_numpy(float)
        + 2.0 * table["internal_floor_area_m2"].to_numpy(float)
        + 2.0 * table["internal_wall_area_m2"].to_numpy(float)
    )
    area = np.column_stack([walls.sum(1), table["roof_area_m2"], table["ground_floor_area_m2"], inside])
    kappa, h = _nodes(table, ground)
    outside = np.zeros((n, 4))
    outside[:, WALL] = p["h_ce_wall_w_per_m2k"] + p["h_re_w_per_m2k"]
    outside[:, ROOF] = p["h_ce_roof_w_per_m2k"] + p["h_re_w_per_m2k"]
    outside[:, FLOOR] = ground.outside_w_per_m2k
    films = np.array(
        [
            p["h_ci_horizontal_w_per_m2k"],
            p["h_ci_up_w_per_m2k"],
            p["h_ci_down_w_per_m2k"],
            p["h_ci_horizontal_w_per_m2k"],
        ]
    )
    to_out = np.tile([1.0, 1.0, 0.0, 0.0], (n, 1))
    to_ground = np.tile([0.0, 0.0, 1.0, 0.0], (n, 1))
    tilts = np.column_stack([np.full(n, 90.0), table["roof_tilt_deg"].to_numpy(float)])
    sky = np.zeros((n, 4))
    sky[:, :2] = p["sky_emissivity_frac"] * sky_view(tilts, p["sky_view_power"])
    absorbed = p["absorptance_frac"]
    none = np.zeros((n, 0))
    return Chains(
        area,
        kappa,
        h,
        outside,
        np.tile(films, (n, 1)),
        to_out,
        np.zeros((n, 4)),
        to_ground,
        np.zeros((n, 4)),
        sky,
        (absorbed * _wall_sun(walls), absorbed * _roof_sun(table), none, none),
        (WALL_FROM, ROOF_FROM, 0, 0),
    )


def make_lights(table: pd.DataFrame, profile: str) -> Lights:
    """Return windows and doors, which have no mass.

    Parameters
    ----------
    table : DataFrame
        Dwellings.
    profile : str
        Table of coefficients.

    Returns
    -------
    Lights
        Two elements; the sun that windows let in is not theirs but the zone's.
    """
    p, shell = figures(profile), figures("shell_model")
    films_r = shell[_R_SI_WALL] + shell[_R_SE]
    windows = face_areas(table, "window").sum(1)
    doors = by_azimuth(table, face_areas(table, "door"))
    u = table[["u_window_w_per_m2k", "u_door_w_per_m2k"]].to_numpy(float)
    n = len(table)
    outside = np.tile(
        [p["h_ce_glass_w_per_m2k"] + p["h_re_w_per_m2k"], p["h_ce_wall_w_per_m2k"] + p["h_re_w_per_m2k"]],
        (n, 1),
    )
    inside = np.tile([p["h_ci_window_w_per_m2k"], p["h_ci_horizontal_w_per_m2k"]], (n, 1))
    sky = np.full((n, 2), p["sky_emissivity_frac"] * float(sky_view(np.array(90.0), p["sky_view_power"])))
    sun = np.zeros((n, 2, N_AZIMUTHS))
    sun[:, 1] = p["absorptance_frac"] * _wall_sun(doors)
    return Lights(
        np.column_stack([windows, doors.sum(1)]),
        1.0 / np.maximum(1.0 / u - films_r, shell["least_m2k_per_w"]),
        outside,
        inside,
        np.ones((n, 2)),
        np.zeros((n, 2)),
        np.zeros((n, 2)),
        sky,
        sun,
        WALL_FROM,
    )


def make_building(
    table: pd.DataFrame, outdoor_c: Floats, wind_m_per_s: float, profile: str
) -> tuple[Zone, Chains, Lights, GroundFloor]:
    """Return the building side of every dwelling.

    Parameters
    ----------
    table : DataFrame
        Dwellings.
    outdoor_c : ndarray, shape (12,)
        Monthly mean outdoor temperature, for the ground.
    wind_m_per_s : float
        Yearly mean wind, for the crawlspace.
    profile : str
        Table of coefficients.

    Returns
    -------
    tuple of Zone, Chains, Lights and GroundFloor
        What ``assembly`` takes, and the floors.
    """
    p = figures(profile)
    ground = ground_floor(
        table["ground_floor_area_m2"].to_numpy(float),
        table["exposed_perimeter_m"].to_numpy(float),
        table["rc_floor_m2k_per_w"].to_numpy(float),
        table["floor_boundary"].to_numpy(str) == "crawlspace",
        outdoor_c,
        wind_m_per_s,
    )
    chains, lights = make_chains(table, ground, profile), make_lights(table, profile)
    windows = by_azimuth(table, face_areas(table, "window"))
    aperture = (1.0 - table["frame_frac"].to_numpy(float)) * table["g_window_frac"].to_numpy(float)
    envelope = chains.area_m2[:, :2].sum(1) + lights.area_m2.sum(1)
    zone = Zone(
        p["air_capacity_j_per_m2k"] * table["floor_area_m2"].to_numpy(float),
        table["bridge_w_per_m2k"].to_numpy(float) * envelope,
        p["h_ri_w_per_m2k"],
        p["internal_convective_frac"],
        p["solar_convective_frac"],
        p["solar_lost_frac"],
        table["emitter_convective_frac"].to_numpy(float),
        aperture[:, None] * windows,
        GLASS_FROM,
        ground.temperature_c,
    )
    return zone, chains, lights, ground
