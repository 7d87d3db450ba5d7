"""Anchors of an alignment: stretches of words that stand once in either text, and in the same order in both."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence, Set
from typing import NamedTuple


class Block(NamedTuple):
    """Words ``start`` to ``end`` of one text, to be aligned with ``other_start`` to ``other_end`` of another."""

    start: int
    end: int
    other_start: int
    other_end: int

    @property
    def size(self) -> int:
        """Number of pairs of words."""
        return (self.end - self.start) * (self.other_end - self.other_start)


Place = tuple[int, int]
"""The number of a word in the one text, and that of the same word in the other."""


def anchors_of(
    first: Sequence[str], second: Sequence[str], block: Block, length: int, gaps: Set[int], other_gaps: Set[int]
) -> list[Place]:
    """The words of all stretches of ``length`` words that a block has once on either side, in the order of both.

    None where there is only one such stretch and it is all that one side of the block has: that would gain nothing.
    """
    ours = _unique(first, block.start, block.end, length, gaps)
    theirs = _unique(second, block.other_start, block.other_end, length, other_gaps)
    stretches = _longest_rising([(ours[stretch], theirs[stretch]) for stretch in ours if stretch in theirs])
    longest_side = max(block.end - block.start, block.other_end - block.other_start)
    if len(stretches) < 2 and longest_side <= length:
        return []
    return sorted({(here + step, there + step) for here, there in stretches for step in range(length)})


def _unique(words: Sequence[str], start: int, end: int, length: int, gaps: Set[int]) -> dict[tuple[str, ...], int]:
    """The places of the stretches of ``length`` words that stand once in a part of a text; none runs over a gap."""
    places: dict[tuple[str, ...], int] = {}
    for place in range(start, end - length + 1):
        stretch = tuple(words[place : place + length])
        if gaps and not gaps.isdisjoint(range(place + 1, place + length)):
            places[stretch] = -1
            continue
        places[stretch] = -1 if stretch in places else place
    return {stretch: place for stretch, place in places.items() if place >= 0}


def _longest_rising(places: Sequence[Place]) -> list[Place]:
    """The longest sequence of places that rises on both sides (patience sorting)."""
    ends: list[int] = []  # the least end in the other text of a sequence of each length
    at: list[int] = []  # the place with which that sequence ends
    before: list[int] = []  # for each place the one before it in its sequence
    ordered = sorted(places)
    for index, (_, there) in enumerate(ordered):
        length = bisect_left(ends, there)
        if length == len(ends):
            ends.append(there)
            at.append(index)
        else:
            ends[length], at[length] = there, index
        before.append(at[length - 1] if length else -1)
    sequence: list[Place] = []
    index = at[-1] if at else -1
    while index >= 0:
        sequence.append(ordered[index])
        index = before[index]
    return sequence[::-1]


def cut_at(anchors: Sequence[Place], block: Block) -> Iterator[Block]:
    """A block cut at its anchors, each anchor a block of its own."""
    start, end, other_start, other_end = block
    for here, there in anchors:
        if here < start or there < other_start:
            continue
        if start < here or other_start < there:
            yield Block(start, here, other_start, there)
        yield Block(here, here + 1, there, there + 1)
        start, other_start = here + 1, there + 1
    if start < end or other_start < other_end:
        yield Block(start, end, other_start, other_end)
