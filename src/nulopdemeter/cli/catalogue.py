"""The verbs ``list`` and ``show``: what the program ships and knows."""

import csv
import io
import math
import re
from collections.abc import Callable, Mapping, Sequence
from importlib.resources import files
from pathlib import Path

from nulopdemeter.cli.exit_codes import Exit
from nulopdemeter.cli.files import refuse
from nulopdemeter.cli.screen import Screen

Record = Mapping[str, object]
_FIRST_KEY = re.compile(r'^(key|name) = "([^"]*)"', re.MULTILINE)
_WIDEST = 60


def list_kind(screen: Screen, kind: str) -> Exit:
    """List everything of a kind.

    Parameters
    ----------
    screen : Screen
        Where to say it.
    kind : str
        One of ``KINDS``.

    Returns
    -------
    Exit
        ``DONE``; an unknown kind raises.
    """
    records = _records(_known(kind), screen.lang)
    screen.document(records)
    if not screen.is_json:
        screen.result(_aligned(records))
    return Exit.DONE


def show(screen: Screen, kind: str, name: str, is_toml: bool) -> Exit:
    """Show one thing of a kind, or print its file as the beginning of an own one.

    Parameters
    ----------
    screen : Screen
        Where to say it.
    kind : str
        One of ``KINDS``, singular or plural.
    name : str
        Its name in the list.
    is_toml : bool
        Whether to print its TOML file.

    Returns
    -------
    Exit
        ``DONE``; an unknown kind or name raises.
    """
    kind = _known(kind)
    records = {str(next(iter(record.values()))): record for record in _records(kind, screen.lang)}
    if name not in records:
        raise refuse("NOM-E908", name, kind=kind, near=_near(name, list(records)))
    if is_toml:
        text = _toml(screen, kind, name)
        screen.document({"name": name, "toml": text})
        if not screen.is_json:
            screen.result(text.rstrip("\n"))
        return Exit.DONE
    details = _DETAILS[kind](name) if kind in _DETAILS else {}
    record = {**records[name], **details}
    screen.document(record)
    if not screen.is_json:
        screen.result(_lines(record))
    return Exit.DONE


def _known(kind: str) -> str:
    for known in KINDS:
        if kind.replace("_", "-") in (known, known.removesuffix("s")):
            return known
    raise refuse("NOM-E907", kind, near=_near(kind, KINDS))


def _near(word: str, known: Sequence[str]) -> str:
    from nulopdemeter.dwelling.strict_toml import did_you_mean

    return did_you_mean(word, known)


def _records(kind: str, lang: str) -> list[Record]:
    return _LISTS[kind](lang)


def _housing_types(lang: str) -> list[Record]:
    from nulopdemeter.dwelling import read_housing_types

    return [
        {
            "key": one.key,
            "name": getattr(one.name, lang),
            "first_year": one.first_year,
            "last_year": one.last_year,
            "floor_area_m2": one.geometry.floor_area_m2,
            "confidence": one.confidence,
            "source": one.source,
        }
        for one in read_housing_types()
    ]


def _packages(lang: str) -> list[Record]:
    from nulopdemeter.dwelling import SHIPPED_NAMES, read_packages

    return [
        {"key": one.key, "name": getattr(one.name, lang), "description": getattr(one.description, lang)}
        for one in read_packages(SHIPPED_NAMES)
    ]


def _weather(_lang: str) -> list[Record]:
    import tomllib

    from nulopdemeter.parameters import shipped
    from nulopdemeter.weather import DEFAULT_WEATHER, weather_names

    index = tomllib.loads((shipped("weather") / "index.toml").read_text(encoding="utf-8"))
    return [{"name": name, "is_default": name == DEFAULT_WEATHER, **index[name]} for name in weather_names()]


def _columns(lang: str) -> list[Record]:
    from nulopdemeter.stock import read_columns

    return [
        {
            "column": one.column,
            "unit": one.unit,
            "min": one.min if math.isfinite(one.min) else "",
            "max": one.max if math.isfinite(one.max) else "",
            "is_required": one.is_required,
            "description": one.description_nl if lang == "nl" else one.description_en,
            "allowed": " ".join(one.allowed),
            "aliases": " ".join(one.aliases),
        }
        for one in read_columns().values()
    ]


