"""The cheapest way through a small block of two texts, word against word: every way is compared.

For each place three costs are kept (Gotoh's algorithm): that of ending there with words that stand for each other, with
words that the second text lacks, and with words that the first lacks. A passage that is missing costs something to
begin and something for each character, less where a gap says that one is missing.
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
SHORT = 3  # letters of a word that may be anything
UNLIKE_SHORT = 1.0  # cost of two words that are not alike and short
UNLIKE = 3.0  # cost of two words that are not alike
DIFFERENT = 0.5  # cost of two words not being the same, or being cut otherwise
NEARLY = 2  # letters by which a word may be longer or shorter than the words that stand in its place
MOST_JOINED = 3  # words that may stand for one: INS TRUC TIONS
FAR = 1e9  # cost of what cannot be

Step = tuple[int, int]
"""Numbers of words, of the first text and of the second, that stand for each other; one of the two may be 0."""


class Costs:
    """The costs of words that stand for each other, kept for the next time that they are asked for."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str, float], float] = {}

    def of(self, first: str, second: str, alike: float) -> float:
        """The cost of two words standing for each other; ``alike`` is the share of characters that may differ."""
        if first == second:
            return 0.0
        cost = self._known.get((first, second, alike))
        if cost is None:
            longer = max(len(first), len(second))
            distance = Levenshtein.distance(first, second)
            unlike = UNLIKE if longer > SHORT else UNLIKE_SHORT
            cost = distance + (DIFFERENT if distance <= int(alike * longer) else unlike)
            self._known[first, second, alike] = cost
        return cost


def cheapest_way(
    first: Sequence[str], second: Sequence[str], gaps: Sequence[bool], other_gaps: Sequence[bool], costs: Costs
) -> list[Step]:
    """The cheapest way through two texts; ``gaps`` say for the place before each word, and the end, if one is there."""
    return _Comparison(first, second, gaps, other_gaps, costs).way()


class _Comparison:
    """The tables of costs: rows are places of the first text, columns those of the second."""

    def __init__(
        self,
        first: Sequence[str],
        second: Sequence[str],
        gaps: Sequence[bool],
        other_gaps: Sequence[bool],
        costs: Costs,
    ) -> None:
        self.first, self.second, self.costs = first, second, costs
        self.open_first = [OPEN_AT_GAP if is_gap else OPEN for is_gap in gaps]
        self.open_second = [OPEN_AT_GAP if is_gap else OPEN for is_gap in other_gaps]
        rate_first = [EXTEND_AT_GAP if is_gap else EXTEND for is_gap in gaps]
        rate_second = [EXTEND_AT_GAP if is_gap else EXTEND for is_gap in other_gaps]
        rows, columns = len(first) + 1, len(second) + 1
        self.match, self.lost, self.new, self.best = ([[FAR] * columns for _ in range(rows)] for _ in range(4))
        self.steps: dict[tuple[int, int], Step] = {}
        lengths, other_lengths = list(map(len, first)), list(map(len, second))
        match, lost, new, best = self.match, self.lost, self.new, self.best
        match[0][0] = best[0][0] = 0.0
        for i in range(rows):
            for j in range(columns):
                if i:
                    extended = lengths[i - 1] * rate_second[j]
                    lost[i][j] = min(best[i - 1][j] + self.open_second[j], lost[i - 1][j]) + extended
                if j:
                    extended = other_lengths[j - 1] * rate_first[i]
                    new[i][j] = min(best[i][j - 1] + self.open_first[i], new[i][j - 1]) + extended
                if i and j:
                    match[i][j], self.steps[i, j] = self._matched(i, j)
                best[i][j] = min(match[i][j], lost[i][j], new[i][j])

    def _matched(self, i: int, j: int) -> tuple[float, Step]:
        """The cheapest way to end with words that stand for each other, and how many of either they are."""
        best, left, right = self.best, self.first[i - 1], self.second[j - 1]
        cheapest, step = best[i - 1][j - 1] + self.costs.of(left, right, ALIKE), (1, 1)
        if cheapest < best[i - 1][j - 1] + 1 or max(len(left), len(right)) < 4:
            return cheapest, step
        for more in range(2, MOST_JOINED + 1):
            if j >= more and abs(len(left) - len(whole := "".join(self.second[j - more : j]))) <= NEARLY:
                cost = best[i - 1][j - more] + DIFFERENT + self.costs.of(left, whole, JOINED_ALIKE)
                if cost < cheapest:
                    cheapest, step = cost, (1, more)
            if i >= more and abs(len(right) - len(whole := "".join(self.first[i - more : i]))) <= NEARLY:
                cost = best[i - more][j - 1] + DIFFERENT + self.costs.of(whole, right, JOINED_ALIKE)
                if cost < cheapest:
                    cheapest, step = cost, (more, 1)
        return cheapest, step

    def way(self) -> list[Step]:
        """The steps of the cheapest way, found from its end to its beginning."""
        match, lost, new, best = self.match, self.lost, self.new, self.best
        i, j = len(self.first), len(self.second)
        way: list[Step] = []
        within = ""  # the missing passage that is not at its beginning yet
        while i or j:
            state = within or ("match" if match[i][j] == best[i][j] else "lost" if lost[i][j] == best[i][j] else "new")
            if state == "match":
                step = self.steps[i, j]
            elif state == "lost":
                step = (1, 0)
                within = "" if best[i - 1][j] + self.open_second[j] <= lost[i - 1][j] else "lost"
            else:
                step = (0, 1)
                within = "" if best[i][j - 1] + self.open_first[i] <= new[i][j - 1] else "new"
            way.append(step)
            i, j = i - step[0], j - step[1]
        return way[::-1]
