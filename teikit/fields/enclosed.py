"""Rows that belong to the field above them because the next label of the header is directly below them.

``FROM: Joseph W. Griffin`` / ``Chief, Microfiche Branch`` / ``SUBJECT:``: a row between the value of a party and the
next label is the office; a row there below a subject or a reference is the rest of it. Only papers that were not sent
by wire have such rows.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from teikit.core.text import OPEN_BRACKET
from teikit.fields.items import PARTIES, type_of
from teikit.fields.labels import MARKED
from teikit.fields.rows import HeaderRow

MOST_ROWS = 2  # rows between the value of a field and the next label, at most
MOST_OFFICE_WORDS = 8  # words of the office of a party, at most
MOST_TITLE_WORDS = 10  # words of another row of a subject or a reference, at most
TITLES = frozenset({"subject", "reference"})
"""Types of field with a value in words."""
NEXT = PARTIES | TITLES | {"date"}
"""Types of the labels that may be below."""
IN_ORDER = "in order surely"  # fact of a label in its place on the form, whatever its value reads like
UNFIT = ("point", "comment", "odd half", "prose", "precedence", "empty", "enumerated reference")
"""Facts of a row that does not belong to a value above it."""
OFFICE_OR_OFFICER = regex.compile(
    r"\(?(?:\p{Lu}[\p{L}.'’&/-]*,?|\p{Ll}{2,4},|\p{Lu}[\p{L}/&-]*/\w+|of|for|the|and|to|on|&)"
    r"(?:\s(?:\p{Lu}[\p{L}.'’/-]*\d*,?|of|for|the|and|to|on|&))+(?:\s\([\d-]+\))?\)?\W{0,3}"
)
"""The office of a party (``Security Records Division``, ``(Investigations and Support)``, ``ief, Records Branch``) or
another officer: ``SAC, TAMPA (92-1)``."""
VALUE_WORD = regex.compile(r"\p{L}{2,}")  # a word of a value, not only an initial
WORD_OR_YEAR = regex.compile(r"\p{L}{3}|\b(?:19|20)\d\d\b")
"""A word or a year, which other rows of a subject or a reference have."""
END_OF_REFERENCE = regex.compile(r";\W?$")  # the end of one of several references: (response to above letter) ;
CLOSED = regex.compile(r"[^():]{1,40}\)(?:,\sattached)?\W{0,2}")
"""The rest of a bracket of the row above: ``(same`` / ``subject).``, ``by the Bureau, etc.), attached``"""
OPEN_END = regex.compile(r"(?:,|(?i:\b(?:dated|dtd|of|and|the|to|from|in|on|for|with|re|by|at|an?|or)))\W?$")
"""The end of a row that continues in the next one: ``Pages 78, 79,``, ``Memorandum to DC/LAD dated``."""


def belongs(rows: Sequence[HeaderRow], first: int, at: int, kind: str, office_word: regex.Pattern[str]) -> bool:
    """Whether row ``at`` belongs to the field of type ``kind`` that begins with row ``first`` and extends to it.

    ``office_word`` matches a word that an office has.
    """
    row = rows[at]
    if kind in TITLES and OPEN_BRACKET.search(rows[at - 1].text) and CLOSED.fullmatch(row.text):
        return True
    if row.clear_label:
        return False
    is_dated = bool(row.facts.get("date alone"))  # 26. June 1978 is not a point
    is_unfit = row.shows(fact for fact in UNFIT if not (is_dated and fact == "point"))
    if is_unfit or (at == first + 1 and not VALUE_WORD.search(rows[first].value_text)):
        return False
    if kind in PARTIES:
        return _is_office(row.text, office_word) and _is_above_label(rows, at)
    if kind not in TITLES:
        return False
    words = len(row.text.split())
    if WORD_OR_YEAR.search(row.text) is None:
        return False
    is_open = OPEN_END.search(rows[at - 1].text) or (kind == "reference" and END_OF_REFERENCE.search(rows[at - 1].text))
    if is_open and words <= MOST_TITLE_WORDS and type_of(row) in ("", kind, "date"):
        return True
    is_title = words <= MOST_TITLE_WORDS and not row.text.endswith((".", ":"))
    return is_title and type_of(row) in ("", kind) and _is_above_label(rows, at)


def is_date_of_it(rows: Sequence[HeaderRow], first: int, at: int, kind: str) -> bool:
    """Whether row ``at`` is the date of a thing in a subject or reference: ``Debriefing of Smith`` / ``7 May 1964``.

    It has no label and is below the first words of the field, which begins with row ``first``; in a reference, below a
    comma or semicolon. Below a colon it is the value of the words there: ``FBI doc:`` / ``22 Aug. 51``.
    """
    row, above = rows[at], rows[at - 1].text
    has_words = at > first + 1 or VALUE_WORD.search(rows[first].value_text) is not None
    is_alone = bool(row.facts.get("date alone")) and row.clear_label is None
    is_open = not above.endswith(":") if kind == "subject" else above.endswith((",", ";"))
    return kind in TITLES and has_words and is_alone and is_open


def _is_office(text: str, word: regex.Pattern[str]) -> bool:
    """Whether a row may be the office of a party."""
    is_short = len(text.split()) <= MOST_OFFICE_WORDS
    return is_short and OFFICE_OR_OFFICER.fullmatch(text) is not None and word.search(text) is not None


def _is_above_label(rows: Sequence[HeaderRow], at: int) -> bool:
    """Whether the next label of the header is directly below a row, or below one more row without a label."""
    for row in rows[at + 1 : at + 1 + MOST_ROWS]:
        if label := row.clear_label:
            is_alone = label.after == "end" and row.text.isupper()
            is_marked = label.after in MARKED or (label.exact and (is_alone or label.after == "mark"))
            is_prose = row.facts.get("prose") and not (label.exact and row.facts.get(IN_ORDER))
            return is_marked and label.field.id in NEXT and not is_prose
        if row.shows(UNFIT):
            return False
    return False
