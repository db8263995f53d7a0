"""Solar heat for hot water: 13.7.2.2, the second method of EN 15316-4-3, with the forfaits of a glazed collector."""

from typing import NamedTuple

import numpy as np

from nulopdemeter.engine.elements import Floats
from nulopdemeter.regulation.nta8800.gains import irradiance_w_per_m2
from nulopdemeter.regulation.nta8800.inputs import Collector
from nulopdemeter.regulation.nta8800.tables import monthly, norm, orientation_shares


class SolarHeat(NamedTuple):
    """What a collector does.

    Attributes
    ----------
    heat_kwh : ndarray, shape (n, 12)
        Q_W;ren;prac: heat that no generator need make.
    pump_kwh : ndarray, shape (n,)
        Electricity of its pump in a year.
    """

    heat_kwh: Floats
    pump_kwh: Floats


def _sun_w_per_m2(collector: Collector, edition: str) -> Floats:
    """Return the sun on collectors by month; minimal obstruction takes nothing of it (table 17.6): shape (n, 12)."""
    tilts, place = np.unique(np.round(collector.tilt_deg, 2), return_inverse=True)
    sun = irradiance_w_per_m2(tilts, edition)[place]
    return np.asarray(np.einsum("no,nom->nm", orientation_shares()[collector.orientation], sun))


def _solar_share(collector: Collector, edition: str) -> Floats:
    """Return the part of a tank that the sun alone heats, by the forfait of 13.80: shape (n,)."""
    f, litres = norm(edition), collector.tank_l
    ends = [f["solar_backup_from_l"], f["solar_backup_to_l"]]
    kept = np.interp(litres, ends, [f["solar_backup_l"], f["solar_backup_most_l"]])
    share = np.maximum(0.0, 1.0 - kept / np.maximum(litres, 1e-9))
    return np.where(collector.is_preheater, 1.0, share)


def correlation(x: Floats, y: Floats, edition: str) -> Floats:
    """Return the share of the use that a collector makes, before the loss of its tank.

    Parameters
    ----------
    x, y : ndarray
        Loss and yield of the collector over the use.
    edition : str
        Edition of the norm.

    Returns
    -------
    ndarray
        1.08 (1.029 y − 0.065 x − 0.245 y² + 0.0018 x² + 0.0215 y³), at least 0 (13.100, table 13.15).
    """
    f = norm(edition)
    sum_ = f["solar_y"] * y + f["solar_x"] * x + f["solar_yy"] * y**2 + f["solar_xx"] * x**2
    return np.maximum(0.0, f["solar_application"] * (sum_ + f["solar_yyy"] * y**3))


def _first_share(collector: Collector, use_kwh: Floats, volume_l: Floats, edition: str) -> Floats:
    """Return the first estimate over the use, 13.72 to 13.75, 13.83, 13.92 and 13.97 to 13.100: shape (n, 12)."""
    f = norm(edition)
    area = np.maximum(collector.area_m2, 1e-9)
    hours = monthly("climate", "hours_h", edition)
    outdoor = monthly("climate", "outdoor_c", edition)
    loop = 1.0 - f["solar_optical_frac"] * f["solar_loss_w_per_m2k"] / f["solar_exchange_w_per_m2k"]
    loss = f["solar_loss_w_per_m2k"] + f["solar_pipes_w_per_k"] / area + f["solar_pipes_w_per_m2k"]
    volume = (f["solar_reference_l_per_m2"] * area / volume_l) ** f["solar_volume_exponent"]
    reference = (
        f["solar_reference_c"]
        + f["solar_service_factor"] * f["solar_service_c"]
        + f["solar_cold_factor"] * f["solar_cold_c"]
        - f["solar_outdoor_factor"] * outdoor
    )
    each = hours / (np.maximum(use_kwh, 1e-9) * 1000.0)
    x = (area * loss * loop * volume)[:, None] * (reference - outdoor) * each
    optical = f["solar_angle_frac"] * f["solar_optical_frac"] * loop
    y = area[:, None] * optical * _sun_w_per_m2(collector, edition) * each
    return correlation(np.clip(x, 0.0, f["solar_most_x"]), y, edition)


def solar_heat(collector: Collector, use_kwh: Floats, room_c: Floats | float, edition: str) -> SolarHeat:
    """Return what collectors do for hot water.

    Parameters
    ----------
    collector : Collector
        n dwellings.
    use_kwh : ndarray
        Shape (n, 12), Q_W;dis: heat that taps, pipes and tanks ask for.
    room_c : float or ndarray of shape (n, 12)
        Of the room in which the tank stands.
    edition : str
        Edition of the norm.

    Returns
    -------
    SolarHeat
        0.95 (first estimate less loss of the tank) (13.66, 13.100 to 13.104), at most the use (13.4); the pump runs
        1500 hours with 10 + 1·A W (13.76, 13.109). A tank that another generator keeps hot loses that heat in its own
        efficiency or tank (13.95). Not rounded by annex X.
    """
    f = norm(edition)
    hours = monthly("climate", "hours_h", edition)
    part = _solar_share(collector, edition)
    has = (collector.area_m2 > 0.0) & (part > 0.0)
    volume = np.where(has, part * collector.tank_l, 1.0)
    share = _first_share(collector, use_kwh, volume, edition)
    filled = np.minimum(share, 1.0)
    warm = f["solar_cold_c"] + (f["solar_high_c"] - f["solar_cold_c"]) * filled - room_c
    tank = (collector.tank_w / f["tank_test_k"] * part)[:, None] * warm * filled * hours / 1000.0
    made = f["solar_practice_frac"] * np.maximum(0.0, share * use_kwh - np.maximum(0.0, tank))
    power = f["solar_pump_w"] + f["solar_pump_w_per_m2"] * collector.area_m2
    return SolarHeat(
        np.where(has[:, None], np.minimum(made, use_kwh), 0.0),
        np.where(has, power * f["solar_pump_h"] / 1000.0, 0.0),
    )
