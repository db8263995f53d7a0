"""Faces of a dwelling for EnergyPlus: rectangles of the right area, tilt and direction, far apart."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from nulopdemeter.dwelling.file_shell import Element, Window
from nulopdemeter.engine.elements import Floats
from nulopdemeter.engine.idf_layers import Sheet, halves, mirrored, pure, sheets_of, sheets_of_nodes, soil
from nulopdemeter.engine.one_elements import Piece, Site, pieces_of
from nulopdemeter.engine.planes import AZIMUTHS_DEG
from nulopdemeter.parameters import figures

_CEILING_BELOW_DEG, _FLOOR_ABOVE_DEG = 60.0, 120.0
_SAME = 1e-6
# Above this conductance the temperature of the face itself is given.
_GIVEN_FACE_W_PER_M2K = 1e5
OUTDOORS, SHADED, ADIABATIC, OTHER, INSIDE = "outdoors", "shaded", "adiabatic", "other side", "inside"


class OtherSide(NamedTuple):
    """A boundary that is neither outdoors nor adiabatic.

    Attributes
    ----------
    film_w_per_m2k : float
        From the last layer to the temperature; 0: the temperature is that of the face.
    fixed_c, from_ground, from_out, from_zone : float
        Its temperature: a constant, and the shares of ground, outdoor air and room air in it.
    """

    film_w_per_m2k: float
    fixed_c: float
    from_ground: float
    from_out: float
    from_zone: float


class Face(NamedTuple):
    """One opaque face of the zone.

    Attributes
    ----------
    name : str
        Unique.
    boundary : str
        ``outdoors``, ``shaded``, ``adiabatic``, ``other side`` or ``inside`` (internal mass).
    area_m2, tilt_deg, azimuth_deg : float
        Without its windows.
    sheets : list of Sheet
        From outside to inside; of a partition the full symmetrical wall.
    solar_frac, thermal_frac : float
        Absorptance and emissivity outside.
    inside_w_per_m2k : float
        Convective film inside.
    other : OtherSide or None
        With ``other side``.
    """

    name: str
    boundary: str
    area_m2: float
    tilt_deg: float
    azimuth_deg: float
    sheets: Sequence[Sheet]
    solar_frac: float
    thermal_frac: float
    inside_w_per_m2k: float
    other: OtherSide | None = None

    @property
    def is_level(self) -> bool:
        """Whether it has no direction.

        Returns
        -------
        bool
            It faces straight up or down.
        """
        return self.tilt_deg in (0.0, 180.0)


class Pane(NamedTuple):
    """A window in one direction.

    Attributes
    ----------
    window : Window
        What it is.
    name : str
        Unique.
    area_m2, tilt_deg, azimuth_deg : float
        Where it looks.
    """

    window: Window
    name: str
    area_m2: float
    tilt_deg: float
    azimuth_deg: float


class Hosted(NamedTuple):
    """A face with at most one window.

    Attributes
    ----------
    face : Face
        Net area.
    pane : Pane or None
        Its window.
    """

    face: Face
    pane: Pane | None


def kind_of(face: Face) -> str:
    """Return the class of a surface.

    Parameters
    ----------
    face : Face
        The face.

    Returns
    -------
    str
        ``Floor``, ``Wall``, ``Roof`` or ``Ceiling``.
    """
    if face.tilt_deg > _FLOOR_ABOVE_DEG:
        return "Floor"
    if face.tilt_deg >= _CEILING_BELOW_DEG:
        return "Wall"
    return "Roof" if face.boundary in (OUTDOORS, SHADED) else "Ceiling"


def faces_of(e: Element, p: Mapping[str, float], site: Site) -> list[Face]:
    """Return the faces of an element.

    Parameters
    ----------
    e : Element
        Filled in.
    p : Mapping[str, float]
        Coefficients of the profile.
    site : Site
        Climate, for the ground.

    Returns
    -------
    list of Face
        One; two of a partition; eight of an outdoor element without a direction.
    """
    pieces = pieces_of(e, p, site)
    if e.kind in ("internal", "party") and e.boundary == "adiabatic":
        return _partition(e, pieces)
    face = _face(e, pieces[0], _sheets(e, pieces[0]), e.name)
    if face.boundary not in (OUTDOORS, SHADED) or face.is_level or e.azimuth_deg is not None:
        return [face]
    share = face.area_m2 / len(AZIMUTHS_DEG)
    return [
        face._replace(name=f"{e.name} {a:.0f}", area_m2=share, azimuth_deg=float(a)) for a in AZIMUTHS_DEG
    ]


def _sheets(e: Element, piece: Piece) -> list[Sheet]:
    sheets = sheets_of(e)
    if not sheets:
        return sheets_of_nodes(piece.nodes)
    extra = float((1.0 / piece.nodes.h_w_per_m2k).sum()) - sum(s.resistance_m2k_per_w for s in sheets)
    return [soil(), *sheets] if e.boundary == "ground" and extra > _SAME else sheets


def _partition(e: Element, pieces: Sequence[Piece]) -> list[Face]:
    sheets = sheets_of(e)
    if sheets:
        outer, inner = halves(sheets)
    else:
        inner = sheets_of_nodes(pieces[0].nodes)
        outer = inner
    is_upright = _CEILING_BELOW_DEG <= pieces[0].tilt_deg <= _FLOOR_ABOVE_DEG
    boundary = INSIDE if e.kind == "internal" and is_upright else ADIABATIC
    names = [e.name] if len(pieces) == 1 else [f"{e.name} inner", f"{e.name} outer"]
    return [
        _face(e, piece, mirrored(half), name)._replace(boundary=boundary)
        for piece, half, name in zip(pieces, (inner, outer), names, strict=False)
    ]


def _face(e: Element, piece: Piece, sheets: Sequence[Sheet], name: str) -> Face:
    f, other = figures("export"), None
    boundary = {"outdoor": OUTDOORS, "outdoor_shaded": SHADED, "adiabatic": ADIABATIC}.get(
        str(e.boundary), OTHER
    )
    if boundary == OTHER:
        film = piece.outside_w_per_m2k
        given = 0.0 if film > _GIVEN_FACE_W_PER_M2K else film
        other = OtherSide(given, piece.fixed_c, piece.from_ground, piece.from_out, piece.from_zone)
    emissivity = float(e.emissivity_frac or f["inside_emissivity_frac"])
    azimuth = float(e.azimuth_deg or 0.0) % 360.0
    sun = float(e.absorptance_frac or 0.0)
    return Face(
        name, boundary, piece.area_m2, piece.tilt_deg, azimuth, sheets, sun, emissivity,
        piece.inside_w_per_m2k, other,
    )  # fmt: skip


def panes_of(w: Window) -> list[Pane]:
    """Return a window in the directions it looks in.

    Parameters
    ----------
    w : Window
        Filled in.

    Returns
    -------
    list of Pane
        One; eight without a direction.
    """
    tilt = float(w.tilt_deg or 0.0)
    if w.azimuth_deg is not None or tilt in (0.0, 180.0):
        return [Pane(w, w.name, w.area_m2, tilt, float(w.azimuth_deg or 0.0) % 360.0)]
    share = w.area_m2 / len(AZIMUTHS_DEG)
    return [Pane(w, f"{w.name} {a:.0f}", share, tilt, float(a)) for a in AZIMUTHS_DEG]


def hosted(faces: Sequence[Face], panes: Sequence[Pane], inside_w_per_m2k: float) -> list[Hosted]:
    """Put every window in a face of its own plane.

    Parameters
    ----------
    faces : Sequence of Face
        All faces.
    panes : Sequence of Pane
        All windows.
    inside_w_per_m2k : float
        Film of a rim.

    Returns
    -------
    list of Hosted
        The largest face of the plane is shared out over its windows; where there is none, a window gets a
        rim that passes hardly any heat.
    """
    taken: dict[str, list[Pane]] = {}
    rims: list[Hosted] = []
    for pane in panes:
        fitting = [face for face in faces if _is_same_plane(face, pane)]
        if fitting:
            taken.setdefault(max(fitting, key=lambda face: face.area_m2).name, []).append(pane)
        else:
            rims.append(Hosted(_rim(pane, inside_w_per_m2k), pane))
    found: list[Hosted] = []
    for face in faces:
        own = taken.get(face.name, [])
        total = sum(pane.area_m2 for pane in own)
        for k, pane in enumerate(own):
            part = face._replace(name=f"{face.name} part {k + 1}" if len(own) > 1 else face.name)
            found.append(Hosted(part._replace(area_m2=face.area_m2 * pane.area_m2 / total), pane))
        if not own:
            found.append(Hosted(face, None))
    return found + rims


def _is_same_plane(face: Face, pane: Pane) -> bool:
    turned = abs((face.azimuth_deg - pane.azimuth_deg + 180.0) % 360.0 - 180.0)
    is_near = abs(face.tilt_deg - pane.tilt_deg) < _SAME and (face.is_level or turned < _SAME)
    return face.boundary == OUTDOORS and is_near


def _rim(pane: Pane, inside_w_per_m2k: float) -> Face:
    f = figures("export")
    area, name = f["rim_frac"] * pane.area_m2, f"{pane.name} rim"
    sheets = [pure("rim", f["rim_m2k_per_w"])]
    emissivity = f["inside_emissivity_frac"]
    return Face(
        name, OUTDOORS, area, pane.tilt_deg, pane.azimuth_deg, sheets, 0.0, emissivity, inside_w_per_m2k
    )


def rectangle(
    centre_m: Floats, width_m: float, height_m: float, tilt_deg: float, azimuth_deg: float
) -> Floats:
    """Return the corners of a rectangle, upper left first, against the clock as seen from outside.

    Parameters
    ----------
    centre_m : ndarray, shape (3,)
        Its middle: east, north, up.
    width_m, height_m : float
        Along the ground, and up the plane.
    tilt_deg, azimuth_deg : float
        Where it faces.

    Returns
    -------
    ndarray, shape (4, 3)
        Corners.
    """
    t, a = np.radians(tilt_deg), np.radians(azimuth_deg)
    out = np.array([np.sin(t) * np.sin(a), np.sin(t) * np.cos(a), np.cos(t)])
    right = np.array([-np.cos(a), np.sin(a), 0.0])
    up = np.cross(out, right)
    x, y = 0.5 * width_m * right, 0.5 * height_m * up
    return np.array([centre_m - x + y, centre_m - x - y, centre_m + x - y, centre_m + x + y])
