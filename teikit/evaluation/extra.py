"""Separate stretches of a text that are missing in the truth: a header, running heads, a page that was not typed.

A truth is often only the message. Such stretches are not misread letters, so they are counted separately; anything
shorter than ``LEAST_WORDS`` words is an error like any other.
"""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein
from rapidfuzz.fuzz import partial_ratio_alignment

LEAST_WORDS = 5  # fewest words of a stretch that is counted separately


def without_extra(truth: str, text: str) -> tuple[str, str]:
    """A text (with single spaces) without the stretches that are missing in the truth, and those stretches.

    >>> without_extra("HE WENT HOME", "FROM PARIS TO SECRETARY OF STATE HE WANT HOME")
    ('HE WANT HOME', 'FROM PARIS TO SECRETARY OF STATE')
    """
    truth_words, text_words = truth.split(), text.split()
    kept: list[str] = []
    extra: list[str] = []
    for step in Levenshtein.opcodes(truth_words, text_words):
        right, read = truth_words[step.src_start : step.src_end], text_words[step.dest_start : step.dest_end]
        first, end = _counterpart(right, read) if step.tag in ("insert", "replace") else (0, len(read))
        kept += read[first:end]
        extra += [*read[:first], *read[end:]]
    return " ".join(kept), " ".join(extra)


def _counterpart(right: Sequence[str], read: Sequence[str]) -> tuple[int, int]:
    """The words in ``read`` for the ``right`` ones: the number of the first, and of the one after the last."""
    if len(read) - len(right) < LEAST_WORDS:
        return 0, len(read)
    if not right:
        return 0, 0
    text = " ".join(read)
    match = partial_ratio_alignment(" ".join(right), text)
    if match is None:
        return 0, len(read)
    first, end = text.count(" ", 0, match.dest_start), text.count(" ", 0, match.dest_end) + 1
    return (first if first >= LEAST_WORDS else 0), (end if len(read) - end >= LEAST_WORDS else len(read))
