"""Conversions between units; both units stand in the name.

Only definitions of units live here. A figure of physics, law or price belongs in ``parameters``.
"""

J_PER_KWH = 3.6e6
S_PER_H = 3600.0
H_PER_YEAR = 8760
H_PER_DAY = 24
DAYS_PER_YEAR = 365
MONTHS_PER_YEAR = 12
W_PER_KW = 1000.0
DM3_PER_S_IN_M3_PER_H = 3.6
J_PER_CM2_H_IN_W_PER_M2 = 10000.0 / 3600.0
KELVIN_OFFSET = 273.15
