"""A dwelling file → the arrays of a zone: equal elements merged, windows and doors without mass, own suns."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from nulopdemeter.dwelling.file_defaults import Filled
from nulopdemeter.dwelling.file_shell import Element, Window
from nulopdemeter.engine.elements import Chains, Films, Floats, Lights, Zone
from nulopdemeter.engine.film_coefficients import inside_coefficients, star_films
from nulopdemeter.engine.nodes import Layer, nodes_from_layers
from nulopdemeter.engine.one_blinds import blind_of
from nulopdemeter.engine.one_elements import Piece, Site, pieces_of, sky_view, wind_film, window_film
from nulopdemeter.engine.one_sun import Shade, SunPlane, TemperatureColumn, hemispherical_frac
from nulopdemeter.engine.planes import AZIMUTHS_DEG
from nulopdemeter.engine.solar import Glass, SunShares, sun_shares
from nulopdemeter.engine.tables import read_table
from nulopdemeter.parameters import figures

# Elements whose numbers differ less than this many digits show are the same construction.
_DIGITS = 9
Column = SunPlane | TemperatureColumn


class OneBuilding(NamedTuple):
    """A dwelling as the kernels see it, and the suns that fall on it.

    Attributes
    ----------
    zone, chains, lights : Zone, Chains, Lights
        One dwelling.
    glass, opaque : list of SunPlane or TemperatureColumn
        Columns of the table of suns: glass, then opaque with the temperatures beyond elements, then glass once
        more for the beam that is followed.
    steady_w_per_k : float
        Transmission loss with usual films, bridges included, for sizing.
    """

    zone: Zone
    chains: Chains
    lights: Lights
    glass: list[Column]
    opaque: list[Column]
    steady_w_per_k: float


class _Columns:
    """Gives every distinct plane its column."""

    def __init__(self) -> None:
        self.planes: list[Column] = []

    def place(self, wanted: Column) -> int:
        if wanted not in self.planes:
            self.planes.append(wanted)
        return self.planes.index(wanted)

    def weights(self, azimuth_deg: float | None, plane: Callable[[float], SunPlane]) -> dict[int, float]:
        azimuths = AZIMUTHS_DEG if azimuth_deg is None else np.array([azimuth_deg % 360.0])
        found: dict[int, float] = {}
        for azimuth in azimuths:
            place = self.place(plane(float(azimuth)))
            found[place] = found.get(place, 0.0) + 1.0 / len(azimuths)
        return found


class _Placed(NamedTuple):
    piece: Piece
    sun: dict[int, float]


def make_one_building(filled: Filled, site: Site) -> OneBuilding:
    """Turn a dwelling file into a zone.

    Parameters
    ----------
    filled : Filled
        The file with nothing left out.
    site : Site
        Climate, for the ground.

    Returns
    -------
    OneBuilding
        Arrays of one dwelling.
    """
    file, p = filled.file, filled.coefficients
    opaque, glass = _Columns(), _Columns()
    window_pieces = [_window_piece(w, p, site) for w in file.window]
    elements = [(e, piece) for e in file.element for piece in pieces_of(e, p, site)]
    radiating = _radiating([piece for _, piece in elements] + window_pieces, p)
    placed = [_place(e, piece, opaque) for (e, _), piece in zip(elements, radiating, strict=False)]
    window_pieces = radiating[len(placed) :]
    heavy = [x for x in placed if x.piece.nodes.kappa_j_per_m2k.any() or not _is_open(x.piece)]
    light = [x for x in placed if not x.piece.nodes.kappa_j_per_m2k.any() and _is_open(x.piece)]
    apertures = [_aperture(w, glass, site.clock) for w in file.window]
    n_glass, n_opaque = max(len(glass.planes), 1), max(len(opaque.planes), 1)
    glass_m2 = np.zeros((1, n_glass))
    for weights in apertures:
        for column, area_m2 in weights.items():
            glass_m2[0, column] += area_m2
    bridges = file.thermal_bridges.loss_w_per_k if file.thermal_bridges else 0.0
    without_sun = [_Placed(piece, {}) for piece in window_pieces]
    chains_of, lights_of = _merged(heavy), _merged([*light, *without_sun])
    faces = [x.piece for x in (*chains_of, *lights_of)]
    shares = _shares(faces, p)
    zone = Zone(
        np.array([p["air_capacity_j_per_m2k"] * file.dwelling.floor_area_m2]),
        np.array([bridges]),
        float(file.gains.convective_frac or 0.0) if file.gains else p["internal_convective_frac"],
        shares.beam_air_frac,
        shares.spread_air_frac,
        np.array([float(file.heating.convective_frac or 0.0) if file.heating else 1.0]),
        glass_m2 if p["beam_to_floor_frac"] > 0.0 else glass_m2[:, :0],
        n_glass + n_opaque,
        glass_m2,
        0,
        site.outdoor_c[None, :],
    )
    steady = bridges + sum(x.piece.steady_w_per_k for x in placed)
    steady += sum(piece.steady_w_per_k for piece in window_pieces)
    n_chains = len(chains_of)
    chains = _chains(chains_of, n_glass, n_opaque)._replace(
        beam_per_m2=shares.beam_per_m2[:, :n_chains], spread_per_m2=shares.spread_per_m2[:, :n_chains]
    )
    lights = _lights(lights_of, n_glass, n_opaque)._replace(
        beam_per_m2=shares.beam_per_m2[:, n_chains:], spread_per_m2=shares.spread_per_m2[:, n_chains:]
    )
    if p["film_follows_frac"] > 0.0:
        chains = chains._replace(films=_films(chains_of))
        lights = lights._replace(films=_films(lights_of))
    return OneBuilding(zone, chains, lights, glass.planes, opaque.planes, steady)


def _radiating(pieces: Sequence[Piece], p: Mapping[str, float]) -> list[Piece]:
    """Set the radiative films inside: one value, or each face by its emissivity and its view of the others."""
    if p["star_radiation_frac"] <= 0.0:
        return [piece._replace(radiative_w_per_m2k=p["h_ri_w_per_m2k"]) for piece in pieces]
    films = star_films(
        np.array([piece.area_m2 for piece in pieces]), np.array([piece.emissivity_frac for piece in pieces])
    )
    return [piece._replace(radiative_w_per_m2k=float(h)) for piece, h in zip(pieces, films, strict=True)]


def _shares(faces: Sequence[Piece], p: Mapping[str, float]) -> SunShares:
    area = np.array([[piece.area_m2 for piece in faces]])
    glass = Glass(np.array([[x.pane_frac for x in faces]]), np.array([[x.g_frac for x in faces]]))
    return sun_shares(area, glass, np.array([[float(piece.is_floor) for piece in faces]]), p)


def _films(placed: Sequence["_Placed"]) -> Films:
    tilts = np.array([[x.piece.tilt_deg for x in placed]]).reshape(1, len(placed))
    wind = np.array([x.piece.wind for x in placed]).reshape(len(placed), 5).T[:, None, :]
    natural, rough, windward, leeward, radiative = wind
    return Films(natural, rough, windward, leeward, radiative, *inside_coefficients(tilts))


def _is_open(piece: Piece) -> bool:
    """Whether the closed form without mass can take it."""
    meets_air = piece.outside_w_per_m2k > 0.0 or piece.wind.rough_factor > 0.0
    return meets_air and piece.from_ground == 0.0


def _place(e: Element, piece: Piece, columns: _Columns) -> _Placed:
    if piece.beyond is not None:
        return _Placed(piece, {columns.place(piece.beyond): piece.outside_w_per_m2k})
    if piece.absorptance_frac == 0.0:
        return _Placed(piece, {})
    is_level = piece.tilt_deg in (0.0, 180.0)
    sun = columns.weights(0.0 if is_level else e.azimuth_deg, lambda a: SunPlane(piece.tilt_deg, a))
    return _Placed(piece, {k: piece.absorptance_frac * share for k, share in sun.items()})


def _merged(placed: Sequence[_Placed]) -> list[_Placed]:
    """Merge elements of equal nodes, films and boundary; sun and sky are means by area, which is exact."""
    groups: dict[tuple[float, ...], list[_Placed]] = {}
    for x in placed:
        q = x.piece
        numbers = (
            *q.nodes.kappa_j_per_m2k, *q.nodes.h_w_per_m2k, q.outside_w_per_m2k, q.inside_w_per_m2k,
            q.from_out, q.from_zone, q.from_ground, q.fixed_c, q.radiative_w_per_m2k, *q.wind,
            q.pane_frac, q.g_frac, float(q.is_floor), *inside_coefficients(np.array(q.tilt_deg)),
        )  # fmt: skip
        groups.setdefault(tuple(float(f"{v:.{_DIGITS}g}") for v in numbers), []).append(x)
    return [_mean(group) for group in groups.values()]


def _mean(group: Sequence[_Placed]) -> _Placed:
    area = sum(x.piece.area_m2 for x in group)
    sky = sum(x.piece.area_m2 * x.piece.sky_frac for x in group) / area
    sun: dict[int, float] = {}
    for x in group:
        for column, absorbed in x.sun.items():
            sun[column] = sun.get(column, 0.0) + absorbed * x.piece.area_m2 / area
    return _Placed(group[0].piece._replace(area_m2=area, sky_frac=sky), sun)


def _row(placed: Sequence[_Placed], name: str) -> Floats:
    return np.array([[getattr(x.piece, name) for x in placed]], np.float64).reshape(1, len(placed))


def _sun_row(sun: Mapping[int, float], n: int) -> Floats:
    row = np.zeros((1, n))
    for column, absorbed in sun.items():
        row[0, column] = absorbed
    return row


def _chains(placed: Sequence[_Placed], n_glass: int, n_opaque: int) -> Chains:
    n = len(placed)
    kappa = np.array([x.piece.nodes.kappa_j_per_m2k for x in placed]).reshape(1, n, -1 if n else 5)
    h = np.array([x.piece.nodes.h_w_per_m2k for x in placed]).reshape(1, n, -1 if n else 4)
    return Chains(
        _row(placed, "area_m2"),
        kappa,
        h,
        _row(placed, "outside_w_per_m2k"),
        _row(placed, "inside_w_per_m2k"),
        _row(placed, "radiative_w_per_m2k"),
        _row(placed, "from_out"),
        _row(placed, "from_zone"),
        _row(placed, "from_ground"),
        _row(placed, "fixed_c"),
        _row(placed, "sky_frac"),
        tuple(_sun_row(x.sun, n_opaque) for x in placed),
        (n_glass,) * n,
        np.zeros((1, n)),
        np.zeros((1, n)),
    )


def _lights(placed: Sequence[_Placed], n_glass: int, n_opaque: int) -> Lights:
    h = np.array([[1.0 / (1.0 / x.piece.nodes.h_w_per_m2k).sum() for x in placed]])
    sun = np.array([_sun_row(x.sun, n_opaque)[0] for x in placed]).reshape(1, len(placed), n_opaque)
    return Lights(
        _row(placed, "area_m2"),
        h.reshape(1, len(placed)),
        _row(placed, "outside_w_per_m2k"),
        _row(placed, "inside_w_per_m2k"),
        _row(placed, "radiative_w_per_m2k"),
        _row(placed, "from_out"),
        _row(placed, "from_zone"),
        _row(placed, "fixed_c"),
        _row(placed, "sky_frac"),
        sun,
        n_glass,
        np.zeros((1, len(placed))),
        np.zeros((1, len(placed))),
    )


def _window_piece(w: Window, p: Mapping[str, float], site: Site) -> Piece:
    """Return a window as an element without mass; the sun it lets in is the zone's."""
    shell, d = figures("shell_model"), figures("dwelling_file")
    films = shell["r_si_wall_m2k_per_w"] + shell["r_se_m2k_per_w"]
    r = w.r_glass_m2k_per_w or 1.0 / float(w.u_w_per_m2k or 1.0) - films
    bright = float(w.emissivity_frac or d["emissivity_frac"]) / d["emissivity_frac"]
    tilt = float(w.tilt_deg if w.tilt_deg is not None else d["tilt_wall_deg"])
    return Piece(
        w.name,
        w.area_m2,
        nodes_from_layers([Layer(r, 0.0)]),
        tilt,
        (1.0 - p["film_follows_frac"]) * (p["h_ce_glass_w_per_m2k"] + bright * p["h_re_w_per_m2k"]),
        window_film(tilt, p),
        1.0,
        0.0,
        0.0,
        0.0,
        bright * p["sky_emissivity_frac"] * sky_view(tilt, p),
        0.0,
        w.area_m2 / (r + films),
        wind_film(tilt, "rough_glass_factor", bright, p, site),
        p["glass_emissivity_frac"],
        pane_frac=1.0 - float(w.frame_frac or 0.0),
        g_frac=w.g_frac,
    )


