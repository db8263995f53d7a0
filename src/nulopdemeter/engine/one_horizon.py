"""What stands around one dwelling: houses opposite, a horizon by sector, blocks."""

from typing import NamedTuple

import numpy as np

from nulopdemeter.dwelling.file import DwellingFile
from nulopdemeter.engine.elements import Floats


class Block(NamedTuple):
    """A building opposite.

    Attributes
    ----------
    azimuth_deg : float
        Direction of the middle of its front.
    distance_m, width_m, height_m : float
        To the front, and of the front.
    """

    azimuth_deg: float
    distance_m: float
    width_m: float
    height_m: float


class Horizon(NamedTuple):
    """What hides sun and sky.

    Attributes
    ----------
    direct_deg : float
        Height below which façades lose the direct sun and nothing else.
    sectors_deg : tuple of float
        Elevations of equal sectors clockwise from north, for façades; empty for none.
    blocks : tuple of Block
        Buildings opposite.
    eye_m, roof_m : float
        Heights from which façades and roofs see the blocks.
    """

    direct_deg: float = 0.0
    sectors_deg: tuple[float, ...] = ()
    blocks: tuple[Block, ...] = ()
    eye_m: float = 0.0
    roof_m: float = 0.0

    def hides_sky(self, *, is_roof: bool) -> bool:
        """Whether diffuse light is touched too.

        Parameters
        ----------
        is_roof : bool
            Roofs see blocks only.

        Returns
        -------
        bool
            With sectors or blocks.
        """
        return bool(self.blocks) or (bool(self.sectors_deg) and not is_roof)


def horizon_of(file: DwellingFile) -> Horizon:
    """Return what stands around a dwelling.

    Parameters
    ----------
    file : DwellingFile
        Filled in.

    Returns
    -------
    Horizon
        One elevation hides the direct sun only; a list and obstructions hide the sky too.
    """
    general = file.dwelling
    given = general.horizon_deg or (0.0,)
    blocks = tuple(Block(o.azimuth_deg, o.distance_m, o.width_m, o.height_m) for o in file.obstruction)
    is_one = len(given) == 1
    return Horizon(
        given[0] if is_one else 0.0,
        () if is_one else given,
        blocks,
        float(general.eye_height_m or 0.0),
        float(general.building_height_m or 0.0),
    )


def elevation_deg(horizon: Horizon, azimuth_deg: Floats, *, is_roof: bool) -> Floats:
    """Return how high that stands which hides sun and sky, by direction.

    Parameters
    ----------
    horizon : Horizon
        What stands around.
    azimuth_deg : ndarray, shape (n,)
        Directions, clockwise from north.
    is_roof : bool
        Roofs look from the top of the building and stand above the sectors.

    Returns
    -------
    ndarray, shape (n,)
        0 where nothing stands.

    Notes
    -----
    Only the front of a block counts: what lies behind it is hidden by it. In a direction that lies δ beside the
    middle, the front is d / cos δ away, as long as d tan δ stays within half its width.
    """
    around = np.mod(azimuth_deg, 360.0)
    highest = np.zeros(len(around))
    if horizon.sectors_deg and not is_roof:
        sectors = np.asarray(horizon.sectors_deg)
        highest = sectors[(around * len(sectors) / 360.0).astype(np.int64) % len(sectors)]
    eye_m = horizon.roof_m if is_roof else horizon.eye_m
    for block in horizon.blocks:
        beside = np.radians((around - block.azimuth_deg + 180.0) % 360.0 - 180.0)
        ahead = np.cos(beside)
        is_hit = (ahead > 0.0) & (block.distance_m * np.abs(np.sin(beside)) <= 0.5 * block.width_m * ahead)
        rise = np.degrees(np.arctan((block.height_m - eye_m) * ahead / block.distance_m))
        highest = np.maximum(highest, np.where(is_hit, rise, 0.0))
    return highest


def direct_below_deg(horizon: Horizon, azimuth_deg: Floats, *, is_roof: bool) -> Floats:
    """Return the height below which the direct sun is hidden, by direction.

    Parameters
    ----------
    horizon : Horizon
        What stands around.
    azimuth_deg : ndarray, shape (n,)
        Directions, clockwise from north.
    is_roof : bool
        Roofs stand above the houses opposite.

    Returns
    -------
    ndarray, shape (n,)
        [°].
    """
    least = 0.0 if is_roof else horizon.direct_deg
    return np.maximum(elevation_deg(horizon, azimuth_deg, is_roof=is_roof), least)
