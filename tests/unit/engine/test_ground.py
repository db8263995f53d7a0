"""Ground floors against the worked figures of ISO 13370 that the specification gives."""

import numpy as np
import pytest

from nulopdemeter.engine.ground import ground_floor

OUTDOOR_C = 10.5 + 7.0 * np.cos(2 * np.pi * (np.arange(12) - 6.5) / 12)


def floor(r, suspended, wind=4.0):
    return ground_floor(
        np.array([50.0]), np.array([20.0]), np.array([r]), np.array([suspended]), OUTDOOR_C, wind
    )


@pytest.mark.parametrize(("r", "u"), [(0.15, 0.669), (2.5, 0.250)])
def test_slab_on_ground_has_the_published_transmittance(r, u):
    assert floor(r, False).u_w_per_m2k[0] == pytest.approx(u, abs=6e-4)


def test_slab_with_soil_leaves_the_published_resistance_to_the_virtual_temperature():
    slab = floor(2.5, False)
    assert slab.has_soil[0]
    assert 1 / slab.outside_w_per_m2k[0] == pytest.approx(1.08, abs=0.01)


def test_suspended_floor_lies_near_the_published_transmittance():
    # The worked figure has a floor 0.5 m above ground, ours 0.3 m: U_x falls by 0.2·2·1.7/5 = 0.136.
    assert floor(0.15, True).u_w_per_m2k[0] == pytest.approx(
        1 / (1 / (1 / 0.49) + 1 / (0.762 + 0.427 - 0.136)), abs=2e-3
    )


@pytest.mark.parametrize("suspended", [False, True])
def test_virtual_temperature_has_the_yearly_mean_of_outdoors_and_a_smaller_swing(suspended):
    virtual_c = floor(2.5, suspended).temperature_c[0]
    assert virtual_c.mean() == pytest.approx(OUTDOOR_C.mean(), abs=1e-9)
    assert np.ptp(virtual_c) < np.ptp(OUTDOOR_C)


def test_steady_flow_through_the_element_is_u_times_the_difference():
    slab = floor(2.5, False)
    r_total = 0.17 + 2.5 + 0.25 + 1 / slab.outside_w_per_m2k[0]
    assert 1 / r_total == pytest.approx(slab.u_w_per_m2k[0], rel=1e-9)
