"""Scorecards: what each fact about a change adds to the chances that it is right and that it does harm.

It is a logistic regression on steps of the facts, with three outcomes: the new reading is right, the old one was
(harm), or neither is (no points). A change can be asked why it is likely.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from math import exp

from teikit import scorecard
from teikit.words.chance import Chance

SUMS = ("right", "harm")
"""The sums of points, for the two outcomes that have some."""


class Scorecard:
    """The points of all facts in all cases, of rows with the name of the case of each."""

    def __init__(self, rows: Iterable[tuple[str, scorecard.Points]]) -> None:
        by_case: defaultdict[str, list[scorecard.Points]] = defaultdict(list)
        for case, row in rows:
            by_case[case].append(row)
        self._cases = {case: scorecard.Scorecard(rows, SUMS) for case, rows in by_case.items()}
        self._none = scorecard.Scorecard((), SUMS)

    def points(self, facts: Mapping[str, float], case: str) -> dict[str, tuple[float, ...]]:
        """The points that each fact adds in a case, for right and for harm; facts without points are left out."""
        return self._cases.get(case, self._none).points(facts)

    def chance(self, facts: Mapping[str, float], case: str) -> Chance:
        """The chances of a change with these facts in a case; a third each in a case without points."""
        right, harm = self._cases.get(case, self._none).sums(facts)
        most = max(right, harm, 0.0)
        weights = exp(right - most), exp(harm - most), exp(-most)
        total = sum(weights)
        return Chance(weights[0] / total, weights[1] / total)
