"""Find the anchors of an alignment: stretches of words that occur once in each text, and in the same order in both."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence, Set
from typing import NamedTuple


class AnchoredBlock(NamedTuple):
    """Words ``start`` up to ``end`` of the first text, and ``second_start`` up to ``second_end`` of the second."""

    start: int
    end: int
    second_start: int
    second_end: int

    @property
    def size(self) -> int:
        """The number of pairs of a word of the first text and a word of the second."""
        return (self.end - self.start) * (self.second_end - self.second_start)


Anchor = tuple[int, int]
"""The numbers of one word in the first text and in the second."""


def anchors_of(
    first: Sequence[str],
    second: Sequence[str],
    block: AnchoredBlock,
    length: int,
    first_gaps: Set[int],
    second_gaps: Set[int],
) -> list[Anchor]:
    """The anchors of a block, in the order of both texts: words of stretches that occur once on each side.

    ``length`` is the number of words of a stretch; ``first_gaps`` and ``second_gaps`` are the words before which
    text is missing. The list is empty if the only such stretch is the whole block: cutting there would gain nothing.
    """
    first_places = _unique(first, block.start, block.end, length, first_gaps)
    second_places = _unique(second, block.second_start, block.second_end, length, second_gaps)
    common = [(place, second_places[stretch]) for stretch, place in first_places.items() if stretch in second_places]
    stretches = _longest_rising(common)
    longest_side = max(block.end - block.start, block.second_end - block.second_start)
    if len(stretches) < 2 and longest_side <= length:
        return []
    return sorted({(first_at + step, second_at + step) for first_at, second_at in stretches for step in range(length)})


def _unique(words: Sequence[str], start: int, end: int, length: int, gaps: Set[int]) -> dict[tuple[str, ...], int]:
    """The beginnings of stretches of ``length`` words that a part of a text has just once and that have no gap."""
    places: dict[tuple[str, ...], int] = {}
    for place in range(start, end - length + 1):
        stretch = tuple(words[place : place + length])
        if gaps and not gaps.isdisjoint(range(place + 1, place + length)):
            places[stretch] = -1
            continue
        places[stretch] = -1 if stretch in places else place
    return {stretch: place for stretch, place in places.items() if place >= 0}


def _longest_rising(anchors: Sequence[Anchor]) -> list[Anchor]:
    """The longest sequence of anchors that rises in both texts (patience sorting)."""
    ends: list[int] = []  # for each length, the least word of the second text at which such a sequence ends
    at: list[int] = []  # the anchor with which that sequence ends
    before: list[int] = []  # for each anchor the one before it in its sequence
    ordered = sorted(anchors)
    for index, (_, second_at) in enumerate(ordered):
        length = bisect_left(ends, second_at)
        if length == len(ends):
            ends.append(second_at)
            at.append(index)
        else:
            ends[length], at[length] = second_at, index
        before.append(at[length - 1] if length else -1)
    sequence: list[Anchor] = []
    index = at[-1] if at else -1
    while index >= 0:
        sequence.append(ordered[index])
        index = before[index]
    return sequence[::-1]


def cut_at(anchors: Sequence[Anchor], block: AnchoredBlock) -> Iterator[AnchoredBlock]:
    """The blocks between the anchors of a block, and each anchor as a block of its own, in order."""
    start, end, second_start, second_end = block
    for first_at, second_at in anchors:
        if first_at < start or second_at < second_start:
            continue
        if start < first_at or second_start < second_at:
            yield AnchoredBlock(start, first_at, second_start, second_at)
        yield AnchoredBlock(first_at, first_at + 1, second_at, second_at + 1)
        start, second_start = first_at + 1, second_at + 1
    if start < end or second_start < second_end:
        yield AnchoredBlock(start, end, second_start, second_end)
