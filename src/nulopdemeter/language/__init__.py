"""Dutch and English: messages, headings and number formats.

Texts live in CSV files beside this module, one row a text: ``key,nl,en``. A text may hold ``{names}`` that
are filled in when it is said.
"""

from nulopdemeter.language.catalogue import LANGUAGES, finding_text, headings, say
from nulopdemeter.language.formats import date_text, eur, number

__all__ = ["LANGUAGES", "date_text", "eur", "finding_text", "headings", "number", "say"]
