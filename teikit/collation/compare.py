"""The cheapest way through a small block of two texts, word against word: every way is compared.

For each place three costs are kept (Gotoh's algorithm): that of ending there with words that stand for each other, with
words that the second text lacks, and with words that the first lacks. A passage that is missing costs something to
begin and something for each character, less where a gap says that one is missing. Only the last rows of costs are kept,
and one byte of each way for each place, so that memory stays small.
"""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein

# All costs are in characters that differ.
OPEN = 3.0  # cost of a missing passage
OPEN_AT_GAP = 0.5  # cost of one where a gap says that something is missing
EXTEND = 0.7  # cost of each character of a missing passage
EXTEND_AT_GAP = 0.1  # cost of each character of one at a gap
ALIKE = 0.55  # share of the characters that may differ in words that are the same
JOINED_ALIKE = 0.4  # the same of words that are cut otherwise: EVALUATION, EVALU ATION
SHORT = 3  # letters of a word that is too short to compare, at most
UNLIKE_SHORT = 1.0  # cost of two words that are not alike and short
UNLIKE = 3.0  # cost of two words that are not alike
DIFFERENT = 0.5  # cost of two words not being the same, or being cut otherwise
NEARLY = 2  # letters by which a word may be longer or shorter than the words that stand in its place
MOST_JOINED = 3  # words that may stand for one: INS TRUC TIONS
FAR = 1e9  # cost of what is impossible
NO_WORD = " " * 1000  # longer than any word by more than NEARLY

# The byte of a place: how it is reached in the cheapest way, in which step if by words that stand for each other, and
# whether the passage that is missing begins there.
MATCHED = 0
LOST = 1
NEW = 2
HOW = 3  # bits of these three
LOST_BEGINS = 4
NEW_BEGINS = 8
STEP = 4  # bits before the number of the step

Step = tuple[int, int]
"""Numbers of words, of the first text and of the second, that stand for each other; one of the two may be 0."""
STEPS: tuple[Step, ...] = ((1, 1), (1, 2), (2, 1), (1, 3), (3, 1))


def cost_of(first: str, second: str, alike: float) -> float:
    """The cost of two words standing for each other; ``alike`` is the share of characters that may differ."""
    if first == second:
        return 0.0
    longer = max(len(first), len(second))
    distance = Levenshtein.distance(first, second)
    unlike = UNLIKE if longer > SHORT else UNLIKE_SHORT
    return distance + (DIFFERENT if distance <= int(alike * longer) else unlike)


def cheapest_way(
    first: Sequence[str], second: Sequence[str], gaps: Sequence[bool], other_gaps: Sequence[bool]
) -> list[Step]:
    """The cheapest way through two texts; ``gaps`` say for the place before each word, and the end, if one is there."""
    return _Comparison(first, second, gaps, other_gaps).way()


def _wholes(words: Sequence[str]) -> list[list[str]]:
    """For each place the two, three, ... words before it as one; where there are fewer, what is like no word."""
    return [
        [NO_WORD if at < more else "".join(words[at - more : at]) for at in range(len(words) + 1)]
        for more in range(2, MOST_JOINED + 1)
    ]


