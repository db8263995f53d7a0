"""Sizes of each dwelling: the reference dwelling, stretched to the floor area and the position.

Sizes in plan go with the floor area per storey. A facade is the edge of the plan times the height: it goes
with the square root of the plan times the number of storeys. Doors keep their size. A house of the reference
has as many storeys as its floor area counts its ground floor, so that a heated attic counts in part.
"""

import numpy as np
import pandas as pd

from nulopdemeter.dwelling.columns import ROW, TYPE, Columns, Origins, number, own_or, same, text
from nulopdemeter.dwelling.words import FACES, FLATS
from nulopdemeter.parameters import value


def exposed_shares(rows: pd.DataFrame, types: pd.DataFrame) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return how much of roof, ground floor and side wall each dwelling has outside.

    Parameters
    ----------
    rows : pandas.DataFrame
        Accepted rows of the stock; ``position`` is ``<ground|middle|top|single>_<middle|corner>`` or empty.
    types : pandas.DataFrame
        The housing type of each row, same order.

    Returns
    -------
    tuple of three numpy.ndarray, shape (n,)
        Shares from 0 to 1. A house has roof and ground floor whatever its position says. A flat whose position is
        not known is the mean of its block: its part of roof, ground floor and the two end walls.
    """
    words = [str(word).partition("_") for word in text(rows, "position")]
    level = np.array([word[0] for word in words], dtype=object)
    side = np.array([word[2] for word in words], dtype=object)
    is_flat = np.isin(types["dwelling_type"].to_numpy(), FLATS)
    is_unknown = is_flat & (level == "")
    one_of = 1.0 / layers(rows, types)
    ends = np.minimum(2.0 / types["dwellings_per_layer"].to_numpy(dtype=float), 1.0)
    roof = np.where(is_unknown, one_of, ~is_flat | np.isin(level, ("top", "single")))
    floor = np.where(is_unknown, one_of, ~is_flat | np.isin(level, ("ground", "single")))
    return roof, floor, np.where(is_unknown, ends, is_flat & (side == "corner"))


def own_storeys(rows: pd.DataFrame, types: pd.DataFrame) -> np.ndarray:
    """Return the storeys of the dwelling itself, where the row tells them.

    Parameters
    ----------
    rows : pandas.DataFrame
        Accepted rows of the stock.
    types : pandas.DataFrame
        The housing type of each row, same order.

    Returns
    -------
    numpy.ndarray, shape (n,)
        NaN where missing, and for a flat whose number can only be that of the building.
    """
    told, kind = number(rows, "storeys"), types["dwelling_type"].to_numpy()
    most = np.where(kind == "maisonnette", 3.0, 1.0)
    return np.where(np.isin(kind, FLATS) & (told > most), np.nan, told)


def layers(rows: pd.DataFrame, types: pd.DataFrame) -> np.ndarray:
    """Return how many dwellings lie above one another.

    Parameters
    ----------
    rows : pandas.DataFrame
        Accepted rows of the stock.
    types : pandas.DataFrame
        The housing type of each row, same order.

    Returns
    -------
    numpy.ndarray, shape (n,)
        Of the row where it tells the storeys of the building, else of the housing type.
    """
    told, own = number(rows, "storeys"), own_storeys(rows, types)
    of_building = np.isfinite(told) & np.isnan(own)
    storeys = types["storeys"].to_numpy()
    return np.where(of_building, np.maximum(told / storeys, 1.0), types["building_layers"].to_numpy())


def stretch(rows: pd.DataFrame, types: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Return how the plan and the height compare with the reference dwelling.

    Parameters
    ----------
    rows : pandas.DataFrame
        Accepted rows of the stock.
    types : pandas.DataFrame
        The housing type of each row, same order.

    Returns
    -------
    tuple of numpy.ndarray
        Ratio of the areas in plan and ratio of the heights [-].
    """
    reference_m2 = types["floor_area_m2"].to_numpy()
    counted = reference_m2 / types["ground_floor_area_m2"].to_numpy()
    is_apartment = np.isin(types["dwelling_type"].to_numpy(), FLATS)
    reference = np.where(is_apartment, types["storeys"].to_numpy(), counted)
    storeys, _ = own_or(own_storeys(rows, types), reference, TYPE)
    return number(rows, "floor_area_m2") / storeys / (reference_m2 / reference), storeys / reference


