"""The measures of a page by the boxes of its words: slope, width of a character, distance of lines, margins, rows.

All numbers are medians, so that a stamp, a speck or a note in the margin does not change them. They
are in the units of the page's boxes, after the page has been turned straight.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median

from teikit.core import Draft, Span
from teikit.core.layout import LayoutPage, LayoutWord
from teikit.geometry.latest import Latest
from teikit.geometry.page import FEW_ROWS, SURE, Measures, TypedPage, TypedRow, TypedWord

FEW_PAIRS = 8  # least number of neighbouring words that show the width of a character
WIDE = 20  # width in characters of a line that shows the slope of the page, and of a page that has margins, at least
SAME_CELL = 0.06  # share by which the width of a character may differ between pages of one typewriter
SAME_PITCH = 0.12  # share by which the distance of lines may differ between them
SAME_MARGIN = 4  # characters by which the left margin may differ between them
GUESSED_CELL = 0.01  # width of a character as a share of that of the page, if too little is typed to measure it
ROW_OF_WORDS = 0.6  # share of the height of a word by which the words of one row may differ in height
ROW_OF_PITCH = 0.4  # the same as a share of the distance of lines, once that is known
STRAY = 1.5  # multiple of either by which a word may differ from its line
SLOPING = 4  # words of a line that shows the slope of the page, at least
SPACED = 5  # well-read letters of a row that shows the distance of lines, at least
CUT = 1.1  # height of words below which two rows are one that the engine cut in two
ONE_STEP = 0.12  # share by which distances of lines that count as the same may differ
MARGIN_GAP = 3.5  # characters of white after a code or a note in the margin
TYPED_WORDS = 3  # words of a stretch that was typed, at least
TYPED_LETTERS = 7  # well-read letters of such a stretch, at least
AT_MARGIN = 0.8  # characters by which lines that begin at the margin may differ
INDENTED = 12  # characters by which a line may be indented
LONG_LINE = 0.6  # share of the longest line from which a line is long
WITHIN = 0.9  # share of the long lines that end within the right margin: one in ten is typed beyond it

_measured = Latest[tuple[TypedPage, ...]]()


def typed_pages(draft: Draft) -> tuple[TypedPage, ...]:
    """The pages of a draft that has a layout; a page with too little typing gets the measures of the others."""
    return _measured.of(draft, lambda: _pages(draft)) if draft.source.layout else ()


def _pages(draft: Draft) -> tuple[TypedPage, ...]:
    """The typed pages of a draft; a page that cannot be measured, or is unlike the others, has the usual measures."""
    layout = draft.source.layout
    if layout is None:
        return ()
    pages = [_page(draft, page) for page in layout.pages]
    measured = [(measures, rows) for _, measures, rows in pages if measures]
    if not measured:
        return ()
    usual, _ = max(measured, key=lambda page: _at_left(*page))
    return tuple(
        TypedPage(page, measures if measures and _is_alike(measures, usual) else usual, rows)
        for page, measures, rows in pages
    )


def _at_left(measures: Measures, rows: Iterable[TypedRow]) -> int:
    """The number of rows that begin at the left margin: a page with many of them is measured best."""
    return sum(
        abs(word.left - measures.left) < measures.cell for row in rows if _is_read(row.words) for word in row.words[:2]
    )


def _is_alike(measures: Measures, usual: Measures) -> bool:
    """Whether a page is typed like the one measured best; otherwise too little of it was read to measure it."""
    cell, pitch, left, _ = measures
    return (
        abs(cell - usual.cell) < SAME_CELL * usual.cell
        and abs(pitch - usual.pitch) < SAME_PITCH * usual.pitch
        and abs(left - usual.left) < SAME_MARGIN * usual.cell
    )


def _page(draft: Draft, page: LayoutPage) -> tuple[LayoutPage, Measures | None, tuple[TypedRow, ...]]:
    """The measures of a page, None if too little is typed on it, and its rows."""
    lines = [list(_in_text(draft, line.words)) for line in page.lines]
    lines = [line for line in lines if line]
    cell = _cell(lines)
    slope = _slope(lines, cell or GUESSED_CELL * page.width)
    straight = [[_straightened(word, slope) for word in line] for line in lines]
    height = median([word.box.height for line in straight for word in line if word.letters > 1] or [1])
    rows = _rows(straight, ROW_OF_WORDS * height)
    if cell is None:
        return page, None, rows
    pitch = _pitch(rows, height)
    measures = _margins(straight, cell, pitch) if pitch else None
    return page, measures, _rows(straight, ROW_OF_PITCH * pitch) if pitch else rows


def _in_text(draft: Draft, words: Iterable[LayoutWord]) -> Iterator[TypedWord]:
    """The words of the running text that have a box, which are straightened later."""
    known = draft.source.layout is not None and draft.source.layout.has_known_confidences
    for word in words:
        box, span = word.box, word.span
        start, end = draft.to_text_span(span)
        if box is None or start >= end or box.width <= 0:
            continue
        confidence = word.confidence if known else None
        text = draft.text[start:end]
        middle = (box.top + box.bottom) / 2
        yield TypedWord(
            Span(start, end),
            text,
            box,
            SURE if confidence is None else confidence,
            box.left,
            box.right,
            middle,
            sum(map(str.isalnum, text)),
        )


def _straightened(word: TypedWord, slope: float) -> TypedWord:
    """A word on the straightened page; for such a small angle the sine is the slope and the cosine 1."""
    box = word.box
    middle = (box.top + box.bottom) / 2
    return word._replace(
        left=box.left + slope * middle,
        right=box.right + slope * middle,
        middle=middle - slope * (box.left + box.right) / 2,
    )


def _cell(lines: list[list[TypedWord]]) -> float | None:
    """The width of a character: from the start of a word to that of the next, over its letters and the space."""
    widths = [
        (following.left - word.left) / (len(word.text) + 1)
        for line in lines
        for word, following in pairwise(line)
        if word.letters > 1 and min(word.confidence, following.confidence) >= SURE and following.left > word.left
    ]
    return median(widths) if len(widths) >= FEW_PAIRS else None


def _slope(lines: list[list[TypedWord]], cell: float) -> float:
    """How far the lines of the page fall to the right, for each unit of width; 0 if too few lines are wide."""
    slopes = []
    for line in lines:
        words = [word for word in line if word.letters > 1]
        if len(words) >= SLOPING and words[-1].right - words[0].left > WIDE * cell:
            # The line of least squares through the middles of its words.
            across = [(word.left + word.right) / 2 for word in words]
            down = [word.middle for word in words]
            mean, level = sum(across) / len(across), sum(down) / len(down)
            square = sum((x - mean) ** 2 for x in across)
            if square:
                slopes.append(sum((x - mean) * (y - level) for x, y in zip(across, down, strict=True)) / square)
    return median(slopes) if len(slopes) >= FEW_ROWS else 0.0


def _rows(lines: list[list[TypedWord]], apart: float) -> tuple[TypedRow, ...]:
    """The words of each height as a row: the engine's lines, with those at the same height put together.

    A word that is far above or below the rest of its line becomes a part of its own: engines put a code in the
    margin between two lines into one of them.
    """
    parts: list[tuple[float, list[TypedWord]]] = []
    for line in lines:
        level = median([word.middle for word in line if word.letters > 1] or [word.middle for word in line])
        near = [word for word in line if abs(word.middle - level) <= STRAY * apart]
        parts.append((level, near))
        parts += [(word.middle, [word]) for word in line if word not in near]
    parts = sorted(((level, words) for level, words in parts if words), key=lambda part: part[0])
    rows: list[list[tuple[float, list[TypedWord]]]] = []
    for part in parts:
        if rows and part[0] - _level(rows[-1]) <= apart:
            rows[-1].append(part)
        else:
            rows.append([part])
    return tuple(
        TypedRow(_level(row), tuple(sorted((word for _, words in row for word in words), key=lambda word: word.left)))
        for row in rows
    )


def _level(row: list[tuple[float, list[TypedWord]]]) -> float:
    """The height of the part with most letters."""
    return max(row, key=lambda part: sum(word.letters for word in part[1]))[0]


def _pitch(rows: Sequence[TypedRow], height: float) -> float | None:
    """The most common distance between rows that hold words."""
    typed = [row for row in rows if sum(word.letters for word in row.words if word.confidence >= SURE) >= SPACED]
    steps = [below.middle - above.middle for above, below in pairwise(typed)]
    steps = [step for step in steps if step >= CUT * height]
    return _mode(steps, lambda step: ONE_STEP * step) if len(steps) >= FEW_ROWS else None


def _margins(lines: list[list[TypedWord]], cell: float, pitch: float) -> Measures | None:
    """The margins: where most lines begin, and where the longest of them end."""
    starts, ends = [], []
    for line in lines:
        run: list[TypedWord] = []
        for word in line:
            if run and word.left - run[-1].right > MARGIN_GAP * cell:
                if _is_typed(run):
                    break
                run = []  # a code or a note in the margin was before the white
            run.append(word)
        if _is_typed(run):
            starts.append(run[0].left)
            ends.append(run[-1].right)
    if len(starts) < FEW_ROWS:
        return None
    left = _mode(starts, lambda _: AT_MARGIN * cell)
    reached = sorted(end for start, end in zip(starts, ends, strict=True) if abs(start - left) < INDENTED * cell)
    longest = [end for end in reached if end > left + LONG_LINE * (reached[-1] - left)]
    if not longest:  # boxes that do not go from left to right: a page that was turned
        return None
    right = longest[int(WITHIN * (len(longest) - 1))]
    return Measures(cell, pitch, left, right) if right - left > WIDE * cell else None


def _is_typed(run: Sequence[TypedWord]) -> bool:
    """Whether words side by side were typed, and are neither a note nor dirt."""
    sure = sum(word.letters for word in run if word.confidence >= SURE)
    return len(run) >= TYPED_WORDS and sure >= TYPED_LETTERS and _is_read(run)


def _is_read(words: Sequence[TypedWord]) -> bool:
    """Whether half of the letters were read well, as those made of dirt hardly ever are (``ee oe ee oe``)."""
    sure = sum(word.letters for word in words if word.confidence >= SURE)
    return 2 * sure >= sum(word.letters for word in words)


def _mode(values: list[float], reach: Callable[[float], float]) -> float:
    """The median of the values around the one with most neighbours within its reach; the smallest of several."""
    ordered = sorted(values)

    def near(value: float) -> Sequence[float]:
        low = bisect_right(ordered, value - reach(value))
        return ordered[low : bisect_right(ordered, value + reach(value))]

    largest: Sequence[float] = max((near(value) for value in ordered), key=len)
    return median(largest)
