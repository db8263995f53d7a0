"""The law's own limits: compactness, Standaard, label and energieprestatievergoeding (EPV)."""

from nulopdemeter.regulation.epv import epv
from nulopdemeter.regulation.label import label, primary_energy_kwh_per_m2
from nulopdemeter.regulation.regulation import regulation
from nulopdemeter.regulation.shell import compactness, loss_area_m2, standaard

__all__ = [
    "compactness",
    "epv",
    "label",
    "loss_area_m2",
    "primary_energy_kwh_per_m2",
    "regulation",
    "standaard",
]
