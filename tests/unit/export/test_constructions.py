"""Constructions of mass classes: R_c is met, the mass stays, and the classes keep their order."""

import numpy as np
import pytest

from nulopdemeter.dwelling.constructions import layers_of
from nulopdemeter.dwelling.tables import table

INSULATED = ("wall", "roof", "floor")
PARTS = (*INSULATED, "internal_wall", "internal_floor", "party")
CLASSES = ("light", "medium", "heavy")


def resistance(layer):
    if layer.resistance_m2k_per_w is not None:
        return layer.resistance_m2k_per_w
    material = table("materials").loc[layer.material]
    return layer.thickness_m / (layer.conductivity_w_per_mk or material["conductivity_w_per_mk"])


def capacity(layers):
    materials = table("materials")
    massive = [x for x in layers if x.thickness_m is not None]
    parts = [(x.thickness_m, materials.loc[x.material]) for x in massive]
    return sum(d * m["density_kg_per_m3"] * m["specific_heat_j_per_kgk"] for d, m in parts)


@pytest.mark.parametrize("mass_class", CLASSES)
@pytest.mark.parametrize("part", INSULATED)
@pytest.mark.parametrize("rc", [0.15, 0.35, 1.3, 2.5, 8.0])
def test_the_layers_have_the_rc_of_the_row(mass_class, part, rc):
    assert sum(map(resistance, layers_of(mass_class, part, rc))) == pytest.approx(rc, abs=1e-4)


@pytest.mark.parametrize("part", INSULATED)
def test_a_low_rc_takes_no_mass_away(part):
    low, high = (capacity(layers_of("heavy", part, rc)) for rc in (0.1, 3.0))
    assert low == pytest.approx(high, rel=0.05)


@pytest.mark.parametrize("part", PARTS)
def test_a_heavier_class_holds_more_heat(part):
    held = [capacity(layers_of(c, part, 2.5)) for c in CLASSES]
    assert held[0] < held[2]
    assert held == sorted(held)


@pytest.mark.parametrize("mass_class", CLASSES)
def test_a_partition_needs_no_rc_and_an_outer_wall_does(mass_class):
    assert layers_of(mass_class, "party")
    with pytest.raises(KeyError, match="R_c"):
        layers_of(mass_class, "wall")


def test_an_old_cavity_is_air_and_a_new_one_is_filled():
    old, new = layers_of("heavy", "wall", 0.36)[1], layers_of("heavy", "wall", 1.3)[1]
    assert old.resistance_m2k_per_w == pytest.approx(0.16)
    assert new.material == "mineral_wool"
    assert np.isclose(new.thickness_m, 0.037 * 1.1)
