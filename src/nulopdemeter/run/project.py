"""What a study is: a stock file alone, or a project file that says more."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from nulopdemeter.dwelling import PACKAGE_NAMES
from nulopdemeter.dwelling.strict_toml import did_you_mean, input_error, load_toml, validate
from nulopdemeter.engine.residents import FIXED, HOUSEHOLD
from nulopdemeter.errors import Finding, Severity
from nulopdemeter.evaluate import CURRENT, Settings
from nulopdemeter.studies import is_draw_count
from nulopdemeter.weather import DEFAULT_WEATHER


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class ProjectPart(_Part):
    """Table ``[project]``."""

    name: str = ""
    """What the study is called; the name of the stock file without it."""
    seed: int = 20261122
    """Seed of everything that is drawn: the households of `resident_draws`."""


class StockPart(_Part):
    """Table ``[stock]``."""

    file: str
    """The corporation's table, CSV or workbook; relative to the project file."""
    columns: dict[str, str] = Field(default_factory=dict)
    """Headings that are not recognised by themselves: heading = canonical column."""
    sheet: str | None = None
    """Sheet of a workbook that has several."""


class WeatherPart(_Part):
    """Table ``[weather]``."""

    file: str = DEFAULT_WEATHER
    """A shipped year by name, or an EPW, KNMI or own file."""


class PackagePart(_Part):
    """One entry of ``[[package]]``: a shipped package by name, or a file."""

    name: str = ""
    """Name of a shipped package."""
    file: str = ""
    """Own package; relative to the project file."""


class PricePart(_Part):
    """Table ``[prices]``."""

    on_netting: date = date(2026, 12, 1)
    """Day whose law and tariffs hold for the bill with netting."""
    on_no_netting: date = date(2027, 1, 1)
    """Day whose law and tariffs hold for the bill without netting."""
    on_epv: date | None = None
    """Day on which the agreement on an EPV was made and the label registered: it picks the rules of the EPV, while
    the amounts stay those of `on_netting`. Without it that day counts."""
    contract_netting: str = "fixed-2026"
    """Energy contract of the first day, by name or file."""
    contract_no_netting: str = "fixed-2027"
    """Energy contract of the second day, by name or file."""
    grid_operator: str = "liander"
    """Whose grid tariff the tenants pay."""


class OutputPart(_Part):
    """Table ``[output]``."""

    folder: str = ""
    """Where the run folder is made; beside the stock file without it."""


class ComputePart(_Part):
    """Table ``[compute]``."""

    max_failed_frac: float = Field(0.01, ge=0.0, le=1.0)
    """More failed dwellings than this fail the run: no totals."""
    chunk_rows: int = Field(12000, ge=1)
    """Dwellings × packages that are calculated at a time."""
    profile: Literal["effective", "standard", "detailed", "fixed_films"] = "effective"
    """Coefficients of the zone model; ``detailed`` takes some three times as long and asks some 3 % less heat."""
    behaviour: Literal["responsive", "fixed"] = "responsive"
    """Residents heat by what their dwelling loses (prebound and rebound), or alike in any dwelling."""
    resident_draws: int = Field(0, ge=0, le=4096)
    """Households that live in every dwelling in turn, a power of two (64); 0 for none. Takes as many times as long."""
    calibration: Literal["none", "meter"] = "none"
    """``meter`` fits the residents of every row to its metered gas and electricity before anything is compared."""
    nta_edition: Literal["2025+C1:2026", "2022"] = "2025+C1:2026"
    """Edition of NTA 8800 by which Standaard, label and EPV are judged."""
    nom_keur: bool = False
    """Hold every dwelling against the requirements of NOM Keur, as far as a calculation can tell."""
    cheapest_measure: bool = True
    """Look for the cheapest single measure after which a dwelling without an EPV can have one."""


