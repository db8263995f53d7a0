"""Windows of an EnergyPlus input: one pane of the right resistance that passes the right sun at every angle."""

from collections.abc import Sequence

import numpy as np
from scipy.interpolate import PchipInterpolator

from nulopdemeter.dwelling.file_shell import Window
from nulopdemeter.engine.idf_objects import Field, idf_name, idf_object
from nulopdemeter.engine.tables import read_row
from nulopdemeter.parameters import figures

_ANGLES_DEG = np.arange(0.0, 100.0, 10.0)
_FINE_DEG = np.arange(0.0, 95.0, 5.0)
# The range of wavelengths that the program asks for; the pane is equal for all.
_WAVES_UM = (0.3, 2.5)
_GLASS_ANGLES, _GLASS_WAVES = "Glass angles", "Glass waves"


def glass_axes() -> list[str]:
    """Return the axes that all curves of glass share.

    Returns
    -------
    list of str
        Objects: angle of incidence and wavelength.
    """
    kind, method = "Table:IndependentVariable", ("Linear", "Constant")
    rest: Sequence[Field] = ("", "", "", "")
    return [
        idf_object(kind, _GLASS_ANGLES, *method, 0.0, 90.0, "", "Angle", *rest[:3], *_FINE_DEG.tolist()),
        idf_object(kind, _GLASS_WAVES, *method, *_WAVES_UM, "", "Distance", *rest[:3], *_WAVES_UM),
        idf_object("Table:IndependentVariableList", "Glass axes", _GLASS_ANGLES, _GLASS_WAVES),
    ]


def r_glass_m2k_per_w(w: Window) -> float:
    """Return the resistance between the faces of a window.

    Parameters
    ----------
    w : Window
        Filled in.

    Returns
    -------
    float
        As the engine has it: U less the films of EN 673.
    """
    shell = figures("shell_model")
    films = shell["r_si_wall_m2k_per_w"] + shell["r_se_m2k_per_w"]
    return w.r_glass_m2k_per_w or 1.0 / float(w.u_w_per_m2k or 1.0) - films


def passing_frac(w: Window) -> np.ndarray:
    """Return the share of the sun on a window that enters, by angle of incidence.

    Parameters
    ----------
    w : Window
        Filled in.

    Returns
    -------
    ndarray, shape (19,)
        At 0, 5, … 90°: g × glass share × curve, over the area with its frame.
    """
    if w.glass_angle_frac is not None:
        curve = np.asarray(w.glass_angle_frac)
    else:
        row = read_row("glass_angles", w.glass)
        curve = np.array([float(row[f"aoi_{a:.0f}_deg"]) for a in _ANGLES_DEG])
    fine = np.clip(PchipInterpolator(_ANGLES_DEG, curve)(_FINE_DEG), 0.0, 1.0)
    return np.asarray(w.g_frac * (1.0 - float(w.frame_frac or 0.0)) * fine)


def glass_objects(w: Window, name: str) -> list[str]:
    """Return the construction of a window.

    Parameters
    ----------
    w : Window
        Filled in.
    name : str
        Of the construction.

    Returns
    -------
    list of str
        Two curves, the pane and the construction.

    Notes
    -----
    All of g enters as light and nothing is absorbed in the pane, as in the engine, so that both programs get
    the same heat at every angle. What the pane does not pass it reflects, on both faces.
    """
    f, own = figures("export"), idf_name(name)
    passing = passing_frac(w)
    tables = [
        idf_object(
            "Table:LookUp", f"{own} {word}", "Glass axes", "None", "", 0.0, 1.0, "Dimensionless", "", "", "",
            *np.repeat(values, len(_WAVES_UM)).tolist(),
        )
        for word, values in (("passes", passing), ("reflects", 1.0 - passing))
    ]  # fmt: skip
    emissivities = (float(w.emissivity_frac or 0.0), f["glass_emissivity_frac"])
    conductivity = f["pane_m"] / r_glass_m2k_per_w(w)
    optics: list[Field] = [""] * 6
    pane = idf_object(
        "WindowMaterial:Glazing", f"{own} pane", "SpectralAndAngle", "", f["pane_m"], *optics, 0.0,
        *emissivities, conductivity, 1.0, "No", "", "", f"{own} passes", f"{own} reflects", f"{own} reflects",
    )  # fmt: skip
    return [*tables, pane, idf_object("Construction", own, f"{own} pane")]
