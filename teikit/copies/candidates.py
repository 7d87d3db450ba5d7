"""Pairs of texts worth comparing, found without comparing every pair: those that share some of their hashes."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, groupby

from teikit.copies.sketch import Sketch
from teikit.copies.worth import Worth

INDEXED = 32  # hashes of a text by which it is looked up, the smallest that are not of a form
SHARED = 2  # of these hashes that two texts must share to be compared
ALL = 6  # texts with one hash that are all paired with each other; of more, each is paired with the next ones
NEXT = 4  # following texts with which a text is paired where many share a hash
PARTS = 64  # parts into which hashes and pairs are sorted, so that no list holds them all
LOW = (1 << 32) - 1


def candidates(sketches: Sequence[Sketch], worth: Worth) -> Iterator[tuple[int, int]]:
    """The numbers of two texts, the first the smaller, each pair once, in order.

    Time and memory grow with the number of texts: where thousands share a hash, each is paired with the next four only,
    which links copies as a chain.
    """
    postings = [array("Q") for _ in range(PARTS)]
    for number, sketch in enumerate(sketches):
        for hash in _indexed(sketch, worth):
            postings[hash % PARTS].append(hash << 32 | number)
    per_part = len(sketches) // PARTS + 1
    pairs = [array("Q") for _ in range(PARTS)]
    for part in postings:
        for _, group in groupby(sorted(part), key=lambda posting: posting >> 32):
            for first, second in _paired([posting & LOW for posting in group]):
                pairs[first // per_part].append(first << 32 | second)
    for part in pairs:
        for pair, times in groupby(sorted(part)):
            if sum(1 for _ in times) >= SHARED:
                yield pair >> 32, pair & LOW


def with_one_clue(clues: Sequence[Iterable[tuple[str, str]]]) -> set[tuple[int, int]]:
    """The pairs of texts that have a clue in common."""
    homes: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for number, own in enumerate(clues):
        for clue in own:
            homes[clue].append(number)
    return {pair for numbers in homes.values() for pair in _paired(numbers)}


def _indexed(sketch: Sketch, worth: Worth) -> list[int]:
    kept: list[int] = []
    for hash in sketch.hashes:
        if worth.is_text(hash):
            kept.append(hash)
            if len(kept) == INDEXED:
                break
    return kept


def _paired(numbers: Sequence[int]) -> Iterable[tuple[int, int]]:
    """Pairs of the numbers of texts, which are in their order: all, or of many each with the next ones."""
    if len(numbers) <= ALL:
        return combinations(numbers, 2)
    return (
        (number, follower) for place, number in enumerate(numbers) for follower in numbers[place + 1 : place + 1 + NEXT]
    )
