"""A stretch of a text, by its offsets."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple


class Span(NamedTuple):
    """A half-open stretch of characters, ``start`` up to but not including ``end``."""

    start: int
    end: int

    def holds(self, inner: Span) -> bool:
        """Whether another stretch is inside it."""
        return self.start <= inner.start and inner.end <= self.end

    def has(self, offset: int) -> bool:
        """Whether an offset is inside it; an empty stretch contains its start."""
        return self.start <= offset < max(self.end, self.start + 1)

    def moved(self, by: int) -> Span:
        """The same stretch moved ``by`` characters, for example from offsets in a line to offsets in the text."""
        return Span(self.start + by, self.end + by)

    def overlaps(self, stretch: Span) -> bool:
        """Whether another stretch shares a character with it; one that only touches it does not."""
        return self.start < stretch.end and stretch.start < self.end


def overlaps(span: Span, stretches: Sequence[Span]) -> bool:
    """Whether a span overlaps one of the stretches, which are in order and do not overlap each other.

    >>> overlaps(Span(3, 5), [Span(0, 3), Span(4, 9)]), overlaps(Span(3, 4), [Span(0, 3), Span(4, 9)])
    (True, False)
    """
    at = bisect_left(stretches, (span.end,)) - 1
    return at >= 0 and span.start < stretches[at].end
