"""Find the excisions that are only white space, where the boxes of the words show the page.

What it marks: a hole inside a typed line, wider than any space of a typist; a line that ends in mid-sentence where the
next word would have had room several times over; a line that begins far from the left margin; lines that are missing
between two others; a page whose text stops in mid-sentence far above its foot. Parts that touch (the end of a line, the
lines below it, the start of the next) are one gap. Its extent is stated in characters or lines of that typewriter.
Beside a code in the margin, or a note there that cannot be read, less room is enough; a code that can be read says by
which exemption. Each code speaks of one excision, so a white place with several codes below each other is as many.

What it leaves alone: indents, the space after the number of a list, columns of a table (holes below each other),
the last line of a paragraph, the form at the head of the first page, signatures and catchwords at the right, holes that
a stamp or another note fills, holes between brackets (the rule gaps has those). It does nothing without a layout.

How it may be wrong: a faint word or line that the engine did not see looks like an excision; only a code beside it,
or its width, tells them apart. Specks of low certainty inside a hole do not fill it.
Seen in: POLTO 12 (seven excisions without brackets), typed pages of the benchmark.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import NamedTuple

import regex

from teikit.geometry import DOUBTFUL, SURE, Placed, Typing, in_margins, typing
from teikit.layout import Box
from teikit.lexicon import Lexicon
from teikit.lexicon.margin import clusters
from teikit.text import Certainty, Draft, Edit, Mark, Span, attrs

RULE = "blanks"
BESIDE, ALONE = 3.4, 16.0
"""Characters beyond the space of a typist that a hole must be wide: with a code beside it, and with none."""
SHORT_BESIDE, SHORT_ALONE = 5.0, 14.0
"""Characters by which a line must end early, beyond the room for the next word."""
LINES_BESIDE, LINES_ALONE = 1.0, 3.0
"""Lines that must be missing, beyond the space between paragraphs."""
NOTED = 5.0
"""Characters that a hole must be wide beside a note in the margin that cannot be read."""
STAMP = 8
"""Letters that a line of a stamp must have to be told from the text beside it."""
CLEAN, ON_CLEAN = 0.9, 0.6
"""Share of the words that were read well on a page where hardly any was overlooked; less room is enough there."""
FAR_APART = 3.0
"""Lines between two codes that speak of two excisions."""
NOTE = regex.compile(r"(?=.*[()0-9\\])\S{2,9}")
INDENT = 12
SENTENCE_END = regex.compile(r"[.?!:;][\"'”’)\]]*$")
POINT = regex.compile(r"\W{0,2}(?:[0-9]{1,2}|\(?[A-Za-z0-9]{1,2}\))[.):,]?$|[A-Z]\.$|[-*•o]$")
BRACKET = regex.compile(r"[\[\]{}|]")
WORD = regex.compile(r"\p{L}{2,}|\b[IA]\b|[0-9]{2,}")
FEW, LEAST = 2, 3
CLEAR, UNCLEAR = 0.75, 1.5
"""The mean certainty of a line that was read well; how much wider a hole must be in one that was not."""
FOOT = 14
"""Lines above the foot of the other pages at which a page must stop, where no code says that more was there."""


class Line(NamedTuple):
    """A typed line of the body: its words without those in the margins and without specks."""

    middle: float
    words: tuple[Placed, ...]
    begins: float
    """Characters from the left margin to its first word."""
    room: float
    """Characters from its last word to the right margin."""

    @property
    def text(self) -> str:
        """The words, parted by a space."""
        return " ".join(word.text for word in self.words)

    @property
    def ended(self) -> bool:
        """Whether a sentence ends with it."""
        return SENTENCE_END.search(self.words[-1].text) is not None or self.words[-1].text.endswith(("]", "}"))

    @property
    def clear(self) -> bool:
        """Whether the engine read it well: then what is missing in it was hardly overlooked."""
        sure = [word.confidence for word in self.words if word.letters]
        return len(sure) > FEW and sum(sure) / len(sure) >= CLEAR


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


def blanks(draft: Draft, lexicon: Lexicon) -> Iterator[Edit | Mark]:
    """Mark the white place after ``PARTICIPATION OF``; leave the space after ``1.`` and that of a table."""
    pages = typing(draft)
    if not pages:
        return
    codes = _codes(draft, lexicon, pages)
    shown = [Span(draft.to_text(mark.span.start), draft.to_text(mark.span.end)) for mark in draft.of_kind("gap")]
    bodies = [_body(page, lexicon, found) for page, found in zip(pages, codes, strict=True)]
    feet = sorted(lines[-1].middle for lines in bodies if len(lines) > FEW)
    foot = feet[-1] if len(feet) > 1 else 0.0
    for number, (page, lines, found) in enumerate(zip(pages, bodies, codes, strict=True)):
        if not lines:
            yield from _whole(page, found, shown)
        holes = list(_holes(page, lines, _above(page, lines), foot, number + 1 == len(pages), shown))
        yield from _marks(page, holes, found, shown)


def _whole(page: Typing, codes: Sequence[Code], shown: Sequence[Span]) -> Iterator[Mark]:
    """A page that holds nothing but a code."""
    read = [code for code in codes if code.categories]
    words = sum(word.letters > FEW and word.confidence >= SURE for row in page.rows for word in row.words)
    if (
        read
        and words <= LEAST
        and not any(_touches(span, word) for span in shown for row in page.rows for word in row.words)
    ):
        details = attrs(
            reason="redacted", quantity=1, unit="page", ana=" ".join(read[0].categories), evidence="internal"
        )
        start = min(read[0].starts)
        yield Mark(Span(start, start), "gap", RULE, attributes=details, why="nothing but a code in the margin")


# ---------------------------------------------------------------- the body of a page


def _body(page: Typing, lexicon: Lexicon, codes: Sequence[Code]) -> list[Line]:
    """The typed lines below the form, with what stands between the margins."""
    cell, _, left, right = page.measures
    taken = {start for code in codes for start in code.starts}
    found = []
    for row in page.rows:
        words = tuple(
            word
            for word in row.words
            if not page.outside(word) and word.span.start not in taken and _is_typed(word, page, lexicon)
        )
        words = _without_stamp(words, cell, lexicon)
        if not words or not _in_type(words, cell):
            continue
        sure = sum(word.letters for word in words if word.confidence >= SURE)
        if _is_note(words, left, right, cell):
            continue
        if sure >= LEAST or all(BRACKET.fullmatch(word.text) for word in words):
            found.append(Line(row.middle, words, (words[0].left - left) / cell, (right - words[-1].right) / cell))
    return _without_tail(found[_form(found, lexicon) :])


def _without_stamp(words: tuple[Placed, ...], cell: float, lexicon: Lexicon) -> tuple[Placed, ...]:
    """The words of a row without those beyond a hole that are the line of a stamp."""
    for number, (word, other) in enumerate(pairwise(words), 1):
        rest = " ".join(word.text for word in words[number:])
        if other.left - word.right > BESIDE * cell and len(rest) >= STAMP and lexicon.stamp_index.find(rest):
            return words[:number]
    return words


def _is_note(words: Sequence[Placed], left: float, right: float, cell: float) -> bool:
    """Whether a row is nothing but what looks like a code, in the middle of the page: it stands in a white place."""
    alone = len(words) <= FEW and words[0].left > left + INDENT * cell and words[-1].right < right - FEW * cell
    return alone and all(NOTE.fullmatch(word.text) for word in words)


def _in_type(words: Sequence[Placed], cell: float) -> bool:
    """Whether the words of a row are as wide as the typewriter makes them, and not those of a stamp."""
    ratios = sorted((word.right - word.left) / (cell * len(word.text)) for word in words if len(word.text) > 3)
    return not ratios or 0.74 < ratios[len(ratios) // 2] < 1.25


def _is_typed(word: Placed, page: Typing, lexicon: Lexicon) -> bool:
    """Whether a word is no speck, no scrawl of a few signs, and no code of a reviewer."""
    cell, pitch = page.measures.cell, page.measures.pitch
    if BRACKET.fullmatch(word.text):
        return True
    if not word.letters:
        return word.right - word.left > 1.5 * cell and word.confidence >= SURE
    if word.confidence < DOUBTFUL and len(word.text) < 3:
        return False
    if word.box.height > 1.5 * pitch or (word.right - word.left) < 0.25 * cell * len(word.text):
        return False
    return not any(reading.alone for reading in lexicon.read_mark(word.text))


def _form(lines: Sequence[Line], lexicon: Lexicon) -> int:
    """How many lines at the head of the page belong to its form.

    If there is a field, all down to the first line after it that is as wide as the text or begins a numbered point.
    """
    end = full = 0
    precedences = {precedence.form for precedence in lexicon.precedences}
    for index, line in enumerate(lines):
        text = line.text
        if any(known.reads.match(text) for known in lexicon.fields) or text.strip(" .:") in precedences:
            end = index + 1
        elif _is_full(line):
            full += 1
            if full == FEW:
                break
    while end and end < len(lines) and not _is_full(lines[end]) and not POINT.match(lines[end].words[0].text):
        end += 1
    return end if end < len(lines) else 0


def _is_full(line: Line) -> bool:
    return line.begins < INDENT and line.room < INDENT and len(line.words) > 4


def _without_tail(lines: list[Line]) -> list[Line]:
    """The lines without a signature or catchword at the right, and initials below it."""
    for back in (1, 2, 3):
        if len(lines) > back and len(lines[-back].words) <= FEW and lines[-back].begins > INDENT + 6:
            return lines[:-back]
    return lines


# ---------------------------------------------------------------- holes


def _holes(
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


def _ease(page: Typing) -> float:
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
        if width < BESIDE * (1 if line.clear else UNCLEAR) or _is_bracketed(word, other, shown):
            continue
        if any(beside and _is_column(beside, word, other, cell, pitch) for beside in (above, below)):
            continue
        top, bottom = line.middle - 0.5 * pitch, line.middle + 0.5 * pitch
        sure = min(word.confidence, other.confidence)
        if sure < DOUBTFUL:
            continue
        enough = width >= ALONE * _ease(page) and sure >= SURE and line.clear and 0 < number < len(line.words) - FEW
        box = Box(
            word.box.right, min(word.box.top, other.box.top), other.box.left, max(word.box.bottom, other.box.bottom)
        )
        yield Hole(other.span.start, top, bottom, width, 0, enough, box, "a hole in a typed line", (word, other))


def _is_bracketed(word: Placed, other: Placed, shown: Sequence[Span]) -> bool:
    """Whether a bracket opens before a hole or closes after it, and the rule gaps has marked it."""
    if not (word.text.endswith(("[", "{")) or other.text.startswith(("]", "}"))):
        return False
    return any(_touches(span, word) or _touches(span, other) for span in shown)


def _touches(span: Span, word: Placed) -> bool:
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
        or (missing >= LINES_ALONE and min(len(line.words), len(below.words)) > 1)
    )
    ends, begins, apart = early >= SHORT_BESIDE, late >= BESIDE, missing >= LINES_BESIDE
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


def _above(page: Typing, lines: Sequence[Line]) -> float:
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


# ---------------------------------------------------------------- codes, marks


class Code(NamedTuple):
    """Codes that stand together, the categories they claim, and where they stand on the straightened page."""

    categories: tuple[str, ...]
    top: float
    bottom: float
    side: int
    starts: tuple[int, ...] = ()


def _codes(draft: Draft, lexicon: Lexicon, pages: Sequence[Typing]) -> list[list[Code]]:
    """The codes of each page, those one below the other as one."""
    words = [{word.span.start: (page.outside(word), word) for row in page.rows for word in row.words} for page in pages]
    found: list[list[Code]] = [[] for _ in pages]
    for cluster in clusters(draft.text, lexicon, in_margins(pages)):
        for number, known in enumerate(words):
            own = [known[mark.span.start] for mark in cluster.marks if mark.span.start in known]
            if own:
                tops = [word.middle for _, word in own]
                starts = tuple(mark.span.start for mark in cluster.marks)
                found[number].append(Code(cluster.categories, min(tops), max(tops), own[0][0], starts))
    for page, codes in zip(pages, found, strict=True):
        codes += _unread(page, {start for code in codes for start in code.starts})
    return [list(_stacked(codes, page.measures.pitch)) for codes, page in zip(found, pages, strict=True)]


def _unread(page: Typing, known: set[int]) -> Iterator[Code]:
    """Words in the margins that are no specks: a reviewer may have written them, though no code can be read."""
    for row in page.rows:
        for word in row.words:
            side = page.outside(word)
            if not side and _is_note([word], page.measures.left, page.measures.right, page.measures.cell):
                if len(row.words) <= FEW and word.span.start not in known:
                    yield Code((), word.middle, word.middle, side, (word.span.start,))
                continue
            tall = word.box.height > 0.4 * page.measures.pitch and word.right - word.left > page.measures.cell
            if side and tall and word.letters and word.span.start not in known:
                yield Code((), word.middle, word.middle, side, (word.span.start,))


def _stacked(codes: list[Code], pitch: float) -> Iterator[Code]:
    for side in (-1, 0, 1):
        pile: Code | None = None
        for code in sorted((code for code in codes if code.side == side), key=lambda code: code.top):
            if (
                pile
                and code.top - pile.bottom < 1.6 * pitch
                and (not code.categories or not set(code.categories) <= set(pile.categories))
            ):
                categories = tuple(dict.fromkeys((*pile.categories, *code.categories)))
                starts = (*pile.starts, *code.starts)
                pile = Code(categories, pile.top, max(code.bottom, pile.bottom), side, starts)
                continue
            if pile:
                yield pile
            pile = code
        if pile:
            yield pile


def _marks(page: Typing, holes: list[Hole], codes: list[Code], shown: list[Span]) -> Iterator[Mark]:
    """The holes that are excisions: wide ones, and those that a code stands beside, each code for one of them.

    A code beside brackets speaks of these, so they stand among the holes when codes are given out.
    """
    pitch, ease = page.measures.pitch, _ease(page)
    brackets = list(_bracketed(page, shown))
    holes = [hole for hole in holes if len(hole.words) > 1 or not _explained(hole, brackets)]
    places = [*holes, *brackets]
    pairs = sorted(
        (_apart(hole, code, pitch), number, place)
        for number, hole in enumerate(places)
        for place, code in enumerate(codes)
    )
    of: dict[int, int] = {}
    for apart, number, place in pairs:
        speaks = codes[place].categories or places[number].wide(ease)
        if apart <= 1.0 and speaks and number not in of and place not in of.values():
            of[number] = place
    for number, hole in enumerate(holes):
        code = codes[of[number]] if number in of else None
        if hole.enough or code:
            read = (other for other in codes if other.categories)
            near = (
                code
                if code and code.categories
                else min(read, key=lambda other: _apart(hole, other, pitch), default=None)
            )
            others = [other for place, other in enumerate(codes) if place not in of.values() and _is_in(hole, other)]
            if code and others:
                hole = replace(hole, lines=0.0, width=0.0)
            yield _gap(hole, near, sure=code is not None)
            if code:
                yield from (_gap(hole, other, sure=True) for other in _distinct(others, code, pitch))


def _is_in(hole: Hole, code: Code) -> bool:
    """Whether a code that was read stands beside the inside of a white place."""
    return bool(code.categories) and hole.top <= code.top and code.bottom <= hole.bottom


def _distinct(codes: list[Code], first: Code, pitch: float) -> Iterator[Code]:
    """Further codes beside one white place, at other heights: that many excisions follow each other there."""
    last = [first]
    for code in sorted(codes, key=lambda code: code.top):
        if all(abs(code.top - other.top) > FAR_APART * pitch for other in last):
            last.append(code)
            yield code


def _explained(hole: Hole, brackets: list[Hole]) -> bool:
    """Whether brackets show what is missing above the text or below it."""
    return any(hole.top <= bracket.top <= hole.bottom for bracket in brackets)


def _bracketed(page: Typing, shown: list[Span]) -> Iterator[Hole]:
    """The excisions of a page that brackets show, as far as their first line."""
    pitch = page.measures.pitch
    for span in shown:
        word = next(
            (word for row in page.rows for word in row.words if word.span.start <= span.start < word.span.end), None
        )
        if word:
            yield Hole(span.start, word.middle - pitch / 2, word.middle + pitch / 2)


def _apart(hole: Hole, code: Code, pitch: float) -> float:
    """The lines between the first line of a hole and a code; a code further down beside it counts a little less."""
    first = hole.top + 0.5 * pitch
    if code.bottom < hole.top:
        return (hole.top - code.bottom) / pitch
    if code.top > hole.bottom:
        return (code.top - hole.bottom) / pitch
    return min(0.9, 0.1 * abs(code.top - first) / pitch)


def _gap(hole: Hole, code: Code | None, sure: bool) -> Mark:
    extent = attrs(quantity=round(hole.lines), unit="line") if hole.lines >= 1 else ()
    if not extent and hole.width >= 1:
        extent = attrs(quantity=round(hole.width), unit="char")
    details = (
        *attrs(reason="redacted"),
        *extent,
        *attrs(ana=" ".join(code.categories) if code else None, evidence="internal"),
        *attrs(box=",".join(map(str, hole.box)) if hole.box else None),
    )
    why = hole.what + (", beside a code in the margin" if sure else "")
    cert = Certainty.HIGH if sure else Certainty.MEDIUM
    return Mark(Span(hole.offset, hole.offset), "gap", RULE, attributes=details, cert=cert, why=why)
