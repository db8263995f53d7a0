"""Five nodes placed from layers, against the exact transfer matrix of the construction."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nulopdemeter.engine.nodes import Layer, nodes_from_layers

DAY = 2 * np.pi / 86400
AIR = Layer(0.18, 0.0)


def solid(d, k, rho, c):
    return Layer(d / k, d * rho * c)


CONSTRUCTIONS = {
    "light test wall": [solid(0.009, 0.14, 530, 900), solid(0.066, 0.04, 12, 840), solid(0.012, 0.16, 950, 840)],
    "heavy test wall": [solid(0.009, 0.14, 530, 900), solid(0.0615, 0.04, 10, 1400), solid(0.1, 0.51, 1400, 1000)],
    "light roof": [solid(0.019, 0.14, 530, 900), solid(0.1118, 0.04, 12, 840), solid(0.01, 0.16, 950, 840)],
    "slab behind a resistance": [Layer(25.175, 0.0), solid(0.08, 1.13, 1400, 1000)],
    "empty cavity wall": [solid(0.1, 1.0, 1800, 840), AIR, solid(0.1, 1.0, 1800, 840)],
    "insulated cavity wall": [solid(0.1, 1.0, 1800, 840), solid(0.06, 0.04, 30, 1030), solid(0.1, 1.0, 1900, 840)],
    "solid brick": [solid(0.21, 0.8, 1800, 840)],
    "outside insulation on a cavity wall": [
        solid(0.01, 1.0, 1800, 1000), solid(0.14, 0.035, 20, 1450), solid(0.1, 0.9, 1800, 840), AIR,
        solid(0.1, 0.9, 1800, 840), solid(0.01, 0.5, 1300, 1000),
    ],
    "floor on insulation": [solid(0.1, 0.035, 20, 1450), solid(0.2, 2.0, 2400, 1000), solid(0.05, 1.0, 2000, 1000)],
    "timber roof": [solid(0.012, 0.13, 500, 1600), solid(0.1, 0.04, 20, 1030), solid(0.0125, 0.21, 700, 1000)],
    "concrete": [solid(0.2, 2.0, 2400, 1000)],
}  # fmt: skip


def exact_admittance(layers):
    """Heat into the inside face per kelvin there, the outside face held (ISO 13786, surface to surface)."""
    matrix = np.eye(2, dtype=complex)
    for r, c in layers:
        if c == 0.0:
            layer = np.array([[1, -r], [0, 1]], complex)
        else:
            x = np.sqrt(1j * DAY * r * c)
            layer = np.array([[np.cosh(x), -r * np.sinh(x) / x], [-x * np.sinh(x) / r, np.cosh(x)]])
        matrix = layer @ matrix
    return abs(matrix[1, 1] / matrix[0, 1])


def lumped_admittance(nodes):
    matrix = np.diag(1j * DAY * nodes.kappa_j_per_m2k)
    for i, h in enumerate(nodes.h_w_per_m2k):
        matrix[i : i + 2, i : i + 2] += h * np.array([[1, -1], [-1, 1]])
    return abs(1.0 / np.linalg.inv(matrix[1:, 1:])[-1, -1])


@pytest.mark.parametrize("name", CONSTRUCTIONS)
def test_daily_admittance_is_within_the_stated_error(name):
    layers = CONSTRUCTIONS[name]
    assert lumped_admittance(nodes_from_layers(layers)) == pytest.approx(exact_admittance(layers), rel=0.038)


def moments(layers):
    at, mass, first = 0.0, 0.0, 0.0
    for r, c in layers:
        mass += c
        first += c * (at + r / 2)
        at += r
    return at, mass, first


LAYER = st.builds(Layer, st.floats(0.001, 5.0), st.sampled_from([0.0, 500.0, 9e3, 1.5e5, 4e5]))


@given(st.lists(LAYER, min_size=1, max_size=7))
def test_resistance_mass_and_its_centre_of_gravity_are_exact(layers):
    nodes = nodes_from_layers(layers)
    resistance, mass, first = moments(layers)
    assert (nodes.kappa_j_per_m2k >= -1e-6).all()
    assert (nodes.h_w_per_m2k > 0).all()
    place = np.concatenate([[0.0], np.cumsum(1.0 / nodes.h_w_per_m2k)])
    assert place[-1] == pytest.approx(resistance, rel=1e-9)
    assert nodes.kappa_j_per_m2k.sum() == pytest.approx(mass, rel=1e-9)
    assert nodes.kappa_j_per_m2k @ place == pytest.approx(first, rel=1e-6, abs=1e-6)


def test_a_pure_resistance_has_no_mass_and_four_equal_parts():
    nodes = nodes_from_layers([Layer(2.0, 0.0)])
    assert (nodes.kappa_j_per_m2k == 0.0).all()
    assert nodes.h_w_per_m2k == pytest.approx([2.0] * 4)
