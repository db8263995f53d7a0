"""Rows of the dwelling table → elements: slots with mass and two without, the same for every dwelling.

Profiles by mass class have four slots: walls, roof, ground floor and everything inside. Profiles by layers part the
inside into walls, floors and ceilings (``layered``), whose films and sun differ.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from nulopdemeter.engine.elements import N_NODES, Chains, Floats, Lights, Zone
from nulopdemeter.engine.films_of_fleet import fleet_films, fleet_radiation
from nulopdemeter.engine.ground import GroundFloor, ground_floor
from nulopdemeter.engine.layered import INSIDE_TILTS_DEG, layered_inside, layered_nodes
from nulopdemeter.engine.planes import (
    BEAM_FROM,
    N_FACADES,
    ROOF_FROM,
    ROOF_TILT_DEG,
    SPREAD_FROM,
    WALL_FROM,
    azimuth_weights,
)
from nulopdemeter.engine.solar import Glass, SunShares, sun_shares
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
    """Spread the areas of the four faces over the azimuths.

    Parameters
    ----------
    table : DataFrame
        Dwellings with ``front_azimuth_deg``; NaN is unknown.
    areas_m2 : ndarray, shape (n, 4)
        Areas of the faces.

    Returns
    -------
    ndarray, shape (n, 9)
        Area looking in each direction, last that of unknown direction [m²].
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
    """Weights of a roof on the pitches and the flat, two slopes front and back (n, 10)."""
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


