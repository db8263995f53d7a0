"""Find the data folders that stand at the top of the checkout and inside the wheel."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


def shipped(folder: str) -> Path:
    """Return a folder of shipped data, in an installed wheel or in a checkout.

    Parameters
    ----------
    folder : str
        ``"weather"`` or ``"housing_types"``.

    Returns
    -------
    Path
        The folder.

    Raises
    ------
    FileNotFoundError
        When neither place has it: the installation is damaged.
    """
    for place in (_PACKAGE / "_shipped" / folder, _PACKAGE.parents[1] / folder):
        if place.is_dir():
            return place
    raise FileNotFoundError(f"{folder}: not in the installed package; install nulopdemeter again")
