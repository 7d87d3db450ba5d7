"""The chance of each role for each line of a document.

A linear chain (Lafferty, McCallum and Pereira 2001): the points of a line's facts are added for each role, points for
one role after another come on top, and from all ways through the document follow the chances of each line. Each
judgement can be explained, because it is a sum.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import exp, log
from operator import add, mul
from typing import NamedTuple

from teikit.lexicon.line_roles import KEPT, ROLES, LineRole

LIMIT = "set aside below"  # the row with the chance of being kept below which a line of a role is set aside
AFTER = "after "  # how the points for one role after another begin in the table: ``after form``

Points = tuple[float, ...]


class RolePoints(NamedTuple):
    """A row of the table: what a fact adds for a role."""

    fact: str
    role: LineRole
    points: float


class LineJudge:
    """What each fact is worth for each role, and each role after another."""

    def __init__(self, rows: Iterable[RolePoints]) -> None:
        table: dict[str, list[float]] = {}
        for row in rows:
            table.setdefault(row.fact, [0.0] * len(ROLES))[ROLES.index(row.role)] = row.points
        self._worth: Mapping[str, Points] = {fact: tuple(points) for fact, points in table.items()}
        none = (0.0,) * len(ROLES)
        self._limits = dict(zip(ROLES, self._worth.get(LIMIT, none), strict=True))
        self._to = [[exp(points) for points in self._worth.get(f"{AFTER}{role}", none)] for role in ROLES]
        self._from = list(zip(*self._to, strict=True))

    def points(self, fact: str) -> Points:
        """What a fact adds for each role; nothing for a fact that is not in the table."""
        return self._worth.get(fact, (0.0,) * len(ROLES))

    def limit(self, role: LineRole) -> float:
        """The chance of being text or header, 0 to 1, below which a line of a role is set aside."""
        return self._limits[role]

    def grounds(self, facts: Iterable[str], role: LineRole) -> list[tuple[str, float]]:
        """What speaks for a role and against it: each fact with its points above the mean of all roles, most first."""
        place = ROLES.index(role)
        weighed = [
            (fact, points[place] - sum(points) / len(points)) for fact in facts for points in [self.points(fact)]
        ]
        return sorted(weighed, key=lambda ground: (-abs(ground[1]), ground[0]))

    def role(self, chances: Mapping[LineRole, float]) -> LineRole:
        """The likeliest role; one that takes the line out of the text only where it is hardly text or header."""
        keep = sum(chances[role] for role in KEPT)
        aside = max((role for role in ROLES if role not in KEPT), key=lambda role: chances[role])
        if keep < self._limits[aside]:
            return aside
        return max(KEPT, key=lambda role: chances[role])

    def chances(self, lines: Sequence[Iterable[str]]) -> list[dict[LineRole, float]]:
        """The chance of each role for each line, given its facts and those of all others."""
        if not lines:
            return []
        sums = [self._sum(facts) for facts in lines]
        forward, backward = self._forward(sums), self._backward(sums)
        chances = []
        for before, behind in zip(forward, backward, strict=True):
            _, weights = _weights(list(map(add, before, behind)))
            total = sum(weights)
            chances.append({role: weight / total for role, weight in zip(ROLES, weights, strict=True)})
        return chances

    def _sum(self, facts: Iterable[str]) -> list[float]:
        worth = [points for fact in facts if (points := self._worth.get(fact))]
        return [sum(column) for column in zip(*worth, strict=True)] if worth else [0.0] * len(ROLES)

    def _forward(self, sums: Sequence[Sequence[float]]) -> list[list[float]]:
        """For each line and role the points of all ways from the first line to it."""
        ways = [list(sums[0])]
        for own in sums[1:]:
            most, weights = _weights(ways[-1])
            ways.append([
                points + most + log(sum(map(mul, weights, factors)))
                for points, factors in zip(own, self._from, strict=True)
            ])  # fmt: skip
        return ways

    def _backward(self, sums: Sequence[Sequence[float]]) -> list[list[float]]:
        """For each line and role the points of all ways from the next line to the last."""
        ways = [[0.0] * len(ROLES)]
        for own in reversed(sums[1:]):
            most, weights = _weights(list(map(add, ways[-1], own)))
            ways.append([most + log(sum(map(mul, weights, factors))) for factors in self._to])
        return ways[::-1]


def _weights(values: Sequence[float]) -> tuple[float, list[float]]:
    """The highest of some points, and what each weighs beside it, 0 to 1."""
    most = max(values)
    return most, [exp(value - most) for value in values]
