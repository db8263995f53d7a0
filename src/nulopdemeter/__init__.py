"""nulopdemeter: which renovation brings a dwelling to zero on the meter, what it costs, what the tenant pays.

>>> import nulopdemeter as nom
>>> house = nom.dwelling("tussenwoning", year=1968, floor_area_m2=84.5)
>>> year = house.simulate("nom")
>>> round(year.summary["net_kwh"]), len(year.hourly)  # doctest: +SKIP

Everything is loaded when it is first used, so that ``import nulopdemeter`` costs nothing.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nulopdemeter.dwelling import Package, read_package
    from nulopdemeter.errors import Finding, InputError
    from nulopdemeter.run import Run, run
    from nulopdemeter.run.single import Dwelling, DwellingYear, dwelling, packages
    from nulopdemeter.stock import Stock, read_stock
    from nulopdemeter.weather import Weather, read_weather

# Where each public name lives.
_HOMES = {
    "Dwelling": "nulopdemeter.run.single",
    "DwellingYear": "nulopdemeter.run.single",
    "Finding": "nulopdemeter.errors",
    "InputError": "nulopdemeter.errors",
    "Package": "nulopdemeter.dwelling",
    "Run": "nulopdemeter.run",
    "Stock": "nulopdemeter.stock",
    "Weather": "nulopdemeter.weather",
    "dwelling": "nulopdemeter.run.single",
    "packages": "nulopdemeter.run.single",
    "read_package": "nulopdemeter.dwelling",
    "read_stock": "nulopdemeter.stock",
    "read_weather": "nulopdemeter.weather",
    "run": "nulopdemeter.run",
}

__all__ = [
    "Dwelling",
    "DwellingYear",
    "Finding",
    "InputError",
    "Package",
    "Run",
    "Stock",
    "Weather",
    "dwelling",
    "packages",
    "read_package",
    "read_stock",
    "read_weather",
    "run",
]


class _Stage(ModuleType):
    """A stage whose folder bears the name of what it does: ``nom.run(...)`` beside ``nulopdemeter.run.study``."""

    def __call__(self, *args: Any, **values: Any) -> Any:  # noqa: ANN401 - those of the function
        name = self.__name__.rpartition(".")[2]
        return getattr(import_module(_HOMES[name]), name)(*args, **values)


class _Front(ModuleType):
    """The package itself: the import system hands it every stage that is loaded, whoever asks for it first."""

    def __setattr__(self, name: str, value: object) -> None:
        if isinstance(value, ModuleType) and name in _HOMES:
            value.__class__ = _Stage
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Front


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the name stands for
    if name not in _HOMES:
        raise AttributeError(f"module 'nulopdemeter' has no attribute {name!r}")
    found = getattr(import_module(_HOMES[name]), name)
    # A stage of this name has been loaded by now and can be called itself.
    return globals().get(name, found)


def __dir__() -> list[str]:
    return __all__
