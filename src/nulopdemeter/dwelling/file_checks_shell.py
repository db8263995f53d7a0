"""What does not go together in the elements and windows of a dwelling file."""

from nulopdemeter.dwelling.file_shell import Blind, Element, Layer, Window
from nulopdemeter.dwelling.file_wrongs import (
    SCHEDULE_LENGTHS,
    Wrong,
    either,
    missing,
    needs,
    out_of_range,
    schedule_wrongs,
    unknown,
)
from nulopdemeter.dwelling.tables import table
from nulopdemeter.parameters import figures

N_ANGLES = 10
# One number, a number a month, or a schedule.
TEMPERATURE_LENGTHS = (1, 12, *SCHEDULE_LENGTHS[1:])
# How warm an unheated space is: one of these.
UNHEATED_BY = ("b_frac", "space", "temperature_c")


def usual_films_m2k_per_w(kind: str, boundary: str = "outdoor") -> float:
    """Return the resistance of the films that a declared U-value holds.

    Parameters
    ----------
    kind : str
        Of the element, or ``"window"``.
    boundary : str
        What lies on the other side: towards an unheated space or a crawlspace both films are those of a room.

    Returns
    -------
    float
        Inside and outside together (ISO 6946:2017, 6.8) [m²K/W].
    """
    s, ground = figures("shell_model"), figures("ground")
    inside = s["r_si_roof_m2k_per_w" if kind == "roof" else "r_si_wall_m2k_per_w"]
    if kind == "floor":
        inside = ground["r_si_m2k_per_w"]
    if boundary == "crawlspace":
        return 2.0 * inside
    if boundary == "unheated":
        return inside + figures("dwelling_file")["unheated_film_m2k_per_w"]
    return inside + (ground if kind == "floor" else s)["r_se_m2k_per_w"]


def _layer(layer: Layer, place: str) -> list[Wrong]:
    own = ("conductivity_w_per_mk", "density_kg_per_m3", "specific_heat_j_per_kgk")
    given = [key for key in own if getattr(layer, key) is not None]
    if layer.resistance_m2k_per_w is not None:
        if given or layer.material or layer.thickness_m is not None:
            return [either(place, "resistance_m2k_per_w", "thickness_m")]
        return []
    if layer.thickness_m is None:
        return [missing(place, "thickness_m", "resistance_m2k_per_w")]
    if layer.material is not None:
        return unknown(f"{place}: material", layer.material, list(table("materials").index))
    lacking = [key for key in own if key not in given]
    return [needs(place, "thickness_m", ", ".join(lacking))] if lacking else []


def element_wrongs(e: Element, place: str) -> list[Wrong]:
    """Check an opaque element.

    Parameters
    ----------
    e : Element
        Well formed.
    place : str
        What people call it.

    Returns
    -------
    list of Wrong
        Everything wrong with it.
    """
    wrongs: list[Wrong] = []
    ways = [k for k in ("layers", "rc_m2k_per_w", "u_w_per_m2k") if getattr(e, k) is not None]
    is_inside = e.kind in ("internal", "party")
    if len(ways) > 1:
        wrongs.append(either(place, ways[0], ways[1]))
    if not ways and not is_inside:
        wrongs.append(missing(place, "layers", "rc_m2k_per_w", "u_w_per_m2k"))
    for k, layer in enumerate(e.layers or ()):
        wrongs += _layer(layer, f"{place}: layer {k + 1}")
    wrongs += _element_mass(e, place, is_inside)
    wrongs += _film_limit(e.u_w_per_m2k, usual_films_m2k_per_w(e.kind, e.boundary or ""), place)
    return wrongs + _element_boundary(e, place)


def _element_boundary(e: Element, place: str) -> list[Wrong]:
    """Check what lies on the other side against the keys that say how warm it is there."""
    boundary = e.boundary or ""
    has_edge = boundary in ("ground", "crawlspace") or (e.kind == "floor" and not boundary)
    wrongs: list[Wrong] = []
    if boundary in ("ground", "crawlspace") and e.kind != "floor":
        wrongs.append(needs(place, f"boundary = '{boundary}'", "kind = 'floor'"))
    if e.kind == "internal" and boundary not in ("", "adiabatic"):
        wrongs.append(either(place, "kind = 'internal'", f"boundary = '{boundary}'"))
    for key, fits, name in (
        ("b_frac", boundary == "unheated", "boundary = 'unheated'"),
        ("space", boundary == "unheated", "boundary = 'unheated'"),
        ("temperature_c", boundary in ("fixed", "unheated"), "boundary = 'fixed' / 'unheated'"),
        ("exposed_perimeter_m", has_edge, "boundary = 'ground' / 'crawlspace'"),
    ):
        if getattr(e, key) is not None and not fits:
            wrongs.append(needs(place, key, name))
    wanted = {"unheated": UNHEATED_BY, "fixed": ("temperature_c",)}.get(boundary, ())
    if has_edge:
        wanted = ("exposed_perimeter_m",)
    given = [key for key in wanted if getattr(e, key) is not None]
    if wanted and not given:
        wrongs.append(needs(place, f"boundary = '{boundary or 'ground'}'", " / ".join(wanted)))
    if len(given) > 1:
        wrongs.append(either(place, given[0], given[1]))
    if e.space is not None:
        wrongs += unknown(f"{place}: space", e.space, list(table("unheated_spaces").index))
    return wrongs + schedule_wrongs(e.temperature_c, f"{place}: temperature_c", lengths=TEMPERATURE_LENGTHS)


