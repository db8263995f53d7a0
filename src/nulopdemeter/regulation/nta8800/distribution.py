"""Pipes of the heating: through crawl spaces and unheated rooms, and those of delivery sets (9.4)."""

import numpy as np

from nulopdemeter.engine.elements import Floats, Ints
from nulopdemeter.regulation.nta8800.inputs import Services
from nulopdemeter.regulation.nta8800.tables import MONTHS, monthly, norm, rows, steps


def spread_k(supply_c: Floats, edition: str) -> Floats:
    """Return by how much water cools at the design temperature.

    Parameters
    ----------
    supply_c : ndarray
        Shape (n,), design supply.
    edition : str
        Edition of the norm.

    Returns
    -------
    ndarray
        Shape (n,), of the next class up in table 9.14 [K].
    """
    supplies, spreads = steps("design_classes", "supply_c", "spread_k", edition)
    place = np.searchsorted(supplies, supply_c, side="left")
    return np.asarray(spreads[np.clip(place, 0, len(supplies) - 1)])


def heating_limit_c(need_kwh: Floats, edition: str) -> Ints:
    """Return the outdoor temperature below which a dwelling is heated.

    Parameters
    ----------
    need_kwh : ndarray
        Shape (n, 12), Q_H;nd.
    edition : str
        Edition of the norm.

    Returns
    -------
    ndarray of int
        Shape (n,). Where a straight line through the months with at least a tenth of the largest need reaches zero,
        rounded, 8 to 16 °C (9.28); 8 where no falling line fits.
    """
    f, outdoor = norm(edition), monthly("climate", "outdoor_c", edition)
    most = need_kwh.max(axis=1, keepdims=True)
    weight = ((need_kwh >= f["limit_share"] * most) & (most > 0.0)).astype(float)
    count = np.maximum(weight.sum(axis=1), 1.0)
    mean_c = weight @ outdoor / count
    mean_kwh = (weight * need_kwh).sum(axis=1) / count
    from_mean = weight * (outdoor - mean_c[:, None])
    square = (from_mean**2).sum(axis=1)
    slope = np.divide(
        (from_mean * need_kwh).sum(axis=1), square, out=np.zeros(len(square)), where=square > 0.0
    )
    falls = slope < 0.0
    zero = mean_c - mean_kwh / np.where(falls, slope, -1.0)
    limit = np.where(falls, np.floor(zero + 0.5), f["limit_least_c"])
    return np.clip(limit, f["limit_least_c"], f["limit_most_c"]).astype(np.int64)


def running_h(limit_c: Ints, services: Services, edition: str) -> Floats:
    """Return the hours in which water runs.

    Parameters
    ----------
    limit_c : ndarray of int
        Shape (n,), outdoor temperature below which a dwelling is heated.
    services : Services
        n dwellings.
    edition : str
        Edition of the norm.

    Returns
    -------
    ndarray
        Shape (n, 12). Table 9.15 less the hours of set-back; of an individual system a tenth of them (9.32a and b), and
        all hours of the month where pipes carry hot water too [h].
    """
    f, found = norm(edition), rows("heating_hours", edition)
    hours = found[[f"{month}_h" for month in MONTHS]].to_numpy(dtype=np.float64)
    first = int(found["limit_c"].iloc[0])
    day = 1.0 - f["reduced_h"] / f["day_h"]
    own = hours[limit_c - first] * day
    shared = services.collective
    if shared is None:
        return np.asarray(own * f["pipe_running_frac"])
    part = np.where(shared.is_heating, f["pipe_collective_running_frac"], f["pipe_running_frac"])
    is_always = (shared.shared_pipes_m > 0.0)[:, None]
    return np.where(is_always, monthly("climate", "hours_h", edition), own * part[:, None])