def geometry(rows: pd.DataFrame, types: pd.DataFrame) -> tuple[Columns, Origins]:
    """Give each row its sizes.

    Parameters
    ----------
    rows : pandas.DataFrame
        Accepted rows of the stock.
    types : pandas.DataFrame
        The housing type of each row, same order.

    Returns
    -------
    tuple of dict
        Columns and their origins.
    """
    n = len(rows)
    base = {name: types[name].to_numpy() for name in types.columns}
    is_apartment = np.isin(base["dwelling_type"], FLATS)
    area = number(rows, "floor_area_m2")
    storeys, storeys_from = own_or(own_storeys(rows, types), base["storeys"].astype(float), TYPE)
    plan, height = stretch(rows, types)
    facade = np.sqrt(plan) * height
    faces = exposed_shares(rows, types)
    out = _outside(base, plan, facade, faces)
    origin = {name: same(n, TYPE) for name in out}
    own_roof = np.where(is_apartment, np.nan, number(rows, "roof_area_m2"))
    out["roof_area_m2"], origin["roof_area_m2"] = own_or(own_roof, out["roof_area_m2"], TYPE)
    tilt = number(rows, "roof_tilt_deg")
    out["roof_tilt_deg"], origin["roof_tilt_deg"] = own_or(tilt, base["roof_tilt_deg"], TYPE)
    out["front_azimuth_deg"] = number(rows, "front_azimuth_deg")
    origin["front_azimuth_deg"] = np.where(np.isfinite(out["front_azimuth_deg"]), ROW, 2)
    out |= _inside(base, plan, facade, area, storeys, faces, is_apartment)
    tall = np.where(is_apartment, layers(rows, types) / base["building_layers"], height)
    out["height_m"] = base["building_height_m"] * tall
    origin |= {name: same(n, TYPE) for name in out if name not in origin}
    out |= {"floor_area_m2": area, "storeys": storeys, "is_apartment": is_apartment}
    origin |= {"floor_area_m2": same(n, ROW), "storeys": storeys_from}
    return out, origin


def _outside(base: Columns, plan: np.ndarray, facade: np.ndarray, faces: tuple[np.ndarray, ...]) -> Columns:
    roof, floor, corner = faces
    edge = np.sqrt(plan)
    out: Columns = {}
    for face in FACES:
        out[f"wall_{face}_m2"] = base[f"wall_{face}_m2"] * facade
        out[f"window_{face}_m2"] = base[f"window_{face}_m2"] * facade
    out["wall_left_m2"] = out["wall_left_m2"] + corner * base["side_wall_m2"] * facade
    out["door_front_m2"], out["door_back_m2"] = base["door_front_m2"], base["door_back_m2"]
    out["roof_area_m2"] = roof * base["roof_area_m2"] * plan
    out["ground_floor_area_m2"] = floor * base["ground_floor_area_m2"] * plan
    depth = corner * value("dwelling", "wall_depth_m")
    out["exposed_perimeter_m"] = floor * (base["exposed_perimeter_m"] + depth) * edge
    out["floor_boundary"] = np.where(floor > 0.0, base["floor_boundary"].astype(object), "none")
    return out


def _inside(
    base: Columns,
    plan: np.ndarray,
    facade: np.ndarray,
    area: np.ndarray,
    storeys: np.ndarray,
    faces: tuple[np.ndarray, ...],
    is_apartment: np.ndarray,
) -> Columns:
    roof, floor, corner = faces
    shared = 2.0 - roof - floor
    slabs = np.where(is_apartment, 0.5 * shared * area / storeys, 0.0)
    party = base["party_wall_area_m2"] - corner * base["side_wall_m2"]
    house_floors = np.maximum(area - base["ground_floor_area_m2"] * plan, 0.0)
    flat_floors = area * (storeys - 1.0) / storeys
    return {
        "volume_m3": area * base["storey_height_m"],
        "party_wall_area_m2": np.maximum(party, 0.0) * facade,
        "internal_floor_area_m2": np.where(is_apartment, flat_floors + slabs, house_floors),
        "internal_wall_area_m2": base["internal_wall_area_m2"] / base["floor_area_m2"] * area,
    }


def pv_roof_m2(rows: pd.DataFrame, types: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Return the roof that can carry the dwelling's modules.

    Flats share the roof: every dwelling above one another has an equal part of it, whatever its position.

    Parameters
    ----------
    rows : pandas.DataFrame
        Accepted rows of the stock.
    types : pandas.DataFrame
        The housing type of each row.

    Returns
    -------
    tuple of numpy.ndarray
        Area in m2 and its origin.
    """
    plan, _ = stretch(rows, types)
    roof = types["roof_area_m2"].to_numpy() * plan / layers(rows, types)
    roof, origin = own_or(number(rows, "roof_area_m2"), roof, TYPE)
    return roof * types["roof_usable_frac"].to_numpy(), origin
