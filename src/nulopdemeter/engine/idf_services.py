"""Air, gains, heating and cooling of an EnergyPlus input."""

from nulopdemeter.dwelling.file_defaults import Filled
from nulopdemeter.engine.idf_hours import AIR, BRIDGES, COOL, GAINS, SET
from nulopdemeter.engine.idf_objects import Field, idf_object
from nulopdemeter.parameters import figures
from nulopdemeter.units import W_PER_KW

ZONE = "Dwelling"
_SINGLE, _DUAL = 1, 4


def service_objects(filled: Filled) -> list[str]:
    """Return what acts on the air of the zone.

    Parameters
    ----------
    filled : Filled
        The dwelling.

    Returns
    -------
    list of str
        Objects.
    """
    full = filled.file
    convective = float(full.gains.convective_frac or 0.0) if full.gains else 1.0
    found = [
        _flow("Outdoor air of leaks and ventilation", AIR),
        _flow("Outdoor air for thermal bridges", BRIDGES),
        idf_object(
            "OtherEquipment", "All gains", "None", ZONE, GAINS, "EquipmentLevel", 1, "", "", 0,
            1.0 - convective, 0,
        ),
    ]  # fmt: skip
    heating = full.heating
    if heating is None or heating.generator == "none":
        return found
    return [*found, *_thermostat(filled), *_ideal(filled)]


def _flow(name: str, schedule: str) -> str:
    return idf_object(
        "ZoneInfiltration:DesignFlowRate", name, ZONE, schedule, "Flow/Zone", 1, "", "", "", 1, 0, 0, 0
    )


def _thermostat(filled: Filled) -> list[str]:
    full = filled.file
    assert full.heating is not None
    is_dual = full.cooling is not None
    kind = "ThermostatSetpoint:DualSetpoint" if is_dual else "ThermostatSetpoint:SingleHeating"
    wishes: list[Field] = [SET, COOL] if is_dual else [SET]
    found = [
        idf_object("Schedule:Constant", "Control type", "Any", _DUAL if is_dual else _SINGLE),
        idf_object(kind, "Wishes", *wishes),
        idf_object("ZoneControl:Thermostat", "Thermostat", ZONE, "Control type", kind, "Wishes"),
    ]
    if full.heating.control != "air":
        share = figures("controls")["operative_frac"]
        found.append(
            idf_object("ZoneControl:Thermostat:OperativeTemperature", "Thermostat", "Constant", share)
        )
    return found


def _ideal(filled: Filled) -> list[str]:
    full = filled.file
    assert full.heating is not None
    f = figures("export")
    warm, cold = full.heating.capacity_kw, full.cooling.capacity_kw if full.cooling else None
    heat: list[Field] = ["NoLimit", "", ""] if warm is None else ["LimitCapacity", "", warm * W_PER_KW]
    cool: list[Field] = ["NoLimit", "", ""] if cold is None else ["LimitCapacity", "", cold * W_PER_KW]
    return [
        idf_object(
            "ZoneHVAC:IdealLoadsAirSystem", "Ideal", "", "Supply", "", "", f["supply_most_c"],
            f["supply_least_c"], "", "", *heat,
            *cool, "", "", "None", "", "None",
        ),
        idf_object(
            "ZoneHVAC:EquipmentList", "Equipment", "SequentialLoad", "ZoneHVAC:IdealLoadsAirSystem", "Ideal",
            1, 1,
        ),
        idf_object("ZoneHVAC:EquipmentConnections", ZONE, "Equipment", "Supply", "", "Air", "Return"),
    ]  # fmt: skip
