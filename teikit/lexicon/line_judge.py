"""The chance of each role for each line of a document.

This is a linear-chain conditional random field (Lafferty, McCallum and Pereira 2001): for each role the points of the
facts about a line are added, with points for each role after another; the chances of a line are sums over all
sequences of roles. Each judgement can be explained, because points are only added.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import exp, log
from operator import add, mul
from typing import NamedTuple

from teikit.lexicon.line_roles import KEPT, ROLES, LineRole

LIMIT = "set aside below"  # name of the row with the limits of :meth:`LineJudge.limit`
DENSE_LIMIT = "set aside below, dense"  # name of the row with those for dense documents
AFTER = "after "  # prefix of the names of rows with the points for one role after another: ``after form``

Points = tuple[float, ...]


class RolePoints(NamedTuple):
    """The points that a fact adds for a role."""

    fact: str
    role: LineRole
    points: float


class LineJudge:
    """The points of each fact for each role, and those of each role after another."""

    def __init__(self, rows: Iterable[RolePoints]) -> None:
        table: dict[str, list[float]] = {}
        for row in rows:
            table.setdefault(row.fact, [0.0] * len(ROLES))[ROLES.index(row.role)] = row.points
        self._worth: Mapping[str, Points] = {fact: tuple(points) for fact, points in table.items()}
        none = (0.0,) * len(ROLES)
        limits = self._worth.get(LIMIT, none)
        self._limits = dict(zip(ROLES, limits, strict=True))
        self._dense_limits = dict(zip(ROLES, self._worth.get(DENSE_LIMIT, limits), strict=True))
        self._to = [[exp(points) for points in self._worth.get(f"{AFTER}{role}", none)] for role in ROLES]
        self._from = list(zip(*self._to, strict=True))

    def points(self, fact: str) -> Points:
        """The points that a fact adds for each role; 0 for a fact that is not in the table."""
        return self._worth.get(fact, (0.0,) * len(ROLES))

    def limit(self, role: LineRole, dense: bool = False) -> float:
        """The chance of being text or header, 0 to 1, below which a line of this role is set aside.

        It is higher in a dense document, where a line is a whole row of the page, not a piece of one.
        """
        return (self._dense_limits if dense else self._limits)[role]

    def grounds(self, facts: Iterable[str], role: LineRole) -> list[tuple[str, float]]:
        """The grounds for and against a role: each fact with its points minus the mean of all roles, largest first."""
        place = ROLES.index(role)
        weighed = [
            (fact, points[place] - sum(points) / len(points)) for fact in facts for points in [self.points(fact)]
        ]
        return sorted(weighed, key=lambda ground: (-abs(ground[1]), ground[0]))

    def role(self, chances: Mapping[LineRole, float], dense: bool = False) -> LineRole:
        """The likeliest role of a line; one that sets it aside only if it is hardly text or header (``limit``)."""
        keep = sum(chances[role] for role in KEPT)
        aside = max((role for role in ROLES if role not in KEPT), key=lambda role: chances[role])
        if keep < self.limit(aside, dense):
            return aside
        return max(KEPT, key=lambda role: chances[role])

    def chances(self, lines: Sequence[Iterable[str]]) -> list[dict[LineRole, float]]:
        """The chance of each role for each line, 0 to 1, given the facts about all lines in order."""
        if not lines:
            return []
        sums = [self._sum(facts) for facts in lines]
        forward, backward = self._forward(sums), self._backward(sums)
        chances = []
        for before, after in zip(forward, backward, strict=True):
            _, weights = _weights(list(map(add, before, after)))
            total = sum(weights)
            chances.append({role: weight / total for role, weight in zip(ROLES, weights, strict=True)})
        return chances

    def _sum(self, facts: Iterable[str]) -> list[float]:
        """The sum of the points of the facts for each role."""
        worth = [points for points in map(self._worth.get, facts) if points]
        return [sum(column) for column in zip(*worth, strict=True)] if worth else [0.0] * len(ROLES)

    def _forward(self, sums: Sequence[Sequence[float]]) -> list[list[float]]:
        """For each line and role, the log sum over all sequences of roles from the first line up to it."""
        totals = [list(sums[0])]
        for own in sums[1:]:
            most, weights = _weights(totals[-1])
            totals.append([
                points + most + log(sum(map(mul, weights, factors)))
                for points, factors in zip(own, self._from, strict=True)
            ])  # fmt: skip
        return totals

    def _backward(self, sums: Sequence[Sequence[float]]) -> list[list[float]]:
        """For each line and role, the log sum over all sequences of roles from the next line to the last."""
        totals = [[0.0] * len(ROLES)]
        for own in reversed(sums[1:]):
            most, weights = _weights(list(map(add, totals[-1], own)))
            totals.append([most + log(sum(map(mul, weights, factors))) for factors in self._to])
        return totals[::-1]


def _weights(values: Sequence[float]) -> tuple[float, list[float]]:
    """The highest of the log values, and e to the difference of each from it, 0 to 1."""
    most = max(values)
    return most, [exp(value - most) for value in values]
