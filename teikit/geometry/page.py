"""One typed page: its words on the straightened page, its rows, its measures, the contents of its margins."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from teikit.core.layout import Box, LayoutPage
from teikit.core.span import Span

FEW_ROWS = 4  # least number of rows that show the measures of a page
FEW_WORDS_IN_ROW = 4  # words of a row, at most, that does not show the margins
SURE = 0.6  # confidence from which a word was read well
DOUBTFUL = 0.3  # confidence below which a word may be dirt
ROUGH = 12  # characters by which a line of the text may fall short of the margins
SPACE = 2  # characters of white before a word that continues the one before it, at most
LONE = 3  # characters of white on both sides of a word that is alone in a line
OUT = 1.2  # characters by which a word must be outside the text to be in a margin
APART = 5  # characters of white between two columns of a form


class TypedWord(NamedTuple):
    """A word of the running text: its characters there, and its place on the straightened page.

    ``box`` is that of the layout, on the page before it is straightened; ``left``, ``right`` and ``middle`` (the height
    of its middle) are on the straightened page, in the same units.
    """

    span: Span
    text: str
    box: Box
    confidence: float
    left: float
    right: float
    middle: float
    letters: int  # how many letters and digits it has


class TypedRow(NamedTuple):
    """The words of one height, from left to right."""

    middle: float
    words: tuple[TypedWord, ...]

    @property
    def text(self) -> str:
        """The words, separated by a space."""
        return " ".join(word.text for word in self.words)


class Measures(NamedTuple):
    """Width of a character, distance of lines, and the margins of the typing, on the straightened page."""

    cell: float
    pitch: float
    left: float
    right: float


@dataclass(frozen=True)
class TypedPage:
    """One typed page. ``rows`` are all its rows, from the top."""

    layout: LayoutPage
    measures: Measures
    rows: tuple[TypedRow, ...]

    @cached_property
    def top(self) -> float:
        """The height of the first row that is as wide as the text; above it there may be a form."""
        cell, _, left, right = self.measures
        near = ROUGH * cell
        for row in self.rows:
            words = [word for word in row.words if not self.outside(word)]
            if len(words) > FEW_WORDS_IN_ROW and words[0].left < left + near and words[-1].right > right - near:
                return row.middle
        return float(self.layout.height)

    def outside(self, word: TypedWord) -> int:
        """-1 for a word in the left margin, 1 for one in the right margin, 0 for one between them."""
        return self._sides.get(word.span.start, 0)

    @cached_property
    def _sides(self) -> dict[int, int]:
        """The side of each word in a margin, by its start.

        A word that continues one of the text belongs to a line that is too long.
        """
        cell, _, left, right = self.measures
        sides: dict[int, int] = {}
        for row in self.rows:
            before = [word for word in row.words if word.right < left - OUT * cell]
            after = [word for word in row.words if word.left > right + OUT * cell]
            between = row.words[len(before) : len(row.words) - len(after)]
            while before and between and between[0].left - before[-1].right < SPACE * cell:
                between = (before.pop(), *between)
            while after and between and after[0].left - between[-1].right < SPACE * cell:
                between = (*between, after.pop(0))
            sides |= dict.fromkeys((word.span.start for word in before), -1)
            sides |= dict.fromkeys((word.span.start for word in after), 1)
        return sides


def in_margins(pages: Iterable[TypedPage]) -> list[Span]:
    """The stretches of the text in a margin of their page, or alone in a white place of a line, in order.

    Words of one stretch follow each other in the text and on the page, on one side: ``(b) (1)``.
    """
    runs = (run for page in pages for row in page.rows for run in _runs(page, row))
    return sorted(Span(run[0].span.start, run[-1].span.end) for run in runs)


def _runs(page: TypedPage, row: TypedRow) -> Iterator[list[TypedWord]]:
    """The words of a row in the margins, or alone in a white place, in consecutive stretches on one side."""
    cell, run = page.measures.cell, list[TypedWord]()
    for before, word, after in zip((None, *row.words), row.words, (*row.words[1:], None), strict=False):
        side = page.outside(word)
        near = before is not None and before in run and word.left - before.right < LONE * cell
        if run and not (near and side == page.outside(run[-1]) and word.span.start == run[-1].span.end + 1):
            yield run
            run = []
        if side or (before and after and _is_lone(before, word, after, cell)):
            run.append(word)
    if run:
        yield run


def _is_lone(before: TypedWord, word: TypedWord, after: TypedWord, cell: float) -> bool:
    """Whether there is white on both sides of a word."""
    return min(word.left - before.right, after.left - word.right) > LONE * cell


def columns_of(pages: Iterable[TypedPage]) -> dict[int, bool]:
    """The offsets at which another column of a form begins, above the text of each page.

    The value says whether that column is the left margin, where the offices are (``ARA``, ``SP``, ``EUR``).
    """
    begins: dict[int, bool] = {}
    for page in pages:
        for row in page.rows:
            if row.middle > page.top - page.measures.pitch / 2:
                break
            before = None
            for word in row.words:
                margin = page.outside(word) < 0
                apart = before is None or word.left - before.right > APART * page.measures.cell
                if margin or apart or (before is not None and page.outside(before) < 0):
                    begins[word.span.start] = margin
                before = word
    return begins


class Heights:
    """The height of each word on its page, in lines of that page from its top."""

    def __init__(self, pages: Iterable[TypedPage]) -> None:
        self._words = sorted(
            (word.span, number, word.middle / page.measures.pitch)
            for number, page in enumerate(pages)
            for row in page.rows
            for word in row.words
        )
        self._starts = [span.start for span, *_ in self._words]

    def at(self, offset: int) -> tuple[int, float] | None:
        """The page and the height of the word that contains an offset of the text; None if there is none."""
        index = bisect_right(self._starts, offset) - 1
        if index < 0 or offset >= self._words[index][0].end:
            return None
        _, page, height = self._words[index]
        return page, height
