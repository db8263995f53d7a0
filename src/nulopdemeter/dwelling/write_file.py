"""A dwelling file as TOML."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from nulopdemeter.dwelling.file import DwellingFile

# Lists of tables that have a heading of their own; all other tables inside a table stand on one line.
_HEADED = ("source", "extra")


def file_toml(file: DwellingFile) -> str:
    """Return a dwelling as the text of a dwelling file.

    Parameters
    ----------
    file : DwellingFile
        The dwelling.

    Returns
    -------
    str
        TOML that ``read_dwelling_file`` reads back to the same dwelling.
    """
    data = file.model_dump(exclude_none=True, exclude_defaults=True, by_alias=True)
    blocks = [block for key, value in data.items() for block in _blocks(key, value)]
    return "\n".join(blocks)


def _blocks(key: str, value: Any) -> list[str]:  # noqa: ANN401 - any table of the file
    if isinstance(value, Mapping):
        return _block(f"[{key}]", key, value)
    return [block for part in value for block in _block(f"[[{key}]]", key, part)]


def _block(heading: str, key: str, table: Mapping[str, Any]) -> list[str]:
    lines = [f"{name} = {_value(value)}\n" for name, value in table.items() if name not in _inner(table)]
    inner = [block for name in _inner(table) for block in _blocks(f"{key}.{name}", table[name])]
    return [heading + "\n" + "".join(lines), *inner]


def _inner(table: Mapping[str, Any]) -> list[str]:
    return [name for name in _HEADED if isinstance(table.get(name), list | tuple)]


def _value(value: Any) -> str:  # noqa: ANN401 - any value of the file
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{k} = {_value(v)}" for k, v in value.items()) + " }"
    if isinstance(value, Sequence):
        parts = [_value(v) for v in value]
        is_long = any(isinstance(v, Mapping) for v in value)
        return "[\n" + "".join(f"  {p},\n" for p in parts) + "]" if is_long else "[" + ", ".join(parts) + "]"
    return repr(value)
