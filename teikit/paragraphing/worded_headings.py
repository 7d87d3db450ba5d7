"""Headings that are known by their wording, whatever is below them: ``INFORMANTS``, and the places of leads.

LEADS
MIAMI DIVISION                          the office, in capitals, above the place
AT MIAMI, FLORIDA
Will ascertain who rented the apartment.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from teikit.lexicon.patterns import Patterns

OFFICE = regex.compile(r"\W{0,4}(?:\p{Lu}{3,}\W{0,2}){1,4}")
"""The line of the office above that of the place, perhaps with specks: ``WASHINGTON FIELD``, ``” ‘MIAMI DIVISION``"""


def is_worded(line: str, patterns: Patterns) -> bool:
    """Whether a line is a heading by its wording: ``~LEADS``, ``INFORMANTS``."""
    return patterns["worded heading"].fullmatch(line.strip()) is not None


def is_place(line: str, patterns: Patterns) -> bool:
    """Whether a line is the place of a lead: ``AT MIAMI, FLORIDA``."""
    return patterns["place of a lead"].fullmatch(line.strip()) is not None


def is_worded_heading(paragraphs: Sequence[str], at: int, patterns: Patterns) -> bool:
    """Whether a paragraph is such a heading: by its wording, a place, or its office, above it or in one paragraph."""
    lines = paragraphs[at].split("\n")
    if len(lines) == 1 and is_worded(lines[0], patterns):
        return True
    if is_place(lines[-1], patterns):
        return len(lines) == 1 or (len(lines) == 2 and OFFICE.fullmatch(lines[0].strip()) is not None)
    is_office = len(lines) == 1 and OFFICE.fullmatch(lines[0].strip()) is not None
    return is_office and at + 1 < len(paragraphs) and is_place(paragraphs[at + 1], patterns)


def is_beside_worded(before: str, line: str, patterns: Patterns) -> bool:
    """Whether one of two lines is a heading by its wording: ``INFORMANTS``, ``AT MIAMI, FLORIDA``.

    Lines of a text in capitals may only resemble the place of a lead: ``WAS SEEN`` / ``AT MIAMI, FLORIDA``.
    """
    if is_worded(before, patterns) or is_worded(line, patterns):
        return True
    is_below = is_place(before, patterns) and not line.isupper()
    return is_below or (is_place(line, patterns) and not before.isupper())
