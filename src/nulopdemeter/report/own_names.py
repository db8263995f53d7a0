"""Packages of the user's own, under the name that their file gives them."""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from nulopdemeter.dwelling import SHIPPED_NAMES, read_package
from nulopdemeter.report.words import CURRENT, package_name
from nulopdemeter.summary import Summary


def own_names(given: object, lang: str) -> dict[str, str]:
    """Return what the packages of the user are called; shipped ones keep the short name of the report.

    Parameters
    ----------
    given : object
        ``package_names`` of the manifest: texts by language, by key; anything else counts as nothing.
    lang : str
        ``"nl"`` or ``"en"``.

    Returns
    -------
    dict of str to str
        Name by key; where two packages would have one name, both keep their key.
    """
    if not isinstance(given, Mapping):
        return {}
    names = {
        str(key): str(texts[lang])
        for key, texts in given.items()
        if isinstance(texts, Mapping)
        and texts.get(lang)
        and not _is_shipped(str(key), str(texts[lang]), lang)
    }
    others = [
        text for key in given if str(key) not in names for text in (str(key), package_name(str(key), lang))
    ]
    called = [*names.values(), *names, *others]
    return {key: name for key, name in names.items() if called.count(name) == 1}


def _is_shipped(key: str, name: str, lang: str) -> bool:
    """Tell whether a package is a shipped one; the current state is, whatever it is called."""
    if key == CURRENT:
        return True
    return key in SHIPPED_NAMES and name == getattr(read_package(key).name, lang)


def rename(table: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """Call the packages in a table by other names.

    Parameters
    ----------
    table : pandas.DataFrame
        With or without a column ``package``.
    names : Mapping[str, str]
        Name by key.

    Returns
    -------
    pandas.DataFrame
        The table itself when there is nothing to rename.
    """
    if not names or "package" not in table:
        return table
    return table.assign(package=table["package"].map(lambda key: names.get(key, key)))


def rename_summary(summary: Summary, names: Mapping[str, str]) -> Summary:
    """Call the packages in all tables of a summary by other names.

    Parameters
    ----------
    summary : Summary
        Tables of the stock.
    names : Mapping[str, str]
        Name by key.

    Returns
    -------
    Summary
        With the same numbers.
    """
    return replace(
        summary,
        packages=rename(summary.packages, names),
        complexes=rename(summary.complexes, names),
        labels=rename(summary.labels, names),
        epv=rename(summary.epv, names),
        changes=rename(summary.changes, names),
        reasons=rename(summary.reasons, names),
        epv_reasons=rename(summary.epv_reasons, names),
        measures=rename(summary.measures, names),
    )
