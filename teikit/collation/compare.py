"""Find the cheapest alignment of a small block of two texts, word by word, by dynamic programming.

For each place three costs are kept (Gotoh 1982, affine gap costs): that of ending there with words that match, with a
deletion (words that the second text lacks), and with an insertion (words that the first lacks). A missing passage has a
cost for opening it and one for each character, both lower if a gap says that text is missing. Only the last rows of
costs are kept, and one byte for each place, so that memory stays small.
"""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein

# All costs are in characters that differ (edit operations).
OPEN = 3.0  # cost of opening a missing passage
OPEN_AT_GAP = 0.5  # cost of opening one if a gap says that text is missing
EXTEND = 0.7  # cost of each character of a missing passage
EXTEND_AT_GAP = 0.1  # cost of each character of one at a gap
ALIKE = 0.55  # share of the characters that may differ in words that are the same
JOINED_ALIKE = 0.4  # share that may differ in words that are divided differently: EVALUATION, EVALU ATION
SHORT_WORD = 3  # letters up to which a word is short
UNLIKE_SHORT = 1.0  # cost of two short words that are not alike
UNLIKE = 3.0  # cost of two words that are not alike
DIFFERENT = 0.5  # cost of two alike words that are not the same, or of words that are divided differently
NEARLY = 2  # letters by which a word and the parts that match it may differ in length
MOST_JOINED = 3  # parts that may match one word, at most: INS TRUC TIONS
FAR = 1e9  # cost of an impossible step
LIKE_NO_WORD = " " * 1000  # longer by more than NEARLY than any word of a page

# The byte of a place: the operation that ends the cheapest path there, whether a deletion or insertion opens there, and
# the number in STEPS of a match.
MATCH = 0
DELETION = 1
INSERTION = 2
OPERATION = 3  # mask of these three
DELETION_OPENS = 4
INSERTION_OPENS = 8
STEP_SHIFT = 4  # bits below the number of the step

Step = tuple[int, int]
"""The numbers of words of the first and of the second text that match; one of them is 0 in a deletion or insertion."""
STEPS: tuple[Step, ...] = ((1, 1), (1, 2), (2, 1), (1, 3), (3, 1))
"""The steps of a match."""


def cost_of(first: str, second: str, alike: float) -> float:
    """The cost of matching two words; ``alike`` is the share of characters that may differ in alike words, 0 to 1."""
    if first == second:
        return 0.0
    longer = max(len(first), len(second))
    distance = Levenshtein.distance(first, second)
    unlike = UNLIKE if longer > SHORT_WORD else UNLIKE_SHORT
    return distance + (DIFFERENT if distance <= int(alike * longer) else unlike)


def cheapest_path(
    first: Sequence[str], second: Sequence[str], first_gaps: Sequence[bool], second_gaps: Sequence[bool]
) -> list[Step]:
    """The steps of the cheapest path through two texts.

    ``first_gaps`` says for the place before each word of the first text, and for its end, whether text is missing
    there; ``second_gaps`` says the same for the second.
    """
    return _Comparison(first, second, first_gaps, second_gaps).path()


def _wholes(words: Sequence[str]) -> list[list[str]]:
    """For two words, three and so on, the words before each place as one word; ``LIKE_NO_WORD`` if there are fewer."""
    return [
        [LIKE_NO_WORD if at < more else "".join(words[at - more : at]) for at in range(len(words) + 1)]
        for more in range(2, MOST_JOINED + 1)
    ]