class _Comparison:
    """The places that two texts may have reached: rows are those of the first text, columns those of the second."""

    def __init__(
        self,
        first: Sequence[str],
        second: Sequence[str],
        gaps: Sequence[bool],
        other_gaps: Sequence[bool],
    ) -> None:
        self.first, self.second = first, second
        self.open_first = [OPEN_AT_GAP if is_gap else OPEN for is_gap in gaps]
        self.open_second = [OPEN_AT_GAP if is_gap else OPEN for is_gap in other_gaps]
        self.rate_first = [EXTEND_AT_GAP if is_gap else EXTEND for is_gap in gaps]
        self.rate_second = [EXTEND_AT_GAP if is_gap else EXTEND for is_gap in other_gaps]
        self.other_lengths = list(map(len, second))
        different = list(dict.fromkeys(second))
        numbers = {word: number for number, word in enumerate(different)}
        self.different, self.numbers = different, [numbers[word] for word in second]
        self.wholes, self.other_wholes = _wholes(first), _wholes(second)
        self.ways = [self._first_row()]
        for i in range(1, len(first) + 1):
            self.ways.append(self._row(i))

    def _first_row(self) -> bytearray:
        """The ways to the places where the first text has not begun."""
        self.best, self.lost, cost, way = [[0.0]], [FAR] * (len(self.second) + 1), FAR, bytearray(1)
        for j, length in enumerate(self.other_lengths, 1):
            begun = self.best[0][j - 1] + self.open_first[0]
            way.append(NEW | NEW_BEGINS * (begun <= cost))
            cost = min(begun, cost) + length * self.rate_first[0]
            self.best[0].append(cost)
        return way

    def _row(self, i: int) -> bytearray:
        """The ways to the places behind word ``i`` of the first text; ``best`` has the costs of the last rows."""
        left = self.first[i - 1]
        length, is_long, open_first, rate_first = len(left), len(left) > SHORT, self.open_first[i], self.rate_first[i]
        open_second, rate_second, other_lengths, numbers = (
            self.open_second, self.rate_second, self.other_lengths, self.numbers,
        )  # fmt: skip
        same = [cost_of(left, right, ALIKE) for right in self.different]
        above, lost = self.best[-1], self.lost
        begun, going = above[0] + open_second[0], lost[0]
        lost[0] = best = min(begun, going) + length * rate_second[0]
        row, way, new = [best], bytearray((LOST | LOST_BEGINS * (begun <= going),)), FAR
        for j in range(1, len(above)):
            flags = 0
            begun, going = above[j] + open_second[j], lost[j]
            if begun <= going:
                going, flags = begun, LOST_BEGINS
            lost[j] = going = going + length * rate_second[j]
            begun = best + open_first
            if begun <= new:
                new, flags = begun, flags | NEW_BEGINS
            new += other_lengths[j - 1] * rate_first
            before = above[j - 1]
            best = before + same[numbers[j - 1]]
            if best >= before + 1 and (is_long or other_lengths[j - 1] > SHORT):
                best, step = self._joined(i, j, best)
                flags |= step << STEP
            if going < best:
                best, flags = going, flags | LOST
            if new < best:
                best, flags = new, flags & ~HOW | NEW
            row.append(best)
            way.append(flags)
        self.best = [*self.best[1 - MOST_JOINED :], row]
        return way

    def _joined(self, i: int, j: int, cheapest: float) -> tuple[float, int]:
        """The cheapest way to end with words that stand for each other, and the number of the step that does."""
        left, right, best, step = self.first[i - 1], self.second[j - 1], self.best, 0
        for more in range(2, MOST_JOINED + 1):
            whole = self.other_wholes[more - 2][j]
            if -NEARLY <= len(left) - len(whole) <= NEARLY and (start := best[-1][j - more] + DIFFERENT) < cheapest:
                cost = start + cost_of(left, whole, JOINED_ALIKE)
                if cost < cheapest:
                    cheapest, step = cost, 2 * more - 3
            whole = self.wholes[more - 2][i]
            if -NEARLY <= len(right) - len(whole) <= NEARLY and (start := best[-more][j - 1] + DIFFERENT) < cheapest:
                cost = start + cost_of(whole, right, JOINED_ALIKE)
                if cost < cheapest:
                    cheapest, step = cost, 2 * more - 2
        return cheapest, step

    def way(self) -> list[Step]:
        """The steps of the cheapest way, found from its end to its beginning."""
        i, j = len(self.first), len(self.second)
        way: list[Step] = []
        within = MATCHED  # the missing passage that is not at its beginning yet, if there is one
        while i or j:
            place = self.ways[i][j]
            state = within or place & HOW
            if state == MATCHED:
                step = STEPS[place >> STEP]
            elif state == LOST:
                step = (1, 0)
                within = MATCHED if place & LOST_BEGINS else LOST
            else:
                step = (0, 1)
                within = MATCHED if place & NEW_BEGINS else NEW
            way.append(step)
            i, j = i - step[0], j - step[1]
        return way[::-1]