class Project(_Part):
    """A study, every setting filled in."""

    project: ProjectPart = ProjectPart()
    stock: StockPart
    weather: WeatherPart = WeatherPart()
    package: tuple[PackagePart, ...] = tuple(PackagePart(name=name) for name in PACKAGE_NAMES)
    prices: PricePart = PricePart()
    output: OutputPart = OutputPart()
    compute: ComputePart = ComputePart()

    @field_validator("package")
    @classmethod
    def _one_of_both(cls, parts: tuple[PackagePart, ...]) -> tuple[PackagePart, ...]:
        for part in parts:
            if bool(part.name) == bool(part.file):
                raise ValueError("give a package either a name or a file")
        return parts

    def settings(self, base: Path) -> Settings:
        """Return dates and contracts as the chain wants them.

        Parameters
        ----------
        base : Path
            Folder that relative paths refer to.

        Returns
        -------
        Settings
            For ``evaluate``.
        """
        p = self.prices
        return Settings(
            p.on_netting,
            p.on_no_netting,
            _path_or_name(p.contract_netting, base),
            _path_or_name(p.contract_no_netting, base),
            p.grid_operator,
            self.compute.profile,
            residents_of(self.compute.behaviour),
            self.compute.nta_edition,
            p.on_epv,
            self.compute.nom_keur,
            self.compute.cheapest_measure,
        )

    def packages(self, base: Path) -> tuple[str, ...]:
        """Return names and paths of the packages, ``current`` first: everything is compared with it.

        Parameters
        ----------
        base : Path
            Folder that relative paths refer to.

        Returns
        -------
        tuple of str
            For ``read_packages``.
        """
        named = [part.name or str(base / part.file) for part in self.package]
        return (CURRENT, *(name for name in named if name != CURRENT))


def _path_or_name(text: str, base: Path) -> str:
    """Return a file at its place beside the project file, a name as it is."""
    return str(base / text) if Path(text).suffix else text


def residents_of(behaviour: str) -> str:
    """Return who lives in the dwellings of a study.

    Parameters
    ----------
    behaviour : str
        ``responsive``, or ``fixed``: without prebound and rebound.

    Returns
    -------
    str
        One of ``engine.residents.RESIDENTS``.

    Raises
    ------
    InputError
        When the word is another.
    """
    words = {"responsive": HOUSEHOLD, "fixed": FIXED}
    if behaviour not in words:
        values = {"allowed": did_you_mean(behaviour, list(words))}
        place = "behaviour"
        raise input_error([Finding("NOM-E205", Severity.ERROR, place=place, value=behaviour, values=values)])
    return words[behaviour]


def read_project(
    path: str | Path,
    packages: tuple[str, ...] = (),
    weather: str = "",
    compute: Mapping[str, object] | None = None,
) -> tuple[Project, Path]:
    """Read a project file, or make a project around a stock file.

    Parameters
    ----------
    path : str or Path
        A ``.toml`` project, or a stock file.
    packages : tuple of str
        Names or paths that replace the packages of the project.
    weather : str
        Name or path that replaces its weather.
    compute : Mapping, optional
        Keys of ``[compute]`` with values that replace those of the project.

    Returns
    -------
    tuple of Project and Path
        The project with every default filled in, and the folder its relative paths refer to.

    Raises
    ------
    InputError
        When the file cannot be read or has a wrong key or value.
    """
    path = Path(path)
    base = path.parent
    if path.suffix.lower() == ".toml":
        project = validate(load_toml(path), Project, path.name)
    else:
        project = Project(stock=StockPart(file=path.name))
    changes: dict[str, object] = {}
    if packages:
        changes["package"] = tuple(_named(name) for name in packages)
    if weather:
        # A path on the command line is seen from where one stands, not from the project file.
        changes["weather"] = WeatherPart(
            file=str(Path(weather).resolve()) if Path(weather).suffix else weather
        )
    if compute:
        told = {**project.compute.model_dump(), **compute}
        changes["compute"] = validate(told, ComputePart, "[compute]")
    project = project.model_copy(update=changes)
    _refuse_draws(project.compute.resident_draws)
    return project, base


def _refuse_draws(n_draws: int) -> None:
    """Say before anything is calculated that no sequence has this number of draws."""
    if n_draws and not is_draw_count(n_draws):
        place = "compute.resident_draws"
        raise input_error([Finding("NOM-E840", Severity.ERROR, place=place, value=str(n_draws))])


def _named(name: str) -> PackagePart:
    return (
        PackagePart(file=str(Path(name).resolve()))
        if Path(name).suffix == ".toml"
        else PackagePart(name=name)
    )
