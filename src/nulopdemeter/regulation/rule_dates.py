"""What a run says of days that its tables of rules do not cover."""

from collections.abc import Mapping
from datetime import date

from nulopdemeter.language import date_text, number, say
from nulopdemeter.parameters import Outside, outside
from nulopdemeter.parameters.dated import spans
from nulopdemeter.regulation.epv_before_2024 import OLDER, epv_rules

# Tables that a run asks for the day of the bill with netting; the bill without it asks those of its prices again.
PRICES = ("huurtoeslag", "energy_tax", "netting", "grid")
RULES = ("regulation", "label", "epv", "wws", "wws_rent", "rent", *PRICES)
EPV_RULES, EPV_BEFORE_2024 = "epv_regimes", "epv_before_2024"
EDITIONS = "nta8800_editions"


def rule_notes(
    on_netting: date, on_no_netting: date, nta_edition: str, on_epv: date | None = None
) -> tuple[Outside, ...]:
    """Return where the days of a run lie outside the rules that are known.

    Parameters
    ----------
    on_netting : date
        Day whose law, rent and tariffs hold for the bill with netting.
    on_no_netting : date
        Day whose tariffs and huurtoeslag hold for the bill without it.
    nta_edition : str
        Edition of NTA 8800 that the law is judged by.
    on_epv : date, optional
        Day that picks the rules of the EPV, ``on_netting`` without it; their amounts are those of ``on_netting``.

    Returns
    -------
    tuple of Outside
        Empty where all is known; a table once a day and side.
    """
    first = [note for table in RULES for note in outside(table, on_netting)]
    second = [note for table in PRICES for note in outside(table, on_no_netting)]
    third = outside(EDITIONS, on_netting, nta_edition)
    registered = on_epv or on_netting
    older = epv_rules(registered).regime == OLDER
    fourth = outside(EPV_RULES, registered) + (outside(EPV_BEFORE_2024, on_netting) if older else ())
    return tuple(dict.fromkeys([*first, *fourth, *second, *third]))


def as_facts(note: Outside) -> dict[str, object]:
    """Return a note as the manifest of a run keeps it.

    Parameters
    ----------
    note : Outside
        Of `rule_notes`.

    Returns
    -------
    dict of str to object
        ``table``, ``asked``, ``note``, ``day``, ``n_rules``, ``n_all``, and ``edition`` where it is about one.
    """
    is_edition = note.table == EDITIONS
    return {
        "table": note.table,
        "asked": note.asked.isoformat(),
        "note": note.note.replace(".note.", ".edition.") if is_edition else note.note,
        "day": note.day.isoformat(),
        "n_rules": len(note.rules),
        "n_all": len({span.rule for span in spans(note.table)}),
        "edition": note.rules[0] if is_edition else "",
    }


def note_text(facts: Mapping[str, object], lang: str) -> str:
    """Say a note of a manifest.

    Parameters
    ----------
    facts : Mapping[str, object]
        Of `as_facts`.
    lang : str
        ``"nl"`` or ``"en"``.

    Returns
    -------
    str
        Table, day asked for, what was taken, and how many of its rules are concerned.
    """
    is_edition = facts["table"] == EDITIONS
    values = {
        "table": "" if is_edition else say(f"rules.table.{facts['table']}", lang),
        "edition": str(facts["edition"]),
        "asked": date_text(date.fromisoformat(str(facts["asked"])), lang),
        "day": date_text(date.fromisoformat(str(facts["day"])), lang),
        "n_rules": number(float(str(facts["n_rules"])), lang),
        "n_all": number(float(str(facts["n_all"])), lang),
    }
    return say(str(facts["note"]), lang, values)
