"""EP2 of three permit reports that attested software made, beside the monthly method.

Published: BENG 1 (EP1), BENG 2 (EP2) and the label class of that EP2, with the energy of every service. What the
method has no route for is taken from the report and said in its row of `REPORTS`: auxiliaries (declared, or by an
older edition), fans with a declaration, cooling. The reports are of the editions 2020+A1 (D and F) and 2022 (B).

Input that a reconstruction cannot give moves the heat: D has an overhang of unprinted size over the glass to the
east, F side obstruction of 44 % of its glass; the method counts minimal obstruction (docs/nta8800.md). Another public
implementation loses 4.2 kWh/m² of BENG 1 and 2.0 of EP2 on D by that alone. The bounds of EP2 are set around what was
measured, to tell when it moves; nobody published such a bound.
"""

from datetime import date

import numpy as np
import pytest

from nulopdemeter.dwelling import norm_household_size
from nulopdemeter.regulation.label import label
from nulopdemeter.regulation.nta8800.demand import demand, make_airs, make_envelope
from nulopdemeter.regulation.nta8800.flows import fan_kwh
from nulopdemeter.regulation.nta8800.heating import emission_kwh, heat_pump_cop
from nulopdemeter.regulation.nta8800.hot_water import tap_efficiency_frac
from nulopdemeter.regulation.nta8800.primary import Carriers, primary
from nulopdemeter.regulation.nta8800.solar_power import panel_kwh
from nulopdemeter.regulation.nta8800.tables import norm
from nulopdemeter.regulation.shell import rounded_up
from tests.validation.nta8800_reports import EDITION, REPORTS, make
from tests.validation.test_nta8800 import services

ON = date(2022, 6, 1)
HOURS = 8.760
# EP2 may lie this far from the report [kWh/m²]: measured 0.9 (B), 2.2 (D) and 3.1 (F).
BOUND = {"B": 1.5, "D": 2.6, "F": 3.5}


def calculate(name):
    """Return EP1, heat, and the electricity of every service."""
    r = REPORTS[name]
    shell, air = make(name)
    airs = make_airs(shell, air, EDITION)
    found = demand(shell, make_envelope(shell, EDITION), airs, EDITION)
    need = found.heating.need_kwh
    heat = (need + emission_kwh(need, np.array([r.emission_rise]), EDITION)).sum()
    taps = norm(EDITION)["water_kwh"] * norm_household_size(shell.floor_area_m2)
    taps = taps / tap_efficiency_frac(np.array([r.kitchen]), np.array([r.bath]), EDITION)
    forfait = fan_kwh(shell, air, shell.build_year, np.array([True]), EDITION)[0]
    kwp, tilt, orientation = r.pv
    sun = panel_kwh(np.array([kwp]), np.array([tilt]), np.array([orientation]), "moderate", EDITION).sum()
    return found, {
        "heat": heat,
        "heating": heat * (r.share / r.cop + 1.0 - r.share),
        "water": (taps[0] + r.tank_w * HOURS) / r.water_efficiency,
        "fan": (forfait if np.isnan(r.fans) else r.fans) + airs.heating.frost_kwh[0],
        "panel": sun,
    }


@pytest.mark.validation
@pytest.mark.parametrize("name", REPORTS)
def test_ep2_of_a_permit_report_is_met_within_its_bound(name, record_validation):
    r = REPORTS[name]
    found, ours = calculate(name)
    used = ours["heating"] + r.auxiliary + ours["water"] + ours["fan"] + r.cooling
    carriers = Carriers(*(np.array([v]) for v in (0.0, used, 0.0, ours["panel"], 0.0)))
    ep2 = rounded_up(primary(carriers, np.array([r.floor_area]), ON, EDITION).ep2_kwh_per_m2)
    letter = label(ep2, ON)["label_indicative"][0]
    title = "NTA 8800, permit reports of attested software"
    error = f"{ep2[0] - r.ep2:+.1f} kWh/m²; label {r.letter}, ours {letter}"
    record_validation(title, f"{name}, EP2", r.ep2, ep2[0], "kWh/m²", error)
    record_validation(title, f"{name}, EP1", r.ep1, found.ep1_kwh_per_m2[0], "kWh/m²", "")
    for service in ("heat", "water", "fan", "panel"):
        remark = f"{100 * (ours[service] / getattr(r, service) - 1):+.1f} %"
        record_validation(
            title, f"{name}, energy: {service}", getattr(r, service), ours[service], "kWh", remark
        )
    assert abs(ep2[0] - r.ep2) < BOUND[name]
    assert found.ep1_kwh_per_m2[0] == pytest.approx(r.ep1, rel=0.06)
    # F lies 2.6 kWh/m² from the next class, less than what its side obstruction is worth.
    assert letter == r.letter or name == "F"


@pytest.mark.validation
@pytest.mark.parametrize("name", REPORTS)
def test_hot_water_and_panels_of_a_permit_report_are_met_to_the_kilowatt_hour(name):
    _, ours = calculate(name)
    assert ours["water"] == pytest.approx(REPORTS[name].water, abs=1.0)
    assert ours["panel"] == pytest.approx(REPORTS[name].panel, abs=1.0)


@pytest.mark.validation
@pytest.mark.parametrize("name", REPORTS)
def test_fans_of_a_permit_report_with_frost_protection_are_met(name):
    _, ours = calculate(name)
    assert ours["fan"] == pytest.approx(REPORTS[name].fan, rel=0.025)


@pytest.mark.validation
@pytest.mark.parametrize(
    ("declared", "heat", "electricity"), [(4.35, 5242, 1269), (4.05, 4564, 1186), (4.60, 13664, 3126)]
)
def test_a_declared_coefficient_turns_heat_into_the_electricity_of_the_reports(declared, heat, electricity):
    # Reports A, B and F: heat of the pump and its electricity, both printed in whole kWh.
    own = services("pakket1")._replace(heat_pump_cop=np.array([declared]))
    assert heat / heat_pump_cop(own, EDITION)[0] == pytest.approx(electricity, abs=1.0)
