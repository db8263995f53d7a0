"""From the legal heat demand to the hourly one, term by term: the monthly balance takes over one term at a time.

Every step replaces one quantity of the monthly balance of NTA 8800 by what the hourly engine has for the same dwelling
and resident; what a step changes is the size of that term. After the last one losses and gains are those of the hourly
engine, and what is still missing is the difference between a utilisation factor and 8760 hours. The steps add up to the
whole difference by construction; their sizes hang a little on their order.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd

from nulopdemeter.engine.building import make_building
from nulopdemeter.engine.hours import monthly_mean
from nulopdemeter.engine.residents import as_residents
from nulopdemeter.engine.simulate import DEFAULT_PROFILE, simulate
from nulopdemeter.kernels import layout as at
from nulopdemeter.regulation.nta8800.balance import heat_utilisation
from nulopdemeter.regulation.nta8800.demand import demand, make_airs, make_envelope
from nulopdemeter.regulation.nta8800.gains import solar_kwh
from nulopdemeter.regulation.nta8800.table_shell import air_of, shell_of
from nulopdemeter.regulation.nta8800.tables import PRESENT_EDITION, monthly, norm

TERMS = ("pipes", "climate", "set points", "air", "ground", "shell", "gains", "utilisation")
# Months with heat enough to tell a coefficient from; in the others that of April and October holds for the air.
WINTER = [0, 1, 2, 10, 11]
SUMMER = slice(4, 9)
EDGES = [3, 9]
HOURS = 8760


class Terms(NamedTuple):
    """What a balance of months is made of; arrays (n, 12), kWh and °C; ``air`` and ``outside`` in W/K."""

    indoor: np.ndarray
    outdoor: np.ndarray
    outside: np.ndarray
    air: np.ndarray
    # Flow to the ground is slope · indoor − rest [W].
    ground_slope: np.ndarray
    ground_rest: np.ndarray
    # What of the ground counts in the time constant [W/K].
    ground_season: np.ndarray
    gain: np.ndarray


def need_kwh(t, capacity_wh_per_k, hours):
    """Heat of a year by 7.1 to 7.3 and 7.48 to 7.51."""
    f = norm(PRESENT_EDITION)
    ground_w = t.ground_slope * t.indoor - t.ground_rest
    loss = ((t.outside + t.air) * (t.indoor - t.outdoor) + ground_w) * hours / 1000.0
    season = t.outside + t.air + t.ground_season
    exponent = f["time_exponent"] + capacity_wh_per_k / season / f["time_reference_h"]
    ratio = np.divide(t.gain, loss, out=np.full_like(loss, np.inf), where=loss > 0.0)
    useful = heat_utilisation(np.minimum(ratio, f["gain_ratio_most"] + 1.0), exponent)
    is_none = (ratio > f["gain_ratio_most"]) | ((ratio <= 0.0) & (t.gain > 0.0))
    return np.where(is_none, 0.0, np.maximum(0.0, loss - useful * t.gain)).sum(axis=1)


def legal_terms(table):
    """The monthly method as it is, with the gains through glass and of people alone besides."""
    edition = PRESENT_EDITION
    shell, air = shell_of(table, edition), air_of(table, edition)
    envelope, airs = make_envelope(shell, edition), make_airs(shell, air, edition)
    found = demand(shell, envelope, airs, edition)
    ones = np.ones((len(table), 12))
    outdoor = monthly("climate", "outdoor_c", edition)
    slope = envelope.ground.monthly_w_per_k
    terms = Terms(
        found.heating.calculation_c,
        ones * outdoor,
        envelope.outdoor_w_per_k[:, None] * ones,
        airs.heating.heat_w_per_k,
        slope,
        slope * outdoor.mean(),
        envelope.ground.heating_w_per_k[:, None] * ones,
        envelope.heating_gain_kwh,
    )
    bare = envelope.apertures._replace(
        opaque_m2=np.zeros_like(envelope.apertures.opaque_m2),
        sky_w=np.zeros_like(envelope.apertures.sky_w),
    )
    glass = envelope.internal_kwh + solar_kwh(envelope.planes, bare, False, edition)
    capacity = (shell.heat_capacity_j_per_m2k * shell.floor_area_m2 / 3600.0)[:, None]
    pipes = shell.pipes_w_per_k[:, None]
    return terms, pipes, glass, capacity, found.heat_demand_kwh_per_m2


def hourly_terms(table, weather):
    """The same quantities of the hourly engine with the norm's resident."""
    months = simulate(table, weather, residents="norm").year.monthly
    outdoor = np.ones((len(table), 12)) * monthly_mean(weather.temperature_c)
    hours = (
        monthly("climate", "hours_h", PRESENT_EDITION)
        * HOURS
        / monthly("climate", "hours_h", PRESENT_EDITION).sum()
    )
    warm = months[..., at.M_OPERATIVE] / hours
    wind = float(weather.wind_m_per_s.mean())
    floor = make_building(
        as_residents(table, "norm"), monthly_mean(weather.temperature_c), wind, DEFAULT_PROFILE
    )[3]
    slope = (floor.u_w_per_m2k * table["ground_floor_area_m2"].to_numpy(float))[:, None] * np.ones((1, 12))
    rest = slope * floor.temperature_c
    air = months[..., at.M_VENTILATION] / ((warm - outdoor) * hours)
    air[:, SUMMER] = air[:, EDGES].mean(axis=1, keepdims=True)
    gain = months[..., at.M_SOLAR] + months[..., at.M_INTERNAL]
    through = months[..., at.M_HEAT] + gain - months[..., at.M_VENTILATION] - (slope * warm - rest) * hours
    cold = ((warm - outdoor) * hours)[:, WINTER].sum(axis=1, keepdims=True)
    outside = through[:, WINTER].sum(axis=1, keepdims=True) / cold * np.ones((1, 12))
    # What sun warms beyond the set point is no wish of the resident.
    indoor = np.minimum(warm, norm(PRESENT_EDITION)["heating_set_c"])
    terms = Terms(indoor, outdoor, outside, air, slope, rest, slope, gain / 1000.0)
    return terms, months[..., at.M_HEAT].sum(axis=1) / 1000.0, hours


