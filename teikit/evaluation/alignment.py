"""What a text has in the place of each word of the truth."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein


class Reading(NamedTuple):
    """What a text has in the place of one word: ``text``; ``start`` and ``end`` say where."""

    start: int
    end: int
    text: str


class Step(NamedTuple):
    """A stretch of the truth and what it is in a text; ``tag`` is equal, replace, insert or delete."""

    tag: str
    src_start: int
    src_end: int
    dest_start: int
    dest_end: int


ANCHOR = 4  # words in a row that are the same in both, between which letters are aligned


def readings(words: Sequence[str], text: str) -> list[Reading]:
    """For each word of the truth the whole words that a text (with single blanks) has in its place; empty if none.

    >>> [reading.text for reading in readings("IN THE GREEN HOUSE".split(), "INTHE GREFN")]
    ['INTHE', 'INTHE', 'GREFN', '']
    """
    there = text.split()
    starts = list(accumulate((len(word) + 1 for word in there), initial=0))
    aligned: list[Reading] = []
    for step in _blocks(words, there):
        start, part = starts[step.dest_start], words[step.src_start : step.src_end]
        if step.tag == "equal":
            places = starts[step.dest_start : step.dest_end]
            aligned += (Reading(at, at + len(word), word) for word, at in zip(part, places, strict=True))
        else:
            among = _readings(part, " ".join(there[step.dest_start : step.dest_end]))
            aligned += (Reading(start + reading.start, start + reading.end, reading.text) for reading in among)
    return aligned


def _blocks(words: Sequence[str], there: Sequence[str]) -> Iterator[Step]:
    """The anchors of two lists of words, and what stands between them as one block each."""
    first = last = (0, 0)
    for step in _steps(words, there):
        last = step.src_end, step.dest_end
        if step.tag == "equal" and step.src_end - step.src_start >= ANCHOR:
            yield Step("replace", first[0], step.src_start, first[1], step.dest_start)
            yield step
            first = last
    yield Step("replace", first[0], last[0], first[1], last[1])


def _readings(words: Sequence[str], text: str) -> Iterator[Reading]:
    """The same, by the letters alone."""
    steps = _steps(" ".join(words), text)
    starts = [step.src_start for step in steps]
    place = 0
    for word in words:
        first = _there(steps, starts, place, False)
        last = _there(steps, starts, place + len(word), True)
        yield _whole(text, first, last)
        place += len(word) + 1


def _steps(truth: Sequence[str], text: Sequence[str]) -> list[Step]:
    return [Step(*step) for step in Levenshtein.opcodes(truth, text).as_list()]


def _there(steps: Sequence[Step], starts: Sequence[int], place: int, ends: bool) -> int:
    """Where a place between two letters of the truth lies in the text; with ``ends``, before any insertion there."""
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
    """A stretch of a text as whole words; empty for blanks alone."""
    part = text[start:end]
    if not part.strip():
        return Reading(start, start, "")
    start, end = start + len(part) - len(part.lstrip()), end - len(part) + len(part.rstrip())
    start = text.rfind(" ", 0, start) + 1
    after = text.find(" ", end)
    end = len(text) if after < 0 else after
    return Reading(start, end, text[start:end])
