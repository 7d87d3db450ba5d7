"""White places in and between the lines of a page, where words or lines may be missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from teikit.core.layout import Box
from teikit.core.span import Span
from teikit.geometry.body import FEW_WORDS, HOLE, INDENT, LEAST_LETTERS, POINT_OR_BULLET, SENTENCE_END, Line
from teikit.geometry.page import DOUBTFUL, SURE, TypedPage, TypedWord
from teikit.geometry.seam import ALONE, LINES_ALONE, Seam

NOTED = 5.0  # width in characters of a hole beside an illegible note in the margin, at least
CLEAN_SHARE = 0.9  # share of well-read words on a page on which hardly any word was overlooked
READ_WELL = 0.9  # confidence in a word that was read well, at least
SEVERAL_LINES = 2  # lines of a hole that is wide, at least
FEW_STEPS = 2  # white steps of a page that show nothing, at most
SHORT_WORD = 2  # letters of a word whose confidence shows nothing, at most
ON_CLEAN = 0.6  # share of the usual room that is enough on such a page
LEAST_LETTERS_BETWEEN = 3  # letters between two words that are not specks, at least
UNCLEAR = 1.5  # factor by which a hole must be wider in a line that was not read well
TO_FOOT = 60  # lines from any line of a page beyond its foot
FOOT = 14  # lines above the foot of the other pages at which a page without a code must stop to count as cut off
TYPED_SPACE = 1.2  # characters between two words, by their boxes
AFTER_SENTENCE = 1  # additional characters that a typist leaves after a sentence
TABULATOR = 6  # characters by which the text may be apart from the number of its point
COLUMN_GAP = 3  # characters of white between two columns of a table, at least
COLUMN_NEAR = 1.5  # characters by which the start of a column may differ from the line above or below
LEAST_WHITE = 0.4  # white lines between two paragraphs, at least
MOST_WHITE = 1.2  # white lines that typists leave between two paragraphs, at most
ABOVE_TEXT = 0.8  # lines below the top of the first line to which the white above it may extend
SHORT_OF_FOOT = 1.6  # lines above the foot of the other pages below which a page that ends with a sentence is whole


@dataclass(frozen=True)
class Hole:
    """A white place: its place in the text, its heights, its width (characters) or its number of lines.

    ``is_enough`` says that it is an excision even without a code beside it, ``what`` is the reason for readers,
    ``words`` are those on either side of it.
    """

    offset: int
    top: float
    bottom: float
    width: float = 0.0
    lines: float = 0.0
    is_enough: bool = False
    box: Box | None = None
    what: str = ""
    words: tuple[TypedWord, ...] = field(default=(), compare=False)

    def wide(self, ease: float) -> bool:
        """Whether it may be an excision beside an illegible note: a hole of some width between two words."""
        least_sure = min((word.confidence for word in self.words), default=0.0)
        wide = self.width >= NOTED * ease or self.lines >= SEVERAL_LINES
        return len(self.words) > 1 and wide and least_sure >= DOUBTFUL


def holes_of(
    page: TypedPage, lines: Sequence[Line], top: float, foot: float, last: bool, shown: Sequence[Span]
) -> Iterator[Hole]:
    """The white places of a page with the lines of its text.

    ``top`` is the height of the last row above the text, ``foot`` that at which the texts of other pages end, 0 if
    unknown; ``last`` says that this is the last page; ``shown`` are the excisions that brackets already show.
    """
    usual = _usual(lines, page.measures.pitch)
    for at, line in enumerate(lines):
        above = lines[at - 1] if at else None
        below = lines[at + 1] if at + 1 < len(lines) else None
        if above is None and (line.middle - top) / page.measures.pitch >= LINES_ALONE:
            yield _at_start(page, line, top)
        yield from _inside(page, line, above, below, shown)
        if below is not None:
            seam = Seam.of(page, line, below, usual)
            if seam.is_hole and not _is_bracketed(line.words[-1], below.words[0], shown):
                yield _between(page, line, below, seam)
    if lines:
        yield from _at_end(page, lines[-1], foot, last)


def _usual(lines: Sequence[Line], pitch: float) -> float:
    """The number of white lines between two paragraphs of this page; 1 if too few show it."""
    steps = sorted(
        (below.middle - above.middle) / pitch - 1
        for above, below in pairwise(lines)
        if (below.middle - above.middle) / pitch - 1 > LEAST_WHITE
    )
    return min(steps[len(steps) // 2], MOST_WHITE) if len(steps) > FEW_STEPS else 1.0


def ease_of(page: TypedPage) -> float:
    """The share of the usual room that is enough on this page: less if it was read well."""
    confidences = [
        word.confidence
        for row in page.rows
        for word in row.words
        if word.letters > SHORT_WORD and not page.outside(word)
    ]
    sure = sum(confidence >= READ_WELL for confidence in confidences)
    return ON_CLEAN if sure >= CLEAN_SHARE * len(confidences) else 1.0


def _inside(
    page: TypedPage, line: Line, above: Line | None, below: Line | None, shown: Sequence[Span]
) -> Iterator[Hole]:
    """Holes between two words of a line."""
    cell, pitch, *_ = page.measures
    for at, (left, right) in enumerate(pairwise(line.words)):
        width = (right.left - left.right) / cell - TYPED_SPACE
        if SENTENCE_END.search(left.text):
            width -= AFTER_SENTENCE
        if at == 0 and POINT_OR_BULLET.match(left.text):
            width -= TABULATOR
        if width < HOLE * (1 if line.clear else UNCLEAR) or _is_bracketed(left, right, shown):
            continue
        if any(beside and _is_column(beside, right, cell) for beside in (above, below)):
            continue
        confidence = min(left.confidence, right.confidence)
        if confidence < DOUBTFUL:
            continue
        # Engines overlook a word at the end of a line rather than within it.
        within = 0 < at < len(line.words) - FEW_WORDS and _is_white(page, line, left, right)
        enough = width >= ALONE * ease_of(page) and confidence >= SURE and line.clear and within
        top, bottom = line.middle - 0.5 * pitch, line.middle + 0.5 * pitch
        box = Box(
            left.box.right, min(left.box.top, right.box.top), right.box.left, max(left.box.bottom, right.box.bottom)
        )
        beside, what = (left, right), "a hole in a typed line"
        yield Hole(right.span.start, top, bottom, width, is_enough=enough, box=box, what=what, words=beside)


def _is_white(page: TypedPage, line: Line, left: TypedWord, right: TypedWord) -> bool:
    """Whether nothing was read between two words of a line, except specks.

    If somebody wrote over a word, the engine reads scraps, which are not typed words: ``of the igor ta 4 dae
    Government`` has no hole, but ``the Philippine Government`` under a scrawl.
    """
    near = (row for row in page.rows if abs(row.middle - line.middle) < page.measures.pitch)
    between = (word for row in near for word in row.words if left.right <= word.left and word.right <= right.left)
    return sum(word.letters for word in between) < LEAST_LETTERS_BETWEEN


def _is_bracketed(left: TypedWord, right: TypedWord, shown: Sequence[Span]) -> bool:
    """Whether a bracket that the rule gaps has marked opens before a hole or closes after it."""
    if not (left.text.endswith(("[", "{")) or right.text.startswith(("]", "}"))):
        return False
    return any(touches(span, left) or touches(span, right) for span in shown)


def touches(span: Span, word: TypedWord) -> bool:
    """Whether a stretch of the text overlaps a word; an empty one does if it is in the word or right before it."""
    return span.start < word.span.end and word.span.start < max(span.end, span.start + 1)


def _is_column(line: Line, word: TypedWord, cell: float) -> bool:
    """Whether the line above or below has a hole before the same place, as in the columns of a table."""
    return any(
        right.left - left.right > COLUMN_GAP * cell and abs(right.left - word.left) < COLUMN_NEAR * cell
        for left, right in pairwise(line.words)
    )


def _between(page: TypedPage, line: Line, below: Line, seam: Seam) -> Hole:
    """The hole from the end of a line to the start of the next."""
    pitch = page.measures.pitch
    last, first = line.words[-1], below.words[0]
    top = line.middle + (-0.5 if seam.ends_early else 0.5) * pitch
    bottom = max(below.middle + (0.5 if seam.begins_late else -0.5) * pitch, top + pitch)
    return Hole(
        offset=first.span.start if seam.only_begins_late else last.span.end,
        top=top,
        bottom=bottom,
        width=max(seam.early, 0) + max(seam.late, 0),
        lines=round(seam.extra) if seam.is_apart else 0,
        is_enough=seam.is_strong,
        box=_white(page, last, first, seam),
        what=seam.reason,
        words=(last, first),
    )


def _white(page: TypedPage, last: TypedWord, first: TypedWord, seam: Seam) -> Box:
    """The white place between the last word of a line and the first of the next, as far as one box can show it."""
    left, right = (round(edge - last.left + last.box.left) for edge in (page.measures.left, page.measures.right))
    if seam.is_apart:
        return Box(left, last.box.bottom, right, max(first.box.top, last.box.bottom + 1))
    if seam.ends_early:
        return Box(last.box.right, last.box.top, max(right, last.box.right + 1), last.box.bottom)
    return Box(min(left, first.box.left - 1), first.box.top, first.box.left, first.box.bottom)


def row_above(page: TypedPage, lines: Sequence[Line]) -> float:
    """The height of the last typed row above the text; 0 if there is none."""
    first = lines[0].middle if lines else 0.0
    rows = (row for row in page.rows if row.middle < first - 0.5 * page.measures.pitch)
    typed = (row for row in rows if sum(word.letters for word in row.words if not page.outside(word)) >= LEAST_LETTERS)
    return max((row.middle for row in typed), default=0.0)


def _at_start(page: TypedPage, line: Line, top: float) -> Hole:
    """The white place above the first line of the text, where only a code can show that something is missing."""
    pitch = page.measures.pitch
    bottom = line.middle + (0.5 if line.begins >= INDENT else -ABOVE_TEXT) * pitch
    return Hole(line.words[0].span.start, min(top, bottom), bottom, what="white above the text", words=line.words[:1])


def _at_end(page: TypedPage, line: Line, foot: float, last: bool) -> Iterator[Hole]:
    """The hole at the end of a page whose text stops in mid-sentence above the foot of the others."""
    pitch = page.measures.pitch
    missing = (foot - line.middle) / pitch if foot else 0.0
    enough = not line.ended and missing >= FOOT and not last
    what = "the text stops in mid-sentence"
    if (line.ended and missing < SHORT_OF_FOOT) or line.words[-1].text.endswith(("[", "{")):
        return
    yield Hole(
        offset=line.words[-1].span.end,
        top=line.middle + (0.5 if line.ended else -0.5) * pitch,
        bottom=line.middle + TO_FOOT * pitch,
        lines=max(round(missing), 0),
        is_enough=enough,
        what=what,
        words=line.words[-1:],
    )