def _element_mass(e: Element, place: str, is_inside: bool) -> list[Wrong]:
    has_mass = e.mass_class is not None or e.kappa_j_per_m2k is not None
    if e.layers is not None:
        extra = [k for k in ("mass_class", "kappa_j_per_m2k", "nodes") if getattr(e, k) is not None]
        return [either(place, "layers", key) for key in extra]
    if e.mass_class is not None and e.kappa_j_per_m2k is not None:
        return [either(place, "mass_class", "kappa_j_per_m2k")]
    if e.kappa_j_per_m2k is not None and e.nodes is None:
        return [needs(place, "kappa_j_per_m2k", "nodes")]
    if not has_mass and e.kind != "door" and (is_inside or e.rc_m2k_per_w or e.u_w_per_m2k):
        return [missing(place, "mass_class", "kappa_j_per_m2k")]
    return []


def _film_limit(u: float | None, films_m2k_per_w: float, place: str) -> list[Wrong]:
    """Refuse a construction that loses more than its films let through."""
    if u is None:
        return []
    limit = 1.0 / films_m2k_per_w
    if u < limit:
        return []
    return [Wrong("NOM-E236", f"{place}: u_w_per_m2k", f"{u:g}", {"limit": f"{limit:.2f}"})]


def window_wrongs(w: Window, place: str) -> list[Wrong]:
    """Check a window and its blind.

    Parameters
    ----------
    w : Window
        Well formed.
    place : str
        What people call it.

    Returns
    -------
    list of Wrong
        Everything wrong with it.
    """
    wrongs = _film_limit(w.u_w_per_m2k, usual_films_m2k_per_w("window"), place)
    if w.u_w_per_m2k is not None and w.r_glass_m2k_per_w is not None:
        wrongs.append(either(place, "u_w_per_m2k", "r_glass_m2k_per_w"))
    if w.u_w_per_m2k is None and w.r_glass_m2k_per_w is None:
        wrongs.append(missing(place, "u_w_per_m2k", "r_glass_m2k_per_w"))
    if w.glass is not None and w.glass_angle_frac is not None:
        wrongs.append(either(place, "glass", "glass_angle_frac"))
    if w.glass is not None:
        wrongs += unknown(f"{place}: glass", w.glass, list(table("glass_angles").index))
    wrongs += schedule_wrongs(w.glass_angle_frac, f"{place}: glass_angle_frac", lengths=(N_ANGLES,))
    if w.glass_hemispherical_frac is not None and w.glass_angle_frac is None:
        wrongs.append(needs(place, "glass_hemispherical_frac", "glass_angle_frac"))
    if (w.overhang or w.fins) and w.height_m is None:
        wrongs.append(needs(place, "overhang" if w.overhang else "fins", "height_m"))
    return wrongs + (_blind(w, w.blind, place) if w.blind else [])


def _blind(w: Window, blind: Blind, place: str) -> list[Wrong]:
    wrongs: list[Wrong] = []
    if blind.device is None and blind.g_tot_frac is None:
        wrongs.append(missing(f"{place}: blind", "device", "g_tot_frac"))
    if blind.device is not None and blind.g_tot_frac is not None:
        wrongs.append(either(f"{place}: blind", "device", "g_tot_frac"))
    if blind.device is not None:
        wrongs += unknown(f"{place}: blind.device", blind.device, list(table("blinds").index))
    if blind.g_tot_frac is not None and blind.g_tot_frac > w.g_frac:
        limit = {"limit": f"{w.g_frac:g}"}
        wrongs.append(Wrong("NOM-E241", f"{place}: blind.g_tot_frac", f"{blind.g_tot_frac:g}", limit))
    close = blind.close_above_w_per_m2
    close = figures("dwelling_file")["blind_close_above_w_per_m2"] if close is None else close
    if blind.open_below_w_per_m2 is not None and blind.open_below_w_per_m2 > close:
        limit_text = f"≤ {close:g} (close_above_w_per_m2)"
        wrongs.append(
            out_of_range(f"{place}: blind.open_below_w_per_m2", blind.open_below_w_per_m2, limit_text)
        )
    return wrongs + schedule_wrongs(blind.schedule_frac, f"{place}: blind.schedule_frac", 0.0, 1.0)
