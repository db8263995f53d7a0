"""Folders and files that a verb writes: say so plainly when that cannot be done."""

from collections.abc import Callable
from pathlib import Path

from nulopdemeter.errors import Finding, InputError, Severity
from nulopdemeter.language import finding_text


def refuse(code: str, value: str, **values: str) -> InputError:
    """Make an error about the command itself.

    Parameters
    ----------
    code : str
        Code of the finding.
    value : str
        What was typed.
    **values : str
        What its texts need.

    Returns
    -------
    InputError
        To be raised.
    """
    found = Finding(code, Severity.ERROR, value=value, values=values)
    return InputError([found], " ".join(finding_text(found, "en")))


def must_be_file(path: Path) -> Path:
    """Refuse a path that no file stands at, before anything else is done.

    Parameters
    ----------
    path : Path
        As typed.

    Returns
    -------
    Path
        The same.

    Raises
    ------
    InputError
        When there is nothing, or a folder.
    """
    if path.is_dir():
        raise refuse("NOM-E915", str(path))
    if not path.exists():
        raise refuse("NOM-E001", str(path))
    return path


def make_folder(folder: Path) -> Path:
    """Make a folder to write in.

    Parameters
    ----------
    folder : Path
        The folder.

    Returns
    -------
    Path
        The folder, which is there and can be written to.

    Raises
    ------
    InputError
        When that cannot be done.
    """
    probe = folder / ".writable"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe.write_text("")
        probe.unlink()
    except OSError as error:
        values = {"reason": error.strerror or str(error)}
        found = Finding("NOM-E801", Severity.ERROR, str(folder), value=str(folder), values=values)
        raise InputError([found], " ".join(finding_text(found, "en"))) from None
    return folder


def write(path: Path, write_to: Callable[[Path], object]) -> Path:
    """Write a file whole or not at all.

    Parameters
    ----------
    path : Path
        The file.
    write_to : callable
        Writes to the path it is given.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    InputError
        When it cannot be written: no such folder, no right, or open in another program.
    """
    from xlsxwriter.exceptions import FileCreateError

    if not path.parent.is_dir():
        raise refuse("NOM-E805", str(path), folder=str(path.parent))
    temporary = path.with_name(f".new-{path.name}")
    try:
        write_to(temporary)
        temporary.replace(path)
    except (OSError, FileCreateError) as error:
        inner = error.args[0] if error.args and isinstance(error.args[0], OSError) else error
        temporary.unlink(missing_ok=True)
        raise refuse("NOM-E803", str(path), reason=getattr(inner, "strerror", None) or str(inner)) from None
    return path
