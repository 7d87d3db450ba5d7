"""What a text has in the place of each word of the truth."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein


class Step(NamedTuple):
    """A stretch of the truth and what it is in a text; ``tag`` is equal, replace, insert or delete."""

    tag: str
    src_start: int
    src_end: int
    dest_start: int
    dest_end: int


class Reading(NamedTuple):
    """What a text has in the place of one word: ``text``; ``start`` and ``end`` say where."""

    start: int
    end: int
    text: str


def readings(words: Sequence[str], text: str) -> list[Reading]:
    """For each word of the truth the whole words that a text (with single blanks) has in its place; empty if none.

    >>> [reading.text for reading in readings("IN THE GREEN HOUSE".split(), "INTHE GREFN")]
    ['INTHE', 'INTHE', 'GREFN', '']
    """
    steps = [Step(*step) for step in Levenshtein.opcodes(" ".join(words), text).as_list()]
    starts = [step.src_start for step in steps]
    place, found = 0, []
    for word in words:
        first = _there(steps, starts, place, False)
        last = _there(steps, starts, place + len(word), True)
        found.append(_whole(text, first, last))
        place += len(word) + 1
    return found


def _there(steps: Sequence[Step], starts: Sequence[int], place: int, ends: bool) -> int:
    """Where a place between two letters of the truth is in the text; ``ends``: what is inserted there is behind it."""
    index = max(bisect_right(starts, place) - 1, 0)
    while ends and index and (steps[index].src_start == place):
        index -= 1
    if not steps:
        return 0
    step = steps[index]
    if place >= step.src_end:
        return step.dest_end
    into = place - step.src_start
    return step.dest_start + min(into, step.dest_end - step.dest_start)


def _whole(text: str, start: int, end: int) -> Reading:
    """A stretch of a text as whole words; what is only blanks is nothing."""
    part = text[start:end]
    if not part.strip():
        return Reading(start, start, "")
    start, end = start + len(part) - len(part.lstrip()), end - len(part) + len(part.rstrip())
    start = text.rfind(" ", 0, start) + 1
    after = text.find(" ", end)
    end = len(text) if after < 0 else after
    return Reading(start, end, text[start:end])
