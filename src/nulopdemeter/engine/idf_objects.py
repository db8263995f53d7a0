"""Objects of an EnergyPlus input as text, and the names they may have."""

import re
import unicodedata

Field = str | float | int


def idf_object(kind: str, *fields: Field) -> str:
    """Return one object.

    Parameters
    ----------
    kind : str
        Its class, such as ``Zone``.
    *fields : str or float
        In the order of the input dictionary; an empty text takes the default.

    Returns
    -------
    str
        Text that ends in a blank line.
    """
    told = [kind, *(_text(field) for field in fields)]
    return ",\n  ".join(told) + ";\n"


def _text(field: Field) -> str:
    return field if isinstance(field, str) else f"{field:.10g}"


def idf_name(text: str) -> str:
    """Return a name without signs that mean something in an input file.

    Parameters
    ----------
    text : str
        Any name.

    Returns
    -------
    str
        Plain letters, digits and blanks.
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9_.\- ]+", " ", plain).strip()[:60] or "x"
