"""What the boxes of a page say about its typing: slope, width of a character, distance of lines, margins, rows.

All figures are medians over what is there, so that a stamp, a speck or a note in the margin does not move them. They
are in the units of the page's boxes, after the page has been turned straight.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from teikit.layout import Box, LayoutPage, LayoutWord
from teikit.text import Draft, Span

FEW_ROWS, FEW_PAIRS = 4, 8
SURE, DOUBTFUL = 0.6, 0.3
WIDE = 20
"""Characters that a line must be wide to show the slope of the page."""
ROUGH = 12
"""Characters by which a line of the text may fall short of the margins."""
SPACE = 2
"""Characters within which a word goes on from the one before it."""
LONE = 3
"""Characters of white on both sides of a word that stands alone in a line."""
OUT = 1.2
"""Characters by which a word must stand outside a margin to be in it."""


class Placed(NamedTuple):
    """A word of the running text: its characters there, and where it stands on the straightened page."""

    span: Span
    text: str
    box: Box
    confidence: float
    left: float
    right: float
    middle: float
    letters: int
    """How many letters and digits it has."""


class Row(NamedTuple):
    """The words of one height, from left to right."""

    middle: float
    words: tuple[Placed, ...]

    @property
    def left(self) -> float:
        """Where the first word begins."""
        return self.words[0].left

    @property
    def right(self) -> float:
        """Where the last word ends."""
        return max(word.right for word in self.words)

    @property
    def text(self) -> str:
        """The words, parted by a space."""
        return " ".join(word.text for word in self.words)


class Measures(NamedTuple):
    """Width of a character, distance of lines, and the margins of the typing, on the straightened page."""

    cell: float
    pitch: float
    left: float
    right: float


@dataclass(frozen=True)
class Typing:
    """One page as it is typed. ``rows`` are all its rows, from the top; ``height`` the height of the page."""

    page: LayoutPage
    measures: Measures
    rows: tuple[Row, ...]

    @cached_property
    def top(self) -> float:
        """The height of the first row as wide as the text: what stands above it may be a form."""
        cell, _, left, right = self.measures
        near = ROUGH * cell
        full = (
            row.middle
            for row in self.rows
            if len(words := [word for word in row.words if not self.outside(word)]) > FEW_ROWS
            and words[0].left < left + near
            and words[-1].right > right - near
        )
        return next(full, float(self.page.height))

    def outside(self, word: Placed) -> int:
        """-1 for a word in the left margin, 1 for one in the right margin, 0 for one between them."""
        return self._sides.get(word.span.start, 0)

    @cached_property
    def _sides(self) -> dict[int, int]:
        """The words in the margins. What only goes on from a word of the text is a line that was typed too long."""
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


def typing(draft: Draft) -> list[Typing]:
    """The pages of a draft that has a layout; a page of which too little is typed has the measures of the others."""
    layout = draft.source.layout
    if layout is None:
        return []
    found = [_page(draft, page) for page in layout.pages]
    known = [(measures, rows) for _, measures, rows in found if measures]
    if not known:
        return []
    usual, _ = max(known, key=lambda page: _at_left(*page))
    return [
        Typing(page, measures if measures and _is_alike(measures, usual) else usual, rows)
        for page, measures, rows in found
    ]


def in_margins(pages: Iterable[Typing]) -> list[Span]:
    """The stretches of the text that stand in a margin of their page, or alone in a white place of a line, in order."""
    found = []
    for page in pages:
        cell = page.measures.cell
        for row in page.rows:
            run: list[Placed] = []
            for before, word, after in zip((None, *row.words), row.words, (*row.words[1:], None), strict=False):
                side = page.outside(word)
                near = before is not None and before in run and word.left - before.right < LONE * cell
                if run and not (near and side == page.outside(run[-1]) and word.span.start == run[-1].span.end + 1):
                    found.append(Span(run[0].span.start, run[-1].span.end))
                    run = []
                if side or (before and after and _is_lone(before, word, after, cell)):
                    run.append(word)
            if run:
                found.append(Span(run[0].span.start, run[-1].span.end))
    return sorted(found)


def _is_lone(before: Placed, word: Placed, after: Placed, cell: float) -> bool:
    return min(word.left - before.right, after.left - word.right) > LONE * cell


def heights(pages: Iterable[Typing]) -> dict[int, float]:
    """For each place of the text where a word begins, its height on the straightened page.

    Pages lie below each other: a word of another page is far away.
    """
    return {
        word.span.start: word.middle + 2 * number * page.page.height
        for number, page in enumerate(pages)
        for row in page.rows
        for word in row.words
    }


def _at_left(measures: Measures, rows: Iterable[Row]) -> int:
    """How many rows begin at the left margin: a page with many of them is measured best."""
    return sum(abs(word.left - measures.left) < measures.cell for row in rows for word in row.words[:2])


def _is_alike(measures: Measures, usual: Measures) -> bool:
    """Whether a page is typed as the page that was measured best; if not, too little of it was read to measure it."""
    cell, pitch, left, _ = measures
    return (
        abs(cell - usual.cell) < 0.06 * usual.cell
        and abs(pitch - usual.pitch) < 0.12 * usual.pitch
        and abs(left - usual.left) < 4 * usual.cell
    )


def _page(draft: Draft, page: LayoutPage) -> tuple[LayoutPage, Measures | None, tuple[Row, ...]]:
    lines = [[word for word in _visible(draft, line.words)] for line in page.lines]
    lines = [line for line in lines if line]
    cell = _cell(lines)
    slope = _slope(lines, cell or 0.01 * page.width)
    straight = [[_straightened(word, slope) for word in line] for line in lines]
    height = median([word.box.height for line in straight for word in line if word.letters > 1] or [1])
    rows = _rows(straight, 0.6 * height)
    if cell is None:
        return page, None, rows
    pitch = _pitch(rows, height)
    measures = _margins(straight, cell, pitch) if pitch else None
    return page, measures, _rows(straight, 0.4 * pitch) if pitch else rows


def _visible(draft: Draft, words: Iterable[LayoutWord]) -> Iterator[Placed]:
    for word in words:
        box, span = word.box, word.span
        start, end = draft.to_text(span.start), draft.to_text(span.end)
        if box is None or start >= end or box.width <= 0:
            continue
        confidence = word.confidence
        text = draft.text[start:end]
        middle = (box.top + box.bottom) / 2
        yield Placed(
            Span(start, end),
            text,
            box,
            SURE if confidence is None else confidence,
            box.left,
            box.right,
            middle,
            sum(map(str.isalnum, text)),
        )


def _straightened(word: Placed, slope: float) -> Placed:
    box = word.box
    middle = (box.top + box.bottom) / 2
    return word._replace(
        left=box.left + slope * middle,
        right=box.right + slope * middle,
        middle=middle - slope * (box.left + box.right) / 2,
    )


def _cell(lines: list[list[Placed]]) -> float | None:
    """The width of a character: from the start of a word to that of the next, over its letters and the space."""
    found = [
        (other.left - word.left) / (len(word.text) + 1)
        for line in lines
        for word, other in pairwise(line)
        if word.letters > 1 and min(word.confidence, other.confidence) >= SURE and other.left > word.left
    ]
    return median(found) if len(found) >= FEW_PAIRS else None


def _slope(lines: list[list[Placed]], cell: float) -> float:
    """By how much the lines of the page fall to the right, for each unit of width."""
    found = []
    for line in lines:
        words = [word for word in line if word.letters > 1]
        if len(words) > 3 and words[-1].right - words[0].left > WIDE * cell:
            across = [(word.left + word.right) / 2 for word in words]
            down = [word.middle for word in words]
            mean, level = sum(across) / len(across), sum(down) / len(down)
            square = sum((x - mean) ** 2 for x in across)
            found.append(sum((x - mean) * (y - level) for x, y in zip(across, down, strict=True)) / square)
    return median(found) if len(found) >= FEW_ROWS else 0.0


def _rows(lines: list[list[Placed]], apart: float) -> tuple[Row, ...]:
    """Words of one height as rows. The engine's lines are the start; those at one height are put together."""
    parts: list[tuple[float, list[Placed]]] = []
    for line in lines:
        level = median([word.middle for word in line if word.letters > 1] or [word.middle for word in line])
        near = [word for word in line if abs(word.middle - level) <= 1.5 * apart]
        parts.append((level, near))
        parts += [(word.middle, [word]) for word in line if word not in near]
    parts = sorted(((level, words) for level, words in parts if words), key=lambda part: part[0])
    rows: list[list[tuple[float, list[Placed]]]] = []
    for part in parts:
        if rows and part[0] - _level(rows[-1]) <= apart:
            rows[-1].append(part)
        else:
            rows.append([part])
    return tuple(
        Row(_level(row), tuple(sorted((word for _, words in row for word in words), key=lambda word: word.left)))
        for row in rows
    )


