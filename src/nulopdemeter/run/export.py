"""One dwelling written out for other programs: as a dwelling file, or as an input of EnergyPlus."""

from pathlib import Path

from nulopdemeter.dwelling import Package, read_packages
from nulopdemeter.dwelling.file import DwellingFile
from nulopdemeter.dwelling.row_file import RowHours, row_file
from nulopdemeter.dwelling.strict_toml import input_error
from nulopdemeter.dwelling.write_file import file_toml
from nulopdemeter.engine.idf import make_idf
from nulopdemeter.engine.one import simulate_row
from nulopdemeter.errors import Finding, Severity
from nulopdemeter.evaluate import CURRENT, evaluate
from nulopdemeter.language import LANGUAGES, say
from nulopdemeter.run.single import Dwelling
from nulopdemeter.weather import Weather
from nulopdemeter.weather.write_epw import write_epw

FORMATS = ("idf", "toml")


def dwelling_file_of(
    one: Dwelling, package: Package, weather: Weather, *, is_ideal: bool = False, profile: str = "detailed"
) -> DwellingFile:
    """Describe a dwelling of the stock with a package as a dwelling file.

    Parameters
    ----------
    one : Dwelling
        The dwelling as it is now.
    package : Package
        What is done to it.
    weather : Weather
        The year: levelled set points and panels that are sized to zero depend on it.
    is_ideal : bool
        Heat without a machine; else with that of the package.
    profile : str
        Coefficients of the zone model that the file names.

    Returns
    -------
    DwellingFile
        In layers, with the set points of every hour.

    Raises
    ------
    InputError
        When the package does not fit the dwelling.
    """
    current = read_packages((CURRENT,))
    packages = current if package.key == CURRENT else (*current, package)
    evaluation = evaluate(one.rows, packages, weather)
    place = len(packages) - 1
    result = evaluation.results.iloc[place]
    if str(result["status"]) != "computed":
        reasons = {f"reason_{lang}": say(str(result["reason"]), lang) for lang in LANGUAGES}
        raise input_error([Finding("NOM-E802", Severity.ERROR, value=package.key, values=reasons)])
    row = evaluation.dwellings.table.iloc[[place]].assign(pv_kwp=float(evaluation.simulated.pv_kwp[place]))
    # A file has no present radiators to follow: it gets the supply temperature that was found.
    row = row.fillna({"design_supply_c": float(result["design_supply_c"])})
    hours = simulate_row(row.assign(pv_target="fixed"), weather).hourly
    return row_file(row, RowHours(hours["set_point_c"].tolist()), is_ideal=is_ideal, profile=profile)


def write_idf(file: DwellingFile, weather: Weather, out: Path) -> tuple[Path, ...]:
    """Write a dwelling as an input of EnergyPlus, with its hours and weather beside it.

    Parameters
    ----------
    file : DwellingFile
        The dwelling.
    weather : Weather
        The year.
    out : Path
        File ending in ``.idf``.

    Returns
    -------
    tuple of Path
        The input, the hours that it reads and the weather (``.epw``).
    """
    hours, epw = out.with_name(f"{out.stem}-hours.csv"), out.with_suffix(".epw")
    idf = make_idf(file, weather, hours.name)
    idf.hours.to_csv(hours)
    write_epw(epw, weather, idf.wind_deg)
    out.write_text(idf.text, encoding="utf-8")
    return out, hours, epw


def write_toml(file: DwellingFile, out: Path) -> tuple[Path, ...]:
    """Write a dwelling as a dwelling file.

    Parameters
    ----------
    file : DwellingFile
        The dwelling.
    out : Path
        File ending in ``.toml``.

    Returns
    -------
    tuple of Path
        The file.
    """
    out.write_text(file_toml(file), encoding="utf-8")
    return (out,)


def left_behind(file: DwellingFile, to: str) -> tuple[Finding, ...]:
    """Say what a format does not hold.

    Parameters
    ----------
    file : DwellingFile
        The dwelling.
    to : str
        ``idf`` or ``toml``.

    Returns
    -------
    tuple of Finding
        Notes; for EnergyPlus machines, radiant heat of emitters, hot water, panels and blinds.
    """
    heating = file.heating
    if to != "idf":
        return ()
    has_machine = heating is not None and heating.generator not in ("ideal", "none")
    is_radiant = heating is not None and (heating.convective_frac or 1.0) < 1.0
    parts = {
        "heating": has_machine or is_radiant, "hot_water": file.hot_water is not None, "pv": bool(file.pv),
        "window.blind": any(w.blind for w in file.window),
    }  # fmt: skip
    names = [f"[{name}]" for name, is_there in parts.items() if is_there]
    return (Finding("NOM-N801", Severity.NOTE, value=", ".join(names)),) if names else ()
