"""The chance of each role for each line of a document.

A linear chain (Lafferty, McCallum and Pereira 2001): the points of a line's facts are added for each role, points for
one role after another come on top, and from all ways through the document follow the chances of each line. So every
judgement can be asked why: it is a sum.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import exp, log
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
        self._after = [self._worth.get(f"{AFTER}{role}", none) for role in ROLES]

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
            logs = [one + other for one, other in zip(before, behind, strict=True)]
            total = _log_sum(logs)
            chances.append({role: exp(value - total) for role, value in zip(ROLES, logs, strict=True)})
        return chances

    def _sum(self, facts: Iterable[str]) -> list[float]:
        worth = [points for fact in facts if (points := self._worth.get(fact))]
        return [sum(column) for column in zip(*worth, strict=True)] if worth else [0.0] * len(ROLES)

    def _forward(self, sums: Sequence[Sequence[float]]) -> list[list[float]]:
        ways = [list(sums[0])]
        for own in sums[1:]:
            before = ways[-1]
            ways.append([
                own[role] + _log_sum([value + after[role] for value, after in zip(before, self._after, strict=True)])
                for role in range(len(ROLES))
            ])  # fmt: skip
        return ways

    def _backward(self, sums: Sequence[Sequence[float]]) -> list[list[float]]:
        ways = [[0.0] * len(ROLES)]
        for own in reversed(sums[1:]):
            behind = [value + points for value, points in zip(ways[-1], own, strict=True)]
            ways.append(
                [
                    _log_sum([value + points for value, points in zip(behind, after, strict=True)])
                    for after in self._after
                ]
            )
        return ways[::-1]


def _log_sum(values: Sequence[float]) -> float:
    most = max(values)
    return most + log(sum(exp(value - most) for value in values))
