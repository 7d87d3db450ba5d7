"""The date of a document without a label above the text: ``Washington, D.C., 23 April 1945``."""

from __future__ import annotations

from collections.abc import Container, Sequence

import regex

from teikit.fields.rows import HeaderRow
from teikit.fields.values.dates import MONTH_LIKENESS, Dates

LIKELY = 0.5  # chance from which a row is of the header
DATED = ("date alone", "day and month alone", "misread date alone", "head and date", "date", "date-time group")
"""Facts of a row that has a date."""
LIKELY_PLACED = 0.1  # chance from which a row with only a place before its date is of the header
PLACED = regex.compile(r"\W{0,2}(?:\p{Lu}[\p{L}.’'-]*,?\s){0,3}\p{Lu}[\p{L}.’'-]*,\s{1,3}(?:\d|\p{Lu}\p{L}{2,8}\s\d)")
"""A place and a date: ``Geneva, 14th May, 1923``, ``New York, N.Y., May 3, 1963``."""
CITED = regex.compile(r"(?i)(?:\b(?:of|dated|dtd|from|on|to)\b|[:(=])\W*$")
"""The word before a date of something other than the document: ``memo dated``, ``(``, a label"""


def dateline(
    rows: Sequence[HeaderRow], chances: Sequence[float], taken: Container[int], dates: Dates
) -> dict[int, str]:
    """The place of the row with the date of a document, if it is the only likely row above the text that ends in one.

    ``Washington, D.C., 23 April 1945`` is such a row; ``REF: UFAA-4484, 26 October 1972`` and ``Request of 1 March
    1978`` are not. One that has only a place before the date needs less evidence. Empty if the header has another date.
    """
    above = [at for at, row in enumerate(rows) if row.facts.get("before text") and row.label is None]
    ends = [
        at
        for at in above
        if chances[at] >= (LIKELY_PLACED if PLACED.match(rows[at].text) else LIKELY)
        and _ends_dated(rows[at].text, dates)
    ]
    dated = (at for at, row in enumerate(rows) if row.shows(DATED))
    has_date = any(at in taken and at not in ends for at in dated)
    return {ends[0]: "date"} if len(ends) == 1 and not has_date else {}


def _ends_dated(text: str, dates: Dates) -> bool:
    """Whether a row ends in a date that is the document's own."""
    last = next(iter(dates.days(text)[-1:]), None)
    if last is None or last.likeness < MONTH_LIKENESS or last.span.start == 0:
        return False
    is_worded = any(map(str.isalpha, text[slice(*last.span)])) and not any(map(str.isalnum, text[last.span.end :]))
    return is_worded and CITED.search(text, 0, last.span.start) is None
