"""EP2 of RVO's dwellings with and without the losses that warm the rooms (NTA 8800, 7.3 to 7.5, 9.2.5).

No public table gives either; the left column is our own EP2 without them. A boiler of the dwelling has none to give by
the forfaits of the norm, a boiler of the block a quarter of its pump: so they hardly count.
"""

from datetime import date

import numpy as np
import pytest

from nulopdemeter.regulation.nta8800 import PRESENT_EDITION, from_table
from nulopdemeter.regulation.nta8800.inputs import Collective
from nulopdemeter.regulation.nta8800.primary import primary
from tests.validation.rvo2022 import dwellings, make_shell
from tests.validation.test_nta8800 import calculate, services

ON = date(2026, 11, 1)
TITLE = "NTA 8800, EP2 with losses that warm the rooms beside EP2 without (RVO 2022, median)"


def installed(n, is_collective, floor_area_m2):
    """A condensing boiler of the dwelling, or one of a block of 2,000 m² with circulation and bare pipes."""
    one = services("huidig")
    own = type(one)(*(np.repeat(part, n) if isinstance(part, np.ndarray) else part for part in one))
    if not is_collective:
        return own
    area = np.full(n, 2000.0)
    yes = np.ones(n, dtype=bool)
    return own._replace(
        boiler=np.full(n, "hr107_collective", dtype=object),
        hot_water=np.full(n, "boiler_tank", dtype=object),
        unheated_pipes_m=0.15 * 0.64 * floor_area_m2,
        pipe_w_per_mk=np.full(n, 3.0),
        collective=Collective(
            yes, yes, area, np.full(n, 4.0), floor_area_m2 / area, np.zeros(n), np.full(n, 295.0)
        ),
    )


@pytest.mark.validation
@pytest.mark.parametrize("state", ["huidig", "pakket1"])
@pytest.mark.parametrize("is_collective", [False, True], ids=["own boiler", "boiler of the block"])
def test_losses_of_heating_that_warm_the_rooms_hardly_move_ep2(
    state, is_collective, record_validation, monkeypatch
):
    rows = dwellings(state)
    shell, air = make_shell(rows, state)
    need = calculate(shell, air, PRESENT_EDITION)[2]
    own = installed(len(rows), is_collective, shell.floor_area_m2)

    def ep2():
        carriers = from_table.carriers_of(shell, air, own, need, PRESENT_EDITION)
        return primary(carriers, shell.floor_area_m2, ON, PRESENT_EDITION).ep2_kwh_per_m2

    ours = ep2()
    monkeypatch.setattr(from_table, "recoverable_kwh", lambda need_kwh, *_: np.zeros_like(need_kwh))
    without = ep2()
    less = without - ours
    case = f"{'boiler of the block' if is_collective else 'own boiler'}, {state}"
    remark = f"{less.min():.2f} to {less.max():.2f} less"
    record_validation(TITLE, case, float(np.median(without)), float(np.median(ours)), "kWh/m²", remark)
    if is_collective:
        assert ((less > 0.01) & (less < 0.3)).all()
    else:
        assert (less == 0.0).all()
