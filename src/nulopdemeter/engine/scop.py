"""Seasonal performance of a heat pump after EN 14825: the proof of the heat pump model.

The bins of the average climate are run through the heat pump of the kernels, with its own interpolation between
declared points, so that what comes out can be laid beside the SCOP on the certificate of the same machine. The
standard's own way, a straight line between the declared points, stands beside it. Read second-hand, see
``docs/sources/engine.md``; ``docs/heat-pumps.md`` tells what the comparison gave.
"""

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

import numpy as np

from nulopdemeter.engine.elements import Floats
from nulopdemeter.engine.hours import put_pump_columns
from nulopdemeter.engine.machines import TEST_POINTS, pump_efficiencies
from nulopdemeter.engine.simulate import make_rules
from nulopdemeter.engine.tables import number_column
from nulopdemeter.kernels import layout as at
from nulopdemeter.kernels.plant import pump_input
from nulopdemeter.parameters import figures
from nulopdemeter.units import W_PER_KW

_NO_FIELD_FACTOR = "1"


class Declared(NamedTuple):
    """What a certificate declares for one application, average climate.

    Attributes
    ----------
    design_kw : float
        Heat load at the design temperature, on which the points are based.
    cop, heat_kw : ndarray, shape (4,)
        Coefficients of performance [-] and heat at −7, 2, 7 and 12 °C.
    degradation_frac : ndarray, shape (4,)
        C_dh at the same points: 1 less the share of electricity that a stopped compressor still takes.
    bivalent_c, bivalent_cop, bivalent_kw : float
        Outdoor temperature down to which the machine carries the load alone, and its point there.
    limit_c, limit_cop, limit_kw : float
        Operating limit (TOL) and the point there.
    """

    design_kw: float
    cop: Floats
    heat_kw: Floats
    degradation_frac: Floats
    bivalent_c: float
    bivalent_cop: float
    bivalent_kw: float
    limit_c: float
    limit_cop: float
    limit_kw: float


class ModePowers(NamedTuple):
    """Electricity of a machine that does not heat.

    Attributes
    ----------
    off_w, thermostat_off_w, standby_w, crankcase_w : float
        P_OFF, P_TO, P_SB and P_CK of EN 14825.
    """

    off_w: float
    thermostat_off_w: float
    standby_w: float
    crankcase_w: float


class Season(NamedTuple):
    """A heating season of EN 14825.

    Attributes
    ----------
    scop : float
        Seasonal coefficient of performance, with the modes in which the machine does not heat [-].
    backup_frac : float
        Share of the heat that the electric backup gives.
    electricity_kwh : float
        Of the season, Q_HE.
    """

    scop: float
    backup_frac: float
    electricity_kwh: float


@cache
def read_bins() -> tuple[Floats, Floats]:
    """Return the bins of the average climate.

    Returns
    -------
    tuple of ndarray, shape (26,)
        Outdoor temperatures [°C] and hours [h].
    """
    return number_column("en14825_bins", "outdoor_c"), number_column("en14825_bins", "hours_h")


def load_frac(outdoor_c: Floats) -> Floats:
    """Return the part load ratio.

    Parameters
    ----------
    outdoor_c : ndarray
        Outdoor temperatures [°C].

    Returns
    -------
    ndarray
        Load over the load at design, (T − 16)/(T_design − 16).
    """
    k = figures("en14825_season")
    return (outdoor_c - k["no_heat_above_c"]) / (k["design_outdoor_c"] - k["no_heat_above_c"])


def _line_through(x: Floats, points: Floats, values: Floats) -> Floats:
    """Follow straight lines through points, the first and last of them continued."""
    at_x, first = np.unique(points, return_index=True)
    y = values[first]
    below = y[0] + (x - at_x[0]) * (y[1] - y[0]) / (at_x[1] - at_x[0])
    above = y[-1] + (x - at_x[-1]) * (y[-1] - y[-2]) / (at_x[-1] - at_x[-2])
    return np.where(x < at_x[0], below, np.where(x > at_x[-1], above, np.interp(x, at_x, y)))


def _test_points(column: str) -> Floats:
    return number_column("en14825_outlets", column)


def outlet_c(application: str, outdoor_c: Floats) -> Floats:
    """Return the water outlet of the variable-outlet test.

    Parameters
    ----------
    application : str
        ``"low"`` (35 °C at design) or ``"medium"`` (55 °C).
    outdoor_c : ndarray
        Outdoor temperatures [°C].

    Returns
    -------
    ndarray
        Outlet [°C]: straight lines through design and test points, the last one continued.
    """
    k = figures("en14825_season")
    outdoor = np.append(k["design_outdoor_c"], _test_points("outdoor_c"))
    outlet = np.append(k[f"{application}_design_outlet_c"], _test_points(f"{application}_outlet_c"))
    return _line_through(outdoor_c, outdoor, outlet)


def cop_after_cycling(declared: Declared) -> Floats:
    """Return the coefficients at the load of the bin, where the machine may have to stop and start.

    Parameters
    ----------
    declared : Declared
        Points of one application.

    Returns
    -------
    ndarray, shape (4,)
        COP·CR/(C_dh·CR + 1 − C_dh) with CR the load over the declared heat, at most 1 [-] (EN 14825, 8.4 for
        units that heat water).
    """
    load_kw = declared.design_kw * load_frac(_test_points("outdoor_c"))
    ratio = np.minimum(load_kw / declared.heat_kw, 1.0)
    kept = declared.degradation_frac
    return np.asarray(declared.cop * ratio / (kept * ratio + 1.0 - kept))


