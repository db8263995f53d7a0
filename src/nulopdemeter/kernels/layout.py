"""Where each number of a dwelling stands: rows of the flat arrays that the kernels read and write.

A dwelling is a column of rows. Eight dwellings side by side form a block; a row of a block is one vector load.
First come the fixed rows below, then the zone, the slots and the weights whose number differs per batch
(``shapes.Shape``).
"""

# What every dwelling has
(
    AIR_STORE_W_PER_K,  # C_a/Δt
    BRIDGES_W_PER_K,  # H_tb, to outdoor air
    INTERNAL_AIR_FRAC,  # f_int,c
    INTERNAL_RADIANT_FRAC,  # what the surfaces get of each W
    EMITTER_AIR_FRAC,  # f_H,c
    EMITTER_RADIANT_FRAC,
    BEAM_AIR_FRAC,  # what the air gets of each W of beam and of spread sun
    SPREAD_AIR_FRAC,
    # Air
    LEAK_STACK_M3_PER_H,  # flow at 1 K of indoor-outdoor difference
    LEAK_WIND_M3_PER_H,  # flow at 1 m/s at the station
    VENT_NATURAL_M3_PER_H,
    VENT_UNBALANCED_M3_PER_H,
    VENT_BALANCED_M3_PER_H,
    RECOVERY_FRAC,
    HAS_BYPASS,
    FROST_INVERSE,  # 1 over the recovery where frost is met by warming the supply; 0 where recovery is throttled
    AIRING_M3_PER_H,  # per root of the driving pressure term of EN 16798-7
    AIRING_STACK,  # C_st times height of the opening
    # Need
    HEATING_MAX_W,  # limit of the emitters that no flow temperature decides
    EMITTER_W_PER_K,  # limit by flow: lift (EMITTER + EMITTER_ROOT √lift + EMITTER_SQ lift); 0 where none follows
    EMITTER_ROOT,
    EMITTER_SQ,
    EMITTER_SPREAD_K,  # half of what the water cools in the emitters
    COOLING_MAX_W,
    COOLING_SET_C,
    FAN_HEAT_W,
    ROOM_RAISE_SUN_K,  # added to the set point of the rooms while the panels give more than the household uses
    ROOM_RAISE_CHEAP_K,  # and in the cheap hours of the day
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
    PUMP_FROM_AIR,  # 1 with outdoor air as source
    PUMP_FROM_BRINE,  # 1 with a ground loop
    PUMP_SOURCE_C,  # temperature of a source that is neither
    PUMP_SOURCE_MOST_W,  # most heat that the source has: exhaust air; infinite where it has enough
    PUMP_OFF_BELOW_C,
    PUMP_MAX_FLOW_C,
    PUMP_QUIET_FRAC,  # what quiet hours take from the capacity
    PUMP_LEAST_PER_W,  # least continuous load over full load, per W of rated capacity
    PUMP_CYCLING_FRAC,  # 1 − C_c: share of the least input that starting and stopping takes
    PUMP_MOST_CYCLING,  # at most this many times the heat counts as least load
    PUMP_IDLE_W,  # electricity while the machine is ready and gives no heat
    ROOM_MAX_FLOW_C,  # above it a hybrid leaves the rooms to its boiler
    ROOM_ABOVE_C,  # below this outdoor temperature a hybrid leaves the rooms to its boiler
    PUMP_MOST_INPUT,  # electricity per heat above which the boiler of a hybrid takes over
    FLOW_ROOM_C,
    FLOW_SPAN_K,  # design supply temperature above the room
    FLOW_MIN_C,
    # Backup or only generator
    BACKUP_W,
    BACKUP_INPUT_0,  # input per heat = INPUT_0 + INPUT_1 × flow temperature
    BACKUP_INPUT_1,
    BACKUP_INPUT_LEAST,
    BACKUP_PER_LEAST_W,  # 1 over the least power at which the burner stays on
    BACKUP_CYCLING_FRAC,  # more input by starting and stopping, at no load
    BACKUP_IS_ELECTRIC,
    # Hot water
    TANK_STORE_W_PER_K,  # C/Δt; 0 without a tank
    TANK_LOSS_W_PER_K,
    TANK_INVERSE_K_PER_W,  # 1/(C/Δt + loss); 0 without a tank
    TANK_SET_C,
    TANK_ON_BELOW_C,
    TANK_MIN_C,
    TANK_MOST_C,  # the sun heats no further
    TANK_LEGIONELLA_C,  # once a week, from IS_LEGIONELLA on until it is reached; 0 never
    TANK_RAISE_SUN_K,  # added to the set point while the panels give more than the household uses
    TANK_RAISE_CHEAP_K,  # and in the cheap hours of the day
    TANK_PREHEATS,  # 1 when another heater makes what the tank lacks, at the moment of use
    TANK_AMBIENT_C,
    TANK_LOSS_TO_ROOM_FRAC,
    TANK_ELEMENT_W,  # most that the electric element gives
    ELEMENT_HEATS,  # 1 when the element is the heater itself: what that gives is taken off its power
    COLLECTOR_LOSS_W_PER_K,  # of the solar collector
    COLLECTOR_PUMP_W,  # while it gives heat
    WATER_BY_PUMP,  # 1 when the heat pump makes the hot water
    WATER_MAX_W,
    WATER_FLOW_C,
    WATER_INPUT,  # fuel or heat of a network per heat, of the other generator
    WATER_ELECTRICITY,  # electricity per heat, of the other generator
    # Electricity
    FAN_W,
    STANDBY_W,
    PUMPING_W,  # circulation while heating
    COOLING_INPUT,  # electricity per W of cooling
    SURPLUS_FROM_W,  # panels less household above which the sun counts as a surplus
    PV_MOST_W,  # the grid's voltage lets no more through
    EXPORT_MOST_W,
    EXPORT_STOPS,  # 1 when nothing is exported in hours of negative prices
    BATTERY_WH,  # usable
    BATTERY_W,
    BATTERY_FRAC,  # one-way efficiency
    BATTERY_INVERSE,  # 1 over it
    BATTERY_KEEPS_FRAC,  # what is left after an hour of standing
    BATTERY_BY_PRICE,  # 1 when it also buys in cheap hours and holds until dear ones
    EV_DAY_WH,  # charged a day
    EV_W,
    EV_AT_ONCE,  # 1 when charging begins as soon as the car is home
    EV_BY_SUN,
    EV_BY_PRICE,
    N_FIXED,
) = range(105)

