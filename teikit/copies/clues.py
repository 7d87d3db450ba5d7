"""Find the clues at the head of a text: record number, date-time group, number with date, its sheet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import regex

from teikit.genres.records import UNDAMAGED_RECORD
from teikit.lexicon import Lexicon

HEAD = 2000  # characters at the head of a text in which clues are looked for
SERIES_AND_NUMBER = regex.compile(r"(?<![\p{L}\p{N}])(\p{Lu}{4,})[\s-]{1,2}([0-9]{3,5})(?![\p{N}/])")
"""A possible post with its number: ``VIEN 28362``, ``WAVE-4712``; also ``PAGE 001``, which is not a post."""

# The kinds of clues.
RECORD_NUMBER = "record number"
GROUP = "date-time group"
NUMBER = "number and date"
SHEET = "sheet"


class Clue(NamedTuple):
    """A clue at the head of a text: its kind and its value."""

    kind: str
    value: str


def clues(name: str, text: str, lexicon: Lexicon) -> frozenset[Clue]:
    """The clues of a text; the record number may also be in the ``name`` of the file."""
    head = text[:HEAD]
    return frozenset([*_record_number(name, head), *_dated(head, lexicon), *_sheet(head, lexicon)])


def _record_number(name: str, head: str) -> Iterator[Clue]:
    """The record number in the name of the file; without one there, the first one in the head."""
    match = UNDAMAGED_RECORD.search(name) or UNDAMAGED_RECORD.search(head)
    if match:
        yield Clue(RECORD_NUMBER, match[0])


def _dated(head: str, lexicon: Lexicon) -> Iterator[Clue]:
    """The date-time groups, and each number of a post with each day."""
    calendar = lexicon.calendar
    moments = {when for when in (calendar.when(match[0]) for match in calendar.date.finditer(head)) if when}
    yield from (Clue(GROUP, when) for when in moments if when.endswith("Z"))
    days = {when[:10] for when in moments}
    numbers = {f"{match[1]} {match[2]}" for match in SERIES_AND_NUMBER.finditer(head) if match[1] in lexicon.posts}
    yield from (Clue(NUMBER, f"{number}, {day}") for number in numbers for day in days)


def _sheet(head: str, lexicon: Lexicon) -> Iterator[Clue]:
    """The date and the number of pages of the document, from its sheet; ``00/00/00`` is not a date."""
    match = lexicon.patterns["date and pages of a sheet"].search(head)
    if match:
        yield Clue(SHEET, f"{match['day']}/{match['year']}, {match['pages']}")
