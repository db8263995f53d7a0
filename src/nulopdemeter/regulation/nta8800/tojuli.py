"""Risk of warmth in July by orientation: TOjuli (5.7, formula 5.40)."""

import numpy as np

from nulopdemeter.engine.elements import Floats
from nulopdemeter.regulation.nta8800.balance import cold_need_kwh
from nulopdemeter.regulation.nta8800.demand import Envelope
from nulopdemeter.regulation.nta8800.gains import Planes, product, sum_by_plane
from nulopdemeter.regulation.nta8800.inputs import Shell
from nulopdemeter.regulation.nta8800.tables import monthly, norm, orientation_shares
from nulopdemeter.regulation.nta8800.transmission import bridge_w_per_m2k
from nulopdemeter.units import S_PER_H


def _facing(planes: Planes, edition: str) -> Floats:
    """Return how much of each plane looks which way: shape (k, 8); flat planes look nowhere."""
    is_upright = planes.tilt_deg > norm(edition)["tojuli_upright_from_deg"]
    return orientation_shares()[planes.orientation] * is_upright[:, None]


def _sun_kwh(envelope: Envelope, facing: Floats, month: int, edition: str) -> tuple[Floats, Floats]:
    """Return the sun of July less the sky, by orientation (n, 8) and on flat planes (n,)."""
    planes, a = envelope.planes, envelope.apertures
    hours = monthly("climate", "hours_h", edition)[month] / 1000.0
    whole = planes.sun_w_per_m2[:, :, month]
    closed = whole * planes.shade_use_frac[:, month]
    flat = facing.sum(axis=1) == 0.0
    upright = ~flat[:, None]
    by_way = product(a.glass_m2, (whole - closed) * upright) + product(a.shaded_m2, closed * upright)
    by_way += product(a.opaque_m2, whole * upright) - product(a.sky_w, facing)
    level = product(a.glass_m2 + a.opaque_m2, whole.sum(axis=1) * flat) - product(a.sky_w, flat.astype(float))
    return by_way * hours, level * hours


def tojuli_k(shell: Shell, envelope: Envelope, air_w_per_k: Floats, edition: str) -> Floats:
    """Return the indicator of warmth in July, without active cooling.

    Parameters
    ----------
    shell : Shell
        n dwellings.
    envelope : Envelope
        Of that shell.
    air_w_per_k : ndarray
        Shape (n,), H_ve of the cooling balance in July with the actual ventilation.
    edition : str
        Edition of the norm.

    Returns
    -------
    ndarray
        Shape (n,). Largest of TOjuli,o = Q_C;nd,o·1000/(H_T,o·744) over the orientations with more than 3 m²; each
        has its own elements and its share s = A_o/ΣA of all that has no orientation (5.40) [K]. 0 where no
        orientation counts.
    """
    f = norm(edition)
    month = int(f["july"]) - 1
    facing = _facing(envelope.planes, edition)
    u = shell.u_w_per_m2k + bridge_w_per_m2k(shell, edition)[:, None]
    area = product(sum_by_plane(envelope.planes, shell.area_m2), facing)
    own = product(sum_by_plane(envelope.planes, shell.area_m2 * u), facing)
    total = area.sum(axis=1, keepdims=True)
    share = np.divide(area, total, out=np.zeros_like(area), where=total > 0.0)
    rest = envelope.outdoor_w_per_k - own.sum(axis=1)
    direct = own + share * rest[:, None]
    ground = share * envelope.ground.monthly_w_per_k[:, month : month + 1]
    air = share * air_w_per_k[:, None]
    outdoor = monthly("climate", "outdoor_c", edition)
    hours = monthly("climate", "hours_h", edition)[month]
    set_c = f["cooling_set_c"]
    loss = ((direct + air) * (set_c - outdoor[month]) + ground * (set_c - outdoor.mean())) * hours / 1000.0
    sun, level = _sun_kwh(envelope, facing, month, edition)
    gain = share * (envelope.internal_kwh[:, month] + level)[:, None] + sun
    season = direct + share * envelope.ground.cooling_w_per_k[:, None] + air
    capacity = share * (shell.heat_capacity_j_per_m2k * shell.floor_area_m2)[:, None] / S_PER_H
    constant = np.divide(capacity, season, out=np.zeros_like(season), where=season > 0.0)
    need, _ = cold_need_kwh(loss, gain, f["time_exponent"] + constant / f["time_reference_h"], edition)
    all_w_per_k = direct + ground + air
    found = np.divide(need * 1000.0, all_w_per_k * hours, out=np.zeros_like(need), where=all_w_per_k > 0.0)
    return np.asarray(np.where(area > f["tojuli_least_m2"], found, 0.0).max(axis=1))