def _level(row: list[tuple[float, list[Placed]]]) -> float:
    """The height of the part that has most letters."""
    return max(row, key=lambda part: sum(word.letters for word in part[1]))[0]


def _pitch(rows: Sequence[Row], height: float) -> float | None:
    """The most common distance between rows that hold words."""
    typed = [row for row in rows if sum(word.letters for word in row.words if word.confidence >= SURE) > 4]
    steps = [below.middle - above.middle for above, below in pairwise(typed)]
    steps = [step for step in steps if step >= 1.1 * height]
    return _most(steps, lambda step: 0.12 * step) if len(steps) >= FEW_ROWS else None


def _margins(lines: list[list[Placed]], cell: float, pitch: float) -> Measures | None:
    """Where most lines begin, and where the longest of them end."""
    starts, ends = [], []
    for line in lines:
        run: list[Placed] = []
        for word in line:
            if run and word.left - run[-1].right > 3.5 * cell:
                if _is_typed(run):
                    break
                run = []
            run.append(word)
        if _is_typed(run):
            starts.append(run[0].left)
            ends.append(run[-1].right)
    if len(starts) < FEW_ROWS:
        return None
    left = _most(starts, lambda _: 0.8 * cell)
    reached = sorted(end for start, end in zip(starts, ends, strict=True) if abs(start - left) < 12 * cell)
    longest = [end for end in reached if end > left + 0.6 * (reached[-1] - left)]
    right = longest[int(0.9 * (len(longest) - 1))]
    return Measures(cell, pitch, left, right) if right - left > WIDE * cell else None


def _is_typed(run: list[Placed]) -> bool:
    return len(run) > 2 and sum(word.letters for word in run if word.confidence >= SURE) > 6


def _most(values: list[float], reach: Callable[[float], float]) -> float:
    """The median of the values round the one that has most others near it; of several the least."""
    ordered = sorted(values)

    def near(value: float) -> Sequence[float]:
        low = bisect_right(ordered, value - reach(value))
        return ordered[low : bisect_right(ordered, value + reach(value))]

    largest: Sequence[float] = max((near(value) for value in ordered), key=len)
    return median(largest)
