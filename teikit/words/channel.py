"""What the OCR makes of what is on the page: the cost of each misreading, in nats.

The costs come from ``channel.tsv``, one table for each engine. A cost is the negative logarithm of how
likely the engine reads ``observed`` where the page has ``truth``, against reading it rightly.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate
from math import exp, inf, log
from typing import Any, NamedTuple

from rapidfuzz.distance import Levenshtein

STEPS = ((1, 1), (0, 1), (1, 0), (2, 1), (1, 2), (2, 2))  # characters on the page, characters read for them
TOLERANCE = 1e-9  # difference of two costs that are the same
PRIOR = 300.0  # characters of a document that count as much as what is known of all documents
UNSEEN_CHANNEL = 9.0  # highest cost of a channel without counts
REMEMBERED = 100_000  # costs kept at hand; a cache that is full starts anew
MOST_STEPS = 8  # misreadings of a word that may each cost less than nothing: a dash read for a plus


class Misreading(NamedTuple):
    """One difference between what is on the page and what was read, and its cost."""

    truth: str
    observed: str
    cost: float


class Channel:
    """The costs of one engine: ``costs`` for what was seen, ``worst`` for what was not.

    ``usual`` is the channel that it was adapted from: blocks in which none of the misreadings ``shown`` can be cost the
    same there.
    """

    def __init__(
        self,
        costs: Mapping[tuple[str, str], float],
        worst: float,
        usual: Channel | None = None,
        shown: Iterable[tuple[str, str]] = (),
    ) -> None:
        self._costs = costs
        self._worst = worst
        self._usual = usual
        self._shown = tuple(shown)
        self._lowest = MOST_STEPS * min(0.0, min(costs.values(), default=0.0)) - TOLERANCE
        self._blocks: dict[tuple[str, str], float] = {}

    def adapted(self, shown: Mapping[tuple[str, str], int], characters: Mapping[str, int]) -> Channel:
        """The costs for a document that shows each misreading in ``shown`` so often, and has so many ``characters``.

        The same type fails the same way: what the document shows counts beside what is known of all documents.
        """
        costs = dict(self._costs)
        for key, count in shown.items():
            chance = exp(-costs.get(key, self._worst))
            costs[key] = -log((PRIOR * chance + count) / (PRIOR + max(characters.get(key[0][:1], 0), count)))
        return Channel(costs, self._worst, self, shown)

    def step_cost(self, truth: str, observed: str) -> float:
        """The cost of one misreading of up to two characters; inf if two are in it and nobody has seen it."""
        if truth == observed:
            return 0.0
        cost = self._costs.get((truth, observed))
        if cost is None:
            return inf if len(truth) > 1 or len(observed) > 1 else self._worst
        return cost

    def cost(self, truth: str, observed: str, most: float = inf) -> float:
        """The cost of reading ``observed`` where the page has ``truth``: each difference in the cheapest way.

        A cost above ``most`` need not be the whole: it is not added up to its end.
        """
        total, known = 0.0, self._blocks
        most -= self._lowest
        for block in differences(truth, observed):
            cost = known.get(block)
            total += self.block_cost(*block) if cost is None else cost
            if total > most:
                break
        return total

    def block_cost(self, truth: str, observed: str) -> float:
        """The cost of one block in which two strings differ."""
        if (cost := self._blocks.get((truth, observed))) is not None:
            return cost
        if len(self._blocks) >= REMEMBERED:
            self._blocks.clear()
        if len(truth) == len(observed) == 1:
            costs, worst = self._costs.get, self._worst
            apart = costs((truth, ""), worst) + costs(("", observed), worst)
            cost = min(costs((truth, observed), worst), apart)
        elif self._usual and not any(typed in truth and seen in observed for typed, seen in self._shown):
            cost = self._usual.block_cost(truth, observed)
        else:
            cost = self._table(truth, observed)[-1][-1]
        self._blocks[truth, observed] = cost
        return cost

    def _table(self, truth: str, observed: str) -> list[list[float]]:
        """The cheapest cost of each beginning of ``truth`` (rows) read as each beginning of ``observed`` (columns).

        It is looked up for every word near every odd form, so it is written for speed.
        """
        costs, worst = self._costs.get, self._worst
        inserted = [costs(("", character), worst) for character in observed]
        table = [list(accumulate(inserted, initial=0.0))]
        for i, typed in enumerate(truth, 1):
            above = table[-1]
            deleted = costs((typed, ""), worst)
            typed_pair = truth[i - 2 : i] if i > 1 else ""
            row = [above[0] + deleted]
            for j, seen in enumerate(observed, 1):
                best = above[j - 1] + (0.0 if typed == seen else costs((typed, seen), worst))
                if (cost := above[j] + deleted) < best:
                    best = cost
                if (cost := row[j - 1] + inserted[j - 1]) < best:
                    best = cost
                if (
                    typed_pair
                    and (merged := costs((typed_pair, seen)))
                    and (cost := table[i - 2][j - 1] + merged) < best
                ):
                    best = cost
                if j > 1:
                    seen_pair = observed[j - 2 : j]
                    if (split := costs((typed, seen_pair))) and (cost := above[j - 2] + split) < best:
                        best = cost
                    if (
                        typed_pair
                        and (both := costs((typed_pair, seen_pair)))
                        and (cost := table[i - 2][j - 2] + both) < best
                    ):
                        best = cost
                row.append(best)
            table.append(row)
        return table

    def misreadings(self, truth: str, observed: str) -> list[Misreading]:
        """The cheapest explanation, one difference after the other; what was read rightly is left out."""
        return [step for block in differences(truth, observed) for step in self._explained(*block)]

    def _explained(self, truth: str, observed: str) -> list[Misreading]:
        table = self._table(truth, observed)
        i, j = len(truth), len(observed)
        misreadings: list[Misreading] = []
        while i or j:
            for up, left in STEPS:
                typed, seen = truth[max(i - up, 0) : i], observed[max(j - left, 0) : j]
                if up > i or left > j:
                    continue
                if abs(table[i - up][j - left] + self.step_cost(typed, seen) - table[i][j]) < TOLERANCE:
                    break
            if typed != seen:
                misreadings.append(Misreading(typed, seen, self.step_cost(typed, seen)))
            i, j = i - up, j - left
        return misreadings[::-1]


def differences(truth: str, observed: str) -> Iterator[tuple[str, str]]:
    """The blocks in which two strings differ, with as few characters as can be.

    >>> list(differences("COMMITTEE", "CORNMITTEL"))
    [('M', 'RN'), ('E', 'L')]
    """
    start = end = seen_start = seen_end = 0
    edits: Any = Levenshtein.editops(truth, observed).as_list()  # tuples; the stubs do not say of what
    for tag, typed_at, seen_at in edits:
        if typed_at != end or seen_at != seen_end:
            if end > start or seen_end > seen_start:
                yield truth[start:end], observed[seen_start:seen_end]
            start, seen_start = typed_at, seen_at
        end = typed_at + (tag != "insert")
        seen_end = seen_at + (tag != "delete")
    if end > start or seen_end > seen_start:
        yield truth[start:end], observed[seen_start:seen_end]


class MisreadingCount(NamedTuple):
    """A row of channel.tsv: ``truth`` was read as ``observed`` in ``seen`` of ``of`` places."""

    truth: str
    observed: str
    seen: float
    of: float


def channel_from_counts(rows: Iterable[MisreadingCount]) -> Channel:
    """The costs that follow from counts; several rows for one misreading are averaged by what they rest on."""
    seen: dict[tuple[str, str], float] = {}
    typed: dict[tuple[str, str], float] = {}
    for row in rows:
        key = row.truth, row.observed
        seen[key] = seen.get(key, 0.0) + row.seen
        typed[key] = typed.get(key, 0.0) + row.of
    costs = {key: -log((count + 0.5) / typed[key]) for key, count in seen.items()}
    return Channel(costs, max(costs.values(), default=UNSEEN_CHANNEL) + 1.0)
