"""The positions of words on a typewriter's grid, on which every character, including the space, has the same width.

So the page shows how many characters a word has: ``FA.`` may be FAR if its ink is three characters wide, ``GOV: RN
ENT`` is GOVERNMENT if ten characters fit between its ends, and if there is room for one space between two words,
nothing was typed there. All widths and edges are in characters, that is in cells of the page.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from teikit.core.layout import Layout, LayoutLine, LayoutPage, LayoutWord
from teikit.core.span import Span
from teikit.words.tokens import Token

ON_GRID = "on grid"  # name of a fact that a change has only if its tokens are on a grid
FACTS = (ON_GRID, "beyond word", "beyond read", "off grid", "room")  # names of all facts from a grid
FEW_PAIRS = 12  # fewest words with a neighbour that show a grid
SPREAD = 0.03  # share by which the width of a character may differ between most words of a typed page (mostly .01)
MOST_BEYOND = 0.6  # characters by which the ink may be wider or narrower than the word that was typed
SURE = 0.6  # least confidence in a word that shows the grid
BESIDE_INK = 0.15  # characters by which the ink of a word is narrower than its cells
BESIDE_MARK = 0.25  # further characters by which it is narrower at an end with a narrow mark
NARROW = frozenset(".,:;'!|‘’`")  # marks that fill only the middle of their cells


class Stretch(NamedTuple):
    """The position of the ink of a token: its line, and its left and right edge there, in characters.

    ``line`` is the offset in the source at which the line begins.
    """

    line: int
    left: float
    right: float


class Grid:
    """The grids of the typed pages of a layout; a page printed in letters of different widths has none.

    ``to_source`` maps a stretch of the text to one of the source, whose offsets the layout has.
    """

    def __init__(self, layout: Layout, to_source: Callable[[Span], Span]) -> None:
        self._layout, self._to_source = layout, to_source
        self._cells: dict[int, float] = {}

    def stretch(self, token: Token) -> Stretch | None:
        """The position of a token; None without a grid, or if a box exceeds the token, or the token its line."""
        span = self._to_source(Span(token.start, token.end))
        page, line = self._layout.page_at(span.start), self._layout.line_at(span.start)
        if page is None or line is None or not (cell := self._cell(page)):
            return None
        words = [word for word in line.words if word.span.overlaps(span)]
        if not words or words[0].span.start < span.start or span.end < words[-1].span.end or span.end > line.span.end:
            return None
        first, last = words[0].box, words[-1].box
        return Stretch(line.span.start, first.left / cell, last.right / cell) if first and last else None

    def _cell(self, page: LayoutPage) -> float:
        """The width of a cell of a page, in the units of its boxes; 0 if its words show no grid."""
        start = page.span.start
        if start not in self._cells:
            self._cells[start] = _common_width([width for line in page.lines for width in _widths(line)])
        return self._cells[start]


def _widths(line: LayoutLine) -> list[float]:
    """The widths of a character from the beginning of each word of a line to that of the next."""
    sure = ((word, following) for word, following in pairwise(line.words) if _are_sure(word, following))
    starts = ((word.box, following.box, word.span.end - word.span.start) for word, following in sure)
    return [
        (following.left - box.left) / (length + 1)
        for box, following, length in starts
        if length > 1 and box and following and following.left > box.left
    ]


def _are_sure(word: LayoutWord, following: LayoutWord) -> bool:
    """Whether the engine was sure of two words."""
    return min(word.confidence or 0.0, following.confidence or 0.0) >= SURE


def _common_width(widths: Sequence[float]) -> float:
    """The median width, if most differ little from it; else 0."""
    if len(widths) < FEW_PAIRS:
        return 0.0
    cell = median(widths)
    deviation = median(abs(width - cell) for width in widths)
    return cell if deviation <= SPREAD * cell else 0.0


def width(stretches: Sequence[Stretch | None]) -> float | None:
    """The width of the ink of tokens in a row; None if the first or the last has no place, or they share no line."""
    first, last = stretches[0], stretches[-1]
    if first is None or last is None or first.line != last.line:
        return None
    return last.right - first.left


def beyond(ink: float, text: str) -> float:
    """By how many characters the ``ink`` is wider than that of a text would be.

    >>> round(beyond(2.85, "FAR"), 2), round(beyond(2.85, "FA."), 2), round(beyond(2.85, "FAIR"), 2)
    (0.0, 0.25, -1.0)
    """
    narrow = (text[:1] in NARROW) + (text[-1:] in NARROW)
    return ink + BESIDE_INK + BESIDE_MARK * narrow - len(text)


def has_no_blank(stretches: Sequence[Stretch | None], read: str) -> bool:
    """Whether the ink of tokens is too narrow for what they ``read``, including the spaces between them."""
    ink = width(stretches)
    return ink is not None and beyond(ink, read) < -MOST_BEYOND


def is_off_grid(stretches: Sequence[Stretch | None], text: str) -> bool:
    """Whether a text is wider or narrower than the ink of the tokens that it would replace."""
    ink = width(stretches)
    return ink is not None and text != "" and abs(beyond(ink, text)) > MOST_BEYOND


def grid_facts(stretches: Sequence[Stretch | None], read: str, text: str) -> dict[str, float]:
    """The facts for the scorecard from a change of tokens that ``read`` one way into a text; none off the grid."""
    ink = width(stretches)
    if ink is None or not text:
        return {}
    beyond_text = beyond(ink, text)
    return {ON_GRID: 1.0, "beyond word": beyond_text, "beyond read": beyond(ink, read), "off grid": abs(beyond_text)}


def room_facts(before: Stretch | None, after: Stretch | None, text: str) -> dict[str, float]:
    """The facts for the scorecard from the room between two tokens: how much more it is than a text needs.

    A text needs its characters and a space on either side.
    """
    if before is None or after is None or before.line != after.line:
        return {}
    return {ON_GRID: 1.0, "room": after.left - before.right - len(text) - 2}
