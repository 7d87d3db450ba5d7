"""Scorecards: points for facts, learnt from cases with known answers, whose sums say how likely something is.

Points are logarithms of odds, so they are only added up, and every result can be explained.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from math import exp
from typing import NamedTuple

ALWAYS = "always"  # the fact that is always 1
LARGEST = 700.0  # points of which the exponential is a number, at most


class Points(NamedTuple):
    """A row of a scorecard: what it adds to each sum if a fact is at least ``least``."""

    fact: str
    least: float
    added: tuple[float, ...]


class Scorecard:
    """The points of each fact; the fact ``always`` is always 1. Without rows it is false, and all sums are 0."""

    def __init__(self, rows: Iterable[Points], columns: Sequence[str]) -> None:
        self.columns = tuple(columns)
        by_fact: defaultdict[str, list[Points]] = defaultdict(list)
        for row in sorted(rows, key=lambda row: row.least):
            by_fact[row.fact].append(row)
        self._least = {fact: [row.least for row in rows] for fact, rows in by_fact.items()}
        self._sums: dict[str, list[tuple[float, ...]]] = {}
        for fact, steps in by_fact.items():
            added = zip(*(row.added for row in steps), strict=True)
            self._sums[fact] = list(zip(*(accumulate(column, initial=0.0) for column in added), strict=True))

    def __bool__(self) -> bool:
        return bool(self._sums)

    def points(self, facts: Mapping[str, float]) -> dict[str, tuple[float, ...]]:
        """What each fact adds to each sum, by its value; facts that add nothing are left out."""
        added = {}
        for fact, value in ((ALWAYS, 1.0), *facts.items()):
            if (least := self._least.get(fact)) and (place := bisect_right(least, value)):
                added[fact] = self._sums[fact][place]
        return added

    def sums(self, facts: Mapping[str, float]) -> tuple[float, ...]:
        """The sums of all points, in the order of the columns."""
        return tuple(map(sum, zip(*self.points(facts).values(), strict=True))) or (0.0,) * len(self.columns)


def logistic(points: float) -> float:
    """The chance, 0 to 1, for a sum of points.

    >>> logistic(0.0), logistic(1e6), logistic(-1e6) < 1e-300
    (0.5, 1.0, True)
    """
    return 1 / (1 + exp(min(-points, LARGEST)))