class _Comparison:
    """The matrix of two texts: a row for each place of the first, a column for each place of the second."""

    def __init__(
        self,
        first: Sequence[str],
        second: Sequence[str],
        first_gaps: Sequence[bool],
        second_gaps: Sequence[bool],
    ) -> None:
        self.first, self.second = first, second
        self.open_first = [OPEN_AT_GAP if is_gap else OPEN for is_gap in first_gaps]
        self.open_second = [OPEN_AT_GAP if is_gap else OPEN for is_gap in second_gaps]
        self.rate_first = [EXTEND_AT_GAP if is_gap else EXTEND for is_gap in first_gaps]
        self.rate_second = [EXTEND_AT_GAP if is_gap else EXTEND for is_gap in second_gaps]
        self.second_lengths = list(map(len, second))
        different = list(dict.fromkeys(second))
        numbers = {word: number for number, word in enumerate(different)}
        self.different, self.numbers = different, [numbers[word] for word in second]
        self.first_wholes, self.second_wholes = _wholes(first), _wholes(second)
        self.moves = [self._first_row()]
        for i in range(1, len(first) + 1):
            self.moves.append(self._row(i))

    def _first_row(self) -> bytearray:
        """The bytes of the row before the first word of the first text."""
        self.best, self.lost, cost, moves = [[0.0]], [FAR] * (len(self.second) + 1), FAR, bytearray(1)
        for j, length in enumerate(self.second_lengths, 1):
            begun = self.best[0][j - 1] + self.open_first[0]
            moves.append(INSERTION | INSERTION_OPENS * (begun <= cost))
            cost = min(begun, cost) + length * self.rate_first[0]
            self.best[0].append(cost)
        return moves

    def _row(self, i: int) -> bytearray:
        """The bytes of the row after word ``i`` of the first text, from 1; ``best`` keeps the last rows of costs."""
        left = self.first[i - 1]
        length, is_long, open_first, rate_first = (
            len(left),
            len(left) > SHORT_WORD,
            self.open_first[i],
            self.rate_first[i],
        )
        open_second, rate_second, second_lengths, numbers = (
            self.open_second, self.rate_second, self.second_lengths, self.numbers,
        )  # fmt: skip
        same = [cost_of(left, right, ALIKE) for right in self.different]
        above, lost = self.best[-1], self.lost
        begun, going = above[0] + open_second[0], lost[0]
        lost[0] = best = min(begun, going) + length * rate_second[0]
        row, moves, new = [best], bytearray((DELETION | DELETION_OPENS * (begun <= going),)), FAR
        for j in range(1, len(above)):
            flags = 0
            begun, going = above[j] + open_second[j], lost[j]
            if begun <= going:
                going, flags = begun, DELETION_OPENS
            lost[j] = going = going + length * rate_second[j]
            begun = best + open_first
            if begun <= new:
                new, flags = begun, flags | INSERTION_OPENS
            new += second_lengths[j - 1] * rate_first
            before = above[j - 1]
            best = before + same[numbers[j - 1]]
            if best >= before + 1 and (is_long or second_lengths[j - 1] > SHORT_WORD):
                best, step = self._joined(i, j, best)
                flags |= step << STEP_SHIFT
            if going < best:
                best, flags = going, flags | DELETION
            if new < best:
                best, flags = new, flags & ~OPERATION | INSERTION
            row.append(best)
            moves.append(flags)
        self.best = [*self.best[1 - MOST_JOINED :], row]
        return moves

    def _joined(self, i: int, j: int, cheapest: float) -> tuple[float, int]:
        """The cheapest cost of ending with words that match, and the number of that step in ``STEPS``."""
        left, right, best, step = self.first[i - 1], self.second[j - 1], self.best, 0
        for more in range(2, MOST_JOINED + 1):
            whole = self.second_wholes[more - 2][j]
            if -NEARLY <= len(left) - len(whole) <= NEARLY and (start := best[-1][j - more] + DIFFERENT) < cheapest:
                cost = start + cost_of(left, whole, JOINED_ALIKE)
                if cost < cheapest:
                    cheapest, step = cost, 2 * more - 3
            whole = self.first_wholes[more - 2][i]
            if -NEARLY <= len(right) - len(whole) <= NEARLY and (start := best[-more][j - 1] + DIFFERENT) < cheapest:
                cost = start + cost_of(whole, right, JOINED_ALIKE)
                if cost < cheapest:
                    cheapest, step = cost, 2 * more - 2
        return cheapest, step

    def path(self) -> list[Step]:
        """The steps of the cheapest path, traced back from its end."""
        i, j = len(self.first), len(self.second)
        path: list[Step] = []
        within = MATCH  # the deletion or insertion whose opening is not reached yet, if there is one
        while i or j:
            place = self.moves[i][j]
            operation = within or place & OPERATION
            if operation == MATCH:
                step = STEPS[place >> STEP_SHIFT]
            elif operation == DELETION:
                step = (1, 0)
                within = MATCH if place & DELETION_OPENS else DELETION
            else:
                step = (0, 1)
                within = MATCH if place & INSERTION_OPENS else INSERTION
            path.append(step)
            i, j = i - step[0], j - step[1]
        return path[::-1]
