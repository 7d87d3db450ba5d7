"""What the head of a text says about it: record number, date-time group, number with date, its sheet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import regex

from teikit.collation.identity import RECORD
from teikit.lexicon import Lexicon

HEAD = 2000  # characters at the head of a text in which clues are looked for
NUMBERED = regex.compile(r"(?<![\p{L}\p{N}])(\p{Lu}{4,})[\s-]{1,2}([0-9]{3,5})(?![\p{N}/])")
"""What may be a post with its number: ``VIEN 28362``, ``WAVE-4712``; but ``PAGE 001``, too, and that is no post."""
SHEET_SAYS = regex.compile(
    r"(?<!\p{L})DATE[^\p{L}\p{N}]{1,8}(?:PAGES[^\p{L}\p{N}]{1,8})?(?P<day>[0-9]{2}/[0-9]{2})/(?:[0-9]{2})?(?P<year>[0-9]{2})"
    r"\s+(?:PAGES[^\p{L}\p{N}]{1,8})?(?P<pages>[0-9]{1,4})(?![\p{L}\p{N}/])"
)
"""Date and number of pages of a document on the sheet that an archive puts before it, line by line or column by column:
``DATE : 09/19/77`` and ``PAGES : 5``; ``DATE``, ``PAGES``, ``03/20/78``, ``4``."""

# The kinds of clues.
RECORD_NUMBER = "record number"
GROUP = "date-time group"  # kinds of clues, as the table of copies names them
NUMBER = "number and date"
SHEET = "sheet"


class Clue(NamedTuple):
    """One thing that the head of a text says: what it is, and its value."""

    kind: str
    value: str


def clues(name: str, text: str, lexicon: Lexicon) -> frozenset[Clue]:
    """What the head of a text says; the record number may also stand in the ``name`` of the file."""
    head = text[:HEAD]
    return frozenset([*_record_number(name, head), *_dated(head, lexicon), *_sheet(head)])


def _record_number(name: str, head: str) -> Iterator[Clue]:
    """The record number in the name of the file; without one there, the first one in the head."""
    match = RECORD.search(name) or RECORD.search(head)
    if match:
        yield Clue(RECORD_NUMBER, match[1])


def _dated(head: str, lexicon: Lexicon) -> Iterator[Clue]:
    """The date-time groups, and each number of a post with each day."""
    calendar = lexicon.calendar
    moments = {when for match in calendar.date.finditer(head) if (when := calendar.when(match[0]))}
    yield from (Clue(GROUP, when) for when in moments if when.endswith("Z"))
    days = {when[:10] for when in moments}
    numbers = {f"{match[1]} {match[2]}" for match in NUMBERED.finditer(head) if match[1] in lexicon.posts}
    yield from (Clue(NUMBER, f"{number}, {day}") for number in numbers for day in days)


def _sheet(head: str) -> Iterator[Clue]:
    """The date and the number of pages of the document that its sheet gives; ``00/00/00`` is no date."""
    match = SHEET_SAYS.search(head)
    if match:
        yield Clue(SHEET, f"{match['day']}/{match['year']}, {match['pages']}")