def _outside_films(table: pd.DataFrame, ground: GroundFloor, p: Mapping[str, float], n_slots: int) -> Floats:
    """Return what lies between the outer face of each slot and its boundary (n, slots)."""
    follows = p["film_follows_frac"]
    outside = np.zeros((len(table), n_slots))
    outside[:, WALL] = (1.0 - follows) * (p["h_ce_wall_w_per_m2k"] + p["h_re_w_per_m2k"])
    outside[:, ROOF] = (1.0 - follows) * (p["h_ce_roof_w_per_m2k"] + p["h_re_w_per_m2k"])
    outside[:, FLOOR] = ground.outside_w_per_m2k
    return outside


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
        Four slots by mass class, seven by layers; one that a dwelling lacks has area 0. Sun and radiation between the
        faces, which need the windows too, are still zero (``make_building`` sets them).
    """
    p = figures(profile)
    n = len(table)
    walls = by_azimuth(table, face_areas(table, "wall"))
    is_layered = p["layered_nodes_frac"] > 0.0
    inside = layered_inside(table) if is_layered else _inside_m2(table)
    area = np.column_stack([walls.sum(1), table["roof_area_m2"], table["ground_floor_area_m2"], inside])
    kappa, h = layered_nodes(table, ground) if is_layered else _nodes(table, ground)
    n_slots = area.shape[1]
    films = [p["h_ci_horizontal_w_per_m2k"], p["h_ci_up_w_per_m2k"], p["h_ci_down_w_per_m2k"]]
    films += [_film_by_tilt(t, p) for t in INSIDE_TILTS_DEG] if is_layered else films[:1]
    to_out, to_ground = np.zeros((n, n_slots)), np.zeros((n, n_slots))
    to_out[:, :FLOOR] = 1.0
    to_ground[:, FLOOR] = 1.0
    tilts = np.column_stack([np.full(n, 90.0), table["roof_tilt_deg"].to_numpy(float)])
    sky = np.zeros((n, n_slots))
    sky[:, :2] = p["sky_emissivity_frac"] * sky_view(tilts, p["sky_view_power"])
    absorbed = p["absorptance_frac"]
    none = np.zeros((n, 0))
    return Chains(
        area,
        kappa,
        h,
        _outside_films(table, ground, p, n_slots),
        np.tile(films, (n, 1)),
        np.zeros((n, n_slots)),
        to_out,
        np.zeros((n, n_slots)),
        to_ground,
        np.zeros((n, n_slots)),
        sky,
        (absorbed * _wall_sun(walls), absorbed * _roof_sun(table), *(none,) * (n_slots - 2)),
        (WALL_FROM, ROOF_FROM, *(0,) * (n_slots - 2)),
        np.zeros((n, n_slots)),
        np.zeros((n, n_slots)),
    )


def _film_by_tilt(tilt_deg: float, p: Mapping[str, float]) -> float:
    return p[
        {0.0: "h_ci_up_w_per_m2k", 180.0: "h_ci_down_w_per_m2k"}.get(tilt_deg, "h_ci_horizontal_w_per_m2k")
    ]


def _inside_m2(table: pd.DataFrame) -> Floats:
    """Everything inside as one slot (n, 1): party walls once, floors and walls by both faces."""
    inside = (
        table["party_wall_area_m2"].to_numpy(float)
        + 2.0 * table["internal_floor_area_m2"].to_numpy(float)
        + 2.0 * table["internal_wall_area_m2"].to_numpy(float)
    )
    return inside[:, None]


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
    constant = 1.0 - p["film_follows_frac"]
    glass_film = constant * (p["h_ce_glass_w_per_m2k"] + p["h_re_w_per_m2k"])
    door_film = constant * (p["h_ce_wall_w_per_m2k"] + p["h_re_w_per_m2k"])
    outside = np.tile([glass_film, door_film], (n, 1))
    inside = np.tile([p["h_ci_window_w_per_m2k"], p["h_ci_horizontal_w_per_m2k"]], (n, 1))
    sky = np.full((n, 2), p["sky_emissivity_frac"] * float(sky_view(np.array(90.0), p["sky_view_power"])))
    sun = np.zeros((n, 2, N_FACADES))
    sun[:, 1] = p["absorptance_frac"] * _wall_sun(doors)
    return Lights(
        np.column_stack([windows, doors.sum(1)]),
        1.0 / np.maximum(1.0 / u - films_r, shell["least_m2k_per_w"]),
        outside,
        inside,
        np.zeros((n, 2)),
        np.ones((n, 2)),
        np.zeros((n, 2)),
        np.zeros((n, 2)),
        sky,
        sun,
        WALL_FROM,
        np.zeros((n, 2)),
        np.zeros((n, 2)),
    )


def _share_sun(
    table: pd.DataFrame, chains: Chains, lights: Lights, p: Mapping[str, float]
) -> tuple[Chains, Lights, SunShares]:
    """Let the faces share the sun; floors are the ground floor and, by layers, the floors between storeys."""
    n_slots = chains.area_m2.shape[1]
    area = np.concatenate([chains.area_m2, lights.area_m2], axis=1)
    pane, g = np.zeros_like(area), np.zeros_like(area)
    pane[:, n_slots] = 1.0 - table["frame_frac"].to_numpy(float)
    g[:, n_slots] = table["g_window_frac"].to_numpy(float)
    floors = np.zeros_like(area)
    floors[:, FLOOR] = 1.0
    if n_slots > INTERNAL + 1:
        floors[:, INTERNAL + 1 + INSIDE_TILTS_DEG[1:].index(180.0)] = 1.0
    shares = sun_shares(area, Glass(pane, g), floors, p)
    chains = chains._replace(
        beam_per_m2=shares.beam_per_m2[:, :n_slots], spread_per_m2=shares.spread_per_m2[:, :n_slots]
    )
    lights = lights._replace(
        beam_per_m2=shares.beam_per_m2[:, n_slots:], spread_per_m2=shares.spread_per_m2[:, n_slots:]
    )
    return chains, lights, shares


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
    chains, lights = fleet_radiation(chains, lights, p)
    if p["film_follows_frac"] > 0.0:
        chains, lights = fleet_films(table, chains, lights)
    chains, lights, shares = _share_sun(table, chains, lights, p)
    windows = by_azimuth(table, face_areas(table, "window"))
    aperture = (1.0 - table["frame_frac"].to_numpy(float)) * table["g_window_frac"].to_numpy(float)
    envelope = chains.area_m2[:, :2].sum(1) + lights.area_m2.sum(1)
    glass_m2 = aperture[:, None] * windows
    zone = Zone(
        p["air_capacity_j_per_m2k"] * table["floor_area_m2"].to_numpy(float),
        table["bridge_w_per_m2k"].to_numpy(float) * envelope,
        p["internal_convective_frac"],
        shares.beam_air_frac,
        shares.spread_air_frac,
        table["emitter_convective_frac"].to_numpy(float),
        glass_m2 if p["beam_to_floor_frac"] > 0.0 else glass_m2[:, :0],
        BEAM_FROM,
        glass_m2,
        SPREAD_FROM,
        ground.temperature_c,
    )
    return zone, chains, lights, ground
