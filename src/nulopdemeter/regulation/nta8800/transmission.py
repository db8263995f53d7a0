"""Transmission to outdoor air, through pipes and through unheated spaces: chapter 8, annexes C and I."""

import numpy as np

from nulopdemeter.engine.elements import Floats
from nulopdemeter.regulation.nta8800.inputs import ROOF, WALL, Shell
from nulopdemeter.regulation.nta8800.tables import norm


def u_w_per_m2k(rc_m2k_per_w: Floats, film: str, edition: str) -> Floats:
    """Return the U of an opaque part from its R_c.

    Parameters
    ----------
    rc_m2k_per_w : ndarray
        Any shape.
    film : str
        ``"wall"``, ``"roof"`` or ``"floor"``: which way the heat goes.
    edition : str
        Edition of the norm.

    Returns
    -------
    ndarray
        U = 1/(R_c + R_si + R_se), rounded to 0.01 (8.2.2.1; films table C.2) [W/(m²K)].
    """
    f = norm(edition)
    total = rc_m2k_per_w + f[f"{film}_film_m2k_per_w"] + f["outside_film_m2k_per_w"]
    # Half a unit in the last place goes up, as on paper.
    return np.asarray(np.floor(np.round(100.0 / total, 9) + 0.5) / 100.0)


def bridge_w_per_m2k(shell: Shell, edition: str) -> Floats:
    """Return the surcharge for thermal bridges.

    Parameters
    ----------
    shell : Shell
        n dwellings.
    edition : str
        Edition of the norm.

    Returns
    -------
    ndarray
        Shape (n,). ΔU_for = max(0; 0.1 − 0.25 (Ū − 0.4)) (8.3), Ū over opaque walls and roofs to outdoor air, or
        what the shell says [W/(m²K)].
    """
    f = norm(edition)
    is_opaque = (shell.kind == WALL) | (shell.kind == ROOF)
    area = shell.area_m2[:, is_opaque]
    heat = (area * shell.u_w_per_m2k[:, is_opaque]).sum(axis=1)
    total = area.sum(axis=1)
    mean = np.divide(heat, total, out=np.full(len(total), np.inf), where=total > 0.0)
    forfait = np.maximum(
        0.0, f["bridge_base_w_per_m2k"] - f["bridge_slope"] * (mean - f["bridge_reference_w_per_m2k"])
    )
    return np.where(np.isnan(shell.bridge_w_per_m2k), forfait, shell.bridge_w_per_m2k)


def direct_w_per_k(shell: Shell, edition: str) -> Floats:
    """Return the transmission to outdoor air.

    Parameters
    ----------
    shell : Shell
        n dwellings.
    edition : str
        Edition of the norm.

    Returns
    -------
    ndarray
        Shape (n,). H_D = Σ A (U + ΔU_for) + Σℓψ + Σχ (8.1 to 8.3) [W/K].
    """
    surcharge = bridge_w_per_m2k(shell, edition)
    elements = (shell.area_m2 * (shell.u_w_per_m2k + surcharge[:, None])).sum(axis=1)
    return np.asarray(elements + shell.bridge_w_per_k)


def pipes_w_per_k(n_pipes: Floats, n_storeys: Floats, insulated_frac: Floats, edition: str) -> Floats:
    """Return the loss of vertical pipes through the roof.

    Parameters
    ----------
    n_pipes, n_storeys : ndarray
        Shape (n,): pipes, and the storeys each of them passes.
    insulated_frac : ndarray
        Shape (n,): 1 where they are insulated over more than nine tenths.
    edition : str
        Edition of the norm.

    Returns
    -------
    ndarray
        Shape (n,). H_p = Σ N (1.8 or 0.5) (7.3.3, table 7.1) [W/K].
    """
    f = norm(edition)
    each = np.where(insulated_frac > 0.0, f["pipe_insulated_w_per_k"], f["pipe_bare_w_per_k"])
    return np.asarray(n_pipes * n_storeys * each)


def unknown_pipes_w_per_k(n_storeys: Floats, edition: str) -> Floats:
    """Return the loss of pipes nobody counted: as many as storeys, through all of them.

    Parameters
    ----------
    n_storeys : ndarray
        Shape (n,).
    edition : str
        The edition of 2022 counts none.

    Returns
    -------
    ndarray
        Shape (n,), H_p (7.3.3) [W/K].
    """
    by_rule = norm(edition)["pipes_by_rule"]
    return by_rule * pipes_w_per_k(n_storeys, n_storeys, np.zeros(len(n_storeys)), edition)


def unheated_w_per_k(separation_m2: Floats, separation_u_w_per_m2k: Floats, edition: str) -> Floats:
    """Return the loss through one unheated space by the basic survey.

    Parameters
    ----------
    separation_m2, separation_u_w_per_m2k : ndarray
        Shape (n,): area and mean U of what parts dwelling and space.
    edition : str
        Edition of the norm.

    Returns
    -------
    ndarray
        Shape (n,). H_U = b Σ A U, b = H_ue/(H_ue + H_iu) (8.53), H_ue = 5 A (I.8) [W/K].
    """
    inside = separation_m2 * separation_u_w_per_m2k
    outside = norm(edition)["unheated_to_outside_w_per_m2k"] * separation_m2
    total = inside + outside
    b = np.divide(outside, total, out=np.zeros(len(total)), where=total > 0.0)
    return np.asarray(b * inside)
