"""Scorecards: what each fact about a change adds to the chances that it is right and that it does harm.

It is a logistic regression on steps of the facts, with three outcomes: the new reading is right, the old one was
(harm), or neither is (no points). Points are logarithms of odds, so they add up, and show why a change is likely.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from itertools import accumulate
from math import exp
from typing import NamedTuple

from teikit.words.chance import Chance


class ScoreRow(NamedTuple):
    """The points for right and for harm that a fact adds in a case if its value is at least ``least``."""

    case: str
    fact: str
    least: float
    right: float
    harm: float


class Scorecard:
    """The points of all facts in all cases; the fact called ``always`` is always 1."""

    def __init__(self, rows: Iterable[ScoreRow]) -> None:
        by_fact: dict[tuple[str, str], list[ScoreRow]] = {}
        for row in rows:
            by_fact.setdefault((row.case, row.fact), []).append(row)
        self._steps: dict[tuple[str, str], tuple[list[float], list[tuple[float, float]]]] = {}
        for key, steps in by_fact.items():
            steps.sort(key=lambda row: row.least)
            rights = accumulate((row.right for row in steps), initial=0.0)
            harms = accumulate((row.harm for row in steps), initial=0.0)
            self._steps[key] = [row.least for row in steps], list(zip(rights, harms, strict=True))

    def points(self, facts: Mapping[str, float], case: str) -> dict[str, tuple[float, float]]:
        """The points that each fact adds in a case, for right and for harm; facts without points there are left out."""
        points = {}
        for fact, value in (("always", 1.0), *facts.items()):
            if steps := self._steps.get((case, fact)):
                least, sums = steps
                points[fact] = sums[bisect_right(least, value)]
        return points

    def chance(self, facts: Mapping[str, float], case: str) -> Chance:
        """The chances of a change with these facts in a case; a third each in a case without points."""
        right = harm = 0.0
        for for_right, for_harm in self.points(facts, case).values():
            right += for_right
            harm += for_harm
        most = max(right, harm, 0.0)
        weights = exp(right - most), exp(harm - most), exp(-most)
        total = sum(weights)
        return Chance(weights[0] / total, weights[1] / total)
