"""The verbs with their arguments, each in the language of the user; the work is done elsewhere."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

from cyclopts import App, Parameter

from nulopdemeter.cli.exit_codes import Exit
from nulopdemeter.cli.files import must_be_file, refuse
from nulopdemeter.cli.screen import Screen

Say = Callable[[str], str]
Ask = Callable[[], Screen]
ProfileName = Literal["effective", "detailed", "standard", "fixed_films"]
Behaviour = Literal["responsive", "fixed"]
CalibrationName = Literal["none", "meter"]
_DEMO_ROWS = 200
_KINDS = "housing-types|packages|weather|columns|output-columns|contracts|heat-pumps"


def add_verbs(app: App, t: Say, screen: Ask) -> None:
    """Add all verbs to the application.

    Parameters
    ----------
    app : App
        The application.
    t : callable
        Returns the text of a key.
    screen : callable
        Returns how to speak to the user, once that is parsed.
    """
    _add_demo(app, t, screen)
    _add_check(app, t, screen)
    _add_run(app, t, screen)
    _add_simulate(app, t, screen)
    _add_export(app, t, screen)
    _add_list(app, t, screen)
    _add_show(app, t, screen)


def _add_demo(app: App, t: Say, screen: Ask) -> None:
    @app.command(help=t("cli.help.demo"))
    def demo(
        folder: Annotated[Path, Parameter(help=t("cli.help.demo.folder"))] = Path("nulopdemeter-demo"),
        /,
        *,
        rows: Annotated[int, Parameter(help=t("cli.help.demo.rows"))] = _DEMO_ROWS,
        no_run: Annotated[bool, Parameter(help=t("cli.help.demo.no_run"), negative="")] = False,
    ) -> Exit:
        from nulopdemeter.cli import study

        if rows < 1:
            raise refuse("NOM-E910", str(rows), option="--rows")
        return study.demo(screen(), folder, rows, not no_run)


def _add_check(app: App, t: Say, screen: Ask) -> None:
    @app.command(help=t("cli.help.check"))
    def check(
        file: Annotated[Path, Parameter(help=t("cli.help.file"))],
        /,
        *,
        out: Annotated[Path | None, Parameter(help=t("cli.help.check.out"))] = None,
    ) -> Exit:
        from nulopdemeter.cli import check as verb

        return verb.check(screen(), must_be_file(file), out)


def _add_run(app: App, t: Say, screen: Ask) -> None:
    @app.command(help=t("cli.help.run"))
    def run(
        file: Annotated[Path, Parameter(help=t("cli.help.file"))],
        /,
        *,
        out: Annotated[Path | None, Parameter(help=t("cli.help.run.out"))] = None,
        packages: Annotated[str, Parameter(help=t("cli.help.run.packages"))] = "",
        weather: Annotated[str, Parameter(help=t("cli.help.weather"))] = "",
        fresh: Annotated[bool, Parameter(help=t("cli.help.run.fresh"), negative="")] = False,
        strict: Annotated[bool, Parameter(help=t("cli.help.run.strict"), negative="")] = False,
        behaviour: Annotated[Behaviour | None, Parameter(help=t("cli.help.behaviour"))] = None,
        calibration: Annotated[CalibrationName | None, Parameter(help=t("cli.help.run.calibration"))] = None,
        resident_draws: Annotated[int | None, Parameter(help=t("cli.help.run.resident_draws"))] = None,
    ) -> Exit:
        from nulopdemeter.cli import study

        names = tuple(name.strip() for name in packages.split(",") if name.strip())
        _must_be_there(*names)
        told = {"behaviour": behaviour, "calibration": calibration, "resident_draws": resident_draws}
        compute = {key: value for key, value in told.items() if value is not None}
        file = must_be_file(file)
        return study.run_stock(screen(), file, out, names, weather, fresh, strict, compute=compute)


def _add_simulate(app: App, t: Say, screen: Ask) -> None:
    @app.command(help=t("cli.help.simulate"))
    def simulate(
        file: Annotated[Path | None, Parameter(help=t("cli.help.simulate.file"))] = None,
        /,
        *,
        type_: Annotated[str, Parameter(name="--type", help=t("cli.help.simulate.type"))] = "",
        year: Annotated[str, Parameter(help=t("cli.help.simulate.year"))] = "",
        area: Annotated[str, Parameter(help=t("cli.help.simulate.area"))] = "",
        position: Annotated[str, Parameter(help=t("cli.help.simulate.position"))] = "",
        set_: Annotated[
            tuple[str, ...], Parameter(name="--set", help=t("cli.help.simulate.set"), negative="")
        ] = (),
        package: Annotated[str, Parameter(help=t("cli.help.simulate.package"))] = "",
        weather: Annotated[str, Parameter(help=t("cli.help.weather"))] = "",
        profile: Annotated[ProfileName | None, Parameter(help=t("cli.help.simulate.profile"))] = None,
        behaviour: Annotated[Behaviour | None, Parameter(help=t("cli.help.behaviour"))] = None,
        out: Annotated[Path | None, Parameter(help=t("cli.help.simulate.out"))] = None,
        picture: Annotated[Path | None, Parameter(help=t("cli.help.simulate.picture"))] = None,
        week: Annotated[str, Parameter(help=t("cli.help.simulate.week"))] = "",
        workbook: Annotated[Path | None, Parameter(help=t("cli.help.simulate.workbook"))] = None,
    ) -> Exit:
        from nulopdemeter.cli import simulate as verb

        given = _Given(type_, year, area, position, set_, package, profile or "", behaviour or "")
        wanted = verb.Wanted(out, picture, week, workbook)
        if file is not None:
            return verb.simulate_file(screen(), _alone(file, given), weather, wanted)
        return verb.simulate(
            screen(),
            _row(given),
            package or "current",
            weather,
            wanted,
            profile or "effective",
            behaviour or "responsive",
        )


def _add_export(app: App, t: Say, screen: Ask) -> None:
    @app.command(help=t("cli.help.export"))
    def export(
        file: Annotated[Path | None, Parameter(help=t("cli.help.simulate.file"))] = None,
        /,
        *,
        to: Annotated[str, Parameter(help=t("cli.help.export.to"))],
        out: Annotated[Path, Parameter(help=t("cli.help.export.out"))],
        type_: Annotated[str, Parameter(name="--type", help=t("cli.help.simulate.type"))] = "",
        year: Annotated[str, Parameter(help=t("cli.help.simulate.year"))] = "",
        area: Annotated[str, Parameter(help=t("cli.help.simulate.area"))] = "",
        position: Annotated[str, Parameter(help=t("cli.help.simulate.position"))] = "",
        set_: Annotated[
            tuple[str, ...], Parameter(name="--set", help=t("cli.help.simulate.set"), negative="")
        ] = (),
        package: Annotated[str, Parameter(help=t("cli.help.simulate.package"))] = "",
        weather: Annotated[str, Parameter(help=t("cli.help.weather"))] = "",
        profile: Annotated[ProfileName | None, Parameter(help=t("cli.help.simulate.profile"))] = None,
    ) -> Exit:
        from nulopdemeter.cli import export as verb

        given = _Given(type_, year, area, position, set_, package, profile or "")
        if file is not None:
            return verb.export_file(screen(), _alone(file, given), weather, to, out)
        return verb.export(
            screen(), _row(given), package or "current", weather, to, out, profile or "detailed"
        )


class _Given(NamedTuple):
    """What describes one dwelling by type, year and area."""

    type_: str
    year: str
    area: str
    position: str
    set_: tuple[str, ...]
    package: str
    profile: str
    behaviour: str = ""


def _alone(file: Path, given: _Given) -> Path:
    """Refuse a dwelling file together with anything that describes a dwelling otherwise."""
    if any(given):
        raise refuse("NOM-E913", str(file))
    return must_be_file(file)


def _row(given: _Given) -> dict[str, Any]:
    """Return a row of a stock, and refuse one that lacks what it must have."""
    _must_be_there(given.package)
    needed = (("--type", given.type_), ("--year", given.year), ("--area", given.area))
    missing = [name for name, value in needed if not value]
    if missing:
        raise refuse("NOM-E912", ", ".join(missing))
    told = {
        "dwelling_type": given.type_, "build_year": given.year, "floor_area_m2": given.area,
        "position": given.position,
    }  # fmt: skip
    return {**{name: value for name, value in told.items() if value}, **_settings(given.set_)}


def _must_be_there(*names: str) -> None:
    """Refuse an own package whose file is not there."""
    for name in names:
        if name.endswith(".toml"):
            must_be_file(Path(name))


def _settings(words: tuple[str, ...]) -> dict[str, str]:
    settings = {}
    for word in words:
        name, sign, value = word.partition("=")
        if not sign:
            raise refuse("NOM-E911", word)
        settings[name.strip()] = value.strip()
    return settings


def _add_list(app: App, t: Say, screen: Ask) -> None:
    @app.command(name="list", help=t("cli.help.list"))
    def list_(kind: Annotated[str, Parameter(help=f"{t('cli.help.kind')} {_KINDS}")], /) -> Exit:
        from nulopdemeter.cli import catalogue

        return catalogue.list_kind(screen(), kind)


def _add_show(app: App, t: Say, screen: Ask) -> None:
    @app.command(help=t("cli.help.show"))
    def show(
        kind: Annotated[str, Parameter(help=f"{t('cli.help.kind')} {_KINDS}")],
        name: Annotated[str, Parameter(help=t("cli.help.show.name"))],
        /,
        *,
        toml: Annotated[bool, Parameter(help=t("cli.help.show.toml"), negative="")] = False,
    ) -> Exit:
        from nulopdemeter.cli import catalogue

        return catalogue.show(screen(), kind, name, toml)
