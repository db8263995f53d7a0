"""The law's own limits: compactness, Standaard, label and energieprestatievergoeding (EPV)."""

from nulopdemeter.regulation.epv import epv
from nulopdemeter.regulation.label import ep2_kwh_per_m2, label
from nulopdemeter.regulation.regulation import regulation
from nulopdemeter.regulation.shell import compactness, loss_area_m2, standaard

__all__ = ["compactness", "ep2_kwh_per_m2", "epv", "label", "loss_area_m2", "regulation", "standaard"]
