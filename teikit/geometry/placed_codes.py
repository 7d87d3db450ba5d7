"""The codes of reviewers beside an excision, by their heights on the page."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import itemgetter

from teikit.core import Span
from teikit.geometry.page import Heights
from teikit.lexicon.margin import Cluster

BESIDE = 2.5
"""Lines on the page between an excision and its code, at most: a reviewer writes (b)(1) above B1A3, which takes two
lines, level with the excision or just above it. A code farther away may be that of the next excision."""


class PlacedCodes:
    """The codes of a page whose layout is known, by their heights on it."""

    def __init__(self, codes: Sequence[Cluster], heights: Heights) -> None:
        marks = [(code, mark) for code in codes for mark in code.marks]
        places = ((heights.at(mark.span.start), code) for code, mark in marks)
        placed = [(place, code) for place, code in places if place]
        self._heights, self._placed = heights, sorted(placed, key=itemgetter(0))

    def beside(self, bracket: Span, closing: int) -> Cluster | None:
        """The codes beside an excision, those nearest to its first line; None if there are none.

        ``closing`` is the offset of its closing bracket.
        """
        ends = [place for place in map(self._heights.at, (bracket.start, closing)) if place]
        if not ends:
            return None
        page, first = ends[0]
        last = ends[-1][1] if ends[-1][0] == page else first
        above = bisect_right(self._placed, (page, first - BESIDE), key=itemgetter(0))
        below = bisect_left(self._placed, (page, last + BESIDE), key=itemgetter(0))

        def distance(placed: tuple[tuple[int, float], Cluster]) -> tuple[float, int, int]:
            (_, height), code = placed
            return abs(height - first), distance_from_start(bracket, code), code.span.start

        nearest = min(self._placed[above:below], key=distance, default=None)
        return nearest[1] if nearest else None


def distance_from_start(span: Span, cluster: Cluster) -> int:
    """How far a code is from the start of a gap, in characters of the text."""
    return min(abs(cluster.span.start - span.start), abs(cluster.span.end - span.start))
