"""The layout of the text on the page: boxes, confidences and images, by offsets of the text.

Only some formats have a layout (hOCR, ALTO, PAGE, PDF, page images). A pass that uses it reads ``draft.source.layout``
and must also work without: it is None for plain text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from teikit.core.span import Span

KNOWN_ENGINE = re.compile(r"tesseract(?! v?[0-3]\.)", re.IGNORECASE)
"""An engine whose confidences teikit can use: ``tesseract 5.3.0``. Versions up to 3.05 worked differently."""


PIXEL = "pixel"  # the unit of boxes on pages with an image
POINT10 = "point10"  # that of boxes on pages of a PDF: tenths of a point


class Box(NamedTuple):
    """A rectangle on the page, in whole units of the page (mostly pixels of its image), from the top left corner."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """From the left edge to the right one."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """From the top edge to the bottom one."""
        return self.bottom - self.top


def around(boxes: Iterable[Box | None]) -> Box | None:
    """The smallest box around all others; None if there is none.

    >>> around([Box(1, 2, 3, 4), None, Box(2, 1, 5, 3)])
    Box(left=1, top=1, right=5, bottom=4)
    """
    known = [box for box in boxes if box is not None]
    if not known:
        return None
    return Box(
        min(box.left for box in known),
        min(box.top for box in known),
        max(box.right for box in known),
        max(box.bottom for box in known),
    )


class LayoutWord(NamedTuple):
    """A word as the engine read it. ``confidence`` is from 0 to 1; None if the file has none.

    ``whole`` is the whole word if this is only its part before a line end, and the file says so. A word that
    ``is_covered`` can be read in the file but not on the page: a failed redaction.
    """

    span: Span
    box: Box | None = None
    confidence: float | None = None
    whole: str = ""
    is_covered: bool = False


class LayoutCell(NamedTuple):
    """A cell of a table: its text, and the rows and columns that it spans."""

    span: Span
    rows: int = 1
    columns: int = 1


class LayoutLine(NamedTuple):
    """A line of words; ``span`` excludes the line end. A row of a table is a line with ``cells`` separated by tabs."""

    span: Span
    box: Box | None
    words: tuple[LayoutWord, ...]
    cells: tuple[LayoutCell, ...] = ()


class LayoutBlock(NamedTuple):
    """A paragraph or region found by the engine; ``language`` as the file names it (``eng``), often empty."""

    span: Span
    box: Box | None
    lines: tuple[LayoutLine, ...]
    language: str = ""


@dataclass(frozen=True)
class LayoutPage:
    """One page: its stretch of the text, its size (0 if unknown), its image as the file names it.

    ``unit`` is that of size and boxes, as ALTO names it (``pixel``, ``mm10``, ``inch1200``), or ``POINT10``.
    """

    span: Span
    width: int
    height: int
    image: str
    blocks: tuple[LayoutBlock, ...]
    unit: str = PIXEL

    @cached_property
    def lines(self) -> tuple[LayoutLine, ...]:
        """The lines of all blocks, in the order of the text."""
        return tuple(line for block in self.blocks for line in block.lines)


@dataclass(frozen=True)
class Layout:
    """The layout of a whole text. ``engine`` is the program that made it, as the file says (``tesseract 5.3.0``)."""

    pages: tuple[LayoutPage, ...]
    engine: str = ""

    @property
    def has_known_confidences(self) -> bool:
        """Whether the meaning of its confidences is known: those of Tesseract 4 and later were measured.

        ABBYY, OmniPage, docWORKS and CONTENTdm write numbers that mean something else, or nothing.
        """
        return KNOWN_ENGINE.match(self.engine) is not None

    @cached_property
    def lines(self) -> tuple[LayoutLine, ...]:
        """The lines of all pages, in the order of the text."""
        return tuple(line for page in self.pages for line in page.lines)

    @cached_property
    def _line_starts(self) -> list[int]:
        return [line.span.start for line in self.lines]

    @cached_property
    def _page_starts(self) -> list[int]:
        return [page.span.start for page in self.pages]

    def page_at(self, offset: int) -> LayoutPage | None:
        """The page that contains an offset of the text."""
        index = bisect_right(self._page_starts, offset) - 1
        return self.pages[index] if index >= 0 else None

    def line_at(self, offset: int) -> LayoutLine | None:
        """The line that contains an offset of the text, including its end; None between lines."""
        index = bisect_right(self._line_starts, offset) - 1
        return self.lines[index] if index >= 0 and offset <= self.lines[index].span.end else None

    def lines_in(self, span: Span) -> tuple[LayoutLine, ...]:
        """The lines that begin in a stretch of the text."""
        starts = self._line_starts
        return self.lines[bisect_left(starts, span.start) : bisect_left(starts, span.end)]

    def words_in(self, span: Span) -> Iterator[LayoutWord]:
        """The words that share at least one character with a stretch of the text."""
        first = max(bisect_right(self._line_starts, span.start) - 1, 0)
        for line in self.lines[first : bisect_left(self._line_starts, span.end)]:
            for word in line.words:
                if word.span.overlaps(span):
                    yield word

    def box_of(self, span: Span) -> Box | None:
        """The box around the words of a stretch of the text."""
        return around(word.box for word in self.words_in(span))
