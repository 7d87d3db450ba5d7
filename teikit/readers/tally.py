"""Counts of oddities of a file, or of what is in it but not in the text: one note for each kind, with its number."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from teikit.core import Note

COUNTED = re.compile(r"([0-9,]+) × (.*)", re.DOTALL)
"""The message of a note that counts: ``2 × a line has a place on the page and no text``."""


class Tally(Counter[str]):
    """Counts by the code of their note; ``remarks`` has the message for each code, in the order of the notes."""

    def __init__(self, remarks: Mapping[str, str]) -> None:
        super().__init__()
        self.remarks = remarks

    def notes(self) -> Iterator[Note]:
        """A note for each code that was counted."""
        for code, what in self.remarks.items():
            if self[code]:
                yield Note(code, f"{self[code]:,} × {what}")


def added_up(notes: Iterable[Note]) -> list[Note]:
    """Notes on several files as notes on all of them: each once, and counts added.

    >>> added_up([Note("A", "2 × a word"), Note("B", "odd"), Note("A", "1 × a word"), Note("B", "odd")])
    [Note(code='A', message='3 × a word', offset=None), Note(code='B', message='odd', offset=None)]
    """
    counts: Counter[tuple[str, str]] = Counter()
    once: dict[Note | tuple[str, str], None] = {}
    for note in notes:
        match = COUNTED.fullmatch(note.message)
        if match and note.offset is None:
            counts[note.code, match[2]] += int(match[1].replace(",", ""))
            once.setdefault((note.code, match[2]))
        else:
            once.setdefault(note)
    return [key if isinstance(key, Note) else Note(key[0], f"{counts[key]:,} × {key[1]}") for key in once]
