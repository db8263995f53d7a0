"""Something wrong in a dwelling file, and the ways to say it that all parts share."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from nulopdemeter.dwelling.strict_toml import did_you_mean
from nulopdemeter.units import H_PER_DAY, H_PER_YEAR

SCHEDULE_LENGTHS = (1, H_PER_DAY, 7 * H_PER_DAY, H_PER_YEAR)
# One elevation all around, or sectors of a whole number of degrees.
SECTORS = (1, 4, 8, 12, 16, 24, 36, 72, 360)


class Wrong(NamedTuple):
    """Something wrong, before it knows its file.

    Attributes
    ----------
    code : str
        Key of its texts.
    place : str
        Element and key.
    value : str
        What stands there.
    values : Mapping[str, object]
        What the texts need.
    """

    code: str
    place: str
    value: str
    values: Mapping[str, object]


def schedule_wrongs(
    values: Sequence[float] | None,
    place: str,
    least: float | None = None,
    most: float | None = None,
    lengths: Sequence[int] = SCHEDULE_LENGTHS,
) -> list[Wrong]:
    """Check the length and the range of a list of numbers.

    Parameters
    ----------
    values : Sequence of float or None
        As the file has them; None is left out.
    place : str
        Element and key.
    least, most : float or None
        Range that all numbers must keep.
    lengths : Sequence of int
        How many numbers there may be.

    Returns
    -------
    list of Wrong
        At most one.
    """
    if values is None:
        return []
    if len(values) not in lengths:
        allowed = ", ".join(str(n) for n in lengths)
        return [Wrong("NOM-E231", place, str(len(values)), {"allowed": allowed})]
    if least is not None and min(values) < least:
        return [out_of_range(place, min(values), f"≥ {least:g}")]
    if most is not None and max(values) > most:
        return [out_of_range(place, max(values), f"≤ {most:g}")]
    return []


def out_of_range(place: str, value: float, limit: str) -> Wrong:
    """Say that a number is outside its range.

    Parameters
    ----------
    place : str
        Element and key.
    value : float
        What stands there.
    limit : str
        What it must be.

    Returns
    -------
    Wrong
        For people.
    """
    return Wrong("NOM-E206", place, f"{value:g}", {"limit": limit, "key": place})


def needs(place: str, key: str, other: str) -> Wrong:
    """Say that a key is of no use without another.

    Parameters
    ----------
    place, key, other : str
        Element, the key that stands there, and what is missing.

    Returns
    -------
    Wrong
        For people.
    """
    return Wrong("NOM-E233", f"{place}: {key}", key, {"needs": other})


def idle(place: str, key: str, other: str) -> Wrong:
    """Say that a key changes nothing without another.

    Parameters
    ----------
    place, key, other : str
        Element, the key that stands there, and what it would act on.

    Returns
    -------
    Wrong
        For people.
    """
    return Wrong("NOM-E243", f"{place}: {key}", key, {"needs": other})


def either(place: str, one: str, other: str) -> Wrong:
    """Say that two keys exclude one another.

    Parameters
    ----------
    place, one, other : str
        Element, and the two keys.

    Returns
    -------
    Wrong
        For people.
    """
    return Wrong("NOM-E232", place, one, {"other": other})


def missing(place: str, *keys: str) -> Wrong:
    """Say that one of several keys must be given.

    Parameters
    ----------
    place : str
        Element.
    *keys : str
        Any of them will do.

    Returns
    -------
    Wrong
        For people.
    """
    return Wrong("NOM-E234", place, "", {"keys": ", ".join(keys)})


def unknown(place: str, word: str, known: Sequence[str]) -> list[Wrong]:
    """Check a word against those that there are.

    Parameters
    ----------
    place : str
        Element and key.
    word : str
        What stands there.
    known : Sequence of str
        What may stand there.

    Returns
    -------
    list of Wrong
        Empty when it is known.
    """
    if word in known:
        return []
    return [Wrong("NOM-E235", place, word, {"allowed": did_you_mean(word, known)})]
