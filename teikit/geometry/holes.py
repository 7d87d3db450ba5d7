"""White places in and between the lines of a page, where words or lines may be missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from teikit.core.layout import Box
from teikit.core.source import Span
from teikit.geometry.body import FEW, HOLE, INDENT, LEAST, POINT, SENTENCE_END, Line
from teikit.geometry.page import DOUBTFUL, SURE, Placed, Typing

ALONE = 16.0
"""Characters beyond the space of a typist that a hole must be wide with no code beside it."""
SHORT_BESIDE, SHORT_ALONE = 5.0, 14.0
"""Characters by which a line must end early, beyond the room for the next word: beside a code, and with none."""
LINES_BESIDE, LINES_ALONE = 1.0, 3.0
"""Lines that must be missing, beyond the space between paragraphs."""
NOTED = 5.0
"""Characters that a hole must be wide beside a note in the margin that cannot be read."""
CLEAN, ON_CLEAN = 0.9, 0.6
"""Share of the words that were read well on a page where hardly any was overlooked; less room is enough there."""
LETTERS = 3
"""So many letters between two words are no specks."""
UNCLEAR = 1.5
"""How much wider a hole must be in a line that was not read well."""
FOOT = 14
"""Lines above the foot of the other pages at which a page must stop, where no code says that more was there."""


@dataclass(frozen=True)
class Hole:
    """A white place: where in the text, from which height to which, how wide (characters) or high (lines)."""

    offset: int
    top: float
    bottom: float
    width: float = 0.0
    lines: float = 0.0
    enough: bool = False
    """Whether it is an excision even with no code beside it."""
    box: Box | None = None
    what: str = ""
    words: tuple[Placed, ...] = field(default=(), compare=False)

    def wide(self, ease: float) -> bool:
        """Whether it may be an excision beside a note that cannot be read: a hole of some width between two words."""
        sure = min((word.confidence for word in self.words), default=0.0)
        return len(self.words) > 1 and (self.width >= NOTED * ease or self.lines >= FEW) and sure >= DOUBTFUL


def holes_of(
    page: Typing, lines: Sequence[Line], top: float, foot: float, last: bool, shown: Sequence[Span]
) -> Iterator[Hole]:
    usual = _usual(lines, page.measures.pitch)
    for number, line in enumerate(lines):
        above = lines[number - 1] if number else None
        below = lines[number + 1] if number + 1 < len(lines) else None
        if above is None and (line.middle - top) / page.measures.pitch >= LINES_ALONE:
            yield _at_start(page, line, top)
        yield from _inside(page, line, above, below, shown)
        if below is not None:
            hole = _between(page, line, below, usual, shown)
            if hole:
                yield hole
    if lines:
        yield from _at_end(page, lines[-1], foot, last)


def _usual(lines: Sequence[Line], pitch: float) -> float:
    """The white lines between two paragraphs of this page."""
    steps = sorted(
        (below.middle - above.middle) / pitch - 1
        for above, below in pairwise(lines)
        if (below.middle - above.middle) / pitch - 1 > 0.4
    )
    return min(steps[len(steps) // 2], 1.2) if len(steps) > FEW else 1.0


def ease_of(page: Typing) -> float:
    """By how much less room is enough on this page."""
    words = [
        word.confidence for row in page.rows for word in row.words if word.letters > FEW and not page.outside(word)
    ]
    return ON_CLEAN if sum(sure >= CLEAN for sure in words) >= CLEAN * len(words) else 1.0


def _inside(page: Typing, line: Line, above: Line | None, below: Line | None, shown: Sequence[Span]) -> Iterator[Hole]:
    """Holes between two words of a line."""
    cell, pitch, *_ = page.measures
    for number, (word, other) in enumerate(pairwise(line.words)):
        width = (other.left - word.right) / cell - 1.2
        if SENTENCE_END.search(word.text):
            width -= 1
        if number == 0 and POINT.match(word.text):
            width -= 6
        if width < HOLE * (1 if line.clear else UNCLEAR) or _is_bracketed(word, other, shown):
            continue
        if any(beside and _is_column(beside, word, other, cell, pitch) for beside in (above, below)):
            continue
        top, bottom = line.middle - 0.5 * pitch, line.middle + 0.5 * pitch
        sure = min(word.confidence, other.confidence)
        if sure < DOUBTFUL:
            continue
        inside = 0 < number < len(line.words) - FEW and _is_white(page, line, word, other)
        enough = width >= ALONE * ease_of(page) and sure >= SURE and line.clear and inside
        box = Box(
            word.box.right, min(word.box.top, other.box.top), other.box.left, max(word.box.bottom, other.box.bottom)
        )
        yield Hole(other.span.start, top, bottom, width, 0, enough, box, "a hole in a typed line", (word, other))


def _is_white(page: Typing, line: Line, word: Placed, other: Placed) -> bool:
    """Whether nothing was read between two words of a line, but for specks.

    Where somebody wrote over a word the engine reads scraps, which are no typed words: ``of the igor ta 4 dae
    Government`` has no hole, but ``the Philippine Government`` under a scrawl.
    """
    near = (row for row in page.rows if abs(row.middle - line.middle) < page.measures.pitch)
    between = (one for row in near for one in row.words if word.right <= one.left and one.right <= other.left)
    return sum(one.letters for one in between) < LETTERS


def _is_bracketed(word: Placed, other: Placed, shown: Sequence[Span]) -> bool:
    """Whether a bracket opens before a hole or closes after it, and the rule gaps has marked it."""
    if not (word.text.endswith(("[", "{")) or other.text.startswith(("]", "}"))):
        return False
    return any(touches(span, word) or touches(span, other) for span in shown)


def touches(span: Span, word: Placed) -> bool:
    return span.start < word.span.end and word.span.start < max(span.end, span.start + 1)


def _is_column(line: Line, word: Placed, other: Placed, cell: float, pitch: float) -> bool:
    """Whether the line above or below has a hole at the same place, as the columns of a table have."""
    return any(
        two.left - one.right > 3 * cell and abs(two.left - other.left) < 1.5 * cell for one, two in pairwise(line.words)
    )


def _between(page: Typing, line: Line, below: Line, usual: float, shown: Sequence[Span]) -> Hole | None:
    """What is missing from the end of a line to the start of the next."""
    pitch = page.measures.pitch
    last, first = line.words[-1], below.words[0]
    extra = (below.middle - line.middle) / pitch - 1
    point = POINT.match(first.text) is not None
    paragraph = extra > 0.5 or point or (line.ended and line.room > 3)
    closed = paragraph and line.ended
    early = 0.0 if closed or point else line.room - (first.right - first.left) / page.measures.cell - 1
    if last.text.endswith("-") and early < SHORT_ALONE:
        early = 0.0
    late = below.begins - (INDENT if paragraph else 0)
    missing = extra - (usual if closed else 0.5 if paragraph else 0)
    clear = line.clear and below.clear
    strong = (
        (early >= SHORT_ALONE and clear and not paragraph and not line.ended and below.begins < FEW)
        or (late >= ALONE and clear)
        or (missing >= LINES_ALONE and (line.clear or below.clear) and min(len(line.words), len(below.words)) > 1)
    )
    ends, begins, apart = early >= SHORT_BESIDE, late >= HOLE, missing >= LINES_BESIDE
    if not (strong or ends or begins or apart) or _is_bracketed(last, first, shown):
        return None
    what = "lines are missing" if apart else "a line ends early" if ends or not begins else "a line begins late"
    top = line.middle + (-0.5 if ends else 0.5) * pitch
    bottom = max(below.middle + (0.5 if begins else -0.5) * pitch, top + pitch)
    return Hole(
        last.span.end if ends or not begins else first.span.start,
        top,
        bottom,
        max(early, 0) + max(late, 0),
        round(extra) if apart else 0,
        strong,
        _white(page, last, first, apart, ends),
        what,
        (last, first),
    )


def _white(page: Typing, last: Placed, first: Placed, apart: bool, ends: bool) -> Box:
    """The white place between the last word of a line and the first of the next, as large as one box can show it."""
    left, right = (round(edge - last.left + last.box.left) for edge in (page.measures.left, page.measures.right))
    if apart:
        return Box(left, last.box.bottom, right, max(first.box.top, last.box.bottom + 1))
    if ends:
        return Box(last.box.right, last.box.top, max(right, last.box.right + 1), last.box.bottom)
    return Box(min(left, first.box.left - 1), first.box.top, first.box.left, first.box.bottom)


def row_above(page: Typing, lines: Sequence[Line]) -> float:
    """The height of the last row above the text; 0 where there is none."""
    first = lines[0].middle if lines else 0.0
    rows = (row for row in page.rows if row.middle < first - 0.5 * page.measures.pitch)
    typed = (row for row in rows if sum(word.letters for word in row.words if not page.outside(word)) >= LEAST)
    return max((row.middle for row in typed), default=0.0)


def _at_start(page: Typing, line: Line, top: float) -> Hole:
    """What may be missing above the first line of the text: only a code can tell."""
    pitch = page.measures.pitch
    bottom = line.middle + (0.5 if line.begins >= INDENT else -0.8) * pitch
    return Hole(line.words[0].span.start, min(top, bottom), bottom, what="white above the text", words=line.words[:1])


def _at_end(page: Typing, line: Line, foot: float, last: bool) -> Iterator[Hole]:
    """A page whose text stops in mid-sentence above the foot of the others."""
    pitch = page.measures.pitch
    missing = (foot - line.middle) / pitch if foot else 0.0
    enough = not line.ended and missing >= FOOT and not last
    what = "the text stops in mid-sentence"
    if (line.ended and missing < 1.6) or line.words[-1].text.endswith(("[", "{")):
        return
    yield Hole(
        line.words[-1].span.end,
        line.middle + (0.5 if line.ended else -0.5) * pitch,
        line.middle + 60 * pitch,
        0,
        max(round(missing), 0),
        enough,
        None,
        what,
        line.words[-1:],
    )