def _output_columns(lang: str) -> list[Record]:
    from nulopdemeter.run.columns import columns_text

    return [
        {
            "column": row["column"],
            "unit": row["unit"],
            "heading": row[f"heading_{lang}"],
            "description": row[f"description_{lang}"],
        }
        for row in csv.DictReader(io.StringIO(columns_text()))
    ]


def _contracts(lang: str) -> list[Record]:
    from nulopdemeter.housing_cost import CONTRACT_NAMES, read_contract

    contracts = [read_contract(name) for name in CONTRACT_NAMES]
    return [
        {
            "name": one.name,
            "valid_from": str(one.valid_from),
            "description": one.description_nl if lang == "nl" else one.description_en,
            "source": one.source,
        }
        for one in contracts
    ]


def _heat_pumps(_lang: str) -> list[Record]:
    from nulopdemeter.dwelling import heat_pumps

    table = heat_pumps()
    return [{"model": str(name), **{str(c): row[c] for c in table.columns}} for name, row in table.iterrows()]


def _package_details(name: str) -> Record:
    from nulopdemeter.dwelling import read_package

    measures = read_package(name).model_dump(mode="json", exclude_none=True)["measure"]
    return {"measures": measures}


def _housing_type_details(name: str) -> Record:
    from nulopdemeter.dwelling import read_housing_types

    one = next(t for t in read_housing_types() if t.key == name)
    return one.model_dump(mode="json", exclude={"name"}, exclude_none=True)


def _contract_details(name: str) -> Record:
    from nulopdemeter.housing_cost import read_contract

    return {"price": read_contract(name).model_dump(mode="json")["price"]}


_LISTS: dict[str, Callable[[str], list[Record]]] = {
    "housing-types": _housing_types,
    "packages": _packages,
    "weather": _weather,
    "columns": _columns,
    "output-columns": _output_columns,
    "contracts": _contracts,
    "heat-pumps": _heat_pumps,
}
_DETAILS: dict[str, Callable[[str], Record]] = {
    "housing-types": _housing_type_details,
    "packages": _package_details,
    "contracts": _contract_details,
}
KINDS = tuple(_LISTS)


def _toml(screen: Screen, kind: str, name: str) -> str:
    """Return the file of a shipped thing under a name of its own: two of one name cannot be compared."""
    from nulopdemeter.parameters import shipped

    package = Path(str(files("nulopdemeter")))
    folders = {
        "housing-types": shipped("housing_types"),
        "packages": package / "dwelling" / "packages",
        "contracts": package / "housing_cost" / "contracts",
    }
    if kind not in folders:
        raise refuse("NOM-E909", kind, kinds=", ".join(folders))
    text = (folders[kind] / f"{name}.toml").read_text(encoding="utf-8")
    own = f"{screen.say('cli.show.own')}-{name}"
    return f"# {screen.say('cli.show.head', {'name': name})}\n" + _FIRST_KEY.sub(
        rf'\1 = "{own}"', text, count=1
    )


def _aligned(records: Sequence[Record]) -> str:
    """Lay records out as a table that ``cut`` and the eye can both read: two spaces between columns."""
    heads = list(records[0])
    cells = [heads, *([_cell(record[head]) for head in heads] for record in records)]
    widths = [min(max(len(row[k]) for row in cells), _WIDEST) for k in range(len(heads))]
    return "\n".join(
        "  ".join(f"{text:<{width}}" for text, width in zip(row, widths, strict=True)).rstrip()
        for row in cells
    )


def _cell(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _lines(record: Record, before: str = "") -> str:
    lines = []
    for name, value in record.items():
        if isinstance(value, Mapping):
            lines.append(_lines(value, f"{before}{name}."))
        elif isinstance(value, list) and value and isinstance(value[0], Mapping):
            lines += [_lines(one, f"{before}{name}[{one.get('part', k)}].") for k, one in enumerate(value)]
        else:
            lines.append(f"{before}{name} = {_cell(value)}")
    return "\n".join(lines)
