"""Elements of a dwelling file → pieces with nodes, films and boundary."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from nulopdemeter.dwelling.file import DwellingFile
from nulopdemeter.dwelling.file_checks import usual_films_m2k_per_w
from nulopdemeter.dwelling.file_shell import Element
from nulopdemeter.engine.elements import Floats
from nulopdemeter.engine.film_coefficients import natural_film, wind_coefficients
from nulopdemeter.engine.ground import GroundFloor, ground_floor
from nulopdemeter.engine.hours import monthly_mean
from nulopdemeter.engine.nodes import Nodes, nodes_from_layers, resistance_m2k_per_w
from nulopdemeter.engine.one_nodes import (
    halves,
    nodes_by_class,
    resistance_of,
    sheets_of,
    soil_layer,
    soil_nodes_by_class,
)
from nulopdemeter.engine.one_sun import TemperatureColumn
from nulopdemeter.parameters import figures
from nulopdemeter.weather import Weather

_UPWARD_DEG, _DOWNWARD_DEG = 60.0, 120.0


class Site(NamedTuple):
    """What elements need to know of climate and surroundings.

    Attributes
    ----------
    outdoor_c : ndarray, shape (12,)
        Monthly mean outdoor temperature.
    wind_m_per_s : float
        Yearly mean wind at 10 m.
    height_m, facade_height_m : float
        Height of its roof and of the middle of its façades in the wind.
    terrain : str
        A name in ``parameters/terrain.csv``.
    clock : str
        Clock of the schedules.
    """

    outdoor_c: Floats
    wind_m_per_s: float
    height_m: float
    facade_height_m: float
    terrain: str
    clock: str = "standard"


def site_of(file: DwellingFile, weather: Weather) -> Site:
    """Return climate and surroundings of a dwelling.

    Parameters
    ----------
    file : DwellingFile
        Filled in.
    weather : Weather
        The year.

    Returns
    -------
    Site
        For its elements.
    """
    return Site(
        monthly_mean(weather.temperature_c),
        float(weather.wind_m_per_s.mean()),
        float(file.dwelling.roof_height_m or 1.0),
        float(file.dwelling.facade_height_m or 1.0),
        str(file.dwelling.terrain),
        str(file.dwelling.clock),
    )


class WindFilm(NamedTuple):
    """How wind makes the outside film; nothing where no wind blows (``elements.Films``)."""

    natural_w_per_m2k: float = 0.0
    rough_factor: float = 0.0
    windward: float = 0.0
    leeward: float = 0.0
    radiative: float = 0.0


class Piece(NamedTuple):
    """An opaque face of the zone, before merging.

    Attributes
    ----------
    name : str
        Of the element.
    area_m2 : float
        Facing the zone.
    nodes : Nodes
        Capacities and conductances.
    tilt_deg : float
        Seen from outside: 0 is a ceiling, 180 a floor.
    outside_w_per_m2k : float
        Film or resistance to the boundary; 0 is adiabatic.
    inside_w_per_m2k : float
        Convective film.
    from_out, from_zone, from_ground, fixed_c : float
        The boundary temperature, as in ``Chains``.
    sky_frac, absorptance_frac : float
        Per W/m² of sky deficit and of sun.
    steady_w_per_k : float
        Heat loss to outdoors per K with usual films, for sizing.
    wind : WindFilm
        What the wind adds to ``outside_w_per_m2k``.
    emissivity_frac : float
        Of the inside face.
    pane_frac, g_frac : float
        Of a window: share that is pane, and its solar factor.
    radiative_w_per_m2k : float
        Radiative film inside.
    beyond : TemperatureColumn or None
        Temperature on the other side, where it changes: a column of the table of suns whose weight is
        ``outside_w_per_m2k``.
    """

    name: str
    area_m2: float
    nodes: Nodes
    tilt_deg: float
    outside_w_per_m2k: float
    inside_w_per_m2k: float
    from_out: float
    from_zone: float
    from_ground: float
    fixed_c: float
    sky_frac: float
    absorptance_frac: float
    steady_w_per_k: float
    wind: WindFilm
    emissivity_frac: float
    pane_frac: float = 0.0
    g_frac: float = 0.0
    radiative_w_per_m2k: float = 0.0
    beyond: TemperatureColumn | None = None

    @property
    def is_floor(self) -> bool:
        """Whether its inside face is walked on.

        Returns
        -------
        bool
            By its tilt.
        """
        return self.tilt_deg > _DOWNWARD_DEG


class _Boundary(NamedTuple):
    outside_w_per_m2k: float
    from_out: float = 0.0
    from_zone: float = 0.0
    from_ground: float = 0.0
    fixed_c: float = 0.0
    sky_frac: float = 0.0
    absorptance_frac: float = 0.0
    wind: WindFilm = WindFilm()
    beyond: TemperatureColumn | None = None


def window_film(tilt_deg: float, p: Mapping[str, float]) -> float:
    """Return the constant convective film of a window inside.

    Parameters
    ----------
    tilt_deg : float
        Seen from outside.
    p : Mapping[str, float]
        Coefficients.

    Returns
    -------
    float
        That of glass where it stands upright, that of a ceiling or floor where it lies [W/(m²K)].
    """
    if _UPWARD_DEG <= tilt_deg <= _DOWNWARD_DEG:
        return p["h_ci_window_w_per_m2k"]
    return inside_film(tilt_deg, p)


def inside_film(tilt_deg: float, p: Mapping[str, float]) -> float:
    """Return the convective film of a face by its tilt.

    Parameters
    ----------
    tilt_deg : float
        Seen from outside: 0 is a ceiling, 180 a floor.
    p : Mapping[str, float]
        Coefficients.

    Returns
    -------
    float
        h_ci [W/(m²K)].
    """
    if tilt_deg < _UPWARD_DEG:
        return p["h_ci_up_w_per_m2k"]
    return p["h_ci_down_w_per_m2k" if tilt_deg > _DOWNWARD_DEG else "h_ci_horizontal_w_per_m2k"]


def pieces_of(e: Element, p: Mapping[str, float], site: Site) -> list[Piece]:
    """Turn an element into the faces that the zone sees.

    Parameters
    ----------
    e : Element
        With everything filled in.
    p : Mapping[str, float]
        Coefficients.
    site : Site
        Climate.

    Returns
    -------
    list of Piece
        One face; two for a partition, each with half its thickness and an adiabatic cut.
    """
    tilt = float(e.tilt_deg or 0.0)
    if e.kind in ("internal", "party") and e.boundary == "adiabatic":
        outer, inner = halves(e)
        faces = [(inner, tilt)] if e.kind == "party" else [(inner, tilt), (outer, 180.0 - tilt)]
        return [_piece(e, nodes, t, _Boundary(0.0), 0.0, p) for nodes, t in faces]
    if e.boundary in ("ground", "crawlspace"):
        return [_ground_piece(e, tilt, p, site)]
    layers = sheets_of(e)
    nodes = (
        nodes_from_layers([s.layer for s in layers]) if layers else nodes_by_class(e, resistance_of(e), 1.0)
    )
    r = float((1.0 / nodes.h_w_per_m2k).sum())
    boundary = _boundary(e, tilt, p, site)
    u = 1.0 / (r + usual_films_m2k_per_w(e.kind, str(e.boundary)))
    return [_piece(e, nodes, tilt, boundary, u * _cold_frac(e, boundary), p)]


def _cold_frac(e: Element, boundary: _Boundary) -> float:
    """How cold it is beyond at design conditions: 1 is as outdoors; of a given temperature its lowest number."""
    if e.temperature_c is None:
        return boundary.from_out
    c = figures("controls")
    cold = (c["room_c"] - min(e.temperature_c)) / (c["room_c"] - c["design_outdoor_c"])
    return min(max(cold, 0.0), 1.0)


def _piece(
    e: Element, nodes: Nodes, tilt_deg: float, boundary: _Boundary, u: float, p: Mapping[str, float]
) -> Piece:
    return Piece(
        e.name,
        e.area_m2,
        nodes,
        tilt_deg,
        boundary.outside_w_per_m2k,
        inside_film(tilt_deg, p),
        boundary.from_out,
        boundary.from_zone,
        boundary.from_ground,
        boundary.fixed_c,
        boundary.sky_frac,
        boundary.absorptance_frac,
        u * e.area_m2,
        boundary.wind,
        p["inside_emissivity_frac"],
        beyond=boundary.beyond,
    )


def _boundary(e: Element, tilt_deg: float, p: Mapping[str, float], site: Site) -> _Boundary:
    d = figures("dwelling_file")
    if e.boundary == "adiabatic":
        return _Boundary(0.0)
    if e.temperature_c is not None:
        is_face = e.boundary == "fixed"
        outside = d["fixed_face_w_per_m2k"] if is_face else 1.0 / d["unheated_film_m2k_per_w"]
        if len(e.temperature_c) == 1:
            return _Boundary(outside, fixed_c=e.temperature_c[0])
        return _Boundary(outside, beyond=TemperatureColumn(e.temperature_c, site.clock))
    if e.boundary == "unheated":
        b = float(e.b_frac or 0.0)
        return _Boundary(1.0 / d["unheated_film_m2k_per_w"], b, 1.0 - b)
    bright = float(e.emissivity_frac or d["emissivity_frac"]) / d["emissivity_frac"]
    is_roof = tilt_deg < _UPWARD_DEG
    wind = wind_film(tilt_deg, "rough_roof_factor" if is_roof else "rough_wall_factor", bright, p, site)
    film = p["h_ce_roof_w_per_m2k" if is_roof else "h_ce_wall_w_per_m2k"] + bright * p["h_re_w_per_m2k"]
    outside = (1.0 - p["film_follows_frac"]) * film
    if e.boundary == "outdoor_shaded":
        return _Boundary(outside, 1.0, wind=wind)
    sky = bright * p["sky_emissivity_frac"] * sky_view(tilt_deg, p)
    absorbs = float(e.absorptance_frac or 0.0)
    return _Boundary(outside, 1.0, sky_frac=sky, absorptance_frac=absorbs, wind=wind)


def wind_film(
    tilt_deg: float, roughness: str, radiative: float, p: Mapping[str, float], site: Site
) -> WindFilm:
    """Return how the wind makes the outside film of a face; nothing when the profile has constant films.

    Parameters
    ----------
    tilt_deg : float
        Seen from outside.
    roughness : str
        Name of its factor in ``parameters/films.csv``.
    radiative : float
        Emissivity of the face over the usual one.
    p : Mapping[str, float]
        Coefficients.
    site : Site
        Height and terrain.

    Returns
    -------
    WindFilm
        As ``elements.Films`` holds it.
    """
    if p["film_follows_frac"] <= 0.0:
        return WindFilm()
    f = figures("films")
    height = site.height_m if tilt_deg < _UPWARD_DEG else site.facade_height_m
    tilt = np.array(tilt_deg)
    windward, leeward = wind_coefficients(tilt, np.array(height), site.terrain)
    return WindFilm(float(natural_film(tilt)), f[roughness], float(windward), float(leeward), radiative)


def sky_view(tilt_deg: float, p: Mapping[str, float]) -> float:
    """Return the view of the sky, its horizon discounted.

    Parameters
    ----------
    tilt_deg : float
        Tilt.
    p : Mapping[str, float]
        Coefficients.

    Returns
    -------
    float
        F_sky to the power of the profile.
    """
    return float((0.5 * (1.0 + np.cos(np.radians(tilt_deg)))) ** p["sky_view_power"])


def _ground_piece(e: Element, tilt_deg: float, p: Mapping[str, float], site: Site) -> Piece:
    """Floor over ground or crawlspace (ISO 13370:2017, ISO 52016-1:2017, 6.5.8.2)."""
    sheets = sheets_of(e)
    r = resistance_m2k_per_w([s.layer for s in sheets]) if sheets else resistance_of(e)
    floor = ground_floor(
        np.array([e.area_m2]),
        np.array([float(e.exposed_perimeter_m or 0.0)]),
        np.array([r]),
        np.array([e.boundary == "crawlspace"]),
        site.outdoor_c,
        site.wind_m_per_s,
    )
    has_soil = bool(floor.has_soil[0])
    if sheets:
        layers = [s.layer for s in sheets]
        nodes = nodes_from_layers([soil_layer(), *layers] if has_soil else layers)
    else:
        nodes = soil_nodes_by_class(e, r) if has_soil else nodes_by_class(e, r, 1.0)
    swing = _swing(floor, site.outdoor_c)
    fixed_c = (1.0 - swing) * float(site.outdoor_c.mean())
    boundary = _Boundary(float(floor.outside_w_per_m2k[0]), from_ground=swing, fixed_c=fixed_c)
    return _piece(e, nodes, tilt_deg, boundary, float(floor.u_w_per_m2k[0]), p)


def _swing(floor: GroundFloor, outdoor_c: Floats) -> float:
    """How far the virtual temperature follows the months; with it several floors share one ground series."""
    months = outdoor_c - outdoor_c.mean()
    size = float(months @ months)
    if size == 0.0:
        return 1.0
    return float((floor.temperature_c[0] - outdoor_c.mean()) @ months) / size
