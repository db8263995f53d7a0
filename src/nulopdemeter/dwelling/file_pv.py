"""What a dwelling file says about solar panels: the keys, what does not go together, what is filled in."""

from collections.abc import MutableMapping
from math import cos, radians
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from nulopdemeter.dwelling.file_defaults_machines import NOT_THERE
from nulopdemeter.dwelling.file_shell import STRICT, Azimuth, Elevations, NotNegative, Number, Positive, Share
from nulopdemeter.dwelling.file_wrongs import SECTORS, Wrong, needs, out_of_range, schedule_wrongs
from nulopdemeter.dwelling.tables import table
from nulopdemeter.parameters import figures


class PvPlane(BaseModel):
    """Solar panels on one plane, with an inverter of their own.

    Attributes
    ----------
    peak_kwp : float
        Power on the name plates.
    tilt_deg : float
        0 lies, 90 hangs on a façade.
    azimuth_deg : float
        Direction they look, clockwise from north.
    technology : str
        ``mono``, ``mono_old``, ``poly`` or ``thin_film``; left out: ``mono``.
    mounting : str
        How the back is cooled: ``roof``, ``flat_roof``, ``integrated``, ``facade`` or ``open_rack``; left out: by
        the tilt, ``roof`` or ``facade``.
    inverter : str
        ``string`` or ``micro`` (one behind every module); left out: ``string``.
    inverter_kw : float
        The most that it gives; left out: by the usual ratio.
    age_years : float
        In the middle of the year; left out: the middle of the first ten years.
    losses_frac : float
        Soiling, mismatch, wiring, connections and downtime together; age and shade are apart.
    horizon_deg : list of float
        What shades these panels alone, as ``horizon_deg`` of the dwelling; left out: what stands around the dwelling.
    row_pitch_m, module_height_m : float
        Rows behind one another: from row to row along the ground, and the length of a row up its slope; left out:
        one plane.
    n_rows : int
        How many; left out: so many that the first does not count.
    """

    model_config = STRICT
    peak_kwp: NotNegative
    tilt_deg: Annotated[Number, Field(ge=0, le=90)]
    azimuth_deg: Azimuth
    technology: Literal["mono", "mono_old", "poly", "thin_film"] | None = None
    mounting: Literal["roof", "flat_roof", "integrated", "facade", "open_rack"] | None = None
    inverter: Literal["string", "micro"] | None = None
    inverter_kw: Positive | None = None
    age_years: Annotated[Number, Field(ge=0, le=60)] | None = None
    losses_frac: Share | None = None
    horizon_deg: Elevations | None = None
    row_pitch_m: Positive | None = None
    module_height_m: Positive | None = None
    n_rows: Annotated[int, Field(strict=True, ge=2, le=1000)] | None = None


def pv_wrongs(plane: PvPlane, place: str) -> list[Wrong]:
    """Say what does not go together.

    Parameters
    ----------
    plane : PvPlane
        As the file has it.
    place : str
        What people call it.

    Returns
    -------
    list of Wrong
        Everything wrong with it.
    """
    wrongs = schedule_wrongs(plane.horizon_deg, f"{place}: horizon_deg", lengths=SECTORS)
    return wrongs + _inverter_wrongs(plane, place) + _row_wrongs(plane, place)


def _inverter_wrongs(plane: PvPlane, place: str) -> list[Wrong]:
    """Hold the inverter to its panels: far below them it is a slip of the pen, far above watt for kilowatt."""
    if plane.inverter_kw is None or plane.peak_kwp == 0.0:
        return []
    p, peak_kwp, kw = figures("pv"), plane.peak_kwp, plane.inverter_kw
    least_kw, most_kw = p["least_inverter_frac"] * peak_kwp, p["most_inverter_frac"] * peak_kwp
    limits = {"peak": f"{peak_kwp:g}", "most": f"{p['most_inverter_frac']:g}"}
    if kw < least_kw:
        limits["limit"] = f"{least_kw:g}"
        return [Wrong("NOM-E260", f"{place}: inverter_kw", f"{kw:g}", limits)]
    if kw > most_kw:
        limits["limit"] = f"{most_kw:g}"
        return [Wrong("NOM-E262", f"{place}: inverter_kw", f"{kw:g}", limits)]
    return []


def _row_wrongs(plane: PvPlane, place: str) -> list[Wrong]:
    pitch_m, height_m = plane.row_pitch_m, plane.module_height_m
    if pitch_m is None:
        alone = [key for key in ("module_height_m", "n_rows") if getattr(plane, key) is not None]
        return [needs(place, key, "row_pitch_m") for key in alone]
    if height_m is None:
        return [needs(place, "row_pitch_m", "module_height_m")]
    if plane.tilt_deg == 0.0:
        return [out_of_range(f"{place}: tilt_deg", 0.0, "> 0 (row_pitch_m)")]
    on_ground_m = height_m * cos(radians(plane.tilt_deg))
    if pitch_m < on_ground_m:
        return [Wrong("NOM-E261", f"{place}: row_pitch_m", f"{pitch_m:g}", {"limit": f"{on_ground_m:.2f}"})]
    return []


def fill_pv(plane: PvPlane, place: str, origins: MutableMapping[str, str]) -> PvPlane:
    """Fill in what the file leaves out about panels.

    Parameters
    ----------
    plane : PvPlane
        As the file has it.
    place : str
        What people call it.
    origins : MutableMapping[str, str]
        Receives where each value came from, and what is strange about an age.

    Returns
    -------
    PvPlane
        With technology, mounting, inverter, age and losses; rows and an own horizon only where they are given.
    """
    is_steep = plane.tilt_deg > figures("pv")["facade_above_deg"]
    usual: dict[str, Any] = {
        "technology": "mono",
        "mounting": "facade" if is_steep else "roof",
        "inverter": "string",
    }
    values = {key: word for key, word in usual.items() if getattr(plane, key) is None}
    origins.update({f"{place}: {key}": f"default: {word}" for key, word in values.items()})
    values |= _age(plane, place, origins)
    values |= _machine(plane, place, plane.inverter or usual["inverter"], origins)
    if plane.horizon_deg is None:
        origins[f"{place}: horizon_deg"] = "what stands around the dwelling"
    if plane.row_pitch_m is None:
        origins[f"{place}: row_pitch_m"] = NOT_THERE
    return plane.model_copy(update=values)


def _age(plane: PvPlane, place: str, origins: MutableMapping[str, str]) -> dict[str, Any]:
    p = figures("pv")
    if plane.age_years is None:
        origins[f"{place}: age_years"] = "pv: usual_age_years"
        return {"age_years": p["usual_age_years"]}
    if plane.age_years > p["lifetime_years"]:
        origins[f"{place}: age_years"] = (
            f"the file: {plane.age_years:g}, beyond the {p['lifetime_years']:g} years of pv: lifetime_years"
        )
    return {}


def _machine(plane: PvPlane, place: str, inverter: str, origins: MutableMapping[str, str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    machine = table("pv_inverters").loc[inverter].to_dict()
    if plane.inverter_kw is None and plane.peak_kwp > 0.0:
        values["inverter_kw"] = plane.peak_kwp / float(machine["dc_ac"])
        origins[f"{place}: inverter_kw"] = f"peak_kwp / pv_inverters: dc_ac of {inverter}"
    if plane.losses_frac is None:
        kept = (1.0 - figures("pv")["losses_frac"]) * (1.0 - float(machine["mismatch_frac"]))
        values["losses_frac"] = 1.0 - kept
        origins[f"{place}: losses_frac"] = f"pv: losses_frac and pv_inverters: mismatch_frac of {inverter}"
    return values
