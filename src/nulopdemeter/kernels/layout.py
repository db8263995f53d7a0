"""Where each number of a dwelling stands: rows of the flat arrays that the kernels read and write.

A dwelling is a column of rows. Eight dwellings side by side form a block; a row of a block is one vector load.
First come the fixed rows below, then the weights and slots whose number differs per batch (``Shape``).
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

# Zone: air node, mean radiant node and the elements without mass (windows, doors, frames)
(
    AIR_STORE_W_PER_K,  # C_a/Δt
    AIR_K0_W_PER_K,  # all that couples the air node, ventilation excepted, radiant node eliminated
    BRIDGES_W_PER_K,  # H_tb, to outdoor air
    RADIANT_FROM_AIR,  # ∂θ_r/∂θ_a with the surfaces following
    INTERNAL_TO_AIR,  # W into the air equation per W of internal gain
    INTERNAL_TO_RADIANT,  # K of θ_r per W of internal gain
    SOLAR_TO_AIR,
    SOLAR_TO_RADIANT,
    EMITTER_TO_AIR,
    EMITTER_TO_RADIANT,
    INTERNAL_RADIANT_FRAC,  # what the surfaces get of each W
    SOLAR_RADIANT_FRAC,
    EMITTER_RADIANT_FRAC,
    LIGHT_AIR_OUT,  # elements without mass, into the air equation: per K outdoors, …
    LIGHT_AIR_SKY,  # … per W/m² of sky deficit
    LIGHT_AIR_ZONE,  # … per K of last hour's air (unheated spaces next door)
    LIGHT_AIR_FIXED,  # … constant
    LIGHT_RADIANT_OUT,
    LIGHT_RADIANT_SKY,
    LIGHT_RADIANT_ZONE,
    LIGHT_RADIANT_FIXED,
    # Air
    LEAK_STACK_M3_PER_H,  # flow at 1 K of indoor-outdoor difference
    LEAK_WIND_M3_PER_H,  # flow at 1 m/s at the station
    VENT_NATURAL_M3_PER_H,
    VENT_UNBALANCED_M3_PER_H,
    VENT_BALANCED_M3_PER_H,
    RECOVERY_FRAC,
    HAS_BYPASS,
    AIRING_M3_PER_H,  # per root of the driving pressure term of EN 16798-7
    AIRING_STACK,  # C_st times height of the opening
    # Need
    HEATING_MAX_W,  # limit of the emitters
    COOLING_MAX_W,
    COOLING_SET_C,
    FAN_HEAT_W,
    # Heat pump
    PUMP_CAPACITY_W,  # at -7 °C source and 35 °C flow
    PUMP_CAPACITY_SOURCE_PER_K,
    PUMP_CAPACITY_FLOW_PER_K,
    PUMP_35_M7,  # second-law efficiency of the low-temperature (35) test at -7, 2, 7, 12 °C
    PUMP_35_P2,
    PUMP_35_P7,
    PUMP_35_P12,
    PUMP_55_M7,
    PUMP_55_P2,
    PUMP_55_P7,
    PUMP_55_P12,
    PUMP_FROM_AIR,  # 1 with outdoor air as source, 0 with brine
    PUMP_OFF_BELOW_C,
    PUMP_MAX_FLOW_C,
    ROOM_MAX_FLOW_C,  # above it a hybrid leaves the rooms to its boiler
    PUMP_MIN_COP,  # below it the boiler of a hybrid takes over
    FLOW_ROOM_C,
    FLOW_SPAN_K,  # design supply temperature above the room
    FLOW_MIN_C,
    # Backup or only generator
    BACKUP_W,
    BACKUP_INPUT_0,  # input per heat = INPUT_0 + INPUT_1 × flow temperature
    BACKUP_INPUT_1,
    BACKUP_INPUT_LEAST,
    BACKUP_IS_ELECTRIC,
    # Hot water
    TANK_STORE_W_PER_K,  # C/Δt; 0 without a tank
    TANK_LOSS_W_PER_K,
    TANK_INVERSE_K_PER_W,  # 1/(C/Δt + loss); 0 without a tank
    TANK_SET_C,
    TANK_ON_BELOW_C,
    TANK_MIN_C,
    TANK_AMBIENT_C,
    TANK_LOSS_TO_ROOM_FRAC,
    WATER_BY_PUMP,  # 1 when the heat pump makes the hot water
    WATER_MAX_W,
    WATER_FLOW_C,
    WATER_INPUT,  # input per heat of the other generator
    WATER_IS_ELECTRIC,
    # Electricity
    FAN_W,
    STANDBY_W,
    PUMPING_W,  # circulation while heating
    COOLING_COP,
    N_FIXED,
) = range(76)

# Rows of one slot: a chain of five nodes
(
    CHAIN_OLD,  # 5 rows: weight of the node's own last temperature
    CHAIN_UP,  # 4 rows: weight of the node nearer to outside, in the sweep inwards
    CHAIN_DOWN,  # 4 rows: weight of the node nearer to inside, on the way back
    CHAIN_OUT,  # boundary: per K outdoors
    CHAIN_ZONE,  # per K of last hour's air
    CHAIN_GROUND,  # per K of the ground
    CHAIN_FIXED,  # constant
    CHAIN_SKY,  # per W/m² of sky deficit
    CHAIN_AIR,  # surface: per K of air
    CHAIN_RADIANT,  # per K of mean radiant temperature
    CHAIN_GAIN,  # K per W of radiant gain
    CHAIN_TO_AIR,  # what the surface gives to the air equation
    CHAIN_TO_RADIANT,  # and to the mean radiant temperature
    N_SLOT,
) = (0, 5, 9, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23)
N_NODES = 5

# Columns of the hourly climate
(
    OUT_C,  # mean over the hour
    AIR_WH_PER_M3K,  # ρ c_p outdoors
    WIND_POW,  # (wind speed)^(2n), n the exponent of a leak
    WIND_SQ,
    SKY_W_PER_M2,  # what a horizontal surface at air temperature loses to the sky
    CURVE,  # heating curve: share of the design temperature lift
    HAT_M7,  # weights of the four test temperatures of a heat pump
    HAT_P2,
    HAT_P7,
    HAT_P12,
    PUMP_LOW_C,  # water outlet of the low-temperature test at this outdoor temperature (EN 14825)
    PUMP_SPAN_PER_K,  # 1 over the distance to the outlet of the medium-temperature test
    COOLING_RAISE_K,  # added to the set point of cooling: the schedule of a single dwelling
    BRINE_C,  # ground loop, entering the heat pump
    N_CLIMATE,
) = range(15)

# Rows of the monthly results; powers are sums of hourly means [Wh]
(
    M_HEAT,
    M_PUMP_HEAT,
    M_BACKUP_HEAT,
    M_PUMP_EL,
    M_BACKUP_INPUT,
    M_WATER,
    M_WATER_HEAT,
    M_WATER_INPUT,
    M_WATER_EL,
    M_FANS,
    M_AUXILIARY,
    M_HOUSEHOLD,
    M_PV,
    M_IMPORT,
    M_EXPORT,
    M_COOLING,
    M_COOLING_EL,
    M_SOLAR,
    M_INTERNAL,
    M_VENTILATION,
    M_OPERATIVE,  # sum of hourly operative temperatures
    M_UNMET_H,
    M_UNDER_KH,
    M_OVER_25_H,
    M_OVER_26_H,
    M_OVER_27_H,
    N_MONTHLY,
) = range(27)
N_MONTHS = 13  # the thirteenth takes what happens before the first of January

# Rows of the extremes of the year
X_IMPORT, X_EXPORT, X_HEAT, X_COOLING, X_AIR_MIN, X_AIR_MAX, X_OP_MIN, X_OP_MAX, N_EXTREMES = range(9)

# Columns of the recorded hours
(
    H_AIR_C,
    H_OPERATIVE_C,
    H_HEAT_W,
    H_COOLING_W,
    H_PUMP_HEAT_W,
    H_PUMP_EL_W,
    H_BACKUP_HEAT_W,
    H_BACKUP_INPUT_W,
    H_FLOW_C,
    H_WATER_W,
    H_WATER_HEAT_W,
    H_WATER_INPUT_W,
    H_WATER_EL_W,
    H_TANK_C,
    H_FANS_W,
    H_AUXILIARY_W,
    H_HOUSEHOLD_W,
    H_PV_W,
    H_NET_W,
    H_SOLAR_W,
    H_INTERNAL_W,
    H_AIR_FLOW_W_PER_K,
    H_SET_C,
    H_COP,
    N_HOURLY,
) = range(25)


class Shape(NamedTuple):
    """Where the rows of varying number begin; the same for all dwellings of a batch.

    Each pair ``…_row, …_from, …_to`` means: weights from that row on, for columns *from* up to *to* of the
    hourly table concerned.
    """

    set_row: int
    set_from: int
    set_to: int
    gain_row: int
    gain_from: int
    gain_to: int
    use_row: int
    use_from: int
    use_to: int
    water_row: int
    water_from: int
    water_to: int
    glass_row: int
    glass_from: int
    glass_to: int
    light_row: int
    light_from: int
    light_to: int
    pv_row: int
    n_pv: int
    ground_row: int
    slots: NDArray[np.int64]  # (n_slots, 3): row, first plane, plane behind the last
    n_rows: int


class Hours(NamedTuple):
    """What is the same for all dwellings, hour by hour (T = 8760)."""

    climate: NDArray[np.float64]  # (T, N_CLIMATE)
    sun: NDArray[np.float64]  # (T, planes) [W/m²]
    pv: NDArray[np.float64]  # (T, PV planes) [W/kWp]
    profiles: NDArray[np.float64]  # (T, profiles)
    month: NDArray[np.int64]  # (T,) 0 to 11
    ground_month: NDArray[np.int64]  # (T,) month whose middle lies before the hour
    ground_next_frac: NDArray[np.float64]  # (T,) how far towards the next


class Rules(NamedTuple):
    """Controls that are the same for all dwellings of a batch."""

    operative_frac: float
    balanced_wh_per_m3k: float
    bypass_above_c: float
    bypass_out_above_c: float
    frost_exhaust_c: float
    airing_above_c: float
    airing_wind: float
    unmet_margin_k: float
    warm_up_h: int