def water_c(services: Services, limit_c: Ints, edition: str) -> tuple[Floats, Floats]:
    """Return the temperatures of the water by month.

    Parameters
    ----------
    services : Services
        n dwellings.
    limit_c : ndarray of int
        Shape (n,), outdoor temperature below which a dwelling is heated.
    edition : str
        Edition of the norm.

    Returns
    -------
    tuple of ndarray
        Supply and return, shape (n, 12): θ_set + (θ_design − θ_set)(θ_e − θ_limit)/(−10 − θ_limit) + Δθ, at least
        θ_set (9.31, 9.32) [°C].
    """
    f, outdoor = norm(edition), monthly("climate", "outdoor_c", edition)
    set_c = f["heating_set_c"]
    limit = limit_c[:, None].astype(float)
    load = (outdoor - limit) / (f["design_outdoor_c"] - limit)
    rise = services.emission_rise_k[:, None]
    design = services.supply_c
    supply = np.maximum(set_c, set_c + (design[:, None] - set_c) * load + rise)
    cooled = (design - spread_k(design, edition))[:, None]
    back = np.maximum(set_c, np.minimum(supply, set_c + (cooled - set_c) * load + rise))
    return supply, back


def _mean_c(services: Services, limit_c: Ints, edition: str) -> Floats:
    """Return the mean temperature of the water by month, 65 °C at least where it feeds delivery sets (9.30)."""
    supply, back = water_c(services, limit_c, edition)
    mean = 0.5 * (supply + back)
    if services.collective is None:
        return mean
    least = np.where(services.collective.shared_pipes_m > 0.0, norm(edition)["shared_least_c"], 0.0)
    return np.maximum(mean, least[:, None])


def distribution_kwh(need_kwh: Floats, services: Services, edition: str) -> Floats:
    """Return what pipes outside the heated rooms lose.

    Parameters
    ----------
    need_kwh : ndarray
        Shape (n, 12), Q_H;nd.
    services : Services
        n dwellings.
    edition : str
        Edition of the norm.

    Returns
    -------
    ndarray
        Shape (n, 12). Ψ (θ_mean − 13) L_eq t/1000, L_eq = L (1 + 0.15/Ψ) (9.24 to 9.27) [kWh].
    """
    f = norm(edition)
    length = services.unheated_pipes_m
    if not length.any():
        return np.zeros_like(need_kwh)
    limit = heating_limit_c(need_kwh, edition)
    psi = services.pipe_w_per_mk
    loss = (psi + f["pipe_fittings"]) * length
    warmer = np.maximum(0.0, _mean_c(services, limit, edition) - f["unheated_c"])
    is_needed = need_kwh.sum(axis=1, keepdims=True) > 0.0
    return np.asarray(loss[:, None] * warmer * running_h(limit, services, edition) / 1000.0 * is_needed)


def shared_kwh(need_kwh: Floats, services: Services, edition: str) -> Floats:
    """Return what pipes in heated rooms lose that carry the heat of hot water too.

    Parameters
    ----------
    need_kwh : ndarray
        Shape (n, 12), Q_H;nd.
    services : Services
        n dwellings.
    edition : str
        Edition of the norm.

    Returns
    -------
    ndarray
        Shape (n, 12). Ψ (θ_mean − 20) L_eq t/1000 (9.26); all of it warms the zone (9.38). Pipes for space heating
        alone count for nothing there (9.4.1) [kWh].
    """
    shared = services.collective
    if shared is None or not shared.shared_pipes_m.any():
        return np.zeros_like(need_kwh)
    f = norm(edition)
    limit = heating_limit_c(need_kwh, edition)
    is_new = services.pipe_w_per_mk <= f["pipe_new_w_per_mk"]
    psi = np.where(is_new, f["pipe_shared_new_w_per_mk"], f["pipe_shared_w_per_mk"])
    loss = ((psi + f["pipe_fittings"]) * shared.shared_pipes_m)[:, None]
    warmer = np.maximum(0.0, _mean_c(services, limit, edition) - f["heating_set_c"])
    return np.asarray(loss * warmer * running_h(limit, services, edition) / 1000.0)
