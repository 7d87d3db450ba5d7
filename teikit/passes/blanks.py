"""Find excisions that are only white space, if the input has the boxes of the words.

What it marks: a hole inside a typed line, wider than any space of a typist; a line that ends in mid-sentence where the
next word would have had room several times over; a line that begins far from the left margin; lines that are missing
between two others; a page whose text stops in mid-sentence far above the bottom. Parts that touch (the end of a line,
the lines below it, the start of the next) are one gap. Its extent is given in characters or lines of that typewriter.
Beside a code in the margin, or an illegible note there, a smaller hole is enough. A legible code names the exemption;
if there is no code at the height of the excision, no exemption is named. Each code belongs to one excision, so a white
area with several codes one below the other becomes as many gaps.

What it leaves alone: indents, the space after the number of a list, columns of a table (holes below each other),
the last line of a paragraph, the form at the top of the first page, signatures and catchwords at the right, holes that
a stamp or another note fills, holes between brackets (the rule gaps handles those). It does nothing without a layout.

How it may be wrong: a faint word or line that the engine did not see looks like an excision; only a code beside it, or
its width, can tell them apart. Specks of low certainty inside a hole do not fill it.
Seen in: POLTO 12 (seven excisions without brackets), typed pages of the benchmark.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from teikit.core import Certainty, Draft, Edit, Mark, Span, attrs, kinds
from teikit.geometry import typed_pages
from teikit.geometry.body import FEW_WORDS, LEAST_LETTERS, body_lines
from teikit.geometry.codes import Code, codes_of
from teikit.geometry.holes import Hole, ease_of, holes_of, row_above, touches
from teikit.geometry.page import SURE, TypedPage
from teikit.lexicon import Lexicon

RULE = "blanks"
BESIDE = 0.9  # the greatest distance, in lines, that a code beside a hole counts
EACH_LINE = 0.1  # what it counts for each line between the code and the first line of the hole
FAR_APART = 3.0  # fewest lines between two codes that belong to different excisions


def blanks(draft: Draft, lexicon: Lexicon) -> Iterator[Edit | Mark]:
    """Mark the white place after ``PARTICIPATION OF``; leave the space after ``1.`` and that of a table."""
    pages = typed_pages(draft)
    if not pages:
        return
    codes = codes_of(draft, lexicon, pages)
    shown = [draft.to_text_span(mark.span) for mark in draft.of_kind(kinds.GAP)]
    taken = {start for page_codes in codes for code in page_codes for start in code.starts}
    texts = body_lines(pages, lexicon, taken)
    feet = sorted(lines[-1].middle for lines in texts if len(lines) > FEW_WORDS)
    foot = feet[-1] if len(feet) > 1 else 0.0
    for number, (page, lines, page_codes) in enumerate(zip(pages, texts, codes, strict=True)):
        if not lines:
            yield from _whole_page(page, page_codes, shown)
        holes = list(holes_of(page, lines, row_above(page, lines), foot, last=number + 1 == len(pages), shown=shown))
        yield from _marks(page, holes, page_codes, shown)


def _whole_page(page: TypedPage, codes: Sequence[Code], shown: Sequence[Span]) -> Iterator[Mark]:
    """The gap of a page that holds nothing but a legible code, unless ``shown`` has a gap of that page."""
    read = [code for code in codes if code.categories]
    page_words = [word for row in page.rows for word in row.words]
    legible = sum(word.letters > FEW_WORDS and word.confidence >= SURE for word in page_words)
    if read and legible <= LEAST_LETTERS and not any(touches(span, word) for span in shown for word in page_words):
        details = attrs(
            reason="redacted", quantity=1, unit="page", ana=" ".join(read[0].categories), evidence="internal"
        )
        start = min(read[0].starts)
        yield Mark(Span(start, start), kinds.GAP, RULE, attributes=details, why="nothing but a code in the margin")


def _marks(page: TypedPage, holes: list[Hole], codes: list[Code], shown: list[Span]) -> Iterator[Mark]:
    """The gaps of the holes that are excisions: the wide ones, and those that have a code beside them.

    Excisions in brackets are included when codes are assigned, because a code beside brackets belongs to them.
    """
    pitch, ease = page.measures.pitch, ease_of(page)
    brackets = list(_bracketed(page, shown))
    holes = [hole for hole in holes if not _explained(hole, brackets, codes, pitch)]
    code_of = _assigned([*holes, *brackets], codes, pitch, ease)
    assigned = set(code_of.values())
    for number, hole in enumerate(holes):
        code = codes[code_of[number]] if number in code_of else None
        if hole.is_enough or code:
            further = [unused for at, unused in enumerate(codes) if at not in assigned and _is_in(hole, unused)]
            if code and further:
                hole = replace(hole, lines=0.0, width=0.0)  # how much of it each code means is unknown
            yield _gap(hole, code)
            if code:
                yield from (_gap(hole, distinct) for distinct in _distinct(further, code, pitch))


def _assigned(excisions: Sequence[Hole], codes: Sequence[Code], pitch: float, ease: float) -> dict[int, int]:
    """The number of the code of each excision, by the number of the excision: the nearest pairs first, each code once.

    An illegible note in the margin counts only beside a hole that is wide for the page (``ease``).
    """
    pairs = sorted(
        (_apart(excision, code, pitch), number, at)
        for number, excision in enumerate(excisions)
        for at, code in enumerate(codes)
    )
    code_of: dict[int, int] = {}
    for lines_apart, number, at in pairs:
        counts = codes[at].categories or excisions[number].wide(ease)
        if lines_apart <= 1.0 and counts and number not in code_of and at not in code_of.values():
            code_of[number] = at
    return code_of


def _is_in(hole: Hole, code: Code) -> bool:
    """Whether a code is legible and beside a hole, between its top and its bottom."""
    return bool(code.categories) and hole.top <= code.top and code.bottom <= hole.bottom


def _distinct(codes: list[Code], first: Code, pitch: float) -> Iterator[Code]:
    """The other codes beside one hole that are clearly at other heights: each belongs to an excision of its own."""
    last = [first]
    for code in sorted(codes, key=lambda code: code.top):
        if all(abs(code.top - earlier.top) > FAR_APART * pitch for earlier in last):
            last.append(code)
            yield code


def _explained(hole: Hole, brackets: list[Hole], codes: list[Code], pitch: float) -> bool:
    """Whether brackets already account for the white space above or below the text, or between two lines of it.

    Between ``MEETING ON THE PROPOSAL`` and ``3. EMBASSY BELIEVES`` there is ``2. []``. If the white space has more
    codes beside it than brackets in it, the brackets do not account for all of it.
    """
    if len(hole.words) <= 1:
        return any(hole.top <= bracket.top <= hole.bottom for bracket in brackets)
    above, below = (word.middle for word in hole.words)
    between = [bracket for bracket in brackets if above < bracket.top and bracket.bottom < below]
    return bool(between) and sum(_is_in(hole, code) for code in codes) <= len(between)


def _bracketed(page: TypedPage, shown: list[Span]) -> Iterator[Hole]:
    """The excisions of a page that brackets show, each with the height of its first line."""
    pitch = page.measures.pitch
    for span in shown:
        word = next((word for row in page.rows for word in row.words if word.span.has(span.start)), None)
        if word:
            yield Hole(span.start, word.middle - pitch / 2, word.middle + pitch / 2)


def _apart(hole: Hole, code: Code, pitch: float) -> float:
    """The distance in lines between the first line of a hole and a code; below 1 for a code beside the hole."""
    first = hole.top + 0.5 * pitch
    if code.bottom < hole.top:
        return (hole.top - code.bottom) / pitch
    if code.top > hole.bottom:
        return (code.top - hole.bottom) / pitch
    return min(BESIDE, EACH_LINE * abs(code.top - first) / pitch)


def _gap(hole: Hole, code: Code | None) -> Mark:
    """The mark of an excision, with its extent, its exemption and its box as far as they are known."""
    size, unit = (hole.lines, "line") if hole.lines >= 1 else (hole.width, "char")
    details = attrs(
        reason="redacted",
        quantity=round(size) if size >= 1 else None,
        unit=unit if size >= 1 else None,
        ana=" ".join(code.categories) if code else None,
        evidence="internal",
        box=",".join(map(str, hole.box or ())),
    )
    beside = (
        "" if code is None else ", beside a code in the margin" if code.categories else ", beside a note in the margin"
    )
    why = hole.what + beside
    cert = Certainty.HIGH if code else Certainty.MEDIUM
    return Mark(Span(hole.offset, hole.offset), kinds.GAP, RULE, attributes=details, cert=cert, why=why)
