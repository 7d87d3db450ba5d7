"""Two witnesses of one text, word against word, where either may lack what the other has.

Anchors first: stretches of words that stand once in either text and in the same order in both (the longest such
sequence) cut the text into blocks, those into smaller ones; only within small blocks is every way compared. A block
that is too large and has no anchor is left unaligned, so time and memory stay bounded. What is left over on both
sides is looked through once more for passages that stand elsewhere: engines read columns in other orders.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

ANCHORS = (4, 3, 2)
"""So many words in a row make an anchor; shorter ones are only looked for where there are no longer ones."""
SMALL = 900
"""Pairs of words; a block with no more is compared as it is."""
LARGEST = 400_000
"""Pairs of words; a block without anchors that has more is not compared."""
OPEN, OPEN_AT_GAP = 3.0, 0.5
"""What it costs that a passage is missing, and where a gap says that one is; in characters that differ."""
EXTEND, EXTEND_AT_GAP = 0.7, 0.1
"""What each character of it costs."""
ALIKE, JOINED_ALIKE = 0.55, 0.4
"""Words that differ in a greater share of their characters are not the same; of words that are cut otherwise, less."""
SHORT, UNLIKE = 3, (1.0, 3.0)
"""What it costs that words which are not alike stand for each other, up to so many letters, and with more."""
NEARLY = 2
"""Letters by which a word may be longer or shorter than those that stand in its place."""
JOIN = 0.5
"""What it costs that words differ, or are cut otherwise."""
MOVED, SHARED, PLACES = 6, 3, 8
"""Words: a shorter passage that stands elsewhere may stand there by chance, so many in a row show where it is; and so
many places, into which it may be parted."""
FAR = 1e9


class Pair(NamedTuple):
    """Words ``start`` to ``end`` of the first text stand where words ``other`` to ``other_end`` of the second stand.

    One of the two stretches is empty where the other text lacks the words. ``moved`` passages stand in another order.
    """

    start: int
    end: int
    other: int
    other_end: int
    moved: bool = False

    @property
    def both(self) -> bool:
        """Whether both texts have words here."""
        return self.start < self.end and self.other < self.other_end

    def turned(self) -> Pair:
        """The same from the other side."""
        return Pair(self.other, self.other_end, self.start, self.end, self.moved)


Gaps = Collection[int]
"""Before which words of a text something is missing."""


def align(first: Sequence[str], second: Sequence[str], gaps: Gaps = (), other_gaps: Gaps = ()) -> list[Pair]:
    """The pairs of two texts, in the order of both, then the moved ones; ``gaps`` are known to lack something.

    A gap matches whatever stands in the other text at its place, at a cost that grows with its length; it never
    matches a gap.

    >>> align("WE AGREED TO PAY NOTHING".split(), "WE AGREEO TO NOTHING".split(), (), (3,))
    [Pair(start=0, end=1, other=0, other_end=1, moved=False), Pair(start=1, end=2, other=1, other_end=2, moved=False), \
Pair(start=2, end=3, other=2, other_end=3, moved=False), Pair(start=3, end=4, other=3, other_end=3, moved=False), \
Pair(start=4, end=5, other=3, other_end=4, moved=False)]
    """
    aligner = _Aligner(first, second, frozenset(gaps), frozenset(other_gaps))
    pairs = _runs(aligner.pairs(0, len(first), 0, len(second)))
    return [*pairs, *aligner.moved(pairs)]


class _Aligner:
    def __init__(
        self, first: Sequence[str], second: Sequence[str], gaps: frozenset[int], other_gaps: frozenset[int]
    ) -> None:
        self.first, self.second, self.gaps, self.other_gaps = first, second, gaps, other_gaps
        self._costs: dict[tuple[str, str], float] = {}

    def pairs(self, start: int, end: int, other: int, other_end: int) -> Iterator[Pair]:
        """The pairs of one block."""
        todo = [(start, end, other, other_end)]
        while todo:
            block = start, end, other, other_end = todo.pop()
            size = (end - start) * (other_end - other)
            anchors = self._anchors(block) if size > SMALL else []
            if anchors:
                todo += reversed(list(_between(anchors, block)))
            elif size > LARGEST:
                yield Pair(start, end, other, other)
                yield Pair(end, end, other, other_end)
            elif size == 1 and self.first[start] == self.second[other]:
                yield Pair(start, end, other, other_end)
            elif size:
                yield from self._compared(block)
            elif start < end or other < other_end:
                yield Pair(start, end, other, other_end)

    def _anchors(self, block: tuple[int, int, int, int]) -> list[tuple[int, int]]:
        """Places in both texts that are the same, in the order of both."""
        start, end, other, other_end = block
        for length in ANCHORS:
            ours = _once(self.first, start, end, length, self.gaps)
            theirs = _once(self.second, other, other_end, length, self.other_gaps)
            found = _longest_rising([(ours[words], theirs[words]) for words in ours if words in theirs])
            if found and (len(found) > 1 or end - start > length or other_end - other > length):
                return sorted({(one + step, two + step) for one, two in found for step in range(length)})
        return []

    def cost(self, word: str, other: str, alike: float) -> float:
        """How much two words differ, in characters."""
        if word == other:
            return 0.0
        found = self._costs.get((word, other))
        if found is None:
            longer = max(len(word), len(other))
            most = int(alike * longer)
            distance = Levenshtein.distance(word, other)
            found = distance + JOIN if distance <= most else distance + UNLIKE[longer > SHORT]
            self._costs[word, other] = found
        return found

    def _compared(self, block: tuple[int, int, int, int]) -> list[Pair]:
        """The cheapest way through a block: for each place three costs (words match, first lacks, second lacks)."""
        start, end, other, other_end = block
        rows, columns = end - start, other_end - other
        first, second = self.first[start:end], self.second[other:other_end]
        open_second = [OPEN_AT_GAP if other + j in self.other_gaps else OPEN for j in range(columns + 1)]
        rate_second = [EXTEND_AT_GAP if other + j in self.other_gaps else EXTEND for j in range(columns + 1)]
        lengths, other_lengths = list(map(len, first)), list(map(len, second))
        match = [[FAR] * (columns + 1) for _ in range(rows + 1)]
        lost = [[FAR] * (columns + 1) for _ in range(rows + 1)]
        new = [[FAR] * (columns + 1) for _ in range(rows + 1)]
        best = [[FAR] * (columns + 1) for _ in range(rows + 1)]
        match[0][0] = best[0][0] = 0.0
        came: dict[tuple[int, int], tuple[int, int]] = {}
        for i in range(rows + 1):
            at_gap = start + i in self.gaps
            begin, rate = (OPEN_AT_GAP, EXTEND_AT_GAP) if at_gap else (OPEN, EXTEND)
            for j in range(columns + 1):
                if i:
                    more = lengths[i - 1] * rate_second[j]
                    lost[i][j] = min(best[i - 1][j] + open_second[j], lost[i - 1][j]) + more
                if j:
                    new[i][j] = min(best[i][j - 1] + begin, new[i][j - 1]) + other_lengths[j - 1] * rate
                if i and j:
                    match[i][j], came[i, j] = self._matched(best, first, second, i, j)
                best[i][j] = min(match[i][j], lost[i][j], new[i][j])
        return self._way(block, best, match, lost, new, came)

    def _matched(
        self, best: list[list[float]], first: Sequence[str], second: Sequence[str], i: int, j: int
    ) -> tuple[float, tuple[int, int]]:
        """The cheapest way to end with words that match, and how many of either they are."""
        word, other = first[i - 1], second[j - 1]
        cheapest, steps = best[i - 1][j - 1] + self.cost(word, other, ALIKE), (1, 1)
        if cheapest < best[i - 1][j - 1] + 1 or max(len(word), len(other)) < 4:
            return cheapest, steps
        for more in (2, 3):
            if j >= more and abs(len(word) - len(whole := "".join(second[j - more : j]))) <= NEARLY:
                cost = best[i - 1][j - more] + JOIN + self.cost(word, whole, JOINED_ALIKE)
                if cost < cheapest:
                    cheapest, steps = cost, (1, more)
            if i >= more and abs(len(other) - len(whole := "".join(first[i - more : i]))) <= NEARLY:
                cost = best[i - more][j - 1] + JOIN + self.cost(whole, other, JOINED_ALIKE)
                if cost < cheapest:
                    cheapest, steps = cost, (more, 1)
        return cheapest, steps

    def _way(
        self,
        block: tuple[int, int, int, int],
        best: list[list[float]],
        match: list[list[float]],
        lost: list[list[float]],
        new: list[list[float]],
        came: dict[tuple[int, int], tuple[int, int]],
    ) -> list[Pair]:
        start, i, other, j = block[0], block[1] - block[0], block[2], block[3] - block[2]
        pairs: list[Pair] = []
        state = ""
        while i or j:
            here = best[i][j]
            if state != "lost" and state != "new":
                state = "match" if match[i][j] == here else "lost" if lost[i][j] == here else "new"
            if state == "match":
                di, dj = came[i, j]
                state = ""
            elif state == "lost":
                di, dj = 1, 0
                opened = best[i - 1][j] + (OPEN_AT_GAP if other + j in self.other_gaps else OPEN)
                state = "" if opened <= lost[i - 1][j] else "lost"
            else:
                di, dj = 0, 1
                opened = best[i][j - 1] + (OPEN_AT_GAP if start + i in self.gaps else OPEN)
                state = "" if opened <= new[i][j - 1] else "new"
            pairs.append(Pair(start + i - di, start + i, other + j - dj, other + j))
            i, j = i - di, j - dj
        return pairs[::-1]

    def moved(self, pairs: Sequence[Pair]) -> Iterator[Pair]:
        """Pairs of passages that each text has in another place, where the other lacks them; each only once."""
        ours = [pair for pair in pairs if pair.end - pair.start >= MOVED and pair.other == pair.other_end]
        theirs = [pair for pair in pairs if pair.other_end - pair.other >= MOVED and pair.start == pair.end]
        homes = self._homes(theirs)
        taken: tuple[set[int], set[int]] = set(), set()
        for mine in ours:
            found: Counter[int] = Counter()
            for at in range(mine.start, mine.end - SHARED + 1):
                found.update(homes.get(tuple(self.first[at : at + SHARED]), ()))
            for number, _ in found.most_common(PLACES):
                for pair in self._same(mine, theirs[number], taken):
                    taken[0].update(range(pair.start, pair.end))
                    taken[1].update(range(pair.other, pair.other_end))
                    yield pair._replace(moved=True)

    def _homes(self, theirs: Sequence[Pair]) -> dict[tuple[str, ...], set[int]]:
        """In which of some passages of the second text each stretch of words stands."""
        homes: dict[tuple[str, ...], set[int]] = {}
        for number, yours in enumerate(theirs):
            for at in range(yours.other, yours.other_end - SHARED + 1):
                homes.setdefault(tuple(self.second[at : at + SHARED]), set()).add(number)
        return homes

    def _same(self, mine: Pair, yours: Pair, taken: tuple[set[int], set[int]]) -> list[Pair]:
        """The words that two passages share and no others have yet; none where they may be there by chance."""
        if (mine.end - mine.start) * (yours.other_end - yours.other) > LARGEST:
            return []
        found = self.pairs(mine.start, mine.end, yours.other, yours.other_end)
        same = [
            pair
            for pair in found
            if pair.both and pair.start not in taken[0] and pair.other not in taken[1] and self._alike(pair)
        ]
        return same if len(same) >= MOVED else []

    def _alike(self, pair: Pair) -> bool:
        word, other = "".join(self.first[pair.start : pair.end]), "".join(self.second[pair.other : pair.other_end])
        return Levenshtein.normalized_distance(word, other) <= ALIKE


def _once(words: Sequence[str], start: int, end: int, length: int, gaps: frozenset[int]) -> dict[tuple[str, ...], int]:
    """The stretches of so many words that stand once in a part of a text, with their places; none runs over a gap."""
    places: dict[tuple[str, ...], int] = {}
    for place in range(start, end - length + 1):
        stretch = tuple(words[place : place + length])
        if gaps and not gaps.isdisjoint(range(place + 1, place + length)):
            places[stretch] = -1
            continue
        places[stretch] = -1 if stretch in places else place
    return {stretch: place for stretch, place in places.items() if place >= 0}


def _longest_rising(places: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest sequence of pairs that rises on both sides (patience sorting)."""
    ends: list[int] = []
    at: list[int] = []
    before: list[int] = []
    ordered = sorted(places)
    for index, (_, other) in enumerate(ordered):
        place = bisect_left(ends, other)
        if place == len(ends):
            ends.append(other)
            at.append(index)
        else:
            ends[place], at[place] = other, index
        before.append(at[place - 1] if place else -1)
    found: list[tuple[int, int]] = []
    index = at[-1] if at else -1
    while index >= 0:
        found.append(ordered[index])
        index = before[index]
    return found[::-1]


def _between(
    anchors: Sequence[tuple[int, int]], block: tuple[int, int, int, int]
) -> Iterator[tuple[int, int, int, int]]:
    """A block cut at its anchors, each anchor a block of its own."""
    start, end, other, other_end = block
    for one, two in anchors:
        if one < start or two < other:
            continue
        if start < one or other < two:
            yield start, one, other, two
        yield one, one + 1, two, two + 1
        start, other = one + 1, two + 1
    if start < end or other < other_end:
        yield start, end, other, other_end


def _runs(pairs: Iterator[Pair]) -> list[Pair]:
    """Pairs in which words that only one text has are put together."""
    found: list[Pair] = []
    for kind, some in groupby(pairs, key=lambda pair: (pair.start < pair.end, pair.other < pair.other_end)):
        run = list(some)
        found += run if all(kind) else [Pair(run[0].start, run[-1].end, run[0].other, run[-1].other_end)]
    return found