# Zone with constant films: the mean radiant node eliminated beforehand
(
    ZONE_K0_W_PER_K,  # all that couples the air node, ventilation excepted
    ZONE_RADIANT_FROM_AIR,  # ∂θ_r/∂θ_a with the surfaces following
    ZONE_PER_AIR,  # ∂(controlled temperature)/∂θ_a
    ZONE_INVERSE_PER_AIR,
    ZONE_INTERNAL_TO_AIR,  # W into the air equation per W of internal gain
    ZONE_INTERNAL_TO_RADIANT,  # K of θ_r per W of internal gain
    ZONE_BEAM_TO_AIR,
    ZONE_BEAM_TO_RADIANT,
    ZONE_SPREAD_TO_AIR,
    ZONE_SPREAD_TO_RADIANT,
    ZONE_EMITTER_TO_AIR,
    ZONE_EMITTER_TO_RADIANT,
    ZONE_LIGHT_AIR_ZONE,  # elements without mass, per K of last hour's air (unheated spaces next door)
    ZONE_LIGHT_RADIANT_ZONE,
    N_ZONE,
) = range(15)

# Rows of one slot with constant films: a chain of five nodes
(
    CHAIN_OLD,  # 5 rows: weight of the node's own last temperature
    CHAIN_UP,  # 4 rows: weight of the node nearer to outside, in the sweep inwards
    CHAIN_DOWN,  # 4 rows: weight of the node nearer to inside, on the way back
    CHAIN_ZONE,  # boundary: per K of last hour's air
    CHAIN_GROUND,  # per K of the ground
    CHAIN_AIR,  # surface: per K of air
    CHAIN_RADIANT,  # per K of mean radiant temperature
    CHAIN_GAIN,  # K per W of radiant gain
    CHAIN_BEAM,  # K per W of beam
    CHAIN_SPREAD,  # K per W of spread sun
    CHAIN_TO_AIR,  # what the surface gives to the air equation
    CHAIN_TO_RADIANT,  # and to the mean radiant temperature
    N_SLOT,
) = (0, 5, 9, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22)
N_NODES = 5

