"""A year of weather from a file or by name, and the sun on planes."""

from nulopdemeter.weather.climate import Weather
from nulopdemeter.weather.read import DEFAULT_WEATHER, read_weather, weather_names
from nulopdemeter.weather.sun import (
    Plane,
    PlaneParts,
    glass_names,
    plane_irradiance,
    plane_parts,
    solar_position,
    transmitted_w_per_m2,
)

__all__ = [
    "DEFAULT_WEATHER",
    "Plane",
    "PlaneParts",
    "Weather",
    "glass_names",
    "plane_irradiance",
    "plane_parts",
    "read_weather",
    "solar_position",
    "transmitted_w_per_m2",
    "weather_names",
]
