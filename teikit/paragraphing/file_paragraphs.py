"""The last paragraph of a later cable, which names its file, however the engine divided its rows.

``4. FILE:`` / ``785-120-034.`` / ``CL BY :`` / ``618711`` / ``END OF MESSAGE``
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from teikit.core import Draft, Line, kinds
from teikit.layers.file_rows import MOST_ROWS, file_label
from teikit.lexicon.patterns import Patterns
from teikit.paragraphing.groups import Bounds
from teikit.paragraphing.line_patterns import SENTENCE_END
from teikit.paragraphing.points import is_lone, point_of


class FileParagraphs(NamedTuple):
    """The starts of the rows that begin such paragraphs, and of the rows below them that continue these."""

    begun: frozenset[int]
    inside: frozenset[int]


def file_paragraphs(draft: Draft, free: Sequence[Line], bounds: Bounds, patterns: Patterns) -> FileParagraphs:
    """The last paragraphs of the cables of a draft; ``free`` are the lines that are in no block, in order."""
    begun: set[int] = set()
    inside: set[int] = set()
    ends = [draft.to_text(mark.span.start) for mark in draft.of_kind(kinds.CLOSING) if mark.get("type") == "end"]
    for first, last in _stretches(ends, free, bounds, patterns):
        above = free[first - 1].text.strip() if first else ""
        if is_lone(above):
            begun.add(free[first - 1].start)
        elif SENTENCE_END.search(above) and not point_of(above):
            begun.add(free[first].start)
        inside |= {line.start for line in free[first + 1 : last]}
    return FileParagraphs(frozenset(begun), frozenset(inside))


def _stretches(
    ends: Sequence[int], free: Sequence[Line], bounds: Bounds, patterns: Patterns
) -> Iterator[tuple[int, int]]:
    """The places of the first row of each paragraph and of the first one below it; ``ends`` are those of end marks."""
    for end in ends:
        last = bisect_left(free, end, key=lambda line: line.start)
        above = max(last - MOST_ROWS, 0)
        label = file_label([line.text for line in free[above:last]], patterns)
        first = above + label
        if label >= 0 and free[first].start >= bounds.page(end):
            below = range(first + 1, last)
            yield first, next((at for at in below if _is_below(free[at - 1], free[at], bounds, patterns)), last)


def _is_below(before: Line, line: Line, bounds: Bounds, patterns: Patterns) -> bool:
    """Whether a row is below the paragraph: the next point, a list of officers, or what follows a block."""
    text = line.text.strip()
    begins = patterns["officers"].match(text) or patterns["release number"].match(text)
    return bool(begins) or point_of(text) is not None or not bounds.follows(before, line)
