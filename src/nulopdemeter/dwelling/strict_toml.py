"""Read TOML strictly: every wrong key and value becomes a finding, all at once."""

import tomllib
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from nulopdemeter.errors import Finding, InputError, Severity
from nulopdemeter.language import finding_text

Model = TypeVar("Model", bound=BaseModel)
_LIMITS = ("ge", "gt", "le", "lt", "min_length", "max_length")


def input_error(findings: Sequence[Finding], lang: str = "en") -> InputError:
    """Make the one exception that carries findings.

    Parameters
    ----------
    findings : Sequence of Finding
        Everything that is wrong.
    lang : str
        Language of its text.

    Returns
    -------
    InputError
        To be raised.
    """
    lines = []
    for finding in findings:
        message, remedy = finding_text(finding, lang)
        place = ", ".join(part for part in (finding.file, finding.place) if part)
        lines.append(f"{place}: {message} {remedy} ({finding.code})")
    return InputError(findings, "\n".join(lines))


def load_toml(path: Path) -> dict[str, Any]:
    """Read a TOML file.

    Parameters
    ----------
    path : Path
        The file.

    Returns
    -------
    dict
        Its tables.

    Raises
    ------
    InputError
        When it cannot be read or is no TOML.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        reason = error.strerror or str(error)
        raise input_error([_error("NOM-E201", path.name, "", str(path), reason=reason)]) from None
    except UnicodeDecodeError as error:
        raise input_error([_error("NOM-E202", path.name, "", str(path), reason=str(error))]) from None
    except tomllib.TOMLDecodeError as error:
        raise input_error([_error("NOM-E202", path.name, "", str(path), reason=str(error))]) from None


def validate(data: Mapping[str, Any], model: type[Model], file: str) -> Model:
    """Turn tables into a model, or say all that is wrong with them.

    Parameters
    ----------
    data : Mapping
        Tables as read.
    model : type
        Pydantic model that allows no other keys.
    file : str
        Name of the file, for the findings.

    Returns
    -------
    BaseModel
        The model.

    Raises
    ------
    InputError
        With one finding per wrong key or value.
    """
    try:
        return model.model_validate(data)
    except ValidationError as error:
        findings = [_finding(dict(one), data, model, file) for one in error.errors(include_url=False)]
        raise input_error(findings) from None


def did_you_mean(word: str, known: Sequence[str]) -> str:
    """Return the known word nearest to another, or all of them.

    Parameters
    ----------
    word : str
        What was written.
    known : Sequence of str
        What may be written.

    Returns
    -------
    str
        One word, or the list.
    """
    near = get_close_matches(word, known, n=1, cutoff=0.6)
    return near[0] if near else ", ".join(known)


def _error(code: str, file: str, place: str, value: str, **values: str) -> Finding:
    return Finding(code, Severity.ERROR, file=file, place=place, value=value, values={"key": place, **values})


def _finding(error: dict[str, Any], data: Mapping[str, Any], model: type[BaseModel], file: str) -> Finding:
    path: tuple[str | int, ...] = error["loc"]
    place = _place(path, data)
    kind, context = error["type"], error.get("ctx", {})
    value = "" if isinstance(error.get("input"), dict) else str(error.get("input", ""))
    if kind == "extra_forbidden":
        last = str(path[-1])
        return _error("NOM-E203", file, place, last, allowed=did_you_mean(last, _keys(model, path[:-1])))
    if kind == "missing":
        return _error("NOM-E204", file, place, str(path[-1]))
    if kind == "literal_error":
        words = str(context["expected"]).replace("'", "").replace(" or ", ", ").split(", ")
        return _error("NOM-E205", file, place, value, allowed=did_you_mean(value, words))
    limits = [f"{_SIGNS[k]} {context[k]:g}" for k in _LIMITS if k in context]
    if limits:
        return _error("NOM-E206", file, place, value, limit=", ".join(limits))
    if kind.startswith(("float", "int")):
        return _error("NOM-E207", file, place, value)
    reason = str(error["msg"]).removeprefix("Value error, ")
    return _error("NOM-E208", file, place, value, reason=reason)


_SIGNS = {"ge": "≥", "gt": ">", "le": "≤", "lt": "<", "min_length": "length ≥", "max_length": "length ≤"}


def _place(path: tuple[str | int, ...], data: Mapping[str, Any]) -> str:
    words: list[str] = []
    here: Any = data
    for step in path:
        if isinstance(step, str) and isinstance(here, str | float | int):
            continue  # the branch of a choice, no key
        try:
            here = here[step]
        except (KeyError, IndexError, TypeError):
            here = None
        if isinstance(step, int):
            name = here.get("part") if isinstance(here, Mapping) else None
            words[-1] += f"[{name or step + 1}]"
        else:
            words.append(step)
    return ".".join(words)


def _keys(model: type[BaseModel], path: tuple[str | int, ...]) -> list[str]:
    here: type[BaseModel] = model
    for step in path:
        if isinstance(step, str) and step in here.model_fields:
            here = _model_in(here.model_fields[step].annotation) or here
    return [field.alias or name for name, field in here.model_fields.items()]


def _model_in(annotation: Any) -> type[BaseModel] | None:  # noqa: ANN401 - a type expression is anything
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in get_args(annotation):
        found = _model_in(inner)
        if found is not None:
            return found
    return None
