"""Settle which decisions on a source count: the last of each person, if all agree; the others are reported.

Decisions are about different *aspects* of a place: how it reads, whether text is missing there, what it is on the page.
Only one statement about an aspect of a place can be true. Places that overlap must not cut each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from teikit.core import Span
from teikit.decisions.places import Placed
from teikit.decisions.row import DecisionRow

ASPECTS = {
    "reads": "reading",
    "as-read": "reading",
    "unclear": "reading",
    "gap": "gap",
    "no-gap": "gap",
    "layer": "layer",
    "field": "layer",
    "person": "name",
    "place": "name",
    "answered": "query",
}
"""The aspect of a place that a verdict is about."""


@dataclass(frozen=True)
class Settled:
    """The decision, or several, about one aspect of a stretch of a source, in code points.

    ``rows`` are in the alphabetical order of the people; ``is_disputed`` says that they do not agree. ``is_moved``
    says that one was made on another reading, ``is_read_now`` that the OCR now has the reading that was decided,
    ``is_overtaken`` that the same person later decided differently about an overlapping stretch.
    """

    span: Span
    rows: tuple[DecisionRow, ...]
    is_moved: bool = False
    is_read_now: bool = False
    is_disputed: bool = False
    is_overtaken: bool = False

    @property
    def row(self) -> DecisionRow:
        """The decision, or the first of several."""
        return self.rows[0]

    @property
    def who(self) -> tuple[str, ...]:
        """The names of the people who decided, each once."""
        return tuple(dict.fromkeys(row.who for row in self.rows))

    @property
    def aspect(self) -> tuple[str, str]:
        """The aspect of the place that is decided, and the code of the query if it is one."""
        return ASPECTS[self.row.is_], self.row.query

    @property
    def applies(self) -> bool:
        """Whether the decision is applied to the text."""
        return not self.is_disputed and not self.is_overtaken

    @property
    def when(self) -> str:
        """The time of the last decision."""
        return max(row.when for row in self.rows)


def settle(decisions: Iterable[Placed]) -> list[Settled]:
    """The decisions about a source, in the order of the text; those without a place in it are left out."""
    placed = [decision for decision in _in_time(decisions) if decision.span is not None]
    groups: dict[tuple[Span, str, str], list[Placed]] = {}
    for decision in _standing(placed):
        assert decision.span is not None
        groups.setdefault((decision.span, ASPECTS[decision.row.is_], decision.row.query), []).append(decision)
    settled = [_agreed(span, group) for (span, _, _), group in groups.items()]
    order = {id(decision.row): number for number, decision in enumerate(placed)}
    return _without_clashes(sorted(settled, key=lambda decision: (decision.span, decision.aspect)), order)


def standing(decisions: Iterable[Placed]) -> list[Placed]:
    """The last decision of each person about each aspect of a place, unless withdrawn or settled by somebody else."""
    return _standing([decision for decision in _in_time(decisions) if decision.span is not None])


def _in_time(decisions: Iterable[Placed]) -> list[Placed]:
    """Decisions in the order of their times; one without a time follows its predecessor in the file."""
    latest, timed = "", []
    for number, decision in enumerate(decisions):
        latest = decision.row.when or latest
        timed.append((latest, number, decision))
    return [decision for _, _, decision in sorted(timed, key=lambda item: item[:2])]


def _standing(placed: Sequence[Placed]) -> list[Placed]:
    """The same for decisions that have a place, in the order of their times."""
    last: dict[tuple[Span, str, str], dict[str, Placed]] = {}
    for decision in placed:
        row = decision.row
        assert decision.span is not None
        if row.is_ == "withdrawn":
            for (span, _, _), by_person in last.items():
                if span == decision.span:
                    by_person.pop(row.who, None)
            continue
        by_person = last.setdefault((decision.span, ASPECTS[row.is_], row.query), {})
        for name in row.over:
            by_person.pop(name, None)
        by_person.pop(row.who, None)
        by_person[row.who] = decision
    return [decision for by_person in last.values() for decision in by_person.values()]


def _agreed(span: Span, group: Sequence[Placed]) -> Settled:
    """The decisions of one or more people about one aspect of a stretch."""
    rows = tuple(decision.row for decision in sorted(group, key=lambda decision: decision.row.who))
    return Settled(
        span,
        rows,
        is_moved=any(decision.is_moved for decision in group),
        is_read_now=any(decision.is_read_now for decision in group),
        is_disputed=len({row.value for row in rows}) > 1,
    )


def _without_clashes(settled: list[Settled], order: dict[int, int]) -> list[Settled]:
    """The decisions, marked where two cannot both be true.

    The earlier one is overtaken if the later one is by the same persons or settles it; otherwise the two differ.
    """
    marked = list(settled)
    open_spans: list[int] = []
    for number, decision in enumerate(settled):
        open_spans = [earlier for earlier in open_spans if settled[earlier].span.end >= decision.span.start]
        for earlier in open_spans:
            if not _clash(settled[earlier], decision):
                continue
            pair = sorted((earlier, number), key=lambda index: max(order[id(row)] for row in settled[index].rows))
            if settled[pair[1]].who == settled[pair[0]].who or set(settled[pair[0]].who) <= set(
                settled[pair[1]].row.over
            ):
                marked[pair[0]] = replace(marked[pair[0]], is_overtaken=True)
            else:
                marked[pair[0]] = replace(marked[pair[0]], is_disputed=True)
                marked[pair[1]] = replace(marked[pair[1]], is_disputed=True)
        open_spans.append(number)
    return marked


def _clash(first: Settled, second: Settled) -> bool:
    """Whether two decisions cannot both be true; those on queries clash with none."""
    is_same = first.span == second.span
    if "query" in (first.aspect[0], second.aspect[0]) or not (is_same or first.span.overlaps(second.span)):
        return False
    gap = next((decision.span for decision in (first, second) if decision.row.is_ == "gap"), None)
    covers = gap is not None and (gap.start < gap.end or is_same)
    nested = first.span.holds(second.span) or second.span.holds(first.span)
    return not nested or first.aspect == second.aspect or covers


def kappa(pairs: Sequence[tuple[object, object]]) -> float | None:
    """The agreement of two people on the same places (Cohen's kappa): 1 always, 0 as by chance; None without places.

    >>> kappa([("a", "a"), ("b", "b"), ("a", "b"), ("b", "b")])
    0.5
    """
    if not pairs:
        return None
    agreed = sum(first == second for first, second in pairs) / len(pairs)
    values = {value for pair in pairs for value in pair}
    by_chance = (
        sum(sum(pair[0] == value for pair in pairs) * sum(pair[1] == value for pair in pairs) for value in values)
        / len(pairs) ** 2
    )
    return 1.0 if by_chance == 1 else (agreed - by_chance) / (1 - by_chance)
