"""The documents of a folder at first sight: texts that are almost the same are copies of one document."""

from __future__ import annotations

from collections.abc import Sequence

from teikit.copies.candidates import candidates
from teikit.copies.likeness import Likeness
from teikit.copies.sketch import Sketch
from teikit.copies.worth import Worth, sampled

PLAIN = 0.7  # likeness from which two texts are copies at first sight


def worth_by_documents(sketches: Sequence[Sketch]) -> Worth:
    """The weights of hashes by how many documents have them, and not how many copies of these."""
    return Worth(sketches, documents(sampled(sketches)))


def documents(sketches: Sequence[Sketch]) -> list[int]:
    """For each text the number of the first of those that are copies of it at first sight."""
    worth = Worth(sketches)
    likeness = Likeness(sketches, worth)
    first = list(range(len(sketches)))
    for left, right in candidates(sketches, worth):
        if likeness.of(left, right) >= PLAIN:
            here, there = sorted((_root(first, left), _root(first, right)))
            first[there] = here
    return [_root(first, number) for number in first]


def _root(first: list[int], number: int) -> int:
    while first[number] != number:
        number = first[number]
    return number
