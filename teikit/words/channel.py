"""The noisy channel: the misreadings of the OCR, each with its cost in nats.

The costs come from ``channel.tsv``, which has a table for each engine. A cost is the negative logarithm of the
probability that the engine reads ``observed`` where the page has ``truth``. A misreading has up to two characters on
either side (Brill and Moore 2000), so ``M`` read as ``RN`` is one; characters read correctly cost nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate
from math import exp, inf, log
from typing import Any, NamedTuple

from rapidfuzz.distance import Levenshtein

SIZES = ((1, 1), (0, 1), (1, 0), (2, 1), (1, 2), (2, 2))  # characters on the page, and characters read for them
TOLERANCE = 1e-9  # difference, in nats, of two costs that are the same
PRIOR = 300.0  # characters of a document that have the same weight as the counts of all documents
NEVER_SEEN = 1.0  # nats by which a misreading that was never seen costs more than the costliest that was
HIGHEST = 9.0  # nats of the costliest misreading where none was counted
SMOOTHING = 0.5  # added to each count
REMEMBERED = 100_000  # most costs of blocks in the cache; a full cache starts anew
MOST_GAINS = 8  # misreadings of a word that may each cost less than nothing: a dash read as a plus


class Misreading(NamedTuple):
    """One difference between what is on the page and what was read, and its cost in nats."""

    truth: str
    observed: str
    cost: float


class Channel:
    """The costs of one engine: ``costs`` of misreadings (truth, observed) that were seen, ``unseen`` for any other.

    ``base`` is the channel that it was adapted from, ``changed`` are the misreadings that cost something else there. A
    block without any of these has the cost that it has in ``base``, and is looked up there. Any error in a word of
    letters costs at least ``_least`` nats.
    """

    def __init__(
        self,
        costs: Mapping[tuple[str, str], float],
        unseen: float,
        base: Channel | None = None,
        changed: Iterable[tuple[str, str]] = (),
    ) -> None:
        self._costs = costs
        self._unseen = unseen
        self._base = base
        self._changed = tuple(changed)
        self._least = min(map(self._cost_of_an_error, self._changed if base else costs), default=unseen)
        if base:
            self._least = min(self._least, base._least)
        self._lowest = MOST_GAINS * min(0.0, min(costs.values(), default=0.0)) - TOLERANCE
        self._blocks: dict[tuple[str, str], float] = {}

    def adapted(self, shown: Mapping[tuple[str, str], int], characters: Mapping[str, int]) -> Channel:
        """The channel of a document: ``shown`` counts its misreadings, ``characters`` its characters.

        A worn type fails in the same way each time, so the counts of the document are added to those of all documents.
        """
        costs = dict(self._costs)
        for misreading, count in shown.items():
            probability = exp(-costs.get(misreading, self._unseen))
            times = max(characters.get(misreading[0][:1], 0), count)
            costs[misreading] = -log((PRIOR * probability + count) / (PRIOR + times))
        return Channel(costs, self._unseen, self, shown)

    def _cost_of_an_error(self, misreading: tuple[str, str]) -> float:
        """The cost of each error in a misreading of letters; for any other that of one which was never seen."""
        truth, observed = misreading
        if truth and not truth.isalpha():
            return self._unseen
        return self._costs[misreading] / max(len(truth), len(observed))

    def misreading_cost(self, truth: str, observed: str) -> float:
        """The cost of one misreading of up to two characters; inf for one of two characters that was never seen."""
        if truth == observed:
            return 0.0
        cost = self._costs.get((truth, observed))
        if cost is None:
            return inf if len(truth) > 1 or len(observed) > 1 else self._unseen
        return cost

    def cost(self, truth: str, observed: str, most: float = inf) -> float:
        """The cost of reading ``observed`` where the page has ``truth``: that of the cheapest misreadings.

        Above ``most`` it is only a lower bound: the calculation stops there, or is not begun if too many letters of a
        word were misread.
        """
        if most < inf and truth.isalpha():
            allowed = max(int(most / self._least), 0)
            errors = Levenshtein.distance(truth, observed, score_cutoff=allowed)
            if errors > allowed:
                return errors * self._least
        total, known = 0.0, self._blocks
        most -= self._lowest
        for block in differences(truth, observed):
            cost = known.get(block)
            total += self.block_cost(*block) if cost is None else cost
            if total > most:
                break
        return total

    def block_cost(self, truth: str, observed: str) -> float:
        """The cost of a block in which two strings differ, as :func:`differences` gives it."""
        if (cost := self._blocks.get((truth, observed))) is not None:
            return cost
        if len(self._blocks) >= REMEMBERED:
            self._blocks.clear()
        if len(truth) == len(observed) == 1:
            costs, unseen = self._costs.get, self._unseen
            apart = costs((truth, ""), unseen) + costs(("", observed), unseen)
            cost = min(costs((truth, observed), unseen), apart)
        elif self._base and not any(typed in truth and seen in observed for typed, seen in self._changed):
            cost = self._base.block_cost(truth, observed)
        else:
            cost = self._table(truth, observed)[-1][-1]
        self._blocks[truth, observed] = cost
        return cost

    def _table(self, truth: str, observed: str) -> list[list[float]]:
        """The lowest cost of each beginning of ``truth`` (rows) read as each beginning of ``observed`` (columns).

        It is calculated for every word near every odd form, so it is one long loop, written for speed.
        """
        costs, unseen = self._costs.get, self._unseen
        inserted = [costs(("", character), unseen) for character in observed]
        table = [list(accumulate(inserted, initial=0.0))]
        for i, typed in enumerate(truth, 1):
            above = table[-1]
            deleted = costs((typed, ""), unseen)
            typed_pair = truth[i - 2 : i] if i > 1 else ""
            row = [above[0] + deleted]
            for j, seen in enumerate(observed, 1):
                best = above[j - 1] + (0.0 if typed == seen else costs((typed, seen), unseen))
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
        """The cheapest misreadings that turn ``truth`` into ``observed``, in order."""
        return [misreading for block in differences(truth, observed) for misreading in self._explained(*block)]

    def _explained(self, truth: str, observed: str) -> list[Misreading]:
        """The misreadings of one block, traced back through its table."""
        table = self._table(truth, observed)
        i, j = len(truth), len(observed)
        misreadings: list[Misreading] = []
        while i or j:
            for up, left in SIZES:
                typed, seen = truth[max(i - up, 0) : i], observed[max(j - left, 0) : j]
                if up > i or left > j:
                    continue
                if abs(table[i - up][j - left] + self.misreading_cost(typed, seen) - table[i][j]) < TOLERANCE:
                    break
            if typed != seen:
                misreadings.append(Misreading(typed, seen, self.misreading_cost(typed, seen)))
            i, j = i - up, j - left
        return misreadings[::-1]


def differences(truth: str, observed: str) -> Iterator[tuple[str, str]]:
    """The blocks in which two strings differ by a Levenshtein alignment: what is on the page, what was read.

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
    """A row of channel.tsv: ``truth`` was read as ``observed`` ``times`` in ``of`` places."""

    truth: str
    observed: str
    times: float
    of: float


def channel_from_counts(rows: Iterable[MisreadingCount]) -> Channel:
    """The channel calculated from counts; those of several rows with the same misreading are added up."""
    counts: dict[tuple[str, str], float] = {}
    places: dict[tuple[str, str], float] = {}
    for row in rows:
        misreading = row.truth, row.observed
        counts[misreading] = counts.get(misreading, 0.0) + row.times
        places[misreading] = places.get(misreading, 0.0) + row.of
    costs = {misreading: -log((count + SMOOTHING) / places[misreading]) for misreading, count in counts.items()}
    return Channel(costs, max(costs.values(), default=HIGHEST) + NEVER_SEEN)
