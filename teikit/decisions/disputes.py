"""Describe decisions that cannot both be true, in words."""

from __future__ import annotations

from collections.abc import Iterable

from teikit.decisions.verdicts import Settled


def with_rivals(decision: Settled, settled: Iterable[Settled]) -> list[Settled]:
    """A decision that does not count, and overlapping ones on other stretches that do not count, either."""
    rivals = (rival for rival in settled if rival.is_disputed and rival is not decision and _overlap(decision, rival))
    return [decision, *(rival for rival in rivals if "query" not in (decision.aspect[0], rival.aspect[0]))]


def _overlap(first: Settled, second: Settled) -> bool:
    """Whether two decisions are about the same stretch, or about two that share something."""
    return first.span == second.span or first.span.overlaps(second.span)


def in_words(disputed: Iterable[Settled], text: str) -> str:
    """The statement of each person on each stretch of a text: ``of 'TEXT' anna says it reads 'TEST'; ...``."""
    return "; ".join(
        f"of {text[decision.span.start : decision.span.end]!r} {row.who} says {row.in_words()}"
        for decision in disputed
        for row in decision.rows
    )
