"""What a text has and the truth does not have at all: a header, running heads, a page that nobody typed.

A truth is often the message alone. Such stretches are not misread letters, so they are counted separately; anything
shorter than ``LEAST`` words is an error like any other.
"""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein
from rapidfuzz.fuzz import partial_ratio_alignment

LEAST = 5  # words of a stretch that is counted apart


def without_extra(truth: str, text: str) -> tuple[str, str]:
    """A text (with single blanks) without the stretches that the truth does not have, and those stretches.

    >>> without_extra("HE WENT HOME", "FROM PARIS TO SECRETARY OF STATE HE WANT HOME")
    ('HE WANT HOME', 'FROM PARIS TO SECRETARY OF STATE')
    """
    words, read = truth.split(), text.split()
    kept: list[str] = []
    extra: list[str] = []
    for step in Levenshtein.opcodes(words, read):
        right, there = words[step.src_start : step.src_end], read[step.dest_start : step.dest_end]
        first, end = _shared(right, there) if step.tag in ("insert", "replace") else (0, len(there))
        kept += there[first:end]
        extra += [*there[:first], *there[end:]]
    return " ".join(kept), " ".join(extra)


def _shared(right: Sequence[str], there: Sequence[str]) -> tuple[int, int]:
    """Which words stand for those of the truth in their place: the first, and the one after the last."""
    if len(there) - len(right) < LEAST:
        return 0, len(there)
    if not right:
        return 0, 0
    match = partial_ratio_alignment(" ".join(right), " ".join(there))
    if match is None:
        return 0, len(there)
    text = " ".join(there)
    first, end = text.count(" ", 0, match.dest_start), text.count(" ", 0, match.dest_end) + 1
    return (first if first >= LEAST else 0), (end if len(there) - end >= LEAST else len(there))