def _aperture(w: Window, columns: _Columns, clock: str) -> dict[int, float]:
    angles, hemispherical = _glass(w)
    shade, blind = _shade(w), blind_of(w, clock)
    tilt = float(w.tilt_deg or 0.0)

    def plane(azimuth_deg: float) -> SunPlane:
        return SunPlane(tilt, azimuth_deg, angles, hemispherical, shade, blind)

    area_m2 = w.area_m2 * (1.0 - float(w.frame_frac or 0.0)) * w.g_frac
    return {k: share * area_m2 for k, share in columns.weights(w.azimuth_deg, plane).items()}


def _glass(w: Window) -> tuple[tuple[float, ...], float]:
    if w.glass_angle_frac is not None:
        given = w.glass_hemispherical_frac
        return w.glass_angle_frac, hemispherical_frac(w.glass_angle_frac) if given is None else given
    row = next(r for r in read_table("glass_angles") if r["glass"] == w.glass)
    return tuple(float(row[f"aoi_{a}_deg"]) for a in range(0, 100, 10)), float(row["hemispherical"])


def _shade(w: Window) -> Shade | None:
    if w.overhang is None and w.fins is None:
        return None
    height = float(w.height_m or 1.0)
    shade = Shade(w.area_m2 / height, height)
    if w.overhang is not None:
        o = w.overhang
        shade = shade._replace(
            overhang_depth_m=o.depth_m, overhang_gap_m=o.gap_m, overhang_extend_m=_or_endless(o.extend_m)
        )
    if w.fins is not None:
        f = w.fins
        shade = shade._replace(
            fin_depth_m=f.depth_m,
            fin_gap_m=f.gap_m,
            fin_above_m=_or_endless(f.above_m),
            fin_below_m=_or_endless(f.below_m),
        )
    return shade


def _or_endless(length_m: float | None) -> float:
    return np.inf if length_m is None else length_m
