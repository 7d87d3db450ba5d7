"""Find pairs of texts worth comparing without comparing every pair: those that share some of their hashes."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, groupby, islice

from teikit.copies.clues import Clue
from teikit.copies.sketch import Sketch
from teikit.copies.worth import Worth

INDEXED = 32  # most hashes by which a text is looked up: the smallest that do not belong to a form
SHARED = 2  # fewest of these hashes that two texts must share to be compared
ALL = 6  # most texts with one hash that are all paired; of more texts, each is paired with the next ones
NEXT = 4  # number of following texts with which a text is paired if many share a hash
PARTS = 64  # parts into which hashes and pairs are sorted, so that no list contains all of them
LOW = (1 << 32) - 1  # mask for the second of two numbers in one: hash and text, or two texts


def candidates(sketches: Sequence[Sketch], worth: Worth) -> Iterator[tuple[int, int]]:
    """The pairs of texts that are worth comparing, each once and in order, as their numbers, the smaller one first.

    Time and memory grow with the number of texts, not with its square: if thousands share a hash, each is paired only
    with the next four, which links copies in a chain.
    """
    postings = [array("Q") for _ in range(PARTS)]
    for number, sketch in enumerate(sketches):
        for hash in islice(filter(worth.is_text, sketch.hashes), INDEXED):
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


def sharing_a_clue(clues: Sequence[Iterable[Clue]]) -> set[tuple[int, int]]:
    """The pairs of texts that have a clue in common; ``clues`` has those of each text."""
    homes: defaultdict[Clue, list[int]] = defaultdict(list)
    for number, own in enumerate(clues):
        for clue in own:
            homes[clue].append(number)
    return {pair for numbers in homes.values() for pair in _paired(numbers)}


def _paired(numbers: Sequence[int]) -> Iterable[tuple[int, int]]:
    """The pairs of texts, given as numbers in order: all pairs or, of many texts, each with the next ones."""
    if len(numbers) <= ALL:
        return combinations(numbers, 2)
    return (
        (number, follower) for place, number in enumerate(numbers) for follower in numbers[place + 1 : place + 1 + NEXT]
    )
