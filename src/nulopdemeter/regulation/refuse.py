"""Refuse columns that the rules cannot be applied to, everything that is wrong at once."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from nulopdemeter.dwelling.strict_toml import input_error
from nulopdemeter.errors import Finding, Severity

# Findings of one column that are told; the count says how many there are.
MOST = 5


def wrong(
    column: str,
    given: NDArray[np.generic],
    is_wrong: NDArray[np.bool_],
    allowed: str,
    code: str = "NOM-E501",
    names: NDArray[np.object_] | None = None,
    most: int = MOST,
) -> list[Finding]:
    """Return findings about one column, a few rows of it.

    Parameters
    ----------
    column : str
        Its name.
    given : ndarray
        Shape (n,), what stood there.
    is_wrong : ndarray of bool
        Shape (n,).
    allowed : str
        What may stand there.
    code : str
        Code of the finding.
    names : ndarray of str, optional
        Shape (n,), of the dwellings; a row without a name is told by its number.
    most : int
        Findings that are told.

    Returns
    -------
    list of Finding
        Empty when nothing is wrong.
    """
    places = np.flatnonzero(is_wrong)
    values = {"allowed": allowed, "count": str(len(places)), "column": column}
    return [
        Finding(
            code,
            Severity.ERROR,
            place=(str(names[i]) if names is not None else "") or str(i),
            column=column,
            value=str(given[i]),
            values=values,
            row=int(i),
        )
        for i in places[:most]
    ]


def refuse(findings: Sequence[Finding]) -> None:
    """Stop when something is wrong.

    Parameters
    ----------
    findings : Sequence of Finding
        What `wrong` found, of all columns.

    Raises
    ------
    InputError
        When there is any.
    """
    if findings:
        raise input_error(findings)