def standard_cops(declared: Declared) -> Floats:
    """Return the coefficients of the bins as the standard finds them: by straight lines between the points.

    Parameters
    ----------
    declared : Declared
        Points of one application.

    Returns
    -------
    ndarray, shape (26,)
        COP of every bin [-].
    """
    outdoor = np.append(_test_points("outdoor_c"), [declared.bivalent_c, declared.limit_c])
    cops = np.append(cop_after_cycling(declared), [declared.bivalent_cop, declared.limit_cop])
    return _line_through(read_bins()[0], outdoor, cops)


def model_row(low: Declared, medium: Declared, source_kind: str) -> Mapping[str, str]:
    """Return declared points in the form of a row of ``heat_pumps.csv``, without a field factor.

    Parameters
    ----------
    low, medium : Declared
        Low and medium temperature application.
    source_kind : str
        ``"air"`` or ``"ground"``.

    Returns
    -------
    Mapping[str, str]
        As ``pump_efficiencies`` reads it; cycling of the points is in the coefficients.
    """
    cops = {"35": cop_after_cycling(low), "55": cop_after_cycling(medium)}
    texts = {
        f"cop{test}_{name}": repr(float(v))
        for test in cops
        for name, v in zip(TEST_POINTS, cops[test], strict=True)
    }
    return {"source_kind": source_kind, "field_factor_frac": _NO_FIELD_FACTOR, **texts}


def model_cops(model: Mapping[str, str], application: str) -> Floats:
    """Return the coefficients of the bins as this program's heat pump has them.

    Parameters
    ----------
    model : Mapping[str, str]
        Row as ``model_row`` gives it, or of ``heat_pumps.csv``.
    application : str
        ``"low"`` or ``"medium"``: which outlet the water has.

    Returns
    -------
    ndarray, shape (26,)
        COP of every bin [-], by ``kernels.plant.pump_input``; a ground loop stays at its test temperature.
    """
    rows = np.zeros(at.N_FIXED)
    (
        rows[at.PUMP_35_M7 : at.PUMP_35_M7 + len(TEST_POINTS)],
        rows[at.PUMP_55_M7 : at.PUMP_55_M7 + len(TEST_POINTS)],
    ) = pump_efficiencies(model)
    rows[at.PUMP_FROM_AIR] = model["source_kind"] in ("air", "air_to_air")
    flows = outlet_c(application, read_bins()[0])
    hours, rules = zip(_bin_climate(), flows, strict=True), make_rules()
    return np.array([1.0 / pump_input(rows, hour, rules, flow, 0.0) for hour, flow in hours])


@cache
def _bin_climate() -> Floats:
    outdoor = read_bins()[0]
    climate = np.zeros((len(outdoor), at.N_CLIMATE))
    put_pump_columns(climate, outdoor)
    climate[:, at.OUT_C] = outdoor
    climate[:, at.BRINE_C] = figures("controls")["brine_test_c"]
    return climate


def _pump_share(declared: Declared) -> Floats:
    """Return how much of the load of each bin the machine carries: all of it down to the bivalent point."""
    outdoor = read_bins()[0]
    points = np.append(_test_points("outdoor_c"), [declared.bivalent_c, declared.limit_c])
    heat = np.append(declared.heat_kw, [declared.bivalent_kw, declared.limit_kw])
    most = _line_through(outdoor, points, heat) / (declared.design_kw * load_frac(outdoor))
    share = np.where(outdoor < declared.bivalent_c, np.minimum(most, 1.0), 1.0)
    return np.where(outdoor < declared.limit_c, 0.0, share)


def seasonal_performance(
    declared: Declared, powers: ModePowers, cops: Floats, *, is_reversible: bool
) -> Season:
    """Return the seasonal performance of a machine in the average climate.

    Parameters
    ----------
    declared : Declared
        Points of one application: load, heat, bivalent point and limit.
    powers : ModePowers
        Electricity while it does not heat.
    cops : ndarray, shape (26,)
        COP of every bin [-], of ``model_cops`` or ``standard_cops``.
    is_reversible : bool
        It also cools: then it is never off in the heating season.

    Returns
    -------
    Season
        SCOP = Q_H/(Q_H/SCOP_on + Σ H·P), Q_H the design load for 2066 hours; an electric element gives what the
        machine cannot (EN 14825, 8.2 and 8.3).
    """
    k = figures("en14825_season")
    outdoor, hours = read_bins()
    need_kwh = hours * declared.design_kw * load_frac(outdoor)
    share = _pump_share(declared)
    on_kwh = float((need_kwh * (share / cops + 1.0 - share)).sum())
    scop_on = float(need_kwh.sum()) / on_kwh
    kind = "reversible" if is_reversible else "heating_only"
    modes_wh = (
        k["thermostat_off_h"] * powers.thermostat_off_w
        + k["standby_h"] * powers.standby_w
        + k[f"{kind}_crankcase_h"] * powers.crankcase_w
        + k[f"{kind}_off_h"] * powers.off_w
    )
    heat_kwh = declared.design_kw * k["active_h"]
    electricity_kwh = heat_kwh / scop_on + modes_wh / W_PER_KW
    backup_frac = float((need_kwh * (1.0 - share)).sum() / need_kwh.sum())
    return Season(heat_kwh / electricity_kwh, backup_frac, electricity_kwh)