def bridge(table, weather):
    """Return legal demand, the change of every term and hourly demand [kWh/m²], one row a dwelling."""
    legal, pipes, glass, capacity, published = legal_terms(table)
    hourly, needed, hours = hourly_terms(table, weather)
    area = table["floor_area_m2"].to_numpy(float)
    # The flow to the ground hangs on the mean of the year.
    rest = legal.ground_slope * hourly.outdoor.mean(axis=1, keepdims=True)
    ground = {name: getattr(hourly, name) for name in ("ground_slope", "ground_rest", "ground_season")}
    now = legal
    needs = [need_kwh(now, capacity, monthly("climate", "hours_h", PRESENT_EDITION))]
    for change in (
        {"outside": legal.outside - pipes},
        {"outdoor": hourly.outdoor, "ground_rest": rest},
        {"indoor": hourly.indoor},
        {"air": hourly.air},
        ground,
        {"outside": hourly.outside, "gain": glass},
        {"gain": hourly.gain},
    ):
        now = now._replace(**change)
        needs.append(need_kwh(now, capacity, hours))
    changes = np.diff([*needs, needed], axis=0) / area
    frame = pd.DataFrame(changes.T, columns=list(TERMS), index=table["dwelling_id"].to_numpy())
    frame.insert(0, "legal", published)
    frame["hourly"] = needed / area
    return frame


def term_table(frame):
    """Write a bridge as Markdown: one line a housing type, and least, middle and most in per cent of the legal."""
    heads = ("housing type", *frame.columns)
    lines = [f"| {' | '.join(heads)} |", f"|---|{'---:|' * len(frame.columns)}"]
    for name, row in frame.iterrows():
        lines.append(f"| {name} | {' | '.join(_cell(head, value) for head, value in row.items())} |")
    shares = 100.0 * frame[[*TERMS, "hourly"]].div(frame["legal"], axis=0)
    for word, share in (("least", 0.0), ("middle", 0.5), ("most", 1.0)):
        cells = [f"{round(value) + 0.0:+.0f} %" for value in shares[list(TERMS)].quantile(share)]
        cells.append(f"{shares['hourly'].quantile(share):.0f} %")
        lines.append(f"| **{word}** | 100 % | {' | '.join(cells)} |")
    return "\n".join(lines)


def _cell(head, value):
    # No minus before a nought.
    return f"{value:.1f}" if head in ("legal", "hourly") else f"{round(value, 1) + 0.0:+.1f}"


def put_table(page, name, table):
    """Put a table between its markers on a page."""
    begin, end = f"<!-- terms {name} -->\n", "\n<!-- end terms -->"
    before, _, rest = page.partition(begin)
    _, _, after = rest.partition(end)
    return f"{before}{begin}{table}{end}{after}"
