"""Align a text with the truth: by runs of equal words, and by letters between these anchors."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein, Opcode

ANCHOR = 4  # fewest words in a row that are the same in both; between such anchors letters are aligned


class Reading(NamedTuple):
    """The text in the place of one word of the truth, from ``start`` up to, not including, ``end``.

    Offsets are in code points; ``text`` is empty if the text has nothing there.
    """

    start: int
    end: int
    text: str


def readings(words: Sequence[str], text: str) -> list[Reading]:
    """For each word of the truth, the whole words that a text (with single spaces) has in its place.

    >>> [reading.text for reading in readings("IN THE GREEN HOUSE".split(), "INTHE GREFN")]
    ['INTHE', 'INTHE', 'GREFN', '']
    """
    text_words = text.split()
    starts = list(accumulate((len(word) + 1 for word in text_words), initial=0))
    aligned: list[Reading] = []
    for step in _blocks(words, text_words):
        start, part = starts[step.dest_start], words[step.src_start : step.src_end]
        if step.tag == "equal":
            offsets = starts[step.dest_start : step.dest_end]
            aligned += (Reading(at, at + len(word), word) for word, at in zip(part, offsets, strict=True))
        else:
            by_letters = _readings_by_letters(part, " ".join(text_words[step.dest_start : step.dest_end]))
            aligned += (Reading(start + reading.start, start + reading.end, reading.text) for reading in by_letters)
    return aligned


def _blocks(words: Sequence[str], text_words: Sequence[str]) -> Iterator[Opcode]:
    """The anchors of two lists of words, and all that is between two of them as one step."""
    first = last = (0, 0)
    for step in Levenshtein.opcodes(words, text_words):
        last = step.src_end, step.dest_end
        if step.tag == "equal" and step.src_end - step.src_start >= ANCHOR:
            yield Opcode("replace", first[0], step.src_start, first[1], step.dest_start)
            yield step
            first = last
    yield Opcode("replace", first[0], last[0], first[1], last[1])


def _readings_by_letters(words: Sequence[str], text: str) -> Iterator[Reading]:
    """The readings of the words, by an alignment of letters alone."""
    steps = list(Levenshtein.opcodes(" ".join(words), text))
    starts = [step.src_start for step in steps]
    start = 0
    for word in words:
        first = _offset_in_text(steps, starts, start, ends=False)
        last = _offset_in_text(steps, starts, start + len(word), ends=True)
        yield _whole_words(text, first, last)
        start += len(word) + 1


def _offset_in_text(steps: Sequence[Opcode], starts: Sequence[int], offset: int, *, ends: bool) -> int:
    """The offset in the text that an offset in the truth becomes; if a word ``ends`` there, before any insertion."""
    index = max(bisect_right(starts, offset) - 1, 0)
    while ends and index and steps[index].src_start == offset:
        index -= 1
    if not steps:
        return 0
    step = steps[index]
    if offset >= step.src_end:
        return step.dest_end
    return step.dest_start + min(offset - step.src_start, step.dest_end - step.dest_start)


def _whole_words(text: str, start: int, end: int) -> Reading:
    """A stretch of a text, extended to whole words; empty if it has only white space."""
    part = text[start:end]
    if not part.strip():
        return Reading(start, start, "")
    start, end = start + len(part) - len(part.lstrip()), end - len(part) + len(part.rstrip())
    start = text.rfind(" ", 0, start) + 1
    blank = text.find(" ", end)
    end = len(text) if blank < 0 else blank
    return Reading(start, end, text[start:end])
