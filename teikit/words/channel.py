"""What the OCR makes of what is on the page: the cost of each confusion, in nats.

The costs come from ``channel.tsv``, one table for each engine. A cost is the negative logarithm of how
likely the engine reads ``observed`` where the page has ``truth``, against reading it rightly.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate
from math import exp, inf, log
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

STEPS = ((1, 1), (0, 1), (1, 0), (2, 1), (1, 2), (2, 2))
"""So many characters on the page are read as so many."""
NOTHING = 1e-9
PRIOR = 300.0
"""What is known of all documents counts as much as so many characters of this one."""
REMEMBERED = 100_000
"""So many costs are kept at hand; then it starts anew."""


class Confusion(NamedTuple):
    """One difference between what is on the page and what was read."""

    truth: str
    observed: str
    cost: float


class Channel:
    """The costs of one engine: ``costs`` for what was seen, ``worst`` for what was not."""

    def __init__(self, costs: Mapping[tuple[str, str], float], worst: float) -> None:
        self._costs = costs
        self._worst = worst
        self._known: dict[tuple[str, str], float] = {}

    def adapted(self, seen: Mapping[tuple[str, str], int], there: Mapping[str, int]) -> Channel:
        """The costs for a document that shows these confusions so often, and has each character ``there`` so often.

        The same type fails the same way: what the document shows counts beside what is known of all documents.
        """
        costs = dict(self._costs)
        for key, count in seen.items():
            chance = exp(-costs.get(key, self._worst))
            costs[key] = -log((PRIOR * chance + count) / (PRIOR + max(there.get(key[0][:1], 0), count)))
        return Channel(costs, self._worst)

    def single(self, truth: str, observed: str) -> float:
        """The cost of one confusion; inf for two characters that nobody saw confused with one or two."""
        if truth == observed:
            return 0.0
        found = self._costs.get((truth, observed))
        if found is None:
            return inf if len(truth) > 1 or len(observed) > 1 else self._worst
        return found

    def cost(self, truth: str, observed: str) -> float:
        """The cost of reading ``observed`` where the page has ``truth``: each difference in the cheapest way."""
        return sum(self._block(one, other) for one, other in differences(truth, observed))

    def _block(self, truth: str, observed: str) -> float:
        found = self._known.get((truth, observed))
        if found is None:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            found = self._known[truth, observed] = self._table(truth, observed)[-1][-1]
        return found

    def _table(self, truth: str, observed: str) -> list[list[float]]:
        """The cheapest cost for each beginning of the one and each beginning of the other."""
        costs, worst = self._costs.get, self._worst
        came = [costs(("", other), worst) for other in observed]
        table = [list(accumulate(came, initial=0.0))]
        for i, one in enumerate(truth, 1):
            above = table[-1]
            gone = costs((one, ""), worst)
            two = truth[i - 2 : i] if i > 1 else ""
            row = [above[0] + gone]
            for j, other in enumerate(observed, 1):
                best = above[j - 1] + (0.0 if one == other else costs((one, other), worst))
                if (cost := above[j] + gone) < best:
                    best = cost
                if (cost := row[j - 1] + came[j - 1]) < best:
                    best = cost
                if two and (merged := costs((two, other))) and (cost := table[i - 2][j - 1] + merged) < best:
                    best = cost
                if j > 1:
                    pair = observed[j - 2 : j]
                    if (split := costs((one, pair))) and (cost := above[j - 2] + split) < best:
                        best = cost
                    if two and (both := costs((two, pair))) and (cost := table[i - 2][j - 2] + both) < best:
                        best = cost
                row.append(best)
            table.append(row)
        return table

    def confusions(self, truth: str, observed: str) -> list[Confusion]:
        """The cheapest explanation, one difference after the other; what was read rightly is left out."""
        return [found for block in differences(truth, observed) for found in self._explained(*block)]

    def _explained(self, truth: str, observed: str) -> list[Confusion]:
        table = self._table(truth, observed)
        i, j = len(truth), len(observed)
        found: list[Confusion] = []
        while i or j:
            for a, b in STEPS:
                one, other = truth[max(i - a, 0) : i], observed[max(j - b, 0) : j]
                if a <= i and b <= j and abs(table[i - a][j - b] + self.single(one, other) - table[i][j]) < NOTHING:
                    break
            if one != other:
                found.append(Confusion(one, other, self.single(one, other)))
            i, j = i - a, j - b
        return found[::-1]


def differences(truth: str, observed: str) -> Iterator[tuple[str, str]]:
    """The stretches in which two strings differ, as few characters as can be.

    >>> list(differences("COMMITTEE", "CORNMITTEL"))
    [('M', 'RN'), ('E', 'L')]
    """
    begin = end = other_begin = other_end = 0
    for edit in Levenshtein.editops(truth, observed):
        source, destination = edit.src_pos, edit.dest_pos
        if source != end or destination != other_end:
            if end > begin or other_end > other_begin:
                yield truth[begin:end], observed[other_begin:other_end]
            begin, other_begin = source, destination
        end = source + (edit.tag != "insert")
        other_end = destination + (edit.tag != "delete")
    if end > begin or other_end > other_begin:
        yield truth[begin:end], observed[other_begin:other_end]


class Counted(NamedTuple):
    """A row of channel.tsv: how often one was read for the other, of how many."""

    truth: str
    observed: str
    seen: float
    of: float


def channel(rows: Iterable[Counted]) -> Channel:
    """The costs that follow from counts; several rows for one confusion are averaged by what they rest on."""
    counts: dict[tuple[str, str], float] = {}
    there: dict[tuple[str, str], float] = {}
    for row in rows:
        key = row.truth, row.observed
        counts[key] = counts.get(key, 0.0) + row.seen
        there[key] = there.get(key, 0.0) + row.of
    costs = {key: -log((count + 0.5) / there[key]) for key, count in counts.items()}
    return Channel(costs, max(costs.values(), default=9.0) + 1.0)