# Rows of the room that go over to the next hour: they lead back to the nodes
ROOM_AIR, ROOM_RADIANT, ROOM_GAIN, ROOM_BEAM, ROOM_SPREAD, N_ROOM = range(6)
# What stores hold at the end of an hour; TANK_WAITS is 1 while a weekly heating through is not done
TANK_C, TANK_CHARGES, TANK_WAITS, BATTERY_NOW_WH, EV_LACKS_WH, N_STORES = range(6)

# Rows of one slot whose films vary: the three inner nodes eliminated, the two faces left
(
    FILM_OLD,  # 5 rows: κ/Δt of outer and inner face; weights of the inner nodes' own last temperatures
    FILM_UP,  # 2 rows: sweep over the inner nodes, inwards …
    FILM_DOWN,  # 2 rows: … and back
    FILM_OUTER,  # conductance from the second node to the outer face
    FILM_INNER,  # and from the fourth to the inner face
    FILM_OUTER_DIAGONAL,  # what couples the outer face, its film excepted
    FILM_INNER_DIAGONAL,
    FILM_ACROSS,  # what couples the faces through the inner nodes
    FILM_FROM_OUTER,  # 3 rows: inner nodes per K of the outer face
    FILM_FROM_INNER,  # 3 rows: per K of the inner face
    N_FILM_CHAIN,
) = (0, 5, 7, 9, 10, 11, 12, 13, 14, 17, 20)
# Rows of one outside of an element whose films vary
(
    OUTSIDE_W_PER_M2K,  # what lies between face and boundary and does not vary
    OUTSIDE_NATURAL_W_PER_M2K,  # h_n
    OUTSIDE_ROUGH,  # R_f; 0 where no wind blows
    OUTSIDE_WINDWARD,  # on v^0.89
    OUTSIDE_LEEWARD,  # on v^0.617
    OUTSIDE_RADIATIVE,  # on the radiative film of the hour
    OUTSIDE_ZONE,  # boundary: per K of last hour's air, conductance included
    OUTSIDE_GROUND,
    N_OUTSIDE,
) = range(9)
# Rows of one inside face whose film varies
(
    FACE_WARM,  # convective film per K^(1/3) when the air is warmer than the face
    FACE_COLD,  # and when it is colder
    FACE_RADIATIVE,  # h_ri
    FACE_AREA_M2,
    FACE_SHARE,  # in the mean radiant temperature
    FACE_BEAM,  # W/m² per W of beam
    FACE_SPREAD,  # W/m² per W of spread sun
    N_FACE,
) = range(8)
# What is kept of a face during the hour
(
    KEPT_S,  # its temperature: last hour's first, then of every pass
    KEPT_P,  # what couples the face, its own films excepted
    KEPT_U,  # what drives it from outside and from its mass
    KEPT_G,  # outer face per K of inner face
    KEPT_INVERSE,  # outer face per W/m² on it
    KEPT_OUTER,  # outer face with the inner one at 0 °C
    KEPT_Q,  # radiant gain
    KEPT_H,  # convective film of the last pass
    KEPT_W,  # 1/(P + films)
    N_KEPT,
) = range(10)
FILM_ZONE_RADIANT_PER_W = 0  # radiant W/m² on all faces per W, in a zone with films that vary
N_FILM_ZONE = 1

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
    PUMP_BOW,  # how far the efficiency bows above its line between the points with air as source
    COOLING_RAISE_K,  # added to the set point of cooling: the schedule of a single dwelling
    BRINE_C,  # ground loop, entering the heat pump
    ONE,  # constants enter weighted sums through it
    AIRING_FRAC,  # share of the openings that may be opened
    WIND_WINDWARD,  # (wind speed)^0.89
    WIND_LEEWARD,  # (wind speed)^0.617
    RADIATIVE_OUT_W_PER_M2K,  # 4 ε σ T³ at the outdoor temperature
    IS_QUIET,  # hours in which a heat pump may make no noise
    IS_LEGIONELLA,  # the hour of the week from which tanks are heated through
    WATER_COLD_C,  # cold water
    WATER_PER_LIFT,  # 1 over the lift to the temperature at which hot water is counted
    IS_CHEAP,  # hours of the day with the lowest and …
    IS_DEAR,  # … the highest prices
    IS_NEGATIVE,  # hours of negative prices
    EV_ARRIVES,  # share of a mean day's need that comes home in this hour
    EV_IS_HOME,
    EV_LATER_H,  # hours in which the car may still be charged after this one; 0 in the last of them
    FLOW_FRAC,  # of the fans: share of their mean flow …
    FAN_FRAC,  # … and of their mean power
    N_CLIMATE,
) = range(33)

