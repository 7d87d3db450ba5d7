"""Align two witnesses of one text word by word; either may lack passages of the other.

Anchors come first: stretches of words that occur once in each text, and in the same order in both, cut the texts into
blocks, and these into smaller ones; small blocks are aligned exactly. A large block without anchors stays unaligned, so
that time and memory are bounded. Passages that are left over on both sides are then compared with each other, because
engines read columns in different orders.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from teikit.collation.anchors import Anchor, AnchoredBlock, anchors_of, cut_at
from teikit.collation.compare import ALIKE, cheapest_path

ANCHORS = (4, 3, 2)
"""Words in a row that make an anchor; shorter stretches are tried only if no longer one is found."""
SMALL = 900  # pairs of words up to which a block is aligned without anchors
LARGEST = 400_000  # pairs of words above which a block without anchors is not aligned
MOVED = 6  # fewest words of a moved passage; a shorter one may occur elsewhere by chance
SHARED = 3  # words in a row by which a moved passage is looked up
MOST_PARTS = 8  # passages of the other text with which a moved one is compared, at most


class Pair(NamedTuple):
    """Words of the first text, from ``start`` up to ``end``, aligned with words of the second.

    These are ``second_start`` up to ``second_end``; words are counted from 0. One of the two stretches is empty if
    its text lacks the words of the other. ``is_moved`` says that the words are in another order.
    """

    start: int
    end: int
    second_start: int
    second_end: int
    is_moved: bool = False

    @property
    def both(self) -> bool:
        """Whether both texts have words in this pair."""
        return self.start < self.end and self.second_start < self.second_end

    def turned(self) -> Pair:
        """The pair with the two texts exchanged."""
        return Pair(self.second_start, self.second_end, self.start, self.end, self.is_moved)


Gaps = Collection[int]
"""The numbers of the words of a text before which text is missing."""


def align(first: Sequence[str], second: Sequence[str], first_gaps: Gaps = (), second_gaps: Gaps = ()) -> list[Pair]:
    """The pairs of two texts, given as keys of words: first those in the order of both texts, then the moved ones.

    ``first_gaps`` and ``second_gaps`` are the words before which text is missing in the first and in the second text. A
    gap matches anything that the other text has in its place, at a cost that grows with the length; it never matches
    another gap.

    >>> pairs = align("WE AGREED TO PAY NOTHING".split(), "WE AGREEO TO NOTHING".split(), (), (3,))
    >>> [tuple(pair)[:4] for pair in pairs]
    [(0, 1, 0, 1), (1, 2, 1, 2), (2, 3, 2, 3), (3, 4, 3, 3), (4, 5, 3, 4)]
    """
    aligner = _Aligner(first, second, frozenset(first_gaps), frozenset(second_gaps))
    pairs = _runs(aligner.pairs(AnchoredBlock(0, len(first), 0, len(second))))
    return [*pairs, *aligner.moved(pairs)]


class _Aligner:
    """The alignment of two texts, block by block."""

    def __init__(
        self, first: Sequence[str], second: Sequence[str], first_gaps: frozenset[int], second_gaps: frozenset[int]
    ) -> None:
        self.first, self.second, self.first_gaps, self.second_gaps = first, second, first_gaps, second_gaps

    def pairs(self, whole: AnchoredBlock) -> Iterator[Pair]:
        """The pairs of a block, in the order of both texts."""
        todo = [whole]
        while todo:
            block = todo.pop()
            start, end, second_start, second_end = block
            anchors = self._anchors(block) if block.size > SMALL else []
            if anchors:
                todo += reversed(list(cut_at(anchors, block)))
            elif block.size > LARGEST:
                # A block this large without a common stretch: each text lacks what the other has.
                yield Pair(start, end, second_start, second_start)
                yield Pair(end, end, second_start, second_end)
            elif block.size == 1 and self.first[start] == self.second[second_start]:
                yield Pair(*block)
            elif block.size:
                yield from self._aligned(block)
            elif start < end or second_start < second_end:
                yield Pair(*block)

    def _anchors(self, block: AnchoredBlock) -> list[Anchor]:
        """The anchors of a block, made of the longest stretches that both texts share."""
        for length in ANCHORS:
            if anchors := anchors_of(self.first, self.second, block, length, self.first_gaps, self.second_gaps):
                return anchors
        return []

    def _aligned(self, block: AnchoredBlock) -> Iterator[Pair]:
        """The pairs of a small block, aligned exactly."""
        at, end, second_at, second_end = block
        first_gaps = [place in self.first_gaps for place in range(at, end + 1)]
        second_gaps = [place in self.second_gaps for place in range(second_at, second_end + 1)]
        path = cheapest_path(self.first[at:end], self.second[second_at:second_end], first_gaps, second_gaps)
        for length, second_length in path:
            yield Pair(at, at + length, second_at, second_at + second_length)
            at, second_at = at + length, second_at + second_length

    # ---------------------------------------------------------------- passages in another order

    def moved(self, pairs: Sequence[Pair]) -> Iterator[Pair]:
        """The pairs of words that each text has in another place; each word is in only one pair."""
        of_first = [pair for pair in pairs if pair.end - pair.start >= MOVED and pair.second_start == pair.second_end]
        of_second = [pair for pair in pairs if pair.second_end - pair.second_start >= MOVED and pair.start == pair.end]
        holders = self._holders(of_second)
        taken: tuple[set[int], set[int]] = set(), set()
        for passage in of_first:
            # Only passages that share a few words in a row are compared: comparing all pairs would take too long.
            shared: Counter[int] = Counter()
            for at in range(passage.start, passage.end - SHARED + 1):
                shared.update(holders.get(tuple(self.first[at : at + SHARED]), ()))
            for number, _ in shared.most_common(MOST_PARTS):
                for pair in self._same(passage, of_second[number], taken):
                    taken[0].update(range(pair.start, pair.end))
                    taken[1].update(range(pair.second_start, pair.second_end))
                    yield pair._replace(is_moved=True)

    def _holders(self, passages: Sequence[Pair]) -> dict[tuple[str, ...], set[int]]:
        """For each stretch of words, the numbers of the passages of the second text that have it."""
        holders: dict[tuple[str, ...], set[int]] = {}
        for number, passage in enumerate(passages):
            for at in range(passage.second_start, passage.second_end - SHARED + 1):
                holders.setdefault(tuple(self.second[at : at + SHARED]), set()).add(number)
        return holders

    def _same(self, of_first: Pair, of_second: Pair, taken: tuple[set[int], set[int]]) -> list[Pair]:
        """The pairs of words that two passages share and that are not ``taken``; none if they may be chance."""
        block = AnchoredBlock(of_first.start, of_first.end, of_second.second_start, of_second.second_end)
        if block.size > LARGEST:
            return []
        same = [
            pair
            for pair in self.pairs(block)
            if pair.both and pair.start not in taken[0] and pair.second_start not in taken[1] and self._alike(pair)
        ]
        return same if len(same) >= MOVED else []

    def _alike(self, pair: Pair) -> bool:
        letters = "".join(self.first[pair.start : pair.end])
        second_letters = "".join(self.second[pair.second_start : pair.second_end])
        return Levenshtein.normalized_distance(letters, second_letters) <= ALIKE


def _runs(pairs: Iterator[Pair]) -> list[Pair]:
    """The pairs, with neighbouring words that only one text has merged into one pair."""
    whole: list[Pair] = []
    for in_texts, group in groupby(
        pairs, key=lambda pair: (pair.start < pair.end, pair.second_start < pair.second_end)
    ):
        run = list(group)
        whole += run if all(in_texts) else [Pair(run[0].start, run[-1].end, run[0].second_start, run[-1].second_end)]
    return whole