# Rows of the monthly results; powers are sums of hourly means [Wh]. The kernels add up the first ``N_KEPT_MONTHLY``;
# the others follow from them and from what is linear in the weights (``engine.batch``).
(
    M_HEAT,
    M_PUMP_HEAT,
    M_PUMP_EL,
    M_BACKUP_INPUT,
    M_WATER_HEAT,
    M_WATER_INPUT,
    M_WATER_EL,
    M_TANK_LOSS,
    M_IMPORT,
    M_COOLING,
    M_VENTILATION,
    M_OPERATIVE,  # sum of hourly operative temperatures
    M_UNMET_H,
    M_UNDER_KH,
    M_OVER_25_H,
    M_OVER_26_H,
    M_OVER_27_H,
    M_PUMP_H,
    M_COLLECTOR,
    M_CHARGED,
    M_DISCHARGED,
    M_EV,
    M_CURTAILED,
    M_EV_UNMET,  # what the car lacked when it left
    M_WATER_UNMET,  # hot water that was asked and not given
    M_AUXILIARY,
    M_FROST,  # electricity that warms the supply before the recovery
    M_BACKUP_HEAT,
    M_WATER,
    M_FANS,
    M_HOUSEHOLD,
    M_PV,
    M_EXPORT,
    M_COOLING_EL,
    M_SOLAR,
    M_INTERNAL,
    N_MONTHLY,
) = range(37)
N_KEPT_MONTHLY = M_BACKUP_HEAT
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
    H_HEAT_MOST_W,
    H_COLLECTOR_W,
    H_EV_W,
    H_CHARGED_W,
    H_DISCHARGED_W,
    H_BATTERY_WH,
    H_CURTAILED_W,
    H_EV_UNMET_W,
    H_WATER_UNMET_W,
    N_HOURLY,
) = range(34)


# Groups of weights on hourly columns, in the order of ``shapes.Shape.groups``; behind them one for every element
(
    G_SET,
    G_GAIN,
    G_USE,
    G_WATER,
    G_BEAM,  # aperture for the beam that is followed to the floor
    G_SPREAD,  # aperture for the sun that is spread over the faces
    G_PV,
    G_COLLECTOR,  # aperture times optical efficiency of a solar collector
    G_LIGHT,  # elements without mass and with constant films: weights into the air equation, then into θ_r
    N_GROUPS,
) = range(10)
# Marks of a block behind its counts of weights
# Whether any has a battery or a car, a supply that is preheated, a heat pump whose source has an end.
MARK_STORES, MARK_FROST, MARK_SOURCE, N_MARKS = range(4)
# Columns of ``shapes.Shape.groups``
GROUP_ROW, GROUP_WIDTH, N_GROUP = range(3)
# Columns of ``shapes.Shape.slots`` and ``shapes.Shape.lights``
SLOT_ROW, SLOT_HAS_ZONE, SLOT_HAS_GROUND, SLOT_HAS_WIND, SLOT_OUTSIDE_ROW, N_SLOT_TABLE = range(6)
